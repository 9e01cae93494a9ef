// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* With a spread of 0 each open item takes the median. */
#define PROGRAMME                                                                                                      \
    "id,lead,begins,due,state_at,done,dropped,depends\n"                                                               \
    "a,fin,,2021-06,,2021-03,,\n"   /* reported */                                                                     \
    "b,fin,,2021-04,,,,\n"          /* begins with the run: done in 2021-06, late from 2021-05 */                      \
    "c,plan,2021-03,2021-12,,,,a\n" /* done in 2021-09 */                                                              \
    "d,plan,,,2021-08,,,\n"         /* open in August, so done in 2022-02 */                                           \
    "e,plan,,,,,,b; c\n"            /* after both: 2022-03 */                                                          \
    "f,board,,2021-06,,,2021-05,\n" /* dropped */                                                                      \
    "g,board,,,,,,f\n"              /* waits for what was dropped */

static Harness *
town(void)
{
    Harness *h = harness_new("work-programme");
    harness_month(h, "2020-12");
    harness_units(h, "id,name,type,parent\ntown,Town,town,\nfin,Finance,room,town\nplan,Planning,room,town\n"
                     "board,Board,board,\n");
    return h;
}

static gboolean
go(Harness *h, const char *month, const char *items)
{
    return harness_call(h, "work-programme", month, "items", items, "median", "6", "spread", "0", NULL);
}

static void
expect_counts(Harness *h, const char *month, double done, double late, double dropped, double done_late)
{
    go(h, month, PROGRAMME);
    g_assert_cmpstr(harness_error(h), ==, "");
    g_assert_cmpfloat(harness_measured(h, "items-led", NULL), ==, 7);
    g_assert_cmpfloat(harness_measured(h, "items-done", NULL), ==, done);
    g_assert_cmpfloat(harness_measured(h, "items-late", NULL), ==, late);
    g_assert_cmpfloat(harness_measured(h, "items-dropped", NULL), ==, dropped);
    g_assert_cmpfloat(harness_measured(h, "items-done-late", NULL), ==, done_late);
}

static void
test_months(void)
{
    g_autoptr(Harness) h = town();
    expect_counts(h, "2021-02", 0, 0, 0, 0);
    expect_counts(h, "2021-03", 1, 0, 0, 0);
    expect_counts(h, "2021-04", 1, 0, 0, 0);
    expect_counts(h, "2021-05", 1, 1, 1, 0);
    expect_counts(h, "2021-06", 2, 0, 1, 1);
    expect_counts(h, "2021-08", 2, 0, 1, 1);
    expect_counts(h, "2021-09", 3, 0, 1, 1);
    expect_counts(h, "2022-01", 3, 0, 1, 1);
    expect_counts(h, "2022-02", 4, 0, 1, 1);
    expect_counts(h, "2022-03", 5, 0, 1, 1);
    expect_counts(h, "2030-12", 5, 0, 1, 1);
    g_assert_cmpfloat(harness_measured(h, "items-done", "plan"), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "items-led", "board"), ==, 2);
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit fin: Finance has 1 items that were due by 2021-04 and are not done\n");
}

static double
kept(Harness *h, const char *attribute, const char *unit)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), ORG_UNITS, attribute);
    g_assert_nonnull(found);
    return found->number[harness_unit(h, unit)];
}

/* The state stands in attributes of who leads; a programme with a name has its own. Nothing new is no act. */
static void
test_attributes(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2021-06", PROGRAMME));
    g_assert_cmpfloat(kept(h, "work-programme.items", "fin"), ==, 2);
    g_assert_cmpfloat(kept(h, "work-programme.done", "fin"), ==, 2);
    g_assert_cmpfloat(kept(h, "work-programme.done-late", "fin"), ==, 1);
    g_assert_cmpfloat(kept(h, "work-programme.dropped", "board"), ==, 1);
    g_assert_true(isnan(kept(h, "work-programme.items", "town")));
    harness_forget(h);
    g_assert_true(go(h, "2021-07", PROGRAMME));
    harness_expect(h, HARNESS_ACTS, "acts\n");
    g_assert_true(
        harness_call(h, "work-programme", "2021-08", "items", PROGRAMME, "median", "6", "name", "city", NULL));
    g_assert_cmpfloat(kept(h, "work-programme.city.items", "plan"), ==, 3);
}

static void
test_successor(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2021-03", PROGRAMME));
    harness_forget(h);
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "fin"), harness_unit(h, "plan"), NULL));
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "board"), ORG_NONE, NULL));
    g_assert_true(go(h, "2021-04", PROGRAMME));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit plan: 2 items that Finance led pass to Planning\n"
                   "  warn unit board: 2 items that Board led are dropped: no unit took over\n");
    g_assert_cmpfloat(kept(h, "work-programme.items", "plan"), ==, 5);
    g_assert_true(isnan(kept(h, "work-programme.items", "fin")));
    g_assert_cmpfloat(harness_measured(h, "items-dropped", NULL), ==, 2);
    harness_forget(h);
    g_assert_true(go(h, "2021-05", PROGRAMME));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit plan: Planning has 1 items that were due by 2021-04 and are not done\n");
}

/* Four hundred items with a median of 12 months and a spread of 0.5: half are done within a year, and within e^-0.5 and e^0.5 of it
 * 68.3 %. What is drawn of an item depends on its id alone. */
static void
test_draws(void)
{
    g_autoptr(Harness) h = town(), other = town();
    g_autoptr(GString) items = g_string_new("id,lead\n"), turned = g_string_new("id,lead\n");
    for (int i = 0; i < 400; i++) {
        g_string_append_printf(items, "i%d,fin\n", i);
        g_string_append_printf(turned, "i%d,fin\n", 399 - i);
    }
    g_assert_true(harness_call(h, "work-programme", "2021-12", "items", items->str, "median", "12", NULL));
    g_assert_cmpfloat(harness_measured(h, "items-done", NULL), >, 200 - 50);
    g_assert_cmpfloat(harness_measured(h, "items-done", NULL), <, 200 + 50);
    g_assert_true(harness_call(other, "work-programme", "2021-12", "items", turned->str, "median", "12", NULL));
    g_assert_cmpfloat(harness_measured(h, "items-done", NULL), ==, harness_measured(other, "items-done", NULL));
    g_assert_true(harness_call(h, "work-programme", "2022-07", "items", items->str, "median", "12", NULL));
    g_assert_cmpfloat(harness_measured(h, "items-done", NULL), >, 400 * 0.841 - 40);
    g_assert_cmpfloat(harness_measured(h, "items-done", NULL), <, 400 * 0.841 + 40);
}

static void
refuse(const char *items, const char *sentence)
{
    g_autoptr(Harness) h = town();
    g_assert_false(go(h, "2021-01", items));
    g_assert_nonnull(strstr(harness_error(h), sentence));
}

static void
test_refusals(void)
{
    refuse("id,lead\na,fin\na,plan\n", "two items are called \"a\"");
    refuse("id,lead\n,fin\n", "row 1 of `items` has no id");
    refuse("id,lead\na,\n", "item \"a\" has no unit");
    refuse("id,lead,done,dropped\na,fin,2021-01,2021-02\n", "item \"a\" is both done and dropped");
    refuse("id,lead,depends\na,fin,x;a\n", "item \"a\" waits for \"x\", which no item is called");
    refuse("id,lead,depends\na,fin,b\nb,fin,a\n", "item \"a\" waits for itself");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/work-programme/months", test_months);
    g_test_add_func("/work-programme/attributes", test_attributes);
    g_test_add_func("/work-programme/successor", test_successor);
    g_test_add_func("/work-programme/draws", test_draws);
    g_test_add_func("/work-programme/refusals", test_refusals);
    return g_test_run();
}
