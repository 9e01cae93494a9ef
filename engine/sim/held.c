// SPDX-License-Identifier: MIT
#include "held.h"

static void
clear_measure(gpointer data)
{
    g_free(((OrgHeldMeasure *) data)->series);
}

static void
clear_finding(gpointer data)
{
    OrgFinding *finding = data;
    g_free((char *) finding->text);
    g_free((char *) finding->code);
}

OrgHeld *
org_held_new(void)
{
    OrgHeld *held = g_new0(OrgHeld, 1);
    held->measures = g_array_new(FALSE, FALSE, sizeof(OrgHeldMeasure));
    g_array_set_clear_func(held->measures, clear_measure);
    held->findings = g_array_new(FALSE, FALSE, sizeof(OrgFinding));
    g_array_set_clear_func(held->findings, clear_finding);
    return held;
}

void
org_held_free(OrgHeld *held)
{
    if (held == NULL)
        return;
    g_array_unref(held->measures);
    g_array_unref(held->findings);
    g_free(held);
}

void
org_held_measure(OrgHeld *held, guint item, const char *series, OrgRow unit, double value)
{
    OrgHeldMeasure measure = { item, unit, value, g_strdup(series) };
    g_array_append_val(held->measures, measure);
}

void
org_held_finding(OrgHeld *held, const OrgFinding *finding)
{
    OrgFinding own = *finding;
    own.text = g_strdup(finding->text);
    own.code = g_strdup(finding->code);
    g_array_append_val(held->findings, own);
}
