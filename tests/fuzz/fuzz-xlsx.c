// SPDX-License-Identifier: MIT
/* A workbook to an organisation, as one table and as all three, strict and lenient. The input is the bytes of a workbook, when
 * it begins like a zip; else texts of its parts, each after a line "@@ NAME", what comes first being the sheet. Parts that every
 * workbook needs are added, so that mutations reach the readers instead of failing at the checksums of a zip. */
#include "../../engine/exchange/exchange.h"
#include "../unit/exchange/workbook.h"
#include "fuzz.h"

typedef struct {
    zip_t *zip;
    GPtrArray *kept; /* GBytes *: read when the zip is closed */
} Packing;

static void
add_part(const char *name, GBytes *bytes, gpointer data)
{
    Packing *packing = data;
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    zip_source_t *source = zip_source_buffer(packing->zip, text ? text : "", size, 0);
    zip_int64_t index = zip_file_add(packing->zip, *name ? name : "xl/worksheets/sheet1.xml", source, ZIP_FL_OVERWRITE);

    if (index < 0) {
        zip_source_free(source); /* a name that cannot be one */
        return;
    }
    zip_set_file_compression(packing->zip, (zip_uint64_t) index, ZIP_CM_STORE, 0);
    g_ptr_array_add(packing->kept, g_bytes_ref(bytes));
}

static GBytes *
pack(const uint8_t *data, size_t size)
{
    zip_error_t reason;
    zip_stat_t stat;
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, &reason);
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);

    zip_source_keep(buffer);
    Packing packing = { zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, &reason), kept };
    for (guint i = 0; i < G_N_ELEMENTS(plain_book); i++) {
        g_autoptr(GBytes) bytes = bytes_of(plain_book[i].text);
        add_part(plain_book[i].part, bytes, &packing);
    }
    fuzz_parts(data, size, add_part, &packing);
    if (zip_close(packing.zip) != 0) {
        zip_discard(packing.zip);
        zip_source_free(buffer);
        return NULL;
    }
    FUZZ_MUST(zip_source_stat(buffer, &stat) == 0 && zip_source_open(buffer) == 0);
    guint8 *bytes = g_malloc(stat.size);
    FUZZ_MUST(zip_source_read(buffer, bytes, stat.size) == (zip_int64_t) stat.size);
    zip_source_close(buffer);
    zip_source_free(buffer);
    return g_bytes_new_take(bytes, stat.size);
}

static void
read_book(GBytes *bytes, gboolean as_workbook, gboolean lenient)
{
    OrgImport import = { .date = ORG_MONTH(2021, 1), .lenient = lenient };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) shown = g_string_new(NULL);

    *(as_workbook ? &import.workbook : &import.units) = "book.xlsx";
    *(as_workbook ? &import.workbook_bytes : &import.units_bytes) = bytes;
    g_autoptr(Org) org = org_import_csv(&import, dict, diags, &error);
    FUZZ_MUST(org || error);
    for (guint i = 0; i < org_diags_size(diags); i++)
        FUZZ_MUST(org_message_check(org_message_said(org_diags_get(diags, i)->message)));
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, shown);
    g_debug("%s", shown->str);
    if (!org)
        return;
    fuzz_accepted |= !lenient;
    FUZZ_MUST(org_check(org, &error));
    g_autofree char *json = org_quality_json(org, diags);
    FUZZ_MUST(g_utf8_validate(json, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gboolean is_zip = size >= 2 && memcmp(data, "PK", 2) == 0;
    g_autoptr(GBytes) bytes = is_zip ? g_bytes_new(data, size) : pack(data, size);

    for (guint way = 0; bytes && way < 4; way++)
        read_book(bytes, way & 1, way & 2);
    return 0;
}
