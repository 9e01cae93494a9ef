// SPDX-License-Identifier: MIT
/* The language of what is said: how it is chosen, that the catalogue is there without any locale, and that a text made in
 * English is recognised by its message. */
#include "po/lang.h"
#include "po/mo.h"
#include <string.h>

static void
assert_said(const char *english, const char *wanted)
{
    g_autofree char *said = org_lang_say(english);
    g_assert_cmpstr(said, ==, wanted);
}

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
    org_lang_set(ORG_LANG_EN);
    assert_said("out of memory", "out of memory");
    g_assert_cmpstr(_("Units"), ==, "Units");
    g_assert_cmpstr(org_lang_plural("%u error", "%u errors", 1), ==, "%u error");
    g_assert_cmpstr(org_lang_plural("%u error", "%u errors", 0), ==, "%u errors");
    g_autofree char *month = org_lang_month("2025-12");
    g_assert_cmpstr(month, ==, "2025-12");
}

static void
test_say(void)
{
    org_lang_set(ORG_LANG_VI);
    g_assert_cmpstr(_("Units"), ==, "Đơn vị");
    g_assert_cmpstr(org_lang_plural("%u error", "%u errors", 1), ==, "%u lỗi");
    /* Figures and months by language, names as they are, in quotes too. */
    assert_said("Phòng A has 6.5 assigned posts; at least 7 are required: Decree 1",
                "Phòng A có 6,5 biên chế được giao; cần ít nhất 7: Decree 1");
    assert_said("person \"2021-01\" left", "person \"2021-01\" left");
    assert_said("finance: person \"p1\" left in 2025-07", "finance: người \"p1\" đã nghỉ vào 07/2025");
    /* A sentence in a sentence, pieces without a message of their own, beginnings, ends. */
    assert_said("the workbook a.xlsx cannot be written: Permission denied",
                "không ghi được tệp bảng tính a.xlsx: không đủ quyền");
    assert_said("3 posts were opened; it was closed, and nothing took its place",
                "3 biên chế được mở; bị đóng, không có đơn vị nào thay thế");
    assert_said("It was founded", "Được thành lập");
    assert_said("absorbed into so-tc", "sáp nhập vào so-tc");
    assert_said("plugin folder: /a/b (not there)\n", "thư mục plugin: /a/b (không có)\n");
    /* What nobody has said stays. */
    assert_said("Sở Tài chính", "Sở Tài chính");
    assert_said("", "");
    assert_said("\xff", "\xff");
    g_autofree char *long_text = g_strnfill(1 << 20, ';'), *said = org_lang_say(long_text);
    g_assert_cmpstr(said, ==, long_text);
}

/* A text of the message, with arguments that no message holds; and the same of its translation, by the same arguments. */
static char *
example(const char *format, char *const *args)
{
    GString *out = g_string_new(NULL);
    guint next = 0;
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            g_string_append_c(out, *p);
            continue;
        }
        if (p[1] == '%' || !p[1]) {
            g_string_append_c(out, *p);
            p += p[1] == '%';
            continue;
        }
        guint which = 0;
        if (g_ascii_isdigit(p[1]) && p[2] == '$') {
            which = (guint) (p[1] - '0');
            p += 2;
        }
        p += 1 + strspn(p + 1, "0123456789.-+#*hljzt");
        g_string_append(out, args[which ? which - 1 : next++]);
    }
    return g_string_free(out, FALSE);
}

static void
arguments(const char *format, char **args)
{
    guint n = 0;
    for (const char *p = format; *p; p++) {
        if (*p != '%' || p[1] == '%' || !p[1]) {
            p += *p == '%' && p[1];
            continue;
        }
        p += 1 + strspn(p + 1, "0123456789.-+#*hljzt");
        args[n] = strchr("sc", *p) ? g_strdup_printf("Xq%u", n) : g_strdup_printf("%u", 70 + n);
        n++;
    }
}

/* Every message is recognised in a text made of it. Those that say nothing of themselves, such as "%s: %s", cannot be; and
 * where two messages fit one text, both translations must say the same. */
static void
test_every_message(void)
{
    guint recognised = 0, unlike = 0;
    org_lang_set(ORG_LANG_VI);
    for (guint i = 0; i < org_mo_size(); i++) {
        const char *many, *text, *id = org_mo_get(i, &many, &text);
        char *args[16] = { NULL };
        if (!*id || !strcmp(id, text))
            continue;
        arguments(id, args);
        g_autofree char *english = example(id, args), *wanted = example(text, args), *said = org_lang_say(english);
        if (!strcmp(said, wanted))
            recognised++;
        else {
            unlike++;
            g_test_message("%s\n  said   %s\n  wanted %s", english, said, wanted);
        }
        for (guint k = 0; k < G_N_ELEMENTS(args); k++)
            g_free(args[k]);
    }
    g_test_message("%u recognised, %u not", recognised, unlike);
    g_assert_cmpuint(recognised, >, 1000);
    g_assert_cmpuint(unlike * 50, <, recognised);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/po/choice", test_choice);
    g_test_add_func("/po/english", test_english);
    g_test_add_func("/po/say", test_say);
    g_test_add_func("/po/every-message", test_every_message);
    return g_test_run();
}
