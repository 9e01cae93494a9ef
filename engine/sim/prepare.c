// SPDX-License-Identifier: MIT
#include "prepare.h"
#include "../base/error.h"
#include "sql-rule.h"
#include <math.h>
#include <string.h>

typedef struct {
    const OrgPlan *plan;
    Org *org;
    OrgLive *live;
    OrgDiags *diags;
    GHashTable *founded; /* ids that steps will make */
    GHashTable *told;    /* ids of which something was said already, or NULL */
    const OrgItem *item;
} Prepare;

static OrgDiag *
complain(Prepare *p, const OrgValueInfo *value, const char *code, const char *text)
{
    guint line = value && value->line ? value->line : p->item->line;
    guint column = value && value->line ? value->column : p->item->column;
    OrgDiag *diag = org_diags_add(p->diags, ORG_SEVERITY_ERROR, code, p->item->file, line, column, "%s", text);
    diag->id = g_strdup(p->item->id);
    diag->sheet = g_strdup(p->item->sheet);
    return diag;
}

static void
complain_error(Prepare *p, const OrgValueInfo *value, const GError *error)
{
    g_autofree char *said = org_error_said(error);
    complain(p, value, "bad-sql", said);
}

static void
check_id(Prepare *p, const OrgValueInfo *value, guint table, const char *id)
{
    if (g_hash_table_contains(p->founded, id) || (p->told && g_hash_table_contains(p->told, id)))
        return;
    OrgRow row = org_find(p->org, table, id);
    if (row != ORG_NONE && org_is_open(p->org, table, row))
        return;
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (OrgRow i = 0; table == ORG_UNITS && i < org_rows(p->org, table); i++)
        if (org_is_open(p->org, table, i))
            g_ptr_array_add(ids, g_strdup(org_id(p->org, table, i)));
    g_ptr_array_add(ids, NULL);
    const char *nearest = org_nearest(id, (const char *const *) ids->pdata);
    g_autofree char *hint = nearest ? org_said("; nearest: \"%s\"", nearest) : g_strdup("");
    g_autofree char *text =
        org_said("there is no %s \"%s\" in the starting organisation, and no earlier step founds it%s",
                 org_table_noun(table), id, hint);
    complain(p, value, "unknown-id", text);
}

static guint
table_of(OrgType type)
{
    return type == ORG_UNIT || type == ORG_UNIT_SET ? ORG_UNITS
           : type == ORG_POST_SET                   ? ORG_POSTS
           : type == ORG_PERSON_SET                 ? ORG_PEOPLE
                                                    : 0;
}

/* A condition where ids are wanted: nobody has such an id, and it compares. */
static gboolean
is_sql(const Prepare *p, guint table, char *const *ids)
{
    static const char *const words[] = { "=", "<", ">", " in ", " like ", " is ", " between " };
    for (; *ids; ids++)
        for (guint i = 0; i < G_N_ELEMENTS(words); i++)
            if (strstr(*ids, words[i]))
                return org_find(p->org, table, *ids) == ORG_NONE;
    return FALSE;
}

static void
check_value(Prepare *p, const OrgParamInfo *param, const OrgValueInfo *value)
{
    guint table = table_of(param->type);
    if (!table || !value->given)
        return;
    if (param->type == ORG_UNIT && value->text && *value->text)
        check_id(p, value, table, value->text);
    if (value->ids && is_sql(p, table, value->ids)) {
        g_autofree char *joined = g_strjoinv(", ", value->ids);
        g_autofree char *text =
            org_said("\"%s\" is no id of a %s but looks like SQL, which is written %s: {where: \"%s\"}", joined,
                     org_table_noun(table), param->key, joined);
        complain(p, value, "unknown-id", text);
        return;
    }
    for (guint i = 0; value->ids && value->ids[i]; i++)
        check_id(p, value, table, value->ids[i]);
    g_autoptr(GError) error = NULL;
    if (value->where && !value->counting && !org_live_check(p->live, table, value->where, &error))
        complain_error(p, value, error);
}

/* A table of a step may found units, too, by an id of its own or as what others go into. */
static void
found_in_table(Prepare *p, const OrgTableValue *table)
{
    for (guint c = 0; c < table->n_columns; c++) {
        const char *name = table->names[c];
        if (strcmp(name, "id") != 0 && strcmp(name, "into") != 0)
            continue;
        for (guint row = 0; table->texts[c] && row < table->rows; row++)
            if (table->texts[c][row] && *table->texts[c][row])
                g_hash_table_add(p->founded, table->texts[c][row]);
    }
}

/* An id that this step makes is known to the steps after it. */
static void
found(Prepare *p, const OrgParamInfo *param, const OrgValueInfo *value)
{
    if (param->type == ORG_TABLE && value->table)
        found_in_table(p, value->table);
    if (param->type == ORG_TEXT && value->given && value->text && *value->text &&
        (!strcmp(param->key, "id") || g_str_has_suffix(param->key, ".id")))
        g_hash_table_add(p->founded, value->text);
}

/* Who has none where others do stays, or is assumed (unknown_births:); where nobody does, nobody would ever retire. */
static gboolean
nobody_has_a_date(const Org *org)
{
    for (OrgRow i = 0; i < org->people.n; i++)
        if (org->people.born[i] != ORG_UNKNOWN && org->people.state[i] != ORG_LEFT)
            return FALSE;
    return TRUE;
}

static void
check_needs(Prepare *p)
{
    guint32 flags = p->item->feature->flags;
    if ((flags & ORG_NEEDS_BIRTHS) && p->org->births_unknown && p->plan->unknown_births != ORG_BIRTHS_STAY &&
        nobody_has_a_date(p->org)) {
        g_autofree char *text = org_said("%s needs dates of birth, which this organisation does not have; state a "
                                         "population: (ages by category) or give people.csv",
                                         p->item->feature->name);
        complain(p, NULL, "needs-births", text);
    }
    if ((flags & ORG_NEEDS_HOLDERS) && p->org->filled_unknown) {
        g_autofree char *text =
            org_said("%s needs to know which posts are vacant, but \"filled\" is not given; state a "
                     "population: with vacancy: (say 8%%)",
                     p->item->feature->name);
        complain(p, NULL, "needs-vacancies", text);
    }
}

/* The condition of a step, told of where it is written. */
static void
check_when(Prepare *p)
{
    const OrgItem *item = p->item;
    const OrgValueInfo place = { .line = item->when_line, .column = item->when_column };
    g_autoptr(GError) error = NULL;
    g_autofree char *sql = g_strdup_printf("select (%s)", item->when);
    if (!org_live_check_sql(p->live, sql, &error))
        complain_error(p, &place, error);
}

static void
check_item(Prepare *p)
{
    g_autoptr(GError) error = NULL;
    const OrgItem *item = p->item;
    if (item->when)
        check_when(p);
    if (item->sql && !(item->role == ORG_ITEM_RULE ? org_sql_rule_check(p->live, item->sql, &error)
                                                   : org_live_check_sql(p->live, item->sql, &error)))
        complain_error(p, NULL, error);
    if (!item->feature)
        return;
    check_needs(p);
    for (guint i = 0; i < item->feature->params->len; i++)
        check_value(p, &g_array_index(item->feature->params, OrgParamInfo, i), &item->values[i]);
    for (guint i = 0; i < item->feature->params->len; i++)
        found(p, &g_array_index(item->feature->params, OrgParamInfo, i), &item->values[i]);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
    const OrgItem *x = *(OrgItem *const *) a, *y = *(OrgItem *const *) b;
    OrgMonth s = x->at && x->at->len ? g_array_index(x->at, OrgMonth, 0) : ORG_UNKNOWN;
    OrgMonth t = y->at && y->at->len ? g_array_index(y->at, OrgMonth, 0) : ORG_UNKNOWN;
    return s != t ? (s < t ? -1 : 1) : (int) x->index - (int) y->index;
}

static void
check_countings(Prepare *p)
{
    for (guint i = 0; i < p->plan->countings->len; i++) {
        const OrgCounting *counting = p->plan->countings->pdata[i];
        g_autoptr(GError) error = NULL;
        guint table = !g_strcmp0(counting->table, "posts")    ? ORG_POSTS
                      : !g_strcmp0(counting->table, "people") ? ORG_PEOPLE
                                                              : ORG_UNITS;
        if (org_live_check(p->live, table, counting->where, &error))
            continue;
        g_autofree char *said = org_error_said(error),
                        *text = org_said("counting rule \"%s\": %s", counting->name, said);
        OrgItem place = { .file = counting->file ? counting->file : p->plan->path,
                          .id = (char *) "counting",
                          .line = counting->line,
                          .column = counting->column };
        p->item = &place;
        complain(p, NULL, "bad-sql", text);
        p->item = NULL;
    }
}

void
org_prepare_check(const OrgPlan *plan, Org *org, GHashTable *told, OrgDiags *diags)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgLive) live = org_live_new(org, &error);
    if (!live) {
        g_autofree char *said = org_error_said(error);
        org_diags_add(diags, ORG_SEVERITY_ERROR, "internal", plan->path, 0, 0, "%s", said);
        return;
    }
    g_autoptr(GHashTable) founded = g_hash_table_new(g_str_hash, g_str_equal);
    Prepare p = { plan, org, live, diags, founded, told, NULL };
    check_countings(&p);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 0; i < plan->items->len; i++)
        g_ptr_array_add(items, plan->items->pdata[i]);
    g_ptr_array_sort(items, by_time);
    for (guint i = 0; i < items->len; i++) {
        p.item = items->pdata[i];
        check_item(&p);
    }
}
