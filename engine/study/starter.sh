#!/bin/sh
# SPDX-License-Identifier: MIT
# The files of scenarios/starter as C texts: starter.sh SCENARIO UNITS POSTS PEOPLE OUT.c
set -eu
bytes() {
  echo "const char org_starter_$1[] = {"
  od -An -v -tu1 "$2" | sed "s/  *\([0-9][0-9]*\)/(char) \1,/g"
  echo '0 };'
}
{
  echo '/* Made of scenarios/starter. */'
  echo '#include "starter-files.h"'
  bytes scenario "$1"
  bytes units "$2"
  bytes posts "$3"
  bytes people "$4"
} >"$5"
