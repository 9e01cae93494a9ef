// SPDX-License-Identifier: MIT
/* A plugin compiled when the structs of plugin.h were shorter than today's, or when they will be longer: the host strides by
 * the sizes that a plugin states, and reads no further. What lies behind is rubbish on purpose. */
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
typedef struct {
    OrgSeries known;
    void *later[1];
} Series;
typedef struct {
    OrgJoiner known;
    uint32_t later[2];
} Joiner;
#define LATER3 .later = { (void *) 8, (void *) 16, (void *) 24 }
#define LATER2 .later = { (void *) 8, (void *) 16 }
#define LATER1 .later = { (void *) 8 }
#define PARAM(...) .known = { __VA_ARGS__ }, LATER3
#define FEATURE(...) .known = { __VA_ARGS__ }, LATER2
#define SERIES(...) .known = { __VA_ARGS__ }, LATER1
#define JOINER(...) .known = { __VA_ARGS__, .rating = 4 }, .later = { 7, 7 }
enum { JOINER_SIZE = sizeof(Joiner) };
#else
typedef struct {
    const char *key, *summary, *unit;
    OrgType type;
    const char *fallback;
} Param;
typedef struct { /* without `views` and what follows */
    const char *name, *summary, *details;
    OrgKind kind;
    uint32_t flags;
    const OrgParam *params;
    uint32_t n_params, n_series;
    const OrgSeries *series;
    OrgStatus (*run)(const OrgHost *, OrgCtx *);
} Feature;
typedef struct { /* without `unit` */
    const char *name, *label;
    uint32_t kind, flags;
} Series;
typedef struct { /* without `rating` */
    uint32_t size;
    OrgRow post;
    OrgMonth born, hired;
    uint8_t sex, rubbish[3];
} Joiner;
#define PARAM(...) __VA_ARGS__
#define FEATURE(...) __VA_ARGS__
#define SERIES(...) __VA_ARGS__
#define JOINER(...) __VA_ARGS__, .rubbish = { 9, 9, 9 }
enum { JOINER_SIZE = offsetof(Joiner, rubbish) };

#endif

static OrgStatus
count(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "sum", ORG_NONE, (double) (host->integer(ctx, 0) + host->integer(ctx, 1)));
    host->measure(ctx, "first-of", ORG_NONE, (double) host->integer(ctx, 0));
    return ORG_OK;
}

static OrgStatus
join(const OrgHost *host, OrgCtx *ctx)
{
    const Joiner joiners[2] = {
        { JOINER(.size = JOINER_SIZE, .post = 0, .born = ORG_MONTH(1990, 1), .hired = ORG_MONTH(2021, 1),
                 .sex = ORG_FEMALE) },
        { JOINER(.size = JOINER_SIZE, .post = 1, .born = ORG_MONTH(1991, 2), .hired = ORG_MONTH(2021, 1),
                 .sex = ORG_MALE) },
    };
    return host->join(ctx, (const OrgJoiner *) (const void *) joiners, 2, sizeof(Joiner), NULL);
}

static const Param params[] = {
    { PARAM(.key = "first", .summary = "A number", .unit = "months", .type = ORG_INT, .fallback = "1") },
    { PARAM(.key = "second", .summary = "Another", .type = ORG_INT, .fallback = "2") },
};
static const Series series[] = {
    { SERIES(.name = "sum", .label = "The sum", .kind = ORG_LEVEL) },
    { SERIES(.name = "first-of", .label = "The first", .kind = ORG_FLOW, .flags = ORG_LESS_IS_GOOD) },
};
#define SUMS                                                                                                           \
    .kind = ORG_METRIC, .params = (const OrgParam *) params, .n_params = 2, .series = (const OrgSeries *) series,      \
    .n_series = 2, .run = count
static const Feature features[] = {
    { FEATURE(.name = PLUGIN_ID "-sum", .summary = "Add up", SUMS) },
    { FEATURE(.name = PLUGIN_ID "-again", .summary = "Add up", SUMS) },
    { FEATURE(.name = PLUGIN_ID "-join", .summary = "Hire two", .kind = ORG_OPERATOR, .run = join) },
};

ORG_EXPORT const OrgPlugin *orgsim_plugin_v1(void);
const OrgPlugin *
orgsim_plugin_v1(void)
{
    static const OrgPlugin plugin = { .size = sizeof(OrgPlugin),
                                      .abi = ORG_ABI,
                                      .feature_size = sizeof(Feature),
                                      .param_size = sizeof(Param),
                                      .series_size = sizeof(Series),
                                      .id = PLUGIN_ID,
                                      .version = "0.1",
                                      .author = "orgsim",
                                      .license = "MIT",
                                      .features = (const OrgFeature *) features,
                                      .n_features = sizeof features / sizeof features[0] };
    return &plugin;
}
