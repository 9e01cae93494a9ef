// SPDX-License-Identifier: MIT
/* Opening a target, and doing the acts of its run again: once, with everyone watching who wants to know something of it. */
#pragma once
#include "mask.h"
#include "place.h"

/* F.orgdb alone means its newest snapshot. want_run: only a run will do; one that did not finish is an error. mask: what
 * is taken out, as in org_mask_parse. Of a run `end` is left NULL, and org_opened_watch makes it. */
gboolean org_place_look(const char *target, gboolean want_run, const char *mask, OrgOpened *opened, GError **error);

/* The one replay of a run: makes `end` and `fates` while the observers watch. Asked again, it is done again for them, and
 * `end` stays. Of a snapshot, where there is nothing to watch, only `fates` are made. */
gboolean org_opened_watch(OrgOpened *opened, const OrgObserver *observers, guint n, GError **error);
/* The fates of what was opened, which owns them: known already, or by org_opened_watch. NULL on error. */
const OrgFates *org_opened_fates(OrgOpened *opened, GError **error);

/* For who wants no more than the organisation: org_place_look, and the end of a run. */
gboolean org_place_open(const char *target, gboolean want_run, OrgOpened *opened, GError **error);
gboolean org_place_open_masked(const char *target, gboolean want_run, const char *mask, OrgOpened *opened,
                               GError **error);
