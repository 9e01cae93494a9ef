// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("min-staff");
    harness_units(h, "id,name,type,parent\n"
                     "so,Department,so,\n"
                     "a,Room A,room,so\n"
                     "b,Room B,room,so\n"
                     "sub,Sub-department,sub-department,so\n"
                     "s1,Its room,sub-room,sub\n"
                     "empty,Empty room,room,so\n");
    harness_posts(h, "id,unit,category,fte,n,held\n"
                     "pa,a,civil-servant,1,7,5\n"
                     "pb,b,civil-servant,1,6,6\n"
                     "half,b,civil-servant,0.5,1,1\n"
                     "ps,sub,civil-servant,1,7,7\n"
                     "ps1,s1,civil-servant,1,5,5\n"
                     "drivers,s1,contract,1,2,2\n");
    return h;
}

static void
test_assigned(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(
        harness_call(h, "min-staff", "2021-12", "where", "type = 'room'", "at_least", "7", "basis", "Art. 5", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit b: Room B has 6.5 assigned posts; at least 7 are required: Art. 5\n"
                   "  veto unit empty: Empty room has 0 assigned posts; at least 7 are required: Art. 5\n");
}

static void
test_present(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "min-staff", "2021-12", "where", "id = 'a'", "at_least", "6", "counts", "present",
                               "severity", "warn", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit a: Room A has 5 staff present; at least 6 are required\n");
}

static void
test_subtree_and_category(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "min-staff", "2021-12", "where", "id = 'sub'", "at_least", "14", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    g_assert_true(harness_call(h, "min-staff", "2021-12", "where", "id = 'sub'", "at_least", "12", "category",
                               "civil-servant", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    g_assert_true(harness_call(h, "min-staff", "2021-12", "where", "id = 'sub'", "at_least", "12", "within", "unit",
                               "severity", "note", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit sub: Sub-department has 7 assigned posts; at least 12 are required\n");
}

/* Below the minimum, and then further: how long it has been so is said. */
static void
test_further(void)
{
    g_autoptr(Harness) h = town();
    const char *const where = "id = 'b'";
    g_assert_true(harness_call(h, "min-staff", "2021-12", "where", where, "at_least", "7", NULL));
    g_assert_true(harness_call(h, "min-staff", "2021-12", "where", where, "at_least", "7", NULL));
    const OrgRow posts[] = { harness_post(h, "pb#1"), harness_post(h, "pb#2") };
    harness_month(h, "2022-02");
    g_assert_true(org_close_posts(harness_org(h), posts, 2, NULL));
    g_assert_true(harness_call(h, "min-staff", "2022-02", "where", where, "at_least", "7", NULL));
    g_assert_true(harness_call(h, "min-staff", "2022-02", "where", where, "at_least", "5", "counts", "present", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit b: Room B has 6.5 assigned posts; at least 7 are required\n"
                   "  veto unit b: Room B has 6.5 assigned posts; at least 7 are required\n"
                   "  veto unit b: Room B has 4.5 assigned posts; at least 7 are required (standing since 2021-12)\n"
                   "  veto unit b: Room B has 4.5 staff present; at least 5 are required (standing since 2021-12)\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/min-staff/assigned", test_assigned);
    g_test_add_func("/min-staff/present", test_present);
    g_test_add_func("/min-staff/subtree", test_subtree_and_category);
    g_test_add_func("/min-staff/further", test_further);
    return g_test_run();
}
