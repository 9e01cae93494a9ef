// SPDX-License-Identifier: MIT
/* Speaks on the engine's channel in the worker's name. */
#include "../../../engine/worker/wire/protocol.h" /* an attacker has read it, too */
#include <orgsim/plugin.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void
to_all(const void *bytes, size_t size)
{
    for (int fd = 0; fd < 64; fd++)
        if (write(fd, bytes, size) < 0)
            continue;
}

static OrgStatus
noise(const OrgHost *host, OrgCtx *ctx)
{
    unsigned char bytes[4096];
    (void) host;
    (void) ctx;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char) (i * 2654435761u >> 7 | 0x80);
    to_all(bytes, sizeof bytes);
    return ORG_OK;
}

static void
frame(uint32_t type, const void *payload, uint32_t size)
{
    unsigned char bytes[512];
    memcpy(bytes, &type, 4);
    memcpy(bytes + 4, &size, 4);
    memcpy(bytes + 8, payload, size);
    to_all(bytes, 8 + size);
}

/* RESULT: replication 0, done, a month, no message, a hash of zeros: "all went well". */
static OrgStatus
claim_success(const OrgHost *host, OrgCtx *ctx)
{
    struct {
        uint32_t replication, status, month, message, hash;
        char digits[64];
    } result = { 0, 0, (uint32_t) host->now(ctx), 0, 64, { 0 } };
    memset(result.digits, '0', 64);
    frame(ORG_FRAME_RESULT, &result, sizeof result);
    _exit(0);
}

/* ACTS: bytes that are no act, then success. */
static OrgStatus
claim_acts(const OrgHost *host, OrgCtx *ctx)
{
    frame(ORG_FRAME_ACTS, "\xff\xff\xff\x7f, 0123456789abcdef", 24);
    return claim_success(host, ctx);
}

/* CALLING: an item that does not exist. */
static OrgStatus
blame_another(const OrgHost *host, OrgCtx *ctx)
{
    uint32_t calling[3] = { 4000000000u, 0, 0 };
    (void) host;
    (void) ctx;
    frame(ORG_FRAME_CALLING, calling, sizeof calling);
    for (;;)
        pause();
    return ORG_OK;
}

static unsigned char *
put(unsigned char *at, const void *value, size_t size)
{
    memcpy(at, value, size);
    return at + size;
}

/* FINDING: a breach of unit 0 that has stood since a month. */
static void
claim(uint32_t severity, int32_t month, int32_t since)
{
    const uint32_t item = 0, table = ORG_UNITS, row = 0, none = 0, size = 8, again = 0;
    const int32_t step = -1;
    const double value = 6, limit = 3;
    unsigned char bytes[128], *at = bytes;
    at = put(put(put(at, &item, 4), &step, 4), &severity, 4);
    at = put(put(put(at, &table, 4), &row, 4), &month, 4);
    at = put(put(at, &none, 4), &none, 4); /* no sentence, no id */
    at = put(put(at, &size, 4), "over-cap", 8);
    at = put(put(put(put(at, &value, 8), &limit, 8), &since, 4), &again, 4);
    frame(ORG_FRAME_FINDING, bytes, (uint32_t) (at - bytes));
}

/* An operator finds a breach, as only rules do. */
static OrgStatus
claim_breach(const OrgHost *host, OrgCtx *ctx)
{
    claim(ORG_WARN, host->now(ctx), host->now(ctx));
    return ORG_OK;
}

/* A rule has known for a year what it never told. */
static OrgStatus
claim_past(const OrgHost *host, OrgCtx *ctx)
{
    claim(ORG_WARN, host->now(ctx), host->now(ctx) - 12);
    return ORG_OK;
}

/* A veto where no step ran. */
static OrgStatus
claim_veto(const OrgHost *host, OrgCtx *ctx)
{
    claim(ORG_VETO, host->now(ctx), host->now(ctx));
    return ORG_OK;
}

/* A frame that announces more than it brings, and an end. */
static OrgStatus
half_frame(const OrgHost *host, OrgCtx *ctx)
{
    uint32_t header[2] = { ORG_FRAME_ACTS, 1000 };
    (void) host;
    (void) ctx;
    to_all(header, sizeof header);
    _exit(0);
}

/* Calling frames without end put off every deadline. */
static OrgStatus
keep_calling(const OrgHost *host, OrgCtx *ctx)
{
    struct {
        uint32_t item, month, size;
        char name[8];
    } calling = { 0, (uint32_t) host->now(ctx), 7, "garbage" };
    for (;;)
        frame(ORG_FRAME_CALLING, &calling, 19);
    return ORG_OK;
}

/* MEASURE: what the host told, or will tell, with another value. */
static void
claim_measure(const OrgHost *host, OrgCtx *ctx, const char series[8])
{
    struct {
        uint32_t item, unit, month, baseline;
        double value;
        uint32_t length;
        char series[8];
    } measure = { 0, ORG_NONE, (uint32_t) host->now(ctx), 0, 10, 8, { 0 } };
    memcpy(measure.series, series, 8);
    frame(ORG_FRAME_MEASURE, &measure, 36);
}

static OrgStatus
measure_twice(const OrgHost *host, OrgCtx *ctx)
{
    claim_measure(host, ctx, "departed");
    host->measure(ctx, "departed", ORG_NONE, 11);
    return ORG_OK;
}

/* Of a month that the clock does not store: nobody would look for a second value there. */
static OrgStatus
measure_between(const OrgHost *host, OrgCtx *ctx)
{
    claim_measure(host, ctx, "departed");
    return ORG_OK;
}

static OrgStatus
measure_the_undeclared(const OrgHost *host, OrgCtx *ctx)
{
    claim_measure(host, ctx, "surprise");
    return ORG_OK;
}

/* Calls announced slowly enough for their number to be possible: each would begin a time of its own. */
static OrgStatus
renew_calling(const OrgHost *host, OrgCtx *ctx)
{
    struct {
        uint32_t item, month, size;
        char name[8];
    } calling = { 0, (uint32_t) host->now(ctx), 7, "garbage" };
    for (;;) {
        nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
        frame(ORG_FRAME_CALLING, &calling, 19);
    }
    return ORG_OK;
}

static OrgStatus
hang_up(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    for (int fd = 0; fd < 64; fd++)
        close(fd);
    for (;;)
        pause();
    return ORG_OK;
}

static const OrgSeries series[] = { { .name = "departed", .label = "Who left", .kind = ORG_LEVEL } };

static const OrgFeature features[] = {
    { .name = "measure-twice",
      .summary = "measures in the host's name beside its own measure",
      .kind = ORG_OPERATOR,
      .series = series,
      .n_series = 1,
      .run = measure_twice },
    { .name = "measure-between",
      .summary = "measures in the host's name between the months with figures",
      .kind = ORG_OPERATOR,
      .series = series,
      .n_series = 1,
      .run = measure_between },
    { .name = "measure-the-undeclared",
      .summary = "measures what it never declared",
      .kind = ORG_OPERATOR,
      .run = measure_the_undeclared },
    { .name = "renew-calling", .summary = "announces calls now and then", .kind = ORG_OPERATOR, .run = renew_calling },
    { .name = "noise", .summary = "writes nonsense to every descriptor", .kind = ORG_OPERATOR, .run = noise },
    { .name = "claim-success",
      .summary = "sends a result in the worker's name",
      .kind = ORG_OPERATOR,
      .run = claim_success },
    { .name = "claim-acts", .summary = "sends acts that are none", .kind = ORG_OPERATOR, .run = claim_acts },
    { .name = "blame-another",
      .summary = "announces a call of another item",
      .kind = ORG_OPERATOR,
      .run = blame_another },
    { .name = "claim-breach", .summary = "an operator finds a breach", .kind = ORG_OPERATOR, .run = claim_breach },
    { .name = "claim-past", .summary = "a rule makes up what it told", .kind = ORG_RULE, .run = claim_past },
    { .name = "claim-veto", .summary = "a rule vetoes no step", .kind = ORG_RULE, .run = claim_veto },
    { .name = "half-frame", .summary = "breaks off in a frame", .kind = ORG_OPERATOR, .run = half_frame },
    { .name = "keep-calling", .summary = "announces calls without end", .kind = ORG_OPERATOR, .run = keep_calling },
    { .name = "hang-up", .summary = "closes every descriptor", .kind = ORG_OPERATOR, .run = hang_up },
};
ORG_PLUGIN("garbage", "1", "tests", "MIT", features);
