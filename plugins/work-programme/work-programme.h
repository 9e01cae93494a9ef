// SPDX-License-Identifier: MIT
/* The items of a programme of work, and the month in which each is done. */
#pragma once
#include "../common/state.h"
#include "../common/table.h"

enum { P_ITEMS, P_NAME, P_MEDIAN, P_SPREAD };
enum { C_ID, C_LEAD, C_BEGINS, C_DUE, C_STATE_AT, C_DONE, C_DROPPED, C_DEPENDS };
#define ITEM_COLUMNS "id:text,lead:unit,begins:date?,due:date?,state_at:date?,done:date?,dropped:date?,depends:text?,*"

typedef enum { OPEN, DONE, LATE, DROPPED, N_STATES } State;

typedef struct {
    const char *id;
    OrgRow lead; /* as the table names it; the unit may have closed */
    OrgMonth begins, due, done_at,
        dropped_at;      /* ORG_OPEN: never, or not told; begins: the month that a duration is counted from */
    const char *depends; /* ids with blanks or semicolons between, or NULL */
    uint8_t visit;       /* 0: not reckoned; 1: on the way; 2: reckoned */
} Item;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    Item *items;
    size_t n;
    OrgMonth start; /* the month before the first of the run */
    OrgMonth from, now;
    OrgStatus status;
} Programme;

/* Reads and checks the table, and reckons when each item is done; the status of the call. */
OrgStatus programme_read(Programme *p);

/* In which state an item is now. */
State programme_state(const Programme *p, const Item *item);
