// SPDX-License-Identifier: MIT
/* Values above values: mappings key by key, lists and scalars as wholes. */
#include "extends.h"
#include <string.h>

/* Of these the last one said holds: giving one takes the others away. */
static const char *const exclusive[][8] = {
    { "units", "where" }, { "counting", "where" },
    { "at", "every" },    { "by", "every" },
    { "metric", "sql" },  { "change", "equals", "at_least", "at_most", "more_than", "less_than", "between" },
};

static gboolean
is_given(const OrgYaml *mapping, const char *key)
{
    return org_yaml_get(mapping, key, NULL) != NULL;
}

/* The mapping over gives another of a group to which the key belongs, and not the key itself. */
static gboolean
is_excluded(const OrgYaml *over, const char *key)
{
    for (guint g = 0; g < G_N_ELEMENTS(exclusive); g++) {
        gboolean member = FALSE, other = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS(exclusive[g]) && exclusive[g][i]; i++) {
            const OrgYaml *value = org_yaml_get(over, exclusive[g][i], NULL);
            member |= !strcmp(exclusive[g][i], key);
            other |= value && !org_yaml_is_null(value);
        }
        if (member && other && !is_given(over, key))
            return TRUE;
    }
    return FALSE;
}

/* {into.id: a} as {into: {id: a}}, so that both spellings of a parameter meet. */
static OrgYaml *
nested(OrgYamlDoc *owner, OrgYaml *mapping)
{
    gboolean dotted = FALSE;
    for (guint i = 0; i < mapping->keys->len; i++)
        dotted |= strchr(((OrgYaml *) mapping->keys->pdata[i])->text, '.') != NULL;
    if (!dotted)
        return mapping;
    OrgYaml *out = org_yaml_make(owner, ORG_YAML_MAPPING, mapping);
    for (guint i = 0; i < mapping->keys->len; i++) {
        OrgYaml *key = mapping->keys->pdata[i], *value = mapping->items->pdata[i];
        const char *dot = strchr(key->text, '.');
        g_autofree char *head = dot ? g_strndup(key->text, (gsize) (dot - key->text)) : NULL;
        OrgYaml *there = head ? org_yaml_get(out, head, NULL) : NULL;
        if (!dot || dot == key->text || !dot[1] || (there && there->kind != ORG_YAML_MAPPING)) {
            org_yaml_put(out, key, value);
            continue;
        }
        OrgYaml *inner = there ? org_yaml_copy(owner, there) : org_yaml_make(owner, ORG_YAML_MAPPING, key);
        org_yaml_put(inner, org_yaml_make_text(owner, dot + 1, key), value);
        org_yaml_put(out, org_yaml_make_text(owner, head, key), nested(owner, inner));
    }
    return out;
}

static OrgYaml *
merge_mappings(OrgYamlDoc *owner, OrgYaml *base, OrgYaml *over)
{
    OrgYaml *out = org_yaml_make(owner, ORG_YAML_MAPPING, base);
    base = nested(owner, base);
    over = nested(owner, over);
    for (guint i = 0; i < base->keys->len; i++) {
        OrgYaml *key = base->keys->pdata[i], *mine = NULL;
        OrgYaml *value = org_yaml_get(over, key->text, &mine);
        if (value && !org_yaml_is_null(value)) {
            mine->instead = key;
            org_yaml_put(out, mine, org_extends_merge(owner, base->items->pdata[i], value));
        } else if (!value && !is_excluded(over, key->text))
            org_yaml_put(out, key, base->items->pdata[i]);
    }
    for (guint i = 0; i < over->keys->len; i++) {
        OrgYaml *key = over->keys->pdata[i], *value = over->items->pdata[i];
        if (!is_given(base, key->text) && !org_yaml_is_null(value))
            org_yaml_put(out, key, value);
    }
    return out;
}

OrgYaml *
org_extends_merge(OrgYamlDoc *owner, OrgYaml *base, OrgYaml *over)
{
    if (base->kind == ORG_YAML_MAPPING && over->kind == ORG_YAML_MAPPING)
        return merge_mappings(owner, base, over);
    over->instead = base;
    return over;
}

/* ---- the file's own keys */

/* Sections of names: each name may stand in another document. */
static gboolean
adds_up(const char *key)
{
    return !strcmp(key, "baselines") || !strcmp(key, "counting") || !strcmp(key, "types");
}

static OrgYaml *
last_root(const OrgExtending *extending)
{
    return extending->roots->pdata[extending->roots->len - 1];
}

static void
overlay_names(OrgExtending *extending, OrgYaml *key, const OrgYaml *names)
{
    for (guint i = 0; i < names->keys->len; i++) {
        OrgYaml *name = names->keys->pdata[i], *one = org_yaml_make(extending->owner, ORG_YAML_MAPPING, names);
        OrgYaml *root = last_root(extending);
        org_yaml_put(one, name, names->items->pdata[i]);
        for (guint d = 0; d < extending->roots->len; d++)
            if (is_given(org_yaml_get(extending->roots->pdata[d], key->text, NULL), name->text))
                root = extending->roots->pdata[d];
        OrgYaml *there = org_yaml_get(root, key->text, NULL);
        org_yaml_put(root, key, there ? org_extends_merge(extending->owner, there, one) : one);
    }
}

static void
overlay(OrgExtending *extending, OrgYaml *key, OrgYaml *value)
{
    OrgYaml *base = NULL;
    if (adds_up(key->text) && value->kind == ORG_YAML_MAPPING) {
        overlay_names(extending, key, value);
        return;
    }
    for (guint d = 0; d < extending->roots->len; d++) {
        OrgYaml *root = extending->roots->pdata[d], *there = org_yaml_get(root, key->text, NULL);
        base = there ? there : base;
        org_yaml_take_away(root, key->text);
    }
    if (!org_yaml_is_null(value))
        org_yaml_put(last_root(extending), key, base ? org_extends_merge(extending->owner, base, value) : value);
}

void
org_extends_overlay(OrgExtending *extending)
{
    const OrgYaml *root = extending->root;
    for (guint i = 0; i < root->keys->len; i++) {
        OrgYaml *key = root->keys->pdata[i];
        if (!g_strv_contains(org_extends_keys, key->text) && strcmp(key->text, "include"))
            overlay(extending, key, root->items->pdata[i]);
    }
}
