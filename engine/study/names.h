// SPDX-License-Identifier: MIT
/* Names of people in sentences that a plugin or a reader of files wrote: found and replaced. */
#pragma once
#include "../base/message.h"
#include "../base/message.h"
#include "../org/org.h"

typedef struct OrgNames OrgNames;

OrgNames *org_names_new(void);
void org_names_free(OrgNames *names);
/* The names of all people of an organisation, before they are masked; each stands for "person N", N being its row. */
void org_names_add(OrgNames *names, const Org *org);
/* text with every name that stands there as whole words replaced. Owned by the caller; NULL for NULL. names NULL: as it
 * is. Costs the length of the text times that of the longest name, whatever the number of people. */
char *org_names_hide(const OrgNames *names, const char *text);
/* The same of the texts in a message. */
OrgMessage *org_names_hide_message(const OrgNames *names, const OrgMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgNames, org_names_free)
