// SPDX-License-Identifier: MIT
/* What the tests of a plugin found. */
#pragma once
#include "../po/lang.h"
#include "../study/conform.h"
#include <jansson.h>

void org_conform_text(OrgLang lang, const OrgConformReport *report, guint width, GString *out);
json_t *org_conform_json(const OrgConformReport *report); /* the caller's */
