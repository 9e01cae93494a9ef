// SPDX-License-Identifier: MIT
/* How old people are: mean, median, and how many stand in each band of ages. */
#include "../common/call.h"

enum { WHERE, YOUNG };
enum { MONTHS = 1200 }; /* ages beyond a hundred years are a mistake of the data, and count in the last band */

static const OrgParam params[] = {
    { .key = "where",
      .summary = "People who count; empty: all who have not left",
      .type = ORG_PERSON_SET,
      .fallback = "" },
    { .key = "young_under",
      .summary = "Who is younger than this counts as young",
      .unit = "years",
      .type = ORG_INT,
      .fallback = "40",
      .min = 1,
      .max = 100 },
};

/* A band ends before the age of the next, in years. */
static const struct {
    int32_t from;
    const char *series;
} bands[] = {
    { 0, "aged-under-30" }, { 30, "aged-30-39" }, { 40, "aged-40-49" }, { 50, "aged-50-59" }, { 60, "aged-60-up" }
};
enum { N_BANDS = sizeof bands / sizeof bands[0] };

typedef struct {
    uint64_t people, unknown, months, young;
    uint64_t band[N_BANDS];
    uint64_t *by_age; /* people by age in months */
} Profile;

static void
add(Profile *profile, OrgMonth age, int64_t young_under)
{
    uint32_t months = age < 0 ? 0 : age >= MONTHS ? MONTHS - 1 : (uint32_t) age;
    uint32_t band = 0;
    while (band + 1 < N_BANDS && months >= (uint32_t) bands[band + 1].from * 12)
        band++;
    profile->people++;
    profile->months += months;
    profile->young += months < (uint64_t) young_under * 12;
    profile->band[band]++;
    profile->by_age[months]++;
}

/* Of an even number the mean of the two in the middle. */
static double
median(const Profile *profile)
{
    uint64_t seen = 0, low = (profile->people - 1) / 2, high = profile->people / 2;
    uint32_t first = 0, months = 0;
    for (; months < MONTHS; months++) {
        if (seen <= low && low < seen + profile->by_age[months])
            first = months;
        seen += profile->by_age[months];
        if (high < seen)
            break;
    }
    return (first + months) / 24.0;
}

static void
report(const OrgHost *host, OrgCtx *ctx, const Profile *profile)
{
    for (uint32_t band = 0; band < N_BANDS; band++)
        host->measure(ctx, bands[band].series, ORG_NONE, (double) profile->band[band]);
    host->measure(ctx, "young", ORG_NONE, (double) profile->young);
    host->measure(ctx, "age-unknown", ORG_NONE, (double) profile->unknown);
    if (profile->people == 0)
        return;
    host->measure(ctx, "mean-age", ORG_NONE, (double) profile->months / (double) profile->people / 12);
    host->measure(ctx, "median-age", ORG_NONE, median(profile));
    host->measure(ctx, "young-share", ORG_NONE, (double) profile->young / (double) profile->people);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPeople *people = host->people(ctx);
    const OrgRow *rows;
    OrgStatus status = ORG_OK;
    Profile profile = { 0 };
    profile.by_age = call_scratch(host, ctx, &status, MONTHS, sizeof *profile.by_age);
    if (!profile.by_age)
        return status;
    const bool some = host->given(ctx, WHERE);
    size_t n = some ? host->rows(ctx, WHERE, &rows) : people->n;
    for (size_t i = 0; i < n; i++) {
        OrgRow person = some ? rows[i] : (OrgRow) i;
        if (people->state[person] == ORG_LEFT)
            continue;
        if (people->born[person] == ORG_UNKNOWN)
            profile.unknown++;
        else
            add(&profile, host->now(ctx) - people->born[person], host->integer(ctx, YOUNG));
    }
    report(host, ctx, &profile);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "mean-age", .label = "Mean age", .kind = ORG_LEVEL, .flags = ORG_SPARSE, .unit = "years" },
    { .name = "median-age", .label = "Median age", .kind = ORG_LEVEL, .flags = ORG_SPARSE, .unit = "years" },
    { .name = "young", .label = "Young people", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "young-share",
      .label = "Share of young people",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
    { .name = "aged-under-30", .label = "People under 30", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "aged-30-39", .label = "People of 30 to 39", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "aged-40-49", .label = "People of 40 to 49", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "aged-50-59", .label = "People of 50 to 59", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "aged-60-up", .label = "People of 60 and more", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "age-unknown", .label = "People whose age is not known", .kind = ORG_LEVEL, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "age-profile",
      .summary = "How old people are: mean, median, bands",
      .details = "Series `mean-age`, `median-age` (years), `young`, `young-share`, `aged-…` by band, `age-unknown`.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("age-profile", "1.0.0", "orgsim", "MIT", features);
