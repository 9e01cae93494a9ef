// SPDX-License-Identifier: MIT
#include "fixture.h"
#include "../../../engine/base/month.h"
#include <math.h>
#include <string.h>

typedef struct {
    const char *key;
    OrgType type;
    const char *fallback;
    double min, max;
    const char *choices, *columns;
} P;

static void
add(OrgCatalogue *catalogue, OrgKind kind, const char *name, const P *params)
{
    OrgFeatureInfo *feature = org_catalogue_add_feature(catalogue);
    feature->name = g_strdup(name);
    feature->kind = kind;
    feature->summary = g_strdup_printf("Summary of %s", name);
    feature->details = kind == ORG_RULE ? g_strdup("Details.\nSecond line.") : NULL;
    feature->flags = kind == ORG_PROCESS ? ORG_USES_CHANCE | ORG_BY_ROWS : 0;
    for (; params && params->key; params++) {
        OrgParamInfo info = {
            .key = g_strdup(params->key),
            .summary = g_strdup("what it is"),
            .type = params->type,
            .unit = params->type == ORG_INT ? g_strdup("months") : NULL,
            .fallback = g_strdup(params->fallback),
            .min = params->min,
            .max = params->max,
            .choices = params->choices ? g_strsplit(params->choices, "|", -1) : NULL,
            .columns = g_strdup(params->columns),
        };
        g_array_append_val(feature->params, info);
    }
}

/* Of the feature added last. */
static void
add_series(OrgCatalogue *catalogue, const char *name, const char *label, guint32 kind, guint32 flags, const char *unit)
{
    OrgFeatureInfo *feature = g_ptr_array_index(catalogue->features, catalogue->features->len - 1);
    OrgSeriesInfo info = { g_strdup(name), g_strdup(label), g_strdup(unit), kind, flags };
    g_array_append_val(feature->series, info);
}

static void
add_words(OrgCatalogue *catalogue, const char *words)
{
    OrgFeatureInfo *feature = g_ptr_array_index(catalogue->features, catalogue->features->len - 1);
    feature->words = g_strsplit(words, "|", -1);
}

char *
fixture_starter(void)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    g_file_get_contents(g_getenv("SCENARIO_STARTER"), &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static void
add_plugin(OrgCatalogue *catalogue, const char *id)
{
    OrgPluginInfo *plugin = org_catalogue_add_plugin(catalogue);
    plugin->id = g_strdup(id);
    plugin->version = g_strdup("1.2.3");
    plugin->author = g_strdup("orgsim");
    plugin->license = g_strdup("MIT");
    plugin->path = g_strdup_printf("plugins/%s.so", id);
    plugin->sha256 = g_strdup("00ff");
}

static const P merge[] = { { "units", ORG_UNIT_SET },
                           { "into", ORG_TEXT, "" },
                           { "into.id", ORG_TEXT, "" },
                           { "into.name", ORG_TEXT, "" },
                           { "heads", ORG_CHOICE, "senior", 0, 0, "senior|rated|none" },
                           { 0 } };
static const P cut[] = {
    { "where", ORG_POST_SET, "" },           { "by", ORG_AMOUNT, NULL, 0, 1e9 },
    { "of", ORG_BASELINE, "start" },         { "order", ORG_CHOICE, "vacant", 0, 0, "vacant|newest|oldest" },
    { "down_to", ORG_INT, "0", 0, 1000000 }, { 0 }
};
static const P transfer[] = { { "units", ORG_UNIT_SET, "" }, { "to", ORG_UNIT, "" }, { 0 } };
static const P concord[] = { { "table", ORG_TABLE, NULL, 0, 0, NULL, "old:text,new:text" },
                             { "others", ORG_TEXT, "" },
                             { 0 } };
static const P everything[] = { { "bool", ORG_BOOL, "true" },
                                { "int", ORG_INT, "12", 1, 60 },
                                { "real", ORG_REAL, "1.5", -2, 2 },
                                { "percent", ORG_PERCENT, "2.5%", 0, 1 },
                                { "text", ORG_TEXT, "hello" },
                                { "choice", ORG_CHOICE, "red", 0, 0, "red|green" },
                                { "date", ORG_DATE, "2021-03" },
                                { "unit", ORG_UNIT, "" },
                                { "units", ORG_UNIT_SET, "a, b" },
                                { "where", ORG_UNIT_SET, "type = 'room'" },
                                { "posts_where", ORG_POST_SET, "" },
                                { "people", ORG_PERSON_SET, "" },
                                { "table", ORG_TABLE, "", 0, 0, NULL,
                                  "age:int,rate:real,unit:unit?,name:text?,month:date?,share:percent?" },
                                { "amount", ORG_AMOUNT, "100", 0, 1000 },
                                { "baseline", ORG_BASELINE, "start" },
                                { 0 } };
static const P retirement[] = { { "schedule", ORG_TABLE, "", 0, 0, NULL, "year:int,men:int,women:int" }, { 0 } };
static const P resignation[] = { { "rate", ORG_PERCENT, NULL, 0, 1 }, { 0 } };
static const P indicator[] = { { "name", ORG_TEXT },
                               { "values", ORG_TABLE, NULL, 0, 0, NULL, "month:date,value:real" },
                               { 0 } };
static const P min_staff[] = { { "where", ORG_UNIT_SET },
                               { "at_least", ORG_INT, NULL, 0, 1000 },
                               { "counts", ORG_CHOICE, "assigned", 0, 0, "assigned|filled" },
                               { 0 } };
static const P units[] = { { "counting", ORG_UNIT_SET, "" }, { 0 } };
static const P posts[] = { { "where", ORG_POST_SET, "" }, { "counting", ORG_POST_SET, "" }, { 0 } };
static const P share[] = { { "of", ORG_UNIT_SET, "" }, { "where", ORG_UNIT_SET }, { 0 } };
static const P broken_default[] = { { "rate", ORG_PERCENT, "7" }, { 0 } };

OrgCatalogue *
fixture_catalogue(void)
{
    OrgCatalogue *catalogue = org_catalogue_new();
    add_plugin(catalogue, "operators");
    add(catalogue, ORG_OPERATOR, "merge", merge);
    add_words(catalogue, "sáp nhập|hợp nhất:into.id|join up");
    add(catalogue, ORG_OPERATOR, "headcount-cut", cut);
    add_words(catalogue, "tinh giản");
    add_series(catalogue, "closed", "Posts closed", ORG_FLOW, 0, "posts");
    add(catalogue, ORG_OPERATOR, "transfer", transfer);
    add_words(catalogue, "điều chuyển|chuyển|Join_up");
    add(catalogue, ORG_OPERATOR, "everything", everything);
    add(catalogue, ORG_OPERATOR, "broken-default", broken_default);
    add(catalogue, ORG_OPERATOR, "concord", concord);
    add_words(catalogue, "split|chia tách");
    add_plugin(catalogue, "others");
    add(catalogue, ORG_PROCESS, "retirement", retirement);
    add_series(catalogue, "retired", "People who retired", ORG_FLOW, 0, "people");
    add(catalogue, ORG_PROCESS, "resignation", resignation);
    add_series(catalogue, "resigned", "People who resigned", ORG_FLOW, 0, "people");
    add(catalogue, ORG_PROCESS, "indicator", indicator);
    add_series(catalogue, "value", "The figure", ORG_LEVEL, 0, NULL);
    add(catalogue, ORG_RULE, "min-staff", min_staff);
    add(catalogue, ORG_METRIC, "units", units);
    add_series(catalogue, "units", "Units", ORG_LEVEL, ORG_PER_UNIT, "units");
    add(catalogue, ORG_METRIC, "posts", posts);
    add_series(catalogue, "posts", "Posts", ORG_LEVEL, ORG_PER_UNIT, "posts");
    add_series(catalogue, "in-layer-*", "Posts in layer *", ORG_LEVEL, 0, "posts");
    add(catalogue, ORG_METRIC, "share", share);
    add_series(catalogue, "share", "Share", ORG_LEVEL, 0, "share");
    add(catalogue, ORG_RENDERER, "chart", NULL);
    org_catalogue_add_broken(catalogue, "plugins/bad.so", "exited while it was loaded");
    return catalogue;
}

gboolean
fixture_reads(const char *text, gssize size, OrgDiags *diags)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    OrgBundle *bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, size < 0 ? strlen(text) : (gsize) size);
    org_bundle_put(bundle, "scenario.yaml", bytes);
    g_autoptr(OrgPlan) plan = org_plan_read("scenario.yaml", bundle, catalogue, diags);
    return plan != NULL;
}

/* ---- a plan as text */

static void
put_month(GString *out, OrgMonth month)
{
    char buffer[16];
    g_string_append(out, org_month_text(month, buffer));
}

static void
put_months(GString *out, const GArray *months)
{
    for (guint i = 0; i < months->len; i++) {
        g_string_append_c(out, ' ');
        put_month(out, g_array_index(months, OrgMonth, i));
    }
}

static void
put_number(GString *out, double value)
{
    char buffer[40];
    g_string_append(out, isnan(value) ? "nan" : org_number_text(value, buffer));
}

static void
put_table(GString *out, const OrgTableValue *table)
{
    for (guint r = 0; r < table->rows; r++) {
        g_string_append(out, "      row");
        for (guint c = 0; c < table->n_columns; c++) {
            g_string_append_printf(out, " %s=", table->names[c]);
            if (table->numbers[c])
                put_number(out, table->numbers[c][r]);
            else
                g_string_append(out, table->texts[c][r] ? table->texts[c][r] : "null");
        }
        g_string_append_c(out, '\n');
    }
}

static void
put_value(GString *out, const OrgParamInfo *param, const OrgValueInfo *value)
{
    g_string_append_printf(out, "    %s:%s ", param->key, value->given ? "" : " (default)");
    put_number(out, value->number);
    g_string_append_printf(out, "%s \"%s\"", value->relative ? " relative" : "", value->text ? value->text : "-");
    for (char **id = value->ids; id && *id; id++)
        g_string_append_printf(out, " id:%s", *id);
    if (value->where)
        g_string_append_printf(out, " where:%s", value->where);
    if (value->counting)
        g_string_append_printf(out, " counting:%s", value->counting);
    if (value->line)
        g_string_append_printf(out, " @%u:%u", value->line, value->column);
    g_string_append_c(out, '\n');
    if (value->table)
        put_table(out, value->table);
}

/* The JSON of a message in several languages, else the text. */
static const char *
said(const OrgMessage *message)
{
    const char *json = org_message_json(message);
    return json ? json : org_message_said(message);
}

static void
put_item(GString *out, const OrgItem *item)
{
    static const char *const roles[] = { "process", "step", "rule", "metric" };
    g_string_append_printf(out, "%u %s %s: %s%s%s @%s:%u:%u\n", item->index, roles[item->role], item->id,
                           item->feature ? item->feature->name : "sql ", item->sql ? item->sql : "",
                           item->for_target ? " (for a target)" : "", item->file, item->line, item->column);
    if (item->at->len) {
        g_string_append(out, "    at");
        put_months(out, item->at);
        g_string_append_printf(out, " over %d\n", item->over);
    }
    if (*org_message_said(item->note))
        g_string_append_printf(out, "    note %s\n", said(item->note));
    if (item->when)
        g_string_append_printf(out, "    when %s @%u:%u\n", item->when, item->when_line, item->when_column);
    if (item->counting)
        g_string_append_printf(out, "    counting %s\n", item->counting);
    if (item->valid_from != ORG_UNKNOWN || item->valid_to != ORG_OPEN) {
        g_string_append(out, "    valid ");
        put_month(out, item->valid_from);
        g_string_append(out, " to ");
        put_month(out, item->valid_to);
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; item->feature && i < item->feature->params->len; i++)
        put_value(out, &g_array_index(item->feature->params, OrgParamInfo, i), &item->values[i]);
}

static void
put_target(GString *out, const OrgTarget *target)
{
    static const char *const words[] = { "change",    "equals",    "at least", "at most",
                                         "more than", "less than", "between",  "change equals" };
    g_string_append_printf(out, "target %s \"%s\" metric %u of %u series \"%s\" unit %s against %s: %s ", target->id,
                           said(target->title), target->metric, target->metrics->len, target->series,
                           target->unit ? target->unit : "-", target->against ? target->against : "-",
                           words[target->compare]);
    put_number(out, target->low);
    g_string_append_c(out, ' ');
    put_number(out, target->high);
    if (target->counted)
        g_string_append_printf(out, " by the %s", org_counted_name(target->counted));
    g_string_append_printf(out, "%s%s%s%s required \"%s\" by", target->relative ? " relative" : "",
                           target->average ? " average" : "", target->measured_in ? " in " : "",
                           target->measured_in ? target->measured_in : "", target->required);
    put_months(out, target->by);
    g_string_append_printf(out, " note \"%s\" source \"%s\" confidence \"%s\"\n", said(target->note), target->source,
                           target->confidence);
}

static void
put_source(GString *out, const OrgSource *source)
{
    g_string_append_printf(out, "%s:%s units %s posts %s people %s name %s date ", source->orgdb ? source->orgdb : "-",
                           source->snapshot ? source->snapshot : "-", source->units ? source->units : "-",
                           source->posts ? source->posts : "-", source->people ? source->people : "-",
                           source->name ? source->name : "-");
    put_month(out, source->date);
    g_string_append_c(out, '\n');
}

static void
put_baseline(GString *out, const OrgBaseline *baseline)
{
    g_string_append_printf(out, "baseline %s kind %d%s note \"%s\" source \"%s\" from ", baseline->name, baseline->kind,
                           baseline->illustrative ? " illustrative" : "", said(baseline->note), baseline->source_text);
    put_source(out, &baseline->source);
    for (guint i = 0; i < baseline->values->len; i++) {
        const OrgBaselineValue *value = &g_array_index(baseline->values, OrgBaselineValue, i);
        g_string_append_printf(out, "    %s ", value->target);
        put_number(out, value->low);
        g_string_append_c(out, ' ');
        put_number(out, value->high);
        g_string_append_c(out, '\n');
    }
}

static void
put_figures(GString *out, const OrgPlan *plan)
{
    for (guint i = 0; i < plan->actuals->len; i++) {
        const OrgActual *actual = &g_array_index(plan->actuals, OrgActual, i);
        g_string_append_printf(out, "actual %s ", actual->metric);
        put_month(out, actual->month);
        g_string_append_c(out, ' ');
        put_number(out, actual->value);
        g_string_append_printf(out, " scope \"%s\" source \"%s\"\n", actual->scope, actual->source);
    }
    const OrgPopulation *population = plan->population;
    if (!population)
        return;
    g_string_append(out, "population vacancy ");
    put_number(out, population->vacancy);
    g_string_append_printf(out, " seed %" G_GUINT64_FORMAT " source \"%s\"\n", population->seed, population->source);
    for (guint i = 0; i < population->bands->len; i++) {
        const OrgPopulationBand *band = &g_array_index(population->bands, OrgPopulationBand, i);
        g_string_append_printf(out, "    \"%s\" %d-%d ", band->category, band->age_from, band->age_to);
        put_number(out, band->men);
        g_string_append_c(out, ' ');
        put_number(out, band->women);
        g_string_append_c(out, ' ');
        put_number(out, band->hired_at);
        g_string_append_c(out, '\n');
    }
}

char *
fixture_dump(const OrgPlan *plan)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "plan %s of %s: \"%s\" \"%s\"\n", plan->name, plan->path, said(plan->title),
                           plan->description);
    put_month(out, plan->from);
    g_string_append(out, " to ");
    put_month(out, plan->to);
    g_string_append_printf(out, " clock %d seed %" G_GUINT64_FORMAT "%s%s\norganisation ", plan->clock, plan->seed,
                           plan->history_all ? " history" : "", plan->on_veto == ORG_VETO_SKIP ? " skip" : "");
    put_source(out, &plan->organisation);
    if (plan->type_names)
        g_string_append_printf(out, "types %s\n", plan->type_names);
    for (guint i = 0; i < plan->countings->len; i++) {
        const OrgCounting *counting = g_ptr_array_index(plan->countings, i);
        g_string_append_printf(out, "counting %s of %s where %s wording \"%s\" source \"%s\"\n", counting->name,
                               counting->table, counting->where, counting->wording, counting->source);
    }
    for (guint i = 0; i < plan->baselines->len; i++)
        put_baseline(out, g_ptr_array_index(plan->baselines, i));
    for (guint i = 0; i < plan->items->len; i++)
        put_item(out, g_ptr_array_index(plan->items, i));
    for (guint i = 0; i < plan->targets->len; i++)
        put_target(out, g_ptr_array_index(plan->targets, i));
    put_figures(out, plan);
    return g_string_free(out, FALSE);
}
