// SPDX-License-Identifier: MIT
/* Reading a scenario: what the files of this folder share. Every function goes on after a problem, so that all are
 * reported at once; one mistake gives one diagnostic. */
#pragma once
#include "../base/month.h"
#include "plan.h"
#include "yaml-node.h"

#define ORG_MOST_SAID 1000 /* problems: a hostile file is not answered with a report longer than itself */

typedef struct {
    OrgPlan *plan;
    const OrgCatalogue *catalogue;
    OrgDiags *diags;
    GPtrArray *docs;      /* OrgYamlDoc *, included ones before the file that includes them; the scenario is the last */
    GPtrArray *kept;      /* OrgYamlDoc *, whose nodes stand in docs: of plans that others extend */
    GPtrArray *files;     /* char *, by the order of reading to the end: those of docs and of kept */
    GHashTable *paths;    /* OrgYaml * that names a file -> the path, as the bundle names it */
    const char *own_name; /* name: of the scenario's own file; NULL: it says none */
    gboolean unsure;      /* a part could not be read: names that seem unknown may stand there */
    gboolean no_parent;   /* the plan that it extends cannot be built on, and that is said: nothing else is read */
    gboolean span_known;  /* from: and to: were read */
    gboolean no_source;   /* organisation: is wrong or absent, and said to be */
    GHashTable *said;     /* diagnostics already given: a file read twice is complained about once */
    guint n_said;
    GHashTable *flawed; /* "baseline 2015": names whose definition is wrong; uses of them are not complained about */
    GHashTable *ids;    /* item ids given by the user -> OrgYaml * where */
    GHashTable *taken;  /* ids that items have, given or made */
    GHashTable *next;   /* base of made ids -> last number used */
    GHashTable
        *metrics; /* name -> GArray of guint: items that a target may name (several: one for each counting rule) */
    GHashTable *sheets; /* OrgYaml * of a path under steps: -> OrgPlanSheet */
    GHashTable *shared; /* signature of a metric -> item index + 1 */
} OrgReader;

/* Where something stands in a file, also of a cell of a table (column: the field). */
typedef struct {
    const char *file;
    guint line, column;
    const OrgYaml *node; /* NULL: a table */
    const char *sheet;   /* of a workbook, or NULL: line and column are a cell's */
} OrgLocation;

/* ---- reader.c: diagnostics and scalars */
/* text: a whole sentence of ours, or a message. */
OrgDiag *org_reader_say(OrgReader *reader, OrgSeverity severity, const OrgLocation *location, const char *code,
                        const char *text);
void org_reader_error(OrgReader *reader, const OrgYaml *at, const char *code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
guint org_reader_errors(const OrgReader *reader);
/* A message to stand at an end: "; did you mean "x"?" or "; known are a, b" or "". candidates: NULL-terminated. */
char *org_reader_suggest(const char *word, const char *const *candidates);
/* The same of a feature that is not there: what it nearly is called, else also where plugins are looked for. The caller's. */
char *org_reader_hint(const char *word, const char *const *candidates);
/* Each complains and returns FALSE (NULL) when the node is not what is expected. what: "from:", for the message. */
const char *org_reader_text(OrgReader *reader, const OrgYaml *node, const char *what);
/* A text that may be written in several languages, {en: …, vi: …}; NULL when it is none. Owned by the caller. */
OrgMessage *org_reader_said(OrgReader *reader, const OrgYaml *node, const char *what);
gboolean org_reader_month(OrgReader *reader, const OrgYaml *node, const char *what, OrgMonth *month);
gboolean org_reader_month_in_span(OrgReader *reader, const OrgYaml *node, const char *what, OrgMonth *month);
gboolean org_reader_flag(OrgReader *reader, const OrgYaml *node, const char *what, gboolean *value);
gboolean org_reader_number(OrgReader *reader, const OrgYaml *node, const char *what, double *value, gboolean *relative);
gboolean org_reader_whole(OrgReader *reader, const OrgYaml *node, const char *what, guint64 most, guint64 *value);
gboolean org_reader_choice(OrgReader *reader, const OrgYaml *node, const char *what, const char *const *choices,
                           guint *index);
gboolean org_reader_mapping(OrgReader *reader, const OrgYaml *node, const char *what);
/* Complains about each key that is not among known. */
void org_reader_keys(OrgReader *reader, const OrgYaml *mapping, const char *what, const char *const *known);
void org_reader_flaw(OrgReader *reader, const char *sort, const char *name);
gboolean org_reader_is_flawed(const OrgReader *reader, const char *sort, const char *name);
/* Letters, digits, - and _; complains otherwise. */
gboolean org_reader_id(OrgReader *reader, const OrgYaml *node, const char *what);
/* A path in a file, as the bundle names it; the reader remembers which nodes are paths. */
char *org_reader_path(OrgReader *reader, const OrgYaml *node);
GPtrArray *org_reader_docs(void); /* an empty list that owns its OrgYamlDoc */
void org_reader_is_path(OrgReader *reader, const OrgYaml *node, const char *resolved, const char *rest);

/* ---- plan-sections.c: a reader and what it needs; docs is filled by org_read_files() */
void org_reader_begin(OrgReader *reader, OrgPlan *plan, const OrgCatalogue *catalogue, OrgDiags *diags);
void org_reader_end(OrgReader *reader); /* the plan stays */
void org_reader_sections(OrgReader *reader);
OrgPlan *org_plan_new(const char *path, OrgBundle *bundle); /* bundle: taken over */

/* ---- plan.c */
/* Files and sections; what is wrong goes to diags, by place. TRUE: nothing is an error. */
gboolean org_reader_whole_plan(OrgReader *reader, OrgDiags *diags);

/* ---- plan-files.c */
void org_read_files(OrgReader *reader); /* the file of reader->plan->path and all that it includes, into docs */

/* ---- the sections */
void org_read_head(OrgReader *reader); /* plan-head.c */
gboolean org_read_source(OrgReader *reader, const OrgYaml *node, gboolean is_baseline, OrgSource *source);
void org_source_clear(OrgSource *source);
void org_read_types(OrgReader *reader);     /* plan-types.c */
void org_read_countings(OrgReader *reader); /* plan-baselines.c */
void org_read_baselines(OrgReader *reader);
void org_check_baseline_values(OrgReader *reader);  /* after the targets */
void org_read_population(OrgReader *reader);        /* plan-data.c */
void org_read_actuals(OrgReader *reader);           /* after the targets */
void org_read_items(OrgReader *reader);             /* plan-items.c */
void org_read_targets(OrgReader *reader);           /* plan-targets.c */
gboolean org_item_key_is_reserved(const char *key); /* of an item: at, id, note, …; else it names its feature */
/* What was changed in the plan since it was written (plan-set.h), as the bundle has it; after all sections. */
void org_plan_read_settings(OrgReader *reader); /* plan-set.c */

/* ---- plan-when.c: months of steps and targets */
/* A month or a list of months within the span; appended ascending to at. */
gboolean org_read_months(OrgReader *reader, const OrgYaml *node, const char *what, GArray *at);
/* year, quarter or month: the period ends within the span. */
gboolean org_read_every(OrgReader *reader, const OrgYaml *node, const char *what, GArray *at);
gboolean org_read_duration(OrgReader *reader, const OrgYaml *node, const char *what, gint *months);

/* ---- plan-params.c, plan-values.c: parameters */
typedef struct {
    gboolean may_list; /* several counting rules may be given */
    int param;         /* which parameter lists them; -1: none */
    GPtrArray *names;  /* of the rules; NULL: none */
} OrgCountingList;
/* The parameters of a feature from the mapping body (NULL: none given). at: where the feature is named. values has one
 * element for each parameter. FALSE when something was wrong (and said). ignore: keys said to be misplaced, or NULL. */
gboolean org_read_params(OrgReader *reader, const OrgFeatureInfo *feature, const OrgYaml *body, const OrgYaml *at,
                         GHashTable *ignore, OrgCountingList *list, OrgValueInfo *values);
gboolean org_read_value(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
                        OrgValueInfo *value);
gboolean org_value_fallback(OrgReader *reader, const OrgFeatureInfo *feature, const OrgParamInfo *param,
                            const OrgYaml *at, OrgValueInfo *value);
/* Point a set at a counting rule. */
gboolean org_value_count(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, const char *name,
                         OrgValueInfo *value);
void org_value_copy(const OrgValueInfo *from, OrgValueInfo *to);
/* A text that two lists of values share exactly when they mean the same. */
char *org_values_signature(const OrgFeatureInfo *feature, const OrgValueInfo *values);

/* ---- assumption.c */
void org_assumption_free(gpointer assumption);
/* {assumed: 2%, low: 1%, high: 3%}: the node of what is assumed, the ends kept as an assumption of the plan that has no name yet;
 * the node itself where it is no such mapping. NULL, and said: it is wrong. read: whether a text is a value, and which. */
typedef gboolean (*OrgAssumedRead)(OrgReader *reader, const OrgYaml *node, double *value, gpointer data);
const OrgYaml *org_read_assumed(OrgReader *reader, const OrgYaml *node, const char *what, OrgAssumedRead read,
                                gpointer data);
/* Those from first on are of this place: the item's parameter (its key is kept with it) or what the path says. */
void org_assumptions_name(OrgReader *reader, guint first, const char *const *path);
void org_assumption_of_baseline(OrgReader *reader, const char *baseline, const char *target, gboolean uncertain,
                                const OrgYaml *low, const OrgYaml *high);

/* ---- plan-table.c, plan-rows.c: tables */
typedef struct {
    OrgTableValue *value;
    GArray *locations;  /* OrgLocation of each row */
    char *file, *sheet; /* owned; places point at them */
} OrgTableRead;
/* columns: as in OrgParam, plus the type amount (a number or a percentage). node: a path or a list of mappings. */
gboolean org_read_table(OrgReader *reader, const char *columns, const OrgYaml *node, const char *what,
                        OrgTableRead *table);
void org_table_read_clear(OrgTableRead *table);
void org_table_value_free(OrgTableValue *table);

/* A table as rows of texts: CSV, or a sheet of a workbook. */
typedef struct {
    GPtrArray *rows;    /* GPtrArray of char *: the first is the header */
    GArray *lines;      /* guint: where each row begins */
    char *file, *sheet; /* as diagnostics name them; sheet NULL: CSV */
} OrgRows;
/* The table at a path, "plan.csv", "plan.xlsx" or "plan.xlsx:Sheet". usual: names of the sheet to take among several when
 * none is named, as org_header_key() spells them, or NULL. FALSE when something was wrong (and said). */
gboolean org_plan_rows_read(OrgReader *reader, const OrgYaml *node, const char *what, const char *const *usual,
                            OrgRows *rows);
void org_rows_clear(OrgRows *rows);

/* ---- plan-sheet-words.c: what the columns and operations of a table of steps are called, English or Vietnamese */
typedef enum {
    ORG_STEP_DATE,
    ORG_STEP_OPERATION,
    ORG_STEP_UNITS,
    ORG_STEP_INTO,
    ORG_STEP_NAME,
    ORG_STEP_POSTS_AFTER,
    ORG_STEP_BASIS,
    ORG_STEP_ID,
    ORG_STEP_NOTE,
    ORG_STEP_PARAMETER,
    ORG_STEP_N_FIELDS
} OrgStepField;
/* ORG_STEP_N_FIELDS: none. */
OrgStepField org_step_heading(const char *name);
extern const char *const org_step_headings[]; /* for messages; NULL-terminated */
extern const char *const org_step_sheets[];   /* what the sheet of steps of a workbook is called; NULL-terminated */
/* The operator that a cell names, by its name or one of its words; NULL: none. into: the parameter that the column `into`
 * fills by that word, or NULL. other: a second operator that says the same word, or NULL. */
const OrgFeatureInfo *org_step_operation(const OrgCatalogue *catalogue, const char *text, const char **into,
                                         const OrgFeatureInfo **other);
/* What operators that one row can do are called, their names or their Vietnamese words, ", " between them; the caller's. */
char *org_step_words(const OrgCatalogue *catalogue, gboolean vietnamese);
/* The feature cannot do without a table, which a row of a table has no room for; how it is written then (the caller's). */
gboolean org_step_lacks_table(const OrgFeatureInfo *feature);
char *org_step_spelled(const OrgFeatureInfo *feature);

/* ---- plan-sheet.c: steps in a table */
typedef struct OrgPlanSheet OrgPlanSheet;
/* The list of steps that the table at a path holds, one item for each row; read once. Never NULL; what is wrong is said. */
const OrgYaml *org_plan_sheet(OrgReader *reader, const OrgYaml *node);
void org_plan_sheet_free(gpointer sheet);

/* ---- target-series.c */
/* series: and counted: of a target whose metric is read. node: the target; at: where to point when neither is written. */
void org_read_target_series(OrgReader *reader, const OrgYaml *node, const OrgYaml *at, OrgTarget *out);

/* ---- plan-metrics.c: items that targets read */
OrgItem *org_item_new(OrgReader *reader, OrgItemRole role, const OrgYaml *at); /* added to the plan */
/* Add a metric, one item for each counting rule, or find equal ones. Returns item indexes; owned by the caller. */
GArray *org_metric_add(OrgReader *reader, const OrgFeatureInfo *feature, OrgValueInfo *values,
                       const OrgCountingList *list, const OrgYaml *at, const char *id, const OrgMessage *note,
                       gboolean for_target);
GArray *org_metric_add_sql(OrgReader *reader, const char *sql, const OrgYaml *at, const char *id,
                           const OrgMessage *note, gboolean for_target);
void org_metric_name(OrgReader *reader, const char *name, const GArray *items);
/* An id of the form base, base-2, … that no item has; it is taken then. */
char *org_reader_unique(OrgReader *reader, const char *base);

/* Visit the value of a top-level key in each document, included files first. */
#define ORG_EACH_SECTION(reader, key, node)                                                                            \
    for (guint each_ = 0; each_ < (reader)->docs->len; each_++)                                                        \
        if ((node = org_yaml_get(((OrgYamlDoc *) g_ptr_array_index((reader)->docs, each_))->root, key, NULL)))
