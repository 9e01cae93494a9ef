#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Export, import, export: for every shipped scenario, its snapshots and the end of its run come back the same, as CSV byte
for byte; as XLSX with closed rows cell for cell (values, types and number formats), else as the same CSV.

Usage: roundtrip.py ORGSIM SOURCE-ROOT
"""

import contextlib
import glob
import json
import os
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)
from impact import call, expect, problems  # noqa: E402

LARGE = 1000  # units
FILES = ["units.csv", "posts.csv", "people.csv", "datapackage.json"]


def month_text(month):
    return "%04d-%02d" % (month // 12, month % 12 + 1)


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()


def same_tables(folder, one, two, what):
    for name in FILES:
        first, second = read(folder, one, name), read(folder, two, name)
        if first != second:
            lines = [(a, b) for a, b in zip(first.split(b"\n"), second.split(b"\n")) if a != b]
            problems.append("%s: %s differs in %d lines, such as %r" % (what, name, len(lines), lines[:1]))


def as_csv(orgsim, folder, target, date, what, options):
    call(orgsim, folder, "export", target, "--format", "csv", "-o", "one", "--quiet", *options)
    tables = [o for f in FILES[:3] for o in ("--" + f[:-4], os.path.join("one", f))]
    call(orgsim, folder, "import", *tables, "--into", "back.orgdb", "--snapshot", "s", "--date", date, "--replace", "--quiet")
    call(orgsim, folder, "export", "back.orgdb:s", "--format", "csv", "-o", "two", "--quiet", *options)
    same_tables(folder, "one", "two", what)
    return read(folder, "one", "units.csv").count(b"\n") - 1


def as_xlsx(orgsim, folder, target, date, what, workbook, options):
    """After as_csv, whose tables a workbook must bring back as well."""
    call(orgsim, folder, "export", target, "--format", "xlsx", "-o", "one.xlsx", "--quiet", *options)
    call(orgsim, folder, "import", "--workbook", "one.xlsx", "--into", "book.orgdb", "--snapshot", "s", "--date", date,
         "--replace", "--quiet")
    if workbook == "tables":
        call(orgsim, folder, "export", "book.orgdb:s", "--format", "csv", "-o", "book", "--quiet", *options)
        same_tables(folder, "one", "book", what + " as a workbook")
        return
    call(orgsim, folder, "export", "book.orgdb:s", "--format", "xlsx", "-o", "two.xlsx", "--quiet", *options)
    first, second = os.path.join(folder, "one.xlsx"), os.path.join(folder, "two.xlsx")
    if xlsx.same_sheets(first, second, 3):
        return
    first, second = xlsx.read(first), xlsx.read(second)
    for sheet in ("units", "posts", "people"):
        expect("%s: rows of sheet %s" % (what, sheet), len(second[sheet]), len(first[sheet]))
        lines = [(a, b) for a, b in zip(first[sheet], second[sheet]) if a != b]
        if lines:
            problems.append("%s: sheet %s differs in %d rows, such as %r" % (what, sheet, len(lines), lines[:1]))


def round_trip(orgsim, folder, target, date, what, workbook=None, options=()):
    units = as_csv(orgsim, folder, target, date, what, options)
    print("%s: %d units" % (what, units))
    os.remove(os.path.join(folder, "back.orgdb"))
    if workbook == "cells" or workbook == "tables" and units < LARGE:
        as_xlsx(orgsim, folder, target, date, what, workbook, options)
        os.remove(os.path.join(folder, "book.orgdb"))


def scenario(orgsim, folder, path, name):
    """The largest goes through a workbook once, with all rows that it ever had; the others at the start and at the end as well."""
    call(orgsim, folder, "run", path, "--into", "s.orgdb", "--quiet")
    with contextlib.closing(sqlite3.connect(os.path.join(folder, "s.orgdb"))) as db:
        snapshots = db.execute("select name, month from snapshot order by id").fetchall()
    end = json.loads(call(orgsim, folder, "show", "s.orgdb:run-1", "--json"))["to"]
    for snapshot, month in snapshots:
        round_trip(orgsim, folder, "s.orgdb:" + snapshot, month_text(month), "%s:%s" % (name, snapshot), "tables")
    round_trip(orgsim, folder, "s.orgdb:run-1", end, name + ":run-1", "tables")
    round_trip(orgsim, folder, "s.orgdb:run-1", end, name + ":run-1 --all", "cells", ["--all"])
    os.remove(os.path.join(folder, "s.orgdb"))


TOLD = {
    "units.csv": "id,name,type,parent_id\ntop,Top,town,\na,A,room,top\n",
    "posts.csv": "id,unit_id,rank,coefficient,vacant_since,kept_for\np1,a,head,4.5,,\np2,a,staff,3,2024-05,\np3,a,staff,3,2024-06,h1\n",
    "people.csv": "id,name,post_id,hệ số lương\nh1,Lan,p1,4.98\nh2,Mai,,3.33\n",
}


def told(orgsim, folder):
    """A person's own coefficient, since when a post is vacant, and for whom it is kept come and go with the rest."""
    for name, text in TOLD.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    tables = ["--units", "units.csv", "--posts", "posts.csv", "--people", "people.csv"]
    call(orgsim, folder, "import", *tables, "--into", "told.orgdb", "--snapshot", "k", "--date", "2025-01", "-q")
    call(orgsim, folder, "export", "told.orgdb:k", "--format", "csv", "-o", "told", "-q")
    expect("posts tell their vacancy", [line.split(",")[-2:] for line in read(folder, "told", "posts.csv").decode().split()[1:]],
           [["", ""], ["2024-05", ""], ["2024-06", "h1"]])
    expect("people tell their coefficient", [line.split(",")[-1] for line in read(folder, "told", "people.csv").decode().split()],
           ["coefficient", "4.98", "3.33"])
    again = [os.path.join("told", word) if word.endswith(".csv") else word for word in tables]
    call(orgsim, folder, "import", *again, "--into", "again.orgdb", "--snapshot", "k", "--date", "2025-01", "-q")
    call(orgsim, folder, "export", "again.orgdb:k", "--format", "csv", "-o", "again", "-q")
    same_tables(folder, "told", "again", "what is told of vacancies")
    call(orgsim, folder, "export", "told.orgdb:k", "--format", "xlsx", "-o", "told.xlsx", "-q")
    call(orgsim, folder, "import", "--workbook", "told.xlsx", "--into", "book.orgdb", "--snapshot", "k", "--date", "2025-01", "-q")
    call(orgsim, folder, "export", "book.orgdb:k", "--format", "csv", "-o", "book", "-q")
    same_tables(folder, "told", "book", "a workbook of what is told of vacancies")
    document = json.loads(call(orgsim, folder, "export", "told.orgdb:k", "--format", "json"))
    expect("as JSON", [document["people"][0]["coefficient"], document["posts"][2]["kept_for"], document["posts"][1]["vacant_since"]],
           [4.98, "h1", "2024-05"])


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    paths = sorted(glob.glob(os.path.join(root, "scenarios", "*", "scenario.yaml")))
    expect("scenarios are there", len(paths) >= 4, True)
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            scenario(orgsim, folder, path, os.path.basename(os.path.dirname(path)))
    with tempfile.TemporaryDirectory() as folder:
        told(orgsim, folder)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
