// SPDX-License-Identifier: MIT
/* The posts of new units: opened row by row of the table, then given their fields, their bosses and, where named, their holders. */
#include "../common/reports.h"
#include "found.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_POSTS = 1000000, MOST_COEFFICIENT = 65535 };

static const struct {
    const char *word;
    uint8_t rank;
} ranks[] = { { "head", ORG_HEAD }, { "deputy", ORG_DEPUTY }, { "staff", ORG_STAFF } };

static OrgWord
word_of(const Found *f, const OrgTable *table, size_t column, size_t row)
{
    const char *text = text_or_null(table, column, row);
    return text ? f->host->word(f->ctx, text) : 0;
}

static void
find_unit(Found *f, Row *row, const char *id, uint32_t line)
{
    row->unit = id ? found_find(f, id) : f->n_news == 1 ? 0 : NOTHING;
    if (id && row->unit == NOTHING)
        problems_add(&f->problems, "posts", line, "no unit \"%s\" is founded in this step.", id, NULL);
}

static void
find_rank(Found *f, Row *row, const char *text, uint32_t line)
{
    for (size_t i = 0; text && i < sizeof ranks / sizeof ranks[0]; i++)
        if (!strcmp(text, ranks[i].word))
            row->rank = ranks[i].rank;
    if (!row->rank)
        problems_add(&f->problems, "posts", line, "the rank is \"%s\"; head, deputy or staff was expected.", text,
                     NULL);
}

static void
find_holder(Found *f, Row *row, const char *id, uint32_t line)
{
    row->holder = id ? f->host->find(f->ctx, ORG_PEOPLE, id) : ORG_NONE;
    if (!id)
        return;
    if (row->holder == ORG_NONE || f->host->people(f->ctx)->state[row->holder] == ORG_LEFT)
        problems_add(&f->problems, "posts", line,
                     row->holder == ORG_NONE ? "there is no person \"%s\"." : "the person \"%s\" has left.", id, NULL);
    else if (row->count != 1 || (row->unit == NOTHING && f->n_news > 1))
        problems_add(&f->problems, "posts", line, "\"%s\" cannot hold more than one of these posts.", id, NULL);
}

/* A number times `scale`, rounded, in 1 … most; 0 where there is none. */
static int64_t
scaled(Found *f, double value, double scale, int64_t most, uint32_t line, const char *what)
{
    if (isnan(value))
        return 0;
    double number = floor(value * scale + 0.5);
    if (number >= 1 && number <= (double) most)
        return (int64_t) number;
    problems_add(&f->problems, "posts", line, "the %s is out of bounds.", what, NULL);
    return 0;
}

static void
read_row(Found *f, const OrgTable *table, uint32_t i)
{
    Row *row = &f->rows[i];
    double count = number_or(table, C_COUNT, i, 1);
    find_unit(f, row, text_or_null(table, C_UNIT, i), i + 1);
    find_rank(f, row, text_or_null(table, C_RANK, i), i + 1);
    row->count = (uint32_t) scaled(f, count, 1, MOST_POSTS, i + 1, "count");
    row->coefficient = scaled(f, number_or(table, C_COEFFICIENT, i, NAN), 100, MOST_COEFFICIENT, i + 1, "coefficient");
    row->fte = scaled(f, number_or(table, C_FTE, i, NAN), 1000, INT32_MAX, i + 1, "fte");
    row->title = word_of(f, table, C_TITLE, i);
    row->category = word_of(f, table, C_CATEGORY, i);
    row->funding = word_of(f, table, C_FUNDING, i);
    find_holder(f, row, text_or_null(table, C_HOLDER, i), i + 1);
    f->n_posts += (size_t) row->count * (row->unit == NOTHING ? f->n_news : 1);
    f->n_placed += row->holder != ORG_NONE;
}

static int
by_number(const void *a, const void *b)
{
    const OrgRow *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Nobody is named for two posts. */
static bool
judge_holders(Found *f)
{
    OrgRow *holders = found_scratch(f, f->n_rows, sizeof *holders);
    size_t n = 0;
    if (!holders)
        return false;
    for (uint32_t i = 0; i < f->n_rows; i++)
        if (f->rows[i].holder != ORG_NONE)
            holders[n++] = f->rows[i].holder;
    qsort(holders, n, sizeof *holders, by_number);
    for (size_t i = 1; i < n; i++)
        if (holders[i] == holders[i - 1])
            problems_add(&f->problems, "posts", 0, "The person \"%s\" is named for two posts.",
                         f->host->id(f->ctx, ORG_PEOPLE, holders[i]), NULL);
    return true;
}

bool
found_read_posts(Found *f)
{
    const OrgTable *table = f->host->table(f->ctx, P_POSTS);
    if (!(f->rows = found_scratch(f, table->rows, sizeof *f->rows)))
        return false;
    f->n_rows = (uint32_t) table->rows;
    for (uint32_t i = 0; i < f->n_rows; i++)
        read_row(f, table, i);
    if (f->n_posts > MOST_POSTS)
        problems_add(&f->problems, "posts", 0, "More than a million posts would be opened.", NULL, NULL);
    return judge_holders(f);
}

/* One field of all posts that say it, in one act. */
static bool
set_field(Found *f, uint32_t field, const OrgRow *posts, const uint32_t *row_of)
{
    OrgRow *rows = found_scratch(f, f->n_posts, sizeof *rows);
    int64_t *values = found_scratch(f, f->n_posts, sizeof *values);
    size_t n = 0;
    if (!rows || !values)
        return false;
    for (size_t i = 0; i < f->n_posts; i++) {
        const Row *row = &f->rows[row_of[i]];
        int64_t value = field == ORG_F_RANK          ? row->rank
                        : field == ORG_F_TITLE       ? row->title
                        : field == ORG_F_CATEGORY    ? row->category
                        : field == ORG_F_FUNDING     ? row->funding
                        : field == ORG_F_COEFFICIENT ? row->coefficient
                                                     : row->fte;
        rows[n] = posts[i];
        values[n] = value;
        n += value != 0;
    }
    return !n || found_ok(f, f->host->set(f->ctx, field, rows, values, n));
}

/* The nearest post of a head above a unit; ORG_NONE: there is none. New units above come first, for they are above. */
static OrgRow
head_above(const Found *f, const New *new)
{
    uint32_t up = new->parent;
    OrgRow above = new->above;
    for (; up != NOTHING; up = f->news[up].parent) {
        if (f->news[up].head != ORG_NONE)
            return f->news[up].head;
        above = f->news[up].above;
    }
    const OrgUnits *units = f->host->units(f->ctx);
    const OrgPosts *posts = f->host->posts(f->ctx);
    for (; above != ORG_NONE; above = units->parent[above]) {
        OrgRow head = reports_head_of(f->host, f->ctx, posts, above);
        if (head != ORG_NONE)
            return head;
    }
    return ORG_NONE;
}

/* The head reports to the nearest head above, and the others to the head, or without one past it. */
static bool
set_bosses(Found *f, const OrgRow *posts, const uint32_t *unit_of)
{
    OrgRow *above = found_scratch(f, f->n_news, sizeof *above), *rows = found_scratch(f, f->n_posts, sizeof *rows);
    int64_t *values = found_scratch(f, f->n_posts, sizeof *values);
    size_t n = 0;
    if (!above || !rows || !values)
        return false;
    for (uint32_t i = 0; i < f->n_news; i++)
        above[i] = head_above(f, &f->news[i]);
    for (size_t i = 0; i < f->n_posts; i++) {
        const New *new = &f->news[unit_of[i]];
        OrgRow boss = new->head == ORG_NONE || new->head == posts[i] ? above[unit_of[i]] : new->head;
        rows[n] = posts[i];
        values[n] = boss;
        n += boss != ORG_NONE;
    }
    f->host->because(f->ctx, "reports to the head of the new unit, or above it");
    return !n || found_ok(f, f->host->set(f->ctx, ORG_F_REPORTS_TO, rows, values, n));
}

static bool
place_people(Found *f, const OrgRow *posts, const uint32_t *row_of)
{
    OrgRow *people = found_scratch(f, f->n_placed, sizeof *people), *to = found_scratch(f, f->n_placed, sizeof *to);
    size_t n = 0;
    if (!people || !to)
        return false;
    for (size_t i = 0; i < f->n_posts; i++)
        if (f->rows[row_of[i]].holder != ORG_NONE) {
            people[n] = f->rows[row_of[i]].holder;
            to[n++] = posts[i];
        }
    f->host->because(f->ctx, "placed in a new unit");
    return !n || found_ok(f, f->host->place(f->ctx, people, to, n, false));
}

bool
found_open_posts(Found *f)
{
    static const uint32_t fields[] = { ORG_F_RANK,    ORG_F_TITLE,       ORG_F_CATEGORY,
                                       ORG_F_FUNDING, ORG_F_COEFFICIENT, ORG_F_FTE };
    OrgRow *posts = found_scratch(f, f->n_posts, sizeof *posts);
    uint32_t *row_of = found_scratch(f, f->n_posts, sizeof *row_of),
             *unit_of = found_scratch(f, f->n_posts, sizeof *unit_of);
    size_t n = 0;
    if (!posts || !row_of || !unit_of)
        return false;
    f->host->because(f->ctx, "opened with its unit");
    for (uint32_t u = 0; u < f->n_news; u++)
        for (uint32_t i = 0; i < f->n_rows; i++) {
            OrgRow first;
            const Row *row = &f->rows[i];
            if (row->unit != NOTHING && row->unit != u)
                continue;
            if (!found_ok(f, f->host->open_posts(f->ctx, ORG_NONE, f->news[u].row, row->count, &first)))
                return false;
            if (row->rank == ORG_HEAD && f->news[u].head == ORG_NONE)
                f->news[u].head = first;
            for (uint32_t k = 0; k < row->count; k++, n++) {
                posts[n] = first + k;
                row_of[n] = i;
                unit_of[n] = u;
            }
        }
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (!set_field(f, fields[i], posts, row_of))
            return false;
    return set_bosses(f, posts, unit_of) && place_people(f, posts, row_of);
}
