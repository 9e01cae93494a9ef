/* SPDX-License-Identifier: MIT
 *
 * orgsim/plugin.h: everything that a plugin sees of orgsim.
 *
 * A plugin is a shared library that exports one function, orgsim_plugin_v1(), written by the macro
 * ORG_PLUGIN at the end of this header. It describes features: operators, processes, rules, metrics
 * and renderers. The host calls a feature's run() with a table of functions (OrgHost) and a handle of
 * the call (OrgCtx). The feature reads the organisation as columns and changes it by verbs.
 *
 * A plugin is stateless: it has no writable globals, opens no file, starts no process, asks no clock.
 * What must outlive a call goes into attributes (set_numbers, set_words), which are recorded and undone.
 *
 * This is version 1.0. It is C99 and C++11 clean, and append-only within a major version: members are only ever added at the end of a struct,
 * numbers only at the end of a list, and `size` or a stride tells how much of it is there; what a member means does not change. So that a size tells
 * every member, no struct ends in padding. tests/abi keeps each version's header, and plugins that were made with it.
 */
#ifndef ORGSIM_PLUGIN_H
#define ORGSIM_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ORG_ABI_MAJOR 1 /* a break renames the entry symbol */
#ifndef ORG_ABI_MINOR
#define ORG_ABI_MINOR 0 /* a plugin opts in to newer members by defining this before the include; an orgsim that is older refuses it by a sentence */
#endif
#define ORG_ABI ((uint32_t) ORG_ABI_MAJOR << 16 | ORG_ABI_MINOR) /* as a descriptor states it */

/* ---- values ------------------------------------------------------------------------------------- */

typedef uint32_t OrgRow;      /* a row of a table below, 0 to n - 1; rows never move or vanish in a run */
#define ORG_NONE UINT32_MAX   /* no row */
typedef int32_t OrgMonth;     /* year * 12 + month - 1: 2021-01 is 24252 */
#define ORG_OPEN INT32_MAX    /* of a month: not ended */
#define ORG_UNKNOWN INT32_MIN /* of a month: not known */
#define ORG_MONTH(year, month) ((OrgMonth) ((year) *12 + (month) -1)) /* month: 1 to 12 */
typedef uint32_t OrgWord;     /* a word of the run's dictionary, the same in all its tables; 0 is "no word" */
typedef int32_t OrgStatus;    /* ORG_OK, or what went wrong: below 0 */
enum {
    ORG_OK = 0,
    ORG_E_FAILED = -1,    /* it could not be done: no memory, no candidate, a reason of the plugin's own */
    ORG_E_NOT_FOUND = -2, /* what is named is not there */
    ORG_E_INVALID = -3,   /* what is given makes no sense */
    ORG_E_FORBIDDEN = -4  /* this feature, or this call, may not do so */
};
#if defined(__GNUC__)
#define ORG_FORMAT(format_, first_) __attribute__((format(printf, format_, first_)))
#else
#define ORG_FORMAT(format_, first_)
#endif
typedef struct OrgCtx OrgCtx; /* a handle: of one call, or of a read-only view of the organisation at another time. It ends with the call */

enum { ORG_UNITS = 1, ORG_POSTS, ORG_PEOPLE };    /* tables */
enum { ORG_HEAD = 1, ORG_DEPUTY, ORG_STAFF };     /* rank of a post; 0: not known */
enum { ORG_EMPLOYED = 1, ORG_SURPLUS, ORG_LEFT }; /* state of a person: holds a post; waits in a unit without one; has gone */
enum { ORG_FEMALE = 1, ORG_MALE };                /* sex of a person; 0: not known */

/* The organisation as columns: column[i] describes row i, 0 <= i < n. They are the host's memory, for reading only (a write through a cast makes the
 * run false, and is found), valid for the whole call and showing the verbs' effects. Only open_unit, open_posts and join may move the columns and
 * change n: fetch the struct again after those. A row is open while closed == ORG_OPEN (units, posts) or state != ORG_LEFT (people); columns of rows
 * that are not open keep what they last held. */
typedef struct {
    uint32_t size, n;              /* size: bytes of this struct that the host fills; n: rows */
    const OrgRow *parent;          /* unit; ORG_NONE for a root. No circles */
    const OrgRow *successor;       /* of a closed unit: the unit that took over, or ORG_NONE */
    const OrgWord *type;           /* "department", "room" as the data has it; 0: none */
    const OrgWord *function;       /* "finance" as the data has it; 0: none */
    const OrgMonth *opened;        /* ORG_UNKNOWN when it stood before the data */
    const OrgMonth *closed;        /* ORG_OPEN: it stands */
    const uint32_t *n_posts;       /* open posts of the unit itself. Kept by the verbs, like the next five: no pass over posts */
    const uint32_t *n_held;        /* of these held */
    const int64_t *fte, *fte_held; /* their weights, in thousandths of a full post */
    const uint32_t *n_heads;       /* held posts of rank ORG_HEAD */
    const uint32_t *n_deputies;    /* held posts of rank ORG_DEPUTY */
} OrgUnits;

typedef struct {
    uint32_t size, n;             /* as above */
    const OrgRow *unit;           /* unit; never ORG_NONE */
    const OrgRow *holder;         /* person, or ORG_NONE: vacant */
    const OrgRow *reports_to;     /* post, or ORG_NONE. No circles */
    const uint8_t *rank;          /* ORG_HEAD …, or 0 */
    const OrgWord *title;         /* "Planner"; 0: none */
    const OrgWord *category;      /* civil-servant, public-employee, contract, or as the data has it; 0: none */
    const OrgWord *funding;       /* state, own, or as the data has it; 0: none */
    const uint16_t *coefficient;  /* salary coefficient in hundredths, allowance included; 0: not known */
    const uint32_t *fte;          /* weight in thousandths; 1000 is one full post */
    const OrgMonth *opened;       /* ORG_UNKNOWN when it stood before the data */
    const OrgMonth *closed;       /* ORG_OPEN: it stands */
    const OrgMonth *vacant_since; /* ORG_UNKNOWN: held, or vacant before the data */
    const OrgRow *kept_for;       /* a person for whom the vacant post is kept (rotation, maternity), or ORG_NONE; no one else is placed there */
    const uint32_t *stream;       /* for chance: a row keeps its own, whatever else is opened or joins */
    uint64_t n_moved;             /* how often a post changed its unit so far in the run; only grows */
} OrgPosts;

typedef struct {
    uint32_t size, n;            /* as above */
    const OrgRow *unit;          /* the unit of the post, or where a surplus person waits, or was when leaving */
    const OrgRow *post;          /* ORG_NONE: no post */
    const OrgRow *second;        /* a second post held by the same person, or ORG_NONE */
    const OrgMonth *born;        /* ORG_UNKNOWN where not known */
    const OrgMonth *hired;       /* ORG_UNKNOWN where not known */
    const OrgMonth *since;       /* since when the person is in the state; ORG_UNKNOWN: before the data */
    const uint8_t *sex;          /* ORG_FEMALE, ORG_MALE, or 0 */
    const uint8_t *rating;       /* 0: not known; 1 (worst) to 5 (best) */
    const uint8_t *state;        /* ORG_EMPLOYED, ORG_SURPLUS, ORG_LEFT */
    const uint16_t *coefficient; /* salary coefficient in hundredths that the person has themselves, also while surplus; 0: that of the post */
    const uint32_t *stream;      /* for chance, not the row: from the post, the month and the item, so that other hires do not change it */
} OrgPeople;

/* ---- parameters --------------------------------------------------------------------------------- */

/* Typed parameters: the host parses, range-checks, documents and offers them to editors, so that a call never sees another type or a number past its
 * bounds. The function named reads the value; another makes the call fail. */
typedef uint32_t OrgType;
enum {
    ORG_BOOL = 1,   /* integer(): 0 or 1 */
    ORG_INT,        /* integer() */
    ORG_REAL,       /* real() */
    ORG_PERCENT,    /* written 2.5%; real() gives 0.025 */
    ORG_TEXT,       /* text() */
    ORG_CHOICE,     /* one of `choices`; text(), and integer() gives its index */
    ORG_DATE,       /* written 2021-01; integer() gives the OrgMonth */
    ORG_UNIT,       /* the id of an open unit; integer() gives its row */
    ORG_UNIT_SET,   /* ids, or SQL over the live table units; rows() */
    ORG_POST_SET,   /* the same over posts */
    ORG_PERSON_SET, /* the same over people */
    ORG_TABLE,      /* a CSV file or a list of mappings; table() */
    ORG_AMOUNT,     /* a count, or a percentage of something; real(), and relative() tells which */
    ORG_BASELINE    /* the name of a baseline with an organisation, or "start"; text() */
};

typedef struct {
    const char *key;     /* as written in a scenario: lower-case, underscores; "into.id" is the key id inside into:. Each once */
    const char *summary; /* one line, a message id */
    const char *unit;    /* of the value, for people: "months", "VND"; NULL: none */
    OrgType type;        /* ORG_BOOL … */
    const char *fallback;       /* what stands when it is not given, spelled as in a scenario; "" = empty set, text or table; NULL = required */
    double min, max;            /* of a number, both ends included (of a percentage as real() gives it); both 0: unbounded */
    const char *const *choices; /* NULL-terminated. ORG_CHOICE: its values; ORG_TEXT: what may stand in it, with commas between, or NULL */
    const char *columns;        /* ORG_TABLE: "age:int,rate:real,unit:unit,name:text,month:date"; a '?' after the type: optional; a last "*": others are let be */
} OrgParam;

/* A column of a table: of a parameter, in the order declared, or of data(). */
typedef struct {
    const char *name;         /* as declared */
    OrgType type;             /* ORG_INT, ORG_REAL, ORG_DATE, ORG_UNIT or ORG_TEXT */
    const double *number;     /* of each row: an int or real; a date as OrgMonth; a unit's row, ORG_NONE as -1; NaN = absent. NULL of a text column */
    const char *const *text;  /* of each row of a text column; NULL = absent. NULL of any other column */
} OrgColumn;

typedef struct {
    uint32_t size, stride;  /* size: bytes of this struct; stride: bytes from one OrgColumn to the next */
    size_t rows, n_columns; /* rows of each column; 0 when an optional table is not given */
    const void *first;      /* the first OrgColumn; read by org_column(), for the stride may grow */
} OrgTable;

/* Column `index` of a table, 0 <= index < n_columns. O(1); lives as long as the table. */
static inline const OrgColumn *
org_column(const OrgTable *table, size_t index)
{
    return (const OrgColumn *) (const void *) ((const char *) table->first + index * table->stride);
}

/* A person who joins. size: sizeof(OrgJoiner), of what is filled. join() takes any stride from 20 on that is a multiple of 4. */
typedef struct {
    uint32_t size;       /* sizeof(OrgJoiner) */
    OrgRow post;         /* vacant and open */
    OrgMonth born;       /* or ORG_UNKNOWN */
    OrgMonth hired;      /* or ORG_UNKNOWN */
    uint8_t sex;         /* ORG_FEMALE, ORG_MALE, or 0 */
    uint8_t rating;      /* 1 to 5, or 0 */
    uint8_t reserved[2]; /* 0 */
} OrgJoiner;

/* Fields for set(). Values: words as OrgWord, rows as OrgRow, ranks and ratings as their numbers. */
enum {
    ORG_F_TYPE = 1,    /* units */
    ORG_F_FUNCTION,    /* units */
    ORG_F_RANK,        /* posts */
    ORG_F_TITLE,       /* posts */
    ORG_F_CATEGORY,    /* posts */
    ORG_F_FUNDING,     /* posts */
    ORG_F_COEFFICIENT, /* posts, hundredths */
    ORG_F_FTE,         /* posts, thousandths */
    ORG_F_REPORTS_TO,  /* posts */
    ORG_F_RATING,      /* people */
    ORG_F_KEPT_FOR,    /* posts: a person's row, or ORG_NONE */
    ORG_F_PERSON_COEFFICIENT /* people, hundredths */
};

enum { ORG_NOTE = 1, ORG_WARN, ORG_VETO }; /* severity of a finding */

/* A column that the data or a plugin added. */
typedef struct {
    const char *name;   /* "building"; "merge.since" is private to plugin merge */
    uint32_t is_number; /* 1: read by numbers(); 0: by words() */
    uint32_t reserved;  /* 0 */
} OrgAttributeInfo;

/* An entry of the ledger of one-off costs. */
typedef struct {
    OrgRow person;  /* ORG_NONE: of nobody */
    uint32_t item;  /* who paid: a number of the scenario's items */
    OrgMonth month; /* when */
    OrgWord series; /* under which it counts */
    int64_t amount; /* in whole units of currency(), above 0 */
} OrgPayment;

/* ---- the host -----------------------------------------------------------------------------------
 *
 * How a member is described. The tag says which kinds of features may call it, and after ';' that a call that foresees may, too:
 * [all; foreseeing], [operator, process]. Whoever else calls it makes the call fail with a sentence that says so. Then stands what it costs:
 * n: rows of the table, k: entries of the result or of the arguments, d: levels above a row. Then what it does. Where nothing else is said:
 *
 * Thread: the one in which run() or settle() was called, and until it returns. The host has no locks, and a plugin starts no thread.
 * Handle: the OrgCtx of the call, or of a view that before(), baseline() or at() gave, which only reads; what changes or says takes that of the call.
 * Lifetime: what a pointer leads to stays until run() returns; of ORG_BY_ROWS, from this block. It is the host's: never written to, never freed.
 * Errors: a row, table, index, text or number that is none fails the call with ORG_E_INVALID and a sentence. The first failure sticks: a
 *   member then returns 0, false, "", ORG_NONE, NULL or the status, and an array that may be read but holds nothing; verbs do nothing any more.
 * Texts: UTF-8, ended by NUL, not NULL but where NULL is named. What is handed in is copied, and may be the host's own. */
typedef struct OrgHost {
    uint32_t size; /* bytes of this struct that the host fills: a member that lies beyond is not there */
    uint32_t abi;  /* ORG_ABI of the host; its major is the plugin's */

    /* Parameters, by index in the feature's table. A wrong index or type makes the call fail. */
    int64_t (*integer)(OrgCtx *, unsigned index);        /* [all; foreseeing] O(1). Of ORG_BOOL 0 or 1, ORG_INT its number, ORG_CHOICE the index of the choice, ORG_DATE the OrgMonth, ORG_UNIT the row of an open unit (ORG_NONE when it is not given) */
    double (*real)(OrgCtx *, unsigned index);            /* [all; foreseeing] O(1). Of ORG_REAL, ORG_PERCENT (2.5% is 0.025), ORG_AMOUNT (a count; or, when relative(), 0.025) */
    const char *(*text)(OrgCtx *, unsigned index);       /* [all; foreseeing] O(1). Of ORG_TEXT, ORG_CHOICE, ORG_BASELINE; never NULL */
    size_t (*rows)(OrgCtx *, unsigned index, const OrgRow **rows); /* [all; foreseeing] of a set: the first time O(k) for ids, what SQL takes for SQL; then O(1), of a block O(log k). Open rows, ascending, as they were when first asked in this call; of people in ORG_BY_ROWS those of the block; on a view judged there. An id that is not there or closed fails the call (ORG_E_NOT_FOUND, ORG_E_INVALID) with where it stands. Returns how many */
    const OrgTable *(*table)(OrgCtx *, unsigned index);  /* [all; foreseeing] the first time O(cells), then O(1). The declared columns, in that order, also when the table is empty; never NULL */
    bool (*given)(OrgCtx *, unsigned index);             /* [all; foreseeing] O(1). The scenario wrote it (not the fallback) */
    bool (*relative)(OrgCtx *, unsigned index);          /* [all; foreseeing] O(1). ORG_AMOUNT: written as a percentage */

    /* Reading. */
    const OrgUnits *(*units)(OrgCtx *);   /* [all; foreseeing] O(1). Never NULL, like the next two */
    const OrgPosts *(*posts)(OrgCtx *);   /* [all; foreseeing] O(1) */
    const OrgPeople *(*people)(OrgCtx *); /* [all; foreseeing] O(1). A renderer without ORG_READS_PEOPLE reads columns, but no ids, names and attributes of people */
    size_t (*children)(OrgCtx *, OrgRow unit, const OrgRow **rows); /* [all; foreseeing] O(k). Open units below it, ascending, a copy; ORG_NONE: the roots. Returns how many */
    size_t (*posts_of)(OrgCtx *, OrgRow unit, const OrgRow **rows); /* [all; foreseeing] O(k). Open posts of the unit itself, ascending, a copy. Returns how many */
    OrgRow (*find)(OrgCtx *, uint32_t table, const char *id);       /* [all; foreseeing] the first time in a run O(n), then O(1). The row of an id, open or closed; ORG_NONE if there is none */
    const char *(*id)(OrgCtx *, uint32_t table, OrgRow);            /* [all; foreseeing] O(1). A copy */
    const char *(*name)(OrgCtx *, uint32_t table, OrgRow);          /* [all; foreseeing] O(1). Units and people: name; posts: title; "" if none. A copy */
    const double *(*numbers)(OrgCtx *, uint32_t table, const char *attribute); /* [all; foreseeing] O(attributes). n values, NaN = absent, read like a column; NULL: no such column of numbers */
    const OrgWord *(*words)(OrgCtx *, uint32_t table, const char *attribute);  /* [all; foreseeing] O(attributes). n values, 0 = absent, read like a column; NULL: no such column of words */
    OrgWord (*word)(OrgCtx *, const char *text); /* [all; foreseeing] O(length). The word of a text, made if new; 0 for "" */
    const char *(*spell)(OrgCtx *, OrgWord);     /* [all; foreseeing] O(1). The text of a word; "" for 0 and for what is no word */
    OrgMonth (*from)(OrgCtx *);                  /* [all; foreseeing] O(1). The last month before the span of this call */
    OrgMonth (*now)(OrgCtx *);                   /* [all; foreseeing] O(1). The last month of the span: (from, now] is what the call is about */
    void (*window)(OrgCtx *, OrgMonth *first, OrgMonth *last); /* [operator] O(1). Of this step: where it fell due, and the last month that `over:` allows; each may be NULL */
    OrgCtx *(*before)(OrgCtx *);                         /* [rule] the first time after a step O(n), then O(1). The organisation before this step; NULL when no step ran */
    OrgCtx *(*baseline)(OrgCtx *, const char *name);     /* [all; foreseeing] O(baselines). A view; NULL: no organisation under that name; "start" always is one */
    void (*range)(OrgCtx *, OrgRow *first, OrgRow *end); /* [all; foreseeing] O(1). The people rows of this call, first to end - 1: a block of ORG_BY_ROWS, those who joined, else all; each may be NULL */

    /* The verbs. Each is checked whole before anything is changed, recorded as one act with a reason, and undone if an operator's call
     * fails; a process that fails ends the run. Rows must be there, open, and named once in a call of a verb. After the first failure later
     * verbs do nothing and return the first error. k = 0 is done at once, whatever the arrays are. Arrays and texts are taken as
     * they are when the verb is called, so they may be the host's own columns and texts. */
    OrgRow (*open_unit)(OrgCtx *, OrgRow parent, OrgWord type, const char *id, const char *name); /* [operator, process] O(1). parent ORG_NONE: a root; id "" or NULL: one is made, one that is taken fails. The new row, or ORG_NONE on failure. Moves the columns of units */
    OrgStatus (*rename_unit)(OrgCtx *, OrgRow, const char *name); /* [operator, process] O(1) */
    OrgStatus (*move_unit)(OrgCtx *, OrgRow, OrgRow parent);      /* [operator, process] O(d). Under another unit with all below it, or ORG_NONE; not below itself */
    OrgStatus (*close_unit)(OrgCtx *, OrgRow, OrgRow successor);  /* [operator, process] O(people waiting there). Must be empty of open posts and children; people waiting there move to the successor, or (ORG_NONE) to the parent */
    OrgStatus (*open_posts)(OrgCtx *, OrgRow like, OrgRow unit, uint32_t n, OrgRow *first); /* [operator, process] O(n). Vacant copies of `like`, attributes too: rows first … first+n-1; like ORG_NONE: one full post, all else absent. first may be NULL. Moves the columns of posts */
    OrgStatus (*move_posts)(OrgCtx *, const OrgRow *posts, size_t k, OrgRow unit); /* [operator, process] O(k). Holders go along */
    OrgStatus (*close_posts)(OrgCtx *, const OrgRow *posts, size_t k);             /* [operator, process] O(k), and of who reports to them. A holder who has no other post becomes surplus; who reported to one reports to the next one up, else to the head of the unit */
    OrgStatus (*set)(OrgCtx *, uint32_t field, const OrgRow *rows, const int64_t *values, size_t k); /* [operator, process] O(k); ORG_F_REPORTS_TO O(k·d). A field ORG_F_…, whose table the rows are of */
    OrgStatus (*set_numbers)(OrgCtx *, uint32_t table, const char *attribute, const OrgRow *rows, const double *values, size_t k); /* [operator, process] O(k); an attribute that is new O(n). NaN: absent. Closed rows, too; of a row named twice the last value stays. A name with a dot belongs to the plugin before it (ORG_E_FORBIDDEN) */
    OrgStatus (*set_words)(OrgCtx *, uint32_t table, const char *attribute, const OrgRow *rows, const OrgWord *values, size_t k); /* [operator, process] as set_numbers: O(k); 0: absent */
    OrgStatus (*place)(OrgCtx *, const OrgRow *people, const OrgRow *posts, size_t k, bool second); /* [operator, process] O(k). Into posts that are vacant and kept for nobody else, or given up by another of these people in this call; the post held before falls vacant unless second: then each of them holds one post, and takes another */
    OrgStatus (*leave)(OrgCtx *, const OrgRow *people, const OrgMonth *when, size_t k, const char *reason); /* [operator, process] O(k). when within (from, now] */
    OrgStatus (*join)(OrgCtx *, const OrgJoiner *, size_t k, uint32_t stride, OrgRow *first); /* [operator, process] O(k). stride: bytes from one joiner to the next, sizeof(OrgJoiner). The new rows are first … first+k-1; first may be NULL. Moves the columns of people */
    void (*because)(OrgCtx *, const char *format, ...) ORG_FORMAT(2, 3); /* [operator, process] O(length). The reason of the acts that follow in this call, until the next one */

    /* Saying. A format is a message id: a whole English sentence, kept apart from its arguments, so that it is said in the
     * reader's language when it is read. %s %d %u %ld %g %.1f %% only; a text such as 2025-07 that stands by itself is a month. */
    void (*measure)(OrgCtx *, const char *series, OrgRow unit_or_none, double value); /* [operator, process, metric] O(series). A finite number of a declared series (at most 200 bytes of name), of the whole (ORG_NONE) or, with ORG_PER_UNIT, of a unit; once for each in a call, in a block of ORG_BY_ROWS: added up over the blocks */
    void (*finding)(OrgCtx *, uint32_t severity, uint32_t table, OrgRow, const char *format, ...) ORG_FORMAT(5, 6); /* [operator, process, rule, metric] O(length). ORG_NOTE or ORG_WARN, about a row of a table, or ORG_NONE; at most 100,000 in a call, breaches among them */
    OrgStatus (*fail)(OrgCtx *, OrgStatus, const char *format, ...) ORG_FORMAT(3, 4); /* [all; foreseeing] O(length). The call fails, and is undone; returns the status that stands, for `return host->fail(…)` */
    bool (*progress)(OrgCtx *, double part); /* [all; foreseeing] O(1), some microseconds: a few times a second, not for each row. part: 0 to 1. false: return now, for the call has failed or is to stop */

    /* A number that an item carries from one call to its next: of a step, what is left to do in the window of its `over:` (0 in
     * the first month; a call that stands and carries 0 ends the window, and what is carried in its last month was not done); of a
     * process, in the run. Restored when the step is undone. */
    double (*carried)(OrgCtx *);     /* [operator, process] O(1). What was carried by the last call; in this one, once carry() was called, that */
    void (*carry)(OrgCtx *, double); /* [operator, process] O(1). A finite number */

    /* Renderers: runs, the organisation of a run at a month, the tables of what runs hold by name, outputs. */
    size_t (*runs)(OrgCtx *);                      /* [renderer] O(1). How many there are to draw: they have the numbers 0 to runs() - 1 */
    OrgCtx *(*at)(OrgCtx *, size_t run, OrgMonth); /* [renderer] O(acts of the run up to there), then O(1). A view; ORG_UNKNOWN: the start; ORG_OPEN: the end; same rows at all times of a run */
    const OrgTable *(*data)(OrgCtx *, const char *table); /* [renderer] O(1). "run", "series", "target", "finding", "item", "step", "input", "plugin", "fate", "story", "type": one table over all runs (graphs/README.md); NULL if unknown */
    OrgStatus (*output)(OrgCtx *, const char *name, const char *media_type, const void *bytes, size_t size); /* [renderer] O(size). One whole file under a plain name: letters, digits, - _ . and at most 200 of them, not beginning with a dot */

    /* Chance and memory. */
    uint64_t (*key)(OrgCtx *, int32_t year); /* [all; foreseeing] O(1). For org_chance(), of this item in a calendar year; needs ORG_USES_CHANCE (ORG_E_FORBIDDEN) */
    void *(*scratch)(OrgCtx *, size_t bytes); /* [all; foreseeing] O(bytes). Zeroed, 64-byte aligned, the plugin's until run() returns from this call or block; NULL only when out of memory, which fails nothing by itself */

    /* A text in a language ("en", "vi"): a message id of the renderer itself, by the host's catalogue, or what a column NAME_said of
     * data() holds, which is the sentence of the column NAME (a finding, a reason) in English. As it is when the catalogue or
     * the language is not there. */
    const char *(*translate)(OrgCtx *, const char *lang, const char *text); /* [renderer] O(length). Never NULL; "" for NULL */

    /* What breaks the law. breach(): a finding with its measure, known by (item, code, table, row); code: up to 64 lower-case
     * letters, digits and hyphens ("over-cap"); value and limit: finite numbers, in the same unit, whichever side is wrong. It is
     * told when it is new: when it did not stand at the last evaluation of the rule, when its severity rises, or when
     * value moves further from limit; and once more in the last month of the run. A new ORG_VETO undoes the step that has just
     * run; where none has, it is told as a warning. Said twice under one key in a call, the graver counts. row: ORG_NONE, or
     * a row of table. So a rule says in each call all that stands, and gives each thing a code of its own. */
    void (*breach)(OrgCtx *, uint32_t severity, uint32_t table, OrgRow, const char *code, double value, double limit,
                   const char *format, ...) ORG_FORMAT(8, 9); /* [rule] O(length). ORG_NOTE, ORG_WARN or ORG_VETO */
    /* The host keeps what stood at the rule's last evaluation; a step that is undone takes back what it added. standing(): the
     * month since when a breach under this key has stood without a break; now() when it did not. stood(): whether it did, and
     * with which value and limit (each may be NULL, and stays as it is when it did not). */
    OrgMonth (*standing)(OrgCtx *, const char *code, uint32_t table, OrgRow); /* [rule] O(1) */
    bool (*stood)(OrgCtx *, const char *code, uint32_t table, OrgRow, double *value, double *limit); /* [rule] O(1) */

    OrgStatus (*release)(OrgCtx *, const OrgRow *posts, size_t k); /* [operator, process] O(k). A verb: the holder gives the post up; who has no other is surplus in its unit */

    /* Months to come. announce(): these people leave in these months unless something else took them before: the host lets it
     * happen then, and counts it under `series` (of the feature, a flow; or NULL). The months lie after now(), or in the span (from, now]
     * of a call that foresees. Undone with the step. */
    OrgStatus (*announce)(OrgCtx *, const OrgRow *people, const OrgMonth *when, size_t k, const char *reason, const char *series); /* [operator, process; foreseeing] O(k). People who have not left */
    OrgStatus (*wake)(OrgCtx *, OrgMonth); /* [operator, process, rule] O(months asked for). Call this item in that month, after now(), too; undone with the step */

    /* One-off costs: one ledger, from which every output reads. pay(): an act; amounts of these people (who may have left; NULL: of
     * nobody) in whole units of currency(), none negative: a cost once paid never falls. Undone with the step. Their sum counts
     * under `series`, a flow of the feature with ORG_ONE_OFF, which measure() then need not tell. */
    OrgStatus (*pay)(OrgCtx *, const OrgRow *people, const int64_t *amounts, size_t k, const char *series); /* [operator, process, metric] O(k). A metric only in settle(); all that is ever paid stays below 2^53 */
    size_t (*payments)(OrgCtx *, const OrgPayment **first, uint32_t *stride); /* [metric, renderer] O(1); in settle() O(ledger). The ledger so far, in the order paid; in settle(): what this item has paid. stride: bytes from one to the next. Returns how many */
    const char *(*currency)(OrgCtx *); /* [all; foreseeing] O(1). As the scenario says: "VND"; "" if it says none */

    /* More reading. */
    size_t (*vacant)(OrgCtx *, unsigned index, const OrgRow **rows); /* [all; foreseeing] O(k) and a glance at n / 64. Of a set of posts (of all posts when the scenario does not give it): open, vacant, kept for nobody; ascending, a copy. Returns how many */
    size_t (*below)(OrgCtx *, OrgRow unit, const OrgRow **rows); /* [all; foreseeing] O(k). The unit and all open ones below it, each after its parent, a copy; ORG_NONE: the whole forest. Returns how many */
    const OrgRow *(*bosses)(OrgCtx *); /* [all; foreseeing] O(n·d). Of each person: who holds the post that theirs reports to, or one further up; else the head of the unit or above; or ORG_NONE */
    const OrgRow *(*match)(OrgCtx *, OrgCtx *other, uint32_t table); /* [all; foreseeing] O(n). Of each row here: the row of the same id there, or ORG_NONE */
    size_t (*attributes)(OrgCtx *, uint32_t table, const OrgAttributeInfo **first, uint32_t *stride); /* [all; foreseeing] O(k). The columns that the data or a plugin added; stride: bytes from one to the next. Returns how many */
    void (*log)(OrgCtx *, const char *format, ...) ORG_FORMAT(2, 3); /* [all; foreseeing] O(length), nothing when nobody listens. Shown with --debug-plugin only */
    const void *(*extension)(OrgCtx *, const char *name); /* [all; foreseeing] O(1). NULL: not there. "orgsim.draft.…": on trial, may change; "orgsim.…": fixed. "orgsim.draft.run-end": const OrgMonth *, the last month of the run. "orgsim.draft.weights": struct { uint32_t size; const int64_t *(*fte)(OrgCtx *, OrgWord category); } const *: O(units), O(posts) after posts were closed, opened or moved; thousandths of the open posts of a category by unit, a copy; NULL: a failure that sticks */
} OrgHost;

/* ---- chance ------------------------------------------------------------------------------------- */

/* A draw as a pure function of (key, row, draw): the SplitMix64 finaliser (Steele, Lea, Flood 2014) over a
 * Weyl-spaced counter. Fixed for a major version, since it is compiled into plugins; test vectors are in
 * tests/abi. Vectorises in a loop over rows. */
static inline uint64_t
org_chance(uint64_t key, uint64_t row, uint64_t draw)
{
    uint64_t x = key + row * UINT64_C(0x9E3779B97F4A7C15) + draw * UINT64_C(0xD1B54A32D192ED03);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

/* A cheaper draw of 32 bits, for events of a year that are drawn of every person or post: one draw for each (key, stream). The key is
 * mixed whole by the finaliser above, which a compiler does once before a loop; then two rounds of multiplying and shifting, with
 * the constants that Wellons and others found by search (2018), over Weyl-spaced streams. 64 bits of key: with 32 two of 10,000
 * replications would share theirs. Fixed for a major version, with test vectors, like org_chance(); who needs several draws of a
 * row, or finer ones, takes that. An event of probability p is one where the draw lies below p times 2^32. */
static inline uint32_t
org_chance32(uint64_t key, uint32_t stream)
{
    uint64_t k = org_chance(key, 1, 0);
    uint32_t x = (stream * UINT32_C(0x9E3779B1)) ^ (uint32_t) k;
    x = (x ^ (x >> 16)) * UINT32_C(0x21F0AAAD) + (uint32_t) (k >> 32);
    x = (x ^ (x >> 15)) * UINT32_C(0x735A2D97);
    return x ^ (x >> 15);
}

/* A draw as a real in [0, 1). */
static inline double
org_chance_real(uint64_t key, uint64_t row, uint64_t draw)
{
    return (double) (org_chance(key, row, draw) >> 11) * (1.0 / 9007199254740992.0);
}

/* ---- the descriptor ----------------------------------------------------------------------------- */

typedef uint32_t OrgKind;
enum {
    ORG_OPERATOR = 1, /* changes the organisation when a step says so */
    ORG_PROCESS,      /* changes it in the months that its flags say: retirement, resignation, recruitment; measures, too */
    ORG_RULE,         /* reads; warns or vetoes by breach(); finding() cannot veto */
    ORG_METRIC,       /* reads; measures named series */
    ORG_RENDERER      /* reads finished runs; writes charts and reports */
};
enum {
    ORG_USES_CHANCE = 1u << 0,   /* undeclared use is ORG_E_FORBIDDEN */
    ORG_BY_ROWS = 1u << 1,       /* may be called per block of people: touches only people in range() and their
                                    posts; the result does not depend on the blocking */
    ORG_NEEDS_BIRTHS = 1u << 2,  /* needs dates of birth: without them the scenario must state a population */
    ORG_NEEDS_HOLDERS = 1u << 3, /* needs to know which posts are vacant */
    ORG_ASSUMED = 1u << 4,       /* a process or metric whose figures are typed, not simulated */
    /* When a process is called. A call that foresees reads, and announces who leaves when; it changes nothing. */
    ORG_FORESEES_RUN = 1u << 5,  /* once, and for rows that join: may announce any month to the end of the run; no chance */
    ORG_FORESEES_YEAR = 1u << 6, /* at the beginning of a year, and for rows that join: the months of that year */
    ORG_MONTHLY = 1u << 7,
    ORG_YEARLY = 1u << 8,        /* in December */
    ORG_AFTER_STEPS = 1u << 9,   /* with one of the two before: after the steps of the month, not before them */
    ORG_SETTLES = 1u << 10       /* a metric that has settle() */
};

/* A figure that a feature measures. */
enum { ORG_LEVEL = 1, ORG_FLOW }; /* as it stands at a month; what happened in the span of a call: added up wherever it is judged */
enum {
    ORG_PER_UNIT = 1u << 0, /* also measured of units */
    ORG_ONE_OFF = 1u << 1,  /* a cost of the change */
    ORG_RUNNING = 1u << 2,  /* a yearly cost: savings are counted from it */
    ORG_LESS_IS_GOOD = 1u << 3,
    ORG_SHAPE = 1u << 4, /* of the shape of the organisation: span of control, layers; compared beside the layers of units */
    ORG_SPARSE = 1u << 5 /* may be missing where there is nothing to measure. Any other series of a metric, but one with '*', is measured of the whole in each call, as 0 if need be, unless it is paid (ORG_ONE_OFF); and of a unit, when it is measured of it at all, for as long as that is there: a run in which one is missing fails, and so does a yearly cost that is told of some months only */
};
typedef struct {
    const char *name;  /* "severance"; a last '*' stands for a number or word: "posts-in-layer-*" */
    const char *label; /* one line, a message id; its '*' is what stands in the name's place */
    uint32_t kind;     /* ORG_LEVEL or ORG_FLOW */
    uint32_t flags;    /* ORG_PER_UNIT … */
    const char *unit;  /* "money" (the run's currency), "posts", "people", "units", "share", "months", …; NULL: a number */
} OrgSeries;

/* What a renderer reads, and is given, beyond columns and figures. PEOPLE: who people are, that is ids, names and attributes of
 * the table of people, and the findings about each. STORIES: the view "story". */
enum { ORG_READS_PEOPLE = 1u << 0, ORG_READS_STORIES = 1u << 1 };

/* What a plugin says of itself. The host reads it once, checks all of it, and refuses the plugin by a sentence where something is wrong. Everything
 * that it points to is constant and stays as long as the library is loaded. */
typedef struct {
    const char *name;        /* as written in a scenario: "merge"; lower-case letters, digits, hyphens. No other feature of any plugin has it */
    const char *summary;     /* one line, a message id */
    const char *details;     /* Markdown, with the source of the model; may be NULL */
    OrgKind kind;            /* ORG_OPERATOR … */
    uint32_t flags;          /* ORG_USES_CHANCE … */
    const OrgParam *params;  /* n_params of them; their indexes are what integer(), text() … take */
    uint32_t n_params;       /* 0: none, and params may be NULL */
    uint32_t n_series;       /* 0: none, and series may be NULL */
    const OrgSeries *series; /* what measure() may name; another name fails the call */
    OrgStatus (*run)(const OrgHost *, OrgCtx *); /* the feature itself: ORG_OK, or what fail() returned. Never NULL */
    uint32_t views;          /* of a renderer: ORG_READS_…; else 0 */
    uint32_t reserved;       /* 0 */
    OrgStatus (*settle)(const OrgHost *, OrgCtx *); /* with ORG_SETTLES: called in every month of the run, once all of it has happened, to pay() for
                                 what it brought; it reads otherwise. A step that is undone has brought nothing. Else NULL */
    const char *const *words; /* of an operator: what a table of steps calls it, too; NULL-terminated, or NULL. "chuyển giao", or with
                                 the parameter that the column `into` fills: "hợp nhất:into.id". Case does not count */
} OrgFeature;

typedef struct {
    uint32_t size;         /* sizeof(OrgPlugin), as compiled */
    uint32_t abi;          /* ORG_ABI */
    uint32_t feature_size; /* sizeof(OrgFeature): the host strides by it, and by the next two */
    uint32_t param_size;   /* sizeof(OrgParam) */
    const char *id;        /* "merge"; lower-case letters, digits, hyphens. No other plugin has it */
    const char *version;   /* "1.0.0", for people */
    const char *author;    /* for people */
    const char *license;   /* "MIT" */
    const OrgFeature *features; /* n_features of them */
    uint32_t n_features;   /* at least 1 */
    uint32_t series_size;  /* sizeof(OrgSeries) */
    const void *(*extension)(const char *name); /* of the plugin, for the host: NULL, or a function that returns NULL for what it does not know */
} OrgPlugin;

#if defined(__GNUC__)
#define ORG_EXPORT __attribute__((visibility("default")))
#else
#define ORG_EXPORT
#endif

#ifdef __cplusplus
#define ORG_C_LINKAGE extern "C"
#else
#define ORG_C_LINKAGE
#endif

/* ORG_PLUGIN("merge", "1.0.0", "orgsim", "MIT", features); features is an array of OrgFeature. */
#define ORG_PLUGIN(id_, version_, author_, license_, features_)                                               \
    ORG_C_LINKAGE ORG_EXPORT const OrgPlugin *orgsim_plugin_v1(void);                                         \
    const OrgPlugin *orgsim_plugin_v1(void)                                                                   \
    {                                                                                                         \
        static const OrgPlugin plugin = { sizeof(OrgPlugin), ORG_ABI,    sizeof(OrgFeature),                  \
                                          sizeof(OrgParam),  id_,        version_,                            \
                                          author_,           license_,   features_,                           \
                                          (uint32_t) (sizeof(features_) / sizeof((features_)[0])),            \
                                          sizeof(OrgSeries), NULL };                                          \
        return &plugin;                                                                                       \
    }                                                                                                         \
    typedef int orgsim_plugin_needs_semicolon

#ifdef __cplusplus
}
#endif
#endif
