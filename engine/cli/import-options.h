// SPDX-License-Identifier: MIT
/* The options of orgsim import, shared by the files that carry it out. */
#pragma once
#include "../exchange/exchange.h"
#include "../po/lang.h"

typedef struct {
    char *changes_from, *actuals, *actuals_to, *quota, *staff, *root, *dates, *ranks;
    char **files[4]; /* of units, posts, people: each option may stand several times */
    char *units, *posts, *people, *into, *snapshot, *date, *encoding, *delimiter, *map, *workbook, *template,
        *mask_text;
    char *sheets[5]; /* of units, posts, people, quota, staff, where the option named one */
    gboolean lenient, replace, dry_run, json, csv, quiet;
    gboolean vietnamese; /* --lang vi: what is read does not depend on the machine's locale, nor on --json */
    OrgMonth month;
    guint mask; /* of what is printed; the snapshot is stored whole */
} OrgImportOptions;

/* The separator named: one sign, or "tab". 0: not given; -1: none that could be one. */
int org_import_delimiter(const OrgImportOptions *options);
/* A quota table or a staff list may say itself which date it is about. */
gboolean org_import_names_date(const OrgImportOptions *options);
/* The bytes of a table; NULL path: TRUE and nothing. */
gboolean org_import_read(const char *path, GBytes **bytes, GError **error);
/* "units.xlsx:Sheet1" is a sheet of a workbook, unless there is a file of that name: cut there, and *sheet set. */
void org_import_split_sheet(char *path, char **sheet);
int org_import_tables(OrgLang lang, OrgImportOptions *options);
int org_import_staff(OrgLang lang, OrgImportOptions *options, const OrgColumnMap *map);
/* What an import ends with: the report in its form, the snapshot, the list of changes. Returns the exit status. */
int org_import_finish(OrgLang lang, const OrgImportOptions *options, Org *org, OrgDiags *diags, OrgIntakeReport *report,
                      gboolean refused);
