// SPDX-License-Identifier: MIT
#include "../base/printer.h"
#include "cli.h"
#include "../base/diag.h"
#include "../base/memory.h"
#include "../po/lang.h"
#include "../store/store.h"
#include <langinfo.h>
#include <locale.h>
#include <string.h>

static const OrgCommand *const commands[] = {
    &org_cmd_import,   &org_cmd_check,  &org_cmd_run,    &org_cmd_runs,    &org_cmd_show,
    &org_cmd_explain,  &org_cmd_query,  &org_cmd_chart,  &org_cmd_export,  &org_cmd_plugin,
    &org_cmd_scenario, &org_cmd_doctor, &org_cmd_impact, &org_cmd_compare, &org_cmd_whatif,
    &org_cmd_reach,    &org_cmd_sweep,  &org_cmd_report, &org_cmd_render,
};

static void
print_help(OrgLang lang)
{
    org_print(_("orgsim %s: what-if runs of organisational restructuring against dated targets\n\n"
                "Usage: orgsim COMMAND …   (orgsim COMMAND --help shows options and examples)\n\nCommands:\n"),
              ORG_VERSION);
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        org_print("  %-9s %s\n", commands[i]->name, _(commands[i]->summary));
    org_print(
        _("\nA PLACE is F.orgdb, F.orgdb:SNAPSHOT or F.orgdb:run-N; a RUN is the last form.\n"
          "Exit status: 0 done, 1 a check failed, 2 wrong usage, 3 bad input, 4 a plugin failed, 5 storage failed or "
          "memory ran out, 130 interrupted.\n"
          "Every command takes --lang en or --lang vi; else the language is the locale's.\n"));
}

/* --lang, anywhere before "--", is every command's; it is taken out of argv. Programs read English: --json and --csv are in it. */
static gboolean
choose_language(int *argc, char **argv, OrgSpeech *speech)
{
    OrgLang lang = org_lang_of_locale();
    gboolean json = FALSE, known = TRUE;
    int kept = 1, i = 1;
    for (; i < *argc && strcmp(argv[i], "--"); i++) {
        const char *name = g_str_has_prefix(argv[i], "--lang=")              ? argv[i] + strlen("--lang=")
                           : strcmp(argv[i], "--lang") == 0 && i + 1 < *argc ? argv[++i]
                                                                             : NULL;
        json |= strcmp(argv[i], "--json") == 0 || strcmp(argv[i], "--csv") == 0;
        if (name) {
            known = org_lang_parse(name, &lang) && known;
            speech->files = lang;
        } else
            argv[kept++] = argv[i];
    }
    while (i < *argc)
        argv[kept++] = argv[i++];
    argv[kept] = NULL;
    *argc = kept;
    speech->screen = json ? ORG_LANG_EN : lang;
    return known;
}

/* The command that argv names; its exit status. */
static int
command(int argc, char **argv, OrgSpeech *speech)
{
    gboolean known = choose_language(&argc, argv, speech);
    OrgLang lang = speech->screen;
    org_memory_begin(lang);
    if (!known)
        return org_cli_fail(lang, ORG_EXIT_USAGE, _("--lang wants en or vi"));
    if (argc < 2) {
        print_help(lang);
        return ORG_EXIT_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        print_help(lang);
        return ORG_EXIT_DONE;
    }
    if (!strcmp(argv[1], "--version")) {
        org_print("orgsim %s\n", ORG_VERSION);
        return ORG_EXIT_DONE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        if (!strcmp(argv[1], commands[i]->name))
            return commands[i]->run(speech, argc - 1, argv + 1);
    const char *names[G_N_ELEMENTS(commands) + 1] = { NULL };
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        names[i] = commands[i]->name;
    const char *nearest = org_nearest(argv[1], names);
    return org_cli_fail(lang, ORG_EXIT_USAGE, N_("there is no command \"%s\"%s%s; see orgsim --help"), argv[1],
                        nearest ? _("; nearest: ") : "", nearest ? nearest : "");
}

static void
on_wait(const OrgMessage *said, gpointer data)
{
    const OrgSpeech *speech = data;
    g_autofree char *text = org_message_text(said, speech->screen);
    org_tell("orgsim: %s\n", text);
}

int
main(int argc, char **argv)
{
    org_memory_settle();
    org_stdout_begin();
    /* Numbers are never read or written by the locale; only the terminal's character set is taken from it. All that is
     * written is UTF-8, so that a bare machine's locale C, which knows none, would only turn names into codes. */
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8"))
        setlocale(LC_CTYPE, "C.UTF-8");
    OrgSpeech speech = { ORG_LANG_EN, ORG_LANG_EN };
    org_store_tell_waits(on_wait, &speech);
    int status = command(argc, argv, &speech);
    return org_stdout_end(speech.screen, status);
}
