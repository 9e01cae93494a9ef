// SPDX-License-Identifier: MIT
/* head-of-each-unit: passes, warns, vetoes, a grace that ends, what counts. */
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("head-of-each-unit");
    harness_units(h, "id,name,type,parent\n"
                     "t,Town,town,\n"
                     "fin,Finance,room,t\n"
                     "plan,Planning,room,t\n"
                     "void,Void,room,t\n");
    harness_posts(h, "id,unit,rank,held\n"
                     "m,t,head,yes\n"
                     "f1,fin,head,no\n"
                     "f2,fin,staff,yes\n"
                     "p1,plan,deputy,yes\n");
    return h;
}

static void
expect(Harness *h, const char *month, const char *key, const char *value, const char *other, const char *text,
       const char *findings)
{
    harness_forget(h);
    g_assert_true(harness_call(h, "head-of-each-unit", month, key, value, other, text, NULL));
    harness_expect(h, HARNESS_FINDINGS, findings);
}

static void
test_counts(void)
{
    g_autoptr(Harness) h = town();
    expect(h, "2022-01", NULL, NULL, NULL, NULL,
           "findings\n"
           "  warn unit fin: Finance has no head who is present\n"
           "  warn unit plan: Planning has no head who is present\n");
    expect(h, "2022-02", "counts", "assigned", "basis", "the law",
           "findings\n"
           "  warn unit plan: Planning has no post of a head: the law\n");
    expect(h, "2022-03", "where", "id = 't'", "severity", "veto", "findings\n");
    expect(h, "2022-04", "where", "id = 'plan'", "severity", "veto",
           "findings\n"
           "  veto unit plan: Planning has no head who is present\n");
    expect(h, "2022-05", "where", "id = 'plan'", "severity", "note",
           "findings\n"
           "  note unit plan: Planning has no head who is present\n");
}

/* Three months: noted until the end of March, a veto in April, the same in each month after. */
static void
test_grace(void)
{
    g_autoptr(Harness) h = town();
    static const char *const months[] = { "2022-01", "2022-03", "2022-04" };
    for (guint i = 0; i < G_N_ELEMENTS(months); i++) {
        harness_forget(h);
        g_assert_true(harness_call(h, "head-of-each-unit", months[i], "where", "id = 'fin'", "grace", "3", "severity",
                                   "veto", NULL));
        harness_expect(h, HARNESS_FINDINGS,
                       i < 2 ? "findings\n  note unit fin: Finance has no head who is present\n"
                             : "findings\n  veto unit fin: Finance has no head who is present\n");
        g_assert_cmpint(harness_woken(h), ==, i < 2 ? ORG_MONTH(2022, 4) : ORG_OPEN);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/head-of-each-unit/counts", test_counts);
    g_test_add_func("/head-of-each-unit/grace", test_grace);
    return g_test_run();
}
