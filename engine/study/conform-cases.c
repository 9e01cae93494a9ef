// SPDX-License-Identifier: MIT
/* Ways to call a feature: as usual, each parameter at and past its bounds, each choice. */
#include "conform-private.h"
#include "sample.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

static char *
scenario(const OrgFeatureInfo *feature, const char *arguments)
{
    static const char head[] = "orgsim: 1\ntitle: Check\norganisation: {units: units.csv}\nfrom: 2024-01\nto: 2025-12\n"
                               "clock: yearly\ncurrency: VND\n";
    static const char *const roles[] = { [ORG_OPERATOR] = "steps:\n  - at: 2024-06\n    id: tried\n    ",
                                         [ORG_PROCESS] = "processes:\n  - id: tried\n    ",
                                         [ORG_RULE] = "rules:\n  - id: tried\n    ",
                                         [ORG_METRIC] = "metrics:\n  - id: tried\n    " };

    return g_strconcat(head, roles[feature->kind], feature->name, ": ", arguments, "\n", NULL);
}

/* values[param] as value (taken); tried: what is said of it, a message (taken). */
static void
add_case(GPtrArray *cases, const OrgFeatureInfo *feature, char **values, int param, char *value, char *tried,
         gboolean past)
{
    OrgConformCase *one = g_new0(OrgConformCase, 1);
    char *usual = param >= 0 ? values[param] : NULL;

    if (param >= 0)
        values[param] = value;
    g_autofree char *arguments = org_sample_arguments(feature, (const char *const *) values);
    if (param >= 0)
        values[param] = usual;
    g_free(value);
    one->feature = feature;
    one->text = scenario(feature, arguments);
    one->param = param;
    one->tried = tried;
    one->past = past;
    g_ptr_array_add(cases, one);
}

static char *
spelled(const OrgParamInfo *param, double value)
{
    char number[40];

    if (param->type != ORG_PERCENT)
        return g_strdup(org_number_text(value, number));
    return g_strconcat(org_number_text(value * 100, number), "%", NULL);
}

/* A count that would take minutes, as ten million posts do, is tried at fewer. */
#define MOST_COUNTED 100000.0

static void
add_bound(GPtrArray *cases, const OrgFeatureInfo *feature, char **values, guint i, double bound, double past)
{
    const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
    if (!isfinite(bound))
        return;
    gboolean counts = param->type == ORG_INT || param->type == ORG_AMOUNT;
    char *at = spelled(param, counts ? MIN(bound, MOST_COUNTED) : bound), *beyond = spelled(param, past);

    add_case(cases, feature, values, (int) i, at, org_said("%s: %s", param->key, at), FALSE);
    add_case(cases, feature, values, (int) i, beyond, org_said("%s: %s", param->key, beyond), TRUE);
}

static void
add_bounds(GPtrArray *cases, const OrgFeatureInfo *feature, char **values, guint i)
{
    const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
    gboolean bounded = param->min != 0 || param->max != 0;
    gboolean number =
        param->type == ORG_INT || param->type == ORG_REAL || param->type == ORG_PERCENT || param->type == ORG_AMOUNT;

    if (!bounded || !number)
        return;
    double beyond = param->type == ORG_PERCENT ? 0.01 : 1;
    add_bound(cases, feature, values, i, param->min, param->min - beyond);
    add_bound(cases, feature, values, i, param->max, param->max + beyond);
}

static void
add_choices(GPtrArray *cases, const OrgFeatureInfo *feature, char **values, guint i)
{
    const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);

    for (guint k = 0; param->type == ORG_CHOICE && param->choices[k]; k++)
        add_case(cases, feature, values, (int) i, g_strdup(param->choices[k]),
                 org_said("%s: %s", param->key, param->choices[k]), FALSE);
    for (guint k = 0; param->type == ORG_BOOL && k < 2; k++)
        add_case(cases, feature, values, (int) i, g_strdup(k ? "true" : "false"),
                 org_said("%s: %s", param->key, k ? "true" : "false"), FALSE);
}

static void
case_free(gpointer data)
{
    OrgConformCase *one = data;

    g_free(one->text);
    g_free(one->tried);
    g_free(one);
}

GPtrArray *
org_conform_cases(const OrgFeatureInfo *feature)
{
    GPtrArray *cases = g_ptr_array_new_with_free_func(case_free);
    char **values = org_sample_usual(feature);

    if (feature->kind == ORG_RENDERER) {
        org_sample_free(values, feature);
        return cases; /* they are called otherwise */
    }
    add_case(cases, feature, values, -1, NULL, NULL, FALSE);
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        add_bounds(cases, feature, values, i);
        add_choices(cases, feature, values, i);
        if (!values[i] && param->type != ORG_CHOICE && param->type != ORG_BOOL)
            add_case(cases, feature, values, (int) i, org_sample_value(param), org_said("%s", param->key), FALSE);
    }
    org_sample_free(values, feature);
    return cases;
}

char *
org_conform_clock(const char *text, const char *clock)
{
    g_autoptr(GString) out = g_string_new(text);
    g_autofree char *line = g_strdup_printf("clock: %s", clock);

    g_string_replace(out, "clock: yearly", line, 1);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
