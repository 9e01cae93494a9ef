#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tables as they come: the small inputs of intake/, each with what is right, as the real program reads them.

Usage: intake.py ORGSIM SOURCE-ROOT
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems, rows  # noqa: E402  (the folder is not a package)

ORGSIM = FOLDER = None


def read(case, *words, status=0):
    """The report of a dry run."""
    doc = json.loads(call(ORGSIM, os.path.join(FOLDER, case), "import", *words, "--dry-run", "--json", status=status))
    if "rows" in doc:
        expect(case + ": read + skipped = rows", doc["read"] + sum(doc["skipped"].values()), doc["rows"])
    return doc


def stored(case, *words, status=0):
    file = os.path.join(FOLDER, case, "stored.orgdb")
    if os.path.exists(file):
        os.remove(file)
    date = [] if "--date" in words else ["--date", "2021-01"]
    call(ORGSIM, os.path.join(FOLDER, case), "import", *words, *date, "--into", "stored.orgdb", "--snapshot", "s", "-q",
         status=status)
    return lambda sql: [tuple(r.values()) for r in rows(ORGSIM, os.path.join(FOLDER, case), "stored.orgdb:s", sql)]


def codes(doc, severity):
    return sorted(p["code"] for p in doc["problems"] if p["severity"] == severity)


def texts(doc, code):
    return [p["text"] for p in doc["problems"] if p["code"] == code]


def sizes(doc):
    return doc["units"], doc["posts"], doc["people"]


def tables(people):
    return "--units", "units.csv", "--posts", "posts.csv", "--people", people


def us_dates():
    doc = read("us-dates", *tables("people.csv"), "--date", "2021-01")
    expect("us-dates", (codes(doc, "error"), len(texts(doc, "date-order"))), ([], 2))
    ask = stored("us-dates", *tables("people.csv"))
    expect("us-dates months", ask("select id, born, hired from people order by id"),
           [("x1", "1965-12", "1990-12"), ("x2", "1966-02", "1991-03"), ("x3", "1967-11", "1992-12")])
    day_first = read("us-dates", *tables("people.csv"), "--date", "2021-01", "--dates", "dmy", status=3)
    expect("us-dates as dmy", codes(day_first, "error"), ["bad-date", "bad-date"])


def birth_year():
    doc = read("birth-year", *tables("people.csv"), "--date", "2021-01")
    expect("birth-year", (codes(doc, "error"), len(texts(doc, "year-only"))), ([], 1))
    ask = stored("birth-year", *tables("people.csv"))
    expect("birth-year months", ask("select id, born, hired from people order by id"),
           [("x1", "1970-01", "1995-09"), ("x2", "1975-01", "2000-09")])
    ask = stored("birth-year", *tables("ok.csv"))
    expect("birth-year ok", ask("select id, born, hired from people order by id"),
           [("x1", "1975-05", "1998-09"), ("x2", "1980-01", "2010-09")])
    expect("birth-year ranks", ask("select id, rank from posts order by id"), [("p1", "head"), ("p2", "staff")])
    doc = read("birth-year", *tables("ok.csv"), "--date", "2021-01")
    expect("birth-year guesses", sorted((g["what"], g["value"], g["rows"]) for g in doc["guesses"]),
           [("dates", "dmy", 1), ("dates", "dmy", 2), ("rank", "head", 1), ("rank", "staff", 1)])
    ask = stored("birth-year", *tables("pp.csv"))
    expect("birth-year pp", ask("select id, born, state from people"), [("x", "1970-06", "surplus")])
    call(ORGSIM, os.path.join(FOLDER, "birth-year"), "run", "p.yaml", "--into", "run.orgdb", "--quiet")
    left = rows(ORGSIM, os.path.join(FOLDER, "birth-year"), "run.orgdb:run-1", "select id from people order by id")
    expect("birth-year p.yaml: p1 stays", [r["id"] for r in left], ["x1"])


def closed():
    doc = read("closed", "--units", "units.csv", "--date", "2021-01", status=3)
    expect("closed", (codes(doc, "error"), codes(doc, "warning")), (["closed-parent"], ["closed-before-opened"]))
    expect("closed d", texts(doc, "closed-parent")[0].endswith('lies under "c", which closed in 2015-01'), True)
    expect("closed b", ["2030-01" in t for t in texts(doc, "opens-later")], [True])


def units_read_as_quota():
    doc = read("units-read-as-quota", "--units", "units.csv", "--date", "2021-01")
    expect("units-read-as-quota", (sizes(doc), codes(doc, "error"), "snapshots" in doc), ((3, 0, 0), [], False))
    expect("units-read-as-quota kept", texts(doc, "kept-columns"),
           ['"founded", "reviewed" are no columns of ours and are kept as attributes'])
    doc = read("units-read-as-quota", "--units", "units-closed.csv", "--date", "2021-01")
    expect("units-closed", (doc["units"], codes(doc, "error")), (2, []))
    ask = stored("units-read-as-quota", "--units", "units-closed.csv")
    expect("units-closed open", ask("select id from units order by id"), [("b",), ("t",)])


def one_table_hris():
    doc = read("one-table-hris", "--staff", "staff.csv", "--date", "2021-01")
    expect("one-table-hris", (sizes(doc), doc["roots"], doc["depth"]), ((2, 3, 3), 1, 2))
    expect("one-table-hris skipped", doc["skipped"], {"header": 1, "Status Terminated": 1})
    ask = stored("one-table-hris", "--staff", "staff.csv")
    expect("one-table-hris bosses", ask("select p.id, m.holder from posts q join people p on p.post = q.id "
                                        "left join posts m on m.id = q.reports_to order by p.id"),
           [("10", None), ("11", "10"), ("13", "10")])
    expect("one-table-hris tree", ask("select id, parent from units order by id"), [("IT", "Ops"), ("Ops", None)])
    doc = read("one-table-hris", "--posts", "staff.csv", "--people", "staff.csv", "--map", "map.yaml", "--date", "2021-01")
    expect("one-table-hris, two tables", (codes(doc, "error"), sizes(doc)), ([], (2, 4, 3)))


def parentid():
    for file in ("posts.csv", "p2.csv"):
        doc = read("parentid", "--posts", file)
        expect("parentid " + file, (sizes(doc), doc["roots"], codes(doc, "error")), ((2, 3, 0), 1, []))
    doc = read("parentid", "--posts", "posts.csv")
    expect("parentid notes", sorted({p["code"] for p in doc["problems"]} & {"column-understood", "kept-columns", "staff-list"}),
           ["column-understood", "kept-columns", "staff-list"])


def two_posts():
    doc = read("two-posts-options", "--posts", "p1.csv", "--posts", "p2.csv")
    expect("two files", (sizes(doc), codes(doc, "error")), ((1, 2, 0), []))
    done = subprocess.run([ORGSIM, "import", "--posts", "nope.csv", "--posts", "p2.csv", "--dry-run"], capture_output=True,
                          text=True, encoding="utf-8", check=False, cwd=os.path.join(FOLDER, "two-posts-options"))
    expect("a missing file", (done.returncode, "nope.csv: no such file" in done.stderr), (3, True))
    twice = read("two-posts-options", "--posts", "p1.csv", "--posts", "p1.csv", status=3)
    expect("an id in two files", [("p1.csv" in t) for t in texts(twice, "duplicate-id")], [True])
    doc = read("two-posts", *tables("long.csv"), "--date", "2021-01")
    expect("two posts", (doc["people"], codes(doc, "error"), len(texts(doc, "second-post"))), (2, [], 1))
    ask = stored("two-posts", *tables("long.csv"))
    expect("two posts held", ask("select id, post, second from people order by id"), [("x1", "p1", "p2"), ("x2", "p3", None)])
    doc = read("two-posts", *tables("p2.csv"), "--date", "2021-01")
    expect("alike", (doc["people"], codes(doc, "warning")), (2, ["possible-duplicate-person"]))
    expect("no name in a report", [t for t in texts(doc, "possible-duplicate-person") if "Ann" in t], [])
    doc = read("two-posts", *tables("people.csv"), "--date", "2021-01", status=3)
    expect("two posts, errors", sorted((p["line"], p["code"]) for p in doc["problems"] if p["severity"] == "error"),
           [(5, "bad-date"), (5, "several-holders"), (6, "bad-date")])
    call(ORGSIM, os.path.join(FOLDER, "two-posts"), "run", "plan.yaml", "--into", "run.orgdb", "--quiet")
    found = rows(ORGSIM, os.path.join(FOLDER, "two-posts"), "run.orgdb:run-1", "select id, post from people order by id")
    expect("two posts, plan", [tuple(r.values()) for r in found], [("x1", "p1"), ("x2", "p3")])


def heading_rows():
    doc = read("heading-rows", "--staff", "list.csv")
    expect("heading-rows", (sizes(doc), doc["roots"], codes(doc, "error")), ((2, 5, 5), 2, []))
    expect("heading-rows skipped", doc["skipped"], {"title": 2, "header": 2, "heading": 2, "total": 1, "signature": 1})
    expect("heading-rows warning", codes(doc, "warning"), ["several-roots"])
    ask = stored("heading-rows", "--staff", "list.csv", "--root", "UBND quận")
    expect("heading-rows people",
           ask("select born, sex, p.coefficient, q.rank, \"Ghi chú\" from people p join posts q on q.id = p.post order by p.id"),
           [("1975-01", "M", 5.58, "head", None), ("1980-02", "F", 4.7, "deputy", None),
            ("1990-01", "F", 2.67, "staff", "nghỉ thai sản"), ("1985-07", "M", 4.5, "head", None),
            ("1988-01", "F", 3, "staff", None)])
    doc = read("heading-rows", "--staff", "list.csv", "--root", "UBND quận")
    expect("heading-rows root", (sizes(doc), doc["roots"], codes(doc, "warning")), ((3, 5, 5), 1, []))
    expect("heading-rows date", "2021-01" in texts(doc, "date-from-title")[0], True)


def main():
    global ORGSIM, FOLDER
    ORGSIM, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = os.path.join(folder, "intake")
        shutil.copytree(os.path.join(root, "tests", "golden", "intake"), FOLDER)
        for case in (us_dates, birth_year, closed, units_read_as_quota, one_table_hris, parentid, two_posts, heading_rows):
            case()
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
