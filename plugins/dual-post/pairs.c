// SPDX-License-Identifier: MIT
/* Which posts go together: by a table, or two sets that are matched by a key. */
#include "dual-post.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A post of one side, and what it is matched by. */
typedef struct {
    double key;
    const char *id;
    OrgRow post;
} Side;

static int
by_key(const void *a, const void *b)
{
    const Side *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return strcmp(x->id, y->id);
}

static bool
add_pair(Dual *d, OrgRow a, OrgRow b)
{
    const OrgRow posts[] = { a, b };
    for (size_t i = 0; i < 2; i++) {
        if (d->used[posts[i]])
            return dual_ok(d, d->host->fail(d->ctx, ORG_E_INVALID, "Post \"%s\" stands in two pairs.",
                                            d->host->id(d->ctx, ORG_POSTS, posts[i])));
        d->used[posts[i]] = 1;
    }
    d->pairs[d->n_pairs++] = (Pair){ a, b };
    return true;
}

static OrgRow
post_of(Dual *d, size_t row, const char *id)
{
    OrgRow post = id ? d->host->find(d->ctx, ORG_POSTS, id) : ORG_NONE;
    const bool open = post != ORG_NONE && d->posts->closed[post] == ORG_OPEN;
    if (!open)
        dual_ok(d, d->host->fail(d->ctx, post == ORG_NONE ? ORG_E_NOT_FOUND : ORG_E_INVALID,
                                 post == ORG_NONE ? "Row %u of pairs: there is no post \"%s\"."
                                                  : "Row %u of pairs: post \"%s\" is closed.",
                                 (unsigned) row + 1, id ? id : ""));
    return open ? post : ORG_NONE;
}

static bool
read_table(Dual *d, const OrgTable *table)
{
    d->pairs = dual_scratch(d, table->rows, sizeof *d->pairs);
    for (size_t i = 0; d->pairs && i < table->rows; i++) {
        OrgRow a = post_of(d, i, org_column(table, 0)->text[i]);
        OrgRow b = a == ORG_NONE ? ORG_NONE : post_of(d, i, org_column(table, 1)->text[i]);
        if (b == ORG_NONE || !add_pair(d, a, b))
            return false;
    }
    return d->pairs != NULL;
}

/* An attribute of posts, else of their units; what is absent is NaN. */
typedef struct {
    const double *number;
    const OrgWord *word;
    bool of_units;
} Column;

static bool
find_column(Dual *d, const char *name, Column *column)
{
    for (uint32_t table = ORG_POSTS; table >= ORG_UNITS; table--) {
        *column = (Column){ d->host->numbers(d->ctx, table, name), NULL, table == ORG_UNITS };
        if (!column->number)
            column->word = d->host->words(d->ctx, table, name);
        if (column->number || column->word)
            return true;
    }
    return dual_ok(d,
                   d->host->fail(d->ctx, ORG_E_NOT_FOUND,
                                 "`match:` is `unit`, `parent` or a column of posts or units; \"%s\" is none.", name));
}

static double
key_of(const Dual *d, const char *match, const Column *column, OrgRow post)
{
    const OrgRow unit = d->posts->unit[post];
    if (!strcmp(match, "unit"))
        return unit;
    if (!strcmp(match, "parent"))
        return d->units->parent[unit] == ORG_NONE ? NAN : (double) d->units->parent[unit];
    const OrgRow row = column->of_units ? unit : post;
    if (column->number)
        return column->number[row];
    return column->word[row] ? (double) column->word[row] : NAN;
}

/* The posts of a side; of side b those of heads where the scenario does not say. Returns how many. */
static size_t
rows_of(Dual *d, unsigned param, const OrgRow **rows)
{
    if (d->host->given(d->ctx, param))
        return d->host->rows(d->ctx, param, rows);
    OrgRow *heads = dual_scratch(d, d->posts->n, sizeof *heads);
    size_t n = 0;
    for (OrgRow p = 0; heads && p < d->posts->n; p++) {
        heads[n] = p;
        n += d->posts->closed[p] == ORG_OPEN && d->posts->rank[p] == ORG_HEAD;
    }
    *rows = heads;
    return n;
}

/* Without the posts that have no key, or stand on the other side; by key, then by id. */
static Side *
list_side(Dual *d, unsigned param, const uint8_t *other, const char *match, const Column *column, size_t *n)
{
    const OrgRow *rows;
    size_t all = rows_of(d, param, &rows);
    Side *side = dual_scratch(d, all, sizeof *side);
    *n = 0;
    for (size_t i = 0; side && i < all; i++) {
        double key = key_of(d, match, column, rows[i]);
        if (!isnan(key) && !(other && other[rows[i]]))
            side[(*n)++] = (Side){ key, d->host->id(d->ctx, ORG_POSTS, rows[i]), rows[i] };
    }
    if (side)
        qsort(side, *n, sizeof *side, by_key);
    return side;
}

static bool
match_sides(Dual *d)
{
    const char *match = d->host->text(d->ctx, P_MATCH);
    Column column = { 0 };
    const bool place = !strcmp(match, "unit") || !strcmp(match, "parent");
    if (!place && !find_column(d, match, &column))
        return false;
    uint8_t *on_a = dual_scratch(d, d->posts->n, 1);
    const OrgRow *rows;
    size_t n_a, n_b, all = d->host->rows(d->ctx, P_WHERE_A, &rows);
    for (size_t i = 0; on_a && i < all; i++)
        on_a[rows[i]] = 1;
    Side *a = list_side(d, P_WHERE_A, NULL, match, &column, &n_a);
    Side *b = on_a ? list_side(d, P_WHERE_B, on_a, match, &column, &n_b) : NULL;
    d->pairs = dual_scratch(d, all, sizeof *d->pairs);
    if (!a || !b || !d->pairs)
        return false;
    for (size_t i = 0, k = 0; i < n_a && k < n_b;) {
        if (a[i].key != b[k].key)
            *(a[i].key < b[k].key ? &i : &k) += 1;
        else if (!add_pair(d, a[i++].post, b[k++].post))
            return false;
    }
    return true;
}

bool
dual_find_pairs(Dual *d)
{
    const OrgTable *table = d->host->table(d->ctx, P_PAIRS);
    const bool sets = d->host->given(d->ctx, P_WHERE_A);
    d->used = dual_scratch(d, d->posts->n, 1);
    if (!d->used)
        return false;
    if (d->host->given(d->ctx, P_PAIRS) == sets)
        return dual_ok(
            d, d->host->fail(d->ctx, ORG_E_INVALID, "Say which posts go together by either `pairs:` or `where_a:`."));
    return sets ? match_sides(d) : read_table(d, table);
}
