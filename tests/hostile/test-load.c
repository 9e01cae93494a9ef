// SPDX-License-Identifier: MIT
/* Libraries that misbehave while they are loaded: the others still load. */
#include "../../engine/worker/parent/private.h"
#include "hostile.h"
#include <glib/gstdio.h>
#include <string.h>

static const OrgBrokenPlugin *
broken(Hostile *h, const char *stem)
{
    const OrgCatalogue *catalogue = org_worker_catalogue(h->worker);

    for (guint i = 0; i < catalogue->broken->len; i++) {
        const OrgBrokenPlugin *plugin = catalogue->broken->pdata[i];
        if (strcmp(plugin->stem, stem) == 0)
            return plugin;
    }
    return NULL;
}

static void
test_constructor_exits(void)
{
    Hostile h;

    hostile_start(&h, "crash", "ctor-exit", "good", NULL);
    const OrgBrokenPlugin *plugin = broken(&h, "ctor-exit");
    g_assert_nonnull(plugin);
    g_autofree char *why = org_message_text(org_message_of(plugin->why), ORG_LANG_EN);
    g_assert_nonnull(strstr(why, "ctor-exit.so"));
    g_assert_nonnull(strstr(why, "ended the process with status 0"));
    g_assert_nonnull(strstr(why, "while it was loaded"));
    g_assert_cmpuint(org_worker_catalogue(h.worker)->broken->len, ==, 1);
    g_assert_nonnull(org_catalogue_find(org_worker_catalogue(h.worker), "polish"));
    g_assert_nonnull(org_catalogue_find(org_worker_catalogue(h.worker), "segfault"));
    g_assert_null(org_catalogue_find(org_worker_catalogue(h.worker), "ctor-exit"));
    hostile_stop(&h);
}

/* The walls stand before constructors run. */
static void
test_constructor_writes(void)
{
    static const char victim[] = "victim-of-constructor"; /* in the folder that worker and test share */
    g_autofree char *bytes = NULL;
    Hostile h;

    g_assert_true(g_file_set_contents(victim, "untouched", -1, NULL));
    hostile_start(&h, "ctor-write", NULL);
    hostile_expect_done(&h, "ctor-write", FALSE);
    hostile_stop(&h);
    g_assert_true(g_file_get_contents(victim, &bytes, NULL, NULL));
    g_assert_cmpstr(bytes, ==, "untouched");
    g_remove(victim);
}

/* A thread could speak while another plugin is called. */
static void
test_constructor_starts_thread(void)
{
    Hostile h;

    hostile_start(&h, "quiet", "good", NULL);
    const OrgBrokenPlugin *plugin = broken(&h, "quiet");
    g_assert_nonnull(plugin);
    g_autofree char *why = org_message_text(org_message_of(plugin->why), ORG_LANG_EN);
    g_assert_nonnull(strstr(why, "tried to start a thread"));
    g_assert_nonnull(org_catalogue_find(org_worker_catalogue(h.worker), "polish"));
    hostile_stop(&h);
}

static guint
libraries_of(const Hostile *h)
{
    return h->worker->loaded->len;
}

/* What the scenario names is loaded, and nothing that merely lies beside it. */
static void
test_only_what_is_named(void)
{
    Hostile h;

    hostile_start(&h, "crash", "garbage", "good", "lie", NULL);
    g_assert_cmpuint(org_worker_catalogue(h.worker)->plugins->len, ==, 4);
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "polish", FALSE);
    g_assert_cmpint(result->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(libraries_of(&h), ==, 1);
    g_autoptr(OrgWorkerResult) other = hostile_run(&h, "rule-that-writes", FALSE);
    g_assert_cmpint(other->status, ==, ORG_WORKER_FAILED);
    g_assert_cmpuint(org_worker_counts(h.worker).starts, ==,
                     4); /* the processes that held the other library are gone */
    hostile_stop(&h);
}

/* A library that takes another's id and feature is refused, and is not called in its place. */
static void
test_bystander(void)
{
    Hostile h;

    hostile_start(&h, "good", "bystander", NULL);
    const OrgBrokenPlugin *plugin = broken(&h, "bystander");
    g_assert_nonnull(plugin);
    g_assert_nonnull(strstr(plugin->why, "is already there"));
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "polish", FALSE);
    g_assert_cmpint(result->status, ==, ORG_WORKER_DONE);
    g_assert_cmpstr(org_name(h.org, ORG_UNITS, 0), ==, "Shining");
    hostile_stop(&h);
}

/* Run as it was hashed: a library that is another one when it is needed is not loaded at all. */
static void
test_swapped(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *good = hostile_library("good"), *evil = hostile_library("bystander");
    g_autofree char *folder = g_dir_make_tmp("orgsim-plugins-XXXXXX", NULL);
    g_autofree char *copy = g_build_filename(folder, "copy.so", NULL);
    g_autofree char *bytes = NULL, *others = NULL;
    gsize size, others_size;
    Hostile h;
    HostileJob prepared;

    g_assert_true(g_file_get_contents(good, &bytes, &size, NULL));
    g_assert_true(g_file_get_contents(evil, &others, &others_size, NULL));
    g_assert_true(g_file_set_contents(copy, bytes, (gssize) size, NULL));
    hostile_start(&h, "crash", NULL);
    org_worker_stop(h.worker);
    const char *const dirs[] = { copy, NULL };
    OrgWorkerOptions options = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"), .plugin_dirs = dirs };
    h.worker = org_worker_start(&options, &error);
    g_assert_no_error(error);
    hostile_prepare(&h, &prepared, "polish", FALSE);
    g_assert_true(g_file_set_contents(copy, others, (gssize) others_size, NULL));
    g_assert_null(org_worker_run(h.worker, &prepared.job, NULL, NULL, &error));
    g_assert_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM);
    g_assert_nonnull(strstr(error->message, "a plugin library changed while orgsim was running"));
    hostile_release(&h, &prepared);
    hostile_stop(&h);
    g_remove(copy);
    g_rmdir(folder);
}

/* Neither the environment nor what lies beside the library is a plugin's business. */
static void
test_nosy(void)
{
    g_autofree char *beside = g_build_filename(g_getenv("ORGSIM_TEST_EVIL"), "people.csv", NULL);
    Hostile h;

    g_assert_true(g_file_set_contents(beside, "id,name\n", -1, NULL));
    g_setenv("ORGSIM_TEST_TOKEN", "secret", TRUE);
    g_unsetenv("LD_LIBRARY_PATH"); /* folders named there are libraries' */
    hostile_start(&h, "nosy", NULL);
    hostile_expect_done(&h, "read-environment", FALSE);
    if (strstr(org_worker_sandbox(h.worker), "no landlock") == NULL)
        hostile_expect_done(&h, "read-beside", FALSE);
    if (!g_str_has_prefix(org_worker_sandbox(h.worker), "no seccomp"))
        hostile_expect_done(&h, "look-around", FALSE);
    hostile_stop(&h);
    g_unsetenv("ORGSIM_TEST_TOKEN");
    g_remove(beside);
}

/* A sealed copy lies nowhere, so that nothing lies beside it. */
static void
test_library_beside(void)
{
    Hostile h;

    g_unsetenv("LD_LIBRARY_PATH"); /* it may name that very folder */
    hostile_start(&h, "leaning", "good", NULL);
    const OrgBrokenPlugin *plugin = broken(&h, "leaning");
    g_assert_nonnull(plugin);
    g_autofree char *why = org_message_text(org_message_of(plugin->why), ORG_LANG_EN);
    g_assert_nonnull(strstr(why, "leaning.so: it cannot be loaded: it needs libprop.so"));
    g_assert_nonnull(strstr(why, "beside the plugin nothing is looked for"));
    g_assert_nonnull(org_catalogue_find(org_worker_catalogue(h.worker), "polish"));
    hostile_stop(&h);
}

static void
test_no_library(void)
{
    Hostile h;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("orgsim-plugins-XXXXXX", NULL);
    g_autofree char *text = g_build_filename(folder, "text.so", NULL);
    g_autofree char *empty = g_build_filename(folder, "empty.so", NULL);
    const char *const dirs[] = { folder, NULL };
    OrgWorkerOptions options = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"), .plugin_dirs = dirs };

    g_assert_true(g_file_set_contents(text, "this is no library\n", -1, NULL));
    g_assert_true(g_file_set_contents(empty, "", -1, NULL));
    h.worker = org_worker_start(&options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(org_worker_catalogue(h.worker)->plugins->len, ==, 0);
    g_assert_nonnull(broken(&h, "text"));
    g_assert_nonnull(broken(&h, "empty"));
    g_assert_nonnull(strstr(broken(&h, "text")->why, text));
    org_worker_stop(h.worker);
    g_remove(text);
    g_remove(empty);
    g_rmdir(folder);
}

static void
test_duplicate_id(void)
{
    Hostile h;
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("orgsim-plugins-XXXXXX", NULL);
    g_autofree char *copy = g_build_filename(folder, "good-copy.so", NULL);
    g_autofree char *original = hostile_library("good");
    g_autofree char *bytes = NULL;
    gsize size;

    g_assert_true(g_file_get_contents(original, &bytes, &size, NULL));
    g_assert_true(g_file_set_contents(copy, bytes, (gssize) size, NULL));
    const char *const dirs[] = { original, original, folder, NULL };
    OrgWorkerOptions options = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"), .plugin_dirs = dirs };
    h.worker = org_worker_start(&options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(org_worker_catalogue(h.worker)->plugins->len, ==, 1);
    const OrgPluginInfo *plugin = org_worker_catalogue(h.worker)->plugins->pdata[0];
    g_assert_cmpstr(plugin->path, ==, original);
    g_assert_cmpuint(strlen(plugin->sha256), ==, 64);
    g_assert_cmpuint(org_worker_catalogue(h.worker)->broken->len, ==, 1);
    g_assert_nonnull(strstr(broken(&h, "good-copy")->why, original));
    g_assert_nonnull(strstr(broken(&h, "good-copy")->why, copy));
    org_worker_stop(h.worker);
    g_remove(copy);
    g_rmdir(folder);
}

static void
test_no_program(void)
{
    g_autoptr(GError) error = NULL;
    OrgWorkerOptions options = { .worker_path = "/nowhere/orgsim-worker" };

    g_assert_null(org_worker_start(&options, &error));
    g_assert_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_PROGRAM);
    g_assert_nonnull(strstr(error->message, "/nowhere/orgsim-worker"));
}

/* A program that is no worker: the answer is a sentence, not a hang. */
static void
test_other_program(void)
{
    g_autoptr(GError) error = NULL;
    OrgWorkerOptions options = { .worker_path = "/bin/true" };

    g_assert_null(org_worker_start(&options, &error));
    g_assert_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM);
}

static void
test_sandbox(void)
{
    Hostile h;

    hostile_start(&h, "good", NULL);
    g_test_message("sandbox: %s", org_worker_sandbox(h.worker));
    g_assert_true(strstr(org_worker_sandbox(h.worker), "seccomp") || strstr(org_worker_sandbox(h.worker), "landlock"));
    g_assert_nonnull(strstr(org_worker_sandbox(h.worker), "no capabilities"));
    hostile_stop(&h);
}

/* Where a wall is missing, that is said. */
static void
test_weaker(void)
{
    g_assert_null(org_worker_weaker("seccomp, landlock 4, no capabilities"));
    g_assert_nonnull(strstr(org_worker_weaker("seccomp, no landlock, no capabilities"), "has no Landlock"));
    g_assert_nonnull(strstr(org_worker_weaker("no seccomp, landlock 4, no capabilities"), "has no seccomp"));
}

static void
test_doctor(void)
{
    g_autofree char *crash = hostile_library("crash"), *ctor = hostile_library("ctor-exit");
    const char *const dirs[] = { crash, ctor, "/nowhere", NULL };
    OrgWorkerOptions options = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"), .plugin_dirs = dirs };
    g_autoptr(GPtrArray) lines = org_worker_doctor(&options);
    g_autoptr(GString) said = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        g_autofree char *line = org_message_text(org_message_of(lines->pdata[i]), ORG_LANG_EN);
        g_string_append_printf(said, "%s\n", line);
    }
    const char *text = said->str;

    g_assert_nonnull(strstr(text, "sandbox: "));
    g_assert_nonnull(strstr(text, "plugin folder: /nowhere (not there)"));
    g_assert_nonnull(strstr(text, "plugins: 1 with 8 features"));
    g_assert_nonnull(strstr(text, "broken plugin: "));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/load/constructor-exits", test_constructor_exits);
    g_test_add_func("/hostile/load/constructor-writes", test_constructor_writes);
    g_test_add_func("/hostile/load/constructor-starts-thread", test_constructor_starts_thread);
    g_test_add_func("/hostile/load/only-what-is-named", test_only_what_is_named);
    g_test_add_func("/hostile/load/bystander", test_bystander);
    g_test_add_func("/hostile/load/swapped", test_swapped);
    g_test_add_func("/hostile/load/nosy", test_nosy);
    g_test_add_func("/hostile/load/library-beside", test_library_beside);
    g_test_add_func("/hostile/load/no-library", test_no_library);
    g_test_add_func("/hostile/load/duplicate-id", test_duplicate_id);
    g_test_add_func("/hostile/load/no-program", test_no_program);
    g_test_add_func("/hostile/load/other-program", test_other_program);
    g_test_add_func("/hostile/load/sandbox", test_sandbox);
    g_test_add_func("/hostile/load/weaker", test_weaker);
    g_test_add_func("/hostile/load/doctor", test_doctor);
    return g_test_run();
}
