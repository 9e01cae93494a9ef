// SPDX-License-Identifier: MIT
/* The dates that the columns of all sheets are of: a snapshot each. Those that are one date are put together. */
#include "private.h"
#include "../../base/month.h"
#include <string.h>

/* A year stands for its December, or for the month that --date names. */
static OrgMonth
month_of(const OrgQuotaReader *reader, guint year, guint month)
{
    OrgMonth given = reader->source->date;
    guint of_year = month ? month : given != ORG_UNKNOWN ? (guint) ORG_IN_YEAR(given) : 12;
    return year ? ORG_MONTH((gint) year, (gint) of_year) : given;
}

/* "2024" and "31/12/2024" are one date. */
static gint
date_of(const OrgQuotaReader *reader, guint year, guint month)
{
    for (guint i = 0; i < reader->dates->len; i++) {
        const OrgQuotaDate *date = &g_array_index(reader->dates, OrgQuotaDate, i);
        if ((*date->label != '\0') == (year > 0) && date->month == month_of(reader, year, month))
            return (gint) i;
    }
    return -1;
}

static gint
by_month(gconstpointer a, gconstpointer b)
{
    const OrgQuotaDate *x = a, *y = b;
    return x->month != y->month ? (x->month > y->month ? 1 : -1) : strcmp(x->label, y->label);
}

static void
add_date(OrgQuotaReader *reader, guint year, guint month)
{
    OrgQuotaDate date = { .label = year ? g_strdup_printf(month ? "%u-%02u" : "%u", year, month) : g_strdup(""),
                          .month = month_of(reader, year, month) };
    gint same = date_of(reader, year, month);

    if (same < 0) {
        g_array_append_val(reader->dates, date);
        return;
    }
    OrgQuotaDate *known = &g_array_index(reader->dates, OrgQuotaDate, same);
    if (strlen(date.label) < strlen(known->label)) { /* the year is enough of a name */
        g_free(known->label);
        known->label = g_steal_pointer(&date.label);
    }
    g_free(date.label);
}

/* What the figures of a date are: a set of 1 << OrgQuotaKind; 0 for none. */
static guint
kinds_on(const OrgQuotaReader *reader, gint date)
{
    guint kinds = 0;
    for (guint t = 0; t < reader->tables->len; t++)
        for (guint c = 0; c < ORG_QUOTA_TABLE(reader, t)->columns->len; c++) {
            const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(ORG_QUOTA_TABLE(reader, t), c);
            kinds |= org_quota_is_figure(column) && column->date == date ? 1u << column->kind : 0;
        }
    return kinds;
}

static void
say_joined(OrgQuotaReader *reader, const OrgQuotaDate *present, const OrgQuotaDate *quota)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, 0);
    char month[16];
    org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_NOTE, "joined-dates",
                      org_grid_row(table->grid, table->header_top)->line, table->first_name, NULL,
                      "the quota is that of %s and the present staff that of %s; they were read together, as the "
                      "organisation in %s",
                      quota->label, present->label, org_month_text(quota->month, month));
}

static gboolean
belongs_to(const OrgQuotaDate *present, const OrgQuotaDate *quota)
{
    gint year = ORG_YEAR(quota->month);
    gboolean eve = present->month + 1 == ORG_MONTH(year, 1);
    return !strchr(quota->label, '-') && (ORG_YEAR(present->month) == year || eve);
}

/* The only date of present staff alone that belongs to the year's quota, or -1. */
static gint
present_of(const OrgQuotaReader *reader, guint quota)
{
    gint found = -1;
    for (guint i = 0; i < reader->dates->len; i++) {
        if (i == quota || kinds_on(reader, (gint) i) != 1u << ORG_QUOTA_FILLED ||
            !belongs_to(&g_array_index(reader->dates, OrgQuotaDate, i),
                        &g_array_index(reader->dates, OrgQuotaDate, quota)))
            continue;
        if (found >= 0)
            return -1;
        found = (gint) i;
    }
    return found;
}

static void
join(OrgQuotaReader *reader, guint p, guint q)
{
    const OrgQuotaDate *present = &g_array_index(reader->dates, OrgQuotaDate, p);
    OrgQuotaDate *quota = &g_array_index(reader->dates, OrgQuotaDate, q);

    quota->month = ORG_YEAR(present->month) == ORG_YEAR(quota->month) ? present->month : present->month + 1;
    say_joined(reader, present, quota);
    for (guint t = 0; t < reader->tables->len; t++)
        for (guint c = 0; c < ORG_QUOTA_TABLE(reader, t)->columns->len; c++) {
            OrgQuotaColumn *column = ORG_QUOTA_COLUMN(ORG_QUOTA_TABLE(reader, t), c);
            column->date = column->date == (gint) p ? (gint) q : column->date;
            column->date -= column->date > (gint) p;
        }
    g_array_remove_index(reader->dates, p);
}

/* "Giao năm 2024 | Có mặt 31/12/2023", as most appendices have it: the present staff of a date without a quota belong to
 * the quota of that year, or of the year that begins the day after, when that has no present staff of its own. */
static void
join_dates(OrgQuotaReader *reader)
{
    for (guint q = 0; q < reader->dates->len; q++) {
        gint p = kinds_on(reader, (gint) q) == 1u << ORG_QUOTA_ASSIGNED ? present_of(reader, q) : -1;
        if (p < 0)
            continue;
        join(reader, (guint) p, q);
        q -= (guint) p < q;
    }
}

void
org_quota_settle_dates(OrgQuotaReader *reader)
{
    gboolean has_year = FALSE;

    for (guint pass = 0; pass < 2; pass++)
        for (guint t = 0; t < reader->tables->len; t++)
            for (guint c = 0; c < ORG_QUOTA_TABLE(reader, t)->columns->len; c++) {
                OrgQuotaColumn *column = ORG_QUOTA_COLUMN(ORG_QUOTA_TABLE(reader, t), c);
                if (!org_quota_is_figure(column) || (pass == 0 && !column->year) ||
                    (pass == 1 && (has_year || column->year)))
                    continue;
                has_year |= column->year > 0;
                add_date(reader, column->year, column->month);
            }
    g_array_sort(reader->dates, by_month);
    for (guint t = 0; t < reader->tables->len; t++)
        for (guint c = 0; c < ORG_QUOTA_TABLE(reader, t)->columns->len; c++) {
            OrgQuotaColumn *column = ORG_QUOTA_COLUMN(ORG_QUOTA_TABLE(reader, t), c);
            column->date = column->year ? date_of(reader, column->year, column->month) : -1;
            if (column->date < 0 && org_quota_is_figure(column)) /* beside columns with a date: of the latest */
                column->date = (gint) reader->dates->len - 1;
        }
    join_dates(reader);
    if (reader->dates->len == 1 && reader->source->date != ORG_UNKNOWN)
        g_array_index(reader->dates, OrgQuotaDate, 0).month = reader->source->date;
}
