// SPDX-License-Identifier: MIT
/* Loading a library: dlopen, the entry symbol, the version. What the descriptor says is checked in describe.c. */
#include "plugins.h"
#include "../base/error.h"
#include <dlfcn.h>
#include <string.h>

#define ENTRY "orgsim_plugin_v1"

typedef const OrgPlugin *(*EntryFn)(void);

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
refuse(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", text);
    return FALSE;
}

/* The linker's sentence begins with the path, which ours already names. */
static const char *
linker_says(const char *path)
{
    const char *says = dlerror();
    if (says == NULL)
        return M_("the linker does not say why");
    gsize length = strlen(path);
    if (strncmp(says, path, length) == 0 && strncmp(says + length, ": ", 2) == 0)
        return says + length + 2;
    return says;
}

static EntryFn
find_entry(void *library, const char *path, GError **error)
{
    void *symbol = dlsym(library, ENTRY);
    EntryFn entry = NULL;
    if (symbol == NULL && dlsym(library, "orgsim_plugin_v2") != NULL)
        refuse(error, "%s: it was made for a newer orgsim (plugin interface 2; this orgsim knows %d.%d)", path,
               ORG_ABI_MAJOR, ORG_ABI_MINOR);
    else if (symbol == NULL)
        refuse(error, "%s: it is no orgsim plugin: it does not export %s(); write ORG_PLUGIN(…) at its end", path,
               ENTRY);
    else
        memcpy(&entry, &symbol, sizeof entry); /* ISO C has no cast from object to function pointer */
    return entry;
}

static gboolean
abi_ok(guint32 abi, const char *path, GError **error)
{
    guint major = abi >> 16, minor = abi & 0xffff;
    if (major == ORG_ABI_MAJOR && minor <= ORG_ABI_MINOR)
        return TRUE;
    if (major == 0 || major > 1000)
        return refuse(error, "%s: its descriptor is broken: plugin interface %u.%u", path, major, minor);
    return refuse(error, "%s: it was made for a newer orgsim (plugin interface %u.%u; this orgsim knows %d.%d)", path,
                  major, minor, ORG_ABI_MAJOR, ORG_ABI_MINOR);
}

/* What is loaded is a sealed copy in memory, which lies nowhere: a library beside the plugin is never found. */
static gboolean
refuse_library(const char *path, const char *says, GError **error)
{
    const char *end =
        strstr(says, ": cannot"); /* "libx.so.1: cannot open shared object file: No such file or directory" */
    if (end == NULL || end == says || strstr(end, "shared") == NULL)
        return refuse(error, "%s: it cannot be loaded: %s", path, says);
    g_autofree char *needed = g_strndup(says, (gsize) (end - says));
    return refuse(error,
                  "%s: it cannot be loaded: it needs %s, which is in no folder of the system's libraries or of "
                  "LD_LIBRARY_PATH (beside the plugin nothing is looked for); link it into the plugin, or install it",
                  path, needed);
}

/* path: what the file is called in sentences; from: what the linker opens; its sentences begin with that. */
static gboolean
load(OrgPluginSet *set, const char *path, const char *from, const char *sha256, GError **error)
{
    /* The library is never closed: its texts are in use, and threads or exit handlers of its own would be left hanging. */
    void *library = dlopen(from, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        return refuse_library(path, linker_says(from), error);
    EntryFn entry = find_entry(library, path, error);
    if (entry == NULL)
        return FALSE;
    const OrgPlugin *plugin = entry();
    if (plugin == NULL)
        return refuse(error, "%s: %s() returned NULL", path, ENTRY);
    if (!abi_ok(plugin->abi, path, error))
        return FALSE;
    g_autoptr(OrgDescription) description = org_description_read(plugin, path, error);
    if (description == NULL || !org_plugins_add(set, description, path, sha256, error))
        return FALSE;
    description = NULL; /* the set's now */
    return TRUE;
}

gboolean
org_plugins_load(OrgPluginSet *set, const char *path, GError **error)
{
    g_autofree char *full = g_canonicalize_filename(path, NULL); /* a bare name would be looked for in system folders */
    g_autofree char *contents = NULL;
    g_autoptr(GError) why = NULL;
    gsize size = 0;
    if (!g_file_get_contents(full, &contents, &size, &why)) {
        g_autofree char *said = org_error_said(why);
        return refuse(error, "%s: it cannot be read: %s", path, said);
    }
    g_autofree char *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *) contents, size);
    return load(set, path, full, sha256, error);
}

gboolean
org_plugins_load_sealed(OrgPluginSet *set, const char *path, int fd, GError **error)
{
    /* By the process's number, so that a debugger, which is another process, finds the same file under the linker's name of it. */
    g_autofree char *self = g_file_read_link("/proc/self", NULL);
    g_autofree char *from = g_strdup_printf("/proc/%s/fd/%d", self ? self : "self", fd);
    return load(set, path, from, "", error);
}

/* A function as the address that it has. */
#define ADDRESS(function) ((guint64) (guintptr) (function))

GArray *
org_plugins_places(const OrgPluginSet *set)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(guint64));
    const OrgDescription *last = set->descriptions->pdata[set->descriptions->len - 1];

    for (guint i = 0; i < last->features->len; i++) {
        const OrgFeature *feature = &((const OrgLoadedFeature *) last->features->pdata[i])->feature;
        const guint64 both[] = { ADDRESS(feature->run), ADDRESS(feature->settle) };
        g_array_append_vals(places, both, both[1] ? 2 : 1);
    }
    return places;
}
