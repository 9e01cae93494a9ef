// SPDX-License-Identifier: MIT
#include "csv-write.h"
#include "../../base/month.h"
#include <math.h>
#include <string.h>

static gboolean
is_formula(const char *text)
{
    double value;
    gsize quotes = strspn(text, "'");

    if (!text[quotes] || !strchr("=+-@\t\r", text[quotes]))
        return FALSE;
    return quotes > 0 || !org_number_parse(text, &value);
}

void
org_csv_append(GString *out, const char *text)
{
    gsize size = strlen(text);
    gboolean formula = is_formula(text);

    if (out->len && out->str[out->len - 1] != '\n')
        g_string_append_c(out, ',');
    else if (size == 0)
        g_string_append(out, "\"\""); /* a row must not begin like a blank line */
    gboolean blanks = size && (strchr(" \t", text[0]) || strchr(" \t", text[size - 1]));
    if (!blanks && !text[strcspn(text, ",\"\r\n;\t")]) {
        if (formula)
            g_string_append_c(out, '\'');
        g_string_append_len(out, text, (gssize) size);
        return;
    }
    g_string_append_c(out, '"');
    if (formula)
        g_string_append_c(out, '\'');
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

void
org_csv_end_row(GString *out)
{
    g_string_append_c(out, '\n');
}

static void
on_column(gpointer out, const char *name, OrgOutKind kind)
{
    (void) kind;
    org_csv_append(out, name);
}

static void
on_text(gpointer out, const char *text)
{
    org_csv_append(out, text);
}

static void
on_month(gpointer out, OrgMonth month)
{
    char buffer[16];
    org_csv_append(out, org_month_text(month, buffer));
}

static void
on_number(gpointer out, double value)
{
    char buffer[40];
    org_csv_append(out, isnan(value) ? "" : org_number_text(value, buffer));
}

static void
on_end_row(gpointer out)
{
    org_csv_end_row(out);
}

OrgTableOut
org_csv_out(GString *out)
{
    return (OrgTableOut){ on_column, on_text, on_month, on_number, on_end_row, out };
}
