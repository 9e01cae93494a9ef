// SPDX-License-Identifier: MIT
#include "debug.h"
#include <signal.h>
#include <string.h>

void
org_cli_debug_spell(int argc, char **argv)
{
    static char bare[] = "--debug-plugin=";

    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (!strcmp(argv[i], "--debug-plugin"))
            argv[i] = bare;
}

gboolean
org_cli_debug_begin(OrgLang lang, const char *plugin)
{
    if (!plugin || !*plugin)
        return TRUE;
    g_autofree char *gdb = g_find_program_in_path("gdb");
    if (!gdb) {
        org_cli_fail(
            lang, ORG_EXIT_USAGE,
            "--debug-plugin=%s needs gdb, which is not here: install the package gdb; without a name after it, "
            "--debug-plugin shows what plugins log",
            plugin);
        return FALSE;
    }
    signal(SIGINT, SIG_IGN); /* gdb stops the plugin by it, and the terminal sends it to all */
    return TRUE;
}

gboolean
org_cli_debug_knows(OrgLang lang, const OrgLoaded *loaded, const char *plugin)
{
    const OrgCatalogue *catalogue = org_worker_catalogue(loaded->worker);
    const GPtrArray *items = loaded->plan->items;

    if (!plugin || !*plugin)
        return TRUE;
    for (guint i = 0; i < items->len; i++) {
        const OrgFeatureInfo *feature = ((const OrgItem *) items->pdata[i])->feature;
        if (feature && !strcmp(((const OrgPluginInfo *) catalogue->plugins->pdata[feature->plugin])->id, plugin))
            return TRUE;
    }
    org_cli_fail(
        lang, ORG_EXIT_USAGE,
        "--debug-plugin=%s: the scenario has no step, process, rule or metric of a plugin of that name; orgsim "
        "plugin list names all",
        plugin);
    return FALSE;
}
