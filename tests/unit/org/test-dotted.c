// SPDX-License-Identifier: MIT
/* Second reporting lines: dropped when the post they lead to closes, and changed by nothing else. */
#include "../../../engine/org/dotted.h"
#include "random-org.h"
#include <string.h>

/* One unit, n posts without ids, so that they are p1 … pn; lines by post, NULL or "" for none. */
static Org *
with_lines(guint n, const char *const *lines)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2021, 1));
    g_autoptr(GError) error = NULL;
    org_add_units(org, 1);
    org_add_posts(org, n);
    org->units.id[0] = org->units.name[0] = org_dict_add(dict, "u", -1);
    for (OrgRow p = 0; p < n; p++)
        org->posts.unit[p] = 0;
    OrgWord *also = org_attribute(org, ORG_POSTS, ORG_DOTTED, FALSE)->word;
    for (OrgRow p = 0; p < n; p++)
        also[p] = lines[p] ? org_dict_add(dict, lines[p], -1) : 0;
    g_assert_true(org_finish(org, &error));
    return org;
}

static const char *
line_of(const Org *org, OrgRow post)
{
    const OrgAttribute *attribute = org_dotted_attribute(org);
    return attribute ? org_dict_text(org->dict, attribute->word[post]) : "";
}

static void
test_drop(void)
{
    static const char *const lines[] = { NULL, "p1;p3", "p1", "p1;p2;p3", NULL, "p2" };
    g_autoptr(Org) org = with_lines(6, lines);
    g_autoptr(GError) error = NULL;
    OrgRow closed[] = { 0, 5 }, first;
    org_undo_enable(org);
    OrgMark mark = org_mark(org);
    g_assert_cmpuint(org_dotted_lost_since(org, mark, &first), ==, 0);
    g_assert_cmpuint(first, ==, ORG_NONE);
    g_assert_true(org_close_posts(org, closed, 2, &error));
    g_assert_cmpstr(line_of(org, 1), ==, "p3");
    g_assert_cmpstr(line_of(org, 2), ==, "");
    g_assert_cmpstr(line_of(org, 3), ==, "p2;p3");
    g_assert_cmpstr(line_of(org, 5), ==, "p2"); /* a closed post keeps what it said */
    g_assert_cmpuint(org_dotted_lost_since(org, mark, &first), ==, 3);
    g_assert_cmpuint(first, ==, 1);
    OrgRow more = 2;
    g_assert_true(org_close_posts(org, &more, 1, &error));
    g_assert_cmpstr(line_of(org, 3), ==, "p2");
    g_assert_cmpuint(org_dotted_lost_since(org, mark, &first), ==, 4); /* two of p4, one of p2 twice */
    org_undo_to(org, mark);
    for (OrgRow p = 0; p < 6; p++)
        g_assert_cmpstr(line_of(org, p), ==, lines[p] ? lines[p] : "");
    g_assert_true(org_close_posts(org, &more, 1, &error)); /* what was gathered before the undo is not used */
    g_assert_cmpstr(line_of(org, 1), ==, "p1");
}

static void
test_copies(void)
{
    static const char *const lines[] = { NULL, "p1;p3", NULL };
    g_autoptr(Org) org = with_lines(3, lines);
    g_autoptr(GError) error = NULL;
    OrgRow closed[] = { 0, 1 }, made, third = 2;
    g_assert_true(org_close_posts(org, closed, 2, &error));
    g_assert_cmpstr(line_of(org, 1), ==, "p1;p3");
    g_assert_true(org_open_posts(org, 1, 0, 2, &made, &error));
    g_assert_cmpstr(line_of(org, made), ==, "p3");
    g_assert_cmpstr(line_of(org, made + 1), ==, "p3");
    g_assert_true(org_close_posts(org, &third, 1, &error)); /* a copy is found as well */
    g_assert_cmpstr(line_of(org, made), ==, "");
    g_assert_cmpstr(line_of(org, made + 1), ==, "");
}

/* No step writes them, and who writes an attribute of that name in another table writes its own. */
static void
test_refused(void)
{
    static const char *const lines[] = { NULL, "p1" };
    g_autoptr(Org) org = with_lines(2, lines);
    g_autoptr(GError) error = NULL;
    OrgRow row = 1;
    OrgWord word = 0;
    double number = 1;
    g_assert_false(org_set_words(org, ORG_POSTS, ORG_DOTTED, &row, &word, 1, &error));
    g_assert_nonnull(strstr(error->message, "no step changes"));
    g_clear_error(&error);
    g_assert_false(org_set_numbers(org, ORG_POSTS, ORG_DOTTED, &row, &number, 1, &error));
    g_clear_error(&error);
    row = 0;
    g_assert_true(org_set_words(org, ORG_UNITS, ORG_DOTTED, &row, &word, 1, &error));
    g_assert_cmpstr(line_of(org, 1), ==, "p1");
}

/* Of random verbs: what is left of each open post's lines are those at the start to posts that are open now. */
static void
check_lines(Org *org, const Org *start)
{
    const OrgAttribute *now = org_dotted_attribute(org), *then = org_dotted_attribute(start);
    for (OrgRow post = 0; now && post < start->posts.n; post++) {
        if (org->posts.closed[post] != ORG_OPEN)
            continue;
        g_autoptr(GString) expected = g_string_new(NULL);
        g_auto(GStrv) ids = g_strsplit(org_dict_text(start->dict, then->word[post]), ";", -1);
        for (guint i = 0; ids[i]; i++)
            if (org_is_open(org, ORG_POSTS, org_find(org, ORG_POSTS, ids[i])))
                g_string_append_printf(expected, "%s%s", expected->len ? ";" : "", ids[i]);
        g_assert_cmpstr(org_dict_text(org->dict, now->word[post]), ==, expected->str);
    }
    for (OrgRow post = start->posts.n; now && post < org->posts.n; post++) {
        g_autoptr(GArray) bosses = org_dotted_rows(org, org_dict_text(org->dict, now->word[post]));
        for (guint i = 0; i < bosses->len && org->posts.closed[post] == ORG_OPEN; i++)
            g_assert_true(org_is_open(org, ORG_POSTS, g_array_index(bosses, OrgRow, i)));
    }
}

static void
test_random(void)
{
    guint with = 0, lost = 0;
    for (guint32 seed = 1; seed <= 200; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 5, 30, 20);
        g_autoptr(Org) start = org_copy(org);
        OrgMark mark = org_mark(org);
        OrgRow first;
        for (guint i = 0; i < 60; i++)
            random_verb(org, rand);
        check_lines(org, start);
        with += org_dotted_attribute(org) != NULL;
        lost += org_dotted_lost_since(org, mark, &first);
        random_org_free(org);
    }
    g_assert_cmpuint(with, >, 50);
    g_assert_cmpuint(lost, >, 100);
}

/* A chain of closings one by one costs what the lines are, not what the posts are: 200,000 posts would else take 4·10¹⁰ looks. */
static void
test_many(void)
{
    enum { N = 200000 };
    g_autofree char *texts = g_malloc0((gsize) N * 12);
    g_autofree const char **lines = g_new0(const char *, N);
    for (guint p = 1; p < N; p++) {
        g_snprintf(texts + (gsize) p * 12, 12, "p%u", p);
        lines[p] = texts + (gsize) p * 12;
    }
    g_autoptr(Org) org = with_lines(N, lines);
    g_autoptr(GError) error = NULL;
    for (OrgRow p = 0; p < N; p += 2)
        g_assert_true(org_close_posts(org, &p, 1, &error));
    for (OrgRow p = 1; p < N; p += 2)
        g_assert_cmpstr(line_of(org, p), ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/dotted/drop", test_drop);
    g_test_add_func("/org/dotted/copies", test_copies);
    g_test_add_func("/org/dotted/refused", test_refused);
    g_test_add_func("/org/dotted/random", test_random);
    g_test_add_func("/org/dotted/many", test_many);
    return g_test_run();
}
