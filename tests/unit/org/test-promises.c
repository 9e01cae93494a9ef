// SPDX-License-Identifier: MIT
/* What verbs.h promises, one by one: arrays and texts that lie in what changes, and refusals that leave nothing behind. */
#include "told.h"

/* Rows 0 and 1 in the column that is set, and in the very cells that change. */
static void
test_set(void)
{
    Org *plain = small_org();
    plain->posts.fte[0] = 0;
    plain->posts.fte[1] = 1;
    g_assert_true(org_finish(plain, NULL));
    Org *org = recording_copy(plain);
    const gint64 weights[] = { 3, 1 };
    g_assert_true(org_set(org, ORG_F_FTE, org->posts.fte, weights, 2, NULL));
    g_assert_cmpuint(org->posts.fte[0], ==, 3);
    g_assert_cmpuint(org->posts.fte[1], ==, 1);
    gsize offset = 0;
    OrgAct act;
    g_assert_true(org_act_next(org->journal->bytes->data, org->journal->bytes->len, &offset, &act, NULL));
    const guint32 recorded[] = { ORG_F_FTE, 2, 0, 1, 2, 3, 1 };
    g_assert_cmpmem(act.payload, act.size, recorded, sizeof recorded);
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

/* Rows 1 and 0 in an attribute, the second in the cell that the first sets. */
static void
test_set_words(void)
{
    Org *plain = small_org();
    OrgWord *rows = org_attribute(plain, ORG_UNITS, "rows", FALSE)->word;
    rows[0] = 1;
    rows[1] = 0;
    Org *org = recording_copy(plain);
    rows = org_attribute(org, ORG_UNITS, "rows", FALSE)->word;
    const OrgWord words[] = { 3, 2 };
    g_assert_true(org_set_words(org, ORG_UNITS, "rows", rows, words, 2, NULL));
    g_assert_cmpuint(rows[1], ==, 3);
    g_assert_cmpuint(rows[0], ==, 2);
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

/* Posts 1 and 2 in the column of units: the first of them lies in row 0, the second in row 1, which changes first. */
static void
test_move_posts(void)
{
    Org *plain = small_org();
    plain->posts.unit[0] = 1;
    plain->posts.unit[1] = plain->posts.unit[2] = 2;
    g_assert_true(org_finish(plain, NULL));
    Org *org = recording_copy(plain);
    g_assert_true(org_move_posts(org, org->posts.unit, 2, 0, NULL));
    const OrgRow units[] = { 1, 0, 0 };
    g_assert_cmpmem(org->posts.unit, sizeof units, units, sizeof units);
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

/* Months of leaving in the column that holds them afterwards: the second person leaves when the first came. */
static void
test_leave(void)
{
    Org *plain = small_org();
    for (OrgRow i = 0; i < 3; i++)
        plain->people.since[i] = plain->month - (OrgMonth) i;
    Org *org = recording_copy(plain);
    const OrgRow people[] = { 1, 0 };
    g_assert_true(org_leave(org, people, org->people.since, 2, org->month - 12, "retired", NULL));
    g_assert_cmpint(org->people.since[1], ==, org->month);
    g_assert_cmpint(org->people.since[0], ==, org->month - 1);
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

/* Who joins is written in an attribute of people, which has to grow for them. */
static void
test_join(void)
{
    Org *plain = small_org();
    OrgRow post = 0;
    while (plain->posts.holder[post] != ORG_NONE)
        post++;
    const OrgJoiner joiner = { .size = sizeof joiner, .post = post, .born = 5, .hired = 6, .sex = ORG_FEMALE };
    memcpy(org_attribute(plain, ORG_PEOPLE, "bits", TRUE)->number, &joiner, sizeof joiner);
    Org *org = recording_copy(plain);
    const OrgJoiner *joiners = (const OrgJoiner *) (void *) org_attribute(org, ORG_PEOPLE, "bits", TRUE)->number;
    OrgRow person;
    g_assert_true(org_join(org, joiners, 1, &person, NULL));
    g_assert_cmpuint(org->posts.holder[post], ==, person);
    g_assert_cmpint(org->people.hired[person], ==, 6);
    g_assert_cmpuint(org->people.sex[person], ==, ORG_FEMALE);
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

/* Texts of the dictionary and of org_id(), which both go on being written to. */
static void
test_texts(void)
{
    Org *plain = small_org(), *org = recording_copy(plain);
    GError *error = NULL;
    OrgRow unit;
    g_assert_true(org_rename_unit(org, 1, org_name(org, ORG_UNITS, 2), &error));
    g_assert_true(org_open_unit(org, 0, 3, org_id(org, ORG_POSTS, 2), org_id(org, ORG_UNITS, 2), &unit, &error));
    g_assert_cmpstr(org_id(org, ORG_UNITS, unit), ==, "group#3");
    g_assert_cmpstr(org_name(org, ORG_UNITS, unit), ==, "u-2");
    g_assert_cmpuint(org->units.name[1], ==, org->units.name[2]);
    const OrgRow rows[] = { 1, 2 };
    const double numbers[] = { 1, 2 };
    g_assert_true(org_set_numbers(org, ORG_UNITS, org_id(org, ORG_POSTS, 3), rows, numbers, 2, &error));
    g_assert_nonnull(org_attribute_find(org, ORG_UNITS, "group#4"));
    const char *reason = org_dict_text(org->dict, org->units.type[0]);
    const OrgMonth when[] = { org->month, org->month };
    g_assert_true(org_leave(org, rows, when, 2, org->month - 1, reason, &error));
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

/* The verbs without arrays, and attributes that are new. */
static void
test_refused(void)
{
    Org *start = small_org(), *org = recording_copy(start);
    const OrgRow rows[] = { 0, ORG_NONE };
    const double numbers[] = { 1, 2 };
    const OrgWord words[] = { 1, 2 };
    g_assert_false(org_open_unit(org, 0, 1, "u-1", "taken", NULL, NULL));
    g_assert_false(org_open_unit(org, 0, 1, "new", "", NULL, NULL));
    g_assert_false(org_open_unit(org, 0, org_dict_size(org->dict), "new", "New", NULL, NULL));
    g_assert_false(org_rename_unit(org, 0, "\xff", NULL));
    g_assert_false(org_move_unit(org, 0, 0, NULL));
    g_assert_false(org_close_unit(org, 0, 0, NULL));
    g_assert_false(org_open_posts(org, 0, org->units.n, 2, NULL, NULL));
    g_assert_false(org_set_numbers(org, ORG_UNITS, "brand-new", rows, numbers, 2, NULL));
    g_assert_false(org_set_words(org, ORG_UNITS, "brand-new", rows, words, 2, NULL));
    g_assert_null(org_attribute_find(org, ORG_UNITS, "brand-new"));
    assert_untouched(org, start);
    random_org_free(org);
    random_org_free(start);
}

/* Bosses are looked at as they are when the whole call is done: no circle by two, and two may change places. */
static void
test_bosses(void)
{
    Org *plain = small_org();
    for (OrgRow i = 0; i < plain->posts.n; i++)
        plain->posts.reports_to[i] = i == 1 ? 0 : ORG_NONE;
    Org *org = recording_copy(plain);
    const OrgRow rows[] = { 2, 3, 0, 1 };
    const gint64 circle[] = { 3, 2 }, swapped[] = { 1, ORG_NONE };
    g_autoptr(GError) error = NULL;
    g_assert_false(org_set(org, ORG_F_REPORTS_TO, rows, circle, 2, &error));
    g_assert_nonnull(strstr(error->message, "would report to itself"));
    assert_untouched(org, plain);
    g_assert_true(org_set(org, ORG_F_REPORTS_TO, rows + 2, swapped, 2, NULL));
    g_assert_cmpuint(org->posts.reports_to[0], ==, 1);
    g_assert_cmpuint(org->posts.reports_to[1], ==, ORG_NONE);
    assert_told(org, plain);
    random_org_free(org);
    random_org_free(plain);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/promises/set", test_set);
    g_test_add_func("/org/promises/set-words", test_set_words);
    g_test_add_func("/org/promises/move-posts", test_move_posts);
    g_test_add_func("/org/promises/leave", test_leave);
    g_test_add_func("/org/promises/join", test_join);
    g_test_add_func("/org/promises/texts", test_texts);
    g_test_add_func("/org/promises/refused", test_refused);
    g_test_add_func("/org/promises/bosses", test_bosses);
    return g_test_run();
}
