// SPDX-License-Identifier: MIT
/* The organisation in memory: units, posts and people as columns indexed by a dense row number.
 *
 * Reading is direct (org->units.parent[row]). Writing is by the verbs of verbs.h only, or, before a run,
 * by the builders below. No heap object a row: 3,000,000 people are a few arrays. Group posts
 * (assigned, filled) have no ids of their own: a row's id is a word and an ordinal, spelled "word#ordinal". */
#pragma once
#include "../base/dict.h"

/* Every built-in column, generic code (undo, packing, changes, SQL) goes through this list.
 * X(TABLE, member, C type, kind, "name in SQL and changes", initial value).
 * kind: UNIT POST PERSON (a row of that table), WORD, MONTH, CODE (small number), THOUSANDTHS, HUNDREDTHS. */
#define ORG_UNIT_COLUMNS(X)                                                                                   \
    X(UNITS, id, OrgWord, WORD, "id", 0)                                                                      \
    X(UNITS, name, OrgWord, WORD, "name", 0)                                                                  \
    X(UNITS, type, OrgWord, WORD, "type", 0)                                                                  \
    X(UNITS, function, OrgWord, WORD, "function", 0)                                                          \
    X(UNITS, parent, OrgRow, UNIT, "parent", ORG_NONE)                                                        \
    X(UNITS, successor, OrgRow, UNIT, "successor", ORG_NONE)                                                  \
    X(UNITS, opened, OrgMonth, MONTH, "opened", ORG_UNKNOWN)                                                  \
    X(UNITS, closed, OrgMonth, MONTH, "closed", ORG_OPEN)
#define ORG_POST_COLUMNS(X)                                                                                   \
    X(POSTS, id, OrgWord, WORD, "id", 0)                                                                      \
    X(POSTS, ordinal, guint32, CODE, "ordinal", 0)                                                            \
    X(POSTS, title, OrgWord, WORD, "title", 0)                                                                \
    X(POSTS, category, OrgWord, WORD, "category", 0)                                                          \
    X(POSTS, funding, OrgWord, WORD, "funding", 0)                                                            \
    X(POSTS, unit, OrgRow, UNIT, "unit", ORG_NONE)                                                            \
    X(POSTS, holder, OrgRow, PERSON, "holder", ORG_NONE)                                                      \
    X(POSTS, reports_to, OrgRow, POST, "reports_to", ORG_NONE)                                                \
    X(POSTS, opened, OrgMonth, MONTH, "opened", ORG_UNKNOWN)                                                  \
    X(POSTS, closed, OrgMonth, MONTH, "closed", ORG_OPEN)                                                     \
    X(POSTS, fte, guint32, THOUSANDTHS, "fte", 1000)                                                          \
    X(POSTS, coefficient, guint16, HUNDREDTHS, "coefficient", 0)                                              \
    X(POSTS, rank, guint8, CODE, "rank", 0)                                                                   \
    X(POSTS, vacant_since, OrgMonth, MONTH, "vacant_since", ORG_UNKNOWN)                                      \
    X(POSTS, kept_for, OrgRow, PERSON, "kept_for", ORG_NONE)                                                  \
    X(POSTS, stream, guint32, CODE, "stream", 0)
#define ORG_PERSON_COLUMNS(X)                                                                                 \
    X(PEOPLE, id, OrgWord, WORD, "id", 0)                                                                     \
    X(PEOPLE, ordinal, guint32, CODE, "ordinal", 0)                                                           \
    X(PEOPLE, name, OrgWord, WORD, "name", 0)                                                                 \
    X(PEOPLE, unit, OrgRow, UNIT, "unit", ORG_NONE)                                                           \
    X(PEOPLE, post, OrgRow, POST, "post", ORG_NONE)                                                           \
    X(PEOPLE, second, OrgRow, POST, "second", ORG_NONE)                                                       \
    X(PEOPLE, born, OrgMonth, MONTH, "born", ORG_UNKNOWN)                                                     \
    X(PEOPLE, hired, OrgMonth, MONTH, "hired", ORG_UNKNOWN)                                                   \
    X(PEOPLE, since, OrgMonth, MONTH, "since", ORG_UNKNOWN)                                                   \
    X(PEOPLE, reason, OrgWord, WORD, "reason", 0)                                                             \
    X(PEOPLE, sex, guint8, CODE, "sex", 0)                                                                    \
    X(PEOPLE, rating, guint8, CODE, "rating", 0)                                                              \
    X(PEOPLE, state, guint8, CODE, "state", ORG_EMPLOYED)                                                     \
    X(PEOPLE, coefficient, guint16, HUNDREDTHS, "coefficient", 0)                                             \
    X(PEOPLE, stream, guint32, CODE, "stream", 0)

typedef enum {
#define X(T, m, t, k, n, i) ORG_COL_##T##_##m,
    ORG_UNIT_COLUMNS(X) ORG_POST_COLUMNS(X) ORG_PERSON_COLUMNS(X)
#undef X
        ORG_N_COLUMNS,
    ORG_COL_ATTRIBUTE = 64 /* + index of the attribute in its table */
} OrgColumnId;

typedef enum { ORG_K_UNIT, ORG_K_POST, ORG_K_PERSON, ORG_K_WORD, ORG_K_MONTH, ORG_K_CODE, ORG_K_THOUSANDTHS, ORG_K_HUNDREDTHS } OrgColumnKind;

typedef struct {
    guint8 table, width; /* ORG_UNITS …; bytes a cell */
    guint8 is_signed;
    OrgColumnKind kind;
    const char *name;
    gint64 initial;
    gsize offset; /* of the column's pointer in struct Org */
} OrgColumnInfo;
extern const OrgColumnInfo org_columns[ORG_N_COLUMNS];

/* What verbs and readers may come to, whoever asks: acts come from a worker, which may lie. A table of an import may
 * hold more rows than ORG_MAX_ROWS, but no post can then be opened. */
#define ORG_MAX_ROWS (1u << 24)
#define ORG_MAX_ATTRIBUTES 4096u /* of a table */

/* A further column of the input: numbers (NaN = absent) or words (0 = absent), n values, grown with the table. */
typedef struct {
    OrgWord name;
    gboolean is_number;
    double *number; /* one of the two is set */
    OrgWord *word;
} OrgAttribute;

typedef struct {
    guint32 n, capacity;
#define X(T, m, t, k, n, i) t *m;
    ORG_UNIT_COLUMNS(X)
#undef X
    /* Indexes over open rows, kept by the verbs in O(1) a row; not packed, rebuilt. Order is not meaningful. */
    OrgRow *first_child, *next_sibling, *prev_sibling;
    OrgRow *first_post;
    guint32 *n_children, *n_posts, *n_held, *n_idle; /* open children; open posts; of these held; surplus people waiting */
    guint32 *n_heads, *n_deputies;                   /* held posts of these ranks */
    gint64 *fte, *fte_held;                          /* thousandths, over open posts */
} OrgUnitTable;

typedef struct {
    guint32 n, capacity;
#define X(T, m, t, k, n, i) t *m;
    ORG_POST_COLUMNS(X)
#undef X
    OrgRow *next, *prev; /* posts of the same unit */
    guint64 *vacant;     /* a bit a post: open, vacant and kept for nobody; an index like those of units */
} OrgPostTable;

typedef struct {
    guint32 n, capacity;
#define X(T, m, t, k, n, i) t *m;
    ORG_PERSON_COLUMNS(X)
#undef X
} OrgPersonTable;

/* Running totals, kept by the verbs and proved by org_check(). */
typedef struct {
    guint32 units, posts, people, surplus; /* open rows; people: not left; surplus: of these without a post */
    guint64 units_opened, units_closed, posts_opened, posts_closed, joined, left; /* since the organisation was built */
    guint64 posts_closed_vacant; /* of posts_closed: nobody held them */
    guint64 posts_moved; /* how often a post changed its unit, likewise */
    gint64 paid;         /* the sum of the ledger */
} OrgTotals;

typedef struct OrgUndo OrgUndo;
typedef struct OrgReports OrgReports;
typedef struct OrgDotted OrgDotted;
typedef struct OrgJournal OrgJournal;

typedef struct Org {
    OrgDict *dict;
    OrgUnitTable units;
    OrgPostTable posts;
    OrgPersonTable people;
    GArray *attributes[4]; /* by table: OrgAttribute; [0] unused */
    OrgTotals totals;
    GArray *payments; /* OrgPayment: the ledger of one-off costs, in the order paid; series is a word. Not packed: it begins empty */
    OrgMonth month;           /* the date that the columns describe; verbs stamp it */
    gboolean filled_unknown;  /* some posts were given without saying whether they are held */
    gboolean births_unknown;  /* some people have no date of birth */
    guint32 version[ORG_N_COLUMNS]; /* counts writes of a column, for cached selections */
    guint32 attribute_version;
    guint32 undone; /* how often something was undone: rows can be open again, or gone */
    OrgUndo *undo;       /* NULL: nothing is logged (bulk building) */
    OrgJournal *journal; /* NULL: acts are not recorded */
    GHashTable *by_id[4]; /* built when first asked; see org_find */
    gpointer map;         /* one block that columns live in: the mapping of org_unpack, or a copy's own */
    gsize map_size;
    gboolean owns_map;
    guint32 n_second;     /* people who hold a second post: mostly none, and then nobody need be asked */
    guint32 n_kept;       /* posts that are kept for somebody, likewise */
    guint32 n_reports;    /* open posts that report to another, likewise */
    OrgReports *reports;  /* who reports to a post; NULL until that is asked */
    OrgDotted *dotted;    /* who has a second line to a post; likewise */
    /* Who opens posts and lets people join: mixed into the streams of the new rows, so that they do not depend on what
     * other items do. Set before a verb, recorded in its act. opened counts the posts opened since origin was set. */
    guint32 origin, opened;
} Org;

/* ---- making */

Org *org_new(OrgDict *dict, OrgMonth month);       /* empty; takes its own reference to dict */
void org_free(Org *org);
Org *org_copy(const Org *org);                     /* columns, attributes, indexes; no undo log, no journal */
/* A copy of start, as it was made: what verbs have changed in it since comes back, in the memory that it has: the columns that were written;
 * all: every column, also what was written by other ways than verbs. */
void org_reset(Org *copy, const Org *start, gboolean all);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Org, org_free)

/* Builders: append n rows with initial values and return the first. For loading only: no act, no undo, no index.
 * Fill the columns directly, then call org_finish(). */
OrgRow org_add_units(Org *org, guint32 n);
OrgRow org_add_posts(Org *org, guint32 n);
OrgRow org_add_people(Org *org, guint32 n);

/* The attribute of a table, made if new (with absent values); NULL when it exists with the other kind, or when
 * the table has ORG_MAX_ATTRIBUTES. */
OrgAttribute *org_attribute(Org *org, guint table, const char *name, gboolean is_number);
/* The attribute if there, else NULL. */
const OrgAttribute *org_attribute_find(const Org *org, guint table, const char *name);

/* Check all invariants, build the indexes and totals. Call once after building; then the organisation is ready.
 * FALSE with a sentence that names the first broken row. */
gboolean org_finish(Org *org, GError **error);

/* ---- reading */

guint32 org_rows(const Org *org, guint table); /* rows, open and closed */
gboolean org_is_open(const Org *org, guint table, OrgRow row);

/* The id as spelled: "fin", "fin#3" (the third anonymous post of group fin). The pointer lives until the
 * eighth next call of this function in the same thread. Rows without an id are "u12", "p12" or "h12" (row + 1). */
const char *org_id(const Org *org, guint table, OrgRow row);
const char *org_name(const Org *org, guint table, OrgRow row); /* units, people: name; posts: title; "" if none */
/* The row of an id (open or closed) or ORG_NONE. The first call on a table builds a hash: O(n). */
OrgRow org_find(Org *org, guint table, const char *id);

/* Open rows in ascending order, appended to rows (of OrgRow). unit ORG_NONE: the roots. */
void org_children(const Org *org, OrgRow unit, GArray *rows);
void org_posts_of(const Org *org, OrgRow unit, GArray *rows);
guint org_depth(const Org *org, OrgRow unit); /* a root is 1 */
OrgRow org_head_of(const Org *org, OrgRow unit); /* its open post of a head, a held one first, then the first row; or ORG_NONE */
gboolean org_is_under(const Org *org, OrgRow unit, OrgRow ancestor); /* unit == ancestor counts */

/* One cell as a number, by column; used by generic code. */
gint64 org_cell(const Org *org, OrgColumnId column, OrgRow row);
OrgColumnId org_column_by_name(guint table, const char *name); /* ORG_N_COLUMNS if there is none */
/* Whether the verbs derive the column from what else they do: it is undone, packed and hashed, but is no change of its own. */
gboolean org_column_is_derived(OrgColumnId column);

/* ---- checking */

/* All invariants over all rows: tree without cycle, open rows under open rows, at most one holder and both ends
 * agree, no open post reports to a closed one or, over however many, to itself, indexes and totals right. For tests and after loading; O(n). */
gboolean org_check(const Org *org, GError **error);

/* SHA-256 (64 hex digits, owned by the caller) over the packed columns: the same organisation, the same text. */
char *org_hash(const Org *org);

/* ---- packing */

/* The whole organisation with its dictionary as one block: what a worker maps. */
gsize org_pack_size(const Org *org);
void org_pack(const Org *org, void *block); /* block: org_pack_size() bytes, zeroed or not */
/* Take a block apart again. Columns that runs rarely write stay in the block, which must then live and be writable
 * (private mapping) until org_free; the others are copied. Every length and word is checked: the block is not trusted.
 * With dict, words are interned there (several organisations in one dictionary); else a new dictionary is made. */
Org *org_unpack(void *block, gsize size, OrgDict *dict, GError **error);

/* "unit", "post" or "person" of a table, a message to stand in another. */
const char *org_table_noun(guint table);
#define ORG_ERROR (org_error_quark())
GQuark org_error_quark(void);
/* Codes are the OrgStatus values. */
