// SPDX-License-Identifier: MIT
/* What doing nothing would have cost: the scenario of a stored run without its steps, but those that are given (decided already),
 * with the same draws. It is run when somebody asks for savings, and then kept in the file beside the run, so that a plain run
 * costs what it costs. */
#pragma once
#include "place.h"
#include "../base/message.h"
#include "session.h"

typedef struct {
    GArray *
        costs; /* OrgCostRow: yearly costs of every month, and what was paid in a month, by item and series; NULL: not known */
    OrgMessage *why; /* then why not, or NULL */
    GStringChunk *texts;
} OrgNothing;

/* Of an opened run. What the file does not keep is run now, on the session's worker, and kept where the file can be written. session NULL: it is only
 * looked up. NULL with error only when the file cannot be read. */
OrgNothing *org_nothing_of(OrgSession *session, const OrgOpened *opened, GError **error);
void org_nothing_free(OrgNothing *nothing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgNothing, org_nothing_free)
