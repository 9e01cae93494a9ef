// SPDX-License-Identifier: MIT
#include "plugin-out.h"
#include "../base/shown.h"
#include "../study/sample.h"
#include "words.h"
#include "wrapped.h"
#include <string.h>

#define WIDEST_NAME 20u /* columns of names; a longer one stands on a line of its own */

static const char *
heading(OrgLang lang, OrgKind kind)
{
    static const char *const headings[] = { [ORG_OPERATOR] = N_("Operators (steps:)"),
                                            [ORG_PROCESS] = N_("Processes (processes:)"),
                                            [ORG_RULE] = N_("Rules (rules:)"),
                                            [ORG_METRIC] = N_("Metrics (metrics:)"),
                                            [ORG_RENDERER] = N_("Renderers (orgsim render --with)") };

    return _(headings[kind]);
}

static const OrgPluginInfo *
plugin_of(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature)
{
    return catalogue->plugins->pdata[feature->plugin];
}

/* Where a narrow terminal leaves no room beside the names, what is said stands below them. */
static void
name_and_said(GString *out, const char *name, const char *said, guint column, guint width)
{
    guint used = (guint) g_utf8_strlen(name, -1) + 2;

    org_shown_append(out, "  %s", name);
    if (used + 2 > column || width < column + 20) {
        g_string_append(out, "\n    ");
        org_wrapped_append(out, said, 4, 4, width);
        return;
    }
    g_string_append_printf(out, "%*s", (int) (column - used), "");
    org_wrapped_append(out, said, column, column, width);
}

void
org_plugins_text(OrgLang lang, const OrgCatalogue *catalogue, guint width, GString *out)
{
    guint column = 0;

    for (guint i = 0; i < catalogue->features->len; i++) {
        guint size = (guint) strlen(((OrgFeatureInfo *) catalogue->features->pdata[i])->name);
        column = MAX(column, MIN(size, WIDEST_NAME) + 4);
    }
    for (OrgKind kind = ORG_OPERATOR; kind <= ORG_RENDERER; kind++) {
        gboolean any = FALSE;
        for (guint i = 0; i < catalogue->features->len; i++) {
            const OrgFeatureInfo *feature = catalogue->features->pdata[i];
            const OrgPluginInfo *plugin = plugin_of(catalogue, feature);
            if (feature->kind != kind)
                continue;
            if (!any)
                org_wrapped_append(out, heading(lang, kind), 0, 0, width);
            any = TRUE;
            g_autofree char *said = strcmp(plugin->id, feature->name)
                                        ? g_strdup_printf(_("%s (of plugin %s)"), _(feature->summary), plugin->id)
                                        : g_strdup(_(feature->summary));
            name_and_said(out, feature->name, said, column, width);
        }
        if (any)
            g_string_append_c(out, '\n');
    }
    org_wrapped_append(out, _("orgsim plugin show NAME tells what one takes."), 0, 0, width);
}

static void
show_param(OrgLang lang, const OrgParamInfo *param, guint width, GString *out)
{
    g_autoptr(GString) facts = g_string_new(org_type_name(param->type));
    g_autofree char *bounds = org_param_bounds(lang, param);
    g_autofree char *choices = param->choices ? g_strjoinv(", ", param->choices) : NULL;

    if (!param->fallback)
        g_string_append_printf(facts, ", %s", _("required"));
    else if (param->fallback[0])
        g_string_append_printf(facts, _(", else %s"), param->fallback);
    if (bounds)
        g_string_append_printf(facts, ", %s", bounds);
    if (param->unit)
        g_string_append_printf(facts, ", %s", _(param->unit));
    org_shown_append(out, "  %s\n      ", param->key);
    org_wrapped_append(out, _(param->summary), 6, 6, width);
    g_string_append(out, "      ");
    org_wrapped_append(out, facts->str, 6, 6, width);
    if (choices) {
        g_autofree char *said = g_strdup_printf(_("one of: %s"), choices);
        g_string_append(out, "      ");
        org_wrapped_append(out, said, 6, 6, width);
    }
    if (param->columns) {
        g_auto(GStrv) columns = g_strsplit(param->columns, ",", -1);
        g_autofree char *apart = g_strjoinv(", ", columns);
        g_autofree char *said = g_strdup_printf(_("columns: %s"), apart);
        g_string_append(out, "      ");
        org_wrapped_append(out, said, 6, 6, width);
    }
}

static void
show_series(OrgLang lang, const OrgSeriesInfo *series, guint width, GString *out)
{
    g_autoptr(GString) said = g_string_new(_(series->label));
    g_autofree const char **flags = org_series_flag_words(series->flags);

    g_string_append_printf(said, " (%s", org_word_text(lang, org_series_kind_name(series->kind)));
    if (series->unit)
        g_string_append_printf(said, ", %s", org_word_text(lang, series->unit));
    for (guint i = 0; flags[i]; i++)
        g_string_append_printf(said, ", %s", _(flags[i]));
    g_string_append_c(said, ')');
    name_and_said(out, series->name, said->str, WIDEST_NAME + 4, width);
}

/* Words with commas between, after a sentence's beginning. */
static void
show_list(OrgLang lang, const char *format, GPtrArray *words, guint width, GString *out)
{
    g_autofree char *list = NULL, *said = NULL;

    if (!words->len)
        return;
    g_ptr_array_add(words, NULL);
    list = g_strjoinv(", ", (char **) words->pdata);
    said = g_strdup_printf("%s %s", _(format), list);
    g_string_append_c(out, '\n');
    org_wrapped_append(out, said, 0, 2, width);
}

static void
show_relatives(OrgLang lang, const OrgCatalogue *catalogue, const OrgFeatureInfo *feature, guint width, GString *out)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free), kin = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; feature->words && feature->words[i]; i++)
        g_ptr_array_add(words, g_strndup(feature->words[i], strcspn(feature->words[i], ":")));
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *other = catalogue->features->pdata[i];
        if (other != feature && other->plugin == feature->plugin)
            g_ptr_array_add(kin,
                            g_strdup_printf("%s (%s)", other->name, org_word_text(lang, org_kind_name(other->kind))));
    }
    show_list(lang, N_("In a table of steps also:"), words, width, out);
    show_list(lang, N_("The same plugin offers:"), kin, width, out);
}

void
org_feature_text(OrgLang lang, const OrgCatalogue *catalogue, const OrgFeatureInfo *feature, guint width, GString *out)
{
    const OrgPluginInfo *plugin = plugin_of(catalogue, feature);
    g_autofree const char **flags = org_feature_flag_words(feature);
    g_autofree char *example = org_sample_text(feature), *shown = org_shown_lines(example);
    g_autofree char *head = g_strdup_printf(_("%s (%s of plugin %s %s, %s, %s)"), feature->name,
                                            org_word_text(lang, org_kind_name(feature->kind)), plugin->id,
                                            plugin->version, plugin->author, plugin->license);

    org_wrapped_append(out, head, 0, 2, width);
    org_wrapped_append(out, _(feature->summary), 0, 0, width);
    org_shown_append(out, "%s\n", plugin->path);
    if (feature->params->len)
        g_string_append_printf(out, "\n%s\n", _("Parameters"));
    for (guint i = 0; i < feature->params->len; i++)
        show_param(lang, &g_array_index(feature->params, OrgParamInfo, i), width, out);
    if (feature->series->len)
        g_string_append_printf(out, "\n%s\n", _("What it measures"));
    for (guint i = 0; i < feature->series->len; i++)
        show_series(lang, &g_array_index(feature->series, OrgSeriesInfo, i), width, out);
    if (feature->details || flags[0])
        g_string_append_c(out, '\n');
    if (feature->details)
        org_wrapped_append(out, _(feature->details), 0, 0, width);
    for (guint i = 0; flags[i]; i++)
        org_wrapped_append(out, _(flags[i]), 0, 0, width);
    show_relatives(lang, catalogue, feature, width, out);
    g_string_append_printf(out, "\n%s\n", _("How it is written (its ids stand for yours)"));
    g_auto(GStrv) lines = g_strsplit(shown, "\n", -1);
    for (guint i = 0; lines[i] && lines[i][0]; i++)
        g_string_append_printf(out, "  %s\n", lines[i]);
}
