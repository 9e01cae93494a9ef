// SPDX-License-Identifier: MIT
/* What a comparison found, in sentences: which plans meet which targets, and which comes nearest to those that none meets. */
#include "page.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Assumed figures never count, here as everywhere. */
static bool
counts(const Judged *judged)
{
    return judged && judged->headline && strcmp(judged->basis, "assumed") && strcmp(judged->basis, "reported");
}

/* Bit r: run r meets it. */
static unsigned
met_by(const Report *report, const Judged *like)
{
    unsigned met = 0;
    for (size_t r = 0; r < report->n_runs; r++) {
        const Judged *judged = judged_in(&report->run[r], like);
        if (counts(judged) && !strcmp(judged->verdict, "met"))
            met |= 1u << r;
    }
    return met;
}

/* Each target once, as the first run that has it judges it; NULL after the last. */
static const Judged *
next_target(const Report *report, size_t *at)
{
    size_t i = *at;
    for (size_t r = 0; r < report->n_runs; r++) {
        const Run *run = &report->run[r];
        if (i >= run->n_judged) {
            i -= run->n_judged;
            continue;
        }
        for (; i < run->n_judged; i++) {
            bool seen = false;
            ++*at;
            for (size_t before = 0; before < r; before++)
                seen |= judged_in(&report->run[before], &run->judged[i]) != NULL;
            if (!seen && counts(&run->judged[i]))
                return &run->judged[i];
        }
        i = 0;
    }
    return NULL;
}

static void
put_runs(Out *out, unsigned runs)
{
    bool first = true;
    for (unsigned r = 0; runs >> r; r++)
        if (runs >> r & 1) {
            putf(out, first ? "%u" : ", %u", r + 1);
            first = false;
        }
}

/* The ids of all targets that exactly these runs meet. */
static void
put_targets(const Report *report, Out *out, unsigned runs)
{
    size_t at = 0;
    for (const Judged *judged; (judged = next_target(report, &at));)
        if (met_by(report, judged) == runs) {
            put(out, out->size ? ", " : "");
            put_text(out, judged->id);
        }
}

/* How far the run is from what is required: less is worse; NaN: it is not known. */
static double
nearness(const Judged *judged)
{
    const Required *required = &judged->required;
    if (required->change && required->percent && !isnan(judged->change))
        return (judged->change - required->low) * required->direction;
    return (judged->value - judged->level) * required->direction;
}

static void
say_unmet(const Report *report, const Judged *like)
{
    const Judged *best = NULL;
    size_t plan = 0;
    for (size_t r = 0; r < report->n_runs; r++) {
        const Judged *judged = judged_in(&report->run[r], like);
        if (!counts(judged) || isnan(nearness(judged)) || (best && nearness(judged) <= nearness(best)))
            continue;
        best = judged;
        plan = r + 1;
    }
    if (!best || !best->required.direction)
        say_with(report->out, W_cmp_none, TEXT(like->id));
    else
        say_with(report->out, W_cmp_none_best, TEXT(like->id), NUMBER((double) plan),
                 best->required.change && best->required.percent
                     ? with_sign(with_decimals(PERCENT(best->change), best->change_decimals))
                     : with_decimals(figure(best, best->value), best->value_decimals));
}

static void
say_group(const Report *report, unsigned runs, unsigned all)
{
    Out targets = { .words = report->out->words, .plain = true }, plans = targets;
    put_targets(report, &targets, runs);
    put_runs(&plans, runs);
    put_bytes(&targets, "", 1);
    put_bytes(&plans, "", 1);
    report->out->failed |= targets.failed || plans.failed;
    if (!report->out->failed && runs == all)
        say_with(report->out, W_cmp_all, TEXT(targets.bytes));
    else if (!report->out->failed)
        say_with(report->out, runs & (runs - 1) ? W_cmp_some : W_cmp_only, TEXT(plans.bytes), TEXT(targets.bytes));
    out_free(&targets);
    out_free(&plans);
}

static bool
is_first_of_group(const Report *report, const Judged *judged, unsigned runs)
{
    size_t at = 0;
    const Judged *other = next_target(report, &at);
    while (other && other != judged && met_by(report, other) != runs)
        other = next_target(report, &at);
    return other == judged;
}

/* First where the plans differ, then what none meets, then what all meet. */
void
write_comparison_finding(const Report *report)
{
    Out *out = report->out;
    const unsigned all = (1u << report->n_runs) - 1;
    put(out, "<p class=\"lead\">");
    for (int pass = 0; pass < 3; pass++) {
        size_t at = 0;
        for (const Judged *judged; (judged = next_target(report, &at));) {
            unsigned runs = met_by(report, judged);
            int kind = runs == 0 ? 1 : runs == all ? 2 : 0;
            if (kind != pass || (runs && !is_first_of_group(report, judged, runs)))
                continue;
            put(out, " ");
            if (runs)
                say_group(report, runs, all);
            else
                say_unmet(report, judged);
        }
    }
    put(out, "</p>\n");
}
