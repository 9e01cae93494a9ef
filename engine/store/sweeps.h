// SPDX-License-Identifier: MIT
/* Sweeps in the organisation file: what each is of, and a row for each of its points, in their order. */
#pragma once
#include "store.h"

typedef struct {                                 /* all borrowed */
    const char *name, *method, *scenario, *text; /* text: of the sweep's file */
    const char *hash; /* of all that its figures depend on: one of the same hash has the same points */
    const char *engine, *parameters_json,
        *outcomes_json; /* [{"name", "kind"}]; [{"name", "of", "what", "unit", "series", "against"}] */
    guint64 seed, points;
    guint32 replications;
} OrgSweepManifest;
/* A new one, or the one of the same hash, to be gone on with: its number, 0 with error. *done: how many points it has. One that another
 * process is at is an error. */
gint64 org_store_begin_sweep(OrgStore *store, const OrgSweepManifest *manifest, guint64 *done, GError **error);

typedef struct {
    guint64 point;      /* from 0 */
    const char *status; /* done, vetoed, failed */
    const OrgMessage *message;
    char **values;         /* as spelled, one a parameter; NULL at the end */
    const double *figures; /* one an outcome; NaN: none */
    guint n_figures;
    guint redone; /* replications that were done a second time */
} OrgSweepRow;
/* The next points. One transaction. */
gboolean org_store_put_points(OrgStore *store, gint64 sweep, const OrgSweepRow *rows, guint n, GError **error);
/* All points are there (whole), or nobody is at it any more. */
gboolean org_store_end_sweep(OrgStore *store, gint64 sweep, gboolean whole, GError **error);

typedef struct {
    gint64 id;
    char *name, *status, *method, *scenario, *text, *hash, *engine, *parameters_json, *outcomes_json, *started;
    guint64 seed, points, done;
    guint32 replications;
} OrgSweepInfo; /* status: done, running, interrupted */
void org_sweep_info_free(OrgSweepInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSweepInfo, org_sweep_info_free)
GPtrArray *org_store_sweeps(OrgStore *store, GError **error); /* OrgSweepInfo *, by number */
/* By number; 0: the newest, of that name unless it is NULL. */
OrgSweepInfo *org_store_sweep(OrgStore *store, gint64 sweep, const char *name, GError **error);

/* A point as it is read: values and figures as the file has them, JSON lists. A row and its texts live during the call. */
typedef struct {
    guint64 point;
    const char *status, *values, *figures;
    const OrgMessage *message; /* NULL: none */
} OrgSweepStoredRow;
/* By point. FALSE of fn ends it, and so does an error. */
typedef gboolean (*OrgSweepRowFn)(const OrgSweepStoredRow *row, gpointer data);
gboolean org_store_points(OrgStore *store, gint64 sweep, OrgSweepRowFn fn, gpointer data, GError **error);
