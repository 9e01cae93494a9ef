// SPDX-License-Identifier: MIT
/* Who holds which post: people who are named, then anonymous ones up to what `filled` says. */
#include "intake.h"
#include "../../base/message.h"

static OrgPersonIn *
person_at(const OrgTableIn *tab, guint i)
{
    return &g_array_index(tab->rows, OrgPersonIn, i);
}

static const char *
person_id(const OrgIntake *in, const OrgPersonIn *person)
{
    return org_spell_id(in->dict, person->id, person->ordinal);
}

static void
no_such_post(OrgIntake *in, OrgTableIn *tab, const OrgDangling *list, guint n, OrgField field)
{
    org_report_dangling(in, tab, field, "missing-post", M_("post"), &in->tables[ORG_POSTS], list, n);
    for (guint i = 0; i < n; i++) {
        const char *id = org_spell_id(in->dict, list[i].id, list[i].ordinal);
        org_intake_repair(in, tab, list[i].line, field, id,
                          field == ORG_FIELD_POST ? "person %s was left without a post"
                                                  : "the second post of %s was dropped",
                          org_quoted(id));
    }
}

/* The first post of a group that nobody holds, for a person who names only the group. */
static OrgRow
vacant_in_group(const Org *org, const OrgPostIn *group)
{
    for (guint32 k = 0; k < group->n; k++)
        if (org->posts.holder[group->first + k] == ORG_NONE)
            return group->first + k;
    return ORG_NONE;
}

static gboolean
may_hold(OrgIntake *in, OrgTableIn *tab, const OrgPersonIn *person, OrgField field, OrgRow post, const OrgPostIn *row)
{
    const char *id = person_id(in, person);

    if (row->closed != ORG_OPEN) {
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "closed-post", person->line, field, id,
                           "person %s names post %s, which is closed", org_quoted(id),
                           org_quoted(org_dict_text(in->dict, row->id)));
    } else if (post == ORG_NONE) {
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "several-holders", person->line, field, id,
                           "person %s names the group %s, but all its %u posts are taken by others", org_quoted(id),
                           org_quoted(org_dict_text(in->dict, row->id)), row->n);
    } else if (in->org->posts.holder[post] != ORG_NONE) {
        const OrgPersonIn *other = person_at(tab, in->org->posts.holder[post]);
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "several-holders", person->line, field, id,
                           "post %s is held by %s (row %u) already; a post has one holder",
                           org_quoted(org_id(in->org, ORG_POSTS, post)), org_quoted(person_id(in, other)),
                           ORG_LINE(other->line));
    } else {
        return TRUE;
    }
    org_intake_repair(in, tab, person->line, field, id, "person %s was left without this post", org_quoted(id));
    return FALSE;
}

/* The staff list and the list of leavers were joined: the post is open to others, which nobody should learn by chance. */
static void
report_left(OrgIntake *in, OrgTableIn *tab, const OrgPersonIn *person)
{
    const char *post = org_spell_id(in->dict, person->post, person->post_ordinal);
    const char *id = org_spell_id(in->dict, person->id, person->ordinal);
    org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "left-with-post", person->line, ORG_FIELD_POST, id,
                       "person %s has left and still names post %s, which was taken as not held by them; correct the "
                       "state or leave the post blank",
                       org_quoted(id), org_quoted(post));
}

/* Groups named as a whole take what those who name a post of it leave: hence two rounds. */
static void
place_named(OrgIntake *in, OrgTableIn *tab, OrgField field, gboolean whole_groups, GArray *dangling)
{
    OrgPersonTable *people = &in->org->people;

    for (guint i = 0; i < tab->rows->len; i++) {
        OrgPersonIn *person = person_at(tab, i);
        gboolean first = field == ORG_FIELD_POST;
        OrgWord word = first ? person->post : person->second;
        guint32 ordinal = first ? person->post_ordinal : person->second_ordinal;
        const OrgPostIn *row;
        if (word && person->state == ORG_LEFT && first && !whole_groups)
            report_left(in, tab, person);
        if (!word || person->state == ORG_LEFT || (!first && people->post[i] == ORG_NONE))
            continue;
        OrgRow post = org_intake_post(in, word, ordinal, &row);
        if (!row || row->n == 0) {
            OrgDangling d = { person->line, person->id, word, person->ordinal, ordinal };
            if (!whole_groups)
                g_array_append_val(dangling, d);
            continue;
        }
        gboolean is_whole = row->assigned != ORG_NONE && ordinal == 0;
        if (is_whole != whole_groups)
            continue;
        if (is_whole)
            post = vacant_in_group(in->org, row);
        if (!may_hold(in, tab, person, field, post, row))
            continue;
        in->org->posts.holder[post] = i;
        *(first ? &people->post[i] : &people->second[i]) = post;
    }
}

static void
fill_named(OrgIntake *in, OrgTableIn *tab)
{
    OrgPersonTable *people = &in->org->people;

    for (guint i = 0; i < tab->rows->len; i++) {
        const OrgPersonIn *person = person_at(tab, i);
        people->id[i] = person->id;
        people->ordinal[i] = person->ordinal;
        people->name[i] = person->name;
        people->born[i] = person->born;
        people->hired[i] = person->hired;
        people->since[i] = person->since;
        people->reason[i] = person->reason;
        people->sex[i] = person->sex;
        people->rating[i] = person->rating;
        people->coefficient[i] = person->coefficient;
        people->state[i] = person->state == ORG_LEFT ? ORG_LEFT : ORG_EMPLOYED; /* org_finish tells who is surplus */
    }
    g_autoptr(GArray) dangling = g_array_new(FALSE, TRUE, sizeof(OrgDangling));
    const OrgField both[] = { ORG_FIELD_POST, ORG_FIELD_SECOND };
    for (guint f = 0; f < G_N_ELEMENTS(both); f++) {
        g_array_set_size(dangling, 0);
        place_named(in, tab, both[f], FALSE, dangling);
        place_named(in, tab, both[f], TRUE, dangling);
        no_such_post(in, tab, (const OrgDangling *) (const void *) dangling->data, dangling->len, both[f]);
    }
}

/* Where a person without a post waits. */
static void
seat_the_rest(OrgIntake *in, OrgTableIn *tab)
{
    OrgTableIn *units = &in->tables[ORG_UNITS];
    g_autoptr(GArray) dangling = g_array_new(FALSE, TRUE, sizeof(OrgDangling));

    for (guint i = 0; i < tab->rows->len; i++) {
        const OrgPersonIn *person = person_at(tab, i);
        if (in->org->people.post[i] != ORG_NONE)
            continue;
        const OrgPostIn *row = NULL;
        guint32 at = person->unit ? org_id_map_find(&units->ids, person->unit, 0) : ORG_NONE;
        OrgDangling d = { .line = person->line, .id = person->id, .ordinal = person->ordinal, .missing = person->unit };
        if (person->unit && at == ORG_NONE)
            g_array_append_val(dangling, d);
        if (at == ORG_NONE && person->post && org_intake_post(in, person->post, person->post_ordinal, &row) != ORG_NONE)
            at = row->unit_at;
        const OrgUnitIn *unit = at == ORG_NONE ? NULL : &g_array_index(units->rows, OrgUnitIn, at);
        if (unit && !unit->absent && (unit->closed == ORG_OPEN || person->state == ORG_LEFT))
            in->org->people.unit[i] = unit->row;
        if (person->state == ORG_LEFT || person->post)
            continue;
        org_intake_problem(in, tab, person->state == ORG_EMPLOYED ? ORG_SEVERITY_WARNING : ORG_SEVERITY_NOTE, "no-post",
                           person->line, ORG_FIELD_POST, person_id(in, person),
                           "person %s has no post: counted as surplus", org_quoted(person_id(in, person)));
    }
    org_report_dangling(in, tab, ORG_FIELD_UNIT, "missing-unit", M_("unit"), units,
                        (const OrgDangling *) (const void *) dangling->data, dangling->len);
}

/* ---- people known only by `filled` */

typedef struct {
    guint32 anonymous, surplus, unknown; /* people to make for a row; posts of it whose holder is not known */
} Need;

static Need
need_of(OrgIntake *in, const OrgPostIn *row, guint *held)
{
    Need need = { 0, 0, 0 };

    *held = 0;
    if (row->closed != ORG_OPEN || row->n == 0)
        return need;
    for (guint32 k = 0; k < row->n; k++)
        *held += in->org->posts.holder[row->first + k] != ORG_NONE;
    if (row->filled != ORG_NONE) {
        guint32 within = MIN(row->filled, row->n);
        need.anonymous = within > *held ? within - *held : 0;
        need.surplus = row->filled > row->n ? row->filled - row->n : 0;
    } else if (row->assigned != ORG_NONE || in->filled_given || in->tables[ORG_PEOPLE].rows->len == 0) {
        /* A list of people says who holds single posts; not how full a quota is, nor what a blank cell beside others means. */
        need.unknown = row->n - *held;
    }
    return need;
}

static void
make_person(OrgIntake *in, OrgRow row, OrgWord word, guint32 ordinal)
{
    while (org_id_map_find(&in->tables[ORG_PEOPLE].ids, word, ordinal) != ORG_NONE)
        ordinal++; /* somebody on the list of people is called like this post */
    org_id_map_add(&in->tables[ORG_PEOPLE].ids, word, ordinal, row);
    in->org->people.id[row] = word;
    in->org->people.ordinal[row] = ordinal;
}

static void
mark_unknown(OrgIntake *in, gboolean some_known)
{
    const OrgTableIn *tab = &in->tables[ORG_POSTS];
    guint held;

    in->org->filled_unknown = TRUE;
    if (!some_known)
        return;
    OrgAttribute *mark = org_attribute(in->org, ORG_POSTS, ORG_FILLED_UNKNOWN, TRUE);
    for (guint i = 0; mark && i < tab->rows->len; i++) {
        const OrgPostIn *row = &g_array_index(tab->rows, OrgPostIn, i);
        if (need_of(in, row, &held).unknown == 0)
            continue;
        for (guint32 k = 0; k < row->n; k++)
            if (in->org->posts.holder[row->first + k] == ORG_NONE)
                mark->number[row->first + k] = 1;
    }
}

static void
fill_anonymous(OrgIntake *in)
{
    const OrgTableIn *tab = &in->tables[ORG_POSTS];
    guint64 total = 0, unknown = 0, known_vacant = 0;
    guint held;

    for (guint i = 0; i < tab->rows->len; i++) {
        const OrgPostIn *row = &g_array_index(tab->rows, OrgPostIn, i);
        Need need = need_of(in, row, &held);
        total += need.anonymous + need.surplus;
        unknown += need.unknown;
        known_vacant += row->closed == ORG_OPEN ? row->n - held - need.anonymous - need.unknown : 0;
    }
    OrgRow next = total ? org_add_people(in->org, (guint32) total) : 0;
    Org *org = in->org;
    for (guint i = 0; total && i < tab->rows->len; i++) {
        const OrgPostIn *row = &g_array_index(tab->rows, OrgPostIn, i);
        Need need = need_of(in, row, &held);
        for (guint32 k = 0; k < row->n && need.anonymous > 0; k++) {
            OrgRow post = row->first + k;
            if (org->posts.holder[post] != ORG_NONE)
                continue;
            make_person(in, next, row->id, org->posts.ordinal[post]);
            org->posts.holder[post] = next;
            org->people.post[next++] = post;
            need.anonymous--;
        }
        for (guint32 k = 1; k <= need.surplus; k++) { /* need is nothing where the unit is not there yet */
            make_person(in, next, row->id, row->n + k);
            org->people.unit[next++] = g_array_index(in->tables[ORG_UNITS].rows, OrgUnitIn, row->unit_at).row;
        }
    }
    if (unknown)
        mark_unknown(in, known_vacant > 0);
}

/* NULL, or why a post cannot be kept for whom its row names. */
static const char *
not_kept(const OrgIntake *in, const OrgPostIn *row, guint32 person)
{
    if (person == ORG_NONE)
        return M_("nobody has that id");
    if (in->org->people.state[person] == ORG_LEFT)
        return M_("that person has left");
    if (row->closed != ORG_OPEN)
        return M_("the post is closed");
    if (row->n != 1)
        return M_("the row stands for several posts");
    return in->org->posts.holder[row->first] == ORG_NONE ? NULL : M_("somebody holds it");
}

static void
keep_posts(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_POSTS];
    const OrgIdMap *people = &in->tables[ORG_PEOPLE].ids;

    for (guint i = 0; i < tab->rows->len; i++) {
        const OrgPostIn *row = &g_array_index(tab->rows, OrgPostIn, i);
        if (!row->kept || row->n == 0)
            continue;
        guint32 person = people->capacity ? org_id_map_find(people, row->kept, row->kept_ordinal) : ORG_NONE;
        const char *why = not_kept(in, row, person), *id = org_spell_id(in->dict, row->id, row->ordinal);
        if (!why) {
            in->org->posts.kept_for[row->first] = person;
            continue;
        }
        g_autofree char *whom = g_strdup(org_quoted(org_spell_id(in->dict, row->kept, row->kept_ordinal)));
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "kept-for", row->line, ORG_FIELD_KEPT_FOR, id,
                           "post %s is not kept for %s: %s", org_quoted(id), whom, why);
    }
}

void
org_build_people(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_PEOPLE];

    if (tab->rows->len) {
        org_add_people(in->org, tab->rows->len);
        fill_named(in, tab);
        seat_the_rest(in, tab);
    }
    org_id_map_reserve(&tab->ids, tab->rows->len);
    fill_anonymous(in);
    keep_posts(in);
    org_intake_build_attributes(in, tab);
}
