// SPDX-License-Identifier: MIT
/* A message as JSON; message*.c only. */
#pragma once
#include "message.h"
#include <jansson.h>

OrgMessage *org_message_pack(json_t *message); /* takes it */
json_t *org_message_parse(const char *packed); /* NULL: not a whole message */
