// SPDX-License-Identifier: MIT
#include "sandbox.h"
#include "../../base/error.h"
#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static gboolean seccomp_on;

static void
limit(__rlimit_resource_t resource, guint64 value)
{
    struct rlimit now;

    if (getrlimit(resource, &now) != 0)
        return;
    rlim_t most = now.rlim_max == RLIM_INFINITY ? (rlim_t) value : MIN((rlim_t) value, now.rlim_max);
    setrlimit(resource, &(struct rlimit){ most, most });
}

static void
set_limits(const OrgSandboxLimits *limits)
{
    /* The address sanitiser reserves terabytes of address space. */
    if (limits->memory_bytes > 0 && !SANITIZED)
        limit(RLIMIT_AS, limits->memory_bytes);
    if (limits->cpu_seconds > 0)
        limit(RLIMIT_CPU, limits->cpu_seconds);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 1024);
}

/* All capabilities go, from the bounding set too, so that no later exec could bring one back. */
static gboolean
drop_capabilities(void)
{
    struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct none[2] = { { 0 } };

    for (int cap = 0; cap < 64; cap++)
        prctl(PR_CAPBSET_DROP, cap, 0, 0, 0); /* refused without CAP_SETPCAP: then there is little to drop */
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return syscall(SYS_capset, &header, none) == 0;
}

char *
org_sandbox_enter(const OrgSandboxLimits *limits, GError **error)
{
    g_autoptr(GError) no_seccomp = NULL;

    set_limits(limits);
    if (limits->debugged) /* where only ancestors may look in, which a debugger is not: whoever is named here, too */
        prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    else if (!SANITIZED)
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    gboolean bare = drop_capabilities();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        g_autofree char *said = org_said_system(errno);
        org_error_set(error, ORG_SANDBOX_ERROR, ORG_SANDBOX_REFUSED,
                      "the kernel refused to renounce new privileges: %s", said);
        return NULL;
    }
    g_auto(GStrv) readable = org_sandbox_readable(limits->renders);
    int landlock = org_landlock_enter((const char *const *) readable);
    seccomp_on = org_seccomp_enter(limits->renders, &no_seccomp);
    if (!seccomp_on && landlock == 0) {
        g_autofree char *why = org_error_said(no_seccomp);
        org_error_set(error, ORG_SANDBOX_ERROR, ORG_SANDBOX_MISSING,
                      "this system offers neither seccomp nor Landlock (%s), and plugins do not run unconfined", why);
        return NULL;
    }
    GString *level = g_string_new(seccomp_on ? "seccomp" : "no seccomp");
    if (landlock > 0)
        g_string_append_printf(level, ", landlock %d", landlock);
    else
        g_string_append(level, ", no landlock");
    g_string_append(level, bare ? ", no capabilities" : ", capabilities not dropped");
    return g_string_free(level, FALSE);
}

gboolean
org_sandbox_narrow(GError **error)
{
    /* Where there is no filter: threads count as processes here. */
    limit(RLIMIT_NPROC, 0);
    return !seccomp_on || org_seccomp_narrow(error);
}
