#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run and check --organisation: a scenario on a newer extract of the small town. Each conflict is named with its place, what the
extract says and the nearest id; without errors the scenario runs on the newer extract.

Usage: rerun.py ORGSIM SOURCE-ROOT
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

STEPS = """steps:
  - at: 2025-07
    merge: {units: [finance, planning], into: {id: finplan, name: Finance and Planning}}
  - at: 2026-07
    dissolve: {units: [museum], to: culture}
  - at: 2026-09
    transfer: {units: [library], to: registry}
  - at: 2026-10
    headcount-cut: {where: "unit = 'planning'", by: 1}
"""


def extract(orgsim, folder, name, edits, lines=()):
    """The town with these edits as the snapshot of that name; lines: beginnings of lines that are left out."""
    os.makedirs(os.path.join(folder, name))
    for table in ("units", "posts", "people"):
        with open(os.path.join(folder, table + ".csv"), encoding="utf-8") as file:
            text = file.read()
        for old, new in edits.get(table, ()):
            if old not in text:
                sys.exit("%s.csv holds no %r" % (table, old))
            text = text.replace(old, new)
        text = "".join(line for line in text.splitlines(True) if not line.startswith(tuple(lines)))
        with open(os.path.join(folder, name, table + ".csv"), "w", encoding="utf-8") as file:
            file.write(text)
    words = [w for t in ("units", "posts", "people") for w in ("--" + t, os.path.join(name, t + ".csv"))]
    call(orgsim, folder, "import", *words, "--into", "t.orgdb", "--snapshot", name, "--date", "2026-01", "-q")


def conflicts(orgsim, folder, extract_name):
    done = subprocess.run([orgsim, "check", "plan.yaml", "--organisation", "t.orgdb:" + extract_name, "--json"], cwd=folder,
                          capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)["problems"]
    return {(p["code"], p["id"]): (p["line"], p["text"]) for p in report if p["code"] not in ("vacant-head", "births-unknown")}


def line_of(folder, text):
    with open(os.path.join(folder, "plan.yaml"), encoding="utf-8") as file:
        return 1 + next(i for i, line in enumerate(file) if text in line)


def check(orgsim, folder):
    found = conflicts(orgsim, folder, "merged")
    expect("merged", sorted(found), [
        ("conflict-founded", "finplan"), ("conflict-gone", "finance"), ("conflict-gone", "planning"),
        ("conflict-past", "step-1"), ("conflict-sql", "planning"), ("late-organisation", None)])
    line, text = found["conflict-gone", "planning"]
    expect("place", line, line_of(folder, "merge:"))
    expect("what the extract says", "posts are in \"finplan\" (\"Finance and Planning\") now, which is new: it has another id"
           in text, True)
    found = conflicts(orgsim, folder, "changed")
    expect("changed", sorted(found), [
        ("conflict-id", "museum"), ("conflict-moved", "library"), ("conflict-past", "step-1"), ("conflict-renamed", "culture"),
        ("late-organisation", None)])
    expect("nearest", found["conflict-id", "museum"][1].endswith('write "museum-1"'), True)
    expect("moved", 'lies under "office" in t.orgdb:changed, not under "culture" any more' in
           found["conflict-moved", "library"][1], True)
    found = conflicts(orgsim, folder, "gone")
    expect("gone", ("conflict-gone", "registry") in found, True)
    expect("none is said twice", [k for k in found if k[0] == "unknown-id"], [])


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        with open(os.path.join(folder, "scenario.yaml"), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
            file.write(text[:text.index("steps:")] + STEPS + "\n" + text[text.index("rules:"):])
        extract(orgsim, folder, "merged", {
            "units": [("\nplanning,", "\nX,"), ("finance,Finance department,", "finplan,Finance and Planning,")],
            "posts": [(",planning,", ",finplan,"), (",finance,", ",finplan,")]}, ["X,"])
        extract(orgsim, folder, "changed", {
            "units": [("\nmuseum,", "\nmuseum-1,"), ("culture,Culture and sport department", "culture,Department of Culture"),
                      ("library,Town library,service,culture", "library,Town library,service,office")],
            "posts": [(",museum,", ",museum-1,")]})
        extract(orgsim, folder, "gone", {"posts": [(",registry,", ",office,")]}, ["registry,"])
        extract(orgsim, folder, "same", {"posts": [("office-2,office,Deputy head", "office-2,office,Vice head")]})
        check(orgsim, folder)
        refused = subprocess.run([orgsim, "run", "plan.yaml", "--organisation", "t.orgdb:merged", "--into", "r.orgdb"],
                                 cwd=folder, capture_output=True, text=True, check=False)
        expect("refused", refused.returncode, 3)
        expect("says where", "plan.yaml:%d:20: error: unit \"finance\"" % line_of(folder, "merge:") in refused.stderr, True)
        expect("nothing is stored", os.path.exists(os.path.join(folder, "r.orgdb")), False)
        call(orgsim, folder, "run", "plan.yaml", "--organisation", "t.orgdb:same", "--into", "r.orgdb", "-q")
        expect("it began from the extract", [r["title"] for r in rows(
            orgsim, folder, "r.orgdb", "select title from post_list where id = 'office-2'")], ["Vice head"])
        call(orgsim, folder, "check", "t.orgdb:same", "--organisation", "t.orgdb:same", status=2)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
