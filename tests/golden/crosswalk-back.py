#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs scenarios, exports the crosswalk that each amounts to, and applies it to the start: the same units must come out.

Usage: crosswalk-back.py ORGSIM SOURCE-ROOT
"""

import contextlib
import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

CASES = [("small-town", "scenario.yaml"), ("hanoi-2025", "scenario.yaml"), ("hanoi-2025", "plan-merge.yaml"),
         ("hanoi-2020-replay", "scenario.yaml"), ("hanoi-2025-march", "scenario.yaml")]


def call(arguments, folder):
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("%s: exit %d\n%s" % (" ".join(arguments[1:]), done.returncode, done.stderr))
    return done.stdout


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def units(path):
    return {(row["id"], row["name"], row["type"], row["parent_id"], row["function"]) for row in table(path)}


def compare(orgsim, root, scenario, name, work):
    what = scenario + "/" + name
    path = os.path.join(root, "scenarios", scenario, name)
    first = json.loads(call([orgsim, "run", path, "--into", "first.orgdb", "--json"], work))
    call([orgsim, "export", first["run"], "--format", "csv", "-o", "first"], work)
    rows = table(os.path.join(work, "first", "crosswalk.csv"))
    before = first["totals"]["units"]["before"]
    assert len({row["old_id"] for row in rows}) == before, what + ": not every unit of the start has a row"
    with contextlib.closing(sqlite3.connect(os.path.join(work, "first.orgdb"))) as db:
        number = int(first["run"].rsplit("-", 1)[1])
        start, = db.execute("SELECT s.name FROM run r JOIN snapshot s ON s.id = r.snapshot WHERE r.id = ?", (number,)).fetchone()
    with open(os.path.join(work, "again.yaml"), "w", encoding="utf-8") as out:
        out.write("orgsim: 1\ntitle: The same by its crosswalk\norganisation: first.orgdb:%s\nfrom: 2030-01\nto: 2030-12\n"
                  "steps:\n  - at: 2030-07\n    crosswalk: {table: first/crosswalk.csv, units: first/units.csv}\n" % start)
    again = json.loads(call([orgsim, "run", "again.yaml", "--into", "again.orgdb", "--json"], work))
    call([orgsim, "export", again["run"], "--format", "csv", "-o", "again"], work)
    wanted, found = (units(os.path.join(work, d, "units.csv")) for d in ("first", "again"))
    assert wanted == found, "%s: %d units differ, such as %r" % (what, len(wanted ^ found), sorted(wanted ^ found)[:4])
    ended = sum(row["new_id"] != row["old_id"] for row in rows)
    print("%s: %d units to %d, %d rows of change" % (what, before, len(found), ended))
    assert ended, what + ": nothing changed, so that nothing was tested"


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    for scenario, name in CASES:
        with tempfile.TemporaryDirectory() as work:
            compare(orgsim, root, scenario, name, work)


if __name__ == "__main__":
    main()
