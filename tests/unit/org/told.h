// SPDX-License-Identifier: MIT
/* Organisations to point into, and what must hold of one after a verb: the act tells all of it, undo takes back all of it. */
#pragma once
#include "../../../engine/org/replay.h"
#include "random-org.h"
#include <string.h>

/* ---- an organisation whose columns hold small numbers, which are rows and words as well */

enum { SMALL = 18 };

static inline void
fill_tables(Org *org, GRand *rand)
{
    for (OrgRow i = 0; i < org->units.n; i++) {
        org->units.name[i] = 1 + pick(rand, SMALL);
        org->units.function[i] = pick(rand, SMALL);
        org->units.opened[i] = (OrgMonth) pick(rand, SMALL);
    }
    for (OrgRow i = 0; i < org->posts.n; i++) {
        org->posts.title[i] = pick(rand, SMALL);
        org->posts.category[i] = pick(rand, 2) ? pick(rand, SMALL) : 0;
        org->posts.fte[i] = pick(rand, SMALL);
        org->posts.opened[i] = (OrgMonth) pick(rand, SMALL);
        org->posts.reports_to[i] = i && pick(rand, 4) ? pick(rand, i) : ORG_NONE;
        org->posts.vacant_since[i] = (OrgMonth) pick(rand, SMALL); /* of a held post this is put right */
    }
    gboolean months = pick(rand, 2);
    for (OrgRow i = 0; i < org->people.n; i++) {
        org->people.name[i] = pick(rand, SMALL);
        org->people.reason[i] = pick(rand, SMALL);
        org->people.coefficient[i] = (guint16) pick(rand, SMALL);
        org->people.born[i] = (OrgMonth) pick(rand, SMALL);
        org->people.hired[i] = (OrgMonth) pick(rand, SMALL);
        org->people.since[i] = months ? org->month - (OrgMonth) pick(rand, 3) : (OrgMonth) pick(rand, SMALL);
    }
}

/* "rows" are words that are rows, "bits" numbers whose bytes are two small numbers. */
static inline void
fill_attributes(Org *org, GRand *rand)
{
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        OrgWord *word = org_attribute(org, t, "rows", FALSE)->word;
        double *number = org_attribute(org, t, "bits", TRUE)->number;
        for (OrgRow i = 0; i < org_rows(org, t); i++) {
            guint32 halves[2] = { pick(rand, pick(rand, 2) ? 3 : SMALL), pick(rand, 2) ? pick(rand, SMALL) : 0 };
            word[i] = pick(rand, SMALL);
            memcpy(&number[i], halves, sizeof halves);
        }
    }
}

static inline Org *
filled_org(GRand *rand)
{
    Org *org = random_org(rand, 4 + pick(rand, 3), 20, 10);
    for (guint word = 0; word <= SMALL; word++) {
        char text[8];
        g_snprintf(text, sizeof text, "w%u", word);
        org_dict_add(org->dict, text, -1);
    }
    fill_tables(org, rand);
    fill_attributes(org, rand);
    g_autoptr(GError) error = NULL;
    org_finish(org, &error);
    g_assert_no_error(error);
    return org;
}

/* A copy that records. Its tables have no room left: the next row moves them. */
static inline Org *
recording_copy(const Org *org)
{
    Org *copy = org_copy(org);
    org_undo_enable(copy);
    copy->journal = org_journal_new();
    org_journal_context(copy->journal, copy->month, 0, "test");
    return copy;
}

static inline Org *
small_org(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    return filled_org(rand);
}

static inline void
assert_same(const Org *org, const Org *twin)
{
    g_autofree char *hash = org_hash(org), *hash_twin = org_hash(twin);
    g_assert_cmpstr(hash, ==, hash_twin);
}

/* The recorded acts, done on the start, give the same; undone, it is the start again. */
static inline void
assert_told(Org *org, const Org *start)
{
    const GByteArray *bytes = org->journal->bytes;
    g_autoptr(Org) elsewhere = org_copy(start);
    g_autoptr(GError) error = NULL;
    org_replay(elsewhere, bytes->data, bytes->len, ORG_OPEN - 1, &error);
    g_assert_no_error(error);
    assert_same(org, elsewhere);
    org_check(org, &error);
    g_assert_no_error(error);
    org_check_since(org, (OrgMark){ 0, 0, start->totals }, &error);
    g_assert_no_error(error);
    org_undo_to(org, (OrgMark){ 0, 0, start->totals });
    org_check(org, &error);
    g_assert_no_error(error);
    assert_same(org, start);
}

static inline void
assert_untouched(Org *org, const Org *start)
{
    g_assert_cmpuint(org->journal->n, ==, 0);
    g_assert_cmpuint(org->journal->bytes->len, ==, 0);
    g_assert_cmpuint(org_mark(org).entries, ==, 0);
    g_assert_cmpmem(&org->totals, sizeof org->totals, &start->totals, sizeof start->totals);
    assert_same(org, start);
}
