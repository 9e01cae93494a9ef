// SPDX-License-Identifier: MIT
#include "words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THIN "\xE2\x80\xAF" /* narrow, and no line ends at it */
#define MINUS "\xE2\x88\x92"
#define DASH "\xE2\x80\x93"

static const char *const english[WORDS] = {
#define W(key, english) [W_##key] = english,
#include "words.def"
#undef W
};

const char *const lang_codes[LANGS] = { "en", "vi" };

const Vocabulary *
words_read(const OrgHost *host, OrgCtx *ctx)
{
    Vocabulary *words = host->scratch(ctx, sizeof *words);
    if (!words)
        return NULL;
    words->host = host;
    words->ctx = ctx;
    for (int w = 0; w < WORDS; w++) {
        char id[512];
        snprintf(id, sizeof id, "report\004%s", english[w]);
        const char *said = host->translate(ctx, lang_codes[VI], id);
        words->text[w][EN] = english[w];
        words->text[w][VI] = strncmp(said, "report\004", 7) ? said : english[w];
    }
    return words;
}

const char *
word_of(const Out *out, Word word, int lang)
{
    return out->words->text[word][lang];
}

/* Groups of three by thin spaces (in Vietnamese by dots, as on the charts), then the decimals but for zeros at their end. */
static void
put_decimals(Out *out, double value, int decimals, int lang)
{
    char digits[32], rest[32];
    long long scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    long long scaled = llround(fabs(value) * (double) scale);
    int n = snprintf(digits, sizeof digits, "%lld", scaled / scale);
    if (value < 0 && scaled)
        put(out, MINUS);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            put(out, lang == VI ? "." : THIN);
        put_bytes(out, digits + i, 1);
    }
    int m = snprintf(rest, sizeof rest, "%0*lld", decimals, scaled % scale);
    while (m > 0 && rest[m - 1] == '0')
        m--;
    if (decimals && m) {
        put(out, lang == VI ? "," : ".");
        put_bytes(out, rest, (size_t) m);
    }
}

/* At most one decimal, none from a thousand on. Nobody reads the twelve digits of a payroll: from a milliard on in thousand
 * millions. */
static void
put_figure(Out *out, double value, int lang, int decimals)
{
    if (decimals > 1 && fabs(value) < 1e9)
        put_decimals(out, value, decimals, lang);
    else if (fabs(value) >= 1e9 && fabs(value) < 1e15) {
        Arg inner = NUMBER(value / 1e9);
        say_in(out, lang, W_billion, &inner, 1);
    } else if (!(fabs(value) < 1e15))
        put(out, DASH);
    else
        put_decimals(out, value, fabs(value) < 1000 ? 1 : 0, lang);
}

void
put_exact(Out *out, double value, int lang)
{
    /* A tenth of a milliard is as short as it is exact. */
    bool round_one = fabs(value) >= 1e9 && fmod(fabs(value), 1e8) == 0;
    if (round_one || !(fabs(value) < 1e12))
        put_figure(out, value, lang, 0);
    else
        put_decimals(out, value, 6, lang);
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

const char *
stored_in(const Out *out, int lang, const char *text)
{
    return out->words->host->translate(out->words->ctx, lang_codes[lang], text);
}

Arg
with_decimals(Arg arg, int decimals)
{
    arg.decimals = decimals;
    return arg;
}

Arg
with_sign(Arg arg)
{
    arg.sign = true;
    return arg;
}

void
put_arg(Out *out, int lang, const Arg *arg)
{
    put(out, arg->sign && arg->number > 0 ? "+" : "");
    switch (arg->kind) {
    case A_NUMBER:
        put_figure(out, arg->number, lang, arg->decimals);
        break;
    case A_PERCENT:
        put_figure(out, arg->number * 100, lang, arg->decimals);
        if (!isnan(arg->number))
            put(out, THIN "%");
        break;
    case A_POINTS: {
        Arg inner = with_decimals(NUMBER(arg->number * 100), arg->decimals);
        say_in(out, lang, W_points, &inner, 1);
        break;
    }
    case A_MONTH:
        put_month(out, arg->number, lang);
        break;
    case A_MONEY:
        put_figure(out, arg->number, lang, arg->decimals);
        put(out, *arg->text ? THIN : "");
        put_text(out, arg->text);
        break;
    case A_TEXT:
        put_text(out, arg->text);
        break;
    case A_STORED:
        put_text(out, stored_in(out, lang, arg->text));
        break;
    case A_QUOTED:
        put(out, "“");
        put_text(out, arg->text);
        put(out, "”");
        break;
    case A_WORD:
        put(out, word_of(out, arg->word, lang));
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
        if (llround(args[i].number * 10) == 10) /* as it reads */
            put_bytes(out, at + 3, (size_t) (bar - at - 3));
        else
            put_bytes(out, bar + 1, (size_t) (end - bar - 1));
    } else if (i < n) {
        /* In a sentence a month has its noun: "đến tháng 7/2025"; in a table 7/2025. */
        if (args[i].kind == A_MONTH && lang == VI)
            put(out, "tháng ");
        put_arg(out, lang, &args[i]);
    }
    return end + 1;
}

void
say_in(Out *out, int lang, Word word, const Arg *args, size_t n)
{
    const char *at = word_of(out, word, lang);
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
differs(const Out *out, const Arg *arg)
{
    if (arg->kind == A_TEXT || arg->kind == A_QUOTED)
        return false;
    if (arg->kind == A_STORED)
        return strcmp(stored_in(out, EN, arg->text), stored_in(out, VI, arg->text)) != 0;
    if (arg->kind != A_NUMBER && arg->kind != A_PERCENT)
        return true;
    if (arg->decimals > 1)
        return true;
    double size = fabs(arg->number) * (arg->kind == A_PERCENT ? 100 : 1);
    return size >= 999.95 || llround(size * 10) % 10;
}

void
say_arg(Out *out, Arg arg)
{
    if (!differs(out, &arg)) {
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
    say_signed_with(out, value, percent, 0);
}

void
say_signed_with(Out *out, double value, bool percent, int decimals)
{
    say_arg(out, with_sign(with_decimals(percent ? PERCENT(value) : NUMBER(value), decimals)));
}
