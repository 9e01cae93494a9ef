// SPDX-License-Identifier: MIT
/* How much of the required change is done, on one scale for all targets: 0 is the start of the run, 1 is what is required. */
#include "progress.h"
#include "page.h"
#include <math.h>

/* What the scale shows: the wrong way down to −50 %, past what is required up to 150 %. */
enum { WIDTH = 1000, ZERO = 250, PER_WHOLE = 500, HEIGHT = 28, TOP = 8, BAR = 12 };

/* The share of the required change at one baseline; NaN where there is none to make: a range, or met from the start. */
static double
share_of(const Judged *judged, double level)
{
    double required = (level - judged->start) * judged->required.direction;
    return required > 0 ? (judged->value - judged->start) * judged->required.direction / required : NAN;
}

static int
x_of(double share)
{
    return ZERO + (int) lround(fmax(-0.5, fmin(1.5, share)) * PER_WHOLE);
}

static void
put_bar(Out *out, const char *css, int from, int to)
{
    int left = from < to ? from : to, width = from < to ? to - from : from - to;
    putf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", css, left, TOP, width, BAR);
}

/* Slanting strokes over what goes the wrong way. */
static void
put_hatch(Out *out, int from, int to)
{
    put(out, "<path class=\"b-hatch\" d=\"");
    for (int x = from; x + 6 <= to; x += 12)
        putf(out, "M%d %dl6 %d", x, TOP + BAR, -BAR);
    put(out, "\"/>");
}

static void
put_scale(Out *out)
{
    putf(out, "<rect class=\"b-base\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", ZERO, TOP, PER_WHOLE, BAR);
    putf(out, "<rect class=\"b-zero\" x=\"%d\" y=\"4\" width=\"2\" height=\"20\"/>", ZERO - 1);
}

/* low, high: the shares for the two ends of an uncertain baseline, or the same twice. */
static void
put_picture(Out *out, const char *css, double low, double high)
{
    putf(out,
         "<svg class=\"bullet\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
         "focusable=\"false\">",
         WIDTH, HEIGHT);
    put_scale(out);
    put_bar(out, css, ZERO, x_of(low));
    if (low < 0)
        put_hatch(out, x_of(low), ZERO);
    if (x_of(high) > x_of(low)) /* it depends: the bar ends somewhere here */
        put_bar(out, "b-open", low > 0 ? x_of(low) : ZERO, x_of(high));
    putf(out, "<rect class=\"b-level\" x=\"%d\" width=\"4\" height=\"%d\"/>", ZERO + PER_WHOLE - 2, HEIGHT);
    if (high > 1.5)
        putf(out, "<path class=\"b-level\" d=\"M%d %dl12 %dl-12 %dz\"/>", WIDTH - 12, TOP - 4, BAR / 2 + 4,
             BAR / 2 + 4);
    put(out, "</svg>");
}

Progress
progress_of(const Judged *judged)
{
    if (!judged->required.direction || isnan(judged->value) || isnan(judged->start) || isnan(judged->level))
        return (Progress){ 0 };
    double one = share_of(judged, judged->level),
           two = judged->level_high > judged->level ? share_of(judged, judged->level_high) : one;
    return (Progress){ true, isnan(one) || isnan(two), fmin(one, two), fmax(one, two) };
}

void
write_progress(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    Progress progress = progress_of(judged);
    if (!progress.known)
        return;
    if (progress.from_start) {
        put(out, "<p class=\"gap\">");
        say(out, W_met_from_start);
        put(out, "</p>");
        return;
    }
    put_picture(out, progress.low >= 1 ? "b-met" : "b-missed", progress.low, progress.high);
    put(out, "<p class=\"share\">");
    if (round(progress.low * 1000) == round(progress.high * 1000))
        say_with(out, W_share_of_change, PERCENT(progress.low));
    else
        say_with(out, W_share_between, PERCENT(progress.low), PERCENT(progress.high));
    put(out, "</p>");
}
