// SPDX-License-Identifier: MIT
/* What `orgsim scenario new` writes: a scenario and a small made-up organisation beside it, which runs at once. */
#pragma once
#include <glib.h>

/* STEM and ending make the scenario's path; the tables are STEM-units.csv, STEM-posts.csv and STEM-people.csv. made: takes
 * the paths written (texts, owned by the array). FALSE leaves none of them. */
gboolean org_starter_write(const char *stem, const char *ending, GPtrArray *made, GError **error);
