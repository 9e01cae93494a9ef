// SPDX-License-Identifier: MIT
/* What a plan assumes, and between which ends. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>

void
org_assumption_free(gpointer data)
{
    OrgAssumption *assumption = data;
    for (guint i = 0; i < G_N_ELEMENTS(assumption->path); i++)
        g_free(assumption->path[i]);
    g_free(assumption->name);
    g_free(assumption->assumed);
    g_free(assumption->low);
    g_free(assumption->high);
    g_free(assumption);
}

const OrgYaml *
org_read_assumed(OrgReader *reader, const OrgYaml *node, const char *what, OrgAssumedRead read, gpointer data)
{
    static const char *const keys[] = { "assumed", "low", "high", NULL };
    const OrgYaml *part[3];
    double value[3];
    if (node->kind != ORG_YAML_MAPPING || !org_yaml_get(node, "assumed", NULL))
        return node;
    guint before = org_reader_errors(reader);
    org_reader_keys(reader, node, what, keys);
    for (guint i = 0; i < 3; i++) {
        part[i] = org_yaml_get(node, keys[i], NULL);
        if (!part[i])
            org_reader_error(reader, node, "missing-key", "%s says what is assumed, and lacks %s:", what, keys[i]);
        else
            read(reader, part[i], &value[i], data);
    }
    if (org_reader_errors(reader) > before)
        return NULL;
    if (value[1] > value[0] || value[0] > value[2]) {
        org_reader_error(reader, part[0], "bad-value", "%s: low:, assumed: and high: are expected in this order", what);
        return NULL;
    }
    OrgAssumption *assumption = g_new0(OrgAssumption, 1);
    assumption->name = g_strdup(what);
    assumption->assumed = g_strdup(part[0]->text);
    assumption->low = g_strdup(part[1]->text);
    assumption->high = g_strdup(part[2]->text);
    g_ptr_array_add(reader->plan->assumptions, assumption);
    return part[0];
}

void
org_assumptions_name(OrgReader *reader, guint first, const char *const *path)
{
    for (guint i = first; i < reader->plan->assumptions->len; i++) {
        OrgAssumption *assumption = reader->plan->assumptions->pdata[i];
        guint n = 0;
        for (; path[n]; n++)
            assumption->path[n] = g_strdup(path[n]);
        assumption->path[n] = g_strdup(assumption->name); /* the parameter's key */
        g_free(assumption->name);
        assumption->name = g_strdup_printf("%s.%s", strcmp(path[0], "change") ? path[0] : path[1], assumption->path[n]);
    }
}

void
org_assumption_of_baseline(OrgReader *reader, const char *baseline, const char *target, gboolean uncertain,
                           const OrgYaml *low, const OrgYaml *high)
{
    OrgAssumption *assumption = g_new0(OrgAssumption, 1);
    guint n = 0;
    assumption->name = g_strdup_printf("baselines.%s.%s", baseline, target);
    assumption->path[n++] = g_strdup("baselines");
    assumption->path[n++] = g_strdup(baseline);
    if (uncertain)
        assumption->path[n++] = g_strdup("uncertain");
    assumption->path[n++] = g_strdup("values");
    assumption->path[n++] = g_strdup(target);
    assumption->path[n++] = g_strdup("between");
    assumption->low = g_strdup(low->text);
    assumption->high = g_strdup(high->text);
    assumption->as_pair = TRUE;
    g_ptr_array_add(reader->plan->assumptions, assumption);
}
