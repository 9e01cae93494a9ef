// SPDX-License-Identifier: MIT
/* orgsim runs: the runs of a file. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../base/message.h"
#include "../print/words.h"
#include "../base/month.h"
#include "cli.h"
#include "../study/mask.h"
#include "../print/table.h"
#include <string.h>

static int
print_table(OrgLang lang, const GPtrArray *runs, const char *path)
{
    static const OrgTextColumn columns[] = { { N_("Run"), FALSE, FALSE },    { N_("Scenario"), FALSE, TRUE },
                                             { N_("Status"), FALSE, FALSE }, { N_("From"), FALSE, FALSE },
                                             { N_("To"), FALSE, FALSE },     { N_("Seed"), TRUE, FALSE },
                                             { N_("Started"), FALSE, FALSE } };
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < runs->len; i++) {
        const OrgRunInfo *info = runs->pdata[i];
        char from[16], to[16];
        g_autofree char *name = g_strdup_printf("%s:run-%" G_GINT64_FORMAT, path, info->id);
        g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, info->seed);
        g_autofree char *first = org_lang_month(lang, org_month_text(info->from, from)),
                        *last_month = org_lang_month(lang, org_month_text(info->to, to));
        const char *cells[] = { name, info->scenario, org_word_text(lang, info->status), first, last_month,
                                seed, info->started };
        org_text_table_add(table, cells);
    }
    g_autoptr(GString) out = g_string_new(NULL);
    org_text_table_finish(table, out);
    g_string_append_c(out, '\n');
    org_print_text(out->str);
    return ORG_EXIT_DONE;
}

static int
print_json(OrgStore *store, const GPtrArray *runs, const char *path, guint mask)
{
    json_t *list = json_array();
    for (guint i = 0; i < runs->len; i++) {
        const OrgRunInfo *info = runs->pdata[i];
        char from[16], to[16];
        g_autofree char *name = g_strdup_printf("%s:run-%" G_GINT64_FORMAT, path, info->id);
        /* Why a run failed is said by a plugin, which may have named a person. */
        g_autoptr(OrgNames) names = org_mask_run_names(store, info, mask);
        g_autofree OrgMessage *hidden = org_names_hide_message(names, info->message);
        g_autofree char *message = org_message_text(hidden, ORG_LANG_EN);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s}", "run", name, "scenario",
                                              info->scenario, "status", info->status, "message", message, "from",
                                              org_month_text(info->from, from), "to", org_month_text(info->to, to),
                                              "seed", (json_int_t) info->seed, "started", info->started));
    }
    org_stdout_json(list);
    json_decref(list);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    gboolean json = FALSE, last = FALSE, quiet = FALSE;
    g_autofree char *mask_text = NULL;
    guint mask;
    const GOptionEntry entries[] = {
        { "last", 0, 0, G_OPTION_ARG_NONE, &last, N_("Print only the name of the newest run that is done"), NULL },
        ORG_MASK_OPTION(&mask_text),
        { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("Print only names"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_runs, entries, &argc, &argv, 1, 1, &status))
        return status;
    GError *error = NULL;
    if (!org_mask_parse(mask_text, &mask, &error))
        return org_cli_fail_error(lang, 0, error);
    g_autoptr(OrgStore) store = org_store_open(argv[1], ORG_STORE_READ, &error);
    g_autoptr(GPtrArray) runs = store ? org_store_runs(store, &error) : NULL;
    if (!runs)
        return org_cli_fail_error(lang, 0, error);
    const OrgRunInfo *newest = NULL;
    for (guint i = 0; i < runs->len; i++) {
        const OrgRunInfo *info = runs->pdata[i];
        if (!strcmp(info->status, "done") || !strcmp(info->status, "vetoed"))
            newest = !newest || info->id > newest->id ? info : newest;
        if (quiet && !last)
            org_print("%s:run-%" G_GINT64_FORMAT "\n", argv[1], info->id);
    }
    if (last && !newest)
        return org_cli_fail(lang, ORG_EXIT_INPUT, "%s holds no run that is done", argv[1]);
    if (last)
        org_print("%s:run-%" G_GINT64_FORMAT "\n", argv[1], newest->id);
    if (last || quiet)
        return ORG_EXIT_DONE;
    return json ? print_json(store, runs, argv[1], mask) : print_table(lang, runs, argv[1]);
}

const OrgCommand org_cmd_runs = {
    .name = "runs",
    .usage = "F.orgdb [options]",
    .summary = "list the runs of a file",
    .examples = "orgsim runs hanoi-2025.orgdb\norgsim runs hanoi-2025.orgdb --last",
    .run = run,
};
