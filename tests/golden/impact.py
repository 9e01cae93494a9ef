#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""orgsim impact over the scenarios: the text against golden files, the lists against the views of the organisation file,
and that lists which do not add up to the stored totals are told and fail.

Usage: impact.py ORGSIM SOURCE-ROOT [--write]     (--write: the golden files are made anew)
"""

import csv
import difflib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)

problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append("%s: %r, expected %r" % (what, found, wanted))


def call(orgsim, folder, *args, status=0):
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run([orgsim, *args], cwd=folder, capture_output=True, text=True, encoding="utf-8", env=env,
                          check=False)
    if done.returncode != status:
        sys.exit("orgsim %s: exit %d, expected %d\n%s" % (" ".join(args), done.returncode, status, done.stderr))
    return done.stdout


def golden_text(text):
    """Widths of columns are libsmartcols' business."""
    return "\n".join(re.sub(r" {2,}", "  ", line).rstrip() for line in text.splitlines()) + "\n"


def golden(here, name, text, write):
    text = golden_text(text)
    path = os.path.join(here, "impact", name + ".txt")
    if write:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    if text != wanted:
        problems.append("".join(difflib.unified_diff(wanted.splitlines(True), text.splitlines(True), "impact/%s.txt" % name,
                                                     "now")))


def rows(orgsim, folder, file, sql):
    return json.loads(call(orgsim, folder, "query", file, sql, "--json"))


def against_views(orgsim, folder, file):
    lists = json.loads(call(orgsim, folder, "impact", file + ":run-1", "--json"))
    expect(file + " reconciled", lists["reconciled"], True)
    units = {u["id"]: u for u in lists["units"]}
    told = rows(orgsim, folder, file, "select * from unit_fate where run = 1")
    expect(file + " units", len(units), len(told))
    for row in told:
        unit = units[row["id"]]
        found = (unit["fate"], unit["parent_before"], unit["name_before"], unit["posts_before"], unit["posts_after"],
                 unit["people_before"], unit["people_after"], unit["into"], unit["takes_over"], unit["month"], unit["step"])
        wanted = (row["fate"], row["parent_before"], row["name_before"], int(row["rows_before"]), int(row["rows_after"]),
                  int(row["staff_before"]), int(row["staff_after"]), (row["into_units"] or "").split(),
                  (row["from_units"] or "").split(), row["month"], row["step"])
        expect("%s unit %s" % (file, row["id"]), found, wanted)
    fates = Counter()
    for person in lists["people"]:
        fates[person["fate"]] += person["people"]
    expect(file + " people", {k: v for k, v in lists["person_fates"].items() if v and k != "lost a leading post"},
           dict(fates))
    view = {r["fate"]: int(r["n"]) for r in
            rows(orgsim, folder, file, "select fate, count(*) as n from person_fate where run = 1 group by fate")}
    expect(file + " left", fates["retires"] + fates["leaves"], view.get("left", 0))
    expect(file + " joined", (fates["joins"], fates["joins, leaves"]), (view.get("joined", 0), view.get("joined, left", 0)))
    expect(file + " surplus", fates["surplus"], view.get("surplus", 0))
    return lists


def as_csv(orgsim, folder, file, lists):
    call(orgsim, folder, "impact", file + ":run-1", "--csv", "-o", "lists")
    for table in ("units", "people"):
        with open(os.path.join(folder, "lists", "impact-%s.csv" % table), newline="", encoding="utf-8") as f:
            read = list(csv.DictReader(f))
        expect("%s rows of %s" % (file, table), len(read), len(lists[table]))
        expect("%s columns of %s" % (file, table), list(read[0]), list(lists[table][0]))
        expect("%s fates of %s" % (file, table), [r["fate"] for r in read], [r["fate"] for r in lists[table]])


def value_of(cell):
    return None if cell is None else cell[1]


def as_cell(value):
    """What a cell holds of a value of the JSON document, dates aside."""
    if isinstance(value, list):
        return " ".join(value) or None
    return float(value) if isinstance(value, (bool, int, float)) else value


def as_xlsx(orgsim, folder, file, lists):
    """The workbook holds the rows of the JSON, the sums of its columns as formulas, and totals that differ by nothing."""
    call(orgsim, folder, "impact", file + ":run-1", "--xlsx", "-o", "impact.xlsx")
    path = os.path.join(folder, "impact.xlsx")
    sheets = xlsx.read(path)
    expect(file + " sheets", list(sheets), ["totals", "fates", "units", "people"])
    for sheet, pleasant in xlsx.features(path).items():
        expect("%s: frozen, filtered, widths of %s" % (file, sheet), pleasant, (True, True, True))
    totals = [[value_of(c) for c in row] for row in sheets["totals"][1:]]
    expect(file + " totals", {(r[0], r[1]): r[3] for r in totals},
           {(t, k): float(v) for t, one in lists["totals"].items() for k, v in one.items()})
    expect(file + " differences", {r[4] for r in totals}, {0.0})
    expect(file + " the difference is reckoned", sheets["totals"][1][4][3], "C2-D2")
    for table in ("units", "people"):
        head, body, sums = [value_of(c) for c in sheets[table][0]], sheets[table][1:-1], sheets[table][-1]
        expect("%s columns of %s" % (file, table), head, list(lists[table][0]))
        expect("%s rows of %s" % (file, table), len(body), len(lists[table]))
        month = head.index("month")
        for cells, row in zip(body, lists[table]):
            found = [value_of(c) for c in cells] + [None] * (len(head) - len(cells))
            wanted = [as_cell(row[k]) for k in head]
            if wanted[month] is not None:
                expect("a month is a date", (cells[month][0], cells[month][2]), ("number", "yyyy-mm"))
            found[month] = wanted[month] = None
            expect("%s row of %s" % (file, table), found, wanted)
        for k, name in enumerate(head):
            total = sum(row[name] or 0 for row in lists[table]) if name.startswith(("posts_", "people")) else None
            if total is not None:
                expect("%s sum of %s" % (file, name), (value_of(sums[k]), sums[k][3][:4]), (float(total), "SUM("))


def formulas(orgsim, folder):
    """A name that a spreadsheet would run leaves as a text."""
    with open(os.path.join(folder, "u.csv"), "w", encoding="utf-8") as f:
        f.write("id,name,type,parent_id\nt,Town,town,\na,\"=cmd|'/c calc'!A1\",room,t\nb,@SUM(1),room,t\n")
    with open(os.path.join(folder, "f.yaml"), "w", encoding="utf-8") as f:
        f.write("orgsim: 1\ntitle: F\norganisation: {units: u.csv}\nfrom: 2025-01\nto: 2025-12\nclock: yearly\n"
                "steps:\n  - {at: 2025-06, id: m, merge: {units: [a, b], into: a}}\n"
                "targets:\n  - {id: x, metric: units, against: start, change: -10%, by: 2025-12}\n")
    call(orgsim, folder, "run", "f.yaml", "--into", "f.orgdb", "--quiet")
    call(orgsim, folder, "impact", "f.orgdb:run-1", "--csv", "-o", "f")
    with open(os.path.join(folder, "f", "impact-units.csv"), newline="", encoding="utf-8") as f:
        cells = [cell for row in csv.reader(f) for cell in row]
    expect("formulas", [c for c in cells if c[:1] in ("=", "@", "+")], [])
    expect("the name is kept behind a quote", "'=cmd|'/c calc'!A1" in cells, True)
    call(orgsim, folder, "impact", "f.orgdb:run-1", "--xlsx", "-o", "f.xlsx")
    names = [(c[0], c[3]) for row in xlsx.read(os.path.join(folder, "f.xlsx"))["units"] for c in row
             if c and str(c[1])[:1] in ("=", "@")]
    expect("in a workbook it is a text", set(names), {("text", None)})


def broken_totals(orgsim, folder):
    db = sqlite3.connect(os.path.join(folder, "small-town.orgdb"))
    db.execute("update run set totals = replace(totals, '\"left\":4', '\"left\":5') where id = 1")
    db.commit()
    db.close()
    text = call(orgsim, folder, "impact", "small-town.orgdb:run-1", status=1)
    expect("a wrong total is named", "people left: the lists give 4, the run stored 5" in text, True)


def main():
    orgsim, root, write = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), "--write" in sys.argv
    here = os.path.join(root, "tests", "golden")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("small-town", "hanoi-2025"):
            call(orgsim, folder, "run", os.path.join(root, "scenarios", name, "scenario.yaml"), "--quiet")
            golden(here, name, call(orgsim, folder, "impact", name + ".orgdb:run-1"), write)
            lists = against_views(orgsim, folder, name + ".orgdb")
            as_csv(orgsim, folder, name + ".orgdb", lists)
            as_xlsx(orgsim, folder, name + ".orgdb", lists)
        golden(here, "small-town-unit", call(orgsim, folder, "impact", "small-town.orgdb:run-1", "--unit", "planning"),
               write)
        call(orgsim, folder, "impact", "small-town.orgdb:run-1", "--unit", "plannin", status=3)
        call(orgsim, folder, "impact", "small-town.orgdb", status=3)
        call(orgsim, folder, "impact", "small-town.orgdb:run-1", "--csv", status=2)
        call(orgsim, folder, "impact", "small-town.orgdb:run-1", "--xlsx", status=2)
        formulas(orgsim, folder)
        broken_totals(orgsim, folder)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
