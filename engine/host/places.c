// SPDX-License-Identifier: MIT
#include "places.h"
#include "places-installed.h"

static const struct {
    const char *built, *installed;
} places[] = {
    [ORG_PLACE_WORKER] = { "orgsim-worker", ORG_INSTALLED_WORKER "/orgsim-worker" },
    [ORG_PLACE_PLUGINS] = { "plugins", ORG_INSTALLED_PLUGINS },
    [ORG_PLACE_GRAPHS] = { "graphs", ORG_INSTALLED_PLUGINS },
    [ORG_PLACE_HEADERS] = { "engine/include", ORG_INSTALLED_HEADERS },
    [ORG_PLACE_RULEBOOKS] = { "scenarios/rulebooks", ORG_INSTALLED_DATA "/rulebooks" },
};

const char *
org_program_folder(void)
{
    static char *folder;

    if (g_once_init_enter(&folder)) {
        g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
        g_once_init_leave(&folder, program ? g_path_get_dirname(program) : g_strdup("."));
    }
    return folder;
}

/* It stands in a build folder, among what was built with it. */
static gboolean
program_is_built(void)
{
    g_autofree char *plugins = g_build_filename(org_program_folder(), places[ORG_PLACE_PLUGINS].built, NULL);

    return g_file_test(plugins, G_FILE_TEST_IS_DIR);
}

char *
org_path_of(OrgPlace place)
{
    const char *from = program_is_built() ? places[place].built : places[place].installed;

    return g_canonicalize_filename(from, org_program_folder());
}
