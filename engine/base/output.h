// SPDX-License-Identifier: MIT
/* The one way in which files are written: beside their places, without a name where the file system can, checked, and
 * put in place together. Until org_output_finish() has succeeded, what was there is there, and nothing else is. A name that
 * a killed process left (.orgsim-….part) is removed by the next writer in that folder. */
#pragma once
#include "error.h"

#define ORG_OUTPUT_ERROR (org_output_error_quark()) /* a file could not be written, or must not be replaced */
GQuark org_output_error_quark(void);
enum { ORG_OUTPUT_FAILED, ORG_OUTPUT_IN_THE_WAY };

/* What a file holds, by its first bytes. */
typedef enum {
    ORG_OUTPUT_TEXT, /* CSV, YAML, words: no NUL among the first bytes, and nothing of what follows down to BINARY */
    ORG_OUTPUT_JSON,
    ORG_OUTPUT_SVG,
    ORG_OUTPUT_HTML,
    ORG_OUTPUT_DOT,
    ORG_OUTPUT_PDF,
    ORG_OUTPUT_PNG,
    ORG_OUTPUT_XLSX,
    ORG_OUTPUT_PPTX,
    ORG_OUTPUT_SQLITE, /* never written here, and never replaced */
    ORG_OUTPUT_BINARY, /* something else */
    ORG_OUTPUT_EMPTY,
} OrgOutputKind;
OrgOutputKind org_output_kind(const void *bytes, gsize size);
/* The kind that a file's ending or a format's name stands for: "svg"; ORG_OUTPUT_TEXT for what is not known. */
OrgOutputKind org_output_kind_of(const char *ending);
const char *org_output_kind_name(OrgOutputKind kind); /* a message id: "an SVG picture" */

/* Files that come to be together or not at all. */
typedef struct OrgOutput OrgOutput;
/* folder NULL: files of any place. Else all paths lie in it: it is made if it is not there, and swapped as one where all that
 * it holds is written anew. */
OrgOutput *org_output_new(const char *folder);
/* One more file, written and synced, not yet in its place. What is there already must be a regular file of the same kind, or
 * an empty one; a symbolic link is not followed. FALSE with error. */
gboolean org_output_put(OrgOutput *output, const char *path, OrgOutputKind kind, const void *bytes, gsize size,
                        GError **error);
/* The same for what a library writes: the name that it opens, which lives as long as output does. NULL with error. */
const char *org_output_begin(OrgOutput *output, const char *path, OrgOutputKind kind, GError **error);
/* What stands in the file begun last, for a check. NULL with error. */
GBytes *org_output_look(OrgOutput *output, GError **error);
/* All files into their places, or none. */
gboolean org_output_finish(OrgOutput *output, GError **error);
void org_output_free(OrgOutput *output); /* what is not in place is gone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgOutput, org_output_free)

/* One file alone. size -1: up to the NUL. */
gboolean org_output_write(const char *path, OrgOutputKind kind, const char *bytes, gssize size, GError **error);
