// SPDX-License-Identifier: MIT
/* transfer (chuyển giao): units move under another unit, or posts move between units with their holders. */
#include "../common/call.h"
#include "../common/reports.h"

#include <math.h>
#include <stdlib.h>

enum { P_UNITS, P_POSTS, P_TO, P_AMOUNT, P_ORDER, P_LEADERS, N_PARAMS };
enum { ORDER_LISTED, ORDER_VACANT, ORDER_HELD, ORDER_JUNIOR, ORDER_SENIORITY };

static const char *const orders[] = { "as-listed", "vacant-first", "held-first", "junior-first", "seniority", NULL };
static const char *const leader_choices[] = { "stay", "move", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_UNITS] = { "units", "Units that move, with all that is in and below them", NULL, ORG_UNIT_SET, "" },
    [P_POSTS] = { "posts", "Posts that move, with their holders", NULL, ORG_POST_SET, "" },
    [P_TO] = { "to", "The unit that they move to", NULL, ORG_UNIT, NULL },
    [P_AMOUNT] = { "amount", "How many of the posts: a count, or a percentage (rounded to the nearest)", "posts",
                   ORG_AMOUNT, "100%", 0, 1e9 },
    [P_ORDER] = { "order", "Which posts go first when not all do", NULL, ORG_CHOICE, "as-listed", 0, 0, orders },
    [P_LEADERS] = { "leaders", "Posts of heads and deputies stay, or move like the others", NULL, ORG_CHOICE, "stay", 0,
                    0, leader_choices },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgRow to, to_head;
    size_t units_moved, posts_moved, people_moved;
} Transfer;

typedef struct {
    uint64_t key;
    OrgRow post;
} Candidate;

static bool
ok(Transfer *t, OrgStatus status)
{
    return call_ok(&t->status, status);
}

static void *
scratch(Transfer *t, size_t n, size_t size)
{
    return call_scratch(t->host, t->ctx, &t->status, n, size);
}

/* Whoever reported into the unit that was left reports to the head of the new one. */
static bool
redirect(Transfer *t, OrgRow post, OrgRow old_unit)
{
    OrgRow boss = t->posts->reports_to[post];
    if (boss == ORG_NONE || t->posts->unit[boss] != old_unit || post == t->to_head)
        return true;
    int64_t value = t->to_head != ORG_NONE && reports_reach(t->posts, t->to_head, post) ? ORG_NONE : t->to_head;
    return ok(t, t->host->set(t->ctx, ORG_F_REPORTS_TO, &post, &value, 1));
}

static bool
may_move(Transfer *t, OrgRow unit)
{
    for (OrgRow up = t->to; up != ORG_NONE; up = t->units->parent[up])
        if (up == unit)
            return ok(t, t->host->fail(t->ctx, ORG_E_INVALID,
                                       "Unit \"%s\" cannot move to \"%s\", which is the same unit or stands below it.",
                                       t->host->id(t->ctx, ORG_UNITS, unit), t->host->id(t->ctx, ORG_UNITS, t->to)));
    return true;
}

static bool
move_units(Transfer *t, const OrgRow *units, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!may_move(t, units[i]))
            return false;
    t->host->because(t->ctx, "transferred to another unit");
    for (size_t i = 0; i < n; i++) {
        OrgRow old = t->units->parent[units[i]], head = reports_head_of(t->host, t->ctx, t->posts, units[i]);
        if (old == t->to)
            continue;
        if (!ok(t, t->host->move_unit(t->ctx, units[i], t->to)))
            return false;
        t->units_moved++;
        if (head != ORG_NONE && old != ORG_NONE && !redirect(t, head, old))
            return false;
    }
    return true;
}

/* What stands before what: smaller moves first. */
static uint64_t
rank_post(const Transfer *t, OrgRow post, int64_t order)
{
    OrgRow holder = t->posts->holder[post];
    OrgMonth hired = holder == ORG_NONE ? ORG_UNKNOWN : t->people->hired[holder];
    switch (order) {
    case ORDER_VACANT:
        return holder != ORG_NONE;
    case ORDER_HELD:
        return holder == ORG_NONE;
    case ORDER_JUNIOR:
        return hired == ORG_UNKNOWN ? UINT32_MAX : (uint64_t) (INT32_MAX - hired);
    case ORDER_SENIORITY:
        return hired == ORG_UNKNOWN ? UINT32_MAX : (uint64_t) hired;
    default:
        return 0;
    }
}

static int
by_key(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->post < y->post ? -1 : x->post > y->post;
}

static int
by_row(const void *a, const void *b)
{
    const OrgRow *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The posts that move, by row; *n in: of the set, out: how many. NULL when the call has failed. */
static OrgRow *
choose_posts(Transfer *t, const OrgRow *set, size_t *n)
{
    bool leaders = t->host->integer(t->ctx, P_LEADERS);
    int64_t order = t->host->integer(t->ctx, P_ORDER);
    Candidate *all = scratch(t, *n, sizeof *all);
    OrgRow *rows = scratch(t, *n, sizeof *rows);
    if (!all || !rows)
        return NULL;
    size_t m = 0;
    for (size_t i = 0; i < *n; i++) {
        uint8_t rank = t->posts->rank[set[i]];
        if (t->posts->unit[set[i]] != t->to && (leaders || (rank != ORG_HEAD && rank != ORG_DEPUTY)))
            all[m++] = (Candidate){ rank_post(t, set[i], order), set[i] };
    }
    double amount = t->host->real(t->ctx, P_AMOUNT);
    if (t->host->relative(t->ctx, P_AMOUNT))
        amount = floor(amount * (double) m + 0.5 + 1e-9);
    if (amount > (double) m) {
        t->host->finding(t->ctx, ORG_WARN, ORG_UNITS, t->to, "Only %u posts can move to %s; %g were asked for.",
                         (unsigned) m, t->host->name(t->ctx, ORG_UNITS, t->to), amount);
        amount = (double) m;
    }
    *n = (size_t) amount;
    qsort(all, m, sizeof *all, by_key);
    for (size_t i = 0; i < *n; i++)
        rows[i] = all[i].post;
    qsort(rows, *n, sizeof *rows, by_row);
    return rows;
}

static bool
move_posts(Transfer *t, const OrgRow *set, size_t n)
{
    OrgRow *rows = choose_posts(t, set, &n), *old = rows ? scratch(t, n, sizeof *old) : NULL;
    if (!old)
        return false;
    for (size_t i = 0; i < n; i++) {
        old[i] = t->posts->unit[rows[i]];
        t->people_moved += t->posts->holder[rows[i]] != ORG_NONE;
    }
    t->host->because(t->ctx, "transferred with its holder to another unit");
    if (n && !ok(t, t->host->move_posts(t->ctx, rows, n, t->to)))
        return false;
    t->posts_moved = n;
    t->host->because(t->ctx, "reports to the head of the new unit");
    for (size_t i = 0; i < n; i++)
        if (!redirect(t, rows[i], old[i]))
            return false;
    return true;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Transfer t = { .host = host, .ctx = ctx, .to = (OrgRow) host->integer(ctx, P_TO) };
    t.units = host->units(ctx);
    t.posts = host->posts(ctx);
    t.people = host->people(ctx);
    const OrgRow *units, *posts;
    size_t n_units = host->rows(ctx, P_UNITS, &units), n_posts = host->rows(ctx, P_POSTS, &posts);
    if (t.to >= t.units->n)
        return host->fail(ctx, ORG_E_INVALID, "It is not said where they move: give `to:` the id of an open unit.");
    if (!host->given(ctx, P_UNITS) && !host->given(ctx, P_POSTS))
        return host->fail(ctx, ORG_E_INVALID, "Say what moves: give `units:`, `posts:` or both.");
    t.to_head = reports_head_of(t.host, t.ctx, t.posts, t.to);
    if (!move_units(&t, units, n_units) || !move_posts(&t, posts, n_posts))
        return t.status;
    host->measure(ctx, "units-moved", ORG_NONE, (double) t.units_moved);
    host->measure(ctx, "posts-moved", ORG_NONE, (double) t.posts_moved);
    host->measure(ctx, "people-moved", ORG_NONE, (double) t.people_moved);
    return t.status;
}

static const OrgSeries series[] = {
    { .name = "units-moved", .label = "Units that moved under another one", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-moved", .label = "Posts that changed their unit", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "people-moved", .label = "People who changed their unit", .kind = ORG_FLOW, .unit = "people" },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "move", "chuyển giao", "điều chuyển", "chuyển", NULL };

static const OrgFeature features[] = {
    { .name = "transfer",
      .summary = "Move units under another unit, or posts with their holders",
      .details =
          "Transfer (chuyển giao, điều chuyển): nothing is opened or closed. Leading posts stay where they are unless "
          "asked for.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("transfer", "1.0.0", "orgsim", "MIT", features);
