// SPDX-License-Identifier: MIT
/* What kit.sh makes of plugins/template. */
#pragma once

typedef struct {
    const char *kind; /* "operator"; "": of every kind */
    const char *name; /* of the file; "template" stands for the plugin's */
    const char *text;
} OrgKitFile;

extern const OrgKitFile org_kit_files[]; /* the last has no name */
