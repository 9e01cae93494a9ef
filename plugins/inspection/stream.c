// SPDX-License-Identifier: MIT
/* One stream: drawn without replacement in a year, and each stage a share of the one before. */
#include "inspection.h"

#include <stdlib.h>

static const char *const stages[] = { "checked", "signs", "found", "disciplined" };
static const char *const told[] = { "inspected-%s", "signs-%s", "violations-%s", "disciplined-%s" };

/* Somebody who may be checked in this month. */
typedef struct {
    OrgRow row;
    uint64_t stream; /* for chance */
    double risk, drawn;
} Candidate;

static int
by_risk(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->risk != y->risk)
        return x->risk > y->risk ? -1 : 1;
    if (x->drawn != y->drawn)
        return x->drawn < y->drawn ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

OrgStatus
stream_read(Call *c, size_t row, Stream *stream)
{
    const OrgTable *table = c->host->table(c->ctx, P_STREAMS);
    const char *name = org_column(table, C_STREAM)->text[row], *const *ofs = org_column(table, C_OF)->text;
    const char *of = ofs && ofs[row] ? ofs[row] : "units";
    const char *const *order = org_column(table, C_ORDER)->text;
    if (!name || !name[0])
        return c->host->fail(c->ctx, ORG_E_INVALID, "row %u of `streams` has no name", (unsigned) row + 1);
    for (size_t i = 0; i < row; i++)
        if (strcmp(org_column(table, C_STREAM)->text[i], name) == 0)
            return c->host->fail(c->ctx, ORG_E_INVALID, "two streams are called \"%s\"", name);
    if (strcmp(of, "units") != 0 && strcmp(of, "people") != 0)
        return c->host->fail(c->ctx, ORG_E_INVALID, "stream \"%s\" is of `units` or of `people`", name);
    *stream = (Stream){ .name = name, .of_people = of[0] == 'p', .number = number_or(table, C_NUMBER, row, 0) };
    stream->order = order && order[row] ? order[row] : "";
    if (stream->number < 0)
        return c->host->fail(c->ctx, ORG_E_INVALID, "stream \"%s\" checks fewer than none", name);
    for (unsigned k = K_SIGNS; k < N_STAGES; k++) {
        stream->share[k] = number_or(table, C_SIGNS + k - K_SIGNS, row, 0);
        if (stream->share[k] < 0 || stream->share[k] > 1)
            return c->host->fail(c->ctx, ORG_E_INVALID, "`%s` of stream \"%s\" is a share from 0 to 1", stages[k],
                                 name);
    }
    return ORG_OK;
}

static bool
is_open(const Call *c, bool of_people, OrgRow row)
{
    return of_people ? c->host->people(c->ctx)->state[row] != ORG_LEFT
                     : c->host->units(c->ctx)->closed[row] == ORG_OPEN;
}

/* Everybody of the set who was not checked in this year yet. */
static size_t
gather(Call *c, const Stream *s, const double *last, uint64_t key, Candidate **list)
{
    const unsigned param = s->of_people ? P_PEOPLE : P_UNITS;
    const uint32_t table = s->of_people ? ORG_PEOPLE : ORG_UNITS;
    const OrgRow *rows = NULL;
    const bool all = !c->host->given(c->ctx, param);
    const size_t n = !all           ? c->host->rows(c->ctx, param, &rows)
                     : s->of_people ? c->host->people(c->ctx)->n
                                    : c->host->units(c->ctx)->n;
    const double *risk = s->order[0] ? c->host->numbers(c->ctx, table, s->order) : NULL;
    const uint32_t *streams = c->host->people(c->ctx)->stream;
    size_t found = 0;
    *list = call_scratch(c->host, c->ctx, &c->status, n, sizeof **list);
    for (size_t i = 0; *list && i < n; i++) {
        const OrgRow row = all ? (OrgRow) i : rows[i];
        if ((all && !is_open(c, s->of_people, row)) || last[row] >= c->now / 12 * 12)
            continue;
        const uint64_t stream = s->of_people ? streams[row] : state_stream(c->host->id(c->ctx, table, row));
        (*list)[found++] = (Candidate){ .row = row,
                                        .stream = stream,
                                        .risk = risk && !isnan(risk[row]) ? risk[row] : -INFINITY,
                                        .drawn = org_chance_real(key, stream, 0) };
    }
    return found;
}

/* How many of a year's number fall into a month, 0 to 11. */
static size_t
of_month(double number, int32_t month)
{
    return (size_t) (floor(number * (month + 1) / 12 + 1e-9) - floor(number * month / 12 + 1e-9));
}

/* Who is disciplined bears it as an attribute that others read, whichever table: the last month in which it is in force. */
static void
discipline(Call *c, uint32_t table, const OrgRow *rows, size_t n)
{
    const OrgMonth until = c->now + (OrgMonth) c->host->integer(c->ctx, P_MONTHS);
    double *values = call_scratch(c->host, c->ctx, &c->status, n, sizeof *values);
    for (size_t i = 0; values && i < n; i++)
        values[i] = until;
    c->host->because(c->ctx, "disciplined after an inspection");
    if (c->status == ORG_OK && n > 0)
        call_ok(&c->status, c->host->set_numbers(c->ctx, table, "discipline_until", rows, values, n));
}

/* The counts of the year, as they stand before this month. */
static void
read_counts(Call *c, const Stream *s, const char **names, double **counts)
{
    const OrgUnits *units = c->host->units(c->ctx);
    for (unsigned k = 0; k < N_STAGES; k++) {
        names[k] = state_name(c->host, c->ctx, &c->status, "inspection", s->name, stages[k]);
        counts[k] = state_read(c->host, c->ctx, &c->status, ORG_UNITS, names[k], units->n);
        for (OrgRow unit = 0; counts[k] && c->now % 12 == 0 && unit < units->n; unit++)
            counts[k][unit] = isnan(counts[k][unit]) ? NAN : 0;
        if (counts[k])
            state_hand_over(units, counts[k]);
    }
}

static void
tell(const Call *c, const Stream *s, const size_t *n)
{
    char name[201];
    for (unsigned k = 0; k < N_STAGES; k++) {
        snprintf(name, sizeof name, told[k], s->name);
        c->host->measure(c->ctx, name, ORG_NONE, (double) n[k]);
    }
}

void
stream_go(Call *c, const Stream *s)
{
    const uint32_t table = s->of_people ? ORG_PEOPLE : ORG_UNITS;
    const OrgUnits *units = c->host->units(c->ctx);
    const OrgPeople *people = c->host->people(c->ctx);
    const uint32_t rows = s->of_people ? people->n : units->n;
    const uint64_t key = org_chance(c->key, state_stream(s->name), 0);
    const char *names[N_STAGES], *month = state_name(c->host, c->ctx, &c->status, "inspection", s->name, "month");
    double *counts[N_STAGES], *last = state_read(c->host, c->ctx, &c->status, table, month, rows);
    size_t n[N_STAGES] = { 0 }, n_list = 0, due = of_month(s->number, c->now % 12);
    Candidate *list = NULL;
    read_counts(c, s, names, counts);
    if (c->status == ORG_OK && due > 0)
        n_list = gather(c, s, last, key, &list);
    OrgRow *punished = call_scratch(c->host, c->ctx, &c->status, n_list, sizeof *punished);
    if (c->status != ORG_OK)
        return;
    qsort(list ? list : (Candidate *) punished, list ? n_list : 0, sizeof *list, by_risk);
    for (size_t i = 0; i < due && i < n_list; i++) {
        const OrgRow unit = s->of_people ? people->unit[list[i].row] : list[i].row;
        bool reached = true;
        last[list[i].row] = c->now;
        for (unsigned k = 0; k < N_STAGES; k++) {
            reached = reached && (k == K_CHECKED || org_chance_real(key, list[i].stream, k) < s->share[k]);
            counts[k][unit] = (isnan(counts[k][unit]) ? 0 : counts[k][unit]) + reached;
            n[k] += reached;
        }
        if (reached)
            punished[n[K_DISCIPLINED] - 1] = list[i].row;
    }
    if (n_list < due)
        c->host->finding(c->ctx, ORG_WARN, ORG_UNITS, ORG_NONE,
                         "stream \"%s\" was to check %u in the month; only %u were left in the year", s->name,
                         (unsigned) due, (unsigned) n_list);
    tell(c, s, n);
    c->host->because(c->ctx, "an inspection was made");
    state_write(c->host, c->ctx, &c->status, table, month, last, rows);
    for (unsigned k = 0; k < N_STAGES; k++)
        state_write(c->host, c->ctx, &c->status, ORG_UNITS, names[k], counts[k], units->n);
    discipline(c, table, punished, n[K_DISCIPLINED]);
}
