// SPDX-License-Identifier: MIT
/* A row of several full posts ("fte 9.4") that nobody is named for is a group: it opens whole posts and one of the part that is
 * left, as `assigned` does, so that one post is one person's. A named holder holds it as one post. */
#include "../../base/message.h"
#include "intake.h"

guint32
org_fte_posts(guint32 fte)
{
    return fte / 1000 + (fte % 1000 != 0);
}

static void
mark_named(const OrgTableIn *posts, OrgWord word, guint32 ordinal, gboolean *named)
{
    guint32 at = word ? org_id_map_find(&posts->ids, word, ordinal) : ORG_NONE;
    if (at != ORG_NONE)
        named[at] = TRUE;
}

static void
open_group(OrgIntake *in, OrgTableIn *tab, OrgPostIn *post)
{
    guint32 whole = post->fte / 1000;
    const char *id = org_spell_id(in->dict, post->id, post->ordinal);

    post->part = post->fte % 1000;
    if (post->part)
        org_intake_problem(in, tab, ORG_SEVERITY_NOTE, "group-row", post->line, ORG_FIELD_FTE, id,
                           "%s: %.6g posts opened as %u and one of %.6g", org_quoted(id), post->fte / 1000.0, whole,
                           post->part / 1000.0);
    else
        org_intake_problem(in, tab, ORG_SEVERITY_NOTE, "group-row", post->line, ORG_FIELD_FTE, id,
                           "%s: %u posts opened as %u of one each", org_quoted(id), whole, whole);
    post->n = post->assigned = org_fte_posts(post->fte);
    post->fte = 1000;
}

void
org_open_group_rows(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];
    const OrgTableIn *people = &in->tables[ORG_PEOPLE];
    g_autofree gboolean *named = g_new0(gboolean, tab->rows->len + 1);

    for (guint i = 0; i < people->rows->len; i++) {
        const OrgPersonIn *person = &g_array_index(people->rows, OrgPersonIn, i);
        mark_named(tab, person->post, person->post_ordinal, named);
        mark_named(tab, person->second, person->second_ordinal, named);
    }
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = &g_array_index(tab->rows, OrgPostIn, i);
        if (post->fte <= 1000 || post->assigned != ORG_NONE)
            continue;
        if (!named[i] && !post->ordinal) {
            open_group(in, tab, post);
            continue;
        }
        const char *id = org_spell_id(in->dict, post->id, post->ordinal);
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "heavy-post", post->line, ORG_FIELD_FTE, id,
                           "%s weighs %.6g full posts and has a named holder: it stays one post, held by one person",
                           org_quoted(id), post->fte / 1000.0);
        if (post->filled != ORG_NONE)
            post->filled = MIN(post->filled, 1);
    }
}
