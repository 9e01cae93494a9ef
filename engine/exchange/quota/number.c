// SPDX-License-Identifier: MIT
/* Numbers as they are typed: 1.234 is a thousand and more in Vietnam, and little more than one elsewhere. What other cells of
 * the column, then of the sheet, leave no doubt about decides; staff are counted in whole numbers, which decides for them. */
#include "private.h"
#include "../../base/message.h"
#include <math.h>
#include <string.h>

typedef enum { STYLE_UNKNOWN, STYLE_COMMA_DECIMAL, STYLE_POINT_DECIMAL } Style;

typedef struct {
    double value;
    gboolean ok, blank, ambiguous, percent;
    Style style; /* what the cell alone proves */
} Number;

/* Digits in groups of three after the first: 1.234.567. */
static gboolean
is_grouped(const char *text, gsize size, char sign, guint *groups)
{
    gsize digits = 0;
    gboolean first = TRUE;

    *groups = 0;
    for (gsize i = 0; i <= size; i++) {
        if (i < size && g_ascii_isdigit(text[i])) {
            digits++;
            continue;
        }
        if (first ? digits < 1 || digits > 3 : digits != 3)
            return FALSE;
        if (i < size && text[i] != sign)
            return FALSE;
        *groups += !first;
        first = FALSE;
        digits = 0;
    }
    return TRUE;
}

static double
value_without(const char *text, char grouping, char decimal)
{
    char plain[64];
    gsize n = 0;
    double value = NAN;

    for (; *text && n < sizeof plain - 1; text++)
        if (*text != grouping)
            plain[n++] = *text == decimal ? '.' : *text;
    plain[n] = '\0';
    return org_number_parse(plain, &value) ? value : NAN;
}

static void
parse_signed(const char *text, Style usual, gboolean whole, Number *number)
{
    const char *point = strchr(text, '.'), *comma = strchr(text, ',');
    guint groups;
    gsize size = strlen(text);

    if (!point && !comma) {
        number->value = value_without(text, '\0', '.');
    } else if (point && comma) { /* the last one is the decimal sign */
        gboolean comma_last = strrchr(text, ',') > strrchr(text, '.');
        char grouping = comma_last ? '.' : ',', decimal = comma_last ? ',' : '.';
        const char *end = strrchr(text, decimal);
        if (strchr(text, decimal) != end || !is_grouped(text, (gsize) (end - text), grouping, &groups))
            return;
        number->style = comma_last ? STYLE_COMMA_DECIMAL : STYLE_POINT_DECIMAL;
        number->value = value_without(text, grouping, decimal);
    } else {
        char sign = point ? '.' : ',';
        Style grouping = point ? STYLE_COMMA_DECIMAL : STYLE_POINT_DECIMAL; /* what it is when `sign` groups digits */
        if (!is_grouped(text, size, sign, &groups)) {
            if (strchr(text, sign) != strrchr(text, sign))
                return;
            number->style = point ? STYLE_POINT_DECIMAL : STYLE_COMMA_DECIMAL;
            number->value = value_without(text, '\0', sign);
        } else if (groups > 1 || (groups == 1 && whole) || usual == grouping) {
            number->style = groups > 1 ? grouping : STYLE_UNKNOWN;
            number->ambiguous = groups == 1 && usual != grouping;
            number->value = value_without(text, sign, '\0');
        } else {
            number->ambiguous = usual == STYLE_UNKNOWN;
            gboolean vietnamese = usual == STYLE_UNKNOWN;
            number->value = vietnamese && point ? value_without(text, sign, '\0') : value_without(text, '\0', sign);
        }
    }
    number->ok = !isnan(number->value);
}

/* usual: how other cells write. whole: staff, counted in whole numbers. */
static Number
parse(const OrgGridCell *cell, Style usual, gboolean whole)
{
    Number number = { .value = NAN };
    char text[64];
    gsize n = 0;
    double value;

    if (!*cell->text)
        number.ok = number.blank = TRUE;
    if (number.blank)
        return number;
    if (cell->is_number && org_number_parse(cell->text, &value)) {
        number.ok = TRUE;
        number.value = value;
        return number;
    }
    for (const char *p = cell->text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (n >= sizeof text - 2)
            return number;
        if (g_unichar_isspace(c) || c == 0xA0)
            text[n++] = ' ';
        else if (c == 0x2013 || c == 0x2014 || c == 0x2212)
            text[n++] = '-';
        else if (c < 0x80)
            text[n++] = (char) c;
        else
            return number;
    }
    text[n] = '\0';
    if (strcmp(text, "-") == 0 || strcmp(text, "--") == 0 || strcmp(text, "0-") == 0) {
        number.ok = TRUE;
        number.value = 0;
        return number;
    }
    if (n > 1 && text[n - 1] == '%') {
        number.percent = TRUE;
        text[--n] = '\0';
        g_strchomp(text);
    }
    guint groups;
    gboolean minus = *text == '-';
    char *p = text + minus;
    if (strchr(p, ' ') && is_grouped(p, strcspn(p, ",."), ' ', &groups)) {
        char *to = p;
        for (char *from = p; *from; from++)
            if (*from != ' ')
                *to++ = *from;
        *to = '\0';
    }
    if (g_ascii_isdigit(*p))
        parse_signed(p, usual, whole, &number);
    if (number.ok)
        number.value = (minus ? -1 : 1) * number.value / (number.percent ? 100 : 1);
    return number;
}

typedef struct {
    guint comma, point;
} Votes;

static Style
decide(Votes votes)
{
    return votes.comma > votes.point   ? STYLE_COMMA_DECIMAL
           : votes.point > votes.comma ? STYLE_POINT_DECIMAL
                                       : STYLE_UNKNOWN;
}

static gboolean
is_whole(const OrgQuotaColumn *column)
{
    return column->role == ORG_COLUMN_FIGURE || column->role == ORG_COLUMN_TOTAL;
}

static Style
votes_of(const OrgQuotaReader *reader, guint t, guint c, guint from, guint to, Votes *all)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    Votes votes = { 0 };

    for (guint i = from; i < to; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        Number number = parse(org_grid_cell(table->grid, row->grid_row, c), STYLE_UNKNOWN, FALSE);
        votes.comma += number.style == STYLE_COMMA_DECIMAL;
        votes.point += number.style == STYLE_POINT_DECIMAL;
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
        regex = g_regex_new("^(\\d[\\d.,]*)\\s*(?:\\*+|\\([^)]*\\)|\\[[^]]*\\])+$", G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&once, 1);
    }
    if (g_regex_match(regex, text, 0, &match))
        g_match_info_fetch_pos(match, 1, NULL, &end);
    return (gsize) end;
}

static Number
parse_figure(OrgQuotaReader *reader, const OrgQuotaTable *table, const OrgQuotaRow *row, guint c, Style style)
{
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    Number number = parse(cell, style, TRUE);
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
report_figure(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaRow *row, guint c, const Number *number)
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
read_figure(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaRow *row, guint c, Style style, gboolean *told)
{
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    Number number = parse_figure(reader, table, row, c, style);

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
read_extra(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaRow *row, guint c, Style style, gboolean *told)
{
    const OrgGridCell *cell = org_grid_cell(table->grid, row->grid_row, c);
    Number number = parse(cell, style, FALSE);

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
    g_autofree Style *styles = g_new0(Style, n + 1);
    Votes all = { 0 };

    for (guint c = 0; c < n; c++)
        if (is_whole(ORG_QUOTA_COLUMN(table, c)) || ORG_QUOTA_COLUMN(table, c)->role == ORG_COLUMN_EXTRA)
            styles[c] = votes_of(reader, t, c, from, to, &all);
    gboolean told = FALSE; /* of figures once a sheet: they are all read alike */
    for (guint c = 0; c < n; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        Style style = styles[c] ? styles[c] : decide(all);
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
