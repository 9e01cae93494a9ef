// SPDX-License-Identifier: MIT
/* The slips of an honest author: each must be told by a sentence that leads to it. */
#include <math.h>
#include <orgsim/plugin.h>
#include <stdio.h>
#include <string.h>

enum { WHERE_TO };

/* The columns are const; a cast makes them writable. In a rule, and after verbs of its own. */
static OrgStatus
write_in_a_rule(const OrgHost *host, OrgCtx *ctx)
{
    OrgWord *type = (OrgWord *) (uintptr_t) host->units(ctx)->type;
    type[0] = type[0] ? 0 : 1;
    return ORG_OK;
}

static OrgStatus
write_after_verbs(const OrgHost *host, OrgCtx *ctx)
{
    const OrgMonth *closed = host->units(ctx)->closed;
    OrgRow made = host->open_unit(ctx, 0, 0, "", "New");
    if (made != ORG_NONE && closed)
        ((uint8_t *) (uintptr_t) host->posts(ctx)->rank)[0] ^= 1;
    return ORG_OK;
}

/* A vacant post has no holder; whose unit is asked for all the same. */
static OrgStatus
unit_of_nobody(const OrgHost *host, OrgCtx *ctx)
{
    volatile OrgRow nobody = ORG_NONE;
    volatile OrgRow unit = host->people(ctx)->unit[nobody];
    return unit == 0 ? ORG_OK : host->fail(ctx, ORG_E_FAILED, "no");
}

static OrgStatus
far_row(const OrgHost *host, OrgCtx *ctx)
{
    volatile OrgRow row = 3000000000u;
    volatile OrgRow unit = host->people(ctx)->unit[row];
    return unit == 0 ? ORG_OK : host->fail(ctx, ORG_E_FAILED, "no");
}

/* Nobody can join two posts at once; the rows that were not made are used. */
static OrgStatus
failed_join(const OrgHost *host, OrgCtx *ctx)
{
    const OrgJoiner joiners[2] = {
        { .size = sizeof(OrgJoiner), .post = 0, .born = ORG_UNKNOWN, .hired = ORG_UNKNOWN },
        { .size = sizeof(OrgJoiner), .post = 0, .born = ORG_UNKNOWN, .hired = ORG_UNKNOWN }
    };
    OrgRow first;
    host->join(ctx, joiners, 2, sizeof(OrgJoiner), &first);
    volatile OrgRow unit = host->people(ctx)->unit[first];
    return unit == 0 ? ORG_OK : ORG_E_FAILED;
}

static OrgStatus
prints(const OrgHost *host, OrgCtx *ctx)
{
    printf("%u units\n", host->units(ctx)->n);
    return ORG_OK;
}

static OrgStatus
million_findings(const OrgHost *host, OrgCtx *ctx)
{
    for (int i = 0; i < 1000000; i++)
        host->finding(ctx, ORG_NOTE, ORG_UNITS, 0, "Something is odd.");
    return ORG_OK;
}

static OrgStatus
no_format(const OrgHost *host, OrgCtx *ctx)
{
    static const char *volatile none; /* past the eyes of the compiler */
    host->finding(ctx, ORG_NOTE, ORG_UNITS, 0, none, NULL);
    return ORG_OK;
}

/* A parameter that was not given is no row. */
static OrgStatus
unset_unit(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *rows;
    host->posts_of(ctx, (OrgRow) host->integer(ctx, WHERE_TO), &rows);
    return ORG_OK;
}

static OrgStatus
rows_of_unit(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *rows;
    host->rows(ctx, WHERE_TO, &rows);
    return ORG_OK;
}

static OrgStatus
endless(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow row = 0;
    const double value = INFINITY;
    host->set_numbers(ctx, ORG_UNITS, "load", &row, &value, 1);
    return ORG_OK;
}

/* A renderer chooses names, but not of what is no drawing. */
static OrgStatus
take_over(const OrgHost *host, OrgCtx *ctx)
{
    return host->output(ctx, "town.orgdb", "image/svg+xml", "<svg/>", 6);
}

/* Two lines in what shows a folder, an option of what is called with its files, an order to a terminal. */
static OrgStatus
break_line(const OrgHost *host, OrgCtx *ctx)
{
    return host->output(ctx, "town\nfine.svg", "image/svg+xml", "<svg/>", 6);
}

static OrgStatus
be_an_option(const OrgHost *host, OrgCtx *ctx)
{
    return host->output(ctx, "--force.svg", "image/svg+xml", "<svg/>", 6);
}

static OrgStatus
be_green(const OrgHost *host, OrgCtx *ctx)
{
    return host->output(ctx, "\033[32mfine.svg", "image/svg+xml", "<svg/>", 6);
}

static const char *
first_teller(const OrgTable *table)
{
    for (size_t i = 0; table && i < table->n_columns; i++) {
        const OrgColumn *column = org_column(table, i);
        for (size_t row = 0; strcmp(column->name, "told_by") == 0 && row < table->rows; row++)
            if (column->text[row])
                return column->text[row];
    }
    return "nobody";
}

/* No slip: draws whose word the figures are. */
static OrgStatus
whose_word(const OrgHost *host, OrgCtx *ctx)
{
    char text[200];
    int size = snprintf(text, sizeof text,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><desc>series: %s; target: %s</desc></svg>",
                        first_teller(host->data(ctx, "series")), first_teller(host->data(ctx, "target")));
    return host->output(ctx, "told.svg", "image/svg+xml", text, (size_t) size);
}

static const OrgParam params[] = {
    { .key = "where_to", .summary = "A unit that may be left out", .type = ORG_UNIT, .fallback = "" },
};
#define SLIP(name_, kind_, run_)                                                                                       \
    {                                                                                                                  \
        .name = name_, .summary = "a slip", .kind = kind_, .params = params, .n_params = 1, .run = run_                \
    }
static const OrgFeature features[] = {
    SLIP("write-in-a-rule", ORG_RULE, write_in_a_rule),
    SLIP("write-after-verbs", ORG_OPERATOR, write_after_verbs),
    SLIP("unit-of-nobody", ORG_OPERATOR, unit_of_nobody),
    SLIP("far-row", ORG_OPERATOR, far_row),
    SLIP("failed-join", ORG_OPERATOR, failed_join),
    SLIP("prints", ORG_OPERATOR, prints),
    SLIP("million-findings", ORG_RULE, million_findings),
    SLIP("no-format", ORG_OPERATOR, no_format),
    SLIP("unset-unit", ORG_OPERATOR, unset_unit),
    SLIP("rows-of-unit", ORG_OPERATOR, rows_of_unit),
    SLIP("endless", ORG_OPERATOR, endless),
    SLIP("take-over", ORG_RENDERER, take_over),
    SLIP("break-line", ORG_RENDERER, break_line),
    SLIP("be-an-option", ORG_RENDERER, be_an_option),
    SLIP("be-green", ORG_RENDERER, be_green),
    SLIP("whose-word", ORG_RENDERER, whose_word),
};
ORG_PLUGIN("slip", "1", "tests", "MIT", features);
