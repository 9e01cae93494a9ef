// SPDX-License-Identifier: MIT
/* Months of steps and targets. */
#include "reader.h"
#include <string.h>

static gint
compare_months(gconstpointer a, gconstpointer b)
{
    OrgMonth x = *(const OrgMonth *) a, y = *(const OrgMonth *) b;
    return x < y ? -1 : x > y;
}

gboolean
org_read_months(OrgReader *reader, const OrgYaml *node, const char *what, GArray *at)
{
    OrgMonth month;
    if (node->kind != ORG_YAML_SEQUENCE) {
        if (!org_reader_month_in_span(reader, node, what, &month))
            return FALSE;
        g_array_append_val(at, month);
        return TRUE;
    }
    if (!node->items->len) {
        org_reader_error(reader, node, "bad-value", "%s is an empty list, expected at least one month", what);
        return FALSE;
    }
    gboolean good = TRUE;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < node->items->len; i++) {
        const OrgYaml *item = g_ptr_array_index(node->items, i);
        if (!org_reader_month_in_span(reader, item, what, &month)) {
            good = FALSE;
        } else if (!g_hash_table_add(seen, GINT_TO_POINTER(month))) {
            g_autofree char *quoted = org_yaml_quote(item->text);
            org_reader_error(reader, item, "duplicate-month", "%s names %s twice", what, quoted);
            good = FALSE;
        } else {
            g_array_append_val(at, month);
        }
    }
    g_array_sort(at, compare_months);
    return good;
}

gboolean
org_read_every(OrgReader *reader, const OrgYaml *node, const char *what, GArray *at)
{
    static const char *const words[] = { "month", "quarter", "year", NULL };
    static const gint months[] = { 1, 3, 12 };
    guint choice;
    if (!org_reader_choice(reader, node, what, words, &choice))
        return FALSE;
    if (!reader->span_known)
        return TRUE;
    for (OrgMonth month = reader->plan->from; month <= reader->plan->to; month++)
        if (ORG_IN_YEAR(month) % months[choice] == 0)
            g_array_append_val(at, month);
    if (at->len)
        return TRUE;
    char from[16], to[16];
    org_reader_error(reader, node, "never-due", "%s %s never comes between %s and %s", what, words[choice],
                     org_month_text(reader->plan->from, from), org_month_text(reader->plan->to, to));
    return FALSE;
}

gboolean
org_read_duration(OrgReader *reader, const OrgYaml *node, const char *what, gint *months)
{
    const char *text = org_reader_text(reader, node, what);
    if (!text)
        return FALSE;
    gsize length = strlen(text);
    guint64 number = 0;
    g_autofree char *digits = g_strndup(text, length ? length - 1 : 0);
    gboolean years = length > 1 && text[length - 1] == 'y', in_months = length > 1 && text[length - 1] == 'm';
    if ((years || in_months) && g_ascii_string_to_unsigned(digits, 10, 1, years ? 100 : 1200, &number, NULL)) {
        *months = (gint) number * (years ? 12 : 1);
        return TRUE;
    }
    g_autofree char *quoted = org_yaml_quote(text);
    org_reader_error(reader, node, "bad-value", "%s is %s, expected a duration such as 12m or 1y (at most 100y)", what,
                     quoted);
    return FALSE;
}
