// SPDX-License-Identifier: MIT
/* Which functions several units of one level do. */
#pragma once
#include "../common/functions.h"

/* One function of one unit. */
typedef struct {
    uint64_t level; /* equal: the units stand on one level */
    OrgWord function;
    OrgRow unit;
} Held;

enum { LEVEL_SIBLINGS, LEVEL_DEPTH, LEVEL_TYPE };
extern const char *const functions_levels[]; /* NULL-terminated: the choices */

/* All functions of these units (n_units 0: of all open ones), sorted by level, function, unit; *n: how many. */
Held *functions_held(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const OrgRow *units, size_t n_units,
                     int64_t level, size_t *n);

/* The first entry after those of the same level and function as held[i]. */
size_t functions_end(const Held *held, size_t n, size_t i);

/* How many pairs of level and function several units have. */
size_t functions_duplicated(const Held *held, size_t n);

/* features.c: the metric and the rule. */
OrgStatus functions_measure(const OrgHost *host, OrgCtx *ctx);
OrgStatus functions_judge(const OrgHost *host, OrgCtx *ctx);
enum { F_UNITS, F_LEVEL, N_MEASURE, F_SEVERITY = N_MEASURE, F_ALLOWED, N_JUDGE }; /* parameters of metric and rule */
