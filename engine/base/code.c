// SPDX-License-Identifier: MIT
#include "code.h"

gboolean
org_code_ok(const char *code)
{
    if (!g_ascii_islower(code[0]))
        return FALSE;
    for (gsize i = 1; code[i] != '\0'; i++)
        if (i == ORG_CODE_MAX || !(g_ascii_islower(code[i]) || g_ascii_isdigit(code[i]) || code[i] == '-'))
            return FALSE;
    return TRUE;
}
