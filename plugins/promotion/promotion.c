// SPDX-License-Identifier: MIT
/* promotion (nâng bậc lương): the coefficient that a person has rises step by step; a penalty puts it off. */
#include "promotion.h"

#include <math.h>

static const OrgParam params[N_PARAMS] = {
    [P_WHERE] = { "where", "Whose steps rise; empty: all who hold a post", NULL, ORG_PERSON_SET, "" },
    [P_STEPS] = { "steps", "The ladder: coefficients by step, of one grade or several", NULL, ORG_TABLE, NULL, 0, 0,
                  NULL, "step:int,coefficient:real,grade:text?,years:real?" },
    [P_YEARS] = { "years", "How long a step lasts where the table does not say", "years", ORG_INT, "3", 1, 40 },
    [P_DELAY] = { "delay", "How much later a step comes for each penalty", "months", ORG_INT, "6", 0, 120 },
    [P_MIN_RATING] = { "min_rating", "Whoever is rated below it in the month of the step waits another year; 0: nobody",
                       NULL, ORG_INT, "0", 0, 4 },
};

/* Changes of a call, gathered and then written in a few acts. */
typedef struct {
    OrgRow *risen, *dated, *fined;
    int64_t *coefficients;
    double *due, *fines;
    size_t n_risen, n_dated, n_fined, top;
} Changes;

static bool
make_room(Promotion *p, Changes *c)
{
    const size_t n = p->people->n;
    c->risen = promotion_scratch(p, n, sizeof *c->risen);
    c->dated = promotion_scratch(p, n, sizeof *c->dated);
    c->fined = promotion_scratch(p, n, sizeof *c->fined);
    c->coefficients = promotion_scratch(p, n, sizeof *c->coefficients);
    c->due = promotion_scratch(p, n, sizeof *c->due);
    c->fines = promotion_scratch(p, n, sizeof *c->fines);
    return c->risen && c->dated && c->fined && c->coefficients && c->due && c->fines;
}

static uint16_t
coefficient_of(const Promotion *p, OrgRow person)
{
    const uint16_t own = p->people->coefficient[person];
    return own ? own : p->posts->coefficient[p->people->post[person]];
}

/* The first month from now on that is a whole number of steps after the date of hiring; an unknown date is drawn. */
static double
first_due(const Promotion *p, OrgRow person, const Step *step)
{
    const OrgMonth hired = p->people->hired[person];
    if (hired == ORG_UNKNOWN)
        return p->now +
               (double) (org_chance(p->host->key(p->ctx, 0), p->people->stream[person], 0) % (uint64_t) step->months);
    const OrgMonth served = p->now - hired, over = served > 0 ? served % step->months : 0;
    return served <= 0 ? hired + step->months : over ? p->now + step->months - over : p->now;
}

/* Never in the time of a penalty, and not while the rating is too low. */
static double
look_at(const Promotion *p, OrgRow person, const Step *step, double due, Changes *c)
{
    const int64_t least = p->host->integer(p->ctx, P_MIN_RATING);
    const uint8_t rating = p->people->rating[person];
    if (due > p->now)
        return due;
    if (rating && grade_of_rating(rating) < least)
        return p->now + 12;
    const Step *next = &p->steps[step->next - 1];
    c->risen[c->n_risen] = person;
    c->coefficients[c->n_risen++] = next->coefficient;
    c->top += next->next == 0;
    return p->now + next->months;
}

static void
one_person(const Promotion *p, OrgRow person, const double *dues, const double *fines, const double *until, Changes *c)
{
    if (p->people->state[person] != ORG_EMPLOYED)
        return;
    const Step *step = promotion_step(p, coefficient_of(p, person));
    if (!step || !step->next)
        return;
    const double had = dues ? dues[person] : NAN;
    double due = isnan(had) ? first_due(p, person, step) : had;
    const bool fined = is_under_discipline(until, person, p->now);
    if (fined && !(fines && fines[person] == until[person])) { /* a penalty counts once */
        c->fined[c->n_fined] = person;
        c->fines[c->n_fined++] = until[person];
        due += (double) p->host->integer(p->ctx, P_DELAY);
    }
    if (!fined)
        due = look_at(p, person, step, due, c);
    if (due != had) {
        c->dated[c->n_dated] = person;
        c->due[c->n_dated++] = due;
    }
}

static bool
write(Promotion *p, const Changes *c)
{
    p->host->because(p->ctx, "the next step of the grade");
    if (!promotion_ok(p, p->host->set(p->ctx, ORG_F_PERSON_COEFFICIENT, c->risen, c->coefficients, c->n_risen)))
        return false;
    p->host->because(p->ctx, "when the next step comes");
    return promotion_ok(p, p->host->set_numbers(p->ctx, ORG_PEOPLE, "promotion.due", c->dated, c->due, c->n_dated)) &&
           promotion_ok(p,
                        p->host->set_numbers(p->ctx, ORG_PEOPLE, "promotion.penalty", c->fined, c->fines, c->n_fined));
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Promotion p = {
        .host = host, .ctx = ctx, .posts = host->posts(ctx), .people = host->people(ctx), .now = host->now(ctx)
    };
    Changes c = { 0 };
    if (!promotion_read(&p) || !make_room(&p, &c))
        return p.status;
    const double *dues = host->numbers(ctx, ORG_PEOPLE, "promotion.due");
    const double *fines = host->numbers(ctx, ORG_PEOPLE, "promotion.penalty"), *until = penalties(host, ctx);
    const OrgRow *rows = NULL;
    const bool given = host->given(ctx, P_WHERE);
    const size_t n = given ? host->rows(ctx, P_WHERE, &rows) : p.people->n;
    for (size_t i = 0; i < n; i++)
        one_person(&p, given ? rows[i] : (OrgRow) i, dues, fines, until, &c);
    if (!write(&p, &c))
        return p.status;
    host->measure(ctx, "step-risen", ORG_NONE, (double) c.n_risen);
    host->measure(ctx, "step-delayed", ORG_NONE, (double) c.n_fined);
    host->measure(ctx, "step-top", ORG_NONE, (double) c.top);
    return p.status;
}

static const OrgSeries series[] = {
    { .name = "step-risen", .label = "People whose step rose", .kind = ORG_FLOW, .unit = "people" },
    { .name = "step-delayed",
      .label = "People whose step is put off by a penalty",
      .kind = ORG_FLOW,
      .unit = "people" },
    { .name = "step-top", .label = "People who reached the last step", .kind = ORG_FLOW, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "promotion",
      .summary = "Steps of the grade rise with the years",
      .details =
          "A raise in step (nâng bậc lương): the person's own coefficient goes to the next one of the ladder in its "
          "month; a "
          "penalty puts it off. Three years a step, two in grade B, and a delay of 6 to 12 months are from memory.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_MONTHLY,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("promotion", "1.0.0", "orgsim", "MIT", features);
