// SPDX-License-Identifier: MIT
/* A table of posts without one of units: each name of a unit is a unit, and it lies under the unit that its posts
 * report to. Posts that report within their unit say nothing; where the others differ, the most of them count. */
#include "intake.h"

#define MAX_DEPTH 1000 /* of the units made: more is no organisation but a chain of posts */

typedef struct {
    guint32 unit, parent, posts;
} Vote;

static gint
by_unit_and_posts(gconstpointer a, gconstpointer b)
{
    const Vote *x = a, *y = b;

    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return x->posts != y->posts ? (x->posts > y->posts ? -1 : 1) : 0;
}

static GArray *
count_votes(const OrgTableIn *posts, guint8 *is_top)
{
    GArray *votes = g_array_new(FALSE, FALSE, sizeof(Vote));
    OrgIdMap found = { 0 };

    for (guint i = 0; i < posts->rows->len; i++) {
        const OrgPostIn *post = &g_array_index(posts->rows, OrgPostIn, i);
        if (post->boss_at == ORG_NONE)
            continue;
        const OrgPostIn *boss = &g_array_index(posts->rows, OrgPostIn, post->boss_at);
        if (boss->boss_at == ORG_NONE)
            is_top[boss->unit_at] = 1; /* somebody's boss who has none */
        if (boss->unit_at == post->unit_at)
            continue;
        guint32 at = org_id_map_add(&found, post->unit_at + 1, boss->unit_at + 1, votes->len);
        Vote vote = { post->unit_at, boss->unit_at, 1 };
        if (at == ORG_NONE)
            g_array_append_val(votes, vote);
        else
            g_array_index(votes, Vote, at).posts++;
    }
    org_id_map_clear(&found);
    g_array_sort(votes, by_unit_and_posts); /* stable: of equal ones the first in the table */
    return votes;
}

static gboolean
lies_under(const OrgTableIn *units, guint32 unit, guint32 above)
{
    for (guint depth = 0; unit != ORG_NONE; depth++) {
        if (unit == above || depth == MAX_DEPTH)
            return TRUE;
        unit = g_array_index(units->rows, OrgUnitIn, unit).parent_at;
    }
    return FALSE;
}

void
org_derive_unit_tree(OrgIntake *in)
{
    OrgTableIn *units = &in->tables[ORG_UNITS], *posts = &in->tables[ORG_POSTS];
    g_autofree guint8 *is_top = g_malloc0((gsize) units->rows->len + 1);
    g_autoptr(GArray) votes = count_votes(posts, is_top);

    for (guint i = 0; i < votes->len; i++) {
        const Vote *vote = &g_array_index(votes, Vote, i);
        OrgUnitIn *unit = &g_array_index(units->rows, OrgUnitIn, vote->unit);
        if (is_top[vote->unit] || unit->parent_at != ORG_NONE || lies_under(units, vote->parent, vote->unit))
            continue;
        unit->parent_at = vote->parent;
    }
    org_intake_problem(
        in, posts, ORG_SEVERITY_NOTE, "made-units", 1, ORG_FIELD_UNIT, NULL,
        units->rows->len == 1
            ? "there is no table of units; %u was made of the name in this column"
            : "there is no table of units; %u were made from the names in this column, each under the unit "
              "that its posts report to",
        units->rows->len);
}
