// SPDX-License-Identifier: MIT
#include "csv-write.h"
#include "exchange.h"
#include "header.h"
#include "../org/month.h"
#include <errno.h>
#include <string.h>

static const char *const rank_names[] = { "", "head", "deputy", "staff" };
static const char *const sex_names[] = { "", "F", "M" };
static const char *const state_names[] = { "", "employed", "surplus", "left" };

typedef struct {
    const Org *org;
    gboolean all;
    GString *out;
} Export;

static void
put_word(const Export *e, OrgWord word)
{
    org_csv_append(e->out, org_dict_text(e->org->dict, word));
}

static void
put_month(const Export *e, OrgMonth month)
{
    char buffer[16];
    org_csv_append(e->out, org_month_text(month, buffer));
}

static void
put_number(const Export *e, double value)
{
    char buffer[40];
    org_csv_append(e->out, org_number_text(value, buffer));
}

// The id of another row, "" for none and for one that is not written.
static void
put_row(const Export *e, guint table, OrgRow row)
{
    gboolean written = row != ORG_NONE && (e->all || org_is_open(e->org, table, row));
    org_csv_append(e->out, written ? org_id(e->org, table, row) : "");
}

static gboolean
is_hidden(const Org *org, const OrgAttribute *attribute)
{
    return strcmp(org_dict_text(org->dict, attribute->name), ORG_FILLED_UNKNOWN) == 0;
}

static void
put_header(const Export *e, guint table, const char *const *names)
{
    for (; *names; names++)
        org_csv_append(e->out, *names);
    for (guint a = 0; a < e->org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(e->org->attributes[table], OrgAttribute, a);
        if (is_hidden(e->org, attribute))
            continue;
        const char *name = org_dict_text(e->org->dict, attribute->name);
        g_autofree char *key = org_header_key(name);
        g_autofree char *renamed = org_field_is_name(table, key) ? g_strconcat("x_", name, NULL) : NULL;
        org_csv_append(e->out, renamed ? renamed : name);
    }
    org_csv_end_row(e->out);
}

static void
put_attributes(const Export *e, guint table, OrgRow row)
{
    for (guint a = 0; a < e->org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(e->org->attributes[table], OrgAttribute, a);
        if (is_hidden(e->org, attribute))
            continue;
        if (!attribute->is_number)
            put_word(e, attribute->word[row]);
        else if (attribute->number[row] != attribute->number[row])
            org_csv_append(e->out, "");
        else
            put_number(e, attribute->number[row]);
    }
    org_csv_end_row(e->out);
}

static void
write_units(const Export *e)
{
    const OrgUnitTable *units = &e->org->units;
    const char *const names[] = {
        "id", "name", "type", "parent_id", "function", "opened", "closed", "successor", NULL
    };

    put_header(e, ORG_UNITS, names);
    for (OrgRow i = 0; i < units->n; i++) {
        if (!e->all && units->closed[i] != ORG_OPEN)
            continue;
        org_csv_append(e->out, org_id(e->org, ORG_UNITS, i));
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

// 1 held, 0 vacant, blank when it was not said.
static const char *
filled_text(const Org *org, const OrgAttribute *mark, OrgRow post)
{
    if (org->posts.holder[post] != ORG_NONE)
        return "1";
    if (org->posts.closed[post] != ORG_OPEN || !org->filled_unknown)
        return "0";
    return !mark || mark->number[post] == 1 ? "" : "0";
}

static void
write_posts(const Export *e)
{
    const OrgPostTable *posts = &e->org->posts;
    const OrgAttribute *mark = org_attribute_find(e->org, ORG_POSTS, ORG_FILLED_UNKNOWN);
    // `assigned` stays blank, each post having its row; the column keeps an attribute such as "quota" from being taken for it
    const char *const names[] = { "id",  "unit_id",  "title",  "rank",       "category", "funding", "coefficient",
                                  "fte", "assigned", "filled", "reports_to", "opened",   "closed",  NULL };

    put_header(e, ORG_POSTS, names);
    for (OrgRow i = 0; i < posts->n; i++) {
        if (!e->all && posts->closed[i] != ORG_OPEN)
            continue;
        org_csv_append(e->out, org_id(e->org, ORG_POSTS, i));
        org_csv_append(e->out, org_id(e->org, ORG_UNITS, posts->unit[i]));
        put_word(e, posts->title[i]);
        org_csv_append(e->out, rank_names[posts->rank[i] & 3]);
        put_word(e, posts->category[i]);
        put_word(e, posts->funding[i]);
        if (posts->coefficient[i])
            put_number(e, posts->coefficient[i] / 100.0);
        else
            org_csv_append(e->out, "");
        put_number(e, posts->fte[i] / 1000.0);
        org_csv_append(e->out, "");
        org_csv_append(e->out, filled_text(e->org, mark, i));
        put_row(e, ORG_POSTS, posts->reports_to[i]);
        put_month(e, posts->opened[i]);
        put_month(e, posts->closed[i]);
        put_attributes(e, ORG_POSTS, i);
    }
}

static void
write_people(const Export *e)
{
    const OrgPersonTable *people = &e->org->people;
    const char *const names[] = { "id",      "name",           "born",  "sex",   "hired",  "post_id", "rating",
                                  "unit_id", "second_post_id", "state", "since", "reason", NULL };
    char rating[2] = "";

    put_header(e, ORG_PEOPLE, names);
    for (OrgRow i = 0; i < people->n; i++) {
        if (!e->all && people->state[i] == ORG_LEFT)
            continue;
        org_csv_append(e->out, org_id(e->org, ORG_PEOPLE, i));
        put_word(e, people->name[i]);
        put_month(e, people->born[i]);
        org_csv_append(e->out, sex_names[people->sex[i] % 3]);
        put_month(e, people->hired[i]);
        put_row(e, ORG_POSTS, people->post[i]);
        rating[0] = people->rating[i] ? (char) ('0' + people->rating[i] % 10) : '\0';
        org_csv_append(e->out, rating);
        put_row(e, ORG_UNITS, people->unit[i]);
        put_row(e, ORG_POSTS, people->second[i]);
        org_csv_append(e->out, state_names[people->state[i] & 3]);
        put_month(e, people->since[i]);
        put_word(e, people->reason[i]);
        put_attributes(e, ORG_PEOPLE, i);
    }
}

gboolean
org_export_csv(const Org *org, const char *folder, gboolean all, GError **error)
{
    static const struct {
        const char *name;
        void (*write)(const Export *);
    } files[] = { { "units.csv", write_units }, { "posts.csv", write_posts }, { "people.csv", write_people } };

    if (g_mkdir_with_parents(folder, 0777) != 0) {
        int reason = errno;
        g_set_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE, "the folder %s cannot be made: %s", folder,
                    g_strerror(reason));
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) out = g_string_sized_new(64 * 1024);
        Export e = { org, all, out };
        files[i].write(&e);
        g_autofree char *path = g_build_filename(folder, files[i].name, NULL);
        if (!g_file_set_contents(path, out->str, (gssize) out->len, error)) // written beside and renamed
            return FALSE;
    }
    return TRUE;
}
