#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rulebook of 2025 as a run meets it: which rule speaks in which month, and how gravely.

Usage: rulebooks.py ORGSIM
"""

import csv
import json
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)

# A department of 7 posts in its room, a commune with a room of three deputies, and sixteen departments in all.
UNITS = [("city", "city", ""), ("commune", "commune", "city"), ("hall", "commune-room", "commune")] + \
    [("so%d" % i, "so", "city") for i in range(16)] + [("room", "room", "so0")]
POSTS = [("r%d" % i, "room", "staff") for i in range(7)] + [("h%d" % i, "hall", "deputy" if i < 3 else "staff") for i in range(5)]
CUT = ("orgsim: 1\ntitle: Law\norganisation: {units: units.csv, posts: posts.csv}\nfrom: 2025-01\nto: 2026-12\non_veto: skip\n"
       "include: [rulebook:vietnam-2025]\nsteps:\n  - {id: cut, at: %s, headcount-cut: {where: \"unit = 'room'\", by: 1}}\n")


def write(name, header, rows):
    with open(name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def found(orgsim, folder, month):
    with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
        file.write(CUT % month)
    call(orgsim, folder, "run", "plan.yaml", "--into", month + ".orgdb", "--quiet")
    run = json.loads(call(orgsim, folder, "show", month + ".orgdb:run-1", "--json"))
    return run["steps"][0]["status"], {(f["rule"], f["month"], f["severity"], f["code"]) for f in run["findings"] if not f["again"] and f["code"]}


def main(orgsim):
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, "units.csv"), ("id", "type", "parent_id"), UNITS)
        write(os.path.join(folder, "posts.csv"), ("id", "unit_id", "rank", "filled"), [(*post, int(post[2] == "deputy")) for post in POSTS])
        always = {("so-number-2025", "2025-03", "warning", "too-many-departments"),
                  ("commune-room-deputies", "2025-10", "warning", "over-average")}
        before = ("so-room-staff-2025", "2025-03", "warning", "below-minimum")
        noted = ("so-room-staff-150", "2025-07", "note", "below-minimum")
        # Nobody forbids it in February; it stands against the rule once that is in force.
        expect("February 2025", found(orgsim, folder, "2025-02"), ("done", always | {before, noted}))
        expect("June 2025", found(orgsim, folder, "2025-06"),
               ("skipped", always | {("so-room-staff-2025", "2025-06", "veto", "below-minimum")}))
        expect("July 2025", found(orgsim, folder, "2025-07"), ("done", always | {noted}))
        expect("2026", found(orgsim, folder, "2026-01"),
               ("done", always | {("so-room-staff-150", "2026-01", "note", "below-minimum")}))
    sys.exit("\n".join(problems) if problems else 0)


main(os.path.abspath(sys.argv[1]))
