// SPDX-License-Identifier: MIT
/* A stored run as a value: what the file holds of it, as numbers, months and words of the engine. What is shown, in which
 * language and form, is engine/print's. */
#pragma once
#include "../sim/judge.h"
#include "../store/store.h"

/* One judgement of a target: a counting rule and a deadline. NaN: none. Texts are "" where there is none. */
typedef struct {
    char *counting, *item, *series; /* the counting rule; the metric and the series that were measured */
    OrgMonth month;
    double baseline, baseline_high, value, change;
    double needed, needed_high; /* the value that would just meet it, at either baseline; the ends of a range */
    double break_even, gap, gap_high, of_interval; /* as in OrgJudgement */
    OrgJudgedBand band;
    OrgMet met, overall; /* by this deadline, and by all deadlines under this counting rule */
    OrgMet standing;     /* overall, where what was reported takes the place of what the run says */
    OrgBasis basis;
    OrgPace pace;
    OrgReported reported; /* change_high: NaN */
} OrgStoredJudgement;

typedef struct {
    char *id, *metric, *against;
    OrgMessage *title, *note;
    char *required; /* as the scenario wrote it: to be shown, never to be read */
    OrgCompare compare;
    double low, high;
    OrgCounted counted;      /* of a flow; a level is not added up */
    gboolean relative;       /* low and high are fractions of the baseline */
    const char *measured_in; /* one of org_measured_in; NULL: a number */
    char *scope;             /* a unit's id; "": the whole */
    gboolean illustrative;   /* the baseline is an illustration */
    GArray *judgements;      /* OrgStoredJudgement: by counting rule as listed, then by month; at least one */
    guint headline;          /* which of them stands for the target */
} OrgStoredTarget;

/* A series as its feature declared it; a last '*' of the name stands for a number or word. */
typedef struct {
    char *name, *label;
    const char *measured_in; /* one of org_measured_in; NULL: a number */
    guint32 kind, flags;     /* ORG_LEVEL or ORG_FLOW; ORG_PER_UNIT … */
} OrgStoredDeclared;

typedef struct {
    char *item, *series, *unit; /* unit: an id, "" for the whole */
    const OrgStoredDeclared *declared;
    GArray *months;           /* OrgMonth */
    GArray *value, *p5, *p95; /* double, as long as months; p5, p95: NaN without replications */
    const char
        *told_by; /* id of the plugin whose own word it is; NULL: it was measured or counted by another than it */
} OrgStoredSeries;

typedef struct {
    char *severity, *rule, *table, *id, *step, *code;
    OrgMessage *message;
    OrgMonth month, since;
    double value, limit; /* of a breach; else NaN */
    gboolean again;      /* told before: it stands at the end, too */
} OrgStoredFinding;

typedef struct {
    char *item, *status;
    OrgMessage *message; /* why it is not done; "" if it is */
    OrgMonth month;
} OrgStoredStep;

/* A step, process, rule or metric of the scenario; feature "sql" where it is none. */
typedef struct {
    char *id, *feature, *role, *plugin;
    GArray *series; /* OrgStoredDeclared */
} OrgStoredItem;

/* Sums over the organisation at the start and at the end; posts by weight; left, joined, surplus: of people. */
typedef struct {
    double before, after, opened, closed, left, joined, surplus;
} OrgStoredTotal;

typedef struct {
    const OrgRunInfo *info;    /* borrowed */
    char *place;               /* F.orgdb:run-N */
    OrgMessage *message;       /* why it did not go through, "" if it did */
    gboolean has_totals;       /* it ended */
    OrgStoredTotal totals[4];  /* by table: ORG_UNITS, ORG_POSTS, ORG_PEOPLE */
    OrgStoredTotal posts_rows; /* rows of posts; as the posts where they were not stored apart */
    GPtrArray *items;          /* OrgStoredItem *, by index: what acts are stamped with */
    GPtrArray *targets;        /* OrgStoredTarget * */
    GPtrArray *series;         /* OrgStoredSeries * */
    GPtrArray *findings;       /* OrgStoredFinding * */
    GPtrArray *steps;          /* OrgStoredStep *, as they fell due */
} OrgStoredRun;

/* F.orgdb:run-N; the caller's own. */
char *org_stored_place(OrgStore *store, const OrgRunInfo *info);
/* NULL with error when the file cannot be read or holds what no run stores. info: outlives it. */
OrgStoredRun *org_stored_run(OrgStore *store, const OrgRunInfo *info, GError **error);
void org_stored_free(OrgStoredRun *run);
/* The title of the scenario in a language, or its name. Owned by the caller. */
char *org_run_title(const OrgRunInfo *info, OrgLang lang);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgStoredRun, org_stored_free)

/* Whether its replications differ, or might have: chance was drawn. FALSE without replications. */
gboolean org_stored_by_chance(const OrgStoredRun *run);
const OrgStoredJudgement *org_stored_headline(const OrgStoredTarget *target);
/* The value of what it was judged by before the run began; NaN: none. */
double org_stored_start(const OrgStoredRun *run, const OrgStoredTarget *target, const OrgStoredJudgement *j);
/* What is needed, as it is shown beside a value: of things that come whole, where the value is whole, the whole number that just meets
 * the target. Half a post can be closed and half a person cannot. */
double org_stored_bound(const OrgStoredTarget *target, double value, double needed);
double org_bound_shown(OrgCompare compare, double low, const char *measured_in, double value, double needed);
/* The judgement whose reported figure contradicts the plan: the first under the counting rule of the headline; NULL: none does. */
const OrgStoredJudgement *org_stored_contradicted(const OrgStoredTarget *target);
/* What was reported of it: what contradicts the plan goes before what was reported for the headline; NULL: nothing was. */
const OrgReported *org_stored_reported(const OrgStoredTarget *target);
/* The target counts as met: at every deadline of its first counting rule, a reported figure going before the plan's, and not by an
 * assumed figure. */
gboolean org_stored_is_met(const OrgStoredTarget *target);
/* An item by its id, and what its feature declared of a series; NULL: there is none. */
const OrgStoredItem *org_stored_item(const OrgStoredRun *run, const char *id);
const OrgStoredDeclared *org_stored_declared(const OrgStoredItem *item, const char *series);
/* The feature of an item, by the item's id; "" when there is none. */
const char *org_stored_feature(const OrgStoredRun *run, const char *item);
/* The series of an item over the whole organisation; NULL if it measured none of this name. */
const OrgStoredSeries *org_stored_series(const OrgStoredRun *run, const char *item, const char *series);
/* Of whatever unit: told_by, as above. */
const char *org_stored_told_by(const OrgStoredRun *run, const char *item, const char *series);
