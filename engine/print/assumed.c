// SPDX-License-Identifier: MIT
#include "assumed.h"
#include "../base/shown.h"
#include "../base/figure.h"
#include "json.h"
#include "words.h"
#include <math.h>
#include <string.h>

/* The change where there is one in percent, else the value. */
static char *
figure(OrgLang lang, const OrgAssumed *row, double value, double change)
{
    if (row->target->relative && !isnan(change))
        return org_figure_percent(lang, change, 2);
    gboolean share = !g_strcmp0(row->measured_in, "share");
    g_autofree char *number = org_figure_text(lang, share ? value * 100 : value, 2);
    return g_strconcat(number, share && !isnan(value) ? " %" : "", NULL);
}

static void
print_row(OrgLang lang, const OrgAssumed *row, GString *out)
{
    g_autofree char *from = figure(lang, row, row->value_from, row->change_from),
                    *to = figure(lang, row, row->value_to, row->change_to);
    const char *was = org_word_text(lang, org_met_text(row->from)), *is = org_word_text(lang, org_met_text(row->to));
    const char *name = row->assumption->name;
    if (row->from != row->to)
        org_shown_append(out, _("%s at %s: %s is %s (%s) instead of %s (%s)\n"), name, row->at, row->target->id, is, to,
                         was, from);
    else
        org_shown_append(out, _("%s at %s: %s stays %s (%s instead of %s)\n"), name, row->at, row->target->id, is, to,
                         from);
}

void
org_assumed_text(OrgLang lang, const OrgAssumedAll *all, GString *out)
{
    if (!all->declared)
        g_string_append(out,
                        _("The plan declares no assumption with a low and a high: write {assumed: 2%, low: 1%, high: "
                          "3%} for a value, or between: for a baseline.\n"));
    else if (!all->rows->len && all->untried->len < all->declared)
        g_string_append(out, _("No assumption changes a figure of a target.\n"));
    for (guint i = 0; i < all->rows->len; i++)
        print_row(lang, &g_array_index(all->rows, OrgAssumed, i), out);
    for (guint i = 0; i < all->untried->len; i++)
        org_shown_append(out,
                         _("%s was not tried: the stored organisation is filled by it; run the plan with the other "
                           "value\n"),
                         ((OrgAssumption *) all->untried->pdata[i])->name);
}

json_t *
org_assumed_json(const OrgAssumedAll *all)
{
    json_t *list = json_array();
    for (guint i = 0; i < all->rows->len; i++) {
        const OrgAssumed *row = &g_array_index(all->rows, OrgAssumed, i);
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "assumption", row->assumption->name,
                                        "at", row->at, "target", row->target->id, "from", org_met_text(row->from), "to",
                                        org_met_text(row->to), "value_from", org_json_number(row->value_from),
                                        "value_to", org_json_number(row->value_to)));
    }
    return list;
}
