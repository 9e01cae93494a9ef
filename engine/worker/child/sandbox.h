// SPDX-License-Identifier: MIT
/* The walls around plugin code, in the worker only. Stage 1 stands before the first library is opened, for opening one
 * runs its constructors: no capabilities, no new privileges, no process, no network, no file changed, files read only in
 * folders of shared libraries, and of fonts where one renders; no thread but there, for a thread could speak while another plugin
 * is called. Stage 2 stands before operators, processes, rules and metrics run: no file at all, and no question about one.
 *
 * Two kinds of refusal. What libraries do in good faith (reading a file, asking for a cache) is answered with an error
 * number. What only a misbehaving plugin does (starting a process; from stage 2 on also writing a file, opening a
 * socket) ends the worker with SIGSYS, so that the run fails with a sentence instead of going on half-heartedly. */
#pragma once
#include <glib.h>

#define ORG_SANDBOX_ERROR (org_sandbox_error_quark())
GQuark org_sandbox_error_quark(void);
enum { ORG_SANDBOX_REFUSED = 1, ORG_SANDBOX_MISSING };

typedef struct {
    guint64 memory_bytes; /* address space; 0: no limit */
    guint64 cpu_seconds;  /* of the whole worker; 0: no limit */
    gboolean debugged;    /* processes of the same user may look in, and stop it */
    gboolean renders;     /* fonts may be read, and threads made, as their libraries do */
} OrgSandboxLimits;

/* Set resource limits and stage 1. Returns the level in force as one line, "seccomp, landlock 4, no capabilities", or
 * NULL with a sentence when this system offers neither seccomp nor Landlock. */
char *org_sandbox_enter(const OrgSandboxLimits *limits, GError **error);
/* Stage 2, for all threads. Nothing is undone ever. */
gboolean org_sandbox_narrow(GError **error);

/* The parts, each in a file of its own. */
gboolean org_seccomp_enter(gboolean threads, GError **error);
gboolean org_seccomp_narrow(GError **error);
/* The version of Landlock in force, 0 when the kernel has none. */
int org_landlock_enter(const char *const *readable);

/* Library folders of this system, and with fonts those of fonts of system and user, and what their loaders read. */
char **org_sandbox_readable(gboolean fonts);
