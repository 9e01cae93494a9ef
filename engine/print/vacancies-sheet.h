// SPDX-License-Identifier: MIT
/* Posts that nobody holds as a sheet of a workbook. */
#pragma once
#include "../exchange/exchange.h"
#include "../study/place.h"

/* The view `vacancies` (store/live.h) by unit and post, in the language given; of a run its acts are done again. Where it is
 * not known who holds the posts there are no rows to tell of, and sheet->rows is NULL. The rows are the caller's:
 * g_ptr_array_unref(). */
gboolean org_vacancies_sheet(OrgOpened *opened, OrgLang lang, OrgSheetOut *sheet, GError **error);
