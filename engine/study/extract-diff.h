// SPDX-License-Identifier: MIT
/* A newer extract of the same organisation against an older one: what is new, gone, moved, renamed, changed. Both share a
 * dictionary; their rows are not the same, so rows are matched first. Open rows only; people made from counts are no part
 * of it (the posts that they hold are: column "filled"). */
#pragma once
#include "../po/lang.h"
#include "../org/org.h"
#include <jansson.h>

/* Rows are matched by id. A unit without a partner is then matched by its name under the matched parent, a post by its
 * title in the matched unit, a person by name in the matched unit, each only when exactly one on both sides is so named.
 * {"counts": {"units": {"new", "gone", "moved", "renamed", "changed", "same"}, "posts": …, "people": …},
 *  "matched": {"id": n, "name": n}, "changes": [{"table", "id", "old_id", "name", "n", "kinds": […], "match": "id|name",
 *  "columns": [{"column", "from", "to"}]}]}. n: posts of one group that changed alike. Owned by the caller. */
json_t *org_extract_diff(const Org *old, const Org *new);
/* The first `most` changes (0: all), after the counts. */
void org_extract_diff_text(OrgLang lang, const json_t *diff, const char *from, guint most, GString *out);

/* What differs from a snapshot of a file, as above with "from", its name. */
json_t *org_extract_diff_stored(const char *path, const char *snapshot, const Org *new, GError **error);
/* A JSON document (of org_quality_json) with the list added as "extract". Owned by the caller, ends in a newline. */
char *org_extract_diff_add(const char *document, json_t *diff);

/* Partner rows by old row and by new row (ORG_NONE: none), for one table after those that it refers to. */
typedef struct {
    OrgRow *new_of[4], *old_of[4];
    gboolean *by_name[4]; /* by new row */
    guint64 n_id, n_name;
} OrgPartners;
void org_partners_match(OrgPartners *partners, const Org *old, const Org *new);
void org_partners_clear(OrgPartners *partners);
gboolean org_extract_counts(const Org *org, guint table, OrgRow row); /* open, and no person made from counts */
