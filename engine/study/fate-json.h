// SPDX-License-Identifier: MIT
/* Fates as JSON, the same wherever a document tells them. */
#pragma once
#include "fate.h"
#include <jansson.h>

/* ["a", "b"]: the ids of partners; NULL: none. The caller's. */
json_t *org_fate_ids(const Org *org, const GArray *units);
/* ["moved", "posts changed"]. The caller's. */
json_t *org_fate_words(guint32 flags);
