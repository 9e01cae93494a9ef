// SPDX-License-Identifier: MIT
/* Feeds each seed once, without a fuzzer. A seed whose name begins with "good" must be taken by its reader, one that begins
 * with "bad" refused: a harness that no longer reaches its reader is noticed. */
#include "fuzz.h"
#include <string.h>

static int failures;

static void
feed(const char *path, const char *name)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;

    if (!g_file_get_contents(path, &bytes, &size, &error))
        g_error("%s", error->message);
    g_autofree uint8_t *exact = g_memdup2(bytes, size);
    fuzz_accepted = FALSE;
    LLVMFuzzerTestOneInput(exact, size);
    if (fuzz_accepted ? g_str_has_prefix(name, "bad") : g_str_has_prefix(name, "good")) {
        g_printerr("%s: was %s\n", path, fuzz_accepted ? "taken" : "refused");
        failures++;
    }
}

int
main(int argc, char **argv)
{
    guint fed = 0;

    for (int i = 1; i < argc; i++) {
        g_autoptr(GDir) folder = g_dir_open(argv[i], 0, NULL);
        for (const char *name; folder && (name = g_dir_read_name(folder)); fed++) {
            g_autofree char *path = g_build_filename(argv[i], name, NULL);
            feed(path, name);
        }
    }
    g_print("%u seeds\n", fed);
    return fed == 0 || failures > 0;
}
