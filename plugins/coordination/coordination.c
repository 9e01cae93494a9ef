// SPDX-License-Identifier: MIT
/* Who works with whom: of the handovers of a table, how many cross the border of a unit, and how high up that border runs. */
#include "../common/state.h"
#include "../common/table.h"

enum { P_HANDOVERS };
enum { C_FROM, C_TO, C_NUMBER };

static const OrgParam params[] = {
    [P_HANDOVERS] = { .key = "handovers",
                      .summary = "Who hands over to whom, and how often (blank: once)",
                      .type = ORG_TABLE,
                      .columns = "from:unit,to:unit,number:real?" },
};

enum { MOST_LEVELS = 64 };

typedef struct {
    double inside, crossing, lost;
    double at[MOST_LEVELS +
              1]; /* by the level of the highest border that is crossed; deeper ones are counted with the last */
    unsigned deepest;
} Handovers;

/* Levels above a unit, itself included: a unit at the top has 1. */
static unsigned
depth_of(const OrgUnits *units, OrgRow unit)
{
    unsigned depth = 0;
    for (; unit != ORG_NONE; unit = units->parent[unit])
        depth++;
    return depth;
}

/* The level of the two units, one above each of both or these themselves, that have the same unit above them, or none; 0: it is one unit. Of
 * a unit and one that stands below it the lower side's border is crossed. */
static unsigned
border(const OrgUnits *units, OrgRow a, OrgRow b)
{
    unsigned of_a = depth_of(units, a), of_b = depth_of(units, b), level = 0;
    while (a != b) {
        level = of_a > of_b ? of_a : of_b;
        if (of_a >= of_b) {
            a = units->parent[a];
            of_a--;
        }
        if (level == of_b) {
            b = units->parent[b];
            of_b--;
        }
    }
    return level;
}

static OrgStatus
count(const OrgHost *host, OrgCtx *ctx, Handovers *sum)
{
    const OrgTable *table = host->table(ctx, P_HANDOVERS);
    const OrgUnits *units = host->units(ctx);
    for (size_t i = 0; i < table->rows; i++) {
        const double from = number_or(table, C_FROM, i, -1), to = number_or(table, C_TO, i, -1),
                     number = number_or(table, C_NUMBER, i, 1);
        if (from < 0 || to < 0 || number < 0)
            return host->fail(ctx, ORG_E_INVALID, "row %u of `handovers` needs two units, and a number from 0 up",
                              (unsigned) i + 1);
        const OrgRow a = state_taker(units, (OrgRow) from), b = state_taker(units, (OrgRow) to);
        if (a == ORG_NONE || b == ORG_NONE) {
            sum->lost += number;
            continue;
        }
        unsigned level = border(units, a, b);
        level = level > MOST_LEVELS ? MOST_LEVELS : level;
        sum->inside += level == 0 ? number : 0;
        sum->crossing += level == 0 ? 0 : number;
        sum->at[level] += level == 0 ? 0 : number;
        sum->deepest = level > sum->deepest ? level : sum->deepest;
    }
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Handovers sum = { 0 };
    OrgStatus status = count(host, ctx, &sum);
    if (status != ORG_OK)
        return status;
    host->measure(ctx, "crossing", ORG_NONE, sum.crossing);
    host->measure(ctx, "within-units", ORG_NONE, sum.inside);
    host->measure(ctx, "of-nobody", ORG_NONE, sum.lost);
    if (sum.crossing + sum.inside > 0)
        host->measure(ctx, "crossing-share", ORG_NONE, sum.crossing / (sum.crossing + sum.inside));
    for (unsigned level = 1; level <= sum.deepest; level++) {
        char name[40];
        snprintf(name, sizeof name, "crossing-at-level-%u", level);
        host->measure(ctx, name, ORG_NONE, sum.at[level]);
    }
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "crossing", .label = "Handovers from one unit to another", .kind = ORG_LEVEL, .flags = ORG_LESS_IS_GOOD },
    { .name = "within-units", .label = "Handovers inside a unit", .kind = ORG_LEVEL },
    { .name = "of-nobody", .label = "Handovers of units that nobody took over", .kind = ORG_LEVEL },
    { .name = "crossing-share",
      .label = "Share of handovers from one unit to another",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD | ORG_SPARSE,
      .unit = "share" },
    { .name = "crossing-at-level-*",
      .label = "Handovers over a border at level *",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD },
};

static const OrgFeature features[] = {
    { .name = "coordination",
      .summary = "Handovers that cross the border of a unit, by level",
      .details =
          "A table says who hands over to whom, and how often. A unit that has closed is whoever took it over. A "
          "handover inside a unit "
          "crosses no border; else the highest border on the way counts. The table is an assumption or a survey.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("coordination", "1.0.0", "orgsim", "MIT", features);
