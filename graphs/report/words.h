// SPDX-License-Identifier: MIT
/* What the report says, in both languages at once: the page holds both and shows one. */
#pragma once
#include "out.h"
#include <orgsim/plugin.h>

typedef enum {
#define W(key, english) W_##key,
#include "words.def"
#undef W
    WORDS
} Word;

enum { EN, VI, LANGS };
extern const char *const lang_codes[LANGS];

/* Every word in both languages. The table is the call's; out.words names it. NULL: out of memory. */
typedef struct Vocabulary {
    const OrgHost *host; /* translates texts that the host stored in English, too */
    OrgCtx *ctx;
    const char *text[WORDS][LANGS];
} Vocabulary;
const Vocabulary *words_read(const OrgHost *host, OrgCtx *ctx);
/* A sentence that the host stored in English, in a language. */
const char *stored_in(const Out *out, int lang, const char *text);
const char *word_of(const Out *out, Word word, int lang);

/* What goes into {0}, {1} … */
typedef enum { A_NUMBER, A_PERCENT, A_POINTS, A_MONEY, A_MONTH, A_TEXT, A_QUOTED, A_STORED, A_WORD } ArgKind;
typedef struct {
    ArgKind kind;
    int decimals; /* at least so many, where figures read alike without them; 0: as usual */
    bool sign;    /* a plus before what is more than nothing */
    double number;
    const char *text; /* of the user's, or (stored) a sentence of the host's in English: it is escaped */
    Word word;
} Arg;
#define NUMBER(value) ((Arg){ .kind = A_NUMBER, .number = (value) })
#define PERCENT(value) ((Arg){ .kind = A_PERCENT, .number = (value) })
#define POINTS(value) ((Arg){ .kind = A_POINTS, .number = (value) })
#define MONEY(value, currency) ((Arg){ .kind = A_MONEY, .number = (value), .text = (currency) }) /* "": none is known */
#define MONTH(value) ((Arg){ .kind = A_MONTH, .number = (value) })
#define TEXT(value) ((Arg){ .kind = A_TEXT, .text = (value) })
#define QUOTED(value) ((Arg){ .kind = A_QUOTED, .text = (value) })
#define STORED(value) ((Arg){ .kind = A_STORED, .text = (value) })
#define WORD(value) ((Arg){ .kind = A_WORD, .word = (value) })

/* A figure as a language writes it. */
void put_exact(Out *out, double value, int lang); /* with as many decimals as it has, up to six */
void put_arg(Out *out, int lang, const Arg *arg); /* in one language */
/* Both languages, each in its span. */
void say(Out *out, Word word);
#define say_with(out, word, ...)                                                                                       \
    say_args(out, word, (const Arg[]){ __VA_ARGS__ }, sizeof((const Arg[]){ __VA_ARGS__ }) / sizeof(Arg))
void say_args(Out *out, Word word, const Arg *args, size_t n);
void say_in(Out *out, int lang, Word word, const Arg *args, size_t n); /* one language, without a span */

/* One figure or text; in both languages only where they say it differently. NaN: a dash. */
void say_arg(Out *out, Arg arg);
void say_signed(Out *out, double value, bool percent); /* with its sign */
void say_signed_with(Out *out, double value, bool percent, int decimals);
Arg with_decimals(Arg arg, int decimals);
Arg with_sign(Arg arg); /* a figure of a change */
