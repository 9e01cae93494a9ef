#!/bin/sh
# SPDX-License-Identifier: MIT
# The files that a new plugin begins with, of plugins/template, as a table in C: kit.sh OUT.c {KIND NAME FILE}…
set -eu
out=$1
shift
{
  echo '/* Made of plugins/template. */'
  echo '#include "kit-files.h"'
  i=0
  list=
  while [ $# -gt 0 ]; do
    echo "static const char file_${i}[] = {"
    od -An -v -tu1 "$3" | sed 's/  *\([0-9][0-9]*\)/(char) \1,/g'
    echo '0 };'
    list="$list    { \"$1\", \"$2\", file_$i },
"
    i=$((i + 1))
    shift 3
  done
  printf 'const OrgKitFile org_kit_files[] = {\n%s    { 0 },\n};\n' "$list"
} >"$out"
