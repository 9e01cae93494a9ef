// SPDX-License-Identifier: MIT
/* found (thành lập): new units with their posts, in which named people may be placed. */
#include "found.h"

static const OrgParam params[N_PARAMS] = {
    [P_TABLE] = { "table", "Units that are founded; parents are units that stand, or other rows", NULL, ORG_TABLE, "",
                  0, 0, NULL, TABLE_COLUMNS },
    [P_INTO_ID] = { "into.id", "Id of the new unit; made when left out. Under several units: the first part of each id",
                    NULL, ORG_TEXT, "" },
    [P_INTO_NAME] = { "into.name", "Name of the new unit", NULL, ORG_TEXT, "" },
    [P_INTO_TYPE] = { "into.type", "Type of the new unit", NULL, ORG_TEXT, "" },
    [P_INTO_FUNCTION] = { "into.function", "Function of the new unit", NULL, ORG_TEXT, "" },
    [P_INTO_PARENT] = { "into.parent", "The unit above it; without one it stands at the top", NULL, ORG_UNIT, "" },
    [P_UNITS] = { "units", "Under each of these units the like is founded; instead of into.parent", NULL, ORG_UNIT_SET,
                  "" },
    [P_WHERE] = { "where", "Under each of these units, chosen by SQL, the like is founded; instead of units", NULL,
                  ORG_UNIT_SET, "" },
    [P_POSTS] = { "posts",
                  "Posts that they open with: `count` of each row; a blank unit is each of those founded; `holder` is "
                  "the id of a person who is placed there",
                  NULL, ORG_TABLE, "", 0, 0, NULL, POSTS_COLUMNS },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Found f = { .host = host, .ctx = ctx };
    f.problems.text = found_scratch(&f, PROBLEMS_BYTES, 1);
    if (!f.problems.text || !found_read_units(&f) || !found_read_posts(&f) ||
        !found_ok(&f, problems_refuse(&f.problems, host, ctx)) || !found_open_units(&f) || !found_open_posts(&f))
        return f.status;
    host->measure(ctx, "units-founded", ORG_NONE, f.n_news);
    host->measure(ctx, "posts-opened", ORG_NONE, (double) f.n_posts);
    host->measure(ctx, "people-placed", ORG_NONE, (double) f.n_placed);
    return f.status;
}

static const OrgSeries series[] = {
    { .name = "units-founded", .label = "Units founded", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-opened", .label = "Posts opened", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "people-placed", .label = "People placed in posts of new units", .kind = ORG_FLOW, .unit = "people" },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "establish:into.id", "thành lập:into.id", "thành lập mới:into.id", NULL };

static const OrgFeature features[] = {
    { .name = "found",
      .summary = "Found units with their posts",
      .details =
          "Establishment (thành lập): Decree 158/2018 lets administrative organisations be founded in exceptional "
          "cases only, and Decree 120/2020 Art. 4.2, 5.1 asks of a public service unit at least 15 people and its own "
          "income. Nothing of that is judged here: rules do.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("found", "1.0.0", "orgsim", "MIT", features);
