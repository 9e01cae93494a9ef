// SPDX-License-Identifier: MIT
/* --debug-plugin shows what plugins log; --debug-plugin=PLUGIN also stops in gdb where that plugin is called. */
#pragma once
#include "../study/load.h"
#include "cli.h"

/* The option's value may be left out, and then the next argument is none: "--debug-plugin" becomes "--debug-plugin=". */
void org_cli_debug_spell(int argc, char **argv);
#define ORG_DEBUG_OPTION(place)                                                                                        \
    {                                                                                                                  \
        "debug-plugin", 0, 0, G_OPTION_ARG_STRING, place,                                                              \
            N_("Show on standard error what plugins log; with =PLUGIN, also stop in gdb where that plugin is called"), \
            "[PLUGIN]"                                                                                                 \
    }
/* FALSE, with a sentence told: gdb is not here. plugin: NULL and "" ask for none. Ctrl-C is gdb's from now on. */
gboolean org_cli_debug_begin(OrgLang lang, const char *plugin);
/* FALSE, with a sentence told: the plan calls no such plugin. */
gboolean org_cli_debug_knows(OrgLang lang, const OrgLoaded *loaded, const char *plugin);
