#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Posts that nobody holds, of a snapshot, a whole file and the end of a run: since when, for whom they are kept, and why.

Usage: vacancies.py ORGSIM
"""

import contextlib
import csv
import io
import os
import re
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)
from impact import call, expect, problems  # noqa: E402

FILES = {
    "u.csv": "id,name,type,parent_id\ntop,Top,town,\na,A,room,top\nb,B,room,top\n",
    # p4 was vacant before the data, p5 is closed, who holds p6 will retire.
    "p.csv": "id,unit_id,title,rank,vacant_since,kept_for,closed\np1,a,Head,head,,,\np2,a,Clerk,staff,2024-05,,\n"
             "p3,a,Clerk,staff,2024-06,h2,\np4,b,Clerk,staff,,,\np5,b,Clerk,staff,,,2024-12\np6,b,Old hand,staff,,,\n",
    "h.csv": "id,name,born,sex,hired,post_id\nh1,Lan,1990-01,F,2015-01,p1\nh2,Mai,1991-01,F,2015-01,\n"
             "h3,Bay,1964-03,M,1990-01,p6\n",
    "s.yaml": "orgsim: 1\ntitle: S\norganisation: {units: u.csv, posts: p.csv, people: h.csv}\nfrom: 2025-01\nto: 2025-12\n"
              "processes:\n  - retirement: {}\n",
    "c.yaml": "orgsim: 1\ntitle: C\norganisation: {units: u.csv, posts: p.csv, people: h.csv}\nfrom: 2025-01\nto: 2025-12\n"
              "steps:\n  - {at: 2025-03, id: m, merge: {units: [a, b], into: a}}\n",
    "f.yaml": "orgsim: 1\ntitle: F\norganisation: {units: u.csv, posts: few.csv}\nfrom: 2025-01\nto: 2025-12\n"
              "metrics:\n  - {id: all, posts: {}}\n",
    "few.csv": "id,unit_id,title,rank\nq1,a,Head,head\nq2,a,Clerk,staff\n",
}
HEAD = ["post", "unit", "title", "since", "kept_for", "reason", "months"]
TOLD = [["p2", "a", "Clerk", "2024-05", "", "", "8"], ["p3", "a", "Clerk", "2024-06", "h2", "", "7"],
        ["p4", "b", "Clerk", "unknown", "", "", ""]]
AFTER = [["p2", "a", "Clerk", "2024-05", "", "", "19"], ["p3", "a", "Clerk", "2024-06", "h2", "", "18"],
         ["p4", "b", "Clerk", "unknown", "", "", ""]]


def rows(orgsim, folder, place, sql="select * from vacancies"):
    return list(csv.reader(io.StringIO(call(orgsim, folder, "query", place, sql, "--csv"))))


def sheet(orgsim, folder, place, name, *options):
    """The rows of a sheet as texts, months by their number; None: it is not there."""
    call(orgsim, folder, "export", place, "--format", "xlsx", "-o", "b.xlsx", "-q", *options)
    found = xlsx.read(os.path.join(folder, "b.xlsx")).get(name)
    return found and [["" if cell is None else cell[1] for cell in row + [None] * (len(found[0]) - len(row))] for row in found]


def snapshot(orgsim, folder):
    call(orgsim, folder, "import", "--units", "u.csv", "--posts", "p.csv", "--people", "h.csv", "--into", "t.orgdb", "--snapshot", "k",
         "--date", "2025-01", "-q")
    expect("of a snapshot", rows(orgsim, folder, "t.orgdb:k"), [HEAD] + TOLD)
    expect("of a whole file", rows(orgsim, folder, "t.orgdb"), [["snapshot"] + HEAD] + [["k"] + row for row in TOLD])
    expect("beside other tables", rows(orgsim, folder, "t.orgdb:k", "select u.name, count(*) from vacancies v join units u"
                                       " on u.id = v.unit group by 1"), [["name", "count(*)"], ["A", "2"], ["B", "1"]])
    english, vietnamese = (sheet(orgsim, folder, "t.orgdb:k", name, "--lang", lang)
                           for name, lang in (("Vacancies", "en"), ("Vị trí khuyết", "vi")))
    expect("as a sheet", [row[:3] + row[4:] for row in english[1:]],
           [row[:3] + row[4:6] + [float(row[6]) if row[6] else ""] for row in TOLD])
    expect("what is not known, in English", english[3][3], "unknown")
    expect("what is not known, in Vietnamese", vietnamese[3][3], "không rõ")
    expect("months are dates", [isinstance(row[3], float) for row in english[1:]], [True, True, False])
    expect("heads in Vietnamese", len(set(english[0]) & set(vietnamese[0])), 0)
    call(orgsim, folder, "import", "--workbook", "b.xlsx", "--into", "t.orgdb", "--snapshot", "back", "--date", "2025-01", "-q")
    expect("the sheet beside them is no table", rows(orgsim, folder, "t.orgdb:back"), [HEAD] + TOLD)


def unknown(orgsim, folder):
    """Where it is not known who holds the posts, none is said to be vacant."""
    call(orgsim, folder, "import", "--units", "u.csv", "--posts", "few.csv", "--into", "few.orgdb", "--snapshot", "k", "--date",
         "2025-01", "-q")
    expect("none", [rows(orgsim, folder, place)[1:] for place in ("few.orgdb:k", "few.orgdb")], [[], []])
    expect("no sheet", sheet(orgsim, folder, "few.orgdb:k", "Vacancies"), None)


def runs(orgsim, folder):
    call(orgsim, folder, "run", "s.yaml", "--into", "s.orgdb", "-q")
    found = rows(orgsim, folder, "s.orgdb:run-1")
    gone = found[-1]
    expect("of a run", found[:-1], [HEAD] + AFTER)
    expect("who retired", gone[:3] + gone[4:6], ["p6", "b", "Old hand", "", "retirement"])
    expect("months of it", (gone[3].startswith("2025-"), int(gone[6])), (True, 12 - int(gone[3][-2:])))
    expect("why, in Vietnamese", sheet(orgsim, folder, "s.orgdb:run-1", "Vị trí khuyết", "--lang", "vi")[-1][5], "nghỉ hưu")
    expect("the start of it", [row[1:] for row in rows(orgsim, folder, "s.orgdb")[1:]], TOLD_AT_START)
    call(orgsim, folder, "run", "c.yaml", "--into", "s.orgdb", "-q")
    # A merger moves what is vacant; that it was vacant before is as unknown as ever.
    expect("moved, not vacated", [(row[0], row[3], row[5]) for row in rows(orgsim, folder, "s.orgdb:run-2")[1:]],
           [("p2", "2024-05", ""), ("p3", "2024-06", ""), ("p4", "unknown", "")])


def appendix(orgsim, folder, place):
    """The rows of the report's appendix in English, as texts; None: it has none."""
    call(orgsim, folder, "report", place, "-o", "r.html", "-q")
    with open(os.path.join(folder, "r.html"), encoding="utf-8") as file:
        page = file.read()
    found = re.search(r'<section id="r0-vacancies".*?</section>', page, re.S)
    expect("a link to the appendix", "#r0-vacancies" in page, bool(found))
    plain = found and re.sub(r'<span lang="vi">.*?</span>', "", found.group())
    return plain and [[re.sub(r"<[^>]*>", "", cell) for cell in re.split("</t[hd]>", row)[:-1]]
                      for row in re.findall("<tr>(.*?)</tr>", plain, re.S)]


def reports(orgsim, folder):
    """One row for a unit and title; after the merger three clerks of one unit stand vacant."""
    expect("appendix", appendix(orgsim, folder, "s.orgdb:run-2"),
           [["Unit", "Title of the post", "Posts", "Vacant since", "Kept for somebody"],
            ["A a", "Clerk", "3", "May 2024 – Jun 2024; 1 before the data, since when is not known", "1"]])
    expect("most first", [row[1:3] for row in appendix(orgsim, folder, "s.orgdb:run-1")[1:]],
           [["Clerk", "2"], ["Clerk", "1"], ["Old hand", "1"]])
    call(orgsim, folder, "run", "f.yaml", "--into", "f.orgdb", "-q")
    expect("no appendix where nobody knows", appendix(orgsim, folder, "f.orgdb:run-1"), None)


TOLD_AT_START = [row[:6] + ([str(int(row[6]) - 1)] if row[6] else [""]) for row in TOLD]


def main():
    orgsim = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        with contextlib.suppress(AssertionError):
            for check in (snapshot, unknown, runs, reports):
                check(orgsim, folder)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
