// SPDX-License-Identifier: MIT
/* What the rows, the fates and the payback of a comparison are called. */
#include "../base/figure.h"
#include "../base/month.h"
#include "../base/shown.h"
#include "../po/lang.h"
#include "compare-out.h"
#include "words.h"
#include <string.h>

const char *const org_section_keys[ORG_N_SECTIONS] = { "units", "fates", "posts", "people", "cost", "span_and_layers" };

const char *const org_year_keys[ORG_N_YEAR_FIGURES] = {
    "running_of_doing_nothing", "running",      "saved",       "cost",
    "cost_of_doing_nothing",    "saved_so_far", "cost_so_far", "balance"
};
const char *const org_year_titles[ORG_N_YEAR_FIGURES] = {
    N_("Doing nothing"),     N_("Running cost"), N_("Saved"),       N_("Cost"),
    N_("Of it in any case"), N_("Saved so far"), N_("Cost so far"), N_("Balance")
};

char *
org_compare_key(const OrgCompareRow *row)
{
    switch (row->key) {
    case ORG_ROW_TYPE:
        return g_strdup(*row->a ? row->a : N_("(no type)"));
    case ORG_ROW_KIND:
        return g_strdup_printf("%s, %s", *row->a ? row->a : N_("(no category)"), *row->b ? row->b : N_("(no funding)"));
    case ORG_ROW_SURPLUS:
        return g_strdup(N_("without a post"));
    case ORG_ROW_UNITS:
        return g_strdup(org_fate_name(row->fate));
    case ORG_ROW_FATE:
        return g_strdup(org_person_fate_name(row->fate));
    case ORG_ROW_SERIES:
        return g_strdup_printf("%s: %s", row->a, row->b);
    case ORG_ROW_PAID:
        return g_strdup(N_("paid, by the ledger"));
    case ORG_ROW_LAYERS:
        return g_strdup(N_("layers of units"));
    default:
        return g_strdup(N_("all"));
    }
}

char *
org_compare_label(OrgLang lang, const OrgCompareRow *row)
{
    g_autofree char *key = org_compare_key(row), *called = row->called ? org_message_text(row->called, lang) : NULL;
    const char *word = called ? called : org_word_text(lang, key);
    gboolean money = !g_strcmp0(row->measured_in, "money") && *row->currency;
    return money ? g_strdup_printf("%s (%s)", word, row->currency) : g_strdup(word);
}

char *
org_payback_text(OrgLang lang, const OrgPayback *payback)
{
    static const char *const why[] = {
        [ORG_PAYBACK_NOT_WITHIN] = N_("not within the run"),
        [ORG_PAYBACK_NOTHING_SPENT] = N_("nothing to pay back"),
        [ORG_PAYBACK_MASKED] = N_("pay is masked"),
        [ORG_PAYBACK_NO_RUNNING] = N_("no metric of its scenario measures a running cost, so no saving is known"),
        [ORG_PAYBACK_NO_NOTHING] = N_("what doing nothing would have cost is not known"),
    };
    if (!payback)
        return g_strdup(_("a snapshot has no years"));
    char digits[16];
    g_autofree char *month = org_lang_month(lang, org_month_text(payback->month, digits));
    if (payback->state == ORG_PAYBACK_REACHED)
        return g_steal_pointer(&month);
    if (payback->state == ORG_PAYBACK_NOT_WITHIN && payback->month != ORG_UNKNOWN)
        return g_strdup_printf(_("not within the run; going on as in its last month, %s (extrapolated)"), month);
    g_autofree char *reason = org_message_text(payback->why, lang);
    if (payback->state == ORG_PAYBACK_NO_NOTHING && *reason)
        return g_strdup_printf(_("what doing nothing would have cost is not known: %s"), reason);
    return g_strdup(_(why[payback->state]));
}

char *
org_payback_note(OrgLang lang, const OrgPaybackNote *note)
{
    switch (note->remark) {
    case ORG_PAYBACK_FIRST_OF_SEVERAL:
        return g_strdup_printf(_("The first of several %s metrics, %s, is counted."), note->a, note->b);
    case ORG_PAYBACK_PAID_ALONE:
        return g_strdup(
            _("Cost is what steps and processes paid: no metric says what moving posts, closing units and giving "
              "up buildings costs."));
    case ORG_PAYBACK_CLOSED_VACANT:
        return g_strdup_printf(_("%u posts were closed while nobody held them: that saves no pay."), (guint) note->x);
    default:
        return g_strdup_printf(_("%u people without a post at the end are in no running cost: while they are kept, "
                                 "their pay is not saved."),
                               (guint) note->x);
    }
}

char *
org_compare_fate(const OrgCompareUnit *unit)
{
    return unit->flags ? org_fate_text(unit->flags) : g_strdup(unit->open ? "there" : "closed");
}

char *
org_compare_fate_text(OrgLang lang, const OrgCompareUnit *unit)
{
    char buffer[16];
    if (!unit->there)
        return g_strdup("–");
    g_autofree char *english = org_compare_fate(unit), *fate = org_words_text(lang, english);
    GString *text = g_string_new(fate);
    for (guint i = 0; i < unit->into->len; i++)
        org_shown_append(text, i ? ", %s" : _(" into %s"), (const char *) unit->into->pdata[i]);
    if (!unit->flags && unit->open)
        org_shown_append(text, *unit->parent ? _(": %s, under %s") : ": %s", unit->name, unit->parent);
    g_autofree char *month = org_lang_month(lang, org_month_text(unit->month, buffer));
    if (*month)
        org_shown_append(text, " (%s%s%s)", month, *unit->step ? " " : "", unit->step);
    return g_string_free(text, FALSE);
}
