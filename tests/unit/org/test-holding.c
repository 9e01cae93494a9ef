// SPDX-License-Identifier: MIT
/* Who holds which post: giving up, swapping, posts kept for somebody, posts without a model, and what rows draw by. */
#include "../../../engine/org/replay.h"
#include "random-org.h"
#include <math.h>

typedef struct {
    Org *org;
    OrgRow fin, plan;
} World;

/* Units fin and plan; posts 0 (head), 1 (deputy), 2 and 3 of fin held by people 0 to 3, post 4 of plan vacant. */
static World
build(void)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    World w = { .org = org_new(dict, ORG_MONTH(2021, 1)), .fin = 0, .plan = 1 };
    Org *org = w.org;
    g_autoptr(GError) error = NULL;
    org_add_units(org, 2);
    org_add_posts(org, 5);
    org_add_people(org, 4);
    org->units.id[0] = org_dict_add(dict, "fin", -1);
    org->units.id[1] = org_dict_add(dict, "plan", -1);
    for (OrgRow i = 0; i < 5; i++) {
        org->posts.id[i] = org_dict_add(dict, "post", -1);
        org->posts.ordinal[i] = i + 1;
        org->posts.unit[i] = i == 4;
        org->posts.rank[i] = (guint8) (i == 0 ? ORG_HEAD : i == 1 ? ORG_DEPUTY : ORG_STAFF);
    }
    for (OrgRow i = 0; i < 4; i++)
        org->people.post[i] = org->posts.holder[i] = i;
    org_attribute(org, ORG_POSTS, "grade", TRUE)->number[2] = 7;
    org_attribute(org, ORG_POSTS, "desk", FALSE)->word[2] = org_dict_add(dict, "north", -1);
    org_finish(org, &error);
    g_assert_no_error(error);
    org_undo_enable(org);
    org->journal = org_journal_new();
    return w;
}

static void
at(Org *org, OrgMonth month)
{
    org->month = org->journal->month = month;
}

/* The acts lead from the copy to the same organisation, and undoing to the copy. */
static void
finish(World *w, OrgMark start, Org *twin)
{
    g_autoptr(GError) error = NULL;
    org_check(w->org, &error);
    g_assert_no_error(error);
    g_autofree char *before = org_hash(twin);
    org_replay(twin, w->org->journal->bytes->data, w->org->journal->bytes->len, ORG_OPEN - 1, &error);
    g_assert_no_error(error);
    twin->month = w->org->month;
    g_autofree char *now = org_hash(w->org), *replayed = org_hash(twin);
    g_assert_cmpstr(now, ==, replayed);
    org_undo_to(w->org, start);
    g_assert_true(org_check(w->org, &error));
    w->org->month = ORG_MONTH(2021, 1);
    g_autofree char *undone = org_hash(w->org);
    g_assert_cmpstr(undone, ==, before);
    org_free(twin);
    random_org_free(w->org);
}

static gboolean
is_vacant(const Org *org, OrgRow post)
{
    return org->posts.vacant[post / 64] >> (post % 64) & 1;
}

static void
test_counts(void)
{
    World w = build();
    Org *org = w.org, *twin = org_copy(org);
    OrgMark start = org_mark(org);
    g_assert_cmpuint(org->units.n_heads[w.fin], ==, 1);
    g_assert_cmpuint(org->units.n_deputies[w.fin], ==, 1);
    g_assert_true(!is_vacant(org, 0) && is_vacant(org, 4));
    at(org, ORG_MONTH(2021, 5));
    OrgRow deputy = 1, staff = 2;
    gint64 rank = ORG_DEPUTY;
    g_assert_true(org_set(org, ORG_F_RANK, &staff, &rank, 1, NULL));
    g_assert_cmpuint(org->units.n_deputies[w.fin], ==, 2);
    g_assert_true(org_move_posts(org, &deputy, 1, w.plan, NULL));
    g_assert_cmpuint(org->units.n_deputies[w.fin], ==, 1);
    g_assert_cmpuint(org->units.n_deputies[w.plan], ==, 1);
    OrgMonth when = ORG_MONTH(2021, 4);
    g_assert_true(org_leave(org, &deputy, &when, 1, when - 1, "resigned", NULL));
    g_assert_cmpuint(org->units.n_deputies[w.plan], ==, 0);
    g_assert_true(is_vacant(org, deputy));
    g_assert_cmpint(org->posts.vacant_since[deputy], ==, when);
    OrgJoiner joiner = { .size = sizeof joiner, .post = deputy, .born = when - 400, .hired = when, .rating = 4 };
    OrgRow joined = ORG_NONE;
    g_assert_true(org_join(org, &joiner, 1, &joined, NULL));
    g_assert_cmpint(org->posts.vacant_since[deputy], ==, ORG_UNKNOWN);
    g_assert_cmpuint(org->people.rating[joined], ==, 4);
    finish(&w, start, twin);
}

static void
test_release(void)
{
    World w = build();
    Org *org = w.org, *twin = org_copy(org);
    OrgMark start = org_mark(org);
    g_autoptr(GError) error = NULL;
    at(org, ORG_MONTH(2021, 2));
    OrgRow head = 0, second = 4;
    g_assert_true(org_place(org, &head, &second, 1, TRUE, &error));
    g_assert_true(org_release(org, &head, 1, &error)); /* falls back on the second post, in another unit */
    g_assert_cmpuint(org->people.post[0], ==, 4);
    g_assert_cmpuint(org->people.unit[0], ==, w.plan);
    g_assert_true(is_vacant(org, head));
    g_assert_cmpint(org->posts.vacant_since[head], ==, org->month);
    OrgRow staff = 3;
    g_assert_true(org_release(org, &staff, 1, &error));
    g_assert_cmpuint(org->people.state[3], ==, ORG_SURPLUS);
    g_assert_cmpuint(org->people.unit[3], ==, w.fin);
    g_assert_false(org_release(org, &staff, 1, &error));
    g_assert_cmpstr(error->message, ==, "post \"post#4\" is vacant; there is nobody to give it up");
    finish(&w, start, twin);
}

static void
test_swap(void)
{
    World w = build();
    Org *org = w.org, *twin = org_copy(org);
    OrgMark start = org_mark(org);
    g_autoptr(GError) error = NULL;
    at(org, ORG_MONTH(2021, 3));
    const OrgRow people[] = { 0, 1, 2 }, round[] = { 1, 2, 0 }, open[] = { 1, 2, 3 };
    g_assert_false(org_place(org, people, open, 3, FALSE, &error)); /* nobody gives up post 3 */
    g_assert_cmpstr(error->message, ==, "post \"post#4\" is not vacant");
    g_clear_error(&error);
    g_assert_false(org_place(org, people, round, 3, TRUE, NULL));
    g_assert_true(org_place(org, people, round, 3, FALSE, &error));
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpuint(org->posts.holder[round[i]], ==, people[i]);
        g_assert_cmpuint(org->people.post[people[i]], ==, round[i]);
        g_assert_cmpint(org->posts.vacant_since[round[i]], ==, ORG_UNKNOWN);
    }
    g_assert_cmpuint(org->units.n_held[w.fin], ==, 4);
    finish(&w, start, twin);
}

static void
test_kept(void)
{
    World w = build();
    Org *org = w.org, *twin = org_copy(org);
    OrgMark start = org_mark(org);
    g_autoptr(GError) error = NULL;
    at(org, ORG_MONTH(2021, 6));
    OrgRow away = 2, other = 3, free_post = 4;
    gint64 person = 2;
    g_assert_false(org_set(org, ORG_F_KEPT_FOR, &away, &person, 1, &error));
    g_assert_cmpstr(error->message, ==, "post \"post#3\" is held; only a vacant post is kept for somebody");
    g_clear_error(&error);
    g_assert_true(org_place(org, &away, &free_post, 1, FALSE, &error)); /* away from post 2, which waits */
    g_assert_true(org_set(org, ORG_F_KEPT_FOR, &away, &person, 1, &error));
    g_assert_false(is_vacant(org, away));
    g_assert_false(org_place(org, &other, &away, 1, FALSE, &error));
    g_assert_cmpstr(error->message, ==, "post \"post#3\" is kept for person \"h3\"");
    g_clear_error(&error);
    OrgJoiner joiner = { .size = sizeof joiner, .post = away, .born = 0, .hired = org->month };
    g_assert_false(org_join(org, &joiner, 1, NULL, NULL));
    OrgMark kept = org_mark(org);
    g_assert_true(org_place(org, &away, &away, 1, FALSE, &error)); /* back */
    g_assert_cmpuint(org->posts.kept_for[away], ==, ORG_NONE);
    g_assert_cmpuint(org->n_kept, ==, 0);
    org_undo_to(org, kept);
    g_byte_array_set_size(org->journal->bytes, 0); /* the twin begins here */
    org_free(twin);
    twin = org_copy(org);
    start = org_mark(org);
    g_assert_cmpuint(org->n_kept, ==, 1);
    OrgMonth when = org->month;
    g_assert_true(org_leave(org, &away, &when, 1, when - 1, "retired", &error)); /* who never comes back */
    g_assert_cmpuint(org->posts.kept_for[away], ==, ORG_NONE);
    g_assert_true(is_vacant(org, away) && is_vacant(org, free_post));
    org_check(org, &error);
    g_assert_no_error(error);
    org_undo_to(org, start);
    g_assert_true(org_check(org, &error));
    org_free(twin);
    random_org_free(org);
}

static void
test_open(void)
{
    World w = build();
    Org *org = w.org, *twin = org_copy(org);
    OrgMark start = org_mark(org);
    g_autoptr(GError) error = NULL;
    at(org, ORG_MONTH(2021, 7));
    OrgRow like = ORG_NONE, bare = ORG_NONE;
    g_assert_true(org_open_posts(org, 2, w.plan, 2, &like, &error));
    const OrgAttribute *grade = org_attribute_find(org, ORG_POSTS, "grade");
    const OrgAttribute *desk = org_attribute_find(org, ORG_POSTS, "desk");
    g_assert_cmpfloat(grade->number[like + 1], ==, 7);
    g_assert_cmpstr(org_dict_text(org->dict, desk->word[like + 1]), ==, "north");
    g_assert_true(org_open_posts(org, ORG_NONE, w.plan, 1, &bare, &error));
    g_assert_cmpuint(org->posts.fte[bare], ==, 1000);
    g_assert_cmpuint(org->posts.rank[bare], ==, 0);
    g_assert_cmpuint(org->posts.title[bare], ==, 0);
    g_assert_true(isnan(grade->number[bare]));
    g_assert_cmpint(org->posts.vacant_since[bare], ==, org->month);
    g_assert_true(is_vacant(org, bare));
    finish(&w, start, twin);
}

/* The stream of the person who joins post 4, after other items did this and that. */
static guint32
stream_of_hire(gboolean others_join, gboolean others_open)
{
    World w = build();
    Org *org = w.org;
    OrgRow leaver = 3, opened = ORG_NONE, joined = ORG_NONE;
    OrgMonth when = ORG_MONTH(2022, 3);
    at(org, when);
    g_assert_true(org_leave(org, &leaver, &when, 1, when - 1, "resigned", NULL));
    OrgJoiner joiner = { .size = sizeof joiner, .post = leaver, .born = 0, .hired = when };
    org->origin = 77;
    if (others_join)
        g_assert_true(org_join(org, &joiner, 1, NULL, NULL));
    if (others_open)
        g_assert_true(org_open_posts(org, 2, w.plan, 3, &opened, NULL));
    org->origin = 5;
    org->opened = 0;
    g_assert_true(org_open_posts(org, 2, w.plan, 1, &opened, NULL));
    joiner.post = opened;
    g_assert_true(org_join(org, &joiner, 1, &joined, NULL));
    g_assert_cmpuint(org->posts.stream[2], ==, 2);
    guint32 stream = org->people.stream[joined];
    random_org_free(org);
    return stream;
}

static void
test_streams(void)
{
    guint32 alone = stream_of_hire(FALSE, FALSE);
    g_assert_cmpuint(alone, ==, stream_of_hire(TRUE, FALSE));
    g_assert_cmpuint(alone, ==, stream_of_hire(FALSE, TRUE));
    g_assert_cmpuint(alone, ==, stream_of_hire(TRUE, TRUE));

    World w = build(); /* and rows opened together draw by different numbers */
    Org *org = w.org;
    OrgRow first = ORG_NONE;
    g_assert_true(org_open_posts(org, 2, w.plan, 1000, &first, NULL));
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (OrgRow i = 0; i < org->posts.n; i++)
        g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(org->posts.stream[i])));
    random_org_free(org);
}

static void
note(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    (void) table;
    (void) row;
    (void) from;
    (void) to;
    g_string_append_printf(data, "%s ", org_columns[column].name);
}

/* What the verbs keep by themselves is no change that anybody should read. */
static void
test_derived(void)
{
    World w = build();
    g_autoptr(GString) names = g_string_new(NULL);
    OrgMark mark = org_mark(w.org);
    OrgRow post = 3;
    g_assert_true(org_release(w.org, &post, 1, NULL));
    org_changes_since(w.org, mark, note, names);
    g_assert_cmpstr(names->str, ==, "post state since holder ");
    random_org_free(w.org);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/holding/counts", test_counts);
    g_test_add_func("/org/holding/release", test_release);
    g_test_add_func("/org/holding/swap", test_swap);
    g_test_add_func("/org/holding/kept", test_kept);
    g_test_add_func("/org/holding/open", test_open);
    g_test_add_func("/org/holding/streams", test_streams);
    g_test_add_func("/org/holding/derived", test_derived);
    return g_test_run();
}
