// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("change-cost");
    harness_units(h, "id,type,parent,building\ntown,town,,hall\na,room,town,old\nb,room,town,old\nc,room,town,new\n");
    harness_posts(h, "id,unit\np1,a\np2,a\np3,b\np4,c\n");
    harness_baseline(h, "start");
    return h;
}

/* Room a goes into b, then b into c: p1 and p2 move twice, p3 once, two units close, one building is given up. */
static void
merge(Harness *h)
{
    Org *org = harness_org(h);
    const OrgRow moved[] = { harness_post(h, "p1"), harness_post(h, "p2"), harness_post(h, "p3") };
    g_assert_true(org_move_posts(org, moved, 2, harness_unit(h, "b"), NULL));
    g_assert_true(org_close_unit(org, harness_unit(h, "a"), harness_unit(h, "b"), NULL));
    g_assert_true(org_move_posts(org, moved, 3, harness_unit(h, "c"), NULL));
    g_assert_true(org_close_unit(org, harness_unit(h, "b"), harness_unit(h, "c"), NULL));
}

/* As at the end of a month: what it brought is paid, then the figures are measured. */
static void
end_month(Harness *h, const char *month)
{
    for (int settles = 1; settles >= 0; settles--) {
        harness_spec(h)->settles = settles != 0;
        if (!harness_call(h, "change-cost", month, "per_moved_post", "5", "per_closed_unit", "7", "per_building", "11",
                          NULL))
            g_error("%s", harness_error(h));
    }
}

static void
test_nothing_changed(void)
{
    g_autoptr(Harness) h = town();
    end_month(h, "2021-12");
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 0);
    g_assert_cmpuint(harness_org(h)->payments->len, ==, 0);
}

static void
test_upheaval(void)
{
    g_autoptr(Harness) h = town();
    merge(h);
    end_month(h, "2021-12");
    g_assert_cmpint(harness_org(h)->totals.paid, ==, 50);
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  moving = 25\n"
                   "  closing = 25\n"
                   "  cost = 50\n"
                   "  severance = 0\n"
                   "  other = 0\n"
                   "  people-paid = 0\n"
                   "  posts-moved = 5\n"
                   "  units-closed = 2\n"
                   "  buildings-given-up = 1\n");
}

/* A building that has a number for a name is given up like others. */
static void
test_numbered(void)
{
    g_autoptr(Harness) h = harness_new("change-cost");
    harness_units(h, "id,type,parent,building\ntown,town,,9\na,room,town,1\nb,room,town,1\nc,room,town,2\n");
    harness_posts(h, "id,unit\np1,a\np2,a\np3,b\np4,c\n");
    harness_baseline(h, "start");
    merge(h);
    end_month(h, "2021-12");
    g_assert_cmpfloat(harness_measured(h, "buildings-given-up", NULL), ==, 1);
    g_assert_cmpint(harness_org(h)->totals.paid, ==, 50);
}

/* What people were paid counts whether they are there or not, once a person; what nobody was paid counts, too. */
static void
test_ledger(void)
{
    g_autoptr(Harness) h = town();
    Org *org = harness_org(h);
    const OrgRow people[] = { harness_person(h, "h-p1"), harness_person(h, "h-p2"), harness_person(h, "h-p1") };
    const gint64 paid[] = { 744778125, 1000, 7 }, rent[] = { 500 };
    const OrgMonth when[] = { org->month };
    g_assert_true(org_pay(org, people, paid, 3, 0, "severance", NULL));
    g_assert_true(org_pay(org, NULL, rent, 1, 1, "rent", NULL));
    g_assert_true(org_leave(org, people, when, 1, org->month - 1, "streamlined", NULL));
    g_assert_true(harness_call(h, "change-cost", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "severance", NULL), ==, 744779132);
    g_assert_cmpfloat(harness_measured(h, "other", NULL), ==, 500);
    g_assert_cmpfloat(harness_measured(h, "people-paid", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 744779632);
}

/* A post that moved and is closed, or moves on, and a building that is used again give nothing back. */
static void
test_nothing_falls(void)
{
    g_autoptr(Harness) h = town();
    Org *org = harness_org(h);
    merge(h);
    end_month(h, "2021-12");
    org->month++;
    const OrgRow moved[] = { harness_post(h, "p1"), harness_post(h, "p2") };
    OrgRow again = ORG_NONE;
    g_assert_true(org_close_posts(org, moved, 1, NULL));
    g_assert_true(org_open_unit(org, harness_unit(h, "town"), 0, "d", "D", &again, NULL));
    const OrgWord old[] = { org_dict_add(org->dict, "old", -1) };
    g_assert_true(org_set_words(org, ORG_UNITS, "building", &again, old, 1, NULL));
    g_assert_true(org_move_posts(org, moved + 1, 1, again, NULL));
    end_month(h, "2022-12");
    g_assert_cmpfloat(harness_measured(h, "posts-moved", NULL), ==, 6);
    g_assert_cmpfloat(harness_measured(h, "moving", NULL), ==, 5); /* that of the month */
    g_assert_cmpfloat(harness_measured(h, "closing", NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 55);
    end_month(h, "2023-01");
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 55);
}

/* A unit that leaves its building and comes back has given it up once. */
static void
test_coming_back(void)
{
    g_autoptr(Harness) h = town();
    OrgRow c = harness_unit(h, "c");
    const OrgWord places[] = { org_dict_add(harness_org(h)->dict, "old", -1),
                               org_dict_add(harness_org(h)->dict, "new", -1) };
    g_assert_true(org_set_words(harness_org(h), ORG_UNITS, "building", &c, &places[0], 1, NULL));
    end_month(h, "2021-11");
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 11);
    g_assert_true(org_set_words(harness_org(h), ORG_UNITS, "building", &c, &places[1], 1, NULL));
    end_month(h, "2021-12");
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 11);
}

/* Paying is what settle() is for. */
static void
test_measuring_pays_nothing(void)
{
    g_autoptr(Harness) h = town();
    merge(h);
    g_assert_true(harness_call(h, "change-cost", "2021-12", "per_moved_post", "5", NULL));
    g_assert_cmpfloat(harness_measured(h, "posts-moved", NULL), ==, 5);
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/change-cost/nothing", test_nothing_changed);
    g_test_add_func("/change-cost/upheaval", test_upheaval);
    g_test_add_func("/change-cost/numbered", test_numbered);
    g_test_add_func("/change-cost/ledger", test_ledger);
    g_test_add_func("/change-cost/nothing-falls", test_nothing_falls);
    g_test_add_func("/change-cost/coming-back", test_coming_back);
    g_test_add_func("/change-cost/measuring", test_measuring_pays_nothing);
    return g_test_run();
}
