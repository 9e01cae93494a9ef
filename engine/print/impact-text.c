// SPDX-License-Identifier: MIT
/* An impact list as text: sums that agree with the run, then the rows that changed. */
#include "../base/shown.h"
#include "../po/lang.h"
#include "words.h"
#include "../base/figure.h"
#include "../base/month.h"
#include "impact-out.h"
#include "../study/stored.h"
#include "table.h"
#include <math.h>
#include <string.h>

#define MOST_ROWS 60 /* of a table on a terminal; CSV and JSON hold all */

const char *
org_rank_name(guint8 rank)
{
    static const char *const names[] = { "", "head", "deputy", "staff" };
    return names[rank & 3];
}

const char *
org_impact_step(const OrgImpactSelection *selection, const OrgStamp *stamp)
{
    if (stamp->month == ORG_UNKNOWN)
        return "";
    const char *id = json_string_value(json_object_get(json_array_get(selection->items, stamp->item), "id"));
    return id ? id : "";
}

/* Ids of rows with a space between; "" for NULL. */
static char *
ids_text(const Org *org, const GArray *rows)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; rows && i < rows->len; i++)
        org_shown_append(text, "%s%s", i ? " " : "", org_id(org, ORG_UNITS, g_array_index(rows, OrgRow, i)));
    return g_string_free(text, FALSE);
}

static gboolean
among(const GArray *rows, OrgRow row)
{
    for (guint i = 0; rows && i < rows->len; i++)
        if (g_array_index(rows, OrgRow, i) == row)
            return TRUE;
    return FALSE;
}

gboolean
org_impact_shows_unit(const OrgImpactSelection *selection, OrgRow unit)
{
    const OrgFate *f = &selection->impact->fates->unit[unit];
    if (!f->flags)
        return FALSE;
    return selection->only == ORG_NONE || unit == selection->only || among(f->into, selection->only) ||
           among(f->from, selection->only);
}

gboolean
org_impact_shows_person(const OrgImpactSelection *selection, const OrgPersonImpact *p)
{
    return selection->only == ORG_NONE || p->unit_before == selection->only || p->unit_after == selection->only;
}

/* ---- sums */

static char *
signed_parts(const OrgImpactSum *s, const char *plus, const char *minus)
{
    return g_strdup_printf("%.12g + %.12g %s − %.12g %s = %.12g", s[0].found, s[2].found, plus, s[3].found, minus,
                           s[1].found);
}

static void
print_balance(OrgLang lang, const OrgImpactSum *sums, GString *out)
{
    const OrgImpactSum *weights = sums + 4, *rows = sums + 8;
    g_autofree char *units = signed_parts(sums, _("founded"), _("closed")),
                    *posts = signed_parts(weights, _("opened"), _("closed"));
    gboolean apart = FALSE; /* posts that weigh other than one each */
    for (guint i = 0; i < 4; i++)
        apart |= weights[i].found != rows[i].found;
    g_autofree char *in_rows = apart ? signed_parts(rows, _("opened"), _("closed")) : NULL,
                    *bracket = in_rows ? g_strdup_printf(_(" (rows: %s)"), in_rows) : g_strdup("");
    const OrgImpactSum people[] = { sums[12], sums[13], sums[15], sums[14] };
    g_autofree char *staff = signed_parts(people, _("joined"), _("left"));
    org_shown_append(out, _("Units   %s\nPosts   %s%s\nPeople  %s; %lu without a post\n"), units, posts, bracket, staff,
                     (gulong) sums[16].found);
}

static gboolean
in_rows_only(const json_t *totals)
{
    return json_object_get(totals, "posts") && !json_object_get(totals, "posts_rows");
}

const json_t *
org_impact_told(const json_t *totals, const OrgImpactSum *sum)
{
    const char *table = sum->table;
    if (in_rows_only(totals))
        table = !strcmp(table, "posts_rows") ? "posts" : !strcmp(table, "posts") ? "posts_rows" : table;
    return json_object_get(json_object_get(totals, table), sum->key);
}

gboolean
org_impact_reconcile(OrgLang lang, const OrgImpactSelection *selection, GString *out)
{
    OrgImpactSum sums[ORG_N_IMPACT_SUMS];
    guint wrong = 0;
    org_impact_sums(selection->impact, sums);
    json_t *totals = json_loads(selection->run->info->totals_json ? selection->run->info->totals_json : "{}", 0, NULL);
    if (out)
        print_balance(lang, sums, out);
    for (guint i = 0; i < ORG_N_IMPACT_SUMS; i++) {
        const json_t *told = org_impact_told(totals, &sums[i]);
        if (json_is_number(told) && fabs(json_number_value(told) - sums[i].found) < 5e-4)
            continue;
        if (!told && in_rows_only(totals) && !strcmp(sums[i].table, "posts"))
            continue;
        wrong++;
        if (out && json_is_number(told))
            org_shown_append(out, _("%s %s: the lists give %.12g, the run stored %.12g\n"), sums[i].table, sums[i].key,
                             sums[i].found, json_number_value(told));
        else if (out)
            org_shown_append(out, _("%s %s: the run stored no total\n"), sums[i].table, sums[i].key);
    }
    /* Each row's own balance. */
    for (OrgRow i = 0; i < selection->impact->end->units.n; i++) {
        const OrgFate *f = &selection->impact->fates->unit[i];
        if (f->own[0].posts_rows + f->posts_in + f->posts_opened ==
                f->own[1].posts_rows + f->posts_out + f->posts_closed &&
            f->own[0].posts + f->weight_in + f->weight_opened == f->own[1].posts + f->weight_out + f->weight_closed)
            continue;
        wrong++;
        if (out)
            org_shown_append(out, _("unit %s: its posts do not add up\n"),
                             org_id(selection->impact->end, ORG_UNITS, i));
    }
    if (out && !wrong)
        org_shown_append(out, _("The sums over the rows agree with all %u totals of the run.\n"), ORG_N_IMPACT_SUMS);
    json_decref(totals);
    return !wrong;
}

/* Units that count under several fates, so that nobody adds these up. */
static guint64
several_fates(const OrgFates *fates)
{
    guint64 n = 0;
    for (OrgRow i = 0; i < fates->n; i++)
        n += (fates->unit[i].flags & (fates->unit[i].flags - 1)) != 0;
    return n;
}

static void
print_fates(OrgLang lang, const OrgImpactSelection *selection, GString *out)
{
    const OrgImpact *impact = selection->impact;
    const char *currency = selection->run->info->currency;
    guint64 n = 0;
    g_string_append(out, _("\nUnits: "));
    for (guint f = 0; f < ORG_N_FATES; f++)
        if (impact->fates->counts[f])
            org_shown_append(out, "%s%" G_GUINT64_FORMAT " %s", n++ ? "; " : "", impact->fates->counts[f],
                             org_word_text(lang, org_fate_name(f)));
    g_string_append(out, n ? "" : _("none"));
    guint64 several = several_fates(impact->fates);
    if (several)
        org_shown_append(out, _("; %lu with several of these"), (gulong) several);
    g_string_append(out, _("\nPeople: "));
    n = 0;
    for (guint f = 0; f < ORG_N_PERSON_FATES; f++)
        if (impact->person_fates[f])
            org_shown_append(out, "%s%s %" G_GUINT64_FORMAT, n++ ? "; " : "",
                             org_word_text(lang, org_person_fate_name(f)), impact->person_fates[f]);
    g_string_append(out, n ? "\n" : _("none\n"));
    if (impact->lost_leading > impact->person_fates[ORG_PERSON_LOSES_LEADING])
        org_shown_append(out, _("In all %lu lost a leading post, some of them now surplus.\n"),
                         (gulong) impact->lost_leading);
    if (impact->cost > 0) {
        g_autofree char *cost = org_figure_text(lang, impact->cost, 0),
                        *people = org_figure_text(lang, impact->cost_of_people, 0);
        org_shown_append(out, _("Paid, by the ledger: %s%s%s, of it %s to %lu people.\n"), cost, *currency ? " " : "",
                         currency, people, (gulong) impact->n_paid);
    }
}

/* ---- tables */

static char *
change(double before, double after)
{
    return before == after ? g_strdup_printf("%.12g", before) : g_strdup_printf("%.12g → %.12g", before, after);
}

static void
add_unit(OrgLang lang, const OrgImpactSelection *selection, OrgTextTable *table, OrgRow unit)
{
    const OrgImpact *impact = selection->impact;
    const OrgFate *f = &impact->fates->unit[unit];
    gboolean old = unit < impact->start->units.n;
    const char *was = old ? org_name(impact->start, ORG_UNITS, unit) : "", *is = org_name(impact->end, ORG_UNITS, unit);
    g_autofree char *name = old && strcmp(was, is) ? g_strdup_printf("%s → %s", was, is) : g_strdup(is);
    g_autofree char *into = ids_text(impact->end, f->into), *from = ids_text(impact->end, f->from);
    OrgRow parent = impact->end->units.parent[unit];
    gboolean shows_parent = f->flags & (ORG_FATE(MOVED) | ORG_FATE(NEW));
    g_autofree char *where = *into   ? g_strdup_printf(_("into %s"), into)
                             : *from ? g_strdup_printf(_("takes over %s"), from)
                             : shows_parent && parent != ORG_NONE
                                 ? g_strdup_printf(_("under %s"), org_id(impact->end, ORG_UNITS, parent))
                                 : g_strdup("");
    g_autofree char *posts = change((double) f->own[0].posts / 1000, (double) f->own[1].posts / 1000),
                    *people = change(f->own[0].people, f->own[1].people), *english = org_fate_text(f->flags),
                    *fate = org_words_text(lang, english);
    char month[16];
    g_autofree char *id = g_strdup(org_id(impact->end, ORG_UNITS, unit)),
                    *when = org_lang_month(lang, org_month_text(f->stamp.month, month));
    const char *cells[] = { id, name, fate, where, posts, people, when, org_impact_step(selection, &f->stamp) };
    org_text_table_add(table, cells);
}

static void
more(OrgLang lang, GString *out, guint left, const char *format)
{
    if (left)
        org_shown_append(out, _(format), left);
}

/* Something happened to the unit as such. */
static gboolean
is_structural(const OrgFate *f)
{
    return (f->flags & ~(ORG_FATE(KEPT) | ORG_FATE(POSTS))) != 0;
}

static gboolean
is_told(const OrgImpactSelection *selection, OrgRow unit)
{
    const OrgFate *f = &selection->impact->fates->unit[unit];
    gboolean same = f->flags & ORG_FATE(KEPT) && f->own[0].people == f->own[1].people;
    return org_impact_shows_unit(selection, unit) && (!same || selection->all || selection->only != ORG_NONE);
}

static void
print_units(OrgLang lang, const OrgImpactSelection *selection, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Unit"), FALSE, FALSE }, { N_("Name"), FALSE, TRUE },
                                             { N_("Fate"), FALSE, FALSE }, { N_("Where"), FALSE, TRUE },
                                             { N_("Posts"), TRUE, FALSE }, { N_("People"), TRUE, FALSE },
                                             { N_("When"), FALSE, FALSE }, { N_("Step"), FALSE, FALSE } };
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    guint shown = 0, left = 0;
    /* First what happened to units as such, then those whose posts or people changed in number. */
    for (guint pass = 0; pass < 2; pass++)
        for (OrgRow i = 0; i < selection->impact->end->units.n; i++) {
            if (is_structural(&selection->impact->fates->unit[i]) != (pass == 0) || !is_told(selection, i))
                continue;
            if (!selection->all && shown >= MOST_ROWS) {
                left++;
                continue;
            }
            shown++;
            add_unit(lang, selection, table, i);
        }
    g_string_append(out, shown ? "\n" : _("\nNo unit changed.\n"));
    org_text_table_finish(table, out);
    if (shown && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
    more(lang, out, left, N_("… and %u more units; --all shows them, --csv -o DIR writes them\n"));
}

static const char *
unit_id(const OrgImpactSelection *selection, OrgRow unit)
{
    return unit == ORG_NONE ? "" : org_id(selection->impact->end, ORG_UNITS, unit);
}

static gboolean
is_listed(const OrgImpactSelection *selection, const OrgPersonImpact *p)
{
    return org_impact_shows_person(selection, p) &&
           (p->fate != ORG_PERSON_STAYS || selection->all || selection->only != ORG_NONE);
}

/* Of all listed who were there at the start, which one sentence says then; FALSE where there are none. */
static gboolean
all_births_assumed(const OrgImpactSelection *selection)
{
    gboolean any = FALSE;
    for (guint i = 0; i < selection->impact->people->len; i++) {
        const OrgPersonImpact *p = &g_array_index(selection->impact->people, OrgPersonImpact, i);
        gboolean asked = is_listed(selection, p) && p->unit_before != ORG_NONE;
        if (asked && !p->birth_assumed)
            return FALSE;
        any |= asked;
    }
    return any;
}

/* marked: an assumed date of birth is said. */
static char *
who_text(OrgLang lang, const Org *end, const OrgPersonImpact *p, gboolean marked)
{
    const char *name = p->row == ORG_NONE ? "" : org_name(end, ORG_PEOPLE, p->row);
    g_autofree char *who = p->row == ORG_NONE
                               ? g_strdup_printf(org_lang_plural(lang, "%u person", "%u people", p->n), p->n)
                           : *name ? g_strdup_printf("%s (%s)", name, org_id(end, ORG_PEOPLE, p->row))
                                   : g_strdup(org_id(end, ORG_PEOPLE, p->row));
    return marked && p->birth_assumed ? g_strdup_printf(_("%s, date of birth assumed"), who) : g_steal_pointer(&who);
}

static void
add_person(OrgLang lang, const OrgImpactSelection *selection, OrgTextTable *table, const OrgPersonImpact *p,
           gboolean marked)
{
    const Org *end = selection->impact->end;
    char month[16];
    g_autofree char *who = who_text(lang, end, p, marked);
    g_autofree char *from = g_strdup(unit_id(selection, p->unit_before)),
                    *to = g_strdup(unit_id(selection, p->unit_after));
    g_autofree char *ranks =
        p->lost_leading ? g_strdup_printf("%s → %s", org_word_text(lang, org_rank_name(p->rank_before)),
                                          org_word_text(lang, p->rank_after ? org_rank_name(p->rank_after) : "none"))
                        : g_strdup(org_word_text(lang, org_rank_name(p->rank_before ? p->rank_before : p->rank_after)));
    g_autofree char *reason = g_strdup(org_lang_text(lang, org_dict_text(end->dict, p->reason))),
                    *when = org_lang_month(lang, org_month_text(p->stamp.month, month));
    g_autofree char *cost = isnan(p->cost) ? g_strdup("") : org_figure_text(lang, p->cost, 0);
    const char *cells[] = { who,
                            org_word_text(lang, org_person_fate_name(p->fate)),
                            reason,
                            from,
                            to,
                            ranks,
                            cost,
                            p->fate == ORG_PERSON_STAYS ? "" : when,
                            p->fate == ORG_PERSON_STAYS ? "" : org_impact_step(selection, &p->stamp) };
    org_text_table_add(table, cells);
}

static void
print_people(OrgLang lang, const OrgImpactSelection *selection, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Person"), FALSE, TRUE }, { N_("What"), FALSE, FALSE },
                                             { N_("Reason"), FALSE, TRUE }, { N_("From"), FALSE, FALSE },
                                             { N_("To"), FALSE, FALSE },    { N_("Rank"), FALSE, FALSE },
                                             { N_("Cost"), TRUE, FALSE },   { N_("When"), FALSE, FALSE },
                                             { N_("Step"), FALSE, FALSE } };
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    guint shown = 0, left = 0;
    gboolean all = all_births_assumed(selection);
    for (guint i = 0; i < selection->impact->people->len; i++) {
        const OrgPersonImpact *p = &g_array_index(selection->impact->people, OrgPersonImpact, i);
        if (!is_listed(selection, p))
            continue;
        if (!selection->all && shown >= MOST_ROWS) {
            left++;
            continue;
        }
        shown++;
        add_person(lang, selection, table, p, !all);
    }
    g_string_append(out, shown ? "\n" : _("\nNobody's place changed.\n"));
    org_text_table_finish(table, out);
    if (shown && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
    if (all)
        g_string_append(out, _("The dates of birth of all listed who were there at the start are assumed.\n"));
    more(lang, out, left, N_("… and %u more rows of people; --all shows them, --csv -o DIR writes them\n"));
}

void
org_impact_text(OrgLang lang, const OrgImpactSelection *selection, GString *out)
{
    const OrgRunInfo *info = selection->run->info;
    char from[16], to[16];
    g_autofree char *title = org_run_title(info, lang);
    g_autofree char *first = org_lang_month(lang, org_month_text(info->from, from)),
                    *last = org_lang_month(lang, org_month_text(info->to, to));
    org_shown_append(out, _("%s (%s to %s): what it means for units and people\n\n"), title, first, last);
    org_impact_reconcile(lang, selection, out);
    print_fates(lang, selection, out);
    print_units(lang, selection, out);
    print_people(lang, selection, out);
}
