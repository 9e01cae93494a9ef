// SPDX-License-Identifier: MIT
#include "fixture.h"
#include "../../../engine/base/month.h"

static OrgWord
word(Org *org, const char *text)
{
    return org_dict_add(org->dict, text, -1);
}

static void
add_units(Org *org, gboolean with_plan)
{
    static const char *const ids[] = { "town", "fin", "old", "far", "plan" };
    guint n = with_plan ? 5 : 4;
    org_add_units(org, n);
    for (guint i = 0; i < n; i++) {
        org->units.id[i] = word(org, ids[i]);
        org->units.type[i] = word(org, i == 0 ? "city" : "room");
        org->units.parent[i] = i == 0 ? ORG_NONE : 0;
    }
    org->units.closed[2] = ORG_MONTH(2022, 7);
    org->units.successor[2] = 1;
}

static void
add_person(Org *org, const char *id, guint ordinal, OrgRow post)
{
    OrgRow row = org_add_people(org, 1);
    org->people.id[row] = word(org, id);
    org->people.ordinal[row] = ordinal;
    org->people.post[row] = post;
    org->people.unit[row] = post != ORG_NONE ? org->posts.unit[post] : 0;
    org->people.born[row] = ORG_MONTH(1960 + (gint) (row % 40), 1);
    if (post != ORG_NONE)
        org->posts.holder[post] = row;
}

static Org *
build(OrgDict *dict, gboolean with_plan, guint crowd)
{
    static const OrgRow unit_of[] = { 1, 1, 4, 4, 1, 3 };
    Org *org = org_new(dict, ORG_MONTH(2022, 12));
    g_autoptr(GError) error = NULL;
    add_units(org, with_plan);
    org_add_posts(org, 6 + crowd);
    for (guint i = 0; i < 6 + crowd; i++) {
        char id[8] = { 'p', (char) ('0' + i), 0 };
        org->posts.id[i] = word(org, i < 6 ? id : "crowd");
        org->posts.ordinal[i] = i < 6 ? 0 : i - 5;
        org->posts.unit[i] = i < 6 && (with_plan || unit_of[i] != 4) ? unit_of[i] : 3;
        org->posts.rank[i] = ORG_STAFF;
    }
    for (guint i = 0; i < 4; i++) {
        char id[8] = { 'h', (char) ('0' + i), 0 };
        add_person(org, id, 0, i);
    }
    add_person(org, "h4", 0, 5);
    add_person(org, "h5", 0, ORG_NONE);
    org->people.state[5] = ORG_LEFT;
    org->people.since[5] = ORG_MONTH(2022, 3);
    for (guint i = 0; i < crowd; i++)
        add_person(org, "crowd", i + 1, 6 + i);
    if (!org_finish(org, &error))
        g_error("%s", error->message);
    return org;
}

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    Fixture *f = data;
    char buffer[40];
    g_string_append_printf(f->said, "%s%s%s = %s\n", series, unit != ORG_NONE ? " of " : "",
                           unit != ORG_NONE ? org_id(f->org, ORG_UNITS, unit) : "", org_number_text(value, buffer));
}

static void
on_finding(gpointer data, guint severity, guint table, OrgRow row, const OrgMessage *message)
{
    Fixture *f = data;
    g_autofree char *text = org_message_text(message, ORG_LANG_EN);
    g_string_append_printf(f->said, "%u %u %d: %s\n", severity, table, row == ORG_NONE ? -1 : (gint) row, text);
}

static gboolean
on_progress(gpointer data, double part)
{
    Fixture *f = data;
    g_assert_true(part >= 0 && part <= 1);
    return f->go_on;
}

static gboolean
on_output(gpointer data, const char *name, const char *media_type, const void *bytes, gsize size)
{
    Fixture *f = data;
    g_string_append_printf(f->said, "%s %s %.*s\n", name, media_type, (int) size, (const char *) bytes);
    return TRUE;
}

void
fixture_setup(Fixture *f, gconstpointer crowd)
{
    static OrgBaseline start = { .name = "start" }, earlier = { .name = "2015" };
    static OrgCounting rooms = { .name = "rooms", .table = "units", .where = "type = 'room'" };
    f->dict = org_dict_new();
    f->org = build(f->dict, TRUE, GPOINTER_TO_UINT(crowd));
    f->baselines[0] = build(f->dict, TRUE, GPOINTER_TO_UINT(crowd));
    f->baselines[1] = build(f->dict, FALSE, 0);
    f->org->journal = org_journal_new();
    f->plan.baselines = g_ptr_array_new();
    g_ptr_array_add(f->plan.baselines, &start);
    g_ptr_array_add(f->plan.baselines, &earlier);
    f->plan.countings = g_ptr_array_new();
    g_ptr_array_add(f->plan.countings, &rooms);
    g_autoptr(GError) error = NULL;
    f->caller = org_caller_new(f->org, f->baselines, 2, &f->plan, &error);
    g_assert_no_error(error);
    f->said = g_string_new(NULL);
    f->error = g_strdup("");
    f->go_on = TRUE;
    f->sink = (OrgCallSink){
        .data = f, .measure = on_measure, .finding = on_finding, .progress = on_progress, .output = on_output
    };
    f->spec = (OrgCallSpec){ .plan = &f->plan,
                             .from = ORG_MONTH(2022, 12),
                             .now = ORG_MONTH(2023, 12),
                             .seed = 7,
                             .sink = &f->sink,
                             .plugin = "probe" };
    static const OrgSeries series[] = { { "left", "People who left", ORG_FLOW, ORG_PER_UNIT, "people" },
                                        { "units", "Units", ORG_LEVEL, 0, "units" },
                                        { "posts", "Posts", ORG_LEVEL, 0, "posts" },
                                        { "x", "Anything", ORG_LEVEL, 0, NULL },
                                        { "cost", "Cost", ORG_FLOW, ORG_ONE_OFF, "money" },
                                        { "layer-*", "Layer *", ORG_LEVEL, 0, NULL } };
    f->feature = (OrgFeature){ .name = "probing", .series = series, .n_series = G_N_ELEMENTS(series) };
}

void
fixture_teardown(Fixture *f, gconstpointer crowd)
{
    (void) crowd;
    org_caller_free(f->caller);
    g_clear_pointer(&f->org->journal, org_journal_free);
    org_free(f->org);
    org_free(f->baselines[0]);
    org_free(f->baselines[1]);
    org_dict_unref(f->dict);
    g_ptr_array_unref(f->plan.baselines);
    g_ptr_array_unref(f->plan.countings);
    g_string_free(f->said, TRUE);
    g_free(f->error);
}

gboolean
fixture_call(Fixture *f, OrgKind kind, Run run)
{
    g_autoptr(GError) error = NULL;
    f->feature.kind = kind;
    f->feature.run = run;
    f->spec.feature = &f->feature;
    f->spec.may_write = kind == ORG_OPERATOR || kind == ORG_PROCESS;
    gboolean ok = org_caller_call(f->caller, &f->spec, &error);
    g_free(f->error);
    f->error = g_strdup(ok ? "" : error->message);
    g_assert_true(ok == (error == NULL));
    g_assert_true(org_check(f->org, NULL));
    return ok;
}

gboolean
fixture_settle(Fixture *f, Run settle)
{
    g_autoptr(GError) error = NULL;
    f->feature.kind = ORG_METRIC;
    f->feature.settle = settle;
    f->spec.feature = &f->feature;
    f->spec.may_write = f->spec.settles = TRUE;
    gboolean ok = org_caller_call(f->caller, &f->spec, &error);
    f->spec.settles = FALSE;
    g_free(f->error);
    f->error = g_strdup(ok ? "" : error->message);
    g_assert_true(org_check(f->org, NULL));
    return ok;
}

OrgRow
fixture_unit(Fixture *f, const char *id)
{
    OrgRow row = org_find(f->org, ORG_UNITS, id);
    g_assert_cmpuint(row, !=, ORG_NONE);
    return row;
}
