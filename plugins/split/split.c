// SPDX-License-Identifier: MIT
/* split (chia): a unit ends, and several new ones take its place. separate (tách): new units come out of one that stays. Each of
 * its posts, people and units below goes to one of them: nothing is lost, and nothing is added unless heads are opened. */
#include "split.h"
#include "../common/protected.h"
#include "../common/reports.h"

static const char *const head_choices[] = { "report", "promote", "open", NULL };

#define SHARED_PARAMS                                                                                                  \
    [P_LIST] = { "list",                                                                                               \
                 "Posts one by one: which goes to which part",                                                         \
                 NULL,                                                                                                 \
                 ORG_TABLE,                                                                                            \
                 "",                                                                                                   \
                 0,                                                                                                    \
                 0,                                                                                                    \
                 NULL,                                                                                                 \
                 "post:text,part:text" },                                                                              \
    [P_BY] = { "by",                                                                                                   \
               "What the column takes of parts speaks of: title, category, funding, rank or an attribute of posts",    \
               NULL, ORG_TEXT, "title" },                                                                              \
    [P_HEADS] = { "heads",                                                                                             \
                  "Units left with posts and no head: report, promote one of their own, or open a post (more quota)",  \
                  NULL,                                                                                                \
                  ORG_CHOICE,                                                                                          \
                  "report",                                                                                            \
                  0,                                                                                                   \
                  0,                                                                                                   \
                  head_choices },                                                                                      \
    [P_INHERIT] = { "inherit", "Attributes that the parts take from the unit, with commas", NULL, ORG_TEXT,            \
                    "building,autonomy_group" }

static const OrgParam split_params[N_SPLIT] = {
    [P_UNITS] = { "units", "The unit that is split, or several that are split alike", NULL, ORG_UNIT_SET, NULL },
    [P_PARTS] = { "parts", "The new units: what each gets by share, by what it takes, which units below, and its head",
                  NULL, ORG_TABLE, NULL, 0, 0, NULL, PARTS_COLUMNS },
    SHARED_PARAMS,
};

static const OrgParam separate_params[N_SEPARATE] = {
    [P_UNITS] = { "units", "The unit that new ones come out of, or several alike", NULL, ORG_UNIT_SET, NULL },
    [P_PARTS] = { "parts", "Several new units: what each gets by share, by what it takes, which units below, its head",
                  NULL, ORG_TABLE, "", 0, 0, NULL, PARTS_COLUMNS },
    SHARED_PARAMS,
    [P_INTO_ID] = { "into.id", "Id of the one new unit; made when left out", NULL, ORG_TEXT, "" },
    [P_INTO_NAME] = { "into.name", "Name of the one new unit", NULL, ORG_TEXT, "" },
    [P_INTO_TYPE] = { "into.type", "Type of the one new unit; else that of the unit", NULL, ORG_TEXT, "" },
    [P_INTO_PARENT] = { "into.parent", "The unit above it; else the one above the unit", NULL, ORG_UNIT, "" },
    [P_POSTS] = { "posts", "Posts that go to the one new unit", NULL, ORG_POST_SET, "" },
    [P_SHARE] = { "share", "Share of the other posts that goes to the one new unit", NULL, ORG_PERCENT, "0%", 0, 1 },
};

static bool
may_divide(Split *s)
{
    return !protected_unit(s->host, s->ctx, s->unit) ||
           split_ok(s, s->host->fail(s->ctx, ORG_E_INVALID,
                                     "Unit \"%s\" is protected (attribute protected) and may not be divided.",
                                     s->host->id(s->ctx, ORG_UNITS, s->unit)));
}

/* Before any change: who led, and where each post stood. */
static bool
note(Split *s)
{
    const OrgPosts *posts = s->host->posts(s->ctx);
    s->n_rows = posts->n;
    s->led_by = reports_head_of(s->host, s->ctx, posts, s->unit);
    if (!(s->was_in = split_scratch(s, posts->n, sizeof *s->was_in)))
        return false;
    memcpy(s->was_in, posts->unit, posts->n * sizeof *s->was_in);
    return true;
}

static bool
open_parts(Split *s)
{
    s->host->because(s->ctx, s->stays ? "comes out of another unit" : "takes the place of a unit that is split");
    for (uint32_t k = 0; k < s->n_parts; k++) {
        Part *part = &s->parts[k];
        part->row = s->host->open_unit(s->ctx, part->parent, part->type, part->id, part->name);
        if (part->row == ORG_NONE)
            return split_ok(s, s->host->fail(s->ctx, ORG_E_FAILED, "The unit \"%s\" could not be opened.", part->name));
        int64_t value = part->function;
        if (value && !split_ok(s, s->host->set(s->ctx, ORG_F_FUNCTION, &part->row, &value, 1)))
            return false;
    }
    return true;
}

static bool
inherit(Split *s)
{
    const char *list = s->host->text(s->ctx, P_INHERIT), *name;
    OrgRow *rows = split_scratch(s, s->n_parts, sizeof *rows);
    double *numbers = split_scratch(s, s->n_parts, sizeof *numbers);
    OrgWord *words = split_scratch(s, s->n_parts, sizeof *words);
    if (!rows || !numbers || !words)
        return false;
    s->host->because(s->ctx, "taken over from the unit that it came out of");
    while ((name = split_next_name(s, &list, ","))) {
        const OrgWord *word = s->host->words(s->ctx, ORG_UNITS, name);
        const double *number = word ? NULL : s->host->numbers(s->ctx, ORG_UNITS, name);
        if (!(word ? word[s->unit] != 0 : number && !isnan(number[s->unit])))
            continue;
        for (uint32_t k = 0; k < s->n_parts; k++) {
            rows[k] = s->parts[k].row;
            words[k] = word ? word[s->unit] : 0;
            numbers[k] = word ? 0 : number[s->unit];
        }
        if (!split_ok(s, word ? s->host->set_words(s->ctx, ORG_UNITS, name, rows, words, s->n_parts)
                              : s->host->set_numbers(s->ctx, ORG_UNITS, name, rows, numbers, s->n_parts)))
            return false;
    }
    return s->status == ORG_OK;
}

static bool
move_all(Split *s)
{
    OrgRow *rows = split_scratch(s, s->n_posts, sizeof *rows);
    if (!rows)
        return false;
    s->host->because(s->ctx, "goes with its holder to a part of its unit");
    for (uint32_t k = 0; k < s->n_parts; k++) {
        const OrgPosts *posts = s->host->posts(s->ctx);
        size_t n = 0;
        for (size_t i = 0; i < s->n_posts; i++)
            if (s->to[i] == k) {
                rows[n++] = s->posts[i];
                s->people_moved += posts->holder[s->posts[i]] != ORG_NONE;
            }
        s->posts_moved += n;
        if (n && !split_ok(s, s->host->move_posts(s->ctx, rows, n, s->parts[k].row)))
            return false;
    }
    s->host->because(s->ctx, "goes to a part of the unit above");
    for (size_t i = 0; i < s->n_children; i++) {
        if (s->under[i] == NO_PART)
            continue;
        s->parts[s->under[i]].n_children++;
        if (!split_ok(s, s->host->move_unit(s->ctx, s->children[i], s->parts[s->under[i]].row)))
            return false;
    }
    return true;
}

static bool
end(Split *s)
{
    const Part *largest = &s->parts[s->largest];
    if (s->stays)
        return true;
    s->host->because(s->ctx, "split, the largest part into %s", s->host->id(s->ctx, ORG_UNITS, largest->row));
    return split_ok(s, s->host->close_unit(s->ctx, s->unit, largest->row));
}

typedef struct {
    double founded, children, posts, people, promoted, opened;
} Sums;

/* One unit; `like`: it is one of several that are divided alike, so that its name follows the ids of the parts. */
static OrgStatus
divide(const OrgHost *host, OrgCtx *ctx, bool stays, OrgRow unit, bool like, Sums *sums)
{
    Split s = { .host = host, .ctx = ctx, .stays = stays, .unit = unit, .like = like };
    s.problems.text = split_scratch(&s, PROBLEMS_BYTES, 1);
    if (!s.problems.text || !may_divide(&s) || !split_read_parts(&s) ||
        !split_ok(&s, problems_refuse(&s.problems, host, ctx)) || !split_give_posts(&s) || !split_give_children(&s) ||
        !split_ok(&s, problems_refuse(&s.problems, host, ctx)) || !note(&s) || !open_parts(&s) || !inherit(&s) ||
        !move_all(&s) || !split_give_heads(&s) || !end(&s))
        return s.status;
    for (uint32_t k = 0; k < s.n_parts; k++)
        sums->children += s.parts[k].n_children;
    sums->founded += s.n_parts;
    sums->posts += (double) s.posts_moved;
    sums->people += (double) s.people_moved;
    sums->promoted += (double) s.promoted;
    sums->opened += (double) s.opened;
    return s.status;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx, bool stays)
{
    Sums sums = { 0 };
    const OrgRow *rows;
    size_t n = host->rows(ctx, P_UNITS, &rows);
    if (n == 0)
        return host->fail(ctx, ORG_E_INVALID, "`units:` chooses no unit that could be divided.");
    for (size_t i = 0; i < n; i++) {
        OrgStatus status = divide(host, ctx, stays, rows[i], n > 1, &sums);
        if (status != ORG_OK)
            return status;
    }
    if (sums.opened > 0)
        host->finding(ctx, ORG_NOTE, 0, ORG_NONE,
                      "Posts of heads opened: %u. The quota rises by as many, though a division gives none (Decree "
                      "120/2020 Art. 4.3).",
                      (unsigned) sums.opened);
    host->measure(ctx, "units-founded", ORG_NONE, sums.founded);
    host->measure(ctx, "units-moved", ORG_NONE, sums.children);
    host->measure(ctx, "posts-moved", ORG_NONE, sums.posts);
    host->measure(ctx, "people-moved", ORG_NONE, sums.people);
    host->measure(ctx, "heads-promoted", ORG_NONE, sums.promoted);
    host->measure(ctx, "heads-opened", ORG_NONE, sums.opened);
    return ORG_OK;
}

static OrgStatus
run_split(const OrgHost *host, OrgCtx *ctx)
{
    return run(host, ctx, false);
}

static OrgStatus
run_separate(const OrgHost *host, OrgCtx *ctx)
{
    return run(host, ctx, true);
}

static const OrgSeries series[] = {
    { .name = "units-founded", .label = "Units founded", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-moved", .label = "Units that moved under another one", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-moved", .label = "Posts that changed their unit", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "people-moved", .label = "People who changed their unit", .kind = ORG_FLOW, .unit = "people" },
    { .name = "heads-promoted", .label = "Posts that became those of heads", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "heads-opened", .label = "Posts of heads opened", .kind = ORG_FLOW, .unit = "posts" },
};

/* What a table of steps calls them, too. */
static const char *const split_words[] = { "divide", "chia", NULL };
static const char *const separate_words[] = { "tách:into.id", NULL };

#define N_SERIES (sizeof series / sizeof series[0])

static const OrgFeature features[] = {
    { .name = "split",
      .summary = "Split a unit: it ends, and new units get its posts and the units below",
      .details =
          "Division (chia), one of the forms of reorganisation of Decree 120/2020 Art. 3.2 and Decree 158/2018 Art. "
          "3. The posts before are the posts after: a division gives no quota (Decree 120/2020 Art. 4.3).",
      .kind = ORG_OPERATOR,
      .params = split_params,
      .n_params = N_SPLIT,
      .series = series,
      .n_series = N_SERIES,
      .run = run_split,
      .words = split_words },
    { .name = "separate",
      .summary = "Separate new units from one that stays, with posts and units below",
      .details =
          "Separation (tách), one of the forms of reorganisation of Decree 120/2020 Art. 3.2 and Decree 158/2018 "
          "Art. 3. What no part gets stays, the head as well.",
      .kind = ORG_OPERATOR,
      .params = separate_params,
      .n_params = N_SEPARATE,
      .series = series,
      .n_series = N_SERIES,
      .run = run_separate,
      .words = separate_words },
};

ORG_PLUGIN("split", "1.0.0", "orgsim", "MIT", features);
