// SPDX-License-Identifier: MIT
/* Ranks: the column, else what a title tells. Each title is listed once with what it was taken for; a second head of a unit
 * whom nobody reports to is none. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

typedef struct {
    guint8 rank;
    guint n, line;
} Guessed;

static void
guess(Staff *staff)
{
    const OrgStaffSource *source = staff->source;
    g_autoptr(OrgTitles) titles = org_titles_new(source->ranks, source->ranks_bytes, staff->reader.diags);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr(GPtrArray) order = g_ptr_array_new();

    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        if (*row->rank || !*row->title)
            continue;
        Guessed *one = g_hash_table_lookup(seen, row->title);
        if (!one) {
            one = g_new0(Guessed, 1);
            one->rank = org_titles_rank(titles, row->title);
            one->line = row->line;
            g_hash_table_insert(seen, (gpointer) row->title, one);
            g_ptr_array_add(order, (gpointer) row->title);
        }
        row->rank_code = one->rank;
        row->rank_is_guessed = TRUE;
        one->n++;
    }
    for (guint i = 0; i < order->len; i++) {
        const Guessed *one = g_hash_table_lookup(seen, order->pdata[i]);
        const char *rank = org_titles_rank_name(one->rank);
        staff_problem(staff, ORG_SEVERITY_NOTE, "rank-guessed", one->line, staff->column[STAFF_TITLE],
                      one->n == 1 ? "there is no column of ranks: %s was taken for %s (%u post)"
                                  : "there is no column of ranks: %s was taken for %s (%u posts)",
                      org_quoted(order->pdata[i]), rank, one->n);
        org_guess_add(staff->report->guesses, "rank", staff_header(staff, (guint) staff->column[STAFF_TITLE]), rank,
                      org_said("the title %s", org_quoted(order->pdata[i])), one->n);
    }
}

void
staff_find_ranks(Staff *staff)
{
    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        if (*row->rank && !org_intake_rank(row->rank, &row->rank_code))
            staff_problem(staff, ORG_SEVERITY_WARNING, "unknown-rank", row->line, staff->column[STAFF_RANK],
                          "rank %s is none of head, deputy, staff; it is taken as not known", org_quoted(row->rank));
    }
    guess(staff);
}

/* ---- heads of units */

static guint
reports_of(const Staff *staff, guint at, const guint *reports)
{
    const StaffRow *row = STAFF_ROW(staff, at);
    return reports[at] + (row->person >= 0 && row->second >= 0 ? reports[row->second] : 0);
}

/* Of several heads by title the one to whom others report stays. */
static void
choose(Staff *staff, guint unit, const GArray *heads, const guint *reports)
{
    guint with_reports = 0, chosen = 0;
    gboolean guessed = TRUE;
    const char *name = ORG_QUOTA_ROW(&staff->reader, unit)->name;

    for (guint k = 0; k < heads->len; k++) {
        guint at = g_array_index(heads, guint, k);
        guessed &= STAFF_ROW(staff, at)->rank_is_guessed;
        if (reports_of(staff, at, reports) > 0) {
            with_reports++;
            chosen = at;
        }
    }
    const StaffRow *first = STAFF_ROW(staff, g_array_index(heads, guint, 0));
    if (with_reports != 1 || !guessed) {
        staff_problem(staff, ORG_SEVERITY_WARNING, "several-heads", first->line, staff->column[STAFF_TITLE],
                      "the unit %s has %u heads; only one of them can be", org_quoted(name), heads->len);
        return;
    }
    for (guint k = 0; k < heads->len; k++) {
        guint at = g_array_index(heads, guint, k);
        if (at == chosen)
            continue;
        STAFF_ROW(staff, at)->rank_code = ORG_STAFF;
        staff_problem(staff, ORG_SEVERITY_NOTE, "rank-guessed", STAFF_ROW(staff, at)->line, staff->column[STAFF_TITLE],
                      "%s was taken for staff here: another post of the unit %s has the same rank, and has reports",
                      org_quoted(STAFF_ROW(staff, at)->title), org_quoted(name));
    }
}

void
staff_tell_heads(Staff *staff)
{
    guint units = staff->reader.rows->len;
    g_autofree guint *reports = g_new0(guint, staff->rows->len + 1), *posts = g_new0(guint, units + 1),
                     *lines = g_new0(guint, units + 1);
    g_autofree GArray **heads = g_new0(GArray *, units + 1);
    gboolean any = FALSE;

    for (guint i = 0; i < staff->rows->len; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        if (row->boss >= 0)
            reports[row->boss]++;
        if (row->unit < 0 || row->person == -2)
            continue;
        any |= row->rank_code != 0;
        lines[row->unit] = posts[row->unit]++ ? lines[row->unit] : row->line;
        if (row->rank_code != ORG_HEAD)
            continue;
        if (!heads[row->unit])
            heads[row->unit] = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(heads[row->unit], i);
    }
    if (!any && staff->rows->len > 0)
        staff_problem(
            staff, ORG_SEVERITY_WARNING, "no-ranks", org_grid_row(staff->table->grid, staff->table->header_top)->line,
            -1,
            "neither ranks nor titles are given: no rule or step that asks for heads or deputies works on this list");
    for (guint u = 0; u < units; u++) {
        if (heads[u] && heads[u]->len > 1)
            choose(staff, u, heads[u], reports);
        if (any && posts[u] > 0 && !heads[u])
            staff_problem(staff, ORG_SEVERITY_WARNING, "no-head", lines[u], staff->column[STAFF_TITLE],
                          posts[u] == 1 ? "the unit %s has %u post and no head"
                                        : "the unit %s has %u posts and no head",
                          org_quoted(ORG_QUOTA_ROW(&staff->reader, u)->name), posts[u]);
        if (heads[u])
            g_array_unref(heads[u]);
    }
}
