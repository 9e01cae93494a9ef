// SPDX-License-Identifier: MIT
/* Indices of Sobol': estimated ones against what is known of the Ishigami function, those of a grid against what was reckoned by hand. */
#include "../../../engine/study/design.h"
#include "../../../engine/study/sensitivity.h"
#include <math.h>
#include <string.h>

#define A 7.0
#define B 0.1

/* T. Ishigami and T. Homma (1990). */
static double
ishigami(double x, double y, double z)
{
    return sin(x) + A * sin(y) * sin(y) + B * z * z * z * z * sin(x);
}

static double *
figures_of(guint blocks)
{
    g_autofree char *text = g_strdup_printf("orgsim: 1\nsweep: s\nscenario: a.yaml\nmethod: sensitivity\npoints: %u\n"
                                            "parameters:\n  a.x: {from: 0, to: 1}\n  a.y: {from: 0, to: 1}\n"
                                            "  a.z: {from: 0, to: 1}\n",
                                            blocks);
    g_autoptr(OrgBundle) bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(OrgDiags) diags = org_diags_new();
    org_bundle_put(bundle, "s.yaml", bytes);
    g_autoptr(OrgSweepPlan) plan = org_sweep_read("s.yaml", bundle, diags);
    g_assert_nonnull(plan);
    g_autoptr(OrgDesign) design = org_design_new(plan, 1);
    guint64 n = org_sweep_count(plan);
    double *figures = g_new(double, n);
    for (guint64 i = 0; i < n; i++) {
        double at[3];
        for (guint p = 0; p < 3; p++)
            at[p] = G_PI * (2 * org_design_share(design, i, p) - 1);
        figures[i] = ishigami(at[0], at[1], at[2]);
    }
    return figures;
}

/* What is known: by integration over the cube. */
static void
known(OrgSobolIndices indices[3])
{
    double pi4 = pow(G_PI, 4), pi8 = pi4 * pi4;
    double variance = A * A / 8 + B * pi4 / 5 + B * B * pi8 / 18 + 0.5;
    double first = 0.5 * (1 + B * pi4 / 5) * (1 + B * pi4 / 5), second = A * A / 8;
    double both = 8 * B * B * pi8 / 225; /* of the first and the third together */
    indices[0] = (OrgSobolIndices){ first / variance, (first + both) / variance };
    indices[1] = (OrgSobolIndices){ second / variance, second / variance };
    indices[2] = (OrgSobolIndices){ 0, both / variance };
}

static double
worst(guint blocks)
{
    OrgSobolIndices wanted[3], found[3];
    g_autofree double *figures = figures_of(blocks);
    double off = 0;
    known(wanted);
    org_sobol_estimate(figures, blocks, 3, found);
    for (guint p = 0; p < 3; p++) {
        off = fmax(off, fabs(found[p].first - wanted[p].first));
        off = fmax(off, fabs(found[p].total - wanted[p].total));
    }
    return off;
}

static void
test_known(void)
{
    OrgSobolIndices wanted[3];
    known(wanted); /* as in the literature, to four digits */
    g_assert_cmpfloat_with_epsilon(wanted[0].first, 0.3139, 5e-5);
    g_assert_cmpfloat_with_epsilon(wanted[1].first, 0.4424, 5e-5);
    g_assert_cmpfloat_with_epsilon(wanted[0].total, 0.5576, 5e-5);
    g_assert_cmpfloat_with_epsilon(wanted[2].total, 0.2437, 5e-5);
}

static void
test_ishigami(void)
{
    g_test_message("off by %g at 2^14, by %g at 2^11, by %g at 2^8 blocks", worst(1 << 14), worst(1 << 11),
                   worst(1 << 8));
    g_assert_cmpfloat(worst(1 << 14), <, 0.01);
    g_assert_cmpfloat(worst(1 << 14), <, worst(1 << 8));
}

/* A figure far from 0 keeps its digits, a block without one is left out, and where nothing varies nothing is said. */
static void
test_estimate_edges(void)
{
    guint blocks = 1 << 10;
    g_autofree double *figures = figures_of(blocks), *moved = g_new(double, blocks * 5);
    OrgSobolIndices plain[3], far[3], lacking[3], still[3];
    org_sobol_estimate(figures, blocks, 3, plain);
    for (guint i = 0; i < blocks * 5; i++)
        moved[i] = figures[i] + 1e6;
    org_sobol_estimate(moved, blocks, 3, far);
    for (guint p = 0; p < 3; p++) {
        g_assert_cmpfloat_with_epsilon(plain[p].first, far[p].first, 1e-6);
        g_assert_cmpfloat_with_epsilon(plain[p].total, far[p].total, 1e-6);
    }
    for (guint p = 0; p < 5; p++)
        moved[7 * 5 + p] = p == 3 ? NAN : 1e300;
    org_sobol_estimate(moved, blocks, 3, lacking);
    g_assert_cmpfloat_with_epsilon(lacking[1].first, far[1].first, 0.01);
    for (guint i = 0; i < blocks * 5; i++)
        moved[i] = 3;
    org_sobol_estimate(moved, blocks, 3, still);
    g_assert_true(isnan(still[0].first) && isnan(still[2].total));
}

/* f = x + 2 y + x y over x in {0, 1}, y in {0, 1, 2}. By hand: the means by x are 2 and 4, by y 1/2, 3, 11/2, the mean 3, the variance
 * 32/6; that of the means by x is 1, of those by y 25/6. */
static void
test_grid(void)
{
    static const double figures[] = { 0, 2, 4, 1, 4, 7 };
    static const guint32 x[] = { 0, 0, 0, 1, 1, 1 }, y[] = { 0, 1, 2, 0, 1, 2 };
    const guint32 *const at[] = { x, y };
    static const guint sizes[] = { 2, 3 };
    OrgSobolIndices found[2];
    org_sobol_of_grid(figures, 6, at, sizes, 2, found);
    g_assert_cmpfloat_with_epsilon(found[0].first, 6.0 / 32, 1e-12);
    g_assert_cmpfloat_with_epsilon(found[1].first, 25.0 / 32, 1e-12);
    g_assert_cmpfloat_with_epsilon(found[0].total, 1 - 25.0 / 32, 1e-12);
    g_assert_cmpfloat_with_epsilon(found[1].total, 1 - 6.0 / 32, 1e-12);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sensitivity/known", test_known);
    g_test_add_func("/sensitivity/ishigami", test_ishigami);
    g_test_add_func("/sensitivity/estimate-edges", test_estimate_edges);
    g_test_add_func("/sensitivity/grid", test_grid);
    return g_test_run();
}
