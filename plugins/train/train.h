// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of train. */
#pragma once
#include "../common/candidates.h"

enum { P_WHO, P_CLASSES, P_ORDER, P_ABSENCE, P_PASS, P_WOMEN, P_YOUNG, P_YOUNG_AGE, N_PARAMS };

/* A class of the table. */
typedef struct {
    const char *id, *topic, *counts_as; /* counts_as NULL: for no other topic */
    OrgWord word;                       /* of the id */
    OrgMonth opens, ends;               /* the first month, and the first one after it */
    uint32_t places;
} Class;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgPeople *people;
    OrgMonth now;
    Class *classes;
    size_t n_classes;
    size_t enrolled, passed, failed, gone, empty;
} Train;

static inline bool
train_ok(Train *t, OrgStatus status)
{
    return call_ok(&t->status, status);
}

static inline void *
train_scratch(Train *t, size_t n, size_t size)
{
    return call_scratch(t->host, t->ctx, &t->status, n, size);
}

/* classes.c: the table, or what is wrong with it; opens without a month is `first`. */
bool train_read(Train *t, OrgMonth first);
/* What a class does in this month: it ends, or it opens. */
bool train_end(Train *t, const Class *one);
bool train_open(Train *t, const Class *one);
