// SPDX-License-Identifier: MIT
/* Who the rows are about: ids given or made, second posts of the same person, and people who may be one. Names never stand
 * in a message. */
#include "private.h"
#include "../../base/message.h"
#include <math.h>
#include <string.h>

static char *
key_of(const StaffRow *row, gboolean all)
{
    if (!all)
        return g_strdup_printf("%s\n%d", row->name, row->born);
    return g_strdup_printf("%s\n%d\n%d\n%d", row->name, row->born, row->sex, row->hired);
}

static gboolean
agree(const StaffRow *a, const StaffRow *b)
{
    gboolean names = !*a->name || !*b->name || strcmp(a->name, b->name) == 0;
    return names && (a->born == ORG_UNKNOWN || b->born == ORG_UNKNOWN || a->born == b->born);
}

/* The later row is the second post, unless it is the larger. */
static void
join(Staff *staff, guint first, guint later)
{
    StaffRow *a = STAFF_ROW(staff, first), *b = STAFF_ROW(staff, later);
    double a_fte = isnan(a->fte) ? 1 : a->fte, b_fte = isnan(b->fte) ? 1 : b->fte;
    gboolean later_is_main = b_fte > a_fte && !isnan(a->fte) && !isnan(b->fte);
    guint main_row = later_is_main ? later : first, second = later_is_main ? first : later;
    StaffRow *main = STAFF_ROW(staff, main_row), *other = STAFF_ROW(staff, second);

    a->person = b->person = (gint) main_row;
    main->second = (gint) second;
    main->name = *main->name ? main->name : other->name;
    main->born = main->born == ORG_UNKNOWN ? other->born : main->born;
    main->hired = main->hired == ORG_UNKNOWN ? other->hired : main->hired;
    main->sex = main->sex ? main->sex : other->sex;
    main->rating = main->rating ? main->rating : other->rating;
    other->person_id = main->person_id = a->person_id;
    staff_problem(staff, ORG_SEVERITY_NOTE, "second-post", b->line, staff->column[STAFF_ID],
                  "%s stands in row %u already: this row is a second post of the same person", org_quoted(a->person_id),
                  a->line);
}

static void
take_id(Staff *staff, guint i, GHashTable *ids)
{
    StaffRow *row = STAFF_ROW(staff, i);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(ids, row->id));

    row->person_id = row->id;
    row->person = (gint) i;
    if (at == 0) {
        g_hash_table_insert(ids, (gpointer) row->id, GUINT_TO_POINTER(i + 1));
        return;
    }
    StaffRow *first = STAFF_ROW(staff, at - 1);
    StaffRow *main = STAFF_ROW(staff, first->person);
    row->person = -2;
    if (!agree(first, row)) {
        staff_problem(
            staff, ORG_SEVERITY_ERROR, "duplicate-id", row->line, staff->column[STAFF_ID],
            "id %s stands in row %u already, with another name or birth; each person needs an id of their own",
            org_quoted(row->id), first->line);
    } else if (main->second >= 0) {
        staff_problem(staff, ORG_SEVERITY_ERROR, "duplicate-id", row->line, staff->column[STAFF_ID],
                      "id %s stands in rows %u and %u already; a person holds two posts at most", org_quoted(row->id),
                      main->line, STAFF_ROW(staff, main->second)->line);
    } else {
        join(staff, at - 1, i);
    }
}

/* nv-0001 and on, in the order of the rows; ids that the list gives itself are passed over. */
static void
make_id(Staff *staff, guint i, GHashTable *ids, GHashTable *by_name, guint *made)
{
    StaffRow *row = STAFF_ROW(staff, i);
    char *key = key_of(row, FALSE);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(by_name, key));

    row->person = (gint) i;
    if (at) {
        staff_problem(staff, ORG_SEVERITY_ERROR, "duplicate-person", row->line, staff->column[STAFF_NAME],
                      "rows %u and %u name a person of the same name and birth, and neither has an id; give them ids",
                      STAFF_ROW(staff, at - 1)->line, row->line);
        row->person = -2;
        g_free(key);
        return;
    }
    g_hash_table_insert(by_name, key, GUINT_TO_POINTER(i + 1));
    char id[32];
    do
        g_snprintf(id, sizeof id, "nv-%04u", ++*made);
    while (g_hash_table_contains(ids, id));
    row->person_id = staff_keep(staff, id);
    g_hash_table_insert(ids, (gpointer) row->person_id, GUINT_TO_POINTER(i + 1));
}

static void
tell_alike(Staff *staff)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < staff->rows->len; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        if (row->person != (gint) i || !*row->name || row->born == ORG_UNKNOWN)
            continue;
        char *key = key_of(row, TRUE);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));
        if (!at) {
            g_hash_table_insert(seen, key, GUINT_TO_POINTER(i + 1));
            continue;
        }
        g_free(key);
        staff_problem(staff, ORG_SEVERITY_WARNING, "possible-duplicate-person", row->line, staff->column[STAFF_ID],
                      "%s (row %u) and %s have the same name, birth, sex and hiring: one person in two posts?",
                      org_quoted(STAFF_ROW(staff, at - 1)->person_id), STAFF_ROW(staff, at - 1)->line,
                      org_quoted(row->person_id));
    }
}

void
staff_make_people(Staff *staff)
{
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint made = 0, before = 0, first_line = 0;

    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        if (row->state != STAFF_GONE && *row->id)
            take_id(staff, i, ids);
    }
    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        if (row->state == STAFF_GONE || *row->id || !*row->name)
            continue;
        make_id(staff, i, ids, by_name, &made);
        first_line = before++ ? first_line : row->line;
    }
    if (before) {
        staff_problem(
            staff, ORG_SEVERITY_NOTE, "made-id", first_line, staff->column[STAFF_NAME],
            "%u people have no id; they are called nv-0001 and so on, in the order of the rows, which another list "
            "may not keep",
            before);
        org_guess_add(staff->report->guesses, "id", "", "nv-0001", org_said("people have no ids"), before);
    }
    tell_alike(staff);
}
