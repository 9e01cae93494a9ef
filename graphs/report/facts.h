// SPDX-License-Identifier: MIT
/* What the page tells, read once from the host's tables. */
#pragma once
#include "fates.h"
#include "required.h"
#include "words.h"

/* The rows of one run in a table. */
typedef struct {
    const OrgTable *table;
    size_t begin, end;
} Rows;

/* A cell; "" and NaN where there is none. */
const char *text_at(const OrgTable *table, const char *column, size_t row);
/* The message of a sentence, which a column beside its own holds, else the sentence: what STORED() takes. */
const char *said_at(const OrgTable *table, const char *column, size_t row);
double number_at(const OrgTable *table, const char *column, size_t row);
const double *numbers_of(const OrgTable *table, const char *column); /* NULL: no such column */
const char *const *texts_of(const OrgTable *table, const char *column);

/* How the page tells a fate: its badge is that of the charts. */
typedef struct {
    const char *css; /* class of its colour */
    Word word;
} FateSaid;
extern const FateSaid fates_said[FATES];

typedef struct {
    const char *id, *feature, *role, *note, *file;
    const char *basis;           /* of a rule: the law that it stands on */
    double valid_from, valid_to; /* of a rule, months; NaN: from the beginning, without an end */
    double line;
    double units_closed, units_opened, posts_closed, posts_opened, posts_moved, left, placed;
    double first, last; /* months; NaN: nothing was done */
} Item;

/* A target of one way of counting at its last deadline; verdict: of all its deadlines. */
typedef struct {
    const char *id, *title, *against, *counting, *verdict, *basis, *note;
    double month, baseline, baseline_high, value, change, probability, break_even, reported_month, reported, planned,
        share;
    Required required;
    double level,
        level_high; /* what is required in the value's own unit, for both ends of the baseline; NaN: it is not known */
    double start;   /* the first value of the run; NaN: it has none */
    double pace_needed, pace_seen;       /* a year, from the start to the deadline; NaN: not told of it */
    bool percent, money, illustrative;   /* percent: parts of one */
    const char *currency;                /* of money; "": none is known */
    int value_decimals, change_decimals; /* with which value and change tell themselves from what is required */
    const char *as_planned; /* the plan's verdict where a reported figure contradicts it, and stands here; else NULL */
    double planned_value;   /* the plan's value then */
    bool headline;          /* the way of counting that stands for the target */
} Judged;

typedef struct {
    size_t index;
    const char *title, *name, *status, *message, *currency;
    double from, to;
    OrgCtx *start, *end;
    const OrgUnits *before, *after;
    uint32_t n; /* units at the end */
    Fates fates;
    Item *items;
    size_t n_items;
    Judged *judged;
    size_t n_judged;
    const OrgTable *story;
    uint32_t *story_first; /* n + 1: where the events of a unit begin in story_order */
    uint32_t *story_order; /* rows of the table story */
    double units[4], posts[4],
        people[5];                   /* before, after, opened, closed; people: before, after, left, joined, surplus */
    uint32_t counts[FATES], changed; /* units by fate, one with several under each; those that are not kept */
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

/* The same target, counted the same way; NULL: the run has none. */
const Judged *judged_in(const Run *run, const Judged *like);

/* Adds one event of the story to what an item did, and what another did. */
void item_count(Item *item, const char *event, double n);
void item_add(Item *to, const Item *item);

/* How much an event of the story is about: posts by weight, anything else by number. */
double event_size(const Run *run, size_t row);

const char *unit_name(const Report *report, const Run *run, OrgRow row);   /* its last one */
const char *unit_before(const Report *report, const Run *run, OrgRow row); /* NULL: the same, or it was not there */
const char *unit_id(const Report *report, const Run *run, OrgRow row);
OrgRow unit_parent(const Run *run, OrgRow row); /* of a closed unit the last one it had; ORG_NONE: none */
