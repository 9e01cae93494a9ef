// SPDX-License-Identifier: MIT
#include "guard.h"
#include "../../base/message.h"

#define STEPS_A_LOOK 10000

void
store_guard_limits(sqlite3 *db)
{
    static const struct {
        int id, value;
    } limits[] = {
        { SQLITE_LIMIT_SQL_LENGTH, 1 << 20 },       { SQLITE_LIMIT_COMPOUND_SELECT, 100 },
        { SQLITE_LIMIT_VDBE_OP, 250000 },           { SQLITE_LIMIT_ATTACHED, 0 },
        { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
        { SQLITE_LIMIT_WORKER_THREADS, 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++)
        sqlite3_limit(db, limits[i].id, limits[i].value);
}

static int
look(void *data)
{
    StoreGuard *guard = data;
    guard->steps += STEPS_A_LOOK;
    if (guard->steps > guard->max_steps)
        guard->why = M_("it takes too many steps");
    else if (sqlite3_memory_used() > guard->max_bytes)
        guard->why = M_("it needs too much memory");
    else if (g_get_monotonic_time() > guard->deadline)
        guard->why = M_("it takes too long");
    return guard->why != NULL;
}

void
store_guard_enter(StoreGuard *guard, sqlite3 *db, gint64 max_steps)
{
    *guard = (StoreGuard){ .max_steps = max_steps,
                           .deadline = g_get_monotonic_time() + STORE_MAX_SECONDS * G_USEC_PER_SEC,
                           .max_bytes = sqlite3_memory_used() + STORE_MAX_BYTES };
    sqlite3_progress_handler(db, STEPS_A_LOOK, look, guard);
}

void
store_guard_leave(StoreGuard *guard, sqlite3 *db)
{
    (void) guard;
    sqlite3_progress_handler(db, 0, NULL, NULL);
}

gboolean
store_guard_forbids(const char *function)
{
    static const char *const names[] = { "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", NULL };
    for (guint i = 0; names[i]; i++)
        if (g_ascii_strcasecmp(function, names[i]) == 0)
            return TRUE;
    return FALSE;
}
