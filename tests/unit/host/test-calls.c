// SPDX-License-Identifier: MIT
/* Calls: blocks and chance, views, what is said, scratch memory, progress. */
#include "fixture.h"
#include <locale.h>
#include <math.h>
#include <string.h>

enum { CROWD = 40000 };

/* ---- blocks and chance */

static guint calls;

static OrgStatus
leaves_by_chance(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPeople *people = host->people(ctx);
    OrgRow first = 0, end = 0;
    size_t n = 0;
    host->range(ctx, &first, &end);
    OrgRow *rows = host->scratch(ctx, (end - first) * sizeof *rows);
    OrgMonth *when = host->scratch(ctx, (end - first) * sizeof *when);
    uint64_t key = host->key(ctx, 2023);
    for (OrgRow row = first; row < end; row++)
        if (people->state[row] != ORG_LEFT && org_chance_real(key, row, 0) < 0.1) {
            rows[n] = row;
            when[n++] = ORG_MONTH(2023, 1) + (OrgMonth) (org_chance(key, row, 1) % 12);
        }
    calls++;
    host->measure(ctx, "left", ORG_NONE, (double) n);
    host->measure(ctx, "left", 3, 1);
    return host->leave(ctx, rows, when, n, "resigned");
}

static char *
outcome(Fixture *f, guint flags, guint expected_calls)
{
    OrgMark mark = org_mark(f->org);
    f->feature.flags = flags | ORG_USES_CHANCE;
    calls = 0;
    g_assert_true(fixture_call(f, ORG_PROCESS, leaves_by_chance));
    g_assert_cmpuint(calls, ==, expected_calls);
    char *hash = org_hash(f->org);
    org_undo_to(f->org, mark);
    return hash;
}

static void
test_blocks(Fixture *f, gconstpointer data)
{
    (void) data;
    g_autofree char *once = outcome(f, 0, 1), *said = g_strdup(f->said->str);
    g_string_truncate(f->said, 0);
    g_autofree char *blocks = outcome(f, ORG_BY_ROWS, 3);
    g_assert_cmpstr(once, ==, blocks);
    g_assert_true(g_str_has_suffix(said, "\nleft of far = 1\n"));
    said[strlen(said) - 2] = '3'; /* one a block, added up; "left" comes to the same */
    g_assert_cmpstr(f->said->str, ==, said);
}

/* Done for good: the same comes out, and nothing is kept to undo it; the log goes on afterwards. */
static void
test_for_good(Fixture *f, gconstpointer data)
{
    (void) data;
    g_autofree char *undoable = outcome(f, ORG_BY_ROWS, 3);
    f->spec.for_good = TRUE;
    g_assert_true(fixture_call(f, ORG_PROCESS, leaves_by_chance));
    g_assert_cmpuint(org_mark(f->org).entries, ==, 0);
    g_autofree char *after = org_hash(f->org);
    g_assert_cmpstr(after, ==, undoable);
    g_assert_true(org_close_posts(f->org, (OrgRow[]){ 0 }, 1, NULL));
    g_assert_cmpuint(org_mark(f->org).entries, >, 0);
}

/* Asked between blocks: the first has run, the second never does. */
static void
test_block_stops(Fixture *f, gconstpointer data)
{
    g_autofree char *before = org_hash(f->org);
    (void) data;
    f->feature.flags = ORG_USES_CHANCE | ORG_BY_ROWS;
    f->go_on = FALSE;
    calls = 0;
    g_assert_false(fixture_call(f, ORG_PROCESS, leaves_by_chance));
    g_assert_cmpuint(calls, ==, 1);
    g_assert_cmpstr(f->error, ==, "it was stopped");
    g_autofree char *after = org_hash(f->org);
    g_assert_cmpstr(before, ==, after);
}

static guint fails_at;

static OrgStatus
fails_in_a_block(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = leaves_by_chance(host, ctx);
    return calls == fails_at ? host->fail(ctx, ORG_E_FAILED, "in block %u", calls) : status;
}

static void
test_block_fails(Fixture *f, gconstpointer data)
{
    g_autofree char *before = org_hash(f->org);
    (void) data;
    f->feature.flags = ORG_USES_CHANCE | ORG_BY_ROWS;
    calls = 0;
    fails_at = 2;
    g_assert_false(fixture_call(f, ORG_PROCESS, fails_in_a_block));
    g_autofree char *after = org_hash(f->org);
    g_assert_cmpuint(calls, ==, 2); /* no third block */
    g_assert_cmpstr(f->error, ==, "in block 2");
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpstr(f->said->str, ==, "");
}

static void
test_undeclared(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_false(fixture_call(f, ORG_PROCESS, leaves_by_chance));
    g_assert_true(g_str_has_prefix(f->error, "key(): "));
}

static guint64 seen_key;

static OrgStatus
takes_key(const OrgHost *host, OrgCtx *ctx)
{
    seen_key = host->key(ctx, 2023);
    g_assert_cmpuint(host->key(ctx, 2024), !=, seen_key);
    g_assert_cmpuint(host->key(ctx, 2023), ==, seen_key);
    return ORG_OK;
}

static guint64
key_now(Fixture *f)
{
    f->feature.flags = ORG_USES_CHANCE;
    g_assert_true(fixture_call(f, ORG_PROCESS, takes_key));
    return seen_key;
}

static void
test_key(Fixture *f, gconstpointer data)
{
    (void) data;
    guint64 keys[7], plain = key_now(f);
    g_assert_cmpuint(plain, ==, org_chance_key(7, 0, "probe", "probing", NULL, 0, 2023));
    f->item = (OrgItem){ .id = "step-1" };
    f->spec.item = &f->item;
    g_assert_cmpuint(key_now(f), ==, plain); /* an id that the reader made does not count */
    f->spec.from -= 6;
    f->spec.now -= 6;
    g_assert_cmpuint(key_now(f), ==, plain); /* nor does the clock */
    keys[0] = plain;
    f->item.id_given = TRUE;
    keys[1] = key_now(f);
    f->item.id = "step-2";
    keys[2] = key_now(f);
    f->item.id_given = FALSE;
    f->spec.ordinal = 1;
    keys[3] = key_now(f);
    f->spec.replication = 1;
    keys[4] = key_now(f);
    f->spec.seed = 8;
    keys[5] = key_now(f);
    f->feature.name = "proving";
    keys[6] = key_now(f);
    for (guint i = 0; i < 7; i++)
        for (guint j = 0; j < i; j++)
            g_assert_cmpuint(keys[i], !=, keys[j]);
}

/* ---- views */

static OrgMark step_begin;

static OrgStatus
closes_a_post(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow post = 4;
    return host->close_posts(ctx, &post, 1);
}

static OrgStatus
looks_back(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *before = host->before(ctx), *start = host->baseline(ctx, "start"), *earlier = host->baseline(ctx, "2015");
    const OrgRow *rows = NULL;
    g_assert_true(before && start && earlier && before != ctx);
    g_assert_true(before == host->before(ctx));
    g_assert_null(host->baseline(ctx, "2016"));
    g_assert_null(host->before(before));
    g_assert_cmpint(host->posts(ctx)->closed[4], ==, ORG_MONTH(2023, 12));
    g_assert_cmpint(host->posts(before)->closed[4], ==, ORG_OPEN);
    g_assert_cmpuint(host->units(earlier)->n, ==, 4);
    g_assert_cmpuint(host->posts_of(ctx, 1, &rows), ==, 2);
    g_assert_cmpuint(host->posts_of(before, 1, &rows), ==, 3);
    g_assert_cmpuint(rows[2], ==, 4);
    g_assert_cmpuint(host->children(start, ORG_NONE, &rows), ==, 1);
    g_assert_cmpuint(host->find(earlier, ORG_UNITS, "plan"), ==, ORG_NONE);
    host->rows(ctx, 0, &rows);
    g_assert_cmpuint(rows[0], ==, 4);
    g_assert_cmpuint(host->rows(before, 0, &rows), ==, 1);
    g_assert_cmpuint(host->rows(earlier, 0, &rows), ==, 0); /* judged there: no plan in 2015 */
    return ORG_OK;
}

static void
test_views(Fixture *f, gconstpointer data)
{
    static const OrgParam param = { .key = "units", .summary = "", .type = ORG_UNIT_SET, .fallback = "" };
    char *ids[] = { "plan", NULL };
    OrgValueInfo value = { .ids = ids };
    (void) data;
    f->feature.params = &param;
    f->feature.n_params = 1;
    f->spec.values = &value;
    step_begin = org_mark(f->org);
    g_assert_true(fixture_call(f, ORG_OPERATOR, closes_a_post));
    f->spec.before = &step_begin;
    g_assert_false(fixture_call(f, ORG_RULE, looks_back)); /* the id is missing in 2015, and that is said */
    g_assert_cmpstr(f->error, ==, "units: there is no unit \"plan\"");
    f->spec.before = NULL;
    org_undo_to(f->org, step_begin);
}

static OrgStatus
counts_units(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    double open = 0;
    for (uint32_t i = 0; i < units->n; i++)
        open += units->closed[i] == ORG_OPEN;
    host->measure(ctx, "units", ORG_NONE, open);
    return ORG_OK;
}

static void
test_on_baseline(Fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    (void) data;
    f->feature.kind = ORG_METRIC;
    f->feature.run = counts_units;
    f->spec.feature = &f->feature;
    g_assert_true(org_caller_call_on(f->caller, 1, &f->spec, &error));
    g_assert_true(org_caller_call(f->caller, &f->spec, &error));
    g_assert_cmpstr(f->said->str, ==, "units = 3\nunits = 4\n");
    g_assert_false(org_caller_call_on(f->caller, 2, &f->spec, &error));
    g_assert_error(error, ORG_ERROR, ORG_E_NOT_FOUND);
}

/* ---- saying */

static OrgStatus
says(const OrgHost *host, OrgCtx *ctx)
{
    host->finding(ctx, ORG_WARN, ORG_UNITS, 1, "%s has %d of %u: %.1f%% (%g, %ld)", "fin", -2, 3u, 66.66, 0.25,
                  1L << 40);
    host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "broken \xff%s", "x");
    return ORG_OK;
}

static OrgStatus
says_odd(const OrgHost *host, OrgCtx *ctx)
{
    static const char *volatile odd = "%n"; /* past the eyes of the compiler, which checks the formats that it sees */
    host->finding(ctx, ORG_NOTE, 0, ORG_NONE, odd, NULL);
    return ORG_OK;
}

static OrgStatus
says_a_lot(const OrgHost *host, OrgCtx *ctx)
{
    char *text = host->scratch(ctx, 100001);
    memset(text, 'a', 100000);
    host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "%s%s", text, "\xff");
    return ORG_OK;
}

static void
test_saying(Fixture *f, gconstpointer data)
{
    (void) data;
    setlocale(LC_ALL, "de_DE.UTF-8"); /* whether there or not, the text is the same */
    g_assert_false(fixture_call(f, ORG_RULE, says));
    setlocale(LC_ALL, "C");
    g_assert_cmpstr(f->said->str, ==, "2 1 1: fin has -2 of 3: 66.7% (0.25, 1099511627776)\n");
    g_assert_cmpstr(f->error, ==, "finding(): the format of a sentence is not valid UTF-8");
    g_assert_false(fixture_call(f, ORG_RULE, says_odd));
    g_assert_nonnull(strstr(f->error, "a conversion other than"));
    g_string_truncate(f->said, 0);
    g_assert_true(fixture_call(f, ORG_RULE, says_a_lot));
    g_assert_cmpuint(f->said->len, <, 5000);
    g_assert_true(g_utf8_validate(f->said->str, -1, NULL));
}

static OrgStatus
vetoes(const OrgHost *host, OrgCtx *ctx)
{
    host->finding(ctx, ORG_VETO, ORG_UNITS, 1, "no");
    return ORG_OK;
}

static OrgStatus
vetoes_as_it_should(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(ctx, ORG_VETO, ORG_UNITS, 1, "no", 1, 0, "no");
    return ORG_OK;
}

static OrgStatus
measures_infinity(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "x", ORG_NONE, INFINITY);
    return ORG_OK;
}

static OrgStatus
measures_twice(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "layer-1", ORG_NONE, 1);
    host->measure(ctx, "left", 1, 1);
    host->measure(ctx, "left", ORG_NONE, 1);
    host->measure(ctx, "left", 1, 2);
    return ORG_OK;
}

static OrgStatus
measures_of_a_unit(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "units", 1, 1);
    return ORG_OK;
}

static OrgStatus
measures_undeclared(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "layer-1", ORG_NONE, 1);
    host->measure(ctx, "layer-", ORG_NONE, 1);
    return ORG_OK;
}

/* What is measured is declared, of what it is declared for, and once; nothing of a call that failed is told. */
static void
test_series(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_false(fixture_call(f, ORG_METRIC, measures_undeclared));
    g_assert_cmpstr(f->error, ==, "measure(): the feature declares no series \"layer-\"; list it in .series");
    g_assert_false(fixture_call(f, ORG_METRIC, measures_of_a_unit));
    g_assert_cmpstr(f->error, ==, "measure(): series \"units\" is not declared ORG_PER_UNIT, but measured of a unit");
    g_assert_false(fixture_call(f, ORG_METRIC, measures_twice));
    g_assert_cmpstr(f->error, ==, "measure(): series \"left\" is measured twice of unit \"fin\" in one call");
    g_assert_cmpstr(f->said->str, ==, "");
    f->feature.flags = ORG_BY_ROWS; /* twice in one block */
    g_assert_false(fixture_call(f, ORG_METRIC, measures_twice));
    g_assert_cmpstr(f->error, ==, "measure(): series \"left\" is measured twice of unit \"fin\" in one call");
}

static OrgStatus
finds_no_row(const OrgHost *host, OrgCtx *ctx)
{
    host->finding(ctx, ORG_NOTE, ORG_UNITS, 99, "no");
    return ORG_OK;
}

static void
test_who_may_say(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_true(fixture_call(f, ORG_RULE, vetoes_as_it_should));
    g_assert_false(fixture_call(f, ORG_RULE, vetoes));
    g_assert_true(
        g_str_has_prefix(f->error, "finding(): a rule vetoes by breach(), with a code, a value and its limit"));
    g_assert_false(fixture_call(f, ORG_OPERATOR, vetoes_as_it_should));
    g_assert_cmpstr(f->error, ==, "breach(): an operator may not call it; it is for a rule");
    g_assert_false(fixture_call(f, ORG_OPERATOR, vetoes));
    g_assert_cmpstr(f->error, ==, "finding(): only a rule may veto; an operator fails by fail()");
    g_assert_false(fixture_call(f, ORG_RULE, counts_units));
    g_assert_cmpstr(f->error, ==, "measure(): a rule may not call it; it is for an operator, a process or a metric");
    g_assert_false(fixture_call(f, ORG_METRIC, measures_infinity));
    g_assert_cmpstr(f->error, ==, "measure(): series \"x\" is infinite; who knows no figure measures none");
    g_assert_false(fixture_call(f, ORG_RULE, finds_no_row));
    g_assert_cmpstr(f->error, ==, "finding(): row 99 is no unit; there are 5 rows");
}

/* ---- the rest */

static OrgStatus
uses_scratch(const OrgHost *host, OrgCtx *ctx)
{
    for (guint i = 0; i < 200; i++) {
        unsigned char *memory = host->scratch(ctx, 1000 + i * 37);
        g_assert_nonnull(memory);
        g_assert_cmpuint((gsize) memory % 64, ==, 0);
        for (guint j = 0; j < 1000 + i * 37; j++)
            g_assert_cmpuint(memory[j], ==, 0);
        memset(memory, 0xee, 1000 + i * 37);
    }
    g_assert_null(host->scratch(ctx, SIZE_MAX - 5));
    g_assert_nonnull(host->scratch(ctx, 0));
    host->carry(ctx, host->carried(ctx) + 1);
    return ORG_OK;
}

static void
test_scratch(Fixture *f, gconstpointer data)
{
    (void) data;
    for (guint i = 1; i <= 3; i++) {
        g_assert_true(fixture_call(f, ORG_PROCESS, uses_scratch));
        g_assert_cmpfloat(f->spec.carried, ==, i);
    }
}

static OrgStatus
asks_progress(const OrgHost *host, OrgCtx *ctx)
{
    host->rename_unit(ctx, 1, "New");
    return host->progress(ctx, 0.5) ? ORG_OK : ORG_E_FAILED;
}

static void
test_progress(Fixture *f, gconstpointer data)
{
    (void) data;
    f->go_on = FALSE;
    g_assert_false(fixture_call(f, ORG_OPERATOR, asks_progress));
    g_assert_cmpstr(f->error, ==, "it was stopped");
    g_assert_cmpstr(org_name(f->org, ORG_UNITS, 1), ==, "");
    f->go_on = TRUE;
    g_assert_true(fixture_call(f, ORG_OPERATOR, asks_progress));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test_crowd("/host/calls/blocks", CROWD, test_blocks);
    fixture_test_crowd("/host/calls/for-good", CROWD, test_for_good);
    fixture_test_crowd("/host/calls/block-fails", CROWD, test_block_fails);
    fixture_test("/host/calls/series", test_series);
    fixture_test_crowd("/host/calls/block-stops", CROWD, test_block_stops);
    fixture_test("/host/calls/undeclared", test_undeclared);
    fixture_test("/host/calls/key", test_key);
    fixture_test("/host/calls/views", test_views);
    fixture_test("/host/calls/on-baseline", test_on_baseline);
    fixture_test("/host/calls/saying", test_saying);
    fixture_test("/host/calls/who-may-say", test_who_may_say);
    fixture_test("/host/calls/scratch", test_scratch);
    fixture_test("/host/calls/progress", test_progress);
    return g_test_run();
}
