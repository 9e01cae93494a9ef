// SPDX-License-Identifier: MIT
/* orgsim query: SQL over a file, a snapshot or the end of a run. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../base/error.h"
#include "../base/month.h"
#include "../store/live.h"
#include "cli.h"
#include "../study/open.h"
#include "../study/vacancies.h"
#include "../print/table.h"
#include <jansson.h>
#include <string.h>

typedef struct {
    gboolean json, csv;
    OrgTextTable *table;
    json_t *list;
    guint rows;
    OrgLang lang;
} Out;

static void
append_csv_cell(GString *row, const char *text, gboolean first)
{
    if (!first)
        g_string_append_c(row, ',');
    if (!text)
        return;
    /* A spreadsheet would run it; a number is no formula. */
    double value;
    gboolean formula = *text && strchr("=+-@\t\r", *text) && !org_number_parse(text, &value);
    gboolean quote = strpbrk(text, ",\"\r\n") || formula;
    if (!quote) {
        g_string_append(row, text);
        return;
    }
    g_string_append(row, formula ? "\"'" : "\"");
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            g_string_append_c(row, '"');
        g_string_append_c(row, *p);
    }
    g_string_append_c(row, '"');
}

static void
print_csv_row(gint n, char **cells)
{
    g_autoptr(GString) row = g_string_new(NULL);
    for (gint i = 0; i < n; i++)
        append_csv_cell(row, cells[i], i == 0);
    g_string_append(row, "\r\n");
    org_print_csv(row->str);
}

static void
begin(OrgLang lang, Out *out, gint n, char **names)
{
    if (out->csv) {
        print_csv_row(n, names);
    } else if (!out->json) {
        g_autofree OrgTextColumn *columns = g_new0(OrgTextColumn, (gsize) n);
        for (gint i = 0; i < n; i++)
            columns[i].title = names[i];
        out->table = org_text_table_new(lang, columns, (guint) n);
    }
}

/* A number as a number, as wide as JSON's own. */
static json_t *
json_value(const char *value, char kind)
{
    double number;

    if (!value)
        return json_null();
    if (kind != 'n' || !org_number_parse(value, &number))
        return json_string(value);
    gint64 whole = g_ascii_strtoll(value, NULL, 10);
    return value[strspn(value, "-0123456789")] == '\0' && strlen(value) < 19 ? json_integer(whole) : json_real(number);
}

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    Out *out = data;
    if (!out->rows++)
        begin(out->lang, out, n, names);
    if (out->csv) {
        print_csv_row(n, values);
    } else if (out->json) {
        json_t *row = json_object();
        for (gint i = 0; i < n; i++)
            json_object_set_new(row, names[i], json_value(values[i], values[n][i]));
        json_array_append_new(out->list, row);
    } else
        org_text_table_add(out->table, (const char *const *) values);
    return TRUE;
}

static gboolean
ask(const char *place, const char *sql, const char *mask, Out *out, GError **error)
{
    g_auto(OrgPlaceName) name = { 0 };
    if (!org_place_parse(place, &name, error))
        return FALSE;
    if (!name.run && !name.snapshot && mask) {
        org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                      "the tables of a whole file cannot be masked; ask %s:SNAPSHOT or %s:run-N", name.path, name.path);
        return FALSE;
    }
    if (!name.run && !name.snapshot) {
        g_autoptr(OrgStore) store = org_store_open(name.path, ORG_STORE_READ, error);
        return store && org_store_query(store, sql, on_row, out, error);
    }
    g_auto(OrgOpened) opened = { 0 };
    if (!org_place_look(place, FALSE, mask, &opened, error))
        return FALSE;
    g_autoptr(OrgLive) live = org_vacancies_live(&opened, ORG_LANG_EN, error);
    return live && org_live_query(live, sql, on_row, out, error);
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Out out = { .lang = lang };
    gboolean quiet = FALSE;
    g_autofree char *mask = NULL;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &out.json, N_("Print a JSON list of rows"), NULL },
        { "csv", 0, 0, G_OPTION_ARG_NONE, &out.csv, N_("Print CSV"), NULL },
        ORG_MASK_OPTION(&mask),
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("Print no count of rows"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_query, entries, &argc, &argv, 2, 2, &status))
        return status;
    GError *error = NULL;
    out.list = out.json ? json_array() : NULL;
    if (!ask(argv[1], argv[2], mask, &out, &error)) {
        json_decref(out.list);
        gboolean mistake = g_error_matches(error, ORG_STORE_ERROR, ORG_STORE_FAILED); /* in the SQL */
        return org_cli_fail_error(lang, mistake ? ORG_EXIT_INPUT : 0, error);
    }
    if (out.json) {
        org_stdout_json(out.list);
        json_decref(out.list);
    } else if (out.table) {
        g_autoptr(GString) text = g_string_new(NULL);
        org_text_table_finish(out.table, text);
        g_string_append_c(text, '\n');
        org_print_text(text->str);
    }
    if (!out.json && !out.csv && !quiet)
        org_tell(_("%u rows\n"), out.rows);
    return ORG_EXIT_DONE;
}

const OrgCommand org_cmd_query = {
    .name = "query",
    .usage = "PLACE SQL [options]",
    .summary = "ask a file, a snapshot or the end of a run with SQL",
    .examples = "orgsim query hanoi-2025.orgdb:run-1 \"select type, count(*), sum(posts) from units group by type\"\n"
                "orgsim query hanoi-2025.orgdb \"select * from unit_fate where run = 1 and fate <> 'kept'\" --csv",
    .run = run,
};
