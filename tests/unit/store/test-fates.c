// SPDX-License-Identifier: MIT
/* What the file tells of units, posts and people after a run: the fates of units as they were told, the others as it knows. */
#include "store-test.h"
#include <math.h>

static Org *
four_units(void)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2021, 1));
    static const char *const ids[] = { "top", "a", "b", "c", "d", "e" };
    org_add_units(org, 6);
    org_add_posts(org, 6);
    org_add_people(org, 3);
    for (guint i = 0; i < 6; i++) {
        org->units.id[i] = org->units.name[i] = org_dict_add(dict, ids[i], -1);
        org->units.parent[i] = i ? 0 : ORG_NONE;
        org->posts.unit[i] = i;
        if (i < 3)
            org->posts.holder[i] = org->people.post[i] = i;
    }
    org->people.unit[0] = 0;
    g_assert_true(org_finish(org, NULL));
    org_undo_enable(org);
    org->journal = org_journal_new();
    return org;
}

/* Fates of units are told by who watched the replay; the file holds them beside what it knows itself. */
typedef struct {
    guint acts;
    GArray *rows;
} Told;

static gboolean
count_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    (void) now;
    (void) act;
    (void) error;
    ((Told *) data)->acts++;
    return TRUE;
}

static GArray *
told_fates(const Org *end, gpointer data)
{
    static const OrgFateRow rows[] = {
        { 0, "took over", NULL, "b", 4, { 1, 1 }, { 0, 1 }, { 6, 4.5 }, { 1, 1 }, { 1, 1 }, { 3, 2 } },
        { 1, "consolidated", "n", NULL, 2, { 1, 0 }, { 0, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 } },
        { 3, "dissolved", NULL, NULL, 6, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 1, 0 }, { 0, 0 }, { 0, 0 } },
        { 4, "kept", NULL, NULL, NAN, { 1, 1 }, { 1, 1 }, { 1, 1 }, { 1, 1 }, { 0, 0 }, { 0, 0 } },
        { 6, "new", NULL, "a c", 0, { 0, 1 }, { 0, 0 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 } },
    };
    Told *told = data;
    g_assert_cmpuint(end->units.n, ==, 7);
    told->rows = g_array_new(FALSE, FALSE, sizeof(OrgFateRow));
    return g_array_append_vals(told->rows, rows, G_N_ELEMENTS(rows));
}

static void
test_fates_by_heart(void)
{
    Org *start = four_units(), *org = four_units();
    org->month = ORG_MONTH(2022, 7);
    org_journal_context(org->journal, org->month, 0, "merge");
    org_journal_because(org->journal, org_message_of("like functions"));
    OrgRow made, posts[] = { 1 }, b[] = { 2 }, third[] = { 3 };
    OrgMonth when[] = { ORG_MONTH(2022, 5) };
    GError *error = NULL;
    g_assert_true(org_open_unit(org, 0, org_dict_add(org->dict, "room", -1), "n", "New", &made, &error));
    g_assert_true(org_move_posts(org, posts, 1, made, &error) && org_close_unit(org, 1, made, &error)); /* a into n */
    g_assert_true(org_close_posts(org, b, 1, &error) && org_close_unit(org, 2, 0, &error));             /* b by top */
    g_assert_true(org_close_posts(org, third, 1, &error) && org_close_unit(org, 3, ORG_NONE, &error)); /* c dissolved */
    g_assert_true(org_rename_unit(org, 4, "dee", &error) && org_move_unit(org, 5, 4, &error));         /* d, e */
    g_assert_true(org_leave(org, &(OrgRow){ 0 }, when, 1, ORG_MONTH(2021, 12), "retired", &error));
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    OrgRunResult result = { .status = "done",
                            .snapshot_name = "s",
                            .start = start,
                            .acts = org->journal->bytes->data,
                            .acts_size = org->journal->bytes->len };
    Told told = { 0 };
    result.watch = (OrgObserver){ .after = count_act, .data = &told };
    result.fates = told_fates;
    result.fates_data = &told;
    gint64 run = org_store_begin_run(store, &small_run, NULL);
    guint passes = org_replay_passes();
    g_assert_true(org_store_finish_run(store, run, &result, &error));
    g_assert_cmpuint(org_replay_passes() - passes, ==, 1);
    g_assert_cmpuint(told.acts, ==, org->journal->n);
    g_array_unref(told.rows);
    assert_ask(store,
               "select id, fate, into_units, from_units, name_after, parent_after, posts_before, posts_after, "
               "all_posts_after, staff_after, month, step, plugin, reason from unit_fate",
               "top|took over|null|b|top|null|1|1|4.5|1|2022-07|cut-1|merge|like functions\n"
               "a|consolidated|n|null|a|top|1|0|0|0|2022-07|cut-1|merge|like functions\n"
               "c|dissolved|null|null|c|top|1|0|0|0|2022-07|cut-1|merge|like functions\n"
               "d|kept|null|null|dee|top|1|1|1|0|null|null|null|null\n"
               "n|new|null|a c|New|top|0|1|1|1|2022-07|cut-1|merge|like functions\n");
    assert_ask(store, "select id, fate, unit_before, unit_after, post_after, since, why, month from person_fate",
               "h1|left|top|top|null|2022-05|retired|2022-07\nh2|moved|a|n|p2|null|null|2022-07\nh3|surplus|b|top|null|"
               "2022-07|null|2022-07\n");
    assert_ask(store, "select id, fate, unit_before, unit_after from post_fate",
               "p1|kept|top|top\np2|moved|a|n\np3|closed|b|b\np4|closed|c|c\np5|kept|d|d\np6|kept|e|e\n");
    assert_ask(
        store,
        "select month, \"column\", \"from\", \"to\", verb from change_list where \"table\" = 'units' and row = 3",
        "2022-07|closed|null|2022-07|close-unit\n");
    assert_sound(store);
    org_store_close(store);
    random_org_free(start);
    random_org_free(org);
    drop_path(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/fates/by-heart", test_fates_by_heart);
    return g_test_run();
}
