// SPDX-License-Identifier: MIT
/* The language of what is said: how it is chosen, that the catalogue is there without any locale. */
#include "po/lang.h"

static void
test_choice(void)
{
    OrgLang lang = ORG_LANG_VI;
    g_assert_true(org_lang_parse("en_GB.UTF-8", &lang) && lang == ORG_LANG_EN);
    g_assert_true(org_lang_parse("vi", &lang) && lang == ORG_LANG_VI);
    g_assert_true(org_lang_parse("C.UTF-8", &lang) && lang == ORG_LANG_EN);
    g_assert_true(org_lang_parse("vi_VN.UTF-8", &lang) && lang == ORG_LANG_VI);
    g_assert_false(org_lang_parse("fr", &lang));
    g_assert_false(org_lang_parse("vietnamese", &lang));
    g_assert_false(org_lang_parse("", &lang));

    g_setenv("LANG", "vi_VN.UTF-8", TRUE);
    g_unsetenv("LC_ALL");
    g_unsetenv("LC_MESSAGES");
    g_assert_cmpint(org_lang_of_locale(), ==, ORG_LANG_VI);
    g_setenv("LC_MESSAGES", "de_DE.UTF-8", TRUE);
    g_assert_cmpint(org_lang_of_locale(), ==, ORG_LANG_EN);
    g_setenv("LC_ALL", "vi", TRUE);
    g_assert_cmpint(org_lang_of_locale(), ==, ORG_LANG_VI);
}

static void
test_english(void)
{
    const OrgLang lang = ORG_LANG_EN;
    g_assert_cmpstr(_("Units"), ==, "Units");
    g_assert_cmpstr(org_lang_plural(lang, "%u error", "%u errors", 1), ==, "%u error");
    g_assert_cmpstr(org_lang_plural(lang, "%u error", "%u errors", 0), ==, "%u errors");
    g_autofree char *month = org_lang_month(lang, "2025-12");
    g_assert_cmpstr(month, ==, "2025-12");
}

static void
test_vietnamese(void)
{
    const OrgLang lang = ORG_LANG_VI;
    g_assert_cmpstr(_("Units"), ==, "Đơn vị");
    g_assert_cmpstr(org_lang_plural(lang, "%u error", "%u errors", 1), ==, "%u lỗi");
    g_autofree char *month = org_lang_month(lang, "2025-12"), *no_month = org_lang_month(lang, "Phòng A");
    g_assert_cmpstr(month, ==, "12/2025");
    g_assert_cmpstr(no_month, ==, "Phòng A");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/po/choice", test_choice);
    g_test_add_func("/po/english", test_english);
    g_test_add_func("/po/vietnamese", test_vietnamese);
    return g_test_run();
}
