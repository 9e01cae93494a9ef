// SPDX-License-Identifier: MIT
/* A target comes back from the file with every number, month and word that it went in with: nothing has to be read out of a
 * text again. */
#include "store-test.h"
#include <math.h>

static const char *const texts[][18] = {
    { "T1", "Shares", "rated", "", "n", ">= 75%", "at-least", "", "share", "", "", "rated", "value", "met", "not met",
      "assumed", "", "not met" },
    { "T2", "Units", "units", "2015", "", "-20%", "change", "year", "", "u-1", "inner", "units-inner", "units",
      "depends", "depends", "simulated", "not met", "not met" },
    { "T3", "Pay", "pay", "", "", "between 1 and 2", "between", "run", "money", "", "", "pay", "payroll", "no value",
      "no value", "reported", "", "no value" },
};
#define N G_N_ELEMENTS(texts)
#define N_TEXTS G_N_ELEMENTS(texts[0])
#define N_NUMBERS 30
#define N_WHOLE 7

typedef struct {
    const char **text[N_TEXTS];
    double *number[N_NUMBERS];
    gint32 *whole[N_WHOLE];
} Members;

static Members
members_of(OrgTargetRow *t)
{
    return (Members){ { &t->id, (const char **) &t->title, &t->metric, &t->against, (const char **) &t->note,
                        &t->required, &t->compare, &t->counted, &t->unit, &t->scope, &t->counting, &t->item, &t->series,
                        &t->verdict, &t->overall, &t->basis, &t->report_verdict, &t->standing },
                      { &t->low,
                        &t->high,
                        &t->baseline,
                        &t->baseline_high,
                        &t->value,
                        &t->change,
                        &t->probability,
                        &t->break_even,
                        &t->needed,
                        &t->needed_high,
                        &t->reported,
                        &t->planned,
                        &t->share,
                        &t->before,
                        &t->before_high,
                        &t->remaining,
                        &t->remaining_high,
                        &t->yearly,
                        &t->yearly_high,
                        &t->gap,
                        &t->gap_high,
                        &t->of_interval,
                        &t->p5,
                        &t->p95,
                        &t->break_even_p5,
                        &t->break_even_p95,
                        &t->probability_high,
                        &t->report_value,
                        &t->report_change,
                        &t->report_gap },
                      { &t->relative, &t->illustrative, &t->headline, &t->met, &t->month, &t->reported_month,
                        &t->report_month } };
}

static void
fill(OrgTargetRow *t, guint i)
{
    Members m = members_of(t);
    for (guint k = 0; k < N_TEXTS; k++)
        *m.text[k] = texts[i][k];
    for (guint k = 0; k < N_NUMBERS; k++) /* no two alike, and some are not known */
        *m.number[k] = (k + i) % 5 == 4 ? NAN : (k % 2 ? -1 : 1) * (i + 1) / (k + 3.0);
    t->relative = i == 1;
    t->illustrative = i == 2;
    t->headline = i != 1;
    t->met = (int) i - 1;
    t->month = ORG_MONTH(2025, 12);
    t->report_month = i == 1 ? ORG_MONTH(2026, 1) : ORG_UNKNOWN;
    t->reported_month = i ? ORG_MONTH(2023, 6) : ORG_UNKNOWN;
}

static void
keep(const OrgTargetRow *row, gpointer data)
{
    OrgTargetRow *copy = g_memdup2(row, sizeof *row);
    Members m = members_of(copy);
    for (guint k = 0; k < N_TEXTS; k++)
        *m.text[k] = g_intern_string(*m.text[k]);
    g_ptr_array_add(data, copy);
}

static void
check(const OrgTargetRow *found, OrgTargetRow *wanted)
{
    OrgTargetRow copy = *found;
    Members a = members_of(&copy), b = members_of(wanted);
    for (guint k = 0; k < N_TEXTS; k++)
        g_assert_cmpstr(*a.text[k], ==, *b.text[k]);
    for (guint k = 0; k < N_NUMBERS; k++)
        g_assert_true(isnan(*b.number[k]) ? isnan(*a.number[k]) : *a.number[k] == *b.number[k]);
    for (guint k = 0; k < N_WHOLE; k++)
        g_assert_cmpint(*a.whole[k], ==, *b.whole[k]);
}

static void
test_types(void)
{
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    g_autoptr(GError) error = NULL;
    Org *org = random_org(rand, 5, 5, 5);
    OrgTargetRow rows[N] = { 0 };
    for (guint i = 0; i < N; i++)
        fill(&rows[i], i);
    OrgManifest manifest = { .scenario = "small", .replications = 1, .items_json = "[]" };
    OrgRunResult result = { .status = "done", .snapshot_name = "start", .start = org, .targets = rows, .n_targets = N };
    gint64 run = org_store_begin_run(store, &manifest, &error);
    g_assert_no_error(error);
    g_assert_true(org_store_finish_run(store, run, &result, &error));
    g_assert_no_error(error);
    g_autoptr(GPtrArray) back = g_ptr_array_new_with_free_func(g_free);
    g_assert_true(org_store_targets(store, run, keep, back, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(back->len, ==, N);
    for (guint i = 0; i < N; i++)
        check(back->pdata[i], &rows[i]);
    org_store_close(store);
    random_org_free(org);
    drop_path(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/targets/types", test_types);
    return g_test_run();
}
