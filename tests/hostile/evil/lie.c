// SPDX-License-Identifier: MIT
/* Breaks the rules of the interface without crashing. */
#include <math.h>
#include <orgsim/plugin.h>
#include <stdlib.h>
#include <string.h>

/* After a failure the call has failed, whatever it returns. */
static OrgStatus
forget_failure(const OrgHost *host, OrgCtx *ctx)
{
    host->rename_unit(ctx, 0, "Renamed before");
    host->fail(ctx, ORG_E_INVALID, "the quota cannot be met");
    host->rename_unit(ctx, 0, "Renamed after");
    return ORG_OK;
}

static OrgStatus
wrong_row(const OrgHost *host, OrgCtx *ctx)
{
    host->close_unit(ctx, 4000000000u, ORG_NONE);
    return ORG_OK;
}

static OrgStatus
wrong_reads(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *rows;
    host->children(ctx, 123456789, &rows);
    host->id(ctx, 77, 5);
    host->spell(ctx, 4000000000u);
    host->find(ctx, ORG_UNITS, NULL);
    return ORG_OK;
}

static OrgStatus
measure_nothing(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "share", ORG_NONE, NAN);
    return ORG_OK;
}

static OrgStatus
long_finding(const OrgHost *host, OrgCtx *ctx)
{
    size_t size = (size_t) 100 << 20;
    char *text = malloc(size);
    if (!text)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    memset(text, 'x', size - 1);
    text[size - 1] = '\0';
    host->finding(ctx, ORG_WARN, 0, ORG_NONE, "%s", text);
    free(text);
    return ORG_OK;
}

static OrgStatus
broken_text(const OrgHost *host, OrgCtx *ctx)
{
    host->finding(ctx, ORG_WARN, 0, ORG_NONE, "%s", "\xff\xfe<script>\x1b[31m");
    return ORG_OK;
}

/* The columns are handed out as const; a cast makes them writable in this process. */
static OrgStatus
write_columns(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    OrgWord *type = (OrgWord *) (uintptr_t) units->type;
    type[0] = type[0] ? 0 : 1;
    return ORG_OK;
}

static OrgStatus
odd_status(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return 12345;
}

static OrgStatus
rule_that_writes(const OrgHost *host, OrgCtx *ctx)
{
    host->rename_unit(ctx, 0, "Renamed by a rule");
    return ORG_OK;
}

static OrgStatus
veto_by_finding(const OrgHost *host, OrgCtx *ctx)
{
    host->finding(ctx, ORG_VETO, ORG_UNITS, 0, "against the law");
    return ORG_OK;
}

static OrgStatus
breach_of_nothing(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(ctx, ORG_VETO, ORG_UNITS, 0, "over-cap", NAN, 3, "against the law");
    return ORG_OK;
}

static OrgStatus
breach_nowhere(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(ctx, ORG_VETO, ORG_UNITS, host->units(ctx)->n, "over-cap", 6, 3, "against the law");
    return ORG_OK;
}

static OrgStatus
breach_without_code(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(ctx, ORG_VETO, ORG_UNITS, 0, "", 6, 3, "against the law");
    return ORG_OK;
}

static OrgStatus
breach_without_words(const OrgHost *host, OrgCtx *ctx)
{
    static const char *volatile none; /* past the eyes of the compiler */
    host->breach(ctx, ORG_VETO, ORG_UNITS, 0, "over-cap", 6, 3, none, NULL);
    return ORG_OK;
}

static OrgStatus
standing_nowhere(const OrgHost *host, OrgCtx *ctx)
{
    host->standing(ctx, "over-cap", 77, 0);
    return ORG_OK;
}

/* Each figure is one; their sum over the year is none, which shows when others have been called. */
static OrgStatus
overflow(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "burden", ORG_NONE, 1.7e308);
    return ORG_OK;
}

static const OrgSeries burden[] = { { .name = "burden", .label = "A burden", .kind = ORG_FLOW } };
static const OrgSeries series[] = { { .name = "share", .label = "A share", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT } };

enum { LEAVE_OFTEN = 1, LEAVE_COST, LEAVE_UNIT };

/* What is to be left out: in December 2021, or, of the yearly cost, the month after. What is rare may be. */
static OrgStatus
leave_out(const OrgHost *host, OrgCtx *ctx)
{
    OrgMonth now = host->now(ctx), december = 2021 * 12 + 11;
    int64_t out = host->integer(ctx, 0);
    if (out != LEAVE_OFTEN || now != december)
        host->measure(ctx, "often", ORG_NONE, 1);
    if (now != december)
        host->measure(ctx, "rare", ORG_NONE, 1);
    if (out != LEAVE_COST || now != december + 1)
        host->measure(ctx, "yearly", ORG_NONE, 1);
    for (OrgRow unit = 0; unit < host->units(ctx)->n; unit++)
        if (out != LEAVE_UNIT || unit != 1 || now != december)
            host->measure(ctx, "often", unit, 1);
    return ORG_OK;
}

static const char *const can_leave_out[] = { "nothing", "often", "cost", "unit", NULL };
static const OrgParam gaps[] = {
    { .key = "out",
      .type = ORG_CHOICE,
      .summary = "what to leave out",
      .fallback = "nothing",
      .choices = can_leave_out },
};
static const OrgSeries left_out[] = {
    { .name = "often", .label = "Always there", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT },
    { .name = "rare", .label = "At times there", .kind = ORG_LEVEL, .flags = ORG_SPARSE },
    { .name = "yearly", .label = "A yearly cost", .kind = ORG_LEVEL, .flags = ORG_RUNNING, .unit = "money" },
};

/* Tells of more than it pays. */
static OrgStatus
pay_once(const OrgHost *host, OrgCtx *ctx)
{
    int64_t amount = 10;
    return host->now(ctx) == 2022 * 12 ? host->pay(ctx, NULL, &amount, 1, "paid") : ORG_OK;
}

static OrgStatus
tell_more(const OrgHost *host, OrgCtx *ctx)
{
    if (host->now(ctx) == 2021 * 12 + 11)
        host->measure(ctx, "paid", ORG_NONE, 1);
    return ORG_OK;
}

static const OrgSeries paid[] = {
    { .name = "paid", .label = "Paid", .kind = ORG_FLOW, .flags = ORG_ONE_OFF, .unit = "money" },
};

static const OrgFeature features[] = {
    { .name = "pay-otherwise",
      .summary = "tells otherwise of what it pays",
      .kind = ORG_METRIC,
      .flags = ORG_SETTLES,
      .series = paid,
      .n_series = 1,
      .run = tell_more,
      .settle = pay_once },
    { .name = "leave-out",
      .summary = "leaves figures out",
      .kind = ORG_METRIC,
      .params = gaps,
      .n_params = 1,
      .series = left_out,
      .n_series = 3,
      .run = leave_out },
    { .name = "forget-failure",
      .summary = "returns success after fail()",
      .kind = ORG_OPERATOR,
      .run = forget_failure },
    { .name = "wrong-row", .summary = "closes a unit that does not exist", .kind = ORG_OPERATOR, .run = wrong_row },
    { .name = "wrong-reads",
      .summary = "asks for rows and words that do not exist",
      .kind = ORG_OPERATOR,
      .run = wrong_reads },
    { .name = "measure-nothing",
      .summary = "measures a value that is not a number",
      .kind = ORG_OPERATOR,
      .series = series,
      .n_series = 1,
      .run = measure_nothing },
    { .name = "overflow",
      .summary = "measures more than a number can hold",
      .kind = ORG_PROCESS,
      .series = burden,
      .n_series = 1,
      .run = overflow },
    { .name = "long-finding", .summary = "reports a finding of 100 MB", .kind = ORG_OPERATOR, .run = long_finding },
    { .name = "broken-text",
      .summary = "reports a finding that is not UTF-8",
      .kind = ORG_OPERATOR,
      .run = broken_text },
    { .name = "write-columns",
      .summary = "writes to the columns past the verbs",
      .kind = ORG_OPERATOR,
      .run = write_columns },
    { .name = "odd-status", .summary = "returns a status that is none", .kind = ORG_OPERATOR, .run = odd_status },
    { .name = "veto-by-finding", .summary = "vetoes without a measure", .kind = ORG_RULE, .run = veto_by_finding },
    { .name = "breach-of-nothing", .summary = "a breach by no number", .kind = ORG_RULE, .run = breach_of_nothing },
    { .name = "breach-nowhere", .summary = "a breach by no unit", .kind = ORG_RULE, .run = breach_nowhere },
    { .name = "breach-without-code", .summary = "a breach of nothing", .kind = ORG_RULE, .run = breach_without_code },
    { .name = "breach-without-words",
      .summary = "a breach that says nothing",
      .kind = ORG_RULE,
      .run = breach_without_words },
    { .name = "standing-nowhere", .summary = "asks for another table", .kind = ORG_RULE, .run = standing_nowhere },
    { .name = "rule-that-writes", .summary = "renames a unit in a rule", .kind = ORG_RULE, .run = rule_that_writes },
};
ORG_PLUGIN("lie", "1", "tests", "MIT", features);
