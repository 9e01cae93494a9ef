// SPDX-License-Identifier: MIT
/* Texts of the host's tables in the language of the chart. */
#include "model.h"
#include <stdio.h>
#include <string.h>

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
