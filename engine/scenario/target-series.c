// SPDX-License-Identifier: MIT
/* The series that a target reads, and over what the figures of a flow are added up. */
#include "reader.h"
#include <string.h>

static const char *const counted_names[] = { [ORG_COUNTED_YEAR] = "year", [ORG_COUNTED_RUN] = "run", NULL };

const char *
org_counted_name(OrgCounted counted)
{
    return counted_names[counted];
}

gboolean
org_counted_parse(const char *name, OrgCounted *counted)
{
    *counted = 0;
    if (!name || !*name)
        return TRUE;
    for (guint i = ORG_COUNTED_YEAR; counted_names[i]; i++)
        if (strcmp(name, counted_names[i]) == 0) {
            *counted = i;
            return TRUE;
        }
    return FALSE;
}

const char *
org_item_series(const OrgItem *item, const char *series)
{
    if (series && *series)
        return series;
    if (!item->feature)
        return item->id;
    const OrgSeriesInfo *first =
        item->feature->series->len ? &g_array_index(item->feature->series, OrgSeriesInfo, 0) : NULL;
    return first && !g_str_has_suffix(first->name, "*") ? first->name : "";
}

/* What its feature declares of it; NULL of SQL. */
static const OrgSeriesInfo *
item_declared(const OrgItem *item, const char *series)
{
    const char *name = org_item_series(item, series);
    return item->feature ? org_feature_series(item->feature, name) : NULL;
}

/* NULL-terminated. */
static void
list_series(const OrgItem *item, GPtrArray *names)
{
    for (guint i = 0; item->feature && i < item->feature->series->len; i++)
        g_ptr_array_add(names, g_array_index(item->feature->series, OrgSeriesInfo, i).name);
    if (!item->feature)
        g_ptr_array_add(names, item->id);
    g_ptr_array_add(names, NULL);
}

static gboolean
check_series(OrgReader *reader, const OrgYaml *at, const OrgItem *item, const char *series)
{
    if (!*series || (item->feature ? org_feature_series(item->feature, series) != NULL : !strcmp(series, item->id)))
        return TRUE;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    list_series(item, names);
    g_autofree char *quoted = org_yaml_quote(series),
                    *suggestion = org_reader_suggest(series, (const char *const *) names->pdata);
    if (names->len > 1)
        org_reader_error(reader, at, "unknown-series", "%s does not measure %s%s", item->id, quoted, suggestion);
    else
        org_reader_error(reader, at, "unknown-series", "%s measures nothing, so that no target can be about it",
                         item->id);
    return FALSE;
}

void
org_read_target_series(OrgReader *reader, const OrgYaml *node, const OrgYaml *at, OrgTarget *out)
{
    const OrgYaml *series = org_yaml_get(node, "series", NULL), *metric = org_yaml_get(node, "metric", NULL),
                  *counted = org_yaml_get(node, "counted", NULL);
    const char *text = counted ? org_reader_text(reader, counted, "counted:") : NULL;
    const OrgItem *item = out->metrics->len ? g_ptr_array_index(reader->plan->items, out->metric) : NULL;
    if (item && !check_series(reader, series ? series : metric ? metric : at, item, out->series))
        return;
    const OrgSeriesInfo *declared = item ? item_declared(item, out->series) : NULL;
    gboolean flow = declared && declared->kind == ORG_FLOW;
    if (flow) /* money is asked for as a whole, people and acts by the year */
        out->counted = g_strcmp0(declared->unit, "money") == 0 ? ORG_COUNTED_RUN : ORG_COUNTED_YEAR;
    if (!text)
        return;
    if (item && !flow) {
        org_reader_error(
            reader, counted, "bad-value",
            "counted: says over what it is added up what happened; this target reads a figure as it stands");
        return;
    }
    for (OrgCounted i = ORG_COUNTED_YEAR; i <= ORG_COUNTED_RUN; i++)
        if (!strcmp(text, counted_names[i])) {
            out->counted = i;
            return;
        }
    g_autofree char *quoted = org_yaml_quote(text),
                    *suggestion = org_reader_suggest(text, counted_names + ORG_COUNTED_YEAR);
    org_reader_error(reader, counted, "unknown-choice", "counted: is %s, expected year or run%s", quoted, suggestion);
}
