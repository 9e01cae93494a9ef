// SPDX-License-Identifier: MIT
/* One run of a scenario, in the worker. */
#include "../../sim/sim.h"
#include "child.h"
#include "sandbox.h"
#include "../worker.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ACTS_PIECE (4u << 20)
#define PROGRESS_STEP 0.002

G_STATIC_ASSERT((int) ORG_RUN_DONE == (int) ORG_WORKER_DONE && (int) ORG_RUN_VETOED == (int) ORG_WORKER_VETOED);
G_STATIC_ASSERT((int) ORG_RUN_FAILED == (int) ORG_WORKER_FAILED &&
                (int) ORG_RUN_INTERRUPTED == (int) ORG_WORKER_INTERRUPTED);

typedef struct {
    OrgChild *child;
    const Org *org;
    gboolean want_acts, want_log;
    double shown; /* progress last sent */
} Sender;

typedef struct {
    void *block;
    gsize size;
} Mapping;

/* What came with a job, taken apart; freed as a whole. */
typedef struct {
    char *path;
    guint64 seed;
    guint32 replication, want_acts, want_log, n_baselines;
    OrgDict *dict;
    OrgPlan *plan;
    Org *org;
    Org **baselines;
    OrgJournal *journal;
    GArray *mappings; /* Mapping; organisations live in them */
} Job;

static void
job_free(Job *job)
{
    org_free(job->org);
    g_clear_pointer(&job->journal, org_journal_free);
    for (guint i = 0; job->baselines && i < job->n_baselines; i++)
        org_free(job->baselines[i]);
    g_free(job->baselines);
    for (guint i = 0; i < job->mappings->len; i++)
        munmap(g_array_index(job->mappings, Mapping, i).block, g_array_index(job->mappings, Mapping, i).size);
    g_array_unref(job->mappings);
    org_plan_free(job->plan);
    org_dict_unref(job->dict);
    g_free(job->path);
    g_free(job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static Org *
read_org(OrgChild *child, Job *job, GError **error)
{
    Mapping map;
    int fd = org_child_take_fd(child);

    map.block = org_child_map(fd, &map.size, error);
    if (fd >= 0)
        close(fd);
    if (!map.block)
        return NULL;
    g_array_append_val(job->mappings, map);
    return org_unpack(map.block, map.size, job->dict, error);
}

/* The scenario is read again here, from the texts that the parent read, against this process's own catalogue. */
static OrgPlan *
read_plan(OrgChild *child, const char *path, GError **error)
{
    gsize size;
    int fd = org_child_take_fd(child);
    void *block = org_child_map(fd, &size, error);

    if (fd >= 0)
        close(fd);
    if (!block)
        return NULL;
    g_autoptr(GBytes) packed = g_bytes_new(block, size);
    munmap(block, size);
    OrgBundle *bundle = org_bundle_unpack(packed, error);
    if (!bundle)
        return NULL;
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgPlan *plan = org_plan_read(path, bundle, org_host_set_catalogue(child->host), diags);
    if (!plan) {
        g_autoptr(GString) text = g_string_new(NULL);
        org_diags_print(diags, ORG_SEVERITY_NOTE, 0, text);
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "the worker reads the scenario otherwise than the engine: %s",
                    text->str);
    }
    return plan;
}

static Job *
take_job(OrgChild *child, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    g_autoptr(Job) job = g_new0(Job, 1);

    job->mappings = g_array_new(FALSE, FALSE, sizeof(Mapping));
    job->dict = org_dict_new();
    job->path = org_frame_get_text(&cursor, 1u << 16);
    job->seed = org_frame_get_u64(&cursor);
    job->replication = org_frame_get_u32(&cursor);
    job->want_acts = org_frame_get_u32(&cursor);
    job->want_log = org_frame_get_u32(&cursor);
    guint32 n = org_frame_get_u32(&cursor);
    if (!cursor.ok || n > 240) {
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed a broken job");
        return NULL;
    }
    job->n_baselines = n;
    job->baselines = g_new0(Org *, n + 1);
    if (!(job->plan = read_plan(child, job->path, error)) || !(job->org = read_org(child, job, error)))
        return NULL;
    if (n != job->plan->baselines->len) {
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed %u baselines, but the scenario has %u", n,
                    job->plan->baselines->len);
        return NULL;
    }
    for (guint i = 0; i < n; i++)
        if (org_frame_get_u32(&cursor) && !(job->baselines[i] = read_org(child, job, error)))
            return NULL;
    return g_steal_pointer(&job);
}

/* ---- what the simulation says, as frames ------------------------------------------------------ */

static void
say_calling(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;

    org_frame_begin(out, ORG_FRAME_CALLING);
    org_frame_put_u32(out, item->index);
    org_frame_put_i32(out, month);
    org_frame_put_text(out, plugin);
    org_frame_end(out);
    org_frame_flush(out); /* the parent must know before the call, for there may be no after */
}

static void
say_acts(gpointer data, const guint8 *bytes, gsize size)
{
    Sender *sender = data;
    OrgFrameOut *out = &sender->child->out;

    while (size > 0 && sender->want_acts) {
        gsize piece = MIN(size, ACTS_PIECE);
        org_frame_begin(out, ORG_FRAME_ACTS);
        org_frame_put_bytes(out, bytes, piece);
        org_frame_end(out);
        bytes += piece;
        size -= piece;
    }
}

static void
say_measure(gpointer data, guint item, const char *series, OrgRow unit, OrgMonth month, double value, guint view)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;

    org_frame_begin(out, ORG_FRAME_MEASURE);
    org_frame_put_u32(out, item);
    org_frame_put_u32(out, unit);
    org_frame_put_i32(out, month);
    org_frame_put_u32(out, view);
    org_frame_put_f64(out, value);
    org_frame_put_text(out, series);
    org_frame_end(out);
}

static void
say_finding(gpointer data, const OrgFinding *f)
{
    const Sender *sender = data;
    OrgFrameOut *out = &sender->child->out;
    g_autofree char *cut = org_child_cut(f->text, ORG_MAX_TEXT);
    /* Now, for a step that is vetoed is undone, and its rows with it. */
    gboolean there = f->table != 0 && f->row != ORG_NONE && f->row < org_rows(sender->org, f->table);
    g_autofree char *id = org_child_cut(there ? org_id(sender->org, f->table, f->row) : "", ORG_MAX_TEXT);

    org_frame_begin(out, ORG_FRAME_FINDING);
    org_frame_put_u32(out, f->item);
    org_frame_put_i32(out, f->step);
    org_frame_put_u32(out, f->severity);
    org_frame_put_u32(out, f->table);
    org_frame_put_u32(out, f->row);
    org_frame_put_i32(out, f->month);
    org_frame_put_text(out, cut);
    org_frame_put_text(out, id);
    org_frame_put_text(out, f->code);
    org_frame_put_f64(out, f->value);
    org_frame_put_f64(out, f->limit);
    org_frame_put_i32(out, f->since);
    org_frame_put_u32(out, (guint32) f->again);
    org_frame_end(out);
}

static void
say_step(gpointer data, guint item, OrgMonth month, const char *status, const char *text)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;
    g_autofree char *cut = org_child_cut(text, ORG_MAX_TEXT);

    org_frame_begin(out, ORG_FRAME_STEP);
    org_frame_put_u32(out, item);
    org_frame_put_i32(out, month);
    org_frame_put_text(out, status);
    org_frame_put_text(out, cut);
    org_frame_end(out);
}

static void
say_log(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month, const char *text)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;
    g_autofree char *cut = org_child_cut(text, ORG_MAX_TEXT);

    org_frame_begin(out, ORG_FRAME_LOG);
    org_frame_put_u32(out, item->index);
    org_frame_put_i32(out, month);
    org_frame_put_text(out, plugin);
    org_frame_put_text(out, cut);
    org_frame_end(out);
    org_frame_flush(out); /* it may be the last that the plugin says */
}

/* The parent ends the process when it wants to stop: there is nothing to answer. */
static gboolean
say_progress(gpointer data, double part)
{
    Sender *sender = data;
    OrgFrameOut *out = &sender->child->out;

    if (!(part >= sender->shown + PROGRESS_STEP && part <= 1))
        return TRUE;
    sender->shown = part;
    org_frame_begin(out, ORG_FRAME_PROGRESS);
    org_frame_put_f64(out, part);
    org_frame_end(out);
    org_frame_flush(out);
    return TRUE;
}

void
org_child_run(OrgChild *child, const OrgFrame *frame)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Job) job = take_job(child, frame, &error);
    Sender sender = { .child = child, .org = job ? job->org : NULL, .want_acts = job && job->want_acts };
    OrgSink sink = { &sender,     say_calling, say_acts,     say_measure,
                     say_finding, say_step,    say_progress, job && job->want_log ? say_log : NULL };

    if (job && !child->narrowed && !org_sandbox_narrow(&error))
        g_clear_pointer(&job, job_free);
    if (!job) {
        org_child_result(child, ORG_RUN_FAILED, ORG_UNKNOWN, error->message, NULL);
        return;
    }
    child->narrowed = TRUE;
    if (job->want_acts)
        job->org->journal = job->journal = org_journal_new();
    OrgRunStatus status =
        org_sim_run(job->plan, child->host, job->org, job->baselines, job->seed, job->replication, &sink, &error);
    gboolean whole = status == ORG_RUN_DONE || status == ORG_RUN_VETOED;
    g_autofree char *hash = whole ? org_hash(job->org) : NULL;
    org_child_result(child, whole ? status : ORG_RUN_FAILED, job->org->month, error ? error->message : "", hash);
}
