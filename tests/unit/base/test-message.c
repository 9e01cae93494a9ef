// SPDX-License-Identifier: MIT
/* Messages: that English comes out as printf would have it, that the other language takes the same arguments, that they
 * travel as bytes, and that bytes which are no message are refused. */
#include "base/conversion.h"
#include "base/message-terms.h"
#include "po/mo.h"
#include <math.h>
#include <string.h>

static void
assert_text(const OrgMessage *message, OrgLang lang, const char *wanted)
{
    g_autofree char *text = org_message_text(message, lang);
    g_assert_cmpstr(text, ==, wanted);
}

/* The same arguments through printf and through a message. */
#define ASSERT_AS_PRINTF(...)                                                                                          \
    do {                                                                                                               \
        g_autofree char *wanted_ = g_strdup_printf(__VA_ARGS__);                                                       \
        g_autofree OrgMessage *message_ = org_message_new(__VA_ARGS__);                                                \
        assert_text(message_, ORG_LANG_EN, wanted_);                                                                   \
    } while (0)

static void
test_english(void)
{
    ASSERT_AS_PRINTF("out of memory");
    ASSERT_AS_PRINTF("100%% of %s", "Phòng A");
    ASSERT_AS_PRINTF("%d %i %u %x %X %c", -3, 4, 4000000000u, 255u, 255u, 'k');
    ASSERT_AS_PRINTF("%ld %lu %lld %llu %zu", G_MINLONG, G_MAXULONG, -5ll, 18446744073709551615ull, (size_t) 7);
    ASSERT_AS_PRINTF("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, G_MININT64, G_MAXUINT64);
    ASSERT_AS_PRINTF("%02u|%5d|%-5d|%+d", 7u, 42, 42, 42);
    ASSERT_AS_PRINTF("%g %.1f %.0f %.2f %e %5.1f", 0.1, 2.25, 1e300, -0.005, 12345.678, 3.14159);
    ASSERT_AS_PRINTF("%g %g %g", (double) INFINITY, (double) -INFINITY, 1.0);
    ASSERT_AS_PRINTF("%.*s|%.3s|%.*s", 2, "abc", "abcdef", 0, "x");
    ASSERT_AS_PRINTF("%s", "\"quoted\" \\ \n\t\x01 ]");
    g_autofree OrgMessage *none = org_message_new("[%s]", (const char *) NULL);
    assert_text(none, ORG_LANG_EN, "[]");
    assert_text(NULL, ORG_LANG_EN, "");
    g_autofree OrgMessage *broken = org_message_new("%s", "a\xff\xfe"
                                                          "b");
    assert_text(broken, ORG_LANG_EN,
                "a\xEF\xBF\xBD\xEF\xBF\xBD"
                "b");
}

static void
test_vietnamese(void)
{
    g_autofree OrgMessage *rule = org_message_new("%s has %g assigned posts; at least %g are required%s%s", "Phòng A",
                                                  6.5, 7.0, ": ", "Decree 1");
    assert_text(rule, ORG_LANG_VI, "Phòng A có 6,5 biên chế được giao; cần ít nhất 7: Decree 1");
    /* A month that stands alone is written as the language writes it; in quotes it is a name. */
    g_autofree OrgMessage *left = org_message_new("%s: person \"%s\" left in %s", "finance", "2021-01", "2025-07");
    assert_text(left, ORG_LANG_VI, "finance: người \"2021-01\" đã nghỉ vào 07/2025");
    assert_text(left, ORG_LANG_EN, "finance: person \"2021-01\" left in 2025-07");
    /* Messages in messages; what a library said; what nobody has translated. */
    g_autofree char *denied = org_said_whole("Permission denied");
    g_autofree OrgMessage *book = org_message_new("the workbook %s cannot be written: %s", "a.xlsx", denied);
    assert_text(book, ORG_LANG_VI, "không ghi được tệp bảng tính a.xlsx: không đủ quyền");
    assert_text(book, ORG_LANG_EN, "the workbook a.xlsx cannot be written: Permission denied");
    g_autofree OrgMessage *outer = org_message_new("%s%s", M_("out of memory"), org_message_said(book));
    assert_text(outer, ORG_LANG_EN, "out of memorythe workbook a.xlsx cannot be written: Permission denied");
    g_autofree char *odd = org_said_whole("50% of \"%s\"");
    g_autofree OrgMessage *strange = org_message_new("%s!", odd);
    assert_text(strange, ORG_LANG_VI, "50% of \"%s\"!");
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_ptr_array_add(parts, denied);
    g_ptr_array_add(parts, (gpointer) "Permission denied");
    g_autofree char *listed = org_said_list(parts, "; ");
    assert_text(org_message_of(listed), ORG_LANG_VI, "không đủ quyền; Permission denied");
    g_autofree char *figure = org_said_figure(1234567.25, 1), *nothing = org_said_figure(NAN, 0);
    g_autofree OrgMessage *figures = org_message_new("%s, %s", figure, nothing);
    assert_text(figures, ORG_LANG_VI, "1.234.567,2, –");
    assert_text(figures, ORG_LANG_EN, "1\u2009234\u2009567.2, –");
    /* A sentence that somebody gave as data is data. */
    g_autofree OrgMessage *name = org_message_new("%s!", "Permission denied");
    assert_text(name, ORG_LANG_VI, "Permission denied!");
    assert_text(org_message_of("Sở Tài chính"), ORG_LANG_VI, "Sở Tài chính");
}

/* An argument of the conversion's own kind, and how it is written in Vietnamese. */
static gboolean
add_example(GString *json, GString *format, const char **p, guint n)
{
    const char *end = *p + 1 + strspn(*p + 1, "0123456789.-+#*hljzt");
    if (*end == '\0' || !strchr("scdiugfe", *end))
        return FALSE;
    g_string_append_printf(json, strchr("sc", *end) ? ",\"q%u\"" : strchr("gfe", *end) ? ",%u.0" : ",%u", n);
    g_string_append_c(format, '%');
    g_string_append_len(format, *p + 1 + strspn(*p + 1, "hljzt"), end - *p - strspn(*p + 1, "hljzt"));
    *p = end + 1;
    return TRUE;
}

static gboolean
is_format(const char *id)
{
    for (const char *p = strchr(id, '%'); p; p = strchr(p, '%')) {
        OrgConversion c = org_conversion_read(p);
        if (!c.kind || strchr("xX", c.type))
            return FALSE;
        p = c.end;
    }
    return TRUE;
}

/* Each message of the catalogue takes the arguments of its id in Vietnamese, too: none is lost and none is missing. */
static void
test_catalogue(void)
{
    guint tried = 0;
    for (guint i = 0; i < org_mo_size(); i++) {
        const char *many, *text, *id = org_mo_get(i, &many, &text);
        g_autoptr(GString) json = g_string_new("["), format = g_string_new(NULL), arguments = g_string_new(NULL);
        guint n = 0;
        if (!*id || strchr(id, '\4') || strpbrk(id, "\"\\\n\r\t"))
            continue;
        for (const char *p = id; *p;) {
            if (*p == '%' && p[1] != '%' && add_example(arguments, format, &p, n + 70)) {
                n++;
                continue;
            }
            g_string_append_c(format, *p);
            if (*p == '%' && p[1] == '%')
                g_string_append_c(format, *++p);
            p++;
        }
        g_string_append_printf(json, "\"%s\"%s]", format->str, arguments->str);
        g_autofree OrgMessage *message = org_message_from_json(json->str);
        if (strcmp(format->str, id) != 0 || !is_format(id))
            continue; /* for printf itself, or no format at all: "15% of the posts" */
        if (!message)
            g_error("no message: %s", json->str);
        g_autofree char *said = org_message_text(message, ORG_LANG_VI);
        g_assert_true(g_utf8_validate(said, -1, NULL));
        for (guint k = 0; k < n; k++) {
            char wanted[8];
            g_snprintf(wanted, sizeof wanted, "%u", k + 70);
            if (!strstr(said, wanted))
                g_error("\"%s\" loses argument %u: %s", id, k + 1, said);
        }
        tried++;
    }
    g_test_message("%u messages", tried);
    g_assert_cmpuint(tried, >, 700);
}

static void
test_bytes(void)
{
    g_autofree OrgMessage *inner = org_message_new("%u of %s", 3u, "b");
    g_autofree OrgMessage *message = org_message_new("%s and %g, %s", "a \"b\" [1]", 0.1, org_message_said(inner));
    const char *json = org_message_json(message);
    g_assert_cmpstr(json, ==, "[\"%s and %g, %s\",\"a \\\"b\\\" [1]\",0.1,[\"%u of %s\",3,\"b\"]]");
    g_autofree OrgMessage *back = org_message_from_json(json);
    g_assert_cmpstr(org_message_said(back), ==, org_message_said(message));
    g_assert_true(org_message_check(org_message_said(message)));
    g_assert_null(org_message_json(org_message_of("plain")));
    /* Lengths of integers are the machine's: the same message everywhere. */
    g_autofree OrgMessage *whole = org_message_new("%ld %" G_GUINT64_FORMAT " %zu", 1l, (guint64) 2, (gsize) 3);
    g_assert_cmpstr(org_message_json(whole), ==, "[\"%d %u %u\",1,2,3]");
}

static void
test_hostile(void)
{
    static const char *const bad[] = {
        "\xff",
        "\xff[",
        "\xff[]",
        "\xff{}",
        "\xff[1]",
        "\xff[\"%s\"]",
        "\xff[\"%s\",1]",
        "\xff[\"%s\",null]",
        "\xff[\"%d\",\"x\"]",
        "\xff[\"%d\",1.5]",
        "\xff[\"%d\",\"-\"]",
        "\xff[\"%g\",\"big\"]",
        "\xff[\"a\",1]",
        "\xff[\"%n\",1]",
        "\xff[\"%p\",1]",
        "\xff[\"%*d\",1,2]",
        "\xff[\"%.*s\",1,\"a\"]",
        "\xff[\"%1$s\",\"a\"]",
        "\xff[\"%999999999d\",1]",
        "\xff[\"%s\",[]]",
        "\xff[\"%s\",[\"%s\",[\"%d\",\"\"]]]",
        "\xff[\"%s\",{\"a\":1}]",
        "\xff[\"%s\",{\"figure\":\"1\",\"decimals\":1}]",
        "\xff[\"%s\",{\"figure\":1.5,\"decimals\":10}]",
        "\xff[\"a\"]x",
        "\xff[\"\xc3\"]",
        "\xff[\"a\\u0000\"]",
        "\xc3",
        "\xff\xff[\"a\"]",
    };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_test_message("%u", i);
        g_assert_false(org_message_check(bad[i]));
        g_autofree char *shown = org_message_text(org_message_of(bad[i]), ORG_LANG_VI);
        g_assert_true(g_utf8_validate(shown, -1, NULL));
        g_autofree OrgMessage *outer = org_message_new("(%s)", bad[i]);
        g_assert_true(org_message_check(org_message_said(outer)));
    }
    g_autoptr(GString) deep = g_string_new("\xff");
    for (guint i = 0; i < 1500; i++)
        g_string_append(deep, "[\"%s\",");
    g_string_append(deep, "[\"a\"");
    for (guint i = 0; i < 1501; i++)
        g_string_append_c(deep, ']');
    g_assert_false(org_message_check(deep->str));
    g_assert_true(org_message_check(""));
    g_assert_true(org_message_check("Phòng"));
}

static void
assert_limited(const char *wanted, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree OrgMessage *message = org_message_limited(8, format, args);
    va_end(args);
    assert_text(message, ORG_LANG_EN, wanted);
}

static void
test_limits(void)
{
    assert_limited("abcdefgh…-…", "%s-%s", "abcdefghi", "x");
    assert_limited("abc-defgh", "%s-%s", "abc", "defgh");
    assert_limited("aaaaaaa…", "%s", "aaaaaaaệ"); /* whole characters only */
    assert_limited("a format…", "a format of more than that");
    assert_limited("%n", "%n");
}

static char *
hide(const char *text, gboolean quoted, gpointer data)
{
    (void) data;
    return quoted ? g_strdup(text[0] == '"' ? "\"…\"" : "…") : strcmp(text, "An") ? NULL : g_strdup("person 1");
}

/* What data says in several languages: by itself, as an argument, with a language missing, changed, from elsewhere. */
static void
test_spoken(void)
{
    const char *both[ORG_N_LANGS] = { "town", "xã" }, *one[ORG_N_LANGS] = { NULL, "xã" },
               *plain[ORG_N_LANGS] = { "An", NULL }, *names[ORG_N_LANGS] = { "An", "An" };
    g_autofree OrgMessage *town = org_message_spoken(both), *only = org_message_spoken(one),
                          *an = org_message_spoken(plain), *named = org_message_spoken(names),
                          *hidden = org_message_map(named, hide, NULL);
    g_autofree OrgMessage *outer = org_message_new("%s took over", org_message_said(town));
    assert_text(town, ORG_LANG_EN, "town");
    assert_text(town, ORG_LANG_VI, "xã");
    assert_text(only, ORG_LANG_EN, "xã");
    assert_text(outer, ORG_LANG_EN, "town took over");
    assert_text(hidden, ORG_LANG_VI, "person 1");
    g_assert_true(org_message_is_plain(an));
    g_assert_cmpstr(org_message_json(town), ==, "{\"en\":\"town\",\"vi\":\"xã\"}");
    g_assert_true(org_message_check(org_message_said(outer)));
    const char *const bad[] = { "{}", "{\"en\":1}", "{\"en\":\"a\",\"fr\":\"b\"}", "{\"en\":[\"a\"]}",
                                "[{\"en\":\"a\"}]" };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_null(org_message_from_json(bad[i]));
}

static void
test_map(void)
{
    g_autofree OrgMessage *inner = org_message_new("met \"%s\" and %s", "Bình", "An");
    g_autofree OrgMessage *message = org_message_new("%s (%s) %s %u", "An", "\"x\"", org_message_said(inner), 7u);
    g_autofree OrgMessage *changed = org_message_map(message, hide, NULL),
                          *plain = org_message_map(org_message_of("An"), hide, NULL);
    assert_text(changed, ORG_LANG_EN, "person 1 (\"…\") met \"…\" and person 1 7");
    assert_text(plain, ORG_LANG_EN, "person 1");
    assert_text(message, ORG_LANG_EN, "An (\"x\") met \"Bình\" and An 7");
}

/* Figures as a reader expects them, and by the names that stand before them. */
static void
test_terms(void)
{
    g_autofree OrgMessage *sum = org_message_new("leaves: scheme = %s; S = %.0f (m = %g, e = %g); %g·S = %.0f, %s = %d",
                                                 "d-1", 11700000.25, 1.5, (double) NAN, 0.9, -1234.0, "x y", 7);
    g_autofree OrgMessage *none = org_message_new("%u = %s", 1u, "2");
    g_autofree char *inner = org_said_whole("a");
    assert_text(sum, ORG_LANG_EN,
                "leaves: scheme = d-1; S = 11\u2009700\u2009000 (m = 1.5, e = –); 0.9·S = −1\u2009234, x y = 7");
    assert_text(sum, ORG_LANG_VI, "leaves: scheme = d-1; S = 11.700.000 (m = 1,5, e = –); 0,9·S = −1.234, x y = 7");
    json_t *terms = org_message_terms(sum), *few = org_message_terms(none), *plain = org_message_terms(NULL);
    g_autofree OrgMessage *outer = org_message_new("why = %s", inner);
    json_t *nested = org_message_terms(outer);
    json_t *wanted = json_pack("{s:s, s:f, s:f, s:n, s:f, s:i}", "scheme", "d-1", "S", 11700000.25, "m", 1.5, "e",
                               "0.9·S", -1234.0, "y", 7);
    g_assert_true(json_equal(terms, wanted));
    g_assert_cmpstr(json_string_value(json_object_get(few, "1")), ==, "2");
    g_assert_cmpuint(json_object_size(plain) + json_object_size(nested), ==, 0);
    json_t *const all[] = { terms, few, plain, nested, wanted };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        json_decref(all[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/message/english", test_english);
    g_test_add_func("/message/vietnamese", test_vietnamese);
    g_test_add_func("/message/catalogue", test_catalogue);
    g_test_add_func("/message/bytes", test_bytes);
    g_test_add_func("/message/hostile", test_hostile);
    g_test_add_func("/message/limits", test_limits);
    g_test_add_func("/message/spoken", test_spoken);
    g_test_add_func("/message/map", test_map);
    g_test_add_func("/message/terms", test_terms);
    return g_test_run();
}
