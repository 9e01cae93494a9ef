// SPDX-License-Identifier: MIT
/* Paying what is due, and saying what it rests on: for the operators whose leavers are named by themselves. */
#pragma once
#include "terms.h"

typedef struct {
    size_t people, no_coefficient, no_hiring, memory, nothing;
} Payout;

/* Pays what is due to one person under the series "severance", with its reason. */
bool payout_pay(const Terms *terms, OrgStatus *status, const Due *due, const Leaver *leaver, OrgRow person);
void payout_count(Payout *payout, const Terms *terms, const Due *due, const Leaver *leaver, OrgRow person, OrgRow post);
/* What the money rests on, once a call: assumed coefficients, service and decrees, figures from memory or of one weak source. */
void payout_tell(const Payout *payout, const Terms *terms);
/* People leave in the month of the call, by one act; what it says of why was said before by because(). */
bool payout_leave(const Terms *terms, OrgStatus *status, const OrgRow *people, size_t n, const char *reason);
