// SPDX-License-Identifier: MIT
/* recharter, functions and like-functions: lists, posts that go along, later months, every refusal; a rule that passes, warns, vetoes. */
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("recharter");
    harness_units(h, "id,name,type,function,functions,parent\n"
                     "town,Town,town,,,\n"
                     "home,Home Affairs,dept,,staffing; religion;archives,town\n"
                     "eth,Ethnic Affairs,dept,ethnic,,town\n"
                     "soc,Social Affairs,dept,,labour;archives,town\n"
                     "rel,Religion Desk,room,religion,,home\n");
    harness_posts(h, "id,unit,rank,held,reports_to\n"
                     "h1,home,head,yes,\n"
                     "h2,home,staff,no,h1\n"
                     "h3,home,staff,yes,h1\n"
                     "h4,home,staff,yes,h1\n"
                     "e1,eth,head,yes,\n"
                     "s1,soc,staff,yes,\n");
    return h;
}

static const char *
functions_of(Harness *h, const char *unit)
{
    const Org *org = harness_org(h);
    const OrgAttribute *list = org_attribute_find(org, ORG_UNITS, "functions");
    return org_dict_text(org->dict, list->word[harness_unit(h, unit)]);
}

/* Two posts go along: held ones first, so h3 and h4 and not the vacant h2. */
static void
test_moves(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "recharter", "2022-07", "table",
                               "unit,function,action,to,posts,ids\n"
                               "home,religion,move,eth,2,\n"
                               "soc,archives,drop,,,\n"
                               "soc,children,add,,,\n"
                               "soc,labour,,home,,s1\n",
                               NULL));
    g_assert_cmpstr(functions_of(h, "home"), ==, "staffing;archives;labour");
    g_assert_cmpstr(functions_of(h, "eth"), ==, "ethnic;religion");
    g_assert_cmpstr(functions_of(h, "soc"), ==, "children");
    harness_expect(h, HARNESS_POSTS | HARNESS_ACTS | HARNESS_MEASURES,
                   "posts\n"
                   "  h1 in home: head, held by h-h1\n"
                   "  h2 in home: staff, vacant\n"
                   "  h3 in eth: staff, held by h-h3\n"
                   "  h4 in eth: staff, held by h-h4\n"
                   "  e1 in eth: head, held by h-e1\n"
                   "  s1 in home: staff, held by h-s1\n"
                   "acts\n"
                   "  2022-07 recharter set-words: its functions are written anew\n"
                   "  2022-07 recharter set-words: its functions are written anew\n"
                   "  2022-07 recharter set-words: its functions are written anew\n"
                   "  2022-07 recharter move-posts: goes over with its function\n"
                   "  2022-07 recharter set: goes over with its function\n"
                   "  2022-07 recharter set: goes over with its function\n"
                   "  2022-07 recharter move-posts: goes over with its function\n"
                   "measures\n"
                   "  functions-added = 1\n"
                   "  functions-dropped = 1\n"
                   "  functions-moved = 2\n"
                   "  posts-moved = 3\n"
                   "  duplicated-before = 1\n"
                   "  duplicated-after = 0\n");
    OrgRow head = harness_org(h)->posts.reports_to[harness_post(h, "h3")];
    g_assert_cmpuint(head, ==, harness_post(h, "e1"));
}

/* What is left of a unit's last function is "-": no function, rather than that of its column again. */
static void
test_last(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "recharter", "2022-07", "table", "unit,function,action\neth,ethnic,drop\n", NULL));
    g_assert_cmpstr(functions_of(h, "eth"), ==, "-");
    g_assert_true(harness_call(h, "recharter", "2022-08", "table", "unit,function,action\neth,minorities,add\n", NULL));
    g_assert_cmpstr(functions_of(h, "eth"), ==, "minorities");
}

static void
test_later(void)
{
    g_autoptr(Harness) h = town();
    const char *table = "unit,function,action,at\neth,religion,add,\neth,customs,add,2023-01\n";
    harness_spec(h)->window_first = ORG_MONTH(2022, 7);
    harness_spec(h)->window_last = ORG_MONTH(2023, 1);
    g_assert_true(harness_call(h, "recharter", "2022-07", "table", table, NULL));
    g_assert_cmpstr(functions_of(h, "eth"), ==, "ethnic;religion");
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2023, 1));
    g_assert_true(harness_call(h, "recharter", "2023-01", "table", table, NULL));
    g_assert_cmpstr(functions_of(h, "eth"), ==, "ethnic;religion;customs");
}

/* Three functions are shared on one depth or by type: archives (home, soc). By siblings, too; religion only across levels. */
static void
test_metric(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "functions", "2022-07", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  duplicated = 1\n"
                   "  functions = 6\n"
                   "  functions-held = 7\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "functions", "2022-07", "where", "id in ('home', 'eth')", "level", "depth", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  duplicated = 0\n"
                   "  functions = 4\n"
                   "  functions-held = 4\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "functions", "2022-07", "where", "id = 'none'", "level", "type", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  duplicated = 0\n"
                   "  functions = 0\n"
                   "  functions-held = 0\n");
}

static void
test_rule(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "like-functions", "2022-07", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit soc: Home Affairs and Social Affairs have the same function, archives; functions that "
                   "others have, too: 1\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "like-functions", "2022-07", "allowed", "office, archives", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    /* A step that makes another unit do the same is vetoed; one that moves the function away ends the breach. */
    g_assert_true(harness_call(h, "recharter", "2022-08", "table", "unit,function,action\neth,archives,add\n", NULL));
    harness_forget(h);
    g_assert_true(harness_call(h, "like-functions", "2022-08", "severity", "veto", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit eth: Home Affairs and Ethnic Affairs have the same function, archives; functions that "
                   "others have, too: 1\n"
                   "  veto unit soc: Home Affairs and Social Affairs have the same function, archives; functions that "
                   "others have, too: 1\n");
    g_assert_true(harness_call(h, "recharter", "2022-09", "table",
                               "unit,function,action,to\neth,archives,move,home\nsoc,archives,move,home\n", NULL));
    harness_forget(h);
    g_assert_true(harness_call(h, "like-functions", "2022-09", "severity", "note", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
}

static void
refuses(Harness *h, const char *table, const char *sentence)
{
    g_assert_false(harness_call(h, "recharter", "2022-07", "table", table, NULL));
    g_assert_cmpstr(harness_error(h), ==, sentence);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    refuses(h, "unit,function,action\n", "The table of functions holds no row.");
    refuses(h,
            "unit,function,action,to\nno,x,add,\neth,x,drop,\nhome,archives,add,\nhome,archives,swap,\nhome,archives,"
            "move,no\n",
            "Row 1 of table: there is no unit \"no\". Row 2 of table: \"eth\" has no function \"x\". Row 3 of table: "
            "\"home\" has the function \"archives\" already. Row 4 of table: the action is \"swap\"; add, drop or move "
            "was expected. Row 5 of table: there is no unit \"no\". Nothing was changed.");
    refuses(h,
            "unit,function,action,to,posts,ids\nhome,archives,move,eth,9,\nhome,religion,move,eth,,e1\nhome,staffing,"
            "drop,,1,\n",
            "Row 1 of table: \"home\" has fewer posts of staff than are to move. Row 2 of table: \"e1\" is no open "
            "post of \"home\" that could move. Row 3 of table: posts move only with a function that moves; name a unit "
            "in to. Nothing was changed.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recharter/moves", test_moves);
    g_test_add_func("/recharter/last", test_last);
    g_test_add_func("/recharter/later", test_later);
    g_test_add_func("/recharter/metric", test_metric);
    g_test_add_func("/recharter/rule", test_rule);
    g_test_add_func("/recharter/refusals", test_refusals);
    return g_test_run();
}
