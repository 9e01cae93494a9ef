/* SPDX-License-Identifier: MIT
 * Shared by views.c, views-results.c and views-run.c: a table under construction. */
#pragma once
#include "views.h"

#define VIEW_MOST 48

/* A column is a number unless its name stands in `texts`. sql: of one run, ?1; NULL: rows are made by the engine. */
typedef struct {
    const char *name, *columns[VIEW_MOST + 1];
    guint64 texts; /* bit i: column i is a text */
    const char *sql;
} ViewSpec;

typedef struct {
    const ViewSpec *spec;
    guint n;
    GArray *numbers[VIEW_MOST];  /* double */
    GPtrArray *texts[VIEW_MOST]; /* char *, NULL = absent */
    OrgWorkerColumn columns[VIEW_MOST];
} View;

/* The next row, column by column in order; a text is copied, NULL is absent. */
void view_number(View *view, guint column, double value);
void view_text(View *view, guint column, const char *value);

extern const ViewSpec view_series, view_target, view_input, view_plugin, view_fate, view_story;
/* Both of one run, of which the file is read once. */
gboolean view_add_results(View *series, View *targets, double run, const OrgOpened *opened, GError **error);
gboolean view_add_inputs(View *view, double run, const OrgOpened *opened, GError **error);
gboolean view_add_plugins(View *view, double run, const OrgOpened *opened, GError **error);
gboolean view_add_fates(View *view, double run, const OrgOpened *opened, GError **error);
gboolean view_add_stories(View *view, double run, const OrgOpened *opened, GError **error);
