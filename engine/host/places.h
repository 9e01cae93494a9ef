// SPDX-License-Identifier: MIT
/* Where the parts of orgsim lie: beside each other in a build folder, in the folders of a prefix once installed. They are looked
 * for from the running program, so that an installation may be moved as a whole. */
#pragma once
#include <glib.h>

/* The folder of the running program, found once; "." when the system does not say. */
const char *org_program_folder(void);

typedef enum {
    ORG_PLACE_WORKER,   /* the program orgsim-worker */
    ORG_PLACE_PLUGINS,  /* the folder of plugins; in a build folder renderers lie in ORG_PLACE_GRAPHS */
    ORG_PLACE_GRAPHS,   /* of renderers; installed, that of plugins */
    ORG_PLACE_HEADERS,  /* what a compiler is told: it holds orgsim/plugin.h */
    ORG_PLACE_RULEBOOKS /* include: rulebook:NAME */
} OrgPlace;

/* An absolute path, the caller's; it need not exist. */
char *org_path_of(OrgPlace place);
