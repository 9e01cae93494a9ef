// SPDX-License-Identifier: MIT
#include "verdict.h"
#include <string.h>

const char *
verdict_text(const Chart *chart, const char *verdict, const char *basis)
{
    const Words *w = chart->words;
    const char *text = !strcmp(verdict, "met")       ? w->met
                       : !strcmp(verdict, "not met") ? w->not_met
                       : !strcmp(verdict, "depends") ? w->depends
                                                     : verdict;
    return chart_print(chart, "%s%s%s%s", text, *basis ? " (" : "", basis, *basis ? ")" : "");
}

void
verdict_pill(Canvas *canvas, Rect pill, const char *verdict, const char *text, int size, bool outlined)
{
    const char *color = !strcmp(verdict, "met") ? GREEN : !strcmp(verdict, "not met") ? RED : AMBER;
    canvas_box(canvas, NULL, pill, outlined ? "#FFFFFF" : color, color, CANVAS_PT(0.75));
    canvas_text(canvas, pill, ALIGN_CENTRE, (Font){ size, true, outlined ? color : "#FFFFFF" }, text);
}

const char *
verdict_required(const Chart *chart, const Required *required)
{
    char low[64], high[64];
    const char *sign = required->change && !*required->sign && required->low > 0 ? "+" : required->sign;
    words_exact(chart->words, required->low, required->percent, low);
    words_exact(chart->words, required->high, required->percent, high);
    if (required->range)
        return chart_print(chart, "%s\xE2\x80\x93%s", low, high);
    return chart_print(chart, "%s%s%s", sign, *required->sign ? " " : "", low);
}
