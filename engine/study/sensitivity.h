// SPDX-License-Identifier: MIT
/* What of a figure's variance comes from which parameter: Sobol' indices of the first order (the parameter alone) and total (it, with whatever
 * it acts together with). Between 0 and 1, but for the error of an estimate; NaN where the figure does not vary. */
#pragma once
#include <glib.h>

typedef struct {
    double first, total;
} OrgSobolIndices;

/* Estimated from figures of blocks of params + 2 points (design.h). First order: A. Saltelli and others (Comput. Phys. Commun. 181,
 * 259–270, 2010); total: M. J. W. Jansen (Comput. Phys. Commun. 117, 35–43, 1999). A block with a NaN is left out. */
void org_sobol_estimate(const double *figures, guint64 blocks, guint params, OrgSobolIndices *indices);
/* Exactly, over a full grid: at[p][i] is which value parameter p has at point i, of sizes[p]; n is the product of the sizes. No figure
 * is NaN. */
void org_sobol_of_grid(const double *figures, guint64 n, const guint32 *const *at, const guint *sizes, guint params,
                       OrgSobolIndices *indices);
