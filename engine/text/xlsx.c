// SPDX-License-Identifier: MIT
/* The parts of a workbook beside its sheets: what sheets there are, shared strings, which styles are dates. */
#include "xlsx.h"
#include "../base/error.h"
#include <string.h>

#define MAX_PART (16ull << 20)
#define MAX_STRINGS_PART (192ull << 20)
#define MAX_STRINGS 8000000u
#define MAX_SHEETS 1000

gboolean
org_workbook_sniff(GBytes *bytes)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    return size >= 4 && (memcmp(data, "PK\x03\x04", 4) == 0 || memcmp(data, "PK\x05\x06", 4) == 0 ||
                         memcmp(data, "\xD0\xCF\x11\xE0", 4) == 0);
}

/* ---- relations: which id or type is which part */

typedef struct {
    char *id, *type, *target;
} Relation;

static void
relation_clear(gpointer data)
{
    Relation *relation = data;
    g_free(relation->id);
    g_free(relation->type);
    g_free(relation->target);
}

static void
on_relation(OrgXml *xml, const char *name, const char **attributes)
{
    const char *id = org_xml_attribute(attributes, "Id"), *type = org_xml_attribute(attributes, "Type");
    const char *target = org_xml_attribute(attributes, "Target");

    if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return;
    const char *last = strrchr(type, '/');
    Relation relation = { g_strdup(id), g_strdup(last ? last + 1 : type), g_strdup(target) };
    g_array_append_val((GArray *) xml->data, relation);
}

/* The relations of a part, their targets as names in the zip. None when it has none. */
static GArray *
relations_of(OrgPackage *package, const char *part, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(part), *base = g_path_get_basename(part);
    g_autofree char *path = *part ? g_strdup_printf("%s/_rels/%s.rels", folder, base) : g_strdup("_rels/.rels");
    g_autoptr(GArray) list = g_array_new(FALSE, TRUE, sizeof(Relation));
    OrgXml xml = { .start = on_relation, .data = list };

    g_array_set_clear_func(list, relation_clear);
    if (!org_package_has(package, path))
        return g_steal_pointer(&list);
    if (!org_package_parse(package, path, MAX_PART, &xml, error))
        return NULL;
    g_autofree char *root = g_strconcat("/", *part ? folder : "", NULL);
    for (guint i = 0; i < list->len; i++) {
        Relation *relation = &g_array_index(list, Relation, i);
        char *full = g_canonicalize_filename(relation->target, root);
        g_free(relation->target);
        relation->target = g_strdup(full + 1);
        g_free(full);
    }
    return g_steal_pointer(&list);
}

/* The part of the relation with this id, or else with this type. */
static const char *
target_of(const GArray *list, const char *id, const char *type)
{
    for (guint i = 0; i < list->len; i++) {
        const Relation *relation = &g_array_index(list, Relation, i);
        if (g_strcmp0(id ? relation->id : relation->type, id ? id : type) == 0)
            return relation->target;
    }
    return NULL;
}

/* ---- the list of sheets */

typedef struct {
    OrgWorkbook *workbook;
    const GArray *relations;
} SheetList;

static void
on_sheet(OrgXml *xml, const char *name, const char **attributes)
{
    SheetList *list = xml->data;

    if (strcmp(name, "workbookPr") == 0) {
        const char *flag = org_xml_attribute(attributes, "date1904");
        list->workbook->from_1904 = flag && (strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0);
    }
    if (strcmp(name, "sheet") != 0 || list->workbook->names->len >= MAX_SHEETS)
        return;
    const char *title = org_xml_attribute(attributes, "name"), *id = org_xml_attribute(attributes, "id");
    const char *part = id ? target_of(list->relations, id, "") : NULL;
    if (!title || !part)
        return;
    g_ptr_array_add(list->workbook->names, g_strdup(title));
    g_ptr_array_add(list->workbook->parts, g_strdup(part));
}

/* ---- shared strings */

typedef struct {
    OrgWorkbook *workbook;
    gboolean in_text;
    guint phonetic; /* how deep in <rPh>, which spells out how it is read aloud */
    gsize begin;
} Strings;

static void
strings_start(OrgXml *xml, const char *name, const char **attributes)
{
    Strings *strings = xml->data;

    (void) attributes;
    if (strcmp(name, "si") == 0)
        strings->begin = strings->workbook->text->len;
    strings->phonetic += strcmp(name, "rPh") == 0;
    strings->in_text = strcmp(name, "t") == 0 && !strings->phonetic;
}

static void
strings_text(OrgXml *xml, const char *text, gsize size)
{
    Strings *strings = xml->data;
    if (strings->in_text)
        g_string_append_len(strings->workbook->text, text, (gssize) size);
}

static void
strings_end(OrgXml *xml, const char *name)
{
    Strings *strings = xml->data;
    OrgWorkbook *workbook = strings->workbook;

    strings->in_text = FALSE;
    if (strcmp(name, "rPh") == 0 && strings->phonetic)
        strings->phonetic--;
    if (strcmp(name, "si") != 0)
        return;
    org_xlsx_unescape(workbook->text, strings->begin);
    if (workbook->offsets->len == MAX_STRINGS) {
        org_xml_refuse(xml, M_("more than 8,000,000 texts"));
        return;
    }
    g_array_append_val(workbook->offsets, strings->begin);
    g_string_append_c(workbook->text, '\0');
}

void
org_xlsx_unescape(GString *text, gsize from)
{
    gsize to = from;
    const char *found = memmem(text->str + from, text->len - from, "_x", 2);

    if (!found)
        return;
    to = (gsize) (found - text->str);
    for (gsize at = to; at < text->len;) {
        gunichar c = 0;
        gboolean escape =
            at + 7 <= text->len && text->str[at] == '_' && text->str[at + 1] == 'x' && text->str[at + 6] == '_';
        for (guint i = 2; i < 6 && escape; i++) {
            escape = g_ascii_isxdigit(text->str[at + i]);
            c = c * 16 + (gunichar) (escape ? g_ascii_xdigit_value(text->str[at + i]) : 0);
        }
        if (!escape) {
            text->str[to++] = text->str[at++];
            continue;
        }
        c = c == 0 || !g_unichar_validate(c) ? 0xFFFD : c;
        to += (gsize) g_unichar_to_utf8(c, text->str + to); /* at most 3 bytes in the place of 7 */
        at += 7;
    }
    g_string_truncate(text, to);
}

/* ---- styles */

typedef struct {
    OrgWorkbook *workbook;
    GHashTable *custom; /* number format ids that are dates (1) or percentages (2) */
    gboolean in_xfs;
} Styles;

/* A format is a date's when it shows years, months, days or hours outside of quotes, brackets and escapes. */
static gboolean
is_date_format(const char *code)
{
    if (g_ascii_strncasecmp(code, "general", 7) == 0)
        return FALSE;
    for (const char *p = code; *p && *p != ';'; p++) {
        if (*p == '"' || (*p == '[' && !strchr("hHmMsS", p[1]))) {
            const char *end = strchr(p + 1, *p == '"' ? '"' : ']');
            if (!end)
                return FALSE;
            p = end;
        } else if ((*p == '\\' || *p == '_' || *p == '*') && p[1]) {
            p++;
        } else if (strchr("yYdDmMhH", *p)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
is_date_id(guint64 id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

static void
styles_start(OrgXml *xml, const char *name, const char **attributes)
{
    Styles *styles = xml->data;
    const char *id = org_xml_attribute(attributes, "numFmtId");
    guint64 number = id ? g_ascii_strtoull(id, NULL, 10) : 0;

    if (strcmp(name, "cellXfs") == 0) {
        styles->in_xfs = TRUE;
    } else if (strcmp(name, "numFmt") == 0) {
        const char *code = org_xml_attribute(attributes, "formatCode");
        if (code && (is_date_format(code) || strchr(code, '%')))
            g_hash_table_insert(styles->custom, GUINT_TO_POINTER((guint) number),
                                GUINT_TO_POINTER(is_date_format(code) ? 1 : 2));
    } else if (styles->in_xfs && strcmp(name, "xf") == 0) {
        guint8 is_date =
            (guint8) GPOINTER_TO_UINT(g_hash_table_lookup(styles->custom, GUINT_TO_POINTER((guint) number)));
        is_date = is_date_id(number) ? 1 : number == 9 || number == 10 ? 2 : is_date;
        g_array_append_val(styles->workbook->is_date, is_date);
        g_array_set_size(styles->workbook->indent, styles->workbook->is_date->len);
    } else if (styles->in_xfs && strcmp(name, "alignment") == 0 && styles->workbook->indent->len) {
        const char *indent = org_xml_attribute(attributes, "indent");
        g_array_index(styles->workbook->indent, guint8, styles->workbook->indent->len - 1) =
            indent ? (guint8) MIN(g_ascii_strtoull(indent, NULL, 10), 250) : 0;
    }
}

static void
styles_end(OrgXml *xml, const char *name)
{
    if (strcmp(name, "cellXfs") == 0)
        ((Styles *) xml->data)->in_xfs = FALSE;
}

/* ---- together */

/* A zip that is no XLSX workbook: what it seems to be. */
static const char *
what_else(OrgPackage *package, const char *main_part)
{
    if (main_part && g_str_has_suffix(main_part, ".bin"))
        return "this is a binary workbook (.xlsb), no XLSX workbook; save it as .xlsx or as CSV";
    if (main_part)
        return "this is a text document, no XLSX workbook; copy its table into a workbook and save it as .xlsx";
    if (org_package_has(package, "content.xml"))
        return "this is an OpenDocument file (.ods), no XLSX workbook; save it as .xlsx or as CSV";
    if (org_package_has(package, "Index/Document.iwa"))
        return "this is a file of Numbers, no XLSX workbook; export it as Excel or as CSV";
    return "this is a zip but no XLSX workbook; if tables are packed in it, unpack them, else save them as .xlsx or as "
           "CSV";
}

static gboolean
read_parts(OrgWorkbook *workbook, GError **error)
{
    g_autoptr(GArray) top = relations_of(workbook->package, "", error);
    if (!top)
        return FALSE;
    const char *main_part = target_of(top, NULL, "officeDocument");
    if (!main_part || g_str_has_suffix(main_part, "document.xml") || g_str_has_suffix(main_part, ".bin")) {
        g_autofree char *said = org_said_whole(what_else(workbook->package, main_part));
        org_error_set(error, ORG_WORKBOOK_ERROR, ORG_WORKBOOK_BAD, "%s", said);
        return FALSE;
    }
    g_autoptr(GArray) relations = relations_of(workbook->package, main_part, error);
    SheetList list = { workbook, relations };
    OrgXml xml = { .start = on_sheet, .data = &list };
    if (!relations || !org_package_parse(workbook->package, main_part, MAX_PART, &xml, error))
        return FALSE;
    const char *strings_part = target_of(relations, NULL, "sharedStrings");
    const char *styles_part = target_of(relations, NULL, "styles");
    Strings strings = { .workbook = workbook };
    OrgXml strings_xml = { .start = strings_start, .end = strings_end, .text = strings_text, .data = &strings };
    if (strings_part && !org_package_parse(workbook->package, strings_part, MAX_STRINGS_PART, &strings_xml, error))
        return FALSE;
    g_autoptr(GHashTable) custom = g_hash_table_new(NULL, NULL);
    Styles styles = { workbook, custom, FALSE };
    OrgXml styles_xml = { .start = styles_start, .end = styles_end, .data = &styles };
    return !styles_part || org_package_parse(workbook->package, styles_part, MAX_PART, &styles_xml, error);
}

OrgWorkbook *
org_workbook_open(GBytes *bytes, GError **error)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"; /* a stream's name, in UTF-16 */

    if (size >= 4 && memcmp(data, "\xD0\xCF\x11\xE0", 4) == 0) {
        org_error_set(error, ORG_WORKBOOK_ERROR, ORG_WORKBOOK_BAD,
                      memmem(data, size, encrypted, sizeof encrypted - 1)
                          ? "this workbook has a password; open it, take the password off, and save it as .xlsx"
                          : "this is an old workbook (.xls) or another document of Office; save it as .xlsx or as CSV");
        return NULL;
    }
    g_autoptr(OrgWorkbook) workbook = g_new0(OrgWorkbook, 1);
    workbook->names = g_ptr_array_new_with_free_func(g_free);
    workbook->parts = g_ptr_array_new_with_free_func(g_free);
    workbook->text = g_string_new(NULL);
    workbook->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
    workbook->is_date = g_array_new(FALSE, FALSE, 1);
    workbook->indent = g_array_new(FALSE, TRUE, 1);
    workbook->package = org_package_open(bytes, error);
    if (!workbook->package || !read_parts(workbook, error))
        return NULL;
    if (workbook->names->len == 0) {
        org_error_set(error, ORG_WORKBOOK_ERROR, ORG_WORKBOOK_BAD, "the workbook has no sheet");
        return NULL;
    }
    return g_steal_pointer(&workbook);
}

void
org_workbook_close(OrgWorkbook *workbook)
{
    if (!workbook)
        return;
    org_package_close(workbook->package);
    g_ptr_array_unref(workbook->names);
    g_ptr_array_unref(workbook->parts);
    g_string_free(workbook->text, TRUE);
    g_array_unref(workbook->offsets);
    g_array_unref(workbook->is_date);
    g_array_unref(workbook->indent);
    g_free(workbook);
}

gint
org_workbook_sheet(const OrgWorkbook *workbook, const char *name)
{
    g_autofree char *key = org_header_key(name);

    for (guint i = 0; i < workbook->names->len; i++)
        if (strcmp(workbook->names->pdata[i], name) == 0)
            return (gint) i;
    for (guint i = 0; i < workbook->names->len; i++) {
        g_autofree char *other = org_header_key(workbook->names->pdata[i]);
        if (strcmp(other, key) == 0)
            return (gint) i;
    }
    return -1;
}
