// SPDX-License-Identifier: MIT
// What the change has cost since the start: severance by the scheme under which people left, and stated one-off costs of
// posts that moved, units that closed and buildings that were given up.
#include "../common/base-salary.h"

#include "schemes.h"

enum { SCHEMES, SCHEME_ATTRIBUTE, ALLOWANCE, BASE, MISSING, PER_MOVED_POST, PER_CLOSED_UNIT, PER_BUILDING };

static const OrgParam params[] = {
    { .key = "schemes",
      .summary = "Severance by scheme, in monthly salaries. Default: Decrees 29/2023, 178/2024 and 154/2025 (Vietnam)",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = SCHEME_COLUMNS },
    { .key = "scheme_attribute",
      .summary = "Attribute of people that names the scheme under which they left",
      .type = ORG_TEXT,
      .fallback = "headcount-cut.scheme" },
    { .key = "allowance",
      .summary = "Allowances that belong to the salary which severance counts in",
      .type = ORG_PERCENT,
      .fallback = "25%",
      .min = 0,
      .max = 10 },
    { .key = "base",
      .summary = "Base salary a month by date. Default: Vietnam's lương cơ sở since 2013",
      .unit = "VND",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = BASE_SALARY_COLUMNS },
    { .key = "missing",
      .summary =
          "Coefficient assumed for leavers whose post at the start gives none; 0: they are left out and counted as "
          "`leavers-unpriced`",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 100 },
    { .key = "per_moved_post",
      .summary = "Assumed one-off cost of a post that changed its unit",
      .unit = "VND",
      .type = ORG_REAL,
      .fallback = "0" },
    { .key = "per_closed_unit",
      .summary = "Assumed one-off cost of closing a unit",
      .unit = "VND",
      .type = ORG_REAL,
      .fallback = "0" },
    { .key = "per_building",
      .summary = "Assumed one-off cost of giving up a building (attribute `building` of units)",
      .unit = "VND",
      .type = ORG_REAL,
      .fallback = "0" },
};

typedef struct {
    double cost;
    uint32_t paid, unpriced;
} Severance;

typedef struct {
    uint32_t moved_posts, closed_units, buildings;
} Upheaval;

// The coefficient of the post that a person held when the run began; 0 where there is none.
static double
coefficient_at_start(const OrgPeople *people, const OrgPosts *posts, OrgRow person)
{
    if (person >= people->n || people->post[person] == ORG_NONE)
        return 0;
    return posts->coefficient[people->post[person]] / 100.0;
}

static OrgStatus
add_severance(const OrgHost *host, OrgCtx *ctx, const Schemes *schemes, Severance *sum)
{
    const OrgPeople *people = host->people(ctx);
    const OrgWord *named = host->words(ctx, ORG_PEOPLE, host->text(ctx, SCHEME_ATTRIBUTE));
    if (!named)
        return ORG_OK;
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgPeople *before = host->people(start);
    const OrgPosts *posts = host->posts(start);
    const OrgTable *base = host->table(ctx, BASE);
    double allowance = host->real(ctx, ALLOWANCE), missing = host->real(ctx, MISSING);
    for (OrgRow person = 0; person < people->n; person++) {
        if (people->state[person] != ORG_LEFT || named[person] == 0)
            continue;
        const Scheme *scheme = scheme_named(schemes, named[person]);
        if (!scheme)
            return host->fail(ctx, ORG_E_NOT_FOUND, "%s left under the scheme %s, which `schemes` does not hold",
                              host->id(ctx, ORG_PEOPLE, person), host->spell(ctx, named[person]));
        double coefficient = coefficient_at_start(before, posts, person);
        coefficient = coefficient > 0 ? coefficient : missing;
        OrgMonth since = people->since[person];
        if (coefficient <= 0 || people->hired[person] == ORG_UNKNOWN || people->born[person] == ORG_UNKNOWN) {
            sum->unpriced++;
            continue;
        }
        double salary = coefficient * base_salary_at(base, since) * (1 + allowance);
        double salaries = scheme_salaries(scheme, people->born[person], people->sex[person] == ORG_FEMALE,
                                          people->hired[person], since);
        sum->cost += salary * salaries;
        sum->paid++;
    }
    return ORG_OK;
}

// Buildings in use at the start that no open unit uses now.
static uint32_t
buildings_given_up(const OrgHost *host, OrgCtx *ctx, OrgCtx *start)
{
    const OrgUnits *units = host->units(ctx), *before = host->units(start);
    const OrgWord *now = host->words(ctx, ORG_UNITS, "building"), *then = host->words(start, ORG_UNITS, "building");
    if (!now || !then)
        return 0;
    OrgWord highest = 0;
    for (OrgRow unit = 0; unit < units->n; unit++)
        highest = now[unit] > highest ? now[unit] : highest;
    for (OrgRow unit = 0; unit < before->n; unit++)
        highest = then[unit] > highest ? then[unit] : highest;
    uint8_t *kept = host->scratch(ctx, (size_t) highest + 1);
    if (!kept)
        return 0;
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN)
            kept[now[unit]] = 1;
    uint32_t given_up = 0;
    for (OrgRow unit = 0; unit < before->n; unit++) {
        if (before->closed[unit] != ORG_OPEN || then[unit] == 0 || kept[then[unit]])
            continue;
        kept[then[unit]] = 1; // count it once
        given_up++;
    }
    return given_up;
}

static Upheaval
count_upheaval(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgUnits *units = host->units(ctx), *units_before = host->units(start);
    const OrgPosts *posts = host->posts(ctx), *posts_before = host->posts(start);
    Upheaval sum = { 0, 0, 0 };
    for (OrgRow post = 0; post < posts_before->n; post++)
        sum.moved_posts += posts->closed[post] == ORG_OPEN && posts->unit[post] != posts_before->unit[post];
    for (OrgRow unit = 0; unit < units_before->n; unit++)
        sum.closed_units += units_before->closed[unit] == ORG_OPEN && units->closed[unit] != ORG_OPEN;
    sum.buildings = buildings_given_up(host, ctx, start);
    return sum;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Schemes schemes;
    OrgStatus status = read_schemes(host, ctx, host->table(ctx, SCHEMES), &schemes);
    if (status != ORG_OK)
        return status;
    Severance severance = { 0, 0, 0 };
    status = add_severance(host, ctx, &schemes, &severance);
    if (status != ORG_OK)
        return status;
    Upheaval upheaval = count_upheaval(host, ctx);
    double moving = upheaval.moved_posts * host->real(ctx, PER_MOVED_POST);
    double closing =
        upheaval.closed_units * host->real(ctx, PER_CLOSED_UNIT) + upheaval.buildings * host->real(ctx, PER_BUILDING);
    host->measure(ctx, "cost", ORG_NONE, severance.cost + moving + closing);
    host->measure(ctx, "severance", ORG_NONE, severance.cost);
    host->measure(ctx, "moving", ORG_NONE, moving);
    host->measure(ctx, "closing", ORG_NONE, closing);
    host->measure(ctx, "leavers-paid", ORG_NONE, severance.paid);
    host->measure(ctx, "leavers-unpriced", ORG_NONE, severance.unpriced);
    host->measure(ctx, "posts-moved", ORG_NONE, upheaval.moved_posts);
    host->measure(ctx, "units-closed", ORG_NONE, upheaval.closed_units);
    host->measure(ctx, "buildings-given-up", ORG_NONE, upheaval.buildings);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "change-cost",
      .summary = "What the change has cost since the start",
      .details =
          "Severance of people who left under a named scheme (Decrees 29/2023, 178/2024, 154/2025 by default) plus "
          "stated one-off costs of moved posts, closed units and buildings given up. Cumulative.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("change-cost", "1.0.0", "orgsim", "MIT", features);
