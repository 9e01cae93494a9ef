// SPDX-License-Identifier: MIT
/* Verbs through the host table: what sticks, what is undone, what is forbidden. */
#include "fixture.h"

enum { TOWN, FIN, OLD, FAR, PLAN };

static OrgStatus
fails_twice(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus first = host->close_unit(ctx, FIN, PLAN); /* still has posts */
    g_assert_cmpint(first, <, ORG_OK);
    g_assert_cmpint(host->rename_unit(ctx, FAR, "Far away"), ==, first);
    g_assert_cmpuint(host->open_unit(ctx, TOWN, 0, "new", "New"), ==, ORG_NONE);
    g_assert_cmpint(host->fail(ctx, ORG_E_NOT_FOUND, "a second sentence"), ==, first);
    host->measure(ctx, "x", ORG_NONE, 1);
    return ORG_OK; /* the failure sticks even if the plugin looks away */
}

static void
test_sticky(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_false(fixture_call(f, ORG_OPERATOR, fails_twice));
    g_assert_true(g_str_has_prefix(f->error, "close_unit(): "));
    g_assert_null(strstr(f->error, "second"));
    g_assert_cmpstr(org_name(f->org, ORG_UNITS, FAR), ==, "");
    g_assert_cmpstr(f->said->str, ==, "");
}

static OrgStatus
does_much_then_fails(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow first = ORG_NONE, people[] = { 0, 1 }, one = FAR;
    OrgMonth when[] = { ORG_MONTH(2023, 2), ORG_MONTH(2023, 12) };
    double value = 4;
    host->because(ctx, "for the test");
    OrgRow unit = host->open_unit(ctx, TOWN, host->word(ctx, "room"), "new", "New");
    g_assert_cmpuint(unit, ==, 5);
    g_assert_cmpuint(host->units(ctx)->n, ==, 6);
    g_assert_cmpint(host->open_posts(ctx, 0, unit, 3, &first), ==, ORG_OK);
    g_assert_cmpuint(host->posts(ctx)->unit[first + 2], ==, unit);
    g_assert_cmpint(host->leave(ctx, people, when, 2, "resigned"), ==, ORG_OK);
    g_assert_cmpuint(host->people(ctx)->state[1], ==, ORG_LEFT);
    OrgJoiner joiner = { sizeof joiner, first, ORG_MONTH(1990, 5), ORG_MONTH(2023, 1), ORG_FEMALE };
    g_assert_cmpint(host->join(ctx, &joiner, 1, sizeof joiner, &first), ==, ORG_OK);
    g_assert_cmpuint(host->people(ctx)->sex[first], ==, ORG_FEMALE);
    g_assert_cmpint(host->set_numbers(ctx, ORG_UNITS, "load", &one, &value, 1), ==, ORG_OK);
    g_assert_cmpfloat(host->numbers(ctx, ORG_UNITS, "load")[FAR], ==, 4);
    host->carry(ctx, 9);
    return host->fail(ctx, ORG_E_INVALID, "%s is short of %d", "it", 3);
}

static void
test_undone(Fixture *f, gconstpointer data)
{
    (void) data;
    g_autofree char *before = org_hash(f->org);
    guint acts = f->org->journal->n, bytes = f->org->journal->bytes->len;
    f->spec.carried = 2;
    g_assert_false(fixture_call(f, ORG_OPERATOR, does_much_then_fails));
    g_autofree char *after = org_hash(f->org);
    g_assert_cmpstr(f->error, ==, "it is short of 3");
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpuint(f->org->journal->n, ==, acts);
    g_assert_cmpuint(f->org->journal->bytes->len, ==, bytes);
    g_assert_cmpfloat(f->spec.carried, ==, 2);
}

static OrgStatus
leaves_outside(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow person = 0;
    OrgMonth when = host->from(ctx);
    return host->leave(ctx, &person, &when, 1, "resigned");
}

static void
test_leave_in_tick(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_false(fixture_call(f, ORG_PROCESS, leaves_outside));
    g_assert_cmpuint(f->org->people.state[0], ==, ORG_EMPLOYED);
}

static OrgStatus
writes(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpint(host->rename_unit(ctx, FIN, "Finance"), ==, ORG_E_FORBIDDEN);
    return ORG_OK;
}

static OrgStatus
writes_on_view(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *start = host->baseline(ctx, "start");
    g_assert_cmpint(host->rename_unit(start, FIN, "Finance"), ==, ORG_E_FORBIDDEN);
    return ORG_OK;
}

static void
test_forbidden(Fixture *f, gconstpointer data)
{
    static const struct {
        OrgKind kind;
        const char *says;
    } kinds[] = { { ORG_RULE, "rename_unit(): a rule may not call it; it is for an operator or a process" },
                  { ORG_METRIC, "rename_unit(): a metric may not call it; it is for an operator or a process" },
                  { ORG_RENDERER, "rename_unit(): a renderer may not call it; it is for an operator or a process" } };
    (void) data;
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_assert_false(fixture_call(f, kinds[i].kind, writes));
        g_assert_cmpstr(f->error, ==, kinds[i].says);
    }
    g_assert_false(fixture_call(f, ORG_OPERATOR, writes_on_view));
    g_assert_nonnull(strstr(f->error, "read-only"));
    g_assert_cmpstr(org_name(f->org, ORG_UNITS, FIN), ==, "");
    g_assert_cmpstr(org_name(f->baselines[0], ORG_UNITS, FIN), ==, "");
}

static OrgStatus
sets_own(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow row = FIN;
    OrgWord word = host->word(ctx, "yes");
    return host->set_words(ctx, ORG_UNITS, "probe.seen", &row, &word, 1);
}

static OrgStatus
sets_foreign(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow row = FIN;
    double value = 1;
    return host->set_numbers(ctx, ORG_UNITS, "prob.seen", &row, &value, 1);
}

static OrgStatus
sets_column(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow row = FIN;
    OrgWord word = host->word(ctx, "office");
    return host->set_words(ctx, ORG_UNITS, "type", &row, &word, 1);
}

static void
test_private(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_true(fixture_call(f, ORG_OPERATOR, sets_own));
    g_assert_nonnull(org_attribute_find(f->org, ORG_UNITS, "probe.seen"));
    g_assert_false(fixture_call(f, ORG_OPERATOR, sets_foreign));
    g_assert_cmpstr(f->error, ==, "set_numbers(): attribute \"prob.seen\" is private to plugin \"prob\"");
    g_assert_false(fixture_call(f, ORG_OPERATOR, sets_column));
    g_assert_nonnull(strstr(f->error, "column of its own"));
}

static OrgStatus
passes_nothing(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpint(host->close_posts(ctx, NULL, 0), ==, ORG_OK);
    return host->close_posts(ctx, NULL, 1);
}

static void
test_null(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_false(fixture_call(f, ORG_OPERATOR, passes_nothing));
    g_assert_cmpstr(f->error, ==, "close_posts(): posts is NULL");
}

static OrgStatus
says_nothing(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return ORG_E_FAILED;
}

static void
test_silent_failure(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_false(fixture_call(f, ORG_OPERATOR, says_nothing));
    g_assert_true(g_str_has_prefix(f->error, "it returned -1 without saying why"));
}

static OrgStatus
renames_because(const OrgHost *host, OrgCtx *ctx)
{
    host->rename_unit(ctx, FIN, "A");
    host->because(ctx, "it was decided");
    return host->rename_unit(ctx, FIN, "B");
}

static void
test_reason(Fixture *f, gconstpointer data)
{
    (void) data;
    f->item.index = 6;
    f->spec.item = &f->item;
    g_assert_true(fixture_call(f, ORG_OPERATOR, renames_because));
    g_assert_true(fixture_call(f, ORG_OPERATOR, renames_because)); /* a reason does not last into the next call */
    const char *const reasons[] = { "", "it was decided", "", "it was decided" };
    gsize offset = 0;
    OrgAct act;
    for (guint i = 0; i < G_N_ELEMENTS(reasons); i++) {
        g_assert_true(org_act_next(f->org->journal->bytes->data, f->org->journal->bytes->len, &offset, &act, NULL));
        g_autofree char *reason = org_message_text(act.reason, ORG_LANG_EN);
        g_assert_cmpstr(reason, ==, reasons[i]);
        g_assert_cmpstr(act.plugin, ==, "probe");
        g_assert_cmpuint(act.item, ==, 6);
        g_assert_cmpint(act.month, ==, ORG_MONTH(2023, 12));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/verbs/sticky", test_sticky);
    fixture_test("/host/verbs/undone", test_undone);
    fixture_test("/host/verbs/leave-in-tick", test_leave_in_tick);
    fixture_test("/host/verbs/forbidden", test_forbidden);
    fixture_test("/host/verbs/private", test_private);
    fixture_test("/host/verbs/null", test_null);
    fixture_test("/host/verbs/silent-failure", test_silent_failure);
    fixture_test("/host/verbs/reason", test_reason);
    return g_test_run();
}
