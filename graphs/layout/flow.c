// SPDX-License-Identifier: MIT
#include "flow.h"
#include <stdlib.h>

enum { PARTS = 4096, SWEEPS = 6, MANY = 3000 }; /* with more ribbons than MANY the order is left as it is */

static int64_t
weigh(OrgFlow *flow)
{
    int64_t left = 0, right = 0;
    for (uint32_t i = 0; i < flow->n_left; i++)
        flow->left[i].weight = 0;
    for (uint32_t i = 0; i < flow->n_right; i++)
        flow->right[i].weight = 0;
    for (uint32_t i = 0; i < flow->n; i++) {
        const OrgFlowRibbon *r = &flow->ribbon[i];
        flow->left[r->from].weight += r->weight;
        left += r->weight;
        if (r->to == ORG_FLOW_NOWHERE)
            continue;
        flow->right[r->to].weight += r->weight;
        right += r->weight;
    }
    return left > right ? left : right;
}

/* ---- order */

static int
by_key(const void *a, const void *b)
{
    const OrgFlowKey *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1) : x->index < y->index ? -1 : x->index > y->index;
}

static void
rank_by_keys(OrgFlowBand *bands, uint32_t n, OrgFlowKey *keys)
{
    qsort(keys, n, sizeof *keys, by_key);
    for (uint32_t i = 0; i < n; i++)
        bands[keys[i].index].rank = i;
}

static void
rank_as_given(OrgFlowBand *bands, uint32_t n, OrgFlowKey *keys)
{
    for (uint32_t i = 0; i < n; i++)
        keys[i] = (OrgFlowKey){ (uint64_t) bands[i].last << 63, i };
    rank_by_keys(bands, n, keys);
}

static int64_t
parts_of(int64_t weight, int64_t total)
{
    int64_t parts = weight * PARTS / total;
    return parts > 0 ? parts : 1;
}

int64_t
org_flow_crossings(const OrgFlow *flow)
{
    int64_t total = 0, sum = 0;
    for (uint32_t i = 0; i < flow->n; i++)
        total += flow->ribbon[i].weight;
    for (uint32_t i = 0; i < flow->n; i++)
        for (uint32_t k = i + 1; k < flow->n; k++) {
            const OrgFlowRibbon *a = &flow->ribbon[i], *b = &flow->ribbon[k];
            if (a->to == ORG_FLOW_NOWHERE || b->to == ORG_FLOW_NOWHERE)
                continue;
            int64_t left = (int64_t) flow->left[a->from].rank - flow->left[b->from].rank,
                    right = (int64_t) flow->right[a->to].rank - flow->right[b->to].rank;
            if ((left < 0 && right > 0) || (left > 0 && right < 0))
                sum += parts_of(a->weight < b->weight ? a->weight : b->weight, total);
        }
    return sum;
}

/* Each band of one side goes to the mean height of those that it is joined to; one joined to none keeps its rank. */
static void
sweep(OrgFlow *flow, bool right)
{
    OrgFlowBand *bands = right ? flow->right : flow->left;
    const OrgFlowBand *others = right ? flow->left : flow->right;
    uint32_t n = right ? flow->n_right : flow->n_left;
    for (uint32_t i = 0; i < n; i++) {
        double mean = 0, weight = 0;
        for (uint32_t k = 0; k < flow->n; k++) {
            const OrgFlowRibbon *r = &flow->ribbon[k];
            uint32_t own = right ? r->to : r->from, other = right ? r->from : r->to;
            if (r->to == ORG_FLOW_NOWHERE || own != i || others[other].last)
                continue;
            mean += (double) r->weight * others[other].rank;
            weight += (double) r->weight;
        }
        double rank = weight > 0 ? mean / weight : bands[i].rank;
        flow->scratch[i] =
            (OrgFlowKey){ (uint64_t) bands[i].last << 63 | (uint64_t) (rank * (1 << 20)) << 16 | bands[i].rank, i };
    }
    rank_by_keys(bands, n, flow->scratch);
}

static void
keep_ranks(OrgFlow *flow, OrgFlowKey *kept, bool back)
{
    for (uint32_t i = 0; i < flow->n_left + flow->n_right; i++) {
        OrgFlowBand *band = i < flow->n_left ? &flow->left[i] : &flow->right[i - flow->n_left];
        if (back)
            band->rank = kept[i].index;
        else
            kept[i].index = band->rank;
    }
}

static void
order(OrgFlow *flow)
{
    rank_as_given(flow->left, flow->n_left, flow->scratch);
    rank_as_given(flow->right, flow->n_right, flow->scratch);
    if (flow->n > MANY)
        return;
    OrgFlowKey *best = flow->scratch + flow->n_left + flow->n_right + flow->n;
    int64_t fewest = org_flow_crossings(flow);
    keep_ranks(flow, best, false);
    for (int i = 0; i < SWEEPS && fewest > 0; i++) {
        sweep(flow, i % 2 == 0);
        int64_t now = org_flow_crossings(flow);
        if (now >= fewest)
            continue;
        fewest = now;
        keep_ranks(flow, best, false);
    }
    keep_ranks(flow, best, true);
}

/* ---- places */

static int
height_of(int64_t weight, int length, int64_t total)
{
    return total > 0 ? (int) (weight * length / total) : 0;
}

/* Height of one side when the heavier side's bars are `length` together. */
static int64_t
side_height(const OrgFlowBand *bands, uint32_t n, const OrgFlowPage *page, int length, int64_t total)
{
    int64_t sum = n > 1 ? (int64_t) (n - 1) * page->gap : 0;
    for (uint32_t i = 0; i < n; i++) {
        int height = height_of(bands[i].weight, length, total);
        sum += height > page->label ? height : page->label;
    }
    return sum;
}

/* What is left over goes between the bands, so that both sides end at the same height. */
static void
place_side(OrgFlowBand *bands, uint32_t n, const OrgFlowPage *page, int length, int64_t total, OrgFlowKey *keys)
{
    int left = page->height - (int) side_height(bands, n, page, length, total), y = page->y;
    for (uint32_t i = 0; i < n; i++)
        keys[bands[i].rank].index = i;
    for (uint32_t i = 0; i < n; i++) {
        OrgFlowBand *band = &bands[keys[i].index];
        band->height = height_of(band->weight, length, total);
        band->slot_height = band->height > page->label ? band->height : page->label;
        band->slot = y;
        if (n > 1)
            band->slot += (int) ((int64_t) left * i / (n - 1));
        else
            band->slot += left / 2;
        band->y = band->slot + (band->slot_height - band->height) / 2;
        y += band->slot_height + page->gap;
    }
}

/* The ribbons of a band stand in the order of their other ends. */
static void
place_ribbons(OrgFlow *flow, bool right)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < flow->n; i++) {
        const OrgFlowRibbon *r = &flow->ribbon[i];
        if (right && r->to == ORG_FLOW_NOWHERE)
            continue;
        uint64_t from = flow->left[r->from].rank,
                 to = r->to == ORG_FLOW_NOWHERE ? ORG_FLOW_NOWHERE : flow->right[r->to].rank;
        flow->scratch[n++] = (OrgFlowKey){ right ? to << 32 | from : from << 32 | to, i };
    }
    qsort(flow->scratch, n, sizeof *flow->scratch, by_key);
    int64_t before = 0;
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        OrgFlowRibbon *r = &flow->ribbon[flow->scratch[i].index];
        uint32_t own = right ? r->to : r->from;
        const OrgFlowBand *band = right ? &flow->right[own] : &flow->left[own];
        before = own == last ? before : 0;
        last = own;
        int at = band->y + height_of(before, band->height, band->weight);
        before += r->weight;
        if (right)
            r->to_y = at;
        else
            r->from_y = at;
        int width = band->y + height_of(before, band->height, band->weight) - at;
        r->width = right && r->width < width ? r->width : width; /* rounding may differ at the two ends */
    }
}

int
org_flow(OrgFlow *flow, const OrgFlowPage *page)
{
    int64_t total = weigh(flow);
    int low = 0, high = page->height;
    if (side_height(flow->left, flow->n_left, page, 0, total) > page->height ||
        side_height(flow->right, flow->n_right, page, 0, total) > page->height)
        return -1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        bool fits = side_height(flow->left, flow->n_left, page, middle, total) <= page->height &&
                    side_height(flow->right, flow->n_right, page, middle, total) <= page->height;
        low = fits ? middle : low;
        high = fits ? high : middle - 1;
    }
    order(flow);
    place_side(flow->left, flow->n_left, page, low, total, flow->scratch);
    place_side(flow->right, flow->n_right, page, low, total, flow->scratch);
    place_ribbons(flow, false);
    place_ribbons(flow, true);
    return low;
}
