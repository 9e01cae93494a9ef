// SPDX-License-Identifier: MIT
/* A library that lies beside a plugin. */
int prop_holds(void);

__attribute__((visibility("default"))) int
prop_holds(void)
{
    return 1;
}
