// SPDX-License-Identifier: MIT
/* Dossiers of procedures against the working time of those who handle them: a fluid queue, first in, first out, for each unit. Called after
 * the steps of a month, so that a merger adds up queues and takes its toll in the month in which it happens. */
#include "../common/procedure-rows.h"

enum { P_PROCEDURES, P_POSTS, P_MINUTES, P_ABSENCE, P_DIP, P_DIP_MONTHS };

static const OrgParam params[] = {
    [P_PROCEDURES] = { .key = "procedures",
                       .summary = "Who handles which procedure: dossiers a month, minutes each, deadline in days",
                       .type = ORG_TABLE,
                       .columns = PROCEDURES_COLUMNS },
    [P_POSTS] = { .key = "posts",
                  .summary = "Posts that handle dossiers; empty: all of these units",
                  .type = ORG_POST_SET,
                  .fallback = "" },
    [P_MINUTES] = { .key = "minutes",
                    .summary = "Working time of a full post in a month",
                    .unit = "minutes",
                    .type = ORG_REAL,
                    .fallback = "9600",
                    .min = 1,
                    .max = 44640 },
    [P_ABSENCE] = { .key = "absence",
                    .summary = "Share of it that people are away, or do other work",
                    .type = ORG_PERCENT,
                    .fallback = "0%",
                    .max = 1 },
    [P_DIP] = { .key = "dip",
                .summary = "Share of it that a merger costs in its month; less each month after",
                .type = ORG_PERCENT,
                .fallback = "20%",
                .max = 1 },
    [P_DIP_MONTHS] = { .key = "dip_months",
                       .summary = "Months after which a merger costs nothing any more",
                       .unit = "months",
                       .type = ORG_INT,
                       .fallback = "6",
                       .min = 1,
                       .max = 120 },
};

/* What is kept of each unit. Dossiers and those on time are counted in the calendar year so far. */
enum { K_BACKLOG, K_DOSSIERS, K_ON_TIME, K_WAITING, K_MERGED, N_KEPT };
static const char *const kept[] = { "workload.backlog", "workload.dossiers", "workload.on-time", "workload.waiting",
                                    "workload.merged" };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    OrgMonth from, now;
    const OrgUnits *units;
    const ProcedureRow *rows;
    size_t n_rows;
    double *of[N_KEPT];
    double *work, *capacity; /* minutes, of each unit: of the month; NaN where a unit handles nothing */
    double *begins, *ends;   /* waiting days at the month's two ends; infinite where nobody works */
} Load;

static void
read_state(Load *l)
{
    const uint32_t n = l->units->n;
    double **arrays[] = { &l->work, &l->capacity, &l->begins, &l->ends };
    for (unsigned k = 0; k < N_KEPT; k++)
        l->of[k] = state_read(l->host, l->ctx, &l->status, ORG_UNITS, kept[k], n);
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
        *arrays[k] = state_read(l->host, l->ctx, &l->status, ORG_UNITS, NULL, n);
    for (size_t i = 0; l->status == ORG_OK && i < l->n_rows; i++) {
        const ProcedureRow *row = &l->rows[i];
        if (row->taker == ORG_NONE)
            continue;
        l->work[row->taker] = (isnan(l->work[row->taker]) ? 0 : l->work[row->taker]) + row->arrivals * row->minutes;
    }
}

/* Queues and counts of who closed go to who took over, and whoever takes over a queue or a procedure has merged in that month. */
static void
merge_queues(Load *l)
{
    for (OrgRow unit = 0; unit < l->units->n; unit++) {
        const OrgMonth closed = l->units->closed[unit];
        const OrgRow taker = closed == ORG_OPEN ? ORG_NONE : state_taker(l->units, unit);
        bool handled = !isnan(l->of[K_BACKLOG][unit]);
        for (size_t i = 0; i < l->n_rows && !handled && taker != ORG_NONE; i++)
            handled = l->rows[i].unit == unit;
        if (taker != ORG_NONE && handled && closed > l->from && closed <= l->now)
            l->of[K_MERGED][taker] = l->now;
        if (closed != ORG_OPEN)
            l->of[K_WAITING][unit] = l->of[K_MERGED][unit] = NAN;
    }
    state_hand_over(l->units, l->of[K_BACKLOG]);
    state_hand_over(l->units, l->of[K_DOSSIERS]);
    state_hand_over(l->units, l->of[K_ON_TIME]);
}

/* Full posts held, without who sits in class (operator train). */
static void
add_posts(Load *l)
{
    const OrgPosts *posts = l->host->posts(l->ctx);
    const double *until = l->host->numbers(l->ctx, ORG_PEOPLE, "train.until"),
                 *away = l->host->numbers(l->ctx, ORG_PEOPLE, "train.absence");
    const OrgRow *rows = NULL;
    const bool all = !l->host->given(l->ctx, P_POSTS);
    const size_t n = all ? posts->n : l->host->rows(l->ctx, P_POSTS, &rows);
    for (OrgRow unit = 0; unit < l->units->n; unit++)
        l->capacity[unit] = isnan(l->work[unit]) ? NAN : 0;
    for (size_t i = 0; i < n; i++) {
        const OrgRow post = all ? (OrgRow) i : rows[i], holder = posts->holder[post];
        if (posts->closed[post] != ORG_OPEN || holder == ORG_NONE)
            continue;
        const bool in_class = until && away && until[holder] >= l->now && !isnan(away[holder]);
        l->capacity[posts->unit[post]] += posts->fte[post] / 1000.0 * (in_class ? 1 - away[holder] : 1);
    }
}

static double
dip_now(const Load *l, OrgRow unit)
{
    const double months = (double) l->host->integer(l->ctx, P_DIP_MONTHS), since = l->now - l->of[K_MERGED][unit];
    return isnan(since) || since >= months ? 0 : l->host->real(l->ctx, P_DIP) * (1 - since / months);
}

static double
days(double backlog, double capacity)
{
    return backlog <= 0 ? 0 : capacity > 0 ? 30 * backlog / capacity : INFINITY;
}

static void
work_off(Load *l)
{
    const double minutes = l->host->real(l->ctx, P_MINUTES) * (1 - l->host->real(l->ctx, P_ABSENCE));
    for (OrgRow unit = 0; unit < l->units->n; unit++) {
        if (isnan(l->work[unit])) /* what is left of a queue whose procedures have gone is nobody's */
            continue;
        const double before = isnan(l->of[K_BACKLOG][unit]) ? 0 : l->of[K_BACKLOG][unit];
        l->capacity[unit] *= minutes * (1 - dip_now(l, unit));
        const double after = fmax(0, before + l->work[unit] - l->capacity[unit]);
        l->begins[unit] = days(before, l->capacity[unit]);
        l->ends[unit] = days(after, l->capacity[unit]);
        l->of[K_BACKLOG][unit] = after;
        l->of[K_WAITING][unit] = isinf(l->ends[unit]) ? NAN : l->ends[unit];
    }
}

/* Of what arrives evenly in a month while the wait goes from one figure to another, the share that waits at most so long. */
static double
share_within(double begins, double ends, double deadline)
{
    const double low = fmin(begins, ends), high = fmax(begins, ends);
    if (high <= deadline)
        return 1;
    return low > deadline || isinf(high) ? 0 : (deadline - low) / (high - low);
}

static void
count_dossiers(Load *l)
{
    for (OrgRow unit = 0; unit < l->units->n; unit++)
        for (unsigned k = K_DOSSIERS; k <= K_ON_TIME; k++)
            if (!isnan(l->work[unit]) && (isnan(l->of[k][unit]) || l->now % 12 == 0))
                l->of[k][unit] = 0;
    for (size_t i = 0; i < l->n_rows; i++) {
        const ProcedureRow *row = &l->rows[i];
        if (row->taker == ORG_NONE)
            continue;
        l->of[K_DOSSIERS][row->taker] += row->arrivals;
        l->of[K_ON_TIME][row->taker] +=
            row->arrivals * share_within(l->begins[row->taker], l->ends[row->taker], row->days);
    }
}

static void
tell(const Load *l)
{
    double backlog = 0, work = 0, capacity = 0, dossiers = 0, on_time = 0;
    for (OrgRow unit = 0; unit < l->units->n; unit++) {
        if (isnan(l->work[unit]))
            continue;
        backlog += l->of[K_BACKLOG][unit];
        work += l->work[unit];
        capacity += l->capacity[unit];
        dossiers += l->of[K_DOSSIERS][unit];
        on_time += l->of[K_ON_TIME][unit];
        l->host->measure(l->ctx, "backlog-hours", unit, l->of[K_BACKLOG][unit] / 60);
        if (!isnan(l->of[K_WAITING][unit]))
            l->host->measure(l->ctx, "waiting-days", unit, l->of[K_WAITING][unit]);
    }
    l->host->measure(l->ctx, "backlog-hours", ORG_NONE, backlog / 60);
    if (capacity > 0)
        l->host->measure(l->ctx, "utilisation", ORG_NONE, work / capacity);
    if (dossiers > 0)
        l->host->measure(l->ctx, "returned-on-time", ORG_NONE, on_time / dossiers);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgTable *table = host->table(ctx, P_PROCEDURES);
    Load l = { .host = host,
               .ctx = ctx,
               .from = host->from(ctx),
               .now = host->now(ctx),
               .units = host->units(ctx),
               .n_rows = table->rows };
    l.rows = procedure_rows_read(host, ctx, &l.status, table);
    if (l.status == ORG_OK)
        read_state(&l);
    if (l.status != ORG_OK)
        return l.status;
    if (host->carried(ctx) == 0)
        host->finding(ctx, ORG_NOTE, ORG_UNITS, ORG_NONE,
                      "workload assumes %g minutes a month of a full post, %g %% of it away, and %g %% less in the "
                      "month of a merger, none after %d months",
                      host->real(ctx, P_MINUTES), 100 * host->real(ctx, P_ABSENCE), 100 * host->real(ctx, P_DIP),
                      (int) host->integer(ctx, P_DIP_MONTHS));
    host->carry(ctx, 1);
    merge_queues(&l);
    add_posts(&l);
    work_off(&l);
    count_dossiers(&l);
    tell(&l);
    host->because(ctx, "dossiers of the month");
    for (unsigned k = 0; k < N_KEPT; k++)
        state_write(host, ctx, &l.status, ORG_UNITS, kept[k], l.of[k], l.units->n);
    return l.status;
}

static const OrgSeries series[] = {
    { .name = "returned-on-time",
      .label = "Dossiers returned on time, of those of the year so far",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
    { .name = "backlog-hours",
      .label = "Hours of work that wait",
      .kind = ORG_LEVEL,
      .flags = ORG_PER_UNIT | ORG_LESS_IS_GOOD },
    { .name = "waiting-days",
      .label = "Days that a new dossier waits",
      .kind = ORG_LEVEL,
      .flags = ORG_PER_UNIT | ORG_LESS_IS_GOOD | ORG_SPARSE },
    { .name = "utilisation",
      .label = "Work that arrives, of what can be done",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
};

static const OrgFeature features[] = {
    { .name = "workload",
      .summary = "Dossiers against working time: queues, waiting days, what is returned on time",
      .details = "Each unit has one queue, first in, first out, of minutes of work: what arrives in a month less what "
                 "its held posts can do. "
                 "A dossier waits 30 times backlog over capacity, in days. Queues of merged units add up, and a merger "
                 "costs working time for "
                 "some months. All constants are assumptions, and are told in the first month.",
      .kind = ORG_PROCESS,
      .flags = ORG_NEEDS_HOLDERS | ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("workload", "1.0.0", "orgsim", "MIT", features);
