// SPDX-License-Identifier: MIT
#include "sweep-effects.h"
#include "../base/error.h"
#include "../scenario/sweep.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- sensitivity */

static gboolean
is_method(const OrgSweepTable *table, OrgSweepMethod method)
{
    return !strcmp(table->info->method, org_sweep_methods[method]);
}

static gboolean
refuse(const OrgSweepTable *table, GError **error, const char *why)
{
    g_autofree char *said = org_said_whole(why);
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s: %s", table->place, said);
    return FALSE;
}

/* A value that is listed twice would count twice. */
static gboolean
is_full_grid(const OrgSweepTable *table, const OrgSweepFigures *figures, GError **error)
{
    guint64 cells = 1;
    for (guint i = 0; i < table->axes->len; i++)
        cells *= ((const OrgSweepAxis *) table->axes->pdata[i])->texts->len;
    if (cells != table->n)
        return refuse(table, error, M_("a parameter has a value twice, so that its grid is none"));
    for (guint64 p = 0; p < table->n; p++)
        if (isnan(figures->figures[p]))
            return refuse(table, error, M_("a point has no figure, and of a grid none may lack"));
    return TRUE;
}

static gboolean
has_indices(const OrgSweepTable *table, const OrgSweepFigures *figures, GError **error)
{
    gboolean grid = is_method(table, ORG_SWEEP_GRID);
    if (!grid && !is_method(table, ORG_SWEEP_SENSITIVITY))
        return refuse(table, error, M_("indices of Sobol' are of a grid, or of method: sensitivity"));
    if (table->n != table->info->points)
        return refuse(table, error, M_("not all of its points are there yet"));
    if (figures->hidden)
        return refuse(table, error, M_("this is hidden by --mask"));
    return !grid || is_full_grid(table, figures, error);
}

OrgSobolIndices *
org_sweep_sensitivity(const OrgSweepTable *table, const OrgSweepFigures *figures, GError **error)
{
    guint params = table->axes->len;
    if (!has_indices(table, figures, error))
        return NULL;
    OrgSobolIndices *indices = g_new0(OrgSobolIndices, params);
    if (is_method(table, ORG_SWEEP_SENSITIVITY)) {
        org_sobol_estimate(figures->figures, table->n / (params + 2), params, indices);
        return indices;
    }
    g_autofree const guint32 **at = g_new(const guint32 *, params);
    g_autofree guint *sizes = g_new(guint, params);
    for (guint i = 0; i < params; i++) {
        at[i] = ((const OrgSweepAxis *) table->axes->pdata[i])->at;
        sizes[i] = ((const OrgSweepAxis *) table->axes->pdata[i])->texts->len;
    }
    org_sobol_of_grid(figures->figures, table->n, at, sizes, params, indices);
    return indices;
}

/* ---- tornado */

/* Over the points whose value is from the first to the last of these. */
static double
mean_between(const OrgSweepTable *table, const OrgSweepAxis *axis, const OrgSweepFigures *figures, guint32 first,
             guint32 last)
{
    double sum = 0;
    guint64 n = 0;
    for (guint64 p = 0; p < table->n; p++)
        if (axis->at[p] >= first && axis->at[p] <= last && !isnan(figures->figures[p])) {
            sum += figures->figures[p];
            n++;
        }
    return n ? sum / (double) n : NAN;
}

/* The value up to which a quarter of the points have theirs, from below or from above. */
static guint32
quarter(const OrgSweepTable *table, const OrgSweepAxis *axis, gboolean from_above)
{
    guint texts = axis->texts->len;
    g_autofree guint64 *count = g_new0(guint64, texts);
    for (guint64 p = 0; p < table->n; p++)
        count[axis->at[p]]++;
    guint64 seen = 0;
    for (guint i = 0; i < texts; i++) {
        guint at = from_above ? texts - 1 - i : i;
        seen += count[at];
        if (seen * 4 >= table->n)
            return at;
    }
    return 0;
}

/* Of words, which have no order, those with the least and the greatest mean. */
static void
ends_of_words(const OrgSweepTable *table, const OrgSweepAxis *axis, const OrgSweepFigures *figures, OrgSweepBar *bar)
{
    for (guint i = 0; i < axis->texts->len; i++) {
        double mean = mean_between(table, axis, figures, i, i);
        if (isnan(mean))
            continue;
        if (isnan(bar->low) || mean < bar->low) {
            bar->low = mean;
            g_free(bar->low_text);
            bar->low_text = g_strdup(axis->texts->pdata[i]);
        }
        if (isnan(bar->high) || mean > bar->high) {
            bar->high = mean;
            g_free(bar->high_text);
            bar->high_text = g_strdup(axis->texts->pdata[i]);
        }
    }
}

static OrgSweepBar
bar_of(const OrgSweepTable *table, guint number, const OrgSweepFigures *figures)
{
    const OrgSweepAxis *axis = table->axes->pdata[number];
    OrgSweepBar bar = { .axis = number, .low = NAN, .high = NAN };
    gboolean drawn = !is_method(table, ORG_SWEEP_GRID) && !is_method(table, ORG_SWEEP_LIST);
    guint32 last = axis->texts->len - 1;
    if (!axis->numeric) {
        ends_of_words(table, axis, figures, &bar);
        return bar;
    }
    guint32 low = drawn ? quarter(table, axis, FALSE) : 0, high = drawn ? quarter(table, axis, TRUE) : last;
    bar.low = mean_between(table, axis, figures, 0, low);
    bar.high = mean_between(table, axis, figures, high, last);
    g_autofree char *low_value = org_sweep_short_value(axis->texts->pdata[low]),
                    *high_value = org_sweep_short_value(axis->texts->pdata[high]);
    bar.low_text = g_strconcat(low ? "≤ " : "", low_value, NULL);
    bar.high_text = g_strconcat(high < last ? "≥ " : "", high_value, NULL);
    return bar;
}

static void
bar_clear(gpointer data)
{
    OrgSweepBar *bar = data;
    g_free(bar->low_text);
    g_free(bar->high_text);
}

static double
length_of(const OrgSweepBar *bar)
{
    double length = fabs(bar->high - bar->low);
    return isnan(length) ? -1 : length;
}

static gint
by_length(gconstpointer a, gconstpointer b)
{
    const OrgSweepBar *x = a, *y = b;
    double p = length_of(x), q = length_of(y);
    return p > q ? -1 : p < q ? 1 : x->axis < y->axis ? -1 : x->axis > y->axis;
}

GArray *
org_sweep_tornado(const OrgSweepTable *table, const OrgSweepFigures *figures)
{
    GArray *bars = g_array_new(FALSE, TRUE, sizeof(OrgSweepBar));
    g_array_set_clear_func(bars, bar_clear);
    for (guint i = 0; table->n && i < table->axes->len; i++) {
        OrgSweepBar bar = bar_of(table, i, figures);
        g_array_append_val(bars, bar);
    }
    g_array_sort(bars, by_length);
    return bars;
}
