// SPDX-License-Identifier: MIT
/* What the writing and the placing of files share. */
#pragma once
#include "output.h"
#include <sys/stat.h>

typedef struct {
    char *path;      /* where it belongs */
    char *temporary; /* its name in the meantime; NULL: it has none yet */
    char *open_as;   /* what a library opens */
    OrgOutputKind kind;
    int fd;
    gboolean swapped; /* temporary is what was there before */
    gboolean placed;
} OrgOutputFile;

struct OrgOutput {
    char *folder;
    GPtrArray *files;  /* of OrgOutputFile */
    GPtrArray *looked; /* folders in which leavings were looked for */
};

/* A name that is not taken, in a folder. The caller's own. */
char *org_output_name(const char *folder);
/* What a killed process left in a folder. */
void org_output_sweep(const char *folder);
/* FALSE with error: path is there and must not be replaced by this kind. *there: whether it is, and its mode. */
gboolean org_output_may(const char *path, OrgOutputKind kind, struct stat *there, gboolean *exists, GError **error);
gboolean org_output_fail(const char *path, int reason, GError **error); /* FALSE, with a sentence */
