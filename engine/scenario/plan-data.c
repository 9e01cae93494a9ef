// SPDX-License-Identifier: MIT
/* Figures that come with a scenario: the population assumption and what has really been reported. */
#include "reader.h"
#include "../base/message.h"
#include <math.h>
#include <string.h>

/* ---- population */

static void
check_band(OrgReader *reader, const OrgLocation *location, const OrgPopulationBand *band)
{
    const char *text = NULL;
    if (band->age_from < 14 || band->age_to > 120 || band->age_from > band->age_to)
        text = "population: ages are expected to rise from age_from to age_to, within 14 to 120";
    else if (!(band->men >= 0) || !(band->women >= 0) || band->men + band->women <= 0)
        text = "population: men and women are weights: neither below 0, one above 0";
    else if (band->hired_at < 14 || band->hired_at > 120)
        text = "population: hired_at is expected to be an age within 14 to 120";
    if (text)
        org_reader_say(reader, ORG_SEVERITY_ERROR, location, "out-of-range", text);
}

static void
read_bands(OrgReader *reader, const OrgYaml *node, OrgPopulation *population)
{
    OrgTableRead table = { 0 };
    gboolean good = org_read_table(reader, "category:text?,age_from:int,age_to:int,men:real,women:real,hired_at:real",
                                   node, "population", &table);
    for (guint r = 0; table.value && r < table.value->rows; r++) {
        const OrgTableValue *value = table.value;
        const char *category = value->texts[0][r];
        gboolean whole = TRUE; /* a row with a bad cell has been complained about */
        for (guint c = 1; c < value->n_columns; c++)
            whole = whole && !isnan(value->numbers[c][r]);
        if (!whole)
            continue;
        OrgPopulationBand band = { .category = g_strdup(category ? category : "") };
        band.age_from = (gint) CLAMP(value->numbers[1][r], -1, 1000);
        band.age_to = (gint) CLAMP(value->numbers[2][r], -1, 1000);
        band.men = value->numbers[3][r];
        band.women = value->numbers[4][r];
        band.hired_at = value->numbers[5][r];
        check_band(reader, &g_array_index(table.locations, OrgLocation, r), &band);
        g_array_append_val(population->bands, band);
    }
    if (good && (!table.value || !table.value->rows))
        org_reader_error(reader, node, "bad-value", "the population table has no rows");
    org_table_read_clear(&table);
}

static OrgPopulation *
population_of(OrgPlan *plan)
{
    if (plan->population)
        return plan->population;
    OrgPopulation *population = plan->population = g_new0(OrgPopulation, 1);
    population->bands = g_array_new(FALSE, FALSE, sizeof(OrgPopulationBand));
    population->vacancy = NAN;
    population->seed = 1;
    population->source = g_strdup("");
    return population;
}

static gboolean
read_share(OrgReader *reader, const OrgYaml *node, double *value, gpointer data)
{
    (void) data;
    return org_reader_number(reader, node, "vacancy:", value, NULL);
}

static void
read_one_population(OrgReader *reader, const OrgYaml *node)
{
    static const char *const keys[] = { "table", "bands", "vacancy", "seed", "source", NULL };
    static const char *const in_population[] = { "population", NULL };
    if (!org_reader_mapping(reader, node, "population:"))
        return;
    OrgPopulation *population = population_of(reader->plan);
    g_free(population->file);
    population->file = g_strdup(node->doc->file);
    population->line = node->line;
    population->column = node->column;
    const OrgYaml *table = org_yaml_get(node, "table", NULL), *bands = org_yaml_get(node, "bands", NULL);
    const OrgYaml *vacancy = org_yaml_get(node, "vacancy", NULL), *seed = org_yaml_get(node, "seed", NULL);
    const OrgYaml *source = org_yaml_get(node, "source", NULL);
    gboolean relative;
    org_reader_keys(reader, node, "population:", keys);
    for (guint i = 0; i < population->bands->len; i++)
        g_free(g_array_index(population->bands, OrgPopulationBand, i).category);
    g_array_set_size(population->bands, 0); /* the nearest file's population is the one that counts */
    if (table && bands)
        org_reader_error(reader, bands, "bad-value", "bands: and table: mean the same; keep one");
    else if (table || bands)
        read_bands(reader, table ? table : bands, population);
    guint first = reader->plan->assumptions->len;
    if (vacancy)
        vacancy = org_read_assumed(reader, vacancy, "vacancy", read_share, NULL);
    org_assumptions_name(reader, first, in_population);
    if (vacancy && org_reader_number(reader, vacancy, "vacancy:", &population->vacancy, &relative)) {
        gboolean bounded = population->vacancy >= 0 && population->vacancy <= 1;
        if (!bounded || (!relative && population->vacancy != 0)) {
            g_autofree char *quoted = org_yaml_quote(vacancy->text);
            org_reader_error(reader, vacancy, "out-of-range", "vacancy: is %s, expected a percentage from 0%% to 100%%",
                             quoted);
        }
    }
    if (seed)
        org_reader_whole(reader, seed, "seed:", G_MAXINT64, &population->seed);
    const char *text = source ? org_reader_text(reader, source, "source:") : NULL;
    if (text) {
        g_free(population->source);
        population->source = g_strdup(text);
    }
}

/* unknown_births: a population with ages says how they are assumed, and only it does. */
static void
read_unknown_births(OrgReader *reader)
{
    static const char *const choices[] = { "stay", "assume", "refuse", NULL };
    OrgPlan *plan = reader->plan;
    gboolean ages = plan->population && plan->population->bands->len;
    const OrgYaml *node, *last = NULL;
    guint choice = 0;
    ORG_EACH_SECTION(reader, "unknown_births", node)
    if (org_reader_choice(reader, node, "unknown_births:", choices, &choice)) {
        plan->unknown_births = (OrgUnknownBirths) (ORG_BIRTHS_STAY + choice);
        last = node;
    }
    if (!last || reader->unsure)
        return;
    if (plan->unknown_births == ORG_BIRTHS_ASSUME && !ages)
        org_reader_error(reader, last, "missing-key",
                         "unknown_births: assume needs a population: (ages by category), which says what is assumed");
    if (plan->unknown_births == ORG_BIRTHS_STAY && ages)
        org_reader_error(reader, last, "bad-value",
                         "unknown_births: stay does not go with the ages of a population:, which say what is assumed");
}

void
org_read_population(OrgReader *reader)
{
    const OrgYaml *node;
    ORG_EACH_SECTION(reader, "population", node)
    read_one_population(reader, node);
    read_unknown_births(reader);
}

/* ---- actuals */

static gboolean
is_known_metric(OrgReader *reader, GHashTable *targets, const char *name)
{
    if (g_hash_table_contains(reader->metrics, name) || g_hash_table_contains(targets, name))
        return TRUE;
    const char *dot = strrchr(name, '.');
    g_autofree char *head = dot ? g_strndup(name, (gsize) (dot - name)) : NULL;
    return head && (g_hash_table_contains(reader->metrics, head) || g_hash_table_contains(targets, head));
}

static void
free_actual(OrgActual *actual)
{
    g_free(actual->metric);
    g_free(actual->scope);
    g_free(actual->source);
}

static void
add_actual(OrgReader *reader, const OrgTableValue *table, guint r, const OrgLocation *location, GHashTable *targets,
           GHashTable *seen)
{
    const char *scope = table->texts[3][r], *source = table->texts[4][r];
    OrgActual actual = {
        .metric = g_strdup(table->texts[0][r]),
        .month = (OrgMonth) table->numbers[1][r],
        .value = table->numbers[2][r],
        .scope = g_strdup(scope ? scope : ""),
        .source = g_strdup(source ? source : ""),
    };
    g_autofree char *quoted = org_yaml_quote(actual.metric);
    g_autofree char *key = g_strdup_printf("%d:%s:%s", actual.month, actual.metric, actual.scope);
    OrgLocation cell = *location;
    if (!is_known_metric(reader, targets, actual.metric) && !reader->unsure && !cell.node &&
        !g_hash_table_add(seen, g_strdup(actual.metric))) {
        free_actual(&actual); /* said of its first row */
        return;
    }
    if (!is_known_metric(reader, targets, actual.metric) && !reader->unsure && !cell.node) {
        /* plans of one folder share a table of actuals; not each has every metric */
        g_autofree char *text = org_said("actuals: %s is no metric or target of this scenario; its rows are "
                                         "not used",
                                         quoted);
        org_reader_say(reader, ORG_SEVERITY_NOTE, &cell, "unknown-metric", text);
        free_actual(&actual);
        return;
    } else if (!is_known_metric(reader, targets, actual.metric) && !reader->unsure) {
        org_reader_error(reader, cell.node, "unknown-metric", "actuals: %s is no metric or target of this scenario",
                         quoted);
    } else if (!g_hash_table_add(seen, g_steal_pointer(&key))) {
        g_autofree char *text = org_said("actuals: a second figure for %s in the same month and scope", quoted);
        org_reader_say(reader, ORG_SEVERITY_ERROR, &cell, "duplicate-row", text);
    }
    g_array_append_val(reader->plan->actuals, actual);
}

void
org_read_actuals(OrgReader *reader)
{
    const OrgYaml *node;
    g_autoptr(GHashTable) targets = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < reader->plan->targets->len; i++)
        g_hash_table_add(targets, ((OrgTarget *) g_ptr_array_index(reader->plan->targets, i))->id);
    ORG_EACH_SECTION(reader, "actuals", node)
    {
        OrgTableRead table = { 0 };
        org_read_table(reader, "metric:text,month:date,value:amount,scope:text?,source:text?", node, "actuals", &table);
        for (guint r = 0; table.value && r < table.value->rows; r++)
            if (table.value->texts[0][r] && !isnan(table.value->numbers[1][r]) && !isnan(table.value->numbers[2][r]))
                add_actual(reader, table.value, r, &g_array_index(table.locations, OrgLocation, r), targets, seen);
        org_table_read_clear(&table);
    }
}
