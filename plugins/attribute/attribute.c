// SPDX-License-Identifier: MIT
/* What stands in an attribute, over a set of rows: what processes and operators have written there, read by a metric, so that a
 * target may rest on it. An attribute that nobody has written yet counts as absent everywhere, where SQL would find no such column. */
#include <orgsim/plugin.h>

#include <math.h>

enum { NAME, TABLE, UNITS, POSTS, PEOPLE, WHAT, OF };
enum { SUM, MEAN, LEAST, MOST, COUNT };

static const char *const tables[] = { "units", "posts", "people", NULL };
static const char *const whats[] = { "sum", "mean", "least", "most", "count", NULL };

static const OrgParam params[] = {
    { .key = "name", .summary = "Attribute that is read", .type = ORG_TEXT },
    { .key = "table",
      .summary = "Table that has the attribute",
      .type = ORG_CHOICE,
      .fallback = "units",
      .choices = tables },
    { .key = "units", .summary = "Units that count; empty: all open units", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "posts", .summary = "Posts that count; empty: all open posts", .type = ORG_POST_SET, .fallback = "" },
    { .key = "people",
      .summary = "People who count; empty: all who have not left",
      .type = ORG_PERSON_SET,
      .fallback = "" },
    { .key = "what",
      .summary = "Their `sum`, `mean`, `least` or `most`, or how many have it (`count`)",
      .type = ORG_CHOICE,
      .fallback = "sum",
      .choices = whats },
    { .key = "of",
      .summary = "Attribute of the same rows whose sum the sum is a share of; empty: none",
      .type = ORG_TEXT,
      .fallback = "" },
};

/* What was found in an attribute. */
typedef struct {
    size_t rows; /* that have it */
    double sum, least, most;
} Found;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    uint32_t table;     /* ORG_UNITS … */
    const OrgRow *rows; /* NULL: all open ones */
    size_t n;
} Set;

static bool
is_open(const Set *set, OrgRow row)
{
    if (set->table == ORG_UNITS)
        return set->host->units(set->ctx)->closed[row] == ORG_OPEN;
    if (set->table == ORG_POSTS)
        return set->host->posts(set->ctx)->closed[row] == ORG_OPEN;
    return set->host->people(set->ctx)->state[row] != ORG_LEFT;
}

static void
add(Found *found, double value)
{
    if (isnan(value))
        return;
    found->least = found->rows == 0 || value < found->least ? value : found->least;
    found->most = found->rows == 0 || value > found->most ? value : found->most;
    found->sum += value;
    found->rows++;
}

/* An attribute of words can only be counted: a word counts as 1. */
static Found
find(const Set *set, const char *name)
{
    Found found = { 0 };
    const double *number = set->host->numbers(set->ctx, set->table, name);
    const OrgWord *word = set->host->words(set->ctx, set->table, name);
    for (size_t i = 0; (number || word) && i < set->n; i++) {
        const OrgRow row = set->rows ? set->rows[i] : (OrgRow) i;
        if (set->rows || is_open(set, row))
            add(&found, number ? number[row] : word[row] ? 1 : NAN);
    }
    return found;
}

/* The table that is meant: the one of the set that is given. */
static OrgStatus
choose(Set *set)
{
    const OrgHost *host = set->host;
    unsigned given = 0;
    set->table = (uint32_t) host->integer(set->ctx, TABLE) + ORG_UNITS;
    for (unsigned k = UNITS; k <= PEOPLE; k++) {
        if (!host->given(set->ctx, k))
            continue;
        if (given++ > 0 || (host->given(set->ctx, TABLE) && set->table != k - UNITS + ORG_UNITS))
            return host->fail(set->ctx, ORG_E_INVALID,
                              "attribute reads one table: give one of `units`, `posts` and `people`, that of `table`");
        set->table = k - UNITS + ORG_UNITS;
    }
    set->n = set->table == ORG_UNITS   ? host->units(set->ctx)->n
             : set->table == ORG_POSTS ? host->posts(set->ctx)->n
                                       : host->people(set->ctx)->n;
    if (given)
        set->n = host->rows(set->ctx, UNITS + set->table - ORG_UNITS, &set->rows);
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Set set = { .host = host, .ctx = ctx };
    OrgStatus status = choose(&set);
    if (status != ORG_OK)
        return status;
    const char *name = host->text(ctx, NAME), *of = host->text(ctx, OF);
    const int64_t what = host->integer(ctx, WHAT);
    if (name[0] == '\0')
        return host->fail(ctx, ORG_E_INVALID, "`name` is empty; it names an attribute");
    if (what != SUM && of[0] != '\0')
        return host->fail(ctx, ORG_E_INVALID, "`of` is of sums; leave out `what`");
    if (what != COUNT && host->words(ctx, set.table, name))
        return host->fail(ctx, ORG_E_INVALID, "the attribute \"%s\" holds words, which can only be counted", name);
    const Found found = find(&set, name);
    const double whole = of[0] ? find(&set, of).sum : 1;
    if (what == SUM && whole != 0)
        host->measure(ctx, "value", ORG_NONE, found.sum / whole);
    else if (what == COUNT)
        host->measure(ctx, "value", ORG_NONE, (double) found.rows);
    else if (what != SUM && found.rows > 0)
        host->measure(ctx, "value", ORG_NONE,
                      what == LEAST  ? found.least
                      : what == MOST ? found.most
                                     : found.sum / (double) found.rows);
    host->measure(ctx, "rows-with-it", ORG_NONE, (double) found.rows);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "value", .label = "What the attribute holds", .kind = ORG_LEVEL, .flags = ORG_SPARSE },
    { .name = "rows-with-it", .label = "Rows that have the attribute", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "attribute",
      .summary = "What stands in an attribute: sum, mean, least, most, count, or a share of another",
      .details =
          "Reads what processes and operators have written of units, posts or people. An attribute that is not there "
          "yet is absent everywhere, so that its sum and count are 0.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("attribute", "1.0.0", "orgsim", "MIT", features);
