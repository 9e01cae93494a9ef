// SPDX-License-Identifier: MIT
/* second (biệt phái): people work in another unit for some months, and keep their post. */
#include "../common/going.h"

enum { P_TERM = N_GOING, N_PARAMS };

static const char *const order_choices[] = CANDIDATE_ORDERS;

static const OrgParam params[N_PARAMS] = {
    [G_WHERE] = { "where", "Who may be sent", NULL, ORG_PERSON_SET, NULL },
    [G_TO] = { "to", "Units that they are sent to, one after the other", NULL, ORG_UNIT_SET, NULL },
    [G_NUMBER] = GOING_NUMBER,
    [G_ORDER] = GOING_ORDER,
    [G_AGE_MAX] = GOING_AGE_MAX,
    [G_WOMEN] = GOING_WOMEN,
    [G_YOUNG] = GOING_YOUNG,
    [G_YOUNG_AGE] = GOING_YOUNG_AGE,
    [P_TERM] = { "term", "How long they are away", "months", ORG_INT, "12", 1, 12 },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgPeople *people;
    OrgMonth now;
    OrgRow *units; /* that they are sent to, by id */
    size_t n_units, sent, young, women, returned, away;
} Second;

static bool
ok(Second *s, OrgStatus status)
{
    return call_ok(&s->status, status);
}

typedef struct {
    const char *id;
    OrgRow unit;
} Place;

static int
by_id(const void *a, const void *b)
{
    const Place *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static bool
list_units(Second *s)
{
    const OrgRow *rows;
    s->n_units = s->host->rows(s->ctx, G_TO, &rows);
    Place *places = call_scratch(s->host, s->ctx, &s->status, s->n_units, sizeof *places);
    s->units = call_scratch(s->host, s->ctx, &s->status, s->n_units, sizeof *s->units);
    for (size_t i = 0; places && s->units && i < s->n_units; i++)
        places[i] = (Place){ s->host->id(s->ctx, ORG_UNITS, rows[i]), rows[i] };
    if (!places || !s->units)
        return false;
    qsort(places, s->n_units, sizeof *places, by_id);
    for (size_t i = 0; i < s->n_units; i++)
        s->units[i] = places[i].unit;
    return true;
}

/* Where somebody works and until when; ORG_NONE: at home again. */
static bool
write(Second *s, const OrgRow *people, const OrgRow *units, double until, size_t n)
{
    OrgWord *words = call_scratch(s->host, s->ctx, &s->status, n, sizeof *words);
    double *months = call_scratch(s->host, s->ctx, &s->status, n, sizeof *months);
    for (size_t i = 0; words && months && i < n; i++) {
        words[i] = units ? s->host->word(s->ctx, s->host->id(s->ctx, ORG_UNITS, units[i])) : 0;
        months[i] = until;
    }
    return words && months && ok(s, s->host->set_words(s->ctx, ORG_PEOPLE, "second.unit", people, words, n)) &&
           ok(s, s->host->set_numbers(s->ctx, ORG_PEOPLE, "second.until", people, months, n));
}

static bool
end(Second *s)
{
    const double *until = s->host->numbers(s->ctx, ORG_PEOPLE, "second.until");
    OrgRow *people = call_scratch(s->host, s->ctx, &s->status, s->people->n, sizeof *people);
    size_t n = 0;
    for (OrgRow p = 0; people && until && p < s->people->n; p++)
        if (until[p] < s->now) {
            s->returned += s->people->state[p] != ORG_LEFT;
            people[n++] = p;
        }
    s->host->because(s->ctx, "back from secondment");
    return people && (n == 0 || write(s, people, NULL, NAN, n));
}

/* One after the other each goes to the next unit that is not the own one. */
static bool
send(Second *s)
{
    Going going;
    if (!going_choose(s->host, s->ctx, &s->status, s->host->numbers(s->ctx, ORG_PEOPLE, "second.until"), &going) ||
        !list_units(s))
        return false;
    OrgRow *people = call_scratch(s->host, s->ctx, &s->status, going.n, sizeof *people);
    OrgRow *units = call_scratch(s->host, s->ctx, &s->status, going.n, sizeof *units);
    for (size_t turn = 0; people && units && s->n_units && going.quota.n < going.wanted;) {
        const size_t next = quota_next(&going.quota, going.list, going.may, going.n);
        if (next == going.n)
            break;
        const OrgRow person = going.list[next].person, own = s->people->unit[person];
        going.may[next] = 0;
        for (size_t tries = 0; tries < 2 && s->units[turn % s->n_units] == own; tries++)
            turn++;
        if (s->units[turn % s->n_units] == own)
            continue; /* the only unit is the own one */
        people[going.quota.n] = person;
        units[going.quota.n] = s->units[turn++ % s->n_units];
        quota_count(&going.quota, &going.list[next]);
    }
    s->sent = going.quota.n;
    s->young = going.quota.n_young;
    s->women = going.quota.n_women;
    if (s->sent < going.wanted)
        s->host->finding(s->ctx, ORG_NOTE, 0, ORG_NONE,
                         "%u of %u are seconded: there is nobody else, or no other unit.", (unsigned) s->sent,
                         (unsigned) going.wanted);
    const double until = s->now + (double) s->host->integer(s->ctx, P_TERM) - 1;
    s->host->because(s->ctx, "seconded");
    return people && units && write(s, people, units, until, s->sent);
}

/* The first month in which somebody is back, and how many are away. */
static OrgMonth
next_end(Second *s)
{
    const double *until = s->host->numbers(s->ctx, ORG_PEOPLE, "second.until");
    OrgMonth next = ORG_OPEN;
    for (OrgRow p = 0; until && p < s->people->n; p++) {
        if (isnan(until[p]))
            continue;
        s->away += s->people->state[p] != ORG_LEFT;
        if (until[p] + 1 < next)
            next = (OrgMonth) until[p] + 1;
    }
    return next;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Second s = { .host = host, .ctx = ctx, .people = host->people(ctx), .now = host->now(ctx) };
    OrgMonth last;
    host->window(ctx, NULL, &last);
    if (!end(&s) || (s.now <= last && !send(&s)))
        return s.status;
    const OrgMonth next = next_end(&s);
    if (next != ORG_OPEN)
        ok(&s, host->wake(ctx, next));
    host->measure(ctx, "seconded", ORG_NONE, (double) s.sent);
    host->measure(ctx, "young-seconded", ORG_NONE, (double) s.young);
    host->measure(ctx, "women-seconded", ORG_NONE, (double) s.women);
    host->measure(ctx, "secondment-returned", ORG_NONE, (double) s.returned);
    host->measure(ctx, "in-secondment", ORG_NONE, (double) s.away);
    return s.status;
}

static const OrgSeries series[] = {
    { .name = "seconded", .label = "People seconded", .kind = ORG_FLOW, .unit = "people" },
    { .name = "young-seconded", .label = "Young people seconded", .kind = ORG_FLOW, .unit = "people" },
    { .name = "women-seconded", .label = "Women seconded", .kind = ORG_FLOW, .unit = "people" },
    { .name = "secondment-returned", .label = "People back from secondment", .kind = ORG_FLOW, .unit = "people" },
    { .name = "in-secondment", .label = "People in secondment", .kind = ORG_LEVEL, .unit = "people" },
};

static const char *const words[] = { "biệt phái", "đi thực tế", NULL };

static const OrgFeature features[] = {
    { .name = "second",
      .summary = "People work in another unit for some months, and keep their post",
      .details =
          "Secondment (biệt phái, đi thực tế): for at most twelve months somebody works elsewhere; post, rank and pay "
          "stay, and they are counted with the unit that sends them. Programme 01 of 2021 sends young cadres of "
          "departments to districts, and of districts to communes.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("second", "1.0.0", "orgsim", "MIT", features);
