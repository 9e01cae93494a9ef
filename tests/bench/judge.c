// SPDX-License-Identifier: MIT
/* judge SCENARIO REPETITIONS: the least time of a run, in seconds of wall time, when it is judged where it happens and
 * when it is judged by a process of its own. Both begin with processes that are not there yet. They take turns, since other work on a
 * machine only ever adds time. */
#include "../../engine/study/load.h"
#include "../../engine/study/run.h"
#include <stdio.h>
#include <stdlib.h>

static double
once(const char *scenario, const OrgWorkerOptions *worker, char **hash)
{
    g_autoptr(GError) error = NULL;
    OrgSessionOptions options = { .worker = *worker };
    g_autoptr(OrgSession) session = org_session_new(&options);
    g_auto(OrgLoaded) loaded = { 0 };

    if (!org_load(session, scenario, NULL, &loaded, &error)) {
        g_autoptr(GString) said = g_string_new(error ? error->message : "");
        org_diags_print(ORG_LANG_EN, loaded.diags, ORG_SEVERITY_ERROR, 0, said);
        g_error("%s", said->str);
    }
    gint64 began = g_get_monotonic_time();
    g_autoptr(OrgRun) run = org_run(&loaded, NULL);
    double took = (double) (g_get_monotonic_time() - began) / G_USEC_PER_SEC;
    if (!org_run_is_whole(run))
        g_error("%s: %s", scenario, org_message_said(run->message));
    *hash = g_strdup(run->result->end_hash);
    return took;
}

int
main(int argc, char **argv)
{
    double best[2] = { G_MAXDOUBLE, G_MAXDOUBLE };
    g_autofree char *first = NULL;

    if (argc != 3)
        g_error("judge SCENARIO REPETITIONS");
    for (int i = 0; i < 2 * atoi(argv[2]); i++) {
        OrgWorkerOptions options = { .unjudged = i % 2 == 0 };
        g_autofree char *hash = NULL;
        double took = once(argv[1], &options, &hash);
        best[i % 2] = MIN(best[i % 2], took);
        if (!first)
            first = g_strdup(hash);
        if (g_strcmp0(first, hash) != 0)
            g_error("the judged run comes to another end");
    }
    printf("%.6f %.6f\n", best[0], best[1]);
    return 0;
}
