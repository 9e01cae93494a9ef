// SPDX-License-Identifier: MIT
/* What stands against the rules: new, worse or known, since when; an evaluation that is not accepted leaves no trace. And
 * the months in which items want to be called again. */
#include "../../../engine/sim/breaches.h"
#include "../../../engine/sim/wakes.h"

static gboolean
say(OrgBreaches *b, OrgRow row, const char *code, guint severity, double value, double limit, OrgMonth now)
{
    OrgBreach said = { 1, ORG_UNITS, row, (char *) code, severity, value, limit, 0, 0, (OrgMessage *) "text" };
    return org_breaches_say(b, &said, now);
}

static void
test_new_and_worse(void)
{
    g_autoptr(OrgBreaches) b = org_breaches_new();
    g_assert_true(say(b, 3, "over-cap", ORG_NOTE, 6, 3, 100));
    org_breaches_accept(b);
    org_breaches_begin(b);
    g_assert_false(say(b, 3, "over-cap", ORG_NOTE, 6, 3, 101)); /* known */
    g_assert_false(say(b, 3, "over-cap", ORG_NOTE, 5, 3, 101)); /* better */
    g_assert_true(say(b, 3, "other", ORG_NOTE, 6, 3, 101));     /* another code */
    g_assert_true(say(b, 4, "over-cap", ORG_NOTE, 6, 3, 101));  /* another row */
    org_breaches_accept(b);
    g_assert_cmpuint(org_breaches_count(b), ==, 3);
    org_breaches_begin(b);
    g_assert_true(say(b, 3, "over-cap", ORG_VETO, 6, 3, 107)); /* its severity rises */
    org_breaches_accept(b);
    const OrgBreach *stands = org_breaches_find(b, 1, "over-cap", ORG_UNITS, 3);
    g_assert_cmpint(stands->since, ==, 100);
    g_assert_cmpint(stands->told, ==, 107);
    org_breaches_begin(b);
    g_assert_true(say(b, 3, "over-cap", ORG_VETO, 10, 3, 124)); /* further beyond */
    g_assert_true(say(b, 4, "over-cap", ORG_NOTE, 6, 3, 124));  /* it was gone in between */
    org_breaches_accept(b);
    g_assert_cmpint(org_breaches_find(b, 1, "over-cap", ORG_UNITS, 4)->since, ==, 124);
    g_assert_null(org_breaches_find(b, 1, "other", ORG_UNITS, 3));
}

/* Below a minimum, further is less. */
static void
test_minimum(void)
{
    g_autoptr(OrgBreaches) b = org_breaches_new();
    say(b, 3, "too-few", ORG_VETO, 4, 6, 100);
    org_breaches_accept(b);
    org_breaches_begin(b);
    g_assert_false(say(b, 3, "too-few", ORG_VETO, 5, 6, 101));
    org_breaches_begin(b);
    g_assert_true(say(b, 3, "too-few", ORG_VETO, 1, 6, 101));
    org_breaches_begin(b);
    g_assert_false(say(b, 3, "too-few", ORG_VETO, 4 - 1e-12, 6, 101)); /* rounding is no step */
    org_breaches_begin(b);
    g_assert_true(say(b, 3, "too-few", ORG_VETO, 4, 7, 101)); /* the law asks for more */
}

static void
test_not_accepted(void)
{
    g_autoptr(OrgBreaches) b = org_breaches_new();
    say(b, 3, "over-cap", ORG_VETO, 6, 3, 100);
    org_breaches_begin(b); /* the step was undone */
    g_assert_cmpuint(org_breaches_count(b), ==, 0);
    g_assert_true(say(b, 3, "over-cap", ORG_VETO, 6, 3, 101));
    org_breaches_accept(b);
    g_assert_cmpint(org_breaches_find(b, 1, "over-cap", ORG_UNITS, 3)->since, ==, 101);
}

/* Of two in one evaluation the graver is compared with later. */
static void
test_twice(void)
{
    g_autoptr(OrgBreaches) b = org_breaches_new();
    g_assert_true(say(b, 3, "over-cap", ORG_NOTE, 6, 3, 100));
    g_assert_true(say(b, 3, "over-cap", ORG_WARN, 5, 3, 100));
    org_breaches_accept(b);
    g_assert_cmpuint(org_breaches_count(b), ==, 1);
    g_assert_cmpuint(org_breaches_at(b, 0)->severity, ==, ORG_WARN);
    org_breaches_begin(b);
    g_assert_false(say(b, 3, "over-cap", ORG_WARN, 5, 3, 101));
}

static void
test_wakes(void)
{
    g_autoptr(OrgWakes) w = org_wakes_new();
    g_autoptr(GArray) months = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    const OrgMonth asked[] = { 110, 105 };
    g_array_append_vals(months, asked, 2);
    g_assert_cmpint(org_wakes_next(w, 100), ==, ORG_OPEN);
    org_wakes_add(w, 2, months);
    guint mark = org_wakes_mark(w);
    g_array_set_size(months, 1);
    org_wakes_add(w, 2, months); /* asked again: once */
    org_wakes_add(w, 4, months);
    g_assert_cmpint(org_wakes_next(w, 100), ==, 105);
    g_assert_cmpint(org_wakes_next(w, 105), ==, 110);
    g_assert_true(org_wakes_due(w, 4, 110) && org_wakes_due(w, 2, 110) && org_wakes_due(w, ORG_NONE, 105));
    g_assert_false(org_wakes_due(w, 4, 105) || org_wakes_due(w, ORG_NONE, 106));
    org_wakes_undo_to(w, mark);
    g_assert_true(org_wakes_due(w, 2, 110));
    g_assert_false(org_wakes_due(w, 4, 110));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sim/breaches/new-and-worse", test_new_and_worse);
    g_test_add_func("/sim/breaches/minimum", test_minimum);
    g_test_add_func("/sim/breaches/not-accepted", test_not_accepted);
    g_test_add_func("/sim/breaches/twice", test_twice);
    g_test_add_func("/sim/wakes", test_wakes);
    return g_test_run();
}
