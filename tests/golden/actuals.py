#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""import --actuals: reported figures from CSV and from a workbook are kept in the file, used by the scenarios that run on it, and
what is wrong with them is named by its cell; dates and numbers are read by what cells prove; a figure that differs from the stored one is not replaced unasked.

Usage: actuals.py ORGSIM SOURCE-ROOT
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)
from workbook import Date, write  # noqa: E402

HEAD = ["Chỉ tiêu", "Tháng", "Thực hiện", "Phạm vi", "Nguồn"]


def imported(orgsim, folder, table, *more):
    done = subprocess.run([orgsim, "import", "--actuals", table, "--into", "t.orgdb", "--json", *more], cwd=folder,
                          capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def shown(orgsim, folder):
    figures = json.loads(call(orgsim, folder, "show", "t.orgdb", "--actuals", "--json"))
    return [(f["metric"], f["month"], f["value"], f["scope"], f["source"]) for f in figures]


def actual_of(orgsim, folder, scenario, target):
    run = json.loads(call(orgsim, folder, "run", scenario, "--into", scenario + ".orgdb", "--json"))
    found = [t["actual"] for t in run["targets"] if t["id"] == target]
    return found[0]["month"], found[0]["reported"]


VI, EN = "Chỉ tiêu;Tháng;Thực hiện\n", "metric,month,value\n"
# table: (options, its codes, its figures as they are kept)
TABLES = {
    "a point may part thousands": (VI + "posts;12/2027;113.662\n", (), ["bad-number"], []),
    "another cell tells": (VI + "posts;12/2027;113.662\nposts;12/2028;\"5,5\"\n", (), [], [("2027-12", 113662), ("2028-12", 5.5)]),
    "both signs": (VI + "posts;12/2027;1.234,5\nposts;12/2028;1 234\n", (), [], [("2027-12", 1234.5), ("2028-12", 1234)]),
    "a percentage": (VI + "posts;12/2027;\"12,5%\"\n", (), [], [("2027-12", 0.125)]),
    "not reported": (VI + "posts;12/2027;-\n", (), ["bad-number"], []),
    "our own form": (EN + "posts,2027-12,113.662\n", (), [], [("2027-12", 113.662)]),
    "our own form, a comma": (EN + 'posts,2027-12,"113,662"\n', (), ["bad-number"], []),
    "either order": (EN + "posts,05/12/2027,3\n", (), ["ambiguous-dates"], []),
    "said to be days first": (EN + "posts,05/12/2027,3\n", ("--dates", "dmy"), ["date-order"], [("2027-12", 3)]),
    "said to be months first": (EN + "posts,05/12/2027,3\n", ("--dates", "mdy"), ["date-order"], [("2027-05", 3)]),
    "spoken": (EN + "posts,05/12/2027,3\n", ("--lang", "vi"), ["date-order"], [("2027-12", 3)]),
    "told by another": (EN + "posts,05/12/2027,3\nposts,05/31/2028,4\n", (), ["date-order"], [("2027-05", 3), ("2028-05", 4)]),
    "both orders": (EN + "posts,31/12/2027,3\nposts,05/31/2028,4\nposts,5/6/2029,4\n", (), ["ambiguous-dates"], None),
    "Vietnamese headers": (VI + "posts;05/12/2027;3\n", (), ["date-order"], [("2027-12", 3)]),
    "a day counted": (EN + "posts,46752,3\n", (), ["serial-dates"], [("2027-12", 3)]),
    "a year alone": (EN + "posts,2027,3\n", (), ["bad-date"], []),
    "titles above, marks in the header": ("Báo cáo;;\nKỳ 2027;;\nTT;Chỉ tiêu (*);Kỳ báo cáo;THỰC HIỆN\n1;posts;31/12/2027;3\n", (),
                                          ["left-out-column"], [("2027-12", 3)]),
    "no header": ("Báo cáo;;\nposts;12/2027;3\n", (), ["missing-column"] * 3, []),
}


def by_evidence(orgsim, folder):
    """Dates and numbers as other tables have them; of a workbook, cells that are numbers are that whatever the headers."""
    for number, (what, (text, options, codes, figures)) in enumerate(TABLES.items()):
        name, into = "e%d.csv" % number, "e%d.orgdb" % number
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
        shutil.copy(os.path.join(folder, "fresh.orgdb"), os.path.join(folder, into))
        done = subprocess.run([orgsim, "import", "--actuals", name, "--into", into, "--json", *options], cwd=folder,
                              capture_output=True, text=True, check=False)
        found = sorted(p["code"] for p in json.loads(done.stdout)["problems"])
        stored = json.loads(call(orgsim, folder, "show", into, "--actuals", "--json"))
        expect(what, (found, [(f["month"], f["value"]) for f in stored]), (codes, figures or []))
    write(os.path.join(folder, "n.xlsx"), {"1": [HEAD, ["posts", "12/2029", 1.234], ["units", "12/2029", "1.234,5"]]})
    status, _ = imported(orgsim, folder, "n.xlsx")
    expect("cells that are numbers", (status, [row[2] for row in shown(orgsim, folder) if row[1] == "2029-12"]), (0, [1.234, 1234.5]))


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        call(orgsim, folder, "import", "--units", "units.csv", "--posts", "posts.csv", "--people", "people.csv", "--into",
             "t.orgdb", "--snapshot", "start", "--date", "2025-01", "-q")
        shutil.copy(os.path.join(folder, "t.orgdb"), os.path.join(folder, "fresh.orgdb"))
        write(os.path.join(folder, "a.xlsx"), {"Ghi chú": [["x"]], "Thực hiện": [
            HEAD, ["posts", Date("2025-12-31"), 57, None, "Report 1"], ["posts", "12/2026", 55.5, "finance", "Report 2"]]})
        status, report = imported(orgsim, folder, "a.xlsx")
        expect("imported", (status, report["new"], report["stored"]), (0, 2, True))
        expect("kept", shown(orgsim, folder), [("posts", "2025-12", 57.0, "", "Report 1"),
                                               ("posts", "2026-12", 55.5, "finance", "Report 2")])
        call(orgsim, folder, "run", "scenario.yaml", "--from-actuals", "2025-12", status=3)  # none in this plan's own data
        status, report = imported(orgsim, folder, "a.xlsx:Thực hiện")
        expect("again", (status, report["same"], report["new"]), (0, 2, 0))

        with open(os.path.join(folder, "b.csv"), "w", encoding="utf-8") as file:
            file.write("metric,month,value,scope,source\nposts,2025-12,56,,Report 3\nunits,2025-12,11,,\n")
        status, report = imported(orgsim, folder, "b.csv")
        expect("differs", (status, [p["code"] for p in report["problems"]], len(shown(orgsim, folder))),
               (3, ["changed-figure"], 2))
        expect("dry run", imported(orgsim, folder, "b.csv", "--replace", "--dry-run")[0], 0)
        expect("nothing yet", len(shown(orgsim, folder)), 2)
        status, report = imported(orgsim, folder, "b.csv", "--replace")
        expect("replaced", (status, report["changed"], shown(orgsim, folder)[0]), (0, 1, ("posts", "2025-12", 56.0, "", "Report 3")))

        with open(os.path.join(folder, "scenario.yaml"), encoding="utf-8") as file:
            text = file.read()
        own = text.replace("{units: units.csv, posts: posts.csv, people: people.csv}", "t.orgdb:start")
        for name, whole in (("file.yaml", own), ("tables.yaml", text),
                            ("own.yaml", own + "\nactuals:\n  - {metric: posts, month: 2026-12, value: 50}\n")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(whole)
        expect("used on the file", actual_of(orgsim, folder, "file.yaml", "posts"), ("2025-12", 56))
        expect("not without it", actual_of(orgsim, folder, "tables.yaml", "posts"), (None, None))
        expect("the scenario's own go first", actual_of(orgsim, folder, "own.yaml", "posts"), ("2026-12", 50))
        expect("the others stay", actual_of(orgsim, folder, "own.yaml", "units"), ("2025-12", 11))

        write(os.path.join(folder, "bad.xlsx"), {"1": [HEAD, ["posts", "2025", "1.234"], [None, "2025-12", 3],
                                                       ["posts", "2026-12", 3], ["posts", "12/2026", 4]]})
        status, report = imported(orgsim, folder, "bad.xlsx")
        expect("bad", (status, sorted((p["cell"], p["code"]) for p in report["problems"] if p["code"] != "changed-figure")),
               (3, [("A3", "blank-cell"), ("A5", "duplicate-row"), ("B2", "bad-date"), ("C2", "bad-number")]))
        by_evidence(orgsim, folder)
        call(orgsim, folder, "import", "--actuals", "b.csv", "--units", "units.csv", "--into", "t.orgdb", status=2)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
