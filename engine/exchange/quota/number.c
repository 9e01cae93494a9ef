// SPDX-License-Identifier: MIT
/* Numbers as they are typed: 1.234 is a thousand and more in Vietnam, and little more than one elsewhere. What other cells of
 * the column, then of the sheet, leave no doubt about decides; staff are counted in whole numbers, which decides for them. */
#include "private.h"
#include "../intake/written.h"
#include "../../base/message.h"
#include <math.h>
#include <string.h>

static OrgFigureRead
parse(const OrgGridCell *cell, OrgDecimal usual, gboolean whole)
{
    return org_figure_read(cell->text, usual, whole, cell->is_number);
}

typedef struct {
    guint comma, point;
} Votes;

static OrgDecimal
decide(Votes votes)
{
    return votes.comma > votes.point   ? ORG_DECIMAL_COMMA
           : votes.point > votes.comma ? ORG_DECIMAL_POINT
                                       : ORG_DECIMAL_OPEN;
}

static gboolean
is_whole(const OrgQuotaColumn *column)
{
    return column->role == ORG_COLUMN_FIGURE || column->role == ORG_COLUMN_TOTAL;
}

static OrgDecimal
votes_of(const OrgQuotaReader *reader, guint t, guint c, guint from, guint to, Votes *all)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    Votes votes = { 0 };

    for (guint i = from; i < to; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        OrgFigureRead number = parse(org_grid_cell(table->grid, row->grid_row, c), ORG_DECIMAL_OPEN, FALSE);
        votes.comma += number.proves == ORG_DECIMAL_COMMA;
        votes.point += number.proves == ORG_DECIMAL_POINT;
    }
    all->comma += votes.comma;
    all->point += votes.point;
    return decide(votes);
}

/* "9*", "8 (01 biệt phái)": a figure with a remark behind it. The length of the figure, or 0. */
static gsize
before_remark(const char *text)
{
    static GRegex *regex;
    static gsize once;
    g_autoptr(GMatchInfo) match = NULL;
    gint end = 0;

    if (g_once_init_enter(&once)) {
        regex = g_regex_new("^(\\d[\\d.,]*)\\s*(?:\\*+|\\([^)]*\\)|\\[[^]]*\\])+$", 0, 0, NULL);
        g_once_init_leave(&once, 1);
    }
    if (g_regex_match(regex, text, 0, &match))
        g_match_info_fetch_pos(match, 1, NULL, &end);
    return (gsize) end;
}

static OrgFigureRead
parse_figure(OrgQuotaReader *reader, const OrgQuotaTable *table, const OrgQuotaRow *row, guint c, OrgDecimal style)
{
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    OrgFigureRead number = parse(cell, style, TRUE);
    gsize size = number.ok ? 0 : before_remark(cell->text);

    if (size == 0)
        return number;
    g_autofree char *figure = g_strndup(cell->text, size);
    const OrgGridCell bare = { figure, 0, FALSE };
    number = parse(&bare, style, TRUE);
    if (number.ok)
        org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_NOTE, "remark-in-cell", row->line, c, NULL,
                          "%s was read as %.15g; what stands behind the figure was left out", org_quoted(cell->text),
                          number.value);
    return number;
}

/* Why a cell is no number of posts, and what a lenient import takes instead. */
static void
report_figure(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaRow *row, guint c,
              const OrgFigureRead *number)
{
    OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    double value = number->value;
    gboolean part = number->ok && !number->percent && value >= 0 && value <= 1e6;
    g_autofree char *rounded = part ? org_said("it was rounded to %.0f", floor(value + 0.5)) : NULL;
    const char *sheet = table->grid->sheet, *repair = part ? rounded : M_("the cell was taken as blank");
    const char *header = org_quoted(column->header), *name = org_quoted(row->name), *text = org_quoted(cell->text);

    if (part && value * 2 == floor(value * 2))
        org_quota_problem(reader, sheet, ORG_SEVERITY_ERROR, "bad-number", row->line, c, repair,
                          "%s of %s: %s is no whole number of posts; give a half post as a row with fte 0.5 in a table "
                          "of posts (--posts), or count it whole here",
                          header, name, text);
    else if (part && cell->is_number && value * 1000 == floor(value * 1000))
        org_quota_problem(reader, sheet, ORG_SEVERITY_ERROR, "bad-number", row->line, c, repair,
                          "%s of %s: %s is no whole number of posts from 0 to 1000000; is %.0f meant, written with a "
                          "point?",
                          header, name, text, value * 1000);
    else
        org_quota_problem(reader, sheet, ORG_SEVERITY_ERROR, "bad-number", row->line, c, repair,
                          "%s of %s: %s is no whole number of posts from 0 to 1000000", header, name, text);
    column->is_unread |= !reader->source->lenient;
    if (part && reader->source->lenient) {
        row->value[c] = floor(value + 0.5);
        row->has_figures = TRUE;
    }
}

static void
read_figure(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaRow *row, guint c, OrgDecimal style,
            gboolean *told)
{
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    OrgFigureRead number = parse_figure(reader, table, row, c, style);

    if (!number.ok || number.percent || number.value < 0 || number.value > 1e6 ||
        (!number.blank && number.value != floor(number.value))) {
        report_figure(reader, table, row, c, &number);
        return;
    }
    if (number.ambiguous && !*told) {
        *told = TRUE;
        org_quota_problem(
            reader, table->grid->sheet, ORG_SEVERITY_NOTE, "ambiguous-number", row->line, c, NULL,
            "%s was read as %.0f: staff are whole numbers; no other cell shows how the table writes thousands",
            org_quoted(cell->text), number.value);
    }
    row->value[c] = number.value;
    row->has_figures |= !number.blank;
}

static void
read_extra(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaRow *row, guint c, OrgDecimal style,
           gboolean *told)
{
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    OrgFigureRead number = parse(cell, style, FALSE);

    if (!number.ok || number.blank)
        return;
    row->value[c] = number.value;
    if (!number.ambiguous || *told)
        return;
    *told = TRUE;
    char text[40];
    org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_WARNING, "ambiguous-number", row->line, c, NULL,
                      "%s was read as %s; no other cell of the column or the sheet shows whether its sign groups "
                      "digits or begins the decimals",
                      org_quoted(cell->text), org_number_text(number.value, text));
}

void
org_quota_read_numbers(OrgQuotaReader *reader, guint t, guint from, guint to)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    guint n = table->columns->len;
    g_autofree OrgDecimal *styles = g_new0(OrgDecimal, n + 1);
    Votes all = { 0 };

    for (guint c = 0; c < n; c++)
        if (is_whole(ORG_QUOTA_COLUMN(table, c)) || ORG_QUOTA_COLUMN(table, c)->role == ORG_COLUMN_EXTRA)
            styles[c] = votes_of(reader, t, c, from, to, &all);
    gboolean told = FALSE; /* of figures once a sheet: they are all read alike */
    for (guint c = 0; c < n; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        OrgDecimal style = styles[c] ? styles[c] : decide(all);
        gboolean told_extra = FALSE;
        for (guint i = from; i < to; i++) {
            OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
            if (is_whole(column))
                read_figure(reader, table, row, c, style, &told);
            else if (column->role == ORG_COLUMN_EXTRA && row->kind == ORG_ROW_UNIT)
                read_extra(reader, table, row, c, style, &told_extra);
        }
    }
}
