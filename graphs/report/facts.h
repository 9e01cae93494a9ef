// SPDX-License-Identifier: MIT
// What the page tells, read once from the host's tables.
#ifndef ORG_REPORT_FACTS_H
#define ORG_REPORT_FACTS_H
#include "required.h"
#include "words.h"

/* The rows of one run in a table. */
typedef struct {
    const OrgTable *table;
    size_t begin, end;
} Rows;

/* A cell; "" and NaN where there is none. */
const char *text_at(const OrgTable *table, const char *column, size_t row);
double number_at(const OrgTable *table, const char *column, size_t row);
const double *numbers_of(const OrgTable *table, const char *column); /* NULL: no such column */
const char *const *texts_of(const OrgTable *table, const char *column);

/* The same order as the badges of the page: what a reader looks for first. */
typedef enum {
    FATE_KEPT,
    FATE_POSTS, /* kept, with other posts */
    FATE_HEIR,  /* kept, took over others */
    FATE_RENAMED,
    FATE_MOVED,
    FATE_RENAMED_MOVED,
    FATE_ABSORBED,
    FATE_MERGED,
    FATE_SPLIT,
    FATE_DISSOLVED,
    FATE_FOUNDED,
    FATE_PASSING,
    FATES
} FateKind;

typedef struct {
    const char *badge, *css; /* css: class of its colour */
    Word word;
} FateLook;
extern const FateLook fate_looks[FATES];

typedef struct {
    FateKind kind;
    bool known;                    /* false: closed before the run */
    const char *into, *from, *why; /* into, from: row numbers with spaces between; "" if none */
    double posts_before, posts_in, posts_out, posts_opened, posts_closed, posts_after, people_before, people_after;
    double month, item;
} Fate;

typedef struct {
    const char *id, *feature, *plugin, *role, *note;
    double units_closed, units_opened, posts_closed, posts_opened, posts_moved, left, placed;
    double first, last; /* months; NaN: nothing was done */
} Item;

/* A target of one way of counting at its last deadline; verdict: of all its deadlines. */
typedef struct {
    const char *id, *title, *metric, *against, *counting, *verdict, *basis, *note;
    double month, baseline, baseline_high, value, change, probability, break_even, reported_month, reported, planned,
        share, yearly;
    Required required;
    double level;                      /* what is required in the value's own unit; NaN: it is not known */
    bool percent, money, illustrative; /* percent: parts of one; money: in the currency */
    bool headline;                     /* the way of counting that stands for the target */
} Judged;

typedef struct {
    size_t index;
    const char *title, *name, *status, *message;
    double from, to;
    OrgCtx *start, *end;
    const OrgUnits *before, *after;
    uint32_t n; /* units at the end */
    Fate *fate;
    Item *items;
    size_t n_items;
    Judged *judged;
    size_t n_judged;
    const OrgTable *story;
    uint32_t *story_first; /* n + 1: where the events of a unit begin in story_order */
    uint32_t *story_order; /* rows of the table story */
    double units[4], posts[4],
        people[5]; /* before, after, opened, closed; people: before, after, left, joined, surplus */
    uint32_t fates[FATES], changed;
} Run;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    Out *out;
    int lang; /* shown first */
    Run *run;
    size_t n_runs;
} Report;

Rows rows_of(const Report *report, const char *table, size_t run);
OrgStatus facts_read(Report *report);

const char *unit_name(const Report *report, const Run *run, OrgRow row);   /* its last one */
const char *unit_before(const Report *report, const Run *run, OrgRow row); /* NULL: the same, or it was not there */
const char *unit_id(const Report *report, const Run *run, OrgRow row);
OrgRow unit_parent(const Run *run, OrgRow row); /* of a closed unit the last one it had; ORG_NONE: none */

/* The next row number of a list as "into"; false at its end. */
bool next_row(const char **list, OrgRow *row);

#endif
