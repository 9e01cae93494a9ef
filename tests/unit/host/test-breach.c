// SPDX-License-Identifier: MIT
/* breach(), standing() and stood() as a rule meets them: what arrives, what is asked back, and each wrong use as a sentence. */
#include "fixture.h"
#include <math.h>
#include <string.h>

/* What whoever evaluates the rules would remember: one breach of a unit. */
static OrgRow stands_on;
static const OrgCallStanding remembered = { ORG_MONTH(2022, 7), 6, 3 };

static void
on_breach(gpointer data, const OrgCallBreach *b)
{
    Fixture *f = data;
    g_autofree char *text = org_message_text(b->message, ORG_LANG_EN);
    g_string_append_printf(f->said, "%u %u %d %s %g of %g: %s\n", b->severity, b->table,
                           b->row == ORG_NONE ? -1 : (gint) b->row, b->code, b->value, b->limit, text);
}

static gboolean
on_standing(gpointer data, const char *code, guint table, OrgRow row, OrgCallStanding *out)
{
    (void) data;
    if (strcmp(code, "over-cap") != 0 || (row == ORG_NONE ? table != 0 : table != ORG_UNITS) || row != stands_on)
        return FALSE;
    *out = remembered;
    return TRUE;
}

static void
listen(Fixture *f)
{
    f->sink.breach = on_breach;
    f->sink.standing = on_standing;
}

static OrgStatus
says(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(ctx, ORG_NOTE, ORG_UNITS, 1, "over-cap", 6, 3, "%s has %u", host->id(ctx, ORG_UNITS, 1), 6u);
    host->breach(ctx, ORG_VETO, 77, ORG_NONE, "over-2nd", -0.5, 0, "together");
    return ORG_OK;
}

static void
test_said(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_true(fixture_call(f, ORG_RULE, says)); /* nobody listens */
    g_assert_cmpstr(f->said->str, ==, "");
    listen(f);
    g_assert_true(fixture_call(f, ORG_RULE, says));
    g_assert_cmpstr(f->said->str, ==, "1 1 1 over-cap 6 of 3: fin has 6\n3 0 -1 over-2nd -0.5 of 0: together\n");
}

static OrgStatus
asks(const OrgHost *host, OrgCtx *ctx)
{
    double value = 1, limit = 2;
    const OrgMonth now = host->now(ctx);
    g_assert_cmpint(host->standing(ctx, "over-cap", ORG_UNITS, 1), ==, stands_on == 1 ? ORG_MONTH(2022, 7) : now);
    g_assert_cmpint(host->standing(ctx, "over-cap", 77, ORG_NONE), ==,
                    stands_on == ORG_NONE ? ORG_MONTH(2022, 7) : now);
    g_assert_cmpint(host->standing(ctx, "other", ORG_UNITS, 1), ==, now);
    g_assert_cmpint(host->standing(ctx, "over-cap", ORG_POSTS, 1), ==, now);
    g_assert_true(host->stood(ctx, "over-cap", ORG_UNITS, 1, NULL, NULL) == (stands_on == 1));
    if (host->stood(ctx, "over-cap", ORG_UNITS, 1, &value, &limit))
        g_assert_true(value == 6 && limit == 3);
    else
        g_assert_true(value == 1 && limit == 2);
    return ORG_OK;
}

static void
test_asked_back(Fixture *f, gconstpointer data)
{
    (void) data;
    stands_on = 99;
    g_assert_true(fixture_call(f, ORG_RULE, asks)); /* nobody remembers: all is new */
    listen(f);
    g_assert_true(fixture_call(f, ORG_RULE, asks));
    stands_on = 1;
    g_assert_true(fixture_call(f, ORG_RULE, asks));
    stands_on = ORG_NONE;
    g_assert_true(fixture_call(f, ORG_RULE, asks));
}

/* ---- wrong use */

static struct {
    guint severity;
    OrgRow row;
    const char *code;
    double value, limit;
    const char *format;
} wrong;

static OrgStatus
says_wrong(const OrgHost *host, OrgCtx *ctx)
{
    const char *volatile format =
        wrong.format; /* past the eyes of the compiler, which checks the formats that it sees */
    host->breach(ctx, wrong.severity, ORG_UNITS, wrong.row, wrong.code, wrong.value, wrong.limit, format, NULL);
    return ORG_OK;
}

static void
test_wrong(Fixture *f, gconstpointer data)
{
    static const char long_code[] = "a2345678901234567890123456789012345678901234567890123456789012345"; /* 65 bytes */
    static const struct {
        guint severity;
        OrgRow row;
        const char *code;
        double value, limit;
        const char *format, *says;
    } cases[] = {
        { ORG_VETO, 1, "x", NAN, 1, "no",
          "breach(): the value of \"x\" is no finite number; without it nobody can tell what is worse" },
        { ORG_VETO, 1, "x", 1, NAN, "no",
          "breach(): the limit of \"x\" is no finite number; without it nobody can tell what is worse" },
        { ORG_VETO, 1, "x", INFINITY, 1, "no",
          "breach(): the value of \"x\" is no finite number; without it nobody can tell what is worse" },
        { ORG_VETO, 99, "x", 1, 1, "no", "breach(): row 99 is no unit; there are 5 rows" },
        { ORG_VETO, 1, "", 1, 1, "no",
          "breach(): the code is NULL or empty; it is what a breach is known by, as in \"over-cap\"" },
        { ORG_VETO, 1, NULL, 1, 1, "no",
          "breach(): the code is NULL or empty; it is what a breach is known by, as in \"over-cap\"" },
        { ORG_VETO, 1, "Over cap", 1, 1, "no",
          "breach(): the code is not made of at most 64 lower-case letters, digits and hyphens, beginning with a "
          "letter" },
        { ORG_VETO, 1, "over\xff", 1, 1, "no",
          "breach(): the code is not made of at most 64 lower-case letters, digits and hyphens, beginning with a "
          "letter" },
        { ORG_VETO, 1, long_code, 1, 1, "no",
          "breach(): the code is not made of at most 64 lower-case letters, digits and hyphens, beginning with a "
          "letter" },
        { ORG_VETO, 1, "x", 1, 1, NULL, "breach(): the format of a sentence is NULL" },
        { 0, 1, "x", 1, 1, "no", "breach(): severity 0 is none of ORG_NOTE, ORG_WARN and ORG_VETO" },
        { 4, 1, "x", 1, 1, "no", "breach(): severity 4 is none of ORG_NOTE, ORG_WARN and ORG_VETO" },
    };
    (void) data;
    listen(f);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        wrong.severity = cases[i].severity;
        wrong.row = cases[i].row;
        wrong.code = cases[i].code;
        wrong.value = cases[i].value;
        wrong.limit = cases[i].limit;
        wrong.format = cases[i].format;
        g_assert_false(fixture_call(f, ORG_RULE, says_wrong));
        g_assert_cmpstr(f->error, ==, cases[i].says);
    }
    wrong.code = long_code + 1; /* 64 bytes, but it begins with a digit */
    wrong.severity = ORG_NOTE;
    wrong.format = "no";
    g_assert_false(fixture_call(f, ORG_RULE, says_wrong));
    g_assert_cmpstr(f->said->str, ==, "");
}

static OrgStatus
asks_wrong(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpint(host->standing(ctx, wrong.code, ORG_UNITS, wrong.row), ==, host->now(ctx));
    g_assert_false(host->stood(ctx, wrong.code, ORG_UNITS, wrong.row, NULL, NULL));
    return ORG_OK;
}

static OrgStatus
asks_of_a_view(const OrgHost *host, OrgCtx *ctx)
{
    host->stood(host->baseline(ctx, "start"), "over-cap", ORG_UNITS, 1, NULL, NULL);
    return ORG_OK;
}

static OrgStatus
says_of_a_view(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(host->baseline(ctx, "start"), ORG_NOTE, ORG_UNITS, 1, "over-cap", 1, 0, "no");
    return ORG_OK;
}

static void
test_asks_wrong(Fixture *f, gconstpointer data)
{
    (void) data;
    listen(f);
    wrong.row = 99;
    wrong.code = "over-cap";
    g_assert_false(fixture_call(f, ORG_RULE, asks_wrong));
    g_assert_cmpstr(f->error, ==, "standing(): row 99 is no unit; there are 5 rows");
    wrong.row = 1;
    wrong.code = "";
    g_assert_false(fixture_call(f, ORG_RULE, asks_wrong));
    g_assert_cmpstr(f->error, ==,
                    "standing(): the code is NULL or empty; it is what a breach is known by, as in \"over-cap\"");
    g_assert_false(fixture_call(f, ORG_METRIC, asks_wrong));
    g_assert_cmpstr(f->error, ==, "standing(): a metric may not call it; it is for a rule");
    g_assert_false(fixture_call(f, ORG_RULE, asks_of_a_view));
    g_assert_cmpstr(f->error, ==, "stood(): it is said of the organisation of the call, not of a view");
    g_assert_false(fixture_call(f, ORG_RULE, says_of_a_view));
    g_assert_cmpstr(f->error, ==, "breach(): it is said of the organisation of the call, not of a view");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/breach/said", test_said);
    fixture_test("/host/breach/asked-back", test_asked_back);
    fixture_test("/host/breach/wrong", test_wrong);
    fixture_test("/host/breach/asks-wrong", test_asks_wrong);
    return g_test_run();
}
