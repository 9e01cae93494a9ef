/* SPDX-License-Identifier: MIT
 * Data in and out: CSV files to an organisation, with a data-quality report; an organisation to CSV and JSON. */
#pragma once
#include "../org/diag.h"
#include "../org/org.h"

typedef struct {
    const char *units, *posts, *people; /* paths for diagnostics; posts, people may be NULL */
    GBytes *units_bytes, *posts_bytes, *people_bytes;
    OrgMonth date;
    gboolean lenient;
} OrgImport;

/* Read CSV files into a finished organisation. Problems (codes as in DESIGN section 7) go to diags, each with
 * file:line:column and id. NULL when any is an error (unless lenient, which repairs and says how). */
Org *org_import_csv(const OrgImport *import, OrgDict *dict, OrgDiags *diags, GError **error);

/* The data-quality report of an organisation already built (orgsim check F.orgdb): no files or lines. */
void org_quality(const Org *org, OrgDiags *diags);

/* {"units": …, "posts": …, "people": …, "fte": …, "roots": …, "depth": …, "counts": {…}, "problems": […]} */
char *org_quality_json(const Org *org, const OrgDiags *diags);

/* One age band of a population assumption; the shape of OrgPopulationBand in scenario/plan.h. */
typedef struct { const char *category; gint age_from, age_to; double men, women, hired_at; } OrgBand;
/* Give every held anonymous post a person with sex, birth and hiring drawn from the bands of its category (or of ""),
 * and people without a date of birth one. vacancy: share of posts vacant where filled is not given (NaN: leave unknown).
 * Deterministic in (seed, row). Says in error which category has no band. */
gboolean org_populate(Org *org, const OrgBand *bands, guint n, double vacancy, guint64 seed, GError **error);

/* units.csv, posts.csv, people.csv in a folder (made if needed). Cells that begin with = + - @ tab or CR are
 * neutralised with a leading ' unless they are numbers. Files are written beside and renamed. */
gboolean org_export_csv(const Org *org, const char *folder, gboolean all, GError **error);
