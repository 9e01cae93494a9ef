// SPDX-License-Identifier: MIT
/* What is shown to people steers no terminal, and a layout is filled as printf() fills it. */
#include "base/printer.h"
#include "base/shown.h"
#include <string.h>

#define R "\xEF\xBF\xBD"

static void
test_signs(void)
{
    static const gunichar steering[] = { 1,    '\t', '\n',   '\r',   0x1B,   0x1F,   0x7F,   0x80,
                                         0x9B, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069 };
    static const gunichar plain[] = { ' ', '~', 0xA0, 0x1EA1, 0x2027, 0x202F, 0x2065, 0x206A, 0xFFFD, 0x1F600 };

    for (guint i = 0; i < G_N_ELEMENTS(steering); i++) {
        char sign[8] = { 0 };
        g_unichar_to_utf8(steering[i], sign);
        g_autofree char *text = g_strconcat("a", sign, "b", NULL), *shown = org_shown(text),
                        *lines = org_shown_lines(text);
        gboolean layout = steering[i] == '\n' || steering[i] == '\t';
        g_assert_cmpstr(shown, ==, "a" R "b");
        g_assert_cmpstr(lines, ==, layout ? text : "a" R "b");
    }
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++) {
        char sign[8] = { 0 };
        g_unichar_to_utf8(plain[i], sign);
        g_autofree char *shown = org_shown(sign);
        g_assert_cmpstr(shown, ==, sign);
    }
    g_autofree char *broken = org_shown("a\xff\xc3z"), *none = org_shown(NULL);
    g_assert_cmpstr(broken, ==, "a" R R "z");
    g_assert_cmpstr(none, ==, "");
}

#define SAME(...)                                                                                                      \
    do {                                                                                                               \
        g_autoptr(GString) shown = g_string_new(NULL);                                                                 \
        g_autofree char *wanted = g_strdup_printf(__VA_ARGS__);                                                        \
        org_shown_append(shown, __VA_ARGS__);                                                                          \
        g_assert_cmpstr(shown->str, ==, wanted);                                                                       \
    } while (0)

static void
test_layout(void)
{
    SAME("nothing to fill, 100 %%\n");
    SAME("%s and %s|%-7s|%7s|%.3s|%.*s", "one", "two", "left", "right", "shortened", 2, "so long");
    SAME("%d %u %ld %lu %lld %llu %zu %c", -1, 4294967295u, -9L, 9UL, G_MININT64 + 0LL, G_MAXUINT64 + 0ULL, (gsize) 7,
         'x');
    SAME("%5d|%-5d|%05d|%3.0f|%.2f|%g|%.12g|%x", 42, 42, 42, 7.5, 2.345, 1e30, 0.1, 255u);
    SAME("%2$s before %1$s, %3$d", "one", "two", 3);

    g_autoptr(GString) text = g_string_new(NULL);
    org_shown_append(text, "%1$s:\t%2$5s|\n%2$s", "a\nb\t\033[1m", "\r");
    g_assert_cmpstr(text->str, ==, "a" R "b" R R "[1m:\t    " R "|\n" R);
}

static void
test_json(void)
{
    g_autofree char *json = org_json_harmless("{\n \"a\": \"\\u001b \x7f\xc2\x9b\xe2\x80\xae Ạ\"\n}\n");
    g_assert_cmpstr(json, ==, "{\n \"a\": \"\\u001b \\u007f\\u009b\\u202e Ạ\"\n}\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shown/signs", test_signs);
    g_test_add_func("/shown/layout", test_layout);
    g_test_add_func("/shown/json", test_json);
    return g_test_run();
}
