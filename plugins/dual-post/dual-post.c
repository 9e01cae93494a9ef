// SPDX-License-Identifier: MIT
/* dual-post (kiêm nhiệm): one person holds two posts, as a Party secretary who is also the head. */
#include "dual-post.h"

static const char *const who_choices[] = { "a", "b", "rating", "seniority", NULL };
static const char *const other_choices[] = { "vacant", "close", "surplus", NULL };
static const char *const person_choices[] = { "place", "surplus", "leave", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_PAIRS] = { "pairs", "Which posts go together", NULL, ORG_TABLE, "", 0, 0, NULL, "post_a:text,post_b:text" },
    [P_WHERE_A] = { "where_a", "First posts, matched with those of where_b; instead of pairs", NULL, ORG_POST_SET, "" },
    [P_WHERE_B] = { "where_b", "Posts that the holders of the first ones take, too; empty: all posts of heads", NULL,
                    ORG_POST_SET, "" },
    [P_MATCH] = { "match",
                  "What a pair shares: the unit, the parent of its units, or the value of a column of posts or units",
                  NULL, ORG_TEXT, "unit" },
    [P_WHO] = { "who", "Who of two holders has both: that of post a or b, the better rated, or who was hired first",
                NULL, ORG_CHOICE, "a", 0, 0, who_choices },
    [P_OTHER] = { "other",
                  "The quota of post b: falls vacant when the two part, closes now where it is funded, or is surplus "
                  "and closes when they part",
                  NULL, ORG_CHOICE, "vacant", 0, 0, other_choices },
    [P_OTHER_PERSON] = { "other_person", "Who held the other post: is placed in a vacant post, waits, or leaves", NULL,
                         ORG_CHOICE, "place", 0, 0, person_choices },
    [P_PLACE_IN] = { "place_in", "Posts in which they may be placed; empty: all", NULL, ORG_POST_SET, "" },
    [P_ALLOWANCE] = { "second_allowance", "Coefficient on top of the higher of the two, for two posts", NULL, ORG_REAL,
                      "0", 0, 10 },
};

static size_t
count_units(Dual *d)
{
    uint8_t *seen = dual_scratch(d, d->units->n, 1);
    size_t n = 0;
    for (size_t i = 0; seen && i < d->n_pairs; i++) {
        const OrgRow unit = d->posts->unit[d->pairs[i].a];
        n += !seen[unit];
        seen[unit] = 1;
    }
    return n;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Dual d = {
        .host = host, .ctx = ctx, .units = host->units(ctx), .posts = host->posts(ctx), .people = host->people(ctx)
    };
    OrgMonth last;
    host->window(ctx, NULL, &last);
    const OrgMonth now = host->now(ctx);
    if (now > last)
        dual_watch(&d);
    else if (dual_find_pairs(&d)) {
        const size_t units = count_units(&d);
        if (!dual_settle(&d))
            return d.status;
        if (d.n_pairs == 0)
            host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "No two posts go together.");
        host->measure(ctx, "pairs", ORG_NONE, (double) d.in_one_hand);
        host->measure(ctx, "posts-saved", ORG_NONE, (double) d.saved);
        host->measure(ctx, "gave-up", ORG_NONE, (double) d.n_losers);
        if (units)
            host->measure(ctx, "share-dual", ORG_NONE, (double) d.in_one_hand / (double) d.n_pairs);
        host->measure(ctx, "units", ORG_NONE, (double) units);
    }
    if (d.status == ORG_OK && dual_stands(&d))
        host->wake(ctx, now + 1);
    return d.status;
}

static const OrgSeries series[] = {
    { .name = "pairs", .label = "Pairs of posts in one hand", .kind = ORG_FLOW },
    { .name = "posts-saved",
      .label = "Posts closed, since one person does for two",
      .kind = ORG_FLOW,
      .unit = "posts" },
    { .name = "gave-up", .label = "People who gave up their only post", .kind = ORG_FLOW, .unit = "people" },
    { .name = "parted", .label = "Pairs of posts that parted", .kind = ORG_FLOW },
    { .name = "units", .label = "Units with a pair of posts", .kind = ORG_FLOW, .unit = "units" },
    { .name = "share-dual",
      .label = "Share of the pairs that are in one hand",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
};

static const char *const words[] = { "kiêm nhiệm", "nhất thể hóa", NULL };

static const OrgFeature features[] = {
    { .name = "dual-post",
      .summary = "One person holds two posts",
      .details =
          "Two posts in one hand (kiêm nhiệm): the Party secretary who is also the head, the chair or the village "
          "head (Programme 01 of 2021; Resolution 21-NQ/TW). One of the two holders keeps both, paid once, by the "
          "higher coefficient.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("dual-post", "1.0.0", "orgsim", "MIT", features);
