// SPDX-License-Identifier: MIT
/* Parts of English sentences of the engine, by which it is known what went wrong: tests/kit/check.py looks that each is a part of one. */
#include "conform-private.h"
#include <string.h>

/* Sentences of the host about what no plugin may do, and the test that asks for it. What is not here is the plugin's own. */
static const struct {
    const char *says, *test;
} wrongs[] = {
    { "does not declare ORG_USES_CHANCE", "chance" },
    { "the feature declares no series", "series" },
    { "is measured twice", "measured" },
    { "it wrote to a column of the organisation", "columns" },
    { "may not call it; it is for", "members" },
    { "a call that foresees may read and announce", "members" },
    { "this call may not change the organisation", "members" },
    { "only a rule may veto", "members" },
    { "which no plugin may do, and was stopped", "walls" },
    { "was killed by signal", NULL },
    { "ended the process with status", NULL },
    { "closed its channel", NULL },
    { "without saying why", NULL },
    { "it left the organisation broken", NULL },
    { "used more than", NULL },
    { "did not return within", NULL },
    { "the format of a sentence is", NULL },
    { "counted from 0", NULL },
    { ", read by ", NULL },
    { "is no unit; there are", NULL },
    { "is no post; there are", NULL },
    { "is no person; there are", NULL },
    { "that is not a finite number", NULL },
    { "a month whose figure is needed", NULL },
};

gboolean
org_conform_wrong(const char *text, const char **test)
{
    for (guint i = 0; i < G_N_ELEMENTS(wrongs); i++)
        if (strstr(text, wrongs[i].says)) {
            *test = wrongs[i].test;
            return TRUE;
        }
    return FALSE;
}
