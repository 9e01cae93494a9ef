// SPDX-License-Identifier: MIT
/* A packed organisation taken apart: refused, or every word and row of it can be used. */
#include "fuzz-org.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree uint8_t *block = g_memdup2(data, size); /* written to, and aligned */
    g_autoptr(GError) error = NULL;
    if (size == 0)
        return 0;
    Org *org = org_unpack(block, size, NULL, &error);
    FUZZ_MUST((org == NULL) == (error != NULL));
    if (!org)
        return 0;
    g_autofree char *hash = org_hash(org);
    g_autofree void *again = g_malloc0(org_pack_size(org));
    org_pack(org, again);
    g_autoptr(Org) copy = org_copy(org);
    g_autofree char *hash_of_copy = org_hash(copy);
    FUZZ_MUST(g_strcmp0(hash, hash_of_copy) == 0);
    org_free(org);
    fuzz_accepted = TRUE;
    return 0;
}
