// SPDX-License-Identifier: MIT
/* A plan: a scenario, read and checked. template.c shows the format with comments. All is owned by the plan. */
#pragma once
#include "bundle.h"
#include "catalogue.h"
#include "../base/diag.h"

/* A value of a parameter, by its type. */
typedef struct {
    gboolean given;              /* FALSE: the feature's fallback */
    double number;               /* BOOL, INT, REAL, PERCENT (0.025), AMOUNT, DATE (OrgMonth), CHOICE (index) */
    gboolean relative;           /* AMOUNT: written as a percentage */
    char *text;                  /* TEXT, CHOICE, UNIT (an id), BASELINE; "" if empty */
    char **ids;                  /* sets written as ids; NULL otherwise */
    char *where;                 /* sets written as SQL, or through a counting rule; NULL otherwise */
    char *counting;              /* name of the counting rule, or NULL */
    struct OrgTableValue *table; /* TABLE; NULL if empty */
    guint line, column;          /* where it stands; 0: fallback */
} OrgValueInfo;
void org_value_clear(OrgValueInfo *value); /* frees what it holds; it is zero then */

/* A table parameter: columns as the feature declares them. Unit columns hold ids as text (resolved when called). */
typedef struct OrgTableValue {
    guint rows, n_columns;
    char **names;
    OrgType *types;
    double **numbers; /* [column][row], NaN = absent; NULL for text and unit columns */
    char ***texts;    /* [column][row], NULL = absent; NULL for number columns */
} OrgTableValue;

typedef enum { ORG_ITEM_PROCESS, ORG_ITEM_STEP, ORG_ITEM_RULE, ORG_ITEM_METRIC } OrgItemRole;

typedef struct {
    OrgItemRole role;
    guint index;                   /* in plan->items: what acts are stamped with */
    char *id;                      /* as given, or made: "step-3", "retirement", unique in the plan */
    gboolean id_given;             /* written in the scenario: names the item's draws; else its ordinal does */
    OrgMessage *note;              /* "" if none; it may be in several languages */
    const OrgFeatureInfo *feature; /* in the catalogue; NULL: sql */
    char *sql;                     /* metrics and rules written in SQL; else NULL */
    OrgValueInfo *values;          /* feature->params->len of them */
    GArray *at;                    /* steps: months (OrgMonth), ascending, `every:` expanded over the plan's span */
    gint over;                     /* months that the step stays due after each month; 0 */
    char *when;                    /* SQL boolean, or NULL */
    guint when_line, when_column;  /* where it is written, in file */
    gboolean given;                /* steps: decided already (law, granted posts), so that doing nothing has it, too */
    OrgMonth valid_from, valid_to; /* rules; ORG_UNKNOWN / ORG_OPEN */
    char *counting;                /* metrics made for a counting rule: its name; else NULL */
    gboolean for_target;           /* metric made for a target, not written under metrics: */
    char *file;                    /* where it is written */
    char *sheet;                   /* of a workbook, or NULL */
    guint line, column;
} OrgItem;

typedef struct {                  /* where an organisation comes from */
    char *orgdb, *snapshot;       /* F.orgdb:SNAPSHOT; or */
    char *units, *posts, *people; /* CSV paths (posts, people may be NULL) */
    OrgMonth date;                /* of the CSV files; ORG_UNKNOWN: the plan's from */
    char *name;                   /* snapshot name to store under */
} OrgSource;

typedef enum { ORG_BASELINE_START, ORG_BASELINE_SNAPSHOT, ORG_BASELINE_VALUES } OrgBaselineKind;
typedef struct {
    char *target;
    double low, high;
} OrgBaselineValue; /* low == high: certain */
typedef struct {
    char *name;
    OrgBaselineKind kind;
    OrgSource source;      /* SNAPSHOT */
    GArray *values;        /* OrgBaselineValue, by target or metric id */
    OrgMessage *note;      /* what is assumed; "" if none */
    char *source_text;     /* where it is from; "" if none */
    gboolean illustrative; /* printed wherever the baseline is */
} OrgBaseline;

typedef struct {
    char *name, *table, *where, *wording, *source; /* table: "units" unless said */
    char *file;                                    /* where its SQL is written, for what is found wrong in it later */
    guint line, column;
} OrgCounting;

typedef struct {
    char *metric, *scope, *source;
    OrgMonth month;
    double value;
} OrgActual; /* scope: unit id or "" */

/* What a population assumption says of people known only by counts. */
typedef struct {
    char *category;        /* "" : any */
    gint age_from, age_to; /* years, inclusive */
    double men, women;     /* weights */
    double hired_at;       /* mean age at hiring, years */
} OrgPopulationBand;
typedef struct {
    GArray *bands;
    double vacancy; /* for posts whose filled is unknown; NaN: not stated */
    guint64 seed;
    char *source;
    char *file; /* where it stands, for what is wrong with it once the organisation is known */
    guint line, column;
} OrgPopulation;

typedef enum {
    ORG_CMP_CHANGE, /* the change from the baseline, at most (negative) or at least (positive) `low`; relative or absolute */
    ORG_CMP_EQUALS,
    ORG_CMP_AT_LEAST,
    ORG_CMP_AT_MOST,
    ORG_CMP_MORE_THAN,
    ORG_CMP_LESS_THAN,
    ORG_CMP_BETWEEN,
    ORG_CMP_CHANGE_EQUALS /* equals: with against: an exact change, e.g. equals: -45 */
} OrgCompare;
gboolean org_compare_is_change(OrgCompare compare); /* it asks for a change from the baseline, not for a level */
const char *org_compare_name(OrgCompare compare);   /* "change", "equals", "at-least", …: as the file keeps it */
gboolean org_compare_parse(const char *name, OrgCompare *compare);

/* Over what a flow is added up where a target reads it. NOT: the series is a level, as it stands at the month. */
typedef enum { ORG_COUNTED_NOT, ORG_COUNTED_YEAR, ORG_COUNTED_RUN } OrgCounted;
const char *org_counted_name(OrgCounted counted);                  /* "year", "run"; NULL: a level */
gboolean org_counted_parse(const char *name, OrgCounted *counted); /* "" or NULL: a level */

typedef struct {
    char *id, *source, *confidence;
    OrgMessage *title, *note; /* they may be in several languages; note "" if none */
    guint metric;             /* item index of the metric: the first when several counting rules */
    GArray *metrics;          /* guint item indexes: one for each counting rule, else one */
    char *series;             /* series name of the metric to read; "" : its only or first one */
    OrgCounted counted;
    char *unit;    /* scope: a unit id, or NULL */
    char *against; /* baseline name, "previous" (a year before), or NULL */
    OrgCompare compare;
    gboolean relative; /* low, high are fractions of the baseline */
    double low, high;
    char *measured_in; /* in what low, high and the figures are: one of org_measured_in; NULL: what the metric says */
    char *
        basis; /* "assumed" or "reported": what its figure comes of though a model brings it; NULL: as the metric says */
    gboolean average; /* against previous: the mean of the yearly changes is judged */
    GArray *by;       /* OrgMonth, ascending: each is judged */
    char *required;   /* as written: "-20%", ">= 15 %"; only to be read by people */
    guint line, column;
} OrgTarget;

/* The series that is read of an item: the one named, else ("") the first that its feature declares; "" when that is not one. */
const char *org_item_series(const OrgItem *item, const char *series);

/* In what figures are: "money", "posts", "people", "units", "share", "months"; NULL ends. What is none of these is a number. */
extern const char *const org_measured_in[];
/* The one of these that a unit spells; NULL: none of them, or the unit is NULL. */
const char *org_measured_in_parse(const char *unit);
/* In what the feature declares that it measures the series: one of org_measured_in, or NULL. feature may be NULL. */
const char *org_series_measured_in(const OrgFeatureInfo *feature, const char *series);

/* What becomes of people whose date of birth is not known, where others' is. USUAL: assumed where a population says how, else they
 * stay. STAY: they never retire. REFUSE: the scenario does not run. */
typedef enum { ORG_BIRTHS_USUAL, ORG_BIRTHS_STAY, ORG_BIRTHS_ASSUME, ORG_BIRTHS_REFUSE } OrgUnknownBirths;

typedef enum { ORG_VETO_STOP, ORG_VETO_SKIP } OrgOnVeto;

/* What the plan assumes and says how far it may be off: a value written {assumed:, low:, high:}, or an uncertain baseline. */
typedef struct {
    char *name;       /* "resignation.rate", "population.vacancy", "baselines.2021.T6" */
    char *path[8];    /* of the keys in a plan that extends this one; NULL ends */
    char *assumed;    /* as written; NULL of a baseline */
    char *low, *high; /* as written there */
    gboolean as_pair; /* it is written [low, low] */
} OrgAssumption;

typedef struct OrgPlan {
    char *path, *name; /* file; the scenario's own name: the folder's, or file stem unless "scenario" */
    OrgMessage *title; /* it may be in several languages */
    char *description;
    char *type_names; /* what types of units are called: JSON (plan-types.c); NULL: nothing is said of them */
    OrgSource organisation;
    OrgMonth from, to;
    gint clock; /* months per period: 12, 3, 1 */
    gboolean history_all;
    OrgOnVeto on_veto;
    OrgUnknownBirths unknown_births;
    char *currency; /* of all money in it: "VND"; "" where it says none */
    guint64 seed;
    gboolean nothing; /* the plan is to do nothing: of its steps only those that are given run. Not read from a file */
    GPtrArray *items; /* OrgItem *: processes, steps, rules, metrics, in file order within each role */
    GPtrArray *baselines;      /* OrgBaseline *; the first is "start" */
    GPtrArray *countings;      /* OrgCounting * */
    GPtrArray *targets;        /* OrgTarget * */
    GArray *actuals;           /* OrgActual */
    OrgPopulation *population; /* NULL: none stated */
    GPtrArray *assumptions;    /* OrgAssumption *, in the order of the file's sections */
    GArray *
        parents_plugins; /* guint: of the catalogue, that plans use which this one extends: who reads it needs them, too */
    OrgBundle *bundle; /* texts read */
} OrgPlan;

/* Read a scenario and check all that can be checked without the organisation. Problems go to diags; NULL when any is an
 * error. bundle: taken over by the plan. path is relative to the bundle's folder, or absolute. */
OrgPlan *org_plan_read(const char *path, OrgBundle *bundle, const OrgCatalogue *catalogue, OrgDiags *diags);
/* A scenario as it is written, as JSON for other programs: {"files": […], "scenario": {…}}. Included files are merged: lists
 * one after the other (what is included first), the names of baselines, counting and types together; else a file overrides
 * what it includes. Nothing is completed, resolved or expanded, and of what is written only top-level keys are checked:
 * every scalar is a text, an empty one null, every path as in its file. A plan that extends another is the two as one; for
 * that a catalogue is needed (what is changed is checked, and tables of steps are read), which is else NULL. NULL when that
 * fails or a file cannot be read as YAML (diags says why). Takes the bundle; the caller's. */
char *org_scenario_tree(const char *path, OrgBundle *bundle, const OrgCatalogue *catalogue, OrgDiags *diags);
/* Whether the file says that it extends another; FALSE also when it cannot be read. */
gboolean org_scenario_extends(const char *path, OrgBundle *bundle);
/* The plan in one file, without extends:, as YAML: running it gives what running the plan gives. What its parents included
 * and left as it is stays an include:. to: the folder in which the text will stand (NULL: the
 * bundle's), so that paths are spelled for it. NULL: the plan has errors (diags says which). Takes the bundle; the caller's. */
char *org_scenario_flatten(const char *path, const char *to, OrgBundle *bundle, const OrgCatalogue *catalogue,
                           OrgDiags *diags);
void org_plan_free(OrgPlan *plan);
const OrgBaseline *org_plan_baseline(const OrgPlan *plan, const char *name);
/* Where something of an item stands in its file: "scenario.yaml:12:5", "plan.xlsx:Sheet!C7". The caller's own. */
char *org_item_location(const OrgItem *item, guint line, guint column);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgPlan, org_plan_free)
