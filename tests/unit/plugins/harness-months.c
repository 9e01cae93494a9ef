// SPDX-License-Identifier: MIT
/* A process over some months, as the calendar of a run lets it happen: what it foresees is announced and comes to pass in
 * its month, and else it is called month by month. */
#include "harness-private.h"
#include "../../../engine/base/series.h"
#include <string.h>

typedef struct {
    char *series;
    OrgRow unit;
    double value;
    gboolean flows;
} Sum;

static void
sum_clear(gpointer data)
{
    g_free(((Sum *) data)->series);
}

typedef struct {
    Harness *h;
    const OrgFeature *feature;
    GArray *sums; /* Sum, in the order first measured */
} Months;

/* What flows is added up over the months; of a level the last counts. */
static void
add(gpointer data, const char *series, OrgRow unit, double value)
{
    Months *m = data;
    for (guint i = 0; i < m->sums->len; i++) {
        Sum *sum = &g_array_index(m->sums, Sum, i);
        if (sum->unit != unit || strcmp(sum->series, series) != 0)
            continue;
        sum->value = sum->flows ? sum->value + value : value;
        return;
    }
    gboolean flows = FALSE;
    for (guint i = 0; i < m->feature->n_series; i++)
        flows =
            flows || (m->feature->series[i].kind == ORG_FLOW && org_series_named(m->feature->series[i].name, series));
    Sum sum = { g_strdup(series), unit, value, flows };
    g_array_append_val(m->sums, sum);
}

static void
pass_finding(gpointer data, guint severity, guint table, OrgRow row, const OrgMessage *message)
{
    const OrgCallSink *sink = ((Months *) data)->h->spec.sink;
    sink->finding(sink->data, severity, table, row, message);
}

static gboolean
call(Months *m, OrgMonth from, OrgMonth now, OrgAnnounced *announced, GError **error)
{
    Harness *h = m->h;
    const OrgCallSink sink = { .data = m, .measure = add, .finding = pass_finding };
    OrgCallSpec spec = h->spec;
    spec.from = from;
    spec.now = now;
    spec.announced = announced;
    spec.foresees = announced != NULL;
    spec.may_write = announced == NULL;
    spec.sink = &sink;
    if (!spec.foresees)
        h->org->month = now;
    gboolean ok = org_caller_call(h->caller, &spec, error);
    h->spec.carried = spec.carried;
    return ok;
}

static gboolean
leave(Months *m, const OrgAnnouncement *due, OrgRow person, GError **error)
{
    Harness *h = m->h;
    OrgMonth now = h->org->month;
    if (h->org->people.state[person] == ORG_LEFT)
        return TRUE;
    org_journal_context(h->org->journal, now, 0, h->spec.plugin != NULL ? h->spec.plugin : "");
    org_journal_because(h->org->journal, NULL);
    if (due->series != NULL)
        add(m, due->series, ORG_NONE, 1);
    return org_leave(h->org, &person, &now, 1, now - 1, due->reason, error);
}

/* The months (from, now], which lie in one year when the feature foresees a year. */
static gboolean
come_to_pass(Months *m, OrgMonth from, OrgMonth now, GError **error)
{
    g_autoptr(OrgAnnounced) announced = org_announced_new(from + 1, now);
    if (!call(m, from, now, announced, error))
        return FALSE;
    org_announced_forget(announced);
    for (OrgMonth month = from + 1; month <= now; month++) {
        guint n;
        const OrgAnnouncement *due = org_announced_take(announced, month, &n);
        m->h->org->month = month;
        for (guint i = 0; i < n; i++)
            for (guint k = 0; k < due[i].n; k++)
                if (!leave(m, &due[i], due[i].people[k], error))
                    return FALSE;
    }
    return TRUE;
}

static gboolean
happen(Months *m, OrgMonth from, OrgMonth now, GError **error)
{
    guint32 flags = m->feature->flags;
    if ((flags & ORG_FORESEES_RUN) != 0)
        return come_to_pass(m, from, now, error);
    for (OrgMonth month = from; month < now;) {
        gboolean foresees = (flags & ORG_FORESEES_YEAR) != 0, yearly = (flags & ORG_YEARLY) != 0;
        OrgMonth until = foresees || yearly ? MIN(now, (month + 1) / 12 * 12 + 11) : month + 1;
        gboolean due = !yearly || until % 12 == 11;
        if (foresees ? !come_to_pass(m, month, until, error) : due && !call(m, month, until, NULL, error))
            return FALSE;
        month = until;
    }
    return TRUE;
}

gboolean
harness_months(Harness *h, OrgMonth from, OrgMonth now, GError **error)
{
    Months m = { h, h->spec.feature, g_array_new(FALSE, FALSE, sizeof(Sum)) };
    g_array_set_clear_func(m.sums, sum_clear);
    for (guint i = 0; i < m.feature->n_series; i++)
        if (m.feature->series[i].kind == ORG_FLOW && strchr(m.feature->series[i].name, '*') == NULL)
            add(&m, m.feature->series[i].name, ORG_NONE, 0);
    gboolean ok = happen(&m, from, now, error);
    for (guint i = 0; ok && i < m.sums->len; i++) {
        const Sum *sum = &g_array_index(m.sums, Sum, i);
        h->spec.sink->measure(h->spec.sink->data, sum->series, sum->unit, sum->value);
    }
    g_array_unref(m.sums);
    h->org->month = ok ? now : h->org->month;
    return ok;
}
