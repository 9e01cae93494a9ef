// SPDX-License-Identifier: MIT
/* Inside the host table: what a call's context is made of. Shared by ctx*.c only. */
#pragma once
#include "arena.h"
#include "ctx.h"
#include "members.h"

#define ORG_BLOCK_ROWS 16384 /* people rows of one ORG_BY_ROWS block: its columns stay in the second-level cache */

/* What a set or table parameter came to, kept for the call. */
typedef struct {
    gboolean known;
    const OrgRow *rows; /* ascending */
    gsize n;
    const OrgTable *table;
} OrgRowSet;

/* One organisation as a plugin sees it. The handle given to plugins; a view's address never changes while a call runs. */
struct OrgCtx {
    OrgCaller *caller;
    Org *org;
    gboolean owns_org;
    OrgLive *live;  /* made when a set is first written in SQL */
    OrgUnits units; /* as handed out; filled again after growth */
    OrgPosts posts;
    OrgPeople people;
    GArray *weights; /* ctx-weights.c; NULL: nobody asked */
    GArray *sets;    /* OrgRowSet, one for each parameter of the feature; flags cleared at each call */
    guint in_call;   /* number of the call that `sets` belongs to */
};

/* What was measured of a unit under a name: summed over the blocks of an ORG_BY_ROWS call, and over the payments of any. */
typedef struct {
    char *series; /* in the call's arena */
    OrgRow unit;
    double value;
    OrgRow block; /* first row of the block that measured it last: once a block */
} OrgMeasured;

struct OrgCall {
    OrgCallSpec *spec; /* NULL between calls */
    const OrgFeature *feature;
    const OrgValueInfo *values;
    const char *plugin;
    OrgCtx *primary; /* the organisation that the call is about */
    guint number;
    OrgRow first, end; /* people rows of this block */
    gboolean by_rows;
    OrgStatus status; /* the first failure; ORG_OK so far */
    char *message;    /* its sentence */
    guint n_findings; /* said in this call, breaches among them */
    double carried;
    OrgArena block;          /* scratch(), copies of rows and texts: until run() returns */
    OrgArena lasting;        /* sets and tables: until the whole call is over */
    GPtrArray *measured;     /* OrgMeasured * in the order first measured; NULL until one is */
    GHashTable *measured_of; /* the same, for finding them */
    gint32 key_year;         /* of the last key made: a process asks for the same one in each block */
    guint64 key;
    gboolean key_known;
};

struct OrgCaller {
    const OrgPlan *plan;
    struct OrgCall call;
    OrgCtx *main;
    GPtrArray *baselines; /* OrgCtx *, by plan index; NULL where none; [0] is the start and always there */
    OrgCtx *before;       /* the organisation before the step; made when asked, shared by the rules after one step */
    OrgMark before_mark;  /* where it was copied */
    GPtrArray *times;     /* renderers: OrgCtx * of runs at a month, freed after the call */
    GArray *list;         /* OrgRow, reused */
};

OrgCtx *org_ctx_new(OrgCaller *caller, Org *org);
void org_ctx_free(OrgCtx *ctx);
void org_ctx_refresh(OrgCtx *ctx);  /* fill units, posts, people */
OrgLive *org_ctx_live(OrgCtx *ctx); /* NULL: failed, the failure sticks */
OrgRowSet *org_ctx_kept(OrgCtx *ctx, unsigned param);
static inline OrgCall *
org_ctx_call(OrgCtx *ctx)
{
    return &ctx->caller->call;
}

/* ctx-weights.c: extension "orgsim.draft.weights" (plugin.h) */
typedef struct {
    guint32 size;
    const int64_t *(*fte)(OrgCtx *, OrgWord category);
} OrgHostWeights;
extern const OrgHostWeights org_host_weights;
/* ctx-pay.c: extension "orgsim.draft.paid": what the ledger says was paid in months from first to last, both inclusive, whoever paid
 * it; so that a rule may keep to a ceiling. O(payments from first on). */
typedef struct {
    uint32_t size;
    int64_t (*paid)(OrgCtx *, OrgMonth first, OrgMonth last);
} OrgHostPaid;
extern const OrgHostPaid org_host_paid;

/* The call that runs, for ctx-crash.c; NULL: none does any more. */
void org_call_begun(const OrgCall *call);
/* Remember the first failure and return it. Later ones change nothing. */
OrgStatus org_ctx_fail(OrgCtx *ctx, OrgStatus status, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same with what another part said, "reader(): sentence". Takes error. */
OrgStatus org_ctx_fail_error(OrgCtx *ctx, const char *reader, GError *error);
/* Whether a plugin's sentence can be made of it; else a failure that sticks. */
gboolean org_ctx_format_ok(OrgCtx *ctx, const char *member, const char *format);
/* A plugin's sentence, owned by the caller; NULL, and a failure that sticks, when its format is none. */
OrgMessage *org_ctx_message(OrgCtx *ctx, const char *member, const char *format, va_list args);
/* "file:line:column: key" of a parameter where it is written, else "key". In the call's arena. */
const char *org_ctx_param_location(OrgCtx *ctx, unsigned param);
/* The parameter's value if it has one of the types (a mask of 1 << ORG_…), else NULL and a failure that sticks. */
const OrgValueInfo *org_ctx_value(OrgCtx *ctx, unsigned param, guint32 types, const char *reader);
/* Whether the call may use the member of the host table (members.h); else a failure that sticks. */
gboolean org_ctx_may(OrgCtx *ctx, OrgMember member);
/* The same for what is said of the organisation of the call, not of a view. */
gboolean org_ctx_may_say(OrgCtx *ctx, OrgMember member);
/* Whether a renderer may ask who people are (ORG_READS_PEOPLE); of other tables and features TRUE. Else a failure that sticks. */
gboolean org_ctx_sees(OrgCtx *ctx, guint table, const char *member);
/* Count one more finding; FALSE, and a failure that sticks, when they are too many. */
gboolean org_ctx_one_more(OrgCtx *ctx, const char *member);
gboolean org_ctx_row_ok(OrgCtx *ctx, guint table, OrgRow row, const char *reader);
/* Row of an id in ctx; ORG_NONE and a failure that names the nearest id. closed_ok: a closed row will do. */
OrgRow org_ctx_resolve(OrgCtx *ctx, guint table, const char *id, const char *location, gboolean closed_ok);
/* What names the item among others, for the streams of rows that it opens (Org.origin): no seed, no replication, no year. */
guint32 org_ctx_origin(const OrgCall *call);
/* The series that the feature declares under a name; NULL and a failure that sticks when there is none. */
const OrgSeries *org_ctx_series(OrgCtx *ctx, OrgMember member, const char *name);
/* Add to what the call tells of a series once it is over. */
void org_ctx_add_up(OrgCtx *ctx, const char *series, OrgRow unit, double value);
/* Whether this call may change this organisation by this member; else a failure that sticks. */
OrgStatus org_ctx_allow_write(OrgCtx *ctx, OrgMember member);
void org_ctx_flush_measured(OrgCall *call, gboolean keep); /* forget what was measured, to the sink first if keep */

/* The members of OrgHost, by file. */
int64_t org_host_integer(OrgCtx *, unsigned);
double org_host_real(OrgCtx *, unsigned);
const char *org_host_text(OrgCtx *, unsigned);
bool org_host_given(OrgCtx *, unsigned);
bool org_host_relative(OrgCtx *, unsigned);
const OrgTable *org_host_table(OrgCtx *, unsigned);
size_t org_host_rows(OrgCtx *, unsigned, const OrgRow **);

const OrgUnits *org_host_units(OrgCtx *);
const OrgPosts *org_host_posts(OrgCtx *);
const OrgPeople *org_host_people(OrgCtx *);
size_t org_host_children(OrgCtx *, OrgRow, const OrgRow **);
size_t org_host_posts_of(OrgCtx *, OrgRow, const OrgRow **);
OrgRow org_host_find(OrgCtx *, uint32_t, const char *);
const char *org_host_id(OrgCtx *, uint32_t, OrgRow);
const char *org_host_name(OrgCtx *, uint32_t, OrgRow);
const double *org_host_numbers(OrgCtx *, uint32_t, const char *);
const OrgWord *org_host_words(OrgCtx *, uint32_t, const char *);
OrgWord org_host_word(OrgCtx *, const char *);
const char *org_host_spell(OrgCtx *, OrgWord);
OrgMonth org_host_from(OrgCtx *);
OrgMonth org_host_now(OrgCtx *);
void org_host_window(OrgCtx *, OrgMonth *, OrgMonth *);
OrgCtx *org_host_before(OrgCtx *);
OrgCtx *org_host_baseline(OrgCtx *, const char *);
void org_host_range(OrgCtx *, OrgRow *, OrgRow *);
void *org_host_scratch(OrgCtx *, size_t);
size_t org_host_vacant(OrgCtx *, unsigned, const OrgRow **);
size_t org_host_below(OrgCtx *, OrgRow, const OrgRow **);
const OrgRow *org_host_bosses(OrgCtx *);
const OrgRow *org_host_match(OrgCtx *, OrgCtx *, uint32_t);
size_t org_host_attributes(OrgCtx *, uint32_t, const OrgAttributeInfo **, uint32_t *);
const void *org_host_extension(OrgCtx *, const char *);
const char *org_host_translate(OrgCtx *, const char *, const char *);
uint64_t org_host_key(OrgCtx *, int32_t);

OrgRow org_host_open_unit(OrgCtx *, OrgRow, OrgWord, const char *, const char *);
OrgStatus org_host_rename_unit(OrgCtx *, OrgRow, const char *);
OrgStatus org_host_move_unit(OrgCtx *, OrgRow, OrgRow);
OrgStatus org_host_close_unit(OrgCtx *, OrgRow, OrgRow);
OrgStatus org_host_open_posts(OrgCtx *, OrgRow, OrgRow, uint32_t, OrgRow *);
OrgStatus org_host_move_posts(OrgCtx *, const OrgRow *, size_t, OrgRow);
OrgStatus org_host_close_posts(OrgCtx *, const OrgRow *, size_t);
OrgStatus org_host_set(OrgCtx *, uint32_t, const OrgRow *, const int64_t *, size_t);
OrgStatus org_host_set_numbers(OrgCtx *, uint32_t, const char *, const OrgRow *, const double *, size_t);
OrgStatus org_host_set_words(OrgCtx *, uint32_t, const char *, const OrgRow *, const OrgWord *, size_t);
OrgStatus org_host_place(OrgCtx *, const OrgRow *, const OrgRow *, size_t, bool);
OrgStatus org_host_leave(OrgCtx *, const OrgRow *, const OrgMonth *, size_t, const char *);
OrgStatus org_host_join(OrgCtx *, const OrgJoiner *, size_t, uint32_t, OrgRow *);
void org_host_because(OrgCtx *, const char *, ...);
OrgStatus org_host_release(OrgCtx *, const OrgRow *, size_t);
OrgStatus org_host_announce(OrgCtx *, const OrgRow *, const OrgMonth *, size_t, const char *, const char *);
OrgStatus org_host_wake(OrgCtx *, OrgMonth);
OrgStatus org_host_pay(OrgCtx *, const OrgRow *, const int64_t *, size_t, const char *);
size_t org_host_payments(OrgCtx *, const OrgPayment **, uint32_t *);
const char *org_host_currency(OrgCtx *);

void org_host_measure(OrgCtx *, const char *, OrgRow, double);
void org_host_finding(OrgCtx *, uint32_t, uint32_t, OrgRow, const char *, ...);
void org_host_breach(OrgCtx *, uint32_t, uint32_t, OrgRow, const char *, double, double, const char *, ...);
OrgMonth org_host_standing(OrgCtx *, const char *, uint32_t, OrgRow);
bool org_host_stood(OrgCtx *, const char *, uint32_t, OrgRow, double *, double *);
OrgStatus org_host_fail(OrgCtx *, OrgStatus, const char *, ...);
bool org_host_progress(OrgCtx *, double);
void org_host_log(OrgCtx *, const char *, ...);
double org_host_carried(OrgCtx *);
void org_host_carry(OrgCtx *, double);

size_t org_host_runs(OrgCtx *);
OrgCtx *org_host_at(OrgCtx *, size_t, OrgMonth);
const OrgTable *org_host_data(OrgCtx *, const char *);
OrgStatus org_host_output(OrgCtx *, const char *, const char *, const void *, size_t);
