// SPDX-License-Identifier: MIT
/* What pay costs: coefficient x base salary of the day x (1 + allowance), summed over posts by their weight. */
#include "../common/base-salary.h"

enum { WHERE, PAID, ALLOWANCE, CONTRIBUTIONS, MISSING, BASE, OWN };
enum { FILLED, ASSIGNED };

static const char *const paid_choices[] = { "filled", "assigned", NULL };

static const OrgParam params[] = {
    { .key = "where", .summary = "Posts that are paid; empty: all open posts", .type = ORG_POST_SET, .fallback = "" },
    { .key = "paid",
      .summary = "Pay the `filled` posts, or all `assigned` ones (what the quota would cost if it were filled)",
      .type = ORG_CHOICE,
      .fallback = "filled",
      .choices = paid_choices },
    { .key = "allowance",
      .summary = "Allowances on top of coefficient x base salary",
      .type = ORG_PERCENT,
      .fallback = "25%",
      .min = 0,
      .max = 10 },
    { .key = "contributions",
      .summary = "What the employer pays on top, as a share of pay",
      .type = ORG_PERCENT,
      .fallback = "0%",
      .min = 0,
      .max = 10 },
    { .key = "missing",
      .summary = "Coefficient assumed for posts that give none; 0: such posts are left out and counted as `unpriced`",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 100 },
    { .key = "base",
      .summary = "Base salary a month by date. Default: Vietnam's lương cơ sở since 2013",
      .unit = "VND",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = BASE_SALARY_COLUMNS },
    { .key = "own",
      .summary = "Whoever has a coefficient of their own is paid by that instead of the post's",
      .type = ORG_BOOL,
      .fallback = "false" },
};

typedef struct {
    uint64_t priced;   /* sum of coefficient (hundredths) x weight (thousandths) */
    uint64_t unpriced; /* thousandths of posts without a coefficient */
    double on_top;     /* coefficients x full posts, for two posts in one hand */
    const OrgPosts *posts;
    const OrgPeople *people;
    bool own; /* by people's own coefficients */
} Sum;

static uint16_t
coefficient_of(const Sum *sum, OrgRow post)
{
    const OrgRow holder = sum->posts->holder[post];
    const uint16_t own = sum->own && holder != ORG_NONE ? sum->people->coefficient[holder] : 0;
    return own ? own : sum->posts->coefficient[post];
}

static void
add(Sum *sum, OrgRow post, bool filled_only)
{
    const OrgPosts *posts = sum->posts;
    if (posts->closed[post] != ORG_OPEN || (filled_only && posts->holder[post] == ORG_NONE))
        return;
    const uint16_t coefficient = coefficient_of(sum, post);
    sum->priced += (uint64_t) coefficient * posts->fte[post];
    sum->unpriced += coefficient == 0 ? posts->fte[post] : 0;
}

/* Whether a post is of the set: rows, ascending; NULL: of all. */
static bool
is_in(const OrgRow *rows, size_t n, OrgRow post)
{
    size_t low = 0;
    while (rows && low < n) {
        const size_t middle = low + (n - low) / 2;
        if (rows[middle] == post)
            return true;
        if (rows[middle] < post)
            low = middle + 1;
        else
            n = middle;
    }
    return !rows;
}

/* Nobody is paid twice: who holds two posts is paid for the one with the higher coefficient, of equals the first, with what
 * dual-post promised on top. */
static void
pay_once(Sum *sum, const OrgHost *host, OrgCtx *ctx, const OrgRow *rows, size_t n)
{
    const OrgPeople *people = sum->people;
    const OrgPosts *posts = sum->posts;
    const double *on_top = host->numbers(ctx, ORG_POSTS, "dual-post.allowance");
    for (OrgRow person = 0; person < people->n; person++) {
        const OrgRow one = people->post[person], other = people->second[person];
        if (other == ORG_NONE)
            continue;
        const bool first = coefficient_of(sum, one) >= coefficient_of(sum, other);
        const OrgRow paid = first ? one : other, unpaid = first ? other : one;
        const uint16_t less = coefficient_of(sum, unpaid);
        if (is_in(rows, n, unpaid)) {
            sum->priced -= (uint64_t) less * posts->fte[unpaid];
            sum->unpriced -= less == 0 ? posts->fte[unpaid] : 0;
        }
        for (size_t i = 0; on_top && i < 2 && is_in(rows, n, paid); i++)
            if (on_top[i ? other : one] > 0)
                sum->on_top += on_top[i ? other : one] * posts->fte[paid] / 1000;
    }
}

static Sum
add_up(const OrgHost *host, OrgCtx *ctx, bool filled_only)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgRow *rows = NULL;
    size_t n = host->given(ctx, WHERE) ? host->rows(ctx, WHERE, &rows) : 0;
    Sum sum = { .posts = posts, .people = host->people(ctx), .own = host->integer(ctx, OWN) };
    if (host->given(ctx, WHERE) && n == 0)
        return sum;
    for (size_t i = 0; i < n; i++)
        add(&sum, rows[i], filled_only);
    for (OrgRow post = 0; n == 0 && post < posts->n; post++)
        add(&sum, post, filled_only);
    if (filled_only)
        pay_once(&sum, host, ctx, rows, n);
    return sum;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    double base = base_salary_at(host->table(ctx, BASE), host->now(ctx));
    if (base <= 0) {
        OrgMonth now = host->now(ctx);
        return host->fail(ctx, ORG_E_INVALID, "the table of base salaries has no amount for month %d of %d",
                          (int) (now % 12 + 1), (int) (now / 12));
    }
    Sum sum = add_up(host, ctx, host->integer(ctx, PAID) == FILLED);
    double missing = host->real(ctx, MISSING);
    double coefficients = (double) sum.priced / 1e5 + sum.on_top + missing * (double) sum.unpriced / 1e3;
    double month = coefficients * base * (1 + host->real(ctx, ALLOWANCE)) * (1 + host->real(ctx, CONTRIBUTIONS));
    host->measure(ctx, "payroll", ORG_NONE, month);
    host->measure(ctx, "payroll-year", ORG_NONE, month * 12);
    host->measure(ctx, "base-salary", ORG_NONE, base);
    host->measure(ctx, "unpriced", ORG_NONE, missing > 0 ? 0 : (double) sum.unpriced / 1000);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "payroll", .label = "Pay a month", .kind = ORG_LEVEL, .flags = ORG_LESS_IS_GOOD, .unit = "money" },
    { .name = "payroll-year",
      .label = "Pay a year",
      .kind = ORG_LEVEL,
      .flags = ORG_RUNNING | ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "base-salary", .label = "Base salary a month", .kind = ORG_LEVEL, .unit = "money" },
    { .name = "unpriced",
      .label = "Posts without a salary coefficient",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "posts" },
};

static const OrgFeature features[] = {
    { .name = "payroll",
      .summary = "Pay a month and a year at the base salary of the day",
      .details =
          "coefficient x base salary x (1 + allowance). Series `payroll` (VND a month), `payroll-year` (twelve times "
          "that), `base-salary` (of the day) and `unpriced` (posts without a coefficient, left out).",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("payroll", "1.0.0", "orgsim", "MIT", features);
