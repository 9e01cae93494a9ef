// SPDX-License-Identifier: MIT
/* close-offices and offices: which buildings stay, where units go, what is paid, and every refusal. */
#include "harness.h"

static Harness *
town(const char *a, const char *b, const char *c, const char *d)
{
    Harness *h = harness_new("close-offices");
    g_autofree char *units = g_strdup_printf("id,name,type,parent,building\n"
                                             "town,Town,town,,%s\n"
                                             "fin,Finance,room,town,%s\n"
                                             "plan,Planning,room,town,%s\n"
                                             "desk,Desk,team,plan,%s\n"
                                             "site,Site,team,plan,%s\n"
                                             "ghost,Ghost,room,town,%s\n",
                                             a, b, b, c, d, d);
    harness_units(h, units);
    harness_posts(h, "id,unit,n\n"
                     "m,town,1\n"
                     "f,fin,4\n"
                     "p,plan,2\n"
                     "d,desk,3\n"
                     "s,site,1\n");
    return h;
}

static const char *
building(Harness *h, const char *unit)
{
    const Org *org = harness_org(h);
    const OrgAttribute *a = org_attribute_find(org, ORG_UNITS, "building");
    return org_dict_text(org->dict, a->word[harness_unit(h, unit)]);
}

/* Posts: hall 1, east 6, west 3, shed 1. The two largest stay; the unit above the site is in one of them. */
static void
test_largest(void)
{
    g_autoptr(Harness) h = town("hall", "east", "west", "shed");
    g_assert_true(harness_call(h, "office-buildings", "2022-06", "buildings",
                               "building,rent\nhall,100\neast,200\nwest,50\nshed,30\n", NULL));
    g_assert_true(harness_call(h, "close-offices", "2022-07", "where", "1", "number", "50%", "buildings",
                               "building,cost,to\nshed,1000000,\nhall,500000,west\n", NULL));
    g_assert_cmpstr(building(h, "town"), ==, "west");
    g_assert_cmpstr(building(h, "site"), ==, "east");
    g_assert_cmpstr(building(h, "ghost"), ==, "east"); /* not used by posts, but it does not stay behind */
    g_assert_cmpint(harness_org(h)->totals.paid, ==, 1500000);
    /* In the month itself the rent still runs: 380; then 250. */
    g_assert_true(harness_call(h, "office-buildings", "2022-07", "buildings",
                               "building,rent\nhall,100\neast,200\nwest,50\nshed,30\n", NULL));
    g_assert_true(harness_call(h, "office-buildings", "2022-08", "buildings",
                               "building,rent\nhall,100\neast,200\nwest,50\nshed,30\n", NULL));
    harness_expect(h, HARNESS_ACTS | HARNESS_FINDINGS | HARNESS_MEASURES,
                   "acts\n"
                   "  2022-07 close-offices set-words: its building is closed\n"
                   "  2022-07 close-offices set-words: its building is closed\n"
                   "  2022-07 close-offices set-numbers: its building is closed\n"
                   "  2022-07 close-offices pay: buildings are closed\n"
                   "findings\n"
                   "measures\n"
                   "  in-use = 4\n"
                   "  given-up = 0\n"
                   "  rent = 380\n"
                   "  closing-cost = 1500000\n"
                   "  buildings-before = 4\n"
                   "  buildings-closed = 2\n"
                   "  units-rehoused = 3\n"
                   "  posts-rehoused = 2\n"
                   "  in-use = 2\n"
                   "  given-up = 2\n"
                   "  rent = 380\n"
                   "  in-use = 2\n"
                   "  given-up = 2\n"
                   "  rent = 250\n");
}

static void
test_list(void)
{
    g_autoptr(Harness) h = town("hall", "east", "west", "shed");
    g_assert_true(
        harness_call(h, "close-offices", "2022-07", "units", "plan,desk,site", "keep", "list", "list", "west", NULL));
    g_assert_cmpstr(building(h, "plan"), ==, "west");
    g_assert_cmpstr(building(h, "site"), ==, "west");
    g_assert_cmpstr(building(h, "ghost"), ==, "shed");
    /* The shed is closed: who else names it has no posts. Finance keeps the east house open. */
    harness_expect(
        h, HARNESS_FINDINGS | HARNESS_MEASURES,
        "findings\n"
        "  warn unit fin: The building that Finance uses stays open: units that were not chosen are there: 1\n"
        "measures\n"
        "  buildings-before = 3\n"
        "  buildings-closed = 1\n"
        "  units-rehoused = 2\n"
        "  posts-rehoused = 3\n");
    /* The rent of the month goes with who left: not with Finance, which sits in the east house. */
    g_assert_true(harness_call(h, "office-buildings", "2022-07", "where", "id = 'fin'", "buildings",
                               "building,rent\neast,200\nshed,30\n", NULL));
    g_assert_cmpfloat(harness_measured(h, "rent", NULL), ==, 200);
    harness_forget(h);
    g_assert_true(harness_call(h, "office-buildings", "2022-08", "where", "type = 'team'", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  in-use = 1\n"
                   "  given-up = 1\n"
                   "  rent = 0\n");
}

/* Buildings that are numbers. */
static void
test_numbers(void)
{
    g_autoptr(Harness) h = town("1", "2", "3", "4");
    g_assert_true(harness_call(h, "close-offices", "2022-07", "where", "type <> 'room'", "buildings",
                               "building,cost,to\n4,10,2\n", NULL));
    const OrgAttribute *a = org_attribute_find(harness_org(h), ORG_UNITS, "building");
    g_assert_cmpfloat(a->number[harness_unit(h, "site")], ==, 2);
    g_assert_cmpfloat(a->number[harness_unit(h, "town")], ==, 3);
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  closing-cost = 10\n"
                   "  buildings-before = 3\n"
                   "  buildings-closed = 2\n"
                   "  units-rehoused = 2\n"
                   "  posts-rehoused = 2\n");
}

static void
test_nothing(void)
{
    g_autoptr(Harness) h = town("hall", "east", "west", "shed");
    g_assert_true(harness_call(h, "close-offices", "2022-07", "units", "ghost", NULL));
    harness_expect(h, HARNESS_ACTS | HARNESS_FINDINGS,
                   "acts\n"
                   "findings\n"
                   "  note: None of the units chosen has posts and a building (attribute building).\n");
}

static void
refuses(Harness *h, const char *key, const char *value, const char *other, const char *text, const char *third,
        const char *more, const char *sentence)
{
    g_assert_false(harness_call(h, "close-offices", "2022-07", key, value, other, text, third, more, NULL));
    g_assert_cmpstr(harness_error(h), ==, sentence);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town("hall", "east", "west", "shed");
    refuses(h, "keep", "largest", NULL, NULL, NULL, NULL,
            "Say whose buildings are looked at by either `units:` or `where:`.");
    refuses(h, "where", "1", "keep", "list", "list", "hall, tower",
            "`list:` names the building \"tower\", in which none of the units chosen has posts.");
    refuses(h, "where", "1", "keep", "list", NULL, NULL,
            "No building would be kept; name one in `list:`, or give `number:` 1 or more.");
    refuses(h, "where", "1", "number", "0", NULL, NULL,
            "No building would be kept; name one in `list:`, or give `number:` 1 or more.");
    refuses(h, "where", "1", "buildings", "building,to\nhall,shed\n", NULL, NULL,
            "\"town\" would go to a building that is closed, too, or is none; mend the column to of `buildings:`.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/close-offices/largest", test_largest);
    g_test_add_func("/close-offices/list", test_list);
    g_test_add_func("/close-offices/numbers", test_numbers);
    g_test_add_func("/close-offices/nothing", test_nothing);
    g_test_add_func("/close-offices/refusals", test_refusals);
    return g_test_run();
}
