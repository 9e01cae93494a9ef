// SPDX-License-Identifier: MIT
/* It reads a table as if its columns lay side by side, as they do today. */
#include "broken.h"

static const OrgParam params[] = {
    { .key = "pairs",
      .summary = "Pairs of numbers",
      .type = ORG_TABLE,
      .fallback = NULL,
      .columns = "one:real,two:real" },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgTable *table = host->table(ctx, 0);
    const OrgColumn *columns = (const OrgColumn *) table->first;
    host->measure(ctx, "broken", ORG_NONE, table->rows > 0 ? columns[1].number[0] : 0);
    return ORG_OK;
}

BROKEN_WITH(ORG_METRIC, 0, params, 1);
