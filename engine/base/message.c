// SPDX-License-Identifier: MIT
/* Making messages, and taking those apart that nobody vouches for. */
#include "message.h"
#include "conversion.h"
#include "message-private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 16u /* of messages in messages */

typedef struct {
    va_list list;
} Args;

/* At most *left bytes, whole characters, and "…" where something is missing. */
static json_t *
text_of(const char *text, gsize *left)
{
    gsize size = strnlen(text, *left + 1);
    gboolean cut = size > *left;
    const char *end = text + MIN(size, *left);
    while (cut && end > text && ((guchar) *end & 0xC0) == 0x80)
        end--;
    *left -= (gsize) (end - text);
    g_autofree char *valid = g_utf8_make_valid(text, end - text);
    g_autofree char *whole = cut ? g_strconcat(valid, "…", NULL) : NULL;
    return json_string(whole ? whole : valid);
}

static json_t *
argument_of_text(const char *text, gsize *left)
{
    if (!text)
        text = "";
    if (*text == ORG_MESSAGE_MARK) {
        json_t *inner = org_message_parse(text);
        if (inner)
            return inner;
    }
    return text_of(text, left);
}

char *
org_said_list(const GPtrArray *parts, const char *separator)
{
    g_autoptr(GString) id = g_string_new(NULL);
    json_t *message = json_pack("[s]", "");
    gsize left = G_MAXINT32;
    for (guint i = 0; i < parts->len; i++) {
        g_string_append_printf(id, "%s%%s", i ? separator : "");
        json_array_append_new(message, argument_of_text(parts->pdata[i], &left));
    }
    json_array_set_new(message, 0, json_string(id->str));
    return (char *) org_message_pack(message);
}

char *
org_said_figure(double value, guint decimals)
{
    json_t *figure = json_pack("{s:o, s:i}", "figure", isfinite(value) ? json_real(value) : json_null(), "decimals",
                               (int) MIN(decimals, 9));
    return (char *) org_message_pack(figure);
}

OrgMessage *
org_message_spoken(const char *const texts[ORG_N_LANGS])
{
    json_t *spoken = json_object();
    for (guint lang = 0; lang < ORG_N_LANGS; lang++)
        if (texts[lang]) {
            g_autofree char *valid = g_utf8_make_valid(texts[lang], -1);
            json_object_set_new(spoken, org_lang_code(lang), json_string(valid));
        }
    if (json_object_size(spoken) > 1 || (json_object_size(spoken) && !texts[ORG_LANG_EN]))
        return org_message_pack(spoken);
    json_decref(spoken);
    return (OrgMessage *) g_strdup(texts[ORG_LANG_EN]);
}

/* JSON has no nan and inf: they are texts. */
static json_t *
real_of(double value)
{
    return isfinite(value) ? json_real(value) : json_string(isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
}

static json_t *
unsigned_of(guint64 value)
{
    if (value <= G_MAXINT64)
        return json_integer((json_int_t) value);
    char digits[24];
    g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, value);
    return json_string(digits);
}

static json_t *
next_argument(const OrgConversion *c, Args *args, gsize *left)
{
    switch (c->kind) {
    case 's': {
        int most = c->star ? va_arg(args->list, int) : c->precision;
        const char *text = va_arg(args->list, const char *);
        if (most < 0)
            return argument_of_text(text, left);
        g_autofree char *part = g_strndup(text ? text : "", (gsize) most);
        return text_of(part, left);
    }
    case 'c': {
        char letter[2] = { (char) va_arg(args->list, int), '\0' };
        return text_of(letter, left);
    }
    case 'd':
        return json_integer(c->length == 'L'   ? va_arg(args->list, long long)
                            : c->length == 'l' ? va_arg(args->list, long)
                            : c->length == 'z' ? va_arg(args->list, gssize)
                                               : va_arg(args->list, int));
    case 'u':
        return unsigned_of(c->length == 'L'   ? va_arg(args->list, unsigned long long)
                           : c->length == 'l' ? va_arg(args->list, unsigned long)
                           : c->length == 'z' ? va_arg(args->list, gsize)
                                              : va_arg(args->list, unsigned));
    default:
        return real_of(va_arg(args->list, double));
    }
}

/* The id as the catalogue has it: lengths of integers are the machine's business and left out. */
static gboolean
walk(const char *format, Args *args, gsize *left, json_t *message)
{
    g_autoptr(GString) id = g_string_new(NULL);
    json_array_append_new(message, json_string("")); /* the place of the id */
    for (const char *p = format; *p;) {
        if (*p != '%') {
            gsize run = strcspn(p, "%");
            g_string_append_len(id, p, (gssize) run);
            p += run;
            continue;
        }
        OrgConversion c = org_conversion_read(p);
        if (!c.kind || c.which)
            return FALSE;
        if (c.kind == '%')
            g_string_append(id, "%%");
        else {
            g_string_append_printf(id, "%%%s%c", c.spec, c.type);
            json_array_append_new(message, next_argument(&c, args, left));
        }
        p = c.end;
    }
    return json_array_set_new(message, 0, json_string(id->str)) == 0;
}

/* Enough digits for each real to read back as the same: 0.1 stays 0.1. */
static guint
precision_for(const json_t *value)
{
    char digits[40];
    if (json_is_real(value)) {
        double real = json_real_value(value);
        for (guint p = 15; p < 17; p++) {
            char format[8];
            g_snprintf(format, sizeof format, "%%.%ug", p);
            if (g_ascii_strtod(g_ascii_formatd(digits, sizeof digits, format, real), NULL) == real)
                return p;
        }
        return 17;
    }
    guint most = json_is_object(value) ? precision_for(json_object_get(value, "figure")) : 15;
    for (gsize i = 0; json_is_array(value) && i < json_array_size(value); i++)
        most = MAX(most, precision_for(json_array_get(value, i)));
    return most;
}

OrgMessage *
org_message_pack(json_t *message)
{
    char *json = json_dumps(message, JSON_COMPACT | JSON_REAL_PRECISION(precision_for(message)));
    char *packed = g_strconcat("\xff", json, NULL);
    free(json);
    json_decref(message);
    return (OrgMessage *) packed;
}

OrgMessage *
org_message_limited(gsize texts, const char *format, va_list list)
{
    Args args;
    gsize left = texts;
    va_copy(args.list, list);
    const char *whole_one = strcmp(format, "%s") == 0 ? va_arg(args.list, const char *) : NULL;
    va_end(args.list);
    if (whole_one && *whole_one == ORG_MESSAGE_MARK && org_message_check(whole_one))
        return (OrgMessage *) g_strdup(whole_one); /* it is said already: no sentence around a sentence */
    json_t *message = json_array();
    va_copy(args.list, list);
    gboolean whole =
        strnlen(format, texts + 1) <= texts && g_utf8_validate(format, -1, NULL) && walk(format, &args, &left, message);
    va_end(args.list);
    if (!whole) {
        json_array_clear(message);
        left = texts;
        json_array_append_new(message, json_string("%s"));
        json_array_append_new(message, text_of(format, &left));
    }
    return org_message_pack(message);
}

OrgMessage *
org_message_newv(const char *format, va_list args)
{
    return org_message_limited(G_MAXINT32, format, args);
}

OrgMessage *
org_message_new(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    OrgMessage *message = org_message_newv(format, args);
    va_end(args);
    return message;
}

char *
org_said(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    OrgMessage *message = org_message_newv(format, args);
    va_end(args);
    return (char *) message;
}

char *
org_saidv(const char *format, va_list args)
{
    return (char *) org_message_newv(format, args);
}

char *
org_said_whole(const char *text)
{
    if (text && *text == ORG_MESSAGE_MARK)
        return g_strdup(text);
    g_auto(GStrv) parts = g_strsplit(text ? text : "", "%", -1);
    g_autofree char *id = g_strjoinv("%%", parts), *valid = g_utf8_make_valid(id, -1);
    return (char *) org_message_pack(json_pack("[s]", valid));
}

OrgMessage *
org_message_copy(const OrgMessage *message)
{
    return (OrgMessage *) g_strdup((const char *) message);
}

/* ---- what comes from elsewhere */

static gboolean
is_figure(const json_t *value)
{
    const json_t *figure = json_object_get(value, "figure"), *decimals = json_object_get(value, "decimals");
    return json_object_size(value) == 2 && (json_is_real(figure) || json_is_null(figure)) &&
           json_is_integer(decimals) && json_integer_value(decimals) >= 0 && json_integer_value(decimals) <= 9;
}

static gboolean
is_spoken(const json_t *value)
{
    gsize n = 0;
    for (guint lang = 0; lang < ORG_N_LANGS; lang++)
        n += json_is_string(json_object_get(value, org_lang_code(lang)));
    return n > 0 && json_object_size(value) == n;
}

static gboolean fits_whole(const json_t *message, guint depth);

static gboolean
fits(char kind, const json_t *argument, guint depth)
{
    const char *text = json_string_value(argument);
    switch (kind) {
    case 's':
        return text || is_figure(argument) || is_spoken(argument) || fits_whole(argument, depth + 1);
    case 'c':
        return text != NULL;
    case 'g':
        return json_is_number(argument) ||
               (text && (!strcmp(text, "nan") || !strcmp(text, "inf") || !strcmp(text, "-inf")));
    default:
        return json_is_integer(argument) ||
               (text && *text && strlen(text) <= 20 && text[strspn(text, "0123456789")] == '\0');
    }
}

/* It is an array of an id and arguments that answer its conversions. depth: how many messages it stands in. */
static gboolean
fits_whole(const json_t *message, guint depth)
{
    const char *id = json_string_value(json_array_get(message, 0));
    gsize n = 1;
    if (!id || depth > DEPTH_MAX)
        return FALSE;
    for (const char *p = strchr(id, '%'); p; p = strchr(p, '%')) {
        OrgConversion c = org_conversion_read(p);
        if (!c.kind || c.which || c.star)
            return FALSE;
        p = c.end;
        if (c.kind != '%' && !fits(c.kind, json_array_get(message, n++), depth))
            return FALSE;
    }
    return n == json_array_size(message);
}

json_t *
org_message_parse(const char *packed)
{
    if (*packed != ORG_MESSAGE_MARK)
        return NULL;
    json_t *message = json_loads(packed + 1, 0, NULL);
    if (message && (fits_whole(message, 0) || is_figure(message) || is_spoken(message)))
        return message;
    json_decref(message);
    return NULL;
}

gboolean
org_message_check(const char *bytes)
{
    if (*bytes != ORG_MESSAGE_MARK)
        return g_utf8_validate(bytes, -1, NULL);
    json_t *message = org_message_parse(bytes);
    json_decref(message);
    return message != NULL;
}

const char *
org_message_json(const OrgMessage *message)
{
    return org_message_is_plain(message) ? NULL : (const char *) message + 1;
}

OrgMessage *
org_message_from_json(const char *json)
{
    g_autofree char *packed = json ? g_strconcat("\xff", json, NULL) : NULL;
    return packed && org_message_check(packed) ? (OrgMessage *) g_steal_pointer(&packed) : NULL;
}
