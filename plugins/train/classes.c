// SPDX-License-Identifier: MIT
/* Classes: who sits in them, and who passes. */
#include "train.h"

#include "../common/hash.h"
#include "../common/table.h"

#include <stdio.h>

static bool
is_topic(const char *text)
{
    size_t n = 0;
    for (; text && text[n]; n++)
        if (!((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= '0' && text[n] <= '9') || text[n] == '-'))
            return false;
    return n > 0 && n <= 60;
}

/* The first thing that is wrong with row i, of those before it and of its own. */
static OrgStatus
judge(Train *t, size_t i, OrgMonth first, double months, double places)
{
    const OrgHost *h = t->host;
    const Class *one = &t->classes[i];
    const unsigned row = (unsigned) i + 1;
    if (!one->id)
        return h->fail(t->ctx, ORG_E_INVALID, "Row %u of classes: a class needs an id.", row);
    if (!is_topic(one->topic) || (one->counts_as && !is_topic(one->counts_as)))
        return h->fail(t->ctx, ORG_E_INVALID,
                       "Row %u of classes: a topic has lower-case letters, digits and hyphens, as in party-work.", row);
    if (places < 0 || places > 1e6)
        return h->fail(t->ctx, ORG_E_INVALID, "Row %u of classes: a class has 0 to 1000000 places.", row);
    if (months < 1 || months > 600)
        return h->fail(t->ctx, ORG_E_INVALID, "Row %u of classes: a class lasts 1 to 600 months.", row);
    if (one->opens < first)
        return h->fail(t->ctx, ORG_E_INVALID, "Row %u of classes: the class opens before the step is due.", row);
    for (size_t k = 0; k < i; k++)
        if (!strcmp(t->classes[k].id, one->id))
            return h->fail(t->ctx, ORG_E_INVALID, "Row %u of classes: another class has the id \"%s\".", row, one->id);
    return ORG_OK;
}

bool
train_read(Train *t, OrgMonth first)
{
    const OrgTable *table = t->host->table(t->ctx, P_CLASSES);
    const char *const *counts = org_column(table, 3)->text;
    t->n_classes = table->rows;
    t->classes = train_scratch(t, table->rows, sizeof *t->classes);
    for (size_t i = 0; t->classes && i < table->rows; i++) {
        const double places = number_or(table, 2, i, 0), months = number_or(table, 5, i, 1);
        Class *one = &t->classes[i];
        *one = (Class){ .id = org_column(table, 0)->text[i],
                        .topic = org_column(table, 1)->text[i],
                        .counts_as = counts ? counts[i] : NULL,
                        .opens = (OrgMonth) number_or(table, 4, i, first) };
        if (!train_ok(t, judge(t, i, first, months, places)))
            return false;
        one->word = t->host->word(t->ctx, one->id);
        one->ends = one->opens + (OrgMonth) months;
        one->places = (uint32_t) places;
    }
    return t->classes != NULL;
}

static const char *
attribute_of(Train *t, const char *topic)
{
    char *name = train_scratch(t, strlen(topic) + sizeof "train.", 1);
    if (name)
        sprintf(name, "train.%s", topic);
    return name;
}

static bool
write_passed(Train *t, const char *topic, const OrgRow *people, size_t n)
{
    const char *name = attribute_of(t, topic);
    double *months = train_scratch(t, n, sizeof *months);
    for (size_t i = 0; months && i < n; i++)
        months[i] = t->now;
    t->host->because(t->ctx, "passed a class");
    return name && months && train_ok(t, t->host->set_numbers(t->ctx, ORG_PEOPLE, name, people, months, n));
}

/* They are in class until a month, or (NaN) no longer. */
static bool
write_class(Train *t, OrgWord word, double until, const OrgRow *people, size_t n)
{
    const double absence = until == until ? t->host->real(t->ctx, P_ABSENCE) : NAN;
    OrgWord *words = train_scratch(t, n, sizeof *words);
    double *months = train_scratch(t, n, sizeof *months), *absences = train_scratch(t, n, sizeof *absences);
    for (size_t i = 0; words && months && absences && i < n; i++) {
        words[i] = word;
        months[i] = until;
        absences[i] = absence;
    }
    return words && months && absences &&
           train_ok(t, t->host->set_words(t->ctx, ORG_PEOPLE, "train.class", people, words, n)) &&
           train_ok(t, t->host->set_numbers(t->ctx, ORG_PEOPLE, "train.until", people, months, n)) &&
           train_ok(t, t->host->set_numbers(t->ctx, ORG_PEOPLE, "train.absence", people, absences, n));
}

bool
train_end(Train *t, const Class *one)
{
    const OrgWord *class = t->host->words(t->ctx, ORG_PEOPLE, "train.class");
    const double pass = t->host->real(t->ctx, P_PASS);
    const uint64_t key = t->host->key(t->ctx, t->now / 12), draw = hash_of(one->id);
    OrgRow *all = train_scratch(t, t->people->n, sizeof *all), *good = train_scratch(t, t->people->n, sizeof *good);
    size_t n = 0, n_good = 0;
    for (OrgRow p = 0; all && good && class && p < t->people->n; p++) {
        if (class[p] != one->word)
            continue;
        all[n++] = p;
        const bool here = t->people->state[p] != ORG_LEFT;
        const bool passes = here && org_chance_real(key, t->people->stream[p], draw) < pass;
        t->gone += !here;
        t->failed += here && !passes;
        good[n_good] = p;
        n_good += passes;
    }
    t->passed += n_good;
    t->host->because(t->ctx, "the class is over");
    return all && good && write_class(t, 0, NAN, all, n) && write_passed(t, one->topic, good, n_good) &&
           (!one->counts_as || write_passed(t, one->counts_as, good, n_good));
}

/* Everybody of the set who holds a post, sits in no class, and has not passed the topic. */
static size_t
list_eligible(Train *t, const Class *one, OrgRow *people)
{
    const OrgRow *rows = NULL;
    const bool given = t->host->given(t->ctx, P_WHO);
    const size_t all = given ? t->host->rows(t->ctx, P_WHO, &rows) : t->people->n;
    const OrgWord *class = t->host->words(t->ctx, ORG_PEOPLE, "train.class");
    const char *name = attribute_of(t, one->topic);
    const double *has = name ? t->host->numbers(t->ctx, ORG_PEOPLE, name) : NULL;
    size_t n = 0;
    for (size_t i = 0; i < all; i++) {
        const OrgRow person = rows ? rows[i] : (OrgRow) i;
        if (t->people->state[person] == ORG_EMPLOYED && !(class && class[person]) && !(has && !isnan(has[person])))
            people[n++] = person;
    }
    return n;
}

bool
train_open(Train *t, const Class *one)
{
    OrgRow *people = train_scratch(t, t->people->n, sizeof *people);
    const size_t n = people ? list_eligible(t, one, people) : 0;
    uint8_t *may = train_scratch(t, n, 1);
    Candidate *list =
        people && may ? candidates_in_order(t->host, t->ctx, &t->status, people, n, t->host->integer(t->ctx, P_ORDER),
                                            t->host->integer(t->ctx, P_YOUNG_AGE))
                      : NULL;
    Quota quota = { t->host->real(t->ctx, P_WOMEN), t->host->real(t->ctx, P_YOUNG), 0, 0, 0 };
    if (!list)
        return false;
    memset(may, 1, n);
    while (quota.n < one->places && quota.n < n) {
        const size_t next = quota_next(&quota, list, may, n);
        may[next] = 0;
        people[quota.n] = list[next].person; /* the list has its own copy of who is eligible */
        quota_count(&quota, &list[next]);
    }
    t->enrolled += quota.n;
    t->empty += one->places - quota.n;
    t->host->because(t->ctx, "sent to a class");
    return write_class(t, one->word, one->ends - 1, people, quota.n);
}
