// SPDX-License-Identifier: MIT
/* Inside engine/store only: a foreign SELECT is kept to reading and stopped by steps, time and memory. */
#pragma once
#include <glib.h>
#include <sqlite3.h>

/* Steps are the limit that counts, being the same on every machine; the time only ends what steps do not see. */
#define STORE_MAX_STEPS 100000000 /* VM steps of a statement, and 200 more a row of a live organisation */
#define STORE_MAX_SECONDS 30
#define STORE_MAX_BYTES ((gint64) 512 << 20) /* by which SQLite's memory may grow */

typedef struct {
    gint64 steps, max_steps;
    gint64 deadline; /* monotonic microseconds */
    gint64 max_bytes;
    const char *why; /* static; NULL while not stopped */
} StoreGuard;

/* Limits of a connection that is about to run foreign SQL: lengths, depths, no attach. Lasts. */
void store_guard_limits(sqlite3 *db);
/* Watch the statements from here to store_guard_leave(). */
void store_guard_enter(StoreGuard *guard, sqlite3 *db, gint64 max_steps);
void store_guard_leave(StoreGuard *guard, sqlite3 *db);
/* TRUE for the functions that reach out of the database (files, extensions). */
gboolean store_guard_forbids(const char *function);
