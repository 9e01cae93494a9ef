#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# completion.sh ORGSIM FILE: what bash completes.
set -u
PATH=$(dirname "$1"):$PATH
# shellcheck source=/dev/null
. "$2"
n=0
# expect WANTED WORD…: the last word is completed, and WANTED is among what it may become.
expect() {
  local wanted=$1 said=not
  shift
  COMP_WORDS=(orgsim "$@")
  COMP_CWORD=$#
  _orgsim
  n=$((n + 1))
  case " ${COMPREPLY[*]-} " in *" $wanted "*) said= ;; esac
  echo "${said:+not }ok $n - orgsim $* → $wanted"
  [ -z "$said" ] || echo "# ${COMPREPLY[*]-}"
}
expect run r
expect plugin pl
expect --organisation run plan.yaml --org
expect --markdown plugin show --mark
expect check plugin che
expect min-staff plugin show min
expect headers plugin where h
expect schema scenario s
expect export sweep e
expect renderer plugin new x --kind r
expect chart render t.orgdb:run-1 --with ch
expect vi run --lang v
echo "1..$n"
