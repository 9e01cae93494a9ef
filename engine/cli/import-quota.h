// SPDX-License-Identifier: MIT
/* orgsim import --quota: a quota table to one snapshot for each date. */
#pragma once
#include "../po/lang.h"
#include "../exchange/quota/quota.h"

typedef struct {
    OrgQuotaSource source;
    const char *into, *snapshot, *changes_from;
    const char *actuals; /* where to write the totals as reported figures, or NULL */
    gboolean replace, dry_run, json, csv, quiet;
    gboolean found; /* it was given as a table of units or as a workbook, and is told to be a quota table */
} OrgImportQuota;

/* The exit status. */
int org_cli_import_quota(OrgLang lang, const OrgImportQuota *quota);
