// SPDX-License-Identifier: MIT
// The series that a feature declares: what it may measure, pay and announce under.
#include "ctx-private.h"
#include "../base/series.h"
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
