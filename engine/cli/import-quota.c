// SPDX-License-Identifier: MIT
#include "../base/printer.h"
#include "import-quota.h"
#include "../base/output.h"
#include "../base/figure.h"
#include "../exchange/write/csv-write.h"
#include "../base/month.h"
#include "../po/lang.h"
#include "../store/store.h"
#include "cli.h"
#include "../study/extract-diff.h"
#include "../print/report.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

static const OrgQuotaDate *
date_at(const OrgQuota *quota, guint i)
{
    return &g_array_index(quota->dates, OrgQuotaDate, i);
}

/* NAME-2021 and so on when there are several dates; else NAME, the date that the table names, or the month given. */
static char *
snapshot_name(const OrgImportQuota *options, const OrgQuota *quota, guint i)
{
    const char *label = date_at(quota, i)->label;
    char month[16];

    if (quota->dates->len > 1 && options->snapshot)
        return g_strdup_printf("%s-%s", options->snapshot, label);
    if (options->snapshot)
        return g_strdup(options->snapshot);
    return g_strdup(*label ? label : org_month_text(date_at(quota, i)->month, month));
}

/* ---- what was found, for people and for programs */

static void
add_number(json_t *object, const char *key, double value)
{
    json_object_set_new(object, key, isnan(value) ? json_null() : json_integer((json_int_t) value));
}

static json_t *
sums_json(const OrgQuota *quota, guint date)
{
    json_t *list = json_array();

    for (guint i = 0; i < quota->sums->len; i++) {
        const OrgQuotaSum *sum = &g_array_index(quota->sums, OrgQuotaSum, i);
        if (sum->date != date)
            continue;
        json_t *one = json_object();
        json_object_set_new(one, "category", json_string(sum->category));
        json_object_set_new(one, "funding", json_string(sum->funding));
        add_number(one, "assigned", sum->assigned);
        add_number(one, "filled", sum->filled);
        json_array_append_new(list, one);
    }
    return list;
}

static void
print_json(const OrgImportQuota *options, const OrgQuota *quota, const OrgDiags *diags, const json_t *changes)
{
    g_autofree char *text = org_quality_json(date_at(quota, quota->dates->len - 1)->org, diags);
    json_t *document = json_loads(text, 0, NULL), *list = json_array();
    char month[16];

    for (guint i = 0; i < quota->dates->len; i++) {
        OrgQualityTotals totals = org_quality_totals(date_at(quota, i)->org);
        g_autofree char *name = snapshot_name(options, quota, i);
        json_t *one = json_object();
        json_object_set_new(one, "name", json_string(name));
        json_object_set_new(one, "date", json_string(org_month_text(date_at(quota, i)->month, month)));
        json_object_set_new(one, "units", json_integer((json_int_t) totals.units));
        json_object_set_new(one, "posts", json_integer((json_int_t) totals.posts));
        json_object_set_new(one, "quota", sums_json(quota, i));
        json_array_append_new(list, one);
    }
    json_object_set_new(document, "snapshots", list);
    if (changes)
        json_object_set(document, "extract", (json_t *) changes);
    char *all = json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    org_print_json(all);
    org_print("\n");
    free(all);
    json_decref(document);
}

static void
summarise(OrgLang lang, const OrgImportQuota *options, const OrgQuota *quota, const OrgDiags *diags, gboolean refused)
{
    g_autofree char *counts = org_report_counts(lang, diags);

    for (guint d = 0; d < quota->dates->len; d++) {
        OrgQualityTotals totals = org_quality_totals(date_at(quota, d)->org);
        g_autofree char *name = snapshot_name(options, quota, d),
                        *units = org_figure_text(lang, (double) totals.units, 0);
        org_tell(_("%s: %s units"), *name ? name : options->source.path, units);
        for (guint i = 0; i < quota->sums->len; i++) {
            const OrgQuotaSum *sum = &g_array_index(quota->sums, OrgQuotaSum, i);
            if (sum->date != d)
                continue;
            g_autofree char *assigned = org_figure_text(lang, sum->assigned, 0),
                            *filled = org_figure_text(lang, sum->filled, 0);
            org_tell(_("; %s%s%s %s assigned, %s present"), *sum->category ? sum->category : "posts",
                     *sum->funding ? " " : "", sum->funding, assigned, filled);
        }
        org_tell("\n");
    }
    org_tell("%s\n", counts);
    if (refused)
        org_tell_text(
            options->source.lenient
                ? _("Nothing was written.\n")
                : _("Nothing was written. Correct the tables, or let --lenient repair what it can and say how.\n"));
    else if (options->dry_run)
        org_tell(_("Nothing was written (--dry-run).\n"));
}

/* ---- what is written */

/* All names first, so that either all dates are stored or none. */
static gboolean
names_are_free(const OrgImportQuota *options, const OrgQuota *quota, OrgStore *file, GError **error)
{
    g_autoptr(GPtrArray) there = org_store_snapshots(file, error);

    if (!there)
        return FALSE;
    for (guint i = 0; i < quota->dates->len && !options->replace; i++) {
        g_autofree char *name = snapshot_name(options, quota, i), *hash = org_hash(date_at(quota, i)->org);
        for (guint k = 0; k < there->len; k++) {
            const OrgSnapshotInfo *info = there->pdata[k];
            if (strcmp(info->name, name) != 0 || strcmp(info->hash, hash) == 0)
                continue;
            org_error_set(
                error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                "%s has another snapshot named %s already; choose another --snapshot, or let --replace put this "
                "one in its place",
                options->into, name);
            return FALSE;
        }
    }
    return TRUE;
}

/* All dates or none. */
static gboolean
put_dates(const OrgImportQuota *options, const OrgQuota *quota, const OrgDiags *diags, OrgStore *file, GError **error)
{
    g_autofree char *repairs = org_report_repairs(diags);
    gboolean ok = org_store_together(file, error);

    if (!ok)
        return FALSE;
    for (guint i = 0; i < quota->dates->len && ok; i++) {
        const Org *org = date_at(quota, i)->org;
        g_autofree char *hash = org_hash(org), *name = snapshot_name(options, quota, i);
        ok = org_store_put(file, name, org, hash, repairs, options->replace, error) != 0;
    }
    return org_store_together_end(file, ok, error);
}

static int
store(OrgLang lang, const OrgImportQuota *options, const OrgQuota *quota, const OrgDiags *diags)
{
    GError *error = NULL;
    g_autoptr(OrgStore) file = org_store_open(options->into, ORG_STORE_WRITE, &error);

    if (!file || !names_are_free(options, quota, file, &error) || !put_dates(options, quota, diags, file, &error))
        return org_cli_fail_error(lang, 0, error);
    for (guint i = 0; i < quota->dates->len && !options->json && !options->quiet; i++) {
        g_autofree char *name = snapshot_name(options, quota, i);
        org_print("%s:%s\n", options->into, name);
    }
    return ORG_EXIT_DONE;
}

static void
append_actual(GString *out, const char *metric, OrgMonth month, double value, const char *source)
{
    char date[16], number[40];

    if (isnan(value))
        return;
    org_csv_append(out, metric);
    org_csv_append(out, org_month_text(month, date));
    org_csv_append(out, org_number_text(value, number));
    org_csv_append(out, "");
    org_csv_append(out, source);
    org_csv_end_row(out);
}

/* A row for each category of each date, and one for all: what `actuals:` of a scenario reads. Not yet in its place. */
static gboolean
put_actuals(const OrgImportQuota *options, const OrgQuota *quota, OrgOutput *output, GError **error)
{
    g_autoptr(GString) out = g_string_new("metric,month,value,scope,source\n");
    g_autofree char *file = g_path_get_basename(options->source.path);

    for (guint d = 0; d < quota->dates->len; d++) {
        double assigned = NAN, filled = NAN;
        for (guint i = 0; i < quota->sums->len; i++) {
            const OrgQuotaSum *sum = &g_array_index(quota->sums, OrgQuotaSum, i);
            if (sum->date != d)
                continue;
            g_autofree char *name =
                g_strconcat(sum->category, *sum->category && *sum->funding ? "-" : "", sum->funding, NULL);
            g_autofree char *posts = g_strconcat("posts-", name, NULL), *present = g_strconcat("present-", name, NULL);
            assigned = isnan(sum->assigned) ? assigned : sum->assigned + (isnan(assigned) ? 0 : assigned);
            filled = isnan(sum->filled) ? filled : sum->filled + (isnan(filled) ? 0 : filled);
            if (!*name)
                continue;
            append_actual(out, posts, date_at(quota, d)->month, sum->assigned, file);
            append_actual(out, present, date_at(quota, d)->month, sum->filled, file);
        }
        append_actual(out, "posts", date_at(quota, d)->month, assigned, file);
        append_actual(out, "present", date_at(quota, d)->month, filled, file);
    }
    return org_output_put(output, options->actuals, ORG_OUTPUT_TEXT, out->str, out->len, error);
}

/* The table is written before the file takes the dates, and takes its place after. */
static int
keep(OrgLang lang, const OrgImportQuota *options, const OrgQuota *quota, const OrgDiags *diags)
{
    GError *error = NULL;
    g_autoptr(OrgOutput) output = org_output_new(NULL);

    if (options->actuals && !put_actuals(options, quota, output, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    int status = options->into ? store(lang, options, quota, diags) : ORG_EXIT_DONE;
    if (status != ORG_EXIT_DONE || !options->actuals)
        return status;
    if (!org_output_finish(output, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    if (!options->json && !options->quiet)
        org_print("%s\n", options->actuals);
    return ORG_EXIT_DONE;
}

static int
finish(OrgLang lang, const OrgImportQuota *options, const OrgQuota *quota, const OrgDiags *diags, const json_t *changes)
{
    if (options->dry_run)
        return ORG_EXIT_DONE;
    for (guint i = 0; i < quota->dates->len; i++)
        if (date_at(quota, i)->month == ORG_UNKNOWN)
            return org_cli_fail(lang, ORG_EXIT_USAGE,
                                "--date is missing: %s names no year; say which month it describes, "
                                "such as --date 2021-01",
                                options->source.path);
    int status = keep(lang, options, quota, diags);
    if (status == ORG_EXIT_DONE && changes && !options->json && !options->quiet) {
        g_autoptr(GString) list = g_string_new(NULL);
        org_extract_diff_text(lang, changes, options->changes_from, 60, list);
        org_print_text(list->str);
    }
    return status;
}

int
org_cli_import_quota(OrgLang lang, const OrgImportQuota *options)
{
    GError *error = NULL;
    gboolean refused;
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();

    if (options->found)
        org_diags_add(diags, ORG_SEVERITY_NOTE, "quota-table", options->source.path, 0, 0,
                      "this is no table of units but a quota table, and was read as with --quota");
    g_autoptr(OrgQuota) quota = org_quota_import(&options->source, dict, diags, &refused, &error);
    if (!quota) {
        org_report_problems(lang, diags, options->json);
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    }
    json_t *changes = NULL; /* of the latest date */
    const Org *latest = date_at(quota, quota->dates->len - 1)->org;
    if (options->changes_from &&
        !(changes = org_extract_diff_stored(options->into, options->changes_from, latest, &error)))
        return org_cli_fail_error(lang, 0, error);
    if (options->json) {
        print_json(options, quota, diags, changes);
    } else if (options->csv) {
        g_autofree char *text = org_quality_csv(diags);
        org_print_csv(text);
    } else {
        org_report_problems(lang, diags, options->quiet && !refused);
        if (!options->quiet)
            summarise(lang, options, quota, diags, refused);
    }
    int status = refused ? ORG_EXIT_INPUT : finish(lang, options, quota, diags, changes);
    json_decref(changes);
    return status;
}
