// SPDX-License-Identifier: MIT
/* The law does not forget: a grace ends in its month under every clock, what is known and grows worse can veto, what was
 * undone leaves no trace, and what stands is told once more at the end. */
#include "outcome.h"
#include <string.h>

/* A department of rooms: big has 2 deputies and 8 staff, small 1 deputy and 5 staff, other 3 deputies and 4 staff, few 4 staff. */
static const struct {
    const char *id;
    guint deputies, staff;
} rooms[] = { { "big", 2, 8 }, { "small", 1, 5 }, { "other", 3, 4 }, { "few", 0, 4 } };

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
add_post(Org *org, OrgRow unit, const char *room, guint n, guint8 rank)
{
    OrgRow post = org_add_posts(org, 1), person = org_add_people(org, 1);
    g_autofree char *id = g_strdup_printf("%s-%u", room, n), *name = g_strdup_printf("h-%s-%u", room, n);
    org->posts.id[post] = org_dict_add(org->dict, id, -1);
    org->posts.unit[post] = unit;
    org->posts.rank[post] = rank;
    org->posts.fte[post] = 1000;
    org->posts.holder[post] = person;
    org->people.id[person] = org_dict_add(org->dict, name, -1);
    org->people.post[person] = post;
    org->people.unit[person] = unit;
    org->people.born[person] = ORG_MONTH(1990, 1);
    org->people.hired[person] = ORG_MONTH(2015, 1);
    org->people.sex[person] = ORG_MALE;
}

/* retires: a man who goes in June 2022 by Decree 135/2020, at 60 years and 6 months; NULL: none. */
static Org *
town(const char *retires)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_new(dict, ORG_MONTH(2020, 12));
    OrgRow department = add_unit(org, "dept", "department", ORG_NONE);
    for (guint r = 0; r < G_N_ELEMENTS(rooms); r++) {
        OrgRow unit = add_unit(org, rooms[r].id, "room", department);
        for (guint i = 0; i < rooms[r].deputies + rooms[r].staff; i++)
            add_post(org, unit, rooms[r].id, i, i < rooms[r].deputies ? ORG_DEPUTY : ORG_STAFF);
    }
    org_finish(org, &error);
    g_assert_no_error(error);
    if (retires != NULL)
        org->people.born[org_find(org, ORG_PEOPLE, retires)] = ORG_MONTH(2022, 6) - 726;
    return org;
}

#define HEAD "orgsim: 1\ntitle: T\norganisation: {units: units.csv}\nfrom: 2021-01\nto: 2024-12\n"
#define CAPS                                                                                                           \
    "rules:\n  - {id: caps, deputy-cap: {where: \"id = 'big'\", caps: [{upto: 9, cap: 1}, {cap: 2}], grace: 24}}\n"
#define MERGE "  - {id: m, at: 2021-06, merge: {units: [big, small], into: big}}\n"

static Outcome *
run(const char *scenario, const char *clock, const char *retires)
{
    g_autoptr(Org) start = town(retires);
    g_autofree char *text = g_strdup_printf("%s\nclock: %s\n", scenario, clock);
    return outcome_run(text, start);
}

/* The same under every clock. */
static Outcome *
run_all(const char *scenario, const char *retires)
{
    Outcome *first = run(scenario, "yearly", retires);
    g_assert_cmpstr(first->error, ==, "");
    for (guint i = 0; i < 2; i++) {
        g_autoptr(Outcome) other = run(scenario, i == 0 ? "quarterly" : "monthly", retires);
        g_assert_cmpstr(first->findings->str, ==, other->findings->str);
        g_assert_cmpstr(first->breaches->str, ==, other->breaches->str);
        g_assert_cmpstr(first->steps->str, ==, other->steps->str);
        g_assert_cmpstr(first->hash, ==, other->hash);
    }
    return first;
}

#define GRACE_NOTE(n)                                                                                                  \
    "caps note after m 2021-06: big has " #n " deputies after its merger; 2 are allowed from the end of 2023-06\n"
#define ENDED(when, n)                                                                                                 \
    "caps warn " when ": big has " #n " deputies; 2 are allowed (standing since 2021-06, grace ended 2023-06)\n"

static void
test_a_grace_ends(void)
{
    g_autoptr(Outcome) o = run_all(HEAD CAPS "steps:\n" MERGE, NULL);
    g_assert_cmpint(o->status, ==, ORG_RUN_DONE);
    g_assert_cmpstr(o->findings->str, ==, GRACE_NOTE(3) ENDED("2023-07", 3) ENDED("2024-12 still", 3));
    g_assert_cmpstr(o->breaches->str, ==,
                    "caps over-cap 3 of 2 since 2021-06\n"
                    "caps over-cap 3 of 2 since 2021-06\n"
                    "caps over-cap 3 of 2 since 2021-06\n");
}

/* The month in which the grace ends has a step of its own, which has nothing to do with it. */
static void
test_the_end_of_a_grace_vetoes_no_step(void)
{
    g_autoptr(Outcome) o = run_all(
        HEAD CAPS "steps:\n" MERGE "  - {id: s, at: 2023-07, add-posts: {where: \"unit = 'few'\", by: 1}}\n", NULL);
    g_assert_cmpstr(o->steps->str, ==, "m 2021-06 done: \ns 2023-07 done: \n");
    g_assert_cmpstr(o->findings->str, ==, GRACE_NOTE(3) ENDED("2023-07", 3) ENDED("2024-12 still", 3));
}

/* What is known can grow worse, and an undone step leaves no trace of it: the next one is held against what stands. */
static void
test_a_known_breach_made_worse(void)
{
    const char *scenario =
        HEAD "on_veto: skip\n" CAPS "steps:\n" MERGE
             "  - {id: worse, at: 2024-02, transfer: {posts: {where: \"unit = 'other' and rank = 'deputy'\"}, to: big, "
             "leaders: move}}\n"
             "  - {id: again, at: 2024-05, transfer: {posts: {where: \"unit = 'other' and rank = 'deputy'\"}, to: big, "
             "leaders: move}}\n";
    g_autoptr(Outcome) o = run_all(scenario, NULL);
    g_assert_cmpstr(o->steps->str, ==,
                    "m 2021-06 done: \n"
                    "worse 2024-02 skipped: big has 6 deputies; 2 are allowed (standing since 2021-06, grace ended "
                    "2023-06)\n"
                    "again 2024-05 skipped: big has 6 deputies; 2 are allowed (standing since 2021-06, grace ended "
                    "2023-06)\n");
    g_assert_nonnull(strstr(o->findings->str, ENDED("2024-12 still", 3)));
    g_assert_nonnull(strstr(o->breaches->str, "caps over-cap 6 of 2 since 2021-06\n"));
}

/* The grace is the merger's, not that of a transfer. */
static void
test_added_in_a_grace(void)
{
    g_autoptr(Outcome) o = run_all(
        HEAD "on_veto: skip\n" CAPS "steps:\n" MERGE
             "  - {id: more, at: 2021-09, transfer: {posts: {where: \"unit = 'other' and rank = 'deputy'\"}, to: "
             "big, leaders: move}}\n",
        NULL);
    g_assert_cmpstr(
        o->steps->str, ==,
        "m 2021-06 done: \n"
        "more 2021-09 skipped: big has 6 deputies, and had 3: above the 2 that are allowed nobody is replaced "
        "or added until the end of 2023-06\n");
}

/* A deputy above the cap retires and recruitment fills the post: at once, and as a warning, for no step did it. */
static void
test_replaced_in_a_grace(void)
{
    g_autoptr(Outcome) o =
        run_all(HEAD "processes:\n  - {id: age, retirement: {}}\n"
                     "  - {id: hire, recruitment: {rate: 100%, ceiling: 100%}}\n" CAPS "steps:\n" MERGE,
                "h-big-1");
    g_assert_cmpstr(
        o->findings->str, ==,
        GRACE_NOTE(
            3) "caps note 2022-07: big has 3 deputies after its merger; 2 are allowed from the end of 2023-06\n"
               "caps warn 2022-07: big has 3 deputies, and had 2: above the 2 that are allowed nobody is replaced or "
               "added until the end of 2023-06\n"
               "caps warn 2023-07: big has 3 deputies; 2 are allowed (standing since 2022-07, grace ended 2023-06)\n"
               "caps warn 2024-12 still: big has 3 deputies; 2 are allowed (standing since 2022-07, grace ended "
               "2023-06)\n");
    g_assert_nonnull(strstr(o->breaches->str, "caps refilled 3 of 2 since 2022-07\n"));
}

/* The rule comes into force after the merger: it cannot know who came since, and claims nothing. */
static void
test_in_force_after_the_merger(void)
{
    g_autoptr(Outcome) o =
        run_all(HEAD "rules:\n  - {id: caps, valid_from: 2022-03, deputy-cap: {where: \"id = 'big'\", "
                     "caps: [{cap: 2}], grace: 24}}\nsteps:\n" MERGE,
                NULL);
    g_assert_cmpstr(
        o->findings->str, ==,
        "caps note 2022-03: big has 3 deputies after its merger; 2 are allowed from the end of 2023-06\n"
        "caps warn 2023-07: big has 3 deputies; 2 are allowed (standing since 2022-03, grace ended 2023-06)\n"
        "caps warn 2024-12 still: big has 3 deputies; 2 are allowed (standing since 2022-03, grace ended "
        "2023-06)\n");
}

/* A minimum of 6 and a unit of 4, which are known: 1 is another matter, 5 is none. */
static void
test_further_below_a_minimum(void)
{
    const char *scenario =
        HEAD "on_veto: skip\n"
             "rules:\n  - {id: least, min-staff: {where: \"id = 'few'\", at_least: 6}}\n"
             "steps:\n"
             "  - {id: more, at: 2021-03, add-posts: {where: \"unit = 'few'\", by: 1}}\n"
             "  - {id: fewer, at: 2021-06, headcount-cut: {where: \"unit = 'few'\", by: 4, surplus: keep}}\n";
    g_autoptr(Outcome) o = run_all(scenario, NULL);
    g_assert_cmpstr(
        o->steps->str, ==,
        "more 2021-03 done: \n"
        "fewer 2021-06 skipped: few has 1 assigned posts; at least 6 are required (standing since 2020-12)\n");
    g_assert_nonnull(strstr(o->breaches->str, "least below-minimum 4 of 6 since 2020-12\n"));
    g_assert_nonnull(strstr(o->breaches->str, "least below-minimum 1 of 6 since 2020-12\n"));
    g_assert_nonnull(strstr(
        o->findings->str, "least warn 2024-12 still: few has 5 assigned posts; at least 6 are required (standing since "
                          "2020-12)\n"));
    g_assert_true(g_str_has_suffix(o->breaches->str, "least below-minimum 5 of 6 since 2020-12\n"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    outcome_load();
    g_test_add_func("/law/grace-ends", test_a_grace_ends);
    g_test_add_func("/law/grace-ends-beside-a-step", test_the_end_of_a_grace_vetoes_no_step);
    g_test_add_func("/law/worse", test_a_known_breach_made_worse);
    g_test_add_func("/law/added-in-grace", test_added_in_a_grace);
    g_test_add_func("/law/replaced-in-grace", test_replaced_in_a_grace);
    g_test_add_func("/law/in-force-late", test_in_force_after_the_merger);
    g_test_add_func("/law/minimum", test_further_below_a_minimum);
    int result = g_test_run();
    outcome_unload();
    return result;
}
