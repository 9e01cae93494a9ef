// SPDX-License-Identifier: MIT
/* An arena: memory that is given back all at once. After the first calls it is one block, so a call costs no malloc. */
#pragma once
#include <glib.h>

typedef struct OrgArenaBlock OrgArenaBlock;
typedef struct {
    OrgArenaBlock *block; /* the newest; older ones hang behind it */
    gsize used;           /* bytes of the newest block */
} OrgArena;

/* size bytes, 64-byte aligned, not zeroed. NULL when out of memory. */
void *org_arena_take(OrgArena *arena, gsize size);
/* A copy of a text. NULL when out of memory. */
char *org_arena_text(OrgArena *arena, const char *text);
/* Everything taken before is gone, and poisoned. Several blocks become one that would have held them all. */
void org_arena_reset(OrgArena *arena);
void org_arena_clear(OrgArena *arena);
