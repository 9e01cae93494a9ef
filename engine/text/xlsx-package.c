// SPDX-License-Identifier: MIT
#include "xlsx-package.h"
#include "../base/error.h"
#include <expat.h>
#include <string.h>
#include <zip.h>

#define MAX_PARTS 10000
#define MAX_DEPTH 64
#define MAX_TAG (1 << 20)        /* bytes between < and > */
#define MAX_RATIO 250            /* unpacked to packed, above … */
#define FREE_BYTES (16ull << 20) /* … so many unpacked bytes */
#define CHUNK (64 * 1024)

struct OrgPackage {
    zip_t *zip;
};

ORG_ERROR_DOMAIN(org_workbook_error, "orgsim-workbook")

static void fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void
fail(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    org_error_set(error, ORG_WORKBOOK_ERROR, ORG_WORKBOOK_BAD, "%s", text);
}

OrgPackage *
org_package_open(GBytes *bytes, GError **error)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    zip_error_t reason;

    zip_error_init(&reason);
    zip_source_t *source = zip_source_buffer_create(data, size, 0, &reason);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &reason) : NULL;
    if (!zip) {
        fail(error,
             "the workbook cannot be unpacked (%s): it is damaged or cut off; fetch it again, or open and save it anew",
             zip_error_strerror(&reason));
        if (source)
            zip_source_free(source);
        zip_error_fini(&reason);
        return NULL;
    }
    zip_error_fini(&reason);
    if (zip_get_num_entries(zip, 0) > MAX_PARTS) {
        fail(error, "the workbook has more than %d parts; it is not read", MAX_PARTS);
        zip_discard(zip);
        return NULL;
    }
    OrgPackage *package = g_new0(OrgPackage, 1);
    package->zip = zip;
    return package;
}

void
org_package_close(OrgPackage *package)
{
    if (!package)
        return;
    zip_discard(package->zip);
    g_free(package);
}

gboolean
org_package_has(OrgPackage *package, const char *part)
{
    return zip_name_locate(package->zip, part, ZIP_FL_NOCASE) >= 0;
}

guint
org_package_parts(OrgPackage *package)
{
    return (guint) zip_get_num_entries(package->zip, 0);
}

const char *
org_package_part(OrgPackage *package, guint i)
{
    return zip_get_name(package->zip, i, 0);
}

/* ---- XML */

static const char *
local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *
org_xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

void
org_xml_stop(OrgXml *xml)
{
    xml->stopped = TRUE;
    XML_StopParser(xml->parser, XML_FALSE);
}

void
org_xml_refuse(OrgXml *xml, const char *what)
{
    xml->refused = what;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void
on_start(void *data, const char *name, const char **attributes)
{
    OrgXml *xml = data;

    if (xml->stopped || xml->refused)
        return;
    if (++xml->depth > MAX_DEPTH)
        org_xml_refuse(xml, M_("elements nested too deep"));
    else if (xml->start)
        xml->start(xml, local(name), attributes);
}

static void
on_end(void *data, const char *name)
{
    OrgXml *xml = data;

    if (xml->stopped || xml->refused)
        return;
    xml->depth--;
    if (xml->end)
        xml->end(xml, local(name));
}

static void
on_text(void *data, const char *text, int size)
{
    OrgXml *xml = data;

    if (!xml->stopped && !xml->refused && xml->text)
        xml->text(xml, text, (gsize) size);
}

/* Entities are declared in a document type, and no workbook needs one. */
static void
on_doctype(void *data, const char *name, const char *system_id, const char *public_id, int has_internal)
{
    (void) name;
    (void) system_id;
    (void) public_id;
    (void) has_internal;
    org_xml_refuse(data, M_("a document type declaration"));
}

static gboolean
feed(OrgXml *xml, zip_file_t *file, const zip_stat_t *stat, guint64 most, const char *part, GError **error)
{
    guint64 total = 0;

    for (;;) {
        void *buffer = XML_GetBuffer(xml->parser, CHUNK);
        zip_int64_t n = buffer ? zip_fread(file, buffer, CHUNK) : -1;
        if (n < 0) {
            fail(error, "the part %.200s of the workbook is damaged; open and save it again", part);
            return FALSE;
        }
        total += (guint64) n;
        if (total > most || (total > FREE_BYTES && total / MAX_RATIO > stat->comp_size)) {
            fail(error, "the part %.200s of the workbook unpacks to too many bytes; it is not read", part);
            return FALSE;
        }
        enum XML_Status status = XML_ParseBuffer(xml->parser, (int) n, n == 0);
        if (xml->stopped)
            return TRUE;
        if (status != XML_STATUS_OK) {
            fail(error, "the part %.200s of the workbook is not understood at its line %lu: %s; open and save it again",
                 part, (unsigned long) XML_GetCurrentLineNumber(xml->parser),
                 xml->refused ? xml->refused : XML_ErrorString(XML_GetErrorCode(xml->parser)));
            return FALSE;
        }
        if (n == 0)
            return TRUE;
        XML_Index at = XML_GetCurrentByteIndex(xml->parser);
        if (at >= 0 && total > (guint64) at + MAX_TAG) {
            fail(error, "the part %.200s of the workbook has a tag longer than 1 MiB; it is not read", part);
            return FALSE;
        }
    }
}

gboolean
org_package_parse(OrgPackage *package, const char *part, guint64 most, OrgXml *xml, GError **error)
{
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(package->zip, part, ZIP_FL_NOCASE);

    if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t) index, 0, &stat) != 0) {
        fail(error, "the workbook has no part %.200s; open and save it again", part);
        return FALSE;
    }
    if (!(stat.valid & ZIP_STAT_COMP_SIZE) || (stat.valid & ZIP_STAT_ENCRYPTION_METHOD && stat.encryption_method)) {
        fail(error, "the workbook has a password; save it without one");
        return FALSE;
    }
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t) index, 0);
    if (!file) {
        fail(error, "the part %.200s of the workbook cannot be unpacked: %s", part, zip_strerror(package->zip));
        return FALSE;
    }
    xml->parser = XML_ParserCreate(NULL);
    xml->depth = 0;
    xml->stopped = FALSE;
    xml->refused = NULL;
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    gboolean done = feed(xml, file, &stat, most, part, error);
    XML_ParserFree(xml->parser);
    xml->parser = NULL;
    zip_fclose(file);
    return done;
}
