// SPDX-License-Identifier: MIT
/* A sweep as the file holds it: the points as columns, by parameter and by outcome. */
#pragma once
#include "../store/sweeps.h"

typedef struct {
    char *name;
    gboolean numeric; /* all its values are numbers, percentages or months */
    GPtrArray *texts; /* char *: its values, each once: numbers ascending, others as they came */
    double *numbers;  /* by text; of one that is not numeric its place among the texts */
    guint32 *at;      /* by point: which text */
} OrgSweepAxis;

typedef struct {
    char *name, *what, *of; /* "T1 met"; "value", "met", "measure"; the target, or ITEM.SERIES */
    char *title, *unit, *required;
    gboolean hidden; /* by the mask: its figures are NaN */
    double *figures; /* by point; NaN: none */
} OrgSweepFigures;

typedef struct {
    OrgSweepInfo *info;
    char *path, *place;
    guint64 n; /* points that there are, the first ones of info->points */
    guint64 vetoed, failed;
    GPtrArray *axes;     /* OrgSweepAxis */
    GPtrArray *outcomes; /* OrgSweepFigures */
    guint8 *status;      /* by point: of org_sweep_statuses */
    GPtrArray *messages; /* by point OrgMessage *, NULL: none; under a mask of names none of them is told */
    const char **keys;   /* by point: its values as the file has them, where only they were wanted; else NULL */
    GStringChunk *texts; /* of these */
} OrgSweepTable;
extern const char *const org_sweep_statuses[]; /* "done", "vetoed", "failed" */

/* The values of a point as spelled, one a parameter; the caller's (g_strfreev). */
char **org_sweep_table_values(const OrgSweepTable *table, guint64 point);

/* place: F.orgdb (its newest sweep), F.orgdb:sweep-N or F.orgdb:NAME. mask as in mask.h, NULL: nothing. NULL with error. keys: of
 * the values only their texts are wanted, which is quicker: the axes have names and nothing else. */
OrgSweepTable *org_sweep_table_read(const char *place, const char *mask, gboolean keys, GError **error);
void org_sweep_table_free(OrgSweepTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSweepTable, org_sweep_table_free)

/* A value in three digits, where it has more and is no whole number; the caller's. */
char *org_sweep_short_value(const char *text);
/* An outcome by its name; NULL with error: it has none such. */
const OrgSweepFigures *org_sweep_table_outcome(const OrgSweepTable *table, const char *name, GError **error);
/* A parameter by its name, likewise; its number. */
gint org_sweep_table_axis(const OrgSweepTable *table, const char *name, GError **error);
/* The sweeps of a file. */
GPtrArray *org_sweep_list(const char *path, GError **error);
