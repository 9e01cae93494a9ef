// SPDX-License-Identifier: MIT
/* When people reach the age of retirement: the smallest month t with age(t) >= schedule(year of t), Labour Code 2019
 * Art. 169 and Decree 135/2020 Art. 4. Worked out once a call for every month of birth there is. */
#pragma once
#include "../call.h"

#define AGES_COLUMNS "year:int,male_months:int,female_months:int"

/* Months at which people reach the age of retirement, by month of birth. */
typedef struct {
    OrgMonth born_from;
    uint32_t n;
    OrgMonth *men, *women;
} Ages;

/* table: of the columns above, or NULL, or empty: the Labour Code's. Once a call: done again it does nothing. */
bool ages_begin(Ages *ages, const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const OrgTable *table);
OrgMonth ages_at(const Ages *ages, const OrgPeople *people, OrgRow person); /* ORG_UNKNOWN without a date of birth */
