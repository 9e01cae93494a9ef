// SPDX-License-Identifier: MIT
/* An organisation as a workbook: one sheet for each table. */
#include "book.h"
#include "../exchange.h"
#include "../../base/month.h"

static void
write_extra(OrgBook *book, const OrgSheetOut *extra)
{
    const OrgTableOut out = org_book_out(book);

    org_book_begin(book, extra->name);
    for (guint i = 0; i < extra->n; i++)
        out.column(out.data, extra->columns[i], extra->kinds[i]);
    out.end_row(out.data);
    for (guint r = 0; r < extra->rows->len; r++) {
        const char *const *cells = extra->rows->pdata[r];
        for (guint i = 0; i < extra->n; i++) {
            double value;
            OrgMonth month;
            const char *cell = cells[i] ? cells[i] : "";
            if (extra->kinds[i] == ORG_OUT_MONTH && org_month_parse(cell, &month))
                out.month(out.data, month);
            else if (extra->kinds[i] != ORG_OUT_TEXT && extra->kinds[i] != ORG_OUT_MONTH &&
                     org_number_parse(cell, &value))
                out.number(out.data, value);
            else
                out.text(out.data, cell);
        }
        out.end_row(out.data);
    }
    org_book_end(book, 0);
}

gboolean
org_export_xlsx(const Org *org, const char *path, gboolean all, const OrgSheetOut *extra, guint n, GError **error)
{
    static const struct {
        const char *name;
        guint table;
    } tables[] = { { "units", ORG_UNITS }, { "posts", ORG_POSTS }, { "people", ORG_PEOPLE } };
    guint64 rows = (guint64) org->units.n + org->posts.n + org->people.n;
    OrgBook *book = org_book_new(path, "Organisation", org->month, rows > ORG_BOOK_MANY);

    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        const OrgTableOut out = org_book_out(book);
        org_book_begin(book, tables[i].name);
        org_table_out(org, tables[i].table, all, &out);
        org_book_end(book, 0);
    }
    for (guint i = 0; i < n; i++)
        write_extra(book, &extra[i]);
    return org_book_finish(book, error);
}
