// SPDX-License-Identifier: MIT
/* Dates, numbers and titles as they are written, and what a column proves. */
#include "../../../engine/base/month.h"
#include "../../../engine/exchange/intake/evidence.h"
#include "../../../engine/exchange/intake/intake.h"

static void
check_date(const char *text, OrgDateOrder order, const char *wanted)
{
    char month[16];
    OrgDate date = org_date_read(text, order);

    org_date_century(&date, ORG_MONTH(2021, 1));
    if (g_strcmp0(date.ok ? org_month_text(date.month, month) : "", wanted) != 0)
        g_error("%s was read as %s, not as %s", text, date.ok ? month : "no date", wanted);
}

static void
test_dates(void)
{
    static const char *const sure[][2] = {
        { "2021-01", "2021-01" },
        { "2021-01-31", "2021-01" },
        { "2021/01/31", "2021-01" },
        { "31/01/2021", "2021-01" },
        { "31-1-2021", "2021-01" },
        { "31.01.2021", "2021-01" },
        { "1/1975", "1975-01" },
        { "1970", "1970-01" },
        { "30/06/1970 0:00", "1970-06" },
        { "25569", "1970-01" },
        { "25569.5", "1970-01" },
        { "20210131", "2021-01" },
        { "12/31/65", "1965-12" },
        { "31/12/20", "2020-12" },
        { "2021-02-29", "" },
        { "31/04/1990", "" },
        { "13/13/1990", "" },
        { "12", "" },
        { "1-2/1990", "" },
        { "007", "" },
        { "2021-13", "" },
        { "x", "" },
        { "", "" },
        { "123456789012345678901234567890", "" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(sure); i++)
        check_date(sure[i][0], ORG_ORDER_OPEN, sure[i][1]);
    check_date("02/12/1966", ORG_ORDER_DMY, "1966-12");
    check_date("02/12/1966", ORG_ORDER_MDY, "1966-02");
    check_date("12/31/1966", ORG_ORDER_DMY, "");
    check_date("66/12/02", ORG_ORDER_YMD, "1966-12");
    g_assert_true(org_date_read("02/12/1966", ORG_ORDER_OPEN).ambiguous);
    g_assert_false(org_date_read("12/12/1966", ORG_ORDER_OPEN).ambiguous);
}

static void
test_numbers(void)
{
    g_assert_cmpfloat(org_figure_read("2,67", ORG_DECIMAL_OPEN, FALSE, FALSE).value, ==, 2.67);
    g_assert_cmpfloat(org_figure_read("1.234,5", ORG_DECIMAL_OPEN, FALSE, FALSE).value, ==, 1234.5);
    g_assert_cmpfloat(org_figure_read("1.234", ORG_DECIMAL_POINT, FALSE, FALSE).value, ==, 1.234);
    g_assert_cmpfloat(org_figure_read("1.234", ORG_DECIMAL_COMMA, FALSE, FALSE).value, ==, 1234);
    g_assert_cmpfloat(org_figure_read("0,125", ORG_DECIMAL_OPEN, FALSE, FALSE).value, ==, 0.125);
    g_assert_cmpfloat(org_evidence_figure(NULL, "2,340", 0, 600).value, ==, 2.34);
    g_assert_false(org_figure_read("2.3.4", ORG_DECIMAL_OPEN, FALSE, FALSE).ok);
}

static void
on_finding(OrgSeverity severity, const char *code, guint line, guint column, const char *text, gpointer data)
{
    (void) line, (void) column, (void) text;
    g_string_append_printf(data, "%u:%s ", severity, code);
}

/* Columns of dates, "|" between their cells; what is said of them, and the months that the first cell of each means. */
static void
check_columns(const char *first, const char *second, OrgDateOrder given, const char *said, const char *months)
{
    OrgEvidence *evidence = org_evidence_new();
    const char *const columns[] = { first, second };
    g_autoptr(GString) heard = g_string_new(NULL);
    g_autoptr(GString) read = g_string_new(NULL);
    char month_text[16];

    evidence->given = given;
    for (guint c = 0; c < 2; c++) {
        g_auto(GStrv) cells = g_strsplit(columns[c], "|", 0);
        org_evidence_add(evidence, ORG_EVIDENCE_DATE, c, "d", FALSE, FALSE);
        for (guint i = 0; cells[i]; i++)
            org_evidence_show(org_evidence_of(evidence, c), i + 2, cells[i], strlen(cells[i]));
    }
    org_evidence_settle(evidence, on_finding, heard, NULL);
    for (guint c = 0; c < 2; c++) {
        g_auto(GStrv) cells = g_strsplit(columns[c], "|", 0);
        OrgMonth month = ORG_UNKNOWN;
        gboolean open;
        gboolean ok = org_evidence_date(evidence, org_evidence_of(evidence, c), cells[0], &month, &open);
        g_string_append_printf(read, "%s ", !ok ? "none" : open ? "open" : org_month_text(month, month_text));
    }
    g_assert_cmpstr(heard->str, ==, said);
    g_assert_cmpstr(read->str, ==, months);
    org_evidence_free(evidence);
}

static void
test_columns(void)
{
    check_columns("02/12/1966|12/31/1965", "03/04/1991", 0, "0:date-order 0:date-order ", "1966-02 1991-03 ");
    check_columns("02/12/1966|31/12/1965", "03/04/1991", 0, "0:date-order 0:date-order ", "1966-12 1991-04 ");
    check_columns("02/12/1966", "1991-04", 0, "2:ambiguous-dates ", "open 1991-04 ");
    check_columns("02/12/1966|31/12/1965|12/31/1965", "1991-04", 0, "2:ambiguous-dates ", "open 1991-04 ");
    check_columns("02/12/1966|31/12/1965", "03/04/1991|12/31/1990", 0, "0:date-order 0:date-order 1:mixed-date-order ",
                  "1966-12 1991-03 ");
    check_columns("02/12/1966", "03/04/1991", ORG_ORDER_MDY, "0:date-order 0:date-order ", "1966-02 1991-03 ");
}

static void
test_titles(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    static const char table[] = "pattern,rank\nđội trưởng*,staff\nkho*,boss\n";
    g_autoptr(GBytes) own = g_bytes_new_static(table, sizeof table - 1);
    g_autoptr(OrgTitles) titles = org_titles_new("r.csv", own, diags);
    static const struct {
        const char *title;
        guint8 rank;
    } known[] = { { "Trưởng phòng", ORG_HEAD },     { "PHÓ TRƯỞNG PHÒNG", ORG_DEPUTY },
                  { "Chánh Văn phòng", ORG_HEAD },  { "Giám đốc Sở", ORG_HEAD },
                  { "Phó Giám đốc", ORG_DEPUTY },   { "Phóng viên", ORG_STAFF },
                  { "Kế toán trưởng", ORG_STAFF },  { "Chuyên viên", ORG_STAFF },
                  { "Head of IT", ORG_HEAD },       { "Headmaster's clerk", ORG_STAFF },
                  { "IT Director", ORG_HEAD },      { "Deputy Director", ORG_DEPUTY },
                  { "Đội trưởng đội 1", ORG_STAFF } };

    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (org_titles_rank(titles, known[i].title) != known[i].rank)
            g_error("%s was taken for %s", known[i].title,
                    org_titles_rank_name(org_titles_rank(titles, known[i].title)));
    g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_ERROR), ==, 1); /* of the rank that is none */
}

static void
test_personal(void)
{
    static const char *const secret[] = { "Số CCCD",  "E-mail",       "Contact Phone", "Địa chỉ thường trú",
                                          "RaceDesc", "Số sổ BHXH",   "Dân tộc",       "Zip",
                                          "Religion", "STK ngân hàng" };
    static const char *const plain[] = { "Trace", "Trình độ tin học", "Salary", "Ghi chú", "Mailroom",
                                         "Grace", "Addressee" };

    for (guint i = 0; i < G_N_ELEMENTS(secret); i++)
        if (!org_header_personal(secret[i]))
            g_error("%s is personal data", secret[i]);
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
        if (org_header_personal(plain[i]))
            g_error("%s is no personal data", plain[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/written/dates", test_dates);
    g_test_add_func("/written/numbers", test_numbers);
    g_test_add_func("/written/columns", test_columns);
    g_test_add_func("/written/titles", test_titles);
    g_test_add_func("/written/personal", test_personal);
    return g_test_run();
}
