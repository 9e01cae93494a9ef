// SPDX-License-Identifier: MIT
#include "plugin-out.h"
#include "../study/sample.h"
#include <math.h>

static json_t *
param_json(const OrgParamInfo *param)
{
    json_t *p = json_object();
    json_object_set_new(p, "key", json_string(param->key));
    json_object_set_new(p, "type", json_string(org_type_name(param->type)));
    json_object_set_new(p, "summary", json_string(param->summary));
    json_object_set_new(p, "unit", param->unit ? json_string(param->unit) : json_null());
    json_object_set_new(p, "default", param->fallback ? json_string(param->fallback) : json_null());
    json_object_set_new(p, "required", json_boolean(!param->fallback));
    if (param->min != 0 || param->max != 0) {
        json_object_set_new(p, "min", isfinite(param->min) ? json_real(param->min) : json_null());
        json_object_set_new(p, "max", isfinite(param->max) ? json_real(param->max) : json_null());
    }
    if (param->choices) {
        json_t *choices = json_array();
        for (guint i = 0; param->choices[i]; i++)
            json_array_append_new(choices, json_string(param->choices[i]));
        json_object_set_new(p, "choices", choices);
    }
    if (param->columns)
        json_object_set_new(p, "columns", json_string(param->columns));
    return p;
}

static json_t *
series_json(const OrgSeriesInfo *series)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:b, s:b, s:b, s:b, s:b}", "name", series->name, "label", series->label,
                     "kind", org_series_kind_name(series->kind), "unit",
                     series->unit ? json_string(series->unit) : json_null(), "per_unit",
                     (series->flags & ORG_PER_UNIT) != 0, "one_off", (series->flags & ORG_ONE_OFF) != 0, "running",
                     (series->flags & ORG_RUNNING) != 0, "less_is_good", (series->flags & ORG_LESS_IS_GOOD) != 0,
                     "shape", (series->flags & ORG_SHAPE) != 0);
}

json_t *
org_feature_json(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature)
{
    const OrgPluginInfo *plugin = catalogue->plugins->pdata[feature->plugin];
    json_t *params = json_array(), *series = json_array();
    g_autofree char *example = org_sample_text(feature);
    for (guint i = 0; i < feature->params->len; i++)
        json_array_append_new(params, param_json(&g_array_index(feature->params, OrgParamInfo, i)));
    for (guint i = 0; i < feature->series->len; i++)
        json_array_append_new(series, series_json(&g_array_index(feature->series, OrgSeriesInfo, i)));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "id", plugin->id, "version",
                     plugin->version, "kind", org_kind_name(feature->kind), "name", feature->name, "summary",
                     feature->summary, "author", plugin->author, "license", plugin->license, "path", plugin->path,
                     "example", example, "params", params, "series", series);
}
