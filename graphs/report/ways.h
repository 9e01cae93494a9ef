// SPDX-License-Identifier: MIT
/* What `reach` and `reach --assumptions` found, where the report was made with it (--reach). */
#pragma once
#include "page.h"

/* Was the report made so? */
bool is_looked_into(const Report *report);
/* Each change of a step that meets the target alone, or that there is none; false: nobody looked. */
bool write_ways(const Report *report, const Run *run, const char *id);
/* What each assumption turns at its low and its high; nothing where nobody looked. */
void write_turns(const Report *report, const Run *run);

/* One end of an assumption and what it does to one target. */
typedef struct {
    const OrgTable *table;
    size_t row;
} Turn;
/* The assumptions that matter most, each with the end and the target that it does most to; returns how many, at most `most`. */
size_t turns_of(const Report *report, const Run *run, Turn *turns, size_t most);
enum { TURN_ARGS = 7 };
/* The sentence of a turn and what goes into it; returns how many of args. */
size_t turn_args(const Turn *turn, Arg args[TURN_ARGS], Word *word);
