// SPDX-License-Identifier: MIT
/* The figures that a message names, for programs. */
#pragma once
#include "message.h"
#include <jansson.h>

/* {"S": 9000000.0, "scheme": "decree-29-2023"}: each argument of the message itself that has a name before it, as in
 * "S = %.0f", "scheme = %s" or "%g·S = %.0f"; null where it is not known (nan). Empty if there is none. Owned by the caller. */
json_t *org_message_terms(const OrgMessage *message);
