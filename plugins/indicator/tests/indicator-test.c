// SPDX-License-Identifier: MIT
#include "harness.h"

#include <math.h>
#include <string.h>

static const char figures[] = "value,year,month\n0.85,2021,\n0.87,,2022-06\n0.91,2024,\n";

static Harness *
new_town(void)
{
    Harness *h = harness_new("indicator");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\n");
    return h;
}

/* The values measured at the ends of 2021 to 2026; NAN where nothing was. */
static void
expect(const char *between, const double expected[6])
{
    g_autoptr(Harness) h = new_town();
    for (int i = 0; i < 6; i++) {
        char month[16];
        g_snprintf(month, sizeof month, "%d-12", 2021 + i);
        harness_forget(h);
        g_assert_true(harness_call(h, "indicator", month, "values", figures, "between", between, NULL));
        double value = harness_measured(h, "value", NULL);
        if (isnan(expected[i]))
            g_assert_true(isnan(value));
        else
            g_assert_cmpfloat_with_epsilon(value, expected[i], 1e-12);
    }
}

static void
test_between(void)
{
    expect("nothing", (double[]){ 0.85, 0.87, NAN, 0.91, NAN, NAN });
    expect("hold", (double[]){ 0.85, 0.87, 0.87, 0.91, 0.91, 0.91 });
    /* from 2022-06 to 2024-12 are 30 months */
    expect("linear", (double[]){ 0.85, 0.87 + 0.04 * 6 / 30, 0.87 + 0.04 * 18 / 30, 0.91, NAN, NAN });
}

static void
expect_failure(const char *values, const char *part)
{
    g_autoptr(Harness) h = new_town();
    g_assert_false(harness_call(h, "indicator", "2021-12", "values", values, NULL));
    g_assert_nonnull(strstr(harness_error(h), part));
}

static void
test_mistakes(void)
{
    expect_failure("value,year,month\n1,,\n", "either a year or a month");
    expect_failure("value,year,month\n1,2021,2021-05\n", "either a year or a month");
    expect_failure("value,year\n1,2022\n2,2021\n", "not later");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/indicator/between", test_between);
    g_test_add_func("/indicator/mistakes", test_mistakes);
    return g_test_run();
}
