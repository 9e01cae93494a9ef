// SPDX-License-Identifier: MIT
/* Random organisations and random verb sequences for property tests, from a seed. */
#pragma once
#include "../../../engine/org/acts.h"

static inline guint
pick(GRand *rand, guint n)
{
    return n ? (guint) g_rand_int_range(rand, 0, (gint32) n) : 0;
}

/* Second lines, some of them to two posts, and to one's own subordinates. */
static inline void
random_lines(Org *org, GRand *rand)
{
    OrgWord *also = org_attribute(org, ORG_POSTS, "also_reports_to", FALSE)->word;
    char text[40];
    for (guint i = 0; i < org->posts.n; i++) {
        guint one = 1 + pick(rand, org->posts.n), two = 1 + pick(rand, org->posts.n);
        if (one == i + 1 || two == i + 1 || pick(rand, 3) || one == two)
            continue;
        g_snprintf(text, sizeof text, pick(rand, 3) ? "group#%u" : "group#%u;group#%u", one, two);
        also[i] = org_dict_add(org->dict, text, -1);
    }
}

/* units in a random tree, posts and people in them; finished, with undo and a journal. */
static inline Org *
random_org(GRand *rand, guint n_units, guint n_posts, guint n_people)
{
    static const char *const types[] = { "so", "room", "office", "service-unit" };
    static const char *const kinds[] = { "civil-servant", "public-employee", "contract" };
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2021, 1));
    gboolean reports = pick(rand, 3) > 0; /* else nobody reports to anybody, as in most data */
    char text[40];
    if (n_units)
        org_add_units(org, n_units);
    for (guint i = 0; i < n_units; i++) {
        g_snprintf(text, sizeof text, "u-%u", i);
        org->units.id[i] = org_dict_add(dict, text, -1);
        org->units.name[i] = org_dict_add(dict, text, -1);
        org->units.type[i] = org_dict_add(dict, types[pick(rand, 4)], -1);
        org->units.parent[i] = i && pick(rand, 10) ? pick(rand, i) : ORG_NONE;
    }
    if (n_units && n_posts)
        org_add_posts(org, n_posts);
    for (guint i = 0; n_units && i < n_posts; i++) {
        org->posts.id[i] = org_dict_add(dict, "group", -1);
        org->posts.ordinal[i] = i + 1;
        org->posts.unit[i] = pick(rand, n_units);
        org->posts.rank[i] = (guint8) (1 + pick(rand, 3));
        org->posts.category[i] = org_dict_add(dict, kinds[pick(rand, 3)], -1);
        org->posts.funding[i] = org_dict_add(dict, pick(rand, 4) ? "state" : "own", -1);
        org->posts.fte[i] = pick(rand, 10) ? 1000 : 500;
        if (reports && i && pick(rand, 5))
            org->posts.reports_to[i] = pick(rand, i);
    }
    if (n_people)
        org_add_people(org, n_people);
    for (guint i = 0; i < n_people; i++) {
        org->people.born[i] = ORG_MONTH(1960 + (int) pick(rand, 40), 1 + (int) pick(rand, 12));
        org->people.sex[i] = (guint8) (1 + pick(rand, 2));
        if (i < org->posts.n && pick(rand, 8)) {
            org->people.post[i] = i;
            org->posts.holder[i] = i;
        } else if (n_units)
            org->people.unit[i] = pick(rand, n_units);
    }
    /* The columns, not the attributes: a second attribute moves the first. */
    OrgWord *building = org_attribute(org, ORG_UNITS, "building", FALSE)->word;
    double *workload = org_attribute(org, ORG_UNITS, "workload", TRUE)->number;
    for (guint i = 0; i < n_units; i++) {
        building[i] = org_dict_add(dict, pick(rand, 2) ? "north" : "south", -1);
        workload[i] = pick(rand, 1000) / 8.0;
    }
    if (org->posts.n && pick(rand, 2))
        random_lines(org, rand);
    GError *error = NULL;
    org_finish(org, &error);
    g_assert_no_error(error);
    org_undo_enable(org);
    org->journal = org_journal_new();
    org_journal_context(org->journal, org->month, 0, "test");
    return org;
}

static inline void
random_org_free(Org *org)
{
    org_journal_free(org->journal);
    org_free(org);
}

/* Arguments for a verb, sometimes wrong ones. */
typedef struct {
    OrgRow posts[5], people[5];
    OrgMonth when[5];
    gint64 values[5];
    double reals[5];
    OrgWord words[5];
    OrgJoiner joiners[5];
} RandomArguments;

static inline void
draw_arguments(const Org *org, GRand *rand, RandomArguments *a)
{
    for (gsize i = 0; i < 5; i++) {
        a->posts[i] = pick(rand, org->posts.n + 1);
        a->people[i] = pick(rand, org->people.n + 1);
        a->when[i] = org->month - (OrgMonth) pick(rand, 3);
        a->values[i] = (gint64) pick(rand, 6);
        a->reals[i] = a->values[i] / 3.0;
        a->words[i] = pick(rand, org_dict_size(org->dict));
        a->joiners[i] = (OrgJoiner){ .size = sizeof(OrgJoiner),
                                     .post = a->posts[i],
                                     .born = org->month - 400,
                                     .hired = org->month,
                                     .sex = (guint8) pick(rand, 3),
                                     .rating = (guint8) pick(rand, 7) };
    }
}

/* One random verb with random arguments, sometimes wrong ones. TRUE if it was done. */
static inline gboolean
random_verb(Org *org, GRand *rand)
{
    OrgRow unit = pick(rand, org->units.n + 1), other = pick(rand, 6) ? pick(rand, org->units.n + 1) : ORG_NONE;
    RandomArguments a;
    OrgRow *posts = a.posts, *people = a.people;
    gint64 *values = a.values;
    gsize n = pick(rand, 5);
    char text[40];
    draw_arguments(org, rand, &a);
    g_snprintf(text, sizeof text, "name %u", pick(rand, 100000));
    switch (pick(rand, 20)) {
    case 0:
        return org_open_unit(org, other, a.words[0], pick(rand, 2) ? text : NULL, text, NULL, NULL);
    case 1:
        return org_rename_unit(org, unit, text, NULL);
    case 2:
        return org_move_unit(org, unit, other, NULL);
    case 3:
        return org_close_unit(org, unit, other, NULL);
    case 4:
        return org_open_posts(org, pick(rand, 4) ? posts[0] : ORG_NONE, unit, (guint32) n, NULL, NULL);
    case 5:
        return org_move_posts(org, posts, n, unit, NULL);
    case 6:
        return org_close_posts(org, posts, n, NULL);
    case 7:
        return org_set(org, ORG_F_RANK + pick(rand, 2) * 5, posts, values, n, NULL);
    case 8:
        return org_set_numbers(org, ORG_PEOPLE, "test.score", people, a.reals, pick(rand, 2) ? 0 : n, NULL);
    case 9:
        return org_set_words(org, ORG_UNITS, "building", &unit, a.words, 1, NULL);
    case 10:
        return org_place(org, people, posts, n, pick(rand, 3) == 0, NULL);
    case 11:
        return org_leave(org, people, a.when, n, org->month - 12, "retired", NULL);
    case 12:
        return org_join(org, a.joiners, n, NULL, NULL);
    case 13:
        return org_release(org, posts, n, NULL);
    case 14:
        for (gsize i = 0; i < n; i++)
            values[i] = pick(rand, 3) ? (gint64) people[i] : (gint64) ORG_NONE;
        return org_set(org, ORG_F_KEPT_FOR, posts, values, n, NULL);
    case 15:
        return org_set(org, ORG_F_PERSON_COEFFICIENT, people, values, n, NULL);
    case 16: /* a round of people who take one another's posts */
        for (gsize i = 0; i < n; i++)
            posts[i] = people[(i + 1) % n] < org->people.n ? org->people.post[people[(i + 1) % n]] : ORG_NONE;
        return org_place(org, people, posts, n, FALSE, NULL);
    case 17:
    case 18:
        for (gsize i = 0; i < n; i++)
            values[i] = pick(rand, 4) ? (gint64) pick(rand, org->posts.n + 1) : (gint64) ORG_NONE;
        return org_set(org, ORG_F_REPORTS_TO, posts, values, n, NULL);
    default: /* empty a unit, so that close_unit has a chance */
        if (unit < org->units.n && org->units.first_post[unit] != ORG_NONE)
            return org_close_posts(org, &org->units.first_post[unit], 1, NULL);
        return FALSE;
    }
}
