// SPDX-License-Identifier: MIT
/* Where plugins are looked for. */
#include "../../../engine/host/search.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static char *
put(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);

    g_assert_cmpint(g_mkdir_with_parents(parent, 0755), ==, 0);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
    return g_steal_pointer(&path);
}

static void
remove_all(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            remove_all(path);
        else
            g_remove(path);
    }
    g_rmdir(folder);
}

static void
test_libraries(void)
{
    g_autofree char *one = g_dir_make_tmp("orgsim-search-XXXXXX", NULL),
                    *two = g_dir_make_tmp("orgsim-search-XXXXXX", NULL);
    g_autofree char *b = put(one, "b/b.so"), *a = put(one, "a.so"), *readme = put(one, "b/README.md");
    g_autofree char *other = put(one, "c/other.so"), *z = put(two, "z.so");
    g_autofree char *link = g_build_filename(two, "link.so", NULL);
    g_assert_cmpint(symlink(a, link), ==, 0);
    /* In the order of the places, by name within each; a.so is reached three times and listed once. */
    const char *const places[] = { one, "/nowhere", two, a, readme, NULL };
    g_auto(GStrv) found = org_search_libraries(places);

    g_assert_cmpuint(g_strv_length(found), ==, 3);
    g_assert_cmpstr(found[0], ==, a);
    g_assert_cmpstr(found[1], ==, b);
    g_assert_cmpstr(found[2], ==, z);
    remove_all(one);
    remove_all(two);
}

static void
test_folders(void)
{
    g_setenv("ORGSIM_PLUGIN_PATH", "/first::/second/x.so", TRUE);
    g_auto(GStrv) places = org_search_folders();
    guint n = g_strv_length(places);

    g_assert_cmpuint(n, >=, 4);
    g_assert_cmpstr(places[n - 3], ==, "/first");
    g_assert_cmpstr(places[n - 2], ==, "/second/x.so");
    g_assert_true(g_str_has_suffix(places[n - 1], "orgsim/plugins"));
}

static void
test_stem(void)
{
    static const char *const cases[][2] = {
        { "/a/b/merge.so", "merge" }, { "libmerge.so", "merge" }, { "lib.so", "lib" }, { "plain", "plain" }
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *stem = org_library_stem(cases[i][0]);
        g_assert_cmpstr(stem, ==, cases[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/libraries", test_libraries);
    g_test_add_func("/search/folders", test_folders);
    g_test_add_func("/search/stem", test_stem);
    return g_test_run();
}
