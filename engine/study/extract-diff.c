// SPDX-License-Identifier: MIT
#include "extract-diff.h"
#include "../exchange/exchange.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

static const char *const table_names[] = { NULL, "units", "posts", "people" };
static const char *const kind_names[] = { "new", "gone", "moved", "renamed", "changed", "same" };
enum { NEW, GONE, MOVED, RENAMED, CHANGED, SAME, N_KINDS };

typedef struct {
    const Org *old, *new;
    OrgPartners partners;
    json_t *changes;
    guint64 counts[4][N_KINDS];
    OrgWord group; /* posts: the group of the last change, to count those alike */
    guint group_kind_table;
} Diff;

/* ---- one cell as text */

static json_t *
cell(const Org *org, guint column, OrgRow row)
{
    const OrgColumnInfo *info = &org_columns[column];
    gint64 value = org_cell(org, column, row);
    char buffer[40];
    switch (info->kind) {
    case ORG_K_UNIT:
    case ORG_K_POST:
    case ORG_K_PERSON:
        return value == ORG_NONE ? json_null()
                                 : json_string(org_id(org,
                                                      info->kind == ORG_K_UNIT   ? ORG_UNITS
                                                      : info->kind == ORG_K_POST ? ORG_POSTS
                                                                                 : ORG_PEOPLE,
                                                      (OrgRow) value));
    case ORG_K_WORD:
        return value ? json_string(org_dict_text(org->dict, (OrgWord) value)) : json_null();
    case ORG_K_MONTH:
        org_month_text((OrgMonth) value, buffer);
        return *buffer ? json_string(buffer) : json_null();
    case ORG_K_THOUSANDTHS:
        return json_string(org_number_text((double) value / 1000, buffer));
    case ORG_K_HUNDREDTHS:
        return value ? json_string(org_number_text((double) value / 100, buffer)) : json_null();
    default:
        return json_string(org_number_text((double) value, buffer));
    }
}

static void
add_column(json_t *columns, const char *name, json_t *from, json_t *to)
{
    json_array_append_new(columns, json_pack("{s:s, s:o, s:o}", "column", name, "from", from, "to", to));
}

/* ---- one matched row */

/* References are the same when they lead to partners. */
static gboolean
same_cell(const Diff *d, guint column, OrgRow old, OrgRow new)
{
    const OrgColumnInfo *info = &org_columns[column];
    gint64 a = org_cell(d->old, column, old), b = org_cell(d->new, column, new);
    guint table = info->kind == ORG_K_UNIT     ? ORG_UNITS
                  : info->kind == ORG_K_POST   ? ORG_POSTS
                  : info->kind == ORG_K_PERSON ? ORG_PEOPLE
                                               : 0;
    if (!table || a == ORG_NONE || b == ORG_NONE)
        return a == b;
    return d->partners.new_of[table][a] == b;
}

static guint
kind_of_column(guint column)
{
    switch (column) {
    case ORG_COL_UNITS_name:
    case ORG_COL_POSTS_title:
    case ORG_COL_PEOPLE_name:
        return RENAMED;
    case ORG_COL_UNITS_parent:
    case ORG_COL_POSTS_unit:
    case ORG_COL_PEOPLE_unit:
    case ORG_COL_PEOPLE_post:
        return MOVED;
    case ORG_COL_UNITS_id: /* matched by name: told as old_id */
    case ORG_COL_POSTS_id:
    case ORG_COL_POSTS_ordinal:
    case ORG_COL_PEOPLE_id:
    case ORG_COL_PEOPLE_ordinal:
    case ORG_COL_UNITS_successor:
    case ORG_COL_POSTS_holder: /* told as filled, and by the person's move */
        return SAME;
    default: /* what comes from the place of a row in its table says nothing */
        return org_column_is_derived(column) ? SAME : CHANGED;
    }
}

static json_t *
attribute_cell(const Org *org, const OrgAttribute *attribute, OrgRow row)
{
    char buffer[40];
    if (!attribute || (attribute->is_number ? isnan(attribute->number[row]) : !attribute->word[row]))
        return json_null();
    return json_string(attribute->is_number ? org_number_text(attribute->number[row], buffer)
                                            : org_dict_text(org->dict, attribute->word[row]));
}

static void
compare_attribute(const Diff *d, guint table, const char *name, OrgRow old, OrgRow new, json_t *columns)
{
    if (strchr(name, '.') || !strcmp(name, ORG_FILLED_UNKNOWN)) /* of plugins, or of the import itself */
        return;
    json_t *a = attribute_cell(d->old, org_attribute_find(d->old, table, name), old);
    json_t *b = attribute_cell(d->new, org_attribute_find(d->new, table, name), new);
    if (!json_equal(a, b)) {
        add_column(columns, name, a, b);
        return;
    }
    json_decref(a);
    json_decref(b);
}

static void
compare_attributes(const Diff *d, guint table, OrgRow old, OrgRow new, json_t *columns)
{
    const Org *orgs[] = { d->old, d->new };
    for (guint o = 0; o < 2; o++)
        for (guint i = 0; i < orgs[o]->attributes[table]->len; i++) {
            const OrgAttribute *attribute = &g_array_index(orgs[o]->attributes[table], OrgAttribute, i);
            const char *name = org_dict_text(orgs[o]->dict, attribute->name);
            if (o == 0 || !org_attribute_find(d->old, table, name))
                compare_attribute(d, table, name, old, new, columns);
        }
}

static gboolean
is_held(const Org *org, OrgRow post)
{
    return org->posts.holder[post] != ORG_NONE;
}

/* ---- the list */

static json_t *
change(const Diff *d, guint table, OrgRow old, OrgRow new)
{
    const Org *org = new == ORG_NONE ? d->old : d->new;
    OrgRow row = new == ORG_NONE ? old : new;
    gboolean both = old != ORG_NONE && new != ORG_NONE, by_name = both && d->partners.by_name[table][new];
    const char *name = org_name(org, table, row);
    json_t *j = json_object();
    json_object_set_new(j, "table", json_string(table_names[table]));
    json_object_set_new(j, "id", json_string(org_id(org, table, row)));
    json_object_set_new(j, "old_id", by_name ? json_string(org_id(d->old, table, old)) : json_null());
    json_object_set_new(j, "name", *name ? json_string(name) : json_null());
    json_object_set_new(j, "n", json_integer(1));
    json_object_set_new(j, "kinds", json_array());
    json_object_set_new(j, "match", both ? json_string(by_name ? "name" : "id") : json_null());
    json_object_set_new(j, "columns", json_array());
    return j;
}

/* Posts of one group that changed alike are one entry. */
static void
append(Diff *d, json_t *j, guint table, OrgWord group)
{
    json_t *last = json_array_get(d->changes, json_array_size(d->changes) - 1);
    gboolean alike = last && group && group == d->group && table == d->group_kind_table &&
                     json_equal(json_object_get(last, "kinds"), json_object_get(j, "kinds")) &&
                     json_equal(json_object_get(last, "columns"), json_object_get(j, "columns"));
    d->group = group;
    d->group_kind_table = table;
    if (!alike) {
        json_array_append_new(d->changes, j);
        return;
    }
    json_object_set_new(last, "n", json_integer(json_integer_value(json_object_get(last, "n")) + 1));
    json_decref(j);
}

static OrgWord
group_of(const Org *org, guint table, OrgRow row)
{
    return table == ORG_POSTS && org->posts.ordinal[row] ? org->posts.id[row] : 0;
}

static void
one_sided(Diff *d, guint table, OrgRow old, OrgRow new)
{
    guint kind = new == ORG_NONE ? GONE : NEW;
    json_t *j = change(d, table, old, new);
    const Org *org = kind == GONE ? d->old : d->new;
    OrgRow row = kind == GONE ? old : new;
    guint where = table == ORG_UNITS   ? ORG_COL_UNITS_parent
                  : table == ORG_POSTS ? ORG_COL_POSTS_unit
                                       : ORG_COL_PEOPLE_unit;
    json_t *place = cell(org, where, row);
    d->counts[table][kind]++;
    json_array_append_new(json_object_get(j, "kinds"), json_string(kind_names[kind]));
    add_column(json_object_get(j, "columns"), org_columns[where].name, kind == GONE ? place : json_null(),
               kind == GONE ? json_null() : place);
    append(d, j, table, group_of(org, table, row));
}

static void
two_sided(Diff *d, guint table, OrgRow old, OrgRow new)
{
    gboolean kinds[N_KINDS] = { FALSE };
    json_t *columns = json_array();
    for (guint c = 0; c < ORG_N_COLUMNS; c++) {
        guint kind = kind_of_column(c);
        if (org_columns[c].table != table || kind == SAME || same_cell(d, c, old, new))
            continue;
        kinds[kind] = TRUE;
        add_column(columns, org_columns[c].name, cell(d->old, c, old), cell(d->new, c, new));
    }
    gsize before = json_array_size(columns);
    compare_attributes(d, table, old, new, columns);
    if (table == ORG_POSTS && is_held(d->old, old) != is_held(d->new, new))
        add_column(columns, "filled", json_string(is_held(d->old, old) ? "1" : "0"),
                   json_string(is_held(d->new, new) ? "1" : "0"));
    gboolean new_id = d->partners.by_name[table][new];
    kinds[CHANGED] |= json_array_size(columns) > before || new_id;
    if (!json_array_size(columns) && !new_id) {
        d->counts[table][SAME]++;
        json_decref(columns);
        return;
    }
    json_t *j = change(d, table, old, new);
    for (guint k = MOVED; k <= CHANGED; k++)
        if (kinds[k]) {
            d->counts[table][k]++;
            json_array_append_new(json_object_get(j, "kinds"), json_string(kind_names[k]));
        }
    json_object_set_new(j, "columns", columns);
    append(d, j, table, group_of(d->new, table, new));
}

static void
compare_table(Diff *d, guint table)
{
    for (OrgRow i = 0; i < org_rows(d->new, table); i++) {
        if (!org_extract_counts(d->new, table, i))
            continue;
        if (d->partners.old_of[table][i] == ORG_NONE)
            one_sided(d, table, ORG_NONE, i);
        else
            two_sided(d, table, d->partners.old_of[table][i], i);
    }
    for (OrgRow i = 0; i < org_rows(d->old, table); i++)
        if (org_extract_counts(d->old, table, i) && d->partners.new_of[table][i] == ORG_NONE)
            one_sided(d, table, i, ORG_NONE);
}

json_t *
org_extract_diff(const Org *old, const Org *new)
{
    Diff d = { .old = old, .new = new, .changes = json_array() };
    json_t *counts = json_object();
    org_partners_match(&d.partners, old, new);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        compare_table(&d, t);
        json_t *one = json_object();
        for (guint k = 0; k < N_KINDS; k++)
            json_object_set_new(one, kind_names[k], json_integer((json_int_t) d.counts[t][k]));
        json_object_set_new(counts, table_names[t], one);
    }
    json_t *doc = json_pack("{s:o, s:{s:I, s:I}, s:o}", "counts", counts, "matched", "id", (json_int_t) d.partners.n_id,
                            "name", (json_int_t) d.partners.n_name, "changes", d.changes);
    org_partners_clear(&d.partners);
    return doc;
}
