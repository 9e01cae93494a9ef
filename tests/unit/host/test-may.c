// SPDX-License-Identifier: MIT
/* Who may call what: the tags of plugin.h, enforced. */
#include "fixture.h"

static OrgStatus
looks_before(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_null(host->before(ctx));
    return ORG_OK;
}

static OrgStatus
asks_for_the_window(const OrgHost *host, OrgCtx *ctx)
{
    OrgMonth first = 0, last = 0;
    host->window(ctx, &first, &last);
    g_assert_true(first == host->now(ctx) && last == first);
    return ORG_OK;
}

static OrgStatus
carries(const OrgHost *host, OrgCtx *ctx)
{
    host->carry(ctx, host->carried(ctx) + 1);
    return ORG_OK;
}

static OrgStatus
measures(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "posts", ORG_NONE, 1);
    return ORG_OK;
}

static OrgStatus
reads_runs(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpuint(host->runs(ctx), ==, 0);
    return ORG_OK;
}

static OrgStatus
translates(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpstr(host->translate(ctx, "vi", "units"), ==, "units");
    return ORG_OK;
}

static void
test_kinds(Fixture *f, gconstpointer data)
{
    static const struct {
        Run run;
        OrgKind kind;
        const char *says; /* "": it may */
    } cases[] = {
        { looks_before, ORG_RULE, "" },
        { looks_before, ORG_OPERATOR, "before(): an operator may not call it; it is for a rule" },
        { asks_for_the_window, ORG_PROCESS, "window(): a process may not call it; it is for an operator" },
        { carries, ORG_PROCESS, "" },
        { carries, ORG_RULE, "carried(): a rule may not call it; it is for an operator or a process" },
        { measures, ORG_RENDERER,
          "measure(): a renderer may not call it; it is for an operator, a process or a metric" },
        { reads_runs, ORG_METRIC, "runs(): a metric may not call it; it is for a renderer" },
        { translates, ORG_RULE, "translate(): a rule may not call it; it is for a renderer" },
    };
    (void) data;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        gboolean ok = fixture_call(f, cases[i].kind, cases[i].run);
        g_assert_cmpstr(f->error, ==, cases[i].says);
        g_assert_true(ok == (cases[i].says[0] == '\0'));
    }
}

static OrgStatus
foresees(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpuint(host->people(ctx)->n, ==, 6);
    g_assert_nonnull(host->scratch(ctx, 100));
    return ORG_OK;
}

static OrgStatus
foresees_too_much(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow person = 0;
    OrgMonth when = host->now(ctx);
    return host->leave(ctx, &person, &when, 1, "retired");
}

/* A call that foresees reads; it is the calendar that lets things happen. */
static void
test_foreseeing(Fixture *f, gconstpointer data)
{
    (void) data;
    f->spec.foresees = TRUE;
    g_assert_true(fixture_call(f, ORG_PROCESS, foresees));
    g_assert_false(fixture_call(f, ORG_PROCESS, foresees_too_much));
    g_assert_cmpstr(f->error, ==, "leave(): a call that foresees may read and announce, and nothing else");
    g_assert_false(fixture_call(f, ORG_PROCESS, measures));
    g_assert_cmpstr(f->error, ==, "measure(): a call that foresees may read and announce, and nothing else");
}

static OrgStatus
pays(const OrgHost *host, OrgCtx *ctx)
{
    const int64_t amount = 7;
    return host->pay(ctx, NULL, &amount, 1, "cost");
}

static OrgStatus
pays_and_reads(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPayment *payments;
    uint32_t stride;
    g_assert_cmpuint(host->payments(ctx, &payments, &stride), ==, 0); /* those of others are not shown */
    pays(host, ctx);
    g_assert_cmpuint(host->payments(ctx, &payments, &stride), ==, 1);
    g_assert_cmpint(payments->amount, ==, 7);
    return ORG_OK;
}

static OrgStatus
changes(const OrgHost *host, OrgCtx *ctx)
{
    return host->rename_unit(ctx, 0, "Renamed");
}

/* A metric that settles may pay, and no more; one that measures may not pay. */
static void
test_settling(Fixture *f, gconstpointer data)
{
    const gint64 others[] = { 3 };
    (void) data;
    g_assert_false(fixture_call(f, ORG_METRIC, pays));
    g_assert_cmpstr(f->error, ==, "pay(): this call may not change the organisation");
    g_assert_true(org_pay(f->org, NULL, others, 1, 5, "cost", NULL));
    fixture_settle(f, pays_and_reads);
    g_assert_cmpstr(f->error, ==, "");
    g_assert_cmpint(f->org->totals.paid, ==, 10);
    fixture_settle(f, changes);
    g_assert_cmpstr(f->error, ==, "rename_unit(): a metric may not call it; it is for an operator or a process");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/may/kinds", test_kinds);
    fixture_test("/host/may/foreseeing", test_foreseeing);
    fixture_test("/host/may/settling", test_settling);
    return g_test_run();
}
