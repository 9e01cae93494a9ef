// SPDX-License-Identifier: MIT
/* Streams of inspections: so many a year of units or people, and what is found. */
#pragma once
#include "../common/state.h"
#include "../common/table.h"

enum { P_STREAMS, P_UNITS, P_PEOPLE, P_MONTHS };
enum { C_STREAM, C_OF, C_NUMBER, C_SIGNS, C_FOUND, C_DISCIPLINED, C_ORDER };

/* What is counted of a stream: in the year so far, of each unit. */
enum { K_CHECKED, K_SIGNS, K_FOUND, K_DISCIPLINED, N_STAGES };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    OrgMonth now;
    uint64_t key; /* of the year */
} Call;

typedef struct {
    const char *name;
    bool of_people;
    double number;          /* a year */
    double share[N_STAGES]; /* of those of the stage before; of K_CHECKED unused */
    const char *order;      /* attribute, the highest first; "": by chance */
} Stream;

/* Checks a row of the table; the status of the call. */
OrgStatus stream_read(Call *c, size_t row, Stream *stream);

/* The month's part of a stream: who is checked, what is found, who is disciplined. */
void stream_go(Call *c, const Stream *stream);
