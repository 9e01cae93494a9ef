// SPDX-License-Identifier: MIT
/* Draws of plugin.h without end, as the raw 32-bit words that dieharder reads: `stream` of consecutive streams, `key` of
 * consecutive keys, `people` of 150,000 streams under each of consecutive keys. */
#include <glib.h>
#include <orgsim/plugin.h>

#include <stdio.h>
#include <string.h>

enum { WORDS = 1 << 14, PEOPLE = 150000 };

int
main(int argc, char **argv)
{
    static const char *const names[] = { "stream", "key", "people", NULL };
    static uint32_t words[WORDS];
    if (argc != 2 || !g_strv_contains(names, argv[1])) {
        fprintf(stderr, "usage: bench-chance stream | key | people\n");
        return 2;
    }
    const gboolean by_key = strcmp(argv[1], "key") == 0, by_people = strcmp(argv[1], "people") == 0;
    for (uint64_t first = 0;; first += WORDS) {
        for (uint32_t i = 0; i < WORDS; i++) {
            uint64_t at = first + i, key = by_key ? at : by_people ? at / PEOPLE : 20210317;
            words[i] = org_chance32(key, by_key ? 77 : (uint32_t) (by_people ? at % PEOPLE : at));
        }
        if (fwrite(words, sizeof words, 1, stdout) != 1) /* the reader has had enough */
            return 0;
    }
}
