#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""export --appendix: each year begins as the last ended, rows sum to the totals, the totals are the run's, and a reported
figure of a unit stands beside its plan.

Usage: appendix.py ORGSIM SOURCE-ROOT
"""

import csv
import json
import os
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)


def appendix(orgsim, folder, run):
    call(orgsim, folder, "export", run, "--appendix", "-o", "appendix.csv")
    with open(os.path.join(folder, "appendix.csv"), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def check(orgsim, folder, name):
    rows = appendix(orgsim, folder, name + ".orgdb:run-1")
    totals = {r["year"]: r for r in rows if r["unit"] == "Total" and not r["unit_id"]}
    units = [r for r in rows if r["unit_id"]]
    stored = json.loads(call(orgsim, folder, "show", name + ".orgdb:run-1", "--json"))["totals"]
    years = sorted(totals)
    expect(name + " first", float(totals[years[0]]["assigned"]), float(stored["posts"]["before"]))
    expect(name + " last", float(totals[years[-1]]["planned"]), float(stored["posts"]["after"]))
    for year in years:
        for column in ("assigned", "planned", "present"):
            whole = sum(float(r[column]) for r in units if r["year"] == year)
            expect("%s %s %s" % (name, year, column), whole, float(totals[year][column]))
    for before, after in zip(years, years[1:]):
        ended = {r["unit_id"]: r["planned"] for r in units if r["year"] == before and r["planned"] != "0"}
        begun = {r["unit_id"]: r["assigned"] for r in units if r["year"] == after and r["assigned"] != "0"}
        expect("%s %s begins as %s ended" % (name, after, before), begun, ended)
    for r in units:
        if r["assigned"] != r["planned"] and not r["basis"]:
            problems.append("%s: %s changes in %s without a basis" % (name, r["unit_id"], r["year"]))
    return {(r["unit_id"], r["year"]): r for r in units}


def workbook(orgsim, folder, rows):
    """A sheet for each year with the rows of the table, and sums that a reader can follow."""
    call(orgsim, folder, "export", "small-town.orgdb:run-1", "--appendix", "-o", "appendix.xlsx")
    sheets = xlsx.read(os.path.join(folder, "appendix.xlsx"))
    expect("sheets", list(sheets), ["2025", "2026", "2027"])
    for year, (_, *lines, last) in sheets.items():
        wanted = [(i, float(r["assigned"]), float(r["planned"]), float(r["present"])) for (i, y), r in rows.items() if y == year]
        found = [(r[0][1],) + tuple(float(c[1]) for c in r[4:7]) for r in lines]
        expect("rows of " + year, found, wanted)
        expect("sums of " + year, [float(c[1]) for c in last[4:7]], [sum(r[k] for r in wanted) for k in (1, 2, 3)])
        expect("formulas of " + year, all(c[3] for c in last[4:7]), True)


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for name in ("small-town", "hanoi-2025"):
            call(orgsim, folder, "run", os.path.join(root, "scenarios", name, "scenario.yaml"), "--quiet")
            check(orgsim, folder, name)
        db = sqlite3.connect(os.path.join(folder, "small-town.orgdb"))
        for metric, scope, month, value in (("posts", "finance", "2025-12", 9), ("posts", "works", "2026-06", 8),
                                            ("other", "works", "2026-12", 3)):
            db.execute("insert into actual(metric, scope, month, value, source) values (?, ?, ?, ?, '=the report')",
                       (metric, scope, int(month[:4]) * 12 + int(month[5:]) - 1, value))
        db.commit()
        db.close()
        rows = check(orgsim, folder, "small-town")
        workbook(orgsim, folder, rows)
        finance = rows["finance", "2025"]
        expect("finance in 2025", (finance["assigned"], finance["planned"], finance["actual"], finance["source"]),
               ("7", "10", "9", "'=the report"))
        expect("finance in 2025, why", finance["basis"].startswith("finance-and-planning: Both plan the same budget."), True)
        expect("two metrics are told apart from none", rows["works", "2026"]["actual"], "")
        expect("a closed unit leaves", ("planning", "2026") in rows, False)
        call(orgsim, folder, "export", "small-town.orgdb", "--appendix", "-o", "a.csv", status=3)
        call(orgsim, folder, "export", "small-town.orgdb:run-1", "--appendix", status=2)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
