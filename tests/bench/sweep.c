// SPDX-License-Identifier: MIT
/* sweep POINTS FOLDER: a sweep of so many points stored in a file of that folder, and two of them compared, with figures that are made here: no run
 * is made. As JSON: seconds of wall time and of processor time of both, and what the comparison found, for a peer to compare. A point has 4 values and 6 figures. */
#include "../../engine/study/sweep-compare.h"
#include <orgsim/plugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PARAMS = 4, OUTCOMES = 6, BATCH = 1000 };

/* A number of 0 to 99,999 and half, the same for a peer that knows org_chance(). */
static double
figure(guint sweep, guint64 point, guint outcome)
{
    return (double) (org_chance(sweep, point, outcome) % 200000) / 2;
}

static gboolean
put(OrgStore *store, gint64 sweep, guint which, guint64 first, guint n, GError **error)
{
    OrgSweepRow rows[BATCH];
    double figures[BATCH][OUTCOMES];
    char *values[BATCH][PARAMS + 1];
    for (guint i = 0; i < n; i++) {
        for (guint o = 0; o < OUTCOMES; o++)
            figures[i][o] = figure(which, first + i, o);
        for (guint p = 0; p < PARAMS; p++)
            values[i][p] = g_strdup_printf("%u%%", (guint) (org_chance(7, first + i, p) % 1000));
        values[i][PARAMS] = NULL;
        rows[i] = (OrgSweepRow){
            .point = first + i, .status = "done", .values = values[i], .figures = figures[i], .n_figures = OUTCOMES
        };
    }
    gboolean done = org_store_put_points(store, sweep, rows, n, error);
    for (guint i = 0; i < n; i++)
        for (guint p = 0; p < PARAMS; p++)
            g_free(values[i][p]);
    return done;
}

static void
store_sweep(const char *path, guint which, guint64 points)
{
    static const char parameters[] = "[{\"name\":\"a.x\"},{\"name\":\"b.x\"},{\"name\":\"c.x\"},{\"name\":\"d.x\"}]";
    static const char outcomes[] =
        "[{\"name\":\"A\",\"what\":\"value\",\"of\":\"A\"},{\"name\":\"A met\",\"what\":\"met\",\"of\":\"A\"},"
        "{\"name\":\"B\",\"what\":\"value\",\"of\":\"B\"},{\"name\":\"B met\",\"what\":\"met\",\"of\":\"B\"},"
        "{\"name\":\"C\",\"what\":\"value\",\"of\":\"C\"},{\"name\":\"C met\",\"what\":\"met\",\"of\":\"C\"}]";
    g_autoptr(GError) error = NULL;
    g_autofree char *hash = g_strdup_printf("bench %u", which);
    const OrgSweepManifest manifest = { .name = "bench",
                                        .method = "sobol",
                                        .scenario = "bench",
                                        .text = "",
                                        .hash = hash,
                                        .engine = "bench",
                                        .parameters_json = parameters,
                                        .outcomes_json = outcomes,
                                        .points = points,
                                        .replications = 1 };
    guint64 before = 0;
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_WRITE, &error);
    gint64 sweep = store ? org_store_begin_sweep(store, &manifest, &before, &error) : 0;
    for (guint64 at = 0; sweep && at < points && !error; at += BATCH)
        put(store, sweep, which, at, (guint) MIN(points - at, BATCH), &error);
    if (error || !org_store_end_sweep(store, sweep, TRUE, &error))
        g_error("%s", error->message);
}

typedef struct {
    double wall, cpu;
} Seconds;

static Seconds
now(void)
{
    return (Seconds){ (double) g_get_monotonic_time() / 1e6, (double) clock() / CLOCKS_PER_SEC };
}

static Seconds
since(Seconds began)
{
    Seconds ended = now();
    return (Seconds){ ended.wall - began.wall, ended.cpu - began.cpu };
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    guint64 points = argc == 3 ? g_ascii_strtoull(argv[1], NULL, 10) : 0;
    if (!points)
        return 2;
    g_autofree char *path = g_build_filename(argv[2], "bench.orgdb", NULL);
    g_autofree char *one_place = g_strconcat(path, ":sweep-1", NULL),
                    *other_place = g_strconcat(path, ":sweep-2", NULL);
    Seconds began = now();
    store_sweep(path, 1, points);
    Seconds stored = since(began);
    store_sweep(path, 2, points);
    began = now();
    g_autoptr(OrgSweepTable) one = org_sweep_table_read(one_place, NULL, TRUE, &error);
    g_autoptr(OrgSweepTable) other = one ? org_sweep_table_read(other_place, NULL, TRUE, &error) : NULL;
    g_autoptr(OrgSweepComparison) found = other ? org_sweep_compare(one, other, &error) : NULL;
    if (!found)
        g_error("%s", error->message);
    Seconds compared = since(began);
    printf("{\"stored\": [%.6f, %.6f], \"compared\": [%.6f, %.6f], \"found\": [", stored.wall, stored.cpu,
           compared.wall, compared.cpu);
    for (guint i = 0; i < found->outcomes->len; i++) {
        const OrgSweepDifference *d = &g_array_index(found->outcomes, OrgSweepDifference, i);
        printf("%s[%llu, %llu, %llu, %.17g, %.17g]", i ? ", " : "", (unsigned long long) d->lower,
               (unsigned long long) d->same, (unsigned long long) d->higher, d->low, d->high);
    }
    printf("]}\n");
    return 0;
}
