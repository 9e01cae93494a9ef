// SPDX-License-Identifier: MIT
/* headcount-cut: where people are placed whose posts were closed. */
#include "harness.h"

static Harness *
three_rooms(void)
{
    Harness *h = harness_new("headcount-cut");
    harness_units(h, "id,type,parent\ntown,town,\na,room,town\nb,room,town\nc,room,town\n");
    harness_posts(h, "id,unit,rank,category,held,born,sex,hired,rating\n"
                     "a1,a,head,civil-servant,yes,1970-01,M,1995-01,3\n"
                     "a2,a,staff,civil-servant,yes,1965-01,M,1990-01,2\n"
                     "a5,a,staff,civil-servant,no,,,,\n"
                     "a6,a,staff,civil-servant,yes,1990-01,M,2015-01,5\n"
                     "b1,b,head,civil-servant,yes,1972-01,F,1996-01,3\n"
                     "b2,b,staff,civil-servant,yes,1988-01,M,2018-01,3\n"
                     "b3,b,staff,civil-servant,no,,,,\n"
                     "b4,b,staff,civil-servant,no,,,,\n"
                     "c1,c,head,civil-servant,no,,,,\n"
                     "c2,c,staff,contract,yes,1992-01,F,2020-01,0\n");
    return h;
}

/* Of the set itself no vacancy is left; elsewhere there is one, in the room of the one who is cut or in another. */
static void
test_place_in(void)
{
    g_autoptr(Harness) none = three_rooms(), h = three_rooms(), other = three_rooms();
    const char *room = "unit = 'a' and rank = 'staff'";
    g_assert_true(harness_call(none, "headcount-cut", "2022-12", "where", room, "by", "2", "order", "junior-first",
                               "surplus", "place-only", NULL));
    g_assert_cmpfloat(harness_measured(none, "placed", NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(none, "surplus", NULL), ==, 1);

    g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", room, "by", "2", "order", "junior-first",
                               "surplus", "place-only", "place_in", "b3,b4", NULL));
    g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "a6")], !=, ORG_OPEN);
    g_assert_cmpfloat(harness_measured(h, "placed", NULL), ==, 1);
    g_assert_cmpuint(harness_org(h)->posts.holder[harness_post(h, "b3")], !=, ORG_NONE);

    g_assert_true(harness_call(other, "headcount-cut", "2022-12", "where", room, "by", "2", "order", "junior-first",
                               "surplus", "place-only", "place_in", "b4,c1", NULL));
    g_assert_cmpuint(harness_org(other)->posts.holder[harness_post(other, "b4")], !=, ORG_NONE);
    g_assert_cmpuint(harness_org(other)->posts.holder[harness_post(other, "c1")], ==,
                     ORG_NONE); /* vacant, of another rank */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/headcount-cut-place/place-in", test_place_in);
    return g_test_run();
}
