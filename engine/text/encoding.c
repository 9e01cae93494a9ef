// SPDX-License-Identifier: MIT
#include "sheet.h"
#include <string.h>

static GBytes *
convert(const guint8 *bytes, gsize size, const char *from)
{
    gsize length = 0;
    g_autofree char *text = g_convert((const char *) bytes, (gssize) size, "UTF-8", from, NULL, &length, NULL);
    return text ? g_bytes_new_take(g_steal_pointer(&text), length) : NULL;
}

// Letters that only appear together when UTF-8 was read as Windows-1252 and saved again.
static const char *const decoded_twice[] = {
    "\xC3\x83\xC2",         // Ã and a Latin-1 sign: é, à, ã …
    "\xC3\xA1\xC2\xBA",     // áº: Vietnamese ạ ầ ế …
    "\xC3\xA1\xC2\xBB",     // á»: Vietnamese ộ ữ …
    "\xC3\x84\xE2\x80\x98", // Ä‘: đ
    "\xC3\x86\xC2\xB0",     // Æ°: ư
    "\xC3\xA2\xE2\x82\xAC", // â€: quotes and dashes
};

const char *
org_text_suspect(const char *text, gsize size)
{
    if (memmem(text, size, "\xEF\xBF\xBD", 3))
        return "holds U+FFFD, the sign of a letter lost in an earlier conversion";
    for (guint i = 0; i < G_N_ELEMENTS(decoded_twice); i++)
        if (memmem(text, size, decoded_twice[i], strlen(decoded_twice[i])))
            return "looks like UTF-8 that was read as Windows-1252 and saved again";
    return NULL;
}

OrgText
org_text_decode(GBytes *bytes)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    GBytes *text = NULL;

    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
        text = g_bytes_new_from_bytes(bytes, 3, size - 3);
    else if (size >= 2 && data[0] == 0xFF && data[1] == 0xFE)
        text = convert(data + 2, size - 2, "UTF-16LE");
    else if (size >= 2 && data[0] == 0xFE && data[1] == 0xFF)
        text = convert(data + 2, size - 2, "UTF-16BE");
    if (!text)
        text = g_bytes_ref(bytes);

    const char *decoded = g_bytes_get_data(text, &size);
    OrgText result = { .bytes = text };
    result.valid = size == 0 || g_utf8_validate_len(decoded, size, NULL);
    result.suspect = size > 0 && org_text_suspect(decoded, size) != NULL;
    return result;
}
