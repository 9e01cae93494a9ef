// SPDX-License-Identifier: MIT
/* Whom the worker calls, as it says, and how long each may take. What it says can be forged: a plugin that announces calls again and
 * again would put off its own deadline. So all calls of an item in a month share one account. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

/* The engine's own work in the worker (unpacking, reading the scenario) has longer than a plugin call. */
#define ENGINE_SECONDS 120

const char *
org_worker_owner(const OrgWorker *worker, const OrgItem *item)
{
    return item->feature ? ((OrgPluginInfo *) worker->catalogue->plugins->pdata[item->feature->plugin])->id : "";
}

guint
org_worker_limit(const OrgWorker *worker)
{
    return worker->call_seconds + (worker->blame == ORG_BLAME_NOBODY ? ENGINE_SECONDS : 0);
}

void
org_worker_blame(OrgWorker *worker, OrgBlame blame, guint blamed, OrgMonth month, const char *plugin)
{
    worker->blame = blame;
    worker->blamed = blamed;
    worker->month = month;
    if (g_strcmp0(worker->plugin, plugin) != 0) {
        g_free(worker->plugin);
        worker->plugin = g_strdup(plugin ? plugin : "");
    }
    if (!worker->stopping) /* a grace is not prolonged */
        worker->deadline = g_get_monotonic_time() + (gint64) org_worker_limit(worker) * G_USEC_PER_SEC;
}

void
org_worker_rest(OrgWorker *worker)
{
    if (!worker->rests)
        worker->rests = g_get_monotonic_time();
}

void
org_worker_wake(OrgWorker *worker)
{
    if (!worker->rests)
        return;
    gint64 rested = g_get_monotonic_time() - worker->rests;
    worker->deadline += rested;
    worker->called_at += rested;
    worker->rests = 0;
}

void
org_worker_calls_begin(OrgWorker *worker)
{
    worker->calls = 0;
    g_hash_table_remove_all(worker->spent);
}

static gint64 *
account(OrgWorker *worker, guint item, OrgMonth month)
{
    gint64 key = (gint64) (((guint64) item << 32) | (guint32) month);
    gint64 *spent = g_hash_table_lookup(worker->spent, &key);

    if (!spent) {
        spent = g_new0(gint64, 1);
        g_hash_table_insert(worker->spent, g_memdup2(&key, sizeof key), spent);
    }
    return spent;
}

/* How often an item is called in a month at most, generously: a rule or metric after each step and of each baseline. */
static guint
times(const OrgPlan *plan, const OrgItem *item)
{
    guint n = 2 + plan->baselines->len;

    for (guint i = 0; i < plan->items->len && (item->role == ORG_ITEM_RULE || item->role == ORG_ITEM_METRIC); i++)
        n += ((OrgItem *) plan->items->pdata[i])->role == ORG_ITEM_STEP;
    return n;
}

static gboolean
may_be_called(OrgWorker *worker, const OrgItem *item, OrgMonth month)
{
    const OrgPlan *plan = worker->plan;
    guint64 n = plan->items->len, months = (guint64) MAX(plan->to - plan->from, 0) + 3 + plan->baselines->len;

    return org_worker_month_ok(plan, month) && ++worker->calls <= 1000 + 4 * (n + 1) * (n + 1) * months &&
           g_hash_table_size(worker->spent) <= n * months &&
           *account(worker, item->index, month) < (gint64) times(plan, item) * worker->call_seconds * G_USEC_PER_SEC;
}

/* A call begins, and whichever was under way ends. NULL, or what is wrong with it. */
static const char *
begin_call(OrgWorker *worker, const OrgItem *item, OrgMonth month)
{
    gint64 now = g_get_monotonic_time();

    if (worker->role != ORG_ROLE_WHOLE && org_item_is_judged(item) != (worker->role == ORG_ROLE_JUDGES))
        return M_("announced a call of what runs in another process");
    if (worker->blame == ORG_BLAME_CALL)
        *account(worker, worker->blamed, worker->month) += now - worker->called_at;
    if (!may_be_called(worker, item, month))
        return M_("announced more calls than the scenario can need");
    org_worker_blame(worker, ORG_BLAME_CALL, item->index, month, org_worker_owner(worker, item));
    worker->called_at = now;
    return NULL;
}

const char *
org_worker_take_calling(OrgWorker *worker, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 item = org_frame_get_u32(&cursor);
    OrgMonth month = org_frame_get_i32(&cursor);
    g_autofree char *plugin = org_frame_get_text(&cursor, ORG_MAX_NAME);

    worker->heard++;
    if (!org_frame_done(&cursor) || !worker->plan || item >= worker->plan->items->len)
        return M_("announced a call of something that is not in the scenario");
    const OrgItem *it = worker->plan->items->pdata[item];
    if (it->feature && strcmp(plugin, org_worker_owner(worker, it)) != 0)
        return M_("announced a call of another plugin than the scenario names");
    return begin_call(worker, it, month);
}

const char *
org_worker_look(OrgWorker *worker)
{
    if (!worker->board || !worker->plan || worker->rests ||
        __atomic_load_n(&worker->board->calls, __ATOMIC_ACQUIRE) <= worker->heard)
        return NULL;
    guint64 where = __atomic_load_n(&worker->board->where, __ATOMIC_ACQUIRE);
    guint item = (guint) (where >> 32);
    OrgMonth month = (OrgMonth) (guint32) where;

    if (item >= worker->plan->items->len)
        return M_("announced a call of something that is not in the scenario");
    if (worker->blame == ORG_BLAME_CALL && worker->blamed == item && worker->month == month)
        return NULL; /* the one that is known already */
    return begin_call(worker, worker->plan->items->pdata[item], month);
}
