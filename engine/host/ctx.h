// SPDX-License-Identifier: MIT
/* Calling a feature: loaded plugins, the host table, one call's context. Knows no process and no file: worker.h does. */
#pragma once
#include "../org/acts.h"
#include "../scenario/plan.h"
#include "../store/live.h"
#include "announced.h"

/* Plugins loaded into this process. Only a worker or a bench makes one. */
typedef struct OrgPluginSet OrgPluginSet;
OrgPluginSet *org_plugins_new(void);
void org_plugins_free(OrgPluginSet *set);
/* Load one library; FALSE with a sentence naming the file (missing symbol, newer ABI, duplicate id, bad descriptor). */
gboolean org_plugins_load(OrgPluginSet *set, const char *path, GError **error);
/* The same from an open descriptor, whose bytes whoever sealed it has hashed; path is only what it is called. The descriptor
 * stays open: the linker knows a library by its name, and would take the next one under the same number for this one. */
gboolean org_plugins_load_sealed(OrgPluginSet *set, const char *path, int fd, GError **error);
/* Addresses (guint64) in the library that was loaded last: of each run() and settle(). For a debugger. */
GArray *org_plugins_places(const OrgPluginSet *set);
OrgCatalogue *org_plugins_catalogue(OrgPluginSet *set); /* owned by the set */
/* Let the catalogue list plugins that are not loaded here, which is empty then: plans may name them, but none of their features is
 * called. One whose names are taken is left out. */
void org_plugins_know(OrgPluginSet *set, OrgCatalogue *others);
const OrgFeature *org_plugins_feature(OrgPluginSet *set, const OrgFeatureInfo *info);

typedef struct OrgCall OrgCall; /* everything one call needs; reused from call to call */

/* What a rule says against a row: its key is (code, table, row). */
typedef struct {
    guint severity, table; /* table 0: of no row */
    OrgRow row;
    const char *code;
    double value, limit; /* finite */
    const OrgMessage *message;
} OrgCallBreach;

/* A breach at the last evaluation of the rule. */
typedef struct {
    OrgMonth since; /* since when it had stood without a break */
    double value, limit;
} OrgCallStanding;

/* Where a call's words go; a NULL member drops them (output: refuses). Texts live during the call of the member only. */
typedef struct {
    gpointer data;
    void (*measure)(gpointer, const char *series, OrgRow unit, double value);
    void (*finding)(gpointer, guint severity, guint table, OrgRow row, const OrgMessage *message);
    void (*breach)(gpointer, const OrgCallBreach *breach);
    /* Asked back of a rule's breaches: FALSE, and *out as it was, when none stands under this key, or where this is NULL. */
    gboolean (*standing)(gpointer, const char *code, guint table, OrgRow row, OrgCallStanding *out);
    gboolean (*progress)(gpointer, double part);
    gboolean (*output)(gpointer, const char *name, const char *media_type, const void *, gsize);
    void (*log)(gpointer, const char *text);
} OrgCallSink;

/* Renderers: the finished runs that they draw. What at() and table() return stays the archive's until the call is over. */
typedef struct {
    gpointer data;
    gsize n_runs;
    Org *(*at)(gpointer, gsize run, OrgMonth month, GError **error); /* ORG_UNKNOWN: the start; ORG_OPEN: the end */
    const OrgTable *(*table)(gpointer, const char *view);            /* NULL: no such view */
} OrgCallArchive;

typedef struct {
    const OrgPlan *plan;
    const OrgItem *item; /* NULL: values below */
    const OrgFeature *feature;
    const OrgValueInfo *values;
    OrgMonth from, now, window_first, window_last;
    guint64 seed;
    guint32 replication;
    guint32 ordinal;         /* of the item among the items of its feature */
    gboolean may_write;      /* operators and processes */
    gboolean settles;        /* feature->settle() is called: a metric that may pay() */
    gboolean for_good;       /* it ends the run when it fails: it is neither undone nor checked (processes of a run) */
    gboolean foresees;       /* it may read and announce only; (from, now] is what is foreseen */
    OrgRow first, end;       /* people rows that the call is about; end 0: all */
    OrgAnnounced *announced; /* where announce() records; NULL: it is refused. What a failed call announced is undone */
    GArray *wakes; /* of OrgMonth: gets the months in which the item wants to be called, too; NULL: wake() is refused */
    double carried;        /* in and out */
    const OrgMark *before; /* rules after a step: mark of the step's beginning; else NULL */
    gboolean looked_back;  /* out: before() was given */
    const OrgCallSink *sink;
    const OrgCallArchive *archive; /* renderers; else NULL */
    const char *plugin;            /* id; NULL: feature comes from org_plugins_feature(), which knows it */
} OrgCallSpec;

/* A caller: one organisation and its views (baselines by plan index; NULL where none). All are borrowed. baselines[0] is
 * the start; without it the caller keeps a copy of org as it is now. plan may be NULL: no counting rules, only "start". */
typedef struct OrgCaller OrgCaller;
OrgCaller *org_caller_new(Org *org, Org **baselines, guint n_baselines, const OrgPlan *plan, GError **error);
void org_caller_free(OrgCaller *caller);

/* Of the call that runs in this process, for a signal handler: the message of the failure that it went on after, and the column
 * ("posts.holder") whose row ORG_NONE lies at an address. NULL: none. */
const char *org_call_failure(void);
const char *org_call_column_at_none(const void *address);
/* Who changes the organisation otherwise than by a call: what a rule looked back to is no longer there. */
void org_caller_drop_before(OrgCaller *caller);
OrgLive *org_caller_live(OrgCaller *caller);
/* Make one call, and check the invariants of what it changed. On failure everything it did is undone (undo log and journal;
 * for_good: the journal) and error (ORG_ERROR, an OrgStatus) says what the plugin or the host said, without plugin and item: the
 * caller of this function knows where it stands. What was
 * found before the failure has reached the sink, what was measured has not. An ORG_BY_ROWS feature runs in blocks of people
 * rows in order; its measures are added up over the blocks, so that they do not depend on the blocking. */
gboolean org_caller_call(OrgCaller *caller, OrgCallSpec *spec, GError **error);
/* A call whose organisation is a baseline: metrics on a snapshot. view: index in baselines. */
gboolean org_caller_call_on(OrgCaller *caller, guint view, OrgCallSpec *spec, GError **error);

/* The key of an item's draws in a calendar year, for org_chance(). item_id: as the scenario wrote it; NULL: it did not,
 * and ordinal (among the items of the feature) stands for it. Fixed for a major version; test vectors in tests/abi. */
guint64 org_chance_key(guint64 seed, guint32 replication, const char *plugin, const char *feature, const char *item_id,
                       guint32 ordinal, gint32 year);
