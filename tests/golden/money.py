#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One sum of money for one run, wherever it is told: over every shipped scenario, made to pay for moves, closures and people.

The sum is added up here from the rows of the ledger; change-cost, impact, explain, compare and the report have to tell it.

Usage: money.py ORGSIM SOURCE-ROOT
"""

import glob
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)

PRICED = """orgsim: 1
title: %s, priced
include: [%s]
on_veto: skip
steps:
  - {at: %s, id: priced-cut, headcount-cut: {where: "rank = 'staff' and holder is not null", by: 25, surplus: leave, order: random, floor: 3}}
metrics:
  - id: priced-change
    change-cost: {per_moved_post: 3000000, per_closed_unit: 50000000, per_building: 70000000}
  - id: priced-pay
    payroll: {missing: 3.0}
targets:
  - {id: moves, title: Paid for moves, metric: priced-change, series: moving, counted: run, at_most: 9000000000000, by: %s}
"""


def digits(text):
    return int(re.sub(r"[^0-9]", "", text))


def table(path, sql):
    with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as file:
        return file.execute(sql).fetchall()


def ledger(orgsim, folder, what, place, path):
    """The rows as the file has them, and as they are exported."""
    rows = table(path, "select p.month, i.id, p.series, p.person, p.amount from payment p join item i on i.run = p.run"
                       " and i.item = p.item where p.run = 1 order by p.seq")
    target = os.path.join(folder, "exported.json")
    call(orgsim, folder, "export", place, "--format", "json", "-o", target)
    with open(target, encoding="utf-8") as file:
        exported = json.load(file)["payments"]
    os.remove(target)
    told = [(int(p["month"][:4]) * 12 + int(p["month"][5:]) - 1, p["item"], p["series"], p["amount"]) for p in exported]
    expect(what + ": exported ledger", told, [(m, i, s, a) for m, i, s, _, a in rows])
    expect(what + ": who was paid", [p["person"] is None for p in exported], [p is None for _, _, _, p, _ in rows])
    expect(what + ": nothing negative", [r for r in rows if r[4] <= 0], [])
    return rows, exported


def by_series(rows, names):
    return {name: sum(a for _, _, s, p, a in rows if p is None and s == name) for name in names}


def against_metric(what, path, rows):
    """What change-cost measured last, what it paid in all, and that no cost ever falls."""
    series = {}
    for name, value in table(path, "select series, value from series where run = 1 and item = 'priced-change' and unit = ''"
                                   " order by series, month"):
        series.setdefault(name, []).append(value)
    expect(what + ": change-cost", series["cost"][-1], sum(r[4] for r in rows))
    expect(what + ": severance", series["severance"][-1], sum(r[4] for r in rows if r[3] is not None))
    for name, paid in by_series(rows, ("moving", "closing")).items():
        expect("%s: %s" % (what, name), sum(series[name]), paid)
    expect(what + ": people paid", series["people-paid"][-1], len({r[3] for r in rows if r[3] is not None}))
    for name, values in series.items():
        expect("%s: %s never falls" % (what, name), name in ("moving", "closing") or values == sorted(values), True)
    return series


def against_impact(orgsim, folder, what, place, rows):
    doc = json.loads(call(orgsim, folder, "impact", place, "--json"))
    paid, people = sum(r[4] for r in rows), sum(r[4] for r in rows if r[3] is not None)
    expect(what + ": impact --json", (doc["cost"] or 0, doc["cost_of_people"] or 0), (paid, people))
    expect(what + ": people of impact", sum(p["cost"] or 0 for p in doc["people"]), people)
    if paid == 0:
        return
    said = re.search(r"Paid, by the ledger: ([^,A-Z]+)(?:VND)?, of it (.+) to (\S+) people", call(orgsim, folder, "impact", place))
    expect(what + ": impact", (digits(said[1]), digits(said[2]), digits(said[3])), (paid, people, doc["paid"]))


def against_explain(orgsim, folder, what, place, exported):
    paid = {}
    for one in exported:
        if one["person"]:
            paid[one["person"]] = paid.get(one["person"], 0) + one["amount"]
    told = 0
    for person in sorted(paid)[:3]:
        story = call(orgsim, folder, "explain", place, person)
        if "was paid" not in story:
            continue  # a person made from counts has the id of the post, whose story it is
        told += 1
        expect("%s: explain %s" % (what, person), sum(digits(n) for n in re.findall(r"was paid ([^(]+) \(", story)), paid[person])
    return told


def against_compare(orgsim, folder, what, place, path, paid):
    doc = json.loads(call(orgsim, folder, "compare", place, place, "--json"))
    cost = {row["key"]: row for row in doc["cost"]}
    expect(what + ": compare", cost["paid, by the ledger"]["values"], [paid, paid])
    expect(what + ": change-cost in compare", cost["priced-change: cost"]["values"], [paid, paid])
    told = doc["payback"][0]
    expect(what + ": years", sum(y["cost"] for y in told["years"]), paid)
    expect(what + ": cost so far", told["years"][-1]["cost_so_far"], paid)
    # Of several of a kind one is taken, so that nobody is paid twice: the plan's own where it has one.
    expect(what + ": running costs", [name.partition(".")[2] for name in told["running_costs"]], ["payroll-year"])
    # Savings by this program's own sums, from what the file now keeps of every month.
    months = {m: [v, None] for m, v in table(path, "select month, value from running where run = 1")}
    for month, value in table(path, "select month, value from idle where run = 1 and series = 'payroll-year'"):
        months[month][1] = value
    for year in told["years"]:
        of = [v for m, v in months.items() if m // 12 == year["year"]]
        expect("%s: saved in %d" % (what, year["year"]), round((sum(v[1] for v in of) - sum(v[0] for v in of)) / 12 - year["saved"]), 0)
    return told["years"][-1]


def against_report(orgsim, folder, what, place, paid, last):
    call(orgsim, folder, "report", place, "-o", "r.html", "--quiet")
    with open(os.path.join(folder, "r.html"), encoding="utf-8") as file:
        part = re.search(r'<section id="r0-money".*?</section>', file.read(), re.S)[0]
    expect(what + ": report", int(re.search(r'<p data-v="([^"]*)"', part)[1]), paid)
    balance = re.findall(r'data-v="([^"]*)"', part)[-1]
    expect(what + ": balance in the report", round(float(balance) - last["balance"]), 0)


def check(orgsim, folder, scenario):
    what = os.path.relpath(scenario, folder)
    orgdb = what.replace(os.sep, "-") + ".orgdb"
    run = json.loads(call(orgsim, folder, "run", scenario, "--json", "--into", orgdb))
    path, place = os.path.join(folder, orgdb), orgdb + ":run-1"
    expect(what + ": runs", run["status"], "done")
    expect(what + ": a run does not do nothing beside it", table(path, "select count(*) from idle"), [(0,)])
    rows, exported = ledger(orgsim, folder, what, place, path)
    against_metric(what, path, rows)
    against_impact(orgsim, folder, what, place, rows)
    told = against_explain(orgsim, folder, what, place, exported)
    moves = next(t for t in run["targets"] if t["id"] == "moves")
    expect(what + ": a target reads what was paid", moves["value"], by_series(rows, ("moving",))["moving"])
    paid = sum(r[4] for r in rows)
    last = against_compare(orgsim, folder, what, place, path, paid)
    against_report(orgsim, folder, what, place, paid, last)
    return by_series(rows, ("moving", "closing")), paid, told


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "scenarios")
        shutil.copytree(os.path.join(root, "scenarios"), copy)
        told = {}
        for path in sorted(glob.glob(os.path.join(copy, "*", "*.yaml"))):
            name = os.path.basename(path)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if not re.match(r"scenario\.yaml$|plan-", name) or "rulebooks" in path:
                continue
            if re.search(r"^extends:", text, re.M): # cannot be included; the plan that it extends is here
                continue
            first = re.search(r"^from: (\S+)", text, re.M)
            if first and first[1] < "2013-07": # no base salary is known before
                continue
            last = re.search(r"^to: (\S+)", text, re.M)
            end = last[1] if last else "2025-06"
            priced = path[:-len(".yaml")] + "-priced.yaml"
            with open(priced, "w", encoding="utf-8") as file:
                file.write(PRICED % (name, name, end, end))
            told[priced] = check(orgsim, folder, priced)
        expect("scenarios", len(told) >= 8, True)
        for part in ("moving", "closing"):
            expect("some scenario pays for " + part, any(sums[part] for sums, _, _ in told.values()), True)
        expect("all pay", [path for path, (_, paid, _) in told.items() if not paid], [])
        expect("explain tells sums", sum(n for _, _, n in told.values()) >= 3, True)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
