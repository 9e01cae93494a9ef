// SPDX-License-Identifier: MIT
#include "values.h"

static const struct {
    OrgColumnId column;
    const char *names[4]; /* by code */
} named[] = {
    { ORG_COL_POSTS_rank, { NULL, "head", "deputy", "staff" } },
    { ORG_COL_PEOPLE_sex, { NULL, "F", "M", NULL } },
    { ORG_COL_PEOPLE_state, { NULL, "employed", "surplus", "left" } },
};

static const char *const *
names_of(OrgColumnId column)
{
    for (guint i = 0; i < G_N_ELEMENTS(named); i++)
        if (named[i].column == column)
            return named[i].names;
    return NULL;
}

gboolean
store_code_is_named(OrgColumnId column)
{
    return names_of(column) != NULL;
}

const char *
store_code_text(OrgColumnId column, gint64 code)
{
    const char *const *names = names_of(column);
    return names && code > 0 && code < 4 ? names[code] : NULL;
}

gint64
store_code_parse(OrgColumnId column, const char *text)
{
    const char *const *names = names_of(column);
    for (guint i = 1; names && i < 4; i++)
        if (names[i] && strcmp(names[i], text) == 0)
            return i;
    return -1;
}
