// SPDX-License-Identifier: MIT
/* Plugins that pass the host's own columns as arrays of a verb: done as if they had copied them, and recorded so. */
#include "../../../engine/org/replay.h"
#include "fixture.h"
#include <string.h>

enum { TOWN, FIN, OLD, FAR, PLAN };

/* The call goes well, and its acts do the same to the organisation as it was before. */
static void
as_recorded(Fixture *f, Run run)
{
    g_autoptr(Org) before = org_copy(f->org);
    g_autoptr(GError) error = NULL;
    g_assert_true(fixture_call(f, ORG_OPERATOR, run));
    const GByteArray *bytes = f->org->journal->bytes;
    org_replay(before, bytes->data, bytes->len, ORG_OPEN - 1, &error);
    g_assert_no_error(error);
    g_autofree char *hash = org_hash(f->org), *hash_before = org_hash(before);
    g_assert_cmpstr(hash, ==, hash_before);
}

static OrgStatus
moves(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow one = 1;
    g_assert_cmpint(host->move_posts(ctx, &one, 1, FAR), ==, ORG_OK);
    const OrgRow *unit = host->posts(ctx)->unit; /* 1, 3: moving post 1 writes the second */
    g_assert_cmpint(host->move_posts(ctx, unit, 2, PLAN), ==, ORG_OK);
    g_assert_cmpuint(unit[1], ==, PLAN);
    g_assert_cmpuint(unit[3], ==, PLAN);
    g_assert_cmpuint(unit[4], ==, FIN);
    return host->close_posts(ctx, host->people(ctx)->post, 2); /* and its holder writes that column */
}

static void
test_posts(Fixture *f, gconstpointer data)
{
    (void) data;
    as_recorded(f, moves);
    g_assert_cmpint(f->org->posts.closed[0], !=, ORG_OPEN);
    g_assert_cmpint(f->org->posts.closed[1], !=, ORG_OPEN);
    g_assert_cmpuint(f->org->totals.surplus, ==, 2);
}

static OrgStatus
sets(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow rows[] = { 0, 1 }, weighed[] = { 0, 3 };
    const int64_t up[] = { 1, 2 }, bosses[] = { 3, ORG_NONE };
    const OrgPosts *posts = host->posts(ctx);
    g_assert_cmpint(host->set(ctx, ORG_F_REPORTS_TO, rows, up, 2), ==, ORG_OK);
    g_assert_cmpint(host->set(ctx, ORG_F_REPORTS_TO, posts->reports_to, bosses, 2), ==, ORG_OK); /* of posts 1 and 2 */
    g_assert_cmpuint(posts->reports_to[1], ==, 3);
    g_assert_cmpuint(posts->reports_to[2], ==, ORG_NONE);
    g_assert_cmpuint(posts->reports_to[3], ==, ORG_NONE);
    /* 3000 in unit fin, whose weight grows with that of post 0, and 0 in unit old. */
    g_assert_cmpint(host->set(ctx, ORG_F_FTE, weighed, host->units(ctx)->fte + FIN, 2), ==, ORG_OK);
    g_assert_cmpuint(posts->fte[0], ==, 3000);
    g_assert_cmpuint(posts->fte[3], ==, 0);
    return ORG_OK;
}

static void
test_set(Fixture *f, gconstpointer data)
{
    (void) data;
    as_recorded(f, sets);
    g_assert_cmpint(f->org->units.fte[FIN], ==, 5000);
}

static OrgStatus
sets_attributes(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow rows[] = { TOWN, FIN, OLD, FAR, PLAN }, swapped[] = { FIN, TOWN };
    const double loads[] = { 1, 2, 3, 4, 5 };
    const OrgWord next[] = { FIN, TOWN, FAR, OLD, PLAN };
    g_assert_cmpint(host->set_numbers(ctx, ORG_UNITS, "load", rows, loads, 5), ==, ORG_OK);
    g_assert_cmpint(host->set_words(ctx, ORG_UNITS, "probe.next", rows, next, 5), ==, ORG_OK);
    const double *load = host->numbers(ctx, ORG_UNITS, "load");
    g_assert_cmpint(host->set_numbers(ctx, ORG_UNITS, "load", swapped, load, 2), ==, ORG_OK);
    g_assert_cmpfloat(load[TOWN], ==, 2);
    g_assert_cmpfloat(load[FIN], ==, 1);
    const OrgWord *words = host->words(ctx, ORG_UNITS, "probe.next");
    g_assert_cmpint(host->set_words(ctx, ORG_UNITS, "probe.next", words, words + 3, 2), ==, ORG_OK);
    g_assert_cmpuint(words[FIN], ==, OLD);
    g_assert_cmpuint(words[TOWN], ==, PLAN);
    return ORG_OK;
}

static void
test_attributes(Fixture *f, gconstpointer data)
{
    (void) data;
    as_recorded(f, sets_attributes);
}

static OrgStatus
places(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow rows[] = { 0, 1 };
    OrgRow first = ORG_NONE;
    g_assert_cmpint(host->open_posts(ctx, 0, FAR, 4, &first), ==, ORG_OK);
    const int64_t to[] = { first, first + 1 }, and_to[] = { first + 2, first + 3 };
    const OrgPosts *posts = host->posts(ctx);
    g_assert_cmpint(host->set(ctx, ORG_F_REPORTS_TO, rows, to, 2), ==, ORG_OK);
    g_assert_cmpint(host->place(ctx, posts->holder, posts->reports_to, 2, false), ==, ORG_OK);
    g_assert_cmpuint(posts->holder[0], ==, ORG_NONE);
    g_assert_cmpuint(posts->holder[first + 1], ==, 1);
    g_assert_cmpint(host->set(ctx, ORG_F_REPORTS_TO, rows, and_to, 2), ==, ORG_OK);
    g_assert_cmpint(host->place(ctx, posts->holder + first, posts->reports_to, 2, true), ==, ORG_OK);
    g_assert_cmpuint(host->people(ctx)->second[1], ==, first + 3);
    return ORG_OK;
}

static OrgStatus
leave_in_turn(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPeople *people = host->people(ctx);
    const OrgRow turned[] = { 1, 0 };
    g_assert_cmpint(host->leave(ctx, turned, people->since, 2, "resigned"), ==, ORG_OK);
    g_assert_cmpint(people->since[1], ==, ORG_MONTH(2023, 3));
    g_assert_cmpint(people->since[0], ==, ORG_MONTH(2023, 5));
    return host->leave(ctx, host->posts(ctx)->holder + 2, people->since, 2, host->spell(ctx, host->word(ctx, "h2")));
}

static void
test_people(Fixture *f, gconstpointer data)
{
    (void) data;
    as_recorded(f, places);
    f->org->people.since[0] = ORG_MONTH(2023, 3);
    f->org->people.since[1] = ORG_MONTH(2023, 5);
    g_byte_array_set_size(f->org->journal->bytes, 0);
    as_recorded(f, leave_in_turn);
    g_assert_cmpuint(f->org->totals.left, ==, 4);
}

/* The joiner is written in an attribute of the people, a table that grows by them. */
static OrgStatus
joins(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow rows[] = { 0, 1, 2 };
    const OrgJoiner joiner = { sizeof joiner, 4, ORG_MONTH(1990, 5), ORG_MONTH(2023, 1), ORG_FEMALE };
    double bytes[3] = { 0 };
    OrgRow first = ORG_NONE;
    memcpy(bytes, &joiner, sizeof joiner);
    g_assert_cmpint(host->set_numbers(ctx, ORG_PEOPLE, "probe.new", rows, bytes, 3), ==, ORG_OK);
    const OrgJoiner *joiners = (const OrgJoiner *) (const void *) host->numbers(ctx, ORG_PEOPLE, "probe.new");
    g_assert_cmpint(host->join(ctx, joiners, 1, sizeof bytes, &first), ==, ORG_OK);
    const OrgPeople *people = host->people(ctx);
    g_assert_cmpuint(people->post[first], ==, 4);
    g_assert_cmpint(people->born[first], ==, ORG_MONTH(1990, 5));
    g_assert_cmpuint(people->sex[first], ==, ORG_FEMALE);
    return ORG_OK;
}

static void
test_join(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_cmpuint(f->org->people.n, ==, f->org->people.capacity);
    as_recorded(f, joins);
}

/* Texts that the host gave. */
static OrgStatus
names(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow row = FAR;
    const double one = 1;
    g_assert_cmpint(host->rename_unit(ctx, FIN, host->id(ctx, ORG_UNITS, PLAN)), ==, ORG_OK);
    OrgRow unit = host->open_unit(ctx, TOWN, 0, host->id(ctx, ORG_POSTS, 3), host->name(ctx, ORG_UNITS, FIN));
    g_assert_cmpuint(unit, !=, ORG_NONE);
    g_assert_cmpstr(host->id(ctx, ORG_UNITS, unit), ==, "p3");
    g_assert_cmpstr(host->name(ctx, ORG_UNITS, unit), ==, "plan");
    return host->set_numbers(ctx, ORG_UNITS, host->name(ctx, ORG_UNITS, unit), &row, &one, 1);
}

static void
test_texts(Fixture *f, gconstpointer data)
{
    (void) data;
    as_recorded(f, names);
    g_assert_nonnull(org_attribute_find(f->org, ORG_UNITS, "plan"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/columns/posts", test_posts);
    fixture_test("/host/columns/set", test_set);
    fixture_test("/host/columns/attributes", test_attributes);
    fixture_test("/host/columns/people", test_people);
    fixture_test_crowd("/host/columns/join", 10, test_join); /* as many people as their table has room for */
    fixture_test("/host/columns/texts", test_texts);
    return g_test_run();
}
