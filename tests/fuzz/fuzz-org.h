// SPDX-License-Identifier: MIT
/* The organisation that the harnesses and their seeds begin with: always the same. */
#pragma once
#include "../unit/org/random-org.h"

static inline Org *
fuzz_org(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    return random_org(rand, 6, 12, 10);
}
