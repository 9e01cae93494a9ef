// SPDX-License-Identifier: MIT
#include "spans.h"
#include "../../plugins/common/spans.h"
#include <stdlib.h>
#include <string.h>

bool
spans_say_reports(const Reader *reader)
{
    const OrgPosts *posts = reader->chart->host->posts(reader->start.ctx);
    for (OrgRow i = 0; i < posts->n; i++)
        if (posts->closed[i] == ORG_OPEN && posts->reports_to[i] != ORG_NONE)
            return true;
    return false;
}

static int
by_span(const void *a, const void *b)
{
    const Leader *x = a, *y = b;
    return x->led != y->led ? (x->led < y->led ? -1 : 1) : x->unit < y->unit ? -1 : x->unit > y->unit;
}

bool
spans_read(const Reader *reader, const Side *side, bool reports, const uint32_t *depth, Leaders *out)
{
    const OrgHost *host = reader->chart->host;
    OrgCtx *ctx = reader->chart->ctx;
    const OrgPosts *posts = host->posts(side->ctx);
    size_t n = (reports ? posts->n : side->units->n) + (size_t) 1;
    uint32_t *led = host->scratch(ctx, n * sizeof *led),
             *heads = host->scratch(ctx, (side->units->n + (size_t) 1) * sizeof *heads);
    *out = (Leaders){ .leader = host->scratch(ctx, n * sizeof(Leader)) };
    if (!led || !heads || !out->leader)
        return false;
    if (reports)
        spans_of_reports(posts, led);
    else
        spans_of_units(side->units, posts, led, heads);
    for (OrgRow i = 0; i + 1 < n; i++) {
        OrgRow unit = reports ? posts->unit[i] : i;
        bool open = reports ? posts->closed[i] == ORG_OPEN : side->units->closed[i] == ORG_OPEN;
        if (!led[i] || !open || unit >= reader->n || !depth[unit])
            continue;
        out->leader[out->n++] = (Leader){ unit, depth[unit], led[i] };
        out->led += led[i];
    }
    qsort(out->leader, out->n, sizeof *out->leader, by_span);
    return true;
}

bool
spans_band(const Chart *chart, SpanBand *band)
{
    const OrgTable *items = chart->host->data(chart->ctx, "item");
    const OrgColumn *id = chart_column(items, "id"), *feature = chart_column(items, "feature"),
                    *role = chart_column(items, "role"), *least = chart_column(items, "at_least"),
                    *most = chart_column(items, "at_most");
    for (size_t i = 0; id && feature && role && least && most && i < items->rows; i++)
        if (chart_is_row(chart, items, i) && feature->text[i] && !strcmp(feature->text[i], "span-of-control") &&
            role->text[i] && !strcmp(role->text[i], "rule") && most->number[i] >= 1) {
            *band = (SpanBand){ id->text[i], least->number[i] > 0 ? (uint32_t) least->number[i] : 0,
                                (uint32_t) most->number[i] };
            return true;
        }
    return false;
}
