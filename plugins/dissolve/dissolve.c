// SPDX-License-Identifier: MIT
/* dissolve (giải thể): units are closed; their posts go to another unit, or are closed. */
#include "dissolve.h"
#include "../common/reports.h"

#include <math.h>
#include <stdlib.h>

static const char *const children_choices[] = { "move", "dissolve", NULL };
static const char *const head_choices[] = { "surplus", "deputy", "staff", NULL };
static const char *const deputy_choices[] = { "surplus", "staff", "keep", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_UNITS] = { "units", "Units that are dissolved", NULL, ORG_UNIT_SET, "" },
    [P_WHERE] = { "where", "Units that are dissolved, chosen by SQL; instead of units", NULL, ORG_UNIT_SET, "" },
    [P_TO] = { "to", "The unit that takes over posts and units below; without it the posts are closed", NULL, ORG_UNIT,
               "" },
    [P_CHILDREN] = { "children", "Units below: move to the unit in `to` (else to the one above), or are dissolved, too",
                     NULL, ORG_CHOICE, "move", 0, 0, children_choices },
    [P_HEADS] = { "heads", "With `to`: what heads become; surplus closes their posts", NULL, ORG_CHOICE, "surplus", 0,
                  0, head_choices },
    [P_DEPUTIES] = { "deputies", "With `to`: what deputies become; surplus closes their posts", NULL, ORG_CHOICE,
                     "surplus", 0, 0, deputy_choices },
    [P_SHED] = { "shed",
                 "With `to`: posts closed instead of moved, leading posts that end included; a count, or a percentage",
                 "posts", ORG_AMOUNT, "0", 0, 1e6 },
    [P_GRACE] = { "grace", "Time to settle people who lost a leading post", "months", ORG_INT, "36", 0, 600 },
};

static bool
move_children(Dissolve *d)
{
    d->host->because(d->ctx, "the unit above was dissolved");
    for (size_t i = 0; i < d->n_list; i++) {
        const OrgRow *children;
        size_t n = d->host->children(d->ctx, d->list[i], &children);
        OrgRow parent = d->to != ORG_NONE ? d->to : dissolve_above(d, d->list[i]);
        for (size_t c = 0; c < n; c++) {
            if (d->ends[children[c]])
                continue;
            if (!dissolve_ok(d, d->host->move_unit(d->ctx, children[c], parent)))
                return false;
            d->children_moved++;
        }
    }
    return true;
}

static bool
close_units(Dissolve *d)
{
    d->host->because(d->ctx, d->to == ORG_NONE ? "dissolved" : "dissolved; its work went to another unit");
    for (size_t i = 0; i < d->n_list; i++)
        if (!dissolve_ok(d, d->host->close_unit(d->ctx, d->list[i], d->to)))
            return false;
    return true;
}

static bool
set_deadlines(Dissolve *d)
{
    double until = (double) d->host->now(d->ctx) + (double) d->host->integer(d->ctx, P_GRACE);
    double *values = dissolve_scratch(d, d->n_released, sizeof *values);
    if (!values)
        return false;
    for (size_t i = 0; i < d->n_released; i++)
        values[i] = until;
    return !d->n_released || dissolve_ok(d, d->host->set_numbers(d->ctx, ORG_PEOPLE, "dissolve.until", d->released,
                                                                 values, d->n_released));
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Buildings of dissolved units that no open unit uses any more. */
static bool
count_buildings(Dissolve *d)
{
    const OrgWord *word = d->host->words(d->ctx, ORG_UNITS, "building");
    const double *number = word ? NULL : d->host->numbers(d->ctx, ORG_UNITS, "building");
    double *old = word || number ? dissolve_scratch(d, d->n_list, sizeof *old) : NULL;
    uint8_t *used = old ? dissolve_scratch(d, d->n_list, 1) : NULL;
    if (!used)
        return d->status == ORG_OK;
    size_t n = 0, distinct = 0;
    for (size_t i = 0; i < d->n_list; i++) {
        double value = word ? (double) word[d->list[i]] : number[d->list[i]];
        if (!isnan(value) && !(word && value == 0))
            old[n++] = value;
    }
    qsort(old, n, sizeof *old, by_value);
    for (size_t i = 0; i < n; i++)
        if (!distinct || old[distinct - 1] != old[i])
            old[distinct++] = old[i];
    for (OrgRow u = 0; u < d->units->n; u++) {
        double value = word ? (double) word[u] : number[u];
        const double *at = d->units->closed[u] != ORG_OPEN || isnan(value)
                               ? NULL
                               : bsearch(&value, old, distinct, sizeof *old, by_value);
        if (at)
            used[at - old] = 1;
    }
    for (size_t i = 0; i < distinct; i++)
        d->offices_released += !used[i];
    return true;
}

static void
report(const Dissolve *d)
{
    void (*measure)(OrgCtx *, const char *, OrgRow, double) = d->host->measure;
    measure(d->ctx, "units-closed", ORG_NONE, (double) d->n_list);
    measure(d->ctx, "units-moved", ORG_NONE, (double) d->children_moved);
    measure(d->ctx, "posts-moved", ORG_NONE, (double) d->posts_moved);
    measure(d->ctx, "posts-closed", ORG_NONE, (double) d->n_closing);
    measure(d->ctx, "heads-released", ORG_NONE, (double) d->heads_released);
    measure(d->ctx, "deputies-released", ORG_NONE, (double) d->deputies_released);
    measure(d->ctx, "surplus", ORG_NONE, (double) d->surplus);
    measure(d->ctx, "offices-released", ORG_NONE, (double) d->offices_released);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Dissolve d = { .host = host, .ctx = ctx, .to = (OrgRow) host->integer(ctx, P_TO) };
    d.units = host->units(ctx);
    d.posts = host->posts(ctx);
    d.people = host->people(ctx);
    if (!host->given(ctx, P_TO))
        d.to = ORG_NONE;
    d.to_head = reports_head_of(d.host, d.ctx, d.posts, d.to);
    if (dissolve_choose(&d) && move_children(&d) && dissolve_posts(&d) && set_deadlines(&d) && close_units(&d) &&
        count_buildings(&d))
        report(&d);
    return d.status;
}

static const OrgSeries series[] = {
    { .name = "units-closed", .label = "Units closed", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-moved", .label = "Units that moved under another one", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-moved", .label = "Posts that changed their unit", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "posts-closed", .label = "Posts closed", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "heads-released", .label = "Heads released", .kind = ORG_FLOW, .unit = "people" },
    { .name = "deputies-released", .label = "Deputies released", .kind = ORG_FLOW, .unit = "people" },
    { .name = "surplus",
      .label = "People who became surplus",
      .kind = ORG_FLOW,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "offices-released", .label = "Buildings given up", .kind = ORG_FLOW },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "abolish", "giải thể", "kết thúc hoạt động", NULL };

static const OrgFeature features[] = {
    { .name = "dissolve",
      .summary = "Dissolve units: their posts go to another unit, or are closed",
      .details =
          "Dissolution (giải thể) as in Decree 120/2020 Art. 5.3 and Decree 158/2018. Leading posts end with the unit; "
          "without a "
          "unit that takes over, all posts are closed and their holders are surplus at the unit above.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("dissolve", "1.0.0", "orgsim", "MIT", features);
