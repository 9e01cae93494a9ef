// SPDX-License-Identifier: MIT
/* Totals that stand beside their parts: a column that adds up others, a sheet that adds up other sheets. */
#include "private.h"
#include <math.h>
#include <string.h>

/* The parts of a total in a row; NaN when all are blank. */
static double
parts_of(const OrgQuotaTable *table, const OrgQuotaRow *row, const OrgQuotaColumn *total)
{
    double sum = NAN;
    for (guint c = 0; c < table->columns->len; c++)
        if (org_quota_covers(total, ORG_QUOTA_COLUMN(table, c)) && !isnan(row->value[c]))
            sum = (isnan(sum) ? 0 : sum) + row->value[c];
    return sum;
}

/* What the total has beyond its parts is staff of no category named. */
static void
keep_rest(OrgQuotaReader *reader, OrgQuotaTable *table, guint c, guint from, guint to)
{
    OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
    double rest = 0;

    for (guint i = from; i < to; i++) {
        OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        double parts = parts_of(table, row, column);
        if (isnan(row->value[c]) || isnan(parts))
            continue;
        row->value[c] -= parts;
        rest += row->kind == ORG_ROW_UNIT && !row->has_children ? row->value[c] : 0;
    }
    column->role = ORG_COLUMN_FIGURE;
    column->says_total = FALSE;
    org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_NOTE, "rest-of-total",
                      org_grid_row(table->grid, table->header_end - 1)->line, c, NULL,
                      "%s is more than its parts; the %.0f beyond them became posts %s", org_quoted(column->header),
                      rest, *column->category ? "of its category" : "without a category");
}

void
org_quota_check_columns(OrgQuotaReader *reader, guint t, guint from, guint to)
{
    OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);

    for (guint c = 0; c < table->columns->len; c++) {
        OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        guint rows = 0, equal = 0, more = 0;
        if (column->role != ORG_COLUMN_TOTAL)
            continue;
        for (guint i = from; i < to; i++) {
            const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
            double parts = parts_of(table, row, column);
            if (isnan(row->value[c]) || isnan(parts))
                continue;
            rows++;
            equal += row->value[c] == parts;
            more += row->value[c] > parts;
        }
        if (rows > 0 && equal * 2 < rows && equal + more == rows) {
            keep_rest(reader, table, c, from, to);
            continue;
        }
        for (guint i = from; i < to; i++) {
            const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
            double parts = parts_of(table, row, column);
            if (!isnan(row->value[c]) && !isnan(parts) && row->value[c] != parts)
                org_quota_say_total(reader, table, row, c, parts);
        }
    }
}

/* ---- a sheet that adds up the others */

static const OrgQuotaRow *
find_root(const OrgQuotaReader *reader, const char *slug)
{
    for (guint i = 0; i < reader->rows->len; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        if (row->kind == ORG_ROW_UNIT && row->parent < 0 && !ORG_QUOTA_TABLE(reader, row->table)->is_summary &&
            g_strcmp0(row->slug, slug) == 0)
            return row;
    }
    return NULL;
}

static gint
like_column(const OrgQuotaTable *table, const OrgQuotaColumn *like)
{
    for (guint c = 0; c < table->columns->len; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        if (column->role == like->role && column->kind == like->kind && column->series == like->series &&
            column->date == like->date)
            return (gint) c;
    }
    return -1;
}

void
org_quota_check_summaries(OrgQuotaReader *reader)
{
    for (guint i = 0; i < reader->rows->len; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, row->table);
        if (!table->is_summary || row->kind != ORG_ROW_UNIT || !row->has_figures || row->has_children)
            continue;
        const OrgQuotaRow *root = find_root(reader, row->slug);
        if (!root) {
            org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_WARNING, "unmatched-total", row->line,
                              row->column, NULL,
                              "this sheet adds up the others, but none of them is about %s; its figures were not used",
                              org_quoted(row->name));
            continue;
        }
        for (guint c = 0; c < table->columns->len; c++) {
            gint other = like_column(ORG_QUOTA_TABLE(reader, root->table), ORG_QUOTA_COLUMN(table, c));
            if (!isnan(row->value[c]) && other >= 0 && row->value[c] != root->sum[other])
                org_quota_say_total(reader, table, row, c, root->sum[other]);
        }
    }
}
