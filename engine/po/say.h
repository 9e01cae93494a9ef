/* SPDX-License-Identifier: MIT
 * Texts made in English, recognised by the messages that they were formatted from. */
#pragma once
#include <glib.h>

/* depth: how many sentences this one is inside of. Owned by the caller. */
char *org_say(const char *english, guint depth);
