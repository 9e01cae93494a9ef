// SPDX-License-Identifier: MIT
#include "lang.h"
#include "mo.h"
#include <string.h>

#define DEPTH_MAX 5
#define ARGS_MAX 12
#define LENGTH_MAX 8192 /* no sentence is longer; a hostile name may be */
#define LETTERS_MIN 4   /* a message that says less of itself would recognise everything */

typedef struct {
    const char *id, *text; /* text: the translation, with the conversions of the id of the first form */
    GRegex *regex;         /* made when first wanted */
    char *mark;            /* the longest piece of the id without conversions: looked for first */
    guint letters;         /* in the id, outside conversions */
    char kinds[ARGS_MAX];  /* s, d or g by argument */
    guint n_args;
} Message;

/* depth: how many sentences this one is inside of. Owned by the caller. */
static char *say(const char *english, guint depth);

/* At a '%': the end of the conversion; kind s, d, g or %; *which: from 1 of "%2$s", else 0. */
static const char *
read_conversion(const char *at, char *kind, guint *which)
{
    const char *p = at + 1;
    *which = 0;
    if (g_ascii_isdigit(*p) && p[strspn(p, "0123456789")] == '$') {
        *which = (guint) g_ascii_strtoull(p, NULL, 10);
        p += strspn(p, "0123456789") + 1;
    }
    p += strspn(p, "0123456789.-+#*'hljzt");
    *kind = *p == 's' || *p == 'c'      ? 's'
            : *p && strchr("diuxX", *p) ? 'd'
            : *p && strchr("gfe", *p)   ? 'g'
                                        : '%'; /* itself, or no format at all: "2.5%" */
    if (*kind == '%' && *p != '%')
        return at + 1;
    return *p ? p + 1 : p;
}

/* Walks an id once: its pattern, and what is looked at before the pattern is tried. */
static void
learn(Message *m, const char *id, GString *pattern)
{
    g_autoptr(GString) piece = g_string_new(NULL), longest = g_string_new(NULL);
    m->n_args = m->letters = 0;
    g_string_assign(pattern, "\\A");
    for (const char *p = id;;) {
        char kind = *p == '%' ? 0 : 1;
        guint which;
        const char *next = *p == '%' ? read_conversion(p, &kind, &which) : p + (*p != 0);
        gboolean literal = kind == 1 || kind == '%';
        if (literal && *p) {
            g_string_append_c(piece, *p);
            m->letters += g_ascii_isalpha(*p) || (guchar) *p >= 0x80;
        }
        if (!literal || !*p) {
            g_autofree char *escaped = g_regex_escape_string(piece->str, (int) piece->len);
            g_string_append(pattern, escaped);
            if (piece->len > longest->len)
                g_string_assign(longest, piece->str);
            g_string_truncate(piece, 0);
        }
        if (!*p)
            break;
        if (!literal && m->n_args < ARGS_MAX) {
            g_string_append(pattern, kind == 's'   ? "(.*?)"
                                     : kind == 'd' ? "(-?[0-9]+)"
                                                   : "(-?(?:[0-9]+(?:\\.[0-9]+)?(?:e[-+][0-9]+)?|nan|inf))");
            m->kinds[m->n_args++] = kind;
        }
        p = next;
    }
    /* A line is recognised with and without its end. */
    if (g_str_has_suffix(pattern->str, "\n"))
        g_string_append_c(pattern, '?');
    g_string_append(pattern, "\\z");
    g_free(m->mark);
    m->mark = g_strchomp(g_string_free(g_steal_pointer(&longest), FALSE));
}

static gint
by_letters(gconstpointer a, gconstpointer b)
{
    const Message *x = a, *y = b;
    if (x->letters != y->letters)
        return x->letters > y->letters ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* Messages with conversions, those that say most first: the sentence before the frame that it may stand in. */
static GArray *
all_messages(void)
{
    static GArray *all;
    if (!g_once_init_enter(&all))
        return all;
    GArray *list = g_array_new(FALSE, TRUE, sizeof(Message));
    g_autoptr(GString) pattern = g_string_new(NULL);
    for (guint i = 0; i < org_mo_size(); i++) {
        const char *many, *text, *ids[2] = { org_mo_get(i, &many, &text), many };
        for (guint k = 0; k < 2 && ids[k] && *ids[k]; k++) {
            Message m = { .id = ids[k], .text = text };
            learn(&m, m.id, pattern);
            if (m.letters >= (m.kinds[0] == 'd' ? 2 : LETTERS_MIN) && (m.n_args || k))
                g_array_append_val(list, m);
            else
                g_free(m.mark);
        }
    }
    g_array_sort(list, by_letters);
    g_once_init_leave(&all, list);
    return all;
}

/* An argument as the language writes it: figures with its decimal sign, months, sentences, and single words that stand
 * apart, such as a reason; names as they are. */
static char *
say_argument(const char *arg, char kind, gboolean quoted, gboolean apart, guint depth)
{
    if (kind == 'g')
        return g_strdelimit(g_strdup(arg), ".", ',');
    if (kind == 'd' || quoted)
        return g_strdup(arg);
    const char *word = apart ? org_mo_find(arg) : NULL;
    return word ? g_strdup(word) : strchr(arg, ' ') ? say(arg, depth + 1) : org_lang_month(arg);
}

static char *
fill(const Message *m, const GMatchInfo *match, guint depth)
{
    GString *out = g_string_new(NULL);
    guint next = 1;
    for (const char *p = m->text; *p;) {
        char kind;
        guint which;
        if (*p != '%') {
            gsize run = strcspn(p, "%");
            g_string_append_len(out, p, (gssize) run);
            p += run;
            continue;
        }
        gboolean quoted = out->len && out->str[out->len - 1] == '"';
        gboolean apart = g_str_has_suffix(out->str, ": ") || g_str_has_suffix(out->str, " (");
        p = read_conversion(p, &kind, &which);
        if (kind == '%') {
            g_string_append_c(out, '%');
            continue;
        }
        guint n = which ? which : next++;
        g_autofree char *arg = g_match_info_fetch(match, (int) n);
        g_autofree char *said = arg && n <= m->n_args ? say_argument(arg, m->kinds[n - 1], quoted, apart, depth) : NULL;
        g_string_append(out, said ? said : "");
    }
    return g_string_free(out, FALSE);
}

static char *
say_message(Message *m, const char *english, guint depth)
{
    g_autoptr(GMatchInfo) match = NULL;
    if (!strstr(english, m->mark))
        return NULL;
    if (!m->regex) {
        g_autoptr(GString) pattern = g_string_new(NULL);
        learn(m, m->id, pattern);
        m->regex = g_regex_new(pattern->str, G_REGEX_DOTALL, 0, NULL);
    }
    if (!m->regex || !g_regex_match(m->regex, english, 0, &match))
        return NULL;
    char *said = fill(m, match, depth);
    if (g_str_has_suffix(said, "\n") && !g_str_has_suffix(english, "\n"))
        said[strlen(said) - 1] = '\0';
    return said;
}

/* A sentence with its end, which messages rarely hold. */
static char *
say_whole(const char *english, guint depth)
{
    const char *exact = org_mo_find(english);
    if (exact)
        return g_strdup(exact);
    GArray *all = all_messages();
    for (guint i = 0; i < all->len; i++) {
        char *said = say_message(&g_array_index(all, Message, i), english, depth);
        if (said)
            return said;
    }
    return NULL;
}

/* "file: sentence", "sentence; sentence", lines: what is joined without a message of its own is said in pieces. */
static char *
say_pieces(const char *english, guint depth)
{
    static const char *const joints[] = { "\n", "; ", ": " };
    for (guint i = 0; i < G_N_ELEMENTS(joints); i++) {
        const char *at = strstr(english, joints[i]);
        if (!at)
            continue;
        g_autofree char *head = g_strndup(english, (gsize) (at - english));
        g_autofree char *whole = say_whole(head, depth + 1), *first = whole ? g_strdup(whole) : org_lang_month(head);
        g_autofree char *rest = say(at + strlen(joints[i]), depth);
        return g_strconcat(first, joints[i], rest, NULL);
    }
    return NULL;
}

/* A message that was set at the beginning of a sentence. */
static char *
say_lowered(const char *english, guint depth)
{
    g_autofree char *lowered = g_strdup(english);
    lowered[0] = g_ascii_tolower(lowered[0]);
    g_autofree char *said = say_whole(lowered, depth);
    if (!said)
        return NULL;
    GString *out = g_string_new(NULL);
    g_string_append_unichar(out, g_unichar_toupper(g_utf8_get_char(said)));
    g_string_append(out, g_utf8_next_char(said));
    return g_string_free(out, FALSE);
}

/* "absorbed into" and a name: the longest message that the text begins with. */
static char *
say_beginning(const char *english, guint depth)
{
    const char *best = NULL;
    gsize length = 0;
    for (guint i = 0; i < org_mo_size(); i++) {
        const char *many, *text, *id = org_mo_get(i, &many, &text);
        gsize n = strlen(id);
        if (n > length && n >= LETTERS_MIN && !strchr(id, '%') && strncmp(english, id, n) == 0 && english[n] == ' ') {
            best = text;
            length = n;
        }
    }
    if (!best)
        return NULL;
    g_autofree char *rest = say(english + length + 1, depth + 1);
    return g_strconcat(best, " ", rest, NULL);
}

/* "…/plugins (not there)": the longest message that the text ends in, of those that follow another text. */
static char *
say_ending(const char *english, guint depth)
{
    const char *best = NULL;
    gsize length = 0, size = strlen(english);
    for (guint i = 0; i < org_mo_size(); i++) {
        const char *many, *text, *id = org_mo_get(i, &many, &text);
        gsize n = strlen(id);
        if (n > MAX(length, LETTERS_MIN) && n < size && strchr(" ,;", *id) && !strchr(id, '%') &&
            strcmp(english + size - n, id) == 0) {
            best = text;
            length = n;
        }
    }
    if (!best)
        return NULL;
    g_autofree char *head = g_strndup(english, size - length), *said = say(head, depth + 1);
    return g_strconcat(said, best, NULL);
}

static char *
say(const char *english, guint depth)
{
    gsize length = strlen(english);
    if (depth > DEPTH_MAX || length > LENGTH_MAX || !g_utf8_validate(english, -1, NULL))
        return g_strdup(english);
    char *said = say_whole(english, depth);
    if (!said && length && english[length - 1] == '.') {
        g_autofree char *bare = g_strndup(english, length - 1);
        g_autofree char *inner = say_whole(bare, depth);
        said = inner ? g_strconcat(inner, ".", NULL) : NULL;
    }
    if (!said && g_ascii_isupper(*english))
        said = say_lowered(english, depth);
    if (!said)
        said = say_beginning(english, depth);
    if (!said)
        said = say_ending(english, depth);
    if (!said)
        said = say_pieces(english, depth);
    return said ? said : g_strdup(english);
}

char *
org_lang_say(const char *english)
{
    return org_lang() == ORG_LANG_EN || !english || !*english ? g_strdup(english ? english : "") : say(english, 0);
}

char *
org_lang_say_in(OrgLang lang, const char *english)
{
    OrgLang before = org_lang();
    org_lang_set(lang);
    char *said = org_lang_say(english);
    org_lang_set(before);
    return said;
}
