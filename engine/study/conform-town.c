// SPDX-License-Identifier: MIT
#include "conform-private.h"

enum {
    ROOMS = 10,
    DEPARTMENTS = 4,
    TOWN = ROOMS + DEPARTMENTS,
    SERVICE,
    UNITS,
    PER_UNIT = 13,
    POSTS = UNITS * PER_UNIT
};

/* A number below n, of a row for a purpose. */
static guint
draw(guint64 seed, guint row, guint what, guint n)
{
    return (guint) (org_chance(seed, row, what) % n);
}

static OrgWord
word(Org *org, const char *text)
{
    return org_dict_add(org->dict, text, -1);
}

static OrgWord
numbered(Org *org, const char *what, guint number)
{
    g_autofree char *text = g_strdup_printf("%s-%u", what, number);

    return word(org, text);
}

static void
add_units(Org *org, guint64 seed)
{
    static const char *const functions[] = { "office", "planning", "finance", "personnel" };
    OrgUnitTable *units = &org->units;

    org_add_units(org, UNITS);
    for (OrgRow row = 0; row < UNITS; row++) {
        units->id[row] = numbered(org, "unit", row + 1);
        units->name[row] = numbered(org, "Unit", row + 1);
        units->type[row] = word(org, row < ROOMS   ? "room"
                                     : row < TOWN  ? "department"
                                     : row == TOWN ? "town"
                                                   : "service-unit");
        units->function[row] = word(org, functions[draw(seed, row, 1, G_N_ELEMENTS(functions))]);
        units->parent[row] = row < ROOMS ? ROOMS + row / 3 : row == TOWN ? ORG_NONE : TOWN;
    }
    OrgAttribute *workload = org_attribute(org, ORG_UNITS, "workload", TRUE);
    for (OrgRow row = 0; row < UNITS; row++)
        workload->number[row] = draw(seed, row, 2, 1000);
}

static void
add_person(Org *org, guint64 seed, OrgRow post)
{
    OrgPersonTable *people = &org->people;
    OrgRow row = org_add_people(org, 1);

    people->id[row] = numbered(org, "person", row + 1);
    people->name[row] = numbered(org, "Person", row + 1);
    people->born[row] = ORG_MONTH(1961, 1) + (OrgMonth) draw(seed, post, 3, 42 * 12);
    people->hired[row] = MIN(people->born[row] + 12 * 22, ORG_MONTH(2023, 12));
    people->sex[row] = (guint8) (1 + draw(seed, post, 4, 2));
    people->rating[row] = (guint8) draw(seed, post, 5, 6);
    people->post[row] = post;
    people->unit[row] = org->posts.unit[post];
    people->state[row] = ORG_EMPLOYED;
    org->posts.holder[post] = row;
}

/* The last two of a unit are its head and its deputy. */
static void
add_posts(Org *org, guint64 seed)
{
    static const char *const categories[] = { "civil-servant", "public-employee", "contract" };
    static const char *const titles[] = { "Officer", "Planner", "Accountant" };
    OrgPostTable *posts = &org->posts;

    org_add_posts(org, POSTS);
    for (OrgRow row = 0; row < POSTS; row++) {
        guint place = row / UNITS;
        posts->id[row] = numbered(org, "post", row + 1);
        posts->unit[row] = row % UNITS;
        posts->rank[row] = place == PER_UNIT - 1 ? ORG_HEAD : place == PER_UNIT - 2 ? ORG_DEPUTY : ORG_STAFF;
        posts->title[row] = word(org, titles[draw(seed, row, 6, G_N_ELEMENTS(titles))]);
        posts->category[row] = word(org, categories[draw(seed, row, 7, G_N_ELEMENTS(categories))]);
        posts->funding[row] = word(org, draw(seed, row, 8, 4) ? "state" : "own");
        posts->coefficient[row] = (guint16) (234 + draw(seed, row, 9, 300));
        posts->fte[row] = draw(seed, row, 10, 12) ? 1000 : 500;
    }
    for (OrgRow row = 0; row < POSTS; row++)
        if (draw(seed, row, 11, 7))
            add_person(org, seed, row);
}

Org *
org_conform_town(guint64 seed)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_new(dict, ORG_MONTH(2023, 12));

    add_units(org, seed);
    add_posts(org, seed);
    if (!org_finish(org, &error))
        g_error("the town of the tests is broken: %s", error->message);
    return org;
}
