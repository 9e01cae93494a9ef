// SPDX-License-Identifier: MIT
/* Errors keep their message through copying, prefixes and frames, and are said in a language. */
#include "base/error.h"

static void
assert_said(const GError *error, OrgLang lang, const char *wanted)
{
    g_autofree char *text = org_error_text(error, lang);
    g_assert_cmpstr(text, ==, wanted);
}

static void
test_set(void)
{
    g_autoptr(GError) error = NULL;
    org_error_set(NULL, ORG_FILE_ERROR, 1, "out of memory");
    org_error_set(&error, ORG_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: person \"%s\" left in %s", "a", "b", "2025-07");
    g_assert_error(error, ORG_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_assert_cmpstr(error->message, ==, "a: person \"b\" left in 2025-07");
    assert_said(error, ORG_LANG_VI, "a: người \"b\" đã nghỉ vào 07/2025");
    g_autoptr(GError) copy = g_error_copy(error);
    assert_said(copy, ORG_LANG_VI, "a: người \"b\" đã nghỉ vào 07/2025");
    g_clear_error(&error);
    assert_said(copy, ORG_LANG_EN, "a: person \"b\" left in 2025-07");
    assert_said(NULL, ORG_LANG_EN, "");
}

static void
test_frames(void)
{
    g_autoptr(GError) error = NULL;
    org_error_prefix(&error, "out of memory");
    g_assert_null(error);
    org_error_set(&error, ORG_USAGE_ERROR, 3, "out of memory");
    org_error_prefix(&error, "metric %s: ", "m");
    g_assert_error(error, ORG_USAGE_ERROR, 3);
    g_assert_cmpstr(error->message, ==, "metric m: out of memory");
    assert_said(error, ORG_LANG_VI, "thước đo m: hết bộ nhớ");
    g_autofree char *said = org_error_said(error);
    g_autoptr(GError) outer = NULL;
    org_error_set(&outer, ORG_FILE_ERROR, 1, "the workbook %s cannot be written: %s", "a", said);
    assert_said(outer, ORG_LANG_VI, "không ghi được tệp bảng tính a: thước đo m: hết bộ nhớ");
    org_error_replace(&outer, org_message_new("%s", M_("out of memory")));
    g_assert_error(outer, ORG_FILE_ERROR, 1);
    assert_said(outer, ORG_LANG_VI, "hết bộ nhớ");
}

/* What GLib says has no message: it is looked up as a whole, and stays as it is when nobody knows it. */
static void
test_foreign(void)
{
    g_autoptr(GError) known = g_error_new_literal(G_FILE_ERROR, 1, "Permission denied"),
                      unknown = g_error_new_literal(G_FILE_ERROR, 1, "100% odd"), ours = NULL;
    assert_said(known, ORG_LANG_VI, "không đủ quyền");
    assert_said(unknown, ORG_LANG_VI, "100% odd");
    org_error_prefix(&known, "metric %s: ", "m");
    g_assert_cmpstr(known->message, ==, "metric m: Permission denied");
    org_error_set(&ours, G_FILE_ERROR, 1, "%s of 3", "2");
    g_assert_cmpstr(ours->message, ==, "2 of 3");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/error/set", test_set);
    g_test_add_func("/error/frames", test_frames);
    g_test_add_func("/error/foreign", test_foreign);
    return g_test_run();
}
