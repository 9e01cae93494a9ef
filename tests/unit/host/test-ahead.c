// SPDX-License-Identifier: MIT
/* Months to come: announced leavings, their order and undoing; items that want to be woken. */
#include "fixture.h"
#include <string.h>

/* ---- the list itself */

static void
add(OrgAnnounced *a, guint32 item, OrgRow person, OrgMonth when, const char *reason)
{
    org_announced_add(a, item, &person, &when, 1, reason, item == 1 ? "left" : NULL, FALSE);
}

static char *
due(OrgAnnounced *a, OrgMonth month)
{
    GString *text = g_string_new(NULL);
    guint n = 0;
    const OrgAnnouncement *list = org_announced_take(a, month, &n);
    for (guint i = 0; i < n; i++)
        for (guint k = 0; k < list[i].n; k++)
            g_string_append_printf(text, "%u/%u %s %s;", list[i].item, list[i].people[k], list[i].reason,
                                   list[i].series ? list[i].series : "-");
    return g_string_free(text, FALSE);
}

static void
test_order(void)
{
    g_autoptr(OrgAnnounced) a = org_announced_new(100, 120);
    add(a, 2, 7, 105, "resigned");
    add(a, 1, 9, 105, "retired");
    add(a, 1, 3, 105, "retired");
    add(a, 1, 3, 106, "retired");
    add(a, 1, 3, 99, "before the run");
    add(a, 1, 3, 121, "after it");
    g_autofree char *first = due(a, 105), *second = due(a, 106), *again = due(a, 105), *none = due(a, 107);
    g_assert_cmpstr(first, ==, "1/3 retired left;1/9 retired left;2/7 resigned -;");
    g_assert_cmpstr(second, ==, "1/3 retired left;");
    g_assert_cmpstr(again, ==, "");
    g_assert_cmpstr(none, ==, "");
}

static void
test_undo(void)
{
    g_autoptr(OrgAnnounced) a = org_announced_new(100, 120);
    add(a, 1, 1, 110, "stays");
    guint mark = org_announced_mark(a);
    add(a, 1, 2, 110, "goes");
    add(a, 1, 3, 111, "goes");
    org_announced_undo_to(a, mark);
    add(a, 1, 4, 110, "stays");
    org_announced_forget(a);
    g_assert_cmpuint(org_announced_mark(a), ==, 0);
    g_autofree char *first = due(a, 110), *second = due(a, 111);
    g_assert_cmpstr(first, ==, "1/1 stays left;1/4 stays left;");
    g_assert_cmpstr(second, ==, "");
}

/* What was announced for good stays, whatever is undone; what was said twice under the same words is one; words come in the
 * order of their first person. */
static void
test_words(void)
{
    const OrgRow people[] = { 5, 3, 9, 5 };
    const OrgMonth months[] = { 110, 110, 110, 110 };
    g_autoptr(OrgAnnounced) a = org_announced_new(100, 120);
    org_announced_add(a, 1, people, months, G_N_ELEMENTS(people), "late", NULL, TRUE);
    g_assert_cmpuint(org_announced_mark(a), ==, 0);
    add(a, 1, 7, 110, "undone");
    org_announced_undo_to(a, 0);
    org_announced_add(a, 1, people, months, 2, "early", NULL, TRUE);
    org_announced_add(a, 0, people + 2, months, 1, "late", NULL, TRUE);
    g_autofree char *said = due(a, 110);
    g_assert_cmpstr(said, ==, "0/9 late -;1/3 late -;1/5 late -;1/9 late -;1/3 early -;1/5 early -;");
}

/* ---- the members of the host table */

static const OrgSeries series[] = { { "left", "People who left", ORG_FLOW, 0, "people" },
                                    { "present", "People present", ORG_LEVEL, 0, "people" } };
static OrgRow who[2];
static OrgMonth when[2];
static const char *counted;
static gsize how_many;

static OrgStatus
announces(const OrgHost *host, OrgCtx *ctx)
{
    return host->announce(ctx, who, when, how_many, "retired", counted);
}

static OrgStatus
announces_and_fails(const OrgHost *host, OrgCtx *ctx)
{
    host->announce(ctx, who, when, how_many, "retired", NULL);
    host->wake(ctx, host->now(ctx) + 5);
    return host->fail(ctx, ORG_E_INVALID, "no");
}

static void
prepare(Fixture *f, OrgRow first, OrgMonth month, const char *under)
{
    f->feature.series = series;
    f->feature.n_series = G_N_ELEMENTS(series);
    who[0] = first;
    when[0] = month;
    how_many = 1;
    counted = under;
}

static void
test_announce(Fixture *f, gconstpointer data)
{
    g_autoptr(OrgAnnounced) a = org_announced_new(ORG_MONTH(2023, 1), ORG_MONTH(2030, 12));
    g_autoptr(GArray) wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    (void) data;
    OrgMonth now = f->spec.now; /* 2023-12 */
    prepare(f, 2, now + 3, "left");
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_cmpstr(f->error, ==, "announce(): nothing can be announced in this call");
    f->spec.announced = a;
    f->spec.wakes = wakes;
    g_assert_true(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces_and_fails)); /* and nothing of it stays */
    g_assert_cmpuint(wakes->len, ==, 0);
    g_assert_cmpuint(org_announced_mark(a), ==, 1);
    g_assert_false(fixture_call(f, ORG_RULE, announces));
    g_assert_cmpstr(f->error, ==, "announce(): a rule may not call it; it is for an operator or a process");

    prepare(f, 2, now, "left");
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_cmpstr(f->error, ==, "announce(): person \"h2\" would leave this month or before; leave() is for that");
    prepare(f, 5, now + 1, "left");
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_cmpstr(f->error, ==, "announce(): person \"h5\" has left already");
    prepare(f, 99, now + 1, "left");
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_cmpstr(f->error, ==, "announce(): row 99 is no person; there are 6 rows");
    prepare(f, 2, now + 1, "gone");
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_cmpstr(f->error, ==, "announce(): the feature declares no series \"gone\"; list it in .series");
    prepare(f, 2, now + 1, "present");
    g_assert_false(fixture_call(f, ORG_OPERATOR, announces));
    g_assert_cmpstr(f->error, ==, "announce(): series \"present\" is no ORG_FLOW, so it counts no leavings");

    prepare(f, 1, now, "left");
    f->spec.foresees = TRUE; /* (from, now] is what it may speak of */
    g_assert_true(fixture_call(f, ORG_PROCESS, announces));
    prepare(f, 1, now + 1, "left");
    g_assert_false(fixture_call(f, ORG_PROCESS, announces));
    g_assert_cmpstr(f->error, ==, "announce(): person \"h1\" would leave outside the months that this call foresees");
    g_autofree char *first = due(a, now), *second = due(a, now + 3);
    g_assert_cmpstr(first, ==, "0/1 retired left;");
    g_assert_cmpstr(second, ==, "0/2 retired left;");
}

static OrgRow seen_first, seen_end;
static guint n_seen;

static OrgStatus
foresees(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow first, end;
    host->range(ctx, &first, &end);
    seen_first = MIN(seen_first, first);
    seen_end = MAX(seen_end, end);
    n_seen += end - first;
    return ORG_OK;
}

/* A call about the rows that joined, in blocks or not. */
static void
test_range(Fixture *f, gconstpointer data)
{
    (void) data;
    f->spec.foresees = TRUE;
    f->spec.first = 5;
    f->spec.end = f->org->people.n - 3;
    for (guint blocks = 0; blocks < 2; blocks++) {
        seen_first = ORG_NONE;
        seen_end = n_seen = 0;
        f->feature.flags = blocks ? ORG_BY_ROWS : 0;
        g_assert_true(fixture_call(f, ORG_PROCESS, foresees));
        g_assert_cmpuint(seen_first, ==, 5);
        g_assert_cmpuint(seen_end, ==, f->org->people.n - 3);
        g_assert_cmpuint(n_seen, ==, f->org->people.n - 8);
    }
}

static OrgMonth alarm_at;

static OrgStatus
wakes_twice(const OrgHost *host, OrgCtx *ctx)
{
    host->wake(ctx, alarm_at);
    return host->wake(ctx, alarm_at);
}

static void
test_wake(Fixture *f, gconstpointer data)
{
    g_autoptr(GArray) wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    (void) data;
    alarm_at = f->spec.now + 7;
    g_assert_false(fixture_call(f, ORG_RULE, wakes_twice));
    g_assert_cmpstr(f->error, ==, "wake(): this call is of no month to come back from");
    f->spec.wakes = wakes;
    g_assert_true(fixture_call(f, ORG_RULE, wakes_twice));
    g_assert_cmpuint(wakes->len, ==, 1);
    g_assert_cmpint(g_array_index(wakes, OrgMonth, 0), ==, alarm_at);
    g_assert_false(fixture_call(f, ORG_METRIC, wakes_twice));
    g_assert_cmpstr(f->error, ==, "wake(): a metric may not call it; it is for an operator, a process or a rule");
    alarm_at = f->spec.now;
    g_assert_false(fixture_call(f, ORG_OPERATOR, wakes_twice));
    g_assert_cmpstr(f->error, ==, "wake(): an item is called again in a later month, not in this one");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/host/ahead/order", test_order);
    g_test_add_func("/host/ahead/undo", test_undo);
    g_test_add_func("/host/ahead/words", test_words);
    fixture_test("/host/ahead/announce", test_announce);
    fixture_test_crowd("/host/ahead/range", 40000, test_range);
    fixture_test("/host/ahead/wake", test_wake);
    return g_test_run();
}
