// SPDX-License-Identifier: MIT
/* A call to the live tables begins: what the organisation has got since is a column of them. */
#include "private.h"

void
live_look_again(OrgLive *live)
{
    live->attribute_version = live->org->attribute_version;
    if (!live_columns_update(live))
        return;
    g_hash_table_remove_all(live->selections); /* statements know columns by number */
    g_hash_table_remove_all(live->statements);
    live_tables_declare(live);
}

void
live_enter(OrgLive *live)
{
    live->call++;
    if (live->attribute_version != live->org->attribute_version)
        live_look_again(live);
}
