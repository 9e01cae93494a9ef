// SPDX-License-Identifier: MIT
/* Quota tables as planners keep them: titles above, signatures below, headers of several rows, an outline for a
 * hierarchy, totals between the rows, a column for each year, and no ids. */
#pragma once
#include "../exchange.h"

typedef struct {
    const char *path;  /* for diagnostics */
    GBytes *bytes;     /* XLSX or CSV */
    const char *sheet; /* of a workbook; NULL: each that holds a quota table */
    /* ORG_UNKNOWN: what the table says. Where the columns name years, only its month counts, for each of them. */
    OrgMonth date;
    gboolean lenient;
    const char *encoding; /* as in OrgImport */
    char delimiter;
    const OrgColumnMap *map; /* or NULL */
} OrgQuotaSource;

/* One date of the table: the organisation as its columns give it. */
typedef struct {
    char *label; /* "2021", "2021-06"; "" when the table names no date */
    OrgMonth month;
    Org *org;
} OrgQuotaDate;

/* A sum over a date's rows. */
typedef struct {
    guint date;               /* index in dates */
    char *category, *funding; /* "" when the headers do not say */
    double assigned, filled;  /* NaN: no such column */
} OrgQuotaSum;

typedef struct {
    GArray *dates; /* OrgQuotaDate, ascending */
    GArray *sums;  /* OrgQuotaSum, by date, then in the order of the columns */
} OrgQuota;

/* Read a quota table into one organisation for each date. Units get ids made of the path of their names, so that the same unit has
 * the same id in the next table; posts are UNIT/CATEGORY. Figures of rows that add up other rows are checks only: the
 * problem "total-mismatch" names those that do not fit, and nothing is changed by them. Problems are as in
 * org_import_csv_report, with sheet and cell; *refused: there were errors. NULL when nothing could be read. */
OrgQuota *org_quota_import(const OrgQuotaSource *source, OrgDict *dict, OrgDiags *diags, gboolean *refused,
                           GError **error);
void org_quota_free(OrgQuota *quota);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgQuota, org_quota_free)

/* TRUE when this is a quota table rather than one of units or posts as org_import_csv wants it. */
gboolean org_quota_sniff(const OrgQuotaSource *source);
