// SPDX-License-Identifier: MIT
/* How many people work in the organisation, and how many of them wait without a post. */
#include "../common/columns.h"

enum { WHERE };
enum { LANES = 64 };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "People who count; empty: all who have not left",
      .type = ORG_PERSON_SET,
      .fallback = "" },
};

typedef struct {
    size_t present, surplus;
} Count;

/* Bytes are added up in bytes, lane by lane, for as many rounds as a byte can count: four times as many to a vector as with wider
 * counters. */
HOT static Count
count_all(const uint8_t *state, size_t n)
{
    Count count = { 0, 0 };
    size_t i = 0;
    while (i + LANES <= n) {
        uint8_t left[LANES] = { 0 }, surplus[LANES] = { 0 };
        for (int round = 0; round < UINT8_MAX && i + LANES <= n; round++, i += LANES)
            for (size_t k = 0; k < LANES; k++) {
                left[k] = (uint8_t) (left[k] + (state[i + k] == ORG_LEFT));
                surplus[k] = (uint8_t) (surplus[k] + (state[i + k] == ORG_SURPLUS));
            }
        for (size_t k = 0; k < LANES; k++) {
            count.present -= left[k];
            count.surplus += surplus[k];
        }
    }
    count.present += i; /* of those so far, less who left */
    for (; i < n; i++) {
        count.present += state[i] != ORG_LEFT;
        count.surplus += state[i] == ORG_SURPLUS;
    }
    return count;
}

static Count
count_rows(const uint8_t *state, const OrgRow *rows, size_t n)
{
    Count count = { n, 0 };
    for (size_t i = 0; i < n; i++)
        count.surplus += state[rows[i]] == ORG_SURPLUS;
    return count;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPeople *people = host->people(ctx);
    Count count;
    if (host->given(ctx, WHERE)) {
        const OrgRow *rows;
        size_t n = host->rows(ctx, WHERE, &rows);
        count = count_rows(people->state, rows, n);
    } else {
        count = count_all(people->state, people->n);
    }
    host->measure(ctx, "people", ORG_NONE, (double) count.present);
    host->measure(ctx, "surplus", ORG_NONE, (double) count.surplus);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "people", .label = "People present", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "surplus", .label = "Surplus people", .kind = ORG_LEVEL, .flags = ORG_LESS_IS_GOOD, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "people",
      .summary = "People present, and of these surplus (without a post)",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("people", "1.0.0", "orgsim", "MIT", features);
