// SPDX-License-Identifier: MIT
/* What if: doing nothing, a plan and a variant of it, run with one seed and set side by side. */
#pragma once
#include "../scenario/plan-diff.h"
#include "compare.h"
#include "load.h"

typedef enum {
    ORG_WHATIF_SHIFT,
    ORG_WHATIF_SET,
    ORG_WHATIF_AT,
    ORG_WHATIF_MERGE,
    ORG_WHATIF_REMOVE,
    ORG_WHATIF_ADD,
    ORG_N_WHATIFS
} OrgWhatifOp;

typedef struct {
    const char *plan;                          /* the scenario's file */
    const char *const *changes[ORG_N_WHATIFS]; /* as scenario/variant.h spells them, NULL at the end; NULL: none */
    const char *name;                          /* of the variant's runs; NULL: the plan's, and -whatif */
    const char *keep;                          /* where the variant is written; NULL: nowhere */
    gboolean force;                            /* though that is there */
    const char *into;                          /* the file of the runs; NULL: the plan's usual one */
    guint replications;
    const char *mask;    /* as in mask.h; NULL: nothing is masked */
    const guint64 *seed; /* NULL: the scenario's */
} OrgWhatifOptions;

/* Which run of the three: columns of the comparison, of which the plan is the base. */
enum { ORG_WHATIF_PLAN, ORG_WHATIF_VARIANT, ORG_WHATIF_NOTHING, ORG_N_WHATIF_RUNS };

typedef struct {
    OrgDraftDiff *diff; /* from the plan to the variant */
    char *text;         /* of the variant */
    char *place[ORG_N_WHATIF_RUNS];
    gboolean found[ORG_N_WHATIF_RUNS]; /* it was stored already */
    OrgCompared columns[ORG_N_WHATIF_RUNS];
    OrgComparison *comparison;
    GPtrArray *
        steps; /* OrgStoredStep * of the variant that the plan has otherwise, borrowed; then those that it has no more */
    guint n_steps;                           /* of these those of the variant */
    GPtrArray *new_findings, *gone_findings; /* OrgStoredFinding *, borrowed */
    gboolean vetoed;                         /* the variant */
} OrgWhatif;

/* NULL with error, or with errors in diags, which name the plan or the variant. */
OrgWhatif *org_whatif(OrgSession *session, const OrgWhatifOptions *options, OrgDiags *diags, GError **error);
void org_whatif_free(OrgWhatif *whatif);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgWhatif, org_whatif_free)
