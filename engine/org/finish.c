// SPDX-License-Identifier: MIT
/* An organisation that was filled column by column becomes one that verbs may work on. */
#include "internal.h"

gboolean
org_finish(Org *org, GError **error)
{
    OrgPersonTable *h = &org->people;
    OrgPostTable *p = &org->posts;
    /* A row that was there before the data says otherwise draws by its number. */
    for (OrgRow i = 0; i < p->n; i++) {
        p->stream[i] = p->stream[i] ? p->stream[i] : i;
        if (p->holder[i] != ORG_NONE)
            p->vacant_since[i] = ORG_UNKNOWN;
    }
    for (OrgRow i = 0; i < h->n; i++) {
        h->stream[i] = h->stream[i] ? h->stream[i] : i;
        if (h->state[i] == ORG_EMPLOYED && h->post[i] == ORG_NONE)
            h->state[i] = ORG_SURPLUS;
        if (h->post[i] != ORG_NONE && h->post[i] < org->posts.n)
            h->unit[i] = org->posts.unit[h->post[i]];
        if (h->born[i] == ORG_UNKNOWN && h->state[i] != ORG_LEFT)
            org->births_unknown = TRUE;
    }
    if (!org_check_columns(org, error))
        return FALSE;
    org_index_rebuild(org);
    return org_check_rows(org, error); /* the indexes are fresh */
}
