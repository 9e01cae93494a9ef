// SPDX-License-Identifier: MIT
/* Charts of a snapshot or a run, and reports of runs, drawn by renderer plugins in the session's worker. */
#pragma once
#include "../base/output.h"
#include "../po/lang.h"
#include "place.h"
#include "session.h"

typedef struct {
    const char *view, *format;                                           /* "diff"; "svg,pdf" */
    const char *style, *title, *under, *page, *depth, *dpi, *count, *at; /* NULL: the renderer's own */
    const char *pages, *fold, *theme;
    OrgLang lang;
} OrgChart;

/* What renderers read of a snapshot or of runs, read once and handed over once for as many charts as are wanted. opened
 * outlives it. */
typedef struct OrgDrawing OrgDrawing;
/* feature: the renderer; it is given what it declares that it reads (OrgFeature.views), and `more`: ORG_TABLES_REACH or 0. */
OrgDrawing *org_drawing_new(OrgSession *session, OrgOpened *const *opened, guint n, const char *feature, guint more,
                            GError **error);
/* Of tables alone, of which nothing need outlive the call: of what is no run. */
OrgDrawing *org_drawing_of_tables(OrgSession *session, const OrgWorkerTable *tables, guint n, const char *feature,
                                  GError **error);
/* What org_drawing_new() hands over, to a worker of one's own: what the feature declares that it reads. session may be NULL, as in
 * org_tables_read(). 0 with error. */
OrgHandle org_drawing_hold(OrgWorker *worker, OrgSession *session, OrgOpened *const *opened, guint n,
                           const char *feature, guint more, GError **error);
void org_drawing_free(OrgDrawing *drawing); /* before its session */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgDrawing, org_drawing_free)

/* Draw to base.svg, base.pdf, …, pages of svg, png and dot to base-01.svg, …: they are in output, and in their places when that is
 * finished. Their paths are appended to paths (char *). */
gboolean org_drawing_chart(OrgDrawing *drawing, const OrgChart *chart, const char *base, OrgOutput *output,
                           GPtrArray *paths, GError **error);
/* Write the report of finished runs to a file. title NULL: the first scenario's. lang: the one shown first. */
gboolean org_drawing_report(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error);
/* The same of its brief: one page, whose format the end of the path says (pdf, svg or png). */
gboolean org_drawing_brief(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error);

/* Call any renderer with parameters of its own (keys and values, NULL-terminated); what it writes comes into the folder, which is
 * made if need be, under the renderer's names. The paths written are appended to paths. */
gboolean org_drawing_render(OrgDrawing *drawing, const char *const *keys, const char *const *values, const char *folder,
                            GPtrArray *paths, GError **error);

/* ---- what people usually want */

const char *org_chart_usual_view(const OrgPlaceName *name); /* of a run what changed, of a snapshot the tree */
/* FALSE with a sentence: the view shows a run, and this is a snapshot. */
gboolean org_chart_fits(const char *view, const OrgOpened *opened, GError **error);
/* One chart of a place. */
gboolean org_draw(OrgSession *session, const OrgChart *chart, OrgOpened *opened, const char *base, GPtrArray *paths,
                  GError **error);
/* The pictures that go with a run, as svg, pdf and png in a folder, which is made if need be; mask as in mask.h. */
gboolean org_draw_run(OrgSession *session, const char *run, const char *mask, OrgLang lang, const char *folder,
                      GPtrArray *paths, GError **error);
/* Any renderer, of up to ORG_COMPARE_MOST runs or snapshots by place, as org_drawing_render(); names of people are taken out unless
 * it declares that it reads who they are. */
gboolean org_draw_with(OrgSession *session, const char *feature, char *const *places, guint n, const char *mask,
                       const char *const *keys, const char *const *values, const char *folder, GPtrArray *paths,
                       GError **error);
/* The report of runs, by place. mask as in mask.h; names of people are taken out in any case: a report is mailed further than its
 * sender thinks. */
typedef struct {
    const char *mask, *title; /* NULL: none */
    OrgLang lang;
    const char *path; /* NULL: after the first run's file */
    gboolean
        reach; /* with what would meet the targets that are missed, for which it runs the plan many times (tables.h) */
} OrgPaper;
/* The path written, owned by the caller; NULL with error. */
char *org_draw_report(OrgSession *session, char *const *runs, guint n, const OrgPaper *paper, GError **error);
/* The same of the brief of one run. */
char *org_draw_brief(OrgSession *session, char *run, const OrgPaper *paper, GError **error);
