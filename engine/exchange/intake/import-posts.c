// SPDX-License-Identifier: MIT
#include "intake.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_ASSIGNED 1000000 /* posts that one row may open */

typedef struct {
    const char *given, *canonical;
} Synonym;
static const Synonym categories[] = {
    { "công chức", "civil-servant" },     { "viên chức", "public-employee" },       { "hợp đồng", "contract" },
    { "civil servant", "civil-servant" }, { "public employee", "public-employee" }, { NULL, NULL }
};
static const Synonym fundings[] = { { "ngân sách", "state" }, { "ngân sách nhà nước", "state" },
                                    { "nsnn", "state" },      { "tự chủ", "own" },
                                    { "nguồn thu", "own" },   { NULL, NULL } };

static char *
folded(OrgCell cell)
{
    g_autofree char *composed = g_utf8_normalize(cell.text, (gssize) cell.size, G_NORMALIZE_NFC);
    return g_utf8_strdown(composed ? composed : "", -1);
}

/* The word of a cell, or of what its synonym stands for. Cells repeat: answers are kept. */
static OrgWord
canonical_word(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, const Synonym *synonyms)
{
    OrgCell cell = org_cell_get(record, &tab->header, field);
    gboolean known;
    OrgWordCache *entry = org_intake_cached(tab, field, cell, &known);

    if (known || cell.size == 0)
        return known ? entry->word : 0;
    g_autofree char *lower = folded(cell);
    OrgWord word = 0;
    for (; synonyms->given && !word; synonyms++)
        if (strcmp(synonyms->given, lower) == 0 || strcmp(synonyms->canonical, lower) == 0)
            word = org_dict_add(in->dict, synonyms->canonical, -1);
    if (!word)
        word = org_dict_add(in->dict, cell.text, (gssize) cell.size);
    org_intake_cache(entry, cell, word);
    return word;
}

static guint8
read_rank(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, const char *id)
{
    OrgCell cell = org_cell_get(record, &tab->header, ORG_FIELD_RANK);
    g_autofree char *text = g_strndup(cell.text, cell.size);
    guint8 rank;

    if (cell.size == 0 || org_intake_rank(text, &rank))
        return cell.size == 0 ? 0 : rank;
    g_autofree char *lower = folded(cell);
    org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "unknown-rank", record->line, ORG_FIELD_RANK, id,
                       "rank %s is none of head, deputy, staff; it is taken as not known", org_quoted(lower));
    return rank;
}

/* A post without an id gets one of its unit and title, so that the same table gives the same ids again. */
static void
make_id(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgPostIn *post)
{
    const char *what = post->title ? org_dict_text(in->dict, post->title) : org_dict_text(in->dict, post->category);
    g_autofree char *base = g_strconcat(org_dict_text(in->dict, post->unit), "/", *what ? what : "post", NULL);
    OrgWord word = org_dict_add(in->dict, base, -1);
    guint at = 1;

    while (org_id_map_find(&tab->ids, word, 0) != ORG_NONE) {
        g_autofree char *next = g_strdup_printf("%s/%u", base, ++at);
        word = org_dict_add(in->dict, next, -1);
    }
    post->id = word;
    if (tab->header.column[ORG_FIELD_ID] >= 0)
        org_intake_problem(
            in, tab, ORG_SEVERITY_WARNING, "blank-id", record->line, ORG_FIELD_ID, org_dict_text(in->dict, word),
            "the post has no id; it is called %s, after its unit and title", org_quoted(org_dict_text(in->dict, word)));
    else if (tab->rows->len == 0)
        org_intake_problem_at(in, tab, ORG_SEVERITY_NOTE, "made-id", 1, 1, NULL,
                              "the posts have no ids; each is called after its unit and title, such as %s",
                              org_quoted(base));
}

static void
read_quota(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, const char *id, OrgPostIn *post)
{
    post->assigned = (guint32) org_intake_number(in, tab, record, ORG_FIELD_ASSIGNED, id, 0, MAX_ASSIGNED, 1, ORG_NONE);
    post->filled = (guint32) org_intake_number(in, tab, record, ORG_FIELD_FILLED, id, 0, MAX_ASSIGNED, 1, ORG_NONE);
    post->n = post->assigned == ORG_NONE ? 1 : post->assigned;
    in->filled_given |= post->filled != ORG_NONE;
    if (post->assigned != ORG_NONE && post->ordinal) {
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "bad-number", record->line, ORG_FIELD_ASSIGNED, id,
                           "%s names one post of a group, so it cannot have assigned posts of its own", org_quoted(id));
        org_intake_repair(in, tab, record->line, ORG_FIELD_ASSIGNED, id, "assigned was taken as not given");
        post->assigned = ORG_NONE;
        post->n = 1;
    }
    guint32 most = post->assigned == ORG_NONE && !post->ordinal ? MAX(1, org_fte_posts(post->fte)) : post->n;
    if (post->filled == ORG_NONE || post->filled <= most)
        return;
    g_autofree char *why =
        post->assigned == ORG_NONE && most == 1
            ? org_said("filled is %u, but a row without assigned is one post: filled is 0 or 1", post->filled)
            : org_said("filled is %u, more than the %u assigned", post->filled, most);
    org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "filled-above-assigned", record->line, ORG_FIELD_FILLED, id,
                       "post %s: %s", org_quoted(id), why);
    org_intake_repair(in, tab, record->line, ORG_FIELD_FILLED, id,
                      "the %u above quota became surplus people of the unit", post->filled - most);
}

static void
read_fte(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, const char *id, OrgPostIn *post)
{
    gboolean has_column = tab->header.column[ORG_FIELD_FTE] >= 0;

    post->fte = (guint32) org_intake_number(in, tab, record, ORG_FIELD_FTE, id, 0, 1000000, 1000, 1000);
    if (has_column && org_cell_get(record, &tab->header, ORG_FIELD_FTE).size == 0)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "blank-fte", record->line, ORG_FIELD_FTE, id,
                           "post %s has no fte; it is counted as one full post", org_quoted(id));
}

static void
check_ambiguous(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, const char *id, const OrgPostIn *post)
{
    if (post->fte > 1000 && post->assigned != ORG_NONE && post->assigned > 1)
        org_intake_problem(
            in, tab, ORG_SEVERITY_WARNING, "ambiguous-fte", record->line, ORG_FIELD_FTE, id,
            "fte is the weight of one post, so %s counts as %u posts of %.6g each; leave assigned blank when "
            "fte is the sum of the row",
            org_quoted(id), post->assigned, post->fte / 1000.0);
}

static void
read_post(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record)
{
    OrgPostIn post = { .line = record->line, .unit_at = ORG_NONE, .boss_at = ORG_NONE };

    post.unit = org_intake_word(in, tab, record, ORG_FIELD_UNIT);
    post.title = org_intake_word(in, tab, record, ORG_FIELD_TITLE);
    post.category = canonical_word(in, tab, record, ORG_FIELD_CATEGORY, categories);
    post.funding = canonical_word(in, tab, record, ORG_FIELD_FUNDING, fundings);
    post.id = org_intake_id(in, tab, record, ORG_FIELD_ID, &post.ordinal);
    if (!post.id)
        make_id(in, tab, record, &post);
    const char *id = org_spell_id(in->dict, post.id, post.ordinal);
    guint32 first = org_id_map_add(&tab->ids, post.id, post.ordinal, tab->rows->len);
    if (first != ORG_NONE) {
        guint before = g_array_index(tab->rows, OrgPostIn, first).line;
        if (ORG_LINE_FILE(before) != ORG_LINE_FILE(record->line))
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", record->line, ORG_FIELD_ID, id,
                               "id %s stands in row %u of %s already; each post needs an id of its own", org_quoted(id),
                               ORG_LINE(before), org_intake_path(tab, before));
        else
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", record->line, ORG_FIELD_ID, id,
                               "id %s stands in row %u already; each post needs an id of its own", org_quoted(id),
                               ORG_LINE(before));
        org_intake_repair(in, tab, record->line, ORG_FIELD_ID, id, "the row was left out; the first row of %s counts",
                          org_quoted(id));
        return;
    }
    post.boss = org_intake_id(in, tab, record, ORG_FIELD_REPORTS_TO, &post.boss_ordinal);
    post.also = org_intake_word(in, tab, record, ORG_FIELD_ALSO_REPORTS_TO);
    post.rank = read_rank(in, tab, record, id);
    post.coefficient = (guint16) org_intake_number(in, tab, record, ORG_FIELD_COEFFICIENT, id, 0, 600, 100, 0);
    post.opened = org_intake_month(in, tab, record, ORG_FIELD_OPENED, id, ORG_UNKNOWN);
    post.closed = org_intake_month(in, tab, record, ORG_FIELD_CLOSED, id, ORG_OPEN);
    post.vacant_since = org_intake_month(in, tab, record, ORG_FIELD_VACANT_SINCE, id, ORG_UNKNOWN);
    post.kept = org_intake_id(in, tab, record, ORG_FIELD_KEPT_FOR, &post.kept_ordinal);
    read_fte(in, tab, record, id, &post);
    read_quota(in, tab, record, id, &post);
    check_ambiguous(in, tab, record, id, &post);
    in->fte_read += org_cell_get(record, &tab->header, ORG_FIELD_FTE).size ? post.fte / 1000.0 : 0;
    in->assigned_read += post.assigned == ORG_NONE ? 0 : post.assigned;
    in->filled_read += post.filled == ORG_NONE ? 0 : post.filled;
    g_array_append_val(tab->rows, post);
    org_intake_push_attributes(in, tab, record);
}

void
org_intake_posts(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];

    tab->rows = g_array_new(FALSE, FALSE, sizeof(OrgPostIn));
    if (!tab->bytes)
        return;
    org_intake_read(in, tab, ORG_FIELD_UNIT, read_post);
    org_intake_guess_ranks(in);
}
