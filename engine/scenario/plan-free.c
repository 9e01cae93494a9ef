// SPDX-License-Identifier: MIT
#include "reader.h"

void
org_source_clear(OrgSource *source)
{
    g_free(source->orgdb);
    g_free(source->snapshot);
    g_free(source->units);
    g_free(source->posts);
    g_free(source->people);
    g_free(source->name);
    *source = (OrgSource){ .date = ORG_UNKNOWN };
}

static void
free_item(OrgItem *item)
{
    for (guint i = 0; item->values && i < item->feature->params->len; i++)
        org_value_clear(&item->values[i]);
    g_free(item->values);
    g_array_unref(item->at);
    g_free(item->id);
    g_free(item->note);
    g_free(item->sql);
    g_free(item->when);
    g_free(item->counting);
    g_free(item->file);
    g_free(item->sheet);
    g_free(item);
}

static void
free_baseline(OrgBaseline *baseline)
{
    for (guint i = 0; i < baseline->values->len; i++)
        g_free(g_array_index(baseline->values, OrgBaselineValue, i).target);
    g_array_unref(baseline->values);
    org_source_clear(&baseline->source);
    g_free(baseline->name);
    g_free(baseline->note);
    g_free(baseline->source_text);
    g_free(baseline);
}

static void
free_counting(OrgCounting *counting)
{
    g_free(counting->name);
    g_free(counting->table);
    g_free(counting->where);
    g_free(counting->wording);
    g_free(counting->source);
    g_free(counting->file);
    g_free(counting);
}

static void
free_target(OrgTarget *target)
{
    g_array_unref(target->metrics);
    g_array_unref(target->by);
    g_free(target->id);
    g_free(target->title);
    g_free(target->note);
    g_free(target->source);
    g_free(target->confidence);
    g_free(target->series);
    g_free(target->unit);
    g_free(target->measured_in);
    g_free(target->basis);
    g_free(target->against);
    g_free(target->required);
    g_free(target);
}

static void
free_population(OrgPopulation *population)
{
    for (guint i = 0; i < population->bands->len; i++)
        g_free(g_array_index(population->bands, OrgPopulationBand, i).category);
    g_array_unref(population->bands);
    g_free(population->source);
    g_free(population->file);
    g_free(population);
}

static void
free_actuals(GArray *actuals)
{
    for (guint i = 0; i < actuals->len; i++) {
        OrgActual *actual = &g_array_index(actuals, OrgActual, i);
        g_free(actual->metric);
        g_free(actual->scope);
        g_free(actual->source);
    }
    g_array_unref(actuals);
}

static void
free_list(GPtrArray *list, GDestroyNotify free_one)
{
    g_ptr_array_foreach(list, (GFunc) (void (*)(void)) free_one, NULL);
    g_ptr_array_unref(list);
}

void
org_plan_free(OrgPlan *plan)
{
    if (!plan)
        return;
    free_list(plan->items, (GDestroyNotify) free_item);
    free_list(plan->baselines, (GDestroyNotify) free_baseline);
    free_list(plan->countings, (GDestroyNotify) free_counting);
    free_list(plan->targets, (GDestroyNotify) free_target);
    free_actuals(plan->actuals);
    g_clear_pointer(&plan->assumptions, g_ptr_array_unref);
    g_clear_pointer(&plan->parents_plugins, g_array_unref);
    if (plan->population)
        free_population(plan->population);
    org_source_clear(&plan->organisation);
    org_bundle_free(plan->bundle);
    g_free(plan->path);
    g_free(plan->name);
    g_free(plan->title);
    g_free(plan->type_names);
    g_free(plan->currency);
    g_free(plan->description);
    g_free(plan);
}
