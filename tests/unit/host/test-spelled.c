// SPDX-License-Identifier: MIT
/* The same spelling gives the same value, and the same complaint, whichever way it comes: as a scalar of a scenario, as KEY=VALUE of a
 * renderer, as a plugin's fallback. */
#include "../../../engine/host/describe.h"
#include "../../../engine/host/spelled.h"
#include "../../../engine/base/month.h"
#include <math.h>
#include <string.h>

static char *colours[] = { (char *) "red", (char *) "green", NULL };

/* A parameter of each type, some with bounds. */
static const OrgParamInfo params[] = {
    { .key = (char *) "flag", .type = ORG_BOOL },
    { .key = (char *) "count", .type = ORG_INT, .unit = (char *) "months", .min = 1, .max = 60 },
    { .key = (char *) "any_int", .type = ORG_INT },
    { .key = (char *) "rate", .type = ORG_REAL, .min = -2, .max = 2 },
    { .key = (char *) "share", .type = ORG_PERCENT, .min = 0, .max = 1 },
    { .key = (char *) "amount", .type = ORG_AMOUNT, .min = 0, .max = 1000 },
    { .key = (char *) "text", .type = ORG_TEXT },
    { .key = (char *) "formats", .type = ORG_TEXT, .choices = colours },
    { .key = (char *) "colour", .type = ORG_CHOICE, .choices = colours },
    { .key = (char *) "month", .type = ORG_DATE },
    { .key = (char *) "unit", .type = ORG_UNIT },
    { .key = (char *) "units", .type = ORG_UNIT_SET },
    { .key = (char *) "from.where", .type = ORG_POST_SET },
    { .key = (char *) "people_where", .type = ORG_PERSON_SET },
    { .key = (char *) "table", .type = ORG_TABLE, .columns = (char *) "age:int,rate:real?" },
    { .key = (char *) "baseline", .type = ORG_BASELINE },
};

/* What a text of the parameter comes to: see value_text(), or the complaint. */
static const struct {
    const char *key, *text, *result;
} cases[] = {
    { "flag", "true", "1" },
    { "flag", "Yes", "1" },
    { "flag", "on", "1" },
    { "flag", "1", "1" },
    { "flag", "NO", "0" },
    { "flag", "off", "0" },
    { "flag", "0", "0" },
    { "flag", "maybe", "flag is \"maybe\", expected true or false" },
    { "flag", "", "flag is \"\", expected true or false" },
    { "count", "12", "12" },
    { "count", "+12", "12" },
    { "count", "1e1", "10" },
    { "count", "61", "count is \"61\", expected from 1 to 60 months" },
    { "count", "2.5", "count is \"2.5\", expected a whole number" },
    { "count", "2,5",
      "count is \"2,5\", expected a whole number; write the decimal sign as a point, thousands without a sign" },
    { "count", "5%", "count is \"5%\", expected a whole number without a % sign" },
    { "count", "", "count is \"\", expected a whole number" },
    { "any_int",
      "\xE2\x88\x92"
      "7",
      "-7" },
    { "any_int", "9007199254740992", "9007199254740992" },
    { "any_int", "9007199254740994", "any_int is \"9007199254740994\", expected a whole number" },
    { "rate", "-1.25", "-1.25" },
    { "rate", "nan", "rate is \"nan\", expected a number" },
    { "rate", "0x10", "rate is \"0x10\", expected a number" },
    { "rate", "3", "rate is \"3\", expected from -2 to 2" },
    { "share", "2.5%", "0.025 relative" },
    { "share", "5.7%", "0.057 relative" }, /* 5.7 / 100 is another double */
    { "share", "2.5 %", "0.025 relative" },
    { "share", "100%", "1 relative" },
    { "share", "101%", "share is \"101%\", expected from 0% to 100%" },
    { "share", "0.5", "share is \"0.5\", expected a percentage such as 2.5%; the % sign is missing" },
    { "share", "5 percent", "share is \"5 percent\", expected a percentage such as 2.5%; write the % sign" },
    { "amount", "120", "120" },
    { "amount", "12.5%", "0.125 relative" },
    { "amount", "2000%", "20 relative" }, /* the bounds are of a count */
    { "amount", "-5%", "amount is \"-5%\", which is below 0" },
    { "amount", "2000", "amount is \"2000\", expected from 0 to 1000" },
    { "text", " kept as it is, commas too ", "0 \" kept as it is, commas too \"" },
    { "text", "", "0" },
    { "formats", "red,green", "0 \"red,green\"" },
    { "formats", "red,blue", "formats is \"blue\"; expected red, green, or several with commas between" },
    { "colour", "green", "1 \"green\"" },
    { "colour", "gren", "colour is \"gren\", which is not among its choices; did you mean \"green\"?" },
    { "colour", "", "colour is \"\", which is not among its choices; known are red, green" },
    { "month", "2021-03", "24254" },
    { "month", "2021-03-31", "24254" },
    { "month", "March", "month is \"March\", expected a month such as 2021-01" },
    { "month", "", "unknown" },
    { "unit", "007", "0 \"007\"" },
    { "unit", "", "0" },
    { "units", "a", "0 id:a" },
    { "units", "a, b ,c", "0 id:a id:b id:c" },
    { "units", "[a]", "0 id:[a]" },
    { "units", "", "0 ids" },
    { "from.where", "type = 'room', or so", "0 where:type = 'room', or so" },
    { "people_where", "age > 50", "0 where:age > 50" },
    { "people_where", "", "0 ids" },
    { "table", "", "0" },
    { "baseline", "start", "0 \"start\"" },
};

static const OrgParamInfo *
param_of(const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(params); i++)
        if (strcmp(params[i].key, key) == 0)
            return &params[i];
    g_assert_not_reached();
}

/* All that a value holds, but whether it was given and where. */
static char *
value_text(const OrgParamInfo *param, const OrgValueInfo *value)
{
    char number[40];
    gboolean unknown = param->type == ORG_DATE && value->number == ORG_UNKNOWN;
    GString *out = g_string_new(unknown ? "unknown" : org_number_text(value->number, number));

    g_string_append(out, value->relative ? " relative" : "");
    g_assert_nonnull(value->text);
    if (*value->text)
        g_string_append_printf(out, " \"%s\"", value->text);
    if (value->ids && !*value->ids)
        g_string_append(out, " ids");
    for (char **id = value->ids; id && *id; id++)
        g_string_append_printf(out, " id:%s", *id);
    if (value->where)
        g_string_append_printf(out, " where:%s", value->where);
    g_assert_true(!value->table || value->table->rows == 0);
    return g_string_free(out, FALSE);
}

/* A catalogue of one renderer or operator with this parameter alone. */
static OrgCatalogue *
catalogue_of(const OrgParamInfo *param, OrgKind kind, const char *fallback)
{
    OrgCatalogue *catalogue = org_catalogue_new();
    OrgPluginInfo *plugin = org_catalogue_add_plugin(catalogue);
    OrgFeatureInfo *feature;
    OrgParamInfo own = *param;

    plugin->id = g_strdup("one");
    plugin->path = g_strdup("one.so");
    feature = org_catalogue_add_feature(catalogue);
    feature->name = g_strdup("thing");
    feature->kind = kind;
    own.key = g_strdup(param->key);
    own.unit = g_strdup(param->unit);
    own.fallback = g_strdup(fallback);
    own.choices = g_strdupv(param->choices);
    own.columns = g_strdup(param->columns);
    g_array_append_val(feature->params, own);
    return catalogue;
}

static char *
by_key(const OrgParamInfo *param, const char *text, const char *fallback)
{
    g_autoptr(OrgCatalogue) catalogue = catalogue_of(param, ORG_RENDERER, fallback);
    g_autoptr(GError) error = NULL;
    const char *const keys[] = { param->key, NULL }, *const values[] = { text, NULL };
    g_autoptr(OrgSpelled) spelled =
        org_spelled_new(org_catalogue_find(catalogue, "thing"), text ? keys : NULL, text ? values : NULL, &error);

    if (!spelled)
        return g_strdup(error->message);
    g_assert_cmpint(spelled->values[0].given, ==, text != NULL);
    return value_text(param, &spelled->values[0]);
}

/* text NULL: the scenario does not give it. */
static char *
by_scenario(const OrgParamInfo *param, const char *text, const char *fallback)
{
    g_autoptr(OrgCatalogue) catalogue = catalogue_of(param, ORG_OPERATOR, fallback);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_auto(GStrv) parts = g_strsplit(text ? text : "", "'", -1);
    g_autofree char *quoted = g_strjoinv("''", parts), *line = g_strdup_printf("\n      %s: '%s'", param->key, quoted);
    const char *dot = strchr(param->key, '.');

    if (text && dot) {
        g_free(line);
        line =
            g_strdup_printf("\n      %.*s:\n        %s: '%s'", (int) (dot - param->key), param->key, dot + 1, quoted);
    }
    g_autofree char *yaml =
        g_strdup_printf("orgsim: 1\norganisation: a.orgdb:s\nfrom: 2021-01\nto: 2021-12\nsteps:\n  - at: 2021-02\n    "
                        "thing:%s\n",
                        text ? line : "");
    g_autoptr(GBytes) bytes = g_bytes_new(yaml, strlen(yaml));
    OrgBundle *bundle = org_bundle_new(NULL);
    org_bundle_put(bundle, "scenario.yaml", bytes);
    g_autoptr(OrgPlan) plan = org_plan_read("scenario.yaml", bundle, catalogue, diags);
    if (!plan) {
        g_assert_cmpuint(org_diags_size(diags), ==, 1);
        return org_diag_text(org_diags_get(diags, 0));
    }
    const OrgItem *item = g_ptr_array_index(plan->items, 0);
    g_assert_cmpint(item->values[0].given, ==, text != NULL);
    return value_text(param, &item->values[0]);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    (void) host, (void) ctx;
    return ORG_OK;
}

/* What the host says of a descriptor with this fallback; NULL when it takes it. */
static char *
by_descriptor(const OrgParamInfo *param, const char *fallback)
{
    const OrgParam described = { .key = param->key,
                                 .summary = "One",
                                 .unit = param->unit,
                                 .type = param->type,
                                 .fallback = fallback,
                                 .min = param->min,
                                 .max = param->max,
                                 .choices = (const char *const *) param->choices,
                                 .columns = param->columns };
    const OrgFeature feature = {
        .name = "thing", .summary = "A thing", .kind = ORG_OPERATOR, .params = &described, .n_params = 1, .run = run
    };
    const OrgPlugin plugin = { .size = sizeof plugin,
                               .abi = ORG_ABI,
                               .feature_size = sizeof feature,
                               .param_size = sizeof described,
                               .id = "one",
                               .version = "1",
                               .author = "orgsim",
                               .license = "MIT",
                               .features = &feature,
                               .n_features = 1,
                               .series_size = sizeof(OrgSeries) };
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgDescription) description = org_description_read(&plugin, "one.so", &error);
    return description ? NULL : g_strdup(error->message);
}

static void
test_given(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    const OrgParamInfo *param = param_of(cases[i].key);
    g_autofree char *key = by_key(param, cases[i].text, NULL), *yaml = by_scenario(param, cases[i].text, NULL);

    g_assert_cmpstr(key, ==, cases[i].result);
    g_assert_cmpstr(yaml, ==, cases[i].result);
}

static void
test_fallback(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    const OrgParamInfo *param = param_of(cases[i].key);
    const char *text = cases[i].text, *result = cases[i].result;
    gboolean good = !strstr(result, " is ");
    g_autofree char *key = by_key(param, NULL, text), *yaml = by_scenario(param, NULL, text);
    g_autofree char *described = by_descriptor(param, text);
    g_autofree char *refused =
        g_strconcat("thing: the plugin's own default cannot be used, so give a value: ", result, NULL);

    g_assert_cmpstr(key, ==, result);
    g_assert_cmpstr(yaml, ==, good ? result : refused);
    if (good)
        g_assert_cmpstr(described, ==, NULL);
    else
        g_assert_true(g_str_has_suffix(described, result));
}

static void
test_required(void)
{
    const OrgParamInfo *param = param_of("count");
    g_autofree char *key = by_key(param, NULL, NULL), *yaml = by_scenario(param, NULL, NULL);

    g_assert_true(g_str_has_prefix(key, "thing needs a value for count"));
    g_assert_true(g_str_has_prefix(yaml, "thing needs count"));
}

static void
test_unknown_key(void)
{
    g_autoptr(OrgCatalogue) catalogue = catalogue_of(param_of("count"), ORG_RENDERER, "3");
    g_autoptr(GError) error = NULL;
    const char *const keys[] = { "cuont", NULL }, *const values[] = { "3", NULL };

    g_assert_null(org_spelled_new(org_catalogue_find(catalogue, "thing"), keys, values, &error));
    g_assert_cmpstr(error->message, ==, "thing has no parameter \"cuont\"; did you mean \"count\"?");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *given = g_strdup_printf("/spelled/given/%u", i);
        g_autofree char *fallback = g_strdup_printf("/spelled/fallback/%u", i);
        g_test_add_data_func(given, GUINT_TO_POINTER(i), test_given);
        g_test_add_data_func(fallback, GUINT_TO_POINTER(i), test_fallback);
    }
    g_test_add_func("/spelled/required", test_required);
    g_test_add_func("/spelled/unknown-key", test_unknown_key);
    return g_test_run();
}
