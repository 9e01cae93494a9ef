// SPDX-License-Identifier: MIT
#include "words.h"
#include "spell.h"
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THIN "\xE2\x80\x89"
#define MINUS "\xE2\x88\x92"

/* Message ids: the catalogue has them under the context "chart", for a word alone such as "by" means little. Vietnamese is in
 * engine/po/vi.po. */
static const Words english = {
    .fate = { "kept", "absorbed", "consolidated", "took over", "split", "dissolved", "new", "moved", "renamed",
              "posts changed", "came and went" },
    .tree = "Organisation",
    .before = "Before",
    .after = "After",
    .diff = "What changes",
    .timeline = "Targets",
    .unit = "unit",
    .units = "units",
    .posts = "posts",
    .all_units = "All units",
    .organisation = "No units",
    .joined_by = "joined by",
    .into = "into",
    .from = "from",
    .formerly = "formerly",
    .more = "more",
    .met = "met",
    .not_met = "not met",
    .depends = "depends",
    .assumed = "assumed",
    .reported = "reported",
    .plan = "plan",
    .only_assumed = "Assumed, not simulated",
    .baseline = "baseline",
    .illustrative = "illustrative baseline",
    .required = "required",
    .by = "by",
    .no_targets = "This run has no targets.",
    .to = "to",
    .value = "value",
    .flow = "Who went where",
    .waterfall = "Where the posts go",
    .all_others = "all others",
    .only_counted = "Units only counted here:",
    .change_of_each = "Change of each:",
    .mean_age_title = "Mean age",
    .ages_assumed = "ages assumed",
    .treemap = { "Posts as areas", "People as areas", "Units as areas" },
    .pyramid = "Leaders by layer and span",
    .leaders = "leaders",
    .leaders_title = "Leaders",
    .mean_span = "mean span",
    .span_axis = "span: posts that a leader leads",
    .outside_rule = "outside of the rule",
    .dot_note = "A dot: a leader; line: mean of the layer",
    .dot_of = "a dot stands for at most",
    .ages = "People by age and sex",
    .people = "people",
    .elsewhere = "elsewhere",
    .stays = "stays",
    .by_merger = "by merger",
    .by_split = "by split",
    .moved = "transferred",
    .came = "from elsewhere",
    .went = "to elsewhere",
    .left = { "cut", "left", "closed" },
    .joined = { "added", "joined", "founded" },
    .each = "each",
    .own = "its own",
    .too_small = "units too small for their names",
    .named_here = "Small or folded",
    .closed_here = "Closed",
    .opened_here = "New",
    .inside = "inside other units",
    .below = "changed below",
    .with_below = "with all below",
    .area = "Area",
    .area_of = "of the unit and all below it",
    .layer = "Layer",
    .layer_note = "Layer 1: the top of the organisation",
    .women = "women",
    .men = "men",
    .sex_unknown = "sex not known",
    .age_unknown = "date of birth not known",
    .no_births = "The data hold no dates of birth: there is no age to show.",
    .no_sexes = "The data do not say who is a woman and who is a man: there is nothing to compare.",
    .mean_age = "mean age",
    .from_counts = "made from counts, ages assumed",
    .age_note = "Age in full years",
    .age_note_both = "Age in full years; line along the bars: before",
    .under_age = "under",
    .over_age = "and over",
    .falls = "fall {0}",
    .rises = "rise {0}",
    .stays_same = "stay as many",
    .units_posts = "Units {0}, posts {1}",
    .units_posts_small = "Units {0} → {1}, posts {2} → {3}",
    .of_the_cut = "{0}; {1} of the cut in {2}",
    .of_the_growth = "{0}; {1} of the growth in {2}",
    .nothing_changes = "No unit and no post is fewer or more",
    .points = "points",
    .replications_each = "replications each",
    .tornado = "each parameter from its lowest to its highest value",
    .heat = "mean over all other parameters",
    .tornado_finding = "{0} moves {1} most: {2} at {3}, {4} at {5}",
    .heat_finding = "{0}: from {1} to {2}, by {3} and {4}",
    .tornado_note =
        "Hatched: the lowest value of the parameter. Right: its share of the variance, with what it acts together with",
    .tornado_note_plain = "Hatched: the lowest value of the parameter",
    .heat_note = "The darker, the higher; dashed: no point",
    .mean_of_all = "mean of all points",
    .missed_as_reported = "{0} missed as reported ({1}), though the plan meets it",
    .met_as_reported = "{0} met as reported ({1}), though the plan misses it",
    .missed_too = "{0}; missed too: {1}",
    .some_missed = "{0} of {1} targets missed: {2}",
    .many_missed = "{0} of {1} targets missed",
    .some_open = "{0} of {1} targets depend on their baseline: {2}",
    .all_met = "All {0} targets met",
    .all_met_assumed = "All {0} targets met, {1} of them by assumed figures",
    .page = "p.",
    .continued = "continued",
    .source = "Source",
    .inputs = "inputs",
    .posts_note = "Figures: posts of the unit and all below it",
    .posts_note_diff = "Figures: posts after (change), of the unit and all below it",
    .decimal = '.',
};

_Static_assert(offsetof(Words, decimal) % sizeof(char *) == 0, "texts come first in Words");

const Words *
words_of(const OrgHost *host, OrgCtx *ctx, const char *lang, Words *out)
{
    const char *const *ids = (const char *const *) &english;
    const char **texts = (const char **) out;
    *out = english;
    if (!host || strcmp(lang, "vi"))
        return out;
    for (size_t i = 0; i < offsetof(Words, decimal) / sizeof(char *); i++) {
        char id[256];
        snprintf(id, sizeof id, "chart\004%s", ids[i]);
        const char *said = host->translate(ctx, lang, id);
        texts[i] = strncmp(said, "chart\004", 6) ? said : ids[i];
    }
    out->decimal = ',';
    out->vietnamese = true;
    return out;
}

/* Groups of three by thin spaces, then the decimals but for zeros at their end. */
static const char *
write_scaled(const Words *words, const char *sign, uint64_t scaled, int decimals, const char *end, char *out)
{
    char digits[24], rest[24];
    uint64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    int n = (int) (spell_uint(digits, scaled / scale) - digits);
    char *at = stpcpy(out, sign);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            at = stpcpy(at, words->vietnamese ? "." : THIN);
        *at++ = digits[i];
    }
    int m = decimals;
    for (int i = decimals; i-- > 0; scaled /= 10)
        rest[i] = (char) ('0' + scaled % 10);
    while (m > 0 && rest[m - 1] == '0')
        m--;
    rest[m] = 0;
    if (m) {
        *at++ = words->decimal;
        at = stpcpy(at, rest);
    }
    strcpy(at, end);
    return out;
}

static const char *
write_tenths(const Words *words, const char *sign, uint64_t tenths, const char *end, char *out)
{
    return write_scaled(words, sign, tenths, 1, end, out);
}

const char *
words_fte(const Words *words, int64_t thousandths, char *out)
{
    return write_tenths(words, thousandths < 0 ? MINUS : "", (uint64_t) ((llabs(thousandths) + 50) / 100), "", out);
}

const char *
words_signed(const Words *words, int64_t thousandths, char *out)
{
    return write_tenths(words, thousandths < 0 ? MINUS : "+", (uint64_t) ((llabs(thousandths) + 50) / 100), "", out);
}

const char *
words_month(const Words *words, OrgMonth month, char *out)
{
    if (month < 0 || month >= 10000 * 12)
        return strcpy(out, "?");
    if (words->vietnamese)
        snprintf(out, 64, "%02d/%04d", month % 12 + 1, month / 12);
    else
        snprintf(out, 64, "%04d-%02d", month / 12, month % 12 + 1);
    return out;
}

const char *
words_number(const Words *words, double value, int percent, char *out)
{
    double size = fabs(value) * (percent ? 100 : 1);
    if (!(size < 1e15))
        return strcpy(out, isnan(value) ? "" : "?");
    /* From a thousand on a tenth says nothing, and its place is wanted. */
    uint64_t tenths = size < 1000 ? (uint64_t) llround(size * 10) : (uint64_t) llround(size) * 10;
    return write_tenths(words, value < 0 && tenths ? MINUS : "", tenths, percent ? THIN "%" : "", out);
}

const char *
words_exact(const Words *words, double value, int percent, char *out)
{
    double size = fabs(value) * (percent ? 100 : 1);
    if (!(size < 1e12))
        return words_number(words, value, percent, out);
    uint64_t millionths = (uint64_t) llround(size * 1e6);
    return write_scaled(words, value < 0 && millionths ? MINUS : "", millionths, 6, percent ? THIN "%" : "", out);
}
