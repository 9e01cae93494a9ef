// SPDX-License-Identifier: MIT
#include "terms.h"

#include "../base-salary.h"

/* Before July 2023, when none of them was in force, Decree 29/2023, and after 2030 Decree 154/2025, both by assumption. Decree
 * 108/2014 is from memory: only a scenario that names it is reckoned by it. */
static void
read_schemes(Terms *t)
{
    int wanted = (int) t->host->integer(t->ctx, t->params->scheme);
    for (int scheme = SCHEME_29; scheme <= SCHEME_154; scheme++)
        if (wanted == SCHEME_IN_FORCE && severance_in_force(scheme, t->now))
            t->schemes[t->n_schemes++] = scheme;
    if (wanted != SCHEME_IN_FORCE)
        t->schemes[t->n_schemes++] = wanted;
    t->assumed = wanted == SCHEME_IN_FORCE ? t->n_schemes == 0 : !severance_in_force(wanted, t->now);
    if (t->n_schemes == 0)
        t->schemes[t->n_schemes++] = t->now < ORG_MONTH(2023, 7) ? SCHEME_29 : SCHEME_154;
}

Terms
terms_read(const OrgHost *host, OrgCtx *ctx, const TermsParams *params, OrgMonth decided, bool retire, bool short_stay)
{
    const OrgTable *table = host->table(ctx, params->base);
    Terms t = {
        .host = host, .ctx = ctx, .params = params, .now = host->now(ctx), .retire = retire, .short_stay = short_stay
    };
    t.civil_servant = host->word(ctx, "civil-servant");
    t.late = t.now - decided >= 12;
    t.window = host->real(ctx, params->years_early) * 12;
    t.coefficient = host->real(ctx, params->coefficient);
    t.allowance = host->real(ctx, params->allowance);
    t.service = (int32_t) (host->real(ctx, params->service) * 12);
    t.base = base_salary_at(table, t.now);
    for (OrgMonth month = t.now - 59; month <= t.now; month++)
        t.average += base_salary_at(table, month);
    t.average /= 60;
    read_schemes(&t);
    return t;
}

Leaver
terms_leaver(const Terms *t, const Ages *ages, OrgRow person, OrgRow post)
{
    const OrgPosts *posts = t->host->posts(t->ctx);
    const OrgPeople *people = t->host->people(t->ctx);
    OrgMonth hired = people->hired[person], at = ages_at(ages, people, person);
    double coefficient = (post == ORG_NONE ? people->coefficient[person] : posts->coefficient[post]) / 100.0;
    uint32_t fte = post == ORG_NONE ? 1000 : posts->fte[post];
    double unit = (coefficient == 0 ? t->coefficient : coefficient) * (1 + t->allowance) * fte / 1000;
    Leaver leaver = { .salary = unit * t->base, .average = unit * t->average, .late = t->late };
    leaver.service = hired == ORG_UNKNOWN ? t->service : t->now - hired;
    leaver.service = leaver.service < 0 ? 0 : leaver.service;
    leaver.early = at == ORG_UNKNOWN ? SEVERANCE_EARLY_UNKNOWN : at <= t->now ? 0 : at - t->now;
    leaver.civil_servant = post != ORG_NONE && posts->category[post] == t->civil_servant;
    return leaver;
}

bool
terms_may_retire(const Terms *t, int scheme, const Leaver *leaver)
{
    return t->retire && leaver->early <= t->window && !(t->short_stay && severance_is_short(leaver)) &&
           severance_may_retire(scheme, leaver);
}

Due
terms_best(const Terms *t, const Leaver *leaver)
{
    Due best = { 0 };
    for (int i = 0; i < t->n_schemes; i++) {
        Due one = severance_due(t->schemes[i], terms_may_retire(t, t->schemes[i], leaver), leaver);
        if (i == 0 || one.sum > best.sum || (one.sum >= best.sum && one.retires && !best.retires))
            best = one;
    }
    return best;
}

bool
terms_best_early(const Terms *t, const Leaver *leaver, Due *due)
{
    bool found = false;
    for (int i = 0; i < t->n_schemes; i++) {
        if (!terms_may_retire(t, t->schemes[i], leaver))
            continue;
        Due one = severance_due(t->schemes[i], true, leaver);
        if (!found || one.sum > due->sum)
            *due = one;
        found = true;
    }
    return found;
}

bool
terms_beyond_law(const Terms *t, const Due *due, const Leaver *leaver)
{
    bool long_served = false;
    if (!t->retire || due->retires || leaver->early > t->window)
        return false;
    for (int i = 0; i < t->n_schemes; i++) {
        Leaver nearer = *leaver;
        nearer.early = severance_most_early(t->schemes[i]);
        if (leaver->early <= nearer.early)
            return false;
        long_served |= severance_may_retire(t->schemes[i], &nearer);
    }
    return long_served;
}

int32_t
terms_most_early(const Terms *t)
{
    int32_t most = 0;
    for (int i = 0; i < t->n_schemes; i++)
        most = severance_most_early(t->schemes[i]) > most ? severance_most_early(t->schemes[i]) : most;
    return most;
}
