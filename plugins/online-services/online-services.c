// SPDX-License-Identifier: MIT
/* Procedures go online: by dates of a table, or along an S-curve, those of most dossiers first. What a step made online (operator simplify)
 * counts as well. Called after the steps of a month. */
#include "../common/procedure-rows.h"

#include <stdlib.h>

enum { P_PROCEDURES, P_DATES, P_START, P_END, P_HALF, P_SPAN };
enum { C_PROCEDURE, C_MONTH };

static const OrgParam params[] = {
    [P_PROCEDURES] = { .key = "procedures",
                       .summary = "The procedures, and which of them may go online",
                       .type = ORG_TABLE,
                       .columns = PROCEDURES_COLUMNS },
    [P_DATES] = { .key = "dates",
                  .summary = "In which month a procedure goes online, planned or reported; instead of a curve",
                  .type = ORG_TABLE,
                  .fallback = "",
                  .columns = "procedure:text,month:date" },
    [P_START] = { .key = "start",
                  .summary = "Share online long before the curve rises",
                  .type = ORG_PERCENT,
                  .fallback = "0%",
                  .max = 1 },
    [P_END] = { .key = "end",
                .summary = "Share online long after it",
                .type = ORG_PERCENT,
                .fallback = "100%",
                .max = 1 },
    [P_HALF] = { .key = "half",
                 .summary = "Month in which half of the way is gone",
                 .type = ORG_DATE,
                 .fallback = "2000-01" },
    [P_SPAN] = { .key = "span",
                 .summary = "From a tenth of the way to nine tenths",
                 .unit = "months",
                 .type = ORG_REAL,
                 .fallback = "24",
                 .min = 0.1,
                 .max = 600 },
};

/* A procedure, of whichever units: counted once, at whoever handles it for the unit that the table names first. */
typedef struct {
    const char *name;
    OrgRow at;
    double arrivals;
    bool eligible, online;
} Service;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    Service *list;
    size_t n;
} Services;

static int
by_name(const void *a, const void *b)
{
    return strcmp(((const Service *) a)->name, ((const Service *) b)->name);
}

static int
by_dossiers(const void *a, const void *b)
{
    const Service *x = a, *y = b;
    if (x->arrivals != y->arrivals)
        return x->arrivals > y->arrivals ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The rows as procedures: one that any unit may put online is eligible; it is online, or has ended, when it is so wherever it goes on. */
static void
gather(Services *s)
{
    const OrgTable *table = s->host->table(s->ctx, P_PROCEDURES);
    const ProcedureRow *rows = procedure_rows_read(s->host, s->ctx, &s->status, table);
    s->list = call_scratch(s->host, s->ctx, &s->status, table->rows, sizeof *s->list);
    for (size_t i = 0; s->status == ORG_OK && i < table->rows; i++) {
        size_t k = 0;
        if (rows[i].ended || rows[i].taker == ORG_NONE)
            continue;
        while (k < s->n && strcmp(s->list[k].name, rows[i].name) != 0)
            k++;
        if (k == s->n)
            s->list[s->n++] = (Service){ rows[i].name, rows[i].taker, 0, false, true };
        s->list[k].arrivals += rows[i].arrivals;
        s->list[k].eligible |= rows[i].eligible;
        s->list[k].online &= rows[i].online;
    }
}

static void
by_dates(Services *s)
{
    const OrgTable *dates = s->host->table(s->ctx, P_DATES);
    qsort(s->list, s->n, sizeof *s->list, by_name);
    for (size_t i = 0; s->status == ORG_OK && i < dates->rows; i++) {
        const char *name = org_column(dates, C_PROCEDURE)->text[i];
        const Service key = { .name = name ? name : "" };
        Service *found = s->n ? bsearch(&key, s->list, s->n, sizeof key, by_name) : NULL;
        if (found && number_or(dates, C_MONTH, i, INFINITY) <= s->host->now(s->ctx))
            found->online = true;
    }
}

/* A logistic curve; the number is rounded to whole procedures, so that it comes to its end. */
static void
by_curve(Services *s)
{
    const double start = s->host->real(s->ctx, P_START), end = s->host->real(s->ctx, P_END);
    const double pace = s->host->real(s->ctx, P_SPAN) / (2 * log(9)),
                 since = s->host->now(s->ctx) - (double) s->host->integer(s->ctx, P_HALF);
    const double share = start + (end - start) / (1 + exp(-since / pace));
    size_t eligible = 0, done = 0;
    for (size_t i = 0; i < s->n; i++)
        eligible += s->list[i].eligible;
    const double wanted = floor(share * (double) eligible + 0.5);
    qsort(s->list, s->n, sizeof *s->list, by_dossiers);
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i].eligible && (double) done++ < wanted)
            s->list[i].online = true;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Services s = { .host = host, .ctx = ctx };
    const OrgUnits *units = host->units(ctx);
    const bool dated = host->given(ctx, P_DATES), curved = host->given(ctx, P_HALF);
    double *eligible = state_read(host, ctx, &s.status, ORG_UNITS, NULL, units->n);
    double *online = state_read(host, ctx, &s.status, ORG_UNITS, NULL, units->n);
    double sums[2] = { 0, 0 };
    gather(&s);
    if (s.status != ORG_OK)
        return s.status;
    if (dated && curved)
        return host->fail(ctx, ORG_E_INVALID, "online-services takes `dates` or the month of `half`, not both");
    if (dated)
        by_dates(&s);
    if (curved)
        by_curve(&s);
    for (size_t i = 0; i < s.n; i++) {
        if (!s.list[i].eligible)
            continue;
        const OrgRow at = s.list[i].at;
        eligible[at] = (isnan(eligible[at]) ? 0 : eligible[at]) + 1;
        online[at] = (isnan(online[at]) ? 0 : online[at]) + s.list[i].online;
        sums[0]++;
        sums[1] += s.list[i].online;
    }
    host->measure(ctx, "services-online", ORG_NONE, sums[1]);
    host->measure(ctx, "services-eligible", ORG_NONE, sums[0]);
    if (sums[0] > 0)
        host->measure(ctx, "share-online", ORG_NONE, sums[1] / sums[0]);
    host->because(ctx, "services online");
    state_write(host, ctx, &s.status, ORG_UNITS, "online-services.eligible", eligible, units->n);
    return state_write(host, ctx, &s.status, ORG_UNITS, "online-services.online", online, units->n);
}

static const OrgSeries series[] = {
    { .name = "share-online",
      .label = "Share of the services online that may be",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
    { .name = "services-online", .label = "Public services online", .kind = ORG_LEVEL },
    { .name = "services-eligible", .label = "Public services that may go online", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "online-services",
      .summary = "Procedures go online, by dates or along an S-curve",
      .details = "Only procedures that are eligible count. Along the curve those of most dossiers come first. What the "
                 "operator simplify made "
                 "online counts as well. Curve and order are assumptions.",
      .kind = ORG_PROCESS,
      .flags = ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("online-services", "1.0.0", "orgsim", "MIT", features);
