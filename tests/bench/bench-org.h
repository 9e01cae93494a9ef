// SPDX-License-Identifier: MIT
/* The organisation of the benchmarks, from the counter hash alone, so that sim_numpy.py builds the same one. */
#pragma once
#include "../../engine/org/org.h"

#include <stdlib.h>

enum { BENCH_UNIT_SIZE = 60, BENCH_DEPUTIES = 3, BENCH_OWN_REVENUE = 5 };

/* Draws of a row: one stream of the key BENCH_KEY for each thing drawn. */
#define BENCH_KEY G_GUINT64_CONSTANT(20210317)
enum { BENCH_UNIT = 1, BENCH_BORN, BENCH_SEX, BENCH_VACANT };

static int
bench_by_draw(gconstpointer a, gconstpointer b)
{
    const guint64 *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The draw below which as many of n posts are vacant as there are to be. */
static guint64
bench_vacant_below(guint32 n, guint32 vacant)
{
    g_autofree guint64 *draws = g_new(guint64, n);
    for (OrgRow p = 0; p < n; p++)
        draws[p] = org_chance(BENCH_KEY, p, BENCH_VACANT);
    qsort(draws, n, sizeof *draws, bench_by_draw);
    return draws[vacant];
}

static int
bench_by_number(gconstpointer a, gconstpointer b)
{
    const OrgRow *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A unit's first post is its head's, the next ones are those of deputies. */
static OrgRow
bench_rank(const Org *org, OrgRow post)
{
    OrgRow before = post;
    while (before > 0 && post - before <= BENCH_DEPUTIES && org->posts.unit[before - 1] == org->posts.unit[post])
        before--;
    return post == before ? ORG_HEAD : post - before <= BENCH_DEPUTIES ? ORG_DEPUTY : ORG_STAFF;
}

/* n people on as many posts and a twentieth more, vacant ones strewn in between; units of 60 people on average, one head and
 * three deputies each; every fifth post is paid from a unit's own revenue. */
static inline Org *
bench_org_new(guint32 n)
{
    guint32 n_units = n / BENCH_UNIT_SIZE, n_posts = n + n / 20;
    OrgDict *dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2020, 12));
    OrgWord room = org_dict_add(dict, "room", -1), employee = org_dict_add(dict, "public-employee", -1);
    OrgWord state = org_dict_add(dict, "state", -1), revenue = org_dict_add(dict, "own-revenue", -1);
    org_add_units(org, n_units + 1); /* row 0 is the root */
    org_add_posts(org, n_posts);
    org_add_people(org, n);
    for (OrgRow u = 0; u <= n_units; u++) {
        org->units.parent[u] = u ? 0 : ORG_NONE;
        org->units.type[u] = room;
    }
    for (OrgRow p = 0; p < n_posts; p++)
        org->posts.unit[p] = 1 + (OrgRow) (org_chance_real(BENCH_KEY, p, BENCH_UNIT) * n_units);
    qsort(org->posts.unit, n_posts, sizeof(OrgRow), bench_by_number);
    guint64 vacant_below = bench_vacant_below(n_posts, n_posts - n);
    OrgRow person = 0;
    for (OrgRow p = 0; p < n_posts; p++) {
        org->posts.rank[p] = (guint8) bench_rank(org, p);
        org->posts.category[p] = employee;
        org->posts.funding[p] = p % BENCH_OWN_REVENUE == BENCH_OWN_REVENUE - 1 ? revenue : state;
        if (org_chance(BENCH_KEY, p, BENCH_VACANT) < vacant_below)
            continue;
        org->posts.holder[p] = person;
        org->people.post[person] = p;
        org->people.unit[person] = org->posts.unit[p];
        gboolean woman = org_chance_real(BENCH_KEY, person, BENCH_SEX) < 0.55;
        org->people.sex[person] = woman ? ORG_FEMALE : ORG_MALE;
        /* nobody is past retirement at the start of 2021, and all ages follow evenly */
        org->people.born[person] = (woman ? ORG_MONTH(1966, 1) : ORG_MONTH(1961, 1)) +
                                   (OrgMonth) (org_chance_real(BENCH_KEY, person, BENCH_BORN) * 408);
        person++;
    }
    g_autoptr(GError) error = NULL;
    if (!org_finish(org, &error))
        g_error("the organisation of the benchmark is broken: %s", error->message);
    org_dict_unref(dict);
    return org;
}
