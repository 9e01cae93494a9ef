// SPDX-License-Identifier: MIT
#include "page.h"
#include "looks.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static unsigned
level(const Report *report)
{
    return report->n_runs > 1 ? 3 : 2;
}

void
section_begin(const Report *report, const Run *run, const char *name, Word title)
{
    Out *out = report->out;
    unsigned h = run ? level(report) : 2;
    char prefix[32] = "";
    if (run)
        snprintf(prefix, sizeof prefix, "r%zu-", run->index);
    /* Of several runs the article is the landmark: sections of one name each would not be told apart. */
    if (run && report->n_runs > 1)
        putf(out, "<div id=\"%s%s\" class=\"part %s\">", prefix, name, name);
    else
        putf(out, "<section id=\"%s%s\" class=\"part %s\" aria-labelledby=\"%s%s-h\">", prefix, name, name, prefix,
             name);
    putf(out, "<h%u id=\"%s%s-h\">", h, prefix, name);
    say(out, title);
    putf(out, "</h%u>\n", h);
}

void
section_end(const Report *report, const Run *run)
{
    put(report->out, run && report->n_runs > 1 ? "</div>\n" : "</section>\n");
}

void
heading(const Report *report, Word title)
{
    putf(report->out, "<h%u>", level(report) + 1);
    say(report->out, title);
    putf(report->out, "</h%u>\n", level(report) + 1);
}

void
table_begin(const Report *report, const char *css, Word caption, const Word *columns, size_t n, unsigned numeric)
{
    Out *out = report->out;
    putf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><table class=\"%s\"><caption>",
         word_of(out, caption, report->lang), css);
    say(out, caption);
    put(out, "</caption><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        putf(out, "<th scope=\"col\"%s>", numeric >> i & 1 ? " class=\"num\"" : "");
        say(out, columns[i]);
        put(out, "</th>");
    }
    put(out, "</tr></thead><tbody>\n");
}

void
table_end(const Report *report)
{
    put(report->out, "</tbody></table></div>\n");
}

void
say_printed_rows(const Report *report, size_t n)
{
    if (n <= PRINTED_ROWS)
        return;
    put(report->out, "<p class=\"on-paper\">");
    say_with(report->out, W_rows_printed, NUMBER(PRINTED_ROWS), NUMBER((double) n));
    put(report->out, "</p>");
}

void
put_unit(const Report *report, const Run *run, OrgRow unit)
{
    putf(report->out, "<span data-u=\"%zu-%u\">", run->index, unit);
    put_text(report->out, unit_name(report, run, unit));
    put(report->out, "</span>");
}

void
cell_text(Out *out, const char *text)
{
    put(out, "<td>");
    put_text(out, text);
    put(out, "</td>");
}

void
cell_number(Out *out, double value)
{
    put(out, "<td class=\"num\" data-v=\"");
    if (!isnan(value))
        put_json_number(out, value);
    put(out, "\">");
    say_arg(out, NUMBER(value));
    put(out, "</td>");
}

void
cell_month(Out *out, double month)
{
    put(out, "<td class=\"when\" data-v=\"");
    if (!isnan(month))
        put_json_number(out, month);
    put(out, "\">");
    if (!isnan(month))
        say_arg(out, MONTH(month));
    put(out, "</td>");
}

void
cell_word(Out *out, Word word)
{
    put(out, "<td>");
    say(out, word);
    put(out, "</td>");
}

void
put_badge(Out *out, Fate fate)
{
    putf(out, "<span class=\"badge f-%s\" aria-hidden=\"true\">", fates_said[fate].css);
    put_text(out, fate_looks[fate].badge);
    put(out, "</span>");
}

void
say_fates(Out *out, uint32_t flags)
{
    for (int f = 0; f < FATES; f++)
        if (flags & FATE_BIT(f))
            put_badge(out, (Fate) f);
    for (int f = 0, said = 0; f < FATES; f++)
        if (flags & FATE_BIT(f)) {
            put(out, said++ ? ", " : " ");
            say(out, fates_said[f].word);
        }
}

/* "≥ 9 000" and "≥ 9.000": exact, for it is judged by. */
static void
put_required_in(Out *out, int lang, const Required *required)
{
    const char *end = required->percent ? "\xE2\x80\xAF%" : "";
    double scale = required->percent ? 100 : 1;
    put(out, required->change && !*required->sign && required->low > 0 ? "+" : "");
    put_text(out, required->sign);
    put(out, *required->sign ? "\xE2\x80\xAF" : ""); /* narrow, and no line ends at it */
    put_exact(out, required->low * scale, lang);
    put(out, end);
    if (!required->range)
        return;
    put(out, "–");
    put_exact(out, required->high * scale, lang);
    put(out, end);
}

/* Both languages write short whole numbers alike. */
static bool
is_short(double value)
{
    return fabs(value) < 1000 && fabs(value - round(value)) < 1e-9;
}

void
put_required(Out *out, const Required *required)
{
    double scale = required->percent ? 100 : 1;
    bool alike = is_short(required->low * scale) && is_short(required->high * scale);
    for (int lang = 0; lang < (alike ? 1 : LANGS); lang++) {
        if (!alike)
            putf(out, "<span lang=\"%s\">", lang_codes[lang]);
        put_required_in(out, lang, required);
        put(out, alike ? "" : "</span>");
    }
}

Arg
figure(const Judged *judged, double value)
{
    return judged->percent ? PERCENT(value) : judged->money ? MONEY(value, judged->currency) : NUMBER(value);
}

typedef struct {
    const char *verdict, *css, *sign;
    Word word;
} VerdictLook;

/* What is none of the others has no value. */
static const VerdictLook *
look_of(const char *verdict)
{
    static const VerdictLook looks[] = { { "met", "met", "✓", W_met },
                                         { "not met", "missed", "✗", W_not_met },
                                         { "depends", "open", "?", W_depends },
                                         { "no value", "open", "–", W_no_value } };
    size_t i = 0;
    while (i + 1 < sizeof looks / sizeof looks[0] && strcmp(looks[i].verdict, verdict) != 0)
        i++;
    return &looks[i];
}

Word
verdict_word(const char *verdict)
{
    return look_of(verdict)->word;
}

void
say_verdict(const Report *report, const char *verdict, const char *basis)
{
    Out *out = report->out;
    const VerdictLook *look = look_of(verdict);
    bool solid = strcmp(basis, "assumed") && strcmp(basis, "reported");
    putf(out, "<span class=\"verdict %s %s\"><span aria-hidden=\"true\">%s</span> ", look->css,
         solid ? "solid" : "outlined", look->sign);
    say(out, look->word);
    put(out, "</span>");
}
