// SPDX-License-Identifier: MIT
/* orgsim-worker: the program in which plugin code runs. Started by orgsim only, with one socket and nothing else. */
#include "held.h"
#include "../../base/error.h"
#include "../../base/memory.h"
#include "../../base/printer.h"
#include "sandbox.h"
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Before any limit: end with the parent, be the first to go when memory runs out, leave Ctrl-C to the parent. */
static void
settle(void)
{
    close_range(ORG_WORKER_CHANNEL + 1, ~0u, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (write(fd, "1000", 4) < 0)
            (void) 0; /* a courtesy: without it the system chooses by itself */
        close(fd);
    }
}

/* Whoever waits for an answer that was lost would wait until its time is over. */
static void
end_unheard(int error)
{
    (void) error;
    _exit(ORG_WORKER_UNHEARD);
}

/* Where the functions lie of the library that was loaded last. */
static void
put_places(OrgChild *child, gboolean loaded)
{
    g_autoptr(GArray) places = child->debugged && loaded ? org_plugins_places(child->plugins) : NULL;

    org_frame_put_u32(&child->out, places ? places->len : 0);
    for (guint i = 0; places && i < places->len; i++)
        org_frame_put_u64(&child->out, g_array_index(places, guint64, i));
}

/* FALSE: what came is no library. */
static gboolean
load_library(OrgChild *child, const OrgFrame *frame)
{
    g_autoptr(GError) error = NULL;
    OrgFrameCursor cursor = org_frame_cursor(frame);
    g_autofree char *path = org_frame_get_text(&cursor, ORG_MAX_PATH);
    int fd = org_child_take_fd(child);

    if (!org_frame_done(&cursor) || fd < 0 || child->narrowed)
        return FALSE;
    gboolean loaded = org_plugins_load_sealed(child->plugins, path, fd, &error);
    g_autofree char *said = org_error_said(error), *why = org_child_said(org_message_of(loaded ? "" : said));
    org_frame_begin(&child->out, ORG_FRAME_LOADED);
    org_frame_put_text(&child->out, why);
    put_places(child, loaded);
    org_frame_end(&child->out);
    org_frame_flush(&child->out);
    return TRUE;
}

static void
send_catalogue(OrgChild *child)
{
    g_autofree char *json = org_catalogue_to_json(org_plugins_catalogue(child->plugins));
    gsize size = strlen(json);

    if (size > ORG_FRAME_MAX) {
        org_child_result(child, 0, ORG_WORKER_FAILED, ORG_UNKNOWN,
                         M_("the plugins describe themselves at too great length"), NULL);
        _exit(1);
    }
    org_frame_begin(&child->out, ORG_FRAME_CATALOGUE);
    org_frame_put_bytes(&child->out, json, size);
    org_frame_end(&child->out);
    org_frame_flush(&child->out);
}

/* Read START and put up the walls: libraries come later. */
static gboolean
start(OrgChild *child)
{
    g_autoptr(GError) error = NULL;
    OrgFrame frame;

    if (!org_frame_wait(&child->in, &frame, NULL) || frame.type != ORG_FRAME_START)
        return FALSE;
    OrgFrameCursor cursor = org_frame_cursor(&frame);
    OrgSandboxLimits limits = { 0 };
    guint32 protocol = org_frame_get_u32(&cursor);
    limits.memory_bytes = org_frame_get_u64(&cursor);
    limits.cpu_seconds = org_frame_get_u64(&cursor);
    child->role = org_frame_get_u32(&cursor);
    limits.debugged = child->debugged = org_frame_get_u32(&cursor) != 0;
    limits.renders = child->role == ORG_ROLE_RENDERS;
    if (!org_frame_done(&cursor) || protocol != ORG_WORKER_PROTOCOL || !org_child_watch_flag(child))
        return FALSE;
    org_child_watch_crashes();
    org_child_watch_prints();
    g_autofree char *level = org_sandbox_enter(&limits, &error);
    if (!level) {
        g_autofree char *said = org_error_said(error);
        org_child_result(child, 0, ORG_WORKER_FAILED, ORG_UNKNOWN, said, NULL);
        return FALSE;
    }
    org_frame_begin(&child->out, ORG_FRAME_HELLO);
    org_frame_put_u32(&child->out, ORG_WORKER_PROTOCOL);
    org_frame_put_text(&child->out, level);
    org_frame_end(&child->out);
    org_frame_flush(&child->out);
    return TRUE;
}

/* FALSE: it is none that this worker takes. */
static gboolean
take_job(OrgChild *child, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    guint32 role = org_frame_get_u32(&cursor);
    if (role != child->role)
        return FALSE;
    if (role == ORG_ROLE_RENDERS)
        org_child_render(child, &cursor);
    else if (role != ORG_ROLE_DESCRIBES)
        org_child_run(child, &cursor);
    return role != ORG_ROLE_DESCRIBES;
}

/* Plans are read by what all their plugins say. */
static gboolean
know(OrgChild *child, const OrgFrame *frame)
{
    g_autoptr(OrgCatalogue) others = org_catalogue_from_json((const char *) frame->data, (gssize) frame->size, NULL);

    if (others)
        org_plugins_know(child->plugins, others);
    return others != NULL;
}

/* FALSE: what came is nothing that a worker understands. */
static gboolean
take(OrgChild *child, const OrgFrame *frame)
{
    switch (frame->type) {
    case ORG_FRAME_HOLD:
        org_child_hold(child, frame);
        return TRUE;
    case ORG_FRAME_DROP:
        org_child_drop(child, frame);
        return TRUE;
    case ORG_FRAME_JOB:
        return take_job(child, frame);
    case ORG_FRAME_LOAD:
        return load_library(child, frame);
    case ORG_FRAME_DESCRIBE:
        send_catalogue(child);
        return TRUE;
    case ORG_FRAME_KNOW:
        return know(child, frame);
    case ORG_FRAME_ACTS: /* of a run that has ended meanwhile */
    case ORG_FRAME_ASK:
    case ORG_FRAME_REPLY:
        return TRUE;
    default:
        return FALSE;
    }
}

int
main(void)
{
    OrgChild child = { 0 };
    OrgFrame frame;
    struct stat info;

    org_memory_settle();
    if (fstat(ORG_WORKER_CHANNEL, &info) != 0 || !S_ISSOCK(info.st_mode)) {
        org_tell_text("orgsim-worker is started by orgsim; it does nothing by itself. Run \"orgsim --help\".\n");
        return 2;
    }
    settle();
    json_set_alloc_funcs(g_malloc, g_free); /* nothing that is sent is smaller because memory ran out */
    org_frame_in_init(&child.in, ORG_WORKER_CHANNEL);
    org_frame_out_init(&child.out, ORG_WORKER_CHANNEL);
    child.out.lost = end_unheard;
    child.plugins = org_plugins_new();
    child.held = org_held_table();
    if (!start(&child))
        _exit(1);
    while (org_frame_wait(&child.in, &frame, NULL) && take(&child, &frame))
        continue;
    /* Without destructors: they are plugin code, too, and everything that counts has been sent. */
    _exit(0);
}
