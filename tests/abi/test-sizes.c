// SPDX-License-Identifier: MIT
/* Plugins compiled with other sizes of the structs than this orgsim's are read as they were meant. */
#include "../../engine/host/ctx.h"
#include <string.h>

typedef struct {
    OrgPluginSet *set;
    OrgDict *dict;
    Org *org;
    OrgCaller *caller;
    GString *said;
    const char *name;
} Sizes;

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    g_assert_cmpuint(unit, ==, ORG_NONE);
    g_string_append_printf(data, "%s %.0f\n", series, value);
}

static void
setup(Sizes *s, gconstpointer name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/%s.so", g_getenv("ORGSIM_TEST_SAMPLES"), (const char *) name);
    s->name = name;
    s->set = org_plugins_new();
    org_plugins_load(s->set, path, &error);
    g_assert_no_error(error);
    s->dict = org_dict_new();
    s->org = org_new(s->dict, ORG_MONTH(2021, 1));
    org_add_units(s->org, 1);
    org_add_posts(s->org, 2);
    s->org->posts.unit[0] = s->org->posts.unit[1] = 0;
    g_assert_true(org_finish(s->org, NULL));
    s->org->journal = org_journal_new();
    s->caller = org_caller_new(s->org, NULL, 0, NULL, &error);
    s->said = g_string_new(NULL);
}

static void
teardown(Sizes *s, gconstpointer name)
{
    (void) name;
    org_caller_free(s->caller);
    g_clear_pointer(&s->org->journal, org_journal_free);
    org_free(s->org);
    org_dict_unref(s->dict);
    org_plugins_free(s->set);
    g_string_free(s->said, TRUE);
}

static const OrgFeatureInfo *
info_of(Sizes *s, const char *feature)
{
    g_autofree char *full = g_strdup_printf("%s-%s", s->name, feature);
    const OrgFeatureInfo *info = org_catalogue_find(org_plugins_catalogue(s->set), full);
    g_assert_nonnull(info);
    return info;
}

static void
call(Sizes *s, const char *feature, gboolean may_write)
{
    g_autoptr(GError) error = NULL;
    OrgValueInfo values[2] = { { .number = 30 }, { .number = 12 } };
    OrgCallSink sink = { .data = s->said, .measure = on_measure };
    OrgCallSpec spec = { .feature = org_plugins_feature(s->set, info_of(s, feature)),
                         .values = values,
                         .from = ORG_MONTH(2021, 1),
                         .now = ORG_MONTH(2021, 2),
                         .may_write = may_write,
                         .sink = &sink };
    org_caller_call(s->caller, &spec, &error);
    g_assert_no_error(error);
    g_assert_true(org_check(s->org, &error));
}

/* The second of each array: it is reached by the stride. */
static void
test_descriptor(Sizes *s, gconstpointer name)
{
    (void) name;
    const OrgFeatureInfo *info = info_of(s, "again");
    g_assert_cmpuint(info->params->len, ==, 2);
    const OrgParamInfo *second = &g_array_index(info->params, OrgParamInfo, 1);
    g_assert_cmpstr(second->key, ==, "second");
    g_assert_true(second->min == 0 && second->max == 0 && second->choices == NULL && second->columns == NULL);
    const OrgFeature *feature = org_plugins_feature(s->set, info);
    g_assert_cmpuint(feature->n_series, ==, 2);
    g_assert_cmpstr(feature->series[1].name, ==, "first-of");
    g_assert_cmpuint(feature->series[1].flags, ==, ORG_LESS_IS_GOOD);
    g_assert_null(feature->series[1].unit);
    g_assert_cmpuint(feature->views, ==, 0);
    g_assert_null(feature->words);
    call(s, "again", FALSE);
    g_assert_cmpstr(s->said->str, ==, "sum 42\nfirst-of 30\n");
}

static void
test_joiners(Sizes *s, gconstpointer name)
{
    call(s, "join", TRUE);
    const OrgPersonTable *h = &s->org->people;
    g_assert_cmpuint(h->n, ==, 2);
    g_assert_cmpint(h->born[0], ==, ORG_MONTH(1990, 1));
    g_assert_cmpint(h->born[1], ==, ORG_MONTH(1991, 2));
    g_assert_cmpuint(h->sex[1], ==, ORG_MALE);
    g_assert_cmpuint(h->post[1], ==, 1);
    g_assert_cmpuint(h->rating[1], ==, strcmp(name, "longer") == 0 ? 4 : 0); /* a shorter one knows of no rating */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (int i = 1; i < argc; i++) {
        g_autofree char *descriptor = g_strdup_printf("/abi/%s/descriptor", argv[i]);
        g_autofree char *joiners = g_strdup_printf("/abi/%s/joiners", argv[i]);
        g_test_add(descriptor, Sizes, argv[i], setup, test_descriptor, teardown);
        g_test_add(joiners, Sizes, argv[i], setup, test_joiners, teardown);
    }
    return g_test_run();
}
