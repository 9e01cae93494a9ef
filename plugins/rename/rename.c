// SPDX-License-Identifier: MIT
/* rename (đổi tên): units get another name, type or function; nothing else changes. */
#include "../common/call.h"
#include "../common/problems.h"
#include "../common/table.h"

enum { P_UNITS, P_WHERE, P_NAME, P_TYPE, P_FUNCTION, P_TABLE, N_PARAMS };
enum { C_UNIT, C_NAME, C_TYPE, C_FUNCTION }; /* columns of table */

static const OrgParam params[N_PARAMS] = {
    [P_UNITS] = { "units", "Units that change", NULL, ORG_UNIT_SET, "" },
    [P_WHERE] = { "where", "Units that change, chosen by SQL; instead of units", NULL, ORG_UNIT_SET, "" },
    [P_NAME] = { "name", "The new name, of one unit", NULL, ORG_TEXT, "" },
    [P_TYPE] = { "type", "The new type", NULL, ORG_TEXT, "" },
    [P_FUNCTION] = { "function", "The new function", NULL, ORG_TEXT, "" },
    [P_TABLE] = { "table", "Many units, each with what changes; a blank cell changes nothing", NULL, ORG_TABLE, "", 0,
                  0, NULL, "unit:text,name:text?,type:text?,function:text?" },
};

/* What a unit shall be; NULL: as it is. */
typedef struct {
    OrgRow unit;
    const char *name, *type, *function;
} Change;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    Change *changes;
    size_t n;
    size_t renamed, retyped, rechartered;
} Rename;

static const char *
text_of(const Rename *r, unsigned param)
{
    const char *text = r->host->text(r->ctx, param);
    return *text ? text : NULL;
}

static bool
read_units(Rename *r)
{
    const OrgHost *h = r->host;
    bool units = h->given(r->ctx, P_UNITS);
    const OrgRow *rows;
    if (units == h->given(r->ctx, P_WHERE))
        return call_ok(&r->status, h->fail(r->ctx, ORG_E_INVALID,
                                           "Say which units change by one of `units:`, `where:` and `table:`."));
    Change change = { ORG_NONE, text_of(r, P_NAME), text_of(r, P_TYPE), text_of(r, P_FUNCTION) };
    if (!change.name && !change.type && !change.function)
        return call_ok(&r->status, h->fail(r->ctx, ORG_E_INVALID,
                                           "It is not said what changes: give `name:`, `type:` or `function:`."));
    r->n = h->rows(r->ctx, units ? P_UNITS : P_WHERE, &rows);
    if (change.name && r->n > 1)
        return call_ok(&r->status, h->fail(r->ctx, ORG_E_INVALID,
                                           "One name cannot be that of %u units; give a `table:` with a row for each.",
                                           (unsigned) r->n));
    if (!(r->changes = call_scratch(h, r->ctx, &r->status, r->n, sizeof *r->changes)))
        return false;
    for (size_t i = 0; i < r->n; i++) {
        r->changes[i] = change;
        r->changes[i].unit = rows[i];
    }
    return true;
}

static bool
read_table(Rename *r)
{
    const OrgHost *h = r->host;
    const OrgTable *table = h->table(r->ctx, P_TABLE);
    const OrgUnits *units = h->units(r->ctx);
    Problems problems = { .text = call_scratch(h, r->ctx, &r->status, PROBLEMS_BYTES, 1) };
    uint8_t *seen = call_scratch(h, r->ctx, &r->status, units->n, 1);
    r->changes = call_scratch(h, r->ctx, &r->status, table->rows, sizeof *r->changes);
    if (!problems.text || !seen || !r->changes)
        return false;
    for (unsigned param = P_UNITS; param <= P_FUNCTION; param++)
        if (h->given(r->ctx, param))
            return call_ok(&r->status,
                           h->fail(r->ctx, ORG_E_INVALID,
                                   "A `table:` says all that changes; `%s:` does not go with it.", params[param].key));
    for (uint32_t i = 0; i < table->rows; i++) {
        const char *id = text_or_null(table, C_UNIT, i);
        OrgRow unit = h->find(r->ctx, ORG_UNITS, id);
        if (unit == ORG_NONE || units->closed[unit] != ORG_OPEN) {
            problems_add(&problems, "table", i + 1,
                         unit == ORG_NONE ? "there is no unit \"%s\"." : "the unit \"%s\" has been closed.", id, NULL);
            continue;
        }
        if (seen[unit])
            problems_add(&problems, "table", i + 1, "the unit \"%s\" stands twice; every unit has one row.", id, NULL);
        seen[unit] = 1;
        r->changes[r->n++] = (Change){ unit, text_or_null(table, C_NAME, i), text_or_null(table, C_TYPE, i),
                                       text_or_null(table, C_FUNCTION, i) };
    }
    return call_ok(&r->status, problems_refuse(&problems, h, r->ctx));
}

static bool
set_names(Rename *r)
{
    r->host->because(r->ctx, "renamed");
    for (size_t i = 0; i < r->n; i++) {
        const Change *change = &r->changes[i];
        if (!change->name || !strcmp(change->name, r->host->name(r->ctx, ORG_UNITS, change->unit)))
            continue;
        if (!call_ok(&r->status, r->host->rename_unit(r->ctx, change->unit, change->name)))
            return false;
        r->renamed++;
    }
    return true;
}

/* Types or functions of all that change theirs, in one act. */
static bool
set_words(Rename *r, uint32_t field, size_t *count)
{
    const OrgUnits *units = r->host->units(r->ctx);
    const OrgWord *now = field == ORG_F_TYPE ? units->type : units->function;
    OrgRow *rows = call_scratch(r->host, r->ctx, &r->status, r->n, sizeof *rows);
    int64_t *values = call_scratch(r->host, r->ctx, &r->status, r->n, sizeof *values);
    if (!rows || !values)
        return false;
    for (size_t i = 0; i < r->n; i++) {
        const char *text = field == ORG_F_TYPE ? r->changes[i].type : r->changes[i].function;
        OrgWord word = text ? r->host->word(r->ctx, text) : 0;
        rows[*count] = r->changes[i].unit;
        values[*count] = word;
        *count += word != 0 && word != now[r->changes[i].unit];
    }
    return !*count || call_ok(&r->status, r->host->set(r->ctx, field, rows, values, *count));
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Rename r = { .host = host, .ctx = ctx };
    if (!(host->given(ctx, P_TABLE) ? read_table(&r) : read_units(&r)) || !set_names(&r))
        return r.status;
    host->because(ctx, "of another type from now on");
    if (!set_words(&r, ORG_F_TYPE, &r.retyped))
        return r.status;
    host->because(ctx, "with another function from now on");
    if (!set_words(&r, ORG_F_FUNCTION, &r.rechartered))
        return r.status;
    if (!r.renamed && !r.retyped && !r.rechartered)
        host->finding(ctx, ORG_NOTE, ORG_UNITS, ORG_NONE, "Nothing changes: the units are so already.");
    host->measure(ctx, "units-renamed", ORG_NONE, (double) r.renamed);
    host->measure(ctx, "units-retyped", ORG_NONE, (double) r.retyped);
    host->measure(ctx, "functions-changed", ORG_NONE, (double) r.rechartered);
    return r.status;
}

static const OrgSeries series[] = {
    { .name = "units-renamed", .label = "Units renamed", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-retyped", .label = "Units that changed their type", .kind = ORG_FLOW, .unit = "units" },
    { .name = "functions-changed", .label = "Units that changed their function", .kind = ORG_FLOW, .unit = "units" },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "đổi tên", NULL };

static const OrgFeature features[] = {
    { .name = "rename",
      .summary = "Give units another name, type or function",
      .details =
          "Renaming (đổi tên): posts, people and units below stay as they are, and so does the id, so that the unit "
          "is the same before and after.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("rename", "1.0.0", "orgsim", "MIT", features);
