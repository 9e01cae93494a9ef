// SPDX-License-Identifier: MIT
/* Posts are added: quota granted on top, e.g. teachers for new pupils. The new posts are vacant copies of posts that
 * exist, spread over the units of these in proportion to what each has, to the exact number (largest remainder). */
#include <orgsim/plugin.h>

#include <math.h>
#include <stdlib.h>

enum { WHERE, BY, RANK, TITLE, MAX_POSTS = 10000000 };

static const char *const ranks[] = { "as-copied", "head", "deputy", "staff", NULL }; /* as ORG_HEAD and so on */

static const OrgParam params[] = {
    { .key = "where", .summary = "Posts to copy: each unit that has some gets its share", .type = ORG_POST_SET },
    { .key = "by",
      .summary = "Posts to open: a count, or a percentage of the chosen posts (rounded down)",
      .unit = "posts",
      .type = ORG_AMOUNT,
      .min = 0,
      .max = MAX_POSTS },
    { .key = "rank",
      .summary = "Rank of the new posts; head: a unit without a head gets one by a copy of another post",
      .type = ORG_CHOICE,
      .fallback = "as-copied",
      .choices = ranks },
    { .key = "title", .summary = "Title of the new posts; else as copied", .type = ORG_TEXT, .fallback = "" },
};

/* What a unit has of the chosen posts, and what it gets. */
typedef struct {
    OrgRow unit, like;
    uint64_t has;
    uint32_t gets;
    uint64_t rest; /* remainder of its exact share */
} Share;

static int
by_unit(const void *a, const void *b)
{
    const Share *x = a, *y = b;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static int
by_rest(const void *a, const void *b)
{
    const Share *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return by_unit(a, b);
}

/* One share for each unit, in the order of units; the pattern is its first chosen post. */
static size_t
count(const OrgPosts *posts, const OrgRow *rows, size_t n, uint32_t n_units, Share *shares, OrgRow *slot)
{
    size_t n_shares = 0;
    for (uint32_t unit = 0; unit < n_units; unit++)
        slot[unit] = ORG_NONE;
    for (size_t i = 0; i < n; i++) {
        OrgRow unit = posts->unit[rows[i]];
        if (slot[unit] == ORG_NONE) {
            slot[unit] = (OrgRow) n_shares;
            shares[n_shares++] = (Share){ .unit = unit, .like = rows[i] };
        }
        shares[slot[unit]].has++;
    }
    qsort(shares, n_shares, sizeof *shares, by_unit);
    return n_shares;
}

static void
divide(Share *shares, size_t n_shares, size_t n_posts, uint64_t wanted)
{
    uint64_t given = 0;
    for (size_t i = 0; i < n_shares; i++) {
        shares[i].gets = (uint32_t) (wanted * shares[i].has / n_posts);
        shares[i].rest = wanted * shares[i].has % n_posts;
        given += shares[i].gets;
    }
    qsort(shares, n_shares, sizeof *shares, by_rest);
    for (size_t i = 0; given < wanted; i++, given++)
        shares[i].gets++;
    qsort(shares, n_shares, sizeof *shares, by_unit);
}

/* n posts from first on get one value of a field. */
static OrgStatus
set_all(const OrgHost *host, OrgCtx *ctx, uint32_t field, OrgRow first, uint32_t n, int64_t value)
{
    OrgRow *rows = host->scratch(ctx, n * sizeof *rows);
    int64_t *values = host->scratch(ctx, n * sizeof *values);
    if (!rows || !values)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        rows[i] = first + i;
        values[i] = value;
    }
    return host->set(ctx, field, rows, values, n);
}

static OrgStatus
open_share(const OrgHost *host, OrgCtx *ctx, const Share *share)
{
    OrgRow first;
    int64_t rank = host->integer(ctx, RANK);
    const char *title = host->text(ctx, TITLE);
    OrgStatus status = host->open_posts(ctx, share->like, share->unit, share->gets, &first);
    if (status == ORG_OK && rank != 0)
        status = set_all(host, ctx, ORG_F_RANK, first, share->gets, rank);
    if (status == ORG_OK && *title)
        status = set_all(host, ctx, ORG_F_TITLE, first, share->gets, host->word(ctx, title));
    return status;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *rows;
    size_t n = host->rows(ctx, WHERE, &rows);
    if (n == 0)
        return host->fail(ctx, ORG_E_INVALID, "add-posts: `where` chooses no post to copy; widen it");
    double by = host->real(ctx, BY);
    uint64_t wanted = (uint64_t) (host->relative(ctx, BY) ? floor(by * (double) n + 1e-9) : by);
    uint32_t n_units = host->units(ctx)->n;
    Share *shares = host->scratch(ctx, (n_units + (size_t) 1) * sizeof *shares);
    OrgRow *slot = host->scratch(ctx, (n_units + (size_t) 1) * sizeof *slot);
    if (!shares || !slot)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    size_t n_shares = count(host->posts(ctx), rows, n, n_units, shares, slot);
    divide(shares, n_shares, n, wanted);
    for (size_t i = 0; i < n_shares; i++) {
        if (shares[i].gets == 0)
            continue;
        OrgStatus status = open_share(host, ctx, &shares[i]);
        if (status != ORG_OK)
            return host->fail(ctx, status, "add-posts: the posts could not be opened");
    }
    host->measure(ctx, "posts-opened", ORG_NONE, (double) wanted);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "posts-opened", .label = "Posts opened", .kind = ORG_FLOW, .unit = "posts" },
};

static const OrgFeature features[] = {
    { .name = "add-posts",
      .summary = "Open posts like those that exist, spread over their units",
      .details = "Quota granted on top, e.g. teacher posts. Each unit gets its share of the chosen posts by the "
                 "largest remainder, so that the number is exact. The new posts are vacant: `recruitment` fills them.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("add-posts", "1.0.0", "orgsim", "MIT", features);
