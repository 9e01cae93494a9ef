// SPDX-License-Identifier: MIT
/* Further columns of the input, and the verbs that write them. */
#include "dotted.h"
#include "internal.h"
#include <string.h>

const OrgAttribute *
org_attribute_find(const Org *org, guint table, const char *name)
{
    OrgWord word = org_dict_find(org->dict, name, -1);
    if (!word || table < ORG_UNITS || table > ORG_PEOPLE)
        return NULL;
    for (guint a = 0; a < org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(org->attributes[table], OrgAttribute, a);
        if (attribute->name == word)
            return attribute;
    }
    return NULL;
}

static guint32
capacity_of(const Org *org, guint table)
{
    return MAX(1, table == ORG_UNITS   ? org->units.capacity
                  : table == ORG_POSTS ? org->posts.capacity
                                       : org->people.capacity);
}

OrgAttribute *
org_attribute(Org *org, guint table, const char *name, gboolean is_number)
{
    OrgAttribute *have = (OrgAttribute *) org_attribute_find(org, table, name);
    if (have)
        return have->is_number == is_number ? have : NULL;
    if (org->attributes[table]->len >= ORG_MAX_ATTRIBUTES)
        return NULL;
    OrgAttribute attribute = { .name = org_dict_add(org->dict, name, -1), .is_number = is_number };
    guint32 capacity = capacity_of(org, table);
    if (is_number) {
        attribute.number = g_new(double, capacity);
        for (guint32 i = 0; i < capacity; i++)
            attribute.number[i] = NAN;
    } else
        attribute.word = g_new0(OrgWord, capacity);
    g_array_append_val(org->attributes[table], attribute);
    org->attribute_version++;
    org_log(org, UNDO_ATTRIBUTE, table, 0, 0, (OrgValue){ 0 });
    return &g_array_index(org->attributes[table], OrgAttribute, org->attributes[table]->len - 1);
}

static gboolean
want_attribute(Org *org, guint table, const char *name, gboolean is_number, const OrgRow *rows, gsize n, GError **error)
{
    if (table < ORG_UNITS || table > ORG_PEOPLE)
        return org_fail(error, ORG_E_INVALID, "there is no table %u", table);
    if (!name || !*name || !g_utf8_validate(name, -1, NULL) || strlen(name) > 200)
        return org_fail(error, ORG_E_INVALID, "an attribute needs a name of 1 to 200 bytes of UTF-8");
    if (org_column_by_name(table, name) != ORG_N_COLUMNS)
        return org_fail(error, ORG_E_INVALID, "\"%s\" is a column of its own, not an attribute", name);
    if (table == ORG_POSTS && strcmp(name, ORG_DOTTED) == 0)
        return org_fail(error, ORG_E_INVALID, "\"%s\" tells second reporting lines, which no step changes", name);
    for (gsize i = 0; i < n; i++)
        if (rows[i] >= org_rows(org, table))
            return org_fail(error, ORG_E_NOT_FOUND, "row %u does not exist", rows[i]);
    const OrgAttribute *have = org_attribute_find(org, table, name);
    if (have && have->is_number != is_number)
        return org_fail(error, ORG_E_INVALID, "attribute \"%s\" holds %s", name, have->is_number ? "numbers" : "words");
    if (!have && org->attributes[table]->len >= ORG_MAX_ATTRIBUTES)
        return org_fail(error, ORG_E_INVALID, "a table has at most %u attributes", ORG_MAX_ATTRIBUTES);
    return TRUE;
}

static guint
index_of(const Org *org, guint table, const OrgAttribute *attribute)
{
    return ORG_COL_ATTRIBUTE + (guint) (attribute - (const OrgAttribute *) (void *) org->attributes[table]->data);
}

gboolean
org_set_numbers(Org *org, guint table, const char *name, const OrgRow *rows, const double *values, gsize n,
                GError **error)
{
    if (!want_attribute(org, table, name, TRUE, rows, n, error))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        if (isinf(values[i]))
            return org_fail(error, ORG_E_INVALID, "attribute \"%s\" cannot be infinite", name);
    g_autofree OrgRow *own = g_memdup2(rows, n * sizeof *rows);
    g_autofree double *kept = g_memdup2(values, n * sizeof *values);
    if (org_act_begin(org, ORG_VERB_SET_NUMBERS)) {
        org_act_u32(org, table);
        org_act_text(org, name);
        org_act_array(org, own, n, sizeof(OrgRow));
        org_act_array(org, kept, n, sizeof(double));
        org_act_end(org);
    }
    OrgAttribute *attribute = org_attribute(org, table, name, TRUE);
    guint column = index_of(org, table, attribute);
    for (gsize i = 0; i < n; i++) {
        org_log(org, UNDO_CELL, table, column, own[i], (OrgValue){ .real = attribute->number[own[i]] });
        attribute->number[own[i]] = kept[i];
    }
    org->attribute_version++;
    return TRUE;
}

gboolean
org_set_words(Org *org, guint table, const char *name, const OrgRow *rows, const OrgWord *values, gsize n,
              GError **error)
{
    if (!want_attribute(org, table, name, FALSE, rows, n, error))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        if (values[i] >= org_dict_size(org->dict))
            return org_fail(error, ORG_E_INVALID, "word %u does not exist", values[i]);
    g_autofree OrgRow *own = g_memdup2(rows, n * sizeof *rows);
    g_autofree OrgWord *kept = g_memdup2(values, n * sizeof *values);
    if (org_act_begin(org, ORG_VERB_SET_WORDS)) {
        org_act_u32(org, table);
        org_act_text(org, name);
        org_act_array(org, own, n, sizeof(OrgRow));
        org_act_words(org, kept, n);
        org_act_end(org);
    }
    OrgAttribute *attribute = org_attribute(org, table, name, FALSE);
    guint column = index_of(org, table, attribute);
    for (gsize i = 0; i < n; i++) {
        org_log(org, UNDO_CELL, table, column, own[i], (OrgValue){ .number = attribute->word[own[i]] });
        attribute->word[own[i]] = kept[i];
    }
    org->attribute_version++;
    return TRUE;
}
