// SPDX-License-Identifier: MIT
#include "sweep.h"
#include "../base/error.h"
#include "reader.h"
#include "scalar.h"
#include <math.h>
#include <string.h>

const char *const org_sweep_methods[] = { "grid", "list", "latin-hypercube", "sobol", "sensitivity", NULL };

typedef struct {
    OrgReader reader;
    OrgSweepPlan *plan;
} Reading;

static void
param_free(gpointer data)
{
    OrgSweepParam *param = data;
    g_clear_pointer(&param->texts, g_ptr_array_unref);
    g_free(param->name);
    g_free(param);
}

void
org_sweep_plan_free(OrgSweepPlan *plan)
{
    if (!plan)
        return;
    g_free(plan->name);
    g_free(plan->scenario);
    g_ptr_array_unref(plan->measures);
    g_ptr_array_unref(plan->params);
    g_free(plan);
}

/* ---- a parameter */

static gboolean
is_written(const OrgYaml *node)
{
    return node && node->kind == ORG_YAML_SCALAR && !org_yaml_is_null(node);
}

/* A flow such as [a, b] is a value, too, and is spelled as it is written: lists of lists are left to plans. */
static gboolean
read_texts(Reading *reading, const OrgYaml *node, OrgSweepParam *param)
{
    param->texts = g_ptr_array_new_with_free_func(g_free);
    if (!node->items->len) {
        org_reader_error(&reading->reader, node, "bad-value", "%s is an empty list, expected at least one value",
                         param->name);
        return FALSE;
    }
    for (guint i = 0; i < node->items->len; i++) {
        const OrgYaml *item = node->items->pdata[i];
        if (!is_written(item)) {
            org_reader_error(&reading->reader, item, "bad-value", "%s: a value is %s, expected a text or a number",
                             param->name, org_yaml_kind_name(item));
            return FALSE;
        }
        g_ptr_array_add(param->texts, g_strdup(item->text));
    }
    param->n = node->items->len;
    return TRUE;
}

static gboolean
read_end(Reading *reading, const OrgYaml *node, const char *what, OrgSweepKind *kind, double *value)
{
    OrgMonth month;
    gboolean relative;
    if (is_written(node) && org_month_parse(node->text, &month)) {
        *kind = ORG_SWEEP_MONTHS;
        *value = month;
        return TRUE;
    }
    if (is_written(node) && org_parse_amount(node->text, value, &relative)) {
        *kind = relative ? ORG_SWEEP_PERCENTS : ORG_SWEEP_NUMBERS;
        return TRUE;
    }
    const char *kind_name = org_yaml_kind_name(node);
    g_autofree char *quoted = is_written(node) ? org_yaml_quote(node->text) : NULL;
    org_reader_error(&reading->reader, node, "bad-value",
                     "%s is %s, expected a number, a percentage or a month such as 2024-07", what,
                     quoted ? quoted : kind_name);
    return FALSE;
}

static gboolean
read_step(Reading *reading, const OrgYaml *node, OrgSweepParam *param)
{
    gboolean relative = FALSE;
    gint months = 0;
    if (param->kind == ORG_SWEEP_MONTHS) {
        if (!org_read_duration(&reading->reader, node, "step:", &months))
            return FALSE;
        param->step = months;
        return TRUE;
    }
    gboolean good = is_written(node) && org_parse_amount(node->text, &param->step, &relative) && param->step > 0 &&
                    relative == (param->kind == ORG_SWEEP_PERCENTS);
    if (!good)
        org_reader_error(&reading->reader, node, "bad-value",
                         param->kind == ORG_SWEEP_PERCENTS
                             ? M_("step: is expected to be a percentage above 0, as from: and to: are")
                             : M_("step: is expected to be a number above 0, as from: and to: are"));
    return good;
}

static gboolean
count_steps(Reading *reading, const OrgYaml *node, OrgSweepParam *param)
{
    if (param->kind == ORG_SWEEP_MONTHS && !param->step)
        param->step = 1;
    if (!param->step)
        return TRUE;
    double n = floor((param->high - param->low) / param->step + 1e-9) + 1;
    if (n > ORG_SWEEP_MOST_POINTS) {
        org_reader_error(&reading->reader, node, "bad-value",
                         "%s has more than %u values; take a larger step:", param->name, ORG_SWEEP_MOST_POINTS);
        return FALSE;
    }
    param->n = (guint) n;
    return TRUE;
}

static gboolean
read_range(Reading *reading, const OrgYaml *node, OrgSweepParam *param)
{
    static const char *const keys[] = { "from", "to", "step", NULL };
    OrgReader *reader = &reading->reader;
    const OrgYaml *from = org_yaml_get(node, "from", NULL), *to = org_yaml_get(node, "to", NULL);
    const OrgYaml *step = org_yaml_get(node, "step", NULL);
    guint before = org_reader_errors(reader);
    OrgSweepKind other = ORG_SWEEP_TEXTS;
    org_reader_keys(reader, node, param->name, keys);
    if (before != org_reader_errors(reader))
        return FALSE;
    if (!from || !to) {
        org_reader_error(reader, node, "missing-key", "%s lacks %s", param->name, from ? "to:" : "from:");
        return FALSE;
    }
    if (!read_end(reading, from, "from:", &param->kind, &param->low) ||
        !read_end(reading, to, "to:", &other, &param->high))
        return FALSE;
    if (other != param->kind) {
        org_reader_error(reader, to, "bad-value",
                         "%s: from: and to: are of two kinds, expected two numbers, two percentages or two months",
                         param->name);
        return FALSE;
    }
    if (!(param->low < param->high)) {
        org_reader_error(reader, to, "bad-value", "%s: to: is not above from:", param->name);
        return FALSE;
    }
    if (step && !read_step(reading, step, param))
        return FALSE;
    return count_steps(reading, node, param);
}

static void
read_param(Reading *reading, const OrgYaml *key, const OrgYaml *node)
{
    OrgReader *reader = &reading->reader;
    const char *dot = strchr(key->text, '.');
    if (!dot || dot == key->text || !dot[1] || strchr(key->text, '=')) {
        g_autofree char *quoted = org_yaml_quote(key->text);
        org_reader_error(reader, key, "bad-value",
                         "parameters: has %s, expected ID.PARAM, as fewer-posts.by or finance-and-planning.at", quoted);
        return;
    }
    OrgSweepParam *param = g_new0(OrgSweepParam, 1);
    param->name = g_strdup(key->text);
    param->line = key->line;
    param->column = key->column;
    g_ptr_array_add(reading->plan->params, param);
    if (node->kind == ORG_YAML_SEQUENCE)
        read_texts(reading, node, param);
    else if (node->kind == ORG_YAML_MAPPING)
        read_range(reading, node, param);
    else
        org_reader_error(reader, node, "bad-value",
                         "%s is %s, expected a list of values, or {from:, to:} with a step: where one is wanted",
                         param->name, org_yaml_kind_name(node));
}

/* ---- the file */

static void
read_parameters(Reading *reading, const OrgYaml *root)
{
    OrgReader *reader = &reading->reader;
    const OrgYaml *node = org_yaml_get(root, "parameters", NULL);
    if (!node) {
        org_reader_error(reader, root, "missing-key", "the sweep lacks parameters: what changes from point to point");
        return;
    }
    if (!org_reader_mapping(reader, node, "parameters:"))
        return;
    if (!node->keys->len || node->keys->len > ORG_SWEEP_MOST_PARAMETERS) {
        org_reader_error(reader, node, "bad-value", "parameters: has %u of them, expected from 1 to %u",
                         node->keys->len, ORG_SWEEP_MOST_PARAMETERS);
        return;
    }
    for (guint i = 0; i < node->keys->len; i++)
        read_param(reading, node->keys->pdata[i], node->items->pdata[i]);
}

static void
read_measures(Reading *reading, const OrgYaml *root)
{
    OrgReader *reader = &reading->reader;
    const OrgYaml *node = org_yaml_get(root, "measures", NULL);
    if (!node)
        return;
    if (node->kind != ORG_YAML_SEQUENCE || node->items->len > 100) {
        org_reader_error(reader, node, "bad-value", "measures: is expected to be a list of at most 100 ITEM.SERIES");
        return;
    }
    for (guint i = 0; i < node->items->len; i++) {
        const char *text = org_reader_text(reader, node->items->pdata[i], "measures:");
        const char *dot = text ? strchr(text, '.') : NULL;
        if (text && dot && dot != text && dot[1])
            g_ptr_array_add(reading->plan->measures, g_strdup(text));
        else if (text) {
            g_autofree char *quoted = org_yaml_quote(text);
            org_reader_error(reader, node->items->pdata[i], "bad-value", "measures: has %s, expected ITEM.SERIES",
                             quoted);
        }
    }
}

static void
read_number(Reading *reading, const OrgYaml *root, const char *key, guint most, guint *value)
{
    const OrgYaml *node = org_yaml_get(root, key, NULL);
    g_autofree char *what = g_strconcat(key, ":", NULL);
    guint64 number = 0;
    if (!node || !org_reader_whole(&reading->reader, node, what, most, &number))
        return;
    if (number)
        *value = (guint) number;
    else
        org_reader_error(&reading->reader, node, "bad-value", "%s is 0, expected at least 1", what);
}

static void
read_head(Reading *reading, const OrgYaml *root)
{
    static const char *const keys[] = { "orgsim", "sweep",    "scenario",   "method",       "points",
                                        "seed",   "measures", "parameters", "replications", NULL };
    OrgReader *reader = &reading->reader;
    OrgSweepPlan *plan = reading->plan;
    const OrgYaml *version = org_yaml_get(root, "orgsim", NULL), *name = org_yaml_get(root, "sweep", NULL);
    const OrgYaml *scenario = org_yaml_get(root, "scenario", NULL), *seed = org_yaml_get(root, "seed", NULL);
    const OrgYaml *method = org_yaml_get(root, "method", NULL);
    guint index = ORG_SWEEP_GRID;
    org_reader_keys(reader, root, "the sweep", keys);
    if (!version || !is_written(version) || strcmp(version->text, "1"))
        org_reader_error(reader, version ? version : root, "bad-version",
                         "the sweep is expected to begin with orgsim: 1");
    if (name && org_reader_id(reader, name, "sweep:"))
        plan->name = g_strdup(name->text);
    else if (!name)
        org_reader_error(reader, root, "missing-key", "the sweep lacks sweep: its name");
    if (scenario && org_reader_text(reader, scenario, "scenario:")) {
        plan->scenario = org_bundle_resolve(scenario->doc->file, scenario->text);
        plan->scenario_line = scenario->line;
        plan->scenario_column = scenario->column;
    } else if (!scenario)
        org_reader_error(reader, root, "missing-key",
                         "the sweep lacks scenario: the file of the scenario that it runs");
    if (method && org_reader_choice(reader, method, "method:", org_sweep_methods, &index))
        plan->method = (OrgSweepMethod) index;
    if (seed)
        plan->seeded = org_reader_whole(reader, seed, "seed:", G_MAXINT64, &plan->seed);
    read_number(reading, root, "replications", ORG_SWEEP_MOST_REPLICATIONS, &plan->replications);
    read_number(reading, root, "points", ORG_SWEEP_MOST_POINTS, &plan->points);
}

/* Of a grid and a list the values say how many points there are; of the others somebody has to. */
static void
check_points(Reading *reading, const OrgYaml *root)
{
    OrgReader *reader = &reading->reader;
    OrgSweepPlan *plan = reading->plan;
    const OrgYaml *points = org_yaml_get(root, "points", NULL);
    gboolean sampled = plan->method >= ORG_SWEEP_HYPERCUBE;
    if (points && !sampled)
        org_reader_error(reader, points, "unknown-key",
                         "points: has no sense for a %s, whose values say how many there are",
                         org_sweep_methods[plan->method]);
    else if (!points && sampled)
        org_reader_error(reader, root, "missing-key", "the sweep lacks points: how many a %s takes",
                         org_sweep_methods[plan->method]);
    for (guint i = 0; !sampled && i < plan->params->len; i++) {
        const OrgSweepParam *param = plan->params->pdata[i], *first = plan->params->pdata[0];
        OrgYaml at = { .doc = root->doc, .line = param->line, .column = param->column };
        if (!param->n)
            org_reader_error(reader, &at, "missing-key", "%s lacks step: a %s takes values one by one", param->name,
                             org_sweep_methods[plan->method]);
        else if (plan->method == ORG_SWEEP_LIST && param->n != first->n)
            org_reader_error(reader, &at, "bad-value", "%s has %u values and %s has %u; a list takes as many of each",
                             param->name, param->n, first->name, first->n);
    }
    if (!sampled && org_sweep_count(plan) > ORG_SWEEP_MOST_POINTS)
        org_reader_error(reader, root, "bad-value", "the sweep has more than %u points", ORG_SWEEP_MOST_POINTS);
}

static void
read_root(Reading *reading, const OrgYaml *root)
{
    if (!org_reader_mapping(&reading->reader, root, "the sweep"))
        return;
    read_head(reading, root);
    guint before = org_reader_errors(&reading->reader);
    read_parameters(reading, root);
    read_measures(reading, root);
    if (before == org_reader_errors(&reading->reader))
        check_points(reading, root);
}

OrgSweepPlan *
org_sweep_read(const char *file, OrgBundle *bundle, OrgDiags *diags)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GBytes) bytes = org_bundle_get(bundle, file, &why);
    g_autoptr(OrgSweepPlan) plan = g_new0(OrgSweepPlan, 1);
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    plan->measures = g_ptr_array_new_with_free_func(g_free);
    plan->params = g_ptr_array_new_with_free_func(param_free);
    plan->replications = 1;
    if (!bytes) {
        g_autofree char *reason = org_error_said(why);
        org_diags_add(diags, ORG_SEVERITY_ERROR, "unreadable", file, 0, 0, "the sweep cannot be read: %s", reason);
        return NULL;
    }
    g_autoptr(OrgYamlDoc) doc = org_yaml_read(file, bytes, diags);
    Reading reading = { .reader = { .diags = diags, .said = said }, .plan = plan };
    if (doc->root && !doc->truncated)
        read_root(&reading, doc->root);
    else if (!org_diags_count(diags, ORG_SEVERITY_ERROR))
        org_diags_add(diags, ORG_SEVERITY_ERROR, "empty", file, 0, 0, "the sweep is empty");
    return org_diags_count(diags, ORG_SEVERITY_ERROR) ? NULL : g_steal_pointer(&plan);
}

/* ---- values */

guint64
org_sweep_count(const OrgSweepPlan *plan)
{
    guint64 n = 1;
    if (plan->method == ORG_SWEEP_SENSITIVITY)
        return (guint64) plan->points * (plan->params->len + 2);
    if (plan->method >= ORG_SWEEP_HYPERCUBE)
        return plan->points;
    for (guint i = 0; i < plan->params->len; i++) {
        const OrgSweepParam *param = plan->params->pdata[i];
        n = plan->method == ORG_SWEEP_LIST ? param->n : MIN(n * param->n, (guint64) G_MAXUINT32);
    }
    return n;
}

static char *
spell(const OrgSweepParam *param, double value)
{
    char text[48];
    if (param->kind == ORG_SWEEP_MONTHS)
        return g_strdup(org_month_text((OrgMonth) value, text));
    gboolean percent = param->kind == ORG_SWEEP_PERCENTS;
    g_ascii_formatd(text, sizeof text, "%.10g", percent ? value * 100 : value);
    return g_strconcat(text, percent ? "%" : "", NULL);
}

char *
org_sweep_value(const OrgSweepParam *param, guint index)
{
    g_return_val_if_fail(index < param->n, NULL);
    if (param->texts)
        return g_strdup(param->texts->pdata[index]);
    return spell(param, param->low + index * param->step);
}

char *
org_sweep_value_at(const OrgSweepParam *param, double share)
{
    if (!param->n)
        return spell(param, param->low + share * (param->high - param->low));
    return org_sweep_value(param, MIN((guint) (share * param->n), param->n - 1));
}

char *
org_sweep_end(const OrgSweepParam *param, gboolean high)
{
    if (param->n)
        return org_sweep_value(param, high ? param->n - 1 : 0);
    return spell(param, high ? param->high : param->low);
}

gboolean
org_sweep_number(const char *text, double *value)
{
    OrgMonth month;
    gboolean relative;
    if (!org_month_parse(text, &month))
        return org_parse_amount(text, value, &relative);
    *value = month;
    return TRUE;
}
