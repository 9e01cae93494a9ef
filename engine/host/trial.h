// SPDX-License-Identifier: MIT
/* Conditions under which a plugin is tried (orgsim plugin check). None of them may change what it does. */
#pragma once
#include "arena.h"

typedef struct {
    guint32 block_rows;  /* people rows of a block of ORG_BY_ROWS; 0: as usual */
    guint32 stride_more; /* bytes that entries of tables lie further apart than they are long: 0, or a multiple of 8 */
    gint32 clock;        /* seconds that the machine's clock is said to be ahead */
    guint32 undo; /* each call of an operator that is done is undone, and fails with one of the two sentences below */
} OrgTrial;

#define ORG_TRIAL_RESTORED "tried, and undone: all is as it was before"
#define ORG_TRIAL_CHANGED "tried, and undone: something is not as it was before"

/* Of this process, from now on; all zero is as usual. Only a worker sets any. */
void org_trial_begin(const OrgTrial *trial);
const OrgTrial *org_trial(void);
/* The entries as a plugin is given them, and their stride: as they are, or further apart with rubbish between. NULL: out of memory. */
const void *org_trial_spread(OrgArena *arena, const void *entries, gsize n, gsize size, guint32 *stride);
