// SPDX-License-Identifier: MIT
/* The style and the script of the page as they lie in bundle/, with their hashes for the policy; embed.py writes the C file. */
#pragma once
#include <stddef.h>

extern const char report_style[], report_script[];
extern const size_t report_style_size, report_script_size;
extern const char report_style_hash[], report_script_hash[]; /* "sha256-…", of exactly these bytes */
