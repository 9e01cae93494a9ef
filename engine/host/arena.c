// SPDX-License-Identifier: MIT
#include "arena.h"
#include <stdlib.h>
#include <string.h>

#define ALIGN 64
#define POISON 0xdb /* eight of them are no address on any processor that orgsim runs on, and no row */
#define FIRST_BLOCK ((gsize) 1 << 16)

struct OrgArenaBlock {
    OrgArenaBlock *older;
    gsize size; /* bytes that can be given out, after the header */
};
G_STATIC_ASSERT(sizeof(OrgArenaBlock) <= ALIGN); /* the header takes one alignment unit */

static OrgArenaBlock *
new_block(gsize size)
{
    OrgArenaBlock *block = aligned_alloc(ALIGN, size + ALIGN);
    if (block == NULL)
        return NULL;
    block->older = NULL;
    block->size = size;
    return block;
}

void *
org_arena_take(OrgArena *arena, gsize size)
{
    if (size > G_MAXSIZE / 4)
        return NULL;
    size = (MAX(size, 1) + ALIGN - 1) & ~(gsize) (ALIGN - 1);
    if (arena->block == NULL || arena->block->size - arena->used < size) {
        gsize want = arena->block != NULL ? arena->block->size * 2 : FIRST_BLOCK;
        OrgArenaBlock *block = new_block(MAX(want, size));
        if (block == NULL && want > size)
            block = new_block(size);
        if (block == NULL)
            return NULL;
        block->older = arena->block;
        arena->block = block;
        arena->used = 0;
    }
    char *start = (char *) arena->block + ALIGN + arena->used;
    arena->used += size;
    return start;
}

char *
org_arena_text(OrgArena *arena, const char *text)
{
    gsize size = strlen(text) + 1;
    char *copy = org_arena_take(arena, size);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

/* Whoever kept an address in here finds none any more, not by chance what the next call wrote. */
static void
poison(OrgArena *arena)
{
    for (OrgArenaBlock *block = arena->block; block != NULL; block = block->older)
        memset((char *) block + ALIGN, POISON, block == arena->block ? arena->used : block->size);
}

static void
free_from(OrgArenaBlock *block)
{
    while (block != NULL) {
        OrgArenaBlock *older = block->older;
        free(block);
        block = older;
    }
}

void
org_arena_reset(OrgArena *arena)
{
    poison(arena);
    arena->used = 0;
    if (arena->block == NULL || arena->block->older == NULL)
        return;
    gsize total = 0;
    for (OrgArenaBlock *block = arena->block; block != NULL; block = block->older)
        total += block->size;
    free_from(arena->block);
    arena->block = new_block(total);
}

void
org_arena_clear(OrgArena *arena)
{
    free_from(arena->block);
    arena->block = NULL;
    arena->used = 0;
}
