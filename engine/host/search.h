// SPDX-License-Identifier: MIT
/* Where plugins lie. Only names are looked at here; libraries are opened by the worker alone. */
#pragma once
#include <glib.h>

/* The places searched, in order, NULL-terminated: the built-in folders (places.h), the folders and .so files of $ORGSIM_PLUGIN_PATH, $XDG_DATA_HOME/orgsim/plugins.
 * They need not exist. */
char **org_search_folders(void);

/* The libraries in these places: a .so file as it is; of a folder its *.so and its NAME/NAME.so, by name. A library
 * reached twice is listed once. Absolute paths, NULL-terminated. */
char **org_search_libraries(const char *const *places);

/* Whether a library, by its true path, lies in one of the built-in folders. */
gboolean org_library_is_own(const char *path);

/* "merge" of "/usr/lib/orgsim/plugins/merge/merge.so" (also of "libmerge.so"). */
char *org_library_stem(const char *path);
