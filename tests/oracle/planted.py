#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The planted faults: name -> (file, what stands there once, what is put there).

Usage: planted.py SOURCE-ROOT: whether each still stands in the sources, so that none is passed over.
"""

import os
import sys

FAULTS = {
    # the calendar
    "recruitment before steps": ("engine/sim/calendar.c", "((flags & ORG_AFTER_STEPS) != 0) != after_steps",
                                 "((flags & ORG_AFTER_STEPS) != 0) == after_steps"),
    "vetoed month is not paid for": ("engine/sim/judge-half.c", "!do_acts(half, FALSE, error) || !org_figures_pay(run, error)",
                                     "!do_acts(half, FALSE, error) || (!half->vetoed && !org_figures_pay(run, error))"),
    "window overlaps the next": ("engine/sim/steps.c", "last = MIN(last, g_array_index(step->at, OrgMonth, i + 1));",
                                 "(void) last;"),
    "window ends a month early": ("engine/sim/steps.c", "last = first + step->over;", "last = first + MAX(step->over, 1) - 1;"),
    "when: by the month after": ("engine/sim/steps.c", "*yes = value != 0 && !isnan(value);", "*yes = value >= 0 && !isnan(value);"),
    "undone step leaves what stood": ("engine/sim/judge-half.c", "    org_rules_reject(run);\n    return TRUE;",
                                      "    org_rules_accept(run);\n    return TRUE;"),
    "stored months a month late": ("engine/sim/clock.c", "(month + 1) % plan->clock == 0", "month % plan->clock == 0"),
    # the rules
    "a warning vetoes": ("engine/sim/evaluate.c", "said->severity == ORG_VETO", "said->severity >= ORG_WARN"),
    "a worse breach is not new": ("engine/sim/breaches.c", " || further(said, stood);", ";"),
    "a graver breach is not new": ("engine/sim/breaches.c", "said->severity > stood->severity || further(said, stood);",
                                   "further(said, stood);"),
    "since begins anew": ("engine/sim/breaches.c", "own->since = stood != NULL ? stood->since : now;", "own->since = now;"),
    "grace ends a month early": ("plugins/deputy-cap/grace.c", "check->now <= deadline;", "check->now < deadline;"),
    "newcomers are excused": ("plugins/deputy-cap/grace.c", "people->since[holder] > cap_merged(check, unit)",
                              "people->since[holder] > check->now"),
    "upto is exclusive": ("plugins/deputy-cap/deputy-cap.c", "(upto[k] + 1) * scale", "upto[k] * scale"),
    "minimum is not enough": ("plugins/min-staff/min-staff.c", "at_least * 1000 - 0.5)", "at_least * 1000 + 0.5)"),
    # chance
    "key without the seed": ("engine/host/chance.c", "org_chance(seed, replication, 1);", "org_chance(seed / 2, replication, 1);"),
    "origin by other bits": ("engine/host/chance.c", "spec->ordinal, 0) >> 32);", "spec->ordinal, 0) >> 31);"),
    "stream without the month": ("engine/org/holding.c", "(guint32) month, ordinal)", "(guint32) (month - month % 12), ordinal)"),
    "joiners share the posts' origin": ("engine/org/verbs-people.c", "~org->origin", "org->origin"),
    # processes
    "hired in the month of leaving": ("plugins/recruitment/recruitment.c", "vacant_since[post] < m->now;",
                                      "vacant_since[post] <= m->now;"),
    "the largest draws are hired": ("plugins/recruitment/recruitment.c", "return x->draw < y->draw ? -1 : 1;",
                                    "return x->draw < y->draw ? 1 : -1;"),
    "ceiling rounded up": ("plugins/recruitment/recruitment.c", "ceiling * (double) in_set + 1e-9;",
                           "ceiling * (double) in_set + 1;"),
    "age by another draw": ("plugins/recruitment/recruitment.c", "org_chance_real(m->key, stream, 1)",
                            "org_chance_real(m->key, stream, 3)"),
    "months are no twelfths": ("plugins/resignation/resignation.c", "whole * m / MONTHS;", "whole * m / (MONTHS + 1);"),
    "age at the end of the year": ("plugins/resignation/resignation.c", "(ORG_MONTH(year, 1) - born) / 12",
                                   "(ORG_MONTH(year, 12) - born) / 12"),
    "schedule a year late": ("plugins/retirement/retirement.c", "ages[k + 1].year <= year", "ages[k + 1].year < year"),
    # headcount-cut
    "percentage rounded wrongly": ("plugins/headcount-cut/pool.c", "steps = ceil(steps);", "steps = floor(steps);"),
    "percentage of now": ("plugins/headcount-cut/quota.c", "by *= (double) cut_weigh(c, base) / 1000;",
                          "by *= (double) cut_weigh(c, c->ctx) / 1000;"),
    "largest hired first": ("plugins/headcount-cut/pool.c", "(uint32_t) (1 << 30) - (uint32_t) hired",
                            "(uint32_t) (1 << 29) + (uint32_t) hired"),
    "random by the row": ("plugins/headcount-cut/pool.c", "org_chance(key, c->people->stream[person], 0)",
                          "org_chance(key, person, 0)"),
    "floor is not counted down": ("plugins/headcount-cut/pool.c", "    c->room[c->posts->unit[post]] -= weight;\n    c->ends", "    c->ends"),
    "smallest remainders": ("plugins/headcount-cut/spread.c", "(total - 1 - remainder) << 32 | u", "remainder << 32 | u"),
    "double unknown rating": ("plugins/headcount-cut/pool.c", "c->people->rating[person] : 6;", "c->people->rating[person] : 3;"),
    "levels of the beginning": ("plugins/headcount-cut/pool.c", "level[c->posts->unit[rows[i]]] -= c->posts->fte[rows[i]];",
                                "level[c->posts->unit[rows[i]]] -= 0 * c->posts->fte[rows[i]];"),
    "no post beyond the amount": ("plugins/headcount-cut/pool.c", "c->rounding == ROUND_UP ? weight <= 1000", "c->rounding == ROUND_UP ? weight <= 500"),
    "lacks least goes first": ("plugins/headcount-cut/pool.c", "return x->lacks > y->lacks ? -1 : 1;", "return x->lacks > y->lacks ? 1 : -1;"),
    "people in kept posts": ("plugins/headcount-cut/settle.c", " && c->posts->kept_for[post] == ORG_NONE", ""),
    # what people are due
    "six odd months are a year": ("plugins/headcount-cut/severance.c", "odd <= 6 ? 0.5 : 1", "odd < 6 ? 0.5 : 1"),
    "154 from fifteen years": ("plugins/headcount-cut/severance.c", "n >= 20 ? 0.5 * s * beyond(n, 20) : 0", "0.5 * s * beyond(n, 15)"),
    "everybody has 15 years to serve": ("plugins/headcount-cut/severance.c", "scheme == SCHEME_178 || scheme == SCHEME_154 ? 15 * 12 : 20 * 12", "15 * 12"),
    "three salaries for all": ("plugins/headcount-cut/severance.c", "p->civil_servant ? 3 * p->salary : 0", "3 * p->salary"),
    "a mean of one month": ("plugins/headcount-cut/leaving.c", "t.average += base_salary_at(table, month);", "t.average += base_salary_at(table, c->now);"),
    "part-time leavers are paid in full": ("plugins/headcount-cut/leaving.c", " * c->posts->fte[holder.post] / 1000;", ";"),
    "the lowest single sum": ("plugins/headcount-cut/leaving.c", "one.sum > best.sum ||", "one.sum < best.sum ||"),
    "under two years like others": ("plugins/headcount-cut/leaving.c", "return due->retires && is_short(leaver)", "return due->retires && leaver->early < 0"),
    "halves down": ("plugins/headcount-cut/severance.c", "due.part[2] + 0.5);", "due.part[2]);"),
    "service a month less": ("plugins/headcount-cut/leaving.c", "t->service : c->now - hired;", "t->service : c->now - hired - 1;"),
    # merge, dissolve, the others
    "lowest rated head stays": ("plugins/merge/posts.c", "m->people->rating[a] > m->people->rating[b]",
                                "m->people->rating[a] < m->people->rating[b]"),
    "former heads go first": ("plugins/merge/posts.c", "x->was_head < y->was_head ? -1 : 1", "x->was_head < y->was_head ? 1 : -1"),
    "shed rounded up": ("plugins/merge/posts.c", "floor(amount * (double) pool->n + 1e-9)", "ceil(amount * (double) pool->n)"),
    "of equals the last is the largest": ("plugins/merge/join.c", "count > most", "count >= most"),
    "rooms stay double": ("plugins/merge/join.c", "if (rooms[0].origin == rooms[n - 1].origin)", "if (n > 0)"),
    "the earliest hired are shed": ("plugins/dissolve/posts.c", "x->hired > y->hired ? -1 : 1", "x->hired > y->hired ? 1 : -1"),
    "leading posts are shed twice": ("plugins/dissolve/posts.c", "(size_t) amount - d->n_closing, m = 0;", "(size_t) amount, m = 0;"),
    "transfer rounded down": ("plugins/transfer/transfer.c", "amount * (double) m + 0.5 + 1e-9", "amount * (double) m + 1e-9"),
    "added posts rounded up": ("plugins/add-posts/add-posts.c", "floor(by * (double) n + 1e-9)", "ceil(by * (double) n)"),
    "deputies capped by rows": ("plugins/merge/posts.c", "? 0 : m->posts->fte[posts[i]];", "? 0 : 1000;"),
    "surplus by the first post": ("plugins/merge/join.c", "m->surplus += m->people->state[losing[i]] == ORG_SURPLUS;", "m->surplus++;"),
    "deadline for who has a post": ("plugins/dissolve/posts.c", "if (d->people->state[d->released[i]] == ORG_SURPLUS)", "if (i < d->n_released)"),
    "reports go nowhere": ("engine/org/reports.c", "boss != ORG_NONE ? boss : head_above(org, heads, post)",
                           "boss != ORG_NONE || org->n_reports ? boss : head_above(org, heads, post)"),
    "the vacant head leads": ("plugins/common/reports.h", "posts->holder[head] == ORG_NONE && posts->holder[rows[i]] != ORG_NONE", "posts->holder[head] != ORG_NONE && posts->holder[rows[i]] == ORG_NONE"),
    "parts by what is there": ("plugins/common/deal.h", "            given[best]++;\n", ""),
    "the newcomer leads": ("plugins/crosswalk/posts.c", "return !c->dest[p] && c->dest[best];", "return c->dest[p] && !c->dest[best];"),
    "the model's title goes": ("plugins/crosswalk/heads.c", "(!title || posts->title[head] == title ||", "(title || posts->title[head] == title ||"),
    "an average rounded up": ("plugins/deputy-cap/average.c", "deputies - (unsigned) average : 0", "deputies - (unsigned) (average + 0.9) : 0"),
    "a rise is excused": ("plugins/deputy-cap/average.c", "rose || group->deputies", "(rose & false) || group->deputies"),
    # cadres
    "ceiling rounds up": ("plugins/appraisal/draw.c", "(ceiling * (double) well + 1e-9)", "(ceiling * (double) well + 0.999)"),
    "heads above their units": ("plugins/appraisal/units.c", "a->rated[i].grade > most[a->rated[i].row])", "a->rated[i].grade > GRADES)"),
    "of equals the holder of b": ("plugins/dual-post/settle.c", "d->people->rating[b] > d->people->rating[a]",
                                  "d->people->rating[b] >= d->people->rating[a]"),
    "two posts never part": ("plugins/dual-post/watch.c", "d->posts->holder[first] == holder;", "(d->posts->closed[first] == ORG_OPEN || holder);"),
    "two posts, two pays": ("plugins/payroll/payroll.c", "sum->priced -= (uint64_t) less", "sum->priced -= (uint64_t) 0 * less"),
    "a step as long as the last one": ("plugins/promotion/promotion.c", "return p->now + next->months;", "return p->now + step->months;"),
    # money, verdicts, the organisation
    "a refund": ("plugins/change-cost/change-cost.c", "units_before->closed[unit] == ORG_OPEN && units->closed[unit] != ORG_OPEN;",
                 "units->closed[unit] == host->now(ctx);"),
    "required but not reached": ("engine/sim/met.c", "return value <= target->low + hair;", "return value < target->low - hair;"),
    "no contributions": ("plugins/payroll/payroll.c", " * (1 + host->real(ctx, CONTRIBUTIONS))", ""),
    "no figure of none": ("plugins/posts/posts.c", "if (units->closed[unit] == ORG_OPEN)", "if (sums[unit].assigned > 0)"),
    "several heads lead nobody": ("plugins/span-and-layers/span-and-layers.c", "led[unit] + heads[unit] - 1", "led[unit]"),
    "second lines to nowhere": ("engine/org/verbs-posts.c", "    org_dotted_drop(org, posts, n);\n", ""),
    "lines out of the set": ("plugins/span-and-layers/span-and-layers.c", " && in[posts->unit[boss]];", ";"),
    "the lower baseline decides": ("engine/sim/met.c", "j->met = j->at[0] == j->at[1] ? j->at[0] : ORG_DEPENDS;", "j->met = j->at[0];"),
    "a stopped run meets": ("engine/sim/judge.c", "target->counted && month > judge->reached", "target->counted && month > judge->reached + 600"),
    "a mean for a median": ("engine/sim/spread.c", "quantile(value, all->len, 0.5)", "sum / all->len"),
    "another band": ("engine/sim/spread.c", "double at = p * (n - 1);", "double at = p * n - 1 > 0 ? p * n - 1 : 0;"),
    "the year begins in February": ("engine/sim/judge.c", "ORG_MONTH(month / 12, 1) : judge->plan->from;", "ORG_MONTH(month / 12, 2) : judge->plan->from;"),
}


def stale(root):
    """A sentence for each fault whose text does not stand in its file exactly once, or that changes nothing."""
    for name, (file, old, new) in FAULTS.items():
        path = os.path.join(root, file)
        if not os.path.exists(path):
            yield "%s: there is no %s" % (name, file)
            continue
        with open(path, encoding="utf-8") as opened:
            times = opened.read().count(old)
        if times != 1 or old == new:
            yield "%s: %s holds \"%s\" %d times, not once" % (name, file, old, times)


if __name__ == "__main__":
    told = list(stale(sys.argv[1]))
    print("\n".join(told) or "%d planted faults stand in the sources" % len(FAULTS))
    sys.exit(1 if told else 0)
