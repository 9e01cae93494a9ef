// SPDX-License-Identifier: MIT
/* What an output must not tell about people: applied to the organisation right after loading, so that whatever is printed,
 * selected or copied afterwards cannot hold it. */
#pragma once
#include "../base/diag.h"
#include "../org/replay.h"
#include "names.h"
#include "stored.h"
#include <jansson.h>

#define ORG_MASK_NAMES 1u /* names of people: "person N", N being the row; ids and names of units stay */
#define ORG_MASK_PAY 2u   /* coefficients, and attributes of posts and people that speak of pay */
#define ORG_MASK_BORN 4u  /* dates of birth: January of the year */

/* "names,pay"; NULL: nothing. FALSE with a sentence for anything else. */
gboolean org_mask_parse(const char *text, guint *mask, GError **error);
void org_mask_apply(Org *org, guint mask);

/* A column of the data, or a series that is not declared as money, of this name is about pay. Too much masked is a smaller harm
 * than too little. */
gboolean org_mask_is_pay(const char *name);
/* The figures of a target are about pay: its series is money, or named so. measured_in may be NULL. */
gboolean org_mask_hides_target(guint mask, const char *series, const char *measured_in);

/* What a mask takes out of runs and texts, where names is what stood in the organisation; names NULL: none. */

/* Of a stored run: series of pay, the figures of targets on them, names in sentences. */
void org_mask_stored(OrgStoredRun *run, guint mask, const OrgNames *names);
/* Of a list of changes (extract-diff.h): names, dates of birth but their year, pay. */
void org_mask_changes(json_t *changes, guint mask);
/* Of diagnostics: names; and whatever a sentence on people (or, of pay, on posts) quotes from a file, ids aside. */
void org_mask_diags(OrgDiags *diags, guint mask, const OrgNames *names);
/* Observers that see the acts without what their reasons say of one person: under a mask of pay or births a reason that names figures
 * (message-terms.h), such as how a severance was reckoned, is left out. Give `observers` to the replay in place of those given. */
typedef struct {
    OrgObserver *observers;
    guint n;
    struct OrgMaskedAct *acts;
} OrgMaskedObservers;
OrgMaskedObservers org_mask_observers(const OrgObserver *observers, guint n, guint mask);
void org_mask_observers_clear(OrgMaskedObservers *masked);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgMaskedObservers, org_mask_observers_clear)

/* Names of an organisation that is not masked yet; NULL when names are not masked, or org is NULL. */
OrgNames *org_mask_names(const Org *org, guint mask);
/* Names of the people that a run began with, also of one that failed; NULL when names are not masked. */
OrgNames *org_mask_run_names(OrgStore *store, const OrgRunInfo *info, guint mask);
