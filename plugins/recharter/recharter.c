// SPDX-License-Identifier: MIT
/* recharter (tổ chức lại, điều chỉnh chức năng): functions are given to units, taken from them, or move between them, with posts if
 * the table says so. */
#include "../common/problems.h"
#include "../common/reports.h"
#include "../common/table.h"
#include "functions.h"

enum { P_TABLE, P_LEVEL, N_PARAMS };
enum { C_UNIT, C_FUNCTION, C_ACTION, C_TO, C_AT, C_POSTS, C_IDS }; /* columns of table */
enum { ADD, DROP, MOVE };

static const char *const actions[] = { "add", "drop", "move" };

static const OrgParam params[N_PARAMS] = {
    [P_TABLE] = { "table",
                  "Which function of which unit: add it, drop it, or move it to another unit, with so many posts or "
                  "with "
                  "those of a list; `at`: a later month",
                  NULL, ORG_TABLE, NULL, 0, 0, NULL,
                  "unit:text,function:text,action:text?,to:text?,at:date?,posts:int?,ids:text?" },
    [P_LEVEL] = { "level", "Whose functions are compared for what is measured: of siblings, of one depth, of one type",
                  NULL, ORG_CHOICE, "siblings", 0, 0, functions_levels },
};

/* The functions of a unit that the table names, as they change. */
typedef struct {
    OrgRow unit;
    OrgWord *words;
    size_t n, room;
    bool changed;
} Charter;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    Problems problems;
    const OrgTable *table;
    Charter *charters;
    size_t n_charters;
    uint8_t *taken; /* by post: it moves in an earlier row */
    size_t added, dropped, moved, posts_moved;
} Recharter;

static OrgRow
unit_of(Recharter *r, size_t column, uint32_t i)
{
    const char *id = text_or_null(r->table, column, i);
    OrgRow unit = id ? r->host->find(r->ctx, ORG_UNITS, id) : ORG_NONE;
    if (unit != ORG_NONE && r->host->units(r->ctx)->closed[unit] == ORG_OPEN)
        return unit;
    problems_add(&r->problems, "table", i + 1,
                 unit != ORG_NONE ? "the unit \"%s\" has been closed." : "there is no unit \"%s\".", id, NULL);
    return ORG_NONE;
}

static Charter *
charter_of(Recharter *r, OrgRow unit)
{
    for (size_t i = 0; i < r->n_charters; i++)
        if (r->charters[i].unit == unit)
            return &r->charters[i];
    Charter *charter = &r->charters[r->n_charters];
    size_t n, room = 2 * r->table->rows;
    const OrgWord *words = functions_of(r->host, r->ctx, &r->status, unit, &n);
    OrgWord *copy = words ? call_scratch(r->host, r->ctx, &r->status, n + room, sizeof *copy) : NULL;
    if (!copy)
        return NULL;
    memcpy(copy, words, n * sizeof *copy);
    *charter = (Charter){ unit, copy, n, n + room, false };
    r->n_charters++;
    return charter;
}

/* Where a function stands in a charter; its n: nowhere. */
static size_t
index_of(const Charter *charter, OrgWord function)
{
    size_t i = 0;
    while (i < charter->n && charter->words[i] != function)
        i++;
    return i;
}

static void
take(Charter *charter, size_t i)
{
    memmove(charter->words + i, charter->words + i + 1, (charter->n - i - 1) * sizeof *charter->words);
    charter->n--;
    charter->changed = true;
}

static void
put(Charter *charter, OrgWord function)
{
    if (index_of(charter, function) < charter->n || charter->n == charter->room)
        return;
    charter->words[charter->n++] = function;
    charter->changed = true;
}

static int
action_of(Recharter *r, uint32_t i)
{
    const char *text = text_or_null(r->table, C_ACTION, i);
    if (!text)
        return text_or_null(r->table, C_TO, i) ? MOVE : ADD;
    for (int k = ADD; k <= MOVE; k++)
        if (!strcmp(text, actions[k]))
            return k;
    problems_add(&r->problems, "table", i + 1, "the action is \"%s\"; add, drop or move was expected.", text, NULL);
    return -1;
}

/* What a row does to the charters, or why not. */
static bool
apply_row(Recharter *r, uint32_t i)
{
    OrgRow unit = unit_of(r, C_UNIT, i);
    int action = action_of(r, i);
    OrgRow to = action == MOVE ? unit_of(r, C_TO, i) : ORG_NONE;
    const char *name = text_or_null(r->table, C_FUNCTION, i), *id = text_or_null(r->table, C_UNIT, i);
    if (unit == ORG_NONE || action < 0 || (action == MOVE && to == ORG_NONE))
        return true;
    Charter *from = charter_of(r, unit), *into = action == MOVE ? charter_of(r, to) : NULL;
    if (!from || (action == MOVE && !into))
        return false;
    OrgWord function = r->host->word(r->ctx, name);
    size_t at = index_of(from, function);
    if (action == ADD && at < from->n)
        problems_add(&r->problems, "table", i + 1, "\"%s\" has the function \"%s\" already.", id, name);
    else if (action != ADD && at == from->n)
        problems_add(&r->problems, "table", i + 1, "\"%s\" has no function \"%s\".", id, name);
    else if (action == ADD)
        put(from, function);
    else
        take(from, at);
    if (into)
        put(into, function);
    r->added += action == ADD;
    r->dropped += action == DROP;
    r->moved += action == MOVE;
    return true;
}

/* Rows are due in the month of the step, or in a later one that they name. */
static bool
is_due(const Recharter *r, uint32_t i)
{
    OrgMonth first, now = r->host->now(r->ctx);
    r->host->window(r->ctx, &first, NULL);
    double at = number_or(r->table, C_AT, i, ORG_UNKNOWN);
    return at <= first ? now == first : at == now;
}

static bool
wake_later(Recharter *r)
{
    OrgMonth now = r->host->now(r->ctx);
    for (uint32_t i = 0; i < r->table->rows; i++) {
        double at = number_or(r->table, C_AT, i, ORG_UNKNOWN);
        if (at > now && !call_ok(&r->status, r->host->wake(r->ctx, (OrgMonth) at)))
            return false;
    }
    return true;
}

/* The posts that a row names, or so many of the unit: staff, held posts first, then as in the posts file. */
static size_t
choose_posts(Recharter *r, uint32_t i, OrgRow unit, OrgRow *chosen)
{
    const OrgPosts *posts = r->host->posts(r->ctx);
    const char *ids = text_or_null(r->table, C_IDS, i);
    double wanted = number_or(r->table, C_POSTS, i, 0);
    const OrgRow *rows;
    size_t n = r->host->posts_of(r->ctx, unit, &rows), count = 0;
    char id[256];
    while (ids && *ids) {
        size_t skip = strspn(ids, " ,;"), size = strcspn(ids + skip, " ,;");
        if (size && size < sizeof id) {
            memcpy(id, ids + skip, size);
            id[size] = 0;
            OrgRow post = r->host->find(r->ctx, ORG_POSTS, id);
            if (post == ORG_NONE || posts->closed[post] != ORG_OPEN || posts->unit[post] != unit || r->taken[post])
                problems_add(&r->problems, "table", i + 1, "\"%s\" is no open post of \"%s\" that could move.", id,
                             r->host->id(r->ctx, ORG_UNITS, unit));
            else {
                r->taken[post] = 1;
                chosen[count++] = post;
            }
        }
        ids += skip + size;
    }
    for (int held = 1; held >= 0; held--)
        for (size_t k = 0; k < n && (double) count < wanted; k++) {
            OrgRow post = rows[k];
            if (r->taken[post] || posts->rank[post] == ORG_HEAD || posts->rank[post] == ORG_DEPUTY ||
                (posts->holder[post] != ORG_NONE) != held)
                continue;
            r->taken[post] = 1;
            chosen[count++] = post;
        }
    if ((double) count < wanted)
        problems_add(&r->problems, "table", i + 1, "\"%s\" has fewer posts of staff than are to move.",
                     r->host->id(r->ctx, ORG_UNITS, unit), NULL);
    return count;
}

typedef struct {
    OrgRow *posts, from, to;
    size_t n;
} Going;

static bool
find_posts(Recharter *r, uint32_t i, Going *going)
{
    bool moves = text_or_null(r->table, C_TO, i) != NULL;
    if (!text_or_null(r->table, C_IDS, i) && !(number_or(r->table, C_POSTS, i, 0) > 0))
        return true;
    if (!moves) {
        problems_add(&r->problems, "table", i + 1, "posts move only with a function that moves; name a unit in to.",
                     NULL, NULL);
        return true;
    }
    going->from = r->host->find(r->ctx, ORG_UNITS, text_or_null(r->table, C_UNIT, i));
    going->to = r->host->find(r->ctx, ORG_UNITS, text_or_null(r->table, C_TO, i));
    if (going->from == ORG_NONE || going->to == ORG_NONE)
        return true;
    size_t room = r->host->units(r->ctx)->n_posts[going->from];
    if (!(going->posts = call_scratch(r->host, r->ctx, &r->status, room, sizeof *going->posts)))
        return false;
    going->n = choose_posts(r, i, going->from, going->posts);
    return true;
}

/* Who reported within the unit that was left reports to the head of the new one. */
static bool
move_posts(Recharter *r, const Going *going)
{
    const OrgPosts *posts = r->host->posts(r->ctx);
    OrgRow head = reports_head_of(r->host, r->ctx, posts, going->to);
    if (!going->n)
        return true;
    r->host->because(r->ctx, "goes over with its function");
    if (!call_ok(&r->status, r->host->move_posts(r->ctx, going->posts, going->n, going->to)))
        return false;
    r->posts_moved += going->n;
    for (size_t i = 0; i < going->n; i++) {
        OrgRow post = going->posts[i], boss = posts->reports_to[post];
        int64_t value = head != ORG_NONE && reports_reach(posts, head, post) ? ORG_NONE : head;
        if (boss != ORG_NONE && posts->unit[boss] == going->from && post != head &&
            !call_ok(&r->status, r->host->set(r->ctx, ORG_F_REPORTS_TO, &post, &value, 1)))
            return false;
    }
    return true;
}

static bool
write_charter(Recharter *r, const Charter *charter)
{
    return functions_write(r->host, r->ctx, &r->status, charter->unit, charter->words, charter->n);
}

static bool
read_table(Recharter *r, Going *going)
{
    for (uint32_t i = 0; i < r->table->rows; i++)
        if (is_due(r, i) && (!apply_row(r, i) || !find_posts(r, i, &going[i])))
            return false;
    return call_ok(&r->status, problems_refuse(&r->problems, r->host, r->ctx));
}

static size_t
count_duplicated(Recharter *r)
{
    size_t n = 0;
    const Held *held = functions_held(r->host, r->ctx, &r->status, NULL, 0, r->host->integer(r->ctx, P_LEVEL), &n);
    return held ? functions_duplicated(held, n) : 0;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Recharter r = { .host = host, .ctx = ctx, .table = host->table(ctx, P_TABLE) };
    size_t rows = r.table->rows;
    r.problems.text = call_scratch(host, ctx, &r.status, PROBLEMS_BYTES, 1);
    r.charters = call_scratch(host, ctx, &r.status, 2 * rows, sizeof *r.charters);
    r.taken = call_scratch(host, ctx, &r.status, host->posts(ctx)->n, 1);
    Going *going = call_scratch(host, ctx, &r.status, rows, sizeof *going);
    if (!rows)
        return host->fail(ctx, ORG_E_INVALID, "The table of functions holds no row.");
    size_t before = count_duplicated(&r);
    if (r.status != ORG_OK || !read_table(&r, going) || !wake_later(&r))
        return r.status;
    host->because(ctx, "its functions are written anew");
    for (size_t i = 0; i < r.n_charters; i++)
        if (r.charters[i].changed && !write_charter(&r, &r.charters[i]))
            return r.status;
    for (size_t i = 0; i < rows; i++)
        if (!move_posts(&r, &going[i]))
            return r.status;
    host->measure(ctx, "functions-added", ORG_NONE, (double) r.added);
    host->measure(ctx, "functions-dropped", ORG_NONE, (double) r.dropped);
    host->measure(ctx, "functions-moved", ORG_NONE, (double) r.moved);
    host->measure(ctx, "posts-moved", ORG_NONE, (double) r.posts_moved);
    host->measure(ctx, "duplicated-before", ORG_NONE, (double) before);
    host->measure(ctx, "duplicated-after", ORG_NONE, (double) count_duplicated(&r));
    return r.status;
}

static const OrgSeries series[] = {
    { .name = "functions-added", .label = "Functions given to units", .kind = ORG_FLOW },
    { .name = "functions-dropped", .label = "Functions given up", .kind = ORG_FLOW },
    { .name = "functions-moved", .label = "Functions that went to another unit", .kind = ORG_FLOW },
    { .name = "posts-moved", .label = "Posts that changed their unit", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "duplicated-before", .label = "Functions that several units had before", .kind = ORG_LEVEL },
    { .name = "duplicated-after", .label = "Functions that several units have afterwards", .kind = ORG_LEVEL },
};

static const OrgSeries measured[] = {
    { .name = "duplicated",
      .label = "Functions that several units of one level have",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD },
    { .name = "functions", .label = "Functions, each once a level", .kind = ORG_LEVEL },
    { .name = "functions-held", .label = "Functions of all units", .kind = ORG_LEVEL },
};

static const char *const severity_choices[] = { "warn", "veto", "note", NULL };

static const OrgParam measure_params[N_MEASURE] = {
    [F_UNITS] = { "where", "Units that are compared; empty: all open units", NULL, ORG_UNIT_SET, "" },
    [F_LEVEL] = { "level", "Units that should not share a function: siblings, those of one depth, or of one type", NULL,
                  ORG_CHOICE, "siblings", 0, 0, functions_levels },
};

static const OrgParam judge_params[N_JUDGE] = {
    [F_UNITS] = { "where", "Units that are compared; empty: all open units", NULL, ORG_UNIT_SET, "" },
    [F_LEVEL] = { "level", "Units that should not share a function: siblings, those of one depth, or of one type", NULL,
                  ORG_CHOICE, "siblings", 0, 0, functions_levels },
    [F_SEVERITY] = { "severity", "What a shared function is; a veto undoes the step that brought it", NULL, ORG_CHOICE,
                     "warn", 0, 0, severity_choices },
    [F_ALLOWED] = { "allowed", "Functions that several units may have, with commas", NULL, ORG_TEXT, "" },
};

/* What a table of steps calls it, too: it needs a table of its own, which the answer to such a row says. */
static const char *const words[] = { "điều chỉnh chức năng", "tổ chức lại", NULL };

static const OrgFeature features[] = {
    { .name = "recharter",
      .summary = "Give functions to units, take them away, or move them, with posts if need be",
      .details =
          "Re-chartering is a form of reorganisation (tổ chức lại) of Decree 120/2020 Art. 3.2; Decree 158/2018 asks "
          "that functions do not overlap. Functions stand in the attribute `functions`, between semicolons.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
    { .name = "functions",
      .summary = "Functions of units, and those that several units of one level have",
      .details =
          "Read from the attribute `functions` (names between semicolons); where it is blank, a unit has its function.",
      .kind = ORG_METRIC,
      .params = measure_params,
      .n_params = N_MEASURE,
      .series = measured,
      .n_series = sizeof measured / sizeof measured[0],
      .run = functions_measure },
    { .name = "like-functions",
      .summary = "No function is held by two units of one level",
      .details =
          "Decree 158/2018: functions of administrative organisations must not overlap. Each unit is told that shares "
          "a function with an earlier one.",
      .kind = ORG_RULE,
      .params = judge_params,
      .n_params = N_JUDGE,
      .run = functions_judge },
};

ORG_PLUGIN("recharter", "1.0.0", "orgsim", "MIT", features);
