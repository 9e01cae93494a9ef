// SPDX-License-Identifier: MIT
#include "table-out.h"
#include "../../org/dotted.h"
#include "../exchange.h"
#include "../intake/header.h"
#include <math.h>
#include <string.h>

static const char *const rank_names[] = { "", "head", "deputy", "staff" };
static const char *const sex_names[] = { "", "F", "M" };
static const char *const state_names[] = { "", "employed", "surplus", "left" };

typedef struct {
    const Org *org;
    gboolean all;
    const OrgTableOut *out;
    const gboolean *shown; /* of each attribute of the table: it has a column */
} Export;

typedef struct {
    const char *name;
    OrgOutKind kind;
} Column;

static void
put_text(const Export *e, const char *text)
{
    e->out->text(e->out->data, text);
}

static void
put_word(const Export *e, OrgWord word)
{
    put_text(e, org_dict_text(e->org->dict, word));
}

static void
put_month(const Export *e, OrgMonth month)
{
    e->out->month(e->out->data, month);
}

static void
put_number(const Export *e, double value)
{
    e->out->number(e->out->data, value);
}

/* The id of another row, "" for none and for one that is not written. */
static void
put_row(const Export *e, guint table, OrgRow row)
{
    gboolean written = row != ORG_NONE && (e->all || org_is_open(e->org, table, row));
    put_text(e, written ? org_id(e->org, table, row) : "");
}

/* Numbers that nobody has (a plugin's state that has ended) are left out: as an empty column they would come back as one of words. */
static gboolean
is_shown(const Export *e, guint table, const OrgAttribute *attribute, guint n)
{
    if (strcmp(org_dict_text(e->org->dict, attribute->name), ORG_FILLED_UNKNOWN) == 0)
        return FALSE;
    for (OrgRow row = 0; attribute->is_number && row < n; row++)
        if (!isnan(attribute->number[row]) && (e->all || org_is_open(e->org, table, row)))
            return TRUE;
    return !attribute->is_number || n == 0;
}

static void
put_header(const Export *e, guint table, const Column *columns, guint n)
{
    for (guint i = 0; i < n; i++)
        e->out->column(e->out->data, columns[i].name, columns[i].kind);
    for (guint a = 0; a < e->org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(e->org->attributes[table], OrgAttribute, a);
        if (!e->shown[a])
            continue;
        const char *name = org_dict_text(e->org->dict, attribute->name);
        g_autofree char *key = org_header_key(name);
        gboolean ours =
            table == ORG_POSTS && attribute == org_dotted_attribute(e->org); /* a field that is kept as one */
        g_autofree char *renamed = !ours && org_field_is_name(table, key) ? g_strconcat("x_", name, NULL) : NULL;
        e->out->column(e->out->data, renamed ? renamed : name, attribute->is_number ? ORG_OUT_NUMBER : ORG_OUT_TEXT);
    }
    e->out->end_row(e->out->data);
}

static void
put_attributes(const Export *e, guint table, OrgRow row)
{
    for (guint a = 0; a < e->org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(e->org->attributes[table], OrgAttribute, a);
        if (!e->shown[a])
            continue;
        if (attribute->is_number)
            put_number(e, attribute->number[row]);
        else
            put_word(e, attribute->word[row]);
    }
    e->out->end_row(e->out->data);
}

static void
write_units(const Export *e)
{
    const OrgUnitTable *units = &e->org->units;
    static const Column columns[] = {
        { "id", ORG_OUT_TEXT },        { "name", ORG_OUT_TEXT },      { "type", ORG_OUT_TEXT },
        { "parent_id", ORG_OUT_TEXT }, { "function", ORG_OUT_TEXT },  { "opened", ORG_OUT_MONTH },
        { "closed", ORG_OUT_MONTH },   { "successor", ORG_OUT_TEXT },
    };

    put_header(e, ORG_UNITS, columns, G_N_ELEMENTS(columns));
    for (OrgRow i = 0; i < units->n; i++) {
        if (!e->all && units->closed[i] != ORG_OPEN)
            continue;
        put_text(e, org_id(e->org, ORG_UNITS, i));
        put_word(e, units->name[i]);
        put_word(e, units->type[i]);
        put_row(e, ORG_UNITS, units->parent[i]);
        put_word(e, units->function[i]);
        put_month(e, units->opened[i]);
        put_month(e, units->closed[i]);
        put_row(e, ORG_UNITS, units->successor[i]);
        put_attributes(e, ORG_UNITS, i);
    }
}

/* 1 held, 0 vacant, NaN when it was not said. */
static double
filled_of(const Org *org, const OrgAttribute *mark, OrgRow post)
{
    if (org->posts.holder[post] != ORG_NONE)
        return 1;
    if (org->posts.closed[post] != ORG_OPEN || !org->filled_unknown)
        return 0;
    return !mark || mark->number[post] == 1 ? NAN : 0;
}

/* Columns that most organisations do not have are written where something stands in them. */
static gboolean
some_vacancy_is_told(const Export *e)
{
    const OrgPostTable *posts = &e->org->posts;
    for (OrgRow i = 0; i < posts->n; i++)
        if ((e->all || posts->closed[i] == ORG_OPEN) &&
            (posts->vacant_since[i] != ORG_UNKNOWN || posts->kept_for[i] != ORG_NONE))
            return TRUE;
    return FALSE;
}

static gboolean
some_have_a_coefficient(const Export *e)
{
    const OrgPersonTable *people = &e->org->people;
    for (OrgRow i = 0; i < people->n; i++)
        if ((e->all || people->state[i] != ORG_LEFT) && people->coefficient[i])
            return TRUE;
    return FALSE;
}

static void
write_posts(const Export *e)
{
    const OrgPostTable *posts = &e->org->posts;
    const OrgAttribute *mark = org_attribute_find(e->org, ORG_POSTS, ORG_FILLED_UNKNOWN);
    /* `assigned` stays blank, each post having its row; the column keeps an attribute such as "quota" from being taken for it */
    static const Column columns[] = {
        { "id", ORG_OUT_TEXT },
        { "unit_id", ORG_OUT_TEXT },
        { "title", ORG_OUT_TEXT },
        { "rank", ORG_OUT_TEXT },
        { "category", ORG_OUT_TEXT },
        { "funding", ORG_OUT_TEXT },
        { "coefficient", ORG_OUT_NUMBER },
        { "fte", ORG_OUT_NUMBER },
        { "assigned", ORG_OUT_WHOLE },
        { "filled", ORG_OUT_WHOLE },
        { "reports_to", ORG_OUT_TEXT },
        { "opened", ORG_OUT_MONTH },
        { "closed", ORG_OUT_MONTH },
        { "vacant_since", ORG_OUT_MONTH },
        { "kept_for", ORG_OUT_TEXT },
    };
    gboolean vacancies = some_vacancy_is_told(e);

    put_header(e, ORG_POSTS, columns, G_N_ELEMENTS(columns) - (vacancies ? 0 : 2));
    for (OrgRow i = 0; i < posts->n; i++) {
        if (!e->all && posts->closed[i] != ORG_OPEN)
            continue;
        put_text(e, org_id(e->org, ORG_POSTS, i));
        put_text(e, org_id(e->org, ORG_UNITS, posts->unit[i]));
        put_word(e, posts->title[i]);
        put_text(e, rank_names[posts->rank[i] & 3]);
        put_word(e, posts->category[i]);
        put_word(e, posts->funding[i]);
        put_number(e, posts->coefficient[i] ? posts->coefficient[i] / 100.0 : NAN);
        put_number(e, posts->fte[i] / 1000.0);
        put_number(e, NAN);
        put_number(e, filled_of(e->org, mark, i));
        put_row(e, ORG_POSTS, posts->reports_to[i]);
        put_month(e, posts->opened[i]);
        put_month(e, posts->closed[i]);
        if (vacancies) {
            put_month(e, posts->vacant_since[i]);
            put_row(e, ORG_PEOPLE, posts->kept_for[i]);
        }
        put_attributes(e, ORG_POSTS, i);
    }
}

static void
write_people(const Export *e)
{
    const OrgPersonTable *people = &e->org->people;
    static const Column columns[] = {
        { "id", ORG_OUT_TEXT },
        { "name", ORG_OUT_TEXT },
        { "born", ORG_OUT_MONTH },
        { "sex", ORG_OUT_TEXT },
        { "hired", ORG_OUT_MONTH },
        { "post_id", ORG_OUT_TEXT },
        { "rating", ORG_OUT_WHOLE },
        { "unit_id", ORG_OUT_TEXT },
        { "second_post_id", ORG_OUT_TEXT },
        { "state", ORG_OUT_TEXT },
        { "since", ORG_OUT_MONTH },
        { "reason", ORG_OUT_TEXT },
        { "coefficient", ORG_OUT_NUMBER },
    };
    gboolean own = some_have_a_coefficient(e);

    put_header(e, ORG_PEOPLE, columns, G_N_ELEMENTS(columns) - (own ? 0 : 1));
    for (OrgRow i = 0; i < people->n; i++) {
        if (!e->all && people->state[i] == ORG_LEFT)
            continue;
        put_text(e, org_id(e->org, ORG_PEOPLE, i));
        put_word(e, people->name[i]);
        put_month(e, people->born[i]);
        put_text(e, sex_names[people->sex[i] % 3]);
        put_month(e, people->hired[i]);
        put_row(e, ORG_POSTS, people->post[i]);
        put_number(e, people->rating[i] ? people->rating[i] : NAN);
        put_row(e, ORG_UNITS, people->unit[i]);
        put_row(e, ORG_POSTS, people->second[i]);
        put_text(e, state_names[people->state[i] & 3]);
        put_month(e, people->since[i]);
        put_word(e, people->reason[i]);
        if (own)
            put_number(e, people->coefficient[i] ? people->coefficient[i] / 100.0 : NAN);
        put_attributes(e, ORG_PEOPLE, i);
    }
}

void
org_table_out(const Org *org, guint table, gboolean all, const OrgTableOut *out)
{
    const guint rows[] = { [ORG_UNITS] = org->units.n, [ORG_POSTS] = org->posts.n, [ORG_PEOPLE] = org->people.n };
    const GArray *attributes = org->attributes[table];
    g_autofree gboolean *shown = g_new0(gboolean, attributes->len + 1);
    const Export e = { org, all, out, shown };

    for (guint a = 0; a < attributes->len; a++)
        shown[a] = is_shown(&e, table, &g_array_index(attributes, OrgAttribute, a), rows[table]);
    if (table == ORG_UNITS)
        write_units(&e);
    else if (table == ORG_POSTS)
        write_posts(&e);
    else
        write_people(&e);
}
