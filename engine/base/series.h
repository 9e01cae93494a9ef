// SPDX-License-Identifier: MIT
/* Names of series as features declare them: "severance", or "posts-in-layer-*", whose '*' stands for a number or word. */
#pragma once
#include <glib.h>

#define ORG_SERIES_MAX 200 /* bytes of a name */

/* Whether `declared` is the name, or stands for it. */
gboolean org_series_named(const char *declared, const char *name);
