// SPDX-License-Identifier: MIT
#include "treemap.h"
#include <stdbool.h>

/* part / whole of a length, to the nearest. */
static int
share(int64_t part, int64_t whole, int length)
{
    return (int) ((2 * part * length + whole) / (2 * whole));
}

/* The worst ratio of sides among weights first … last in a strip along a side: area is weight times `scale`. */
static double
worst(double largest, double smallest, double sum, double side, double scale)
{
    double area = sum * scale, a = side * side * largest * scale / (area * area),
           b = area * area / (side * side * smallest * scale);
    return a > b ? a : b;
}

/* How many weights from `first` on make the best strip along a side. */
static uint32_t
strip_end(const int64_t *weights, uint32_t first, uint32_t n, double side, double scale, int64_t *sum)
{
    uint32_t end = first + 1;
    *sum = weights[first];
    double ratio = worst((double) weights[first], (double) weights[first], (double) *sum, side, scale);
    while (end < n && weights[end] > 0) {
        double next =
            worst((double) weights[first], (double) weights[end], (double) (*sum + weights[end]), side, scale);
        if (next > ratio)
            break;
        ratio = next;
        *sum += weights[end++];
    }
    return end;
}

/* The cells of a strip share its length without a rest: each ends where the weights so far end. */
static void
place_strip(const int64_t *weights, uint32_t first, uint32_t end, int64_t sum, OrgTreemapCell strip, bool upright,
            OrgTreemapCell *cells)
{
    int64_t before = 0;
    int length = upright ? strip.height : strip.width, from = 0;
    for (uint32_t i = first; i < end; i++) {
        before += weights[i];
        int to = share(before, sum, length);
        cells[i] = upright ? (OrgTreemapCell){ strip.x, strip.y + from, strip.width, to - from }
                           : (OrgTreemapCell){ strip.x + from, strip.y, to - from, strip.height };
        from = to;
    }
}

void
org_treemap(const int64_t *weights, uint32_t n, OrgTreemapCell page, OrgTreemapCell *cells)
{
    int64_t left = 0;
    for (uint32_t i = 0; i < n; i++) {
        left += weights[i];
        cells[i] = (OrgTreemapCell){ page.x, page.y, 0, 0 };
    }
    for (uint32_t first = 0; first < n && weights[first] > 0 && page.width > 0 && page.height > 0;) {
        bool upright = page.width >= page.height; /* the strip stands along the shorter side */
        int side = upright ? page.height : page.width, across = upright ? page.width : page.height;
        int64_t sum;
        double scale = (double) page.width * page.height / (double) left;
        uint32_t end = strip_end(weights, first, n, side, scale, &sum);
        int thickness = sum == left ? across : share(sum, left, across);
        OrgTreemapCell strip = upright ? (OrgTreemapCell){ page.x, page.y, thickness, page.height }
                                       : (OrgTreemapCell){ page.x, page.y, page.width, thickness };
        place_strip(weights, first, end, sum, strip, upright, cells);
        if (upright)
            page.x += thickness, page.width -= thickness;
        else
            page.y += thickness, page.height -= thickness;
        left -= sum;
        first = end;
    }
}
