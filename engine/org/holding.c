// SPDX-License-Identifier: MIT
/* Who holds a post: taking and giving it up, the counts of its unit, posts that are vacant or kept for somebody. */
#include "internal.h"

void
org_mark_vacancy(Org *org, OrgRow post)
{
    const OrgPostTable *p = &org->posts;
    guint64 bit = G_GUINT64_CONSTANT(1) << (post % 64), *word = &p->vacant[post / 64];
    gboolean vacant = p->closed[post] == ORG_OPEN && p->holder[post] == ORG_NONE && p->kept_for[post] == ORG_NONE;
    *word = vacant ? *word | bit : *word & ~bit;
}

void
org_count_held(Org *org, OrgRow post, guint32 one)
{
    OrgUnitTable *u = &org->units;
    OrgRow unit = org->posts.unit[post];
    guint rank = org->posts.rank[post];
    gint64 weight = org->posts.fte[post];
    u->n_held[unit] += one;
    u->fte_held[unit] += one == 1 ? weight : -weight;
    u->n_heads[unit] += rank == ORG_HEAD ? one : 0;
    u->n_deputies[unit] += rank == ORG_DEPUTY ? one : 0;
}

void
org_hold(Org *org, OrgRow post, OrgRow person)
{
    if (org->posts.kept_for[post] != ORG_NONE)
        org_keep_for(org, post, ORG_NONE); /* it was kept for this person */
    ORG_PUT(org, POSTS, posts, holder, post, person);
    ORG_PUT(org, POSTS, posts, vacant_since, post, ORG_UNKNOWN);
    org_mark_vacancy(org, post);
    org_count_held(org, post, 1);
}

void
org_vacate(Org *org, OrgRow post, OrgMonth since)
{
    org_count_held(org, post, G_MAXUINT32);
    ORG_PUT(org, POSTS, posts, holder, post, ORG_NONE);
    ORG_PUT(org, POSTS, posts, vacant_since, post, since);
    org_mark_vacancy(org, post);
}

void
org_cut_loose(Org *org, OrgRow post)
{
    OrgRow person = org->posts.holder[post];
    OrgPersonTable *h = &org->people;
    if (h->second[person] == post) {
        ORG_PUT(org, PEOPLE, people, second, person, ORG_NONE);
        org->n_second--;
        return;
    }
    OrgRow second = h->second[person];
    ORG_PUT(org, PEOPLE, people, post, person, second);
    if (second != ORG_NONE) {
        ORG_PUT(org, PEOPLE, people, second, person, ORG_NONE);
        org->n_second--;
        ORG_PUT(org, PEOPLE, people, unit, person, org->posts.unit[second]);
        return;
    }
    ORG_PUT(org, PEOPLE, people, state, person, ORG_SURPLUS);
    ORG_PUT(org, PEOPLE, people, since, person, org->month);
    org->totals.surplus++;
    org->units.n_idle[h->unit[person]]++;
}

void
org_keep_for(Org *org, OrgRow post, OrgRow person)
{
    OrgRow before = org->posts.kept_for[post];
    if (before == person)
        return;
    ORG_PUT(org, POSTS, posts, kept_for, post, person);
    org->n_kept += (guint32) (person != ORG_NONE) - (guint32) (before != ORG_NONE);
    org_mark_vacancy(org, post);
}

void
org_drop_kept(Org *org)
{
    const OrgPostTable *p = &org->posts;
    for (OrgRow post = 0; org->n_kept && post < p->n; post++)
        if (p->kept_for[post] != ORG_NONE && org->people.state[p->kept_for[post]] == ORG_LEFT)
            org_keep_for(org, post, ORG_NONE);
}

/* FNV-1a: the same on every machine and in every version. */
guint32
org_text_stream(const char *text)
{
    guint32 hash = 0x811c9dc5u;
    for (; *text; text++)
        hash = (hash ^ (guint8) *text) * 0x01000193u;
    return hash;
}

/* The draw of plugin.h over what names the row. 0 would be taken for a row of the data. */
guint32
org_stream(guint32 parent, guint32 origin, OrgMonth month, guint32 ordinal)
{
    guint32 stream = (guint32) (org_chance((guint64) origin << 32 | parent, (guint32) month, ordinal) >> 32);
    return stream ? stream : 1;
}
