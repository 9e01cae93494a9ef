// SPDX-License-Identifier: MIT
/* What can be said of a call that dies. A signal handler asks: nothing here takes memory, a lock, or a function of the library. */
#include "ctx-private.h"

static const OrgCall *volatile running; /* set while a call runs */

void
org_call_begun(const OrgCall *call)
{
    running = call;
}

const char *
org_call_failure(void)
{
    const OrgCall *call = running;
    return call != NULL && call->status != ORG_OK ? call->message : NULL;
}

#define UNITS(member)                                                                                                  \
    {                                                                                                                  \
        ORG_UNITS, offsetof(OrgUnits, member), sizeof *((OrgUnits *) 0)->member, "units." #member                      \
    }
#define POSTS(member)                                                                                                  \
    {                                                                                                                  \
        ORG_POSTS, offsetof(OrgPosts, member), sizeof *((OrgPosts *) 0)->member, "posts." #member                      \
    }
#define PEOPLE(member)                                                                                                 \
    {                                                                                                                  \
        ORG_PEOPLE, offsetof(OrgPeople, member), sizeof *((OrgPeople *) 0)->member, "people." #member                  \
    }
static const struct {
    guint table;
    gsize at, width;
    const char *name;
} columns[] = {
    UNITS(parent),   UNITS(successor),   UNITS(type),       UNITS(function), UNITS(opened),  UNITS(closed),
    UNITS(n_posts),  UNITS(n_held),      UNITS(fte),        UNITS(fte_held), UNITS(n_heads), UNITS(n_deputies),
    POSTS(unit),     POSTS(holder),      POSTS(reports_to), POSTS(rank),     POSTS(title),   POSTS(category),
    POSTS(funding),  POSTS(coefficient), POSTS(fte),        POSTS(opened),   POSTS(closed),  POSTS(vacant_since),
    POSTS(kept_for), POSTS(stream),      PEOPLE(unit),      PEOPLE(post),    PEOPLE(second), PEOPLE(born),
    PEOPLE(hired),   PEOPLE(since),      PEOPLE(sex),       PEOPLE(rating),  PEOPLE(state),  PEOPLE(coefficient),
    PEOPLE(stream),
};

const char *
org_call_column_at_none(const void *address)
{
    const OrgCall *call = running;
    for (guint i = 0; call != NULL && i < G_N_ELEMENTS(columns); i++) {
        const OrgCtx *ctx = call->primary;
        const char *table = columns[i].table == ORG_UNITS   ? (const char *) &ctx->units
                            : columns[i].table == ORG_POSTS ? (const char *) &ctx->posts
                                                            : (const char *) &ctx->people;
        const char *column = *(const char *const *) (const void *) (table + columns[i].at);
        if ((gsize) address == (gsize) column + (gsize) ORG_NONE * columns[i].width)
            return columns[i].name;
    }
    return NULL;
}
