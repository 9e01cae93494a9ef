// SPDX-License-Identifier: MIT
/* Who goes away for a time: the parameters that rotate and second share, and whom they choose. Knows plugin.h only. */
#pragma once
#include "candidates.h"

/* The first parameters of both, in this order. */
enum { G_WHERE, G_TO, G_NUMBER, G_ORDER, G_AGE_MAX, G_WOMEN, G_YOUNG, G_YOUNG_AGE, N_GOING };
#define GOING_NUMBER                                                                                                   \
    {                                                                                                                  \
        "number", "How many go: a count, or a percentage of those who may, rounded down", "people", ORG_AMOUNT, NULL,  \
            0, 1e6                                                                                                     \
    }
#define GOING_ORDER                                                                                                    \
    {                                                                                                                  \
        "order", "Who goes first", NULL, ORG_CHOICE, "plan-first", 0, 0, order_choices                                 \
    }
#define GOING_AGE_MAX                                                                                                  \
    {                                                                                                                  \
        "age_max", "Oldest age; 0: any", "years", ORG_INT, "0", 0, 80                                                  \
    }
#define GOING_WOMEN                                                                                                    \
    {                                                                                                                  \
        "women", "Least share of women among them", NULL, ORG_PERCENT, "0%", 0, 1                                      \
    }
#define GOING_YOUNG                                                                                                    \
    {                                                                                                                  \
        "young", "Least share of the young among them", NULL, ORG_PERCENT, "0%", 0, 1                                  \
    }
#define GOING_YOUNG_AGE                                                                                                \
    {                                                                                                                  \
        "young_age", "Who is below this age is young", "years", ORG_INT, "40", 18, 70                                  \
    }

/* Those of `where` who may go, in order, and how many shall. */
typedef struct {
    Candidate *list;
    uint8_t *may; /* by place in the list: has not been taken yet */
    size_t n, wanted;
    Quota quota; /* of those who go */
} Going;

/* away: by person the month until which somebody is away already; NULL: nobody is. Nobody goes who has no post, two posts, or is away. */
static inline bool
going_choose(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const double *away, Going *going)
{
    const OrgPeople *people = host->people(ctx);
    const OrgMonth now = host->now(ctx);
    const int64_t most = host->integer(ctx, G_AGE_MAX), young = host->integer(ctx, G_YOUNG_AGE);
    const OrgRow *rows;
    const size_t all = host->rows(ctx, G_WHERE, &rows);
    OrgRow *fit = call_scratch(host, ctx, status, all, sizeof *fit);
    size_t n = 0;
    for (size_t i = 0; fit && i < all; i++) {
        const OrgRow person = rows[i];
        const bool old = most && people->born[person] != ORG_UNKNOWN && now - people->born[person] >= 12 * (most + 1);
        if (people->state[person] == ORG_EMPLOYED && people->second[person] == ORG_NONE && !old &&
            !(away && away[person] >= now))
            fit[n++] = person;
    }
    *going = (Going){ .n = n, .quota = { host->real(ctx, G_WOMEN), host->real(ctx, G_YOUNG), 0, 0, 0 } };
    going->may = call_scratch(host, ctx, status, n, 1);
    if (!fit || !going->may)
        return false;
    going->list = candidates_in_order(host, ctx, status, fit, n, host->integer(ctx, G_ORDER), young);
    memset(going->may, 1, n);
    const double number = host->real(ctx, G_NUMBER) * (host->relative(ctx, G_NUMBER) ? (double) n : 1);
    going->wanted = (size_t) (number + 1e-9);
    return going->list != NULL;
}
