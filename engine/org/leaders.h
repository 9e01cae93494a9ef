// SPDX-License-Identifier: MIT
/* Who was left without a leader since a mark: what a step may not do in silence. Read from the undo log, so that it costs what was
 * changed, not what there is. */
#pragma once
#include "org.h"
#include "verbs.h"

/* Open units, ascending, that have open posts and no post of a head, held or vacant, though they had one at the mark, or were
 * opened since and have a post whose rank is known. Owned by the caller (of OrgRow). */
GArray *org_headless_since(const Org *org, OrgMark mark);
/* Open posts, ascending, that reported to a post which has closed since, and report to nobody now; but for the head of a unit that
 * took the place of who closed there. Likewise. */
GArray *org_bossless_since(const Org *org, OrgMark mark);
