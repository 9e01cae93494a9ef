// SPDX-License-Identifier: MIT
#include "../base/printer.h"
#include "../base/shown.h"
#include "cli.h"
#include "../base/output.h"
#include "../worker/worker.h"
#include "../po/lang.h"
#include "../store/store.h"
#include <string.h>

static char *
help_text(OrgLang lang, const OrgCommand *command)
{
    g_auto(GStrv) lines = g_strsplit(command->examples, "\n", -1);
    GString *text = g_string_new(_("Examples:\n"));
    for (guint i = 0; lines[i]; i++)
        if (*lines[i])
            g_string_append_printf(text, "  %s\n", lines[i]);
    return g_string_free(text, FALSE);
}

static const char *
translate(const char *id, gpointer data)
{
    const OrgLang *lang = data;
    return org_lang_text(*lang, id);
}

/* What GLib says itself in a help text is its heading; its own catalogue may not be there. */
static void
print_help(OrgLang lang, const char *body)
{
    static const char heading[] = N_("Options:\n");
    const char *at = strstr(body, heading);
    g_autoptr(GString) text = g_string_new(NULL);
    if (at)
        org_print_text(g_string_append(g_string_append_len(text, body, at - body), _(heading))->str);
    org_print_text(at ? at + strlen(heading) : body);
}

gboolean
org_cli_options(OrgLang lang, const OrgCommand *command, const GOptionEntry *entries, int *argc, char ***argv, int min,
                int max, int *status)
{
    g_autofree char *usage = g_strdup_printf("%s%s%s", command->name, *command->usage ? " " : "", command->usage);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autofree char *help = help_text(lang, command);
    g_autofree char *summary = g_strdup_printf(_("%s\n\nUsage: orgsim %s"), _(command->summary), usage);
    g_option_context_set_summary(context, summary);
    g_option_context_set_description(context, help);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, &lang, NULL);
    g_option_context_set_help_enabled(context, FALSE);
    for (int i = 1; i < *argc && strcmp((*argv)[i], "--"); i++)
        if (!strcmp((*argv)[i], "--help") || !strcmp((*argv)[i], "-h")) {
            g_autofree char *all = g_option_context_get_help(context, TRUE, NULL);
            const char *body = strstr(all, summary); /* after GLib's own usage line, which knows no commands */
            print_help(lang, body ? body : all);
            *status = ORG_EXIT_DONE;
            return FALSE;
        }
    g_autoptr(GError) error = NULL;
    if (!g_option_context_parse(context, argc, argv, &error)) {
        g_autofree char *said = org_error_text(error, lang);
        *status = org_cli_fail(lang, ORG_EXIT_USAGE, N_("%s\nUsage: orgsim %s"), said, usage);
        return FALSE;
    }
    if (*argc > 1 && !strcmp((*argv)[1], "--")) { /* GLib leaves it where an argument begins with a dash */
        memmove(*argv + 1, *argv + 2, (gsize) (*argc - 1) * sizeof(char *));
        (*argc)--;
    }
    if (*argc - 1 < min || (max >= 0 && *argc - 1 > max)) {
        *status = org_cli_fail(lang, ORG_EXIT_USAGE, N_("%s\nUsage: orgsim %s"),
                               *argc - 1 < min ? _("an argument is missing") : _("too many arguments"), usage);
        return FALSE;
    }
    return TRUE;
}

int
org_cli_fail(OrgLang lang, int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autoptr(GString) text = g_string_new("orgsim: ");
    org_shown_appendv(text, _(format), args);
    va_end(args);
    g_string_append_c(text, '\n');
    org_tell_text(text->str);
    return status;
}

int
org_cli_fail_error(OrgLang lang, int status, GError *error)
{
    g_autoptr(GError) own = error;
    if (!own)
        return status ? status : ORG_EXIT_INPUT;
    if (!status && own->domain == ORG_USAGE_ERROR)
        status = ORG_EXIT_USAGE;
    if (!status && own->domain == ORG_STORE_ERROR)
        status =
            own->code == ORG_STORE_NOT_FOUND || own->code == ORG_STORE_NOT_OURS ? ORG_EXIT_INPUT : ORG_EXIT_STORAGE;
    if (!status && own->domain == ORG_OUTPUT_ERROR)
        status = ORG_EXIT_STORAGE;
    if (!status && own->domain == ORG_WORKER_ERROR)
        status = own->code == ORG_WORKER_E_INTERRUPTED ? ORG_EXIT_INTERRUPTED
                 : own->code == ORG_WORKER_E_PARAMETER ? ORG_EXIT_USAGE
                 : own->code == ORG_WORKER_E_SYSTEM    ? ORG_EXIT_STORAGE /* no room, no memory: no plugin's fault */
                                                       : ORG_EXIT_PLUGIN;
    g_autofree char *said = org_error_text(own, lang);
    return org_cli_fail(lang, status ? status : ORG_EXIT_INPUT, "%s", said);
}

gboolean
org_cli_form(OrgLang lang, const char *format, gboolean *csv, gboolean *xlsx, gboolean *json)
{
    gboolean *known[] = { csv, xlsx, json };
    const char *const names[] = { "csv", "xlsx", "json" };
    if (!format || strcmp(format, "text") == 0)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(format, names[i]) == 0)
            return *known[i] = TRUE;
    org_cli_fail(lang, ORG_EXIT_USAGE, "\"%s\" is no format; expected text, csv, xlsx or json", format);
    return FALSE;
}

gboolean
org_cli_output_limit(OrgLang lang, gint megabytes)
{
    if (megabytes >= 0 && megabytes <= 2048)
        return TRUE;
    org_cli_fail(lang, ORG_EXIT_USAGE, "--output-limit wants megabytes from 1 to 2048, not %d", megabytes);
    return FALSE;
}

gboolean
org_cli_allow(OrgLang lang, char **folders)
{
    for (guint i = 0; folders && folders[i]; i++)
        if (!g_file_test(folders[i], G_FILE_TEST_IS_DIR)) {
            org_cli_fail(lang, ORG_EXIT_USAGE, "--allow names a folder, and \"%s\" is none; check its name",
                         folders[i]);
            return FALSE;
        }
    return TRUE;
}
