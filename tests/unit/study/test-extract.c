// SPDX-License-Identifier: MIT
/* A newer extract against an older one: which rows are the same, and what differs. */
#include "../../../engine/study/extract-diff.h"
#include <string.h>

typedef struct {
    const char *id, *name;
    int parent; /* index, or -1 */
} UnitSpec;
typedef struct {
    const char *id, *title;
    guint ordinal, unit;
    gboolean held; /* by somebody made from counts */
} PostSpec;

static Org *
make(OrgDict *dict, const UnitSpec *units, guint n_units, const PostSpec *posts, guint n_posts)
{
    Org *org = org_new(dict, ORG_MONTH(2021, 1));
    GError *error = NULL;
    guint held = 0;
    org_add_units(org, n_units);
    for (guint i = 0; i < n_units; i++) {
        org->units.id[i] = org_dict_add(dict, units[i].id, -1);
        org->units.name[i] = org_dict_add(dict, units[i].name, -1);
        org->units.parent[i] = units[i].parent < 0 ? ORG_NONE : (OrgRow) units[i].parent;
    }
    if (n_posts)
        org_add_posts(org, n_posts);
    for (guint i = 0; i < n_posts; i++) {
        org->posts.id[i] = org_dict_add(dict, posts[i].id, -1);
        org->posts.title[i] = org_dict_add(dict, posts[i].title, -1);
        org->posts.ordinal[i] = posts[i].ordinal;
        org->posts.unit[i] = posts[i].unit;
        held += posts[i].held ? 1 : 0;
    }
    if (held)
        org_add_people(org, held);
    for (guint i = 0, h = 0; i < n_posts; i++)
        if (posts[i].held) {
            org->posts.holder[i] = h;
            org->people.post[h++] = i;
        }
    org_finish(org, &error);
    g_assert_no_error(error);
    return org;
}

static json_int_t
count(const json_t *diff, const char *table, const char *kind)
{
    return json_integer_value(json_object_get(json_object_get(json_object_get(diff, "counts"), table), kind));
}

/* "units b2: changed (was b)" of the n-th change. */
static void
assert_change(const json_t *diff, guint n, const char *wanted)
{
    const json_t *j = json_array_get(json_object_get(diff, "changes"), n);
    GString *text = g_string_new(NULL);
    json_t *kind;
    gsize i;
    g_assert_nonnull(j);
    g_string_append_printf(text, "%s %s x%d:", json_string_value(json_object_get(j, "table")),
                           json_string_value(json_object_get(j, "id")),
                           (int) json_integer_value(json_object_get(j, "n")));
    json_array_foreach(json_object_get(j, "kinds"), i, kind)
        g_string_append_printf(text, " %s", json_string_value(kind));
    if (json_is_string(json_object_get(j, "old_id")))
        g_string_append_printf(text, " (was %s)", json_string_value(json_object_get(j, "old_id")));
    g_assert_cmpstr(text->str, ==, wanted);
    g_string_free(text, TRUE);
}

static json_t *
diff_units(const UnitSpec *a, guint n_a, const UnitSpec *b, guint n_b)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) old = make(dict, a, n_a, NULL, 0);
    g_autoptr(Org) new = make(dict, b, n_b, NULL, 0);
    return org_extract_diff(old, new);
}

static void
test_same(void)
{
    static const UnitSpec a[] = { { "t", "Town", -1 }, { "a", "Finance", 0 } },
                          b[] = { { "a", "Finance", 1 }, { "t", "Town", -1 } }; /* another order of rows */
    json_t *diff = diff_units(a, 2, b, 2);
    g_assert_cmpint(count(diff, "units", "same"), ==, 2);
    g_assert_cmpuint(json_array_size(json_object_get(diff, "changes")), ==, 0);
    json_decref(diff);
}

static void
test_units(void)
{
    static const UnitSpec
        a[] = { { "t", "Town", -1 }, { "a", "Finance", 0 }, { "b", "Planning", 0 }, { "c", "Works", 0 } },
        b[] = { { "t", "Town", -1 }, { "a", "Money", 0 }, { "b", "Planning", 1 }, { "d", "Parks", 0 } };
    json_t *diff = diff_units(a, 4, b, 4);
    assert_change(diff, 0, "units a x1: renamed");
    assert_change(diff, 1, "units b x1: moved");
    assert_change(diff, 2, "units d x1: new");
    assert_change(diff, 3, "units c x1: gone");
    g_assert_cmpuint(json_array_size(json_object_get(diff, "changes")), ==, 4);
    json_decref(diff);
}

/* All ids are new; children are found through their parents, however the rows are ordered. */
static void
test_new_ids(void)
{
    static const UnitSpec a[] = { { "1", "Town", -1 }, { "2", "Finance", 0 }, { "3", "Desk", 1 } },
                          b[] = { { "x3", "Desk", 1 }, { "x2", "Finance", 2 }, { "x1", "Town", -1 } };
    json_t *diff = diff_units(a, 3, b, 3);
    assert_change(diff, 0, "units x3 x1: changed (was 3)");
    assert_change(diff, 1, "units x2 x1: changed (was 2)");
    assert_change(diff, 2, "units x1 x1: changed (was 1)");
    g_assert_cmpint(count(diff, "units", "moved"), ==, 0);
    g_assert_cmpint(json_integer_value(json_object_get(json_object_get(diff, "matched"), "name")), ==, 3);
    json_decref(diff);
}

/* Two desks of one name under one parent: which is which cannot be told. */
static void
test_ambiguous(void)
{
    static const UnitSpec a[] = { { "t", "Town", -1 }, { "1", "Desk", 0 }, { "2", "Desk", 0 } },
                          b[] = { { "t", "Town", -1 }, { "3", "Desk", 0 } };
    json_t *diff = diff_units(a, 3, b, 2), *back = diff_units(b, 2, a, 3);
    g_assert_cmpint(count(diff, "units", "new"), ==, 1);
    g_assert_cmpint(count(diff, "units", "gone"), ==, 2);
    g_assert_cmpint(count(back, "units", "new"), ==, 2);
    g_assert_cmpint(count(back, "units", "gone"), ==, 1);
    json_decref(diff);
    json_decref(back);
}

static void
test_posts(void)
{
    static const UnitSpec units[] = { { "t", "Town", -1 }, { "a", "Finance", 0 } };
    static const PostSpec a[] = { { "h", "Head", 0, 1, TRUE },
                                  { "g", "Clerk", 0, 1, TRUE },
                                  { "k", "Cook", 1, 0, TRUE },
                                  { "k", "Cook", 2, 0, TRUE },
                                  { "k", "Cook", 3, 0, FALSE } },
                          b[] = { { "h", "Head", 0, 1, TRUE },   { "g", "Clerk", 1, 1, TRUE },
                                  { "g", "Clerk", 2, 1, FALSE }, { "g", "Clerk", 3, 1, FALSE },
                                  { "k", "Cook", 1, 0, FALSE },  { "k", "Cook", 2, 0, FALSE },
                                  { "k", "Cook", 3, 0, FALSE } };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) old = make(dict, units, 2, a, 5);
    g_autoptr(Org) new = make(dict, units, 2, b, 7);
    json_t *diff = org_extract_diff(old, new);
    assert_change(diff, 0, "posts g#2 x2: new"); /* a group of one that grew to three */
    assert_change(diff, 1, "posts k#1 x2: changed");
    g_assert_cmpuint(json_array_size(json_object_get(diff, "changes")), ==, 2);
    g_assert_cmpint(count(diff, "posts", "new"), ==, 2);
    g_assert_cmpint(count(diff, "posts", "changed"), ==, 2);
    g_assert_cmpint(count(diff, "posts", "same"), ==, 3);
    g_assert_cmpint(count(diff, "people", "gone"), ==, 0); /* made from counts: no part of the list */
    json_decref(diff);
}

static void
test_attributes(void)
{
    static const UnitSpec units[] = { { "t", "Town", -1 }, { "a", "Finance", 0 } };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) old = make(dict, units, 2, NULL, 0);
    g_autoptr(Org) new = make(dict, units, 2, NULL, 0);
    org_attribute(old, ORG_UNITS, "building", FALSE)->word[1] = org_dict_add(dict, "north", -1);
    org_attribute(new, ORG_UNITS, "building", FALSE)->word[1] = org_dict_add(dict, "south", -1);
    org_attribute(new, ORG_UNITS, "quota", TRUE)->number[0] = 12;
    org_attribute(new, ORG_UNITS, "merge.until", TRUE)->number[1] = 7; /* a plugin's own */
    json_t *diff = org_extract_diff(old, new);
    assert_change(diff, 0, "units t x1: changed");
    assert_change(diff, 1, "units a x1: changed");
    json_t *columns = json_object_get(json_array_get(json_object_get(diff, "changes"), 1), "columns");
    g_assert_cmpuint(json_array_size(columns), ==, 1);
    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(columns, 0), "from")), ==, "north");
    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(columns, 0), "to")), ==, "south");
    json_decref(diff);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/extract/same", test_same);
    g_test_add_func("/extract/units", test_units);
    g_test_add_func("/extract/new-ids", test_new_ids);
    g_test_add_func("/extract/ambiguous", test_ambiguous);
    g_test_add_func("/extract/posts", test_posts);
    g_test_add_func("/extract/attributes", test_attributes);
    return g_test_run();
}
