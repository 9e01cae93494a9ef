// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* Somebody is placed in the head's post by a step: dual-post stands for any operator, here with a vacant second post. */
static Harness *
room(const char *rating)
{
    Harness *h = harness_new("qualified");
    harness_units(h, "id,type\nr,room\n");
    g_autofree char *posts = g_strdup_printf("id,  unit,rank, title, person,held,rating\n"
                                             "head,r,   head, Head,  ,      no,\n"
                                             "s,   r,   staff,Clerk, a,     yes, %s\n"
                                             "t,   r,   staff,Clerk, b,     yes, 4\n",
                                             rating);
    harness_posts(h, posts);
    return h;
}

/* As a step would: the rule sees the organisation before it. */
static void
appoint(Harness *h, const char *person)
{
    OrgRow row = harness_person(h, person), head = harness_post(h, "head");
    harness_step(h);
    g_assert_true(org_place(harness_org(h), &row, &head, 1, FALSE, NULL));
}

static void
set(Harness *h, const char *attribute, double month)
{
    OrgRow row = harness_person(h, "a");
    g_assert_true(org_set_numbers(harness_org(h), ORG_PEOPLE, attribute, &row, &month, 1, NULL));
}

#define RULE "min_rating", "3", "needs", "law", "grace", "12"

static void
test_passes(void)
{
    g_autoptr(Harness) h = room("3");
    set(h, "train.law", ORG_MONTH(2020, 1));
    set(h, "discipline_until", ORG_MONTH(2021, 1));
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    appoint(h, "a");
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
}

static void
test_vetoes(void)
{
    g_autoptr(Harness) low = room("2"), punished = room("4"), warned = room("2");
    set(punished, "discipline_until", ORG_MONTH(2021, 2));
    Harness *all[] = { low, punished, warned };
    for (gsize i = 0; i < 3; i++) {
        g_assert_true(harness_call(all[i], "qualified", "2021-02", "min_rating", "3", NULL));
        appoint(all[i], "a");
        g_assert_true(harness_call(all[i], "qualified", "2021-02", "min_rating", "3", "severity",
                                   i == 2 ? "warn" : "veto", "basis", "Programme 01", NULL));
    }
    harness_expect(low, HARNESS_FINDINGS,
                   "findings\n  veto post head: Head (head) is rated 2; at least 3 is required: Programme 01\n");
    harness_expect(punished, HARNESS_FINDINGS,
                   "findings\n  veto post head: Head (head) is under a penalty: Programme 01\n");
    harness_expect(warned, HARNESS_FINDINGS,
                   "findings\n  warn post head: Head (head) is rated 2; at least 3 is required: Programme 01\n");
}

/* Twelve months for the class; then it is what the severity says. */
static void
test_grace(void)
{
    g_autoptr(Harness) h = room("4");
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    appoint(h, "a");
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2022, 2));
    harness_expect(h, HARNESS_FINDINGS, "findings\n  note post head: Head (head) has not passed law\n");
    harness_forget(h);
    harness_calm(h);
    g_assert_true(harness_call(h, "qualified", "2022-01", RULE, NULL));
    g_assert_true(harness_call(h, "qualified", "2022-02", RULE, NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  note post head: Head (head) has not passed law\n  veto post head: Head (head) has not "
                   "passed law\n");
}

/* A rating that falls within the grace is not asked for, and takes nothing off the class that is lacking. */
static void
test_graver_later(void)
{
    g_autoptr(Harness) h = room("4");
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    appoint(h, "a");
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    harness_forget(h);
    harness_calm(h);
    harness_org(h)->people.rating[harness_person(h, "a")] = 1;
    g_assert_true(harness_call(h, "qualified", "2021-12", RULE, NULL));
    g_assert_true(harness_call(h, "qualified", "2022-02", RULE, NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  note post head: Head (head) has not passed law\n  veto post head: Head (head) has not "
                   "passed law\n");
}

/* Whoever led before is not asked, and a rating that falls later is no appointment. */
static void
test_not_asked(void)
{
    g_autoptr(Harness) h = room("4");
    appoint(h, "a");
    harness_calm(h);
    gint64 low = 1;
    OrgRow a = harness_person(h, "a");
    g_assert_true(org_set(harness_org(h), ORG_F_RATING, &a, &low, 1, NULL));
    g_assert_true(harness_call(h, "qualified", "2021-02", RULE, NULL));
    harness_step(h);
    g_assert_true(harness_call(h, "qualified", "2021-03", RULE, NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
}

static void
test_mistakes(void)
{
    g_autoptr(Harness) h = room("4");
    g_assert_false(harness_call(h, "qualified", "2021-02", "needs", ",", NULL));
    g_assert_nonnull(strstr(harness_error(h), "`needs:` names"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/qualified/passes", test_passes);
    g_test_add_func("/qualified/vetoes", test_vetoes);
    g_test_add_func("/qualified/grace", test_grace);
    g_test_add_func("/qualified/graver-later", test_graver_later);
    g_test_add_func("/qualified/not-asked", test_not_asked);
    g_test_add_func("/qualified/mistakes", test_mistakes);
    return g_test_run();
}
