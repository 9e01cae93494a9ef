// SPDX-License-Identifier: MIT
#include "random-plan.h"

enum { DEPARTMENTS = 3, ROOMS = 4, UNITS = 2 + DEPARTMENTS * (ROOMS + 1) };

static guint
pick(GRand *rand, guint n)
{
    return (guint) g_rand_int_range(rand, 0, (gint32) n);
}

static guint
between(GRand *rand, guint least, guint most)
{
    return least + pick(rand, most - least + 1);
}

/* ---- the town */

static void
add_unit(Org *org, OrgRow row, const char *id, const char *type, OrgRow parent)
{
    org->units.id[row] = org->units.name[row] = org_dict_add(org->dict, id, -1);
    org->units.type[row] = org_dict_add(org->dict, type, -1);
    org->units.parent[row] = parent;
}

/* A town, its departments of rooms, and an archive with which no step has to do. */
static void
add_units(Org *org)
{
    org_add_units(org, UNITS);
    add_unit(org, 0, "town", "town", ORG_NONE);
    add_unit(org, 1, "archive", "archive", 0);
    OrgRow row = 2;
    for (guint d = 0; d < DEPARTMENTS; d++) {
        char id[16];
        OrgRow department = row;
        g_snprintf(id, sizeof id, "d%u", d);
        add_unit(org, row++, id, "department", 0);
        for (guint r = 0; r < ROOMS; r++) {
            g_snprintf(id, sizeof id, "d%ur%u", d, r);
            add_unit(org, row++, id, "room", department);
        }
    }
}

static void
add_person(Org *org, GRand *rand, OrgRow post)
{
    OrgRow row = org_add_people(org, 1);
    OrgPersonTable *people = &org->people;
    people->born[row] = ORG_MONTH(1958, 1) + (OrgMonth) pick(rand, 41 * 12);
    people->hired[row] = MIN(people->born[row] + 12 * (OrgMonth) between(rand, 20, 30), ORG_MONTH(2020, 12));
    people->sex[row] = (guint8) between(rand, 0, 2);
    people->rating[row] = (guint8) between(rand, 0, 5);
    people->post[row] = post;
    people->unit[row] = post != ORG_NONE ? org->posts.unit[post] : pick(rand, UNITS);
    people->state[row] = post != ORG_NONE ? ORG_EMPLOYED : ORG_SURPLUS;
    if (post != ORG_NONE)
        org->posts.holder[post] = row;
}

static void
add_posts(Org *org, GRand *rand)
{
    static const char *const categories[] = { "civil-servant", "public-employee" };
    for (OrgRow unit = 0; unit < UNITS; unit++) {
        guint n = between(rand, 2, 6);
        OrgRow first = org_add_posts(org, n);
        for (guint i = 0; i < n; i++) {
            OrgPostTable *posts = &org->posts;
            char id[24];
            g_snprintf(id, sizeof id, "p%u-%u", unit, i);
            posts->id[first + i] = org_dict_add(org->dict, id, -1);
            posts->unit[first + i] = unit;
            posts->rank[first + i] = i == 0 ? ORG_HEAD : i == 1 && n > 3 ? ORG_DEPUTY : ORG_STAFF;
            posts->category[first + i] = org_dict_add(org->dict, categories[pick(rand, 2)], -1);
            posts->funding[first + i] = org_dict_add(org->dict, "state", -1);
            posts->coefficient[first + i] = (guint16) between(rand, 234, 500);
            posts->fte[first + i] = pick(rand, 12) ? 1000 : 500;
            if (pick(rand, 6))
                add_person(org, rand, first + i);
        }
    }
}

Org *
random_town(guint32 seed, OrgMonth month)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_new(dict, month);
    add_units(org);
    add_posts(org, rand);
    for (guint i = pick(rand, 3); i > 0; i--)
        add_person(org, rand, ORG_NONE);
    org_finish(org, &error);
    g_assert_no_error(error);
    return org;
}

/* ---- the scenario */

typedef struct {
    GRand *rand;
    GString *out;
    OrgMonth from, to;
    gboolean merged[DEPARTMENTS]; /* its first two rooms */
    guint dice[6];
} Writer;

/* Thrown before a line is written, since nobody says in which order the arguments of a call are worked out. */
static const guint *
roll(Writer *w)
{
    for (guint i = 0; i < G_N_ELEMENTS(w->dice); i++)
        w->dice[i] = pick(w->rand, 1u << 20);
    return w->dice;
}

static void
put_month(Writer *w, OrgMonth month)
{
    g_string_append_printf(w->out, "%d-%02d", month / 12, month % 12 + 1);
}

static void
put_when_due(Writer *w, gboolean may_last)
{
    GString *out = w->out;
    if (pick(w->rand, 4) == 0) {
        g_string_append(out, pick(w->rand, 2) ? "every: year, " : "every: quarter, ");
    } else {
        g_string_append(out, "at: ");
        put_month(w, (OrgMonth) between(w->rand, (guint) w->from, (guint) w->to - 2));
        g_string_append(out, ", ");
    }
    if (may_last && pick(w->rand, 3))
        g_string_append_printf(out, "over: %um, ", between(w->rand, 2, 14));
    if (pick(w->rand, 5) == 0)
        g_string_append_printf(out, "when: \"(select count(*) from people) > %u\", ", between(w->rand, 40, 60));
}

static void
put_cut(Writer *w)
{
    static const char *const orders[] = { "retirement-near", "junior-first", "rating", "random" };
    static const char *const sets[] = { "unit like 'd%'", "category = 'public-employee'", "unit_type = 'room'" };
    put_when_due(w, TRUE);
    const guint *dice = roll(w);
    g_string_append_printf(w->out, "headcount-cut: {where: \"%s\", by: %u, order: %s, spread: %s, surplus: %s}",
                           sets[dice[0] % 3], 1 + dice[1] % 4, orders[dice[2] % 4], dice[3] % 2 ? "even" : "by-unit",
                           dice[4] % 2 ? "place" : "keep");
}

static void
put_enlist(Writer *w)
{
    put_when_due(w, TRUE);
    const guint *dice = roll(w);
    g_string_append_printf(w->out, "enlist: {where: \"unit like 'd%u%%'\", n: %u, total: %u, stays: %u, again: %u}",
                           dice[0] % DEPARTMENTS, 1 + dice[1] % 3, 1 + dice[2] % 6, dice[3] % 21,
                           dice[4] % 2 ? 0 : 1 + dice[5] % 15);
}

static void
put_merge(Writer *w)
{
    guint d = pick(w->rand, DEPARTMENTS);
    g_string_append(w->out, "at: ");
    put_month(w, (OrgMonth) between(w->rand, (guint) w->from, (guint) w->to));
    if (w->merged[d])
        g_string_append_printf(w->out, ", transfer: {posts: {where: \"unit = 'd%u'\"}, to: d%ur3, amount: %u}", d, d,
                               between(w->rand, 1, 2));
    else
        g_string_append_printf(w->out, ", merge: {units: [d%ur0, d%ur1], into: {id: d%ux, name: Joined}}", d, d, d);
    w->merged[d] = TRUE;
}

static void
put_steps(Writer *w)
{
    void (*const kinds[])(Writer *) = { put_cut, put_enlist, put_merge };
    g_string_append(w->out, "steps:\n");
    for (guint i = 0, n = between(w->rand, 7, 11); i < n; i++) {
        g_string_append_printf(w->out, "  - {id: s%u, ", i);
        if (pick(w->rand, 6) == 0) {
            put_when_due(w, FALSE);
            const guint *dice = roll(w);
            g_string_append_printf(w->out, "add-posts: {where: \"unit like 'd%ur2'\", by: %u}", dice[0] % DEPARTMENTS,
                                   1 + dice[1] % 3);
        } else
            kinds[i < 3 ? i : pick(w->rand, 3)](w);
        g_string_append(w->out, "}\n");
    }
}

static void
put_processes(Writer *w)
{
    const guint *dice = roll(w), first = dice[3] % 3;
    char *lines[3] = { g_strdup("  - {id: age, retirement: {}}\n"),
                       g_strdup_printf("  - {id: quit, resignation: {rate: %u%%}}\n", 3 + dice[0] % 23),
                       g_strdup_printf("  - {id: hire, recruitment: {rate: %u%%, ceiling: %u%%}}\n", 30 + dice[1] % 66,
                                       dice[2] % 3 ? 100 : 90) };
    g_string_append(w->out, "processes:\n");
    for (guint i = 0; i < 3; i++)
        g_string_append(w->out, lines[(first + i) % 3]);
    g_string_append(w->out, "  - {id: typed, indicator: {between: linear, values: [{month: 2021-02, value: 1}, "
                            "{year: 2024, value: 5}]}}\n");
    for (guint i = 0; i < 3; i++)
        g_free(lines[i]);
}

static void
put_rules(Writer *w)
{
    const guint *dice = roll(w);
    g_string_append_printf(w->out,
                           "rules:\n"
                           "  - {id: least, min-staff: {where: \"type = 'department'\", at_least: %u, counts: %s}}\n"
                           "  - {id: crowd, crowd: {most: %u, looks_back: %s}}\n"
                           "  - {id: caps, deputy-cap: {where: \"type = 'room'\", caps: [{upto: 9, cap: 1}, {cap: 2}], "
                           "grace: %u, counts: %s}}\n",
                           8 + dice[0] % 5, dice[1] % 2 ? "assigned" : "present", 4 + dice[2] % 3,
                           dice[3] % 2 ? "yes" : "no", 1 + dice[4] % 12, dice[5] % 4 ? "present" : "assigned");
}

char *
random_plan(const RandomPlan *plan)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(plan->seed);
    Writer w = { .rand = rand, .out = g_string_new(NULL) };
    w.from = ORG_MONTH(2021, between(rand, 1, 12));
    w.to = w.from + (OrgMonth) between(rand, 24, 48);
    g_string_append(w.out, "orgsim: 1\ntitle: Random\norganisation: {units: units.csv}\nfrom: ");
    put_month(&w, w.from);
    g_string_append(w.out, "\nto: ");
    put_month(&w, w.to);
    g_string_append_printf(w.out, "\nclock: %s\non_veto: %s\n", plan->clock, plan->stop ? "stop" : "skip");
    put_processes(&w);
    put_steps(&w);
    if (plan->unrelated)
        g_string_append(w.out, "  - {id: more, every: quarter, add-posts: {where: \"unit = 'archive'\", by: 1}}\n");
    put_rules(&w);
    g_string_append(
        w.out,
        "metrics:\n  - {id: posts, posts: {}}\n  - {id: people, people: {}}\n"
        "  - {id: cost, change-cost: {per_moved_post: 5, per_closed_unit: 7}}\n  - {id: pay, payroll: {missing: 3}}\n"
        "targets:\n  - {id: T, title: Hired, metric: hire, series: hired, at_least: 1, by: ");
    put_month(&w, w.to - 5);
    g_string_append(w.out, "}\n");
    return g_string_free(w.out, FALSE);
}
