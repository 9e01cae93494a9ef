// SPDX-License-Identifier: MIT
/* Sobol' sequence, with the direction numbers of S. Joe and F. Y. Kuo (SIAM J. Sci. Comput. 30, 2635–2654, 2008). */
#pragma once
#include <glib.h>

#define ORG_SOBOL_DIMENSIONS 40u
#define ORG_SOBOL_BITS 32u

typedef struct {
    guint32 v[ORG_SOBOL_DIMENSIONS][ORG_SOBOL_BITS];
} OrgSobol;
void org_sobol_init(OrgSobol *sobol);
/* Element `index` (0: the origin) of a dimension (from 0), in [0, 1), in the order of Antonov and Saleev (Gray code). */
double org_sobol_at(const OrgSobol *sobol, guint32 index, guint dimension);
