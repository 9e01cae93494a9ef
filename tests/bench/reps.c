// SPDX-License-Identifier: MIT
/* reps SCENARIO REPLICATIONS REPETITIONS JOBS: how long replications of a scenario take once their processes are there, as JSON: the least seconds of
 * wall time, the least of processor time of all processes, and what each replication counted over the whole organisation, for a peer to
 * compare. Those that are judged again are among the seconds. */
#include "../../engine/study/load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const OrgPlan *plan;
    GString *counts;
    guint n;
} Taken;

static void
take(const OrgWorkerResult *result, gpointer data)
{
    Taken *taken = data;

    if (result->status != ORG_WORKER_DONE)
        g_error("replication %u: %s", result->replication, org_message_said(result->message));
    taken->n++;
    g_string_append_printf(taken->counts, "%s{", taken->counts->len > 1 ? ",\n" : "");
    for (guint i = 0; i < result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        const OrgItem *item = taken->plan->items->pdata[m->item];
        if (m->unit == ORG_NONE && m->baseline == 0 && m->month >= taken->plan->from)
            g_string_append_printf(taken->counts, "%s\"%s.%s.%d\": %.17g",
                                   taken->counts->str[taken->counts->len - 1] == '{' ? "" : ", ", item->id, m->series,
                                   m->month / 12, m->value);
    }
    g_string_append_c(taken->counts, '}');
}

/* Processor time of this process and of those that it has started, which still run. */
static double
cpu_seconds(void)
{
    g_autoptr(GDir) all = g_dir_open("/proc", 0, NULL);
    const char *name;
    guint64 ticks = 0;

    while ((name = g_dir_read_name(all))) {
        g_autofree char *path = g_build_filename("/proc", name, "stat", NULL), *text = NULL;
        int parent;
        unsigned long user, system;
        if (!g_ascii_isdigit(*name) || !g_file_get_contents(path, &text, NULL, NULL))
            continue;
        const char *after = strrchr(text, ')');
        if (after &&
            sscanf(after, ") %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &parent, &user, &system) == 3 &&
            (parent == getpid() || atoi(name) == getpid()))
            ticks += user + system;
    }
    return (double) ticks / (double) sysconf(_SC_CLK_TCK);
}

static double
replicate(OrgLoaded *loaded, guint first, guint last, guint jobs, Taken *taken)
{
    g_autoptr(GError) error = NULL;
    OrgWorkerJob job = { .plan = loaded->held_plan,
                         .organisations = loaded->held_orgs,
                         .seed = loaded->plan->seed,
                         .first = first,
                         .last = last,
                         .jobs = jobs };
    OrgWorkerTaker taker = { .take = take, .data = taken };
    gint64 began = g_get_monotonic_time();

    if (!org_worker_replicate(loaded->worker, &job, &taker, &error))
        g_error("%s", error->message);
    return (double) (g_get_monotonic_time() - began) / G_USEC_PER_SEC;
}

static void
load(OrgSession *session, const char *scenario, OrgLoaded *loaded)
{
    g_autoptr(GError) error = NULL;

    if (!org_load(session, scenario, NULL, loaded, &error)) {
        g_autoptr(GString) said = g_string_new(error ? error->message : "");
        org_diags_print(ORG_LANG_EN, loaded->diags, ORG_SEVERITY_ERROR, 0, said);
        g_error("%s", said->str);
    }
    loaded->held_plan = org_worker_hold_plan(loaded->worker, loaded->path, loaded->plan, &error);
    loaded->held_orgs = org_worker_hold_organisations(loaded->worker, loaded->org, loaded->baselines,
                                                      loaded->plan->baselines->len, &error);
    if (error)
        g_error("%s", error->message);
}

int
main(int argc, char **argv)
{
    double best = G_MAXDOUBLE, cpu = G_MAXDOUBLE;
    OrgSessionOptions options = { 0 };

    if (argc != 5)
        g_error("reps SCENARIO REPLICATIONS REPETITIONS JOBS");
    g_autoptr(OrgSession) session = org_session_new(&options);
    g_auto(OrgLoaded) loaded = { 0 };
    load(session, argv[1], &loaded);
    guint n = (guint) atoi(argv[2]), jobs = (guint) atoi(argv[4]);
    Taken taken = { loaded.plan, g_string_new(""), 0 };
    replicate(&loaded, 1, jobs, jobs, &taken); /* so that the processes are there */
    for (int i = 0; i < atoi(argv[3]); i++) {
        g_string_assign(taken.counts, "[");
        taken.n = 0;
        double began = cpu_seconds(), took = replicate(&loaded, 1, n, jobs, &taken), spent = cpu_seconds() - began;
        best = MIN(best, took);
        cpu = MIN(cpu, spent);
        if (taken.n != n)
            g_error("%u replications of %u", taken.n, n);
    }
    printf("{\"seconds\": %.6f, \"cpu\": %.6f, \"replications\": %u, \"counts\": %s]}\n", best, cpu, n,
           taken.counts->str);
    g_string_free(taken.counts, TRUE);
    return 0;
}
