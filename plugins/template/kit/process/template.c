// SPDX-License-Identifier: MIT
/* A process: people of an age leave by chance. Each person has one draw a year, which says whether and in which month; so the leavers
 * do not depend on what else happens, and steps that are tried beside each other lose the same people. */
#include <orgsim/plugin.h>

/* Indexes of the parameters below, in the same order. */
enum { RATE, FROM_AGE };

static const OrgParam params[] = {
    { .key = "rate",
      .summary = "Share of these people who leave in a year",
      .unit = "a year",
      .type = ORG_PERCENT,
      .fallback = NULL, /* it has to be given */
      .min = 0,
      .max = 1 },
    { .key = "from_age",
      .summary = "Age from which people are meant",
      .unit = "years",
      .type = ORG_INT,
      .fallback = "50",
      .min = 16,
      .max = 80 },
};

/* Called once before each year, and again for the people who join in it. It reads, and announces who leaves when; the host lets it
 * happen in those months, unless something else took the person before. */
static OrgStatus
foresee(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPeople *people = host->people(ctx);
    const double rate = host->real(ctx, RATE);
    const int64_t from_age = host->integer(ctx, FROM_AGE);
    const OrgMonth first = host->from(ctx) + 1, last = host->now(ctx); /* the months foreseen, of one year */
    const int32_t year = first / 12;
    const uint64_t key = host->key(ctx, year);
    OrgRow row, end;
    host->range(ctx, &row, &end); /* a block of people: the host asks for one after the other */
    OrgRow *leavers = (OrgRow *) host->scratch(ctx, (end - row) * sizeof *leavers);
    OrgMonth *months = (OrgMonth *) host->scratch(ctx, (end - row) * sizeof *months);
    if (!leavers || !months)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    size_t n = 0;
    for (; row < end; row++) {
        if (people->state[row] == ORG_LEFT || people->born[row] == ORG_UNKNOWN)
            continue;
        if ((ORG_MONTH(year, 1) - people->born[row]) / 12 < from_age)
            continue;
        /* By the person's stream, never by the row: rows depend on who joined before. */
        double draw = org_chance_real(key, people->stream[row], 0);
        if (draw >= rate)
            continue;
        OrgMonth month = ORG_MONTH(year, 1) + (OrgMonth) (draw / rate * 12); /* each month alike */
        if (month < first || month > last)
            continue;
        leavers[n] = row;
        months[n++] = month;
    }
    return host->announce(ctx, leavers, months, n, "left early", "left-early");
}

static const OrgSeries series[] = {
    { .name = "left-early", .label = "People who left early", .kind = ORG_FLOW, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "template",
      .summary = "People of an age leave by chance",
      .details = "With probability `rate` a person who is `from_age` or older at the beginning of a year leaves in it, "
                 "in a month "
                 "that is equally likely. An assumption: the rate comes from the planner's records.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_BY_ROWS | ORG_NEEDS_BIRTHS | ORG_FORESEES_YEAR,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .n_series = sizeof series / sizeof series[0],
      .series = series,
      .run = foresee },
};

ORG_PLUGIN("template", "0.1.0", "me", "MIT", features);
