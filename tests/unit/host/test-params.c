// SPDX-License-Identifier: MIT
/* Parameters: values, sets with their sentences, tables; misuse of an index or type. */
#include "fixture.h"
#include <math.h>
#include <string.h>

enum { UNITS, POSTS, PEOPLE, TABLE, COUNT, UNIT, N };
static const OrgParam params[] = {
    { .key = "units", .summary = "", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "posts", .summary = "", .type = ORG_POST_SET, .fallback = "" },
    { .key = "who", .summary = "", .type = ORG_PERSON_SET, .fallback = "" },
    { .key = "bands", .summary = "", .type = ORG_TABLE, .fallback = "", .columns = "unit:unit,rate:real,name:text?" },
    { .key = "count", .summary = "", .type = ORG_INT, .fallback = "3" },
    { .key = "into", .summary = "", .type = ORG_UNIT, .fallback = "" },
};
static OrgValueInfo values[N];

static void
use_params(Fixture *f)
{
    memset(values, 0, sizeof values);
    values[COUNT].number = 3;
    f->feature.params = params;
    f->feature.n_params = N;
    f->spec.values = values;
}

static char *
ids_of(OrgCtx *ctx, const OrgHost *host, unsigned param, guint table)
{
    const OrgRow *rows = NULL;
    size_t n = host->rows(ctx, param, &rows);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", host->id(ctx, table, rows[i]));
    return g_string_free(out, FALSE);
}

static char *listed;

static OrgStatus
lists_units(const OrgHost *host, OrgCtx *ctx)
{
    g_free(listed);
    listed = ids_of(ctx, host, UNITS, ORG_UNITS);
    return ORG_OK;
}

static OrgStatus
lists_all(const OrgHost *host, OrgCtx *ctx)
{
    g_autofree char *units = ids_of(ctx, host, UNITS, ORG_UNITS), *posts = ids_of(ctx, host, POSTS, ORG_POSTS),
                    *people = ids_of(ctx, host, PEOPLE, ORG_PEOPLE);
    g_free(listed);
    listed = g_strjoin(" / ", units, posts, people, NULL);
    return ORG_OK;
}

static void
test_ids(Fixture *f, gconstpointer data)
{
    char *units[] = { "plan", "fin", "plan", NULL }, *posts[] = { "p3", "p0", NULL }, *people[] = { "h1", NULL };
    (void) data;
    use_params(f);
    values[UNITS].ids = units;
    values[POSTS].ids = posts;
    values[PEOPLE].ids = people;
    g_assert_true(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(listed, ==, "fin plan / p0 p3 / h1"); /* ascending rows, once each */
    memset(values, 0, sizeof values);
    g_assert_true(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(listed, ==, " /  / ");
}

static void
test_where(Fixture *f, gconstpointer data)
{
    (void) data;
    use_params(f);
    values[UNITS].where = "type = 'room' and id <> 'fin'";
    values[POSTS].counting = "rooms";
    values[PEOPLE].counting = "rooms";
    g_assert_true(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(listed, ==, "far plan / p0 p1 p2 p3 p4 p5 / h0 h1 h2 h3 h4");
    values[UNITS].where = "nonsense > 1";
    g_assert_false(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_true(g_str_has_prefix(f->error, "units: "));
    g_assert_nonnull(strstr(f->error, "nonsense"));
    values[UNITS].counting = "roms";
    g_assert_false(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(f->error, ==, "units: there is no counting rule \"roms\"");
}

static void
test_counting_follows_units(Fixture *f, gconstpointer data)
{
    OrgCounting only = { .name = "only", .table = "units", .where = "id = 'fin'" },
                held = { .name = "held", .table = "posts", .where = "holder is not null and unit = 'plan'" };
    (void) data;
    g_ptr_array_add(f->plan.countings, &only);
    g_ptr_array_add(f->plan.countings, &held);
    use_params(f);
    values[UNITS].counting = "only";
    values[POSTS].counting = "only";
    values[PEOPLE].counting = "held";
    g_assert_true(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(listed, ==, "fin / p0 p1 p4 / h2 h3");
    values[UNITS].counting = "held";
    g_assert_false(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(f->error, ==, "units: counting rule \"held\" counts posts, but units are wanted here");
}

static void
test_missing(Fixture *f, gconstpointer data)
{
    char *units[] = { "fin", "plam", NULL };
    (void) data;
    use_params(f);
    values[UNITS].ids = units;
    g_assert_false(fixture_call(f, ORG_METRIC, lists_units));
    g_assert_cmpstr(f->error, ==, "units: there is no unit \"plam\"; the nearest id is \"plan\"");
    g_assert_cmpstr(listed, ==, "");

    f->item = (OrgItem){ .values = values, .file = "plan.yaml" }; /* with its place when it is written in a file */
    values[UNITS].line = 12;
    values[UNITS].column = 20;
    f->spec.item = &f->item;
    g_assert_false(fixture_call(f, ORG_METRIC, lists_units));
    g_assert_true(g_str_has_prefix(f->error, "plan.yaml:12:20: units: there is no unit"));
}

static void
test_closed(Fixture *f, gconstpointer data)
{
    char *units[] = { "old", NULL }, *people[] = { "h5", NULL };
    (void) data;
    use_params(f);
    values[UNITS].ids = units;
    g_assert_false(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(f->error, ==,
                    "units: unit \"old\" was closed in 2022-07 and went into \"fin\"; name that one instead");
    values[UNITS].ids = NULL;
    values[PEOPLE].ids = people;
    g_assert_false(fixture_call(f, ORG_METRIC, lists_all));
    g_assert_cmpstr(f->error, ==, "who: person \"h5\" left in 2022-03");
}

static OrgStatus
reads_unit(const OrgHost *host, OrgCtx *ctx)
{
    g_free(listed);
    listed =
        g_strdup_printf("%ld %d %d", (long) host->integer(ctx, UNIT), host->given(ctx, UNIT), host->given(ctx, COUNT));
    return ORG_OK;
}

static void
test_unit(Fixture *f, gconstpointer data)
{
    (void) data;
    use_params(f);
    g_assert_true(fixture_call(f, ORG_METRIC, reads_unit));
    g_assert_cmpstr(listed, ==, "4294967295 0 0"); /* ORG_NONE */
    values[UNIT].text = "far";
    values[UNIT].given = TRUE;
    g_assert_true(fixture_call(f, ORG_METRIC, reads_unit));
    g_assert_cmpstr(listed, ==, "3 1 0");
}

static OrgStatus
index_too_far(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpint(host->integer(ctx, N), ==, 0);
    return ORG_OK;
}

static OrgStatus
wrong_type(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpfloat(host->real(ctx, COUNT), ==, 0);
    g_assert_cmpstr(host->text(ctx, COUNT), ==, "");
    g_assert_cmpuint(host->table(ctx, COUNT)->rows, ==, 0);
    return ORG_OK;
}

static void
test_misuse(Fixture *f, gconstpointer data)
{
    (void) data;
    use_params(f);
    g_assert_false(fixture_call(f, ORG_METRIC, index_too_far));
    g_assert_cmpstr(f->error, ==, "integer(6): the feature has 6 parameters, counted from 0");
    g_assert_false(fixture_call(f, ORG_METRIC, wrong_type));
    g_assert_cmpstr(f->error, ==, "real(4): parameter \"count\" is a whole number, read by integer()");
}

static OrgStatus
reads_table(const OrgHost *host, OrgCtx *ctx)
{
    const OrgTable *table = host->table(ctx, TABLE);
    GString *out = g_string_new(NULL);
    g_assert_cmpuint(table->n_columns, ==, 3);
    g_assert_cmpuint(table->stride, ==, sizeof(OrgColumn));
    g_assert_true(table == host->table(ctx, TABLE));
    const OrgColumn *unit = org_column(table, 0), *rate = org_column(table, 1), *name = org_column(table, 2);
    g_assert_cmpstr(unit->name, ==, "unit");
    g_assert_true(unit->number && rate->number && name->text && !name->number && !rate->text);
    for (size_t i = 0; i < table->rows; i++)
        g_string_append_printf(out, "%g %g %s\n", unit->number[i], rate->number[i],
                               name->text[i] ? name->text[i] : "-");
    g_free(listed);
    listed = g_string_free(out, FALSE);
    return ORG_OK;
}

static void
test_table(Fixture *f, gconstpointer data)
{
    char *names[] = { "unit", "rate", "name", NULL }, *units[] = { "plan", "old", NULL },
         *labels[] = { "a", NULL, "c" };
    OrgType types[] = { ORG_UNIT, ORG_REAL, ORG_TEXT };
    double rates[] = { 0.5, NAN, 2 }, *numbers[] = { NULL, rates, NULL };
    char **texts[] = { units, NULL, labels };
    OrgTableValue table = { 3, 3, names, types, numbers, texts };
    (void) data;
    use_params(f);
    g_assert_true(fixture_call(f, ORG_METRIC, reads_table)); /* empty, but with its columns */
    g_assert_cmpstr(listed, ==, "");
    values[TABLE].table = &table;
    g_assert_true(fixture_call(f, ORG_METRIC, reads_table)); /* a closed unit keeps its row */
    g_assert_cmpstr(listed, ==, "4 0.5 a\n2 nan -\nnan 2 c\n");
    texts[2] = NULL; /* an optional column that the file does not have */
    g_assert_true(fixture_call(f, ORG_METRIC, reads_table));
    g_assert_cmpstr(listed, ==, "4 0.5 -\n2 nan -\nnan 2 -\n");
    units[1] = "plam";
    g_assert_false(fixture_call(f, ORG_METRIC, reads_table));
    g_assert_cmpstr(listed, ==, ""); /* the declared columns are there, so that the plugin can run to its end */
    g_assert_cmpstr(f->error, ==,
                    "bands, row 2, column \"unit\": there is no unit \"plam\"; the nearest id is \"plan\"");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/params/ids", test_ids);
    fixture_test("/host/params/where", test_where);
    fixture_test("/host/params/counting-follows-units", test_counting_follows_units);
    fixture_test("/host/params/missing", test_missing);
    fixture_test("/host/params/closed", test_closed);
    fixture_test("/host/params/unit", test_unit);
    fixture_test("/host/params/misuse", test_misuse);
    fixture_test("/host/params/table", test_table);
    int status = g_test_run();
    g_free(listed);
    return status;
}
