// SPDX-License-Identifier: MIT
/* What may not be changed or removed, and whether the parent is a plan at all. */
#include "extends.h"
#include "../base/message.h"
#include <string.h>

gboolean
org_extends_check_parent(OrgReader *reader, const char *path)
{
    if (!reader->catalogue) /* nothing is checked then */
        return TRUE;
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgReader parent = { 0 };
    org_reader_begin(&parent, org_plan_new(path, reader->plan->bundle), reader->catalogue, diags);
    g_ptr_array_unref(parent.docs);
    parent.docs = g_ptr_array_ref(reader->docs);
    org_reader_sections(&parent);
    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (diag->severity != ORG_SEVERITY_ERROR)
            continue;
        OrgDiag *copy = org_diags_add(reader->diags, diag->severity, diag->code, diag->file, diag->line, diag->column,
                                      "%s", org_message_said(diag->message));
        copy->table = diag->table;
        copy->id = g_strdup(diag->id);
        copy->source = g_strdup(diag->source);
        copy->sheet = g_strdup(diag->sheet);
    }
    gboolean good = !org_diags_count(diags, ORG_SEVERITY_ERROR);
    for (guint i = 0; i < parent.plan->items->len; i++) {
        const OrgItem *item = parent.plan->items->pdata[i];
        if (item->feature)
            g_array_append_val(reader->plan->parents_plugins, item->feature->plugin);
    }
    parent.plan->bundle = NULL; /* the reader's */
    org_plan_free(parent.plan);
    org_reader_end(&parent);
    return good;
}

/* The feature of an item as it stands, a key of it; NULL: it has none that is known. */
static const char *
feature_of(const OrgReader *reader, const OrgYaml *item)
{
    for (guint i = 0; item->keys && i < item->keys->len; i++) {
        const char *key = ((OrgYaml *) item->keys->pdata[i])->text;
        if (!org_item_key_is_reserved(key) &&
            (!reader->catalogue || !strcmp(key, "sql") || org_catalogue_find(reader->catalogue, key)))
            return key;
    }
    return NULL;
}

void
org_extends_check_keys(OrgExtending *extending, const OrgPart *part, const OrgYaml *change)
{
    OrgReader *reader = extending->reader;
    const char *feature = part->kind == ORG_PART_TARGET ? NULL : feature_of(reader, part->item);
    g_autofree char *place = org_yaml_place(part->at), *quoted = org_yaml_quote(part->id);
    for (guint i = 0; i < change->keys->len; i++) {
        const OrgYaml *key = change->keys->pdata[i], *value = change->items->pdata[i];
        if (!strcmp(key->text, "id"))
            org_reader_error(reader, key, "bad-value",
                             "the id of %s (%s) cannot be changed; remove it, and add another one", quoted, place);
        else if (feature && strcmp(key->text, feature) && reader->catalogue &&
                 (!strcmp(key->text, "sql") || org_catalogue_find(reader->catalogue, key->text)))
            org_reader_error(reader, key, "another-feature",
                             "%s is a %s (%s), and cannot become a %s; remove it, and add another one", quoted, feature,
                             place, key->text);
        else if (feature && !strcmp(key->text, feature) && org_yaml_is_null(value))
            org_reader_error(reader, key, "another-feature",
                             "%s is a %s (%s), and that cannot be taken away; remove it instead", quoted, feature,
                             place);
    }
}

/* The target reads the metric: metric: ID, or ID.SERIES. */
static gboolean
reads(const OrgYaml *target, const char *id)
{
    const OrgYaml *metric = target->kind == ORG_YAML_MAPPING ? org_yaml_get(target, "metric", NULL) : NULL;
    gsize length = strlen(id);
    return metric && metric->text && !strncmp(metric->text, id, length) &&
           (!metric->text[length] || metric->text[length] == '.');
}

void
org_extends_check_removed(OrgExtending *extending, const OrgPart *gone, const OrgYaml *at)
{
    gboolean measures = gone->kind == ORG_PART_METRIC || gone->kind == ORG_PART_PROCESS;
    const OrgPart *again = org_extends_part(extending, gone->id); /* added anew */
    for (guint i = 0; measures && gone->given && !again && i < extending->parts->len; i++) {
        const OrgPart *part = extending->parts->pdata[i];
        if (part->kind != ORG_PART_TARGET || part->gone || !reads(part->item, gone->id))
            continue;
        g_autofree char *quoted = org_yaml_quote(gone->id), *target = org_yaml_quote(part->id);
        g_autofree char *place = org_yaml_place(part->at), *own = org_yaml_place(gone->at);
        org_reader_error(extending->reader, at, "still-used",
                         "%s (%s) is what the target %s (%s) reads; remove the target too, or change its metric:",
                         quoted, own, target, place);
        org_reader_flaw(extending->reader, "metric", gone->id); /* said once */
    }
}

/* baselines: {NAME: {values: {T7: 412}}} without T7. */
static void
forget_in(OrgExtending *extending, OrgYaml *root, const char *id)
{
    static const char *const paths[][3] = { { "values" }, { "uncertain", "values" } };
    OrgYaml *key = NULL, *baselines = org_yaml_get(root, "baselines", &key);
    for (guint b = 0; baselines && baselines->keys && b < baselines->keys->len; b++)
        for (guint p = 0; p < G_N_ELEMENTS(paths); p++) {
            OrgYaml *values = baselines->items->pdata[b];
            for (guint i = 0; values && paths[p][i]; i++)
                values = org_yaml_get(values, paths[p][i], NULL);
            if (!values || !org_yaml_get(values, id, NULL))
                continue;
            OrgYaml *gone = org_yaml_make(extending->owner, ORG_YAML_MAPPING, values);
            OrgYaml *null = org_yaml_make_text(extending->owner, "", values);
            org_yaml_put(gone, org_yaml_make_text(extending->owner, id, values), null);
            for (guint i = 2; i-- > 0;)
                if (paths[p][i]) {
                    OrgYaml *outer = org_yaml_make(extending->owner, ORG_YAML_MAPPING, values);
                    org_yaml_put(outer, org_yaml_make_text(extending->owner, paths[p][i], values), gone);
                    gone = outer;
                }
            OrgYaml *one = org_yaml_make(extending->owner, ORG_YAML_MAPPING, values);
            org_yaml_put(one, baselines->keys->pdata[b], gone);
            baselines = org_extends_merge(extending->owner, baselines, one);
            org_yaml_put(root, key, baselines);
        }
}

void
org_extends_forget_target(OrgExtending *extending, const char *id)
{
    for (guint d = 0; d < extending->roots->len; d++)
        forget_in(extending, extending->roots->pdata[d], id);
}
