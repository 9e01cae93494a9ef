// SPDX-License-Identifier: MIT
/* What kind of file it is, by its first bytes. */
#include "output.h"
#include <string.h>

#define LOOKED 4096 /* bytes in which an <svg> begins: after a declaration and a comment */

static const struct {
    const char *ending, *name;
} kinds[] = {
    [ORG_OUTPUT_TEXT] = { "csv", M_("a text") },
    [ORG_OUTPUT_JSON] = { "json", M_("a JSON document") },
    [ORG_OUTPUT_SVG] = { "svg", M_("an SVG picture") },
    [ORG_OUTPUT_HTML] = { "html", M_("an HTML page") },
    [ORG_OUTPUT_DOT] = { "dot", M_("a graph in dot") },
    [ORG_OUTPUT_PDF] = { "pdf", M_("a PDF document") },
    [ORG_OUTPUT_PNG] = { "png", M_("a PNG picture") },
    [ORG_OUTPUT_XLSX] = { "xlsx", M_("a workbook") },
    [ORG_OUTPUT_PPTX] = { "pptx", M_("a presentation") },
    [ORG_OUTPUT_SQLITE] = { "orgdb", M_("an organisation file or another database") },
    [ORG_OUTPUT_BINARY] = { "", M_("a file of another kind") },
    [ORG_OUTPUT_EMPTY] = { "", M_("an empty file") },
};

const char *
org_output_kind_name(OrgOutputKind kind)
{
    return kinds[kind].name;
}

OrgOutputKind
org_output_kind_of(const char *ending)
{
    for (guint k = 0; k < ORG_OUTPUT_BINARY; k++)
        if (g_ascii_strcasecmp(kinds[k].ending, ending) == 0)
            return (OrgOutputKind) k;
    return ORG_OUTPUT_TEXT;
}

static gboolean
begins(const char *bytes, gsize size, const char *with)
{
    return size >= strlen(with) && g_ascii_strncasecmp(bytes, with, strlen(with)) == 0;
}

/* Text of a certain form, from its first letter that is no blank. */
static OrgOutputKind
kind_of_text(const char *text, gsize size)
{
    if (begins(text, size, "<!doctype html") || begins(text, size, "<html"))
        return ORG_OUTPUT_HTML;
    if (size && *text == '<' && g_strstr_len(text, (gssize) size, "<svg"))
        return ORG_OUTPUT_SVG;
    if (size && (*text == '{' || *text == '['))
        return ORG_OUTPUT_JSON;
    if (begins(text, size, "digraph") || begins(text, size, "graph ") || begins(text, size, "strict "))
        return ORG_OUTPUT_DOT;
    return ORG_OUTPUT_TEXT;
}

#define ZIP_HEAD 30 /* bytes before the name of an entry */

static gboolean
is_zip_entry(const char *bytes, gsize size)
{
    return size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

/* Office's documents are told apart by the folder of the first part that lies in one of theirs. */
static OrgOutputKind
kind_of_zip(const char *bytes, gsize size)
{
    for (gsize at = 0; at + ZIP_HEAD < size; at++) {
        const char *name = bytes + at + ZIP_HEAD;
        if (!is_zip_entry(bytes + at, size - at))
            continue;
        if (begins(name, size - at - ZIP_HEAD, "xl/"))
            return ORG_OUTPUT_XLSX;
        if (begins(name, size - at - ZIP_HEAD, "ppt/"))
            return ORG_OUTPUT_PPTX;
    }
    return ORG_OUTPUT_BINARY;
}

OrgOutputKind
org_output_kind(const void *data, gsize size)
{
    static const struct {
        OrgOutputKind kind;
        gsize n;
        const char *magic;
    } magics[] = { { ORG_OUTPUT_SQLITE, 16, "SQLite format 3\0" },
                   { ORG_OUTPUT_PDF, 5, "%PDF-" },
                   { ORG_OUTPUT_PNG, 8, "\x89PNG\r\n\x1a\n" } };
    const char *bytes = data;

    if (size == 0)
        return ORG_OUTPUT_EMPTY;
    size = MIN(size, LOOKED);
    for (guint i = 0; i < G_N_ELEMENTS(magics); i++)
        if (size >= magics[i].n && memcmp(bytes, magics[i].magic, magics[i].n) == 0)
            return magics[i].kind;
    if (is_zip_entry(bytes, size))
        return kind_of_zip(bytes, size);
    if (memchr(bytes, 0, size))
        return ORG_OUTPUT_BINARY;
    if (begins(bytes, size, "\xEF\xBB\xBF")) {
        bytes += 3;
        size -= 3;
    }
    while (size && g_ascii_isspace(*bytes)) {
        bytes++;
        size--;
    }
    return kind_of_text(bytes, size);
}
