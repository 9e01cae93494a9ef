// SPDX-License-Identifier: MIT
/* autonomy (tự chủ tài chính): public service units change their autonomy group. From groups 3 and 4 to 1 or 2 their posts
 * leave the state payroll; nobody is dismissed and no severance is due. */
#include "../common/autonomy.h"
#include "../common/call.h"

#include <math.h>

enum { P_UNITS, P_WHERE, P_GROUP, P_BELOW, P_STABLE, N_PARAMS };
enum { FORM_NEW, FORM_NUMBERS, FORM_WORDS };

static const OrgParam params[N_PARAMS] = {
    [P_UNITS] = { "units", "Units that change their group", NULL, ORG_UNIT_SET, "" },
    [P_WHERE] = { "where", "Units that change their group, chosen by SQL; instead of units", NULL, ORG_UNIT_SET, "" },
    [P_GROUP] = { "group", "Autonomy group: 1 pays all its costs, 2 its recurrent ones, 3 a part, 4 none", NULL,
                  ORG_INT, "2", 1, 4 },
    [P_BELOW] = { "below", "Posts of units below belong to the unit, too", NULL, ORG_BOOL, "yes" },
    [P_STABLE] = { "stable", "How long a classification should last; changing it earlier is noted", "months", ORG_INT,
                   "60", 0, 600 },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgRow *set;
    size_t n;
    int64_t group;
    int form; /* of the attribute autonomy_group */
    size_t converted, posts_off, held_off;
    int64_t fte_off; /* thousandths */
} Autonomy;

static bool
ok(Autonomy *a, OrgStatus status)
{
    return call_ok(&a->status, status);
}

static void *
scratch(Autonomy *a, size_t n, size_t size)
{
    return call_scratch(a->host, a->ctx, &a->status, n, size);
}

static bool
choose_units(Autonomy *a)
{
    const OrgHost *h = a->host;
    const OrgRow *units, *where;
    size_t n_units = h->rows(a->ctx, P_UNITS, &units), n_where = h->rows(a->ctx, P_WHERE, &where);
    bool named = h->given(a->ctx, P_UNITS);
    if (named == h->given(a->ctx, P_WHERE))
        return ok(a,
                  h->fail(a->ctx, ORG_E_INVALID, "Say which units change their group by either `units:` or `where:`."));
    a->set = named ? units : where;
    a->n = named ? n_units : n_where;
    a->form = h->words(a->ctx, ORG_UNITS, "autonomy_group")     ? FORM_WORDS
              : h->numbers(a->ctx, ORG_UNITS, "autonomy_group") ? FORM_NUMBERS
                                                                : FORM_NEW;
    return true;
}

/* Decree 60/2021: units of groups 1 and 2 do not fall back; a classification lasts five years. */
static bool
judge(Autonomy *a)
{
    const OrgHost *h = a->host;
    const double *since = h->numbers(a->ctx, ORG_UNITS, "autonomy.month");
    for (size_t i = 0; i < a->n; i++) {
        int64_t old = autonomy_group(a->host, a->ctx, a->set[i]);
        if ((old == 1 || old == 2) && a->group > 2)
            return ok(
                a,
                h->fail(a->ctx, ORG_E_INVALID,
                        "Unit \"%s\" is in autonomy group %d and may not fall back to group %d (Decree 60/2021); leave "
                        "it out, or name group 1 or 2.",
                        h->id(a->ctx, ORG_UNITS, a->set[i]), (int) old, (int) a->group));
        if (since && old != a->group && h->now(a->ctx) - since[a->set[i]] < (double) h->integer(a->ctx, P_STABLE))
            h->finding(a->ctx, ORG_WARN, ORG_UNITS, a->set[i],
                       "%s changes its autonomy group again after %g months; a classification should last %d.",
                       h->name(a->ctx, ORG_UNITS, a->set[i]), h->now(a->ctx) - since[a->set[i]],
                       (int) h->integer(a->ctx, P_STABLE));
    }
    return true;
}

static bool
set_groups(Autonomy *a)
{
    const OrgHost *h = a->host;
    OrgRow *rows = scratch(a, a->n, sizeof *rows);
    double *numbers = scratch(a, a->n, sizeof *numbers), *months = scratch(a, a->n, sizeof *months);
    OrgWord *words = scratch(a, a->n, sizeof *words);
    const char text[] = { (char) ('0' + a->group), '\0' };
    if (!rows || !numbers || !months || !words)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        if (autonomy_group(a->host, a->ctx, a->set[i]) == a->group)
            continue;
        rows[a->converted] = a->set[i];
        numbers[a->converted] = (double) a->group;
        words[a->converted] = h->word(a->ctx, text);
        months[a->converted++] = h->now(a->ctx);
    }
    if (!a->converted)
        return true;
    h->because(a->ctx, a->group <= 2 ? "becomes financially autonomous" : "changes its autonomy group");
    OrgStatus status = a->form == FORM_WORDS
                           ? h->set_words(a->ctx, ORG_UNITS, "autonomy_group", rows, words, a->converted)
                           : h->set_numbers(a->ctx, ORG_UNITS, "autonomy_group", rows, numbers, a->converted);
    return ok(a, status) && ok(a, h->set_numbers(a->ctx, ORG_UNITS, "autonomy.month", rows, months, a->converted));
}

/* By unit: 1 for those of the set and, if asked, those below them. */
static uint8_t *
mark_units(Autonomy *a)
{
    uint8_t *marks = scratch(a, a->units->n, 1);
    OrgRow *stack = scratch(a, a->units->n, sizeof *stack);
    if (!marks || !stack)
        return NULL;
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++) {
        marks[a->set[i]] = 1;
        stack[n++] = a->set[i];
    }
    while (n && a->host->integer(a->ctx, P_BELOW)) {
        const OrgRow *children;
        size_t count = a->host->children(a->ctx, stack[--n], &children);
        for (size_t i = 0; i < count; i++)
            if (!marks[children[i]]) {
                marks[children[i]] = 1;
                stack[n++] = children[i];
            }
    }
    return marks;
}

static bool
set_funding(Autonomy *a)
{
    const OrgHost *h = a->host;
    const uint8_t *marks = mark_units(a);
    OrgWord state = h->word(a->ctx, "state"), own = h->word(a->ctx, "own");
    size_t n = 0;
    if (!marks)
        return false;
    for (OrgRow p = 0; p < a->posts->n; p++)
        n += a->posts->closed[p] == ORG_OPEN && a->posts->funding[p] == state && marks[a->posts->unit[p]];
    OrgRow *rows = scratch(a, n, sizeof *rows);
    int64_t *values = scratch(a, n, sizeof *values);
    if (!rows || !values)
        return false;
    for (OrgRow p = 0; p < a->posts->n; p++) {
        if (a->posts->closed[p] != ORG_OPEN || a->posts->funding[p] != state || !marks[a->posts->unit[p]])
            continue;
        rows[a->posts_off] = p;
        values[a->posts_off++] = own;
        a->fte_off += a->posts->fte[p];
        a->held_off += a->posts->holder[p] != ORG_NONE;
    }
    h->because(a->ctx, "leaves the state payroll: the unit pays its posts itself");
    return !n || ok(a, h->set(a->ctx, ORG_F_FUNDING, rows, values, n));
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Autonomy a = { .host = host, .ctx = ctx, .group = host->integer(ctx, P_GROUP) };
    a.units = host->units(ctx);
    a.posts = host->posts(ctx);
    if (!choose_units(&a) || !judge(&a) || !set_groups(&a) || (a.group <= 2 && !set_funding(&a)))
        return a.status;
    host->measure(ctx, "units-converted", ORG_NONE, (double) a.converted);
    host->measure(ctx, "posts-off-payroll", ORG_NONE, (double) a.posts_off);
    host->measure(ctx, "fte-off-payroll", ORG_NONE, (double) a.fte_off / 1000);
    host->measure(ctx, "staff-off-payroll", ORG_NONE, (double) a.held_off);
    return a.status;
}

static const OrgSeries series[] = {
    { .name = "units-converted",
      .label = "Units that changed their group of autonomy",
      .kind = ORG_FLOW,
      .unit = "units" },
    { .name = "posts-off-payroll", .label = "Posts that left the state payroll", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "fte-off-payroll", .label = "Full posts that left the state payroll", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "staff-off-payroll", .label = "Staff that left the state payroll", .kind = ORG_FLOW, .unit = "people" },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "tự chủ", "chuyển sang tự chủ", NULL };

static const OrgFeature features[] = {
    { .name = "autonomy",
      .summary = "Public service units become financially autonomous; their posts leave the state payroll",
      .details = "Decree 60/2021 Art. 9-10: units of groups 1 and 2 pay their own staff. Nobody is dismissed and no "
                 "severance is "
                 "due "
                 "(Decree 154/2025 Art. 7).",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("autonomy", "1.0.0", "orgsim", "MIT", features);
