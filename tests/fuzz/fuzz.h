// SPDX-License-Identifier: MIT
/* What the harnesses share. Each harness is one file with LLVMFuzzerTestOneInput; libFuzzer or replay.c calls it. */
#pragma once
#include <glib.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Set by a harness when the reader took the input as it is. */
extern gboolean fuzz_accepted;

/* What a reader said is shown with G_MESSAGES_DEBUG=all. */

/* A promise of the reader that the input broke: ends the process with a signal that libFuzzer catches (that of g_error() it does
 * not), so that the fuzzer keeps the input. */
#define FUZZ_MUST(condition)                                                                                           \
    G_STMT_START                                                                                                       \
    {                                                                                                                  \
        if (!(condition)) {                                                                                            \
            g_printerr("%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                                         \
            abort();                                                                                                   \
        }                                                                                                              \
    }                                                                                                                  \
    G_STMT_END

/* Text inputs of several files: each begins with a line "@@ NAME". What stands before the first is called "". */
typedef void (*FuzzPart)(const char *name, GBytes *bytes, gpointer data);
void fuzz_parts(const uint8_t *data, size_t size, FuzzPart part, gpointer user);
