// SPDX-License-Identifier: MIT
/* The JSON Schema of scenarios, made from the catalogue: editors complete and check with it while one types. It is
 * looser than the reader: what depends on other parts of the file is left to `orgsim check`. */
#include "plan.h"
#include <jansson.h>
#include <string.h>

static json_t *
described(json_t *schema, const char *text)
{
    if (text && *text)
        json_object_set_new(schema, "description", json_string(text));
    return schema;
}

static json_t *
of_type(const char *type)
{
    return json_pack("{s:s}", "type", type);
}

static json_t *
matching(const char *pattern)
{
    return json_pack("{s:s, s:s}", "type", "string", "pattern", pattern);
}

static json_t *
month_schema(void)
{
    return described(matching("^[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2})?$"), "a month such as 2021-01");
}

static json_t *
list_of(json_t *schema)
{
    return json_pack("{s:s, s:o}", "type", "array", "items", schema);
}

static json_t *
either(json_t *first, json_t *second)
{
    return json_pack("{s:[o, o]}", "anyOf", first, second);
}

static json_t *
either3(json_t *first, json_t *second, json_t *third)
{
    return json_pack("{s:[o, o, o]}", "anyOf", first, second, third);
}

static json_t *
amount_schema(void)
{
    return either(of_type("number"), matching("^[+-]?[0-9.]+ ?%?$"));
}

static json_t *
choices_schema(char *const *choices)
{
    json_t *list = json_array();
    for (; choices && *choices; choices++)
        json_array_append_new(list, json_string(*choices));
    return json_pack("{s:o}", "enum", list);
}

/* An object with these properties (stolen) and no others. */
static json_t *
closed_object(json_t *properties)
{
    return json_pack("{s:s, s:o, s:b}", "type", "object", "properties", properties, "additionalProperties", 0);
}

/* By language: {en: …, vi: …}. */
static json_t *
in_languages(json_t *(*text)(void) )
{
    json_t *properties = json_object();
    for (guint lang = 0; lang < ORG_N_LANGS; lang++)
        json_object_set_new(properties, org_lang_code(lang), text());
    return either(text(), closed_object(properties));
}

static json_t *
text_schema(void)
{
    return of_type("string");
}

/* A text that may be written in several languages. */
static json_t *
said_schema(void)
{
    return in_languages(text_schema);
}

/* What one unit is called, and several. */
static json_t *
words_schema(void)
{
    return either(of_type("string"), list_of(of_type("string")));
}

static json_t *
set_schema(const OrgParamInfo *param)
{
    const char *dot = strrchr(param->key, '.'), *key = dot ? dot + 1 : param->key;
    json_t *names = json_object();
    json_object_set_new(names, "where", described(of_type("string"), "SQL that selects rows"));
    json_object_set_new(names, "counting", either(of_type("string"), list_of(of_type("string"))));
    const char *text = strcmp(key, "where") == 0 || g_str_has_suffix(key, "_where") ? "SQL that selects rows"
                       : strcmp(key, "counting") == 0                               ? "the name of a counting rule"
                                                                                    : "an id";
    return either3(described(of_type("string"), text), list_of(of_type("string")), closed_object(names));
}

static json_t *
number_schema(const OrgParamInfo *param, const char *type)
{
    json_t *schema = of_type(type);
    if (param->min == 0 && param->max == 0)
        return schema;
    json_object_set_new(schema, "minimum", json_real(param->min));
    json_object_set_new(schema, "maximum", json_real(param->max));
    return schema;
}

static json_t *
type_schema(const OrgParamInfo *param)
{
    switch (param->type) {
    case ORG_BOOL:
        return of_type("boolean");
    case ORG_INT:
        return number_schema(param, "integer");
    case ORG_REAL:
        return number_schema(param, "number");
    case ORG_PERCENT:
        return matching("^[+-]?[0-9.]+ ?%$");
    case ORG_AMOUNT:
        return amount_schema();
    case ORG_CHOICE:
        return choices_schema(param->choices);
    case ORG_DATE:
        return month_schema();
    case ORG_UNIT_SET:
    case ORG_POST_SET:
    case ORG_PERSON_SET:
        return set_schema(param);
    case ORG_TABLE:
        return either(of_type("string"), list_of(of_type("object")));
    default:
        return either(of_type("string"), of_type("number")); /* a text such as 2015 needs no quotes */
    }
}

static json_t *
param_schema(const OrgParamInfo *param)
{
    g_autoptr(GString) text = g_string_new(param->summary ? param->summary : "");
    if (param->unit)
        g_string_append_printf(text, " (%s)", param->unit);
    if (param->columns)
        g_string_append_printf(text, "; columns %s", param->columns);
    if (param->fallback && *param->fallback)
        g_string_append_printf(text, "; default %s", param->fallback);
    g_autofree char *valid = g_utf8_make_valid(text->str, -1);
    json_t *schema = type_schema(param);
    gboolean number =
        param->type == ORG_INT || param->type == ORG_REAL || param->type == ORG_PERCENT || param->type == ORG_AMOUNT;
    if (number) { /* or what is assumed, between two ends */
        json_t *ends = closed_object(json_pack("{s:O, s:O, s:O}", "assumed", schema, "low", schema, "high", schema));
        schema = either(schema, ends);
    }
    return described(schema, valid);
}

/* "into.id" becomes the property id of the object into, beside the text that into may be itself. */
static void
put_param(json_t *properties, const char *key, const OrgParamInfo *param)
{
    const char *dot = strchr(key, '.');
    g_autofree char *head = dot ? g_strndup(key, (gsize) (dot - key)) : g_strdup(key);
    json_t *known = json_object_get(properties, head);
    if (!dot) {
        json_object_set_new(properties, head,
                            known ? either(json_incref(known), param_schema(param)) : param_schema(param));
        return;
    }
    json_t *inner = json_object_get(known, "properties"), *options = json_object_get(known, "anyOf");
    for (gsize i = 0; !inner && i < json_array_size(options); i++)
        inner = json_object_get(json_array_get(options, i), "properties");
    if (!inner) {
        inner = json_object();
        json_t *object = closed_object(inner);
        json_object_set_new(properties, head, known ? either(json_incref(known), object) : object);
    }
    put_param(inner, dot + 1, param);
}

static json_t *
feature_schema(const OrgFeatureInfo *feature)
{
    json_t *properties = json_object(), *required = json_array();
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        put_param(properties, param->key, param);
        if (!param->fallback && !strchr(param->key, '.') &&
            strcmp(param->key, "where") != 0) /* counting: may stand in */
            json_array_append_new(required, json_string(param->key));
    }
    json_t *where = json_object_get(properties, "where");
    if (where && !json_object_get(properties, "counting"))
        json_object_set_new(properties, "counting", either(of_type("string"), list_of(of_type("string"))));
    json_t *object = closed_object(properties);
    if (json_array_size(required))
        json_object_set_new(object, "required", required);
    else { /* nothing need be said: `retirement:` alone will do */
        json_object_set_new(object, "type", json_pack("[s, s]", "object", "null"));
        json_decref(required);
    }
    return described(object, feature->summary);
}

static void
put_time(json_t *properties)
{
    json_object_set_new(properties, "at", either(month_schema(), list_of(month_schema())));
    json_object_set_new(properties, "every", json_pack("{s:[s, s, s]}", "enum", "year", "quarter", "month"));
    json_object_set_new(properties, "over", described(matching("^[0-9]+[my]$"), "how long it stays due: 12m, 1y"));
    json_object_set_new(properties, "given",
                        described(of_type("boolean"), "decided already: doing nothing has it, too"));
    json_object_set_new(properties, "when", described(of_type("string"), "an SQL condition"));
}

/* An object in which this property stands. */
static json_t *
with_property(const char *name)
{
    return json_pack("{s:[s], s:{s:b}}", "required", name, "properties", name, 1);
}

/* An object that has no other properties than these. */
static json_t *
only_named(json_t *properties)
{
    json_t *names = json_array();
    const char *name;
    json_t *ignored;
    json_object_foreach(properties, name, ignored) json_array_append_new(names, json_string(name));
    return json_pack("{s:{s:o}}", "propertyNames", "enum", names);
}

static json_t *
common_properties(OrgKind kind)
{
    json_t *properties = json_object();
    if (kind == ORG_OPERATOR)
        put_time(properties);
    if (kind == ORG_RULE) {
        json_object_set_new(properties, "valid_from", month_schema());
        json_object_set_new(properties, "valid_to", month_schema());
    }
    json_object_set_new(properties, "id", either(of_type("string"), of_type("number")));
    json_object_set_new(properties, "note", said_schema());
    return properties;
}

/* A name that is not known is one mistake, which additionalProperties tells; so the rest is asked only of items whose names are
 * all known: that one feature is named, and of a step that it has a time. What stands in an `if` is never told. */
static json_t *
items_schema(const OrgCatalogue *catalogue, OrgKind kind)
{
    json_t *properties = common_properties(kind), *one = json_array();
    json_t *nothing_else = only_named(properties);
    if (kind == ORG_METRIC || kind == ORG_RULE) {
        const char *what = kind == ORG_METRIC ? "a SELECT or an expression over the live tables"
                                              : "a SELECT over the live tables whose rows are what breaks the rule";
        json_object_set_new(properties, "sql", described(of_type("string"), what));
        json_array_append_new(one, with_property("sql"));
    }
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *feature = g_ptr_array_index(catalogue->features, i);
        if (feature->kind != kind)
            continue;
        json_object_set_new(properties, feature->name, feature_schema(feature));
        json_array_append_new(one, with_property(feature->name));
    }
    json_t *named = json_pack("{s:o, s:b, s:{s:o}}", "if", nothing_else, "then", 0, "else", "oneOf", one);
    json_t *asked = json_array();
    json_array_append_new(asked, named);
    if (kind == ORG_OPERATOR)
        json_array_append_new(
            asked, json_pack("{s:o, s:b, s:o}", "if", with_property("every"), "then", 1, "else", with_property("at")));
    json_t *known = only_named(properties), *item = closed_object(properties);
    json_object_set_new(item, "if", known);
    json_object_set_new(item, "then", json_pack("{s:o}", "allOf", asked));
    return list_of(item);
}

static json_t *
organisation_schema(gboolean baseline)
{
    json_t *properties = json_object();
    static const char *const files[] = { "units", "posts", "people", "name", "snapshot" };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++)
        json_object_set_new(properties, files[i], of_type("string"));
    json_object_set_new(properties, "date", month_schema());
    if (!baseline)
        return either(described(of_type("string"), "FILE.orgdb:SNAPSHOT"), closed_object(properties));
    json_object_set_new(properties, "values", of_type("object"));
    json_object_set_new(properties, "uncertain", of_type("object"));
    json_object_set_new(properties, "note", said_schema());
    json_object_set_new(properties, "source", of_type("string"));
    json_object_set_new(properties, "illustrative", of_type("boolean"));
    return closed_object(properties);
}

static json_t *
target_schema(void)
{
    static const char *const texts[] = { "source", "confidence", "metric", "sql", "series", "unit" };
    static const char *const bounds[] = { "equals", "at_least", "at_most", "more_than", "less_than" };
    json_t *properties = json_object();
    json_object_set_new(properties, "id", either(of_type("string"), of_type("number")));
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        json_object_set_new(properties, texts[i], of_type("string"));
    json_object_set_new(properties, "title", said_schema());
    json_object_set_new(properties, "note", said_schema());
    for (guint i = 0; i < G_N_ELEMENTS(bounds); i++)
        json_object_set_new(properties, bounds[i], amount_schema());
    json_object_set_new(properties, "with", of_type("object"));
    json_object_set_new(properties, "against", either(of_type("string"), of_type("number")));
    json_object_set_new(properties, "change",
                        described(amount_schema(), "-20% at most, +5% at least, or an absolute change"));
    json_object_set_new(properties, "between", list_of(amount_schema()));
    json_object_set_new(properties, "average", of_type("boolean"));
    json_object_set_new(
        properties, "basis",
        described(json_pack("{s:[s, s]}", "enum", "assumed", "reported"),
                  "what its figure comes of, though a model brings it: data that is made up, or typed from a report"));
    json_object_set_new(properties, "counted",
                        described(json_pack("{s:[s, s]}", "enum", org_counted_name(ORG_COUNTED_YEAR),
                                            org_counted_name(ORG_COUNTED_RUN)),
                                  "over what it is added up what happened: the calendar year, or the run so far"));
    json_t *measures = json_array();
    for (guint i = 0; org_measured_in[i]; i++)
        json_array_append_new(measures, json_string(org_measured_in[i]));
    json_object_set_new(
        properties, "measured_in",
        described(json_pack("{s:o}", "enum", measures), "in what the figures are, where the metric does not say"));
    json_t *every = json_pack("{s:[s, s, s]}", "enum", "year", "quarter", "month");
    json_t *by_every = closed_object(json_pack("{s:O}", "every", every));
    json_object_set_new(properties, "every", every);
    json_object_set_new(properties, "by", either3(month_schema(), list_of(month_schema()), by_every));
    return list_of(closed_object(properties));
}

static json_t *
named(json_t *schema)
{
    return json_pack("{s:s, s:o}", "type", "object", "additionalProperties", schema);
}

static json_t *
counting_schema(void)
{
    json_t *properties = json_object();
    json_object_set_new(properties, "where", described(of_type("string"), "SQL that selects what counts"));
    json_object_set_new(properties, "table", json_pack("{s:[s, s, s]}", "enum", "units", "posts", "people"));
    json_object_set_new(properties, "wording", of_type("string"));
    json_object_set_new(properties, "source", of_type("string"));
    json_t *rule = closed_object(properties);
    json_object_set_new(rule, "required", json_pack("[s]", "where"));
    return named(rule);
}

static json_t *
population_schema(void)
{
    json_t *properties = json_object();
    json_object_set_new(properties, "table", either(of_type("string"), list_of(of_type("object"))));
    json_object_set_new(properties, "bands", either(of_type("string"), list_of(of_type("object"))));
    json_object_set_new(properties, "vacancy", matching("^[0-9.]+ ?%$"));
    json_object_set_new(properties, "seed", of_type("integer"));
    json_object_set_new(properties, "source", of_type("string"));
    return closed_object(properties);
}

/* What stands in a plan that extends another. What change: may hold depends on the parent. */
static void
put_extending(json_t *properties)
{
    json_t *by = described(matching("^[+-]?[0-9]+[my]$"), "how much later: 12m, -1y");
    json_t *only = described(list_of(of_type("string")), "ids of steps; without it, all that have at:");
    json_t *shift = closed_object(json_pack("{s:O, s:o}", "by", by, "only", only)), *add = json_object();
    static const char *const parts[] = { "processes", "steps", "rules", "metrics", "targets" };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        json_object_set(add, parts[i], json_object_get(properties, parts[i]));
    json_object_set_new(add, "steps",
                        described(list_of(of_type("object")), "steps; after: or before: ID places one "
                                                              "among those of its month"));
    json_object_set_new(properties, "extends",
                        described(of_type("string"), "the plan that this one builds on, relative to this file"));
    json_object_set_new(properties, "name", described(of_type("string"), "what its runs are called"));
    json_object_set_new(properties, "shift", described(either(by, shift), "steps later, or earlier"));
    json_object_set_new(properties, "change",
                        described(named(either(of_type("object"), of_type("null"))),
                                  "by id, what is said of a step, process, rule, metric or target; null takes away"));
    json_object_set_new(properties, "remove",
                        described(either(of_type("string"), list_of(of_type("string"))), "ids that are left out"));
    json_object_set_new(properties, "add", described(closed_object(add), "further items"));
}

static void
put_head(json_t *properties)
{
    json_object_set_new(properties, "orgsim",
                        json_pack("{s:i, s:s}", "const", 1, "description", "version of the format"));
    json_object_set_new(properties, "title", said_schema());
    json_object_set_new(properties, "description", of_type("string"));
    json_object_set_new(properties, "organisation", organisation_schema(FALSE));
    json_object_set_new(properties, "from", month_schema());
    json_object_set_new(properties, "to", month_schema());
    json_object_set_new(properties, "clock", json_pack("{s:[s, s, s]}", "enum", "yearly", "quarterly", "monthly"));
    json_object_set_new(properties, "history", json_pack("{s:[s, s]}", "enum", "ends", "all"));
    json_object_set_new(properties, "on_veto", json_pack("{s:[s, s]}", "enum", "stop", "skip"));
    json_object_set_new(properties, "unknown_births", json_pack("{s:[s, s, s]}", "enum", "stay", "assume", "refuse"));
    json_object_set_new(properties, "seed", of_type("integer"));
    json_object_set_new(properties, "currency", matching("^[A-Z]{3}$"));
    json_object_set_new(
        properties, "types",
        described(named(in_languages(words_schema)), "what the types of units are called, one and several"));
    json_object_set_new(properties, "include", either(of_type("string"), list_of(of_type("string"))));
    json_object_set_new(properties, "baselines", named(organisation_schema(TRUE)));
    json_object_set_new(properties, "actuals", either(of_type("string"), list_of(of_type("object"))));
    json_object_set_new(properties, "counting", counting_schema());
    json_object_set_new(properties, "population", population_schema());
}

char *
org_scenario_schema(const OrgCatalogue *catalogue)
{
    json_t *properties = json_object();
    put_head(properties);
    json_object_set_new(properties, "processes", items_schema(catalogue, ORG_PROCESS));
    /* A file's name, or a list: told apart first, so that a mistake in the list is not told as a text that is none, too. */
    json_object_set_new(properties, "steps",
                        json_pack("{s:o, s:b, s:o}", "if", of_type("string"), "then", 1, "else",
                                  items_schema(catalogue, ORG_OPERATOR)));
    json_object_set_new(properties, "rules", items_schema(catalogue, ORG_RULE));
    json_object_set_new(properties, "metrics", items_schema(catalogue, ORG_METRIC));
    json_object_set_new(properties, "targets", target_schema());
    put_extending(properties);
    json_t *root = closed_object(properties);
    json_object_set_new(root, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
    json_object_set_new(root, "title", json_string("orgsim scenario"));
    char *text = json_dumps(root, JSON_INDENT(2));
    json_decref(root);
    char *own = g_strconcat(text, "\n", NULL);
    free(text);
    return own;
}
