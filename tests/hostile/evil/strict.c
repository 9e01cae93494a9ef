// SPDX-License-Identifier: MIT
/* An honest rule, which vetoes every unit beyond two and every unit of the type "ghost"; an honest metric. */
#include <orgsim/plugin.h>
#include <string.h>

static OrgStatus
watch(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    for (OrgRow row = 0; row < units->n; row++) {
        if (row >= 2)
            host->breach(ctx, ORG_VETO, ORG_UNITS, row, "one-too-many", row + 1, 2, "unit %s is one too many",
                         host->id(ctx, ORG_UNITS, row));
        if (strcmp(host->spell(ctx, units->type[row]), "ghost") == 0)
            host->breach(ctx, ORG_VETO, ORG_UNITS, row, "ghost", 1, 0, "unit %s is a ghost",
                         host->id(ctx, ORG_UNITS, row));
    }
    return ORG_OK;
}

static OrgStatus
count(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "units", ORG_NONE, host->units(ctx)->n);
    return ORG_OK;
}

static const OrgSeries series[] = { { .name = "units", .label = "Units", .kind = ORG_LEVEL } };

static const OrgFeature features[] = {
    { .name = "count-units",
      .summary = "counts units",
      .kind = ORG_METRIC,
      .series = series,
      .n_series = 1,
      .run = count },
    { .name = "strict", .summary = "allows two units, and no ghost", .kind = ORG_RULE, .run = watch },
};
ORG_PLUGIN("strict", "1", "tests", "MIT", features);
