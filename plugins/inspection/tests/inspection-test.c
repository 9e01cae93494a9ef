// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("inspection");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent,risk\ntown,town,,\na,room,town,1\nb,room,town,3\nc,room,town,2\nd,room,town,\n");
    harness_posts(h, "id,unit,rank\na1,a,head\na2,a,staff\nb1,b,head\nc1,c,head\nd1,d,head\n");
    return h;
}

static double
kept(Harness *h, guint table, const char *attribute, OrgRow row)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), table, attribute);
    return found ? found->number[row] : NAN;
}

static double
of_unit(Harness *h, const char *attribute, const char *unit)
{
    return kept(h, ORG_UNITS, attribute, harness_unit(h, unit));
}

#define ROOMS "where type = 'room'"

/* Four a year, the riskiest first: one in March, June, September and December, none twice; then anew. */
static void
test_order(void)
{
    g_autoptr(Harness) h = town();
    const char *streams = "stream,of,number,order\nchecks,units,4,risk\n";
    static const char *const turn[] = { "b", "c", "a", "d" };
    static const char *const months[] = { "2021-03", "2021-06", "2021-09", "2021-12" };
    for (int i = 0; i < 4; i++) {
        g_assert_true(harness_call(h, "inspection", months[i], "streams", streams, "units", ROOMS, NULL));
        g_assert_cmpfloat(harness_measured(h, "inspected-checks", NULL), ==, 1);
        g_assert_cmpfloat(of_unit(h, "inspection.checks.checked", turn[i]), ==, 1);
        g_assert_cmpfloat(of_unit(h, "inspection.checks.month", turn[i]), ==, ORG_MONTH(2021, 3 * (i + 1)));
        g_assert_cmpfloat(of_unit(h, "inspection.checks.found", turn[i]), ==, 0);
    }
    g_assert_true(harness_call(h, "inspection", "2022-01", "streams", streams, "units", ROOMS, NULL));
    g_assert_cmpfloat(of_unit(h, "inspection.checks.checked", "b"), ==, 0);
    g_assert_true(harness_call(h, "inspection", "2022-03", "streams", streams, "units", ROOMS, NULL));
    g_assert_cmpfloat(of_unit(h, "inspection.checks.checked", "b"), ==, 1);
}

/* All five people, all found, all disciplined: for the months that follow. Counted at their units. */
static void
test_discipline(void)
{
    g_autoptr(Harness) h = town();
    const char *streams = "stream,of,number,signs,found,disciplined\ncases,people,5,1,1,1\nothers,units,1,1,0,1\n";
    g_assert_true(harness_call(h, "inspection", "2021-12", "streams", streams, "units", ROOMS, "months", "6", NULL));
    g_assert_cmpfloat(harness_measured(h, "disciplined-cases", NULL), ==, 5);
    g_assert_cmpfloat(harness_measured(h, "signs-others", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "violations-others", NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(h, "disciplined-others", NULL), ==, 0);
    g_assert_cmpfloat(of_unit(h, "inspection.cases.disciplined", "a"), ==, 2);
    double sum = 0;
    for (OrgRow p = 0; p < harness_org(h)->people.n; p++)
        sum += kept(h, ORG_PEOPLE, "discipline_until", p);
    /* floor(5 m / 12) rises in March, May, August, October and December. */
    g_assert_cmpfloat(sum, ==, 5.0 * ORG_MONTH(2021, 1) + (2 + 4 + 7 + 9 + 11) + 5 * 6);
    g_assert_true(isnan(of_unit(h, "discipline_until", "a")));
    /* What a closed unit has of the year goes on with its successor. */
    OrgRow a1[] = { harness_post(h, "a1"), harness_post(h, "a2") };
    g_assert_true(org_close_posts(harness_org(h), a1, 2, NULL));
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "a"), harness_unit(h, "b"), NULL));
    harness_month(h, "2021-11");
    g_assert_true(harness_call(h, "inspection", "2021-12", "streams", streams, "units", ROOMS, NULL));
    g_assert_cmpfloat(of_unit(h, "inspection.cases.disciplined", "b"), ==, 3);
}

/* More than there are: a warning says so, and nobody is checked twice. */
static void
test_short(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(
        harness_call(h, "inspection", "2021-12", "streams", "stream,of,number\nx,units,24\n", "units", ROOMS, NULL));
    g_assert_cmpfloat(harness_measured(h, "inspected-x", NULL), ==, 4);
    g_autofree char *text = harness_text(h, HARNESS_FINDINGS);
    g_assert_nonnull(strstr(text, "stream \"x\" was to check 2 in the month; only 0 were left in the year"));
}

/* Of 1,000 people 600 are checked, and half of those have signs: 300, within five standard deviations of 12.2. Streams draw apart. */
static void
test_chance(void)
{
    g_autoptr(Harness) h = harness_new("inspection");
    harness_month(h, "2020-12");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,rank,n\np,t,staff,1000\n");
    const char *streams = "stream,of,number,signs\none,people,600,0.5\ntwo,people,600,0.5\n";
    g_assert_true(harness_call(h, "inspection", "2021-12", "streams", streams, NULL));
    g_assert_cmpfloat(harness_measured(h, "inspected-one", NULL), ==, 600);
    g_assert_cmpfloat(harness_measured(h, "signs-one", NULL), >, 300 - 62);
    g_assert_cmpfloat(harness_measured(h, "signs-one", NULL), <, 300 + 62);
    guint both = 0;
    for (OrgRow p = 0; p < 1000; p++)
        both += !isnan(kept(h, ORG_PEOPLE, "inspection.one.month", p)) &&
                !isnan(kept(h, ORG_PEOPLE, "inspection.two.month", p));
    g_assert_cmpuint(both, >, 360 - 50);
    g_assert_cmpuint(both, <, 360 + 50);
}

static void
refuse(const char *streams, const char *sentence)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "inspection", "2021-01", "streams", streams, NULL));
    g_assert_nonnull(strstr(harness_error(h), sentence));
}

static void
test_refusals(void)
{
    refuse("stream,of,number\n,units,1\n", "row 1 of `streams` has no name");
    refuse("stream,of,number\nx,units,1\nx,people,1\n", "two streams are called \"x\"");
    refuse("stream,of,number\nx,posts,1\n", "is of `units` or of `people`");
    refuse("stream,of,number\nx,units,-1\n", "checks fewer than none");
    refuse("stream,of,number,found\nx,units,1,1.5\n", "`found` of stream \"x\" is a share from 0 to 1");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inspection/order", test_order);
    g_test_add_func("/inspection/discipline", test_discipline);
    g_test_add_func("/inspection/short", test_short);
    g_test_add_func("/inspection/chance", test_chance);
    g_test_add_func("/inspection/refusals", test_refusals);
    return g_test_run();
}
