// SPDX-License-Identifier: MIT
/* A page of what plugins offer, in English: what a browser or an editor of Markdown shows. */
#include "plugin-out.h"
#include "../base/shown.h"
#include "../study/sample.h"
#include <string.h>

/* A text in a cell of a table: no line ends, and a bar is a sign. */
static void
cell(GString *out, const char *text)
{
    g_autofree char *shown = org_shown(text ? text : "");

    for (const char *at = shown; *at; at++) {
        if (*at == '|' || *at == '<')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
    g_string_append(out, " | ");
}

static void
params(const OrgFeatureInfo *feature, GString *out)
{
    if (!feature->params->len)
        return;
    g_string_append(out, "| parameter | type | default | bounds | meaning |\n|---|---|---|---|---|\n");
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        g_autofree char *bounds = org_param_bounds(ORG_LANG_EN, param);
        g_autofree char *choices = param->choices ? g_strjoinv(", ", param->choices) : NULL;
        g_autofree char *allowed = choices          ? g_strdup(choices)
                                   : param->columns ? g_strdup(param->columns)
                                                    : g_strdup(bounds);
        g_autofree char *key = g_strdup_printf("`%s`", param->key);
        g_autofree char *meaning =
            param->unit ? g_strdup_printf("%s (%s)", param->summary, param->unit) : g_strdup(param->summary);
        g_string_append(out, "| ");
        cell(out, key);
        cell(out, org_type_name(param->type));
        cell(out, param->fallback ? param->fallback : "required");
        cell(out, allowed);
        cell(out, meaning);
        out->str[out->len - 1] = '\n';
    }
    g_string_append_c(out, '\n');
}

static void
series(const OrgFeatureInfo *feature, GString *out)
{
    if (!feature->series->len)
        return;
    g_string_append(out, "| series | kind | unit | meaning |\n|---|---|---|---|\n");
    for (guint i = 0; i < feature->series->len; i++) {
        const OrgSeriesInfo *one = &g_array_index(feature->series, OrgSeriesInfo, i);
        g_autofree const char **flags = org_series_flag_words(one->flags);
        g_autofree char *words = g_strjoinv(", ", (char **) flags);
        g_autofree char *name = g_strdup_printf("`%s`", one->name);
        g_autofree char *meaning = words[0] ? g_strdup_printf("%s (%s)", one->label, words) : g_strdup(one->label);
        g_string_append(out, "| ");
        cell(out, name);
        cell(out, org_series_kind_name(one->kind));
        cell(out, one->unit);
        cell(out, meaning);
        out->str[out->len - 1] = '\n';
    }
    g_string_append_c(out, '\n');
}

static void
feature_page(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature, GString *out)
{
    const OrgPluginInfo *plugin = catalogue->plugins->pdata[feature->plugin];
    g_autofree const char **flags = org_feature_flag_words(feature);
    g_autofree char *example = org_sample_text(feature);

    org_shown_append(out, "### %s\n\n%s. ", feature->name, feature->summary);
    org_shown_append(out, "Plugin %s %s, %s, %s.\n\n", plugin->id, plugin->version, plugin->author, plugin->license);
    if (feature->details)
        org_shown_append(out, "%s\n\n", feature->details);
    for (guint i = 0; flags[i]; i++)
        g_string_append_printf(out, "%s%s", flags[i], flags[i + 1] ? " " : "\n\n");
    params(feature, out);
    series(feature, out);
    g_auto(GStrv) lines = g_strsplit(example, "\n", -1);
    for (guint i = 0; lines[i] && lines[i][0]; i++)
        org_shown_append(out, "    %s\n", lines[i]);
    g_string_append_c(out, '\n');
}

void
org_plugins_markdown(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature, GString *out)
{
    static const char *const headings[] = { [ORG_OPERATOR] = "Operators",
                                            [ORG_PROCESS] = "Processes",
                                            [ORG_RULE] = "Rules",
                                            [ORG_METRIC] = "Metrics",
                                            [ORG_RENDERER] = "Renderers" };

    if (feature) {
        feature_page(catalogue, feature, out);
        return;
    }
    g_string_append(out, "# What plugins offer\n\n");
    for (OrgKind kind = ORG_OPERATOR; kind <= ORG_RENDERER; kind++) {
        g_string_append_printf(out, "## %s\n\n", headings[kind]);
        for (guint i = 0; i < catalogue->features->len; i++) {
            const OrgFeatureInfo *one = catalogue->features->pdata[i];
            if (one->kind == kind)
                feature_page(catalogue, one, out);
        }
    }
}
