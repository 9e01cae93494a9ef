// SPDX-License-Identifier: MIT
#include "words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THIN "\xE2\x80\xAF" /* narrow, and no line ends at it */
#define MINUS "\xE2\x88\x92"
#define DASH "\xE2\x80\x93"

static const char *const texts[WORDS][LANGS] = {
#define W(key, en, vi) [W_##key] = { en, vi },
#include "words.def"
#undef W
};

const char *const lang_codes[LANGS] = { "en", "vi" };

const char *
word_of(Word word, int lang)
{
    return texts[word][lang];
}

/* Groups of three by thin spaces (in Vietnamese by dots, as on the charts), at most one decimal, none from a thousand on. */
static void
put_figure(Out *out, double value, int lang)
{
    char digits[32];
    double size = fabs(value);
    if (!(size < 1e15)) {
        put(out, DASH);
        return;
    }
    long long tenths = size < 1000 ? llround(size * 10) : llround(size) * 10;
    int n = snprintf(digits, sizeof digits, "%lld", tenths / 10);
    if (value < 0 && tenths)
        put(out, MINUS);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            put(out, lang == VI ? "." : THIN);
        put_bytes(out, digits + i, 1);
    }
    if (tenths % 10)
        putf(out, "%c%d", lang == VI ? ',' : '.', (int) (tenths % 10));
}

static void
put_month(Out *out, double value, int lang)
{
    static const char *const short_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    if (!(value >= 0 && value < 12 * 10000)) {
        put(out, DASH);
        return;
    }
    int month = (int) value % 12, year = (int) value / 12;
    if (lang == VI)
        putf(out, "%d/%d", month + 1, year);
    else
        putf(out, "%s %d", short_names[month], year);
}

static void
put_arg(Out *out, int lang, const Arg *arg)
{
    switch (arg->kind) {
    case A_NUMBER:
        put_figure(out, arg->number, lang);
        break;
    case A_PERCENT:
        put_figure(out, arg->number * 100, lang);
        if (!isnan(arg->number))
            put(out, THIN "%");
        break;
    case A_POINTS: {
        Arg inner = NUMBER(arg->number * 100);
        say_in(out, lang, W_points, &inner, 1);
        break;
    }
    case A_MONTH:
        put_month(out, arg->number, lang);
        break;
    case A_TEXT:
        put_text(out, arg->text);
        break;
    case A_QUOTED:
        put(out, "“");
        put_text(out, arg->text);
        put(out, "”");
        break;
    case A_WORD:
        put(out, word_of(arg->word, lang));
        break;
    }
}

/* "{0}", or "{0:person|people}": the first form for one. Returns what follows. */
static const char *
put_place(Out *out, int lang, const char *at, const Arg *args, size_t n)
{
    size_t i = (size_t) (at[1] - '0');
    const char *end = strchr(at, '}');
    if (at[2] == ':' && i < n) {
        const char *bar = strchr(at, '|');
        if (args[i].number == 1)
            put_bytes(out, at + 3, (size_t) (bar - at - 3));
        else
            put_bytes(out, bar + 1, (size_t) (end - bar - 1));
    } else if (i < n)
        put_arg(out, lang, &args[i]);
    return end + 1;
}

void
say_in(Out *out, int lang, Word word, const Arg *args, size_t n)
{
    const char *at = word_of(word, lang);
    while (*at) {
        size_t plain = strcspn(at, "{");
        put_bytes(out, at, plain);
        at += plain;
        if (*at == '{')
            at = put_place(out, lang, at, args, n);
    }
}

void
say_args(Out *out, Word word, const Arg *args, size_t n)
{
    for (int lang = 0; lang < LANGS; lang++) {
        putf(out, "<span lang=\"%s\">", lang_codes[lang]);
        say_in(out, lang, word, args, n);
        put(out, "</span>");
    }
}

void
say(Out *out, Word word)
{
    say_args(out, word, NULL, 0);
}

static bool
differs(const Arg *arg)
{
    if (arg->kind == A_TEXT || arg->kind == A_QUOTED)
        return false;
    if (arg->kind != A_NUMBER && arg->kind != A_PERCENT)
        return true;
    double size = fabs(arg->number) * (arg->kind == A_PERCENT ? 100 : 1);
    return size >= 999.95 || llround(size * 10) % 10;
}

void
say_arg(Out *out, Arg arg)
{
    if (!differs(&arg)) {
        put_arg(out, EN, &arg);
        return;
    }
    for (int lang = 0; lang < LANGS; lang++) {
        putf(out, "<span lang=\"%s\">", lang_codes[lang]);
        put_arg(out, lang, &arg);
        put(out, "</span>");
    }
}

void
say_signed(Out *out, double value, bool percent)
{
    if (value > 0)
        put(out, "+");
    say_arg(out, percent ? PERCENT(value) : NUMBER(value));
}
