// SPDX-License-Identifier: MIT
#include "reader.h"
#include <string.h>

char *
org_reader_hint(const char *word, const char *const *candidates)
{
    char *suggestion = org_reader_suggest(word, candidates);
    if (strlen(word) <= 64 && org_nearest(word, candidates) != NULL)
        return suggestion;
    g_autofree char *known = suggestion;
    return org_said("%s; further folders of plugins are named in ORGSIM_PLUGIN_PATH", known);
}
