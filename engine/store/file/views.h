// SPDX-License-Identifier: MIT
/* Inside engine/store only. */
#pragma once
extern const char *const store_views[]; /* CREATE VIEW statements, NULL-terminated */
