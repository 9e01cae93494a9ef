#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""scenario diff: two drafts in words, in English and Vietnamese, and as JSON; a plan against itself says nothing, a flattened plan
says what its parents say, and the exit status is 3 where one of them is wrong.

Usage: plan-diff.py ORGSIM SOURCE-ROOT [--update]
"""

import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call  # noqa: E402  (the folder is not a package)

A = """orgsim: 1
title: {en: Draft A, vi: Phương án A}
organisation: {units: units.csv, posts: posts.csv, people: people.csv}
from: 2025-01
to: 2027-12
counting:
  rooms: {where: "type <> 'town'"}
processes:
  - retirement: {}
  - resignation: {rate: 2%}
steps:
  - {at: 2025-07, merge: {units: [library, museum], into: library}}
  - {at: 2025-07, id: finance-and-planning, merge: {units: [finance, planning], into: {id: finance, name: Finance}}}
  - {at: 2026-01, merge: {units: [culture, sports], into: culture}}
  - {every: year, id: fewer-posts, headcount-cut: {where: "unit <> 'town'", by: 2}}
  - {at: 2026-07, id: last, headcount-cut: {where: "unit = 'works'", by: 1}}
rules:
  - {id: staff, min-staff: {where: "type <> 'town'", at_least: 3}}
targets:
  - {id: units, metric: units, against: start, change: -15%, by: 2027-12}
"""
B = """orgsim: 1
title: {en: Draft B, vi: Phương án B}
organisation: {units: units.csv, posts: posts.csv, people: people.csv}
from: 2025-01
to: 2028-12
counting:
  rooms: {where: "type = 'department'", wording: departments}
processes:
  - retirement: {}
  - resignation: {rate: 2.5%}
steps:
  - {at: 2025-07, id: finance-and-planning, merge: {units: [finance, planning], into.id: finance}}
  - {at: 2025-07, merge: {units: [library, museum], into: library}}
  - {at: 2027-01, merge: {units: [culture, sports], into: culture}}
  - {every: year, id: fewer-posts, headcount-cut: {where: "unit <> 'town'", by: 1, floor: 3}}
  - {at: 2025-07, id: registry, transfer: {units: [registry], to: office}}
targets:
  - {id: units, metric: units, against: start, change: -10%, by: 2027-12}
  - {id: rooms, title: Rooms, metric: units, with: {counting: rooms}, at_most: 9, by: 2027-12}
"""


def main():
    orgsim, root, update = os.path.abspath(sys.argv[1]), sys.argv[2], "--update" in sys.argv
    path = os.path.join(root, "tests", "golden", "expected", "plan-diff.txt")
    bad = []
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        for name, text in (("a.yaml", A), ("b.yaml", B), ("c.yaml", "orgsim: 1\nextends: a.yaml\nshift: {by: 1m, only: [last]}\n"),
                           ("wrong.yaml", A.replace("2025-07", "2035-07"))):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        text = call(orgsim, folder, "scenario", "diff", "a.yaml", "b.yaml")
        text += "\n" + call(orgsim, folder, "scenario", "diff", "a.yaml", "b.yaml", "--lang", "vi")
        text += "\n" + call(orgsim, folder, "scenario", "diff", "a.yaml", "b.yaml", "--json")
        text += "\n" + call(orgsim, folder, "scenario", "diff", "c.yaml", "a.yaml")
        text += "\n" + call(orgsim, folder, "scenario", "diff", "a.yaml", "a.yaml")
        call(orgsim, folder, "scenario", "flatten", "c.yaml", "-o", "flat.yaml")
        same = json.loads(call(orgsim, folder, "scenario", "diff", "c.yaml", "flat.yaml", "--json"))
        if same["changes"]:
            bad.append("flattened differs: %r" % same["changes"])
        done = subprocess.run([orgsim, "scenario", "diff", "a.yaml", "wrong.yaml"], cwd=folder, capture_output=True, text=True,
                              check=False)
        if done.returncode != 3 or done.stdout or "wrong.yaml:12:10" not in done.stderr:
            bad.append("a wrong plan: exit %d, %s" % (done.returncode, done.stderr))
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    bad += difflib.unified_diff(wanted.split("\n"), text.split("\n"), "expected", "now", lineterm="")
    print("\n".join(bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
