// SPDX-License-Identifier: MIT
/* People whose unit, boss or building differs from that of the start. */
#include "../common/buildings.h"
#include "../common/call.h"

enum { WHERE };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "People looked at; empty: all who are still there",
      .type = ORG_PERSON_SET,
      .fallback = "" },
};

/* One organisation: now, or at the start. Rows are the same in both. */
typedef struct {
    const OrgPeople *people;
    const OrgRow *boss;
    Buildings building; /* of units */
} View;

static View
look(const OrgHost *host, OrgCtx *ctx)
{
    return (View){ host->people(ctx), host->bosses(ctx), buildings_read(host, ctx) };
}

static double
building_of(const View *view, OrgRow person)
{
    return buildings_at(&view->building, view->people->unit[person]);
}

typedef struct {
    uint64_t people, unit, boss, building, any;
} Count;

/* Who had no boss before and has one, or the other way round, has another one. */
static void
compare(Count *c, const View *now, const View *before, OrgRow person)
{
    const bool unit = now->people->unit[person] != before->people->unit[person],
               boss = now->boss[person] != before->boss[person],
               building = buildings_differ(building_of(now, person), building_of(before, person));
    c->people++;
    c->unit += unit;
    c->boss += boss;
    c->building += building;
    c->any += unit || boss || building;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgRow *rows;
    Count count = { 0 };
    if (!start)
        return host->fail(ctx, ORG_E_FAILED, "there is no organisation of the start to compare with");
    const View now = look(host, ctx), before = look(host, start);
    if (!now.boss || !before.boss)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    const bool some = host->given(ctx, WHERE);
    size_t n = some ? host->rows(ctx, WHERE, &rows) : now.people->n;
    for (size_t i = 0; i < n; i++) {
        OrgRow person = some ? rows[i] : (OrgRow) i;
        if (person < before.people->n && now.people->state[person] != ORG_LEFT &&
            before.people->state[person] != ORG_LEFT)
            compare(&count, &now, &before, person);
    }
    host->measure(ctx, "still-there", ORG_NONE, (double) count.people);
    host->measure(ctx, "other-unit", ORG_NONE, (double) count.unit);
    host->measure(ctx, "other-boss", ORG_NONE, (double) count.boss);
    host->measure(ctx, "other-building", ORG_NONE, (double) count.building);
    host->measure(ctx, "disrupted", ORG_NONE, (double) count.any);
    if (count.people > 0)
        host->measure(ctx, "disrupted-share", ORG_NONE, (double) count.any / (double) count.people);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "disrupted",
      .label = "People whose unit, boss or building is another",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "disrupted-share",
      .label = "Share of people whose unit, boss or building is another",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE | ORG_LESS_IS_GOOD,
      .unit = "share" },
    { .name = "other-unit",
      .label = "People whose unit is another",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "other-boss",
      .label = "People whose boss is another",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "other-building",
      .label = "People whose building is another",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "still-there",
      .label = "People who were there at the start and still are",
      .kind = ORG_LEVEL,
      .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "disruption",
      .summary = "People whose unit, boss or building differs from the start",
      .details = "Of those who were there at the start and still are. Series `disrupted`, `disrupted-share`, "
                 "`other-unit`, `other-boss`, `other-building`, `still-there`.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("disruption", "1.0.0", "orgsim", "MIT", features);
