// SPDX-License-Identifier: MIT
/* Staff lists: one row a person or holding of a post, as every HR system exports it and every office keeps it. */
#pragma once
#include "../exchange.h"

/* Rows of a table for which an SQL expression over its own columns holds: bits[i] for row i. cells: rows of n_columns texts
 * each, NULL for a blank one. FALSE with a sentence. */
typedef gboolean (*OrgRowFilterFn)(guint n_columns, const char *const *columns, const GPtrArray *rows,
                                   const char *expression, gboolean *bits, GError **error);

typedef struct {
    const char *path; /* for diagnostics */
    GBytes *bytes;    /* XLSX or CSV */
    const char *sheet;
    const char *units, *units_sheet; /* a table of units, or NULL: they are made from the list */
    GBytes *units_bytes;
    OrgMonth date; /* ORG_UNKNOWN: what the title says, else `today` */
    OrgMonth today;
    gboolean lenient;
    const char *encoding; /* as in OrgImport */
    char delimiter;
    const OrgColumnMap *map; /* or NULL */
    const char *root;        /* the name of one unit above all roots, or NULL */
    const char *dates;       /* as in OrgImport */
    gboolean vietnamese;
    const char *ranks;
    GBytes *ranks_bytes;
    OrgRowFilterFn filter; /* for `skip:` and `only:` of the map; NULL: they are errors */
} OrgStaffSource;

/* Read a list into an organisation. Problems are as in org_import_csv_report, with sheet and cell. report takes what was
 * read and guessed; rows = read + skipped. *date: what the list is of. NULL when nothing could be read (error set). */
Org *org_staff_import(const OrgStaffSource *source, OrgDict *dict, OrgDiags *diags, OrgIntakeReport *report,
                      OrgMonth *date, gboolean *refused, GError **error);
