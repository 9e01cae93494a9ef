// SPDX-License-Identifier: MIT
/* The units summed by department: what fits on a page of paper when thousands of units do not. */
#include "page.h"
#include <math.h>
#include <stdlib.h>

typedef struct {
    double units[2], posts[2];                  /* before, after; posts by weight, as on the charts */
    uint32_t merged, dissolved, founded, other; /* other: moved, renamed or split and still there */
} Sum;

/* A department is what stands under the one root; of several roots each is one. ORG_NONE: the unit was not there. */
static OrgRow
department_of(const OrgUnits *units, OrgRow unit, bool roots)
{
    OrgRow below = unit, up = unit;
    for (uint32_t hops = 0; units->parent[up] != ORG_NONE && hops <= units->n; hops++) {
        below = up;
        up = units->parent[up];
    }
    return roots ? up : below;
}

static void
count_unit(Sum *sum, uint32_t flags)
{
    const uint32_t merged = FATE_BIT(FATE_ABSORBED) | FATE_BIT(FATE_CONSOLIDATED),
                   other = FATE_BIT(FATE_MOVED) | FATE_BIT(FATE_RENAMED) | FATE_BIT(FATE_SPLIT);
    sum->merged += (flags & merged) != 0;
    sum->dissolved += (flags & FATE_BIT(FATE_DISSOLVED)) != 0;
    sum->founded += (flags & FATE_BIT(FATE_NEW)) != 0;
    sum->other += (flags & other) != 0;
}

/* A unit counts before where it stood then, after where it stands now; its fate where it stood, or was founded. */
static Sum *
sums_of(const Run *run)
{
    Sum *sums = calloc((size_t) run->n + 1, sizeof *sums);
    bool roots = fate_root(run->before, run->after) == ORG_NONE;
    for (OrgRow u = 0; sums && u < run->n; u++) {
        OrgRow place = ORG_NONE;
        if (run->after->closed[u] == ORG_OPEN) {
            place = department_of(run->after, u, roots);
            sums[place].units[1]++;
            sums[place].posts[1] += (double) run->after->fte[u] / 1000;
        }
        if (u < run->before->n && run->before->closed[u] == ORG_OPEN) {
            place = department_of(run->before, u, roots);
            sums[place].units[0]++;
            sums[place].posts[0] += (double) run->before->fte[u] / 1000;
        }
        if (place != ORG_NONE)
            count_unit(&sums[place], fate_flags(&run->fates, u));
    }
    return sums;
}

static void
add(Sum *to, const Sum *sum)
{
    for (int side = 0; side < 2; side++) {
        to->units[side] += sum->units[side];
        to->posts[side] += sum->posts[side];
    }
    to->merged += sum->merged;
    to->dissolved += sum->dissolved;
    to->founded += sum->founded;
    to->other += sum->other;
}

static void
change_cell(Out *out, const double *figures)
{
    double change = figures[1] - figures[0];
    put(out, "<td class=\"num strong\" data-v=\"");
    put_json_number(out, change);
    put(out, "\">");
    if (change != 0)
        say_signed(out, change, false);
    put(out, "</td>");
}

static void
write_figures(Out *out, const Sum *sum)
{
    const uint32_t fates[] = { sum->merged, sum->dissolved, sum->founded, sum->other };
    put(out, "</th>");
    cell_number(out, sum->units[0]);
    cell_number(out, sum->units[1]);
    change_cell(out, sum->units);
    for (size_t i = 0; i < sizeof fates / sizeof fates[0]; i++)
        cell_number(out, fates[i] ? fates[i] : NAN);
    cell_number(out, sum->posts[0]);
    cell_number(out, sum->posts[1]);
    change_cell(out, sum->posts);
    put(out, "</tr>\n");
}

void
write_departments(const Report *report, const Run *run)
{
    static const Word columns[] = { W_department, W_units_before, W_units_after,  W_change,      W_merged, W_dissolved,
                                    W_opened,     W_other_fate,   W_posts_before, W_posts_after, W_change };
    Out *out = report->out;
    Sum *sums = sums_of(run), all = { 0 };
    if (!sums) {
        out->failed = true;
        return;
    }
    put(out, "<div class=\"departments\">");
    heading(report, W_departments);
    put(out, "<p class=\"hint\">");
    say(out, W_departments_hint);
    put(out, "</p>");
    table_begin(report, "sorts", W_departments, columns, sizeof columns / sizeof columns[0], 0x7FE);
    for (OrgRow u = 0; u < run->n; u++) {
        if (sums[u].units[0] + sums[u].units[1] == 0)
            continue;
        put(out, "<tr><th scope=\"row\">");
        put_unit(report, run, u);
        write_figures(out, &sums[u]);
        add(&all, &sums[u]);
    }
    put(out, "</tbody><tfoot><tr><th scope=\"row\">");
    say(out, W_total);
    write_figures(out, &all);
    put(out, "</tfoot></table></div></div>\n");
    free(sums);
}
