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
    "six odd months are a year": ("plugins/common/severance/severance.c", "odd <= 6 ? 0.5 : 1", "odd < 6 ? 0.5 : 1"),
    "154 from fifteen years": ("plugins/common/severance/schemes/decree-154-2025.csv", "retire,2,24,60,20,,,now,0,0.5,n,20", "retire,2,24,60,15,,,now,0,0.5,n,15"),
    "everybody has 15 years to serve": ("plugins/common/severance/schemes/decrees.csv", "decree-29-2023,2023-07,2025-06,60,240,",
                                        "decree-29-2023,2023-07,2025-06,60,180,"),
    "three salaries for all": ("plugins/common/severance/schemes/decree-178-2024.csv", "leave,2,,,,,civil-servant,now,3", "leave,2,,,,,,now,3"),
    "a mean of one month": ("plugins/common/severance/terms.c", "t.average += base_salary_at(table, month);", "t.average += base_salary_at(table, t.now);"),
    "part-time leavers are paid in full": ("plugins/common/severance/terms.c", " * fte / 1000;", " * (fte > 0);"),
    "the lowest single sum": ("plugins/common/severance/terms.c", "one.sum > best.sum ||", "one.sum < best.sum ||"),
    "under two years like others": ("plugins/common/severance/severance.c", "return due->retires && severance_is_short(leaver)",
                                    "return due->retires && leaver->early < 0"),
    "halves down": ("plugins/common/severance/severance.c", "due.part[2] + 0.5);", "due.part[2]);"),
    "service a month less": ("plugins/common/severance/terms.c", "t->service : t->now - hired;", "t->service : t->now - hired - 1;"),
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
    # the chain of cadres
    "the least planned for comes first": ("plugins/common/candidates.h", "return -rating;", "return rating;"),
    "shares of those there already": ("plugins/common/candidates.h", "quota->women * (double) (quota->n + 1)", "quota->women * (double) quota->n"),
    "who loses both shares": ("plugins/common/candidates.h", "need_woman && need_young ? candidates_find(list, may, n, true, true) : n",
                              "need_woman && need_young ? n + 0 * candidates_find(list, may, n, true, true) : n"),
    "planned from anywhere": ("plugins/plan-cadres/revise.c", "return within == WITHIN_ANY || up == unit;", "return within == WITHIN_ANY || up == unit || up != ORG_NONE;"),
    "a candidate of the same height": ("plugins/plan-cadres/revise.c", "post_level(p->units, p->posts, at) <= post_level(p->units, p->posts, post)",
                                       "post_level(p->units, p->posts, at) < post_level(p->units, p->posts, post)"),
    "one more post each": ("plugins/plan-cadres/revise.c", "(int64_t) used < p->host->integer", "(int64_t) used <= p->host->integer"),
    "the class is passed by draw 0": ("plugins/train/classes.c", "org_chance_real(key, t->people->stream[p], draw) < pass",
                                      "org_chance_real(key, t->people->stream[p], draw & 0) < pass"),
    "who left has failed": ("plugins/train/classes.c", "const bool here = t->people->state[p] != ORG_LEFT;", "const bool here = t->people->state[p] != ORG_LEFT + 9;"),
    "a class too long": ("plugins/train/train.c", "one->opens > t.now ? one->opens : one->ends;", "one->opens > t.now ? one->opens : one->ends + 1;"),
    "rotated into any rank": ("plugins/rotate/start.c", "posts->rank[post] != posts->rank[home] ||", "(posts->rank[post] == 0 && posts->rank[home]) ||"),
    "an odd one changes places": ("plugins/rotate/start.c", "s->going.quota.n + 2 <= s->going.wanted", "s->going.quota.n + 1 <= s->going.wanted"),
    "the promoted come back": ("plugins/rotate/return.c", "if (at != ORG_NONE && at != post_named(r, \"rotate.post\", person)) {",
                               "if (at != ORG_NONE && at != at + 0 * post_named(r, \"rotate.post\", person)) {"),
    "who lost the other post stays": ("plugins/rotate/return.c", "if (at != ORG_NONE && at != post_named(", "if (at != post_named("),
    "a month longer away": ("plugins/second/second.c", "if (until[p] < s->now) {", "if (until[p] < s->now - 1) {"),
    "too old by a year": ("plugins/common/going.h", "now - people->born[person] >= 12 * (most + 1);", "now - people->born[person] >= 12 * most;"),
    "qualified by nothing": ("plugins/appoint/fill.c", "if (a->may[i] && needs_met(&a->needs, person, a->now) != NEEDS_MET) {",
                             "if (a->may[i] && needs_met(&a->needs, person, a->now) > NEEDS_TOPIC) {"),
    "one deputy above the cap": ("plugins/appoint/fill.c", "a->units->n_deputies[unit] >= cap_of(a, unit)", "a->units->n_deputies[unit] > cap_of(a, unit)"),
    "last year's appointments count": ("plugins/appoint/fill.c", "if (since[p] >= a->now - a->now % 12) {", "if (since[p] >= a->now - a->now % 12 - 12) {"),
    # units, what they are there for, buildings, procedures
    "the small part takes over": ("plugins/split/give.c", "if (s->parts[k].n_posts > s->parts[s->largest].n_posts)",
                                  "if (s->parts[k].n_posts < s->parts[s->largest].n_posts)"),
    "of equal shares the last": ("plugins/split/give.c", "share[k] > share[best] + 1e-9))", "share[k] > share[best] - 1e-9))"),
    "reports to who stayed": ("plugins/split/heads.c", "if (boss == ORG_NONE || boss >= s->n_rows ||", "if (boss == ORG_NONE || boss < s->n_rows ||"),
    "a new head above nobody": ("plugins/found/posts.c", "if (f->news[up].head != ORG_NONE)", "if (f->news[up].head != ORG_NONE && up == 0)"),
    "renamed alike": ("plugins/rename/rename.c", "*count += word != 0 && word != now[r->changes[i].unit];", "*count += word != 0 && (word != now[r->changes[i].unit] || word > 0);"),
    "moved and kept": ("plugins/recharter/recharter.c", "return at <= first ? now == first : at == now;", "return at <= first ? now == first : at + 1 == now;"),
    "vacant posts go along": ("plugins/recharter/recharter.c", "(posts->holder[post] != ORG_NONE) != held)", "(posts->holder[post] != ORG_NONE) == held)"),
    "functions of three": ("plugins/recharter/functions.c", "several += end - i > 1;", "several += end - i > 2;"),
    "the smallest building stays": ("plugins/close-offices/close-offices.c", "return (*x)->posts > (*y)->posts ? -1 : 1;", "return (*x)->posts > (*y)->posts ? 1 : -1;"),
    "buildings rounded down": ("plugins/close-offices/close-offices.c", "number = ceil(number * (double) c->n - 1e-9);", "number = floor(number * (double) c->n + 1e-9);"),
    "rent of others": ("plugins/close-offices/metric.c", "(!sets->now || sets->now[u]) && month &&", "month &&"),
    "numbers name no building": ("plugins/common/buildings.h", "    if (!b.word)\n        b.number = host->numbers(ctx, ORG_UNITS, \"building\");\n", ""),
    "the least work is simplified": ("plugins/simplify/simplify.c", "return x->work > y->work ? -1 : 1;", "return x->work > y->work ? 1 : -1;"),
    "one procedure less": ("plugins/simplify/simplify.c", "(size_t) ceil(share * s->all.n_names - 1e-9)", "(size_t) floor(share * s->all.n_names + 1e-9)"),
    # processes of the Party and of procedures
    "bands without their end": ("plugins/party-growth/admit.c", "if (members <= number_or(rates, RATE_UPTO, row, INFINITY))",
                                "if (members < number_or(rates, RATE_UPTO, row, INFINITY))"),
    "no fraction is drawn": ("plugins/party-growth/admit.c", "floor(expected) + (drawn < expected - floor(expected));", "floor(expected) + (drawn < 0);"),
    "firms of two": ("plugins/party-growth/found.c", "if (members >= LEAST_MEMBERS && taker != ORG_NONE)", "if (members >= LEAST_MEMBERS - 1 && taker != ORG_NONE)"),
    "the strong are consolidated": ("plugins/party-growth/party-growth.c", "if (g->of[K_WEAK][unit] != 1 ||", "if (g->of[K_WEAK][unit] == 1 ||"),
    "durations rounded down": ("plugins/work-programme/items.c", "ceil(p->host->real(p->ctx, P_MEDIAN)", "floor(p->host->real(p->ctx, P_MEDIAN)"),
    "done a month late": ("plugins/work-programme/items.c", "if (item->done_at <= p->now)", "if (item->done_at < p->now)"),
    "checked twice a year": ("plugins/inspection/stream.c", "last[row] >= c->now / 12 * 12)", "last[row] >= c->now)"),
    "rounded up each month": ("plugins/inspection/stream.c", "floor(number * (month + 1) / 12 + 1e-9) - floor(number * month / 12 + 1e-9)",
                              "ceil(number * (month + 1) / 12) - ceil(number * month / 12)"),
    "a congress before the first": ("plugins/congress/congress.c", "return after >= 0 && after % term == 0;", "return after % term == 0;"),
    "who sits in class works": ("plugins/workload/workload.c", "until && away && until[holder] >= l->now", "until && away && until[holder] > l->now + 600"),
    "the dip grows": ("plugins/workload/workload.c", "l->host->real(l->ctx, P_DIP) * (1 - since / months)", "l->host->real(l->ctx, P_DIP) * (since / months)"),
    "a deadline for the whole month": ("plugins/workload/workload.c", "isinf(high) ? 0 : (deadline - low) / (high - low)", "isinf(high) ? 0 : 1"),
    "few files go online first": ("plugins/online-services/online-services.c", "return x->arrivals > y->arrivals ? -1 : 1;", "return x->arrivals > y->arrivals ? 1 : -1;"),
    "a curve rounded down": ("plugins/online-services/online-services.c", "floor(share * (double) eligible + 0.5)", "floor(share * (double) eligible)"),
    "content with nothing online": ("plugins/satisfaction/satisfaction.c", "return sums[1] > 0 ? 100 * sums[0] / sums[1] : absent;", "return sums[1] > 0 ? 100 * sums[0] / sums[1] : 0;"),
    "a bare majority dismisses": ("plugins/confidence-vote/confidence-vote.c", "if (most > 0 && share >= most - 1e-9)", "if (most > 0 && share >= most / 2)"),
    # rules that look at steps
    "the first thing is forgotten": ("plugins/qualified/qualified.c", "        if (came)\n            return;\n", "        return;\n"),
    "a share of nobody is lowered": ("plugins/balance/balance.c", "before && then.all[group] > 0;", "before != NULL;"),
    "age is never noticed": ("plugins/balance/balance.c", "if (r.next != ORG_OPEN)", "if (r.next == ORG_OPEN - 1)"),
    "the greatest group counts": ("plugins/autonomy-not-lowered/autonomy-not-lowered.c", "group < least[heir])", "group > least[heir])"),
    "a rise by less than a post": ("plugins/no-net-increase/no-net-increase.c", "if (now > limit + host->real(ctx, ALLOW) + 0.0005)",
                                   "if (now > limit + host->real(ctx, ALLOW) + 3)"),
    "a head for a month more": ("plugins/head-of-each-unit/head-of-each-unit.c", "(OrgMonth) host->integer(r->ctx, GRACE) - 1;", "(OrgMonth) host->integer(r->ctx, GRACE);"),
    "posts that come change nothing": ("plugins/protected/protected.c", "now->n_posts[u] != then->n_posts[u] ||", "now->n_posts[u] + 99 < then->n_posts[u] ||"),
    "the first alone is told": ("plugins/recharter/features.c", "for (size_t k = i + 1; k < end; k++) {", "for (size_t k = i + 1; k < end && k < i + 2; k++) {"),
    "a boss is a boss": ("plugins/disruption/disruption.c", "c->any += unit || boss || building;", "c->any += unit || building;"),
    "two posts are one": ("plugins/leaders/leaders.c", "l->both += people->second[person] != ORG_NONE;", "l->both += people->second[person] == person;"),
    # money, verdicts, the organisation
    "a refund": ("plugins/change-cost/change-cost.c", "units_before->closed[unit] == ORG_OPEN && units->closed[unit] != ORG_OPEN;",
                 "units->closed[unit] == host->now(ctx);"),
    "required but not reached": ("engine/sim/met.c", "return value <= target->low + hair;", "return value < target->low - hair;"),
    "no contributions": ("plugins/payroll/payroll.c", " * (1 + host->real(ctx, CONTRIBUTIONS))", ""),
    "no figure of none": ("plugins/posts/posts.c", "if (units->closed[unit] == ORG_OPEN)", "if (sums[unit].assigned > 0)"),
    "several heads lead nobody": ("plugins/common/spans.h", "led[unit] + heads[unit] - 1;", "led[unit];"),
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
