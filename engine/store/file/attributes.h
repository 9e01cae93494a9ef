// SPDX-License-Identifier: MIT
/* Inside engine/store only: attributes of a snapshot, in the order in which the organisation has them. */
#pragma once
#include "columns.h"

/* The columns are of no use for others afterwards. */
gboolean store_write_attributes(StoreColumns *columns, gint64 snapshot, const Org *org, GError **error);
gboolean store_read_attributes(OrgStore *store, gint64 snapshot, Org *org, GError **error);
