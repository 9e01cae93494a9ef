// SPDX-License-Identifier: MIT
/* Processes, steps, rules and metrics: each item is a mapping with exactly one feature besides the reserved keys. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>

enum { MOST_ITEMS = 10000 };

typedef struct {
    OrgReader *reader;
    OrgItemRole role;
    const OrgYaml *node; /* the item */
    const OrgYaml *key;  /* its feature's name */
    const OrgYaml *body; /* what stands below it */
    GHashTable *meant;   /* reserved keys and parameters that a wrong key was probably meant to be */
    gboolean misplaced;  /* parameters beside the feature instead of below it: said once */
    gboolean good;
} Item;

static const struct {
    const char *section, *keys[7];
    OrgKind kind;
    const char *hint;
} roles[] = {
    [ORG_ITEM_PROCESS] = { "processes", { "id", "note" }, ORG_PROCESS, M_("a process acts by itself, month by month") },
    [ORG_ITEM_STEP] = { "steps", { "at", "every", "over", "when", "given", "id", "note" }, ORG_OPERATOR, "" },
    [ORG_ITEM_RULE] = { "rules",
                        { "id", "note", "valid_from", "valid_to" },
                        ORG_RULE,
                        M_("a rule applies at every step from valid_from to valid_to") },
    [ORG_ITEM_METRIC] = { "metrics",
                          { "id", "note" },
                          ORG_METRIC,
                          M_("a metric is measured at the end of each period of clock:") },
};
static const char *const reserved[] = { "at", "every", "over",       "when",     "given",
                                        "id", "note",  "valid_from", "valid_to", NULL };
static const char *const section_of_kind[] = { "", "steps", "processes", "rules", "metrics", "" };

gboolean
org_item_key_is_reserved(const char *key)
{
    return g_strv_contains(reserved, key);
}

static gboolean
belongs(OrgItemRole role, const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(roles[role].keys) && roles[role].keys[i]; i++)
        if (strcmp(roles[role].keys[i], key) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
is_feature(const OrgReader *reader, const char *key)
{
    return strcmp(key, "sql") == 0 || org_catalogue_find(reader->catalogue, key);
}

G_GNUC_PRINTF(4, 5)
static void
complain(Item *item, const OrgYaml *at, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    org_reader_error(item->reader, at, code, "%s", text);
    item->good = FALSE;
}

/* Features of the kind that the role needs, and the role's reserved keys; NULL-terminated. */
static GPtrArray *
known_keys(Item *item, gboolean features_only)
{
    GPtrArray *known = g_ptr_array_new();
    const OrgCatalogue *catalogue = item->reader->catalogue;
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *feature = g_ptr_array_index(catalogue->features, i);
        if (feature->kind == roles[item->role].kind)
            g_ptr_array_add(known, feature->name);
    }
    if (item->role >= ORG_ITEM_RULE)
        g_ptr_array_add(known, (char *) "sql");
    for (guint i = 0; !features_only && i < 6 && roles[item->role].keys[i]; i++)
        g_ptr_array_add(known, (char *) roles[item->role].keys[i]);
    g_ptr_array_add(known, NULL);
    return known;
}

static char *
suggest_key(Item *item, const char *word, gboolean features_only)
{
    g_autoptr(GPtrArray) known = known_keys(item, features_only);
    return org_reader_suggest(word, (const char *const *) known->pdata);
}

static void
unknown_feature(Item *item, const OrgYaml *key)
{
    g_autoptr(GPtrArray) known = known_keys(item, TRUE);
    g_autofree char *quoted = org_yaml_quote(key->text),
                    *hinted = org_reader_hint(key->text, (const char *const *) known->pdata),
                    *kind = org_said_whole(org_kind_name(roles[item->role].kind));
    g_autofree char *text = org_said("there is no %s %s%s", kind, quoted, hinted);
    OrgLocation location = { key->doc->file, key->line, key->column, key };
    OrgDiag *diag = org_reader_say(item->reader, ORG_SEVERITY_ERROR, &location, "unknown-feature", text);
    item->good = FALSE;
    if (!diag)
        return;
    diag->id = g_strdup(key->text);
    diag->table = "feature";
}

/* A key that is neither reserved nor a feature, beside a feature that was found or will be. */
static void
stray_key(Item *item, const OrgYaml *key, const OrgFeatureInfo *feature)
{
    g_autofree char *quoted = org_yaml_quote(key->text);
    for (guint i = 0; feature && i < feature->params->len; i++) {
        const char *param = g_array_index(feature->params, OrgParamInfo, i).key;
        gsize length = strlen(key->text);
        if (strncmp(param, key->text, length) != 0 || (param[length] && param[length] != '.'))
            continue;
        for (guint p = 0; p < feature->params->len; p++)
            g_hash_table_add(item->meant, g_array_index(feature->params, OrgParamInfo, p).key);
        if (item->misplaced)
            return;
        item->misplaced = TRUE;
        complain(item, key, "misplaced-parameter", "%s is a parameter of %s: indent it below %s:", quoted,
                 feature->name, feature->name);
        return;
    }
    const char *meant = strlen(key->text) <= 64 ? org_nearest(key->text, reserved) : NULL;
    if (meant)
        g_hash_table_add(item->meant, (char *) meant);
    g_autofree char *suggestion = suggest_key(item, key->text, FALSE);
    complain(item, key, "unknown-key", "%s is neither a feature nor a key of an item under %s%s", quoted,
             roles[item->role].section, suggestion);
}

static gboolean
has_param(const OrgFeatureInfo *feature, const char *key)
{
    for (guint i = 0; feature && i < feature->params->len; i++)
        if (strcmp(g_array_index(feature->params, OrgParamInfo, i).key, key) == 0)
            return TRUE;
    return FALSE;
}

static OrgKind
kind_of(const Item *item, const char *key)
{
    const OrgFeatureInfo *feature = org_catalogue_find(item->reader->catalogue, key);
    return feature ? feature->kind : item->role == ORG_ITEM_RULE ? ORG_RULE : ORG_METRIC; /* sql is either */
}

/* The first feature of the kind that is needed here, else the first of any. */
static void
choose_feature(Item *item)
{
    const OrgYaml *node = item->node;
    for (guint i = 0; i < node->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(node->keys, i);
        if (g_strv_contains(reserved, key->text) || !is_feature(item->reader, key->text))
            continue;
        gboolean fits = kind_of(item, key->text) == roles[item->role].kind;
        if (item->key && !fits)
            continue;
        item->key = key;
        item->body = g_ptr_array_index(node->items, i);
        if (fits)
            return;
    }
}

/* The key that was probably meant to be the feature, when none is one. */
static const OrgYaml *
find_unknown(const Item *item)
{
    for (guint i = 0; !item->key && i < item->node->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(item->node->keys, i);
        if (!g_strv_contains(reserved, key->text) && !(strlen(key->text) <= 64 && org_nearest(key->text, reserved)))
            return key;
    }
    return NULL;
}

/* Find the item's feature, and complain about keys that do not belong. */
static void
find_feature(Item *item)
{
    choose_feature(item);
    const OrgYaml *node = item->node, *unknown = find_unknown(item);
    const OrgFeatureInfo *feature = item->key ? org_catalogue_find(item->reader->catalogue, item->key->text) : NULL;
    if (unknown)
        unknown_feature(item, unknown);
    gboolean misspelt = FALSE;
    for (guint i = 0; i < node->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(node->keys, i);
        if (g_strv_contains(reserved, key->text) || key == item->key || key == unknown)
            continue;
        if (is_feature(item->reader, key->text) && !has_param(feature, key->text)) {
            complain(item, key, "two-features", "%s and %s in one item; begin a new item (with \"- \") for the second",
                     item->key->text, key->text);
            continue;
        }
        stray_key(item, key, feature);
        g_autoptr(GPtrArray) known = known_keys(item, TRUE);
        misspelt |= strlen(key->text) <= 64 && org_nearest(key->text, (const char *const *) known->pdata);
    }
    if (item->key || unknown || misspelt)
        return;
    g_autofree char *suggestion = suggest_key(item, "", TRUE);
    g_autofree char *kind = org_said_whole(org_kind_name(roles[item->role].kind));
    complain(item, node, "missing-feature", "this item names no %s to use%s", kind, suggestion);
}

static void
check_kind(Item *item)
{
    if (!item->key)
        return;
    OrgKind kind = kind_of(item, item->key->text);
    if (kind == roles[item->role].kind)
        return;
    g_autofree char *where = kind < ORG_RENDERER ? org_said("; write it under %s:", section_of_kind[kind])
                                                 : org_said("; it draws finished runs and is no part of a scenario");
    static const char *const one[] = { "",           M_("an operator"), M_("a process"),
                                       M_("a rule"), M_("a metric"),    M_("a renderer") };
    complain(item, item->key, "wrong-kind", "%s is %s, not %s%s", item->key->text, one[kind],
             one[roles[item->role].kind], where);
    g_hash_table_add(item->meant, (char *) "at");
}

static void
read_time(Item *item, OrgItem *out)
{
    OrgReader *reader = item->reader;
    const OrgYaml *at = org_yaml_get(item->node, "at", NULL), *every = org_yaml_get(item->node, "every", NULL);
    const OrgYaml *over = org_yaml_get(item->node, "over", NULL), *when = org_yaml_get(item->node, "when", NULL);
    if (at && every)
        complain(item, every, "bad-value", "at: and every: both say when; keep one");
    if (at && !org_read_months(reader, at, "at:", out->at))
        item->good = FALSE;
    if (every && !at && !org_read_every(reader, every, "every:", out->at))
        item->good = FALSE;
    gboolean meant = g_hash_table_contains(item->meant, "at") || g_hash_table_contains(item->meant, "every");
    if (!at && !every && !meant)
        complain(item, item->node, "missing-key", "this step does not say when: at: 2022-07 or every: year");
    if (over && !org_read_duration(reader, over, "over:", &out->over))
        item->good = FALSE;
    const OrgYaml *given = org_yaml_get(item->node, "given", NULL);
    if (given && !org_reader_flag(reader, given, "given:", &out->given))
        item->good = FALSE;
    out->when = when ? g_strdup(org_reader_text(reader, when, "when:")) : NULL;
    if (when && !out->when)
        item->good = FALSE;
    if (when)
        out->when_line = when->line, out->when_column = when->column;
}

static void
read_validity(Item *item, OrgItem *out)
{
    const OrgYaml *from = org_yaml_get(item->node, "valid_from", NULL),
                  *to = org_yaml_get(item->node, "valid_to", NULL);
    if (from && !org_reader_month(item->reader, from, "valid_from:", &out->valid_from))
        item->good = FALSE;
    if (to && !org_reader_month(item->reader, to, "valid_to:", &out->valid_to))
        item->good = FALSE;
    if (item->good && from && to && out->valid_from > out->valid_to)
        complain(item, to, "bad-value", "valid_to: is before valid_from:");
}

static void
check_reserved(Item *item)
{
    gboolean wrong_kind = g_hash_table_contains(item->meant, "at") && item->role != ORG_ITEM_STEP;
    for (guint i = 0; i < item->node->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(item->node->keys, i);
        if (!g_strv_contains(reserved, key->text) || belongs(item->role, key->text))
            continue;
        gboolean timing = strcmp(key->text, "at") == 0 || strcmp(key->text, "every") == 0;
        if (wrong_kind && timing) /* a step in the wrong section is one mistake */
            continue;
        complain(item, key, "unknown-key", "%s: does not belong to an item under %s%s%s", key->text,
                 roles[item->role].section, *roles[item->role].hint ? "; " : "", roles[item->role].hint);
    }
}

/* An id that the user gave; NULL when there is none or it is no good. */
static const char *
read_id(Item *item)
{
    OrgReader *reader = item->reader;
    const OrgYaml *node = org_yaml_get(item->node, "id", NULL);
    if (!node)
        return NULL;
    if (!org_reader_id(reader, node, "id:")) {
        item->good = FALSE;
        return NULL;
    }
    const OrgYaml *first = g_hash_table_lookup(reader->ids, node->text);
    if (first) {
        complain(item, node, "duplicate-id", "the id \"%s\" is taken by the item in %s:%u", node->text,
                 first->doc->file, first->line);
        return NULL;
    }
    g_hash_table_insert(reader->ids, (char *) node->text, (gpointer) node);
    return node->text;
}

static OrgMessage *
read_note(Item *item)
{
    const OrgYaml *node = org_yaml_get(item->node, "note", NULL);
    OrgMessage *said = node ? org_reader_said(item->reader, node, "note:") : NULL;
    if (node && !said)
        item->good = FALSE;
    return said ? said : (OrgMessage *) g_strdup("");
}

/* A metric becomes one item for each of its counting rules; the rest one item each. */
static void
add_metric(Item *item, const OrgFeatureInfo *feature, OrgValueInfo *values, OrgCountingList *list, const char *id,
           const OrgMessage *note)
{
    OrgReader *reader = item->reader;
    g_autofree char *own = id ? g_strdup(id) : org_reader_unique(reader, feature ? feature->name : "metric");
    g_autoptr(GArray) made = NULL;
    if (feature)
        made = org_metric_add(reader, feature, values, list, item->node, own, note, FALSE);
    else
        made = org_metric_add_sql(reader, item->body->text, item->body, own, note, FALSE);
    if (id && made->len == 1)
        ((OrgItem *) g_ptr_array_index(reader->plan->items, g_array_index(made, guint, 0)))->id_given = TRUE;
    org_metric_name(reader, own, made);
}

static void
read_metric(Item *item, const OrgFeatureInfo *feature, const char *id, const OrgMessage *note)
{
    OrgReader *reader = item->reader;
    OrgCountingList list = { .may_list = TRUE };
    guint n = feature ? feature->params->len : 0;
    OrgValueInfo *values = g_new0(OrgValueInfo, n + 1);
    if (feature && !org_read_params(reader, feature, item->body, item->key, item->meant, &list, values))
        item->good = FALSE;
    if (!feature && !org_reader_text(reader, item->body, "sql:"))
        item->good = FALSE;
    if (item->good)
        add_metric(item, feature, values, &list, id, note);
    for (guint i = 0; i < n; i++)
        org_value_clear(&values[i]);
    g_free(values);
    if (list.names)
        g_ptr_array_unref(list.names);
}

/* step-3 written out, as a plan made of another one does, is no name: draws are by its place, as before. */
static gboolean
is_made_id(const OrgItem *item, const char *id)
{
    return item->role == ORG_ITEM_STEP && g_str_has_prefix(id, "step-") &&
           g_ascii_string_to_unsigned(id + strlen("step-"), 10, 1, G_MAXUINT, NULL, NULL);
}

static void
make_id(OrgReader *reader, OrgItem *out, const char *id, guint ordinal)
{
    g_autofree char *base = out->role == ORG_ITEM_STEP ? g_strdup_printf("step-%u", ordinal)
                                                       : g_strdup(out->feature ? out->feature->name
                                                                  : out->sql   ? "rule"
                                                                               : "item");
    out->id = id ? g_strdup(id) : org_reader_unique(reader, base);
    out->id_given = id && !is_made_id(out, id);
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(own, out->index);
    if (out->role == ORG_ITEM_PROCESS) /* processes measure, too */
        org_metric_name(reader, out->id, own);
}

static void
read_other(Item *item, const OrgFeatureInfo *feature, const char *id, OrgMessage *note, guint ordinal)
{
    OrgReader *reader = item->reader;
    OrgItem *out = org_item_new(reader, item->role, item->node);
    g_free(out->note);
    out->note = note;
    out->feature = feature;
    if (feature) {
        out->values = g_new0(OrgValueInfo, feature->params->len + 1);
        org_read_params(reader, feature, item->body, item->key, item->meant, NULL, out->values);
    }
    if (!feature && item->key)
        out->sql = g_strdup(org_reader_text(reader, item->body, "sql:"));
    if (item->role == ORG_ITEM_STEP)
        read_time(item, out);
    if (item->role == ORG_ITEM_RULE)
        read_validity(item, out);
    make_id(reader, out, id, ordinal);
}

static void
read_item(OrgReader *reader, OrgItemRole role, const OrgYaml *node, guint ordinal)
{
    if (!org_reader_mapping(reader, node, M_("an item")))
        return;
    g_autoptr(GHashTable) meant = g_hash_table_new(g_str_hash, g_str_equal);
    Item item = { .reader = reader, .role = role, .node = node, .meant = meant, .good = TRUE };
    guint before = org_reader_errors(reader), first = reader->plan->assumptions->len, items = reader->plan->items->len;
    find_feature(&item);
    check_kind(&item);
    check_reserved(&item);
    const char *id = read_id(&item);
    g_autofree OrgMessage *note = read_note(&item);
    const OrgFeatureInfo *feature = item.key ? org_catalogue_find(reader->catalogue, item.key->text) : NULL;
    if (role == ORG_ITEM_METRIC && item.key)
        read_metric(&item, feature, id, note);
    else if (role != ORG_ITEM_METRIC)
        read_other(&item, feature, id, g_steal_pointer(&note), ordinal);
    if (reader->plan->items->len > items && item.key) {
        const char *path[] = { "change", ((OrgItem *) reader->plan->items->pdata[items])->id, item.key->text, NULL };
        org_assumptions_name(reader, first, path);
    }
    if (org_reader_errors(reader) == before)
        return;
    const OrgYaml *given = org_yaml_get(node, "id", NULL);
    if (given && given->text)
        org_reader_flaw(reader, "metric", given->text);
    else if (item.key)
        org_reader_flaw(reader, "metric", item.key->text);
}

/* steps: may be the path of a table, one step for each row. */
static const OrgYaml *
as_list(OrgReader *reader, OrgItemRole role, const OrgYaml *section)
{
    gboolean path = role == ORG_ITEM_STEP && section->kind == ORG_YAML_SCALAR && !org_yaml_is_null(section);
    return path ? org_plan_sheet(reader, section) : section;
}

static void
read_role(OrgReader *reader, OrgItemRole role)
{
    const OrgYaml *section;
    guint ordinal = 0;
    ORG_EACH_SECTION(reader, roles[role].section, section)
    {
        if (org_yaml_is_null(section))
            continue;
        section = as_list(reader, role, section);
        if (section->kind != ORG_YAML_SEQUENCE) {
            org_reader_error(reader, section, "bad-value",
                             "%s: is %s, expected a list of items (lines that begin with \"- \")", roles[role].section,
                             org_yaml_kind_name(section));
            reader->unsure = TRUE;
            continue;
        }
        for (guint i = 0; i < section->items->len; i++) {
            if (reader->plan->items->len >= MOST_ITEMS) {
                org_reader_error(reader, section, "too-big", "the scenario has more than %d items", MOST_ITEMS);
                reader->unsure = TRUE;
                return;
            }
            read_item(reader, role, g_ptr_array_index(section->items, i), ++ordinal);
        }
    }
}

/* Ids that users gave are taken before any is made. */
static void
take_ids(OrgReader *reader, OrgItemRole role)
{
    const OrgYaml *section;
    ORG_EACH_SECTION(reader, roles[role].section, section)
    {
        section = as_list(reader, role, section);
        for (guint i = 0; section->kind == ORG_YAML_SEQUENCE && i < section->items->len; i++) {
            const OrgYaml *id = org_yaml_get(g_ptr_array_index(section->items, i), "id", NULL);
            if (id && id->text)
                g_hash_table_add(reader->taken, g_strdup(id->text));
        }
    }
}

void
org_read_items(OrgReader *reader)
{
    for (OrgItemRole role = ORG_ITEM_PROCESS; role <= ORG_ITEM_METRIC; role++)
        take_ids(reader, role);
    for (OrgItemRole role = ORG_ITEM_PROCESS; role <= ORG_ITEM_METRIC; role++)
        read_role(reader, role);
}
