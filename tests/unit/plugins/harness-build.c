// SPDX-License-Identifier: MIT
/* Tables of text into an organisation. */
#include "harness-private.h"
#include "../../../engine/base/month.h"
#include <math.h>
#include <string.h>

HarnessTable *
harness_table(const char *csv)
{
    HarnessTable *table = g_new0(HarnessTable, 1);
    table->rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (g_strstrip(lines[i])[0] == '\0')
            continue;
        char **fields = g_strsplit(lines[i], ",", -1);
        for (guint j = 0; fields[j] != NULL; j++)
            g_strstrip(fields[j]);
        if (table->header == NULL)
            table->header = fields;
        else
            g_ptr_array_add(table->rows, fields);
        if (fields != table->header && g_strv_length(fields) > g_strv_length(table->header))
            g_error("harness: \"%s\" has more fields than the header", lines[i]);
    }
    if (table->header == NULL)
        g_error("harness: a table without a header");
    return table;
}

void
harness_table_free(HarnessTable *table)
{
    g_strfreev(table->header);
    g_ptr_array_unref(table->rows);
    g_free(table);
}

int
harness_column(const HarnessTable *table, const char *name)
{
    for (int i = 0; table->header[i] != NULL; i++)
        if (strcmp(table->header[i], name) == 0)
            return i;
    return -1;
}

const char *
harness_field(const HarnessTable *table, guint row, int column)
{
    char **fields = g_ptr_array_index(table->rows, row);
    return column >= 0 && (guint) column < g_strv_length(fields) ? fields[column] : "";
}

static const char *
get(const HarnessTable *table, guint row, const char *name)
{
    return harness_field(table, row, harness_column(table, name));
}

static double
number(const char *text)
{
    double value = NAN;
    if (text[0] != '\0' && !org_number_parse(text, &value))
        g_error("harness: \"%s\" is no number", text);
    return value;
}

static OrgMonth
month_or(const char *text, OrgMonth fallback)
{
    OrgMonth month = fallback;
    if (text[0] != '\0' && !org_month_parse(text, &month))
        g_error("harness: \"%s\" is no month (2021-01)", text);
    return month;
}

static OrgRow
row_of(Harness *h, guint table, const char *id)
{
    if (id[0] == '\0')
        return ORG_NONE;
    OrgRow row = org_find(h->org, table, id);
    if (row == ORG_NONE)
        g_error("harness: there is no row \"%s\" in table %u", id, table);
    return row;
}

static OrgWord
word(Harness *h, const char *text)
{
    return org_dict_add(h->dict, text, -1);
}

/* Columns that no list names become attributes. */
static void
attributes(Harness *h, guint of, OrgRow first, const HarnessTable *table, const char *const *known)
{
    for (int column = 0; table->header[column] != NULL; column++) {
        const char *name = table->header[column];
        if (g_strv_contains(known, name))
            continue;
        gboolean numbers = TRUE;
        double value = NAN;
        for (guint i = 0; i < table->rows->len; i++) {
            const char *field = harness_field(table, i, column);
            numbers = numbers && (field[0] == '\0' || org_number_parse(field, &value));
        }
        OrgAttribute *attribute = org_attribute(h->org, of, name, numbers);
        for (guint i = 0; i < table->rows->len; i++) {
            const char *field = harness_field(table, i, column);
            if (numbers)
                attribute->number[first + i] = number(field);
            else
                attribute->word[first + i] = word(h, field);
        }
    }
}

void
harness_units(Harness *h, const char *csv)
{
    static const char *const known[] = { "id", "name", "type", "function", "parent", "opened", NULL };
    HarnessTable *table = harness_table(csv);
    guint n = table->rows->len;
    OrgRow first = org_add_units(h->org, n);
    OrgUnitTable *units = &h->org->units;
    for (guint i = 0; i < n; i++) {
        units->id[first + i] = word(h, get(table, i, "id"));
        units->name[first + i] = word(h, get(table, i, "name"));
        units->type[first + i] = word(h, get(table, i, "type"));
        units->function[first + i] = word(h, get(table, i, "function"));
        units->opened[first + i] = month_or(get(table, i, "opened"), ORG_UNKNOWN);
    }
    for (guint i = 0; i < n; i++)
        units->parent[first + i] = row_of(h, ORG_UNITS, get(table, i, "parent"));
    attributes(h, ORG_UNITS, first, table, known);
    harness_table_free(table);
}

static guint8
rank(const char *text)
{
    static const char *const ranks[] = { "", "head", "deputy", "staff" };
    for (guint8 i = 0; i < G_N_ELEMENTS(ranks); i++)
        if (strcmp(ranks[i], text) == 0)
            return i;
    g_error("harness: \"%s\" is none of head, deputy, staff", text);
}

static OrgRow
add_person(Harness *h, const HarnessTable *table, guint i, const char *id, guint ordinal, OrgRow unit, OrgRow post)
{
    OrgRow person = org_add_people(h->org, 1);
    OrgPersonTable *people = &h->org->people;
    const char *sex = get(table, i, "sex");
    people->id[person] = word(h, id);
    people->ordinal[person] = ordinal;
    people->unit[person] = unit;
    people->post[person] = post;
    people->born[person] = month_or(get(table, i, "born"), ORG_UNKNOWN);
    people->hired[person] = month_or(get(table, i, "hired"), ORG_UNKNOWN);
    people->sex[person] = sex[0] == 'F' ? ORG_FEMALE : sex[0] == 'M' ? ORG_MALE : 0;
    people->rating[person] = get(table, i, "rating")[0] != '\0' ? (guint8) number(get(table, i, "rating")) : 0;
    people->state[person] = post != ORG_NONE ? ORG_EMPLOYED : ORG_SURPLUS;
    if (people->born[person] == ORG_UNKNOWN)
        h->org->births_unknown = TRUE;
    return person;
}

static void
add_post(Harness *h, const HarnessTable *table, guint i, OrgRow row, guint ordinal, gboolean held)
{
    OrgPostTable *posts = &h->org->posts;
    const char *fte = get(table, i, "fte"), *coefficient = get(table, i, "coefficient");
    posts->id[row] = word(h, get(table, i, "id"));
    posts->ordinal[row] = ordinal;
    posts->unit[row] = row_of(h, ORG_UNITS, get(table, i, "unit"));
    posts->rank[row] = rank(get(table, i, "rank"));
    posts->title[row] = word(h, get(table, i, "title"));
    posts->category[row] = word(h, get(table, i, "category"));
    posts->funding[row] = word(h, get(table, i, "funding"));
    posts->opened[row] = month_or(get(table, i, "opened"), ORG_UNKNOWN);
    posts->fte[row] = fte[0] != '\0' ? (guint32) lround(number(fte) * 1000) : 1000;
    posts->coefficient[row] = coefficient[0] != '\0' ? (guint16) lround(number(coefficient) * 100) : 0;
    if (!held)
        return;
    const char *given = get(table, i, "person");
    g_autofree char *made = g_strconcat("h-", get(table, i, "id"), NULL);
    OrgRow person = add_person(h, table, i, given[0] != '\0' ? given : made, ordinal, posts->unit[row], row);
    h->org->posts.holder[row] = person;
}

void
harness_posts(Harness *h, const char *csv)
{
    static const char *const known[] = { "id",          "unit",  "rank",       "title",  "category", "funding",
                                         "coefficient", "fte",   "opened",     "held",   "person",   "born",
                                         "sex",         "hired", "reports_to", "rating", "n",        NULL };
    HarnessTable *table = harness_table(csv);
    for (guint i = 0; i < table->rows->len; i++) {
        const char *n = get(table, i, "n"), *held = get(table, i, "held");
        gboolean counted = n[0] != '\0', none = strcmp(held, "no") == 0;
        guint count = counted ? (guint) number(n) : 1;
        guint filled = none ? 0 : held[0] == '\0' || strcmp(held, "yes") == 0 ? count : (guint) number(held);
        OrgRow first = org_add_posts(h->org, count);
        for (guint k = 0; k < count; k++)
            add_post(h, table, i, first + k, counted ? k + 1 : 0, k < filled);
    }
    for (guint i = 0; i < table->rows->len; i++) {
        OrgRow boss = row_of(h, ORG_POSTS, get(table, i, "reports_to"));
        if (boss != ORG_NONE)
            h->org->posts.reports_to[row_of(h, ORG_POSTS, get(table, i, "id"))] = boss;
    }
    if (harness_column(table, "n") < 0)
        attributes(h, ORG_POSTS, h->org->posts.n - table->rows->len, table, known);
    harness_table_free(table);
}

void
harness_surplus(Harness *h, const char *csv)
{
    HarnessTable *table = harness_table(csv);
    for (guint i = 0; i < table->rows->len; i++) {
        OrgRow unit = row_of(h, ORG_UNITS, get(table, i, "unit"));
        add_person(h, table, i, get(table, i, "id"), 0, unit, ORG_NONE);
    }
    harness_table_free(table);
}
