// SPDX-License-Identifier: MIT
/* The order of a month, one promise of the calendar a test. */
#include "outcome.h"
#include <math.h>
#include <string.h>

/* ---- a town: rooms of a department, with so many posts, of which the first are held */

typedef struct {
    const char *id;
    guint posts, held;
} Room;

static OrgRow
add_unit(Org *org, const char *id, const char *type, OrgRow parent)
{
    OrgRow row = org_add_units(org, 1);
    org->units.id[row] = org->units.name[row] = org_dict_add(org->dict, id, -1);
    org->units.type[row] = org_dict_add(org->dict, type, -1);
    org->units.parent[row] = parent;
    return row;
}

static void
add_posts(Org *org, const Room *room, OrgRow unit)
{
    for (guint i = 0; i < room->posts; i++) {
        g_autofree char *id = g_strdup_printf("%s%u", room->id, i + 1);
        OrgRow post = org_add_posts(org, 1), person = i < room->held ? org_add_people(org, 1) : ORG_NONE;
        org->posts.id[post] = org_dict_add(org->dict, id, -1);
        org->posts.unit[post] = unit;
        org->posts.rank[post] = ORG_STAFF;
        org->posts.fte[post] = 1000;
        org->posts.holder[post] = person;
        if (person == ORG_NONE)
            continue;
        g_autofree char *name = g_strdup_printf("h-%s", id);
        org->people.id[person] = org_dict_add(org->dict, name, -1);
        org->people.post[person] = post;
        org->people.unit[person] = unit;
        org->people.born[person] = ORG_MONTH(1990, 1);
        org->people.hired[person] = ORG_MONTH(2015, 1);
        org->people.sex[person] = ORG_MALE;
    }
}

/* retires: "person month" pairs, ended by NULL: born so that Decree 135/2020 lets the man go in that month of 2021. */
static Org *
town(const Room *rooms, guint n, const char *const *retires)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_new(dict, ORG_MONTH(2020, 12));
    OrgRow department = add_unit(org, "dept", "department", ORG_NONE);
    for (guint i = 0; i < n; i++)
        add_posts(org, &rooms[i], add_unit(org, rooms[i].id, "room", department));
    org_finish(org, &error);
    g_assert_no_error(error);
    for (guint i = 0; retires != NULL && retires[i] != NULL; i += 2) {
        OrgRow person = org_find(org, ORG_PEOPLE, retires[i]);
        org->people.born[person] = ORG_MONTH(2021, atoi(retires[i + 1])) - 723;
    }
    return org;
}

static const Room two_rooms[] = { { "a", 10, 4 }, { "b", 6, 6 } };

#define HEAD(from, to) "orgsim: 1\ntitle: T\norganisation: {units: u.csv}\nfrom: " from "\nto: " to "\n"
#define SKIP "on_veto: skip\n"

static Outcome *
run(const char *scenario, const char *const *retires)
{
    g_autoptr(Org) start = town(two_rooms, G_N_ELEMENTS(two_rooms), retires);
    Outcome *o = outcome_run(scenario, start);
    if (o->status == ORG_RUN_FAILED)
        g_error("%s\n%s", o->error, scenario);
    return o;
}

static OrgMonth
left_in(const Outcome *o, const char *person, const char *reason)
{
    OrgRow row = org_find(o->end, ORG_PEOPLE, person);
    g_assert_cmpuint(row, !=, ORG_NONE);
    if (o->end->people.state[row] != ORG_LEFT)
        return ORG_OPEN;
    g_assert_cmpstr(org_dict_text(o->end->dict, o->end->people.reason[row]), ==, reason);
    return o->end->people.since[row];
}

/* ---- windows */

static void
test_a_window_is_one_row(void)
{
    g_autoptr(Outcome) o =
        run(HEAD("2021-01", "2021-12") "steps:\n"
                                       "  - {id: met, at: 2021-03, over: 6m, enlist: {n: 1, total: 2}}\n"
                                       "  - {id: short, at: 2021-02, over: 2m, enlist: {n: 1, total: 9}}\n"
                                       "  - {id: open, at: 2021-12, over: 6m, enlist: {n: 1, total: 3}}\n",
            NULL);
    g_assert_cmpstr(o->steps->str, ==,
                    "short 2021-02 short: its time was over before all of it was done\n"
                    "met 2021-03 done: \n"
                    "open 2021-12 short: the run ended before its time was over\n");
    g_assert_cmpfloat(outcome_flow(o, "met", "enlisted", 2021), ==, 2);
    g_assert_cmpfloat(outcome_flow(o, "short", "enlisted", 2021), ==, 3); /* in February, March and April */
    g_assert_cmpstr(o->findings->str, ==,
                    "short note 2021-02: 1 people enlisted\n"
                    "met note 2021-03: 1 people enlisted\n"
                    "short note 2021-03: 1 people enlisted\n"
                    "met note 2021-04: 1 people enlisted\n"
                    "short note 2021-04: 1 people enlisted\n"
                    "open note 2021-12: 1 people enlisted\n");
}

/* In the month in which the next window begins the old one has its last slice, then the new one its first. */
static void
test_windows_meet(void)
{
    g_autoptr(Outcome) o =
        run(HEAD("2021-01", "2021-12") "steps:\n"
                                       "  - {id: s, at: [2021-03, 2021-04], over: 12m, enlist: {n: 1, total: 3}}\n",
            NULL);
    g_assert_cmpstr(o->steps->str, ==,
                    "s 2021-03 short: its time was over before all of it was done\n"
                    "s 2021-04 done: \n");
    g_assert_cmpfloat(outcome_flow(o, "s", "enlisted", 2021), ==, 5); /* 2 of the first, 3 of the second */
}

static const char *const one_retires[] = { "h-a1", "6", NULL };
#define CROWDED                                                                                                        \
    "processes:\n  - {id: age, retirement: {}}\n"                                                                      \
    "rules:\n  - {id: crowd, crowd: {most: 6}}\n"                                                                      \
    "steps:\n  - {id: s, at: 2021-02, over: 8m, enlist: {where: \"unit = 'a'\", n: 1, total: 5, stays: 4}}\n"

/* Room a has 4 people, at most 6 may be there: slices stand in February and March. In June one retires and one leaves who had
 * come in February, in July the one who had come in March: there is room for the other three. */
static void
test_a_vetoed_slice_is_tried_again(void)
{
    g_autoptr(Outcome) o = run(HEAD("2021-01", "2021-12") SKIP CROWDED, one_retires);
    g_assert_cmpint(o->status, ==, ORG_RUN_DONE);
    g_assert_cmpstr(o->steps->str, ==, "s 2021-02 done: \n");
    g_assert_cmpstr(o->findings->str, ==,
                    "s note 2021-02: 1 people enlisted\n"
                    "s note 2021-03: 1 people enlisted\n"
                    "crowd veto after s 2021-04: a has 7 people (0 before)\n"
                    "s note 2021-06: 1 people enlisted\n"
                    "s note 2021-07: 1 people enlisted\n"
                    "s note 2021-08: 1 people enlisted\n");
    g_assert_cmpfloat(outcome_flow(o, "s", "enlisted", 2021), ==, 5);
    g_assert_cmpfloat(outcome_flow(o, "s", "ended", 2021), ==, 5);
}

static void
test_a_veto_stops(void)
{
    g_autoptr(Outcome) o = run(HEAD("2021-01", "2021-12") CROWDED, one_retires);
    g_assert_cmpint(o->status, ==, ORG_RUN_VETOED);
    g_assert_cmpint(o->end->month, ==, ORG_MONTH(2021, 4));
    g_assert_cmpstr(o->steps->str, ==, "s 2021-02 vetoed: a has 7 people (0 before)\n");
    g_assert_cmpfloat(outcome_flow(o, "s", "enlisted", 2021), ==, 2);
}

static void
test_a_window_that_is_vetoed_to_its_end(void)
{
    g_autoptr(Outcome) o = run(HEAD("2021-01", "2021-12") SKIP "rules:\n  - {id: crowd, crowd: {most: 6}}\n"
                                                               "steps:\n  - {id: s, at: 2021-02, over: 3m, enlist: "
                                                               "{where: \"unit = 'a'\", n: 2, total: 4}}\n",
                               NULL);
    g_assert_cmpstr(o->steps->str, ==, "s 2021-02 skipped: a has 8 people (0 before)\n");
    g_assert_cmpstr(o->findings->str, ==,
                    "s note 2021-02: 2 people enlisted\n"
                    "crowd veto after s 2021-03: a has 8 people (0 before)\n"
                    "s note 2021-05: 2 people enlisted\n"); /* of the last slice: it was not tried again */
    g_assert_cmpfloat(outcome_flow(o, "s", "enlisted", 2021), ==, 2);
}

static void
test_when_is_judged_once(void)
{
    g_autoptr(Outcome) o =
        run(HEAD("2021-01",
                 "2021-12") "steps:\n"
                            "  - {id: later, at: 2021-02, over: 6m, when: \"(select count(*) from people) > 10\", "
                            "enlist: {n: 1, total: 1}}\n"
                            "  - {id: once, at: 2021-03, over: 6m, when: \"(select count(*) from people) < 11\", "
                            "enlist: {n: 1, total: 3}}\n",
            NULL);
    g_assert_cmpstr(o->steps->str, ==,
                    "later 2021-02 not-due: its condition (when:) does not hold\n"
                    "once 2021-03 done: \n");
    g_assert_cmpfloat(outcome_flow(o, "once", "enlisted", 2021), ==, 3);
}

/* ---- rules */

static const char *const two_retire[] = { "h-b1", "6", "h-b2", "9", NULL };

static void
test_attrition_vetoes_nothing(void)
{
    g_autoptr(Outcome) o =
        run(HEAD("2021-01",
                 "2021-12") "processes:\n  - {id: age, retirement: {}}\n"
                            "rules:\n  - {id: least, min-staff: {where: \"id = 'b'\", at_least: 6, counts: present}}\n"
                            "steps:\n"
                            "  - {id: same-month, at: 2021-06, add-posts: {where: \"unit = 'a'\", by: 1}}\n"
                            "  - {id: later, at: 2021-10, add-posts: {where: \"unit = 'a'\", by: 1}}\n",
            two_retire);
    g_assert_cmpint(o->status, ==, ORG_RUN_DONE);
    g_assert_cmpstr(o->steps->str, ==, "same-month 2021-06 done: \nlater 2021-10 done: \n");
    g_assert_true(g_str_has_prefix(o->findings->str, "least warn 2021-06: "));
}

/* What one step did is what the next one is held against: the second breach is its own. */
static void
test_steps_of_a_month_are_judged_apart(void)
{
    g_autoptr(Outcome) o = run(HEAD("2021-01", "2021-12") SKIP
                               "rules:\n  - {id: crowd, crowd: {most: 6, looks_back: yes}}\n"
                               "steps:\n"
                               "  - {id: fits, at: 2021-02, enlist: {where: \"unit = 'a'\", n: 2, total: 2}}\n"
                               "  - {id: bursts, at: 2021-02, enlist: {where: \"unit = 'a'\", n: 1, total: 1}}\n",
                               NULL);
    g_assert_cmpstr(o->steps->str, ==, "fits 2021-02 done: \nbursts 2021-02 skipped: a has 7 people (6 before)\n");
}

/* Nothing happens in this town: a rule is called at the start and when it has asked for it. */
static void
test_rules_rest(void)
{
    g_autoptr(Outcome) o = run(HEAD("2021-01", "2021-12") "rules:\n  - {id: alarm, alarm: {month: 2021-10}}\n", NULL);
    g_assert_cmpstr(o->findings->str, ==, "alarm note 2020-12: called\nalarm note 2021-10: called\n");
}

static void
test_what_an_undone_step_asked_for_is_undone(void)
{
    g_autoptr(Outcome) o =
        run(HEAD("2021-01", "2021-12") SKIP
            "rules:\n  - {id: crowd, crowd: {most: 6}}\n"
            "steps:\n"
            "  - {id: too-many, at: 2021-02, enlist: {where: \"unit = 'a'\", n: 3, total: 3, stays: 4, again: 3}}\n"
            "  - {id: fits, at: 2021-03, enlist: {where: \"unit = 'a'\", n: 1, total: 1, again: 5}}\n",
            NULL);
    g_assert_cmpstr(o->steps->str, ==, "too-many 2021-02 skipped: a has 7 people (0 before)\nfits 2021-03 done: \n");
    g_assert_cmpuint(o->end->totals.left, ==, 0); /* the row of the one who would have left is another person's now */
    g_assert_true(isnan(outcome_flow(o, "too-many", "woken", 2021)));
    g_assert_cmpfloat(outcome_flow(o, "fits", "woken", 2021), ==, 1);
    const OrgAttribute *woken = org_attribute_find(o->end, ORG_UNITS, "calendar-kit.woken");
    g_assert_cmpfloat(woken->number[0], ==, ORG_MONTH(2021, 8));
}

/* ---- processes */

static void
test_yearly_processes_come_in_december(void)
{
    g_autoptr(Outcome) o = run(HEAD("2021-05", "2023-06") "processes:\n  - {id: c, census: {}}\n", NULL);
    g_assert_cmpstr(o->findings->str, ==, "c note 2021-12: 8 months\nc note 2022-12: 12 months\n");
    g_assert_cmpfloat(outcome_flow(o, "c", "censuses", 2022), ==, 1);
}

/* Surplus and moved people keep what was announced of them, and leave the post that they hold then. */
static void
test_announcements_follow_the_person(void)
{
    static const char *const retires[] = { "h-b1", "10", "h-a1", "11", NULL };
    g_autoptr(Outcome) o =
        run(HEAD("2021-01",
                 "2021-12") "processes:\n  - {id: age, retirement: {}}\n"
                            "steps:\n"
                            "  - {id: cut, at: 2021-03, headcount-cut: {where: \"id = 'b1'\", by: 1, surplus: keep}}\n"
                            "  - {id: move, at: 2021-03, transfer: {posts: {where: \"id = 'a1'\"}, to: b}}\n",
            retires);
    g_assert_cmpint(left_in(o, "h-b1", "retirement"), ==, ORG_MONTH(2021, 10));
    g_assert_cmpint(left_in(o, "h-a1", "retirement"), ==, ORG_MONTH(2021, 11));
    OrgRow post = org_find(o->end, ORG_POSTS, "a1");
    g_assert_cmpuint(o->end->posts.unit[post], ==, org_find(o->end, ORG_UNITS, "b"));
    g_assert_cmpint(o->end->posts.vacant_since[post], ==, ORG_MONTH(2021, 11));
    g_assert_cmpfloat(outcome_flow(o, "age", "retired", 2021), ==, 2);
}

static const Room many[] = { { "m", 400, 300 } };
#define QUITS(id, reason) "  - {id: " id ", resignation: {rate: 80%, reason: " reason "}}\n"

static Outcome *
run_many(const char *scenario)
{
    g_autoptr(Org) start = town(many, 1, NULL);
    return outcome_run(scenario, start);
}

/* Of two announcements the earlier one counts; of one month that of the item which stands first. */
static void
test_the_first_announcement_counts(void)
{
    g_autoptr(Outcome) x = run_many(HEAD("2021-01", "2021-12") "processes:\n" QUITS("x", "x"));
    g_autoptr(Outcome) y = run_many(HEAD("2021-01", "2021-12") "processes:\n" QUITS("y", "y"));
    g_autoptr(Outcome) both = run_many(HEAD("2021-01", "2021-12") "processes:\n" QUITS("y", "y") QUITS("x", "x"));
    guint ties = 0;
    for (OrgRow h = 0; h < many[0].held; h++) {
        const OrgPersonTable *p = &both->end->people;
        OrgMonth in_x = x->end->people.state[h] == ORG_LEFT ? x->end->people.since[h] : ORG_OPEN;
        OrgMonth in_y = y->end->people.state[h] == ORG_LEFT ? y->end->people.since[h] : ORG_OPEN;
        g_assert_cmpint(p->state[h] == ORG_LEFT ? p->since[h] : ORG_OPEN, ==, MIN(in_x, in_y));
        if (in_x != ORG_OPEN || in_y != ORG_OPEN)
            g_assert_cmpstr(org_dict_text(both->end->dict, p->reason[h]), ==, in_y <= in_x ? "y" : "x");
        ties += in_x == in_y && in_x != ORG_OPEN;
    }
    g_assert_cmpuint(ties, >, 5);
    double left = outcome_flow(both, "x", "resigned", 2021) + outcome_flow(both, "y", "resigned", 2021);
    g_assert_cmpfloat(left, ==, (double) both->end->totals.left);
}

static OrgMonth
draw_month(const Org *org, OrgRow person, int year, double rate)
{
    guint64 key = org_chance_key(1, 0, "resignation", "resignation", "quit", 0, year);
    double draw = org_chance32(key, org->people.stream[person]) / 4294967296.0;
    return draw < rate ? ORG_MONTH(year, 1) + (OrgMonth) (draw / rate * 12) : ORG_OPEN;
}

/* Recomputed person by person: the draws of a year count from the month after somebody joined (or the run began) on, and are
 * those of the whole year. */
static void
test_a_year_begins_before_the_run(void)
{
    g_autoptr(Outcome) o = run_many(HEAD("2021-07", "2023-03") "processes:\n"
                                                               "  - {id: quit, resignation: {rate: 30%}}\n"
                                                               "  - {id: hire, recruitment: {rate: 90%}}\n");
    const OrgPersonTable *p = &o->end->people;
    guint joined = 0;
    for (OrgRow h = 0; h < p->n; h++) {
        OrgMonth since = h < many[0].held ? ORG_MONTH(2021, 6) : p->hired[h], expected = ORG_OPEN;
        for (int year = since / 12; year <= 2023 && expected == ORG_OPEN; year++) {
            OrgMonth month = draw_month(o->end, h, year, 0.3);
            expected = month > since && month <= ORG_MONTH(2023, 3) ? month : ORG_OPEN;
        }
        OrgMonth left = p->state[h] == ORG_LEFT ? p->since[h] : ORG_OPEN;
        g_assert_cmpint(left, ==, expected);
        joined += h >= many[0].held && left != ORG_OPEN;
    }
    g_assert_cmpuint(joined, >, 5);
}

/* A post that falls vacant is filled in a later month of the same year if its draw says so, and never in the same month. */
static void
test_hires_come_after_leavings(void)
{
    g_autoptr(Outcome) o = run_many(HEAD("2021-01", "2021-12") "processes:\n"
                                                               "  - {id: hire, recruitment: {rate: 100%}}\n"
                                                               "  - {id: quit, resignation: {rate: 50%}}\n");
    const OrgPersonTable *p = &o->end->people;
    guint refilled = 0, missed = 0;
    for (OrgRow post = 0; post < many[0].posts; post++) {
        guint64 key = org_chance_key(1, 0, "recruitment", "recruitment", "hire", 0, 2021);
        OrgMonth month =
            ORG_MONTH(2021, 1) + (OrgMonth) (org_chance32(key, o->end->posts.stream[post]) / 4294967296.0 * 12);
        OrgMonth left = post < many[0].held ? (p->state[post] == ORG_LEFT ? p->since[post] : ORG_OPEN) : ORG_UNKNOWN;
        if (left == ORG_OPEN)
            g_assert_cmpuint(o->end->posts.holder[post], ==, post);
        else if (left < month)
            refilled++;
        else
            missed++;
    }
    g_assert_cmpfloat(outcome_flow(o, "hire", "hired", 2021), ==, refilled);
    g_assert_cmpuint(missed, >, 20);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    outcome_load();
    g_test_add_func("/months/one-row", test_a_window_is_one_row);
    g_test_add_func("/months/windows-meet", test_windows_meet);
    g_test_add_func("/months/tried-again", test_a_vetoed_slice_is_tried_again);
    g_test_add_func("/months/veto-stops", test_a_veto_stops);
    g_test_add_func("/months/vetoed-to-the-end", test_a_window_that_is_vetoed_to_its_end);
    g_test_add_func("/months/when", test_when_is_judged_once);
    g_test_add_func("/months/attrition", test_attrition_vetoes_nothing);
    g_test_add_func("/months/judged-apart", test_steps_of_a_month_are_judged_apart);
    g_test_add_func("/months/rules-rest", test_rules_rest);
    g_test_add_func("/months/undone", test_what_an_undone_step_asked_for_is_undone);
    g_test_add_func("/months/december", test_yearly_processes_come_in_december);
    g_test_add_func("/months/follow-the-person", test_announcements_follow_the_person);
    g_test_add_func("/months/first-counts", test_the_first_announcement_counts);
    g_test_add_func("/months/inside-a-year", test_a_year_begins_before_the_run);
    g_test_add_func("/months/hires", test_hires_come_after_leavings);
    int result = g_test_run();
    outcome_unload();
    return result;
}
