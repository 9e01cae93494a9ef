// SPDX-License-Identifier: MIT
#include "fixture.h"
#include "../../../engine/scenario/reader.h"
#include <jansson.h>
#include <string.h>

static void
test_round_trip(void)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    g_autofree char *json = org_catalogue_to_json(catalogue);
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgCatalogue) copy = org_catalogue_from_json(json, -1, &error);
    g_assert_no_error(error);
    g_autofree char *again = org_catalogue_to_json(copy);
    g_assert_cmpstr(json, ==, again);
    g_assert_cmpuint(copy->plugins->len, ==, catalogue->plugins->len);
    g_assert_cmpuint(copy->features->len, ==, catalogue->features->len);
    g_assert_cmpuint(copy->broken->len, ==, 1);
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *a = g_ptr_array_index(catalogue->features, i), *b = g_ptr_array_index(copy->features, i);
        g_assert_cmpstr(a->name, ==, b->name);
        g_assert_cmpuint(a->kind, ==, b->kind);
        g_assert_cmpuint(a->flags, ==, b->flags);
        g_assert_cmpuint(a->plugin, ==, b->plugin);
        g_assert_cmpuint(a->index, ==, b->index);
        g_assert_cmpstr(a->details, ==, b->details);
        g_assert_cmpuint(a->params->len, ==, b->params->len);
        for (guint p = 0; p < a->params->len; p++) {
            const OrgParamInfo *x = &g_array_index(a->params, OrgParamInfo, p),
                               *y = &g_array_index(b->params, OrgParamInfo, p);
            g_assert_cmpstr(x->fallback, ==, y->fallback);
            g_assert_cmpuint(x->type, ==, y->type);
            g_assert_cmpfloat(x->min, ==, y->min);
            g_assert_cmpfloat(x->max, ==, y->max);
            g_assert_cmpstr(x->columns, ==, y->columns);
            g_assert_cmpint(x->choices == NULL, ==, y->choices == NULL);
        }
        g_assert_cmpuint(a->series->len, ==, b->series->len);
        for (guint p = 0; p < a->series->len; p++) {
            const OrgSeriesInfo *x = &g_array_index(a->series, OrgSeriesInfo, p),
                                *y = &g_array_index(b->series, OrgSeriesInfo, p);
            g_assert_cmpstr(x->name, ==, y->name);
            g_assert_cmpstr(x->label, ==, y->label);
            g_assert_cmpstr(x->unit, ==, y->unit);
            g_assert_cmpuint(x->kind, ==, y->kind);
            g_assert_cmpuint(x->flags, ==, y->flags);
        }
        g_assert_cmpint(a->words == NULL, ==, b->words == NULL);
        g_assert_true(a->words == NULL || g_strv_equal((const char *const *) a->words, (const char *const *) b->words));
    }
    g_assert_nonnull(org_catalogue_find(copy, "merge"));
    g_assert_null(org_catalogue_find(copy, "merg"));
    const OrgFeatureInfo *posts = org_catalogue_find(copy, "posts");
    g_assert_cmpstr(org_feature_series(posts, "in-layer-12")->label, ==, "Posts in layer *");
    g_assert_null(org_feature_series(posts, "in-layer-"));
    g_assert_null(org_feature_series(posts, "post"));
}

static void
test_hostile_json(void)
{
    static const char *const texts[] = {
        "",
        "[]",
        "{}",
        "{\"plugins\":[],\"broken\":1}",
        "{\"plugins\":[1],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{}]}],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"king\",\"params\":[],\"series\":[]}]}],"
        "\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"rule\",\"flags\":-1,\"params\":[],"
        "\"series\":[]}]}],"
        "\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"rule\",\"params\":[{\"key\":\"k\","
        "\"type\":\"choice\"}],\"series\":[]}]}],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"rule\",\"params\":[{\"key\":\"k\","
        "\"type\":\"int\",\"columns\":\"a:int\"}],\"series\":[]}]}],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"metric\",\"params\":[],\"series\":[{"
        "\"name\":"
        "\"s\",\"label\":\"S\",\"kind\":\"both\"}]}]}],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"metric\",\"params\":[],\"series\":[{"
        "\"name\":"
        "\"s\",\"kind\":\"flow\"}]}]}],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"metric\",\"params\":[]}]}],"
        "\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\",\"features\":[{\"name\":\"x\",\"kind\":\"operator\",\"params\":[],\"series\":[],"
        "\"words\":[1]}]}],\"broken\":[]}",
        "{\"plugins\":[{\"id\":\"a\\u0000b\",\"features\":[]}],\"broken\":[]}",
        "{\"plugins\":[],\"broken\":[{\"path\":1}]}",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(org_catalogue_from_json(texts[i], -1, &error));
        g_assert_nonnull(error);
    }
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    g_autofree char *json = org_catalogue_to_json(catalogue);
    for (gsize size = 0; size < strlen(json); size += 7) {
        g_autoptr(GError) error = NULL;
        g_assert_null(org_catalogue_from_json(json, (gssize) size, &error));
        g_assert_nonnull(error);
    }
}

/* A table of steps names operators by the words that they declare. */
static void
test_words(void)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    const OrgFeatureInfo *other;
    const char *into;
    g_assert_cmpstr(org_step_operation(catalogue, "Hợp nhất", &into, &other)->name, ==, "merge");
    g_assert_cmpstr(into, ==, "into.id");
    g_assert_null(other);
    g_assert_cmpstr(org_step_operation(catalogue, "transfer", &into, &other)->name, ==, "transfer");
    g_assert_null(into);
    g_assert_cmpstr(org_step_operation(catalogue, "join up", &into, &other)->name, ==, "merge");
    g_assert_cmpstr(other->name, ==, "transfer"); /* both say so */
    g_assert_null(org_step_operation(catalogue, "join", &into, &other));
    g_autofree char *vietnamese = org_step_words(catalogue, TRUE), *names = org_step_words(catalogue, FALSE);
    g_assert_cmpstr(vietnamese, ==, "sáp nhập, hợp nhất, tinh giản, điều chuyển, chuyển");
    g_assert_true(g_str_has_prefix(names, "merge, headcount-cut, transfer"));
}

static void
test_schema(void)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    g_autofree char *text = org_scenario_schema(catalogue);
    json_t *schema = json_loads(text, 0, NULL);
    g_assert_nonnull(schema);
    json_t *properties = json_object_get(schema, "properties");
    g_assert_cmpuint(json_object_size(properties), ==, 29);                        /* every key of a scenario */
    json_t *steps = json_object_get(json_object_get(properties, "steps"), "else"); /* of a path */
    json_t *step = json_object_get(json_object_get(steps, "items"), "properties");
    g_assert_nonnull(json_object_get(step, "merge"));
    g_assert_null(json_object_get(step, "units"));
    json_t *into = json_object_get(json_object_get(json_object_get(step, "merge"), "properties"), "into");
    json_t *options = json_object_get(into, "anyOf");
    g_assert_cmpuint(json_array_size(options), ==, 2); /* into: x, or into: {id, name} */
    json_t *inner = json_object_get(json_array_get(options, 1), "properties");
    g_assert_nonnull(json_object_get(inner, "id"));
    g_assert_nonnull(json_object_get(inner, "name"));
    json_decref(schema);
}

static void
test_starter(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autofree char *out = NULL, *starter = fixture_starter();
    fixture_reads(starter, -1, diags);
    GString *text = g_string_new(NULL);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, text);
    out = g_string_free(text, FALSE);
    g_assert_cmpstr(out, ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/catalogue/round-trip", test_round_trip);
    g_test_add_func("/catalogue/hostile-json", test_hostile_json);
    g_test_add_func("/catalogue/words", test_words);
    g_test_add_func("/catalogue/schema", test_schema);
    g_test_add_func("/catalogue/starter", test_starter);
    return g_test_run();
}
