#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""orgsim compare over the scenarios: the text against golden files, the figures against each run's own and against the
views of the organisation file.

Usage: compare.py ORGSIM SOURCE-ROOT [--write]     (--write: the golden files are made anew)
"""

import csv
import io
import json
import os
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402
from impact import call, expect, golden, problems, rows  # noqa: E402  (the folder is not a package)


def values(doc, part, key):
    return next(r["values"] for r in doc[part] if r["key"] == key)


def add_up(what, doc):
    """The types of units, and the kinds of posts, sum to the whole in every column."""
    for part in ("units", "posts"):
        for c, whole in enumerate(values(doc, part, "all")):
            expect("%s %s column %d" % (what, part, c), sum(r["values"][c] for r in doc[part] if r["key"] != "all"), whole)
    for part in ("units", "posts", "people", "cost", "span_and_layers"):
        for row in doc[part]:
            base = row["values"][0]
            wanted = [None if v is None or base is None else v - base for v in row["values"]]
            expect("%s deltas of %s" % (what, row["key"]), row["deltas"], wanted)


def against_show(orgsim, folder, doc):
    for c, column in enumerate(doc["columns"]):
        shown = json.loads(call(orgsim, folder, "show", column["target"], "--json"))
        totals = shown["totals"]
        expect("units after", values(doc, "units", "all")[c], totals["units"]["after"])
        expect("posts after", values(doc, "posts", "all")[c], totals["posts"]["after"])
        expect("people after", values(doc, "people", "all")[c], totals["people"]["after"])
        left = sum(values(doc, "people", k)[c] for k in ("retires", "leaves", "joins, leaves"))
        expect("people left", left, totals["people"]["left"])
        for target in shown["targets"]:
            cell = next(t for t in doc["targets"] if t["id"] == target["id"])["values"][c]
            expect("target " + target["id"], (cell["verdict"], cell["value"]), (target["verdict"], target["value"]))


def against_views(orgsim, folder, file, doc):
    """Exactly the units that the view tells apart are listed, with the step behind each."""
    told = [{r["id"]: r for r in rows(orgsim, folder, file, "select * from unit_fate where run = %d" % run)}
            for run in (1, 2)]

    def compared(row):
        fates = [f for f in row["fate"].split(", ") if f not in ("kept", "posts changed")]  # other posts are no other fate
        return fates, row["into_units"], row["name_after"], row["parent_after"]
    wanted = {i for i in told[0] if compared(told[0][i]) != compared(told[1][i])}
    expect("units that differ", {r["unit"] for r in doc["changes"]}, wanted)
    for row in doc["changes"]:
        for c, value in enumerate(row["values"]):
            view = told[c][row["unit"]]
            expect("step of " + row["unit"], (value["fate"], value["month"], value["step"]),
                   (view["fate"], view["month"], view["step"]))
    for c in (0, 1):
        counted = [f for row in told[c].values() for f in row["fate"].split(", ")]
        expect("counts of fates", {r["key"]: r["values"][c] for r in doc["fates"] if r["values"][c]},
               {f: counted.count(f) for f in set(counted)})
    return len(wanted)


def small_town(orgsim, root, folder, here, write):
    source = os.path.join(root, "scenarios", "small-town")
    with open(os.path.join(source, "scenario.yaml"), encoding="utf-8") as file:
        text = file.read()
    for name in ("units.csv", "posts.csv", "people.csv"):
        text = text.replace(" " + name, " " + os.path.join(source, name))
        text = text.replace(": " + name, ": " + os.path.join(source, name))
    text = text.replace("merge: {units: [finance, planning], into: finance}",
                        "merge: {units: [finance, planning], into: {id: budget, name: Budget department}}")
    with open(os.path.join(folder, "other.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    call(orgsim, folder, "run", os.path.join(source, "scenario.yaml"), "--quiet", "--into", "town.orgdb")
    call(orgsim, folder, "run", "other.yaml", "--quiet", "--into", "town.orgdb")
    golden(here, "compare-small-town", call(orgsim, folder, "compare", "town.orgdb:run-1", "town.orgdb:run-2"), write)
    doc = json.loads(call(orgsim, folder, "compare", "town.orgdb:run-1", "town.orgdb:run-2", "--json"))
    add_up("small-town", doc)
    expect("differing units", [r["unit"] for r in doc["changes"]], ["finance", "planning", "budget"])
    snapshot = rows(orgsim, folder, "town.orgdb", "select name from snapshot order by id")[0]["name"]
    mixed = json.loads(call(orgsim, folder, "compare", "town.orgdb:" + snapshot, "town.orgdb:run-1", "--json"))
    add_up("snapshot and run", mixed)
    expect("snapshot and run", [r["unit"] for r in mixed["changes"]], ["planning"])
    expect("no fates of a snapshot", values(mixed, "people", "stays")[0], None)


YEAR_KEYS = ["year", "running_of_doing_nothing", "running", "saved", "cost", "cost_of_doing_nothing", "saved_so_far", "cost_so_far",
             "balance"]


def payback(orgsim, root, folder, here, write):
    """Run 1 closes vacant posts alone and saves next to nothing, run 2 does not pay for itself within the run, run 3 knows no pay, run 4 spends nothing; a snapshot has no years."""
    source = os.path.join(root, "scenarios", "small-town")
    with open(os.path.join(source, "scenario.yaml"), encoding="utf-8") as file:
        text = file.read()
    for name in ("units.csv", "posts.csv", "people.csv"):
        text = text.replace(": " + name, ": " + os.path.join(source, name))
    text = text.replace("organisation: {", "organisation: {name: before, ")
    pay, cost = "  - id: pay\n    payroll: {}\n", "  - id: cost\n    change-cost: {per_closed_unit: 50000000}\n"
    cut = text.replace("by: 2}", "by: 6, surplus: leave}").replace("to: 2027-12", "to: 2028-12")
    note = next(line for line in text.splitlines(keepends=True) if "Two posts a year" in line)
    for plan in (text.replace("metrics:\n", "metrics:\n" + pay + cost), cut.replace("metrics:\n", "metrics:\n" + pay + cost),
                 text, text.replace("metrics:\n", "metrics:\n" + pay).replace("headcount-cut", "# headcount-cut")
                 .replace("  - every: year\n    id: fewer-posts\n", "").replace(note, "")):
        with open(os.path.join(folder, "pay.yaml"), "w", encoding="utf-8") as file:
            file.write(plan)
        call(orgsim, folder, "run", "pay.yaml", "--quiet", "--into", "pay.orgdb")
    snapshot = rows(orgsim, folder, "pay.orgdb", "select name from snapshot order by id")[0]["name"]
    targets = ["pay.orgdb:run-%d" % n for n in (1, 2, 3, 4)] + ["pay.orgdb:" + snapshot]
    golden(here, "compare-payback", call(orgsim, folder, "compare", *targets), write)
    doc = json.loads(call(orgsim, folder, "compare", *targets, "--json"))
    for c, found in enumerate((False, False)):
        told = doc["payback"][c]
        expect("payback of run %d" % (c + 1), told["payback"] is not None, found)
        for one in told["years"]:
            expect("saved", round(one["running_of_doing_nothing"] - one["running"], 2), one["saved"])
            expect("balance", round(one["saved_so_far"] - one["cost_so_far"], 2), one["balance"])
    expect("why not", [p["why"] for p in doc["payback"][:4]],
           ["not within the run", doc["payback"][1]["why"], "no metric of its scenario measures a running cost, so no saving is known",
            "nothing to pay back"])
    expect("snapshot", doc["payback"][4], None)
    masked = json.loads(call(orgsim, folder, "compare", *targets, "--json", "--mask", "pay"))
    expect("masked", [(p["why"], p["years"]) for p in masked["payback"][:4]], [("pay is masked", [])] * 4)
    as_xlsx(orgsim, folder, doc, targets)


def months_of(folder, table, run, series="payroll-year"):
    with sqlite3.connect(os.path.join(folder, "money.orgdb")) as file:
        return dict(file.execute("select month, value from %s where run = ? and series = ?" % table, (run, series)))


def given(orgsim, root, folder):
    """A step that is given happens when nothing is done, too: what it costs and saves is not the plan's."""
    case = os.path.join(root, "tests", "golden", "money")
    with open(os.path.join(case, "two-steps.yaml"), encoding="utf-8") as file:
        text = file.read()
    for name in ("units.csv", "posts.csv", "people.csv"):
        text = text.replace(": " + name, ": " + os.path.join(case, name))
    for steps in (("id: first,",), ("id: moved,", "id: first,", "id: second,")):
        plan = text
        for step in steps:
            plan = plan.replace(step, step + " given: yes,")
        with open(os.path.join(folder, "given.yaml"), "w", encoding="utf-8") as file:
            file.write(plan)
        call(orgsim, folder, "run", "given.yaml", "--quiet", "--into", "given.orgdb")
    with open(os.path.join(folder, "given.yaml"), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in text.splitlines() if "id: moved" not in line and "id: second" not in line)
    call(orgsim, folder, "run", "given.yaml", "--quiet", "--into", "given.orgdb")
    alone = [int(r["paid"]) for r in rows(orgsim, folder, "given.orgdb", "select sum(amount) as paid from payment where run = 3")]
    doc = json.loads(call(orgsim, folder, "compare", "given.orgdb:run-1", "given.orgdb:run-2", "money.orgdb:run-2", "--json"))
    one, every, none = doc["payback"]
    expect("given: the ledger is the same", [values(doc, "cost", "paid, by the ledger")], [[3166704689] * 3])
    expect("given: paid in any case", [y["cost_of_doing_nothing"] for y in one["years"]], alone + [0, 0])
    expect("given: somebody is paid in any case", alone[0] > 0, True)
    expect("given: of the plan", one["years"][-1]["cost_so_far"], 3166704689 - alone[0])
    expect("given: it saves less", 0 < one["years"][-1]["saved_so_far"] < none["years"][-1]["saved_so_far"], True)
    expect("all given", [(y["saved"], y["balance"], y["cost"] - y["cost_of_doing_nothing"]) for y in every["years"]], [(0, 0, 0)] * 3)
    expect("all given", every["why"], "nothing to pay back")
    text = call(orgsim, folder, "compare", "given.orgdb:run-1", "given.orgdb:run-2")
    expect("given: told", "Of it in any case" in text, True)


def vetoed(orgsim, root, folder):
    """What moved before a step that is vetoed is paid for; what the vetoed step moved is not."""
    case = os.path.join(root, "tests", "golden", "money")
    with open(os.path.join(folder, "vetoed.yaml"), "w", encoding="utf-8") as file:
        file.write("""orgsim: 1
title: A veto
organisation: {units: %s/units.csv, posts: %s/posts.csv, people: %s/people.csv}
from: 2025-01
to: 2025-12
steps:
  - {at: 2025-03, id: moved, merge: {units: [finance, planning], into: finance}}
  - {at: 2025-03, id: too-far, transfer: {posts: [registry-5, registry-6], to: finance}}
rules:
  - min-staff: {where: "id = 'registry'", at_least: 6, counts: assigned}
metrics:
  - change-cost: {per_moved_post: 3000000, per_closed_unit: 50000000}
  - payroll: {}
""" % (case, case, case))
    call(orgsim, folder, "run", "vetoed.yaml", "--quiet", "--into", "vetoed.orgdb", status=1)
    paid = rows(orgsim, folder, "vetoed.orgdb", "select series, sum(amount) as paid from payment group by series order by series")
    expect("vetoed", [(r["series"], int(r["paid"])) for r in paid], [("closing", 50000000), ("moving", 12000000)])
    doc = json.loads(call(orgsim, folder, "compare", "vetoed.orgdb:run-1", "vetoed.orgdb:run-1", "--json"))
    expect("vetoed: its months", len(doc["payback"][0]["years"]), 1)
    expect("vetoed: cost", values(doc, "cost", "change-cost: cost"), [62000000] * 2)


def on_demand(orgsim, root, folder):
    """What doing nothing would have cost is run when it is asked for, and kept where the file can be written."""
    case = os.path.join(root, "tests", "golden", "money", "two-steps.yaml")
    target = os.path.join(folder, "demand")
    os.mkdir(target)
    call(orgsim, target, "run", case, "--quiet", "--into", "d.orgdb")
    place = "d.orgdb:run-1"
    call(orgsim, target, "export", place, "--format", "json", "-o", "before.json")
    expect("a run does nothing beside it", rows(orgsim, target, "d.orgdb", "select count(*) as n from idle")[0]["n"], 0)
    os.chmod(os.path.join(target, "d.orgdb"), 0o444)
    os.chmod(target, 0o555)
    read_only = json.loads(call(orgsim, target, "compare", place, place, "--json"))
    os.chmod(target, 0o755)
    os.chmod(os.path.join(target, "d.orgdb"), 0o644)
    first = json.loads(call(orgsim, target, "compare", place, place, "--json"))
    kept = rows(orgsim, target, "d.orgdb", "select count(*) as n from idle")[0]["n"]
    expect("kept", kept, 36)
    second = json.loads(call(orgsim, target, "compare", place, place, "--json"))
    expect("the same, kept or not", [read_only["payback"], second["payback"]], [first["payback"]] * 2)
    expect("known", [y["saved"] > 0 for y in first["payback"][0]["years"]], [True] * 3)
    call(orgsim, target, "export", place, "--format", "json", "-o", "after.json")
    with open(os.path.join(target, "before.json"), "rb") as a, open(os.path.join(target, "after.json"), "rb") as b:
        expect("the export is the same", a.read() == b.read(), True)


def money(orgsim, root, folder):
    """One sum of money for one run, wherever it is told; savings do not depend on the clock; a plan without steps saves 0 in every
    month."""
    case = os.path.join(root, "tests", "golden", "money")
    for name in ("nothing", "two-steps"):
        call(orgsim, folder, "run", os.path.join(case, name + ".yaml"), "--quiet", "--into", "money.orgdb")
    with open(os.path.join(case, "two-steps.yaml"), encoding="utf-8") as file:
        text = file.read()
    for name in ("units.csv", "posts.csv", "people.csv"):
        text = text.replace(": " + name, ": " + os.path.join(case, name))
    for clock in ("quarterly", "yearly"):
        with open(os.path.join(folder, clock + ".yaml"), "w", encoding="utf-8") as file:
            file.write(text.replace("clock: monthly", "clock: " + clock))
        call(orgsim, folder, "run", clock + ".yaml", "--quiet", "--into", "money.orgdb")
    clocks = json.loads(call(orgsim, folder, "compare", *["money.orgdb:run-%d" % n for n in (2, 3, 4)], "--json"))
    expect("savings under every clock", clocks["payback"][1:], [clocks["payback"][0]] * 2)
    expect("cost under every clock", [r["values"] for r in clocks["cost"]], [[r["values"][0]] * 3 for r in clocks["cost"]])
    doc = json.loads(call(orgsim, folder, "compare", "money.orgdb:run-1", "money.orgdb:run-2", "--json"))
    idle, steps = doc["payback"]
    expect("doing nothing", [(y["saved"], y["balance"]) for y in idle["years"]], [(0, 0)] * 5)
    expect("doing nothing", idle["why"], "nothing to pay back")
    expect("doing nothing, by month", months_of(folder, "idle", 1), months_of(folder, "running", 1))
    expect("months", (len(months_of(folder, "running", 1)), len(months_of(folder, "running", 4))), (60, 36))
    given(orgsim, root, folder)
    on_demand(orgsim, root, folder)
    vetoed(orgsim, root, folder)
    paid = rows(orgsim, folder, "money.orgdb", "select sum(amount) as paid from payment where run = 2")[0]["paid"]
    expect("paid", int(paid), 3166704689)
    expect("impact", json.loads(call(orgsim, folder, "impact", "money.orgdb:run-2", "--json"))["cost"], 3166704689)
    expect("compare", values(doc, "cost", "paid, by the ledger")[1], 3166704689)
    expect("severance", values(doc, "cost", "change-cost: severance")[1], 3104704689)
    expect("moved posts do not come back", values(doc, "cost", "change-cost: moving")[1], 12000000)
    expect("cost", values(doc, "cost", "change-cost: cost")[1], 3166704689)
    expect("cost so far", steps["years"][-1]["cost_so_far"], 3166704689)
    expect("vacant", "5 posts were closed while nobody held them: that saves no pay." in steps["notes"], True)


def as_xlsx(orgsim, folder, doc, targets):
    call(orgsim, folder, "compare", *targets, "--xlsx", "-o", "c.xlsx")
    path = os.path.join(folder, "c.xlsx")
    sheets = {name: [[c and c[1] for c in row] for row in cells] for name, cells in xlsx.read(path).items()}
    for sheet, pleasant in xlsx.features(path).items():
        expect("frozen, filtered, widths of " + sheet, pleasant, (True, True, True))
    for sheet, part in (("units", "units"), ("posts", "posts"), ("people", "people"), ("cost", "cost"),
                        ("span and layers", "span_and_layers")):
        wanted = [[row["key"], *row["values"], *row["deltas"][1:]] for row in doc[part]]
        found = [row + [None] * (2 * len(targets) - len(row)) for row in sheets[sheet][1:]]
        labels = [row["key"] + (" (%s)" % row["unit"] if "unit" in row else "") for row in doc[part]]
        expect("sheet " + sheet, [r[0] for r in found], labels)
        for a, b in zip(found, wanted):
            same = all(x == y or (x is not None and y is not None and abs(x - y) <= 1e-9 * abs(y)) for x, y in zip(a[1:], b[1:]))
            expect("row of %s: %s, wanted %s" % (sheet, a, b), same, True)
    headings = [column["heading"] for column in doc["columns"]]
    expect("headings", headings, ["A run-1", "B run-2", "C run-3", "D run-4", "E"])
    wanted = [[headings[c], str(one["year"]), *(float(one[k]) for k in YEAR_KEYS[1:])]
              for c, p in enumerate(doc["payback"]) if p for one in p["years"]]
    expect("sheet of years", sheets["cost by year"][1:], wanted)
    expect("targets", [row[0] for row in sheets["targets"][1:]], [t["id"] for t in doc["targets"]])
    expect("verdicts", [row[4] for row in sheets["targets"][1:]], [t["values"][0]["verdict"] for t in doc["targets"]])
    change = next(row for row in xlsx.read(path)["targets"] if row[0][1] == "posts")[7]
    expect("a change is a percentage", change[2], "0.0%")
    call(orgsim, folder, "compare", *targets, "--xlsx", status=2)


def as_csv(orgsim, folder, doc, targets):
    table = list(csv.reader(io.StringIO(call(orgsim, folder, "compare", *targets, "--csv"))))
    expect("csv head", table[0], ["section", "key"] + targets)
    found = {(r[0], r[1]): r[2:] for r in table[1:]}
    expect("csv units", [int(v) for v in found["units", "all"]], values(doc, "units", "all"))
    expect("csv verdict", found["verdict", "T6"], ["met", "not met", "met"])
    expect("csv changes", sum(r[0] == "unit" for r in table), len(doc["changes"]))


def main():
    orgsim, root, write = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), "--write" in sys.argv
    here = os.path.join(root, "tests", "golden")
    with tempfile.TemporaryDirectory() as folder:
        small_town(orgsim, root, folder, here, write)
        payback(orgsim, root, folder, here, write)
        money(orgsim, root, folder)
        for plan in ("scenario", "plan-merge", "plan-autonomy"):
            call(orgsim, folder, "run", os.path.join(root, "scenarios", "hanoi-2025", plan + ".yaml"), "--quiet", "--into",
                 "h.orgdb")
        golden(here, "compare-hanoi-2025", call(orgsim, folder, "compare", "h.orgdb:run-1", "h.orgdb:run-2"), write)
        doc = json.loads(call(orgsim, folder, "compare", "h.orgdb:run-1", "h.orgdb:run-2", "--json"))
        add_up("hanoi", doc)
        against_show(orgsim, folder, doc)
        if not against_views(orgsim, folder, "h.orgdb", doc):
            problems.append("the two plans of Hanoi should differ")
        targets = ["h.orgdb:run-%d" % n for n in (1, 2, 3)]
        as_csv(orgsim, folder, json.loads(call(orgsim, folder, "compare", *targets, "--json")), targets)
        call(orgsim, folder, "compare", "h.orgdb:run-1", status=2)
        call(orgsim, folder, "compare", *["h.orgdb:run-1"] * 11, status=2)
        call(orgsim, folder, "compare", "h.orgdb:run-1", "h.orgdb:run-9", status=3)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
