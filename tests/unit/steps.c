// SPDX-License-Identifier: MIT
#include "steps.h"
#include <unistd.h>

void __sanitizer_cov_trace_pc(void);

static guint64 taken, last = G_MAXUINT64;

/* The compiler calls this at the beginning of every basic block of a counted library. */
void
__sanitizer_cov_trace_pc(void)
{
    if (++taken <= last)
        return;
    last = G_MAXUINT64; /* saying so takes steps as well */
    g_printerr("# more work than is allowed: ended after %" G_GUINT64_FORMAT " steps\n", taken);
    _exit(STEPS_EXHAUSTED);
}

guint64
steps_taken(void)
{
    return taken;
}

void
steps_end_after(guint64 most)
{
    last = taken + most;
}
