// SPDX-License-Identifier: MIT
/* Inspections of units and people, in streams that have nothing to do with each other: checks by a committee are one, cases with
 * signs of a violation before an inspection commission another. Called after the steps of a month. */
#include "inspection.h"

static const OrgParam params[] = {
    [P_STREAMS] = { .key = "streams",
                    .summary = "Each stream: how many it checks in a year, and the shares of the stages that follow",
                    .type = ORG_TABLE,
                    .columns =
                        "stream:text,of:text?,number:real,signs:real?,found:real?,disciplined:real?,order:text?" },
    [P_UNITS] = { .key = "units",
                  .summary = "Units that may be checked; empty: all open units",
                  .type = ORG_UNIT_SET,
                  .fallback = "" },
    [P_PEOPLE] = { .key = "people",
                   .summary = "People who may be checked; empty: all who have not left",
                   .type = ORG_PERSON_SET,
                   .fallback = "" },
    [P_MONTHS] = { .key = "months",
                   .summary = "How long discipline is in force",
                   .unit = "months",
                   .type = ORG_INT,
                   .fallback = "12",
                   .min = 1,
                   .max = 600 },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Call c = { .host = host, .ctx = ctx, .now = host->now(ctx) };
    const OrgTable *table = host->table(ctx, P_STREAMS);
    Stream *streams = call_scratch(host, ctx, &c.status, table->rows, sizeof *streams);
    c.key = host->key(ctx, c.now / 12);
    for (size_t row = 0; c.status == ORG_OK && row < table->rows; row++)
        call_ok(&c.status, stream_read(&c, row, &streams[row]));
    for (size_t row = 0; c.status == ORG_OK && row < table->rows; row++)
        stream_go(&c, &streams[row]);
    return c.status;
}

static const OrgSeries series[] = {
    { .name = "inspected-*", .label = "Units or people inspected: *", .kind = ORG_FLOW },
    { .name = "signs-*", .label = "With signs of a violation: *", .kind = ORG_FLOW },
    { .name = "violations-*", .label = "Violations found: *", .kind = ORG_FLOW },
    { .name = "disciplined-*", .label = "Units or people disciplined: *", .kind = ORG_FLOW },
};

static const OrgFeature features[] = {
    { .name = "inspection",
      .summary = "Units and people are checked; signs, violations found, discipline",
      .details =
          "Each stream checks its number a year, a twelfth in each month, nobody twice in a year: by chance, or those "
          "with the highest "
          "value of an attribute first. Signs are a share of who is checked, violations of those with signs, "
          "discipline of those "
          "found. Who is disciplined has the attribute `discipline_until`. All shares are assumptions, or calibrated.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("inspection", "1.0.0", "orgsim", "MIT", features);
