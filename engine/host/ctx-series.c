// SPDX-License-Identifier: MIT
/* Series: what a feature declares, and what it measures under their names. */
#include "ctx-private.h"
#include "../base/series.h"
#include <math.h>
#include <string.h>

const OrgSeries *
org_ctx_series(OrgCtx *ctx, OrgMember member, const char *name)
{
    const OrgFeature *feature = org_ctx_call(ctx)->feature;
    if (name == NULL || strnlen(name, ORG_SERIES_MAX + 1) > ORG_SERIES_MAX || !g_utf8_validate(name, -1, NULL)) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(): a series has a name of at most %d bytes of UTF-8",
                     org_members[member].name, ORG_SERIES_MAX);
        return NULL;
    }
    for (guint i = 0; i < feature->n_series; i++)
        if (org_series_named(feature->series[i].name, name))
            return &feature->series[i];
    org_ctx_fail(ctx, ORG_E_INVALID, "%s(): the feature declares no series \"%s\"; list it in .series",
                 org_members[member].name, name);
    return NULL;
}

static guint
measured_hash(gconstpointer data)
{
    const OrgMeasured *measured = data;
    return g_str_hash(measured->series) ^ measured->unit * 0x9E3779B1u;
}

static gboolean
measured_equal(gconstpointer a, gconstpointer b)
{
    const OrgMeasured *x = a, *y = b;
    return x->unit == y->unit && strcmp(x->series, y->series) == 0;
}

/* The place of a name and a unit, made if new; NULL when out of memory. */
static OrgMeasured *
place_of(OrgCall *call, const char *series, OrgRow unit)
{
    OrgMeasured wanted = { .series = (char *) series, .unit = unit };
    if (call->measured == NULL) {
        call->measured = g_ptr_array_new();
        call->measured_of = g_hash_table_new(measured_hash, measured_equal);
    }
    OrgMeasured *measured = g_hash_table_lookup(call->measured_of, &wanted);
    if (measured != NULL)
        return measured;
    measured = org_arena_take(&call->lasting, sizeof *measured);
    char *name = org_arena_text(&call->lasting, series);
    if (measured == NULL || name == NULL)
        return NULL;
    *measured = (OrgMeasured){ .series = name, .unit = unit, .block = ORG_NONE };
    g_hash_table_add(call->measured_of, measured);
    g_ptr_array_add(call->measured, measured);
    return measured;
}

void
org_ctx_add_up(OrgCtx *ctx, const char *series, OrgRow unit, double value)
{
    OrgCall *call = org_ctx_call(ctx);
    OrgMeasured *measured = place_of(call, series, unit);
    if (measured == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "out of memory");
        return;
    }
    measured->block = call->first; /* measure() of the same would count it twice */
    measured->value += value;
}

void
org_ctx_flush_measured(OrgCall *call, gboolean keep)
{
    if (call->measured == NULL || call->measured->len == 0)
        return;
    const OrgCallSink *sink = call->spec->sink;
    for (guint i = 0; keep && sink != NULL && sink->measure != NULL && i < call->measured->len; i++) {
        const OrgMeasured *measured = g_ptr_array_index(call->measured, i);
        sink->measure(sink->data, measured->series, measured->unit, measured->value);
    }
    g_ptr_array_set_size(call->measured, 0);
    g_hash_table_remove_all(call->measured_of);
}

/* Whether the figure is one, and the series may have it. */
static gboolean
is_figure(OrgCtx *ctx, const OrgSeries *declared, const char *series, OrgRow unit, double value)
{
    if (!isfinite(value)) {
        org_ctx_fail(ctx, ORG_E_INVALID, "measure(): series \"%s\" is %s; who knows no figure measures none", series,
                     isnan(value) ? "not a number" : "infinite");
        return FALSE;
    }
    if (unit == ORG_NONE)
        return TRUE;
    if (!(declared->flags & ORG_PER_UNIT)) {
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "measure(): series \"%s\" is not declared ORG_PER_UNIT, but measured of a unit", series);
        return FALSE;
    }
    return org_ctx_row_ok(ctx, ORG_UNITS, unit, "measure");
}

void
org_host_measure(OrgCtx *ctx, const char *series, OrgRow unit, double value)
{
    OrgCall *call = org_ctx_call(ctx);
    if (!org_ctx_may_say(ctx, ORG_M_measure))
        return;
    const OrgSeries *declared = org_ctx_series(ctx, ORG_M_measure, series);
    if (declared == NULL || !is_figure(ctx, declared, series, unit, value))
        return;
    OrgMeasured *measured = place_of(call, series, unit);
    if (measured == NULL)
        org_ctx_fail(ctx, ORG_E_FAILED, "measure(): out of memory");
    else if (measured->block == call->first)
        org_ctx_fail(ctx, ORG_E_INVALID, "measure(): series \"%s\" is measured twice of %s%s%s in one call", series,
                     unit == ORG_NONE ? "the whole" : "unit \"",
                     unit == ORG_NONE ? "" : org_id(ctx->org, ORG_UNITS, unit), unit == ORG_NONE ? "" : "\"");
    else {
        measured->block = call->first; /* blocks measure parts of one whole, added in their order */
        measured->value += value;
    }
}
