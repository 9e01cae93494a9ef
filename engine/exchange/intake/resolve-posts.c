// SPDX-License-Identifier: MIT
/* Posts: their units, bosses and ids against the groups; and the building of them. */
#include "intake.h"
#include "../../base/message.h"
#include "../../base/month.h"

#define MAX_POSTS 20000000u

static OrgPostIn *
post_at(const OrgTableIn *tab, guint i)
{
    return &g_array_index(tab->rows, OrgPostIn, i);
}

static const char *
post_id(const OrgIntake *in, const OrgPostIn *post)
{
    return org_spell_id(in->dict, post->id, post->ordinal);
}

static void
describe(const OrgTableIn *tab, guint32 row, guint *line, OrgWord *id, guint32 *ordinal)
{
    *line = post_at(tab, row)->line;
    *id = post_at(tab, row)->id;
    *ordinal = post_at(tab, row)->ordinal;
}

static void
find_units(OrgIntake *in, OrgTableIn *tab)
{
    OrgTableIn *units = &in->tables[ORG_UNITS];
    g_autoptr(GArray) dangling = g_array_new(FALSE, TRUE, sizeof(OrgDangling));
    gboolean has_column = tab->header.column[ORG_FIELD_UNIT] >= 0;

    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        if (post->unit)
            post->unit_at = org_id_map_find(&units->ids, post->unit, 0);
        if (post->unit_at != ORG_NONE)
            continue;
        OrgDangling d = { .line = post->line, .id = post->id, .ordinal = post->ordinal, .missing = post->unit };
        if (post->unit && units->bytes)
            g_array_append_val(dangling, d);
        else if (!post->unit && has_column)
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "missing-unit", post->line, ORG_FIELD_UNIT,
                               post_id(in, post), "post %s names no unit", org_quoted(post_id(in, post)));
    }
    const OrgDangling *list = (const OrgDangling *) (const void *) dangling->data;
    org_report_dangling(in, tab, ORG_FIELD_UNIT, "missing-unit", M_("unit"), units, list, dangling->len);
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        if (post->unit_at != ORG_NONE)
            continue;
        guint before = units->rows->len;
        post->unit_at = org_found_missing_unit(in, post->unit, post->line);
        const char *unit = org_dict_text(in->dict, g_array_index(units->rows, OrgUnitIn, post->unit_at).id);
        if (units->rows->len > before && (units->bytes || !post->unit))
            org_intake_repair(in, tab, post->line, ORG_FIELD_UNIT, post_id(in, post), "unit %s was founded, as a root",
                              org_quoted(unit));
    }
}

/* The row of a post id: a row of its own, or the group that has this ordinal. */
static guint32
row_of_post(const OrgTableIn *tab, OrgWord word, guint32 ordinal)
{
    guint32 at = org_id_map_find(&tab->ids, word, ordinal);
    if (at != ORG_NONE || ordinal == 0)
        return at;
    at = org_id_map_find(&tab->ids, word, 0);
    if (at == ORG_NONE || post_at(tab, at)->assigned == ORG_NONE || post_at(tab, at)->n < ordinal)
        return ORG_NONE;
    return at;
}

static void
find_bosses(OrgIntake *in, OrgTableIn *tab)
{
    g_autoptr(GArray) dangling = g_array_new(FALSE, TRUE, sizeof(OrgDangling));

    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        if (!post->boss)
            continue;
        post->boss_at = row_of_post(tab, post->boss, post->boss_ordinal);
        if (post->boss_at == ORG_NONE || post_at(tab, post->boss_at)->n == 0) {
            post->boss_at = ORG_NONE;
            OrgDangling d = { post->line, post->id, post->boss, post->ordinal, post->boss_ordinal };
            g_array_append_val(dangling, d);
        } else if (post->boss_at == i) {
            const char *id = post_id(in, post);
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "self-boss", post->line, ORG_FIELD_REPORTS_TO, id,
                               "post %s reports to itself; leave the cell blank for a post without a boss",
                               org_quoted(id));
            org_intake_repair(in, tab, post->line, ORG_FIELD_REPORTS_TO, id, "post %s was left without a boss",
                              org_quoted(id));
            post->boss_at = ORG_NONE;
        }
    }
    const OrgDangling *list = (const OrgDangling *) (const void *) dangling->data;
    org_report_dangling(in, tab, ORG_FIELD_REPORTS_TO, "missing-boss", "reports_to", tab, list, dangling->len);
    for (guint i = 0; i < dangling->len; i++) {
        const char *id = org_spell_id(in->dict, list[i].id, list[i].ordinal);
        org_intake_repair(in, tab, list[i].line, ORG_FIELD_REPORTS_TO, id, "post %s was left without a boss",
                          org_quoted(id));
    }
}

/* "fin#2" as a row of its own beside a group "fin" of three posts. */
static void
check_group_ids(OrgIntake *in, OrgTableIn *tab)
{
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        if (!post->ordinal)
            continue;
        guint32 at = org_id_map_find(&tab->ids, post->id, 0);
        if (at == ORG_NONE || post_at(tab, at)->assigned == ORG_NONE || post_at(tab, at)->n < post->ordinal)
            continue;
        const char *id = post_id(in, post);
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", post->line, ORG_FIELD_ID, id,
                           "id %s is also the id of a post of the group in line %u", org_quoted(id),
                           ORG_LINE(post_at(tab, at)->line));
        org_intake_repair(in, tab, post->line, ORG_FIELD_ID, id, "the row was left out; the group in line %u counts",
                          ORG_LINE(post_at(tab, at)->line));
        post->n = 0;
    }
}

static void
check_closed(OrgIntake *in, OrgTableIn *tab)
{
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        const OrgUnitIn *unit = &g_array_index(in->tables[ORG_UNITS].rows, OrgUnitIn, post->unit_at);
        const char *id = post_id(in, post);
        if (post->closed != ORG_OPEN && post->closed > in->import->date) {
            org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "odd-date", post->line, ORG_FIELD_CLOSED, id,
                               "post %s closes after the date of this snapshot; it is taken as open", org_quoted(id));
            post->closed = ORG_OPEN;
        }
        if (unit->absent) {
            char month[16];
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "closed-unit", post->line, ORG_FIELD_UNIT, id,
                               "the unit %s of post %s opens only in %s",
                               org_quoted(org_dict_text(in->dict, post->unit)), org_quoted(id),
                               org_month_text(unit->opened, month));
            org_intake_repair(in, tab, post->line, ORG_FIELD_UNIT, id, "the post was left out");
            post->n = 0;
        }
        if (post->closed != ORG_OPEN || unit->closed == ORG_OPEN || unit->absent)
            continue;
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "closed-unit", post->line, ORG_FIELD_UNIT, id,
                           "post %s is open but its unit %s is closed", org_quoted(id),
                           org_quoted(org_dict_text(in->dict, post->unit)));
        org_intake_repair(in, tab, post->line, ORG_FIELD_UNIT, id, "the post was closed with its unit");
        post->closed = unit->closed;
    }
}

/* As a post that closes in a run is treated: its reports go to the next one up that is open. Bosses run in no circle any more. */
static void
check_closed_bosses(OrgIntake *in, OrgTableIn *tab)
{
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        if (post->closed != ORG_OPEN || post->boss_at == ORG_NONE || post_at(tab, post->boss_at)->closed == ORG_OPEN)
            continue;
        const char *id = post_id(in, post);
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "closed-boss", post->line, ORG_FIELD_REPORTS_TO, id,
                           "post %s reports to %s, which is closed", org_quoted(id),
                           org_quoted(org_spell_id(in->dict, post->boss, post->boss_ordinal)));
        while (post->boss_at != ORG_NONE && post_at(tab, post->boss_at)->closed != ORG_OPEN) {
            const OrgPostIn *boss = post_at(tab, post->boss_at);
            post->boss = boss->boss;
            post->boss_ordinal = boss->boss_ordinal;
            post->boss_at = boss->boss_at;
        }
        if (post->boss_at == ORG_NONE)
            org_intake_repair(in, tab, post->line, ORG_FIELD_REPORTS_TO, id, "post %s was left without a boss",
                              org_quoted(id));
        else
            org_intake_repair(in, tab, post->line, ORG_FIELD_REPORTS_TO, id, "post %s reports to %s, the next one up",
                              org_quoted(id), org_quoted(org_spell_id(in->dict, post->boss, post->boss_ordinal)));
    }
}

static void
number_rows(OrgIntake *in, OrgTableIn *tab)
{
    guint64 total = 0;

    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPostIn *post = post_at(tab, i);
        if (total + post->n > MAX_POSTS) {
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "bad-number", post->line, ORG_FIELD_ASSIGNED,
                               post_id(in, post),
                               "up to this row the file has more than %u posts, the most that orgsim holds", MAX_POSTS);
            post->n = 0;
            for (guint k = i + 1; k < tab->rows->len; k++)
                post_at(tab, k)->n = 0;
        }
        post->first = (guint32) total;
        total += post->n;
    }
    if (total)
        org_add_posts(in->org, (guint32) total);
}

void
org_resolve_posts(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];
    guint n = tab->rows->len;

    if (n == 0)
        return;
    check_group_ids(in, tab);
    find_units(in, tab);
    find_bosses(in, tab);
    g_autofree guint32 *next = g_new(guint32, n + 1);
    for (guint i = 0; i < n; i++)
        next[i] = post_at(tab, i)->boss_at;
    OrgCycleSpec spec = { in,
                          tab,
                          ORG_FIELD_REPORTS_TO,
                          "these %u posts lie under one another: %s; one of them must have another boss",
                          "post %s was left without a boss",
                          NULL,
                          describe };
    org_cut_cycles(&spec, next, n);
    for (guint i = 0; i < n; i++)
        post_at(tab, i)->boss_at = next[i];
    if (!in->tables[ORG_UNITS].bytes)
        org_derive_unit_tree(in);
    check_closed(in, tab);
    check_closed_bosses(in, tab);
}

guint32
org_intake_post(const OrgIntake *in, OrgWord word, guint32 ordinal, const OrgPostIn **row)
{
    const OrgTableIn *tab = &in->tables[ORG_POSTS];
    guint32 at = tab->rows ? row_of_post(tab, word, ordinal) : ORG_NONE;

    *row = at == ORG_NONE ? NULL : post_at(tab, at);
    if (!*row || (*row)->n == 0)
        return ORG_NONE;
    gboolean in_group = (*row)->assigned != ORG_NONE && ordinal > 0;
    return (*row)->first + (in_group ? ordinal - 1 : 0);
}

static void
build_row(OrgIntake *in, OrgTableIn *tab, const OrgPostIn *post)
{
    OrgPostTable *posts = &in->org->posts;
    OrgRow unit = g_array_index(in->tables[ORG_UNITS].rows, OrgUnitIn, post->unit_at).row, boss = ORG_NONE;
    const OrgPostIn *row;

    if (post->boss_at != ORG_NONE)
        boss = post_at(tab, post->boss_at)->id == post->boss ? org_intake_post(in, post->boss, post->boss_ordinal, &row)
                                                             : ORG_NONE;
    for (guint32 k = 0; k < post->n; k++) {
        guint32 i = post->first + k;
        posts->id[i] = post->id;
        posts->ordinal[i] = post->assigned == ORG_NONE ? post->ordinal : k + 1;
        posts->title[i] = post->title;
        posts->category[i] = post->category;
        posts->funding[i] = post->funding;
        posts->unit[i] = unit;
        posts->reports_to[i] = boss;
        posts->opened[i] = post->opened;
        posts->closed[i] = post->closed;
        posts->vacant_since[i] = post->vacant_since; /* org_finish() clears it where somebody holds the post */
        posts->fte[i] = post->part && k == post->n - 1 ? post->part : post->fte;
        posts->coefficient[i] = post->coefficient;
        posts->rank[i] = post->rank;
    }
}

void
org_build_posts(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];

    number_rows(in, tab);
    for (guint i = 0; i < tab->rows->len; i++)
        build_row(in, tab, post_at(tab, i));
    org_intake_build_attributes(in, tab);
}
