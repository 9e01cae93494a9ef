// SPDX-License-Identifier: MIT
/* What units do: a list of functions in the attribute `functions`, between semicolons; where it is blank, the unit's function; a hyphen is none.
 * Shared by plugins, knows plugin.h only. */
#pragma once
#include "call.h"

#include <string.h>

/* The functions of a unit, each once, in the order of the list. *n: how many. NULL: no memory, and the call has failed. */
static inline OrgWord *
functions_of(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, OrgRow unit, size_t *n)
{
    const OrgWord *lists = host->words(ctx, ORG_UNITS, "functions");
    const char *list = lists ? host->spell(ctx, lists[unit]) : "";
    if (!*list)
        list = host->spell(ctx, host->units(ctx)->function[unit]);
    size_t length = strlen(list), room = 1;
    for (const char *p = list; *p; p++)
        room += *p == ';';
    OrgWord *words = call_scratch(host, ctx, status, room, sizeof *words);
    char *copy = words ? call_scratch(host, ctx, status, length + 1, 1) : NULL;
    *n = 0;
    if (!copy)
        return NULL;
    for (size_t at = 0; at < length;) {
        size_t size = strcspn(list + at, ";"), from = at, end = at + size;
        while (from < end && list[from] == ' ')
            from++;
        while (end > from && list[end - 1] == ' ')
            end--;
        memcpy(copy, list + from, end - from);
        copy[end - from] = 0;
        OrgWord word = host->word(ctx, copy);
        bool there = word == 0 || !strcmp(copy, "-"); /* a hyphen: none, whatever the function */
        for (size_t i = 0; i < *n; i++)
            there = there || words[i] == word;
        if (!there)
            words[(*n)++] = word;
        at += size + 1;
    }
    return words;
}

/* Set the list of a unit. FALSE: the call has failed. */
static inline bool
functions_write(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, OrgRow unit, const OrgWord *words, size_t n)
{
    size_t length = 1;
    for (size_t i = 0; i < n; i++)
        length += strlen(host->spell(ctx, words[i])) + 1;
    char *text = call_scratch(host, ctx, status, length, 1), *end = text;
    if (!text)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *word = host->spell(ctx, words[i]);
        if (i)
            *end++ = ';';
        memcpy(end, word, strlen(word));
        end += strlen(word);
    }
    OrgWord value = host->word(ctx, n ? text : "-"); /* a blank would mean the unit's own function again */
    return call_ok(status, host->set_words(ctx, ORG_UNITS, "functions", &unit, &value, 1));
}
