// SPDX-License-Identifier: MIT
#include "sweep-heat.h"
#include <math.h>

typedef struct {
    const OrgSweepAxis *axis;
    gboolean binned;
    guint n;
} Scale;

static Scale
scale_of(const OrgSweepTable *table, guint number)
{
    const OrgSweepAxis *axis = table->axes->pdata[number];
    gboolean binned = axis->numeric && axis->texts->len > ORG_HEAT_MOST;
    return (Scale){ axis, binned, binned ? ORG_HEAT_BINS : axis->texts->len };
}

static guint
cell_of(const Scale *scale, guint32 text)
{
    const OrgSweepAxis *axis = scale->axis;
    if (!scale->binned)
        return text;
    double low = axis->numbers[0], high = axis->numbers[axis->texts->len - 1];
    return MIN((guint) ((axis->numbers[text] - low) / (high - low) * scale->n), scale->n - 1);
}

/* A bin is called after the first and the last value that lies in it. */
static GPtrArray *
labels_of(const Scale *scale)
{
    GPtrArray *labels = g_ptr_array_new_with_free_func(g_free);
    const GPtrArray *texts = scale->axis->texts;
    for (guint cell = 0, i = 0; cell < scale->n; cell++) {
        guint first = i;
        while (i < texts->len && cell_of(scale, i) == cell)
            i++;
        g_autofree char *from = first < i ? org_sweep_short_value(texts->pdata[first]) : NULL;
        g_autofree char *to = first < i ? org_sweep_short_value(texts->pdata[i - 1]) : NULL;
        if (first == i)
            g_ptr_array_add(labels, g_strdup("–"));
        else if (i - first == 1)
            g_ptr_array_add(labels, g_steal_pointer(&from));
        else
            g_ptr_array_add(labels, g_strdup_printf("%s – %s", from, to));
    }
    return labels;
}

OrgSweepHeat *
org_sweep_heat(const OrgSweepTable *table, const OrgSweepFigures *figures, guint x, guint y)
{
    OrgSweepHeat *heat = g_new0(OrgSweepHeat, 1);
    Scale across = scale_of(table, x), down = scale_of(table, y);
    gsize cells = (gsize) across.n * down.n;
    g_autofree guint64 *n = g_new0(guint64, cells + 1);
    heat->x = x;
    heat->y = y;
    heat->columns = labels_of(&across);
    heat->rows = labels_of(&down);
    heat->mean = g_new0(double, cells + 1);
    for (guint64 p = 0; p < table->n; p++) {
        gsize cell = (gsize) cell_of(&down, down.axis->at[p]) * across.n + cell_of(&across, across.axis->at[p]);
        if (isnan(figures->figures[p]))
            continue;
        heat->mean[cell] += figures->figures[p];
        n[cell]++;
    }
    for (gsize cell = 0; cell < cells; cell++)
        heat->mean[cell] = n[cell] ? heat->mean[cell] / (double) n[cell] : NAN;
    return heat;
}

void
org_sweep_heat_free(OrgSweepHeat *heat)
{
    if (!heat)
        return;
    g_ptr_array_unref(heat->columns);
    g_ptr_array_unref(heat->rows);
    g_free(heat->mean);
    g_free(heat);
}
