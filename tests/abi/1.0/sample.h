// SPDX-License-Identifier: MIT
/* One plugin in the common part of C99 and C++11 that calls every member of the host table; compiled as both. */
#pragma once
#include <orgsim/plugin.h>

#include <math.h>
#include <string.h>

enum { COUNT, SHARE, LABEL, UNITS, BANDS, POSTS };

static const OrgParam sample_params[] = {
    { "count", "How many posts to open", "posts", ORG_INT, "2", 1, 10, NULL, NULL },
    { "share", "A share", NULL, ORG_AMOUNT, "50%", 0, 0, NULL, NULL },
    { "label", "A name", NULL, ORG_TEXT, "New", 0, 0, NULL, NULL },
    { "units", "Units to work on", NULL, ORG_UNIT_SET, NULL, 0, 0, NULL, NULL },
    { "bands", "Bands", NULL, ORG_TABLE, "", 0, 0, NULL, "size:int,name:text?" },
    { "posts", "Posts to look at", NULL, ORG_POST_SET, "", 0, 0, NULL, NULL },
};

static OrgStatus
sample_read(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *units = NULL, *rows = NULL;
    OrgRow first = 0, end = 0;
    size_t n = host->rows(ctx, UNITS, &units);
    if (host->size < sizeof(OrgHost) || n == 0)
        return host->fail(ctx, ORG_E_INVALID, "no units");
    const OrgTable *bands = host->table(ctx, BANDS);
    double sum = (double) host->integer(ctx, COUNT) + host->real(ctx, SHARE) + (double) strlen(host->text(ctx, LABEL)) +
                 (host->given(ctx, COUNT) ? 100 : 0) + (host->relative(ctx, SHARE) ? 1000 : 0) + (double) bands->rows;
    host->measure(ctx, "parameters", ORG_NONE, sum);
    sum = (double) host->units(ctx)->n + (double) host->posts(ctx)->n + (double) host->people(ctx)->n;
    sum += (double) host->children(ctx, ORG_NONE, &rows) + (double) host->posts_of(ctx, units[0], &rows);
    host->measure(ctx, "rows", units[0], sum);
    host->range(ctx, &first, &end);
    host->measure(ctx, "times", ORG_NONE, host->now(ctx) - host->from(ctx) + (double) (end - first));
    if (host->find(ctx, ORG_UNITS, host->id(ctx, ORG_UNITS, units[0])) != units[0] ||
        host->baseline(ctx, "start") == NULL || host->numbers(ctx, ORG_UNITS, "none") != NULL ||
        host->words(ctx, ORG_UNITS, "none") != NULL)
        return host->fail(ctx, ORG_E_FAILED, "a reader is wrong");
    const OrgAttributeInfo *attributes = NULL;
    uint32_t stride = 0;
    const OrgRow *same = host->match(ctx, host->baseline(ctx, "start"), ORG_POSTS);
    sum = (double) host->vacant(ctx, POSTS, &rows) + (double) host->below(ctx, ORG_NONE, &rows) +
          (double) host->attributes(ctx, ORG_UNITS, &attributes, &stride) +
          (host->bosses(ctx)[0] == ORG_NONE ? 100 : 0) + same[1];
    const OrgPayment *payments = NULL;
    sum += (double) host->payments(ctx, &payments, &stride) + (double) strlen(host->currency(ctx));
    host->log(ctx, "%g is found", sum);
    host->measure(ctx, "found", ORG_NONE, host->extension(ctx, "orgsim.none") ? NAN : sum);
    host->finding(ctx, ORG_NOTE, ORG_UNITS, units[0], "%s is %s, %.1f%%", host->name(ctx, ORG_UNITS, units[0]),
                  host->spell(ctx, host->word(ctx, "a word")), 12.5);
    return host->progress(ctx, 0.5) ? ORG_OK : ORG_E_FAILED;
}

static OrgStatus
sample_write(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *units = NULL, *rows = NULL;
    OrgMonth begin = 0, last = 0;
    OrgRow made = ORG_NONE, joined = ORG_NONE, person = 0;
    OrgMonth when = host->now(ctx);
    int64_t rank = ORG_STAFF;
    double number = (double) (host->key(ctx, 2023) % 97);
    host->rows(ctx, UNITS, &units);
    host->window(ctx, &begin, &last);
    host->because(ctx, "the interface is tried from %d on for %u months", begin / 12, (unsigned) (last - begin));
    OrgRow unit = host->open_unit(ctx, ORG_NONE, host->word(ctx, "room"), "fresh", "Fresh");
    OrgRow other = host->open_unit(ctx, unit, host->word(ctx, "room"), "", "Other");
    OrgWord word = host->word(ctx, "blue");
    host->rename_unit(ctx, other, host->text(ctx, LABEL));
    host->move_unit(ctx, other, units[0]);
    host->posts_of(ctx, units[0], &rows);
    host->open_posts(ctx, rows[0], unit, (uint32_t) host->integer(ctx, COUNT), &made);
    host->set(ctx, ORG_F_RANK, &made, &rank, 1);
    host->set_numbers(ctx, ORG_UNITS, SAMPLE ".key", &unit, &number, 1);
    host->set_words(ctx, ORG_UNITS, "colour", &unit, &word, 1);
    OrgJoiner joiner = { sizeof(OrgJoiner), made, ORG_MONTH(1990, 1), when, ORG_FEMALE, 3, { 0, 0 } };
    host->join(ctx, &joiner, 1, sizeof joiner, &joined);
    OrgRow next = made + 1;
    host->place(ctx, &joined, &next, 1, false);
    host->release(ctx, &next, 1);
    host->place(ctx, &joined, &next, 1, false);
    OrgMonth later = when + 5;
    host->announce(ctx, &joined, &later, 1, "retired", "left");
    host->wake(ctx, later);
    int64_t amount = 12;
    host->pay(ctx, &person, &amount, 1, "severance");
    host->leave(ctx, &person, &when, 1, "resigned");
    host->move_posts(ctx, &next, 1, units[0]);
    host->close_posts(ctx, &made, 1);
    host->close_unit(ctx, unit, units[0]);
    host->carry(ctx, host->carried(ctx) + 1);
    char *memory = (char *) host->scratch(ctx, 100);
    return memory ? host->close_unit(ctx, other, ORG_NONE) : ORG_E_FAILED;
}

static OrgStatus
sample_draw(const OrgHost *host, OrgCtx *ctx)
{
    if (host->runs(ctx) != 0 || host->at == NULL || host->data(ctx, "series") != NULL)
        return host->fail(ctx, ORG_E_FAILED, "there is no run");
    return host->output(ctx, "sample.txt", "text/plain", "sample", 6);
}

static const OrgSeries sample_series[] = {
    { "parameters", "What the parameters add up to", ORG_LEVEL, 0, NULL },
    { "rows", "Rows that there are", ORG_LEVEL, ORG_PER_UNIT, NULL },
    { "times", "Months", ORG_LEVEL, 0, "months" },
    { "found", "What is found", ORG_LEVEL, 0, NULL },
};

static const OrgSeries sample_flows[] = {
    { "left", "People who left", ORG_FLOW, 0, "people" },
    { "severance", "Severance paid", ORG_FLOW, ORG_ONE_OFF, "money" },
};

static const char *const sample_words[] = { "thử", NULL };

static const OrgFeature sample_features[] = {
    { SAMPLE "-read", "Read all there is", NULL, ORG_METRIC, 0, sample_params, 6, 4, sample_series, sample_read, 0, 0,
      NULL, NULL },
    { SAMPLE "-write", "Use every verb", "Leaves little behind.", ORG_OPERATOR, ORG_USES_CHANCE, sample_params, 6, 2,
      sample_flows, sample_write, 0, 0, NULL, sample_words },
    { SAMPLE "-draw", "Write an output", NULL, ORG_RENDERER, 0, NULL, 0, 0, NULL, sample_draw, ORG_READS_STORIES, 0,
      NULL, NULL },
};

ORG_PLUGIN(SAMPLE, "1.0.0", "orgsim", "MIT", sample_features);
