// SPDX-License-Identifier: MIT
/* One value of a parameter, by its type. The feature's fallbacks are read by the same code. */
#include "reader.h"
#include <math.h>
#include <string.h>

static gboolean
is_set(OrgType type)
{
    return type == ORG_UNIT_SET || type == ORG_POST_SET || type == ORG_PERSON_SET;
}

static const char *
last_part(const char *key)
{
    const char *dot = strrchr(key, '.');
    return dot ? dot + 1 : key;
}

static gboolean
wrong(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, const char *hint)
{
    g_autofree char *found =
        node->kind == ORG_YAML_SCALAR && !org_yaml_is_null(node) ? org_yaml_quote(node->text) : NULL;
    org_reader_error(reader, node, "bad-value", "%s is %s, expected %s%s", param->key,
                     found ? found : org_yaml_kind_name(node), org_type_words(param->type), hint);
    return FALSE;
}

static gboolean
check_range(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, const OrgValueInfo *value)
{
    if (param->min == 0 && param->max == 0)
        return TRUE;
    /* A share has no common scale with the bounds of a count: only its sign is judged. */
    gboolean share = param->type == ORG_AMOUNT && value->relative;
    double number = value->number;
    if (share ? (param->min < 0 || number >= 0) : (number >= param->min && number <= param->max))
        return TRUE;
    double scale = param->type == ORG_PERCENT ? 100 : 1;
    const char *sign = param->type == ORG_PERCENT ? "%" : "";
    char low[40], high[40];
    g_autofree char *quoted = org_yaml_quote(node->text);
    if (share)
        org_reader_error(reader, node, "out-of-range", "%s is %s, which is below 0", param->key, quoted);
    else
        org_reader_error(reader, node, "out-of-range", "%s is %s, expected from %s%s to %s%s%s%s", param->key, quoted,
                         org_number_text(param->min * scale, low), sign, org_number_text(param->max * scale, high),
                         sign, param->unit ? " " : "", param->unit ? param->unit : "");
    return FALSE;
}

static gboolean
read_number(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    const char *text = node->kind == ORG_YAML_SCALAR ? node->text : NULL;
    if (!text || !org_parse_amount(text, &value->number, &value->relative)) {
        const char *hint = !text                       ? ""
                           : strchr(text, ',') != NULL ? "; write the decimal sign as a point, thousands without a sign"
                           : g_str_has_suffix(text, " percent") ? "; write the % sign"
                                                                : "";
        return wrong(reader, param, node, hint);
    }
    if (param->type == ORG_PERCENT && !value->relative)
        return wrong(reader, param, node, "; the % sign is missing");
    if (param->type != ORG_PERCENT && param->type != ORG_AMOUNT && value->relative)
        return wrong(reader, param, node, " without a % sign");
    if (param->type == ORG_INT && (value->number != floor(value->number) || fabs(value->number) > 9007199254740992.0))
        return wrong(reader, param, node, "");
    return check_range(reader, param, node, value);
}

static gboolean
read_choice(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    guint index;
    static const char *const none[] = { NULL };
    const char *const *choices = param->choices ? (const char *const *) param->choices : none;
    if (!org_reader_choice(reader, node, param->key, choices, &index))
        return FALSE;
    value->number = index;
    value->text = g_strdup(choices[index]);
    return TRUE;
}

static gboolean
read_baseline(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    const char *name = org_reader_text(reader, node, param->key);
    if (!name)
        return FALSE;
    value->text = g_strdup(name);
    const OrgBaseline *baseline = org_plan_baseline(reader->plan, name);
    g_autofree char *quoted = org_yaml_quote(name);
    if (baseline && baseline->kind == ORG_BASELINE_VALUES && !org_reader_is_flawed(reader, "baseline", name)) {
        org_reader_error(reader, node, "baseline-without-organisation",
                         "%s is %s, a baseline of values only; one with an organisation (snapshot: or units:) or start "
                         "is expected",
                         param->key, quoted);
        return FALSE;
    }
    if (baseline || reader->unsure || org_reader_is_flawed(reader, "baseline", name))
        return TRUE;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < reader->plan->baselines->len; i++)
        g_ptr_array_add(names, ((OrgBaseline *) g_ptr_array_index(reader->plan->baselines, i))->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) names->pdata);
    org_reader_error(reader, node, "unknown-baseline", "%s is %s, which is no baseline of this scenario%s", param->key,
                     quoted, suggestion);
    return FALSE;
}

gboolean
org_value_count(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, const char *name,
                OrgValueInfo *value)
{
    const char *table = param->type == ORG_UNIT_SET ? "units" : param->type == ORG_POST_SET ? "posts" : "people";
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *quoted = org_yaml_quote(name);
    for (guint i = 0; i < reader->plan->countings->len; i++) {
        const OrgCounting *counting = g_ptr_array_index(reader->plan->countings, i);
        g_ptr_array_add(names, counting->name);
        if (strcmp(counting->name, name) != 0)
            continue;
        /* A rule over units also counts their posts and the people in them. */
        if (strcmp(counting->table, table) != 0 && strcmp(counting->table, "units") != 0) {
            org_reader_error(reader, node, "wrong-table", "the counting rule %s counts %s, but %s are needed here",
                             quoted, counting->table, table);
            return FALSE;
        }
        g_free(value->counting);
        g_free(value->where);
        value->counting = g_strdup(name);
        value->where = g_strdup(counting->where);
        return TRUE;
    }
    if (reader->unsure || org_reader_is_flawed(reader, "counting", name))
        return TRUE;
    g_ptr_array_add(names, NULL);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) names->pdata);
    org_reader_error(reader, node, "unknown-counting", "%s is no counting rule of this scenario%s", quoted,
                     names->len > 1 ? suggestion : "; counting: defines none");
    return FALSE;
}

static gboolean
read_countings(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
               OrgValueInfo *value)
{
    if (node->kind != ORG_YAML_SEQUENCE) {
        const char *name = org_reader_text(reader, node, param->key);
        return name && org_value_count(reader, param, node, name, value);
    }
    if (!list || !list->may_list || list->names || node->items->len == 0) {
        org_reader_error(reader, node, "bad-value", "%s",
                         node->items->len == 0 ? "the list of counting rules is empty"
                         : list && list->names ? "only one parameter of a metric may list several counting rules"
                                               : "only metrics and targets may list several counting rules; name one");
        return FALSE;
    }
    gboolean good = TRUE;
    list->names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < node->items->len; i++) {
        const OrgYaml *item = g_ptr_array_index(node->items, i);
        const char *name = org_reader_text(reader, item, param->key);
        OrgValueInfo scratch = { 0 };
        if (name && g_ptr_array_find_with_equal_func(list->names, name, g_str_equal, NULL)) {
            g_autofree char *quoted = org_yaml_quote(name);
            org_reader_error(reader, item, "duplicate-id", "the counting rule %s stands twice in this list", quoted);
            name = NULL;
        }
        if (!name || !org_value_count(reader, param, item, name, i ? &scratch : value))
            good = FALSE;
        else
            g_ptr_array_add(list->names, g_strdup(name));
        org_value_clear(&scratch);
    }
    return good;
}

static gboolean
read_ids(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    gboolean good = TRUE;
    value->ids = g_new0(char *, node->items->len + 1);
    guint n = 0;
    for (guint i = 0; i < node->items->len; i++) {
        const char *id = org_reader_text(reader, g_ptr_array_index(node->items, i), param->key);
        if (id)
            value->ids[n++] = g_strdup(id);
        good = good && id;
    }
    return good;
}

/* {where: "…"} or {counting: name} */
static gboolean
read_set_mapping(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
                 OrgValueInfo *value)
{
    static const char *const keys[] = { "where", "counting", NULL };
    const OrgYaml *where = org_yaml_get(node, "where", NULL), *counting = org_yaml_get(node, "counting", NULL);
    guint before = org_reader_errors(reader);
    org_reader_keys(reader, node, param->key, keys);
    if (org_reader_errors(reader) > before)
        return FALSE;
    if (!where == !counting) {
        org_reader_error(reader, node, "bad-value", "%s needs either where: with SQL or counting: with a rule's name",
                         param->key);
        return FALSE;
    }
    if (counting)
        return read_countings(reader, param, counting, list, value);
    value->where = g_strdup(org_reader_text(reader, where, "where:"));
    if (value->where)
        value->line = where->line, value->column = where->column;
    return value->where != NULL;
}

static gboolean
read_set(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list, OrgValueInfo *value)
{
    const char *key = last_part(param->key);
    if (node->kind == ORG_YAML_MAPPING)
        return read_set_mapping(reader, param, node, list, value);
    if (strcmp(key, "counting") == 0)
        return read_countings(reader, param, node, list, value);
    if (node->kind == ORG_YAML_SEQUENCE)
        return read_ids(reader, param, node, value);
    const char *text = org_reader_text(reader, node, param->key);
    if (!text)
        return FALSE;
    if (strcmp(key, "where") == 0 || g_str_has_suffix(key, "_where")) {
        value->where = g_strdup(text);
        return TRUE;
    }
    value->ids = g_new0(char *, 2);
    if (*text)
        value->ids[0] = g_strdup(text);
    return TRUE;
}

static gboolean
read_text(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    value->text = g_strdup(org_reader_text(reader, node, param->key));
    g_autofree char *stranger = value->text ? org_param_stranger(param, value->text) : NULL;
    if (!stranger)
        return value->text != NULL;
    g_autofree char *all = g_strjoinv(", ", param->choices);
    org_reader_error(reader, node, "bad-choice", "%s is \"%s\"; expected %s, or several with commas between",
                     param->key, stranger, all);
    return FALSE;
}

static gboolean
read_by_type(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
             OrgValueInfo *value)
{
    OrgMonth month;
    gboolean flag;
    switch (param->type) {
    case ORG_BOOL:
        if (!org_reader_flag(reader, node, param->key, &flag))
            return FALSE;
        value->number = flag;
        return TRUE;
    case ORG_INT:
    case ORG_REAL:
    case ORG_PERCENT:
    case ORG_AMOUNT:
        return read_number(reader, param, node, value);
    case ORG_DATE:
        if (!org_reader_month(reader, node, param->key, &month))
            return FALSE;
        value->number = month;
        return TRUE;
    case ORG_CHOICE:
        return read_choice(reader, param, node, value);
    case ORG_BASELINE:
        return read_baseline(reader, param, node, value);
    case ORG_UNIT_SET:
    case ORG_POST_SET:
    case ORG_PERSON_SET:
        return read_set(reader, param, node, list, value);
    case ORG_TABLE: {
        OrgTableRead table = { 0 };
        gboolean good = org_read_table(reader, param->columns, node, param->key, &table);
        value->table = g_steal_pointer(&table.value);
        org_table_read_clear(&table);
        return good;
    }
    default:
        return read_text(reader, param, node, value);
    }
}

gboolean
org_read_value(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
               OrgValueInfo *value)
{
    value->given = TRUE;
    value->line = node->line;
    value->column = node->column;
    guint listed = list && list->names ? list->names->len : 0;
    gboolean good = read_by_type(reader, param, node, list, value);
    if (!value->text)
        value->text = g_strdup("");
    if (list && list->names && !listed)
        list->param = -2; /* set by the caller, who knows the index */
    return good;
}

/* What an empty fallback means: nothing there. */
static void
make_empty(const OrgParamInfo *param, OrgValueInfo *value)
{
    value->text = g_strdup("");
    if (is_set(param->type))
        value->ids = g_new0(char *, 1);
    if (param->type == ORG_REAL || param->type == ORG_PERCENT || param->type == ORG_AMOUNT)
        value->number = NAN;
    if (param->type == ORG_DATE)
        value->number = ORG_UNKNOWN;
}

gboolean
org_value_fallback(OrgReader *reader, const OrgFeatureInfo *feature, const OrgParamInfo *param, const OrgYaml *at,
                   OrgValueInfo *value)
{
    if (!*param->fallback) {
        make_empty(param, value);
        return TRUE;
    }
    /* read as its own small file, whose problems are told in one sentence at the item */
    OrgYamlDoc doc = { .file = (char *) "" };
    OrgYaml scalar = {
        .doc = &doc, .kind = ORG_YAML_SCALAR, .plain = FALSE, .line = 1, .column = 1, .text = param->fallback
    };
    doc.bytes = g_bytes_new_static("", 0);
    doc.lines = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_autoptr(OrgDiags) own = org_diags_new();
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    OrgReader quiet = *reader;
    quiet.diags = own;
    quiet.said = said;
    quiet.n_said = 0;
    g_autoptr(GBytes) bytes = g_bytes_new(param->fallback, strlen(param->fallback));
    gboolean flow = *param->fallback == '[' && (is_set(param->type) || param->type == ORG_TABLE);
    g_autoptr(OrgYamlDoc) list = flow ? org_yaml_read("fallback", bytes, own) : NULL;
    gboolean good = org_read_value(&quiet, param, list && list->root ? list->root : &scalar, NULL, value);
    g_bytes_unref(doc.bytes);
    g_array_unref(doc.lines);
    value->given = FALSE;
    value->line = value->column = 0;
    if (good)
        return TRUE;
    const OrgDiag *first = org_diags_size(own) ? org_diags_get(own, 0) : NULL;
    org_reader_error(reader, at, "bad-fallback", "%s: the plugin's own default cannot be used, so give a value: %s",
                     feature->name, first ? first->text : param->fallback);
    return FALSE;
}
