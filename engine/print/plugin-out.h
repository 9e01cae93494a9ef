// SPDX-License-Identifier: MIT
/* What plugins offer, for people, for programs and as a page. */
#pragma once
#include "../po/lang.h"
#include "../scenario/catalogue.h"
#include <jansson.h>

/* All features by kind; no line is longer than width characters, where its words are not. */
void org_plugins_text(OrgLang lang, const OrgCatalogue *catalogue, guint width, GString *out);
/* One feature whole: parameters with bounds, flags, series, an example, its siblings, the file. */
void org_feature_text(OrgLang lang, const OrgCatalogue *catalogue, const OrgFeatureInfo *feature, guint width,
                      GString *out);
json_t *org_feature_json(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature); /* the caller's */
/* A reference of all features, or of one (feature may be NULL), as Markdown in English. */
void org_plugins_markdown(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature, GString *out);

/* What the flags of a feature mean, a sentence each, as message ids; NULL-terminated, the caller's to g_free(). */
const char **org_feature_flag_words(const OrgFeatureInfo *feature);
/* "0 to 100", "at least 1"; NULL: unbounded. The caller's. */
char *org_param_bounds(OrgLang lang, const OrgParamInfo *param);
/* Of these flags of series, in the order of plugin.h, a word each as message ids; NULL-terminated, the caller's to g_free(). */
const char **org_series_flag_words(guint32 flags);
