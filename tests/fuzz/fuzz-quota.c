// SPDX-License-Identifier: MIT
/* A quota table to organisations, strict and lenient. The input is the bytes of a workbook, when it begins like a zip; else a
 * CSV text; else, when its first line is "@@ NAME", the sheets of a workbook, each after such a line, as lines of cells with
 * '|' between them. There a number is a number, "=12" a formula with its result, '#12' a text, ">name" a name moved in by its
 * alignment; a line "~A4:B5" merges cells, and a line that begins with '!' is hidden. */
#include "../../engine/exchange/quota/quota.h"
#include "../../engine/base/month.h"
#include "../unit/exchange/workbook.h"
#include "fuzz.h"
#include <math.h>

#define MAX_SHEETS 4
#define RELATED "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

typedef struct {
    GBytes *csv;
    guint n;
    char *xml[MAX_SHEETS];
    GString *list, *links; /* of the workbook */
} Input;

static void
put_cell(GString *xml, const char *text, gsize size)
{
    g_autofree char *cell = g_strndup(text, size);
    gsize steps = MIN(strspn(cell, ">"), 3);
    const char *shown = cell + (*cell == '=' || *cell == '#' ? 1 : steps);
    g_autofree char *escaped = g_markup_escape_text(shown, -1);
    double value;

    if (!*shown)
        g_string_append(xml, "<c/>");
    else if (*cell == '=')
        g_string_append_printf(xml, "<c t=\"str\"><f>SUM(1)</f><v>%s</v></c>", escaped);
    else if (*cell != '#' && steps == 0 && org_number_parse(cell, &value))
        g_string_append_printf(xml, "<c><v>%s</v></c>", escaped);
    else
        g_string_append_printf(xml, "<c s=\"%zu\" t=\"inlineStr\"><is><t xml:space=\"preserve\">%s</t></is></c>", steps,
                               escaped);
}

static void
put_line(GString *xml, GString *merged, const char *line)
{
    if (*line == '~') {
        g_autofree char *range = g_markup_escape_text(line + 1, -1);
        g_string_append_printf(merged, "<mergeCell ref=\"%s\"/>", range);
        return;
    }
    g_string_append(xml, *line == '!' ? "<row hidden=\"1\">" : "<row>");
    for (const char *at = line + (*line == '!'), *end; at; at = end ? end + 1 : NULL) {
        end = strchr(at, '|');
        put_cell(xml, at, end ? (gsize) (end - at) : strlen(at));
    }
    g_string_append(xml, "</row>");
}

static char *
sheet_of(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size); /* NULL when there is none */
    g_autofree char *text = g_utf8_make_valid(data ? data : "", (gssize) size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) merged = g_string_new(NULL);
    GString *xml = g_string_new("<?xml version=\"1.0\"?><worksheet><sheetData>");

    for (guint i = 0; lines[i]; i++)
        put_line(xml, merged, lines[i]);
    g_string_append_printf(xml, "</sheetData><mergeCells>%s</mergeCells></worksheet>", merged->str);
    return g_string_free(xml, FALSE);
}

static void
put(const char *name, GBytes *bytes, gpointer data)
{
    Input *input = data;
    if (!*name) {
        input->csv = g_bytes_ref(bytes);
        return;
    }
    if (input->n == MAX_SHEETS)
        return;
    g_autofree char *valid = g_utf8_make_valid(name, -1), *escaped = g_markup_escape_text(valid, -1);
    g_string_append_printf(input->list, "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"r%u\"/>", escaped, input->n + 1,
                           input->n);
    g_string_append_printf(input->links,
                           "<Relationship Id=\"r%u\" Type=\"" RELATED "worksheet\" Target=\"worksheets/%u.xml\"/>",
                           input->n, input->n);
    input->xml[input->n++] = sheet_of(bytes);
}

static GBytes *
book_of(const Input *input)
{
    static const char *const names[MAX_SHEETS] = { "xl/worksheets/0.xml", "xl/worksheets/1.xml", "xl/worksheets/2.xml",
                                                   "xl/worksheets/3.xml" };
    g_autofree char *book = g_strdup_printf(BOOK("<sheets>%s</sheets>"), input->list->str);
    g_autofree char *links = g_strdup_printf(RELS("%s" REL("st", "styles", "styles.xml")), input->links->str);
    Part parts[3 + MAX_SHEETS] = {
        { "xl/workbook.xml", book },
        { "xl/_rels/workbook.xml.rels", links },
        { "xl/styles.xml", "<styleSheet><cellXfs><xf/><xf><alignment indent=\"1\"/></xf><xf><alignment indent=\"2\"/>"
                           "</xf><xf><alignment indent=\"3\"/></xf></cellXfs></styleSheet>" },
    };
    for (guint i = 0; i < input->n; i++)
        parts[3 + i] = (Part){ names[i], input->xml[i] };
    return zip_of(parts, 3 + input->n, plain_book, 1);
}

static void
check_date(const OrgQuota *quota, guint d, const OrgDiags *diags, gboolean is_sound)
{
    const OrgQuotaDate *date = &g_array_index(quota->dates, OrgQuotaDate, d);
    g_autoptr(GError) error = NULL;
    g_autofree char *json = org_quality_json(date->org, diags);
    double least = 0, most = 0, posts = date->org->totals.posts;

    FUZZ_MUST(org_check(date->org, &error));
    FUZZ_MUST(g_utf8_validate(json, -1, NULL));
    for (guint i = 0; i < quota->sums->len; i++) {
        const OrgQuotaSum *sum = &g_array_index(quota->sums, OrgQuotaSum, i);
        double assigned = isnan(sum->assigned) ? 0 : sum->assigned, filled = isnan(sum->filled) ? 0 : sum->filled;
        least += sum->date == d ? (isnan(sum->assigned) ? filled : assigned) : 0;
        most += sum->date == d ? assigned + filled : 0;
    }
    /* What is said to be there is there; of columns of one category some may say only who is present. */
    FUZZ_MUST(!is_sound || (least <= posts && posts <= most));
}

static gboolean
read_table(GBytes *bytes, const char *path, gboolean lenient)
{
    const OrgQuotaSource source = { .path = path, .bytes = bytes, .date = ORG_UNKNOWN, .lenient = lenient };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GString) shown = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    gboolean refused = FALSE;
    g_autoptr(OrgQuota) quota = org_quota_import(&source, dict, diags, &refused, &error);

    FUZZ_MUST(quota || error);
    FUZZ_MUST(quota || refused);
    for (guint i = 0; i < org_diags_size(diags); i++)
        FUZZ_MUST(org_message_check(org_message_said(org_diags_get(diags, i)->message)));
    FUZZ_MUST(!refused || org_diags_size(diags) > 0);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, shown);
    g_debug("%s", shown->str);
    for (guint d = 0; quota && d < quota->dates->len; d++)
        check_date(quota, d, diags, !refused && !lenient);
    return quota && !refused;
}

static gboolean
read_both(GBytes *bytes, const char *path)
{
    const OrgQuotaSource source = { .path = path, .bytes = bytes, .date = ORG_UNKNOWN };

    org_quota_sniff(&source);
    gboolean taken = read_table(bytes, path, FALSE);
    read_table(bytes, path, TRUE);
    return taken;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 2 && memcmp(data, "PK", 2) == 0) {
        g_autoptr(GBytes) bytes = g_bytes_new(data, size);
        fuzz_accepted = read_both(bytes, "quota.xlsx");
        return 0;
    }
    Input input = { .list = g_string_new(NULL), .links = g_string_new(NULL) };
    fuzz_parts(data, size, put, &input);
    if (input.csv)
        fuzz_accepted = read_both(input.csv, "quota.csv");
    if (input.n > 0) {
        g_autoptr(GBytes) book = book_of(&input);
        fuzz_accepted = read_both(book, "quota.xlsx");
    }
    for (guint i = 0; i < input.n; i++)
        g_free(input.xml[i]);
    g_string_free(input.list, TRUE);
    g_string_free(input.links, TRUE);
    g_clear_pointer(&input.csv, g_bytes_unref);
    return 0;
}
