// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of early-retirement. */
#pragma once
#include "../common/severance/payout.h"

enum {
    P_WHERE,
    P_TAKE_UP,
    P_YEARS,
    P_BY,
    P_ORDER,
    P_AT_MOST,
    P_POSTS,
    P_DECIDED,
    P_SCHEME,
    P_SCHEDULE,
    P_BASE,
    P_COEFFICIENT,
    P_ALLOWANCE,
    P_SERVICE,
    N_PARAMS
};
enum { BY_SHARE, BY_CHANCE };
enum { ORDER_NEAREST, ORDER_RANDOM };
enum { POSTS_VACANT, POSTS_CLOSE };

/* Somebody to whom early retirement is offered. */
typedef struct {
    OrgRow person;
    Leaver leaver;
    Due due;
    uint64_t draw; /* of the year, for this offer */
} Offer;

/* Puts those who accept first, in the order of their rows; how many they are. */
size_t early_accept(const OrgHost *host, OrgCtx *ctx, const OrgPeople *people, Offer *offers, size_t n);
