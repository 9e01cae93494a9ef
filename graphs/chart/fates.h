// SPDX-License-Identifier: MIT
/* What became of each unit, as the engine decided it: the table "fate", read once. Charts and report derive nothing of their own. */
#pragma once
#include <orgsim/plugin.h>

/* The bits of the table's flags. The first that is set gives a unit its colour; engine/study/README.md says what each
 * means. */
typedef enum {
    FATE_KEPT,
    FATE_ABSORBED,
    FATE_CONSOLIDATED,
    FATE_TOOK_OVER,
    FATE_SPLIT,
    FATE_DISSOLVED,
    FATE_NEW,
    FATE_MOVED,
    FATE_RENAMED,
    FATE_POSTS,
    FATE_PASSING, /* stands at neither end, and so on no chart */
    FATES
} Fate;
#define FATE_BIT(fate) (1u << (fate))

/* The numbers of the table, by column. Those of all are of the unit and all below it; rows are posts without their weight. */
typedef enum {
    AT_FLAGS,
    AT_POSTS_BEFORE,
    AT_POSTS_AFTER,
    AT_ROWS_BEFORE,
    AT_ROWS_AFTER,
    AT_PEOPLE_BEFORE,
    AT_PEOPLE_AFTER,
    AT_ALL_POSTS_BEFORE,
    AT_ALL_POSTS_AFTER,
    AT_ALL_PEOPLE_BEFORE,
    AT_ALL_PEOPLE_AFTER,
    AT_ALL_UNITS_BEFORE,
    AT_ALL_UNITS_AFTER,
    AT_ROWS_IN,
    AT_ROWS_OUT,
    AT_ROWS_OPENED,
    AT_ROWS_CLOSED,
    AT_MONTH,
    AT_ITEM,
    AT_SPLIT_ITEM,
    AT_MOVED_ITEM,
    AT_RENAMED_ITEM,
    FATE_NUMBERS
} FateNumber;

typedef struct {
    uint32_t n;   /* units */
    uint32_t *at; /* row of the table by unit; UINT32_MAX: closed before the run, it has no fate */
    const double *number[FATE_NUMBERS];
    const char *const *into, *const *from, *const *why;
} Fates;

/* Of the run of this number, with n units at its end. False, the call having failed, when the engine gave no such table or
 * there is no memory. They live as long as the call. */
bool fates_read(const OrgHost *host, OrgCtx *ctx, size_t run, uint32_t n, Fates *fates);

uint32_t fate_flags(const Fates *fates, OrgRow unit);                   /* 0: it has none */
double fate_number(const Fates *fates, OrgRow unit, FateNumber number); /* 0 of a unit without; NaN where not known */
/* Partners as row numbers with spaces between, and why; "" if none. */
const char *fate_into(const Fates *fates, OrgRow unit);
const char *fate_from(const Fates *fates, OrgRow unit);
const char *fate_why(const Fates *fates, OrgRow unit);
/* The next row number of such a list; false at its end. */
bool fate_next(const char **list, OrgRow *row);

/* The one unit that stands under none, at the start or at the end of a run: what stands right under it is a department. ORG_NONE: there
 * are several, and each is one. `before` may be shorter than `after`. */
OrgRow fate_root(const OrgUnits *before, const OrgUnits *after);

Fate fate_first(uint32_t flags); /* FATE_KEPT for none */
/* One more, or with -1 one less, of each of the flags. */
void fate_count(uint32_t counts[FATES], uint32_t flags, int by);
