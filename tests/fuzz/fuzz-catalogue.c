// SPDX-License-Identifier: MIT
/* The catalogue as a worker sends it: refused, or it reads the same after being written again. */
#include "../../engine/scenario/catalogue.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgCatalogue) catalogue = org_catalogue_from_json((const char *) data, (gssize) size, &error);
    FUZZ_MUST((catalogue == NULL) == (error != NULL));
    if (!catalogue)
        return 0;
    g_autofree char *json = org_catalogue_to_json(catalogue);
    g_autoptr(OrgCatalogue) again = org_catalogue_from_json(json, -1, &error);
    FUZZ_MUST(again != NULL);
    g_autofree char *json_again = org_catalogue_to_json(again);
    FUZZ_MUST(g_strcmp0(json, json_again) == 0);
    g_autofree char *schema = org_scenario_schema(catalogue);
    FUZZ_MUST(schema != NULL);
    fuzz_accepted = TRUE;
    return 0;
}
