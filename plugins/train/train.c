// SPDX-License-Identifier: MIT
/* train (đào tạo, bồi dưỡng): classes with places; who passes has the topic. */
#include "train.h"

static const char *const order_choices[] = CANDIDATE_ORDERS;

static const OrgParam params[N_PARAMS] = {
    [P_WHO] = { "who", "Who may be sent; empty: all who hold a post", NULL, ORG_PERSON_SET, "" },
    [P_CLASSES] = { "classes", "The classes: what is taught, places, when they open, and for how long", NULL, ORG_TABLE,
                    NULL, 0, 0, NULL, "id:text,topic:text,places:int,counts_as:text?,opens:date?,months:int?" },
    [P_ORDER] = { "order", "Who goes first", NULL, ORG_CHOICE, "plan-first", 0, 0, order_choices },
    [P_ABSENCE] = { "absence", "Share of their working time that people in class are away", NULL, ORG_PERCENT, "0%", 0,
                    1 },
    [P_PASS] = { "pass", "Share that passes", NULL, ORG_PERCENT, "100%", 0, 1 },
    [P_WOMEN] = { "women", "Least share of women in a class", NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_YOUNG] = { "young", "Least share of the young in a class", NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_YOUNG_AGE] = { "young_age", "Who is below this age is young", "years", ORG_INT, "40", 18, 70 },
};

static bool
do_month(Train *t)
{
    for (size_t i = 0; i < t->n_classes; i++)
        if (t->classes[i].ends == t->now && !train_end(t, &t->classes[i]))
            return false;
    for (size_t i = 0; i < t->n_classes; i++)
        if (t->classes[i].opens == t->now && !train_open(t, &t->classes[i]))
            return false;
    return true;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Train t = { .host = host, .ctx = ctx, .people = host->people(ctx), .now = host->now(ctx) };
    OrgMonth first;
    host->window(ctx, &first, NULL);
    if (!train_read(&t, first) || !do_month(&t))
        return t.status;
    for (size_t i = 0; i < t.n_classes && t.status == ORG_OK; i++) {
        const Class *one = &t.classes[i];
        const OrgMonth next = one->opens > t.now ? one->opens : one->ends;
        if (next > t.now)
            train_ok(&t, host->wake(ctx, next));
    }
    host->measure(ctx, "enrolled", ORG_NONE, (double) t.enrolled);
    host->measure(ctx, "class-passed", ORG_NONE, (double) t.passed);
    host->measure(ctx, "not-passed", ORG_NONE, (double) t.failed);
    host->measure(ctx, "dropped-out", ORG_NONE, (double) t.gone);
    host->measure(ctx, "places-empty", ORG_NONE, (double) t.empty);
    if (t.empty)
        host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "%u places in classes stay empty: nobody else may be sent.",
                      (unsigned) t.empty);
    return t.status;
}

static const OrgSeries series[] = {
    { .name = "enrolled", .label = "People sent to classes", .kind = ORG_FLOW, .unit = "people" },
    { .name = "class-passed", .label = "People who passed a class", .kind = ORG_FLOW, .unit = "people" },
    { .name = "not-passed", .label = "People who did not pass", .kind = ORG_FLOW, .unit = "people" },
    { .name = "dropped-out", .label = "People who left during a class", .kind = ORG_FLOW, .unit = "people" },
    { .name = "places-empty", .label = "Places in classes that stay empty", .kind = ORG_FLOW },
};

static const char *const words[] = { "đào tạo", "bồi dưỡng", "đào tạo, bồi dưỡng", NULL };

static const OrgFeature features[] = {
    { .name = "train",
      .summary = "Send people to classes",
      .details =
          "Training (đào tạo, bồi dưỡng): classes with places open in their months; the first of the eligible sit in "
          "them, and who passes has the topic, which appoint may ask for. Hanoi's review of 2015 tells five classes "
          "with 500 and three with 750 people.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("train", "1.0.0", "orgsim", "MIT", features);
