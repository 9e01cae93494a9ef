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
 * C99 and C++11 clean. Nothing is frozen yet; from the first release on it is append-only within a major
 * version: members are only ever added at the end of a struct, and `size` or a stride tells how much of it is
 * there. So that a size tells every member, no struct ends in padding (tests/abi).
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
#define ORG_ABI_MINOR 0 /* a plugin opts in to newer members by defining this before the include */
#endif
#define ORG_ABI ((uint32_t) ORG_ABI_MAJOR << 16 | ORG_ABI_MINOR)

/* ---- values ------------------------------------------------------------------------------------- */

typedef uint32_t OrgRow; /* a row of a table below; rows never move or vanish in a run */
#define ORG_NONE UINT32_MAX
typedef int32_t OrgMonth;     /* year * 12 + month - 1: 2021-01 is 24252 */
#define ORG_OPEN INT32_MAX    /* not ended */
#define ORG_UNKNOWN INT32_MIN /* not known */
#define ORG_MONTH(year, month) ((OrgMonth) ((year) *12 + (month) -1))
typedef uint32_t OrgWord; /* a word of the run's dictionary; 0 is "no word" */
typedef int32_t OrgStatus;
enum { ORG_OK = 0, ORG_E_FAILED = -1, ORG_E_NOT_FOUND = -2, ORG_E_INVALID = -3, ORG_E_FORBIDDEN = -4 };
#if defined(__GNUC__)
#define ORG_FORMAT(format_, first_) __attribute__((format(printf, format_, first_)))
#else
#define ORG_FORMAT(format_, first_)
#endif
typedef struct OrgCtx OrgCtx; /* one call, or a read-only view of the organisation at another time */

enum { ORG_UNITS = 1, ORG_POSTS, ORG_PEOPLE };       /* tables */
enum { ORG_HEAD = 1, ORG_DEPUTY, ORG_STAFF };        /* rank of a post; 0 unknown */
enum { ORG_EMPLOYED = 1, ORG_SURPLUS, ORG_LEFT };    /* state of a person */
enum { ORG_FEMALE = 1, ORG_MALE };                   /* 0 unknown */

/* The organisation as columns; column[i] describes row i, 0 <= i < n. Valid for the whole call and showing
 * the verbs' effects. Only open_unit, open_posts and join may move the columns: fetch again after those.
 * A row is open while closed == ORG_OPEN (units, posts) or state != ORG_LEFT (people). */
typedef struct {
    uint32_t size, n;
    const OrgRow *parent;    /* ORG_NONE for a root */
    const OrgRow *successor; /* of a closed unit: the unit that took over, or ORG_NONE */
    const OrgWord *type, *function;
    const OrgMonth *opened, *closed; /* opened: ORG_UNKNOWN when it stood before the data */
    const uint32_t *n_posts, *n_held; /* open posts of the unit itself; of these held. Kept by the verbs: no pass over posts */
    const int64_t *fte, *fte_held;    /* their weight in thousandths */
    const uint32_t *n_heads, *n_deputies; /* held posts of these ranks */
} OrgUnits;

typedef struct {
    uint32_t size, n;
    const OrgRow *unit;
    const OrgRow *holder;     /* person, or ORG_NONE: vacant */
    const OrgRow *reports_to; /* post, or ORG_NONE */
    const uint8_t *rank;
    const OrgWord *title, *category, *funding; /* category: civil-servant, public-employee, contract; funding: state, own */
    const uint16_t *coefficient;               /* salary coefficient in hundredths, allowance included; 0 unknown */
    const uint32_t *fte;                       /* weight of the post in thousandths; 1000 is one full post */
    const OrgMonth *opened, *closed;
    const OrgMonth *vacant_since; /* ORG_UNKNOWN: held, or vacant before the data */
    const OrgRow *kept_for;       /* a person for whom the vacant post is kept (rotation, maternity), or ORG_NONE; no one else is placed there */
    const uint32_t *stream;       /* for chance: a row keeps its own, whatever else is opened or joins */
    uint64_t n_moved;             /* how often a post changed its unit so far; only grows */
} OrgPosts;

typedef struct {
    uint32_t size, n;
    const OrgRow *unit;               /* the unit of the post, or where a surplus person waits */
    const OrgRow *post;               /* ORG_NONE: no post */
    const OrgRow *second;             /* a second post held by the same person, or ORG_NONE */
    const OrgMonth *born, *hired;     /* ORG_UNKNOWN where not known */
    const OrgMonth *since;            /* since when the person is in the state */
    const uint8_t *sex, *rating, *state; /* rating: 0 unknown, 1 (worst) to 5 (best) */
    const uint16_t *coefficient;      /* salary coefficient in hundredths that the person has themselves, also while surplus; 0: that of the post */
    const uint32_t *stream;           /* for chance, not the row: from the post, the month and the item, so that other hires do not change it */
} OrgPeople;

/* ---- parameters --------------------------------------------------------------------------------- */

/* Typed parameters: the host parses, range-checks, documents and offers them to editors. */
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
    const char *key;     /* as written in a scenario: lower-case, underscores; "into.id" is the key id inside into: */
    const char *summary; /* one line, a message id */
    const char *unit;    /* of the value, for people: "months", "VND", NULL */
    OrgType type;
    const char *fallback;       /* spelled as in a scenario; "" = empty set, text or table; NULL = required */
    double min, max;            /* of a number; both 0: unbounded */
    const char *const *choices; /* NULL-terminated. ORG_CHOICE: its values; ORG_TEXT: what may stand in it, with commas between, or NULL */
    const char *columns;        /* ORG_TABLE: "age:int,rate:real,unit:unit,name:text,month:date"; a '?' after the type: optional; a last "*": others are let be */
} OrgParam;

/* A column of a table parameter. number: int, real, date (OrgMonth), unit (row; ORG_NONE as -1); NaN = absent.
 * text: only for text columns, NULL = absent. */
typedef struct {
    const char *name;
    OrgType type;
    const double *number;
    const char *const *text;
} OrgColumn;

typedef struct {
    uint32_t size, stride; /* stride: bytes from one OrgColumn to the next */
    size_t rows, n_columns;
    const void *first; /* the first OrgColumn; read by org_column(), for the stride may grow */
} OrgTable;

static inline const OrgColumn *
org_column(const OrgTable *table, size_t index)
{
    return (const OrgColumn *) (const void *) ((const char *) table->first + index * table->stride);
}

/* A person who joins. size: sizeof(OrgJoiner), of what is filled. join() takes any stride from 20 on that is a multiple of 4. */
typedef struct {
    uint32_t size;
    OrgRow post; /* vacant and open */
    OrgMonth born, hired;
    uint8_t sex, rating, reserved[2]; /* rating: 0 unknown, 1 to 5; reserved: 0 */
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
    const char *name;
    uint32_t is_number, reserved; /* is_number: read by numbers(); else by words() */
} OrgAttributeInfo;

/* An entry of the ledger of one-off costs. */
typedef struct {
    OrgRow person; /* ORG_NONE: of nobody */
    uint32_t item; /* who paid: a number of the scenario's items */
    OrgMonth month;
    OrgWord series;
    int64_t amount; /* in whole units of currency(), above 0 */
} OrgPayment;

/* ---- the host ----------------------------------------------------------------------------------- */

/* A tag says which kinds of features may call a member, and after ';' that a call that foresees may, too: [all; foreseeing],
 * [operator, process]. Who calls what is not theirs makes the call fail with a sentence that says so. */
typedef struct OrgHost {
    uint32_t size, abi;

    /* Parameters, by index in the feature's table. A wrong index or type makes the call fail (sticky). */
    int64_t (*integer)(OrgCtx *, unsigned);              /* [all; foreseeing] */
    double (*real)(OrgCtx *, unsigned);                  /* [all; foreseeing] */
    const char *(*text)(OrgCtx *, unsigned);             /* [all; foreseeing] never NULL */
    size_t (*rows)(OrgCtx *, unsigned, const OrgRow **); /* [all; foreseeing] ascending open rows; also on a view, judged there */
    const OrgTable *(*table)(OrgCtx *, unsigned);        /* [all; foreseeing] */
    bool (*given)(OrgCtx *, unsigned);                   /* [all; foreseeing] the scenario wrote it (not the fallback) */
    bool (*relative)(OrgCtx *, unsigned);                /* [all; foreseeing] ORG_AMOUNT: written as a percentage */

    /* Reading. Pointers live for the call. */
    const OrgUnits *(*units)(OrgCtx *);   /* [all; foreseeing] */
    const OrgPosts *(*posts)(OrgCtx *);   /* [all; foreseeing] */
    const OrgPeople *(*people)(OrgCtx *); /* [all; foreseeing] */
    size_t (*children)(OrgCtx *, OrgRow unit, const OrgRow **); /* [all; foreseeing] open rows, ascending, a copy for the call; ORG_NONE: the roots */
    size_t (*posts_of)(OrgCtx *, OrgRow unit, const OrgRow **); /* [all; foreseeing] open rows, ascending, a copy for the call */
    OrgRow (*find)(OrgCtx *, uint32_t table, const char *id);   /* [all; foreseeing] open or closed; ORG_NONE if there is none */
    const char *(*id)(OrgCtx *, uint32_t table, OrgRow);        /* [all; foreseeing] */
    const char *(*name)(OrgCtx *, uint32_t table, OrgRow);      /* [all; foreseeing] units and people: name; posts: title; "" if none */
    const double *(*numbers)(OrgCtx *, uint32_t table, const char *attribute); /* [all; foreseeing] n values, NaN = absent; NULL: no such column */
    const OrgWord *(*words)(OrgCtx *, uint32_t table, const char *attribute);  /* [all; foreseeing] n values; NULL: no such column */
    OrgWord (*word)(OrgCtx *, const char *); /* [all; foreseeing] the word of a text, made if new; 0 for "" */
    const char *(*spell)(OrgCtx *, OrgWord); /* [all; foreseeing] "" for 0 */
    OrgMonth (*from)(OrgCtx *);              /* [all; foreseeing] the last month before the span of this call */
    OrgMonth (*now)(OrgCtx *);               /* [all; foreseeing] the last month of the span */
    void (*window)(OrgCtx *, OrgMonth *first, OrgMonth *last); /* [operator] of this step: where it fell due, and the last month that `over:` allows */
    OrgCtx *(*before)(OrgCtx *);                         /* [rule] the organisation before this step; NULL when no step ran */
    OrgCtx *(*baseline)(OrgCtx *, const char *name);     /* [all; foreseeing] NULL: no organisation under that name; "start" always is one */
    void (*range)(OrgCtx *, OrgRow *first, OrgRow *end); /* [all; foreseeing] the people rows of this call: a block of ORG_BY_ROWS, those who joined; else all */

    /* The verbs. Each is checked, recorded as one act with a reason, and undone if an operator's call fails; a process that fails
     * ends the run. After the first failure later verbs do nothing and return the first error. Arrays and texts are taken as
     * they are when the verb is called, so they may be the host's own columns and texts. */
    OrgRow (*open_unit)(OrgCtx *, OrgRow parent, OrgWord type, const char *id, const char *name); /* [operator, process] id "": one is made; ORG_NONE on failure */
    OrgStatus (*rename_unit)(OrgCtx *, OrgRow, const char *name); /* [operator, process] */
    OrgStatus (*move_unit)(OrgCtx *, OrgRow, OrgRow parent);      /* [operator, process] */
    OrgStatus (*close_unit)(OrgCtx *, OrgRow, OrgRow successor);  /* [operator, process] must be empty of open posts and children; people waiting there move on */
    OrgStatus (*open_posts)(OrgCtx *, OrgRow like, OrgRow unit, uint32_t n, OrgRow *first); /* [operator, process] vacant copies of `like`, attributes too: rows first … first+n-1; like ORG_NONE: one full post, all else absent */
    OrgStatus (*move_posts)(OrgCtx *, const OrgRow *, size_t, OrgRow unit); /* [operator, process] holders go along */
    OrgStatus (*close_posts)(OrgCtx *, const OrgRow *, size_t);             /* [operator, process] a holder becomes surplus; who reported to one reports to the next one up, else to the head of the unit */
    OrgStatus (*set)(OrgCtx *, uint32_t field, const OrgRow *, const int64_t *, size_t); /* [operator, process] */
    OrgStatus (*set_numbers)(OrgCtx *, uint32_t table, const char *attribute, const OrgRow *, const double *, size_t); /* [operator, process] */
    OrgStatus (*set_words)(OrgCtx *, uint32_t table, const char *attribute, const OrgRow *, const OrgWord *, size_t); /* [operator, process] */
    OrgStatus (*place)(OrgCtx *, const OrgRow *people, const OrgRow *posts, size_t, bool second); /* [operator, process] into posts that are vacant, or given up by another of these people in this call; the post held before falls vacant unless second */
    OrgStatus (*leave)(OrgCtx *, const OrgRow *people, const OrgMonth *when, size_t, const char *reason); /* [operator, process] when within (from, now] */
    OrgStatus (*join)(OrgCtx *, const OrgJoiner *, size_t, uint32_t stride, OrgRow *first); /* [operator, process] rows first … first+n-1 */
    void (*because)(OrgCtx *, const char *format, ...) ORG_FORMAT(2, 3); /* [operator, process] the reason of the acts that follow in this call */

    /* Saying. A format is a message id: a whole English sentence, kept apart from its arguments, so that it is said in the
     * reader's language when it is read. %s %d %u %ld %g %.1f %% only; a text such as 2025-07 that stands by itself is a month. */
    void (*measure)(OrgCtx *, const char *series, OrgRow unit_or_none, double value); /* [operator, process, metric] ORG_BY_ROWS: added up over the blocks */
    void (*finding)(OrgCtx *, uint32_t severity, uint32_t table, OrgRow, const char *format, ...) ORG_FORMAT(5, 6); /* [operator, process, rule, metric] ORG_NOTE or ORG_WARN */
    OrgStatus (*fail)(OrgCtx *, OrgStatus, const char *format, ...) ORG_FORMAT(3, 4); /* [all; foreseeing] returns the status given */
    bool (*progress)(OrgCtx *, double part); /* [all; foreseeing] false: return now */

    /* A number that an item carries from one call to its next: of a step, what is left to do in the window of its `over:` (0 in
     * the first month; a call that stands and carries 0 ends the window, and what is carried in its last month was not done); of a
     * process, in the run. Restored when the step is undone. */
    double (*carried)(OrgCtx *);     /* [operator, process] */
    void (*carry)(OrgCtx *, double); /* [operator, process] */

    /* Renderers: runs, the organisation of a run at a month, the tables of what runs hold by name, outputs. */
    size_t (*runs)(OrgCtx *);                      /* [renderer] */
    OrgCtx *(*at)(OrgCtx *, size_t run, OrgMonth); /* [renderer] ORG_UNKNOWN: the start; ORG_OPEN: the end; same rows at all times of a run */
    const OrgTable *(*data)(OrgCtx *, const char *table); /* [renderer] "run", "series", "target", "finding", "item", "step", "input", "plugin", "fate", "story", "type": one table over all runs (graphs/README.md); NULL if unknown */
    OrgStatus (*output)(OrgCtx *, const char *name, const char *media_type, const void *, size_t); /* [renderer] */

    /* Chance and memory. */
    uint64_t (*key)(OrgCtx *, int32_t year); /* [all; foreseeing] for org_chance(); needs ORG_USES_CHANCE */
    void *(*scratch)(OrgCtx *, size_t);      /* [all; foreseeing] zeroed, 64-byte aligned, freed when the call returns; NULL only when out of memory */

    /* A text in a language ("en", "vi"): a message id of the renderer itself, by the host's catalogue, or what a column NAME_said of
     * data() holds, which is the sentence of the column NAME (a finding, a reason) in English. As it is when the catalogue or
     * the language is not there. Lives for the call. */
    const char *(*translate)(OrgCtx *, const char *lang, const char *text); /* [renderer] */

    /* What breaks the law. breach(): a finding with its measure, known by (item, code, table, row); code: up to 64 lower-case
     * letters, digits and hyphens ("over-cap"); value and limit: finite numbers, in the same unit, whichever side is wrong. It is
     * told when it is new: when it did not stand at the last evaluation of the rule, when its severity rises, or when
     * value moves further from limit; and once more in the last month of the run. A new ORG_VETO undoes the step that has just
     * run; where none has, it is told as a warning. Said twice under one key in a call, the graver counts. row: ORG_NONE, or
     * a row of table. So a rule says in each call all that stands, and gives each thing a code of its own. */
    void (*breach)(OrgCtx *, uint32_t severity, uint32_t table, OrgRow, const char *code, double value, double limit,
                   const char *format, ...) ORG_FORMAT(8, 9); /* [rule] */
    /* The host keeps what stood at the rule's last evaluation; a step that is undone takes back what it added. standing(): the
     * month since when a breach under this key has stood without a break; now() when it did not. stood(): whether it did, and
     * with which value and limit (each may be NULL, and stays as it is when it did not). */
    OrgMonth (*standing)(OrgCtx *, const char *code, uint32_t table, OrgRow); /* [rule] */
    bool (*stood)(OrgCtx *, const char *code, uint32_t table, OrgRow, double *value, double *limit); /* [rule] */

    OrgStatus (*release)(OrgCtx *, const OrgRow *posts, size_t); /* [operator, process] a verb: the holder gives the post up; who has no other is surplus in its unit */

    /* Months to come. announce(): these people leave in these months unless something else took them before: the host lets it
     * happen then, and counts it under `series` (of the feature, a flow; or NULL). The months lie after now(), or in the span (from, now]
     * of a call that foresees. Undone with the step. */
    OrgStatus (*announce)(OrgCtx *, const OrgRow *people, const OrgMonth *when, size_t, const char *reason, const char *series); /* [operator, process; foreseeing] */
    OrgStatus (*wake)(OrgCtx *, OrgMonth); /* [operator, process, rule] call this item in that month, after now(), too; undone with the step */

    /* One-off costs: one ledger, from which every output reads. pay(): an act; amounts of these people (who may have left; NULL: of
     * nobody) in whole units of currency(), none negative: a cost once paid never falls. Undone with the step. Their sum counts
     * under `series`, a flow of the feature with ORG_ONE_OFF, which measure() then need not tell. */
    OrgStatus (*pay)(OrgCtx *, const OrgRow *people, const int64_t *amounts, size_t, const char *series); /* [operator, process, metric] a metric only in settle() */
    size_t (*payments)(OrgCtx *, const OrgPayment **, uint32_t *stride); /* [metric, renderer] the ledger so far, in the order paid; in settle(): what this item has paid */
    const char *(*currency)(OrgCtx *); /* [all; foreseeing] as the scenario says: "VND"; "" if it says none */

    /* More reading. Copies for the call. */
    size_t (*vacant)(OrgCtx *, unsigned, const OrgRow **); /* [all; foreseeing] of a set of posts (of all posts when the scenario does not give it): open, vacant, kept for nobody; ascending. O(result) */
    size_t (*below)(OrgCtx *, OrgRow unit, const OrgRow **); /* [all; foreseeing] the unit and all open ones below it, each after its parent; ORG_NONE: the whole forest. O(result) */
    const OrgRow *(*bosses)(OrgCtx *); /* [all; foreseeing] of each person: who holds the post that theirs reports to, or one further up; else the head of the unit or above; or ORG_NONE */
    const OrgRow *(*match)(OrgCtx *, OrgCtx *other, uint32_t table); /* [all; foreseeing] of each row here: the row of the same id there, or ORG_NONE */
    size_t (*attributes)(OrgCtx *, uint32_t table, const OrgAttributeInfo **, uint32_t *stride); /* [all; foreseeing] the columns that the data or a plugin added */
    void (*log)(OrgCtx *, const char *format, ...) ORG_FORMAT(2, 3); /* [all; foreseeing] shown with --debug-plugin only */
    const void *(*extension)(OrgCtx *, const char *name); /* [all; foreseeing] NULL: not there. "orgsim.draft.…": on trial, may change; "orgsim.…": fixed. "orgsim.draft.run-end": const OrgMonth *, the last month of the run */
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
    uint32_t kind, flags;
    const char *unit; /* "money" (the run's currency), "posts", "people", "units", "share", "months", …; NULL: a number */
} OrgSeries;

/* What a renderer reads, and is given, beyond columns and figures. PEOPLE: who people are, that is ids, names and attributes of
 * the table of people, and the findings about each. STORIES: the view "story". */
enum { ORG_READS_PEOPLE = 1u << 0, ORG_READS_STORIES = 1u << 1 };

typedef struct {
    const char *name;    /* as written in a scenario: "merge" */
    const char *summary; /* one line, a message id */
    const char *details; /* Markdown, with the source of the model; may be NULL */
    OrgKind kind;
    uint32_t flags;
    const OrgParam *params;
    uint32_t n_params, n_series;
    const OrgSeries *series; /* what measure() may name; another name fails the call */
    OrgStatus (*run)(const OrgHost *, OrgCtx *); /* ORG_OK, or what fail() returned */
    uint32_t views, reserved;                    /* views: of a renderer, ORG_READS_…; reserved: 0 */
    /* With ORG_SETTLES: called in every month of the run, once all of it has happened, to pay() for what it brought; it reads
     * otherwise. A step that is undone has brought nothing. Else NULL. */
    OrgStatus (*settle)(const OrgHost *, OrgCtx *);
    const char *const *words; /* of an operator: what a table of steps calls it, too; NULL-terminated, or NULL. "chuyển giao", or with
                                 the parameter that the column `into` fills: "hợp nhất:into.id". Case does not count */
} OrgFeature;

typedef struct {
    uint32_t size, abi, feature_size, param_size; /* as compiled: the host strides by these */
    const char *id, *version, *author, *license;
    const OrgFeature *features;
    uint32_t n_features, series_size;
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
