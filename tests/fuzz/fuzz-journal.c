// SPDX-License-Identifier: MIT
/* Acts as a worker sends them, replayed on a small organisation: refused or done, and the organisation stays sound. */
#include "fuzz-org.h"
#include "fuzz.h"
#include <string.h>

/* An act of twelve bytes may rightly open a million posts; the fuzzer has no time for it. */
static gboolean
is_bulky(const OrgAct *act)
{
    guint32 n = 0;
    if (act->verb == ORG_VERB_OPEN_POSTS && act->size >= 12)
        memcpy(&n, act->payload + 8, sizeof n);
    return n > 500 && n <= 1000000;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Org *start;
    if (!start)
        start = fuzz_org();
    g_autoptr(Org) org = org_copy(start);
    g_autoptr(GError) error = NULL;
    gsize offset = 0;
    OrgAct act;
    fuzz_accepted = TRUE;
    while (org_act_next(data, size, &offset, &act, &error)) {
        g_autoptr(GError) refused = NULL;
        if (is_bulky(&act))
            return 0;
        gboolean done = org_act_replay(org, &act, &refused);
        FUZZ_MUST(done == (refused == NULL));
        if (!done) {
            fuzz_accepted = FALSE;
            break;
        }
    }
    fuzz_accepted &= error == NULL;
    g_autoptr(GError) broken = NULL;
    FUZZ_MUST(org_check(org, &broken));
    g_autofree char *hash = org_hash(org);
    return 0;
}
