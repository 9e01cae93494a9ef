// SPDX-License-Identifier: MIT
/* Texts: those of the host's tables in the language of the chart, and those that are made of figures. */
#include "model.h"
#include <stdio.h>
#include <string.h>
#include <stdarg.h>

/* Most texts only join others: those are copied, for printf would take a fifth of a large chart's time. */
static bool
only_joins(const char *format)
{
    for (format = strchr(format, '%'); format; format = strchr(format + 2, '%'))
        if (format[1] != 's')
            return false;
    return true;
}

/* A format of plain text and %s, written to `out` where there is one; returns the bytes without the 0. */
static size_t
join(const char *format, va_list args, char *out)
{
    size_t size = 0;
    while (*format) {
        bool other = *format == '%';
        const char *text = other ? va_arg(args, const char *) : format;
        size_t n = other ? strlen(text) : (size_t) (strchrnul(format, '%') - format);
        if (out)
            memcpy(out + size, text, n);
        size += n;
        format += other ? 2 : n;
    }
    if (out)
        out[size] = 0;
    return size;
}

const char *
chart_print(const Chart *chart, const char *format, ...)
{
    va_list args, again;
    bool joins = only_joins(format);
    va_start(args, format);
    va_copy(again, args);
    ptrdiff_t n = joins ? (ptrdiff_t) join(format, args, NULL) : vsnprintf(NULL, 0, format, args);
    char *out = n < 0 ? NULL : chart->host->scratch(chart->ctx, (size_t) n + 1);
    if (out && joins)
        join(format, again, out);
    else if (out)
        vsnprintf(out, (size_t) n + 1, format, again);
    va_end(again);
    va_end(args);
    return out ? out : "";
}

const OrgColumn *
chart_column(const OrgTable *table, const char *name)
{
    for (size_t i = 0; table && i < table->n_columns; i++) {
        const OrgColumn *column = org_column(table, i);
        if (!strcmp(column->name, name))
            return column;
    }
    return NULL;
}

bool
chart_is_row(const Chart *chart, const OrgTable *table, size_t row)
{
    const OrgColumn *run = chart_column(table, "run");
    return run && run->number ? run->number[row] == (double) chart->run : row == chart->run;
}

static const char *
text_at(const OrgTable *table, const char *name, size_t row)
{
    const OrgColumn *found = chart_column(table, name);
    return found && found->text && found->text[row] ? found->text[row] : "";
}

const char *
chart_said(const Chart *chart, const OrgTable *table, const char *name, size_t row)
{
    char beside[64];
    snprintf(beside, sizeof beside, "%s_said", name);
    const char *said = text_at(table, beside, row);
    return *said ? chart->host->translate(chart->ctx, chart->words->vietnamese ? "vi" : "en", said)
                 : text_at(table, name, row);
}

const char *
chart_type(const Chart *chart, OrgWord type, bool many)
{
    const char *spelled = chart->host->spell(chart->ctx, type);
    const OrgTable *table = chart->host->data(chart->ctx, "type");
    for (size_t i = 0; table && i < table->rows; i++)
        if (chart_is_row(chart, table, i) && !strcmp(text_at(table, "type", i), spelled))
            return chart_said(chart, table, many ? "many" : "one", i);
    return spelled;
}
