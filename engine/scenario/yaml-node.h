// SPDX-License-Identifier: MIT
/* YAML as nodes that know where they stand. Built on libyaml's events, since its own document loader goes quadratic on
 * deep nesting. What is refused: duplicate keys, keys that are no text, a second document, depth and alias expansion past
 * the limits below, NUL, invalid UTF-8. */
#pragma once
#include <glib.h>
#include "../base/diag.h"

#define ORG_YAML_MAX_BYTES (8u << 20) /* of one file */
#define ORG_YAML_MAX_DEPTH 64         /* of nesting, aliases included */
#define ORG_YAML_MAX_EXPANSION 20000  /* nodes that aliases may add to what is written */
#define ORG_YAML_MAX_ANCHORS 1000

typedef enum { ORG_YAML_SCALAR, ORG_YAML_SEQUENCE, ORG_YAML_MAPPING } OrgYamlKind;

typedef struct OrgYamlDoc OrgYamlDoc;
typedef struct OrgYaml OrgYaml;
struct OrgYaml {
    OrgYamlDoc *doc;
    OrgYamlKind kind;
    gboolean plain;         /* a scalar without quotes: may mean null, true, 12 */
    guint line, column;     /* from 1, in characters */
    const char *text;       /* of a scalar: UTF-8 without NUL; NULL otherwise */
    GPtrArray *items;       /* of a sequence; the values of a mapping; NULL for a scalar */
    GPtrArray *keys;        /* of a mapping: scalars, all different; NULL otherwise */
    guint *order;           /* of a mapping: indexes sorted by key */
    guint weight, depth;    /* nodes below and itself, aliases counted as often as they stand; levels below */
    const OrgYaml *instead; /* what it stands instead of, in the file that its own extends; NULL: nothing */
};

struct OrgYamlDoc {
    char *file;         /* as diagnostics name it */
    char *sheet;        /* of a workbook: nodes stand in its cells; else NULL */
    GBytes *bytes;      /* borrowed by nothing: owned */
    OrgYaml *root;      /* NULL when nothing could be read */
    gboolean changed;   /* made of a file's nodes, and not as the file has them */
    gboolean truncated; /* a syntax error: root holds only what stood complete before it */
    GArray *lines;      /* gsize: where each line begins */
    GPtrArray *nodes;   /* all nodes, owned */
};

/* Read one document. Problems go to diags with file, line, column and the line itself; reading goes on where it can.
 * Never NULL; root is NULL when nothing could be read or the document is empty. Takes a reference to bytes. */
OrgYamlDoc *org_yaml_read(const char *file, GBytes *bytes, OrgDiags *diags);
void org_yaml_doc_free(OrgYamlDoc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgYamlDoc, org_yaml_doc_free)

/* The value of a key of a mapping, or NULL. O(log keys). key_node: where the key stands; may be NULL. */
OrgYaml *org_yaml_get(const OrgYaml *mapping, const char *key, OrgYaml **key_node);

/* An empty plain scalar, ~ or null. */
gboolean org_yaml_is_null(const OrgYaml *node);

/* The line as text to be shown below a message; NULL when there is none or the column lies too far right to be of use. */
char *org_yaml_line(const OrgYamlDoc *doc, guint line, guint column);

/* "a sequence", "a mapping", "text", for messages. */
const char *org_yaml_kind_name(const OrgYaml *node);

/* A text as it may stand in a message: quoted, control characters escaped, at most 60 characters. */
char *org_yaml_quote(const char *text);
