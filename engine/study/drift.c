// SPDX-License-Identifier: MIT
#include "drift.h"
#include "../base/message.h"
#include "extract-diff.h"
#include "../base/month.h"
#include <string.h>

typedef struct {
    const OrgPlan *plan;
    Org *old, *new;
    const char *name; /* of the newer extract */
    OrgDiags *diags;
    OrgPartners partners;
    GHashTable *told;    /* ids with an error */
    GHashTable *said;    /* "item id": said once an item */
    GHashTable *founded; /* ids that steps make */
    const OrgItem *item;
    guint looked_for; /* ids whose fate was looked for: each costs a pass over units and posts */
} Conflicts;

enum { MOST_LOOKED_FOR = 200 };

static OrgDiag *
say(Conflicts *c, OrgSeverity severity, const char *code, const OrgValueInfo *value, const char *id, const char *text)
{
    guint line = value && value->line ? value->line : c->item->line;
    guint column = value && value->line ? value->column : c->item->column;
    OrgDiag *diag = org_diags_add(c->diags, severity, code, c->item->file, line, column, "%s", text);
    diag->id = g_strdup(id);
    diag->sheet = g_strdup(c->item->sheet);
    if (severity == ORG_SEVERITY_ERROR)
        g_hash_table_add(c->told, g_strdup(id));
    return diag;
}

/* ("Planning department" under "Town hall"); of a person nothing, for a name is nobody's business here. */
static char *
place_of(const Org *org, guint table, OrgRow row)
{
    OrgRow above = table == ORG_UNITS ? org->units.parent[row] : table == ORG_POSTS ? org->posts.unit[row] : ORG_NONE;
    const char *own = table == ORG_POSTS ? org_dict_text(org->dict, org->posts.title[row]) : org_name(org, table, row);
    if (table == ORG_PEOPLE)
        return g_strdup("");
    if (above == ORG_NONE)
        return org_said(" (\"%s\")", own);
    return org_said(table == ORG_UNITS ? " (\"%s\" under \"%s\")" : " (\"%s\" in \"%s\")", own,
                    org_name(org, ORG_UNITS, above));
}

/* ---- where a unit went that is not there any more */

/* The unit that most of its posts are in now; *n of them, of *all that are still there. */
static OrgRow
posts_went_to(const Conflicts *c, OrgRow unit, guint *n, guint *all)
{
    g_autofree guint *count = g_new0(guint, (gsize) c->new->units.n + 1);
    OrgRow best = ORG_NONE;
    *n = *all = 0;
    for (OrgRow i = 0; i < c->old->posts.n; i++) {
        if (c->old->posts.unit[i] != unit || !org_is_open(c->old, ORG_POSTS, i))
            continue;
        OrgRow there = c->partners.new_of[ORG_POSTS][i];
        ++*all;
        if (there == ORG_NONE)
            continue;
        OrgRow now = c->new->posts.unit[there];
        if (++count[now] > *n) {
            *n = count[now];
            best = now;
        }
    }
    return best;
}

/* The only open unit of the same name; ORG_NONE: none, or several. */
static OrgRow
same_name(const Conflicts *c, OrgRow unit)
{
    OrgRow found = ORG_NONE;
    for (OrgRow i = 0; i < c->new->units.n; i++) {
        if (!org_is_open(c->new, ORG_UNITS, i) || c->new->units.name[i] != c->old->units.name[unit])
            continue;
        if (found != ORG_NONE)
            return ORG_NONE;
        found = i;
    }
    return found;
}

static char *
nearest_id(const Conflicts *c, guint table, const char *id)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (OrgRow i = 0; i < org_rows(c->new, table); i++)
        if (org_extract_counts(c->new, table, i))
            g_ptr_array_add(ids, g_strdup(org_id(c->new, table, i)));
    g_ptr_array_add(ids, NULL);
    return g_strdup(org_nearest(id, (const char *const *) ids->pdata));
}

/* What became of it, as the rest of a sentence. */
static char *
fate_of(Conflicts *c, guint table, OrgRow row, const char *id)
{
    guint n = 0, all = 0;
    OrgRow closed = org_find(c->new, table, id);
    OrgRow heir = table == ORG_UNITS && closed != ORG_NONE ? c->new->units.successor[closed] : ORG_NONE;
    if (c->looked_for++ >= MOST_LOOKED_FOR)
        return org_said("what became of it was looked for with the first 200 only");
    if (heir != ORG_NONE)
        return org_said("it was closed, and \"%s\" (\"%s\") took over", org_id(c->new, ORG_UNITS, heir),
                        org_name(c->new, ORG_UNITS, heir));
    OrgRow into = table == ORG_UNITS ? posts_went_to(c, row, &n, &all) : ORG_NONE;
    if (into != ORG_NONE) {
        g_autofree char *now = g_strdup(org_id(c->new, ORG_UNITS, into));
        gboolean is_new = c->partners.old_of[ORG_UNITS][into] == ORG_NONE;
        return org_said("%u of its %u posts are in \"%s\" (\"%s\") now, %s; nearest id: \"%s\"", n, all, now,
                        org_name(c->new, ORG_UNITS, into),
                        is_new ? M_("which is new: it has another id, or is merged already")
                               : M_("which was there before: it seems to be merged already"),
                        now);
    }
    OrgRow namesake = table == ORG_UNITS ? same_name(c, row) : ORG_NONE;
    if (namesake != ORG_NONE)
        return org_said("nearest id: \"%s\", a unit of the same name elsewhere", org_id(c->new, ORG_UNITS, namesake));
    g_autofree char *like = nearest_id(c, table, id);
    return like ? org_said("nearest id: \"%s\"", like) : org_said("nothing there is like it");
}

/* ---- one id */

static void
check_same(Conflicts *c, const OrgValueInfo *value, const char *id, OrgRow old, OrgRow new)
{
    const Org *a = c->old, *b = c->new;
    OrgRow up = a->units.parent[old], now = b->units.parent[new];
    if (a->units.name[old] != b->units.name[new]) {
        g_autofree char *text = org_said("unit \"%s\" is called \"%s\" in %s, not \"%s\" any more; check that it "
                                         "is still the one that is meant",
                                         id, org_name(b, ORG_UNITS, new), c->name, org_name(a, ORG_UNITS, old));
        say(c, ORG_SEVERITY_WARNING, "conflict-renamed", value, id, text);
    }
    if (now == (up == ORG_NONE ? ORG_NONE : c->partners.new_of[ORG_UNITS][up]))
        return;
    g_autofree char *before =
        up == ORG_NONE ? org_said("at the top") : org_said("under \"%s\"", org_id(a, ORG_UNITS, up));
    g_autofree char *after =
        now == ORG_NONE ? org_said("at the top") : org_said("under \"%s\"", org_id(b, ORG_UNITS, now));
    g_autofree char *text = org_said("unit \"%s\" lies %s in %s, not %s any more; check that the step is still "
                                     "needed",
                                     id, after, c->name, before);
    say(c, ORG_SEVERITY_WARNING, "conflict-moved", value, id, text);
}

static void
check_id(Conflicts *c, const OrgValueInfo *value, guint table, const char *id)
{
    OrgRow old = org_find(c->old, table, id);
    g_autofree char *key = g_strdup_printf("%u %u %s", c->item->index, table, id);
    if (old == ORG_NONE || !org_is_open(c->old, table, old) || g_hash_table_contains(c->founded, id) ||
        !g_hash_table_add(c->said, g_steal_pointer(&key)))
        return; /* an id that the old organisation does not know, either, is no conflict but a mistake */
    OrgRow new = c->partners.new_of[table][old];
    g_autofree char *before = place_of(c->old, table, old);
    if (new == ORG_NONE) {
        g_autofree char *fate = fate_of(c, table, old, id);
        g_autofree char *text =
            org_said("%s \"%s\"%s is not in %s any more; %s", org_table_noun(table), id, before, c->name, fate);
        say(c, ORG_SEVERITY_ERROR, "conflict-gone", value, id, text);
    } else if (c->partners.by_name[table][new]) {
        g_autofree char *there = g_strdup(org_id(c->new, table, new));
        g_autofree char *text = org_said("%s \"%s\"%s has the id \"%s\" in %s; write \"%s\"", org_table_noun(table), id,
                                         before, there, c->name, there);
        say(c, ORG_SEVERITY_ERROR, "conflict-id", value, id, text);
    } else if (table == ORG_UNITS) {
        check_same(c, value, id, old, new);
    }
}

/* ---- one item */

/* Texts in SQL that are ids of units which are gone: they choose nothing now, and no error would tell. */
static void
check_sql(Conflicts *c, const OrgValueInfo *value, const char *sql)
{
    g_auto(GStrv) parts = g_strsplit(sql, "'", -1);
    for (guint i = 1; parts[0] && parts[i] && parts[i + 1]; i += 2) {
        OrgRow old = org_find(c->old, ORG_UNITS, parts[i]);
        if (old == ORG_NONE || !org_is_open(c->old, ORG_UNITS, old) || g_hash_table_contains(c->founded, parts[i]))
            continue;
        OrgRow new = c->partners.new_of[ORG_UNITS][old];
        if (new != ORG_NONE && !c->partners.by_name[ORG_UNITS][new])
            continue;
        g_autofree char *fate = new == ORG_NONE ? fate_of(c, ORG_UNITS, old, parts[i])
                                                : org_said("its id is \"%s\" now", org_id(c->new, ORG_UNITS, new));
        g_autofree char *text = org_said("'%s' in SQL is the id of a unit that is not in %s any more, and chooses "
                                         "nothing there; %s",
                                         parts[i], c->name, fate);
        say(c, ORG_SEVERITY_WARNING, "conflict-sql", value, parts[i], text);
    }
}

static void
check_table(Conflicts *c, const OrgValueInfo *value)
{
    const OrgTableValue *table = value->table;
    for (guint i = 0; table && i < table->n_columns; i++) {
        gboolean names_units = table->types[i] == ORG_UNIT || strcmp(table->names[i], "old_id") == 0;
        for (guint r = 0; names_units && table->texts[i] && r < table->rows; r++)
            if (table->texts[i][r] && *table->texts[i][r])
                check_id(c, value, ORG_UNITS, table->texts[i][r]);
    }
}

static void
check_founded(Conflicts *c, const OrgValueInfo *value, const char *id)
{
    OrgRow new = org_find(c->new, ORG_UNITS, id), old = org_find(c->old, ORG_UNITS, id);
    if (old != ORG_NONE || new == ORG_NONE)
        return;
    g_autofree char *there = place_of(c->new, ORG_UNITS, new);
    g_autofree char *text = org_said("unit \"%s\", which this step founds, is in %s already%s; is the step "
                                     "done? Leave it out, or give another id",
                                     id, c->name, there);
    say(c, ORG_SEVERITY_ERROR, "conflict-founded", value, id, text);
}

static gboolean
founds(const OrgParamInfo *param, const OrgValueInfo *value)
{
    return param->type == ORG_TEXT && value->given && value->text && *value->text &&
           (strcmp(param->key, "id") == 0 || g_str_has_suffix(param->key, ".id"));
}

static void
check_value(Conflicts *c, const OrgParamInfo *param, const OrgValueInfo *value)
{
    guint table = param->type == ORG_UNIT || param->type == ORG_UNIT_SET ? ORG_UNITS
                  : param->type == ORG_POST_SET                          ? ORG_POSTS
                  : param->type == ORG_PERSON_SET                        ? ORG_PEOPLE
                                                                         : 0;
    if (!value->given)
        return;
    if (param->type == ORG_UNIT && value->text && *value->text)
        check_id(c, value, table, value->text);
    for (guint i = 0; table && value->ids && value->ids[i]; i++)
        check_id(c, value, table, value->ids[i]);
    if (value->where && !value->counting)
        check_sql(c, value, value->where);
    if (param->type == ORG_TABLE)
        check_table(c, value);
    if (founds(param, value))
        check_founded(c, value, value->text);
}

/* Once an item: the extract shows the organisation after that month. */
static void
check_past(Conflicts *c)
{
    char month[16], extract[16];
    if (c->item->role != ORG_ITEM_STEP || !c->item->at->len || c->new->month == ORG_UNKNOWN)
        return;
    OrgMonth first = g_array_index(c->item->at, OrgMonth, 0);
    if (first > c->new->month)
        return;
    g_autofree char *text = org_said("this step is due in %s, but %s shows the organisation of %s; leave the step "
                                     "out if it is done, or give it a later month",
                                     org_month_text(first, month), c->name, org_month_text(c->new->month, extract));
    say(c, ORG_SEVERITY_WARNING, "conflict-past", NULL, c->item->id, text);
}

static void
check_item(Conflicts *c)
{
    check_past(c);
    if (c->item->sql)
        check_sql(c, NULL, c->item->sql);
    for (guint i = 0; c->item->feature && i < c->item->feature->params->len; i++)
        check_value(c, &g_array_index(c->item->feature->params, OrgParamInfo, i), &c->item->values[i]);
}

static void
check_targets(Conflicts *c)
{
    for (guint i = 0; i < c->plan->targets->len; i++) {
        const OrgTarget *target = c->plan->targets->pdata[i];
        OrgItem place = {
            .index = c->plan->items->len + i, .file = c->plan->path, .line = target->line, .column = target->column
        };
        c->item = &place;
        if (target->unit)
            check_id(c, NULL, ORG_UNITS, target->unit);
    }
}

static void
note_founded(Conflicts *c)
{
    for (guint i = 0; i < c->plan->items->len; i++) {
        const OrgItem *item = c->plan->items->pdata[i];
        for (guint k = 0; item->feature && k < item->feature->params->len; k++)
            if (founds(&g_array_index(item->feature->params, OrgParamInfo, k), &item->values[k]))
                g_hash_table_add(c->founded, item->values[k].text);
    }
}

GHashTable *
org_conflicts(const OrgPlan *plan, Org *old, Org *new, const char *name, OrgDiags *diags)
{
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) founded = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Conflicts c = { .plan = plan, .old = old, .new = new, .name = name, .diags = diags, .told = told };
    c.said = said;
    c.founded = founded;
    note_founded(&c);
    org_partners_match(&c.partners, old, new);
    for (guint i = 0; i < plan->items->len; i++) {
        c.item = plan->items->pdata[i];
        check_item(&c);
    }
    check_targets(&c);
    org_partners_clear(&c.partners);
    return told;
}
