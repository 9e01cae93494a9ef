// SPDX-License-Identifier: MIT
/* What renderers read, as it was handed over: finished runs, made again from their acts when asked, and tables. */
#pragma once
#include "child.h"

typedef struct OrgArchive OrgArchive;
/* From the fields of a HOLD frame and the descriptors that came with it. NULL with error. */
OrgArchive *org_archive_take(OrgChild *child, OrgFrameCursor *cursor, GError **error);
void org_archive_free(OrgArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgArchive, org_archive_free)

guint org_archive_runs(const OrgArchive *archive);
OrgDict *org_archive_dict(const OrgArchive *archive);
/* The organisation of a run at the end of a month; ORG_UNKNOWN: the start, ORG_OPEN: the end. Kept until org_archive_rest(). */
Org *org_archive_at(OrgArchive *archive, guint run, OrgMonth month, GError **error);
const OrgTable *org_archive_table(const OrgArchive *archive, const char *name); /* NULL: none */
/* A rendering is over: forget the organisations between start and end. */
void org_archive_rest(OrgArchive *archive);
