// SPDX-License-Identifier: MIT
#include "said.h"
#include "../base/message.h"

static void
clear_measure(gpointer data)
{
    g_free(((OrgSaidMeasure *) data)->series);
}

static void
clear_finding(gpointer data)
{
    OrgFinding *finding = data;
    g_free((OrgMessage *) finding->message);
    g_free((char *) finding->code);
}

OrgSaid *
org_said_new(void)
{
    OrgSaid *held = g_new0(OrgSaid, 1);
    held->measures = g_array_new(FALSE, FALSE, sizeof(OrgSaidMeasure));
    g_array_set_clear_func(held->measures, clear_measure);
    held->findings = g_array_new(FALSE, FALSE, sizeof(OrgFinding));
    g_array_set_clear_func(held->findings, clear_finding);
    return held;
}

void
org_said_free(OrgSaid *held)
{
    if (held == NULL)
        return;
    g_array_unref(held->measures);
    g_array_unref(held->findings);
    g_free(held);
}

void
org_said_measure(OrgSaid *held, guint item, const char *series, OrgRow unit, double value)
{
    OrgSaidMeasure measure = { item, unit, value, g_strdup(series) };
    g_array_append_val(held->measures, measure);
}

void
org_said_finding(OrgSaid *held, const OrgFinding *finding)
{
    OrgFinding own = *finding;
    own.message = org_message_copy(finding->message);
    own.code = g_strdup(finding->code);
    g_array_append_val(held->findings, own);
}
