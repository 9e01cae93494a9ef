// SPDX-License-Identifier: MIT
/* Targets: a metric, a comparison, and the months when it is judged. */
#include "reader.h"
#include "../base/message.h"
#include "scalar.h"
#include <math.h>
#include <string.h>

typedef struct {
    OrgReader *reader;
    const OrgYaml *node;
    const OrgYaml *at; /* where to point: the id, or the item */
    OrgTarget *out;
    gboolean spelt; /* no unknown key: what is missing is missing, not misspelt */
    gboolean share; /* a level written in percent: its figures are shares */
} Target;

static const char *const target_keys[] = { "id",        "title",       "note",    "source",   "confidence",
                                           "metric",    "with",        "sql",     "series",   "unit",
                                           "against",   "change",      "equals",  "at_least", "at_most",
                                           "more_than", "less_than",   "between", "by",       "every",
                                           "average",   "measured_in", "counted", "basis",    NULL };
static const struct {
    const char *key, *sign;
    OrgCompare compare;
} comparisons[] = {
    { "change", "", ORG_CMP_CHANGE },         { "equals", "= ", ORG_CMP_EQUALS },
    { "at_least", ">= ", ORG_CMP_AT_LEAST },  { "at_most", "<= ", ORG_CMP_AT_MOST },
    { "more_than", "> ", ORG_CMP_MORE_THAN }, { "less_than", "< ", ORG_CMP_LESS_THAN },
    { "between", "", ORG_CMP_BETWEEN },
};

static const OrgYaml *
get(const Target *target, const char *key)
{
    return org_yaml_get(target->node, key, NULL);
}

static char *
text_of(Target *target, const char *key, const char *otherwise)
{
    const OrgYaml *node = get(target, key);
    g_autofree char *what = g_strconcat(key, ":", NULL);
    const char *text = node ? org_reader_text(target->reader, node, what) : NULL;
    return g_strdup(text ? text : otherwise);
}

static OrgMessage *
said_of(Target *target, const char *key, const char *otherwise)
{
    const OrgYaml *node = get(target, key);
    g_autofree char *what = g_strconcat(key, ":", NULL);
    OrgMessage *said = node ? org_reader_said(target->reader, node, what) : NULL;
    return said ? said : (OrgMessage *) g_strdup(otherwise);
}

/* ---- the metric */

static void
unknown_metric(Target *target, const OrgYaml *node, const char *name)
{
    OrgReader *reader = target->reader;
    if (reader->unsure || org_reader_is_flawed(reader, "metric", name))
        return;
    g_autofree char *quoted = org_yaml_quote(name);
    const OrgFeatureInfo *feature = org_catalogue_find(reader->catalogue, name);
    if (feature) {
        g_autofree char *kind = org_said_whole(org_kind_name(feature->kind));
        org_reader_error(reader, node, "wrong-kind", "%s is a feature of kind %s, not a metric", quoted, kind);
        return;
    }
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint i = 0; i < reader->plan->items->len && i < 1000; i++) {
        const OrgItem *item = g_ptr_array_index(reader->plan->items, i);
        if (item->role == ORG_ITEM_METRIC && !item->for_target)
            g_ptr_array_add(known, item->id);
    }
    for (guint i = 0; i < reader->catalogue->features->len; i++) {
        const OrgFeatureInfo *other = g_ptr_array_index(reader->catalogue->features, i);
        if (other->kind == ORG_METRIC)
            g_ptr_array_add(known, other->name);
    }
    g_ptr_array_add(known, NULL);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) known->pdata);
    org_reader_error(reader, node, "unknown-metric", "there is no metric %s%s", quoted, suggestion);
}

static void
take_items(Target *target, const GArray *items)
{
    g_array_set_size(target->out->metrics, 0);
    if (!items->len)
        return;
    g_array_append_vals(target->out->metrics, items->data, items->len);
    target->out->metric = g_array_index(items, guint, 0);
}

static void
use_feature(Target *target, const OrgFeatureInfo *feature, const OrgYaml *at, const OrgYaml *with)
{
    OrgCountingList list = { .may_list = TRUE };
    OrgValueInfo *values = g_new0(OrgValueInfo, feature->params->len + 1);
    if (org_read_params(target->reader, feature, with, at, NULL, &list, values)) {
        g_autoptr(GArray) items = org_metric_add(target->reader, feature, values, &list, at, feature->name, NULL, TRUE);
        take_items(target, items);
    }
    for (guint i = 0; i < feature->params->len; i++)
        org_value_clear(&values[i]);
    g_free(values);
    if (list.names)
        g_ptr_array_unref(list.names);
}

/* A name as it is, or NAME.SERIES. What the name is stays in *name. */
static gboolean
resolve(Target *target, const OrgYaml *node, const OrgYaml *with, const char *name)
{
    OrgReader *reader = target->reader;
    const GArray *items = g_hash_table_lookup(reader->metrics, name);
    const OrgFeatureInfo *feature = org_catalogue_find(reader->catalogue, name);
    gboolean is_metric = feature && feature->kind == ORG_METRIC;
    if (items && !(with && is_metric)) {
        if (with)
            org_reader_error(reader, with, "bad-value",
                             "with: gives parameters to a metric's feature, but %s is an item that has its own", name);
        take_items(target, items);
        return TRUE;
    }
    if (org_reader_is_flawed(reader, "metric", name) && !is_metric)
        return TRUE;
    if (is_metric)
        use_feature(target, feature, node, with);
    return is_metric;
}

static void
read_named(Target *target, const OrgYaml *node)
{
    const OrgYaml *with = get(target, "with");
    const char *name = org_reader_text(target->reader, node, "metric:");
    if (!name || resolve(target, node, with, name))
        return;
    const char *dot = strrchr(name, '.');
    g_autofree char *head = g_strndup(name, dot ? (gsize) (dot - name) : 0);
    if (!dot || !dot[1] || !resolve(target, node, with, head)) {
        unknown_metric(target, node, name);
        return;
    }
    if (get(target, "series"))
        org_reader_error(target->reader, get(target, "series"), "bad-value",
                         "series: and metric: NAME.SERIES both name a series; keep one");
    g_free(target->out->series);
    target->out->series = g_strdup(dot + 1);
}

static void
read_metric(Target *target)
{
    OrgReader *reader = target->reader;
    const OrgYaml *metric = get(target, "metric"), *sql = get(target, "sql"), *with = get(target, "with");
    if (metric && sql)
        org_reader_error(reader, sql, "bad-value", "metric: and sql: both say what is measured; keep one");
    if (!metric && with)
        org_reader_error(reader, with, "bad-value", "with: gives parameters to a metric; name it by metric:");
    if (metric) {
        read_named(target, metric);
    } else if (sql) {
        const char *text = org_reader_text(reader, sql, "sql:");
        if (!text)
            return;
        g_autoptr(GArray) items = org_metric_add_sql(reader, text, sql, target->out->id, NULL, TRUE);
        take_items(target, items);
    } else if (target->spelt && !with) {
        org_reader_error(reader, target->at, "missing-key",
                         "this target does not say what is measured: metric: or sql:");
    }
}

/* ---- the comparison */

static void
read_change(Target *target, const OrgYaml *node)
{
    OrgTarget *out = target->out;
    const char *text = org_reader_text(target->reader, node, "change:");
    if (!text)
        return;
    g_autofree char *quoted = org_yaml_quote(text);
    if (!org_parse_amount(text, &out->low, &out->relative))
        org_reader_error(target->reader, node, "bad-value",
                         "change: is %s, expected a signed number such as -45 or a signed percentage such as -20%%",
                         quoted);
    else if (out->low == 0)
        org_reader_error(target->reader, node, "bad-value", "change: is 0; for no change at all write equals: 0");
    else if (out->low > 0 && *text != '+')
        org_reader_error(target->reader, node, "bad-value",
                         "change: is %s, expected a sign: -20%% means at least 20%% fewer, +20%% at least 20%% more",
                         quoted);
    out->high = out->low;
    out->required = g_strdup(text);
}

static void
read_between(Target *target, const OrgYaml *node)
{
    OrgTarget *out = target->out;
    if (node->kind != ORG_YAML_SEQUENCE || node->items->len != 2) {
        org_reader_error(target->reader, node, "bad-value", "between: expects two numbers: [9000, 10000]");
        return;
    }
    const OrgYaml *low = g_ptr_array_index(node->items, 0), *high = g_ptr_array_index(node->items, 1);
    gboolean percent[2];
    gboolean good = org_reader_number(target->reader, low, "between:", &out->low, &percent[0]);
    if (!org_reader_number(target->reader, high, "between:", &out->high, &percent[1]) || !good)
        return;
    target->share = percent[0] || percent[1];
    if (out->low > out->high)
        org_reader_error(target->reader, node, "bad-value", "between: expects the smaller number first");
    out->required = g_strdup_printf("between %s and %s", low->text, high->text);
}

static void
read_bound(Target *target, const OrgYaml *node, const char *key, const char *sign)
{
    OrgTarget *out = target->out;
    gboolean relative;
    g_autofree char *what = g_strconcat(key, ":", NULL);
    if (!org_reader_number(target->reader, node, what, &out->low, &relative))
        return;
    out->high = out->low;
    out->required = g_strconcat(sign, node->text, NULL);
    if (out->against && out->compare == ORG_CMP_EQUALS) {
        out->compare = ORG_CMP_CHANGE_EQUALS;
        out->relative = relative;
    } else
        target->share = relative;
}

static void
read_comparison(Target *target)
{
    OrgReader *reader = target->reader;
    int found = -1;
    for (guint i = 0; i < G_N_ELEMENTS(comparisons); i++) {
        const OrgYaml *node = get(target, comparisons[i].key);
        if (!node)
            continue;
        if (found >= 0) {
            org_reader_error(reader, node, "bad-value",
                             "%s: and %s: in one target; a target has one comparison, so write a second target",
                             comparisons[found].key, comparisons[i].key);
            continue;
        }
        found = (int) i;
        target->out->compare = comparisons[i].compare;
        if (target->out->compare == ORG_CMP_CHANGE)
            read_change(target, node);
        else if (target->out->compare == ORG_CMP_BETWEEN)
            read_between(target, node);
        else
            read_bound(target, node, comparisons[i].key, comparisons[i].sign);
    }
    if (found < 0) {
        if (target->spelt)
            org_reader_error(
                reader, target->at, "missing-key",
                "this target does not say what is required: change:, equals:, at_least:, at_most:, more_than:, "
                "less_than: or between:");
        return;
    }
    OrgCompare compare = target->out->compare;
    const OrgYaml *against = get(target, "against");
    if (compare == ORG_CMP_CHANGE && !against && target->spelt)
        org_reader_error(reader, get(target, "change"), "missing-key",
                         "change: needs against: the baseline that it is a change of");
    if (against && compare != ORG_CMP_CHANGE && compare != ORG_CMP_CHANGE_EQUALS && compare != ORG_CMP_EQUALS)
        org_reader_error(reader, against, "bad-value",
                         "against: goes with change: or equals:, not with %s:", comparisons[found].key);
}

static void
read_against(Target *target)
{
    OrgReader *reader = target->reader;
    const OrgYaml *node = get(target, "against"), *average = get(target, "average");
    const char *name = node ? org_reader_text(reader, node, "against:") : NULL;
    if (node)
        target->out->against = g_strdup(name ? name : "");
    gboolean previous = name && strcmp(name, "previous") == 0;
    if (average && org_reader_flag(reader, average, "average:", &target->out->average) && target->out->average &&
        !previous && (name || !node))
        org_reader_error(reader, average, "bad-value", "average: goes with against: previous (a year before)");
    if (!name || previous || org_plan_baseline(reader->plan, name) || reader->unsure ||
        org_reader_is_flawed(reader, "baseline", name))
        return;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < reader->plan->baselines->len; i++)
        g_ptr_array_add(names, ((OrgBaseline *) g_ptr_array_index(reader->plan->baselines, i))->name);
    g_ptr_array_add(names, (char *) "previous");
    g_ptr_array_add(names, NULL);
    g_autofree char *quoted = org_yaml_quote(name);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) names->pdata);
    org_reader_error(reader, node, "unknown-baseline", "there is no baseline %s%s", quoted, suggestion);
}

/* A baseline of values only must hold one for this target or its metric. */
static void
check_value(Target *target)
{
    OrgReader *reader = target->reader;
    const OrgTarget *out = target->out;
    const OrgBaseline *baseline = out->against ? org_plan_baseline(reader->plan, out->against) : NULL;
    if (!baseline || baseline->kind != ORG_BASELINE_VALUES || org_reader_is_flawed(reader, "baseline", out->against))
        return;
    const OrgYaml *metric = get(target, "metric");
    for (guint i = 0; i < baseline->values->len; i++) {
        const char *name = g_array_index(baseline->values, OrgBaselineValue, i).target;
        if (strcmp(name, out->id) == 0 || (metric && metric->text && strcmp(name, metric->text) == 0))
            return;
        const GArray *items = g_hash_table_lookup(reader->metrics, name);
        for (guint k = 0; items && k < items->len; k++)
            if (g_array_index(items, guint, k) == out->metric && out->metrics->len)
                return;
    }
    g_autofree char *quoted = org_yaml_quote(out->against);
    org_reader_error(reader, get(target, "against"), "missing-baseline-value",
                     "the baseline %s has values only, and none for %s", quoted, out->id);
}

/* measured_in: posts; a level written in percent says "share" itself. */
static void
read_measured_in(Target *target)
{
    OrgReader *reader = target->reader;
    const OrgYaml *node = get(target, "measured_in");
    const char *text = node ? org_reader_text(reader, node, "measured_in:") : NULL;
    target->out->measured_in = g_strdup(node ? text : target->share ? "share" : NULL);
    if (!text)
        return;
    g_autofree char *quoted = org_yaml_quote(text), *suggestion = org_reader_suggest(text, org_measured_in);
    if (!g_strv_contains(org_measured_in, text))
        org_reader_error(reader, node, "unknown-choice",
                         "measured_in: is %s, expected money, posts, people, units, share or months%s", quoted,
                         suggestion);
    else if (target->share && strcmp(text, "share"))
        org_reader_error(reader, node, "bad-value",
                         "measured_in: is %s, but what is required is written in percent, which is a share", quoted);
}

/* basis: assumed, or reported, of a figure that a model brings but that comes of what somebody typed. "simulated" cannot be claimed. */
static void
read_basis(Target *target)
{
    static const char *const bases[] = { "assumed", "reported", NULL };
    const OrgYaml *node = get(target, "basis");
    const char *text = node ? org_reader_text(target->reader, node, "basis:") : NULL;
    if (!text)
        return;
    g_autofree char *quoted = org_yaml_quote(text);
    if (!g_strv_contains(bases, text))
        org_reader_error(target->reader, node, "unknown-choice", "basis: is %s, expected assumed or reported", quoted);
    target->out->basis = g_strdup(text);
}

/* ---- the months */

static void
read_by(Target *target)
{
    static const char *const keys[] = { "every", NULL };
    OrgReader *reader = target->reader;
    const OrgYaml *by = get(target, "by"), *every = get(target, "every");
    GArray *months = target->out->by;
    if (by && every) {
        org_reader_error(reader, every, "bad-value", "by: and every: both say when the target is judged; keep one");
    } else if (by && by->kind == ORG_YAML_MAPPING) {
        guint before = org_reader_errors(reader);
        org_reader_keys(reader, by, "by:", keys);
        const OrgYaml *word = org_yaml_get(by, "every", NULL);
        if (word)
            org_read_every(reader, word, "every:", months);
        else if (before == org_reader_errors(reader))
            org_reader_error(reader, by, "bad-value", "by: expects a month, a list of months or {every: year}");
    } else if (by) {
        org_read_months(reader, by, "by:", months);
    } else if (every) {
        org_read_every(reader, every, "every:", months);
    } else if (target->spelt) {
        org_reader_error(reader, target->at, "missing-key",
                         "this target does not say when it is judged: by: 2025-12, or every: year");
    }
}

/* ---- all of it */

static OrgTarget *
target_new(const OrgYaml *at)
{
    OrgTarget *out = g_new0(OrgTarget, 1);
    out->metrics = g_array_new(FALSE, FALSE, sizeof(guint));
    out->by = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    out->line = at->line;
    out->column = at->column;
    return out;
}

static void
read_id(Target *target, GHashTable *seen, guint ordinal)
{
    OrgReader *reader = target->reader;
    const OrgYaml *node = get(target, "id");
    if (!node)
        target->out->id = g_strdup_printf("target-%u", ordinal);
    else if (org_reader_id(reader, node, "id:"))
        target->out->id = g_strdup(node->text);
    else
        target->out->id = g_strdup(node->text ? node->text : "?");
    const OrgYaml *first = g_hash_table_lookup(seen, target->out->id);
    if (first)
        org_reader_error(reader, node ? node : target->node, "duplicate-id",
                         "the id \"%s\" is taken by the target in %s:%u", target->out->id, first->doc->file,
                         first->line);
    else
        g_hash_table_insert(seen, g_strdup(target->out->id), (gpointer) target->node);
}

static void
read_target(OrgReader *reader, const OrgYaml *node, GHashTable *seen, guint ordinal)
{
    if (!org_reader_mapping(reader, node, "a target"))
        return;
    Target target = { .reader = reader, .node = node, .out = target_new(node) };
    OrgTarget *out = target.out;
    guint before = org_reader_errors(reader), first = reader->plan->assumptions->len;
    g_ptr_array_add(reader->plan->targets, out);
    org_reader_keys(reader, node, "a target", target_keys);
    target.spelt = org_reader_errors(reader) == before;
    read_id(&target, seen, ordinal);
    target.at = get(&target, "id") ? get(&target, "id") : node;
    out->title = said_of(&target, "title", out->id);
    out->note = said_of(&target, "note", "");
    out->source = text_of(&target, "source", "");
    out->confidence = text_of(&target, "confidence", "");
    out->series = text_of(&target, "series", "");
    out->unit = text_of(&target, "unit", NULL);
    read_metric(&target);
    const char *path[] = { "change", out->id, "with", NULL };
    org_assumptions_name(reader, first, path);
    if (org_reader_errors(reader) == before)
        org_read_target_series(reader, node, target.at, out);
    read_against(&target);
    read_comparison(&target);
    read_measured_in(&target);
    read_basis(&target);
    read_by(&target);
    check_value(&target);
    if (!out->required)
        out->required = g_strdup("");
    if (org_reader_errors(reader) > before)
        org_reader_flaw(reader, "target", out->id);
}

void
org_read_targets(OrgReader *reader)
{
    enum { MOST_TARGETS = 10000 };
    const OrgYaml *section;
    guint ordinal = 0;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    ORG_EACH_SECTION(reader, "targets", section)
    {
        if (org_yaml_is_null(section))
            continue;
        if (section->kind != ORG_YAML_SEQUENCE || section->items->len > MOST_TARGETS) {
            org_reader_error(reader, section, "bad-value", "targets: is %s, expected a list of at most %d targets",
                             section->items && section->kind == ORG_YAML_SEQUENCE ? M_("too long")
                                                                                  : org_yaml_kind_name(section),
                             MOST_TARGETS);
            reader->unsure = TRUE;
            continue;
        }
        for (guint i = 0; i < section->items->len; i++)
            read_target(reader, g_ptr_array_index(section->items, i), seen, ++ordinal);
    }
}
