// SPDX-License-Identifier: MIT
#include "table.h"
#include "../base/shown.h"
#include "../po/lang.h"
#include <libsmartcols.h>
#include <stdlib.h>
#include <unistd.h>

#define WRAP_AT 48 /* characters a line of a wrapped cell */

struct OrgTextTable {
    struct libscols_table *table;
    guint n;
    guint64 wrapped; /* bit i: column i wraps */
};

OrgTextTable *
org_text_table_new(OrgLang lang, const OrgTextColumn *columns, guint n)
{
    OrgTextTable *table = g_new0(OrgTextTable, 1);
    table->table = scols_new_table();
    table->n = n;
    for (guint i = 0; i < n; i++) {
        int flags = (columns[i].right ? SCOLS_FL_RIGHT : 0) | (columns[i].wrap ? SCOLS_FL_WRAP : 0);
        g_autofree char *title = org_shown(_(columns[i].title)); /* of a query's column it is data */
        struct libscols_column *column = scols_table_new_column(table->table, title, 1, flags);
        if (columns[i].wrap && i < 64) { /* the library breaks words; lines are broken here, and it keeps them */
            table->wrapped |= (guint64) 1 << i;
            scols_column_set_wrapfunc(column, scols_wrapnl_chunksize, scols_wrapnl_nextchunk, NULL);
            scols_column_set_safechars(column, "\n");
        }
    }
    /* Off a terminal nothing is cut: 160 columns wrap long titles and keep the figures on one line. */
    if (!isatty(STDOUT_FILENO)) {
        scols_table_set_termforce(table->table, SCOLS_TERMFORCE_ALWAYS);
        scols_table_set_termwidth(table->table, 160);
    }
    return table;
}

/* Break between words where a line would grow over WRAP_AT. */
static char *
break_lines(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    GString *out = g_string_new(NULL);
    glong line = 0;
    for (guint i = 0; words[i]; i++) {
        glong size = g_utf8_strlen(words[i], -1);
        gboolean breaks = line && line + 1 + size > WRAP_AT;
        if (i)
            g_string_append_c(out, breaks ? '\n' : ' ');
        line = breaks ? size : line + size + (i > 0);
        g_string_append(out, words[i]);
    }
    return g_string_free(out, FALSE);
}

void
org_text_table_add(OrgTextTable *table, const char *const *cells)
{
    struct libscols_line *line = scols_table_new_line(table->table, NULL);
    for (guint i = 0; line && i < table->n; i++) {
        g_autofree char *text = org_shown(cells[i]);
        g_autofree char *lines = i < 64 && table->wrapped >> i & 1 ? break_lines(text) : NULL;
        scols_line_set_data(line, i, lines ? lines : text);
    }
}

void
org_text_table_finish(OrgTextTable *table, GString *out)
{
    char *text = NULL;
    if (!scols_print_table_to_string(table->table, &text) && text)
        g_string_append(out, text);
    free(text);
    scols_unref_table(table->table);
    g_free(table);
}
