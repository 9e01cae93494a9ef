// SPDX-License-Identifier: MIT
// What happens in a run does not depend on its clock: 200 random scenarios under three clocks, in this process.
#include "../../../engine/org/acts.h"
#include "../../../engine/sim/sim.h"
#include "random-plan.h"
#include <math.h>
#include <string.h>

enum { SCENARIOS = 200, LEAST_STEPS = 5 };
static const char *const clocks[] = { "yearly", "quarterly", "monthly" };

static OrgHostSet *set; // loaded once

/* ---- a run and all that it says, as text ---- */

typedef struct {
    OrgRunStatus status;
    char *error, *hash;
    GByteArray *acts;
    GString *findings, *steps;
    GHashTable *figures; // "item series unit" and the year -> double *: flows added up; levels as last stored
    GHashTable *levels;  // "item series unit" and the month -> double *
    guint done, undone, operators;
    GHashTable *kinds;   // features of the steps that were done
    const OrgPlan *plan;
    Org *end;
} Outcome;

static void
outcome_free(Outcome *o)
{
    g_free(o->error);
    g_free(o->hash);
    g_byte_array_unref(o->acts);
    g_string_free(o->findings, TRUE);
    g_string_free(o->steps, TRUE);
    g_hash_table_unref(o->figures);
    g_hash_table_unref(o->levels);
    g_hash_table_unref(o->kinds);
    org_free(o->end);
    g_free(o);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outcome, outcome_free)

static void
on_calling(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month)
{
    (void) data, (void) item, (void) plugin, (void) month;
}

static void
on_acts(gpointer data, const guint8 *bytes, gsize size)
{
    g_byte_array_append(((Outcome *) data)->acts, bytes, (guint) size);
}

static gboolean
is_flow(const Outcome *o, guint index, const char *series)
{
    const OrgItem *item = o->plan->items->pdata[index];
    const OrgFeature *feature = item->feature != NULL ? org_host_set_feature(set, item->feature) : NULL;
    for (guint i = 0; feature != NULL && i < feature->n_series; i++)
        if (strcmp(feature->series[i].name, series) == 0)
            return feature->series[i].kind == ORG_FLOW;
    return item->role == ORG_ITEM_STEP;
}

static void
on_measure(gpointer data, guint item, const char *series, OrgRow unit, OrgMonth month, double value, guint view)
{
    Outcome *o = data;
    gboolean flow = is_flow(o, item, series);
    char *key = g_strdup_printf("%u %s %u %d", item, series, unit, flow ? month / 12 : month);
    GHashTable *table = flow ? o->figures : o->levels;
    double *sum = g_hash_table_lookup(table, key);
    if (view == 0 && sum != NULL)
        *sum += value;
    else if (view == 0)
        g_hash_table_insert(table, g_strdup(key), g_memdup2(&value, sizeof value));
    g_free(key);
}

static void
on_finding(gpointer data, guint item, gint step, guint severity, guint table, OrgRow row, OrgMonth month,
           const char *text)
{
    g_string_append_printf(((Outcome *) data)->findings, "%u %d %u %u %u %d %s\n", item, step, severity, table, row,
                           month, text);
}

static void
on_step(gpointer data, guint item, OrgMonth month, const char *status, const char *text)
{
    Outcome *o = data;
    const OrgItem *step = o->plan->items->pdata[item];
    g_string_append_printf(o->steps, "%s %d %s: %s\n", step->id, month, status, text);
    if (strcmp(status, "done") == 0 || strcmp(status, "short") == 0) {
        o->done++;
        g_hash_table_add(o->kinds, (gpointer) step->feature->name);
    }
    o->undone += strcmp(status, "vetoed") == 0 || strcmp(status, "skipped") == 0;
}

static gboolean
on_progress(gpointer data, double part)
{
    (void) data, (void) part;
    return TRUE;
}

static OrgPlan *
read_plan(const char *text)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgBundle *bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    org_bundle_put(bundle, "scenario.yaml", bytes);
    OrgPlan *plan = org_plan_read("scenario.yaml", bundle, org_host_set_catalogue(set), diags);
    if (plan == NULL) {
        g_autoptr(GString) said = g_string_new(NULL);
        org_diags_print(diags, ORG_SEVERITY_NOTE, 0, said);
        g_error("%s\n%s", said->str, text);
    }
    return plan;
}

static Outcome *
run_on(const OrgPlan *plan, const Org *start)
{
    g_autoptr(GError) error = NULL;
    Outcome *o = g_new0(Outcome, 1);
    o->acts = g_byte_array_new();
    o->findings = g_string_new(NULL);
    o->steps = g_string_new(NULL);
    o->figures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    o->levels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    o->kinds = g_hash_table_new(g_str_hash, g_str_equal);
    o->plan = plan;
    o->end = org_copy(start);
    o->end->journal = org_journal_new();
    const OrgSink sink = { o, on_calling, on_acts, on_measure, on_finding, on_step, on_progress };
    o->status = org_sim_run(plan, set, o->end, NULL, 1, 0, &sink, &error);
    g_clear_pointer(&o->end->journal, org_journal_free);
    o->error = g_strdup(error != NULL ? error->message : "");
    o->hash = o->status == ORG_RUN_DONE || o->status == ORG_RUN_VETOED ? org_hash(o->end) : g_strdup("");
    return o;
}

static Outcome *
run_text(const char *text, const Org *start)
{
    g_autoptr(OrgPlan) plan = read_plan(text);
    Outcome *o = run_on(plan, start);
    o->plan = NULL;
    return o;
}

/* ---- the property ---- */

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
    if (a->acts->len != b->acts->len || memcmp(a->acts->data, b->acts->data, a->acts->len) != 0)
        g_error("the acts differ\n%s", text);
    if (strcmp(a->hash, b->hash) != 0)
        g_error("the ends differ\n%s", text);
    same_figures(a->figures, b->figures, TRUE, text);
    same_figures(b->figures, a->figures, TRUE, text);
    same_figures(a->levels, b->levels, FALSE, text);
}

// A hire by recruitment.
typedef struct {
    OrgMonth born, left; // left: ORG_OPEN, or when
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

// Hires by post and month; a post is known by its stream, since its row depends on what else was opened. Fails when somebody
// joins a post in or before the month in which its last holder left it.
static GHashTable *
hires_of(const Outcome *o, const Org *start, const char *text)
{
    GHashTable *hires = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(Org) org = org_copy(start);
    g_autofree OrgMonth *held = g_new(OrgMonth, o->end->posts.n); // last month in which somebody held the post
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

// Who resigns in one run leaves no later in the other: at the latest by the same draw. end: the last month of the other.
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

// What the scenarios of the test have to show at least once; a generator that never gets there tests nothing.
typedef struct {
    guint accepted, vetoed, skipped, not_due, parts, hires;
} Seen;

static void
look(Seen *seen, const Outcome *o)
{
    seen->vetoed += o->status == ORG_RUN_VETOED;
    seen->skipped += strstr(o->steps->str, " skipped: ") != NULL;
    seen->not_due += strstr(o->steps->str, " not-due: ") != NULL;
    seen->parts += strstr(o->steps->str, " short: ") != NULL;
}

// FALSE: the scenario does not do enough to be a test.
static gboolean
try_seed(guint32 seed, Seen *seen)
{
    RandomPlan wanted = { seed, clocks[0], seed % 4 == 0, FALSE };
    g_autofree char *text = random_plan(&wanted);
    g_autoptr(Org) start = random_town(seed, ORG_MONTH(2020, 12));
    g_autoptr(Outcome) first = run_text(text, start);
    if (first->status == ORG_RUN_FAILED || first->done < LEAST_STEPS || g_hash_table_size(first->kinds) < 3)
        return FALSE;
    for (guint c = 1; c < G_N_ELEMENTS(clocks); c++) {
        wanted.clock = clocks[c];
        g_autofree char *other = random_plan(&wanted);
        g_autoptr(Outcome) second = run_text(other, start);
        same_outcome(first, second, text);
    }
    wanted.unrelated = TRUE;
    g_autofree char *more = random_plan(&wanted);
    g_autoptr(Outcome) second = run_text(more, start);
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
                   "%u hires of both runs",
                   seed, seen.accepted, seen.vetoed, seen.skipped, seen.not_due, seen.parts, seen.hires);
    g_assert_cmpuint(seen.accepted, ==, SCENARIOS);
    g_assert_cmpuint(seen.vetoed, >=, 5);
    g_assert_cmpuint(seen.skipped, >=, 20);
    g_assert_cmpuint(seen.not_due, >=, 20);
    g_assert_cmpuint(seen.parts, >=, 20);
    g_assert_cmpuint(seen.hires, >=, 1000);
}

static void
load(const char *folder, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/%s.so", folder, name);
    if (!org_host_set_load(set, path, &error))
        g_error("%s", error->message);
}

int
main(int argc, char **argv)
{
    static const char *const plugins[] = { "retirement", "resignation", "recruitment", "indicator", "headcount-cut",
                                           "merge",      "transfer",    "add-posts",   "min-staff", "posts",
                                           "people" };
    g_test_init(&argc, &argv, NULL);
    set = org_host_set_new();
    for (gsize i = 0; i < G_N_ELEMENTS(plugins); i++) {
        g_autofree char *folder = g_build_filename(g_getenv("ORGSIM_TEST_PLUGINS"), plugins[i], NULL);
        load(folder, plugins[i]);
    }
    load(g_getenv("ORGSIM_TEST_LIBRARIES"), "calendar-kit");
    g_test_add_func("/calendar/clock", test_the_clock_changes_nothing);
    int result = g_test_run();
    org_host_set_free(set);
    return result;
}
