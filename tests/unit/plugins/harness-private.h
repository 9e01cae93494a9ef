// SPDX-License-Identifier: MIT
#pragma once
#include "harness.h"
#include "../../../engine/sim/breaches.h"

typedef struct {
    char **header;
    GPtrArray *rows; /* char ** */
} HarnessTable;

struct Harness {
    OrgDict *dict;
    Org *org;
    OrgPluginSet *set;
    OrgPlan *plan;        /* only what a caller reads: baselines and counting rules */
    GPtrArray *baselines; /* Org * */
    OrgCaller *caller;    /* made at the first call */
    OrgCallSpec spec;
    OrgMark before;
    OrgBreaches *breaches; /* what stood at the last call of a rule */
    GArray *wakes;         /* OrgMonth, of the last call */
    gboolean stepped;      /* a call that could write has been made */
    char *error;
    GString *findings, *measures;
    GPtrArray *measured; /* "series\nunit" texts */
    GArray *values;      /* double, beside measured */
    gsize journal_from;  /* acts that harness_text shows begin here */
};

HarnessTable *harness_table(const char *csv);
void harness_table_free(HarnessTable *table);
int harness_column(const HarnessTable *table, const char *name);                    /* -1: none */
const char *harness_field(const HarnessTable *table, guint row, int column);        /* "" if none */
OrgValueInfo *harness_values(const OrgFeatureInfo *info, const char *const *pairs); /* key, value, …, NULL */
void harness_values_free(OrgValueInfo *values, const OrgFeatureInfo *info);
/* The process of h->spec over the months (from, now]. */
gboolean harness_months(Harness *h, OrgMonth from, OrgMonth now, GError **error);
