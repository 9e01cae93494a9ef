// SPDX-License-Identifier: MIT
/* Months in which items asked to be called again (wake() of the host table). Undone with the step that asked. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct OrgWakes OrgWakes;
OrgWakes *org_wakes_new(void);
void org_wakes_free(OrgWakes *wakes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgWakes, org_wakes_free)

/* months: of OrgMonth, as a call left them in OrgCallSpec.wakes. */
void org_wakes_add(OrgWakes *wakes, guint item, const GArray *months);
guint org_wakes_mark(const OrgWakes *wakes);
void org_wakes_undo_to(OrgWakes *wakes, guint mark);
/* The first month after `after` in which some item wants to be called; ORG_OPEN: none. */
OrgMonth org_wakes_next(const OrgWakes *wakes, OrgMonth after);
/* Whether an item wants to be called in the month; any: item ORG_NONE. */
gboolean org_wakes_due(const OrgWakes *wakes, guint item, OrgMonth month);
