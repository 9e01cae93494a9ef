// SPDX-License-Identifier: MIT
/* simplify and procedures: tables, shares, later months, what readers find, and every refusal. */
#include "harness.h"

#define PROCEDURES                                                                                                     \
    "unit,procedure,arrivals_month,minutes,deadline_days,cost,eligible,note\n"                                         \
    "w1,birth,10,30,5,20000,yes,a\n"                                                                                   \
    "w2,birth,20,30,5,20000,yes,b\n"                                                                                   \
    "w1,land,5,240,20,100000,no,\n"                                                                                    \
    "w2,id-card,2,60,7,,,\n"

static Harness *
town(void)
{
    Harness *h = harness_new("simplify");
    harness_units(h, "id,name,type,parent\n"
                     "t,Town,town,\n"
                     "w1,First Ward,ward,t\n"
                     "w2,Second Ward,ward,t\n");
    harness_posts(h, "id,unit\na,w1\nb,w2\n");
    return h;
}

static double
state(Harness *h, const char *name, const char *unit)
{
    const OrgAttribute *a = org_attribute_find(harness_org(h), ORG_UNITS, name);
    return a ? a->number[harness_unit(h, unit)] : NAN;
}

static void
measure(Harness *h, const char *month, const char *expected)
{
    harness_forget(h);
    g_assert_true(harness_call(h, "procedures", month, "procedures", PROCEDURES, NULL));
    harness_expect(h, HARNESS_MEASURES, expected);
}

/* Hours: (10 + 20)·30 + 5·240 + 2·60 = 2,220 minutes a month, 444 hours a year; cost 12·(30·20,000 + 5·100,000). Then birth takes 0.5 of
 * its minutes at w1 and 0.4 at w2: 150 + 240 + 1,200 + 120 = 1,710 a month, 342 hours. */
static void
test_table(void)
{
    g_autoptr(Harness) h = town();
    measure(h, "2022-06",
            "measures\n"
            "  share-simplified = 0\n"
            "  procedures = 3\n"
            "  simplified = 0\n"
            "  procedures-online = 0\n"
            "  procedures-ended = 0\n"
            "  compliance-cost = 13200000\n"
            "  hours = 444\n");
    g_assert_true(harness_call(h, "simplify", "2022-07", "procedures", PROCEDURES, "table",
                               "procedure,unit,minutes,cost,deadline,online\n"
                               "birth,,0.5,0.9,3,yes\n"
                               "birth,w2,0.8,,,\n",
                               NULL));
    g_assert_cmpfloat(state(h, "simplify.birth.minutes", "w1"), ==, 0.5);
    g_assert_cmpfloat(state(h, "simplify.birth.minutes", "w2"), ==, 0.4);
    g_assert_cmpfloat(state(h, "simplify.birth.cost", "w2"), ==, 0.9);
    g_assert_cmpfloat(state(h, "simplify.birth.days", "w1"), ==, 3);
    g_assert_cmpfloat(state(h, "simplify.birth.online", "w2"), ==, 1);
    g_assert_true(isnan(state(h, "simplify.birth.minutes", "t")));
    g_assert_cmpfloat(harness_measured(h, "procedures-simplified", NULL), ==, 1);
    measure(h, "2022-07",
            "measures\n"
            "  share-simplified = 0.3333333333333333\n"
            "  procedures = 3\n"
            "  simplified = 1\n"
            "  procedures-online = 1\n"
            "  procedures-ended = 0\n"
            "  compliance-cost = 12480000\n"
            "  hours = 342\n");
    /* Land ends: its cost and work go. */
    g_assert_true(
        harness_call(h, "simplify", "2022-08", "procedures", PROCEDURES, "table", "procedure,ended\nland,yes\n", NULL));
    measure(h, "2022-08",
            "measures\n"
            "  share-simplified = 0.6666666666666666\n"
            "  procedures = 3\n"
            "  simplified = 2\n"
            "  procedures-online = 1\n"
            "  procedures-ended = 1\n"
            "  compliance-cost = 6480000\n"
            "  hours = 102\n");
}

/* At one of two units only, a procedure is not simplified yet. */
static void
test_half(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "simplify", "2022-07", "procedures", PROCEDURES, "table",
                               "procedure,unit,minutes\nbirth,w1,0.5\n", NULL));
    g_assert_cmpfloat(harness_measured(h, "procedures-simplified", NULL), ==, 0);
    g_assert_true(harness_call(h, "simplify", "2022-08", "procedures", PROCEDURES, "table",
                               "procedure,unit,deadline\nbirth,w2,2\n", NULL));
    g_assert_cmpfloat(harness_measured(h, "procedures-simplified", NULL), ==, 1);
}

/* Work a month: land 1,200, birth 900, id-card 120. A third of three is one, then another, then the last. */
static void
test_share(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "simplify", "2022-07", "procedures", PROCEDURES, "share", "30%", NULL));
    g_assert_cmpfloat(state(h, "simplify.land.minutes", "w1"), ==, 0.8);
    g_assert_cmpfloat(state(h, "simplify.land.cost", "w1"), ==, 0.8);
    g_assert_true(isnan(state(h, "simplify.birth.minutes", "w1")));
    g_assert_true(
        harness_call(h, "simplify", "2022-08", "procedures", PROCEDURES, "share", "30%", "saves", "50%", NULL));
    g_assert_cmpfloat(state(h, "simplify.birth.minutes", "w2"), ==, 0.5);
    harness_forget(h);
    g_assert_true(harness_call(h, "simplify", "2022-09", "procedures", PROCEDURES, "share", "50%", NULL));
    harness_expect(h, HARNESS_ACTS | HARNESS_FINDINGS | HARNESS_MEASURES,
                   "acts\n"
                   "  2022-09 simplify set-numbers: its procedures are simplified\n"
                   "  2022-09 simplify set-numbers: its procedures are simplified\n"
                   "findings\n"
                   "  warn: Procedures that are not simplified yet: 1; 2 were to be.\n"
                   "measures\n"
                   "  procedures-simplified = 1\n");
}

/* Later rows wait; a unit that has closed meanwhile keeps its row, at which readers read. */
static void
test_later(void)
{
    g_autoptr(Harness) h = town();
    const char *table = "procedure,at,minutes\nbirth,,0.9\nbirth,2023-01,0.5\n";
    harness_spec(h)->window_first = ORG_MONTH(2022, 7);
    harness_spec(h)->window_last = ORG_MONTH(2023, 1);
    g_assert_true(harness_call(h, "simplify", "2022-07", "procedures", PROCEDURES, "table", table, NULL));
    g_assert_cmpfloat(state(h, "simplify.birth.minutes", "w1"), ==, 0.9);
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2023, 1));
    OrgRow post = harness_post(h, "b"), unit = harness_unit(h, "w2");
    g_assert_true(org_move_posts(harness_org(h), &post, 1, harness_unit(h, "w1"), NULL));
    g_assert_true(org_close_unit(harness_org(h), unit, harness_unit(h, "w1"), NULL));
    g_assert_true(harness_call(h, "simplify", "2023-01", "procedures", PROCEDURES, "table", table, NULL));
    g_assert_cmpfloat(state(h, "simplify.birth.minutes", "w2"), ==, 0.45);
}

static void
refuses(Harness *h, const char *procedures, const char *key, const char *value, const char *sentence)
{
    g_assert_false(harness_call(h, "simplify", "2022-07", "procedures", procedures, key, value, NULL));
    g_assert_cmpstr(harness_error(h), ==, sentence);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    refuses(h, PROCEDURES, NULL, NULL, "Say what is simplified by either `table:` or `share:`.");
    refuses(h, "unit,procedure,minutes\nw9,birth,1\nw1,a b,1\nw1,land,-1\nw1,land,2\n", "share", "10%",
            "Row 1 of procedures: there is no unit \"w9\". Row 2 of procedures: \"a b\" cannot be the name of a "
            "procedure: letters, digits and hyphens, at most 64 bytes. Row 3 of procedures: a number of \"land\" is "
            "below 0. The procedure \"land\" stands twice for \"w1\". Nothing was changed.");
    refuses(h, PROCEDURES, "table",
            "procedure,unit,minutes,cost,deadline\nbirth,,0,-1,\nmoon,,,,\nland,w2,,,\nland,,,,-3\n",
            "Row 1 of table: a factor on minutes lies above 0, as 0.7 does. Row 1 of table: a factor on cost lies "
            "above 0, as 0.7 does. Row 2 of table: no procedure \"moon\" stands in `procedures:`. Row 3 of table: no "
            "procedure \"land\" of \"w2\" stands in `procedures:`. Row 4 of table: a deadline is not below 0 days. "
            "Nothing was changed.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/simplify/table", test_table);
    g_test_add_func("/simplify/half", test_half);
    g_test_add_func("/simplify/share", test_share);
    g_test_add_func("/simplify/later", test_later);
    g_test_add_func("/simplify/refusals", test_refusals);
    return g_test_run();
}
