/* SPDX-License-Identifier: MIT
 * Shared by views.c, which reads all tables, and those that fill some: a table under construction. */
#pragma once
#include "views.h"

#define VIEW_MOST 48

/* A column is a number unless its bit is set in `texts`. */
typedef struct {
    const char *name, *columns[VIEW_MOST + 1];
    guint64 texts; /* bit i: column i is a text */
} ViewSpec;

typedef struct {
    const ViewSpec *spec;
    guint n;
    GArray *numbers[VIEW_MOST];  /* double */
    GPtrArray *texts[VIEW_MOST]; /* char *, NULL = absent */
    OrgWorkerColumn columns[VIEW_MOST];
} View;

void view_begin(View *view, const ViewSpec *spec);
/* The next row, column by column in order; a text is copied, NULL is absent. */
void view_number(View *view, guint column, double value);
void view_text(View *view, guint column, const char *value);
/* What the worker is handed; it lives as long as the view. */
OrgWorkerView view_table(View *view);
void view_clear(View *view);

/* ---- what runs hold: each adds the rows of one run ---- */

extern const ViewSpec view_run, view_series, view_target, view_input, view_plugin, view_fate, view_story;
void view_add_run(View *view, double run, const OrgOpened *opened);
/* Both of one run, of which the file is read once. */
gboolean view_add_results(View *series, View *targets, double run, const OrgOpened *opened, GError **error);
gboolean view_add_inputs(View *view, double run, const OrgOpened *opened, GError **error);
void view_add_plugins(View *view, double run, const OrgOpened *opened);
void view_add_fates(View *view, double run, const OrgFates *fates);
/* Told as the run is done again. Free with g_free after its replay. */
typedef struct ViewTelling ViewTelling;
ViewTelling *view_tell_stories(View *view, double run);
OrgObserver view_telling_observer(ViewTelling *telling);
void view_telling_free(ViewTelling *telling);

/* ---- what the file holds as rows ---- */

#define VIEW_STORED 3u
extern const ViewSpec view_stored[VIEW_STORED];
/* The rows of one run in all of them; people: findings of people are told by name, not only counted. */
gboolean view_add_stored(View views[VIEW_STORED], double run, const OrgOpened *opened, gboolean people, GError **error);
