// SPDX-License-Identifier: MIT
/* A metric: who leads, by sex, age and second posts. */
#include "../common/candidates.h"

enum { WHERE, YOUNG_AGE };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "Leading posts; empty: all of heads and deputies",
      .type = ORG_POST_SET,
      .fallback = "" },
    { .key = "young_age",
      .summary = "Who is below this age is young",
      .unit = "years",
      .type = ORG_INT,
      .fallback = "40",
      .min = 18,
      .max = 70 },
};

typedef struct {
    size_t posts, vacant, people, women, young, aged, both;
    double months; /* of the ages that are known, together */
} Leaders;

static void
count_person(Leaders *l, const OrgPeople *people, OrgRow person, OrgMonth now, int64_t young)
{
    l->people++;
    l->women += people->sex[person] == ORG_FEMALE;
    l->both += people->second[person] != ORG_NONE;
    if (people->born[person] == ORG_UNKNOWN)
        return;
    l->young += is_young(people, person, now, young);
    l->aged++;
    l->months += now - people->born[person];
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgPeople *people = host->people(ctx);
    const OrgRow *rows = NULL;
    const bool given = host->given(ctx, WHERE);
    const size_t n = given ? host->rows(ctx, WHERE, &rows) : posts->n;
    uint8_t *seen = host->scratch(ctx, people->n + (size_t) 1);
    Leaders l = { 0 };
    if (!seen)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (size_t i = 0; i < n; i++) {
        const OrgRow post = given ? rows[i] : (OrgRow) i, person = posts->holder[post];
        if (!given &&
            (posts->closed[post] != ORG_OPEN || (posts->rank[post] != ORG_HEAD && posts->rank[post] != ORG_DEPUTY)))
            continue;
        l.posts++;
        l.vacant += person == ORG_NONE;
        if (person != ORG_NONE && !seen[person])
            count_person(&l, people, person, host->now(ctx), host->integer(ctx, YOUNG_AGE));
        if (person != ORG_NONE)
            seen[person] = 1;
    }
    host->measure(ctx, "leading-posts", ORG_NONE, (double) l.posts);
    host->measure(ctx, "leading-vacant", ORG_NONE, (double) l.vacant);
    host->measure(ctx, "leading-people", ORG_NONE, (double) l.people);
    host->measure(ctx, "leading-women", ORG_NONE, (double) l.women);
    host->measure(ctx, "leading-young", ORG_NONE, (double) l.young);
    host->measure(ctx, "leading-two-posts", ORG_NONE, (double) l.both);
    if (l.people) {
        host->measure(ctx, "share-women", ORG_NONE, (double) l.women / (double) l.people);
        host->measure(ctx, "share-young", ORG_NONE, (double) l.young / (double) l.people);
    }
    if (l.aged)
        host->measure(ctx, "mean-age", ORG_NONE, l.months / (12 * (double) l.aged));
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "leading-posts", .label = "Leading posts", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "leading-vacant", .label = "Leading posts that are vacant", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "leading-people", .label = "People in leading posts", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "leading-women", .label = "Women in leading posts", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "leading-young", .label = "Young people in leading posts", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "leading-two-posts", .label = "Leaders who hold two posts", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "share-women",
      .label = "Share of women among leaders",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
    { .name = "share-young",
      .label = "Share of the young among leaders",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
    { .name = "mean-age", .label = "Mean age of leaders", .kind = ORG_LEVEL, .flags = ORG_SPARSE, .unit = "years" },
};

static const OrgFeature features[] = {
    { .name = "leaders",
      .summary = "Who leads: by sex, age and second posts",
      .details = "People in leading posts, each once: women, the young, those with two posts, their mean age; and how "
                 "many posts are "
                 "vacant. Programme 01 of 2021 asks for shares of women and of young cadres of at least 15 percent.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("leaders", "1.0.0", "orgsim", "MIT", features);
