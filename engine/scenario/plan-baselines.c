// SPDX-License-Identifier: MIT
/* Counting rules, baselines and the values that stand in for an organisation. */
#include "reader.h"
#include "../base/message.h"
#include <math.h>
#include <string.h>

/* ---- counting rules */

static gboolean
has_counting(const OrgPlan *plan, const char *name)
{
    for (guint i = 0; i < plan->countings->len; i++)
        if (strcmp(((OrgCounting *) g_ptr_array_index(plan->countings, i))->name, name) == 0)
            return TRUE;
    return FALSE;
}

static char *
optional_text(OrgReader *reader, const OrgYaml *mapping, const char *key)
{
    const OrgYaml *node = org_yaml_get(mapping, key, NULL);
    g_autofree char *what = g_strconcat(key, ":", NULL);
    const char *text = node ? org_reader_text(reader, node, what) : NULL;
    return g_strdup(text ? text : "");
}

static void
read_counting(OrgReader *reader, const OrgYaml *key, const OrgYaml *node)
{
    static const char *const keys[] = { "where", "table", "wording", "source", NULL };
    static const char *const tables[] = { "units", "posts", "people", NULL };
    guint before = org_reader_errors(reader), table = 0;
    if (has_counting(reader->plan, key->text)) {
        g_autofree char *quoted = org_yaml_quote(key->text);
        org_reader_error(reader, key, "duplicate-id", "there are two counting rules %s", quoted);
        return;
    }
    org_reader_id(reader, key, M_("the name of a counting rule"));
    if (org_reader_mapping(reader, node, M_("a counting rule"))) {
        const OrgYaml *where = org_yaml_get(node, "where", NULL), *of = org_yaml_get(node, "table", NULL);
        guint unknown = org_reader_errors(reader);
        org_reader_keys(reader, node, M_("a counting rule"), keys);
        if (!where && unknown == org_reader_errors(reader))
            org_reader_error(reader, key, "missing-key", "a counting rule needs where: SQL that selects what counts");
        if (of)
            org_reader_choice(reader, of, "table:", tables, &table);
        OrgCounting *counting = g_new0(OrgCounting, 1);
        const char *sql = where ? org_reader_text(reader, where, "where:") : NULL;
        counting->name = g_strdup(key->text);
        counting->file = g_strdup(key->doc->file);
        counting->line = where ? where->line : key->line;
        counting->column = where ? where->column : key->column;
        counting->table = g_strdup(tables[table]);
        counting->where = g_strdup(sql ? sql : "");
        counting->wording = optional_text(reader, node, "wording");
        counting->source = optional_text(reader, node, "source");
        g_ptr_array_add(reader->plan->countings, counting);
    }
    if (org_reader_errors(reader) > before)
        org_reader_flaw(reader, "counting", key->text);
}

void
org_read_countings(OrgReader *reader)
{
    const OrgYaml *section;
    ORG_EACH_SECTION(reader, "counting", section)
    {
        if (org_yaml_is_null(section))
            continue;
        if (!org_reader_mapping(reader, section, "counting:")) {
            reader->unsure = TRUE;
            continue;
        }
        for (guint i = 0; i < section->keys->len; i++)
            read_counting(reader, g_ptr_array_index(section->keys, i), g_ptr_array_index(section->items, i));
    }
}

/* ---- baselines */

static void
add_value(OrgBaseline *baseline, const char *target, double low, double high)
{
    OrgBaselineValue value = { g_strdup(target), low, high };
    g_array_append_val(baseline->values, value);
}

static void
read_between(OrgReader *reader, OrgBaseline *baseline, const char *target, const OrgYaml *node, gboolean uncertain)
{
    static const char *const keys[] = { "between", NULL };
    const OrgYaml *pair = org_yaml_get(node, "between", NULL);
    double low, high;
    if (!pair) {
        org_reader_error(reader, node, "bad-value", "the value of %s is expected to be a number or {between: [a, b]}",
                         target);
        return;
    }
    org_reader_keys(reader, node, M_("a value of a baseline"), keys);
    if (pair->kind != ORG_YAML_SEQUENCE || pair->items->len != 2) {
        org_reader_error(reader, pair, "bad-value", "between: expects two numbers: [a, b]");
        return;
    }
    const OrgYaml *a = g_ptr_array_index(pair->items, 0), *b = g_ptr_array_index(pair->items, 1);
    gboolean good = org_reader_number(reader, a, "between:", &low, NULL);
    if (!org_reader_number(reader, b, "between:", &high, NULL) || !good)
        return;
    if (low > high)
        org_reader_error(reader, pair, "bad-value", "between: expects the smaller number first");
    else
        add_value(baseline, target, low, high);
    if (low < high)
        org_assumption_of_baseline(reader, baseline->name, target, uncertain, a, b);
}

static void
read_values(OrgReader *reader, OrgBaseline *baseline, const OrgYaml *node, gboolean uncertain)
{
    if (!org_reader_mapping(reader, node, "values:"))
        return;
    for (guint i = 0; i < node->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(node->keys, i), *item = g_ptr_array_index(node->items, i);
        double number;
        if (item->kind == ORG_YAML_MAPPING)
            read_between(reader, baseline, key->text, item, uncertain);
        else if (uncertain)
            org_reader_error(reader, item, "bad-value", "an uncertain value is expected as {between: [a, b]}");
        else if (org_reader_number(reader, item, key->text, &number, NULL))
            add_value(baseline, key->text, number, number);
    }
}

static void
read_uncertain(OrgReader *reader, OrgBaseline *baseline, const OrgYaml *node)
{
    static const char *const keys[] = { "values", NULL };
    if (!org_reader_mapping(reader, node, "uncertain:"))
        return;
    const OrgYaml *values = org_yaml_get(node, "values", NULL);
    org_reader_keys(reader, node, "uncertain:", keys);
    if (values)
        read_values(reader, baseline, values, TRUE);
    else if (!node->keys->len)
        org_reader_error(reader, node, "missing-key", "uncertain: needs values:");
}

static OrgBaseline *
baseline_new(OrgPlan *plan, const char *name, OrgBaselineKind kind)
{
    OrgBaseline *baseline = g_new0(OrgBaseline, 1);
    baseline->name = g_strdup(name);
    baseline->kind = kind;
    baseline->source.date = ORG_UNKNOWN;
    baseline->values = g_array_new(FALSE, FALSE, sizeof(OrgBaselineValue));
    baseline->note = (OrgMessage *) g_strdup("");
    baseline->source_text = g_strdup("");
    g_ptr_array_add(plan->baselines, baseline);
    return baseline;
}

static void
fill_baseline(OrgReader *reader, OrgBaseline *baseline, const OrgYaml *key, const OrgYaml *node)
{
    static const char *const keys[] = { "snapshot", "units",     "posts", "people", "date",         "name",
                                        "values",   "uncertain", "note",  "source", "illustrative", NULL };
    const OrgYaml *values = org_yaml_get(node, "values", NULL), *uncertain = org_yaml_get(node, "uncertain", NULL);
    const OrgYaml *illustrative = org_yaml_get(node, "illustrative", NULL);
    gboolean organisation = org_yaml_get(node, "snapshot", NULL) || org_yaml_get(node, "units", NULL);
    guint before = org_reader_errors(reader);
    org_reader_keys(reader, node, "a baseline", keys);
    gboolean spelt = before == org_reader_errors(reader);
    if (organisation) {
        baseline->kind = ORG_BASELINE_SNAPSHOT;
        org_read_source(reader, node, TRUE, &baseline->source);
    } else if (!values && !uncertain && spelt) {
        g_autofree char *quoted = org_yaml_quote(key->text);
        org_reader_error(reader, key, "missing-key", "the baseline %s needs snapshot:, units: or values:", quoted);
    }
    if (values)
        read_values(reader, baseline, values, FALSE);
    if (uncertain)
        read_uncertain(reader, baseline, uncertain);
    g_free(baseline->note);
    g_free(baseline->source_text);
    const OrgYaml *note = org_yaml_get(node, "note", NULL);
    baseline->note = note ? org_reader_said(reader, note, "note:") : NULL;
    baseline->source_text = optional_text(reader, node, "source");
    if (illustrative)
        org_reader_flag(reader, illustrative, "illustrative:", &baseline->illustrative);
}

static void
read_baseline(OrgReader *reader, const OrgYaml *key, const OrgYaml *node)
{
    g_autofree char *quoted = org_yaml_quote(key->text);
    if (strcmp(key->text, "start") == 0 || strcmp(key->text, "previous") == 0) {
        org_reader_error(
            reader, key, "duplicate-id",
            strcmp(key->text, "start") == 0
                ? "the baseline %s is always there: the organisation before the first step; choose another name"
                : "%s means the year before a target's month; choose another name for this baseline",
            quoted);
        return;
    }
    if (org_plan_baseline(reader->plan, key->text)) {
        org_reader_error(reader, key, "duplicate-id", "there are two baselines %s", quoted);
        return;
    }
    guint before = org_reader_errors(reader);
    org_reader_id(reader, key, M_("the name of a baseline"));
    OrgBaseline *baseline = baseline_new(reader->plan, key->text, ORG_BASELINE_VALUES);
    if (org_reader_mapping(reader, node, M_("a baseline")))
        fill_baseline(reader, baseline, key, node);
    if (org_reader_errors(reader) > before)
        org_reader_flaw(reader, "baseline", key->text);
}

void
org_read_baselines(OrgReader *reader)
{
    baseline_new(reader->plan, "start", ORG_BASELINE_START);
    const OrgYaml *section;
    ORG_EACH_SECTION(reader, "baselines", section)
    {
        if (org_yaml_is_null(section))
            continue;
        if (!org_reader_mapping(reader, section, "baselines:")) {
            reader->unsure = TRUE;
            continue;
        }
        for (guint i = 0; i < section->keys->len; i++)
            read_baseline(reader, g_ptr_array_index(section->keys, i), g_ptr_array_index(section->items, i));
    }
}

/* ---- after the targets */

static void
check_names(OrgReader *reader, const OrgYaml *values, GPtrArray *names)
{
    for (guint i = 0; values && values->keys && i < values->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(values->keys, i);
        if (g_hash_table_contains(reader->metrics, key->text) || org_reader_is_flawed(reader, "target", key->text) ||
            g_ptr_array_find_with_equal_func(names, key->text, g_str_equal, NULL))
            continue;
        g_ptr_array_add(names, NULL);
        g_autofree char *quoted = org_yaml_quote(key->text);
        g_autofree char *suggestion = org_reader_suggest(key->text, (const char *const *) names->pdata);
        g_ptr_array_set_size(names, (gint) names->len - 1);
        org_reader_error(reader, key, "unknown-target", "%s is no target or metric of this scenario%s", quoted,
                         suggestion);
    }
}

/* The ids in values: are known only now. */
void
org_check_baseline_values(OrgReader *reader)
{
    if (reader->unsure)
        return;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < reader->plan->targets->len; i++)
        g_ptr_array_add(names, ((OrgTarget *) g_ptr_array_index(reader->plan->targets, i))->id);
    const OrgYaml *section;
    ORG_EACH_SECTION(reader, "baselines", section)
    {
        for (guint i = 0; section->keys && i < section->keys->len; i++) {
            const OrgYaml *node = g_ptr_array_index(section->items, i);
            check_names(reader, org_yaml_get(node, "values", NULL), names);
            check_names(reader, org_yaml_get(org_yaml_get(node, "uncertain", NULL), "values", NULL), names);
        }
    }
}
