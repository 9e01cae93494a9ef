// SPDX-License-Identifier: MIT
/* The fates of a run as rows of the file: decided as the store does the run's acts again. */
#pragma once
#include "../store/store.h"
#include "fate.h"

typedef struct OrgFateRows OrgFateRows;

OrgFateRows *org_fate_rows_new(const Org *start);
/* For OrgRunResult: its watch, and its fates with rows as their data. */
OrgObserver org_fate_rows_observer(OrgFateRows *rows);
GArray *org_fate_rows_made(const Org *end, gpointer rows);
void org_fate_rows_free(OrgFateRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgFateRows, org_fate_rows_free)
