// SPDX-License-Identifier: MIT
/* Retirement by a statutory schedule: a person leaves at the end of the first month t in which the age in months reaches
 * the age that the schedule asks for in the year of t. That follows from birth and sex alone, so that it is foreseen once
 * for the whole run, and announced.
 *
 * "Some month t up to now has t - born >= age(t)" is the same as "born <= the greatest t - age(t) up to now": the limit of
 * births rises month by month, and who is born between one month's limit and the next is due in that month. */
#include "../common/columns.h"
#include "../common/table.h"

enum { SCHEDULE, UNKNOWN_SEX };
enum { MEN, WOMEN, STAY };
enum { MAX_YEARS = 300, SEXES = 3 };

static const char *const unknown_sex_choices[] = { "men", "women", "stay", NULL };

static const OrgParam params[] = {
    { .key = "schedule",
      .summary = "Retirement age by year, in months; years outside the table take its nearest row. "
                 "Default: Decree 135/2020 (Vietnam)",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = "year:int,male_months:int,female_months:int" },
    { .key = "unknown_sex",
      .summary = "People whose sex is not known retire at the age of men, of women, or stay",
      .type = ORG_CHOICE,
      .fallback = "men",
      .choices = unknown_sex_choices },
};

typedef struct {
    int32_t year, months[2]; /* men, women */
} Age;

/* Labour Code 2019 Art. 169, Decree 135/2020 Art. 4. */
static const Age decree_135_2020[] = {
    { 2020, { 720, 660 } }, { 2021, { 723, 664 } }, { 2022, { 726, 668 } }, { 2023, { 729, 672 } },
    { 2024, { 732, 676 } }, { 2025, { 735, 680 } }, { 2026, { 738, 684 } }, { 2027, { 741, 688 } },
    { 2028, { 744, 692 } }, { 2029, { 744, 696 } }, { 2030, { 744, 700 } }, { 2031, { 744, 704 } },
    { 2032, { 744, 708 } }, { 2033, { 744, 712 } }, { 2034, { 744, 716 } }, { 2035, { 744, 720 } },
};

/* Who is due in the months foreseen: by sex (0 unknown, 1 female, 2 male, as in the sex column). */
typedef struct {
    OrgMonth from, now;
    int32_t overdue[SEXES]; /* born at or before: was due before the first of them */
    int32_t due[SEXES];     /* born at or before: is due by the last */
    OrgMonth *when[SEXES];  /* born at overdue + 1 + i: when due */
} Limits;

static int32_t
age_in(const Age *ages, size_t n, int32_t year, int sex)
{
    size_t k = 0;
    while (k + 1 < n && ages[k + 1].year <= year)
        k++;
    return ages[k].months[sex];
}

/* The latest month of birth that is due by `until`: the greatest t - age(t), t <= until. Inside a year the age is
 * constant, so only its last month counts; before the schedule's first year all years are alike. */
static int32_t
latest_birth(const Age *ages, size_t n, OrgMonth until, int sex)
{
    int32_t last_year = until / 12;
    int32_t latest = INT32_MIN;
    for (int32_t year = ages[0].year - 1 < last_year ? ages[0].year - 1 : last_year; year <= last_year; year++) {
        OrgMonth t = year == last_year ? until : ORG_MONTH(year, 12);
        int32_t born = t - age_in(ages, n, year, sex);
        if (born > latest)
            latest = born;
    }
    return latest;
}

static int
column_of(int sex, int64_t unknown)
{
    return sex == ORG_FEMALE || (sex == 0 && unknown == WOMEN) ? 1 : 0;
}

/* The months in which births between `overdue` and `due` fall due, for one sex. */
static bool
set_months(const OrgHost *host, OrgCtx *ctx, Limits *limits, const Age *ages, size_t n, int sex, int column)
{
    int32_t latest = limits->overdue[sex];
    OrgMonth *when = host->scratch(ctx, ((size_t) (limits->due[sex] - latest) + 1) * sizeof *when);
    limits->when[sex] = when;
    for (OrgMonth t = limits->from + 1; when && t <= limits->now; t++)
        for (int32_t born = t - age_in(ages, n, t / 12, column); latest < born; latest++)
            *when++ = t;
    return limits->when[sex] != NULL;
}

static bool
set_limits(const OrgHost *host, OrgCtx *ctx, Limits *limits, const Age *ages, size_t n)
{
    int64_t unknown = host->integer(ctx, UNKNOWN_SEX);
    for (int sex = 0; sex < SEXES; sex++) {
        int column = column_of(sex, unknown);
        limits->overdue[sex] = latest_birth(ages, n, limits->from, column);
        limits->due[sex] = latest_birth(ages, n, limits->now, column);
        if (!set_months(host, ctx, limits, ages, n, sex, column))
            return false;
        if (sex == 0 && unknown == STAY) /* nobody was born that early, and ORG_UNKNOWN is excluded */
            limits->due[sex] = INT32_MIN;
    }
    return true;
}

HOT static void
mark_due(const OrgMonth *born, const uint8_t *sex, const uint8_t *state, uint32_t n, const Limits *limits,
         uint8_t *restrict due)
{
    const int32_t unknown = limits->due[0], female = limits->due[ORG_FEMALE], male = limits->due[ORG_MALE];
    for (uint32_t i = 0; i < n; i++) {
        int32_t limit = sex[i] == ORG_MALE ? male : sex[i] == ORG_FEMALE ? female : unknown;
        due[i] = (uint8_t) ((born[i] <= limit) & (born[i] != ORG_UNKNOWN) & (state[i] != ORG_LEFT));
    }
}

/* People due before (at the start of a run, or when they join) leave in the first month, under a reason of their own. */
static OrgStatus
announce(const OrgHost *host, OrgCtx *ctx, const Limits *limits, OrgRow *rows, uint32_t n)
{
    const OrgPeople *people = host->people(ctx);
    OrgMonth when[CHUNK], first[CHUNK];
    OrgRow late[CHUNK];
    uint32_t n_due = 0, n_late = 0;
    for (uint32_t i = 0; i < n; i++) {
        OrgRow row = rows[i];
        int sex = people->sex[row] < SEXES ? people->sex[row] : 0;
        if (people->born[row] <= limits->overdue[sex]) {
            first[n_late] = limits->from + 1;
            late[n_late++] = row;
            continue;
        }
        when[n_due] = limits->when[sex][people->born[row] - limits->overdue[sex] - 1];
        rows[n_due++] = row;
    }
    OrgStatus status = host->announce(ctx, rows, when, n_due, "retirement", "retired");
    return status == ORG_OK ? host->announce(ctx, late, first, n_late, "retirement, overdue", "retired") : status;
}

static OrgStatus
read_schedule(const OrgHost *host, OrgCtx *ctx, Age *ages, size_t *n)
{
    const OrgTable *table = host->table(ctx, SCHEDULE);
    if (!table || table->rows == 0) {
        memcpy(ages, decree_135_2020, sizeof decree_135_2020);
        *n = sizeof decree_135_2020 / sizeof decree_135_2020[0];
        return ORG_OK;
    }
    if (table->rows > MAX_YEARS)
        return host->fail(ctx, ORG_E_INVALID, "the retirement schedule has more than %d rows", MAX_YEARS);
    const double *column[3];
    for (size_t c = 0; c < 3; c++)
        column[c] = org_column(table, c)->number;
    for (size_t i = 0; i < table->rows; i++) {
        for (size_t c = 0; c < 3; c++)
            if (!(column[c][i] >= 1 && column[c][i] <= 9999))
                return host->fail(ctx, ORG_E_INVALID,
                                  "row %u of the retirement schedule needs a year and two ages in months, all above 0",
                                  (unsigned) i + 1);
        ages[i] = (Age){ (int32_t) column[0][i], { (int32_t) column[1][i], (int32_t) column[2][i] } };
        if (i > 0 && ages[i].year <= ages[i - 1].year)
            return host->fail(ctx, ORG_E_INVALID, "the years of the retirement schedule must rise: %d stands after %d",
                              ages[i].year, ages[i - 1].year);
    }
    *n = table->rows;
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Age ages[MAX_YEARS];
    size_t n_ages = 0;
    OrgStatus status = read_schedule(host, ctx, ages, &n_ages);
    if (status != ORG_OK)
        return status;
    Limits limits = { .from = host->from(ctx), .now = host->now(ctx) };
    if (!set_limits(host, ctx, &limits, ages, n_ages))
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    const OrgPeople *people = host->people(ctx);
    OrgRow first, end;
    host->range(ctx, &first, &end);
    uint8_t due[CHUNK];
    OrgRow rows[CHUNK];
    while (first < end && status == ORG_OK) {
        uint32_t n = chunk_size(first, end);
        mark_due(people->born + first, people->sex + first, people->state + first, n, &limits, due);
        uint32_t found = collect(due, n, first, rows);
        if (found > 0)
            status = announce(host, ctx, &limits, rows, found);
        first += n;
    }
    return status;
}

static const OrgSeries series[] = {
    { .name = "retired", .label = "People who retired", .kind = ORG_FLOW, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "retirement",
      .summary = "People retire in the month in which they reach the statutory age",
      .details =
          "Labour Code 2019 (Vietnam) Art. 169 and Decree 135/2020 Art. 3-4: the age rises by 3 months a year for "
          "men until 62 (2028) and by 4 months for women until 60 (2035). A person leaves at the end of the first "
          "month t in which age(t) >= schedule[year of t].",
      .kind = ORG_PROCESS,
      .flags = ORG_BY_ROWS | ORG_NEEDS_BIRTHS | ORG_FORESEES_RUN,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("retirement", "1.0.0", "orgsim", "MIT", features);
