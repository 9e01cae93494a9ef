#!/bin/sh
# SPDX-License-Identifier: MIT
# The CSV files of the scenarios are what their generators write, byte for byte, and sum to the published totals.
# Usage: scenario-data.sh SOURCE-ROOT
set -eu
root=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
for name in grassroots-2022 hanoi-2015-review hanoi-2020-replay hanoi-2022-review hanoi-2025 hanoi-2025-communes hanoi-2025-march; do
    mkdir "$work/$name"
    LC_ALL=C python3 "$root/scenarios/$name/make-data.py" "$work/$name"
    (cd "$work/$name" && find . -name '*.csv' | sort) >"$work/files"
    test -s "$work/files"
    while read -r file; do
        if ! cmp "$work/$name/$file" "$root/scenarios/$name/$file"; then
            echo "scenarios/$name/$file is not what make-data.py writes: run it and commit the result" >&2
            status=1
        fi
    done <"$work/files"
done

# Sums by category (the fifth field): assigned is the eighth field, filled the ninth; no field of a posts row holds a
# comma.
sum() {
    awk -F, -v category="$2" -v field="$3" 'NR > 1 && $5 == category { s += $field } END { print s + 0 }' \
        "$root/scenarios/hanoi-2025/$1/posts.csv"
}
expect() {
    if [ "$2" != "$3" ]; then
        echo "$1: $2, published $3" >&2
        status=1
    fi
}
expect "civil servants 2015" "$(sum 2015 civil-servant 8)" 9408
expect "public employees 2015" "$(sum 2015 public-employee 8)" 129272
expect "civil servants 2021" "$(sum 2021 civil-servant 8)" 8042
expect "public employees 2021" "$(sum 2021 public-employee 8)" 122765
expect "civil servants present" "$(sum 2021 civil-servant 9)" 7635
expect "public employees present" "$(sum 2021 public-employee 9)" 108902
exit $status
