// SPDX-License-Identifier: MIT
/* The chart's own words and how it writes numbers and months, in the languages it knows. */
#pragma once
#include "fates.h"
#include <orgsim/plugin.h>

typedef struct { /* texts only, then how numbers are written */
    const char *fate[FATES];
    const char *tree, *before, *after, *diff, *timeline;
    const char *unit, *units, *posts, *all_units, *organisation;
    const char *joined_by, *into, *from, *formerly, *more;
    const char *met, *not_met, *depends, *assumed, *reported, *plan, *only_assumed, *baseline, *illustrative, *required,
        *by, *no_targets, *to, *value;
    const char *flow, *ages, *waterfall; /* titles of views */
    const char *only_counted, *all_others, *change_of_each, *mean_age_title, *ages_assumed;
    const char *treemap[3]; /* of posts, people, units */
    const char *pyramid, *leaders, *leaders_title, *mean_span, *span_axis, *outside_rule, *dot_note, *dot_of;
    const char *people, *elsewhere, *stays, *by_merger, *by_split, *moved, *came, *went;
    const char *left[3], *joined[3]; /* of posts, people, units */
    const char *each, *own, *too_small, *named_here, *closed_here, *opened_here, *inside;
    const char *below, *with_below; /* changed below; with all below */
    const char *area, *area_of, *layer, *layer_note;
    const char *women, *men, *sex_unknown, *age_unknown, *no_births, *no_sexes, *from_counts, *mean_age, *age_note,
        *age_note_both, *under_age, *over_age;
    /* Findings: sentences with places for figures. */
    const char *falls, *rises, *stays_same, *units_posts, *units_posts_small, *of_the_cut, *of_the_growth,
        *nothing_changes;
    const char *missed_as_reported, *met_as_reported, *missed_too, *some_missed, *many_missed, *some_open, *all_met,
        *all_met_assumed;
    /* Of a sweep; the findings have places for figures. */
    const char *points, *replications_each, *tornado, *heat, *tornado_finding, *heat_finding, *tornado_note,
        *tornado_note_plain, *heat_note, *mean_of_all;
    const char *page, *continued;
    const char *source, *inputs, *posts_note, *posts_note_diff;
    char decimal;
    bool vietnamese; /* months as 07/2025, points between thousands */
} Words;

/* Fills *out with the words of a language ("en", "vi"; without a host English) and returns it. They live for the call. */
const Words *words_of(const OrgHost *host, OrgCtx *ctx, const char *lang, Words *out);

/* The functions below write into out (at least 64 bytes) and return it. */
const char *words_fte(const Words *words, int64_t thousandths, char *out);    /* 1 234 or 7.5 */
const char *words_signed(const Words *words, int64_t thousandths, char *out); /* +3 or −3 */
const char *words_month(const Words *words, OrgMonth month, char *out);       /* 2025-07 or 07/2025 */
const char *words_number(const Words *words, double value, int percent,
                         char *out); /* 1 234, 15.5 %; at most 1 decimal, none from 1 000 on */
const char *words_exact(const Words *words, double value, int percent,
                        char *out); /* the same with as many decimals as it has, up to six */
