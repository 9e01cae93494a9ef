// SPDX-License-Identifier: MIT
/* The same plugin as C99 and as C++11 does the same through the host table, every member of it. */
#include "../../engine/host/ctx.h"
#include "../../engine/base/month.h"
#include <string.h>

typedef struct {
    OrgPluginSet *set;
    OrgDict *dict;
    Org *org;
    OrgCaller *caller;
    OrgCallSpec spec;
    OrgCallSink sink;
    OrgAnnounced *announced;
    GArray *wakes;
    GString *said;
    const char *prefix;
} Sample;

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    char buffer[40];
    Sample *s = data;
    g_string_append_printf(s->said, "%s %d %s\n", series, unit == ORG_NONE ? -1 : (gint) unit,
                           org_number_text(value, buffer));
}

static void
on_finding(gpointer data, guint severity, guint table, OrgRow row, const OrgMessage *message)
{
    g_autofree char *text = org_message_text(message, ORG_LANG_EN);
    g_string_append_printf(((Sample *) data)->said, "%u %u %u %s\n", severity, table, row, text);
}

static void
on_log(gpointer data, const char *text)
{
    g_string_append_printf(((Sample *) data)->said, "log %s\n", text);
}

static gboolean
on_output(gpointer data, const char *name, const char *media_type, const void *bytes, gsize size)
{
    g_string_append_printf(((Sample *) data)->said, "%s %s %.*s\n", name, media_type, (int) size, (const char *) bytes);
    return TRUE;
}

static void
setup(Sample *s, gconstpointer name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/%s.so", g_getenv("ORGSIM_TEST_SAMPLES"), (const char *) name);
    s->prefix = name;
    s->set = org_plugins_new();
    org_plugins_load(s->set, path, &error);
    g_assert_no_error(error);
    s->dict = org_dict_new();
    s->org = org_new(s->dict, ORG_MONTH(2022, 12));
    org_add_units(s->org, 1);
    org_add_posts(s->org, 2);
    org_add_people(s->org, 1);
    s->org->units.id[0] = org_dict_add(s->dict, "town", -1);
    s->org->units.name[0] = org_dict_add(s->dict, "Town", -1);
    s->org->posts.unit[0] = s->org->posts.unit[1] = s->org->people.unit[0] = 0;
    s->org->people.post[0] = 1;
    s->org->posts.holder[1] = 0;
    g_assert_true(org_finish(s->org, NULL));
    s->org->journal = org_journal_new();
    s->caller = org_caller_new(s->org, NULL, 0, NULL, &error);
    s->said = g_string_new(NULL);
    s->sink =
        (OrgCallSink){ .data = s, .measure = on_measure, .finding = on_finding, .output = on_output, .log = on_log };
    s->announced = org_announced_new(ORG_MONTH(2023, 1), ORG_MONTH(2030, 12));
    s->wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    s->spec = (OrgCallSpec){ .from = ORG_MONTH(2022, 12),
                             .now = ORG_MONTH(2023, 12),
                             .window_first = ORG_MONTH(2023, 12),
                             .window_last = ORG_MONTH(2024, 6),
                             .announced = s->announced,
                             .wakes = s->wakes,
                             .sink = &s->sink };
}

static void
teardown(Sample *s, gconstpointer name)
{
    (void) name;
    org_caller_free(s->caller);
    g_clear_pointer(&s->org->journal, org_journal_free);
    org_free(s->org);
    org_dict_unref(s->dict);
    org_plugins_free(s->set);
    org_announced_free(s->announced);
    g_array_unref(s->wakes);
    g_string_free(s->said, TRUE);
}

static void
call(Sample *s, const char *feature)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("%s-%s", s->prefix, feature);
    char *ids[] = { "town", NULL }, *none[] = { NULL };
    OrgValueInfo values[] = { { .number = 2, .given = TRUE },
                              { .number = 0.5, .relative = TRUE },
                              { .text = "New" },
                              { .ids = ids },
                              { .number = 0 },
                              { .ids = none } };
    const OrgFeatureInfo *info = org_catalogue_find(org_plugins_catalogue(s->set), name);
    g_assert_nonnull(info);
    s->spec.feature = org_plugins_feature(s->set, info);
    s->spec.values = values;
    s->spec.may_write = info->kind == ORG_OPERATOR;
    org_caller_call(s->caller, &s->spec, &error);
    g_assert_no_error(error);
    g_assert_true(org_check(s->org, &error));
}

static void
test_sample(Sample *s, gconstpointer name)
{
    (void) name;
    call(s, "read");
    call(s, "write");
    call(s, "draw");
    g_assert_cmpstr(s->said->str, ==,
                    "log 103 is found\n"
                    "1 1 0 Town is a word, 12.5%\n"
                    "parameters -1 1105.5\n"
                    "rows 0 7\n"
                    "times -1 13\n"
                    "found -1 103\n"
                    "severance -1 12\n"
                    "sample.txt text/plain sample\n");
    g_assert_cmpuint(s->org->journal->n, ==, 18);
    g_assert_cmpuint(org_announced_mark(s->announced), ==, 1);
    g_assert_cmpuint(s->wakes->len, ==, 1);
    g_assert_cmpfloat(s->spec.carried, ==, 1);
    g_assert_cmpuint(s->org->totals.units, ==, 1);
    g_assert_cmpuint(s->org->totals.posts, ==, 3);
    g_assert_cmpuint(s->org->totals.people, ==, 1);
    g_assert_cmpuint(s->org->totals.left, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (int i = 1; i < argc; i++) {
        g_autofree char *path = g_strdup_printf("/abi/%s", argv[i]);
        g_test_add(path, Sample, argv[i], setup, test_sample, teardown);
    }
    return g_test_run();
}
