// SPDX-License-Identifier: MIT
#include "whatif.h"
#include "../base/shown.h"
#include "../base/figure.h"
#include "../base/month.h"
#include "compare-out.h"
#include "json.h"
#include "plan-diff.h"
#include "table.h"
#include "target-text.h"
#include "words.h"
#include <math.h>
#include <string.h>

/* Doing nothing, the plan, the variant: as people read them. */
static const guint shown[] = { ORG_WHATIF_NOTHING, ORG_WHATIF_PLAN, ORG_WHATIF_VARIANT };
static const char *const run_keys[ORG_N_WHATIF_RUNS] = { "plan", "variant", "nothing" };
enum { MOST_FINDINGS = 20 };

/* ---- figures */

/* Of the last year: what is saved in it. */
static double
saved_a_year(const OrgPayback *payback)
{
    return payback && payback->years->len
               ? g_array_index(payback->years, OrgPaybackYear, payback->years->len - 1).figure[ORG_YEAR_SAVED]
               : NAN;
}

/* The sum of the ledger, less what doing nothing pays. */
static double
cost_of(const OrgPayback *payback)
{
    return payback && payback->years->len
               ? g_array_index(payback->years, OrgPaybackYear, payback->years->len - 1).figure[ORG_YEAR_COST_SO_FAR]
               : NAN;
}

static const OrgCompareRow *
row_of(const OrgWhatif *whatif, OrgCompareSection section, OrgCompareKey key)
{
    const GPtrArray *rows = whatif->comparison->sections[section];
    for (guint i = 0; i < rows->len; i++)
        if (((OrgCompareRow *) rows->pdata[i])->key == key)
            return rows->pdata[i];
    return NULL;
}

static double
pay_a_year(const OrgPayback *payback)
{
    return payback && payback->years->len
               ? g_array_index(payback->years, OrgPaybackYear, payback->years->len - 1).figure[ORG_YEAR_RUNNING]
               : NAN;
}

static double
judged(const OrgStoredTarget *target)
{
    return target ? org_stored_headline(target)->value : NAN;
}

/* ---- text */

static void
add_cells(OrgTextTable *table, const char *label, char *cells[4])
{
    const char *all[] = { label, cells[0], cells[1], cells[2], cells[3] };
    org_text_table_add(table, all);
    for (guint i = 0; i < 4; i++)
        g_free(cells[i]);
}

static char *
signed_figure(OrgLang lang, const OrgStoredTarget *target, double value)
{
    if (isnan(value))
        return g_strdup("–");
    gboolean share = target && !g_strcmp0(target->measured_in, "share");
    g_autofree char *figure = share ? org_figure_percent(lang, value, 2) : org_figure_text(lang, value, 2);
    return g_strdup_printf("%s%s", value > 0 ? "+" : "", figure);
}

static OrgTextTable *
begin(OrgLang lang, const char *title)
{
    OrgTextColumn columns[] = { { title, FALSE, TRUE },
                                { N_("Do nothing"), TRUE, TRUE },
                                { N_("Plan"), TRUE, TRUE },
                                { N_("Variant"), TRUE, TRUE },
                                { N_("Difference"), TRUE, FALSE } };
    return org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
}

static void
end(OrgTextTable *table, GString *out)
{
    org_text_table_finish(table, out);
    if (out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

/* "What if: a is gone; b, by: 2 instead of 1": all on the first line. */
static void
print_changes(OrgLang lang, const OrgDraftDiff *diff, GString *out)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    org_draft_changes_text(lang, diff, lines);
    g_auto(GStrv) each = g_strsplit(g_strstrip(lines->str), "\n", -1);
    for (guint i = 0; each[i]; i++)
        g_strstrip(each[i]);
    g_autofree char *all = g_strjoinv("; ", each);
    org_shown_append(out, *all ? _("What if: %s\n\n") : _("What if nothing were changed:%s\n\n"), all);
}

static void
print_targets(OrgLang lang, const OrgWhatif *whatif, GString *out)
{
    const GPtrArray *targets = whatif->comparison->targets;
    OrgTextTable *table = targets->len ? begin(lang, N_("Target")) : NULL;
    for (guint i = 0; i < targets->len; i++) {
        const OrgCompareTarget *row = targets->pdata[i];
        const OrgStoredTarget *plan = row->of[ORG_WHATIF_PLAN], *variant = row->of[ORG_WHATIF_VARIANT];
        g_autofree char *title = org_message_text(row->first->title, lang);
        g_autofree char *label =
            strcmp(title, row->first->id) ? g_strdup_printf("%s: %s", row->first->id, title) : g_strdup(row->first->id);
        char *cells[4];
        for (guint c = 0; c < G_N_ELEMENTS(shown); c++)
            cells[c] = org_compare_judgement(lang, row->of[shown[c]]);
        cells[3] = signed_figure(lang, row->first, judged(variant) - judged(plan));
        add_cells(table, label, cells);
    }
    if (table)
        end(table, out);
}

static void
add_figures(OrgLang lang, OrgTextTable *table, const char *label, const double value[ORG_N_WHATIF_RUNS])
{
    char *cells[4];
    for (guint c = 0; c < G_N_ELEMENTS(shown); c++)
        cells[c] = org_figure_text(lang, value[shown[c]], 2);
    cells[3] = signed_figure(lang, NULL, value[ORG_WHATIF_VARIANT] - value[ORG_WHATIF_PLAN]);
    add_cells(table, label, cells);
}

static void
print_totals(OrgLang lang, const OrgWhatif *whatif, GString *out)
{
    static const struct {
        const char *label;
        OrgCompareSection section;
        OrgCompareKey key;
    } rows[] = { { N_("Units"), ORG_SECTION_UNITS, ORG_ROW_ALL },
                 { N_("Posts"), ORG_SECTION_POSTS, ORG_ROW_ALL },
                 { N_("People"), ORG_SECTION_PEOPLE, ORG_ROW_ALL },
                 { N_("People without a post"), ORG_SECTION_PEOPLE, ORG_ROW_SURPLUS } };
    OrgTextTable *table = begin(lang, N_("At the end"));
    double cost[ORG_N_WHATIF_RUNS], pay[ORG_N_WHATIF_RUNS];
    const char *currency = whatif->comparison->column[ORG_WHATIF_PLAN].run->info->currency;
    gboolean priced = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const OrgCompareRow *row = row_of(whatif, rows[i].section, rows[i].key);
        if (row)
            add_figures(lang, table, org_lang_text(lang, rows[i].label), row->value);
    }
    for (guint c = 0; c < ORG_N_WHATIF_RUNS; c++) {
        cost[c] = cost_of(whatif->comparison->column[c].payback);
        pay[c] = pay_a_year(whatif->comparison->column[c].payback);
        priced = priced || !isnan(cost[c]) || !isnan(pay[c]);
    }
    g_autofree char *paid = g_strdup_printf(_("One-off cost %s"), currency),
                    *running = g_strdup_printf(_("Pay a year %s"), currency);
    if (priced) {
        add_figures(lang, table, g_strchomp(paid), cost);
        add_figures(lang, table, g_strchomp(running), pay);
    }
    g_string_append_c(out, '\n');
    end(table, out);
    g_string_append_c(out, '\n');
    for (guint c = 0; c < 2; c++) {
        g_autofree char *text = org_payback_text(lang, whatif->comparison->column[c].payback);
        org_shown_append(out, c == ORG_WHATIF_PLAN ? _("Payback of the plan: %s\n") : _("Payback of the variant: %s\n"),
                         text);
    }
}

static void
print_steps(OrgLang lang, const OrgWhatif *whatif, GString *out)
{
    if (!whatif->steps->len) {
        g_string_append(out, _("\nEvery step goes as in the plan.\n"));
        return;
    }
    g_string_append(out, _("\nSteps that go otherwise:\n"));
    for (guint i = 0; i < whatif->steps->len; i++) {
        const OrgStoredStep *step = whatif->steps->pdata[i];
        g_autofree char *month = org_month_said(lang, step->month), *why = org_message_text(step->message, lang);
        const char *status = org_word_text(lang, step->status);
        org_shown_append(out,
                         i < whatif->n_steps ? _("  %s %s: %s%s%s\n") : _("  %s %s: no more (%s in the plan)%s%s\n"),
                         month, step->item, status, *why ? "; " : "", why);
    }
}

static void
print_findings(OrgLang lang, const char *heading, const GPtrArray *findings, GString *out)
{
    if (!findings->len)
        return;
    org_shown_append(out, heading, findings->len);
    for (guint i = 0; i < findings->len && i < MOST_FINDINGS; i++) {
        const OrgStoredFinding *f = findings->pdata[i];
        g_autofree char *text = org_message_text(f->message, lang), *month = org_month_said(lang, f->month);
        org_shown_append(out, "  %s, %s, %s: %s\n", org_word_text(lang, f->severity), month, f->rule, text);
    }
    if (findings->len > MOST_FINDINGS)
        org_shown_append(out, _("  … and %u more; --json holds all\n"), findings->len - MOST_FINDINGS);
}

void
org_whatif_text(OrgLang lang, const OrgWhatif *whatif, const char *file, GString *out)
{
    const OrgStoredRun *variant = whatif->comparison->column[ORG_WHATIF_VARIANT].run;
    print_changes(lang, whatif->diff, out);
    print_targets(lang, whatif, out);
    print_totals(lang, whatif, out);
    print_steps(lang, whatif, out);
    print_findings(lang, _("\nFindings that the plan has not: %u\n"), whatif->new_findings, out);
    print_findings(lang, _("\nFindings that are no more: %u\n"), whatif->gone_findings, out);
    if (whatif->vetoed) {
        g_autofree char *why = org_message_text(variant->message, lang);
        org_shown_append(out, _("\nThe variant is vetoed: %s\n"), why);
    }
    org_shown_append(out, _("\nStored as %s (do nothing), %s (plan), %s (variant)\n"),
                     whatif->place[ORG_WHATIF_NOTHING], whatif->place[ORG_WHATIF_PLAN],
                     whatif->place[ORG_WHATIF_VARIANT]);
    if (file)
        org_shown_append(out, _("Written as %s; run it: orgsim run %s\n"), file, file);
    else
        g_string_append(out, _("To keep the variant as a plan, say the same with -o plan-b.yaml\n"));
}

/* ---- JSON */

static json_t *
changes_json(const OrgDraftDiff *diff)
{
    json_t *list = json_array();
    for (guint i = 0; i < diff->changes->len; i++) {
        const OrgDraftChange *change = diff->changes->pdata[i];
        gboolean whole = change->op != ORG_DRAFT_CHANGED && change->op != ORG_DRAFT_MOVED;
        for (guint k = 0; k < (whole ? 1 : change->keys->len); k++) {
            const OrgDraftKey *key = whole ? NULL : change->keys->pdata[k];
            json_array_append_new(
                list, json_pack("{s:s, s:o, s:o, s:o, s:o}", "op", org_draft_ops[change->op], "id",
                                org_json_text(change->id), "key", org_json_text(key ? key->key : NULL), "from",
                                org_json_text(key ? key->from : NULL), "to", org_json_text(key ? key->to : NULL)));
        }
    }
    return list;
}

static json_t *
targets_json(const OrgComparison *comparison)
{
    json_t *list = json_array();
    for (guint i = 0; i < comparison->targets->len; i++) {
        const OrgCompareTarget *row = comparison->targets->pdata[i];
        g_autofree char *required = org_required_text(ORG_LANG_EN, row->first);
        json_t *one = json_pack("{s:s, s:o, s:s}", "id", row->first->id, "title", org_json_message(row->first->title),
                                "required", required);
        for (guint c = 0; c < G_N_ELEMENTS(shown); c++)
            json_object_set_new(one, run_keys[shown[c]], org_compare_target_json(row->of[shown[c]]));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *
three(const double value[ORG_N_WHATIF_RUNS])
{
    json_t *one = json_object();
    for (guint c = 0; c < G_N_ELEMENTS(shown); c++)
        json_object_set_new(one, run_keys[shown[c]], org_json_number(value[shown[c]]));
    return one;
}

static json_t *
totals_json(const OrgWhatif *whatif)
{
    static const struct {
        const char *key;
        OrgCompareSection section;
        OrgCompareKey row;
    } rows[] = { { "units", ORG_SECTION_UNITS, ORG_ROW_ALL },
                 { "posts", ORG_SECTION_POSTS, ORG_ROW_ALL },
                 { "people", ORG_SECTION_PEOPLE, ORG_ROW_ALL },
                 { "surplus", ORG_SECTION_PEOPLE, ORG_ROW_SURPLUS } };
    json_t *totals = json_object();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const OrgCompareRow *row = row_of(whatif, rows[i].section, rows[i].row);
        if (row)
            json_object_set_new(totals, rows[i].key, three(row->value));
    }
    return totals;
}

static json_t *
money_json(const OrgCompareColumn *column)
{
    const OrgPayback *p = column->payback;
    gboolean reached = p && p->state == ORG_PAYBACK_REACHED;
    return json_pack("{s:o, s:o, s:o, s:o}", "cost", org_json_number(cost_of(p)), "saved_a_year",
                     org_json_number(saved_a_year(p)), "payback", org_json_month(reached ? p->month : ORG_UNKNOWN),
                     "currency", org_json_text(column->run->info->currency));
}

static json_t *
findings_json(const GPtrArray *findings)
{
    json_t *list = json_array();
    for (guint i = 0; i < findings->len; i++) {
        const OrgStoredFinding *f = findings->pdata[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "severity", f->severity, "rule",
                                              f->rule, "table", org_json_text(f->table), "id", org_json_text(f->id),
                                              "code", org_json_text(f->code), "month", org_json_month(f->month), "text",
                                              org_json_message(f->message)));
    }
    return list;
}

static json_t *
steps_json(const OrgWhatif *whatif)
{
    json_t *list = json_array();
    for (guint i = 0; i < whatif->steps->len; i++) {
        const OrgStoredStep *step = whatif->steps->pdata[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:s, s:s, s:o}", "item", step->item, "month",
                                        org_json_month(step->month), "in", i < whatif->n_steps ? "variant" : "plan",
                                        "status", step->status, "message", org_json_message(step->message)));
    }
    return list;
}

json_t *
org_whatif_json(const OrgWhatif *whatif, const char *file)
{
    const OrgCompareColumn *columns = whatif->comparison->column;
    json_t *doc = json_object(), *runs = json_object();
    for (guint c = 0; c < G_N_ELEMENTS(shown); c++)
        json_object_set_new(runs, run_keys[shown[c]], json_string(whatif->place[shown[c]]));
    json_t *money = money_json(&columns[ORG_WHATIF_VARIANT]);
    json_object_set_new(money, "plan", money_json(&columns[ORG_WHATIF_PLAN]));
    json_object_set_new(doc, "changes", changes_json(whatif->diff));
    json_object_set_new(doc, "runs", runs);
    json_object_set_new(doc, "status", json_string(columns[ORG_WHATIF_VARIANT].run->info->status));
    json_object_set_new(doc, "targets", targets_json(whatif->comparison));
    json_object_set_new(doc, "totals", totals_json(whatif));
    json_object_set_new(doc, "money", money);
    json_object_set_new(doc, "steps", steps_json(whatif));
    json_object_set_new(doc, "findings",
                        json_pack("{s:o, s:o}", "new", findings_json(whatif->new_findings), "gone",
                                  findings_json(whatif->gone_findings)));
    json_object_set_new(doc, "file", org_json_text(file));
    return doc;
}
