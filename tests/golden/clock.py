#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clock: yearly, quarterly, monthly: one set of acts, changes, people and posts, and one verdict.

Usage: clock.py ORGSIM SOURCE-ROOT
"""

import csv
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)

CLOCKS = ("yearly", "quarterly", "monthly")
ACTS = "select seq, month, item, plugin, verb, reason, hex(payload) from act order by seq"
CHANGES = 'select * from change order by seq, "table", row, "column"'
LISTS = ("select * from finding", "select * from step")
HOLDERS = ("select month, row, \"from\", \"to\", verb from change_list where \"table\" = 'posts' and \"column\" = 'holder' "
           "order by seq")
# Born 1964-03, 1964-08 and 1964-10 (men), 1969-07 (a woman): by Decree 135/2020 men go at 735 months in 2025 and at 738 in
# 2026, women at 680 and 684.
RETIRE = ["2025-06", "2025-11", "2026-04", "2026-07"]


def prepare(root, folder):
    source = os.path.join(root, "tests", "golden", "clock")
    for name in ("flow", "hire"):
        with open(os.path.join(source, name + ".yaml"), encoding="utf-8") as file:
            text = file.read()
        for clock in CLOCKS:
            with open(os.path.join(folder, "%s-%s.yaml" % (name, clock)), "w", encoding="utf-8") as file:
                file.write(text.replace("clock: yearly", "clock: " + clock))
    for table in ("units", "posts", "people"):
        shutil.copy(os.path.join(source, table + ".csv"), folder)


def outcome(orgsim, folder, name):
    """All that a run did, as texts."""
    call(orgsim, folder, "run", name + ".yaml", "--into", name + ".orgdb", "--quiet")
    call(orgsim, folder, "export", name + ".orgdb:run-1", "--format", "csv", "--all", "-o", name)
    found = {sql: call(orgsim, folder, "query", name + ".orgdb", sql, "--csv") for sql in (ACTS, CHANGES) + LISTS}
    for table in ("units", "posts", "people"):
        with open(os.path.join(folder, name, table + ".csv"), encoding="utf-8") as file:
            found[table] = file.read()
    return found


def same(orgsim, folder, name):
    first, *others = [outcome(orgsim, folder, "%s-%s" % (name, clock)) for clock in CLOCKS]
    for clock, other in zip(CLOCKS[1:], others):
        for what, text in first.items():
            expect("%s, yearly and %s: %s" % (name, clock, what), other[what] == text, True)


def hires(orgsim, folder):
    """Nobody joins a post in or before the month in which its last holder left it; and the run does hire and close."""
    left, joined = {}, 0
    rows = csv.DictReader(call(orgsim, folder, "query", "hire-monthly.orgdb", HOLDERS, "--csv").splitlines())
    for row in rows:
        if row["from"]:
            left[row["row"]] = row["month"]
        if row["to"] and row["verb"] == "join":
            joined += 1
            if left.get(row["row"], "") >= row["month"]:
                problems.append("post row %s: joined in %s, left in %s" % (row["row"], row["month"], left[row["row"]]))
    expect("enough people are hired", joined >= 15, True)
    closed = call(orgsim, folder, "query", "hire-monthly.orgdb",
                  "select count(*) as n from change_list where plugin = 'headcount-cut' and \"column\" = 'closed'", "--csv")
    expect("posts are closed", int(closed.split()[1]) >= 15, True)


def flows(orgsim, folder):
    for clock in CLOCKS:
        file = "flow-%s.orgdb" % clock
        months = call(orgsim, folder, "query", file, "select month from change_list where \"column\" = 'state' order by month", "--csv")
        expect(clock + ": when they retire", months.split()[1:], RETIRE)
        years = call(orgsim, folder, "query", file,
                     "select month / 12 as year, sum(value) as n from series where series = 'retired' group by 1", "--csv")
        expect(clock + ": retired a year", years.split()[1:], ["2025,2", "2026,2", "2027,0"])


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        prepare(root, folder)
        same(orgsim, folder, "flow")
        same(orgsim, folder, "hire")
        hires(orgsim, folder)
        flows(orgsim, folder)
    sys.exit("\n".join(problems) if problems else 0)


main()
