// SPDX-License-Identifier: MIT
/* Bytes to UTF-8: by a mark at the beginning, by the name given, else by what the bytes look like. */
#include "sheet.h"
#include "../base/message.h"
#include <string.h>

#define SAMPLE (64 * 1024)

typedef struct {
    const char *name, *iconv;
    const char *const *others; /* other spellings, as folded() gives them */
} Encoding;

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const Encoding encodings[] = {
    { "UTF-8", "UTF-8", NAMES("utf8", "utf8bom", "utf8sig") },
    { "UTF-16LE", "UTF-16LE", NAMES("utf16le", "unicode", "ucs2le") },
    { "UTF-16BE", "UTF-16BE", NAMES("utf16be", "ucs2be") },
    { "Windows-1252", "WINDOWS-1252", NAMES("windows1252", "cp1252", "1252", "latin1", "iso88591", "ansi") },
    { "Windows-1258", "WINDOWS-1258", NAMES("windows1258", "cp1258", "1258", "vietnamese") },
};

const char *
org_text_encoding(const char *given)
{
    g_autoptr(GString) folded = g_string_new(NULL);

    for (const char *p = given; *p; p++)
        if (g_ascii_isalnum(*p))
            g_string_append_c(folded, g_ascii_tolower(*p));
    if (strcmp(folded->str, "utf16") == 0) /* its mark tells the order of bytes; without one, what Windows writes */
        return "UTF-16LE";
    for (guint i = 0; i < G_N_ELEMENTS(encodings); i++)
        for (guint k = 0; encodings[i].others[k]; k++)
            if (strcmp(encodings[i].others[k], folded->str) == 0)
                return encodings[i].name;
    return NULL;
}

/* NULL, and *bad_at the byte concerned, when the bytes are not in that encoding. */
static GBytes *
convert(const guint8 *bytes, gsize size, const char *name, gsize *bad_at)
{
    gsize length = 0, done = 0;
    const char *from = name;

    for (guint i = 0; i < G_N_ELEMENTS(encodings); i++)
        if (strcmp(encodings[i].name, name) == 0)
            from = encodings[i].iconv;
    g_autofree char *text = g_convert((const char *) bytes, (gssize) size, "UTF-8", from, &done, &length, NULL);
    *bad_at = done;
    if (text && done < size) /* half a letter at the end */
        return NULL;
    return text ? g_bytes_new_take(g_steal_pointer(&text), length) : NULL;
}

/* Letters that only appear together when UTF-8 was read as Windows-1252 and saved again. */
static const char *const decoded_twice[] = {
    "\xC3\x83\xC2",         /* Ã and a Latin-1 sign: é, à, ã … */
    "\xC3\xA1\xC2\xBA",     /* áº: Vietnamese ạ ầ ế … */
    "\xC3\xA1\xC2\xBB",     /* á»: Vietnamese ộ ữ … */
    "\xC3\x84\xE2\x80\x98", /* Ä‘: đ */
    "\xC3\x86\xC2\xB0",     /* Æ°: ư */
    "\xC3\xA2\xE2\x82\xAC", /* â€: quotes and dashes */
};

/* The first byte from `p` on that is not ASCII: eight at a time, as most of a table of codes and figures is. */
static const char *
skip_ascii(const char *p, const char *end)
{
    guint64 eight;

    for (; end - p >= 8; p += 8) {
        memcpy(&eight, p, 8);
        if (eight & G_GUINT64_CONSTANT(0x8080808080808080))
            break;
    }
    while (p < end && (guint8) *p < 0x80)
        p++;
    return p;
}

const char *
org_text_suspect(const char *text, gsize size)
{
    const char *end = text + size;
    gboolean twice = FALSE;

    for (const char *p = skip_ascii(text, end); p < end; p = skip_ascii(p + 1, end)) {
        gsize left = (gsize) (end - p);
        if (left >= 3 && memcmp(p, "\xEF\xBF\xBD", 3) == 0)
            return M_("holds U+FFFD, the sign of a letter lost in an earlier conversion");
        for (guint i = 0; i < G_N_ELEMENTS(decoded_twice) && !twice; i++)
            twice = left >= strlen(decoded_twice[i]) && memcmp(p, decoded_twice[i], strlen(decoded_twice[i])) == 0;
    }
    return twice ? M_("looks like UTF-8 that was read as Windows-1252 and saved again") : NULL;
}

/* UTF-16 without a mark: every other byte of commas, digits and line ends is 0. */
static const char *
looks_utf16(const guint8 *data, gsize size)
{
    gsize even = 0, odd = 0, pairs = MIN(size, SAMPLE) / 2;

    for (gsize i = 0; i < pairs; i++) {
        even += data[2 * i] == 0;
        odd += data[2 * i + 1] == 0;
    }
    if (pairs < 4 || size % 2)
        return NULL;
    if (even == 0 && odd * 10 >= pairs * 3)
        return "UTF-16LE";
    return odd == 0 && even * 10 >= pairs * 3 ? "UTF-16BE" : NULL;
}

/* UTF-8 with damage has more sound letters of several bytes than bytes that are wrong. */
static gboolean
looks_damaged_utf8(const guint8 *data, gsize size)
{
    guint sound = 0, wrong = 0;

    for (gsize i = 0; i < size;) {
        if (data[i] < 0x80) {
            i++;
            continue;
        }
        gunichar c = g_utf8_get_char_validated((const char *) data + i, (gssize) MIN(size - i, 6));
        gboolean ok = c < (gunichar) -2;
        sound += ok;
        wrong += !ok;
        i += ok ? (gsize) g_unichar_to_utf8(c, NULL) : 1;
    }
    return sound >= wrong;
}

/* In Windows-1258 five bytes are tones, which follow a vowel; in Windows-1252 the same bytes are letters. */
static const char *
legacy_of(const guint8 *data, gsize size)
{
    static const char tones[] = "\xCC\xD2\xDE\xEC\xF2", vowels[] = "aeiouyAEIOUY\xC2\xE2\xC3\xE3\xCA\xEA\xD4\xF4"
                                                                   "\xD5\xF5\xDD\xFD";
    guint for_1258 = 0, against = 0;

    for (gsize i = 1; i < size; i++) {
        if (data[i] < 0x80)
            continue;
        if (memchr(tones, data[i], sizeof tones - 1))
            *(memchr(vowels, data[i - 1], sizeof vowels - 1) ? &for_1258 : &against) += 1;
        else if (data[i] == 0xF0 || data[i] == 0xFD) /* đ, ư; in Windows-1252 the rare ð and ý */
            for_1258++;
    }
    return for_1258 > against ? "Windows-1258" : "Windows-1252";
}

/* A decoding that gives mostly signs where letters are expected is no decoding. */
static gboolean
is_plausible(GBytes *text)
{
    gsize size;
    const char *p = g_bytes_get_data(text, &size), *end = p + size;
    guint letters = 0, signs = 0;

    for (; p < end; p = g_utf8_next_char(p)) {
        if ((guint8) *p < 0x80)
            continue;
        gunichar c = g_utf8_get_char(p);
        gboolean letter = g_unichar_isalpha(c) || g_unichar_ismark(c);
        letters += letter;
        signs += !letter && c != 0xA0;
    }
    return letters >= signs;
}

static GBytes *
guess(const guint8 *data, gsize size, const char **encoding)
{
    gsize bad_at;
    const char *name = looks_utf16(data, size);

    if (!name) {
        if (looks_damaged_utf8(data, size) || memchr(data, 0, size))
            return NULL;
        name = legacy_of(data, size);
    }
    g_autoptr(GBytes) text = convert(data, size, name, &bad_at);
    if (!text || !is_plausible(text))
        return NULL;
    *encoding = name;
    return g_steal_pointer(&text);
}

/* What the mark at the beginning says, and how long it is. */
static const char *
mark_of(const guint8 *data, gsize size, gsize *length)
{
    *length = 0;
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        *length = 3;
        return "UTF-8";
    }
    if (size >= 2 && ((data[0] == 0xFF && data[1] == 0xFE) || (data[0] == 0xFE && data[1] == 0xFF))) {
        *length = 2;
        return data[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
    }
    return NULL;
}

OrgText
org_text_decode(GBytes *bytes, const char *named)
{
    gsize size, mark, bad_at = 0;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    const char *marked = mark_of(data, size, &mark);
    OrgText result = { .encoding = marked ? marked : named ? named : "UTF-8" };

    if (marked || named) {
        if (strcmp(result.encoding, "UTF-8") == 0)
            result.bytes = g_bytes_new_from_bytes(bytes, mark, size - mark);
        else
            result.bytes = convert(data + mark, size - mark, result.encoding, &bad_at);
        result.failed = !result.bytes;
        result.bad_at = mark + bad_at;
    } else if (size > 0 && !(result.valid = g_utf8_validate_len((const char *) data, size, NULL))) {
        result.bytes = guess(data, size, &result.encoding);
        result.guessed = result.bytes != NULL;
    }
    if (!result.bytes)
        result.bytes = g_bytes_ref(bytes);
    const char *decoded = g_bytes_get_data(result.bytes, &size);
    result.valid = result.valid || size == 0 || g_utf8_validate_len(decoded, size, NULL);
    result.suspect = size > 0 && org_text_suspect(decoded, size) != NULL;
    return result;
}
