// SPDX-License-Identifier: MIT
/* titles.csv, ended by a NUL. */
#pragma once
extern const char org_titles_table[];
