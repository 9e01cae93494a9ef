/* SPDX-License-Identifier: MIT
 * PLACE: F.orgdb, F.orgdb:SNAPSHOT or F.orgdb:run-N. */
#pragma once
#include "../store/store.h"
#include "names.h"

typedef struct {
    char *path;     /* of the file */
    char *snapshot; /* name, or NULL */
    gint64 run;     /* number, or 0 */
} OrgPlaceName;
gboolean org_place_parse(const char *text, OrgPlaceName *name, GError **error);
void org_place_clear(OrgPlaceName *name);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgPlaceName, org_place_clear)

/* What a place holds: an organisation, for a run also how it began and the acts between. */
typedef struct {
    OrgPlaceName name;
    OrgStore *store;
    OrgRunInfo *info; /* of a run, else NULL */
    Org *start;       /* of a run, else the snapshot */
    Org *end;         /* of a run: after all acts; else NULL */
    GBytes *acts;     /* of a run, else NULL */
    guint mask;       /* what was taken out; see mask.h */
    OrgNames *names;  /* of the people whose names were taken out, else NULL */
} OrgOpened;
/* F.orgdb alone means its newest snapshot. want_run: only a run will do. A run that did not finish is an error. */
gboolean org_place_open(const char *text, gboolean want_run, OrgOpened *opened, GError **error);
void org_opened_clear(OrgOpened *opened);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgOpened, org_opened_clear)
