// SPDX-License-Identifier: MIT
#include "load-births.h"
#include "../base/error.h"
#include "../base/message.h"

enum { MOST_NAMED = 5 };

typedef struct {
    guint unknown, people;
    GString *ids; /* of the first of those without a date */
} Unknown;

static Unknown
count_unknown(const Org *org)
{
    Unknown all = { 0, 0, g_string_new(NULL) };
    for (OrgRow i = 0; i < org->people.n; i++) {
        if (org->people.state[i] == ORG_LEFT)
            continue;
        all.people++;
        if (org->people.born[i] != ORG_UNKNOWN || all.unknown++ >= MOST_NAMED)
            continue;
        g_string_append_printf(all.ids, "%s%s", all.ids->len ? ", " : "", org_id(org, ORG_PEOPLE, i));
    }
    if (all.unknown > MOST_NAMED)
        g_string_append(all.ids, ", …");
    return all;
}

static void
say(OrgLoaded *loaded, OrgSeverity severity, const char *format, const Unknown *all)
{
    org_diags_add(loaded->diags, severity, "births-unknown", loaded->path, 0, 0, format, all->unknown, all->people,
                  all->ids->str);
}

static gboolean
populate(const OrgPlan *plan, Org *org, GError **error)
{
    const OrgPopulation *population = plan->population;
    if (!population)
        return TRUE;
    g_autofree OrgBand *bands = g_new0(OrgBand, population->bands->len + 1);
    for (guint i = 0; i < population->bands->len; i++) {
        const OrgPopulationBand *b = &g_array_index(population->bands, OrgPopulationBand, i);
        bands[i] = (OrgBand){ b->category, b->age_from, b->age_to, b->men, b->women, b->hired_at };
    }
    g_autoptr(GError) why = NULL;
    if (org_populate(org, bands, population->bands->len, population->vacancy, population->seed, &why))
        return TRUE;
    g_autofree char *said = org_error_said(why);
    org_error_set(error, why->domain, why->code, "%s:%u:%u: population: %s", population->file, population->line,
                  population->column, said);
    return FALSE;
}

/* Where nobody has a date, the population is the statement itself, and without one whoever needs dates complains. */
static void
say_some(OrgLoaded *loaded, const Unknown *all, gboolean assumed)
{
    gboolean refused = loaded->plan->unknown_births == ORG_BIRTHS_REFUSE;
    if (all->unknown && refused)
        say(loaded, ORG_SEVERITY_ERROR, "%u of %u people have no date of birth (unknown_births: refuse): %s", all);
    else if (all->unknown && all->unknown < all->people && assumed)
        say(loaded, ORG_SEVERITY_WARNING,
            "%u of %u people have no date of birth; theirs are assumed from the population: %s", all);
    else if (all->unknown && all->unknown < all->people)
        say(loaded, ORG_SEVERITY_WARNING,
            "%u of %u people have no date of birth and stay, whatever their age (unknown_births: stay): %s", all);
}

gboolean
org_load_births(OrgLoaded *loaded, GError **error)
{
    const OrgPlan *plan = loaded->plan;
    Unknown all = count_unknown(loaded->org);
    gboolean assumed = plan->population && plan->population->bands->len;
    /* What the import said of it is said here, with what follows from it. */
    if (!loaded->org->births_unknown || assumed || all.unknown < all.people)
        org_diags_drop(loaded->diags, "births-unknown");
    say_some(loaded, &all, assumed);
    g_string_free(all.ids, TRUE);
    return populate(plan, loaded->org, error);
}
