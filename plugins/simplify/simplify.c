// SPDX-License-Identifier: MIT
/* simplify (đơn giản hóa thủ tục hành chính): procedures take less work, cost less, have another deadline, go online, or end. */
#include "simplify.h"

#include <stdlib.h>

enum { P_PROCEDURES, P_TABLE, P_SHARE, P_SAVES, N_PARAMS };
enum { C_PROCEDURE, C_UNIT, C_AT, C_MINUTES, C_COST, C_DEADLINE, C_ONLINE, C_ENDED }; /* columns of table */
enum { F_MINUTES, F_COST, F_DAYS, F_ONLINE, F_ENDED, N_FIELDS };

static const char *const fields[N_FIELDS] = { "minutes", "cost", "days", "online", "ended" };

static const OrgParam params[N_PARAMS] = {
    [P_PROCEDURES] = { "procedures", "The procedures of each unit, as the items on their work read them, too", NULL,
                       ORG_TABLE, NULL, 0, 0, NULL, PROCEDURES_COLUMNS },
    [P_TABLE] = { "table",
                  "What changes: factors on minutes and cost, a deadline in days, online or ended: yes; a blank unit "
                  "is "
                  "each that handles the procedure; `at`: a later month",
                  NULL, ORG_TABLE, "", 0, 0, NULL,
                  "procedure:text,unit:text?,at:date?,minutes:real?,cost:real?,deadline:real?,online:text?,ended:"
                  "text?" },
    [P_SHARE] = { "share",
                  "Instead of a table: the share of procedures that are simplified, those of most work first (rounded "
                  "up)",
                  NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_SAVES] = { "saves", "With share: what a procedure saves of its minutes and of its cost", NULL, ORG_PERCENT,
                  "20%", 0, 0.99 },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    Problems problems;
    Procedures all;
    uint8_t *touched[N_FIELDS]; /* by row of procedures */
    uint8_t *was_changed;
} Simplify;

/* ---- the table of what changes */

static double
factor(Simplify *s, const OrgTable *table, size_t column, uint32_t i)
{
    double value = number_or(table, column, i, 1);
    if (value > 0 && value <= 100)
        return value;
    problems_add(&s->problems, "table", i + 1, "a factor on %s lies above 0, as 0.7 does.",
                 column == C_MINUTES ? "minutes" : "cost", NULL);
    return 1;
}

static void
change(Simplify *s, uint32_t row, const OrgTable *table, uint32_t i, double minutes, double cost)
{
    Procedure *p = &s->all.rows[row];
    double days = number_or(table, C_DEADLINE, i, (double) NAN);
    p->by_minutes *= minutes;
    p->by_cost *= cost;
    s->touched[F_MINUTES][row] |= minutes != 1;
    s->touched[F_COST][row] |= cost != 1;
    if (!isnan(days)) {
        p->days = days;
        s->touched[F_DAYS][row] = 1;
    }
    if (procedures_yes(text_or_null(table, C_ONLINE, i), false)) {
        s->touched[F_ONLINE][row] |= !p->online;
        p->online = true;
    }
    if (procedures_yes(text_or_null(table, C_ENDED, i), false)) {
        s->touched[F_ENDED][row] |= !p->ended;
        p->ended = true;
    }
}

/* Is it of the name, and of the unit if one is named. */
static bool
is_meant(const Simplify *s, uint32_t row, const char *name, OrgRow unit)
{
    const Procedure *p = &s->all.rows[row];
    return !strcmp(p->name, name) && (unit == ORG_NONE || p->unit == unit);
}

static void
read_change(Simplify *s, const OrgTable *table, uint32_t i)
{
    const char *name = text_or_null(table, C_PROCEDURE, i), *id = text_or_null(table, C_UNIT, i);
    double minutes = factor(s, table, C_MINUTES, i), cost = factor(s, table, C_COST, i);
    OrgRow unit = id ? s->host->find(s->ctx, ORG_UNITS, id) : ORG_NONE;
    uint32_t found = 0;
    if (number_or(table, C_DEADLINE, i, 0) < 0)
        problems_add(&s->problems, "table", i + 1, "a deadline is not below 0 days.", NULL, NULL);
    for (uint32_t row = 0; row < s->all.n && !(id && unit == ORG_NONE); row++)
        if (is_meant(s, row, name, unit)) {
            found++;
            change(s, row, table, i, minutes, cost);
        }
    if (!found)
        problems_add(&s->problems, "table", i + 1,
                     id ? "no procedure \"%s\" of \"%s\" stands in `procedures:`."
                        : "no procedure \"%s\" stands in `procedures:`.",
                     name, id);
}

/* Rows are due in the month of the step, or in a later one that they name; there the item is called again. */
static bool
read_changes(Simplify *s)
{
    const OrgTable *table = s->host->table(s->ctx, P_TABLE);
    OrgMonth first, now = s->host->now(s->ctx);
    s->host->window(s->ctx, &first, NULL);
    for (uint32_t i = 0; i < table->rows; i++) {
        double at = number_or(table, C_AT, i, ORG_UNKNOWN);
        if (at <= first ? now == first : at == now)
            read_change(s, table, i);
        if (at > now && !call_ok(&s->status, s->host->wake(s->ctx, (OrgMonth) at)))
            return false;
    }
    return true;
}

/* ---- a share of them */

typedef struct {
    double work;        /* minutes a month of all units */
    uint32_t from, end; /* of sorted */
} Kind;

static int
by_work(const void *a, const void *b)
{
    const Kind *x = a, *y = b;
    if (x->work != y->work)
        return x->work > y->work ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Those that were not simplified before, the most work first, of equals by name. */
static bool
choose_share(Simplify *s)
{
    double share = s->host->real(s->ctx, P_SHARE), keeps = 1 - s->host->real(s->ctx, P_SAVES);
    Kind *kinds = call_scratch(s->host, s->ctx, &s->status, s->all.n_names, sizeof *kinds);
    size_t n = 0, wanted = (size_t) ceil(share * s->all.n_names - 1e-9);
    if (!kinds)
        return false;
    for (uint32_t i = 0, end; i < s->all.n; i = end) {
        end = procedures_end(&s->all, i);
        Kind kind = { .from = i, .end = end };
        bool changed = false;
        for (uint32_t k = i; k < end; k++) {
            const Procedure *p = &s->all.rows[s->all.sorted[k]];
            changed = changed || procedures_is_changed(p);
            kind.work += p->arrivals * p->minutes;
        }
        if (!changed)
            kinds[n++] = kind;
    }
    if (n < wanted)
        s->host->finding(s->ctx, ORG_WARN, ORG_UNITS, ORG_NONE,
                         "Procedures that are not simplified yet: %u; %u were to be.", (unsigned) n, (unsigned) wanted);
    qsort(kinds, n, sizeof *kinds, by_work);
    for (size_t i = 0; i < n && i < wanted; i++)
        for (uint32_t k = kinds[i].from; k < kinds[i].end; k++) {
            uint32_t row = s->all.sorted[k];
            s->all.rows[row].by_minutes *= keeps;
            s->all.rows[row].by_cost *= keeps;
            s->touched[F_MINUTES][row] = s->touched[F_COST][row] = keeps != 1;
        }
    return true;
}

/* ---- what is written */

static double
value_of(const Procedure *p, int field)
{
    return field == F_MINUTES ? p->by_minutes : field == F_COST ? p->by_cost : field == F_DAYS ? p->days : 1;
}

/* One act for each procedure and field. */
static bool
write_kind(Simplify *s, uint32_t from, uint32_t end, OrgRow *units, double *values)
{
    char name[PROCEDURES_ATTRIBUTE];
    for (int field = 0; field < N_FIELDS; field++) {
        size_t n = 0;
        for (uint32_t k = from; k < end; k++) {
            uint32_t row = s->all.sorted[k];
            units[n] = s->all.rows[row].unit;
            values[n] = value_of(&s->all.rows[row], field);
            n += s->touched[field][row];
        }
        procedures_attribute(s->all.rows[s->all.sorted[from]].name, fields[field], name);
        if (n && !call_ok(&s->status, s->host->set_numbers(s->ctx, ORG_UNITS, name, units, values, n)))
            return false;
    }
    return true;
}

static bool
write_all(Simplify *s, size_t *simplified)
{
    OrgRow *units = call_scratch(s->host, s->ctx, &s->status, s->all.n, sizeof *units);
    double *values = call_scratch(s->host, s->ctx, &s->status, s->all.n, sizeof *values);
    if (!units || !values)
        return false;
    s->host->because(s->ctx, "its procedures are simplified");
    for (uint32_t i = 0, end; i < s->all.n; i = end) {
        bool before = true, after = true;
        end = procedures_end(&s->all, i);
        for (uint32_t k = i; k < end; k++) {
            before = before && s->was_changed[s->all.sorted[k]];
            after = after && procedures_is_changed(&s->all.rows[s->all.sorted[k]]);
        }
        *simplified += after && !before;
        if (!write_kind(s, i, end, units, values))
            return false;
    }
    return true;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Simplify s = { .host = host, .ctx = ctx };
    size_t simplified = 0;
    bool listed = host->given(ctx, P_TABLE);
    if (listed == host->given(ctx, P_SHARE))
        return host->fail(ctx, ORG_E_INVALID, "Say what is simplified by either `table:` or `share:`.");
    if (!procedures_read(host, ctx, &s.status, P_PROCEDURES, &s.problems, &s.all))
        return s.status;
    s.was_changed = call_scratch(host, ctx, &s.status, s.all.n, 1);
    for (int field = 0; field < N_FIELDS; field++)
        s.touched[field] = call_scratch(host, ctx, &s.status, s.all.n, 1);
    if (s.status != ORG_OK)
        return s.status;
    for (uint32_t i = 0; i < s.all.n; i++)
        s.was_changed[i] = procedures_is_changed(&s.all.rows[i]);
    if (!(listed ? read_changes(&s) : choose_share(&s)) ||
        !call_ok(&s.status, problems_refuse(&s.problems, host, ctx)) || !write_all(&s, &simplified))
        return s.status;
    host->measure(ctx, "procedures-simplified", ORG_NONE, (double) simplified);
    return s.status;
}

static const OrgSeries series[] = {
    { .name = "procedures-simplified", .label = "Procedures simplified for the first time", .kind = ORG_FLOW },
};

static const OrgParam metric_params[N_METRIC] = {
    [M_PROCEDURES] = { "procedures", "The procedures of each unit, as the items on their work read them, too", NULL,
                       ORG_TABLE, NULL, 0, 0, NULL, PROCEDURES_COLUMNS },
};

static const OrgSeries measured[] = {
    { .name = "share-simplified",
      .label = "Share of procedures that are simplified",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
    { .name = "procedures", .label = "Procedures of the table", .kind = ORG_LEVEL },
    { .name = "simplified", .label = "Procedures that are simplified", .kind = ORG_LEVEL },
    { .name = "procedures-online", .label = "Procedures that steps made online", .kind = ORG_LEVEL },
    { .name = "procedures-ended", .label = "Procedures that ended", .kind = ORG_LEVEL },
    { .name = "compliance-cost",
      .label = "Cost of filing, a year",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "hours",
      .label = "Hours of work on procedures, a year",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "hours" },
};

/* What a table of steps calls it, too: it needs tables of its own, which the answer to such a row says. */
static const char *const words[] = { "đơn giản hóa", "cắt giảm thủ tục", NULL };

static const OrgFeature features[] = {
    { .name = "simplify",
      .summary = "Simplify procedures: less work, less cost, another deadline, online, or ended",
      .details =
          "Target T9 of Programme 01 counts procedures that were simplified. What is changed stands in attributes of "
          "the units that handle a procedure; items on their work read it.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
    { .name = "procedures",
      .summary = "Procedures that are simplified, online or ended, and what filing costs a year",
      .details =
          "A procedure counts as simplified once anything of it is changed at every unit that handles it. The cost of "
          "filing is that of those who file, no cost of the organisation.",
      .kind = ORG_METRIC,
      .params = metric_params,
      .n_params = N_METRIC,
      .series = measured,
      .n_series = sizeof measured / sizeof measured[0],
      .run = procedures_measure },
};

ORG_PLUGIN("simplify", "1.0.0", "orgsim", "MIT", features);
