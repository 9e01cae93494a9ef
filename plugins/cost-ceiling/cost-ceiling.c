// SPDX-License-Identifier: MIT
/* One-off costs stay below a ceiling, over the run or in each calendar year. */
#include "../common/grace.h"

enum { AT_MOST, PER, NOTE_FROM, SEVERITY, BASIS, N_PARAMS };
enum { PER_RUN, PER_YEAR };

static const char *const per_choices[] = { "run", "year", NULL };

static const OrgParam params[N_PARAMS] = {
    [AT_MOST] = { .key = "at_most",
                  .summary = "What may be paid, in the run's currency",
                  .unit = "money",
                  .type = ORG_REAL,
                  .max = 9e15 },
    [PER] = { .key = "per",
              .summary = "Over the whole run, or in each calendar year",
              .type = ORG_CHOICE,
              .fallback = "run",
              .choices = per_choices },
    [NOTE_FROM] = { .key = "note_from",
                    .summary = "From this share of the ceiling on a note says how much is paid",
                    .type = ORG_PERCENT,
                    .fallback = "100%",
                    .max = 1 },
    [SEVERITY] = { .key = "severity",
                   .summary = "What a breach is: a `veto` undoes the step that caused it",
                   .type = ORG_CHOICE,
                   .fallback = "veto",
                   .choices = grace_severity_choices },
    [BASIS] = { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

/* What the host keeps of the ledger for rules. */
typedef struct {
    uint32_t size;
    int64_t (*paid)(OrgCtx *, OrgMonth first, OrgMonth last);
} Paid;

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const Paid *ledger = host->extension(ctx, "orgsim.draft.paid");
    const OrgMonth now = host->now(ctx);
    const double most = host->real(ctx, AT_MOST);
    const char *basis = host->text(ctx, BASIS), *colon = basis[0] ? ": " : "", *currency = host->currency(ctx);
    const bool year = host->integer(ctx, PER) == PER_YEAR;
    if (!ledger)
        return host->fail(ctx, ORG_E_FAILED, "this engine does not tell rules what was paid");
    const double paid = (double) ledger->paid(ctx, year ? now / 12 * 12 : 0, now);
    if (year && paid > 0) /* next January nothing is paid yet */
        host->wake(ctx, now / 12 * 12 + 12);
    if (paid > most)
        host->breach(ctx, grace_severities[host->integer(ctx, SEVERITY)], 0, ORG_NONE, "over-ceiling", paid, most,
                     "%.0f %s are paid; at most %.0f are allowed%s%s", paid, currency, most, colon, basis);
    else if (paid >= host->real(ctx, NOTE_FROM) * most && paid > 0)
        host->breach(ctx, ORG_NOTE, 0, ORG_NONE, "near-ceiling", paid, most, "%.0f %s are paid of at most %.0f%s%s",
                     paid, currency, most, colon, basis);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "cost-ceiling",
      .summary = "One-off costs stay below a ceiling",
      .details = "All that the ledger holds counts, whoever paid it. A step that would bring the sum above the ceiling "
                 "is undone.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = N_PARAMS,
      .run = run },
};

ORG_PLUGIN("cost-ceiling", "1.0.0", "orgsim", "MIT", features);
