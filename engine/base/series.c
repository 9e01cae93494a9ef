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
