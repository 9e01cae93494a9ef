#!/bin/sh
# SPDX-License-Identifier: MIT
# The table of titles as a C text: embed.sh TITLES.csv OUT.c
set -eu
{
  echo '/* Made of titles.csv. */'
  echo '#include "titles-table.h"'
  echo 'const char org_titles_table[] = {'
  od -An -v -tu1 "$1" | sed "s/  *\([0-9][0-9]*\)/(char) \1,/g"
  echo '0 };'
} >"$2"
