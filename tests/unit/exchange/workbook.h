// SPDX-License-Identifier: MIT
/* Workbooks for the tests: hand-made of XML parts, so that each oddity is where the test puts it. */
#pragma once
#include <zip.h>
#include "exchange-test.h"

typedef struct {
    const char *part, *text;
    guint32 level; /* of compression, 1 the fastest; 0: as usual */
} Part;

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS(...) "<?xml version=\"1.0\"?><Relationships>" __VA_ARGS__ "</Relationships>"
#define REL(id, type, target) "<Relationship Id=\"" id "\" Type=\"" TYPES type "\" Target=\"" target "\"/>"
#define BOOK(...) "<?xml version=\"1.0\"?><workbook xmlns:r=\"" TYPES "\">" __VA_ARGS__ "</workbook>"
#define SHEET(...) "<?xml version=\"1.0\"?><worksheet><sheetData>" __VA_ARGS__ "</sheetData></worksheet>"
#define INLINE(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

/* The zip of these parts, those of `base` that `parts` does not name as well. */
static inline GBytes *
zip_of(const Part *parts, guint n, const Part *base, guint n_base)
{
    zip_error_t reason;
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, &reason);
    zip_source_keep(buffer);
    zip_t *zip = zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, &reason);
    g_assert_nonnull(zip);
    for (guint i = 0; i < n + n_base; i++) {
        const Part *part = i < n ? &parts[i] : &base[i - n];
        if (!part->text || (i >= n && zip_name_locate(zip, part->part, 0) >= 0))
            continue;
        zip_source_t *source = zip_source_buffer(zip, part->text, strlen(part->text), 0);
        zip_int64_t at = zip_file_add(zip, part->part, source, 0);
        g_assert_cmpint(at, >=, 0);
        if (part->level)
            g_assert_cmpint(zip_set_file_compression(zip, (zip_uint64_t) at, ZIP_CM_DEFLATE, part->level), ==, 0);
    }
    g_assert_cmpint(zip_close(zip), ==, 0);
    zip_stat_t stat;
    g_assert_cmpint(zip_source_stat(buffer, &stat), ==, 0);
    g_assert_cmpint(zip_source_open(buffer), ==, 0);
    guint8 *data = g_malloc(stat.size);
    g_assert_cmpint(zip_source_read(buffer, data, stat.size), ==, (zip_int64_t) stat.size);
    zip_source_close(buffer);
    zip_source_free(buffer);
    return g_bytes_new_take(data, stat.size);
}

/* What every workbook needs, with one sheet "Units". */
static const Part plain_book[] = {
    { "_rels/.rels", RELS(REL("r1", "officeDocument", "xl/workbook.xml")) },
    { "xl/workbook.xml", BOOK("<sheets><sheet name=\"Units\" sheetId=\"1\" r:id=\"r1\"/></sheets>") },
    { "xl/_rels/workbook.xml.rels", RELS(REL("r1", "worksheet", "worksheets/sheet1.xml")) },
};

static inline GBytes *
book_of_sheet(const char *sheet)
{
    const Part parts[] = { { "xl/worksheets/sheet1.xml", sheet } };
    return zip_of(parts, 1, plain_book, G_N_ELEMENTS(plain_book));
}
