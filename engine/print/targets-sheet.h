// SPDX-License-Identifier: MIT
/* The targets of a run as a sheet of a workbook: one row for each judgement. */
#pragma once
#include "../exchange/exchange.h"
#include "../study/place.h"

/* The rows are the caller's: g_ptr_array_unref(sheet->rows). FALSE with error when the run cannot be read. */
gboolean org_targets_sheet(const OrgOpened *opened, OrgSheetOut *sheet, GError **error);
