// SPDX-License-Identifier: MIT
/* A stored run and a comparison as values: numbers in, the same numbers out, without a word of print. */
#include "../../../engine/study/compare.h"
#include "../../../engine/study/open.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct {
    char *path;
    OrgStore *store;
    OrgDict *dict;
    Org *org;
} World;

static void
set_up(World *w, gconstpointer data)
{
    static const char *const types[] = { "town", "room", "room", "" };
    GError *error = NULL;
    (void) data;
    g_autofree char *folder = g_dir_make_tmp("orgsim-compare-XXXXXX", NULL);
    w->path = g_build_filename(folder, "t.orgdb", NULL);
    w->store = org_store_open(w->path, ORG_STORE_WRITE, &error);
    g_assert_no_error(error);
    w->dict = org_dict_new();
    w->org = org_new(w->dict, ORG_MONTH(2024, 12));
    org_add_units(w->org, 4);
    for (guint i = 0; i < 4; i++) {
        char id[8];
        g_snprintf(id, sizeof id, "u%u", i);
        w->org->units.id[i] = org_dict_add(w->dict, id, -1);
        w->org->units.type[i] = org_dict_add(w->dict, types[i], -1);
        w->org->units.parent[i] = i ? 0 : ORG_NONE;
    }
    org_finish(w->org, &error);
    g_assert_no_error(error);
}

static void
tear_down(World *w, gconstpointer data)
{
    (void) data;
    g_autofree char *folder = g_path_get_dirname(w->path);
    org_store_close(w->store);
    org_free(w->org);
    org_dict_unref(w->dict);
    g_remove(w->path);
    g_rmdir(folder);
    g_free(w->path);
}

static const char items[] = "[{\"id\": \"pay\", \"feature\": \"pay-of-all\", \"role\": \"metric\", \"series\":"
                            "  [{\"name\": \"payroll\", \"label\": \"Pay\", \"unit\": \"money\","
                            "    \"kind\": \"level\", \"flags\": 13}, {\"name\": \"payroll-year\","
                            "    \"label\": \"Pay a year\", \"unit\": \"money\", \"kind\": \"level\", \"flags\": 12}]},"
                            " {\"id\": \"cost\", \"feature\": \"closes\", \"role\": \"step\", \"series\":"
                            "  [{\"name\": \"closing\", \"label\": \"Closing\", \"unit\": \"money\","
                            "    \"kind\": \"flow\", \"flags\": 2}]}]";

enum { MONTHS = 24, DECEMBER = 11 };

/* In December 2025 50 are paid. */
static GByteArray *
acts_of(const World *w)
{
    const gint64 amount = 50;
    g_autoptr(Org) org = org_copy(w->org);
    OrgJournal *journal = org->journal = org_journal_new();
    org->month = ORG_MONTH(2025, 12);
    org_journal_context(journal, org->month, 1, "closes");
    g_assert_true(org_pay(org, NULL, &amount, 1, 1, "closing", NULL));
    GByteArray *acts = g_byte_array_append(g_byte_array_new(), journal->bytes->data, journal->bytes->len);
    org->journal = NULL;
    org_journal_free(journal);
    return acts;
}

/* It costs 100 a month to run, from December 2025 on `pay`; doing nothing always 100, and pays `idle` in December 2025, too. */
static void
costs_of(double pay, double idle, OrgCostRow running[MONTHS], OrgCostRow nothing[MONTHS + 1])
{
    for (gint i = 0; i < MONTHS; i++) {
        running[i] = (OrgCostRow){ "pay", "payroll-year", ORG_MONTH(2025, 1) + i, i < DECEMBER ? 1200 : 12 * pay };
        nothing[i] = (OrgCostRow){ "pay", "payroll-year", ORG_MONTH(2025, 1) + i, 1200 };
    }
    nothing[MONTHS] = (OrgCostRow){ "cost", "closing", ORG_MONTH(2025, 12), idle };
}

/* A run of two years with one target and two series; the target's words are nonsense, its numbers are not. */
static void
run(World *w, const char *compare, double pay, double idle)
{
    GError *error = NULL;
    g_autoptr(GByteArray) acts = acts_of(w);
    OrgCostRow running[MONTHS], nothing[MONTHS + 1];
    costs_of(pay, idle, running, nothing);
    OrgManifest manifest = { .scenario = "plan",
                             .title = (OrgMessage *) "Plan",
                             .replications = 1,
                             .from = ORG_MONTH(2025, 1),
                             .to = ORG_MONTH(2026, 12),
                             .currency = "EUR",
                             .items_json = items };
    OrgSeriesRow series[] = { { "pay", "payroll", "", ORG_MONTH(2024, 12), 100, NAN, NAN },
                              { "pay", "payroll", "", ORG_MONTH(2025, 12), pay, NAN, NAN },
                              { "pay", "payroll", "", ORG_MONTH(2026, 12), pay, NAN, NAN } };
    OrgTargetRow target = { .id = "T",
                            .title = (OrgMessage *) "Pay",
                            .metric = "pay",
                            .required = "is 75%, or 3",
                            .compare = compare,
                            .low = -0.1,
                            .high = -0.1,
                            .relative = TRUE,
                            .unit = "money",
                            .item = "pay",
                            .series = "payroll",
                            .month = ORG_MONTH(2026, 12),
                            .baseline = 100,
                            .baseline_high = 100,
                            .value = pay,
                            .change = pay / 100 - 1,
                            .needed = 90,
                            .needed_high = 90,
                            .probability = NAN,
                            .break_even = NAN,
                            .verdict = "met",
                            .overall = "met",
                            .standing = "met",
                            .report_month = ORG_UNKNOWN,
                            .basis = "simulated",
                            .met = 1,
                            .headline = TRUE,
                            .reported_month = ORG_UNKNOWN };
    OrgRunResult result = { .status = "done",
                            .snapshot_name = "start",
                            .start = w->org,
                            .series = series,
                            .n_series = G_N_ELEMENTS(series),
                            .targets = &target,
                            .n_targets = 1,
                            .running = running,
                            .n_running = MONTHS,
                            .acts = acts->data,
                            .acts_size = acts->len,
                            .totals_json = "{\"units\": {\"before\": 4, \"after\": 4, \"opened\": 0, \"closed\": 0}}" };
    gint64 id = org_store_begin_run(w->store, &manifest, &error);
    g_assert_no_error(error);
    g_assert_true(org_store_finish_run(w->store, id, &result, &error));
    g_assert_true(org_store_put_nothing(w->store, id, nothing, G_N_ELEMENTS(nothing), &error));
    g_assert_no_error(error);
}

static OrgStoredRun *
stored(World *w, OrgRunInfo **info, GError **error)
{
    *info = org_store_run(w->store, 0, NULL);
    return org_stored_run(w->store, *info, error);
}

static void
test_stored(World *w, gconstpointer data)
{
    OrgRunInfo *info;
    (void) data;
    run(w, "change", 80, 0);
    g_autoptr(OrgStoredRun) back = stored(w, &info, NULL);
    const OrgStoredTarget *target = back->targets->pdata[0];
    const OrgStoredJudgement *j = org_stored_headline(target);
    g_assert_cmpint(target->compare, ==, ORG_CMP_CHANGE);
    g_assert_cmpfloat(target->low, ==, -0.1);
    g_assert_true(target->relative);
    g_assert_cmpstr(target->measured_in, ==, "money");
    g_assert_cmpfloat(j->needed, ==, 90);
    g_assert_cmpint(j->overall, ==, ORG_MET);
    g_assert_true(org_stored_is_met(target));
    g_assert_cmpint(back->totals[ORG_UNITS].after, ==, 4);
    g_assert_cmpuint(org_stored_series(back, "pay", "payroll")->value->len, ==, 3);
    g_assert_cmpstr(org_stored_feature(back, "cost"), ==, "closes");
    g_assert_cmpstr(org_stored_feature(back, "none"), ==, "");
    /* What pay comes to is pay as well: no figure of the target is left, nor what would tell one. */
    org_mask_stored(back, ORG_MASK_PAY, NULL);
    g_assert_true(isnan(j->value) && isnan(j->change) && isnan(j->baseline) && isnan(j->needed));
    g_assert_cmpint(j->met, ==, ORG_MET);
    g_assert_null(org_stored_series(back, "pay", "payroll"));
    org_run_info_free(info);
}

static void
test_unknown_word(World *w, gconstpointer data)
{
    OrgRunInfo *info;
    g_autoptr(GError) error = NULL;
    (void) data;
    run(w, "about", 80, 0);
    g_assert_null(stored(w, &info, &error));
    g_assert_error(error, ORG_STORE_ERROR, ORG_STORE_FAILED);
    g_assert_nonnull(strstr(error->message, "\"T\""));
    org_run_info_free(info);
}

static const OrgCompareRow *
row_of(const OrgComparison *comparison, OrgCompareSection section, OrgCompareKey key, const char *a)
{
    for (guint i = 0; i < comparison->sections[section]->len; i++) {
        const OrgCompareRow *row = comparison->sections[section]->pdata[i];
        if (row->key == key && !strcmp(row->a, a))
            return row;
    }
    g_assert_not_reached();
}

static void
test_compare(World *w, gconstpointer data)
{
    OrgCompared columns[3] = { 0 };
    GError *error = NULL;
    (void) data;
    run(w, "change", 80, 0);
    run(w, "change", 99, 0);
    static const char *const names[] = { "run-1", "run-2", "start" };
    for (guint c = 0; c < 3; c++) {
        columns[c].place = names[c];
        g_autofree char *place = g_strdup_printf("%s:%s", w->path, names[c]);
        g_assert_true(org_place_open(place, FALSE, &columns[c].opened, &error));
    }
    OrgComparison *comparison = org_compare(NULL, columns, 3, &error);
    g_assert_no_error(error);
    const OrgCompareTarget *target = comparison->targets->pdata[0];
    g_assert_cmpuint(comparison->targets->len, ==, 1);
    g_assert_cmpfloat(org_stored_headline(target->of[1])->value, ==, 99);
    g_assert_null(target->of[2]); /* a snapshot has no targets */
    g_assert_cmpfloat(row_of(comparison, ORG_SECTION_UNITS, ORG_ROW_TYPE, "room")->value[2], ==, 2);
    g_assert_cmpfloat(row_of(comparison, ORG_SECTION_UNITS, ORG_ROW_TYPE, "")->delta[1], ==, 0);
    const OrgCompareRow *pay = row_of(comparison, ORG_SECTION_COST, ORG_ROW_SERIES, "pay");
    g_assert_cmpstr(pay->measured_in, ==, "money");
    g_assert_cmpstr(pay->currency, ==, "EUR");
    g_assert_cmpfloat(row_of(comparison, ORG_SECTION_COST, ORG_ROW_PAID, "")->value[0], ==, 50);
    g_assert_cmpfloat(pay->delta[1], ==, 19);
    g_assert_true(isnan(pay->value[2]) && isnan(pay->delta[2]));
    g_assert_cmpuint(comparison->changes->len, ==, 0);
    /* Run 1 saves 20 a month from December 2025 on and has spent 50 then; run 2 saves 1. */
    const OrgPayback *first = comparison->column[0].payback, *second = comparison->column[1].payback;
    g_assert_cmpint(first->month, ==, ORG_MONTH(2026, 2));
    g_assert_cmpfloat(g_array_index(first->years, OrgPaybackYear, 1).figure[ORG_YEAR_BALANCE], ==, 13 * 20 - 50);
    g_assert_cmpint(second->state, ==, ORG_PAYBACK_NOT_WITHIN);
    g_assert_cmpint(second->month, ==, ORG_MONTH(2026, 12) + 37); /* 13 are saved of 50 */
    g_assert_null(comparison->column[2].payback);
    org_comparison_free(comparison);
    for (guint c = 0; c < 3; c++)
        org_opened_clear(&columns[c].opened);
}

/* What doing nothing would have paid, too, is not the plan's cost; and of that alone there is nothing to pay back. */
static void
test_in_any_case(World *w, gconstpointer data)
{
    GError *error = NULL;
    OrgCompared columns[2] = { { 0 } };
    (void) data;
    run(w, "change", 99, 45); /* saves 1 a month from December 2025 on, and costs 5 more than doing nothing */
    run(w, "change", 99, 50);
    for (guint c = 0; c < 2; c++) {
        g_autofree char *target = g_strdup_printf("%s:run-%u", w->path, c + 1);
        columns[c].place = target;
        g_assert_true(org_place_look(target, TRUE, NULL, &columns[c].opened, &error));
        g_assert_no_error(error);
    }
    g_autoptr(OrgComparison) comparison = org_compare(NULL, columns, 2, &error);
    g_assert_no_error(error);
    const OrgPayback *some = comparison->column[0].payback, *all = comparison->column[1].payback;
    g_assert_cmpint(some->state, ==, ORG_PAYBACK_REACHED);
    g_assert_cmpint(some->month, ==, ORG_MONTH(2026, 4));
    const double *figure = g_array_index(some->years, OrgPaybackYear, 0).figure;
    g_assert_cmpfloat(figure[ORG_YEAR_COST], ==, 50);
    g_assert_cmpfloat(figure[ORG_YEAR_COST_IDLE], ==, 45);
    g_assert_cmpfloat(figure[ORG_YEAR_COST_SO_FAR], ==, 5);
    g_assert_cmpfloat(figure[ORG_YEAR_BALANCE], ==, 1 - 5);
    g_assert_cmpint(all->state, ==, ORG_PAYBACK_NOTHING_SPENT);
    for (guint c = 0; c < 2; c++)
        org_opened_clear(&columns[c].opened);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add("/study/compare/" #name, World, NULL, set_up, test_##name, tear_down)
    TEST(stored);
    TEST(unknown_word);
    TEST(compare);
    TEST(in_any_case);
    return g_test_run();
}
