// SPDX-License-Identifier: MIT
/* autonomy-not-lowered: units that merge into one of a lower degree, or of none; one that is lowered itself; what stays or rises. */
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("autonomy-not-lowered");
    harness_also(h, "dissolve");
    harness_also(h, "autonomy");
    harness_units(h, "id,name,type,parent,autonomy_group\n"
                     "t,Town,town,,\n"
                     "a,Alpha,psu,t,2\n"
                     "b,Beta,psu,t,3\n"
                     "c,Gamma,psu,t,4\n"
                     "d,Delta,psu,t,\n");
    harness_posts(h, "id,unit\np,a\nq,b\nr,c\ns,d\n");
    return h;
}

static void
judge(Harness *h, const char *key, const char *value, const char *findings)
{
    harness_forget(h);
    g_assert_true(harness_call(h, "autonomy-not-lowered", "2022-01", key, value, NULL));
    harness_expect(h, HARNESS_FINDINGS, findings);
}

static void
test_merged(void)
{
    g_autoptr(Harness) h = town();
    judge(h, NULL, NULL, "findings\n"); /* no step has run */
    g_assert_true(harness_call(h, "dissolve", "2022-01", "units", "c", "to", "b", NULL));
    judge(h, NULL, NULL, "findings\n"); /* 3 and 4 become 3 */
    g_assert_true(harness_call(h, "dissolve", "2022-01", "units", "a", "to", "b", NULL));
    judge(h, NULL, NULL,
          "findings\n"
          "  warn unit b: Beta is in autonomy group 3; it or a unit that went into it was in group 2: Decree 120/2020 "
          "Art. 5.2\n");
    judge(h, "severity", "veto",
          "findings\n"
          "  veto unit b: Beta is in autonomy group 3; it or a unit that went into it was in group 2: Decree 120/2020 "
          "Art. 5.2\n");
    judge(h, "where", "id = 'd'", "findings\n");
    g_assert_true(harness_call(h, "dissolve", "2022-01", "units", "b", "to", "d", NULL));
    judge(h, "basis", "",
          "findings\n"
          "  warn unit d: Delta is in autonomy group 4; it or a unit that went into it was in group 3\n");
}

static void
test_itself(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "autonomy", "2022-01", "units", "c", "group", "3", NULL));
    judge(h, NULL, NULL, "findings\n"); /* it rises */
    g_assert_true(harness_call(h, "autonomy", "2022-01", "units", "b", "group", "4", NULL));
    judge(h, "severity", "note",
          "findings\n"
          "  note unit b: Beta is in autonomy group 4; it or a unit that went into it was in group 3: Decree 120/2020 "
          "Art. 5.2\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/autonomy-not-lowered/merged", test_merged);
    g_test_add_func("/autonomy-not-lowered/itself", test_itself);
    return g_test_run();
}
