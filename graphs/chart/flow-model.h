// SPDX-License-Identifier: MIT
/* Posts, people or units of a run, by the part of the organisation where they were and where they are. */
#pragma once
#include "model.h"

/* A part: a unit with all below it, the units above the parts, what is elsewhere, or a chip of several. */
typedef struct {
    OrgRow unit;                 /* ORG_NONE: a chip, or elsewhere */
    const char *name, *old_name; /* at the end and at the start */
    uint32_t flags;              /* of its fates */
    uint8_t fate;                /* the first of them */
    bool closed, opened, chip, elsewhere, above,
        own, /* there are parts below it: its figures are those of the unit alone */
        folded; /* closed: not there at the end; opened: not there at the start; folded: a chip counts it, or it has nothing to show */
    uint32_t group, units;  /* units: of a chip */
    uint32_t counts[FATES]; /* of a chip */
    int64_t before, after;  /* thousandths */
} FlowPart;

/* Thousandths that went from one part to another. `from` or `to` FLOW_NONE: they were not there, or are no more;
 * both: they came and went within the run. */
#define FLOW_NONE UINT32_MAX
typedef struct {
    uint32_t from, to;
    int64_t weight;
} FlowMove;

typedef struct {
    FlowPart *part;
    uint32_t n;
    FlowMove *move; /* one for each pair of parts that anything went between, by from and to */
    uint32_t n_moves;
    uint32_t counts[FATES]; /* of all units of the chart, parts or not */
    /* before - left - went + joined + came = after; went, came: from and to what is not under the unit of --under */
    int64_t before, after, left, joined, went, came, passing; /* passing: part of both left and joined */
    OrgMonth from, to;
    Count count; /* what is counted in the end: a file without posts has only units */
} FlowModel;

/* parts: how many may stand on a side; more are folded to chips of a type. */
OrgStatus flow_read(const Chart *chart, uint32_t parts, FlowModel *model);
