// SPDX-License-Identifier: MIT
/* A chart that writes what it was not asked for. Its title says how. */
#include <orgsim/plugin.h>
#include <stdlib.h>
#include <string.h>

static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";

static OrgStatus
write_svg(const OrgHost *host, OrgCtx *ctx, const char *name)
{
    return host->output(ctx, name, "image/svg+xml", svg, sizeof svg - 1);
}

/* Many pages of 16 MiB each, all of them real pictures. */
static OrgStatus
flood(const OrgHost *host, OrgCtx *ctx)
{
    static const char pages[] = "0123456789";
    enum { SIZE = 16 << 20 };
    char name[] = "chart-10.svg", *bytes = malloc(SIZE);
    OrgStatus status = bytes ? ORG_OK : ORG_E_FAILED;

    if (bytes) {
        memset(bytes, ' ', SIZE);
        memcpy(bytes, svg, sizeof svg - 1);
    }
    for (unsigned i = 10; i < 48 && status == ORG_OK; i++) {
        name[6] = pages[i / 10];
        name[7] = pages[i % 10];
        status = host->output(ctx, name, "image/svg+xml", bytes, SIZE);
    }
    free(bytes);
    return status;
}

static OrgStatus
draw(const OrgHost *host, OrgCtx *ctx)
{
    const char *how = host->text(ctx, 0);

    if (!strcmp(how, "good"))
        return write_svg(host, ctx, "chart.svg");
    if (!strcmp(how, "nothing"))
        return ORG_OK;
    if (!strcmp(how, "flood"))
        return flood(host, ctx);
    if (!strcmp(how, "wrong bytes"))
        return host->output(ctx, "chart.svg", "image/svg+xml", "SQLite format 3\0..", 18);
    if (!strcmp(how, "empty"))
        return host->output(ctx, "chart.svg", "image/svg+xml", "", 0);
    if (!strcmp(how, "twice") && write_svg(host, ctx, "chart.svg") == ORG_OK)
        return write_svg(host, ctx, "chart.svg");
    if (!strcmp(how, "crash") && write_svg(host, ctx, "chart.svg") == ORG_OK)
        *(volatile int *) NULL = 1;
    if (!strcmp(how, "fail") && write_svg(host, ctx, "chart.svg") == ORG_OK)
        return host->fail(ctx, ORG_E_FAILED, "it thinks otherwise");
    if (!strcmp(how, "one more") && write_svg(host, ctx, "chart.svg") == ORG_OK)
        return write_svg(host, ctx, "chart.orgdb");
    return write_svg(host, ctx, how); /* under any name */
}

static const OrgParam params[] = {
    { "title", "what it does", NULL, ORG_TEXT, "good", 0, 0, NULL, NULL },
    { "view", "", NULL, ORG_TEXT, "", 0, 0, NULL, NULL },
    { "format", "", NULL, ORG_TEXT, "", 0, 0, NULL, NULL },
    { "lang", "", NULL, ORG_TEXT, "", 0, 0, NULL, NULL },
};
static const OrgFeature features[] = {
    { .name = "chart",
      .summary = "draws elsewhere",
      .kind = ORG_RENDERER,
      .params = params,
      .n_params = 4,
      .run = draw },
};
ORG_PLUGIN("rogue", "1", "tests", "MIT", features);
