// SPDX-License-Identifier: MIT
/* Loading: what is wrong with a library is a sentence that names the file, never a crash. */
#include "../../../engine/host/ctx.h"
#include <string.h>

static char *
library(const char *name)
{
    return g_strdup_printf("%s/%s.so", g_getenv("ORGSIM_TEST_LIBRARIES"), name);
}

static void
test_fine(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = library("odd-fine");
    OrgPluginSet *set = org_plugins_new();
    g_assert_true(org_plugins_load(set, path, &error));
    g_assert_no_error(error);
    OrgCatalogue *catalogue = org_plugins_catalogue(set);
    g_assert_cmpuint(catalogue->plugins->len, ==, 1);
    const OrgPluginInfo *plugin = g_ptr_array_index(catalogue->plugins, 0);
    g_assert_cmpstr(plugin->id, ==, "odd-fine");
    g_assert_cmpstr(plugin->version, ==, "1.2.3");
    g_assert_cmpstr(plugin->path, ==, path);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_autofree char *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *) bytes, size);
    g_assert_cmpstr(plugin->sha256, ==, sha256);
    const OrgFeatureInfo *info = org_catalogue_find(catalogue, "odd");
    g_assert_cmpuint(info->params->len, ==, 3);
    const OrgParamInfo *param = &g_array_index(info->params, OrgParamInfo, 0);
    g_assert_cmpstr(param->choices[1], ==, "two");
    g_assert_null(param->choices[2]);
    param = &g_array_index(info->params, OrgParamInfo, 2);
    g_assert_cmpstr(param->unit, ==, "of posts");
    g_assert_cmpfloat(param->max, ==, 1);
    g_assert_nonnull(org_plugins_feature(set, info)->run);
    org_plugins_free(set);
}

typedef struct {
    const char *name, *says;
} Refused;

static const Refused refused[] = {
    { "missing", "it cannot be read: " },
    { "none", "it is no orgsim plugin: it does not export orgsim_plugin_v1()" },
    { "text", "it cannot be loaded: " },
    { "odd-null-plugin", "orgsim_plugin_v1() returned NULL" },
    { "odd-newer-minor", "it was made for a newer orgsim (plugin interface 1.1; this orgsim knows 1.0)" },
    { "odd-newer-major", "it was made for a newer orgsim (plugin interface 2.0; this orgsim knows 1.0)" },
    { "odd-no-summary", "feature \"odd\": its summary is NULL" },
    { "odd-bad-utf8", "feature \"odd\": its summary is not valid UTF-8" },
    { "odd-bad-id", "its id \"odd.one\" is not made of lower-case letters" },
    { "odd-bad-key", "feature \"odd\", parameter 1: its key \"Key\" is not made of lower-case letters" },
    { "odd-bad-kind", "feature \"odd\": kind 6 is not known" },
    { "odd-bad-flags", "feature \"odd\": it sets flags that this orgsim does not know (0x100000)" },
    { "odd-bad-type", "feature \"odd\", parameter 1: type 99 of \"key\" is not known" },
    { "odd-no-run", "feature \"odd\": it has no run()" },
    { "odd-reserved", "feature 1: the name \"when\" means something else in a scenario" },
    { "odd-twice", "feature \"odd\" is there twice" },
    { "odd-bad-fallback", "parameter 1: its fallback cannot be used: key is \"three\", which is not among its choices; "
                          "known are one, two" },
    { "odd-no-choices", "parameter 1: a choice has a NULL-terminated list of choices" },
    { "odd-bad-columns", "parameter 2: column 2 of \"age:int,age:real\" is not a new name" },
    { "odd-no-features", "it has 0 features" },
    { "odd-tiny", "an OrgPlugin is 16 bytes, which no version of the interface has" },
    { "odd-wild", "its features are nowhere" },
    { "odd-key-twice", "feature \"odd\": key \"key\" is there twice" },
    { "odd-blocks-operator", "only processes and metrics run in blocks of rows" },
    { "odd-bad-bounds", "parameter 3: the bounds of \"share\" are empty" },
    { "odd-series-name", "feature \"even\", series 1: its name \"odd_one\" is not made of lower-case letters" },
    { "odd-series-kind", "feature \"even\", series 1: \"odd-one\" is neither ORG_LEVEL nor ORG_FLOW" },
    { "odd-series-twice", "feature \"even\", series 2: series \"odd-one\" is there twice" },
    { "odd-series-cost", "series 1: \"odd-one\" is a cost, whose unit is \"money\"" },
    { "odd-series-flags", "series 1: \"odd-one\" sets flags that this orgsim does not know (0x200)" },
    { "odd-series-rule", "series 1: only operators, processes and metrics have series" },
    { "odd-series-nowhere", "feature \"even\": its series are nowhere" },
    { "odd-tiny-series", "an OrgSeries is 16 bytes, which no version of the interface has (at least 24)" },
    { "odd-when-operator", "feature \"even\": only a process says when it is called" },
    { "odd-chance-foreseen", "feature \"even\": what is drawn is foreseen by the year" },
    { "odd-after-nothing", "feature \"even\": ORG_AFTER_STEPS goes with ORG_MONTHLY or ORG_YEARLY" },
    { "odd-twice-called", "feature \"even\": it is called either monthly or yearly" },
    { "odd-bad-words", "feature \"odd\": its word \"odd:into.id\" fills a parameter that it does not have" },
    { "odd-settles-alone", "feature \"even\": ORG_SETTLES and settle() go together" },
    { "odd-settles-process", "feature \"even\": only a metric that is called once settles" },
    { "odd-bad-views", "feature \"even\": it reads views that this orgsim does not know (0x40)" },
};

static void
test_refused(gconstpointer data)
{
    const Refused *how = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = library(how->name);
    OrgPluginSet *set = org_plugins_new();
    if (strcmp(how->name, "text") == 0) {
        g_free(path);
        path = g_strdup(g_getenv("ORGSIM_TEST_TEXT"));
    }
    g_assert_false(org_plugins_load(set, path, &error));
    g_assert_nonnull(error);
    if (!g_str_has_prefix(error->message, path) || strstr(error->message, how->says) == NULL)
        g_error("\"%s\" says not \"%s\"", error->message, how->says);
    g_assert_cmpuint(org_plugins_catalogue(set)->plugins->len, ==, 0);
    g_assert_cmpuint(org_plugins_catalogue(set)->features->len, ==, 0);
    org_plugins_free(set);
}

static void
test_duplicates(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *fine = library("odd-fine"), *again = library("odd-again"), *other = library("odd-other");
    OrgPluginSet *set = org_plugins_new();
    g_assert_true(org_plugins_load(set, fine, &error));
    g_assert_false(org_plugins_load(set, again, &error)); /* the same id */
    g_autofree char *says =
        g_strdup_printf("%s: plugin \"odd-fine\" is already there, from %s; remove one of the two files", again, fine);
    g_assert_cmpstr(error->message, ==, says);
    g_clear_error(&error);
    g_assert_false(org_plugins_load(set, other, &error)); /* another id, the same feature */
    g_assert_true(g_str_has_prefix(error->message, other));
    g_assert_nonnull(strstr(error->message, "feature \"odd\" is already there, from plugin \"odd-fine\" in "));
    g_assert_nonnull(strstr(error->message, fine));
    g_assert_cmpuint(org_plugins_catalogue(set)->plugins->len, ==, 1);
    org_plugins_free(set);
}

static void
test_order(void)
{
    static const char *const names[] = { "odd-fine", "zeta", "alpha" };
    OrgPluginSet *set = org_plugins_new();
    const OrgFeatureInfo *odd = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = library(names[i]);
        g_assert_true(org_plugins_load(set, path, NULL));
        if (i == 0)
            odd = org_catalogue_find(org_plugins_catalogue(set), "odd");
    }
    const OrgCatalogue *catalogue = org_plugins_catalogue(set);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < catalogue->plugins->len; i++) {
        const OrgPluginInfo *plugin = g_ptr_array_index(catalogue->plugins, i);
        g_string_append_printf(all, "%s:", plugin->id);
        for (guint j = 0; j < plugin->n_features; j++) {
            const OrgFeatureInfo *info = g_ptr_array_index(catalogue->features, plugin->first_feature + j);
            g_assert_cmpuint(info->plugin, ==, i);
            g_assert_cmpuint(info->index, ==, j);
            g_string_append_printf(all, " %s", info->name);
        }
        g_string_append_c(all, '\n');
    }
    g_assert_cmpstr(
        all->str, ==,
        "alpha: alpha-sum alpha-again alpha-join\nodd-fine: odd even\nzeta: zeta-sum zeta-again zeta-join\n");
    g_assert_true(odd == org_catalogue_find(catalogue, "odd")); /* what was handed out stays where it is */
    org_plugins_free(set);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/host/load/fine", test_fine);
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *path = g_strdup_printf("/host/load/refused/%s", refused[i].name);
        g_test_add_data_func(path, &refused[i], test_refused);
    }
    g_test_add_func("/host/load/duplicates", test_duplicates);
    g_test_add_func("/host/load/order", test_order);
    return g_test_run();
}
