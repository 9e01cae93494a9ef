// SPDX-License-Identifier: MIT
/* Second reporting lines of posts. They are kept in an attribute of words, which the verbs of attributes do not set. */
#pragma once
#include "org.h"
#include "verbs.h"

#define ORG_DOTTED "also_reports_to"
#define ORG_DOTTED_BETWEEN ";"

/* The attribute, if any post ever had such a line; NULL where there is none. */
const OrgAttribute *org_dotted_attribute(const Org *org);
/* The posts, open or closed, that a text of ids names, in its order; ids of no post are left out. Owned by the caller (of OrgRow). */
GArray *org_dotted_rows(Org *org, const char *text);
/* How many lines of posts that are open now were dropped since the mark, since who they led to closed. *first: the lowest
 * row of such a post; ORG_NONE when there is none. O(what changed since). */
guint org_dotted_lost_since(const Org *org, OrgMark mark, OrgRow *first);
