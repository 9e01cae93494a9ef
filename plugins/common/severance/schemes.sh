#!/bin/sh
# SPDX-License-Identifier: MIT
# The schemes as a table in C, of the files in schemes/: schemes.sh OUT.h decrees.csv SCHEME.csv… A cell that is empty says nothing.
set -eu
out=$1
decrees=$2
shift 2
awk -F, '
function constant(scheme, part) { split(scheme, part, "-"); return "SCHEME_" part[2] }
function number(text, absent) { return text == "" ? absent : text }
function month(text, part) { split(text, part, "-"); return "ORG_MONTH(" part[1] + 0 ", " part[2] + 0 ")" }
function fail(why) { print FILENAME ":" FNR ": " why > "/dev/stderr"; failed = 1; exit 1 }
BEGIN { print "/* Made of the files in schemes/. */"; print "#include \"severance-private.h\"" }
FNR == 1 {
  columns = NF
  files++
  name = FILENAME
  sub(".*/", "", name)
  sub("[.]csv$", "", name)
  if (files == 1)
    print "const SchemeDecree severance_decrees[] = {"
  else if (files == 2)
    print "};\nconst SchemeRow severance_rows[] = {"
  next
}
NF != columns { fail("so many cells as columns are expected") }
files == 1 {
  printf "    { %s, \"%s\", %s, %s, %d, %d, %s },\n", constant($1), $1, month($2), month($3), $4, $5, "KNOWN_" toupper($7)
  next
}
{
  if ($1 != "retire" && $1 != "leave") fail("way is neither retire nor leave")
  if ($8 != "now" && $8 != "average") fail("pay is neither now nor average")
  by = $11 == "" ? "BY_NOTHING" : "BY_" toupper($11)
  printf "    { %s, %s, %d, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s },\n", constant(name),
    $1 == "retire" ? "true" : "false", $2, number($3, "INT32_MIN"), number($4, "INT32_MAX"), number($5, "0"),
    number($6, "HUGE_VAL"), $7 == "" ? "false" : "true", $8 == "average" ? "true" : "false", $9, $10, by,
    number($12, "0"), number($13, "HUGE_VAL"), number($14, "1"), "KNOWN_" toupper($16)
}
END {
  if (failed) exit 1
  print "};\nconst size_t severance_n_rows = sizeof severance_rows / sizeof severance_rows[0];"
  print "const size_t severance_n_decrees = sizeof severance_decrees / sizeof severance_decrees[0];"
}' "$decrees" "$@" > "$out"
