// SPDX-License-Identifier: MIT
// A plugin compiled when OrgParam ended at `fallback`, and one compiled when both structs were longer than today's: the
// host strides by the sizes that a plugin states.
#include <orgsim/plugin.h>

#ifdef LONGER
typedef struct {
    OrgParam known;
    void *later[3];
} Param;
typedef struct {
    OrgFeature known;
    void *later[2];
} Feature;
#define PARAM(...)                                                                                                     \
    {                                                                                                                  \
        .known = { __VA_ARGS__ }, .later = {(void *) 8, (void *) 16, (void *) 24 }                                     \
    }
#define FEATURE(...)                                                                                                   \
    {                                                                                                                  \
        .known = { __VA_ARGS__ }, .later = {(void *) 8, (void *) 16 }                                                  \
    }
#else
typedef struct {
    const char *key, *summary, *unit;
    OrgType type;
    const char *fallback;
} Param;
typedef OrgFeature Feature;
#define PARAM(...)                                                                                                     \
    {                                                                                                                  \
        __VA_ARGS__                                                                                                    \
    }
#define FEATURE(...)                                                                                                   \
    {                                                                                                                  \
        __VA_ARGS__                                                                                                    \
    }
#endif

static OrgStatus
count(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "sum", ORG_NONE, (double) (host->integer(ctx, 0) + host->integer(ctx, 1)));
    return ORG_OK;
}

static const Param params[] = {
    PARAM(.key = "first", .summary = "A number", .unit = "months", .type = ORG_INT, .fallback = "1"),
    PARAM(.key = "second", .summary = "Another", .type = ORG_INT, .fallback = "2"),
};
static const Feature features[] = {
    FEATURE(.name = PLUGIN_ID "-sum", .summary = "Add up", .kind = ORG_METRIC, .params = (const OrgParam *) params,
            .n_params = 2, .run = count),
    FEATURE(.name = PLUGIN_ID "-again", .summary = "Add up", .kind = ORG_METRIC, .params = (const OrgParam *) params,
            .n_params = 2, .run = count),
};

ORG_EXPORT const OrgPlugin *orgsim_plugin_v1(void);
const OrgPlugin *
orgsim_plugin_v1(void)
{
    static const OrgPlugin plugin = { sizeof(OrgPlugin),
                                      ORG_ABI,
                                      sizeof(Feature),
                                      sizeof(Param),
                                      PLUGIN_ID,
                                      "0.1",
                                      "orgsim",
                                      "MIT",
                                      (const OrgFeature *) features,
                                      2 };
    return &plugin;
}
