// SPDX-License-Identifier: MIT
/* Reported figures kept in an organisation file, apart from any scenario. */
#pragma once
#include "../exchange/exchange.h"
#include "../po/lang.h"
#include "../store/store.h"

typedef struct {
    OrgActualsSource source;
    const char *into; /* or NULL */
    gboolean replace, dry_run, json, csv, quiet;
} OrgActualsImport;
/* orgsim import --actuals: all rows or none. A figure that differs from the stored one needs `replace`. The exit status. */
int org_actuals_import(OrgLang lang, const OrgActualsImport *options);

/* orgsim show F.orgdb --actuals. The exit status. */
int org_actuals_show(OrgLang lang, OrgStore *store, gboolean json);
