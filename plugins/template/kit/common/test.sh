#!/bin/sh
# test.sh FOLDER [--update]: run the scenario of FOLDER, ask what ask.sh asks, and compare all that is said with expected.txt, or write that
# anew. $ORGSIM is the program; $ORGSIM_PLUGIN_PATH is where the plugin lies.
set -eu
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$folder"/*.csv "$folder"/scenario.yaml "$work"
cd "$work"
export LC_ALL=C.UTF-8
{
  "$ORGSIM" run scenario.yaml --into result.orgdb
  echo
  # shellcheck source=/dev/null
  . "$folder/ask.sh"
} >got.txt
if [ "${2:-}" = --update ]; then
  cp got.txt "$folder/expected.txt"
else
  diff -u "$folder/expected.txt" got.txt
fi
