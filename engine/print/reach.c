// SPDX-License-Identifier: MIT
#include "reach.h"
#include "../base/shown.h"
#include "../base/figure.h"
#include "json.h"
#include <math.h>
#include <string.h>

static char *
figure(OrgLang lang, const OrgReachTarget *target, double value)
{
    gboolean share = !g_strcmp0(target->measured_in, "share");
    g_autofree char *number = org_figure_text(lang, share ? value * 100 : value, 2);
    return g_strconcat(number, share && !isnan(value) ? " %" : "", NULL);
}

static void
print_way(OrgLang lang, const OrgReachWay *way, GString *out)
{
    g_autofree char *from = org_knob_text(way->knob, way->knob->now), *to = org_knob_text(way->knob, way->to);
    g_autoptr(GString) more = g_string_new(NULL);
    if (way->not_monotone)
        g_string_append(more, _("; not monotone: further on it is missed again"));
    if (!isnan(way->probability))
        org_shown_append(more, _("; met in %.0f %% of the replications"), way->probability * 100);
    for (guint i = 0; i < way->breaks->len; i++)
        org_shown_append(more, _("; would break %s"), (const char *) way->breaks->pdata[i]);
    org_shown_append(out, _("  %s, %s: %s instead of %s%s\n"), way->knob->item->id, way->knob->param, to, from,
                     more->str);
}

static void
print_target(OrgLang lang, const OrgReachTarget *target, GString *out)
{
    g_autofree char *title = org_message_text(target->target->title, lang),
                    *value = figure(lang, target, target->value), *needed = figure(lang, target, target->needed),
                    *pace = figure(lang, target, target->pace_needed), *seen = figure(lang, target, target->pace_seen);
    OrgCompare compare = target->target->compare;
    const char *said = compare == ORG_CMP_MORE_THAN   ? _("%s (%s): %s, where more than %s would meet it\n")
                       : compare == ORG_CMP_LESS_THAN ? _("%s (%s): %s, where less than %s would meet it\n")
                                                      : _("%s (%s): %s, where %s would meet it\n");
    org_shown_append(out, said, target->target->id, title, value, needed);
    if (!isnan(target->pace_needed) && !isnan(target->pace_seen))
        org_shown_append(out, _("  a year: %s needed, %s in this run\n"), pace, seen);
    for (guint i = 0; i < target->ways->len; i++)
        print_way(lang, target->ways->pdata[i], out);
    if (target->assumed)
        g_string_append(out, _("  Its figures are assumed in the plan: no value that was tried changes them.\n"));
    else if (!target->ways->len)
        g_string_append(out, _("  No amount, percentage or month of a single step meets it.\n"));
}

/* So many as would do, in hundreds: the probes that lack, and as many again for where they meet something. */
static guint
runs_for_all(const OrgReach *reach)
{
    return (reach->runs + 2 * reach->unmade + 199) / 100 * 100;
}

void
org_reach_text(OrgLang lang, const OrgReach *reach, GString *out)
{
    if (!reach->targets->len)
        g_string_append(out, _("Every target is met.\n"));
    for (guint i = 0; i < reach->targets->len; i++)
        print_target(lang, reach->targets->pdata[i], out);
    org_shown_append(out, _("%u runs; each line is one that was run.\n"), reach->runs);
    if (reach->untried)
        org_shown_append(out,
                         _("Of %u of the %u amounts, percentages and months not all probes were made: the runs were "
                           "used up. --runs %u goes on.\n"),
                         reach->untried, reach->knobs->len, runs_for_all(reach));
}

static json_t *
way_json(const OrgReachWay *way)
{
    g_autofree char *from = org_knob_text(way->knob, way->knob->now), *to = org_knob_text(way->knob, way->to);
    json_t *breaks = json_array();
    for (guint i = 0; i < way->breaks->len; i++)
        json_array_append_new(breaks, json_string(way->breaks->pdata[i]));
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:b, s:o}", "step", way->knob->item->id, "param", way->knob->param,
                     "from", from, "to", to, "breaks", breaks, "cost", org_json_number(way->cost), "monotone",
                     !way->not_monotone, "probability", org_json_number(way->probability));
}

json_t *
org_reach_json(const OrgReach *reach)
{
    json_t *list = json_array();
    for (guint i = 0; i < reach->targets->len; i++) {
        const OrgReachTarget *target = reach->targets->pdata[i];
        json_t *ways = json_array();
        for (guint w = 0; w < target->ways->len; w++)
            json_array_append_new(ways, way_json(target->ways->pdata[w]));
        json_array_append_new(
            list,
            json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:i, s:i}", "target", target->target->id, "title",
                      org_json_message(target->target->title), "gap", org_json_number(target->gap), "pace_needed",
                      org_json_number(target->pace_needed), "pace_seen", org_json_number(target->pace_seen), "ways",
                      ways, "none", !target->ways->len, "runs", (int) reach->runs, "untried", (int) reach->untried));
    }
    return list;
}
