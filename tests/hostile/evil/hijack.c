// SPDX-License-Identifier: MIT
/* Operators that want to pass by a rule: by the host's table, by frames in the name of others, by an end before the end. */
#include "../../../engine/worker/wire/protocol.h" /* an attacker has read it, too */
#include <orgsim/plugin.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* As engine/sim/judged.h has them. */
enum { SLICE = 2, SETTLE, RULES, FIGURES };

static void
deaf_breach(OrgCtx *ctx, uint32_t severity, uint32_t table, OrgRow row, const char *code, double value, double limit,
            const char *format, ...)
{
    (void) ctx, (void) severity, (void) table, (void) row, (void) code, (void) value, (void) limit, (void) format;
}

static void
deaf_finding(OrgCtx *ctx, uint32_t severity, uint32_t table, OrgRow row, const char *format, ...)
{
    (void) ctx, (void) severity, (void) table, (void) row, (void) format;
}

/* The table is constant, but its page belongs to the process. NULL: it is well kept. */
static OrgHost *
seize(const OrgHost *host)
{
    uintptr_t page = (uintptr_t) sysconf(_SC_PAGESIZE), first = (uintptr_t) host / page * page;
    OrgHost *table = (OrgHost *) (uintptr_t) host;
    if (mprotect((void *) first, (uintptr_t) host + sizeof *host - first, PROT_READ | PROT_WRITE) != 0)
        return NULL;
    return table;
}

static OrgStatus
silence(const OrgHost *host, OrgCtx *ctx)
{
    OrgHost *table = seize(host);
    if (table == NULL)
        return host->fail(ctx, ORG_E_FAILED, "the table is well kept");
    table->breach = deaf_breach;
    table->finding = deaf_finding;
    return ORG_OK;
}

static void (*measure)(OrgCtx *, const char *, OrgRow, double);

static void
measure_more(OrgCtx *ctx, const char *series, OrgRow unit, double value)
{
    measure(ctx, series, unit, value + 1);
}

/* What metrics measure after it is one more. */
static OrgStatus
exaggerate(const OrgHost *host, OrgCtx *ctx)
{
    OrgHost *table = seize(host);
    if (table == NULL)
        return host->fail(ctx, ORG_E_FAILED, "the table is well kept");
    if (table->measure != measure_more)
        measure = table->measure;
    table->measure = measure_more;
    return ORG_OK;
}

static OrgStatus
open_one(const OrgHost *host, OrgCtx *ctx)
{
    host->open_unit(ctx, 0, host->word(ctx, "room"), "third", "Third");
    return ORG_OK;
}

/* The word is made here, and nobody else knows its number. */
static OrgStatus
name_a_ghost(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow unit = 1;
    const int64_t type = host->word(ctx, "ghost");
    return host->set(ctx, ORG_F_TYPE, &unit, &type, 1);
}

static void
frame(uint32_t type, const void *payload, size_t size)
{
    unsigned char bytes[512];
    uint32_t length = (uint32_t) size;
    memcpy(bytes, &type, 4);
    memcpy(bytes + 4, &length, 4);
    memcpy(bytes + 8, payload, size);
    if (write(ORG_WORKER_CHANNEL, bytes, 8 + size) < 0)
        _exit(1);
}

static unsigned char *
put(unsigned char *at, const void *value, size_t size)
{
    memcpy(at, value, size);
    return at + size;
}

/* In the name of item 2, a rule: a veto against item 1, the step of another. */
static OrgStatus
forge_veto(const OrgHost *host, OrgCtx *ctx)
{
    const uint32_t item = 2, severity = ORG_VETO, table = ORG_UNITS, row = 0, none = 0, size = 8, again = 0;
    const int32_t step = 1, month = host->now(ctx);
    const double value = 6, limit = 3;
    unsigned char bytes[128], *at = bytes;
    at = put(put(put(at, &item, 4), &step, 4), &severity, 4);
    at = put(put(put(at, &table, 4), &row, 4), &month, 4);
    at = put(put(at, &none, 4), &none, 4);
    at = put(put(at, &size, 4), "over-cap", 8);
    at = put(put(put(put(at, &value, 8), &limit, 8), &month, 4), &again, 4);
    frame(ORG_FRAME_FINDING, bytes, (size_t) (at - bytes));
    return ORG_OK;
}

static void
tell_step(uint32_t item, int32_t month, const char *status)
{
    const uint32_t size = (uint32_t) strlen(status), none = 0;
    unsigned char bytes[64], *at = bytes;
    at = put(put(put(at, &item, 4), &month, 4), &size, 4);
    at = put(put(at, status, size), &none, 4);
    frame(ORG_FRAME_STEP, bytes, (size_t) (at - bytes));
}

static OrgStatus
forge_not_due(const OrgHost *host, OrgCtx *ctx)
{
    tell_step(1, host->now(ctx), "not-due");
    return ORG_OK;
}

static void
ask(uint32_t kind, uint32_t item, int32_t month, int32_t first)
{
    const struct {
        uint32_t kind, item;
        int32_t month, first;
    } asked = { kind, item, month, first };
    frame(ORG_FRAME_ASK, &asked, sizeof asked);
}

/* The run ends before the step of another. */
static OrgStatus
end_early(const OrgHost *host, OrgCtx *ctx)
{
    const int32_t now = host->now(ctx);
    struct {
        uint32_t replication, status;
        int32_t month;
        uint32_t message, hash;
        char digits[64];
    } result = { 0, 0, now, 0, 64, { 0 } };
    memset(result.digits, '0', 64);
    ask(SLICE, 0, now, now);
    ask(SETTLE, 0, now, INT32_MIN);
    ask(RULES, 0, now, INT32_MIN);
    ask(FIGURES, 0, now, INT32_MIN);
    tell_step(0, now, "done");
    frame(ORG_FRAME_RESULT, &result, sizeof result);
    _exit(0);
}

/* The same figure under a metric's name. */
static OrgStatus
forge_figure(const OrgHost *host, OrgCtx *ctx)
{
    const struct {
        uint32_t item, unit;
        int32_t month;
        uint32_t baseline;
        double value;
        uint32_t length;
        char series[8];
    } forged = { 2, ORG_NONE, host->now(ctx), 0, 10, 5, "units" };
    frame(ORG_FRAME_MEASURE, &forged, 33);
    return ORG_OK;
}

/* A figure of its own, which nobody can check. */
static OrgStatus
boast(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "boasted", ORG_NONE, 7);
    return ORG_OK;
}

static const OrgSeries boasts[] = { { .name = "boasted", .label = "Boasts", .kind = ORG_FLOW } };

static const OrgFeature features[] = {
    { .name = "boast",
      .summary = "measures what it likes",
      .kind = ORG_PROCESS,
      .flags = ORG_MONTHLY,
      .series = boasts,
      .n_series = 1,
      .run = boast },
    { .name = "silence", .summary = "empties the host's table", .kind = ORG_OPERATOR, .run = silence },
    { .name = "exaggerate", .summary = "changes what is measured", .kind = ORG_OPERATOR, .run = exaggerate },
    { .name = "open-one", .summary = "opens a unit", .kind = ORG_OPERATOR, .run = open_one },
    { .name = "name-a-ghost", .summary = "makes a word", .kind = ORG_OPERATOR, .run = name_a_ghost },
    { .name = "forge-veto", .summary = "vetoes in a rule's name", .kind = ORG_OPERATOR, .run = forge_veto },
    { .name = "forge-not-due", .summary = "tells of another's step", .kind = ORG_OPERATOR, .run = forge_not_due },
    { .name = "end-early", .summary = "ends the run", .kind = ORG_OPERATOR, .run = end_early },
    { .name = "forge-figure", .summary = "measures in a metric's name", .kind = ORG_OPERATOR, .run = forge_figure },
};
ORG_PLUGIN("hijack", "1", "tests", "MIT", features);
