// SPDX-License-Identifier: MIT
/* An honest plugin among the others: renames, measures, reports; draws. */
#include <orgsim/plugin.h>
#include <string.h>

static OrgStatus
polish(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow unit = host->open_unit(ctx, ORG_NONE, host->word(ctx, "room"), "polished", "Polished");
    host->because(ctx, "it was dull");
    host->log(ctx, "polishing %u units,\n\033[1m%s", host->units(ctx)->n, host->name(ctx, ORG_UNITS, unit));
    host->rename_unit(ctx, 0, "Shining");
    host->measure(ctx, "polished", unit, 1);
    host->finding(ctx, ORG_NOTE, ORG_UNITS, unit, "unit %s shines", host->id(ctx, ORG_UNITS, unit));
    return ORG_OK;
}

static OrgStatus
watch(const OrgHost *host, OrgCtx *ctx)
{
    unsigned char *memory = host->scratch(ctx, 4096);
    return memory != NULL && memory[0] == 0 ? ORG_OK : host->fail(ctx, ORG_E_FAILED, "scratch() is not zeroed");
}

static OrgStatus
draw(const OrgHost *host, OrgCtx *ctx)
{
    static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    const OrgTable *runs = host->data(ctx, "run");
    const char *text = host->text(ctx, 0);

    if (strcmp(text, "crash") == 0)
        *(volatile int *) NULL = 1;
    if (host->runs(ctx) != 1 || !runs || runs->rows != 1 || strcmp(org_column(runs, 0)->text[0], "town") != 0)
        return host->fail(ctx, ORG_E_FAILED, "the run is not as it was handed over");
    if (strcmp(host->name(host->at(ctx, 0, ORG_UNKNOWN), ORG_UNITS, 0), "Town") != 0 ||
        strcmp(host->name(host->at(ctx, 0, ORG_OPEN), ORG_UNITS, 0), "Shining") != 0)
        return host->fail(ctx, ORG_E_FAILED, "the organisations are not those before and after");
    return host->output(ctx, "chart.svg", "image/svg+xml", svg, sizeof svg - 1);
}

static const OrgParam draw_params[] = {
    { "how", "well, or crash", NULL, ORG_TEXT, "well", 0, 0, NULL, NULL },
};
static const OrgSeries series[] = {
    { .name = "polished", .label = "Units polished", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT }
};

static const OrgFeature features[] = {
    { .name = "polish",
      .summary = "opens a unit and renames another",
      .kind = ORG_OPERATOR,
      .series = series,
      .n_series = 1,
      .run = polish },
    { .name = "watch", .summary = "measures nothing", .kind = ORG_METRIC, .run = watch },
    { .name = "draw",
      .summary = "writes an empty chart",
      .kind = ORG_RENDERER,
      .params = draw_params,
      .n_params = 1,
      .run = draw },
};
ORG_PLUGIN("good", "1", "tests", "MIT", features);
