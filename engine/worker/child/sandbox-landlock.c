// SPDX-License-Identifier: MIT
#include "sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's interface written out, since headers are often older than the kernel that runs. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
#define GET_VERSION 1u
#define RULE_PATH_BENEATH 1
#define FS_READ_FILE (1ull << 2)
#define FS_READ_DIR (1ull << 3)
#define FS_RIGHTS_1 ((1ull << 13) - 1) /* execute … make symlink */
#define FS_REFER (1ull << 13)
#define FS_TRUNCATE (1ull << 14)
#define FS_IOCTL_DEV (1ull << 15)
#define NET_TCP 3ull       /* bind, connect */
#define SCOPE_OUTSIDE 3ull /* abstract sockets, signals */

typedef struct {
    guint64 fs, net, scoped;
} Rules;

typedef struct {
    guint64 allowed;
    gint32 parent_fd;
} __attribute__((packed)) PathRule;

static void
add_fonts(GStrvBuilder *builder)
{
    static const char *const fixed[] = {
        "/etc/fonts",         "/usr/share/fonts",     "/usr/local/share/fonts", "/usr/share/fontconfig",
        "/usr/share/poppler", "/var/cache/fontconfig"
    };
    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_strv_builder_add(builder, fixed[i]);
    g_autofree char *fonts = g_build_filename(g_get_home_dir(), ".fonts", NULL);
    g_autofree char *data = g_build_filename(g_get_user_data_dir(), "fonts", NULL);
    g_autofree char *config = g_build_filename(g_get_user_config_dir(), "fontconfig", NULL);
    g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "fontconfig", NULL);
    g_strv_builder_add_many(builder, fonts, data, config, cache, NULL);
}

char **
org_sandbox_readable(gboolean fonts)
{
    static const char *const fixed[] = {
        "/lib",           "/lib32",     "/lib64",     "/usr/lib",         "/usr/lib32",         "/usr/lib64",
        "/usr/local/lib", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/etc/ld.so.preload", "/dev/null",
        "/dev/urandom"
    };
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_strv_builder_add(builder, fixed[i]);
    g_auto(GStrv) more = g_strsplit(g_getenv("LD_LIBRARY_PATH") ? g_getenv("LD_LIBRARY_PATH") : "", ":", -1);
    for (guint i = 0; more[i]; i++)
        if (more[i][0] == '/')
            g_strv_builder_add(builder, more[i]);
    if (fonts)
        add_fonts(builder);
    return g_strv_builder_end(builder);
}

static guint64
rights_of(int version)
{
    guint64 rights = FS_RIGHTS_1;

    if (version >= 2)
        rights |= FS_REFER;
    if (version >= 3)
        rights |= FS_TRUNCATE;
    if (version >= 5)
        rights |= FS_IOCTL_DEV;
    return rights;
}

static void
allow_reading(int ruleset, const char *path)
{
    struct stat info;
    int fd = open(path, O_PATH | O_CLOEXEC);

    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0) {
        PathRule rule = { .allowed = FS_READ_FILE | (S_ISDIR(info.st_mode) ? FS_READ_DIR : 0), .parent_fd = fd };
        syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
    }
    close(fd);
}

int
org_landlock_enter(const char *const *readable)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, GET_VERSION);
    if (version <= 0)
        return 0;
    Rules rules = { .fs = rights_of((int) version),
                    .net = version >= 4 ? NET_TCP : 0,
                    .scoped = version >= 6 ? SCOPE_OUTSIDE : 0 };
    /* An older kernel refuses a longer structure whose further members are set, and accepts zeros. */
    long ruleset = syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (ruleset < 0)
        return 0;
    for (guint i = 0; readable && readable[i]; i++)
        allow_reading((int) ruleset, readable[i]);
    long refused = syscall(SYS_landlock_restrict_self, ruleset, 0);
    close((int) ruleset);
    return refused ? 0 : (int) version;
}
