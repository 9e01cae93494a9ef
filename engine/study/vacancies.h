// SPDX-License-Identifier: MIT
/* Posts that nobody holds, and why: the table `vacancies` of the live tables, with the reasons that only the acts of a run
 * tell. */
#pragma once
#include "../po/lang.h"
#include "../store/live.h"
#include "place.h"

/* Live tables of what is opened: of a snapshot as it stands, of a run at its end, whose acts are done again for it (and
 * `end` of opened made). The reason of a vacancy is, in the language given, why its last holder left, else why the act moved
 * them, else what the act did ("release"); "opened" where nobody held it yet; nothing where it was vacant in the data.
 * opened must outlive what comes back; NULL on error. */
OrgLive *org_vacancies_live(OrgOpened *opened, OrgLang lang, GError **error);
