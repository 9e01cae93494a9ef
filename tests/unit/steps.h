// SPDX-License-Identifier: MIT
/* Steps: how many basic blocks of the engine's code this process has passed. The compiler puts a call of the counter into
 * each block of the libraries that tests/unit/meson.build calls counted. The number is the same on a slow machine, a busy
 * one and a fast one, so that a test can bound work without a clock. What other libraries do (GLib, expat, zlib) is not
 * counted, but the calls of it are. */
#pragma once
#include <glib.h>

/* The status of a process that was ended for its steps. */
#define STEPS_EXHAUSTED 86

guint64 steps_taken(void);

/* The process says so and exits with STEPS_EXHAUSTED as soon as it takes more steps than these from now on. */
void steps_end_after(guint64 most);
