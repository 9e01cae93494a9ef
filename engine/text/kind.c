// SPDX-License-Identifier: MIT
/* Files that are no table, whatever their names say: each is told what to do instead. */
#include "sheet.h"
#include <string.h>

#define SAMPLE 4096

#define SAVE_IT "open it in Excel or LibreOffice and save it as .xlsx or as CSV"

typedef struct {
    const char *begins;
    gsize size;
    const char *sentence;
} Kind;

#define KIND(begins, sentence)                                                                                         \
    {                                                                                                                  \
        begins, sizeof begins - 1, sentence                                                                            \
    }

static const Kind kinds[] = {
    KIND("%PDF-", "this is a PDF, from which no table can be read; ask for the workbook that it was printed from"),
    KIND("{\\rtf", "this is a text document (RTF); copy its table into a workbook and save it as .xlsx or as CSV"),
    KIND("SQLite format 3", "this is an SQLite file, such as an organisation file; export its tables first, as "
                            "\"orgsim export F.orgdb --format csv -o DIR\" does"),
    KIND("\x1F\x8B", "this file is packed (gzip); unpack it first"),
    KIND("7z\xBC\xAF\x27\x1C", "this file is packed (7z); unpack it first"),
    KIND("Rar!\x1A\x07", "this file is packed (RAR); unpack it first"),
    KIND("\x89PNG", "this is a picture; ask for the workbook that it shows"),
    KIND("\xFF\xD8\xFF", "this is a picture; ask for the workbook that it shows"),
    KIND("MIME-Version:", "this is a saved web page, though its name may say .xls; " SAVE_IT),
};

/* Text between < and the end of a name: "html", "!doctype", "?xml". */
static gboolean
is_tag(const char *text, const char *name)
{
    gsize size = strlen(name);
    return *text == '<' && g_ascii_strncasecmp(text + 1, name, size) == 0 && !g_ascii_isalnum(text[size + 1]);
}

static const char *
foreign_markup(const char *text)
{
    static const char *const web[] = { "html", "!doctype html", "head", "meta", "body", "table", "style", "div" };

    for (guint i = 0; i < G_N_ELEMENTS(web); i++)
        if (is_tag(text, web[i]))
            return "this is a web page, though its name may say .xls; " SAVE_IT;
    if (!is_tag(text, "?xml"))
        return NULL;
    if (strstr(text, "urn:schemas-microsoft-com:office:spreadsheet"))
        return "this is an XML spreadsheet of Excel 2003; " SAVE_IT;
    return "this is XML, which is not read as a table; " SAVE_IT;
}

const char *
org_text_foreign(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (size >= kinds[i].size && memcmp(data, kinds[i].begins, kinds[i].size) == 0)
            return kinds[i].sentence;
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        size -= 3;
    }
    g_autofree char *sample = g_strndup(data ? data : "", MIN(size, SAMPLE));
    const char *text = g_strchug(sample);
    if (*text == '<')
        return foreign_markup(text);
    const char *second = text + 1 + (*text ? strspn(text + 1, " \t\r\n") : 0);
    if ((*text == '{' && *second == '"') || (*text == '[' && (*second == '{' || *second == '[')))
        return "this is JSON, which is not read as a table; save the table as .xlsx or as CSV";
    return NULL;
}
