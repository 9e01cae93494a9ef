// SPDX-License-Identifier: MIT
/* A variant of a plan, from changes spelled in single words of a command line; its text is a plan that extends the first one. */
#pragma once
#include "plan.h"

typedef struct OrgVariant OrgVariant;
/* plan: borrowed, as is the catalogue. extends: its file, as the variant's is to name it. name: of its runs. */
OrgVariant *org_variant_new(const OrgPlan *plan, const OrgCatalogue *catalogue, const char *extends, const char *name);
void org_variant_free(OrgVariant *variant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgVariant, org_variant_free)

/* One change more. FALSE with error: it is spelled otherwise. Whether ids and values are right is said when the text is read. */
gboolean org_variant_shift(OrgVariant *variant, const char *text, GError **error);  /* 12m[:ID,…] */
gboolean org_variant_set(OrgVariant *variant, const char *text, GError **error);    /* ID.PARAM=VALUE, read as YAML */
gboolean org_variant_at(OrgVariant *variant, const char *text, GError **error);     /* ID=2024-07 */
gboolean org_variant_merge(OrgVariant *variant, const char *text, GError **error);  /* A,B,C=A[@2024-07] */
gboolean org_variant_remove(OrgVariant *variant, const char *text, GError **error); /* ID */
/* What stands below add:, or a list of steps, as the text of a file. */
gboolean org_variant_add(OrgVariant *variant, const char *file, GBytes *bytes, GError **error);
/* Without the steps, but those that are given: what doing nothing is. */
void org_variant_do_nothing(OrgVariant *variant);

/* A value at a place of the plan, keys down to it, NULL at the end; a pair is [text, text]. */
void org_variant_put(OrgVariant *variant, char *const *path, const char *text, gboolean pair);

char *org_variant_text(const OrgVariant *variant); /* the caller's own */
