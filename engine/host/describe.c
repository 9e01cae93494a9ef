// SPDX-License-Identifier: MIT
/* A descriptor is read by the sizes that it states, and everything in it is checked before anything is used. */
#include "describe.h"
#include "../base/error.h"
#include "../org/org.h"
#include "../scenario/param-text.h"
#include "../scenario/table-columns.h"
#include <math.h>
#include <string.h>

#define ID_MAX 64
#define LINE_MAX_BYTES 1000
#define DETAILS_MAX ((gsize) 1 << 16)
#define WORDS_MAX 64
#define COUNT_MAX 256 /* features of a plugin, parameters and series of a feature, choices of a parameter */
#define STRIDE_MAX 4096

/* Members that were there in 1.0 and cannot be guessed; what a shorter struct lacks after them is zero. */
#define PLUGIN_LEAST (offsetof(OrgPlugin, series_size) + sizeof(guint32))
#define FEATURE_LEAST (offsetof(OrgFeature, run) + sizeof(gpointer))
#define PARAM_LEAST (offsetof(OrgParam, fallback) + sizeof(gpointer))
#define SERIES_LEAST (offsetof(OrgSeries, flags) + sizeof(guint32))

typedef struct {
    const char *path;
    const char *where; /* "feature \"merge\", parameter 2", or M_("its descriptor") */
    GError **error;
} Check;

static gboolean refuse(const Check *check, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
refuse(const Check *check, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    org_error_set(check->error, ORG_ERROR, ORG_E_INVALID, "%s: %s: %s", check->path, check->where, text);
    return FALSE;
}

/* An address that cannot be one: NULL's page, or not aligned. What lies behind others cannot be known. */
static gboolean
is_address(const void *pointer, gsize align)
{
    return (gsize) pointer >= 4096 && (gsize) pointer % align == 0;
}

static gboolean
text_ok(const Check *check, const char *what, const char *text, gsize max)
{
    if (text == NULL)
        return refuse(check, "its %s is NULL", what);
    if (!is_address(text, 1))
        return refuse(check, "its %s is no text", what);
    gsize size = strnlen(text, max + 1);
    if (size > max)
        return refuse(check, "its %s is longer than %lu bytes", what, (gulong) max);
    if (!g_utf8_validate(text, (gssize) size, NULL))
        return refuse(check, "its %s is not valid UTF-8", what);
    return TRUE;
}

/* Letters, digits and `joint`, beginning with a letter: "min-staff", "into.id". */
static gboolean
name_ok(const Check *check, const char *what, const char *name, const char *joints)
{
    if (!text_ok(check, what, name, ID_MAX))
        return FALSE;
    gboolean fresh = TRUE; /* a letter must come */
    for (const char *at = name; *at != '\0'; at++) {
        gboolean joint = strchr(joints, *at) != NULL;
        if (fresh ? !g_ascii_islower(*at) : !joint && !g_ascii_islower(*at) && !g_ascii_isdigit(*at))
            return refuse(check, "its %s \"%s\" is not made of lower-case letters, digits and \"%s\"", what, name,
                          joints);
        fresh = *at == '.';
    }
    return !fresh || refuse(check, "its %s \"%s\" ends too early", what, name);
}

static gboolean
stride_ok(const Check *check, const char *what, guint32 stride, gsize least)
{
    if (stride >= least && stride <= STRIDE_MAX && stride % G_ALIGNOF(gpointer) == 0)
        return TRUE;
    return refuse(check, "%s is %u bytes, which no version of the interface has (at least %lu)", what, stride,
                  (gulong) least);
}

/* ---- parameters */

static gboolean
choices_ok(const Check *check, const OrgParam *param)
{
    if (param->type == ORG_TEXT && param->choices == NULL)
        return TRUE;
    if (param->type != ORG_CHOICE && param->type != ORG_TEXT)
        return param->choices == NULL || refuse(check, "only a choice, or a text that lists some, has choices");
    if (!is_address(param->choices, G_ALIGNOF(gpointer)))
        return refuse(check, "a choice has a NULL-terminated list of choices");
    guint n = 0;
    for (; param->choices[n] != NULL; n++) {
        if (n == COUNT_MAX)
            return refuse(check, "more than %d choices; is the list NULL-terminated?", COUNT_MAX);
        if (!text_ok(check, "choice", param->choices[n], ID_MAX))
            return FALSE;
        for (guint i = 0; i <= n; i++)
            if (param->choices[n][0] == '\0' || (i < n && strcmp(param->choices[i], param->choices[n]) == 0))
                return refuse(check, "choice \"%s\" is empty or there twice", param->choices[n]);
    }
    return n > 0 || refuse(check, "its list of choices is empty");
}

static gboolean
columns_ok(const Check *check, const OrgParam *param)
{
    if (param->type != ORG_TABLE)
        return param->columns == NULL || refuse(check, "only a table has columns");
    if (!text_ok(check, "columns", param->columns, LINE_MAX_BYTES))
        return FALSE;
    g_autoptr(GError) why = NULL;
    g_autoptr(GArray) columns = org_table_columns(param->columns, FALSE, &why);
    g_autofree char *said = columns == NULL ? org_error_said(why) : NULL;
    return columns != NULL || refuse(check, "%s", said);
}

/* It reads as a value of the parameter, as it will be read when a scenario does not give one. */
static gboolean
fallback_ok(const Check *check, const OrgParam *param)
{
    const OrgParamInfo info = { .key = (char *) param->key,
                                .unit = (char *) param->unit,
                                .type = param->type,
                                .fallback = (char *) param->fallback,
                                .min = param->min,
                                .max = param->max,
                                .choices = (char **) (gpointer) param->choices };
    g_autoptr(GError) why = NULL;
    OrgValueInfo value = { 0 };
    gboolean good = strchr(param->fallback, '\n') == NULL && org_param_read(&info, param->fallback, &value, &why);
    org_value_clear(&value);
    g_autofree char *said = why != NULL ? org_error_said(why) : g_strdup(M_("it is not one line"));
    return good || refuse(check, "its fallback cannot be used: %s", said);
}

static gboolean
param_ok(const Check *check, const OrgParam *param)
{
    if (!name_ok(check, "key", param->key, "_.") || !text_ok(check, "summary", param->summary, LINE_MAX_BYTES))
        return FALSE;
    if (param->unit != NULL && !text_ok(check, "unit", param->unit, ID_MAX))
        return FALSE;
    if (param->type < ORG_BOOL || param->type > ORG_BASELINE)
        return refuse(check, "type %u of \"%s\" is not known", param->type, param->key);
    if (isnan(param->min) || isnan(param->max) || param->min > param->max)
        return refuse(check, "the bounds of \"%s\" are empty", param->key);
    if (!choices_ok(check, param) || !columns_ok(check, param))
        return FALSE;
    if (param->fallback == NULL)
        return TRUE;
    if (!text_ok(check, "fallback", param->fallback, LINE_MAX_BYTES))
        return FALSE;
    return fallback_ok(check, param);
}

/* No key twice. "into" may stand beside "into.id": a value that is written either as itself or as a mapping. */
static gboolean
keys_differ(const Check *check, const OrgParam *params, guint n)
{
    for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++)
            if (strcmp(params[i].key, params[j].key) == 0)
                return refuse(check, "key \"%s\" is there twice", params[i].key);
    return TRUE;
}

static gboolean
read_params(const Check *check, OrgLoadedFeature *loaded, guint32 stride)
{
    OrgFeature *feature = &loaded->feature;
    if (feature->n_params > COUNT_MAX)
        return refuse(check, "it has %u parameters; at most %d", feature->n_params, COUNT_MAX);
    if (feature->n_params > 0 && !is_address(feature->params, G_ALIGNOF(gpointer)))
        return refuse(check, "its parameters are nowhere");
    loaded->params = g_new0(OrgParam, MAX(feature->n_params, 1));
    for (guint i = 0; i < feature->n_params; i++) {
        g_autofree char *where = org_said("feature \"%s\", parameter %u", feature->name, i + 1);
        Check inner = { check->path, where, check->error };
        memcpy(&loaded->params[i], (const char *) feature->params + (gsize) i * stride, MIN(stride, sizeof(OrgParam)));
        if (!param_ok(&inner, &loaded->params[i]))
            return FALSE;
    }
    feature->params = loaded->params;
    return keys_differ(check, loaded->params, feature->n_params);
}

/* ---- series */

/* The name of a series: "severance", or one that stands for several, "posts-in-layer-*". */
static gboolean
series_name_ok(const Check *check, const char *name)
{
    if (!text_ok(check, "name", name, ID_MAX))
        return FALSE;
    g_autofree char *whole = g_strdup(name);
    gsize size = strlen(whole);
    if (size > 1 && whole[size - 1] == '*')
        whole[size - 1] = '\0';
    return name_ok(check, "name", whole, "-");
}

static gboolean
series_ok(const Check *check, const OrgFeature *feature, const OrgSeries *series)
{
    const guint32 known = ORG_PER_UNIT | ORG_ONE_OFF | ORG_RUNNING | ORG_LESS_IS_GOOD | ORG_SHAPE | ORG_SPARSE;
    if (!series_name_ok(check, series->name) || !text_ok(check, "label", series->label, LINE_MAX_BYTES))
        return FALSE;
    if (series->unit != NULL && !text_ok(check, "unit", series->unit, ID_MAX))
        return FALSE;
    if (series->kind != ORG_LEVEL && series->kind != ORG_FLOW)
        return refuse(check, "\"%s\" is neither ORG_LEVEL nor ORG_FLOW", series->name);
    if (series->flags & ~known)
        return refuse(check, "\"%s\" sets flags that this orgsim does not know (0x%x)", series->name,
                      series->flags & ~known);
    gboolean money = g_strcmp0(series->unit, "money") == 0;
    if ((series->flags & (ORG_ONE_OFF | ORG_RUNNING)) != 0 && !money)
        return refuse(check, "\"%s\" is a cost, whose unit is \"money\"", series->name);
    if ((series->flags & ORG_RUNNING) != 0 && (series->kind != ORG_LEVEL || (series->flags & ORG_ONE_OFF) != 0))
        return refuse(check, "\"%s\" is a yearly cost (ORG_RUNNING), which is an ORG_LEVEL and no ORG_ONE_OFF",
                      series->name);
    return feature->kind == ORG_OPERATOR || feature->kind == ORG_PROCESS || feature->kind == ORG_METRIC ||
           refuse(check, "only operators, processes and metrics have series");
}

static gboolean
read_series(const Check *check, OrgLoadedFeature *loaded, guint32 stride)
{
    OrgFeature *feature = &loaded->feature;
    if (feature->n_series > COUNT_MAX)
        return refuse(check, "it has %u series; at most %d", feature->n_series, COUNT_MAX);
    if (feature->n_series > 0 && !is_address(feature->series, G_ALIGNOF(gpointer)))
        return refuse(check, "its series are nowhere");
    loaded->series = g_new0(OrgSeries, MAX(feature->n_series, 1));
    for (guint i = 0; i < feature->n_series; i++) {
        OrgSeries *series = &loaded->series[i];
        g_autofree char *where = org_said("feature \"%s\", series %u", feature->name, i + 1);
        Check inner = { check->path, where, check->error };
        memcpy(series, (const char *) feature->series + (gsize) i * stride, MIN(stride, sizeof *series));
        if (!series_ok(&inner, feature, series))
            return FALSE;
        for (guint j = 0; j < i; j++)
            if (strcmp(loaded->series[j].name, series->name) == 0)
                return refuse(&inner, "series \"%s\" is there twice", series->name);
    }
    feature->series = loaded->series;
    return TRUE;
}

/* ---- features */

static const char *const reserved[] = { "at", "every", "over", "when", "id", "note", "sql", "where", NULL };

static gboolean
flags_ok(const Check *check, const OrgFeature *feature)
{
    const guint32 foresees = ORG_FORESEES_RUN | ORG_FORESEES_YEAR, monthly = ORG_MONTHLY | ORG_YEARLY;
    const guint32 when = foresees | monthly | ORG_AFTER_STEPS;
    const guint32 known =
        ORG_USES_CHANCE | ORG_BY_ROWS | ORG_NEEDS_BIRTHS | ORG_NEEDS_HOLDERS | ORG_ASSUMED | when | ORG_SETTLES;
    gboolean settles = (feature->flags & ORG_SETTLES) != 0;
    if (feature->flags & ~known)
        return refuse(check, "it sets flags that this orgsim does not know (0x%x)", feature->flags & ~known);
    gboolean blocks = (feature->flags & ORG_BY_ROWS) != 0;
    if (blocks && feature->kind != ORG_PROCESS && feature->kind != ORG_METRIC)
        return refuse(check, "only processes and metrics run in blocks of rows (ORG_BY_ROWS)");
    if ((feature->flags & when) != 0 && feature->kind != ORG_PROCESS)
        return refuse(check, "only a process says when it is called (ORG_MONTHLY, …)");
    if ((feature->flags & ORG_FORESEES_RUN) != 0 && (feature->flags & ORG_USES_CHANCE) != 0)
        return refuse(check, "what is drawn is foreseen by the year (ORG_FORESEES_YEAR), not for a whole run");
    if ((feature->flags & ORG_AFTER_STEPS) != 0 && (feature->flags & monthly) == 0)
        return refuse(check, "ORG_AFTER_STEPS goes with ORG_MONTHLY or ORG_YEARLY");
    if ((feature->flags & ORG_MONTHLY) != 0 && (feature->flags & ORG_YEARLY) != 0)
        return refuse(check, "it is called either monthly or yearly");
    if (settles && (feature->kind != ORG_METRIC || blocks))
        return refuse(check, "only a metric that is called once settles (ORG_SETTLES without ORG_BY_ROWS)");
    if (settles != (feature->settle != NULL))
        return refuse(check, "ORG_SETTLES and settle() go together");
    return TRUE;
}

/* The parameter after the ':' of a word is one of the feature's. */
static gboolean
word_ok(const Check *check, const OrgLoadedFeature *loaded, const char *word)
{
    if (!text_ok(check, "word", word, ID_MAX))
        return FALSE;
    const char *colon = strchr(word, ':');
    if (*word == '\0' || colon == word)
        return refuse(check, "one of its words is empty");
    for (guint i = 0; colon != NULL && i < loaded->feature.n_params; i++)
        if (strcmp(loaded->params[i].key, colon + 1) == 0)
            return TRUE;
    return colon == NULL || refuse(check, "its word \"%s\" fills a parameter that it does not have", word);
}

static gboolean
words_ok(const Check *check, const OrgLoadedFeature *loaded)
{
    const OrgFeature *feature = &loaded->feature;
    if (feature->words == NULL)
        return TRUE;
    if (feature->kind != ORG_OPERATOR)
        return refuse(check, "only an operator has words for a table of steps");
    if (!is_address(feature->words, G_ALIGNOF(gpointer)))
        return refuse(check, "its words are nowhere");
    for (guint n = 0; feature->words[n] != NULL; n++) {
        if (n == WORDS_MAX)
            return refuse(check, "more than %d words; is the list NULL-terminated?", WORDS_MAX);
        if (!word_ok(check, loaded, feature->words[n]))
            return FALSE;
    }
    return TRUE;
}

static void
free_feature(gpointer data)
{
    OrgLoadedFeature *loaded = data;
    g_free(loaded->params);
    g_free(loaded->series);
    g_free(loaded);
}

static OrgLoadedFeature *
read_feature(const Check *check, const OrgPlugin *plugin, guint index)
{
    OrgLoadedFeature *loaded = g_new0(OrgLoadedFeature, 1);
    OrgFeature *feature = &loaded->feature;
    memcpy(feature, (const char *) plugin->features + (gsize) index * plugin->feature_size,
           MIN(plugin->feature_size, sizeof *feature));
    g_autofree char *number = org_said("feature %u", index + 1);
    Check outer = { check->path, number, check->error };
    gboolean ok = name_ok(&outer, "name", feature->name, "-");
    if (ok && g_strv_contains(reserved, feature->name))
        ok = refuse(&outer, "the name \"%s\" means something else in a scenario", feature->name);
    g_autofree char *name = ok ? g_strdup_printf("feature \"%s\"", feature->name) : NULL;
    Check inner = { check->path, name, check->error };
    ok = ok && text_ok(&inner, "summary", feature->summary, LINE_MAX_BYTES);
    ok = ok && (feature->details == NULL || text_ok(&inner, "details", feature->details, DETAILS_MAX));
    if (ok && (feature->kind < ORG_OPERATOR || feature->kind > ORG_RENDERER))
        ok = refuse(&inner, "kind %u is not known", feature->kind);
    ok = ok && flags_ok(&inner, feature);
    if (ok && feature->run == NULL)
        ok = refuse(&inner, "it has no run()");
    if (ok && (feature->views & ~(guint32) (ORG_READS_PEOPLE | ORG_READS_STORIES)) != 0)
        ok = refuse(&inner, "it reads views that this orgsim does not know (0x%x)", feature->views);
    if (ok && read_params(&inner, loaded, plugin->param_size) && read_series(&inner, loaded, plugin->series_size) &&
        words_ok(&inner, loaded)) {
        loaded->plugin = plugin->id;
        return loaded;
    }
    free_feature(loaded);
    return NULL;
}

void
org_description_free(OrgDescription *description)
{
    if (description == NULL)
        return;
    g_ptr_array_unref(description->features);
    g_free(description);
}

static gboolean
plugin_ok(const Check *check, const OrgPlugin *plugin)
{
    if (!stride_ok(check, M_("an OrgFeature"), plugin->feature_size, FEATURE_LEAST) ||
        !stride_ok(check, M_("an OrgParam"), plugin->param_size, PARAM_LEAST) ||
        !stride_ok(check, M_("an OrgSeries"), plugin->series_size, SERIES_LEAST))
        return FALSE;
    if (!name_ok(check, "id", plugin->id, "-") || !text_ok(check, "version", plugin->version, ID_MAX) ||
        !text_ok(check, "author", plugin->author, LINE_MAX_BYTES) ||
        !text_ok(check, "license", plugin->license, LINE_MAX_BYTES))
        return FALSE;
    if (plugin->n_features == 0 || plugin->n_features > COUNT_MAX)
        return refuse(check, "it has %u features; from 1 to %d", plugin->n_features, COUNT_MAX);
    return is_address(plugin->features, G_ALIGNOF(gpointer)) || refuse(check, "its features are nowhere");
}

OrgDescription *
org_description_read(const OrgPlugin *from, const char *path, GError **error)
{
    Check check = { path, M_("its descriptor"), error };
    if (!is_address(from, G_ALIGNOF(gpointer)) || !stride_ok(&check, M_("an OrgPlugin"), from->size, PLUGIN_LEAST))
        return NULL;
    g_autoptr(OrgDescription) description = g_new0(OrgDescription, 1);
    description->features = g_ptr_array_new_with_free_func(free_feature);
    memcpy(&description->plugin, from, MIN(from->size, sizeof *from));
    if (!plugin_ok(&check, &description->plugin))
        return NULL;
    for (guint i = 0; i < description->plugin.n_features; i++) {
        OrgLoadedFeature *loaded = read_feature(&check, &description->plugin, i);
        if (loaded == NULL)
            return NULL;
        g_ptr_array_add(description->features, loaded);
        for (guint j = 0; j < i; j++) {
            const OrgLoadedFeature *other = g_ptr_array_index(description->features, j);
            if (strcmp(other->feature.name, loaded->feature.name) == 0) {
                refuse(&check, "feature \"%s\" is there twice", other->feature.name);
                return NULL;
            }
        }
    }
    return g_steal_pointer(&description);
}
