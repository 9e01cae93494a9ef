// SPDX-License-Identifier: MIT
/* How the Party grows: members admitted by a plan or by rates, organisations founded in firms, weak ones consolidated. Called in
 * December, of the year that ends. Who the members are is not modelled: a branch has a number of them. */
#include "party-growth.h"

static const OrgParam params[] = {
    [P_BRANCHES] = { .key = "branches", .summary = "Party organisations that admit members", .type = ORG_UNIT_SET },
    [P_MEMBERS] = { .key = "members",
                    .summary = "Attribute with the members of each at the start",
                    .type = ORG_TEXT,
                    .fallback = "members" },
    [P_PLAN] = { .key = "plan",
                 .summary = "Members to be admitted in a year; a year without a row goes by rates",
                 .type = ORG_TABLE,
                 .fallback = "",
                 .columns = "year:int,number:real" },
    [P_FULFIL] = { .key = "fulfil",
                   .summary = "Share of a year's plan that is admitted",
                   .type = ORG_PERCENT,
                   .fallback = "100%",
                   .max = 5 },
    [P_RATE] = { .key = "rate",
                 .summary = "Members admitted in a year, of the members of a branch",
                 .type = ORG_PERCENT,
                 .fallback = "0%",
                 .max = 1 },
    [P_RATES] = { .key = "rates",
                  .summary = "The same by size: the first row whose `upto` a branch does not exceed",
                  .type = ORG_TABLE,
                  .fallback = "",
                  .columns = "upto:int?,rate:real" },
    [P_FIRMS] = { .key = "firms",
                  .summary = "Firms without an organisation: where one would stand, and how many members they have",
                  .type = ORG_TABLE,
                  .fallback = "",
                  .columns = "id:text,name:text?,unit:unit,members:int" },
    [P_FOUND] = { .key = "found",
                  .summary = "Share of these firms in which one is founded in a year",
                  .type = ORG_PERCENT,
                  .fallback = "0%",
                  .max = 1 },
    [P_FOUNDED] = { .key = "founded",
                    .summary = "How many are founded in a year, planned or reported; instead of `found`",
                    .type = ORG_TABLE,
                    .fallback = "",
                    .columns = "year:int,number:real" },
    [P_TYPE] = { .key = "type",
                 .summary = "Type of the units that are founded",
                 .type = ORG_TEXT,
                 .fallback = "party-organisation" },
    [P_WEAK] = { .key = "weak",
                 .summary = "Weak organisations, as they are in the first December",
                 .type = ORG_UNIT_SET,
                 .fallback = "" },
    [P_CONSOLIDATE] = { .key = "consolidate",
                        .summary = "Share of the weak ones that are consolidated in a year",
                        .type = ORG_PERCENT,
                        .fallback = "0%",
                        .max = 1 },
};

static const char *const kept[] = { "members", "admitted", "planned", "founded", "weak", "consolidated" };

double
growth_of_year(const Growth *g, unsigned param)
{
    const OrgTable *table = g->host->table(g->ctx, param);
    for (size_t row = 0; row < table->rows; row++)
        if (number_or(table, 0, row, NAN) == g->now / 12)
            return number_or(table, 1, row, NAN);
    return NAN;
}

double
growth_draw(const Growth *g, const char *id, unsigned draw)
{
    return org_chance_real(g->key, state_stream(id), draw);
}

/* What is kept; at the beginning, what the data have: members of branches, and who is weak. */
static void
read_state(Growth *g)
{
    const OrgHost *host = g->host;
    const OrgRow *rows;
    const double *members = host->numbers(g->ctx, ORG_UNITS, host->text(g->ctx, P_MEMBERS));
    size_t n;
    for (unsigned k = 0; k < N_KEPT; k++) {
        g->names[k] = state_name(host, g->ctx, &g->status, "party-growth", "", kept[k]);
        g->of[k] = state_read(host, g->ctx, &g->status, ORG_UNITS, g->names[k], g->n);
    }
    g->begins = host->carried(g->ctx) == 0;
    host->carry(g->ctx, 1);
    if (g->status != ORG_OK || !g->begins)
        return;
    n = host->rows(g->ctx, P_BRANCHES, &rows);
    for (size_t i = 0; members && i < n; i++)
        if (isnan(g->of[K_MEMBERS][rows[i]]))
            g->of[K_MEMBERS][rows[i]] = members[rows[i]];
    n = host->given(g->ctx, P_WEAK) ? host->rows(g->ctx, P_WEAK, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        g->of[K_WEAK][rows[i]] = 1;
}

/* A weak organisation that was merged away is weak no more: whoever took it over is another one. */
static unsigned
consolidate(Growth *g)
{
    const OrgUnits *units = g->host->units(g->ctx);
    const double rate = g->host->real(g->ctx, P_CONSOLIDATE) * g->part;
    unsigned done = 0;
    for (OrgRow unit = 0; unit < g->n; unit++) {
        if (isnan(g->of[K_WEAK][unit]))
            continue;
        if (units->closed[unit] != ORG_OPEN) {
            g->of[K_WEAK][unit] = NAN;
            continue;
        }
        if (g->of[K_WEAK][unit] != 1 || growth_draw(g, g->host->id(g->ctx, ORG_UNITS, unit), DRAW_CONSOLIDATE) >= rate)
            continue;
        g->of[K_WEAK][unit] = 0;
        g->of[K_CONSOLIDATED][unit] = 1;
        done++;
    }
    return done;
}

static double
sum(const double *values, uint32_t n)
{
    double total = 0;
    for (uint32_t i = 0; i < n; i++)
        total += isnan(values[i]) ? 0 : values[i];
    return total;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Growth g = { .host = host, .ctx = ctx, .from = host->from(ctx), .now = host->now(ctx) };
    const OrgUnits *units = host->units(ctx);
    g.n = units->n;
    g.part = (g.now - g.from) / 12.0;
    g.key = host->key(ctx, g.now / 12);
    read_state(&g);
    if (g.status != ORG_OK)
        return g.status;
    state_hand_over(units, g.of[K_MEMBERS]);
    state_hand_over(units, g.of[K_CONSOLIDATED]);
    state_hand_over(units, g.of[K_FOUNDED]);
    growth_admit(&g);
    host->measure(ctx, "weak-consolidated", ORG_NONE, consolidate(&g));
    host->measure(ctx, "members-admitted", ORG_NONE, sum(g.of[K_ADMITTED], g.n));
    host->measure(ctx, "party-members", ORG_NONE, sum(g.of[K_MEMBERS], g.n));
    host->because(ctx, "the Party's growth in the year");
    for (unsigned k = 0; k < N_KEPT; k++)
        state_write(host, ctx, &g.status, ORG_UNITS, g.names[k], g.of[k], g.n);
    if (g.status == ORG_OK)
        growth_found(&g);
    return g.status;
}

static const OrgSeries series[] = {
    { .name = "members-admitted", .label = "Members admitted", .kind = ORG_FLOW, .unit = "people" },
    { .name = "founded-in-firms", .label = "Organisations founded in firms", .kind = ORG_FLOW, .unit = "units" },
    { .name = "weak-consolidated", .label = "Weak organisations consolidated", .kind = ORG_FLOW, .unit = "units" },
    { .name = "party-members", .label = "Members of the Party", .kind = ORG_LEVEL, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "party-growth",
      .summary = "Members admitted by plan or rate, organisations founded in firms, weak ones consolidated",
      .details = "In December of each year. A year's plan is divided among branches by their members; else each admits "
                 "by its rate. "
                 "Each firm and each weak organisation has one draw a year. All rates are assumptions.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_YEARLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("party-growth", "1.0.0", "orgsim", "MIT", features);
