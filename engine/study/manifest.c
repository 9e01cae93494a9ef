// SPDX-License-Identifier: MIT
#include "manifest.h"
#include <jansson.h>
#include <string.h>

static char *
dump(json_t *json)
{
    char *raw = json_dumps(json, JSON_COMPACT), *text = g_strdup(raw);
    free(raw);
    json_decref(json);
    return text;
}

static const char *
plugin_of(const OrgCatalogue *catalogue, const OrgItem *item)
{
    return item->feature ? ((OrgPluginInfo *) catalogue->plugins->pdata[item->feature->plugin])->id : "sql";
}

/* Only the plugins that the plan uses: another one in the folder does not change a run. */
static char *
plugins_json(const OrgCatalogue *catalogue, const OrgPlan *plan)
{
    json_t *list = json_array();
    for (guint p = 0; p < catalogue->plugins->len; p++) {
        const OrgPluginInfo *plugin = catalogue->plugins->pdata[p];
        gboolean used = FALSE;
        for (guint i = 0; plan && i < plan->items->len && !used; i++) {
            const OrgItem *item = plan->items->pdata[i];
            used = item->feature && item->feature->plugin == p;
        }
        if (used)
            json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "id", plugin->id, "version", plugin->version,
                                                  "sha256", plugin->sha256));
    }
    return dump(list);
}

/* What the item may measure, as its feature declares it; a metric in SQL measures one number under its own id. */
static json_t *
series_json(const OrgItem *item)
{
    json_t *list = json_array();
    if (!item->feature)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i}", "name", item->id, "label", item->id, "kind",
                                              org_series_kind_name(ORG_LEVEL), "flags", 0));
    for (guint i = 0; item->feature && i < item->feature->series->len; i++) {
        const OrgSeriesInfo *series = &g_array_index(item->feature->series, OrgSeriesInfo, i);
        json_t *one = json_pack("{s:s, s:s, s:s, s:i}", "name", series->name, "label", series->label, "kind",
                                org_series_kind_name(series->kind), "flags", (int) series->flags);
        if (series->unit)
            json_object_set_new(one, "unit", json_string(series->unit));
        json_array_append_new(list, one);
    }
    return list;
}

/* Of a rule: the law that its text parameter `basis` names, the months in which it holds, and the whole numbers that it holds others
 * to, parameters `at_least` and `at_most`, as charts draw them. */
static void
put_rule(json_t *entry, const OrgItem *item)
{
    if (item->role != ORG_ITEM_RULE)
        return;
    for (guint p = 0; item->feature && p < item->feature->params->len; p++) {
        const OrgParamInfo *param = &g_array_index(item->feature->params, OrgParamInfo, p);
        const OrgValueInfo *value = &item->values[p];
        if (param->type == ORG_TEXT && !strcmp(param->key, "basis") && value->text && *value->text)
            json_object_set_new(entry, "basis", json_string(value->text));
        else if (param->type == ORG_INT && (!strcmp(param->key, "at_least") || !strcmp(param->key, "at_most")))
            json_object_set_new(entry, param->key, json_integer((json_int_t) value->number));
    }
    if (item->valid_from != ORG_UNKNOWN)
        json_object_set_new(entry, "valid_from", json_integer(item->valid_from));
    if (item->valid_to != ORG_OPEN)
        json_object_set_new(entry, "valid_to", json_integer(item->valid_to));
}

static char *
items_json(const OrgCatalogue *catalogue, const OrgPlan *plan)
{
    static const char *const roles[] = { "process", "step", "rule", "metric" };
    json_t *list = json_array();
    for (guint i = 0; plan && i < plan->items->len; i++) {
        const OrgItem *item = plan->items->pdata[i];
        g_autofree char *note = org_message_text(item->note, ORG_LANG_EN);
        const char *said = org_message_json(item->note);
        json_t *entry =
            json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:i}", "index", (int) item->index, "id", item->id, "feature",
                      item->feature ? item->feature->name : "sql", "plugin", plugin_of(catalogue, item), "role",
                      roles[item->role], "note", note, "file", item->file ? item->file : "", "line", (int) item->line);
        if (said)
            json_object_set_new(entry, "note_said", json_string(said));
        if (item->sheet)
            json_object_set_new(entry, "sheet", json_string(item->sheet));
        put_rule(entry, item);
        json_object_set_new(entry, "series", series_json(item));
        json_array_append_new(list, entry);
    }
    return dump(list);
}

void
org_manifest_make(const OrgLoaded *loaded, const OrgRunOptions *options, OrgManifestTexts *texts)
{
    const OrgCatalogue *catalogue = org_worker_catalogue(loaded->worker);
    const OrgPlan *plan = loaded->plan;
    const OrgRunOptions how = options ? *options : (OrgRunOptions){ 0 };
    texts->plugins_json = plugins_json(catalogue, plan);
    texts->items_json = items_json(catalogue, plan);
    texts->hash = plan ? org_bundle_hash(plan->bundle) : NULL;
    texts->bundle = plan ? org_bundle_pack(plan->bundle) : NULL;
    texts->manifest = (OrgManifest){
        .scenario = plan ? plan->name : loaded->scenario,
        .title = plan ? plan->title : NULL,
        .type_names = plan ? plan->type_names : NULL,
        .engine = ORG_VERSION,
        .plugins_json = texts->plugins_json,
        .scenario_hash = texts->hash,
        .organisation_hash = loaded->hash,
        .sandbox = org_worker_sandbox(loaded->worker),
        .bundle = texts->bundle,
        .seed = how.seed ? *how.seed
                : plan   ? plan->seed
                         : 0,
        .replications = MAX(how.replications, 1),
        .from = plan ? plan->from : 0,
        .to = plan ? plan->to : 0,
        .currency = plan ? plan->currency : "",
        .items_json = texts->items_json,
    };
}

void
org_manifest_clear(OrgManifestTexts *texts)
{
    g_clear_pointer(&texts->plugins_json, g_free);
    g_clear_pointer(&texts->items_json, g_free);
    g_clear_pointer(&texts->hash, g_free);
    g_clear_pointer(&texts->bundle, g_bytes_unref);
}

static json_t *
weight_json(gint64 thousandths)
{
    return thousandths % 1000 ? json_real((double) thousandths / 1000)
                              : json_integer((json_int_t) (thousandths / 1000));
}

/* Posts as the sum of their weights. A post that weighs more or less at the end was opened, or closed, by the difference, so that
 * before + opened - closed is after. */
static json_t *
posts_by_weight(const Org *start, const Org *end)
{
    const OrgPostTable *a = &start->posts, *b = &end->posts;
    gint64 before = 0, after = 0, opened = 0, closed = 0;
    for (OrgRow p = 0; p < b->n; p++) {
        gboolean old = p < a->n, is = b->closed[p] == ORG_OPEN;
        gint64 was = old && a->closed[p] == ORG_OPEN ? a->fte[p] : 0, now = is ? b->fte[p] : 0;
        gint64 first = old ? was : b->fte[p]; /* one that came and went counts on both sides */
        before += was;
        after += now;
        opened += (old ? 0 : first) + MAX(0, now - first);
        closed += MAX(0, first - now);
    }
    return json_pack("{s:o, s:o, s:o, s:o}", "before", weight_json(before), "after", weight_json(after), "opened",
                     weight_json(opened), "closed", weight_json(closed));
}

/* Series that are as told by their plugins, [id of the item, series]. */
static json_t *
told(const OrgPlan *plan, const GArray *as_told)
{
    json_t *list = json_array();
    for (guint i = 0; i < as_told->len; i++) {
        const OrgWorkerTold *one = &g_array_index(as_told, OrgWorkerTold, i);
        json_array_append_new(list, json_pack("[s, s]", ((OrgItem *) plan->items->pdata[one->item])->id, one->series));
    }
    return list;
}

char *
org_totals_json(const Org *start, const OrgPlan *plan, const OrgWorkerResult *result)
{
    const Org *end = result->end;
    const OrgTotals *a = &start->totals, *b = &end->totals;
    return dump(json_pack(
        "{s:{s:I, s:I, s:I, s:I}, s:o, s:{s:I, s:I, s:I, s:I}, s:{s:I, s:I, s:I, s:I, s:I}, s:o}", "units", "before",
        (json_int_t) a->units, "after", (json_int_t) b->units, "opened",
        (json_int_t) (b->units_opened - a->units_opened), "closed", (json_int_t) (b->units_closed - a->units_closed),
        "posts", posts_by_weight(start, end), "posts_rows", "before", (json_int_t) a->posts, "after",
        (json_int_t) b->posts, "opened", (json_int_t) (b->posts_opened - a->posts_opened), "closed",
        (json_int_t) (b->posts_closed - a->posts_closed), "people", "before", (json_int_t) a->people, "after",
        (json_int_t) b->people, "left", (json_int_t) (b->left - a->left), "joined",
        (json_int_t) (b->joined - a->joined), "surplus", (json_int_t) b->surplus, "told", told(plan, result->as_told)));
}
