// SPDX-License-Identifier: MIT
/* What a call remembers: its first failure. Shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>
#include <stddef.h>

/* Remembers the first failure; true while there is none. */
static inline bool
call_ok(OrgStatus *first, OrgStatus status)
{
    if (*first == ORG_OK)
        *first = status;
    return *first == ORG_OK;
}

/* Zeroed memory for the call, of at least one element; NULL (and the call has failed) when there is none. */
static inline void *
call_scratch(const OrgHost *host, OrgCtx *ctx, OrgStatus *first, size_t n, size_t size)
{
    void *memory = host->scratch(ctx, (n ? n : 1) * size);
    if (!memory)
        call_ok(first, host->fail(ctx, ORG_E_FAILED, "Out of memory."));
    return memory;
}
