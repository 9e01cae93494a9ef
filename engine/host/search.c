// SPDX-License-Identifier: MIT
#include "search.h"
#include "places.h"
#include <stdlib.h>
#include <string.h>

char **
org_search_folders(void)
{
    g_autoptr(GStrvBuilder) places = g_strv_builder_new();
    g_autofree char *plugins = org_path_of(ORG_PLACE_PLUGINS), *graphs = org_path_of(ORG_PLACE_GRAPHS);

    g_strv_builder_add(places, plugins);
    if (strcmp(plugins, graphs))
        g_strv_builder_add(places, graphs);
    const char *path = g_getenv("ORGSIM_PLUGIN_PATH");
    g_auto(GStrv) more = g_strsplit(path ? path : "", ":", -1);
    for (guint i = 0; more[i]; i++)
        if (more[i][0])
            g_strv_builder_add(places, more[i]);
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "orgsim", "plugins", NULL);
    g_strv_builder_add(places, own);
    return g_strv_builder_end(places);
}

static gboolean
is_beneath(const char *path, const char *folder)
{
    char *resolved = realpath(folder, NULL);
    gsize length = resolved ? strlen(resolved) : 0;
    gboolean beneath = length > 0 && strncmp(path, resolved, length) == 0 && path[length] == '/';

    free(resolved);
    return beneath;
}

gboolean
org_library_is_own(const char *path)
{
    g_autofree char *plugins = org_path_of(ORG_PLACE_PLUGINS), *graphs = org_path_of(ORG_PLACE_GRAPHS);

    return is_beneath(path, plugins) || is_beneath(path, graphs);
}

char *
org_library_stem(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);

    if (g_str_has_suffix(name, ".so"))
        name[strlen(name) - 3] = '\0';
    return g_strdup(g_str_has_prefix(name, "lib") && name[3] ? name + 3 : name);
}

/* Add one library under its true path, so that one reached through a link or twice through the path is not a duplicate. */
static void
add_library(GPtrArray *found, const char *path)
{
    g_autofree char *true_path = NULL;
    char *resolved = realpath(path, NULL);

    if (resolved)
        true_path = g_strdup(resolved);
    free(resolved);
    if (!true_path || !g_file_test(true_path, G_FILE_TEST_IS_REGULAR))
        return;
    for (guint i = 0; i < found->len; i++)
        if (strcmp(found->pdata[i], true_path) == 0)
            return;
    g_ptr_array_add(found, g_steal_pointer(&true_path));
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static void
add_folder(GPtrArray *found, const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_str_has_suffix(name, ".so")) {
            g_ptr_array_add(paths, g_steal_pointer(&path));
        } else if (strcmp(name, "template") && g_file_test(path, G_FILE_TEST_IS_DIR)) { /* to be copied, not used */
            g_autofree char *file = g_strconcat(name, ".so", NULL);
            g_autofree char *inner = g_build_filename(path, file, NULL);
            if (g_file_test(inner, G_FILE_TEST_IS_REGULAR))
                g_ptr_array_add(paths, g_steal_pointer(&inner));
        }
    }
    g_ptr_array_sort(paths, by_name); /* folders are read in no order */
    for (guint i = 0; i < paths->len; i++)
        add_library(found, paths->pdata[i]);
}

char **
org_search_libraries(const char *const *places)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; places && places[i]; i++) {
        if (g_file_test(places[i], G_FILE_TEST_IS_DIR))
            add_folder(found, places[i]);
        else if (g_str_has_suffix(places[i], ".so"))
            add_library(found, places[i]);
    }
    g_ptr_array_add(found, NULL);
    return (char **) g_ptr_array_steal(found, NULL);
}
