// SPDX-License-Identifier: MIT
/* The share of one set in another of the same table: women among leaders, autonomous units among service units. */
#include <orgsim/plugin.h>

enum { UNITS, OF_UNITS, POSTS, OF_POSTS, PEOPLE, OF_PEOPLE };

static const OrgParam params[] = {
    { .key = "units", .summary = "Units of interest", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "of_units",
      .summary = "Units they are a share of; empty: all open units",
      .type = ORG_UNIT_SET,
      .fallback = "" },
    { .key = "posts", .summary = "Posts of interest, by their weight", .type = ORG_POST_SET, .fallback = "" },
    { .key = "of_posts",
      .summary = "Posts they are a share of; empty: all open posts",
      .type = ORG_POST_SET,
      .fallback = "" },
    { .key = "people", .summary = "People of interest", .type = ORG_PERSON_SET, .fallback = "" },
    { .key = "of_people",
      .summary = "People they are a share of; empty: all who have not left",
      .type = ORG_PERSON_SET,
      .fallback = "" },
};

typedef struct {
    size_t n;
    const OrgMonth *closed; /* units and posts */
    const uint8_t *state;   /* people */
    const uint32_t *weight; /* posts: thousandths; else NULL */
} Rows;

static bool
is_open(const Rows *table, OrgRow row)
{
    return table->state ? table->state[row] != ORG_LEFT : table->closed[row] == ORG_OPEN;
}

static uint64_t
weight_of(const Rows *table, OrgRow row)
{
    return table->weight ? table->weight[row] : 1000;
}

/* Both sets ascend: one walk finds what they share. */
static uint64_t
weigh_common(const Rows *table, const OrgRow *a, size_t n_a, const OrgRow *b, size_t n_b)
{
    uint64_t sum = 0;
    for (size_t i = 0, k = 0; i < n_a && k < n_b;) {
        if (a[i] == b[k])
            sum += weight_of(table, a[i]);
        OrgRow low = a[i] < b[k] ? a[i] : b[k];
        i += a[i] == low;
        k += b[k] == low;
    }
    return sum;
}

static uint64_t
weigh(const Rows *table, const OrgRow *rows, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weight_of(table, rows[i]);
    return sum;
}

static uint64_t
weigh_open(const Rows *table)
{
    uint64_t sum = 0;
    for (size_t row = 0; row < table->n; row++)
        if (is_open(table, (OrgRow) row))
            sum += weight_of(table, (OrgRow) row);
    return sum;
}

static OrgStatus
measure(const OrgHost *host, OrgCtx *ctx, const Rows *table, unsigned set)
{
    const OrgRow *part_rows, *whole_rows;
    size_t n_part = host->rows(ctx, set, &part_rows);
    uint64_t part, whole;
    if (host->given(ctx, set + 1)) {
        size_t n_whole = host->rows(ctx, set + 1, &whole_rows);
        whole = weigh(table, whole_rows, n_whole);
        part = weigh_common(table, part_rows, n_part, whole_rows, n_whole);
    } else {
        whole = weigh_open(table);
        part = weigh(table, part_rows, n_part);
    }
    /* the share first: a target that names no series reads the first one */
    if (whole == 0)
        host->finding(ctx, ORG_NOTE, ORG_UNITS, ORG_NONE,
                      "no share was measured: the set that it is a share of is empty");
    else
        host->measure(ctx, "share", ORG_NONE, (double) part / (double) whole);
    host->measure(ctx, "part", ORG_NONE, (double) part / 1000);
    host->measure(ctx, "whole", ORG_NONE, (double) whole / 1000);
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    unsigned given = 0, set = UNITS;
    for (unsigned k = UNITS; k <= PEOPLE; k += 2) {
        if (!host->given(ctx, k)) {
            if (host->given(ctx, k + 1))
                return host->fail(ctx, ORG_E_INVALID, "`%s` needs `%s` beside it", params[k + 1].key, params[k].key);
            continue;
        }
        set = k;
        given++;
    }
    if (given != 1)
        return host->fail(ctx, ORG_E_INVALID, "share needs exactly one of `units`, `posts` and `people`");
    const OrgUnits *units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    const OrgPeople *people = host->people(ctx);
    Rows table = set == UNITS   ? (Rows){ .n = units->n, .closed = units->closed }
                 : set == POSTS ? (Rows){ .n = posts->n, .closed = posts->closed, .weight = posts->fte }
                                : (Rows){ .n = people->n, .state = people->state };
    return measure(host, ctx, &table, set);
}

static const OrgSeries series[] = {
    { .name = "share", .label = "Share", .kind = ORG_LEVEL, .flags = ORG_SPARSE, .unit = "share" },
    { .name = "part", .label = "Size of the part", .kind = ORG_LEVEL },
    { .name = "whole", .label = "Size of the whole", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "share",
      .summary = "Share of one set in another of the same table",
      .details = "Series `share` (0 to 1), `part` and `whole`. What is not in the whole does not count in the part.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("share", "1.0.0", "orgsim", "MIT", features);
