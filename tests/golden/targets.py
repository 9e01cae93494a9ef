#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Targets of every shape: their figures are shown by what the file says they are, and nobody reads a figure out of the text
that the scenario wrote. The text is made nonsense of in the file, and every output stays as it was, byte by byte; the numbers
are changed, and every output follows.

Usage: targets.py ORGSIM SOURCE-ROOT
"""

import html
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)
from impact import call, expect, problems  # noqa: E402

# By the verdict that it must have: id, what it says, what is shown as required, as value or change (where it is judged in percent).
TARGETS = [
    ("fewer", "metric: all-posts, against: start, change: -10%", "-10%", "−10 %", "met"),
    ("less", "metric: all-posts, against: start, change: -7", "-7", "54", "not met"),
    ("more", "metric: all-posts, against: start, change: +2.25%", "+2.25%", "−10 %", "not met"),
    ("exact", "metric: all-posts, against: start, equals: -10%", "= -10%", "−10 %", "met"),
    ("exactly", "metric: all-posts, against: start, equals: -6", "= -6", "54", "met"),
    ("share", "sql: select 1.6, at_least: 150%", ">= 150%", "160 %", "met"),
    ("small", "sql: select 0.5, at_least: 0.4", ">= 0.4", "0.5", "met"),
    ("said", "sql: select 0.5, at_least: 0.4, measured_in: share", ">= 40%", "50 %", "met"),
    ("below", "sql: select -0.02, less_than: -5%", "< -5%", "−2 %", "not met"),
    ("most", "sql: select 12000.5, at_most: 12000.5", "<= 12000.5", "12 000.5", "met"),
    ("range", "sql: select 0.15, between: [10%, 20%]", "between 10% and 20%", "15 %", "met"),
    ("level", "sql: select 3, equals: 3", "= 3", "3", "met"),
    ("over", "sql: select 5, equals: 3", "= 3", "5", "not met"),
    ("typed", "metric: all-posts, at_least: 1, basis: assumed", ">= 1", "54", "met"),
    ("told", "metric: all-posts, at_least: 2, basis: reported", ">= 2", "54", "met"),
    ("above", "sql: select 9000, more_than: 9000", "> 9000", "9 000", "not met"),
    ("one", "metric: posts, with: {by_unit: yes}, unit: finance, at_least: 1", ">= 1", "10", "met"),
    ("wages", "metric: pay, at_least: 1", ">= 1", None, "met"),
    ("retired", "metric: retirement, at_most: 40, counted: run", "<= 40", None, "met"),
]
THIN = re.compile("[\u2009\u202f\u00a0]")


def prepare(root, folder):
    source = os.path.join(root, "scenarios", "small-town")
    with open(os.path.join(source, "scenario.yaml"), encoding="utf-8") as file:
        text = file.read().split("\ntargets:")[0]
    for name in ("units.csv", "posts.csv", "people.csv"):
        text = text.replace(": " + name, ": " + os.path.join(source, name))
    text = text.replace("\nmetrics:\n", "\nmetrics:\n  - {id: pay, payroll: {}}\n")
    text += "\ntargets:\n" + "".join("  - {id: %s, %s, by: 2027-12}\n" % (t[0], t[1]) for t in TARGETS)
    with open(os.path.join(folder, "t.yaml"), "w", encoding="utf-8") as file:
        file.write(text)


def read(path):
    """The bytes of a file; the cells of a workbook, whose zip says more than they do."""
    if path.endswith(".xlsx"):
        return repr(xlsx.read(path))
    with open(path, encoding="utf-8") as file:
        return file.read()


def outputs(orgsim, folder):
    found, run = {}, "t.orgdb:run-1"
    for lang in ("en", "vi"):
        for name, args in (("show", ("show", run)), ("compare", ("compare", run, run)), ("csv", ("compare", run, run, "--csv"))):
            found[name + " " + lang] = call(orgsim, folder, *args, "--lang", lang)
        call(orgsim, folder, "chart", run, "--view", "timeline", "--lang", lang, "--format", "svg", "-o", "timeline", "-q")
        found["timeline " + lang] = read(os.path.join(folder, "timeline.svg"))
    for name, args in (("show --json", ("show", run, "--json")), ("compare --json", ("compare", run, run, "--json")),
                       ("export --json", ("export", run, "--format", "json"))):
        found[name] = call(orgsim, folder, *args)
    for name, args in (("report", ("report", run, "-o", "r.html")), ("reports", ("report", run, run, "-o", "s.html")),
                       ("export", ("export", run, "--format", "xlsx", "-o", "e.xlsx", "-q")),
                       ("workbook", ("compare", run, run, "--xlsx", "-o", "c.xlsx"))):
        call(orgsim, folder, *args)
        found[name] = read(os.path.join(folder, args[args.index("-o") + 1]))
    return found


def change(folder, sql):
    file = sqlite3.connect(os.path.join(folder, "t.orgdb"))
    with file:
        file.execute(sql)
    file.close()


def differing(before, after):
    return sorted(name for name in before if before[name] != after[name])


def shown(orgsim, folder):
    """Each target in the text of show: id, required, value, change, verdict, in columns cut by two spaces or more."""
    cells = {}
    for line in call(orgsim, folder, "show", "t.orgdb:run-1").splitlines():
        words = line.split()
        if words and words[0] in {t[0] for t in TARGETS} and "2027-12" in words:
            cells[words[0]] = THIN.sub(" ", line)
    return cells


def check_text(orgsim, folder, found):
    cells = shown(orgsim, folder)
    expect("what is beyond a figure that is to be met exactly", "over: 2 too many (5; exactly 3)" in call(orgsim, folder, "show", "t.orgdb:run-1"), True)
    document = {t["id"]: t for t in json.loads(found["show --json"])["targets"]}
    timeline = THIN.sub(" ", html.unescape(found["timeline en"]))
    for id, _, required, figure, verdict in TARGETS:
        line = " ".join(cells.get(id, "").split())
        expect("%s: required in %r" % (id, line), " %s " % required in line, True)
        expect("%s: figure in %r" % (id, line), figure is None or " %s " % figure in line, True)
        expect("%s: verdict" % id, document[id]["verdict"], verdict)
        expect("%s: required" % id, document[id]["required"], required)
        drawn = required.replace("-", "−").replace(">=", "≥").replace("<=", "≤").replace("%", " %").replace("12000.5", "12 000.5")
        drawn = "10 %–20 %" if id == "range" else drawn.replace("9000", "9 000")
        expect("%s: %s in the timeline" % (id, drawn), ">required %s by 2027-12<" % drawn in timeline, True)
    wanted = {"share": "share", "said": "share", "below": "share", "range": "share", "wages": "money", "retired": "people"}
    wanted.update({id: "posts" for id in ("fewer", "less", "more", "exact", "exactly", "one", "typed", "told")})
    expect("units", {id: t["unit"] for id, t in document.items() if t["unit"]}, wanted)
    expect("basis", [document[id]["basis"] for id in ("level", "typed", "told")], ["simulated", "assumed", "reported"])
    with open(os.path.join(folder, "t.yaml"), encoding="utf-8") as file:
        text = file.read().replace("basis: assumed", "basis: simulated")
    with open(os.path.join(folder, "claims.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    claims = subprocess.run([orgsim, "check", "claims.yaml"], cwd=folder, capture_output=True, text=True, check=False)
    expect("simulated cannot be claimed", 'basis: is "simulated", expected assumed or reported' in claims.stdout + claims.stderr, True)
    expect("relative", sorted(id for id, t in document.items() if t["relative"]), ["exact", "fewer", "more"])
    expect("scope", (document["one"]["scope"], document["less"]["scope"]), ("finance", None))
    expect("needed", [document[id]["needed"] for id in ("fewer", "less", "exact", "exactly")], [54, 53, 54, 54])
    one = timeline[timeline.index(">one "):]
    expect("a target of one unit is drawn by that unit's figures", re.findall(r">value ([^<]+)<", one)[0], "%g" % document["one"]["value"])
    expect("needed of a range", (document["range"]["needed"], document["range"]["needed_high"]), (0.1, 0.2))


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        prepare(root, folder)
        call(orgsim, folder, "run", "t.yaml", "--quiet", "--into", "t.orgdb")
        before = outputs(orgsim, folder)
        check_text(orgsim, folder, before)
        counted = {t["id"]: t["counted"] for t in json.loads(before["show --json"])["targets"]}
        expect("over what flows are counted", [counted["retired"], counted["fewer"]], ["run", None])
        change(folder, "update target set required = case when compare = 'change' then '>= 75%' else '-900' end")
        expect("outputs that read the text of a target", differing(before, outputs(orgsim, folder)), [])
        change(folder, "update target set required = null")
        expect("outputs that need the text of a target", differing(before, outputs(orgsim, folder)), [])
        # The proof that the outputs show what is in the file at all: a requirement and its unit are others now.
        change(folder, "update target set low = 0.3, needed = 0.3 where id = 'small'")
        moved = outputs(orgsim, folder)
        expect("outputs that do not follow what is required", sorted(set(before) - set(differing(before, moved))),
               ["compare en", "compare vi", "csv en", "csv vi"])  # which do not show it
        change(folder, "update target set unit = 'share' where id = 'small'")
        expect("outputs that do not follow the unit", sorted(set(before) - set(differing(moved, outputs(orgsim, folder)))),
               ["csv en", "csv vi"])
        change(folder, "update target set compare = 'about' where id = 'small'")
        call(orgsim, folder, "show", "t.orgdb:run-1", status=5)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
