// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("attribute");
    harness_units(h, "id,type,done,items,building\ntown,town,,,\na,room,2,4,A\nb,room,3,4,\nc,board,-1,,B\n");
    harness_posts(h, "id,unit,rank,held,load\np1,town,head,yes,0.5\np2,a,staff,no,1.5\np3,a,staff,yes,\n");
    return h;
}

static double
read_value(Harness *h, const char *key, const char *value)
{
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "done", key, value, NULL));
    return harness_measured(h, "value", NULL);
}

static void
test_each_way(void)
{
    g_autoptr(Harness) h = town();
    g_assert_cmpfloat(read_value(h, "what", "sum"), ==, 4);
    g_assert_cmpfloat(read_value(h, "what", "least"), ==, -1);
    g_assert_cmpfloat(read_value(h, "what", "most"), ==, 3);
    g_assert_cmpfloat(read_value(h, "what", "count"), ==, 3);
    g_assert_cmpfloat_with_epsilon(read_value(h, "what", "mean"), 4 / 3.0, 1e-12);
    g_assert_cmpfloat(read_value(h, "of", "items"), ==, 0.5);
    g_assert_cmpfloat(read_value(h, "units", "a,b"), ==, 5);
    g_assert_cmpfloat(read_value(h, "units", "where type = 'board'"), ==, -1);
    g_assert_cmpfloat(harness_measured(h, "rows-with-it", NULL), ==, 1);
}

static void
test_other_tables(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "load", "table", "posts", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  value = 2\n  rows-with-it = 2\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "load", "posts", "where vacant", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  value = 1.5\n  rows-with-it = 1\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "none", "table", "people", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  value = 0\n  rows-with-it = 0\n");
}

/* What is closed holds it still, and is not counted. */
static void
test_closed(void)
{
    g_autoptr(Harness) h = town();
    g_assert_cmpfloat(read_value(h, "what", "sum"), ==, 4);
    OrgRow b = harness_unit(h, "b");
    g_autoptr(GError) error = NULL;
    g_assert_true(org_close_unit(harness_org(h), b, ORG_NONE, &error));
    g_assert_cmpfloat(read_value(h, "what", "sum"), ==, 1);
}

static void
test_absent_and_words(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "none", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  value = 0\n  rows-with-it = 0\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "none", "what", "mean", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  rows-with-it = 0\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "done", "of", "none", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  rows-with-it = 3\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "attribute", "2021-12", "name", "building", "what", "count", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  value = 2\n  rows-with-it = 2\n");
}

static void
refuse(Harness *h, const char *sentence, const char *key, const char *value, const char *other, const char *its)
{
    g_assert_false(harness_call(h, "attribute", "2021-12", "name", "done", key, value, other, its, NULL));
    g_assert_nonnull(strstr(harness_error(h), sentence));
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    refuse(h, "reads one table", "units", "a", "posts", "p1");
    refuse(h, "reads one table", "table", "people", "units", "a");
    refuse(h, "`of` is of sums", "what", "mean", "of", "items");
    g_assert_false(harness_call(h, "attribute", "2021-12", "name", "building", NULL));
    g_assert_nonnull(strstr(harness_error(h), "\"building\" holds words"));
    g_assert_false(harness_call(h, "attribute", "2021-12", "name", "", NULL));
    g_assert_nonnull(strstr(harness_error(h), "`name` is empty"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attribute/each-way", test_each_way);
    g_test_add_func("/attribute/other-tables", test_other_tables);
    g_test_add_func("/attribute/closed", test_closed);
    g_test_add_func("/attribute/absent-and-words", test_absent_and_words);
    g_test_add_func("/attribute/refusals", test_refusals);
    return g_test_run();
}
