// SPDX-License-Identifier: MIT
// A table under construction.
#include "views-private.h"

void
view_begin(View *view, const ViewSpec *spec)
{
    *view = (View){ .spec = spec };
    while (view->n < VIEW_MOST && spec->columns[view->n]) {
        if (spec->texts >> view->n & 1)
            view->texts[view->n] = g_ptr_array_new_with_free_func(g_free);
        else
            view->numbers[view->n] = g_array_new(FALSE, FALSE, sizeof(double));
        view->n++;
    }
}

void
view_number(View *view, guint column, double value)
{
    g_array_append_val(view->numbers[column], value);
}

void
view_text(View *view, guint column, const char *value)
{
    g_ptr_array_add(view->texts[column], g_strdup(value));
}

OrgWorkerView
view_table(View *view)
{
    for (guint c = 0; c < view->n; c++)
        view->columns[c] =
            (OrgWorkerColumn){ view->spec->columns[c], view->texts[c] ? ORG_TEXT : ORG_REAL,
                               view->numbers[c] ? (const double *) (void *) view->numbers[c]->data : NULL,
                               view->texts[c] ? (const char *const *) view->texts[c]->pdata : NULL };
    return (OrgWorkerView){ view->spec->name, view->numbers[0]->len, view->n, view->columns };
}

void
view_clear(View *view)
{
    for (guint c = 0; c < view->n; c++) {
        g_clear_pointer(&view->numbers[c], g_array_unref);
        g_clear_pointer(&view->texts[c], g_ptr_array_unref);
    }
}
