// SPDX-License-Identifier: MIT
/* What the decrees give to one person, worked out from plain figures by the files in schemes/: no organisation, no scenario.
 * Amounts in VND. README.md has the formulas. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>

/* As the parameter `scheme` chooses among severance_choices. */
enum { SCHEME_IN_FORCE, SCHEME_29, SCHEME_178, SCHEME_154, SCHEME_NONE, SCHEME_108, N_SCHEMES };
extern const char *const severance_choices[];

/* How well a figure is known, the least first to be believed last. */
typedef enum { KNOWN_READ, KNOWN_REPORTED, KNOWN_WEAK, KNOWN_ASSUMED, KNOWN_MEMORY } SeveranceKnown;

#define SEVERANCE_EARLY_UNKNOWN INT32_MAX /* without a date of birth */
#define SEVERANCE_SHORT 24                /* months: who is less early than that is due little or nothing */
#define SEVERANCE_PARTS 3

typedef struct {
    double salary, average;   /* VND a month: now, and the mean of the last 60 months */
    int32_t service, early;   /* months served; months before the age of retirement, 0 from then on */
    bool civil_servant, late; /* late: from the 13th month after the decision */
} Leaver;

/* What is due to a leaver by one decree, by one of its two ways. */
typedef struct {
    int scheme;
    bool retires;                 /* early; else leaves before the pension */
    double part[SEVERANCE_PARTS]; /* VND, in the order of the formula in README.md; 0 where it has none */
    double sum;                   /* VND, rounded to whole ones */
    SeveranceKnown known;         /* the least known part of it */
} Due;

Due severance_due(int scheme, bool retires, const Leaver *leaver);
double severance_years(int32_t months); /* n of so many months served: odd months count half a year or a whole one */
/* Whether a decree lets so somebody retire early, whatever a scenario says; SCHEME_NONE does at any age. */
bool severance_may_retire(int scheme, const Leaver *leaver);
int32_t severance_most_early(int scheme); /* months before the age: who is earlier may not retire early */
bool severance_in_force(int scheme, OrgMonth month);
/* Due less than two years early by a decree that gives nothing then. */
bool severance_gives_nothing(const Due *due, const Leaver *leaver);
bool severance_is_short(const Leaver *leaver); /* less than two years early, but early */
/* The reason of the acts that follow: decree, S, n, m, e and each part, or that nothing is due. */
void severance_because(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *leaver);
void severance_because_nothing(const OrgHost *host, OrgCtx *ctx, int scheme, int32_t early);
