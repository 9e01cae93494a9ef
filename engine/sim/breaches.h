// SPDX-License-Identifier: MIT
/* What stands against the rules. An evaluation says all breaches that it finds; each is new, or stood at the evaluation before
 * and is worse, or is known. What stands is replaced only when an evaluation is accepted, so that a step that is undone
 * leaves no trace. */
#pragma once
#include "../base/message.h"
#include <glib.h>
#include <orgsim/plugin.h>

/* Known by rule, code, table and row. */
typedef struct {
    guint rule, table; /* index of the rule's item */
    OrgRow row;
    char *code; /* "" where the rule gives none */
    guint severity;
    double value, limit;
    OrgMonth since;      /* since when it has stood without a break */
    OrgMonth told;       /* when it was said last because it was new or worse */
    OrgMessage *message; /* as last said */
} OrgBreach;

typedef struct OrgBreaches OrgBreaches;
OrgBreaches *org_breaches_new(void);
void org_breaches_free(OrgBreaches *breaches);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgBreaches, org_breaches_free)

/* An evaluation begins: nothing is said yet. */
void org_breaches_begin(OrgBreaches *breaches);
/* Say one; since and told are not read. TRUE when it is new: it did not stand at the last accepted evaluation, or stood with
 * a lower severity, or its value moved further beyond the limit. */
gboolean org_breaches_say(OrgBreaches *breaches, const OrgBreach *said, OrgMonth now);
/* What was said since begin is what stands. */
void org_breaches_accept(OrgBreaches *breaches);
/* One that stands, or NULL. Until the next accept. */
const OrgBreach *org_breaches_find(const OrgBreaches *breaches, guint rule, const char *code, guint table, OrgRow row);
/* All that stand, in the order said. */
guint org_breaches_count(const OrgBreaches *breaches);
const OrgBreach *org_breaches_at(const OrgBreaches *breaches, guint index);
