// SPDX-License-Identifier: MIT
#include "members.h"

const OrgMemberInfo org_members[ORG_N_MEMBERS] = {
#define X(member, kinds, foresees) { #member, kinds, foresees },
    ORG_MEMBERS(X)
#undef X
};

char *
org_members_kinds(guint32 kinds)
{
    static const char *const nouns[] = { "", "an operator", "a process", "a rule", "a metric", "a renderer" };
    g_autoptr(GPtrArray) some = g_ptr_array_new();
    for (guint kind = ORG_OPERATOR; kind <= ORG_RENDERER; kind++)
        if (kinds >> kind & 1)
            g_ptr_array_add(some, (gpointer) nouns[kind]);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < some->len; i++)
        g_string_append_printf(text, "%s%s",
                               i == 0              ? ""
                               : i + 1 < some->len ? ", "
                                                   : " or ",
                               (const char *) some->pdata[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
