// SPDX-License-Identifier: MIT
/* One library for each way to get a descriptor wrong; built once for each ODD of meson.build. */
#include <orgsim/plugin.h>

enum {
    FINE,
    NULL_PLUGIN,
    NEWER_MINOR,
    NEWER_MAJOR,
    NO_SUMMARY,
    BAD_UTF8,
    BAD_ID,
    BAD_KEY,
    BAD_KIND,
    BAD_FLAGS,
    BAD_TYPE,
    NO_RUN,
    RESERVED,
    TWICE,
    BAD_FALLBACK,
    NO_CHOICES,
    BAD_COLUMNS,
    NO_FEATURES,
    TINY,
    WILD,
    KEY_TWICE,
    BLOCKS_OPERATOR,
    BAD_BOUNDS,
    SERIES_NAME,
    SERIES_KIND,
    SERIES_TWICE,
    SERIES_COST,
    SERIES_FLAGS,
    SERIES_RULE,
    SERIES_NOWHERE,
    TINY_SERIES,
    BAD_VIEWS,
    BAD_WORDS,
    WHEN_OPERATOR,
    SETTLES_ALONE,
    CHANCE_FORESEEN,
    AFTER_NOTHING,
    TWICE_CALLED,
    SETTLES_PROCESS,
};

#define IF(odd, then, otherwise) (ODD == (odd) ? (then) : (otherwise))

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return ORG_OK;
}

static const char *const choices[] = { "one", "two", NULL };
static const OrgParam params[] = {
    { .key = IF(BAD_KEY, "Key", "key"),
      .summary = "A choice",
      .type = IF(BAD_TYPE, 99, ORG_CHOICE),
      .fallback = IF(BAD_FALLBACK, "three", "two"),
      .choices = IF(NO_CHOICES, NULL, choices) },
    { .key = IF(KEY_TWICE, "key", "other"),
      .summary = "A table",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = IF(BAD_COLUMNS, "age:int,age:real", "age:int,rate:real?") },
    { .key = "share",
      .summary = "A share",
      .unit = "of posts",
      .type = ORG_PERCENT,
      .fallback = "2.5%",
      .min = IF(BAD_BOUNDS, 2, 0),
      .max = 1 },
};

static const OrgSeries series[] = {
    { .name = IF(SERIES_NAME, "odd_one", "odd-one"),
      .label = "The odd one",
      .kind = IF(SERIES_KIND, 3, ORG_FLOW),
      .flags = IF(SERIES_FLAGS, 1u << 9, ORG_ONE_OFF),
      .unit = IF(SERIES_COST, "posts", "money") },
    { .name = IF(SERIES_TWICE, "odd-one", "layer-*"), .label = "Layer *", .kind = ORG_LEVEL },
};

static const char *const words[] = { "làm lạ", IF(BAD_WORDS, "odd:into.id", "odd:share"), NULL };

static const OrgFeature features[] = {
    { .name = IF(RESERVED, "when", "odd"),
      .summary = IF(NO_SUMMARY, NULL, IF(BAD_UTF8, "\xff", "An odd one")),
      .details = "For tests.",
      .kind = IF(BAD_KIND, 6, ORG_OPERATOR),
      .flags = IF(BAD_FLAGS, 1u << 20, IF(BLOCKS_OPERATOR, ORG_BY_ROWS, ORG_NEEDS_BIRTHS)),
      .params = params,
      .n_params = 3,
      .run = IF(NO_RUN, NULL, run),
      .words = words },
    { .name = IF(TWICE, "odd", "even"),
      .summary = "Another",
      .kind = IF(SERIES_RULE, ORG_RULE, ODD >= CHANCE_FORESEEN ? ORG_PROCESS : ORG_METRIC),
      .flags = IF(WHEN_OPERATOR, ORG_MONTHLY,
                  IF(CHANCE_FORESEEN, ORG_FORESEES_RUN | ORG_USES_CHANCE,
                     IF(AFTER_NOTHING, ORG_AFTER_STEPS,
                        IF(TWICE_CALLED, ORG_MONTHLY | ORG_YEARLY,
                           ODD == SETTLES_ALONE || ODD == SETTLES_PROCESS ? ORG_SETTLES : 0)))),
      .series = IF(SERIES_NOWHERE, NULL, series),
      .n_series = 2,
      .run = run,
      .views = IF(BAD_VIEWS, 64, 0) },
};

ORG_EXPORT const OrgPlugin *orgsim_plugin_v1(void);
const OrgPlugin *
orgsim_plugin_v1(void)
{
    static const OrgPlugin plugin = {
        .size = IF(TINY, 16, sizeof(OrgPlugin)),
        .abi = IF(NEWER_MINOR, ORG_ABI + 1, IF(NEWER_MAJOR, 2u << 16, ORG_ABI)),
        .feature_size = sizeof(OrgFeature),
        .param_size = sizeof(OrgParam),
        .series_size = IF(TINY_SERIES, 16, sizeof(OrgSeries)),
        .id = IF(BAD_ID, "odd.one", PLUGIN_ID),
        .version = "1.2.3",
        .author = "orgsim",
        .license = "MIT",
        .features = IF(WILD, (const OrgFeature *) 8, features),
        .n_features = IF(NO_FEATURES, 0, 2),
    };
    return ODD == NULL_PLUGIN ? NULL : &plugin;
}
