// SPDX-License-Identifier: MIT
/* The tests of a plugin, among themselves. */
#pragma once
#include "conform.h"
#include "../worker/worker.h"
#include "place.h"

/* A town of 16 units, some 200 posts and people, by a seed, in 2023-12; finished. Free with org_free(). */
Org *org_conform_town(guint64 seed);

/* One way to call a feature, in a scenario of its own. */
typedef struct {
    const OrgFeatureInfo *feature;
    char *text;    /* the scenario */
    int param;     /* which parameter is tried here; -1: none */
    char *tried;   /* what is tried, as a message: "by at its least, 0"; NULL: nothing but the usual */
    gboolean past; /* the scenario must be refused */
} OrgConformCase;
/* The usual one comes first. OrgConformCase *, the caller's. */
GPtrArray *org_conform_cases(const OrgFeatureInfo *feature);
/* The scenario of a case with another clock than "yearly". The caller's. */
char *org_conform_clock(const char *text, const char *clock);

/* What came of a run. */
typedef enum {
    ORG_CAME_WELL,    /* it ran to its end */
    ORG_CAME_REFUSED, /* the plugin said why it does not do this: fail() */
    ORG_CAME_WRONG,   /* against the rules of plugin.h */
    ORG_CAME_NO_PLAN  /* the scenario was not taken */
} OrgCame;
typedef struct {
    OrgCame how;
    const char *test;           /* WRONG: the test that it fails; NULL: it crashed, or the like */
    char *why;                  /* a message; "" when well */
    char *state;                /* of all that was changed, measured and found: equal only when all is */
    char *end;                  /* org_hash of the end; "" when not well */
    gboolean acted;             /* it changed, measured or found something */
    gboolean restored, changed; /* of a trial with undo: which of the two it said */
} OrgConformResult;
void org_conform_result_free(OrgConformResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgConformResult, org_conform_result_free)

/* Whether a sentence in English says that something was against the rules of plugin.h, and of which test (NULL: none of its own). */
gboolean org_conform_wrong(const char *text, const char **test);

/* Run a scenario in a worker under conditions. NULL with error: there is no worker to be had. */
OrgConformResult *org_conform_run(OrgWorker *worker, const Org *town, const char *text, guint64 seed,
                                  const OrgTrial *trial, GError **error);
/* Call a renderer for a finished run, or (opened NULL) for one of which there are no tables; state is of what it wrote. */
OrgConformResult *org_conform_render(OrgWorker *worker, const Org *town, OrgOpened *opened,
                                     const OrgFeatureInfo *feature, GError **error);
/* A worker that knows this library alone. */
OrgWorker *org_conform_worker(const char *path, GError **error);
