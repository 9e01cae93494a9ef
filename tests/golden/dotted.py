#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Second reporting lines: read, kept through export and import, dropped with a note when the post they lead to closes, counted, told.

Usage: dotted.py ORGSIM
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)

FILES = {
    "u.csv": "id,name,type,parent_id\ntop,Top,town,\na,A,room,top\nb,B,room,top\n",
    "p.csv": "id,unit_id,title,rank,reports_to,also_reports_to,assigned\nt1,top,Chair,head,,,\na1,a,Head,head,t1,,\n"
             "a2,a,Clerk,staff,a1,b1; t1;b1,\na3,a,Clerk,staff,a1,b1,\nb1,b,Head,head,t1,,\ng,b,Clerk,staff,b1,a1;b1,3\n",
    "without.csv": "id,unit_id,title,rank,reports_to\nt1,top,Chair,head,\na1,a,Head,head,t1\nb1,b,Head,head,t1\n",
    "wrong.csv": "id,unit_id,title,rank,also_reports_to,closed\nt1,top,Chair,head,,\na1,a,Head,head,a1;t1,\na2,a,Clerk,staff,b9;t1;a3,\n"
                 "b1,b,Head,head,b9,\na3,a,Clerk,staff,b1,2024-06\n",
    "m.yaml": "posts:\n  also_reports_to: Project lead\n",
    "mapped.csv": "id,unit_id,title,rank,Project lead\nt1,top,Chair,head,\na1,a,Head,head,7\n7,b,Head,head,a1\n",
    "staff.csv": "id,name,unit,title,manager,Dotted line manager\n1,Lan,A,Head,,\n2,Mai,A,Clerk,1,3;Bay\n3,Hoa,B,Head,1,\n4,Bay,B,Clerk,3,\n"
                 "5,Tam,B,Clerk,3,5;1\n",
    "lost.csv": "id,name,unit,title,manager,dotted line\n1,Lan,A,Head,,\n2,Mai,A,Clerk,1,1;9\n",
    "s.yaml": "orgsim: 1\ntitle: S\norganisation: {units: u.csv, posts: p.csv}\nfrom: 2025-01\nto: 2025-12\nmetrics:\n"
              "  - {id: span, span-and-layers: {}}\nsteps:\n  - {at: 2025-03, id: m, merge: {units: [a, b], into: a}}\n",
}
FILES["n.yaml"] = FILES["s.yaml"].replace("p.csv", "without.csv")


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return {row["id"]: row.get("also_reports_to") for row in csv.DictReader(file)}


def bring(orgsim, folder, snapshot, *options):
    done = subprocess.run([orgsim, "import", "--into", "t.orgdb", "--snapshot", snapshot, "--date", "2025-01", "--json"] + list(options),
                          cwd=folder, capture_output=True, text=True)
    said = json.loads(done.stdout)
    return done.returncode, [(d["code"], d.get("line")) for d in said["problems"] if d["severity"] != "note"]


def lines(orgsim, folder, place, *options):
    call(orgsim, folder, "export", place, "--format", "csv", "-o", "out", "-q", *options)
    return read(folder, "out/posts.csv")


def tables(orgsim, folder):
    """Spelled as the posts are: trimmed, each once; a group has the line as one."""
    group = {"g#1": "a1;b1", "g#2": "a1;b1", "g#3": "a1;b1"}
    expect("read", bring(orgsim, folder, "k", "--units", "u.csv", "--posts", "p.csv"), (0, []))
    first = lines(orgsim, folder, "t.orgdb:k")
    expect("exported", first, dict({"t1": "", "a1": "", "a2": "b1;t1", "a3": "b1", "b1": ""}, **group))
    bring(orgsim, folder, "again", "--units", "out/units.csv", "--posts", "out/posts.csv")
    expect("and imported again", lines(orgsim, folder, "t.orgdb:again"), first)
    code, said = bring(orgsim, folder, "w", "--units", "u.csv", "--posts", "wrong.csv")
    expect("what is wrong", (code, sorted(said)), (3, [("closed-boss", 4), ("missing-boss", 4), ("missing-boss", 5), ("self-boss", 3)]))
    code, said = bring(orgsim, folder, "w", "--units", "u.csv", "--posts", "wrong.csv", "--lenient")
    expect("mended", (code, lines(orgsim, folder, "t.orgdb:w", "--all")),
           (0, {"t1": "", "a1": "t1", "a2": "t1", "b1": "", "a3": "b1"}))
    bring(orgsim, folder, "m", "--units", "u.csv", "--posts", "mapped.csv", "--map", "m.yaml")
    expect("named in a map, an id of digits", lines(orgsim, folder, "t.orgdb:m"), {"t1": "", "a1": "7", "7": "a1"})


def staff_lists(orgsim, folder):
    code, said = bring(orgsim, folder, "s", "--staff", "staff.csv")
    found = list(lines(orgsim, folder, "t.orgdb:s").values())
    expect("of persons", (code, [w for w in said if w[0] == "self-boss"]), (0, [("self-boss", 6)]))
    expect("their posts", found, ["", "B/Head/1;B/Clerk/1", "", "", "A/Head/1"])
    code, said = bring(orgsim, folder, "l", "--staff", "lost.csv")
    expect("of nobody", (code, [w for w in said if w[0] == "missing-boss"]), (3, [("missing-boss", 3)]))


def run(orgsim, folder):
    call(orgsim, folder, "run", "s.yaml", "--into", "r.orgdb", "-q")
    after = {"t1": "", "a1": "", "a2": "t1", "a3": "", "g#1": "a1", "g#2": "a1", "g#3": "a1"}
    expect("at the end", lines(orgsim, folder, "r.orgdb:run-1"), after)
    rows = lines(orgsim, folder, "r.orgdb:run-1", "--all")
    expect("a closed post keeps its own", {key: rows[key] for key in after}, after)
    found = json.loads(call(orgsim, folder, "query", "r.orgdb", "select rule, severity, id, text from finding_list", "--json"))
    expect("one note", found, [{"rule": "m", "severity": "note", "id": "a2", "text":
                               "5 second reporting lines were dropped, the first of them that of post a2: the posts they led to have closed."}])
    told = json.loads(call(orgsim, folder, "query", "r.orgdb", "select month, value from series_month where series = 'dotted' order by month", "--json"))
    expect("counted", (told[0]["value"], told[-1]["value"]), (9, 4))
    story = call(orgsim, folder, "explain", "r.orgdb:run-1", "a2")
    expect("explained", [part in story for part in ("it also reports to b1, t1.", "f its second lines to b1, t1 only those to t1 are left",
                                                    "it also reports to t1.")], [True, True, True])
    expect("the last of a post", "t no longer also reports to b1, which closed." in call(orgsim, folder, "explain", "r.orgdb:run-1", "a3"), True)
    call(orgsim, folder, "run", "n.yaml", "--into", "n.orgdb", "-q")
    expect("nothing is told where there are none", call(orgsim, folder, "query", "n.orgdb", "select count(*) from series_month where series = 'dotted'",
                                                        "--csv").split(), ["count(*)", "0"])


def main():
    orgsim = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        for check in (tables, staff_lists, run):
            check(orgsim, folder)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
