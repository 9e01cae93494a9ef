// SPDX-License-Identifier: MIT
/* orgsim import --staff: a staff list to a snapshot. */
#include "../exchange/staff/staff.h"
#include "../base/error.h"
#include "../base/month.h"
#include "../print/report.h"
#include "../study/row-filter.h"
#include "cli.h"
#include "import-options.h"

/* The snapshot is called after the date, which the list may have named itself. */
static void
take_date(OrgImportOptions *options, OrgMonth date)
{
    char text[16];

    if (options->date)
        return;
    options->month = date;
    options->date = g_strdup(org_month_text(date, text));
}

static int
import(OrgLang lang, OrgImportOptions *options, const OrgStaffSource *source)
{
    GError *error = NULL;
    gboolean refused;
    OrgMonth date;
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgIntakeReport) report = org_intake_report_new();
    g_autoptr(Org) org = org_staff_import(source, dict, diags, report, &date, &refused, &error);

    if (!org) {
        org_report_problems(lang, diags, options->json);
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    }
    gboolean named = FALSE; /* in the lines above the list */
    for (guint i = 0; i < org_diags_size(diags); i++)
        named |= g_str_equal(org_diags_get(diags, i)->code, "date-from-title");
    if (!options->dry_run && !options->date && !named)
        return org_cli_fail(lang, ORG_EXIT_USAGE,
                            "--date is missing: the month that the tables describe, such as 2021-01");
    take_date(options, date);
    return org_import_finish(lang, options, org, diags, report, refused);
}

int
org_import_staff(OrgLang lang, OrgImportOptions *options, const OrgColumnMap *map)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL, units = NULL, ranks = NULL;

    org_import_split_sheet(options->staff, &options->sheets[4]);
    if (!org_import_read(options->staff, &bytes, &error) || !org_import_read(options->units, &units, &error) ||
        !org_import_read(options->ranks, &ranks, &error))
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    const OrgStaffSource source = { .path = options->staff,
                                    .bytes = bytes,
                                    .sheet = options->sheets[4],
                                    .units = options->units,
                                    .units_sheet = options->sheets[0],
                                    .units_bytes = units,
                                    .date = options->date ? options->month : ORG_UNKNOWN,
                                    .today = options->month,
                                    .lenient = options->lenient,
                                    .encoding = options->encoding ? org_import_encoding(options->encoding) : NULL,
                                    .delimiter = (char) org_import_delimiter(options),
                                    .map = map,
                                    .root = options->root,
                                    .dates = options->dates,
                                    .vietnamese = options->vietnamese,
                                    .ranks = options->ranks,
                                    .ranks_bytes = ranks,
                                    .filter = org_row_filter };
    return import(lang, options, &source);
}
