// SPDX-License-Identifier: MIT
/* Messages in a language. */
#include "conversion.h"
#include "figure.h"
#include "message-private.h"
#include "message-terms.h"
#include <math.h>
#include <string.h>

static void append_message(GString *out, const json_t *message, OrgLang lang);

static void
append_real(GString *out, const OrgConversion *c, const json_t *argument, OrgLang lang)
{
    char how[ORG_CONVERSION_SPEC + 3], digits[512]; /* %.99f of the largest double has 410 characters */
    const char *text = json_string_value(argument);
    if (text) {
        g_string_append(out, strcmp(text, "nan") ? text : "–");
        return;
    }
    if (c->type == 'f' && !strcmp(c->spec, ".0") && fabs(json_number_value(argument)) < 1e15) {
        g_autofree char *figure = org_figure_text(lang, json_number_value(argument), 0);
        g_string_append(out, figure);
        return;
    }
    g_snprintf(how, sizeof how, "%%%s%c", c->precision > 99 ? "" : c->spec, c->type);
    g_ascii_formatd(digits, sizeof digits, how, json_number_value(argument));
    g_string_append(out, lang == ORG_LANG_VI ? g_strdelimit(digits, ".", ',') : digits);
}

static void
append_whole(GString *out, const OrgConversion *c, const json_t *argument)
{
    char how[ORG_CONVERSION_SPEC + 8];
    const char *text = json_string_value(argument);
    gint64 value = json_integer_value(argument);
    if (text) {
        g_string_append(out, text);
        return;
    }
    g_snprintf(how, sizeof how, "%%%sll%c", c->spec, c->type);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (c->type == 'd')
        g_string_append_printf(out, how, (long long) value);
    else
        g_string_append_printf(out, how, (unsigned long long) value);
#pragma GCC diagnostic pop
}

static void
append_text(GString *out, const json_t *argument, OrgLang lang)
{
    const char *text = json_string_value(argument);
    gboolean quoted = out->len && out->str[out->len - 1] == '"';
    if (!text) {
        append_message(out, argument, lang);
        return;
    }
    g_autofree char *month = quoted ? NULL : org_lang_month(lang, text);
    g_string_append(out, month ? month : text);
}

/* A figure with a name before it, as in "S = %.0f": the last signs without blanks before " = ", as they read by then. */
static void
note_term(json_t *terms, const GString *out, const json_t *argument)
{
    if (!terms || !g_str_has_suffix(out->str, " = "))
        return;
    gsize end = out->len - strlen(" = "), start = end;
    while (start > 0 && out->str[start - 1] != ' ' && out->str[start - 1] != '(')
        start--;
    g_autofree char *name = g_strndup(out->str + start, end - start);
    const json_t *figure = json_object_get(argument, "figure");
    gboolean unknown = json_is_string(argument) && !strcmp(json_string_value(argument), "nan");
    if (*name && !json_is_array(argument))
        json_object_set_new(terms, name, unknown ? json_null() : json_deep_copy(figure ? figure : argument));
}

/* The translation takes the same arguments by its conversions; msgfmt has seen to that when the catalogue was made. */
static void
fill(GString *out, const char *text, const json_t *message, OrgLang lang, json_t *terms)
{
    guint next = 1;
    for (const char *p = text; *p;) {
        if (*p != '%') {
            gsize run = strcspn(p, "%");
            g_string_append_len(out, p, (gssize) run);
            p += run;
            continue;
        }
        OrgConversion c = org_conversion_read(p);
        const json_t *argument = c.kind == '%' || !c.kind ? NULL : json_array_get(message, c.which ? c.which : next++);
        if (argument)
            note_term(terms, out, argument);
        if (!argument)
            g_string_append_c(out, '%');
        else if (c.kind == 'g')
            append_real(out, &c, argument, lang);
        else if (c.kind == 'd' || c.kind == 'u')
            append_whole(out, &c, argument);
        else
            append_text(out, argument, lang);
        p = c.end;
    }
}

/* In the language, else in another that it has. */
static void
append_spoken(GString *out, const json_t *spoken, OrgLang lang)
{
    const char *text = json_string_value(json_object_get(spoken, org_lang_code(lang)));
    for (guint other = 0; !text && other < ORG_N_LANGS; other++)
        text = json_string_value(json_object_get(spoken, org_lang_code(other)));
    g_string_append(out, text ? text : "");
}

static void
append_figure(GString *out, const json_t *figure, OrgLang lang)
{
    const json_t *value = json_object_get(figure, "figure");
    g_autofree char *text = org_figure_text(lang, json_is_number(value) ? json_number_value(value) : NAN,
                                            (guint) json_integer_value(json_object_get(figure, "decimals")));
    g_string_append(out, text);
}

static void
append_message(GString *out, const json_t *message, OrgLang lang)
{
    if (json_is_object(message)) {
        if (json_object_get(message, "figure"))
            append_figure(out, message, lang);
        else
            append_spoken(out, message, lang);
        return;
    }
    const char *id = json_string_value(json_array_get(message, 0));
    gsize start = out->len;
    fill(out, id && *id ? org_lang_text(lang, id) : "", message, lang, NULL);
    if (json_array_size(message) > 1 || lang == ORG_LANG_EN)
        return;
    /* Without arguments it may be no format in the catalogue, where "2.5% of them" has one sign. */
    const char *whole = org_lang_text(lang, out->str + start);
    if (whole != out->str + start) {
        g_string_truncate(out, start);
        g_string_append(out, whole);
    }
}

char *
org_message_text(const OrgMessage *message, OrgLang lang)
{
    const char *packed = org_message_said(message);
    if (*packed != ORG_MESSAGE_MARK)
        return g_utf8_make_valid(*packed ? org_lang_text(lang, packed) : "", -1);
    json_t *parsed = org_message_parse(packed);
    if (!parsed)
        return g_utf8_make_valid(packed + 1, -1);
    GString *out = g_string_new(NULL);
    append_message(out, parsed, lang);
    json_decref(parsed);
    return g_string_free(out, FALSE);
}

char *
org_message_sentence(const OrgMessage *message, OrgLang lang)
{
    g_autofree char *text = org_message_text(message, lang);
    if (!*text)
        return g_steal_pointer(&text);
    char first[7] = { 0 };
    g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), first);
    return g_strconcat(first, g_utf8_next_char(text), NULL);
}

json_t *
org_message_terms(const OrgMessage *message)
{
    json_t *terms = json_object(), *parsed = org_message_parse(org_message_said(message));
    g_autoptr(GString) out = g_string_new(NULL);
    if (json_is_array(parsed))
        fill(out, json_string_value(json_array_get(parsed, 0)), parsed, ORG_LANG_EN, terms);
    json_decref(parsed);
    return terms;
}

/* ---- changing texts */

typedef struct {
    OrgMessageChange change;
    gpointer data;
} Change;

static char *
changed(const Change *c, const char *text, gboolean quoted)
{
    gsize n = strlen(text);
    return c->change(text, quoted || (n > 1 && text[0] == '"' && text[n - 1] == '"'), c->data);
}

static void
map_spoken(json_t *spoken, const Change *c)
{
    for (guint lang = 0; lang < ORG_N_LANGS; lang++) {
        const char *said = json_string_value(json_object_get(spoken, org_lang_code(lang)));
        g_autofree char *text = said ? changed(c, said, FALSE) : NULL;
        if (text)
            json_object_set_new(spoken, org_lang_code(lang), json_string(text));
    }
}

static void
map(json_t *message, const Change *c)
{
    if (json_is_object(message)) { /* a figure has no texts */
        map_spoken(message, c);
        return;
    }
    const char *id = json_string_value(json_array_get(message, 0));
    gsize n = 1;
    for (const char *p = strchr(id, '%'); p; p = strchr(p, '%')) {
        OrgConversion conversion = org_conversion_read(p);
        gboolean quoted = p > id && p[-1] == '"';
        p = conversion.end;
        if (conversion.kind == '%')
            continue;
        json_t *argument = json_array_get(message, n++);
        if (json_is_array(argument) || json_is_object(argument))
            map(argument, c);
        g_autofree char *text =
            json_is_string(argument) && conversion.kind == 's' ? changed(c, json_string_value(argument), quoted) : NULL;
        if (text)
            json_array_set_new(message, n - 1, json_string(text));
    }
}

OrgMessage *
org_message_map(const OrgMessage *message, OrgMessageChange change, gpointer data)
{
    const Change c = { change, data };
    const char *packed = org_message_said(message);
    json_t *parsed = org_message_parse(packed);
    if (!parsed) {
        char *text = message ? changed(&c, packed, FALSE) : NULL;
        return text ? (OrgMessage *) text : org_message_copy(message);
    }
    map(parsed, &c);
    return org_message_pack(parsed);
}
