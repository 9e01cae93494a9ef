// SPDX-License-Identifier: MIT
#include "series.h"
#include <string.h>

/* Bytes before the last '*', or G_MAXSIZE when there is none. */
static gsize
stem(const char *declared)
{
    gsize size = strlen(declared);
    return size > 0 && declared[size - 1] == '*' ? size - 1 : G_MAXSIZE;
}

gboolean
org_series_named(const char *declared, const char *name)
{
    gsize size = stem(declared);
    if (size == G_MAXSIZE)
        return strcmp(declared, name) == 0;
    return strncmp(declared, name, size) == 0 && name[size] != '\0';
}

char *
org_series_label(const char *declared, const char *label, const char *name)
{
    gsize size = stem(declared);
    const char *star = size == G_MAXSIZE || !org_series_named(declared, name) ? NULL : strchr(label, '*');
    if (star == NULL)
        return g_strdup(label);
    return g_strdup_printf("%.*s%s%s", (int) (star - label), label, name + size, star + 1);
}
