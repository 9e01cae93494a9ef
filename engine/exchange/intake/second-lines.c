// SPDX-License-Identifier: MIT
/* Second reporting lines: a cell of ids separated by ';'. What is kept are the ids as they are spelled here, each once. */
#include "../../base/message.h"
#include "../../org/dotted.h"
#include "intake.h"
#include <string.h>

typedef struct {
    OrgIntake *in;
    OrgTableIn *tab;
    GArray *dangling; /* OrgDangling */
} Lines;

static void
repair(const Lines *l, const OrgPostIn *post, const char *id, const char *boss)
{
    org_intake_repair(l->in, l->tab, post->line, ORG_FIELD_ALSO_REPORTS_TO, id, "the second line to %s was left out",
                      org_quoted(boss));
}

/* Whether a post of this row may have a line to the one that the text names. */
static gboolean
may_have(const Lines *l, const OrgPostIn *post, const char *text, OrgRow boss)
{
    const Org *org = l->in->org;
    const char *id = org_spell_id(l->in->dict, post->id, post->ordinal);

    if (boss >= post->first && boss < post->first + post->n) {
        org_intake_problem(l->in, l->tab, ORG_SEVERITY_ERROR, "self-boss", post->line, ORG_FIELD_ALSO_REPORTS_TO, id,
                           "post %s has a second line to itself; leave the cell blank for a post without one",
                           org_quoted(id));
        repair(l, post, id, text);
        return FALSE;
    }
    if (org->posts.closed[boss] == ORG_OPEN || post->closed != ORG_OPEN)
        return TRUE;
    org_intake_problem(l->in, l->tab, ORG_SEVERITY_ERROR, "closed-boss", post->line, ORG_FIELD_ALSO_REPORTS_TO, id,
                       "post %s has a second line to %s, which is closed", org_quoted(id), org_quoted(text));
    repair(l, post, id, text);
    return FALSE;
}

/* The word to keep; 0 when nothing is left of the cell. */
static OrgWord
read_lines(const Lines *l, const OrgPostIn *post)
{
    g_autoptr(GString) kept = g_string_new(NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_auto(GStrv) ids = g_strsplit(org_dict_text(l->in->dict, post->also), ORG_DOTTED_BETWEEN, -1);

    for (guint i = 0; ids[i]; i++) {
        const OrgPostIn *row;
        guint32 ordinal;
        const char *text = g_strstrip(ids[i]);
        if (!*text)
            continue;
        gsize size = org_intake_split_id(text, strlen(text), &ordinal);
        OrgWord word = org_dict_add(l->in->dict, text, (gssize) size);
        OrgRow boss = org_intake_post(l->in, word, ordinal, &row);
        if (boss == ORG_NONE) {
            OrgDangling d = { post->line, post->id, word, post->ordinal, ordinal };
            g_array_append_val(l->dangling, d);
        } else if (may_have(l, post, text, boss) && g_hash_table_add(seen, GUINT_TO_POINTER(boss)))
            g_string_append_printf(kept, "%s%s", kept->len ? ORG_DOTTED_BETWEEN : "",
                                   org_id(l->in->org, ORG_POSTS, boss));
    }
    return kept->len ? org_dict_add(l->in->dict, kept->str, (gssize) kept->len) : 0;
}

void
org_build_second_lines(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];
    g_autoptr(GArray) dangling = g_array_new(FALSE, TRUE, sizeof(OrgDangling));
    Lines lines = { in, tab, dangling };
    OrgAttribute *attribute = NULL;

    for (guint i = 0; i < tab->rows->len; i++) {
        const OrgPostIn *post = &g_array_index(tab->rows, OrgPostIn, i);
        OrgWord word = post->also && post->n ? read_lines(&lines, post) : 0;
        if (!word)
            continue;
        attribute = attribute ? attribute : org_attribute(in->org, ORG_POSTS, ORG_DOTTED, FALSE);
        if (!attribute) {
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "too-many-columns", post->line, ORG_FIELD_ALSO_REPORTS_TO,
                               NULL, "the table has so many other columns that second lines cannot be kept: %u at most",
                               ORG_MAX_ATTRIBUTES - 1);
            break;
        }
        for (guint32 k = 0; k < post->n; k++)
            attribute->word[post->first + k] = word;
    }
    const OrgDangling *list = (const OrgDangling *) (const void *) dangling->data;
    org_report_dangling(in, tab, ORG_FIELD_ALSO_REPORTS_TO, "missing-boss", "also_reports_to", tab, list,
                        dangling->len);
    for (guint i = 0; i < dangling->len; i++) {
        const char *id = org_spell_id(in->dict, list[i].id, list[i].ordinal);
        org_intake_repair(in, tab, list[i].line, ORG_FIELD_ALSO_REPORTS_TO, id, "the second line to %s was left out",
                          org_quoted(org_spell_id(in->dict, list[i].missing, list[i].missing_ordinal)));
    }
}
