// SPDX-License-Identifier: MIT
/* The simulation kernel through the real plugin interface, with plugins loaded from their .so files and run by the simulator
 * in this process. Three jobs: `yearly`, retirement, resignation, a yearly headcount-cut and metrics; `monthly`, these with a cut of
 * some posts spread over the year, recruitment and rules, under a monthly clock; `twelve`, the yearly one with twelve processes: retirement
 * and eleven resignations of different rates, each with draws of its own. Prints one JSON object: nanoseconds of CPU time
 * a person-year, counts by month of the clock, and checksums that name every leaver and closed post. sim_numpy.py and its
 * neighbours do the same jobs in numpy. */
#include "../../engine/sim/sim.h"
#include "bench-org.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RETIREMENT, RESIGNATION, CUT, UNITS, POSTS, PEOPLE, RECRUITMENT, MIN_STAFF, DEPUTY_CAP, N_KINDS };
enum { N_YEARLY = RECRUITMENT, N_MORE = 10 }; /* the jobs of the yearly one come first; further resignations */

static const struct {
    const char *feature;
    OrgItemRole role;
} jobs[N_KINDS] = {
    { "retirement", ORG_ITEM_PROCESS },  { "resignation", ORG_ITEM_PROCESS }, { "headcount-cut", ORG_ITEM_STEP },
    { "units", ORG_ITEM_METRIC },        { "posts", ORG_ITEM_METRIC },        { "people", ORG_ITEM_METRIC },
    { "recruitment", ORG_ITEM_PROCESS }, { "min-staff", ORG_ITEM_RULE },      { "deputy-cap", ORG_ITEM_RULE },
};

typedef struct {
    int people, years, reps;
    gboolean acts, profile, monthly, twelve;
    const char *plugins;
} Options;

typedef struct {
    guint item; /* its place in the plan */
    const char *series;
    OrgMonth month;
    double value;
} Measure;

typedef struct {
    GArray *measures;
    GHashTable *found; /* rules: item << 32 | unit of each finding */
    gsize act_bytes;
    int calling;                      /* the item that runs; N_KINDS: none yet */
    double since, spent[N_KINDS + 1]; /* CPU seconds, by item */
} Results;

static OrgPluginSet *
load(const char *folder)
{
    OrgPluginSet *set = org_plugins_new();
    for (int i = 0; i < N_KINDS; i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_strdup_printf("%s/%s/%s.so", folder, jobs[i].feature, jobs[i].feature);
        if (!org_plugins_load(set, path, &error))
            g_error("%s", error->message);
    }
    return set;
}

/* A parameter as the scenario's reader would hand it over: its fallback, or a given text. */
static OrgValueInfo *
set_value(OrgItem *item, const char *key, double number, gboolean relative, const char *text, const char *where)
{
    for (guint i = 0; i < item->feature->params->len; i++) {
        if (strcmp(g_array_index(item->feature->params, OrgParamInfo, i).key, key) != 0)
            continue;
        item->values[i] = (OrgValueInfo){
            .given = TRUE, .number = number, .relative = relative, .text = (char *) text, .where = (char *) where
        };
        return &item->values[i];
    }
    g_error("feature %s has no parameter %s", item->feature->name, key);
}

static void
set_fallbacks(OrgItem *item)
{
    item->values = g_new0(OrgValueInfo, item->feature->params->len + 1);
    for (guint i = 0; i < item->feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(item->feature->params, OrgParamInfo, i);
        OrgValueInfo *value = &item->values[i];
        value->text = (char *) "";
        if (!param->fallback || !*param->fallback)
            continue;
        value->text = param->fallback;
        value->number = g_ascii_strtod(param->fallback, NULL) / (strchr(param->fallback, '%') ? 100 : 1);
        if (param->type == ORG_CHOICE)
            for (value->number = 0; strcmp(param->choices[(int) value->number], param->fallback) != 0;)
                value->number++;
    }
}

/* Further items of the job of twelve are resignations. */
static guint
job_of(guint index, const Options *options)
{
    return options->twelve && index >= N_YEARLY ? RESIGNATION : index;
}

static OrgItem *
item_new(OrgPluginSet *set, guint index, guint job)
{
    OrgItem *item = g_new0(OrgItem, 1);
    item->role = jobs[job].role;
    item->index = index;
    item->id = (char *) jobs[job].feature;
    item->note = (OrgMessage *) "";
    item->file = (char *) "bench";
    item->feature = org_catalogue_find(org_plugins_catalogue(set), jobs[job].feature);
    item->valid_from = ORG_UNKNOWN;
    item->valid_to = ORG_OPEN;
    set_fallbacks(item);
    return item;
}

/* Once a year: at its end, or (monthly) from its beginning on. */
static void
set_dates(OrgItem *cut, const Options *options)
{
    cut->at = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    cut->over = options->monthly ? 12 : 0;
    for (int y = 0; y < options->years; y++)
        g_array_append_val(cut->at, (OrgMonth){ ORG_MONTH(2021 + y, options->monthly ? 1 : 12) });
}

static void
set_monthly(OrgItem **items)
{
    static double cap[] = { BENCH_DEPUTIES };
    static double *numbers[] = { cap, NULL };
    static char **texts[] = { NULL, NULL };
    static char *names[] = { (char *) "cap", (char *) "upto" };
    static OrgType types[] = { ORG_INT, ORG_INT };
    static OrgTableValue caps = { 1, 2, names, types, numbers, texts };
    set_value(items[RESIGNATION], "rate", 0.02, TRUE, "", NULL);
    set_value(items[CUT], "by", 0.03, TRUE, "", NULL);
    set_value(items[CUT], "where", 0, FALSE, "", "funding = 'state'");
    set_value(items[RECRUITMENT], "rate", 0.8, FALSE, "", NULL);
    set_value(items[RECRUITMENT], "ceiling", 0.98, FALSE, "", NULL);
    set_value(items[MIN_STAFF], "where", 0, FALSE, "", "type = 'room'");
    set_value(items[MIN_STAFF], "at_least", 30, FALSE, "", NULL);
    set_value(items[MIN_STAFF], "severity", 1, FALSE, "warn", NULL);
    set_value(items[DEPUTY_CAP], "where", 0, FALSE, "", "type = 'room'");
    set_value(items[DEPUTY_CAP], "caps", 0, FALSE, "", NULL)->table = &caps;
}

static OrgPlan *
plan_new(OrgPluginSet *set, const Options *options)
{
    OrgPlan *plan = g_new0(OrgPlan, 1);
    plan->path = plan->name = (char *) "bench";
    plan->from = ORG_MONTH(2021, 1);
    plan->to = ORG_MONTH(2020 + options->years, 12);
    plan->clock = options->monthly ? 1 : 12;
    plan->items = g_ptr_array_new();
    plan->baselines = g_ptr_array_new();
    plan->countings = g_ptr_array_new();
    plan->targets = g_ptr_array_new();
    plan->actuals = g_array_new(FALSE, FALSE, sizeof(OrgActual));
    OrgBaseline *start = g_new0(OrgBaseline, 1);
    start->name = (char *) "start";
    g_ptr_array_add(plan->baselines, start);
    const guint n = options->monthly ? N_KINDS : options->twelve ? N_YEARLY + N_MORE : N_YEARLY;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(plan->items, item_new(set, i, job_of(i, options)));
    OrgItem **items = (OrgItem **) (void *) plan->items->pdata;
    set_value(items[RESIGNATION], "rate", 0.02, TRUE, "", NULL);
    set_value(items[CUT], "by", 0.025, TRUE, "", NULL);
    set_dates(items[CUT], options);
    for (guint i = N_YEARLY; options->twelve && i < n; i++)
        set_value(items[i], "rate", 0.001 * (double) (i - N_YEARLY + 1), TRUE, "", NULL);
    if (options->monthly)
        set_monthly(items);
    return plan;
}

/* ---- what comes out */

static double
cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/* What passes until the next call belongs to this one: its checks and what the simulator does after it. */
static void
switch_to(Results *results, int item)
{
    double now = cpu_seconds();
    results->spent[results->calling] += now - results->since;
    results->calling = item;
    results->since = now;
}

static void
on_calling(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month)
{
    (void) plugin, (void) month;
    int job = 0;
    while (job < N_KINDS && strcmp(jobs[job].feature, item->feature->name) != 0)
        job++;
    switch_to(data, job);
}

static void
on_acts(gpointer data, const guint8 *bytes, gsize size)
{
    (void) bytes;
    ((Results *) data)->act_bytes += size;
}

static void
on_measure(gpointer data, guint item, const char *series, OrgRow unit, OrgMonth month, double value, guint view)
{
    (void) unit, (void) view;
    Measure measure = { item, g_intern_string(series), month, value };
    g_array_append_val(((Results *) data)->measures, measure);
}

static void
on_finding(gpointer data, const OrgFinding *f)
{
    Results *results = data;
    g_hash_table_add(results->found, GSIZE_TO_POINTER((gsize) f->item << 32 | f->row));
    if (f->item >= N_KINDS || jobs[f->item].role == ORG_ITEM_RULE)
        return;
    g_autofree char *text = org_message_text(f->message, ORG_LANG_EN);
    fprintf(stderr, "%s, %d: severity %u: %s\n", jobs[f->item].feature, (int) (f->month / 12), f->severity, text);
}

static void
on_step(gpointer data, guint item, OrgMonth month, const char *status, const OrgMessage *message)
{
    (void) data, (void) item;
    /* The window of the last year may still be open at its end. */
    if (strcmp(status, "done") != 0 && strcmp(status, "short") != 0)
        g_error("step in %d: %s: %s", (int) (month / 12), status, org_message_said(message));
}

static gboolean
on_progress(gpointer data, double part)
{
    (void) data, (void) part;
    return TRUE;
}

/* ---- running */

/* The seconds of one run on a fresh copy, which the caller owns. */
static double
run_once(const OrgPlan *plan, OrgPluginSet *set, Org *start, const Options *options, Results *results, Org **after)
{
    g_autoptr(GError) error = NULL;
    Org *org = org_copy(start);
    if (options->acts)
        org->journal = org_journal_new();
    g_array_set_size(results->measures, 0);
    results->act_bytes = 0;
    const OrgSink sink = {
        results, on_calling, on_acts, on_measure, on_finding, on_step, on_progress, NULL, NULL, NULL
    };
    Org *baselines[] = { start };
    memset(results->spent, 0, sizeof results->spent);
    g_hash_table_remove_all(results->found);
    results->calling = N_KINDS;
    double began = results->since = cpu_seconds();
    OrgRunStatus status = org_sim_run(plan, set, org, baselines, plan->seed, 0, &sink, &error);
    switch_to(results, N_KINDS);
    double took = results->since - began;
    if (status != ORG_RUN_DONE)
        g_error("the run failed: %s", error ? error->message : "vetoed");
    *after = org;
    return took;
}

static void
print_series(const Results *results, guint item, const char *name, const char *series)
{
    const char *separator = "";
    printf("  \"%s.%s\": [", name, series);
    for (guint i = 0; i < results->measures->len; i++) {
        const Measure *m = &g_array_index(results->measures, Measure, i);
        if (m->item != item || strcmp(m->series, series) != 0 || m->month < ORG_MONTH(2021, 1))
            continue;
        printf("%s%.17g", separator, m->value);
        separator = ", ";
    }
    printf("],\n");
}

/* Units that the rule ever found something about. */
static guint
count_found(const Results *results, guint item)
{
    GHashTableIter iter;
    gpointer key;
    guint n = 0;
    g_hash_table_iter_init(&iter, results->found);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        n += GPOINTER_TO_SIZE(key) >> 32 == item;
    return n;
}

static void
print_counts(const Results *results, const Org *org, gboolean twelve)
{
    for (guint i = 0; twelve && i < N_MORE; i++) {
        g_autofree char *name = g_strdup_printf("resignation-%u", i + 1);
        print_series(results, N_YEARLY + i, name, "resigned");
    }
    print_series(results, UNITS, jobs[UNITS].feature, "units");
    print_series(results, POSTS, jobs[POSTS].feature, "posts");
    print_series(results, POSTS, jobs[POSTS].feature, "vacant");
    print_series(results, PEOPLE, jobs[PEOPLE].feature, "people");
    print_series(results, PEOPLE, jobs[PEOPLE].feature, "surplus");
    print_series(results, RETIREMENT, jobs[RETIREMENT].feature, "retired");
    print_series(results, RESIGNATION, jobs[RESIGNATION].feature, "resigned");
    print_series(results, CUT, jobs[CUT].feature, "closed-held");
    print_series(results, CUT, jobs[CUT].feature, "closed-vacant");
    if (!twelve)
        print_series(results, RECRUITMENT, jobs[RECRUITMENT].feature, "hired");
    printf("  \"min-staff\": %u,\n  \"deputy-cap\": %u,\n", count_found(results, MIN_STAFF),
           count_found(results, DEPUTY_CAP));
    /* Each leaver with the month, each closed post with its month: equal sums, equal persons and posts. */
    guint64 leavers = 0, closed = 0;
    for (guint i = 0; i < org->people.n; i++)
        if (org->people.state[i] == ORG_LEFT)
            leavers += org_chance((guint64) org->people.since[i], i, 0);
    for (guint i = 0; i < org->posts.n; i++)
        if (org->posts.closed[i] != ORG_OPEN)
            closed += org_chance((guint64) org->posts.closed[i], i, 1);
    printf("  \"leavers\": \"%016" G_GINT64_MODIFIER "x\",\n  \"closed\": \"%016" G_GINT64_MODIFIER "x\"\n", leavers,
           closed);
}

static void
print_profile(const Results *results, const Options *options)
{
    for (int i = 0; i <= N_KINDS; i++)
        fprintf(stderr, "%s %.2f  ", i < N_KINDS ? jobs[i].feature : "set-up",
                results->spent[i] * 1e9 / options->people / options->years);
    fprintf(stderr, "ns per person-year\n");
}

int
main(int argc, char **argv)
{
    Options options = { .people = 150000, .years = 10, .reps = 10, .plugins = NULL };
    GOptionEntry entries[] = {
        { "people", 0, 0, G_OPTION_ARG_INT, &options.people, "People (150000)", "N" },
        { "years", 0, 0, G_OPTION_ARG_INT, &options.years, "Yearly steps (10)", "N" },
        { "reps", 0, 0, G_OPTION_ARG_INT, &options.reps, "Repetitions; the best counts (10)", "N" },
        { "acts", 0, 0, G_OPTION_ARG_NONE, &options.acts, "Record acts, as the first replication of a run does", NULL },
        { "monthly", 0, 0, G_OPTION_ARG_NONE, &options.monthly, "The monthly job", NULL },
        { "twelve", 0, 0, G_OPTION_ARG_NONE, &options.twelve, "The yearly job with twelve processes", NULL },
        { "profile", 0, 0, G_OPTION_ARG_NONE, &options.profile, "Say where the time of each repetition went", NULL },
        { "plugins", 0, 0, G_OPTION_ARG_FILENAME, &options.plugins, "Folder of the built plugins", "DIR" },
        { NULL },
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("- benchmark of the simulation");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || !options.plugins || options.people < 100 ||
        options.years < 1 || options.reps < 1) {
        fprintf(stderr, "%s\n", error ? error->message : "bench-sim needs --plugins DIR");
        return 2;
    }
    OrgPluginSet *set = load(options.plugins);
    OrgPlan *plan = plan_new(set, &options);
    g_autoptr(Org) start = bench_org_new((guint32) options.people);
    Results results = { .measures = g_array_new(FALSE, FALSE, sizeof(Measure)),
                        .found = g_hash_table_new(g_direct_hash, g_direct_equal) };
    g_autoptr(Org) after = NULL;
    double best = G_MAXDOUBLE;
    for (int i = 0; i < options.reps; i++) {
        g_clear_pointer(&after, org_free);
        double took = run_once(plan, set, start, &options, &results, &after);
        best = MIN(best, took);
        if (options.profile)
            print_profile(&results, &options);
    }
    printf("{\n  \"ns\": %.6g,\n  \"act_bytes\": %" G_GSIZE_FORMAT ",\n", best * 1e9 / options.people / options.years,
           results.act_bytes);
    print_counts(&results, after, options.twelve);
    printf("}\n");
    return 0;
}
