// SPDX-License-Identifier: MIT
/* The loadable extension: `.load orgdb` in the sqlite3 shell, load_extension() elsewhere. It uses nothing of the process but what
 * SQLite hands it. */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1
#include "tables.h"

__attribute__((visibility("default"))) int sqlite3_orgdb_init(sqlite3 *db, char **error,
                                                              const sqlite3_api_routines *api);

int
sqlite3_orgdb_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
    SQLITE_EXTENSION_INIT2(api);
    int result = form_offer_tables(db);
    if (result == SQLITE_OK)
        result = form_offer_attributes(db);
    if (result == SQLITE_OK)
        result = form_offer_views(db);
    if (result != SQLITE_OK)
        *error = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    return result;
}
