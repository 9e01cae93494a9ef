// SPDX-License-Identifier: MIT
/* Ranks from titles, by a table of patterns: the first that fits counts, those of the user before ours. "phó*" are titles
 * that begin with the word, "* director" those that end with it. What no pattern fits is staff. */
#include "../quota/private.h"
#include "../../base/message.h"
#include "report.h"
#include "titles-table.h"
#include <string.h>

typedef struct {
    char *begin, *end; /* around the *, folded; end NULL: no * */
    guint8 rank;
} Pattern;

struct OrgTitles {
    GArray *patterns;
    const char *path;
    OrgDiags *diags;
    gboolean is_own, has_header;
    gint pattern, rank; /* columns */
};

static void
pattern_clear(gpointer data)
{
    Pattern *pattern = data;
    g_free(pattern->begin);
    g_free(pattern->end);
}

const char *
org_titles_rank_name(guint8 rank)
{
    return rank == ORG_HEAD ? "head" : rank == ORG_DEPUTY ? "deputy" : rank == ORG_STAFF ? "staff" : "";
}

static void
complain(const OrgTitles *titles, guint line, guint column, const char *format, const char *what)
{
    if (titles->is_own)
        org_diags_add(titles->diags, ORG_SEVERITY_ERROR, "bad-ranks", titles->path, line, column, format, what);
}

static void
read_header(OrgTitles *titles, const OrgRecord *record)
{
    titles->has_header = TRUE;
    titles->pattern = titles->rank = -1;
    for (guint i = 0; i < record->n; i++) {
        g_autofree char *key = org_header_loose_key(record->cells[i].text);
        if (strcmp(key, "pattern") == 0 || strcmp(key, "title") == 0 || strcmp(key, "chucdanh") == 0 ||
            strcmp(key, "chucvu") == 0)
            titles->pattern = (gint) i;
        else if (strcmp(key, "rank") == 0 || strcmp(key, "caplanhdao") == 0)
            titles->rank = (gint) i;
    }
    if (titles->pattern < 0 || titles->rank < 0)
        complain(titles, record->line, 1, "the column %s is missing; a table of ranks has the columns pattern and rank",
                 titles->pattern < 0 ? "pattern" : "rank");
}

static gboolean
on_row(OrgRecord *record, gpointer data)
{
    OrgTitles *titles = data;

    if (!titles->has_header) {
        read_header(titles, record);
        return titles->pattern >= 0 && titles->rank >= 0;
    }
    guint needed = (guint) MAX(titles->pattern, titles->rank);
    if (needed >= record->n || record->cells[titles->pattern].size == 0)
        return TRUE;
    Pattern pattern = { 0 };
    const char *rank = record->cells[titles->rank].text;
    if (!org_intake_rank(rank, &pattern.rank)) {
        complain(titles, record->line, (guint) titles->rank + 1, "rank %s is none of head, deputy, staff",
                 org_quoted(rank));
        return TRUE;
    }
    g_autofree char *folded = org_quota_fold(record->cells[titles->pattern].text);
    char *star = strchr(folded, '*');
    pattern.end = star ? g_strdup(star + 1) : NULL;
    if (star)
        *star = '\0';
    pattern.begin = g_strdup(folded);
    g_array_append_val(titles->patterns, pattern);
    return TRUE;
}

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    (void) code;
    complain(data, line, column, "%s", text);
}

static void
read_rows(OrgTitles *titles, const char *data, gsize size)
{
    const OrgSheetSink sink = { on_row, on_broken, titles };
    titles->has_header = FALSE;
    org_sheet_read_csv(data, size, 0, &sink);
}

OrgTitles *
org_titles_new(const char *path, GBytes *own, OrgDiags *diags)
{
    OrgTitles *titles = g_new0(OrgTitles, 1);

    titles->patterns = g_array_new(FALSE, TRUE, sizeof(Pattern));
    g_array_set_clear_func(titles->patterns, pattern_clear);
    titles->path = path;
    titles->diags = diags;
    titles->is_own = own != NULL;
    if (own) {
        OrgText text = org_text_decode(own, NULL);
        g_autoptr(GBytes) bytes = text.bytes;
        gsize size;
        const char *data = g_bytes_get_data(bytes, &size);
        if (size > 0)
            read_rows(titles, data, size);
    }
    titles->is_own = FALSE;
    read_rows(titles, org_titles_table, strlen(org_titles_table));
    return titles;
}

void
org_titles_free(OrgTitles *titles)
{
    if (!titles)
        return;
    g_array_unref(titles->patterns);
    g_free(titles);
}

/* "phó*" is no beginning of "phóng viên": a word must end where the pattern does, unless it ends in a space itself. */
static gboolean
fits(const Pattern *pattern, const char *title)
{
    gsize begin = strlen(pattern->begin), size = strlen(title);

    if (!pattern->end)
        return strcmp(pattern->begin, title) == 0;
    gsize end = strlen(pattern->end);
    if (begin + end > size || strncmp(title, pattern->begin, begin) != 0 ||
        strcmp(title + size - end, pattern->end) != 0)
        return FALSE;
    gboolean word_ends = begin == 0 || pattern->begin[begin - 1] == ' ' || !title[begin] ||
                         !g_unichar_isalnum(g_utf8_get_char(title + begin));
    gboolean word_begins = end == 0 || *pattern->end == ' ' || size == end ||
                           !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(title + size - end)));
    return word_ends && word_begins;
}

guint8
org_titles_rank(const OrgTitles *titles, const char *title)
{
    g_autofree char *folded = org_quota_fold(title);

    for (guint i = 0; i < titles->patterns->len; i++)
        if (fits(&g_array_index(titles->patterns, Pattern, i), folded))
            return g_array_index(titles->patterns, Pattern, i).rank;
    return ORG_STAFF;
}

typedef struct {
    OrgWord title;
    guint8 rank;
    guint n, line;
} Guessed;

void
org_intake_guess_ranks(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];

    if (!tab->has_header || tab->header.column[ORG_FIELD_RANK] >= 0 || tab->header.column[ORG_FIELD_TITLE] < 0 ||
        org_intake_is_ours(in, tab))
        return;
    g_autoptr(OrgTitles) titles = org_titles_new(in->import->ranks, in->import->ranks_bytes, in->diags);
    g_autoptr(GArray) list = g_array_new(FALSE, TRUE, sizeof(Guessed));
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL); /* title → its place in the list + 1 */
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = &g_array_index(tab->rows, OrgPostIn, i);
        if (!post->title)
            continue;
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known, GUINT_TO_POINTER(post->title)));
        if (!at) {
            Guessed one = { post->title, org_titles_rank(titles, org_dict_text(in->dict, post->title)), 0, post->line };
            g_array_append_val(list, one);
            at = list->len;
            g_hash_table_insert(known, GUINT_TO_POINTER(post->title), GUINT_TO_POINTER(at));
        }
        Guessed *one = &g_array_index(list, Guessed, at - 1);
        post->rank = one->rank;
        one->n++;
    }
    GArray *guesses = in->import->report ? in->import->report->guesses : NULL;
    for (guint i = 0; i < list->len; i++) {
        const Guessed *one = &g_array_index(list, Guessed, i);
        const char *title = org_dict_text(in->dict, one->title), *rank = org_titles_rank_name(one->rank);
        org_intake_problem(in, tab, ORG_SEVERITY_NOTE, "rank-guessed", one->line, ORG_FIELD_TITLE, NULL,
                           one->n == 1 ? "there is no column of ranks: %s was taken for %s (%u post)"
                                       : "there is no column of ranks: %s was taken for %s (%u posts)",
                           org_quoted(title), rank, one->n);
        org_guess_add(guesses, "rank", tab->header.names[tab->header.column[ORG_FIELD_TITLE]], rank,
                      org_said("the title %s", org_quoted(title)), one->n);
    }
}
