// SPDX-License-Identifier: MIT
/* The JSON Schema of sweeps, for editors; looser than the reader, as that of scenarios. */
#include "sweep.h"
#include <jansson.h>

/* What a value is: a number, or a text such as "2.5%" or "2024-07". */
static json_t *
value_schema(void)
{
    return json_pack("{s:[s, s, s]}", "type", "number", "string", "boolean");
}

static json_t *
values_schema(void)
{
    return json_pack("{s:s, s:i, s:o}", "type", "array", "minItems", 1, "items", value_schema());
}

static json_t *
range_schema(void)
{
    json_t *properties =
        json_pack("{s:o, s:o, s:o}", "from", value_schema(), "to", value_schema(), "step", value_schema());
    return json_pack("{s:s, s:o, s:b, s:[s, s]}", "type", "object", "properties", properties, "additionalProperties", 0,
                     "required", "from", "to");
}

static json_t *
parameters_schema(void)
{
    /* The kind is told first, so that a mistake in a range is not told as a list that is none, too. */
    json_t *one =
        json_pack("{s:{s:s}, s:o, s:o}", "if", "type", "array", "then", values_schema(), "else", range_schema());
    return json_pack("{s:s, s:i, s:i, s:{s:s}, s:o, s:s}", "type", "object", "minProperties", 1, "maxProperties",
                     (int) ORG_SWEEP_MOST_PARAMETERS, "propertyNames", "pattern", "^[^.=]+\\.[^=]+$",
                     "additionalProperties", one, "description",
                     "what changes from point to point: ID.PARAM and its values, a list or {from:, to:, step:}");
}

static json_t *
methods_schema(void)
{
    json_t *names = json_array();
    for (guint i = 0; org_sweep_methods[i]; i++)
        json_array_append_new(names, json_string(org_sweep_methods[i]));
    return json_pack("{s:o}", "enum", names);
}

static json_t *
whole_schema(json_int_t least, json_int_t most, const char *description)
{
    return json_pack("{s:s, s:I, s:I, s:s}", "type", "integer", "minimum", least, "maximum", most, "description",
                     description);
}

char *
org_sweep_schema(void)
{
    json_t *properties = json_pack(
        "{s:{s:i}, s:{s:s, s:s}, s:{s:s, s:s}, s:o, s:o, s:o, s:o, s:o, s:{s:s, s:i, s:{s:s, s:s}}}", "orgsim", "const",
        1, "sweep", "type", "string", "description", "the name of the sweep", "scenario", "type", "string",
        "description", "the file of the scenario, of this folder", "method", methods_schema(), "points",
        whole_schema(1, ORG_SWEEP_MOST_POINTS, "how many points a latin-hypercube, sobol or sensitivity takes"),
        "replications", whole_schema(1, ORG_SWEEP_MOST_REPLICATIONS, "of each point"), "seed",
        whole_schema(0, G_MAXINT32, "of all chance"), "parameters", parameters_schema(), "measures", "type", "array",
        "maxItems", 100, "items", "type", "string", "pattern", "^[^.]+\\..+$");
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:o, s:b, s:[s, s, s, s]}", "$schema", "http://json-schema.org/draft-07/schema#",
                  "title", "orgsim sweep", "type", "object", "properties", properties, "additionalProperties", 0,
                  "required", "orgsim", "sweep", "scenario", "parameters");
    g_assert(root);
    char *text = json_dumps(root, JSON_INDENT(2)), *own = g_strconcat(text, "\n", NULL);
    free(text);
    json_decref(root);
    return own;
}
