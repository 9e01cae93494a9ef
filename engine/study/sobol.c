// SPDX-License-Identifier: MIT
#include "sobol.h"

#define MOST_DEGREE 8u

/* Of each dimension after the first: the degree of its primitive polynomial, the polynomial's inner coefficients as bits, and the
 * first direction numbers. From the table new-joe-kuo-6.21201, which its authors publish for dimensions up to 21,201. */
static const struct {
    guint degree, inner;
    guint32 m[MOST_DEGREE];
} joe_kuo[ORG_SOBOL_DIMENSIONS - 1] = {
    /* clang-format off */
    { 1, 0, { 1 } },
    { 2, 1, { 1, 3 } },
    { 3, 1, { 1, 3, 1 } },
    { 3, 2, { 1, 1, 1 } },
    { 4, 1, { 1, 1, 3, 3 } },
    { 4, 4, { 1, 3, 5, 13 } },
    { 5, 2, { 1, 1, 5, 5, 17 } },
    { 5, 4, { 1, 1, 5, 5, 5 } },
    { 5, 7, { 1, 1, 7, 11, 19 } },
    { 5, 11, { 1, 1, 5, 1, 1 } },
    { 5, 13, { 1, 1, 1, 3, 11 } },
    { 5, 14, { 1, 3, 5, 5, 31 } },
    { 6, 1, { 1, 3, 3, 9, 7, 49 } },
    { 6, 13, { 1, 1, 1, 15, 21, 21 } },
    { 6, 16, { 1, 3, 1, 13, 27, 49 } },
    { 6, 19, { 1, 1, 1, 15, 7, 5 } },
    { 6, 22, { 1, 3, 1, 15, 13, 25 } },
    { 6, 25, { 1, 1, 5, 5, 19, 61 } },
    { 7, 1, { 1, 3, 7, 11, 23, 15, 103 } },
    { 7, 4, { 1, 3, 7, 13, 13, 15, 69 } },
    { 7, 7, { 1, 1, 3, 13, 7, 35, 63 } },
    { 7, 8, { 1, 3, 5, 9, 1, 25, 53 } },
    { 7, 14, { 1, 3, 1, 13, 9, 35, 107 } },
    { 7, 19, { 1, 3, 1, 5, 27, 61, 31 } },
    { 7, 21, { 1, 1, 5, 11, 19, 41, 61 } },
    { 7, 28, { 1, 3, 5, 3, 3, 13, 69 } },
    { 7, 31, { 1, 1, 7, 13, 1, 19, 1 } },
    { 7, 32, { 1, 3, 7, 5, 13, 19, 59 } },
    { 7, 37, { 1, 1, 3, 9, 25, 29, 41 } },
    { 7, 41, { 1, 3, 5, 13, 23, 1, 55 } },
    { 7, 42, { 1, 3, 7, 3, 13, 59, 17 } },
    { 7, 50, { 1, 3, 1, 3, 5, 53, 69 } },
    { 7, 55, { 1, 1, 5, 5, 23, 33, 13 } },
    { 7, 56, { 1, 1, 7, 7, 1, 61, 123 } },
    { 7, 59, { 1, 1, 7, 9, 13, 61, 49 } },
    { 7, 62, { 1, 3, 3, 5, 3, 55, 33 } },
    { 8, 14, { 1, 3, 1, 15, 31, 13, 49, 245 } },
    { 8, 21, { 1, 3, 5, 15, 31, 59, 63, 97 } },
    { 8, 22, { 1, 3, 1, 11, 11, 11, 77, 249 } },
    /* clang-format on */
};

void
org_sobol_init(OrgSobol *sobol)
{
    for (guint k = 0; k < ORG_SOBOL_BITS; k++)
        sobol->v[0][k] = (guint32) 1 << (ORG_SOBOL_BITS - 1 - k);
    for (guint d = 1; d < ORG_SOBOL_DIMENSIONS; d++) {
        guint32 *v = sobol->v[d];
        guint s = joe_kuo[d - 1].degree;
        for (guint k = 0; k < s; k++)
            v[k] = joe_kuo[d - 1].m[k] << (ORG_SOBOL_BITS - 1 - k);
        for (guint k = s; k < ORG_SOBOL_BITS; k++) {
            v[k] = v[k - s] ^ (v[k - s] >> s);
            for (guint i = 1; i < s; i++)
                if (joe_kuo[d - 1].inner >> (s - 1 - i) & 1)
                    v[k] ^= v[k - i];
        }
    }
}

double
org_sobol_at(const OrgSobol *sobol, guint32 index, guint dimension)
{
    guint32 gray = index ^ (index >> 1), x = 0;
    for (guint k = 0; gray; k++, gray >>= 1)
        if (gray & 1)
            x ^= sobol->v[dimension][k];
    return x * (1.0 / 4294967296.0);
}
