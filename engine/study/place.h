// SPDX-License-Identifier: MIT
/* PLACE: F.orgdb, F.orgdb:SNAPSHOT, F.orgdb:run-N or F.orgdb:NAME, the newest finished run of the plan of that name. */
#pragma once
#include "../store/store.h"
#include "fate.h"
#include "names.h"

typedef struct {
    char *path;     /* of the file */
    char *snapshot; /* name, or NULL */
    gint64 run;     /* number, or 0 */
} OrgPlaceName;
gboolean org_place_parse(const char *text, OrgPlaceName *name, GError **error);
void org_place_clear(OrgPlaceName *name);
/* Where the name is that of runs (and want_run, or no snapshot is called so): their newest that has a result. */
void org_place_find_run(OrgPlaceName *name, OrgStore *store, gboolean want_run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgPlaceName, org_place_clear)

/* What a place holds: an organisation, for a run also how it began and the acts between. */
typedef struct {
    OrgPlaceName name;
    OrgStore *store;
    OrgRunInfo *info; /* of a run, else NULL */
    Org *start;       /* of a run, else the snapshot */
    Org *end;         /* of a run: after all acts, once they were done; else NULL */
    GBytes *acts;     /* of a run, else NULL */
    OrgFates *fates;  /* once they were asked for, else NULL; see open.h */
    guint mask;       /* what was taken out; see mask.h */
    OrgNames *names;  /* of the people whose names were taken out, else NULL */
} OrgOpened;
void org_opened_clear(OrgOpened *opened);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgOpened, org_opened_clear)
