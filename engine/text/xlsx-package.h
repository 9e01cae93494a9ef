// SPDX-License-Identifier: MIT
/* A zip of XML parts, from anybody: each part is read as a stream, within bounds, without document types or entities. */
#pragma once
#include <glib.h>

#define ORG_WORKBOOK_ERROR (org_workbook_error_quark())
GQuark org_workbook_error_quark(void);
enum { ORG_WORKBOOK_BAD };

typedef struct OrgPackage OrgPackage;

/* The bytes stay the caller's and must outlive the package. NULL with a sentence when they are no zip. */
OrgPackage *org_package_open(GBytes *bytes, GError **error);
void org_package_close(OrgPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgPackage, org_package_close)
gboolean org_package_has(OrgPackage *package, const char *part);
guint org_package_parts(OrgPackage *package);
const char *org_package_part(OrgPackage *package, guint i); /* its name, or NULL */

typedef struct OrgXml OrgXml;
struct OrgXml {
    /* name: without its prefix. attributes: name, value, … NULL. Each may be NULL. */
    void (*start)(OrgXml *xml, const char *name, const char **attributes);
    void (*end)(OrgXml *xml, const char *name);
    void (*text)(OrgXml *xml, const char *text, gsize size);
    gpointer data;
    /* the rest is the package's own */
    void *parser;
    guint depth;
    gboolean stopped;
    const char *refused; /* a static phrase: what was found that is not read */
};
/* Call from a handler: no more is read, and that is no error. */
void org_xml_stop(OrgXml *xml);
/* The same, and it is an error; what: a static phrase, "elements nested too deep". */
void org_xml_refuse(OrgXml *xml, const char *what);
/* The value of an attribute by its name without prefix, or NULL. */
const char *org_xml_attribute(const char **attributes, const char *name);

/* most: bytes that the part may unpack to. */
gboolean org_package_parse(OrgPackage *package, const char *part, guint64 most, OrgXml *xml, GError **error);
