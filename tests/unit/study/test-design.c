// SPDX-License-Identifier: MIT
/* At which values a sweep is run: its file, the order of a grid, a Latin hypercube, Sobol' sequences; and what is refused. */
#include "../../../engine/study/design.h"
#include "../../../engine/study/sobol.h"
#include <string.h>

static OrgSweepPlan *
read_text(const char *text, OrgDiags *diags)
{
    g_autoptr(OrgBundle) bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    org_bundle_put(bundle, "s.yaml", bytes);
    return org_sweep_read("s.yaml", bundle, diags);
}

static OrgSweepPlan *
plan_of(const char *method, const char *parameters)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autofree char *text =
        g_strdup_printf("orgsim: 1\nsweep: s\nscenario: a.yaml\n%s\nparameters:\n%s", method, parameters);
    OrgSweepPlan *plan = read_text(text, diags);
    g_assert_cmpuint(org_diags_size(diags), ==, 0);
    g_assert_nonnull(plan);
    return plan;
}

static void
assert_point(const OrgDesign *design, guint64 point, const char *wanted)
{
    g_auto(GStrv) values = org_design_point(design, point);
    g_autofree char *joined = g_strjoinv(" ", values);
    g_assert_cmpstr(joined, ==, wanted);
}

/* ---- grid and list */

static void
test_grid(void)
{
    g_autoptr(OrgSweepPlan) plan = plan_of("method: grid", "  a.x: {from: 0%, to: 0.3%, step: 0.1%}\n"
                                                           "  b.at: {from: 2024-11, to: 2025-05, step: 3m}\n"
                                                           "  c.y: [one, two]\n");
    g_autoptr(OrgDesign) design = org_design_new(plan, 1);
    g_assert_cmpuint(org_sweep_count(plan), ==, 4 * 3 * 2);
    assert_point(design, 0, "0% 2024-11 one");
    assert_point(design, 1, "0% 2024-11 two");
    assert_point(design, 2, "0% 2025-02 one");
    assert_point(design, 6, "0.1% 2024-11 one");
    assert_point(design, 18, "0.3% 2024-11 one"); /* not 0.30000000000000004 % */
    assert_point(design, 23, "0.3% 2025-05 two");
}

static void
test_list(void)
{
    g_autoptr(OrgSweepPlan) plan = plan_of("method: list", "  a.x: [1, 5, 2]\n  b.y: {from: -1, to: 0, step: 0.5}\n");
    g_autoptr(OrgDesign) design = org_design_new(plan, 1);
    g_assert_cmpuint(org_sweep_count(plan), ==, 3);
    assert_point(design, 0, "1 -1");
    assert_point(design, 1, "5 -0.5");
    assert_point(design, 2, "2 0");
}

/* ---- Latin hypercube */

/* By a program of its own (Fisher and Yates from above, the same draws), seed 7. */
static void
test_hypercube_vector(void)
{
    static const double wanted[2][5] = {
        { 0.36094145498353847, 0.5605465869456662, 0.696554027031715, 0.0009981773053270525, 0.891784807419245 },
        { 0.6673324459889838, 0.46697703644305816, 0.05393261580229296, 0.30524746392879665, 0.8774514534191254 }
    };
    g_autoptr(OrgSweepPlan) plan =
        plan_of("method: latin-hypercube\npoints: 5", "  a.x: {from: 0, to: 1}\n  b.y: {from: 0, to: 1}\n");
    g_autoptr(OrgDesign) design = org_design_new(plan, 7);
    for (guint p = 0; p < 2; p++)
        for (guint i = 0; i < 5; i++)
            g_assert_cmpfloat_with_epsilon(org_design_share(design, i, p), wanted[p][i], 1e-15);
}

/* Each of n strata of each parameter holds one point; two seeds give two of them. */
static void
test_hypercube_strata(void)
{
    enum { N = 1000 };
    g_autoptr(OrgSweepPlan) plan =
        plan_of("method: latin-hypercube\npoints: 1000",
                "  a.x: {from: 0, to: 1}\n  b.y: {from: 0, to: 1}\n  c.z: {from: 0, to: 1}\n");
    guint moved = 0;
    g_autoptr(OrgDesign) other = org_design_new(plan, 2);
    g_autoptr(OrgDesign) design = org_design_new(plan, 1);
    for (guint p = 0; p < 3; p++) {
        gboolean seen[N] = { FALSE };
        for (guint i = 0; i < N; i++) {
            double share = org_design_share(design, i, p);
            g_assert_true(share >= 0 && share < 1 && !seen[(guint) (share * N)]);
            seen[(guint) (share * N)] = TRUE;
            moved += share != org_design_share(other, i, p);
        }
    }
    g_assert_cmpuint(moved, >, 2900);
}

/* ---- Sobol' */

/* Elements of dimensions 1, 2, 3, 10, 21 and 40, in units of 2^-32, by scipy 1.10 (scipy.stats.qmc.Sobol, not scrambled). */
static void
test_sobol_vectors(void)
{
    static const guint dimensions[] = { 0, 1, 2, 9, 20, 39 };
    static const struct {
        guint32 index, wanted[6];
    } cases[] = {
        { 1, { 0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x80000000 } },
        { 2, { 0xC0000000, 0x40000000, 0x40000000, 0xC0000000, 0x40000000, 0x40000000 } },
        { 3, { 0x40000000, 0xC0000000, 0xC0000000, 0x40000000, 0xC0000000, 0xC0000000 } },
        { 5, { 0xE0000000, 0xE0000000, 0x20000000, 0x20000000, 0xA0000000, 0x60000000 } },
        { 100, { 0x6A000000, 0x42000000, 0xC6000000, 0xB2000000, 0xC2000000, 0x22000000 } },
        { 1023, { 0x00400000, 0xC0C00000, 0x9CC00000, 0xD9C00000, 0xDDC00000, 0xB2C00000 } },
    };
    g_autofree OrgSobol *sobol = g_new(OrgSobol, 1);
    org_sobol_init(sobol);
    for (guint c = 0; c < G_N_ELEMENTS(cases); c++)
        for (guint d = 0; d < G_N_ELEMENTS(dimensions); d++)
            g_assert_cmpfloat(org_sobol_at(sobol, cases[c].index, dimensions[d]) * 4294967296.0, ==,
                              cases[c].wanted[d]);
}

/* The first 2^k elements of a dimension lie in 2^k strata, and of the first two in each of 2^k cells of 2^(k/2) a side. */
static void
test_sobol_strata(void)
{
    enum { N = 1024, SIDE = 32 };
    g_autofree OrgSobol *sobol = g_new(OrgSobol, 1);
    org_sobol_init(sobol);
    for (guint d = 0; d < ORG_SOBOL_DIMENSIONS; d++) {
        gboolean seen[N] = { FALSE };
        for (guint i = 0; i < N; i++) {
            guint at = (guint) (org_sobol_at(sobol, i, d) * N);
            g_assert_false(seen[at]);
            seen[at] = TRUE;
        }
    }
    gboolean cell[SIDE][SIDE] = { { FALSE } };
    for (guint i = 0; i < N; i++) {
        guint x = (guint) (org_sobol_at(sobol, i, 0) * SIDE), y = (guint) (org_sobol_at(sobol, i, 1) * SIDE);
        g_assert_false(cell[x][y]);
        cell[x][y] = TRUE;
    }
}

/* Values of a range in steps, each as often as the others; months are whole. */
static void
test_sobol_values(void)
{
    g_autoptr(OrgSweepPlan) plan = plan_of("method: sobol\npoints: 64", "  a.x: {from: 1, to: 4, step: 1}\n"
                                                                        "  b.at: {from: 2024-01, to: 2024-04}\n"
                                                                        "  c.y: [p, q]\n");
    g_autoptr(OrgDesign) design = org_design_new(plan, 1);
    g_autoptr(GHashTable) count = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < 64; i++) {
        g_auto(GStrv) values = org_design_point(design, i);
        for (guint p = 0; p < 3; p++) {
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(count, values[p]));
            g_hash_table_insert(count, g_strdup(values[p]), GUINT_TO_POINTER(n + 1));
        }
    }
    static const char *const sixteen[] = { "1", "2", "3", "4", "2024-01", "2024-02", "2024-03", "2024-04" };
    for (guint i = 0; i < G_N_ELEMENTS(sixteen); i++)
        g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(count, sixteen[i])), ==, 16);
    g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(count, "p")), ==, 32);
    g_assert_cmpuint(g_hash_table_size(count), ==, 10);
}

/* a, b, and a with one parameter after the other taken from b. */
static void
test_sensitivity_blocks(void)
{
    g_autoptr(OrgSweepPlan) plan =
        plan_of("method: sensitivity\npoints: 8", "  a.x: {from: 0, to: 1}\n  b.y: {from: 0, to: 1}\n");
    g_autoptr(OrgDesign) design = org_design_new(plan, 1);
    g_autofree OrgSobol *sobol = g_new(OrgSobol, 1);
    org_sobol_init(sobol);
    g_assert_cmpuint(org_sweep_count(plan), ==, 32);
    for (guint64 point = 0; point < 32; point++)
        for (guint p = 0; p < 2; p++) {
            guint which = point % 4;
            gboolean b = which == 1 || which == 2 + p;
            g_assert_cmpfloat(org_design_share(design, point, p), ==,
                              org_sobol_at(sobol, (guint32) (point / 4), b ? 2 + p : p));
        }
}

/* ---- what is refused */

#define GOOD "orgsim: 1\nsweep: s\nscenario: a.yaml\n"

static const struct {
    const char *text, *wanted;
    guint line;
} refused[] = {
    { "", "the sweep is empty", 0 },
    { "- a\n", "the sweep is a list, expected a mapping", 1 },
    { "orgsim: 2\nsweep: s\nscenario: a\nparameters: {a.b: [1]}\n", "begin with orgsim: 1", 1 },
    { GOOD, "lacks parameters", 1 },
    { GOOD "parameters: {}\n", "has 0 of them, expected from 1 to 20", 4 },
    { GOOD "parameters: {ab: [1]}\n", "expected ID.PARAM", 4 },
    { GOOD "parameters: {.b: [1]}\n", "expected ID.PARAM", 4 },
    { GOOD "parameters: {a.b=1: [1]}\n", "expected ID.PARAM", 4 },
    { GOOD "parameters: {a.b: 3}\n", "expected a list of values, or {from:, to:}", 4 },
    { GOOD "parameters: {a.b: []}\n", "a.b is an empty list", 4 },
    { GOOD "parameters:\n  a.b: [1, [2]]\n", "a value is a list", 5 },
    { GOOD "parameters: {a.b: [~]}\n", "a value is", 4 },
    { GOOD "parameters: {a.b: {from: 1}}\n", "a.b lacks to:", 4 },
    { GOOD "parameters: {a.b: {from: 1, to: 5%, step: 1}}\n", "are of two kinds", 4 },
    { GOOD "parameters: {a.b: {from: 5, to: 5, step: 1}}\n", "to: is not above from:", 4 },
    { GOOD "parameters: {a.b: {from: one, to: 5}}\n", "from: is \"one\", expected a number", 4 },
    { GOOD "parameters: {a.b: {from: nan, to: 5}}\n", "expected a number", 4 },
    { GOOD "parameters: {a.b: {from: 1, to: 5}}\n", "a.b lacks step:", 4 },
    { GOOD "parameters: {a.b: {from: 1, to: 5, step: 0}}\n", "a number above 0", 4 },
    { GOOD "parameters: {a.b: {from: 1, to: 5, step: -1}}\n", "a number above 0", 4 },
    { GOOD "parameters: {a.b: {from: 1%, to: 5%, step: 1}}\n", "a percentage above 0", 4 },
    { GOOD "parameters: {a.b: {from: 2024-01, to: 2025-01, step: 0m}}\n", "expected a duration", 4 },
    { GOOD "parameters: {a.b: {from: 0, to: 1, step: 1e-300}}\n", "more than 10000000 values", 4 },
    { GOOD "parameters: {a.b: {from: 0, to: 9e99, step: 1}}\n", "more than 10000000 values", 4 },
    { GOOD "parameters: {a.b: {from: 1, to: 5, steps: 1}}\n", "has no key \"steps\"; did you mean \"step\"?", 4 },
    { GOOD "parameters:\n  a.b: {from: 1, to: 9999, step: 1}\n  a.c: {from: 1, to: 9999, step: 1}\n",
      "more than 10000000 points", 1 },
    { GOOD "method: list\nparameters: {a.b: [1, 2], a.c: [1]}\n", "a.c has 1 values and a.b has 2", 5 },
    { GOOD "method: gird\nparameters: {a.b: [1]}\n", "did you mean \"grid\"?", 4 },
    { GOOD "method: sobol\nparameters: {a.b: [1]}\n", "lacks points: how many a sobol takes", 1 },
    { GOOD "points: 5\nparameters: {a.b: [1]}\n", "points: has no sense for a grid", 4 },
    { GOOD "points: 0\nmethod: sobol\nparameters: {a.b: [1]}\n", "points: is 0", 4 },
    { GOOD "replications: 1000000\nparameters: {a.b: [1]}\n", "from 0 to 100000", 4 },
    { GOOD "seed: -1\nparameters: {a.b: [1]}\n", "seed: is \"-1\"", 4 },
    { GOOD "measures: [posts]\nparameters: {a.b: [1]}\n", "expected ITEM.SERIES", 4 },
    { GOOD "parametrs: {a.b: [1]}\n", "did you mean \"parameters\"?", 4 },
    { "orgsim: 1\nsweep: ../s\nscenario: a\nparameters: {a.b: [1]}\n", "expected letters, digits", 2 },
    { "orgsim: 1\nsweep: s\nparameters: {a.b: [1]}\n", "lacks scenario:", 1 },
    { GOOD "parameters: {a.b: [1], a.b: [2]}\n", "a.b", 4 },
    { GOOD "parameters: {a.b: [1\n", "", 5 },
};

static void
test_refused(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_assert_null(read_text(refused[i].text, diags));
        gboolean found = FALSE;
        for (guint d = 0; d < org_diags_size(diags); d++) {
            const OrgDiag *diag = org_diags_get(diags, d);
            g_autofree char *said = org_diag_text(diag);
            found |= diag->line == refused[i].line && strstr(said, refused[i].wanted);
        }
        if (!found) {
            g_autofree char *said =
                org_diags_size(diags) ? org_diag_text(org_diags_get(diags, 0)) : g_strdup("nothing");
            guint line = org_diags_size(diags) ? org_diags_get(diags, 0)->line : 0;
            g_error("case %u: line %u: %s", i, line, said);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/design/grid", test_grid);
    g_test_add_func("/design/list", test_list);
    g_test_add_func("/design/hypercube-vector", test_hypercube_vector);
    g_test_add_func("/design/hypercube-strata", test_hypercube_strata);
    g_test_add_func("/design/sobol-vectors", test_sobol_vectors);
    g_test_add_func("/design/sobol-strata", test_sobol_strata);
    g_test_add_func("/design/sobol-values", test_sobol_values);
    g_test_add_func("/design/sensitivity-blocks", test_sensitivity_blocks);
    g_test_add_func("/design/refused", test_refused);
    return g_test_run();
}
