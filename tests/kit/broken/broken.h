// SPDX-License-Identifier: MIT
/* Plugins that break one promise each, for the tests of `orgsim plugin check`: BROKEN(kind, flags) at the end of each. */
#pragma once
#include <orgsim/plugin.h>

#define BROKEN_WITH(kind_, flags_, params_, n_params_)                                                                 \
    static const OrgSeries series[] = {                                                                                \
        { .name = "broken", .label = "What it tells", .kind = ORG_FLOW },                                              \
    };                                                                                                                 \
    static const OrgFeature features[] = {                                                                             \
        { .name = "broken",                                                                                            \
          .summary = "Breaks one promise",                                                                             \
          .kind = (kind_),                                                                                             \
          .flags = (flags_),                                                                                           \
          .params = (params_),                                                                                         \
          .n_params = (n_params_),                                                                                     \
          .n_series = 1,                                                                                               \
          .series = series,                                                                                            \
          .run = run },                                                                                                \
    };                                                                                                                 \
    ORG_PLUGIN("broken", "1.0", "orgsim", "MIT", features)
#define BROKEN(kind_, flags_) BROKEN_WITH(kind_, flags_, (const OrgParam *) 0, 0)
