// SPDX-License-Identifier: MIT
/* How a process of orgsim takes memory from the system. */
#pragma once

/* Once, at the start of a program: memory that was freed is kept for the next block instead of being given back and faulted in
 * again. */
void org_memory_settle(void);
