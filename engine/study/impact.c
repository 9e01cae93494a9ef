// SPDX-License-Identifier: MIT
#include "impact.h"
#include "impact-private.h"
#include "open.h"
#include <string.h>

const char *
org_person_fate_name(OrgPersonFate fate)
{
    static const char *const names[ORG_N_PERSON_FATES] = {
        "stays", "moves with the unit", "changes unit", "loses a leading post", "surplus", "retires", "leaves",
        "joins", "joins, leaves"
    };
    return names[fate];
}

static void
count_surplus(OrgImpact *impact)
{
    const OrgPersonTable *h = &impact->end->people;
    for (OrgRow i = 0; i < h->n; i++)
        impact->surplus += h->state[i] == ORG_SURPLUS;
}

static OrgImpact *
begin(const Org *start)
{
    OrgImpact *impact = g_new0(OrgImpact, 1);
    impact->start = start;
    impact->texts = g_string_chunk_new(256);
    impact->people = g_array_new(FALSE, TRUE, sizeof(OrgPersonImpact));
    return impact;
}

static void
finish(OrgImpact *impact, OrgPeopleWatch *watch, const Org *end, const OrgFates *fates)
{
    impact->end = end;
    impact->fates = fates;
    count_surplus(impact);
    org_impact_people(watch);
}

OrgImpact *
org_impact_new(OrgOpened *opened, GError **error)
{
    return org_impact_watched(opened, NULL, 0, error);
}

OrgImpact *
org_impact_watched(OrgOpened *opened, const OrgObserver *others, guint n, GError **error)
{
    g_autoptr(OrgImpact) impact = begin(opened->start);
    g_autofree OrgObserver *observers = g_new(OrgObserver, n + 1);
    OrgPeopleWatch watch;
    org_people_watch_begin(&watch, impact);
    observers[0] = org_people_watch_observer(&watch);
    if (n)
        memcpy(observers + 1, others, n * sizeof *observers);
    gboolean watched = org_opened_watch(opened, observers, n + 1, error);
    if (watched)
        finish(impact, &watch, opened->end, opened->fates);
    org_people_watch_clear(&watch);
    return watched ? g_steal_pointer(&impact) : NULL;
}

OrgImpact *
org_impact_between(const Org *start, const Org *end, GBytes *acts, GError **error)
{
    g_autoptr(OrgImpact) impact = begin(start);
    g_autoptr(Org) copy = org_copy(start);
    gsize size;
    const guint8 *bytes = g_bytes_get_data(acts, &size);
    OrgPeopleWatch watch;
    org_people_watch_begin(&watch, impact);
    impact->own = org_fates_new(start);
    const OrgObserver observers[] = { org_fates_observer(impact->own), org_people_watch_observer(&watch) };
    gboolean watched = org_replay_each(copy, bytes, size, observers, G_N_ELEMENTS(observers), error);
    if (watched) {
        org_fates_decide(impact->own, end);
        finish(impact, &watch, end, impact->own);
    }
    org_people_watch_clear(&watch);
    return watched ? g_steal_pointer(&impact) : NULL;
}

void
org_impact_free(OrgImpact *impact)
{
    if (!impact)
        return;
    org_fates_free(impact->own);
    g_array_unref(impact->people);
    g_string_chunk_free(impact->texts);
    g_free(impact);
}

void
org_impact_sums(const OrgImpact *impact, OrgImpactSum sums[ORG_N_IMPACT_SUMS])
{
    const OrgFates *fates = impact->fates;
    guint64 before = 0, after = 0, opened = fates->posts_passing, closed = fates->posts_passing;
    gint64 weight[4] = { 0, 0, fates->weight_passing, fates->weight_passing };
    guint64 was = fates->homeless[0], is = fates->homeless[1], gone = 0, standing = 0;
    for (OrgRow i = 0; i < impact->end->units.n; i++) {
        const OrgFate *f = &fates->unit[i];
        before += f->own[0].posts_rows;
        /* Not those of the end: the row's own balance, so that a wrong flow shows. */
        after += (guint64) f->own[0].posts_rows + f->posts_in + f->posts_opened - f->posts_out - f->posts_closed;
        weight[0] += f->own[0].posts;
        weight[1] += f->own[0].posts + f->weight_in + f->weight_opened - f->weight_out - f->weight_closed;
        weight[2] += f->weight_opened;
        weight[3] += f->weight_closed;
        opened += f->posts_opened;
        closed += f->posts_closed;
        was += f->own[0].people;
        is += f->own[1].people;
        gone += f->own[0].units && !f->own[1].units;
        standing += f->own[0].units && f->own[1].units;
    }
    guint64 founded = fates->counts[ORG_FATE_NEW], passing = fates->counts[ORG_FATE_PASSING];
    const guint64 *h = impact->person_fates;
    guint64 left = h[ORG_PERSON_RETIRES] + h[ORG_PERSON_LEAVES] + h[ORG_PERSON_JOINS_LEAVES];
    const OrgImpactSum all[ORG_N_IMPACT_SUMS] = {
        { "units", "before", (double) (gone + standing) },
        { "units", "after", (double) (standing + founded) },
        { "units", "opened", (double) (founded + passing) },
        { "units", "closed", (double) (gone + passing) },
        { "posts", "before", (double) weight[0] / 1000 },
        { "posts", "after", (double) weight[1] / 1000 },
        { "posts", "opened", (double) weight[2] / 1000 },
        { "posts", "closed", (double) weight[3] / 1000 },
        { "posts_rows", "before", (double) before },
        { "posts_rows", "after", (double) after },
        { "posts_rows", "opened", (double) opened },
        { "posts_rows", "closed", (double) closed },
        { "people", "before", (double) was },
        { "people", "after", (double) is },
        { "people", "left", (double) left },
        { "people", "joined", (double) (h[ORG_PERSON_JOINS] + h[ORG_PERSON_JOINS_LEAVES]) },
        { "people", "surplus", (double) impact->surplus },
    };
    memcpy(sums, all, sizeof all);
}
