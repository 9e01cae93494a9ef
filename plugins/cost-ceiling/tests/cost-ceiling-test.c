// SPDX-License-Identifier: MIT
#include "harness.h"
#include "../../../engine/org/verbs.h"
#include <string.h>

static void
pay(Harness *h, int year, int month, gint64 amount)
{
    g_autoptr(GError) error = NULL;
    Org *org = harness_org(h);
    org->month = ORG_MONTH(year, month);
    org_pay(org, NULL, &amount, 1, 0, "severance", &error);
    g_assert_no_error(error);
}

/* 60 million in 2024, 50 in 2025. */
static Harness *
town(void)
{
    Harness *h = harness_new("cost-ceiling");
    harness_units(h, "id,type,parent\nt,town,\n");
    pay(h, 2024, 3, 60000000);
    pay(h, 2025, 3, 20000000);
    pay(h, 2025, 4, 30000000);
    return h;
}

static char *
said(const char *most, const char *per, const char *note_from, const char *severity, const char *month)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "cost-ceiling", month, "at_most", most, "per", per, "note_from", note_from,
                               "severity", severity, "basis", "Plan", NULL));
    return harness_text(h, HARNESS_FINDINGS);
}

static void
expect(const char *most, const char *per, const char *note_from, const char *severity, const char *month,
       const char *begins)
{
    g_autofree char *text = said(most, per, note_from, severity, month);
    const char *found = text + strlen("findings\n");
    if (!g_str_has_prefix(found, begins) || (*begins == '\0' && *found != '\0'))
        g_error("%s\nis not: %s", found, begins);
}

static void
test_run(void)
{
    expect("110000000", "run", "100%", "veto", "2025-12", "  note: ");
    expect("110000001", "run", "100%", "veto", "2025-12", "");
    expect("109999999", "run", "100%", "veto", "2025-12", "  veto: ");
    expect("109999999", "run", "100%", "warn", "2025-12", "  warn: ");
    expect("200000000", "run", "50%", "veto", "2025-12", "  note: ");
    expect("0", "run", "0%", "note", "2025-12", "  note: ");
}

/* Each calendar year begins at nothing. */
static void
test_year(void)
{
    expect("50000000", "year", "100%", "veto", "2025-12", "  note: ");
    expect("49999999", "year", "100%", "veto", "2025-12", "  veto: ");
    expect("1", "year", "100%", "veto", "2026-01", "");
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "cost-ceiling", "2025-12", "at_most", "1", "per", "year", NULL));
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2026, 1));
}

static void
test_nothing_paid(void)
{
    g_autoptr(Harness) h = harness_new("cost-ceiling");
    harness_units(h, "id,type,parent\nt,town,\n");
    g_assert_true(harness_call(h, "cost-ceiling", "2025-12", "at_most", "0", "note_from", "0%", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cost-ceiling/run", test_run);
    g_test_add_func("/cost-ceiling/year", test_year);
    g_test_add_func("/cost-ceiling/nothing-paid", test_nothing_paid);
    return g_test_run();
}
