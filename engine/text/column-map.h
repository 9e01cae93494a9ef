// SPDX-License-Identifier: MIT
/* How the columns and values of somebody's tables are called here. Read from a file by scenario, used by exchange. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct {
    guint table; /* ORG_UNITS, ORG_POSTS, ORG_PEOPLE */
    guint line, column;
    char *field;  /* our column: "unit_id", or the name of an attribute */
    char *theirs; /* their column */
} OrgMapColumn;

typedef struct {
    guint table, line;
    char *field;
    char *given, *meant; /* their value, and ours; "" for blank */
} OrgMapValue;

typedef struct {
    char *file;      /* as diagnostics name it */
    GArray *columns; /* OrgMapColumn */
    GArray *values;  /* OrgMapValue */
    GPtrArray *keep; /* char *: columns of personal data that are kept */
    char *skip, *only, *dates;
    guint skip_line, only_line;
    gboolean keep_posts; /* of people who left, as vacant ones */
} OrgColumnMap;

#define ORG_MAP_STAFF 4u /* a table of a map beside ORG_UNITS, ORG_POSTS, ORG_PEOPLE: a staff list */

OrgColumnMap *org_column_map_new(const char *file);
void org_column_map_free(OrgColumnMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgColumnMap, org_column_map_free)
