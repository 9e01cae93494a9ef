// SPDX-License-Identifier: MIT
/* What happens in a run does not depend on its clock: 200 random scenarios under three clocks, in this process. */
#include "outcome.h"
#include "random-plan.h"
#include <math.h>
#include <string.h>

enum { SCENARIOS = 200, LEAST_STEPS = 5 };
static const char *const clocks[] = { "yearly", "quarterly", "monthly" };

static void
same_figures(GHashTable *a, GHashTable *b, gboolean all, const char *text)
{
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const double *other = g_hash_table_lookup(b, key);
        if (all && other == NULL)
            g_error("only one clock has the figure %s\n%s", (char *) key, text);
        if (other != NULL && fabs(*(double *) value - *other) > 1e-9)
            g_error("%s is %g and %g\n%s", (char *) key, *(double *) value, *other, text);
    }
}

static void
same_outcome(const Outcome *a, const Outcome *b, const char *text)
{
    if (a->status != b->status || strcmp(a->error, b->error) != 0)
        g_error("one clock ends in %d (%s), another in %d (%s)\n%s", a->status, a->error, b->status, b->error, text);
    if (strcmp(a->steps->str, b->steps->str) != 0)
        g_error("steps:\n%s\n%s\n%s", a->steps->str, b->steps->str, text);
    if (strcmp(a->findings->str, b->findings->str) != 0)
        g_error("findings:\n%s\n%s\n%s", a->findings->str, b->findings->str, text);
    if (strcmp(a->breaches->str, b->breaches->str) != 0)
        g_error("breaches:\n%s\n%s\n%s", a->breaches->str, b->breaches->str, text);
    if (a->acts->len != b->acts->len || memcmp(a->acts->data, b->acts->data, a->acts->len) != 0)
        g_error("the acts differ\n%s", text);
    if (strcmp(a->hash, b->hash) != 0)
        g_error("the ends differ\n%s", text);
    if (strcmp(a->running->str, b->running->str) != 0)
        g_error("running costs:\n%s\n%s\n%s", a->running->str, b->running->str, text);
    same_figures(a->flows, b->flows, TRUE, text);
    same_figures(b->flows, a->flows, TRUE, text);
    same_figures(a->levels, b->levels, FALSE, text);
}

/* A hire by recruitment. */
typedef struct {
    OrgMonth born, left; /* left: ORG_OPEN, or when */
    gboolean resigned;
    guint8 sex;
    guint32 stream;
} Hire;

static Hire
hire_of(const Org *end, OrgRow person)
{
    const OrgPersonTable *people = &end->people;
    gboolean left = people->state[person] == ORG_LEFT;
    return (Hire){ people->born[person], left ? people->since[person] : ORG_OPEN,
                   left && strcmp(org_dict_text(end->dict, people->reason[person]), "resignation") == 0,
                   people->sex[person], people->stream[person] };
}

/* Hires by post and month; a post is known by its stream, since its row depends on what else was opened. Fails when somebody
 * joins a post in or before the month in which its last holder left it. */
static GHashTable *
hires_of(const Outcome *o, const Org *start, const char *text)
{
    GHashTable *hires = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(Org) org = org_copy(start);
    g_autofree OrgMonth *held = g_new(OrgMonth, o->end->posts.n); /* last month in which somebody held the post */
    g_autoptr(GError) error = NULL;
    gsize offset = 0;
    OrgAct act;
    for (OrgRow p = 0; p < o->end->posts.n; p++)
        held[p] = p < start->posts.n && start->posts.holder[p] != ORG_NONE ? start->month : ORG_UNKNOWN;
    while (org_act_next(o->acts->data, o->acts->len, &offset, &act, &error)) {
        g_autofree OrgRow *before = g_memdup2(org->posts.holder, org->posts.n * sizeof(OrgRow));
        OrgRow posts = org->posts.n, people = org->people.n;
        g_assert_true(org_act_replay(org, &act, &error));
        for (OrgRow p = 0; p < posts; p++)
            if (before[p] != ORG_NONE && org->posts.holder[p] != before[p])
                held[p] = act.month;
        for (OrgRow h = people; h < org->people.n && strcmp(act.plugin, "recruitment") == 0; h++) {
            OrgRow post = org->people.post[h];
            if (held[post] >= act.month)
                g_error("%s is filled in %d and was left in %d\n%s", org_id(org, ORG_POSTS, post), act.month,
                        held[post], text);
            Hire hire = hire_of(o->end, h);
            g_hash_table_insert(hires, g_strdup_printf("%u %d", org->posts.stream[post], act.month),
                                g_memdup2(&hire, sizeof hire));
        }
    }
    g_assert_no_error(error);
    return hires;
}

/* Who resigns in one run leaves no later in the other: at the latest by the same draw. end: the last month of the other. */
static gboolean
agree(const Hire *x, const Hire *y, OrgMonth end)
{
    gboolean goes = !x->resigned || x->left > end || y->left <= x->left;
    return goes && x->born == y->born && x->sex == y->sex && x->stream == y->stream;
}

static guint
same_draws(GHashTable *a, OrgMonth end_a, GHashTable *b, OrgMonth end_b, const char *text)
{
    guint both = 0;
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const Hire *x = value, *y = g_hash_table_lookup(b, key);
        if (y == NULL)
            continue;
        both++;
        if (!agree(x, y, end_b) || !agree(y, x, end_a))
            g_error("an unrelated step changes the hire for %s\n%s", (char *) key, text);
    }
    return both;
}

/* What the scenarios of the test have to show at least once; a generator that never gets there tests nothing. */
typedef struct {
    guint accepted, vetoed, skipped, not_due, parts, hires, paid;
    guint graces, ended, refilled; /* scenarios in which a rule says that a grace runs, has ended, was not kept to */
} Seen;

static void
look(Seen *seen, const Outcome *o)
{
    seen->vetoed += o->status == ORG_RUN_VETOED;
    seen->skipped += strstr(o->steps->str, " skipped: ") != NULL;
    seen->not_due += strstr(o->steps->str, " not-due: ") != NULL;
    seen->paid += o->end != NULL && o->end->totals.paid > 0;
    g_assert_true(o->status != ORG_RUN_DONE || o->running->len > 0);
    seen->parts += strstr(o->steps->str, " short: ") != NULL;
    seen->graces += strstr(o->findings->str, "are allowed from the end of") != NULL;
    seen->ended += strstr(o->findings->str, "grace ended") != NULL;
    seen->refilled += strstr(o->breaches->str, "refilled") != NULL;
}

/* FALSE: the scenario does not do enough to be a test. */
static gboolean
try_seed(guint32 seed, Seen *seen)
{
    RandomPlan wanted = { seed, clocks[0], seed % 4 == 0, FALSE };
    g_autofree char *text = random_plan(&wanted);
    g_autoptr(Org) start = random_town(seed, ORG_MONTH(2020, 12));
    g_autoptr(Outcome) first = outcome_run(text, start);
    if (first->status == ORG_RUN_FAILED || first->done < LEAST_STEPS || g_hash_table_size(first->kinds) < 3)
        return FALSE;
    for (guint c = 1; c < G_N_ELEMENTS(clocks); c++) {
        wanted.clock = clocks[c];
        g_autofree char *other = random_plan(&wanted);
        g_autoptr(Outcome) second = outcome_run(other, start);
        same_outcome(first, second, text);
    }
    wanted.unrelated = TRUE;
    g_autofree char *more = random_plan(&wanted);
    g_autoptr(Outcome) second = outcome_run(more, start);
    g_autoptr(GHashTable) hires = hires_of(first, start, text), others = hires_of(second, start, more);
    seen->hires += same_draws(hires, first->end->month, others, second->end->month, more);
    look(seen, first);
    return TRUE;
}

static void
test_the_clock_changes_nothing(void)
{
    Seen seen = { 0 };
    guint32 seed = 0;
    for (; seen.accepted < SCENARIOS && seed < 20 * SCENARIOS; seed++)
        seen.accepted += try_seed(seed, &seen);
    g_test_message("%u seeds for %u scenarios: %u vetoed, %u skip, %u with a when: that does not hold, %u in part, "
                   "%u hires of both runs; %u with a grace, %u in which it ends, %u in which a deputy is replaced",
                   seed, seen.accepted, seen.vetoed, seen.skipped, seen.not_due, seen.parts, seen.hires, seen.graces,
                   seen.ended, seen.refilled);
    g_assert_cmpuint(seen.accepted, ==, SCENARIOS);
    g_assert_cmpuint(seen.vetoed, >=, 5);
    g_assert_cmpuint(seen.skipped, >=, 20);
    g_assert_cmpuint(seen.not_due, >=, 20);
    g_assert_cmpuint(seen.parts, >=, 20);
    g_assert_cmpuint(seen.hires, >=, 1000);
    g_assert_cmpuint(seen.paid, >=, 50);
    g_assert_cmpuint(seen.graces, >=, 20);
    g_assert_cmpuint(seen.ended, >=, 20);
    g_assert_cmpuint(seen.refilled, >=, 5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    outcome_load();
    g_test_add_func("/calendar/clock", test_the_clock_changes_nothing);
    int result = g_test_run();
    outcome_unload();
    return result;
}
