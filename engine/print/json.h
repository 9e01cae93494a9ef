// SPDX-License-Identifier: MIT
/* Values of the engine as JSON: what is not there is null. */
#pragma once
#include "../base/message.h"
#include <jansson.h>
#include <orgsim/plugin.h>

json_t *org_json_number(double value);               /* whole numbers without a point; NaN: null */
json_t *org_json_text(const char *text);             /* NULL and "": null */
json_t *org_json_message(const OrgMessage *message); /* in English; "" is null */
json_t *org_json_month(OrgMonth month);              /* "2025-12"; open and unknown: null */
json_t *org_json_stored(const char *text);           /* what a file holds as JSON; null where it is none */
