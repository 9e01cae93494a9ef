// SPDX-License-Identifier: MIT
/* SQLite, as this program links it or as the process gives it that loads the extension. */
#pragma once
#ifdef FORM_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif
