// SPDX-License-Identifier: MIT
#include "vacancies-sheet.h"
#include "../study/vacancies.h"
#include <string.h>

enum { POST, UNIT, TITLE, SINCE, KEPT_FOR, REASON, MONTHS, N_CELLS };

static const OrgOutKind kinds[N_CELLS] = { ORG_OUT_TEXT, ORG_OUT_TEXT, ORG_OUT_TEXT, ORG_OUT_MONTH,
                                           ORG_OUT_TEXT, ORG_OUT_TEXT, ORG_OUT_WHOLE };

static const char *const *
heads_of(OrgLang lang)
{
    static const char *heads[ORG_N_LANGS][N_CELLS];
    const char *const words[N_CELLS] = {
        [POST] = _("Vacant post"),  [UNIT] = _("Unit"),     [TITLE] = _("Title"),          [SINCE] = _("Vacant since"),
        [KEPT_FOR] = _("Kept for"), [REASON] = _("Reason"), [MONTHS] = _("Months vacant"),
    };
    memcpy(heads[lang], words, sizeof words);
    return heads[lang];
}

typedef struct {
    GPtrArray *rows;
    OrgLang lang;
} Out;

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    Out *out = data;
    OrgLang lang = out->lang;
    char **cells = g_new0(char *, (gsize) n + 1);
    (void) names;
    for (gint i = 0; i < n; i++)
        cells[i] = g_strdup(i == SINCE && !strcmp(values[i], "unknown") ? _("unknown") : values[i] ? values[i] : "");
    g_ptr_array_add(out->rows, cells);
    return TRUE;
}

gboolean
org_vacancies_sheet(OrgOpened *opened, OrgLang lang, OrgSheetOut *sheet, GError **error)
{
    *sheet = (OrgSheetOut){ 0 };
    g_autoptr(OrgLive) live = org_vacancies_live(opened, lang, error);
    if (!live)
        return FALSE;
    if ((opened->end ? opened->end : opened->start)->filled_unknown)
        return TRUE;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
    Out out = { rows, lang };
    if (!org_live_query(live,
                        "SELECT post, unit, title, since, kept_for, reason, months FROM vacancies"
                        " ORDER BY unit, post",
                        on_row, &out, error))
        return FALSE;
    *sheet = (OrgSheetOut){ _("Vacancies"), N_CELLS, heads_of(lang), kinds, g_steal_pointer(&rows) };
    return TRUE;
}
