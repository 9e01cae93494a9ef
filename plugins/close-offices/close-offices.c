// SPDX-License-Identifier: MIT
/* close-offices (đóng, sắp xếp trụ sở): units leave their buildings for those that are kept; a building that no unit with posts uses
 * any more is closed. */
#include "offices.h"

#include <stdlib.h>
#include <string.h>

enum { P_UNITS, P_WHERE, P_KEEP, P_NUMBER, P_LIST, P_BUILDINGS, N_PARAMS };
enum { KEEP_LARGEST, KEEP_LIST };

static const char *const keep_choices[] = { "largest", "list", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_UNITS] = { "units", "Units whose buildings are looked at", NULL, ORG_UNIT_SET, "" },
    [P_WHERE] = { "where", "Units whose buildings are looked at, chosen by SQL; instead of units", NULL, ORG_UNIT_SET,
                  "" },
    [P_KEEP] = { "keep", "Which buildings stay: the largest by the posts in them, or those of a list", NULL, ORG_CHOICE,
                 "largest", 0, 0, keep_choices },
    [P_NUMBER] = { "number", "With keep: largest: how many stay, a count or a percentage (rounded up)", "buildings",
                   ORG_AMOUNT, "1", 0, 1e6 },
    [P_LIST] = { "list", "With keep: list: the buildings that stay, with commas", NULL, ORG_TEXT, "" },
    [P_BUILDINGS] = { "buildings", "What closing a building costs, and to which its units go; rent is for the metric",
                      NULL, ORG_TABLE, "", 0, 0, NULL, BUILDINGS_COLUMNS },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    Buildings b;
    const OrgRow *set;
    size_t n_set;
    Office *offices; /* of the set, before */
    size_t n;
    Office *largest; /* the largest that is kept */
    OrgRow *moving;
    double *to, *from; /* of each that moves */
    size_t n_moving, posts;
} Close;

static bool
ok(Close *c, OrgStatus status)
{
    return call_ok(&c->status, status);
}

static void *
scratch(Close *c, size_t n, size_t size)
{
    return call_scratch(c->host, c->ctx, &c->status, n, size);
}

static bool
read_offices(Close *c)
{
    const OrgHost *h = c->host;
    bool units = h->given(c->ctx, P_UNITS);
    if (units == h->given(c->ctx, P_WHERE))
        return ok(c,
                  h->fail(c->ctx, ORG_E_INVALID, "Say whose buildings are looked at by either `units:` or `where:`."));
    c->n_set = h->rows(c->ctx, units ? P_UNITS : P_WHERE, &c->set);
    uint8_t *mask = scratch(c, h->units(c->ctx)->n, 1);
    if (!mask)
        return false;
    for (size_t i = 0; i < c->n_set; i++)
        mask[c->set[i]] = 1;
    c->b = buildings_read(h, c->ctx);
    c->offices = offices_used(h, c->ctx, &c->status, &c->b, mask, &c->n);
    if (c->offices && !c->n)
        h->finding(c->ctx, ORG_NOTE, ORG_UNITS, ORG_NONE,
                   "None of the units chosen has posts and a building (attribute building).");
    return c->offices != NULL;
}

static int
by_size(const void *a, const void *b)
{
    const Office *const *x = a, *const *y = b;
    if ((*x)->posts != (*y)->posts)
        return (*x)->posts > (*y)->posts ? -1 : 1;
    return (*x)->first < (*y)->first ? -1 : (*x)->first > (*y)->first;
}

static bool
keep_listed(Close *c)
{
    const char *list = c->host->text(c->ctx, P_LIST);
    char name[256];
    while (*list) {
        size_t skip = strspn(list, " ,"), n = strcspn(list + skip, ","), all = skip + n;
        while (n && list[skip + n - 1] == ' ')
            n--;
        if (n && n < sizeof name) {
            memcpy(name, list + skip, n);
            name[n] = 0;
            Office *office = offices_find(c->offices, c->n, offices_key(c->host, c->ctx, &c->b, name));
            if (!office)
                return ok(c, c->host->fail(c->ctx, ORG_E_INVALID,
                                           "`list:` names the building \"%s\", in which none of the units chosen has "
                                           "posts.",
                                           name));
            office->kept = true;
        }
        list += all;
    }
    return true;
}

static bool
choose_kept(Close *c)
{
    Office **sorted = scratch(c, c->n, sizeof *sorted);
    double number = c->host->real(c->ctx, P_NUMBER);
    if (!sorted)
        return false;
    for (size_t i = 0; i < c->n; i++)
        sorted[i] = &c->offices[i];
    qsort(sorted, c->n, sizeof *sorted, by_size);
    if (c->host->relative(c->ctx, P_NUMBER))
        number = ceil(number * (double) c->n - 1e-9);
    bool listed = c->host->integer(c->ctx, P_KEEP) == KEEP_LIST;
    if (listed && !keep_listed(c))
        return false;
    for (size_t i = 0; i < c->n; i++) {
        sorted[i]->kept = listed ? sorted[i]->kept : (double) i < number;
        if (sorted[i]->kept && !c->largest)
            c->largest = sorted[i];
    }
    return c->largest || !c->n ||
           ok(c, c->host->fail(c->ctx, ORG_E_INVALID,
                               "No building would be kept; name one in `list:`, or give `number:` 1 or more."));
}

/* Where the units of a building go: as its table says, else to the building of the nearest unit above that is kept, else to the
 * largest that is. */
static double
building_for(Close *c, OrgRow unit, double from)
{
    const OrgTable *table = c->host->table(c->ctx, P_BUILDINGS);
    const OrgUnits *units = c->host->units(c->ctx);
    for (size_t i = 0; i < table->rows; i++) {
        const char *to = text_or_null(table, B_TO, i);
        if (to && offices_key(c->host, c->ctx, &c->b, text_or_null(table, B_BUILDING, i)) == from)
            return offices_key(c->host, c->ctx, &c->b, to);
    }
    for (OrgRow up = units->parent[unit]; up != ORG_NONE; up = units->parent[up]) {
        const Office *office = offices_find(c->offices, c->n, buildings_at(&c->b, up));
        if (office && office->kept)
            return office->key;
    }
    return c->largest->key;
}

static bool
choose_moves(Close *c)
{
    const OrgUnits *units = c->host->units(c->ctx);
    c->moving = scratch(c, c->n_set, sizeof *c->moving);
    c->to = scratch(c, c->n_set, sizeof *c->to);
    c->from = scratch(c, c->n_set, sizeof *c->from);
    if (!c->moving || !c->to || !c->from)
        return false;
    for (size_t i = 0; i < c->n_set; i++) {
        double from = buildings_at(&c->b, c->set[i]);
        const Office *office = isnan(from) ? NULL : offices_find(c->offices, c->n, from);
        if (!office || office->kept)
            continue;
        double to = building_for(c, c->set[i], from);
        const Office *there = isnan(to) ? NULL : offices_find(c->offices, c->n, to);
        if (isnan(to) || to == from || (there && !there->kept))
            return ok(c,
                      c->host->fail(c->ctx, ORG_E_INVALID,
                                    "\"%s\" would go to a building that is closed, too, or is none; mend the column to "
                                    "of `buildings:`.",
                                    c->host->id(c->ctx, ORG_UNITS, c->set[i])));
        c->moving[c->n_moving] = c->set[i];
        c->from[c->n_moving] = from;
        c->to[c->n_moving++] = to;
        c->posts += units->n_posts[c->set[i]];
    }
    return true;
}

static bool
set_buildings(Close *c, const char *name, const double *values)
{
    OrgWord *words = scratch(c, c->n_moving, sizeof *words);
    if (!words)
        return false;
    for (size_t i = 0; i < c->n_moving; i++)
        words[i] = c->b.word ? (OrgWord) values[i] : 0;
    return ok(c, c->b.word ? c->host->set_words(c->ctx, ORG_UNITS, name, c->moving, words, c->n_moving)
                           : c->host->set_numbers(c->ctx, ORG_UNITS, name, c->moving, values, c->n_moving));
}

/* The building it left, and when, for the metric: the rent of a building ends with the month in which it was left. */
static bool
move(Close *c)
{
    double *months = scratch(c, c->n_moving, sizeof *months);
    if (!months)
        return false;
    for (size_t i = 0; i < c->n_moving; i++)
        months[i] = c->host->now(c->ctx);
    c->host->because(c->ctx, "its building is closed");
    return !c->n_moving ||
           (set_buildings(c, "close-offices.left", c->from) && set_buildings(c, "building", c->to) &&
            ok(c, c->host->set_numbers(c->ctx, ORG_UNITS, "close-offices.month", c->moving, months, c->n_moving)));
}

/* What no unit with posts uses any more is closed and paid for; of what others use, too, the planner is told. */
static bool
close_buildings(Close *c, size_t *closed)
{
    const OrgTable *table = c->host->table(c->ctx, P_BUILDINGS);
    size_t n;
    Buildings b = buildings_read(c->host, c->ctx);
    Office *used = offices_used(c->host, c->ctx, &c->status, &b, NULL, &n);
    double cost = 0;
    if (!used)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        const Office *still = offices_find(used, n, c->offices[i].key);
        if (c->offices[i].kept)
            continue;
        if (still)
            c->host->finding(c->ctx, ORG_WARN, ORG_UNITS, still->first,
                             "The building that %s uses stays open: units that were not chosen are there: %u",
                             c->host->name(c->ctx, ORG_UNITS, still->first), still->units);
        *closed += !still;
        for (size_t k = 0; !still && k < table->rows; k++)
            if (offices_key(c->host, c->ctx, &c->b, text_or_null(table, B_BUILDING, k)) == c->offices[i].key)
                cost += number_or(table, B_COST, k, 0);
    }
    int64_t amount = (int64_t) floor(cost + 0.5);
    c->host->because(c->ctx, "buildings are closed");
    return amount <= 0 || ok(c, c->host->pay(c->ctx, NULL, &amount, 1, "closing-cost"));
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Close c = { .host = host, .ctx = ctx };
    size_t closed = 0;
    if (!read_offices(&c) || !choose_kept(&c) || !choose_moves(&c) || !move(&c) || !close_buildings(&c, &closed))
        return c.status;
    host->measure(ctx, "buildings-before", ORG_NONE, (double) c.n);
    host->measure(ctx, "buildings-closed", ORG_NONE, (double) closed);
    host->measure(ctx, "units-rehoused", ORG_NONE, (double) c.n_moving);
    host->measure(ctx, "posts-rehoused", ORG_NONE, (double) c.posts);
    return c.status;
}

static const OrgSeries series[] = {
    { .name = "buildings-before", .label = "Buildings before", .kind = ORG_LEVEL, .unit = "buildings" },
    { .name = "buildings-closed", .label = "Buildings closed", .kind = ORG_FLOW, .unit = "buildings" },
    { .name = "units-rehoused", .label = "Units that went to another building", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-rehoused", .label = "Posts that went to another building", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "closing-cost",
      .label = "Cost of closing buildings",
      .kind = ORG_FLOW,
      .flags = ORG_ONE_OFF | ORG_LESS_IS_GOOD,
      .unit = "money" },
};

static const OrgParam metric_params[N_METRIC] = {
    [M_WHERE] = { "where", "Units whose buildings count; empty: all open units", NULL, ORG_UNIT_SET, "" },
    [M_BUILDINGS] = { "buildings", "Rent a year of each building, from a file or as a list", NULL, ORG_TABLE, "", 0, 0,
                      NULL, BUILDINGS_COLUMNS },
};

static const OrgSeries measured[] = {
    { .name = "in-use",
      .label = "Buildings in use",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "buildings" },
    { .name = "given-up", .label = "Buildings given up since the start", .kind = ORG_LEVEL, .unit = "buildings" },
    { .name = "rent",
      .label = "Rent of buildings a year",
      .kind = ORG_LEVEL,
      .flags = ORG_RUNNING | ORG_LESS_IS_GOOD,
      .unit = "money" },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "đóng trụ sở", "sắp xếp trụ sở", NULL };

static const OrgFeature features[] = {
    { .name = "close-offices",
      .summary = "Close buildings: their units go to those that are kept",
      .details =
          "Reads and sets the attribute `building` of units. What closing costs is an assumption of the planner; the "
          "rent that is saved is measured by the metric `office-buildings`.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
    { .name = "office-buildings",
      .summary = "Buildings in use, buildings given up, and rent a year",
      .details =
          "A building is in use while an open unit with posts names it in its attribute `building`; its rent counts to "
          "the end of the month in which it was left.",
      .kind = ORG_METRIC,
      .params = metric_params,
      .n_params = N_METRIC,
      .series = measured,
      .n_series = sizeof measured / sizeof measured[0],
      .run = offices_measure },
};

ORG_PLUGIN("close-offices", "1.0.0", "orgsim", "MIT", features);
