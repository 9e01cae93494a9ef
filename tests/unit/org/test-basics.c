// SPDX-License-Identifier: MIT
/* Words, months, numbers, diagnostics, ids. */
#include "../../../engine/base/diag.h"
#include "../../../engine/base/month.h"
#include "random-org.h"

static void
test_dict(void)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_assert_cmpuint(org_dict_add(dict, "", -1), ==, 0);
    char text[16];
    for (guint i = 1; i <= 5000; i++) {
        g_snprintf(text, sizeof text, "w%u", i);
        g_assert_cmpuint(org_dict_add(dict, text, -1), ==, i);
    }
    g_assert_cmpuint(org_dict_add(dict, "w17x", 3), ==, 17);
    g_assert_cmpuint(org_dict_find(dict, "w5001", -1), ==, 0);
    g_assert_cmpstr(org_dict_text(dict, 4999), ==, "w4999");
    g_assert_cmpstr(org_dict_text(dict, 999999), ==, "");
    OrgDictMark mark = org_dict_mark(dict);
    for (guint round = 0; round < 3; round++) { /* each time the same numbers, also beyond a growth of the table */
        for (guint i = 5001; i < 20000; i++) {
            g_snprintf(text, sizeof text, "x%u", i);
            g_assert_cmpuint(org_dict_add(dict, text, -1), ==, i);
        }
        g_autofree char *longer = g_strnfill(100000, 'y');
        g_assert_cmpuint(org_dict_add(dict, longer, -1), ==, 20000);
        org_dict_forget(dict, mark);
        g_assert_cmpuint(org_dict_size(dict), ==, 5001);
        g_assert_cmpuint(org_dict_find(dict, "x5001", -1), ==, 0);
        g_assert_cmpuint(org_dict_find(dict, "x19999", -1), ==, 0);
        for (guint i = 1; i <= 5000; i++) {
            g_snprintf(text, sizeof text, "w%u", i);
            g_assert_cmpuint(org_dict_find(dict, text, -1), ==, i);
        }
    }
}

static void
test_months(void)
{
    OrgMonth month;
    char buffer[16];
    g_assert_true(org_month_parse("2021-01", &month));
    g_assert_cmpint(month, ==, 24252);
    g_assert_true(org_month_parse("2020-02-29", &month));
    static const char *const bad[] = { "",           "2021",     "2021-13", "2021-00", "2021-1",
                                       "2021-02-29", "21-01-01", "2021/01", "2021-01x" };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(org_month_parse(bad[i], &month));
    g_assert_cmpstr(org_month_text(ORG_MONTH(1999, 12), buffer), ==, "1999-12");
    g_assert_cmpstr(org_month_text(ORG_OPEN, buffer), ==, "");
}

static void
test_numbers(void)
{
    double value;
    char buffer[40];
    g_assert_true(org_number_parse("-1.5e2", &value) && value == -150);
    static const char *const bad[] = { "", "nan", "inf", "1,5", "0x10", "1 ", " 1", "1e999", "--1", "." };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(org_number_parse(bad[i], &value));
    g_assert_cmpstr(org_number_text(0.1, buffer), ==, "0.1");
    g_assert_cmpstr(org_number_text(1e15, buffer), ==, "1e+15");
    g_assert_cmpstr(org_number_text(117555, buffer), ==, "117555");
    org_number_text(1.0 / 3, buffer);
    g_assert_true(org_number_parse(buffer, &value) && value == 1.0 / 3);
}

/* Figures of few digits are read without strtod(), and bit for bit as it reads them. */
static void
test_short_numbers(void)
{
    GRand *rand = g_rand_new_with_seed(15);
    for (guint i = 0; i < 50000; i++) {
        char text[24] = { 0 };
        guint n = 0, digits = (guint) g_rand_int_range(rand, 1, 18);
        guint point = (guint) g_rand_int_range(rand, 0, 24);
        if (i % 3)
            text[n++] = "-+"[i % 3 - 1];
        for (guint d = 0; d < digits; d++) {
            if (d == point)
                text[n++] = '.';
            text[n++] = (char) ('0' + g_rand_int_range(rand, 0, 10));
        }
        if (digits == point)
            text[n++] = '.';
        double value, wanted = g_ascii_strtod(text, NULL);
        g_assert_true(org_number_parse(text, &value));
        g_assert_cmpmem(&value, sizeof value, &wanted, sizeof wanted);
    }
    g_rand_free(rand);
}

static void
test_diags(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgDiag *diag = org_diags_add(diags, ORG_SEVERITY_ERROR, "bad", "a.yaml", 2, 3, "wrong \033[31m %d", 7);
    diag->source = g_strdup("x: y");
    g_autoptr(GString) out = g_string_new(NULL);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, out);
    g_assert_cmpstr(out->str, ==, "a.yaml:2:3: error: wrong \357\277\275[31m 7\n    x: y\n      ^\n");
    static const char *const names[] = { "merge", "dissolve", "transfer", NULL };
    g_assert_cmpstr(org_nearest("megre", names), ==, "merge");
    g_assert_null(org_nearest("zzzz", names));
}

static void
test_ids(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    Org *org = random_org(rand, 3, 5, 5);
    g_assert_cmpstr(org_id(org, ORG_POSTS, 2), ==, "group#3");
    g_assert_cmpuint(org_find(org, ORG_POSTS, "group#3"), ==, 2);
    g_assert_cmpuint(org_find(org, ORG_PEOPLE, "h4"), ==, 3);
    g_assert_cmpuint(org_find(org, ORG_UNITS, "u-2"), ==, 2);
    g_assert_cmpuint(org_find(org, ORG_UNITS, "nobody"), ==, ORG_NONE);
    OrgRow unit;
    g_assert_true(org_open_unit(org, ORG_NONE, 0, NULL, "New", &unit, NULL));
    g_assert_cmpuint(org_find(org, ORG_UNITS, org_id(org, ORG_UNITS, unit)), ==, unit);
    random_org_free(org);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/dict", test_dict);
    g_test_add_func("/org/months", test_months);
    g_test_add_func("/org/numbers", test_numbers);
    g_test_add_func("/org/short-numbers", test_short_numbers);
    g_test_add_func("/org/diags", test_diags);
    g_test_add_func("/org/ids", test_ids);
    return g_test_run();
}
