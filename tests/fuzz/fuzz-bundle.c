// SPDX-License-Identifier: MIT
/* A packed bundle: refused, or it holds what packing it again gives. */
#include "../../engine/scenario/bundle.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgBundle) bundle = org_bundle_unpack(bytes, &error);
    FUZZ_MUST((bundle == NULL) == (error != NULL));
    if (!bundle)
        return 0;
    g_autofree char *hash = org_bundle_hash(bundle);
    g_autoptr(GBytes) packed = org_bundle_pack(bundle);
    g_autoptr(OrgBundle) again = org_bundle_unpack(packed, &error);
    FUZZ_MUST(again != NULL);
    g_autofree char *hash_again = org_bundle_hash(again);
    FUZZ_MUST(g_strcmp0(hash, hash_again) == 0);
    for (guint i = 0; i < org_bundle_size(bundle); i++) {
        g_autoptr(GBytes) text = org_bundle_get(bundle, org_bundle_path(bundle, i), NULL);
        FUZZ_MUST(text != NULL);
    }
    fuzz_accepted = TRUE;
    return 0;
}
