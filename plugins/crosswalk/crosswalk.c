// SPDX-License-Identifier: MIT
/* crosswalk: an official table of old and new units, applied in one step. */
#include "crosswalk.h"

static const char *const other_choices[] = { "refuse", "keep", "abolish", NULL };
static const char *const abolished_choices[] = { "close", "move", NULL };
static const char *const head_choices[] = { "deputy", "staff", "keep", NULL };

static const char *const new_head_choices[] = { "report", "promote", "open", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_TABLE] = { "table", "Which unit becomes which: several to one merge, one to several split, none is abolished",
                  NULL, ORG_TABLE, NULL, 0, 0, NULL, "old_id:text,new_id:text?,date:text?,share:text?,*" },
    [P_UNITS] = { "units", "The units as they stand afterwards; those that do not stand before are founded", NULL,
                  ORG_TABLE, NULL, 0, 0, NULL, "id:text,name:text?,type:text?,parent_id:text?,function:text?,*" },
    [P_OTHERS] = { "others",
                   "Units that stand in neither file: refuse the step, keep them as they are, or abolish them", NULL,
                   ORG_CHOICE, "refuse", 0, 0, other_choices },
    [P_ABOLISHED] = { "abolished",
                      "Posts of abolished units: close (holders become surplus), or move to the unit above", NULL,
                      ORG_CHOICE, "close", 0, 0, abolished_choices },
    [P_OTHER_HEADS] = { "other_heads", "What heads beyond the first of a merged unit become; keep: they stay heads",
                        NULL, ORG_CHOICE, "deputy", 0, 0, head_choices },
    [P_HEADS] = { "heads",
                  "Units left with posts and no head: report them, promote one of their own posts (the quota stays), "
                  "or open "
                  "a head's post (the quota rises)",
                  NULL, ORG_CHOICE, "report", 0, 0, new_head_choices },
};

static void
report(const Crosswalk *c)
{
    const struct {
        const char *series;
        uint32_t value;
    } all[] = {
        { "units-founded", c->founded },   { "units-closed", c->closed },       { "units-carried-on", c->carried },
        { "units-moved", c->moved },       { "units-renamed", c->renamed },     { "units-retyped", c->retyped },
        { "units-merged", c->merged },     { "units-split", c->split },         { "units-abolished", c->abolished },
        { "posts-moved", c->posts_moved }, { "people-moved", c->people_moved }, { "posts-closed", c->posts_closed },
        { "heads-released", c->heads },    { "heads-promoted", c->promoted },   { "heads-opened", c->opened },
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        c->host->measure(c->ctx, all[i].series, ORG_NONE, all[i].value);
}

static void
count(Crosswalk *c)
{
    for (uint32_t i = 0; i < c->n_nodes; i++)
        c->carried += !c->nodes[i].founded;
    for (uint32_t i = 0; i < c->n_links; i++)
        c->merged += c->links[i].node != c->node_of[c->links[i].old] && c->nodes[c->links[i].node].sources > 1;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Crosswalk c = { .host = host, .ctx = ctx };
    c.problems.text = cw_scratch(&c, PROBLEMS_BYTES, 1);
    if (!c.problems.text || !cw_read_units(&c) || !cw_read_links(&c) || !cw_order_nodes(&c) || !cw_choose_posts(&c))
        return c.status;
    count(&c);
    if (!cw_note_heads(&c) || !cw_make_tree(&c) || !cw_move_posts(&c) || !cw_give_heads(&c) || !cw_close_units(&c))
        return c.status;
    report(&c);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "units-founded", .label = "Units founded", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-closed", .label = "Units closed", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-carried-on", .label = "Units carried on", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-moved", .label = "Units that moved under another one", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-renamed", .label = "Units renamed", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-retyped", .label = "Units that changed their type", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-merged", .label = "Units merged", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-split", .label = "Units split", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-abolished", .label = "Units abolished", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-moved", .label = "Posts that changed their unit", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "people-moved", .label = "People who changed their unit", .kind = ORG_FLOW, .unit = "people" },
    { .name = "posts-closed", .label = "Posts closed", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "heads-released", .label = "Heads released", .kind = ORG_FLOW, .unit = "people" },
    { .name = "heads-promoted", .label = "Posts that became a head's", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "heads-opened", .label = "Posts of heads opened", .kind = ORG_FLOW, .unit = "posts" },
};

/* What a table of steps may ask for, and no operator does in one row. */
static const char *const words[] = { "chia tách", NULL };

static const OrgFeature features[] = {
    { .name = "crosswalk",
      .summary = "Apply an official table of old and new units in one step",
      .details =
          "A concordance of two lists of units, as statistical offices publish them: merged, split, abolished, founded "
          "and "
          "carried-on units follow from the ids. The legal date of each row is kept as the attribute crosswalk.date.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("crosswalk", "1.0.0", "orgsim", "MIT", features);
