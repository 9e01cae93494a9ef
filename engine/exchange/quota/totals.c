// SPDX-License-Identifier: MIT
/* Rows that add up other rows. A total is a check: it never becomes posts, and where it does not fit a warning says what it says
 * and what its rows give. A warning, not an error: the rows are the data and stay as they are either way.
 *
 * A unit with units below it and figures of its own:
 *  1. one figure equals what stands below: its figures are a total;
 *  2. else the grand total decides, when it fits only one way of counting such rows;
 *  3. else the habit of the table: where most such rows are totals, these are (wrong) totals;
 *  4. else a figure of at least half of what stands below is taken for a wrong total, a smaller one for the unit's own. */
#include "private.h"
#include "../../base/message.h"
#include <math.h>

typedef struct {
    OrgQuotaReader *reader;
    const OrgQuotaTable *table;
    guint from, to, n;
    guint *columns; /* n of them: those of figures */
    double *roots; /* of each figure and row, the sums of the roots above that row: a table may hold very many totals */
    gint unit, since; /* rows above the one in hand: the last unit, and the last total above that; -1: none */
} Check;

static OrgQuotaRow *
row_at(const Check *check, guint i)
{
    return ORG_QUOTA_ROW(check->reader, i);
}

static double
own(const OrgQuotaRow *row, guint column)
{
    return isnan(row->value[column]) ? 0 : row->value[column];
}

static double
below(const OrgQuotaRow *row, guint column)
{
    gboolean counts = row->figures == ORG_FIGURES_OWN;
    return row->sum[column] - (counts ? own(row, column) : 0);
}

/* Sums of all rows from the bottom up, open rows counted as totals or as units with figures of their own. */
static void
add_up(const Check *check, OrgFigures open)
{
    for (guint i = check->from; i < check->to; i++)
        for (guint k = 0; k < check->table->columns->len; k++)
            row_at(check, i)->sum[k] = 0;
    for (guint i = check->to; i-- > check->from;) {
        OrgQuotaRow *row = row_at(check, i);
        OrgFigures figures = row->figures == ORG_FIGURES_OPEN ? open : row->figures;
        if (row->kind != ORG_ROW_UNIT)
            continue;
        for (guint k = 0; k < check->n; k++) {
            guint c = check->columns[k];
            if (figures == ORG_FIGURES_OWN)
                row->sum[c] += own(row, c);
            if (row->parent >= 0)
                row_at(check, (guint) row->parent)->sum[c] += row->sum[c];
        }
    }
}

/* ---- units with units below */

static void
first_look(const Check *check)
{
    g_autofree gboolean *figures_below = g_new0(gboolean, check->to - check->from + 1);

    add_up(check, ORG_FIGURES_SUM); /* nothing is decided yet: clears the sums */
    for (guint i = check->to; i-- > check->from;) {
        OrgQuotaRow *row = row_at(check, i);
        if (row->kind != ORG_ROW_UNIT)
            continue;
        row->figures = !row->has_figures ? ORG_FIGURES_NONE : ORG_FIGURES_OWN;
        if (row->has_figures && figures_below[i - check->from]) {
            row->figures = ORG_FIGURES_OPEN;
            for (guint k = 0; k < check->n; k++) {
                guint c = check->columns[k];
                if (own(row, c) > 0 && own(row, c) == row->sum[c])
                    row->figures = ORG_FIGURES_SUM;
            }
        }
        for (guint k = 0; k < check->n; k++) {
            guint c = check->columns[k];
            if (row->figures == ORG_FIGURES_OWN)
                row->sum[c] += own(row, c);
            if (row->parent >= 0)
                row_at(check, (guint) row->parent)->sum[c] += row->sum[c];
        }
        if (row->parent >= 0 && (row->has_figures || figures_below[i - check->from]))
            figures_below[(guint) row->parent - check->from] = TRUE;
    }
}

/* Of sums that add_up() made. */
static void
add_roots(const Check *check)
{
    for (guint i = check->from; i < check->to; i++) {
        const OrgQuotaRow *row = row_at(check, i);
        gboolean counts = row->kind == ORG_ROW_UNIT && row->parent < 0;
        double *sums = &check->roots[(gsize) (i - check->from) * check->n];
        for (guint k = 0; k < check->n; k++)
            sums[check->n + k] = sums[k] + (counts ? row->sum[check->columns[k]] : 0);
    }
}

static double
sum_of_roots(const Check *check, guint from, guint to, guint k)
{
    return check->roots[(gsize) (to - check->from) * check->n + k] -
           check->roots[(gsize) (from - check->from) * check->n + k];
}

/* Figures of a total row that fit what the roots give. */
static guint
fits(const Check *check, const OrgQuotaRow *total, guint from, guint to)
{
    guint n = 0;
    for (guint k = 0; k < check->n; k++) {
        guint c = check->columns[k];
        n += total->value[c] > 0 && total->value[c] == sum_of_roots(check, from, to, k);
    }
    return n;
}

/* By the grand total, or OPEN when there is none, or both ways of counting fit it, or neither does. */
static OrgFigures
ask_grand_total(const Check *check)
{
    gboolean as_sum = FALSE, as_own = FALSE;

    for (guint way = 0; way < 2; way++) {
        add_up(check, way ? ORG_FIGURES_OWN : ORG_FIGURES_SUM);
        add_roots(check);
        for (guint i = check->from; i < check->to; i++)
            if (row_at(check, i)->kind == ORG_ROW_TOTAL && fits(check, row_at(check, i), check->from, check->to))
                *(way ? &as_own : &as_sum) = TRUE;
    }
    return as_sum == as_own ? ORG_FIGURES_OPEN : as_sum ? ORG_FIGURES_SUM : ORG_FIGURES_OWN;
}

static OrgFigures
ask_size(const Check *check, const OrgQuotaRow *row)
{
    double mine = 0, others = 0;
    for (guint k = 0; k < check->n; k++) {
        mine += own(row, check->columns[k]);
        others += row->sum[check->columns[k]];
    }
    return mine * 2 >= others ? ORG_FIGURES_SUM : ORG_FIGURES_OWN;
}

void
org_quota_say_total(OrgQuotaReader *reader, const OrgQuotaTable *table, const OrgQuotaRow *row, guint column,
                    double sum)
{
    double value = row->value[column];
    const OrgQuotaColumn *total = ORG_QUOTA_COLUMN(table, column);
    gboolean unread = total->is_unread;
    for (guint c = 0; c < table->columns->len; c++)
        unread |= ORG_QUOTA_COLUMN(table, c)->is_unread && org_quota_covers(total, ORG_QUOTA_COLUMN(table, c));
    if (unread) /* said of the cell; the total cannot be checked */
        return;
    org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_WARNING, "total-mismatch", row->line, column, NULL,
                      "%s says %.0f of %s, but what it covers adds up to %.0f (%.0f %s); the total was not used",
                      org_quoted(*row->name ? row->name : "a row without a name"), value,
                      org_quoted(ORG_QUOTA_COLUMN(table, column)->header), sum, fabs(sum - value),
                      sum > value ? "more" : "fewer");
}

static void
say_own(const Check *check, const OrgQuotaRow *row, const char *why)
{
    for (guint k = 0; k < check->n; k++) {
        guint c = check->columns[k];
        if (own(row, c) == 0)
            continue;
        org_quota_problem(check->reader, check->table->grid->sheet, ORG_SEVERITY_WARNING, "own-figures", row->line, c,
                          NULL,
                          "%s has %.0f of %s while the units below it have %.0f; it was counted as its own, beside "
                          "theirs (%s)",
                          org_quoted(row->name), own(row, c), org_quoted(ORG_QUOTA_COLUMN(check->table, c)->header),
                          below(row, c), why);
        return;
    }
}

static void
decide_open(const Check *check)
{
    guint sums = 0, open = 0;

    for (guint i = check->from; i < check->to; i++) {
        sums += row_at(check, i)->figures == ORG_FIGURES_SUM;
        open += row_at(check, i)->figures == ORG_FIGURES_OPEN;
    }
    OrgFigures answer = open ? ask_grand_total(check) : ORG_FIGURES_SUM;
    const char *why = M_("so the grand total fits");
    if (answer == ORG_FIGURES_OPEN && sums > 0 && sums >= open)
        answer = ORG_FIGURES_SUM;
    add_up(check, ORG_FIGURES_SUM);
    GArray *owners = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = check->to; i-- > check->from;) {
        OrgQuotaRow *row = row_at(check, i);
        if (row->figures != ORG_FIGURES_OPEN)
            continue;
        if (answer == ORG_FIGURES_OPEN)
            why = M_("it is less than half of theirs, so no total");
        row->figures = answer == ORG_FIGURES_OPEN ? ask_size(check, row) : answer;
        if (row->figures == ORG_FIGURES_OWN)
            g_array_append_val(owners, i);
    }
    add_up(check, ORG_FIGURES_SUM);
    for (guint i = owners->len; i-- > 0;)
        say_own(check, row_at(check, g_array_index(owners, guint, i)), why);
    g_array_unref(owners);
    for (guint i = check->from; i < check->to; i++)
        for (guint k = 0; k < check->n && row_at(check, i)->figures == ORG_FIGURES_SUM; k++) {
            const OrgQuotaRow *row = row_at(check, i);
            guint c = check->columns[k];
            if (!isnan(row->value[c]) && row->value[c] != row->sum[c])
                org_quota_say_total(check->reader, check->table, row, c, row->sum[c]);
        }
}

/* ---- total rows */

typedef struct {
    guint from, to; /* the roots there … */
    gint row;       /* … or this row and all below it, when not -1 */
} Scope;

static double
sum_of(const Check *check, const Scope *scope, guint k)
{
    return scope->row >= 0 ? row_at(check, (guint) scope->row)->sum[check->columns[k]]
                           : sum_of_roots(check, scope->from, scope->to, k);
}

static guint
hits(const Check *check, const OrgQuotaRow *total, const Scope *scope)
{
    guint n = 0;
    for (guint k = 0; k < check->n; k++) {
        guint c = check->columns[k];
        n += total->value[c] > 0 && total->value[c] == sum_of(check, scope, k);
    }
    return n;
}

/* What a total row may cover, the likeliest first. */
static GArray *
scopes_of(const Check *check, guint total)
{
    GArray *scopes = g_array_new(FALSE, FALSE, sizeof(Scope));
    Scope whole = { check->from, check->to, -1 }, so_far = { check->from, total, -1 }, since = so_far;
    gint before = check->unit;

    if (check->since >= 0)
        since.from = (guint) check->since;
    gboolean grand = org_quota_is_grand_total(row_at(check, total)->folded) || before < 0;
    if (grand)
        g_array_append_val(scopes, whole);
    guint chain = scopes->len;
    for (gint i = before; i >= 0; i = row_at(check, (guint) i)->parent) {
        Scope scope = { 0, 0, i };
        if (row_at(check, (guint) i)->has_children)
            g_array_append_val(scopes, scope);
    }
    for (guint i = chain; i < scopes->len; i++) { /* "Cộng khối Đảng" is of the one with that name */
        Scope scope = g_array_index(scopes, Scope, i);
        const OrgQuotaRow *row = row_at(check, (guint) scope.row);
        if (*row->folded && org_quota_has_word(row_at(check, total)->folded, row->folded)) {
            g_array_remove_index(scopes, i);
            g_array_prepend_val(scopes, scope);
            break;
        }
    }
    g_array_append_val(scopes, since);
    g_array_append_val(scopes, so_far);
    g_array_append_val(scopes, whole);
    return scopes;
}

static void
check_total(const Check *check, guint i)
{
    OrgQuotaRow *total = row_at(check, i);
    g_autoptr(GArray) scopes = scopes_of(check, i);
    const Scope *best = &g_array_index(scopes, Scope, 0);
    guint most = hits(check, total, best), figures = 0;

    for (guint k = 0; k < check->n; k++)
        figures += total->value[check->columns[k]] > 0;
    for (guint s = 1; s < scopes->len; s++) {
        guint n = hits(check, total, &g_array_index(scopes, Scope, s));
        if (n > most) {
            best = &g_array_index(scopes, Scope, s);
            most = n;
        }
    }
    if (!*total->name && most == 0 && figures > 0) {
        org_quota_problem(check->reader, check->table->grid->sheet, ORG_SEVERITY_ERROR, "blank-name", total->line,
                          check->table->first_name, "the row was left out",
                          "the row has figures but names no unit, and it adds up no rows above it");
        return;
    }
    for (guint k = 0; k < check->n; k++) {
        guint c = check->columns[k];
        double sum = sum_of(check, best, k);
        if (!isnan(total->value[c]) && total->value[c] != sum)
            org_quota_say_total(check->reader, check->table, total, c, sum);
    }
}

/* Named like a unit, but each figure of it is the sum of all the others: counted, everything would be counted twice. */
static gboolean
adds_up_all(const Check *check, guint i, guint counted)
{
    const OrgQuotaRow *row = row_at(check, i);
    guint others = counted - (row->figures == ORG_FIGURES_OWN), fitting = 0;

    if (row->kind != ORG_ROW_UNIT || row->parent >= 0 || row->has_children || !row->has_figures)
        return FALSE;
    for (guint k = 0; k < check->n; k++) {
        guint c = check->columns[k];
        if (sum_of_roots(check, check->from, check->to, k) - own(row, c) != own(row, c))
            return FALSE;
        fitting += own(row, c) > 0;
    }
    return others >= 2 && others + fitting >= 4;
}

static void
find_hidden_total(const Check *check)
{
    guint counted = 0;
    for (guint i = check->from; i < check->to; i++)
        counted += row_at(check, i)->kind == ORG_ROW_UNIT && row_at(check, i)->figures == ORG_FIGURES_OWN;
    for (guint i = check->from; i < check->to; i++) {
        OrgQuotaRow *row = row_at(check, i);
        if (!adds_up_all(check, i, counted))
            continue;
        row->kind = ORG_ROW_TOTAL;
        org_quota_problem(check->reader, check->table->grid->sheet, ORG_SEVERITY_WARNING, "read-as-total", row->line,
                          row->column, NULL,
                          "each figure of %s is the sum of all other units, so it was read as a total and no unit; if "
                          "it is one, move it out of the table or change a figure",
                          org_quoted(row->name));
        return;
    }
}

void
org_quota_check_rows(OrgQuotaReader *reader, guint t, guint from, guint to)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    Check check = { reader, table, from, to, 0, NULL, NULL, -1, -1 };
    gint last_total = -1;

    check.columns = g_new(guint, table->columns->len + 1);
    for (guint c = 0; c < table->columns->len; c++) {
        OrgColumnRole role = ORG_QUOTA_COLUMN(table, c)->role;
        if (role == ORG_COLUMN_FIGURE || role == ORG_COLUMN_TOTAL)
            check.columns[check.n++] = c;
    }
    for (guint i = from; i < to; i++)
        ORG_QUOTA_ROW(reader, i)->sum = g_new0(double, table->columns->len + 1);
    check.roots = g_new0(double, (gsize) (to - from + 1) * check.n + 1);
    first_look(&check);
    decide_open(&check);
    add_roots(&check);
    find_hidden_total(&check);
    add_roots(&check);
    for (guint i = from; i < to; i++) {
        if (row_at(&check, i)->kind == ORG_ROW_TOTAL) {
            check_total(&check, i);
            last_total = (gint) i;
        } else if (row_at(&check, i)->kind == ORG_ROW_UNIT) {
            check.unit = (gint) i;
            check.since = last_total;
        }
    }
    g_free(check.roots);
    g_free(check.columns);
}
