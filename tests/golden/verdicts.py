#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Verdicts that stand: the digits that tell a miss, what is lacking, what an uncertain baseline makes of it, what was reported, and
what chance there was. Every figure over replications is made once more, in plain SQL over what the file keeps.

Usage: verdicts.py ORGSIM SOURCE-ROOT
"""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)
from impact import call, expect, problems  # noqa: E402

THIN = re.compile("[\u2009\u202f\u00a0]")
HEAD = "orgsim: 1\ntitle: %s\norganisation: {%s}\nfrom: %s\nto: %s\n"

# Type 7 of Hyndman and Fan over the rows of x(v), in SQL.
QUANTILES = """with x(v) as (%s), n(c) as (select count(*) from x), s(v, i) as (select v, row_number() over (order by v) - 1 from x)
select %s from n"""
ONE = """(select lo.v + (%(p)s * (c - 1) - cast(%(p)s * (c - 1) as integer)) * (coalesce(hi.v, lo.v) - lo.v) from s lo
left join s hi on hi.i = lo.i + 1 where lo.i = cast(%(p)s * (c - 1) as integer))"""


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def rows(folder, path, sql):
    file = sqlite3.connect("file:%s?mode=ro" % os.path.join(folder, path), uri=True)
    try:
        return file.execute(sql).fetchall()
    finally:
        file.close()


def quantiles(folder, path, of):
    """p5, p50 and p95 of what a query over the file gives."""
    return rows(folder, path, QUANTILES % (of, ", ".join(ONE % {"p": p} for p in ("0.05", "0.5", "0.95"))))[0]


def near(name, found, wanted):
    ok = len(found) == len(wanted) and all(abs(f - w) <= 1e-9 * max(1, abs(w)) for f, w in zip(found, wanted))
    expect(name, ok or (found, wanted), True)


def text(orgsim, folder, *args, **how):
    return THIN.sub(" ", call(orgsim, folder, *args, **how))


def target(orgsim, folder, run):
    return json.loads(call(orgsim, folder, "show", run, "--json"))["targets"][0]


def people(n):
    return "id,born,sex,hired,post_id\n" + "".join(
        "h%d,%d-%02d,%s,2015-01,p%d\n" % (i, 1985 + i % 12, i % 12 + 1, "MF"[i % 2], i) for i in range(n))


def posts(n):
    return "id,unit_id,title,rank,category,funding\n" + "".join("p%d,r,S,staff,public-employee,state\n" % i for i in range(n))


def prepare(folder, root):
    write(folder, "u.csv", "id,name,type,parent_id\nr,R,city,\n")
    write(folder, "p.csv", posts(2000))
    write(folder, "h.csv", people(2000))
    shutil.copytree(os.path.join(root, "tests", "golden", "verdict"), os.path.join(folder, "reported"))
    write(folder, "vacant.csv", "unit_id,title,rank,category,funding,assigned,filled\nr,S,staff,public-employee,state,10000,8000\n")


def rounding(orgsim, folder):
    """996 of 10,000 posts is not 10 %."""
    write(folder, "round.yaml", HEAD % ("Rounding", "units: u.csv, posts: vacant.csv", "2021-01", "2021-12") +
          "steps: [{at: 2021-06, headcount-cut: {by: 996}}]\nmetrics: [{id: posts, posts: {}}]\n"
          "targets: [{id: T, title: Down, metric: posts, against: start, change: -10%, by: 2021-12}]\n")
    shown = text(orgsim, folder, "run", "round.yaml", "--into", "round.orgdb", status=0)
    line = " ".join([x for x in shown.splitlines() if x.startswith("T ")][0].split())
    expect("rounding: row", line, "T Down -10% 10 000 9 004 −9.96 % 2021-12 not met simulated")
    expect("rounding: gap", "  T: 4 posts short (9 004; at most 9 000)\n" in shown, True)
    expect("rounding: show", shown.split("\nStored")[0].split("\n", 2)[2] in text(orgsim, folder, "show", "round.orgdb:run-1"), True)
    expect("rounding: compare", "not met: −9.96 %" in text(orgsim, folder, "compare", "round.orgdb:run-1", "round.orgdb:run-1"), True)
    call(orgsim, folder, "report", "round.orgdb:run-1", "-o", "round.html")
    with open(os.path.join(folder, "round.html"), encoding="utf-8") as file:
        page = THIN.sub(" ", file.read())
    expect("rounding: report", "−9.96 %" in page, True)
    found = target(orgsim, folder, "round.orgdb:run-1")
    expect("rounding: exact", (found["change"], found["gap"], found["needed"]), (-0.0996, 4, 9000))
    # Ten replications of what leaves nothing to chance tell what one tells.
    again = text(orgsim, folder, "run", "round.yaml", "--reps", "10", "--into", "round.orgdb")
    expect("no chance: no probability", (" 100 %" in again, "all alike" in again), (False, True))
    expect("no chance: in the file", rows(folder, "round.orgdb", "select probability, p5 from target where run = 2"), [(None, None)])


def uncertain(orgsim, folder):
    """A baseline between 2,000 and 2,400."""
    write(folder, "dep.yaml", HEAD % ("Depends", "units: u.csv, posts: p.csv, people: h.csv", "2021-01", "2022-12") +
          "baselines: {\"2021\": {values: {t: {between: [2000, 2400]}}}}\nprocesses: [{resignation: {rate: 5%}}]\n"
          "metrics: [{people: {}}]\ntargets: [{id: t, title: x, metric: people, against: \"2021\", change: -12%, by: 2022-12}]\n")
    shown = text(orgsim, folder, "run", "dep.yaml", "--into", "dep.orgdb")
    one = target(orgsim, folder, "dep.orgdb:run-1")
    at = -(-one["value"] * 100 // 88)
    expect("depends", (one["verdict"], one["probability"], one["standing"]), ("depends", None, "depends"))
    near("turning", [one["break_even"], one["of_interval"]], [one["value"] / 0.88, (2400 - one["value"] / 0.88) / 400])
    expect("depends: said", "met for a baseline of at least 2 %03d, which is %.0f %% of the stated interval (2 000 … 2 400)" % (
        at - 2000, one["of_interval"] * 100) in shown, True)
    shown = text(orgsim, folder, "run", "dep.yaml", "--reps", "200", "--into", "dep.orgdb")
    many = target(orgsim, folder, "dep.orgdb:run-2")
    expect("with replications, too", many["verdict"], "depends")
    expect("which say so", "Seed 1, 200 replications" in text(orgsim, folder, "show", "dep.orgdb:run-2"), True)
    of = "select value from replication_target where run = 2 and target = 't'"
    near("value", quantiles(folder, "dep.orgdb", of), [many["p5"], many["value"], many["p95"]])
    near("turning points", quantiles(folder, "dep.orgdb", "select value / 0.88 from replication_target where run = 2"),
         [many["break_even_p5"], many["break_even"], many["break_even_p95"]])
    met = rows(folder, "dep.orgdb", "select avg(value <= needed), avg(value <= needed_high) from replication_target where run = 2")[0]
    near("at either end", met, [many["probability"], many["probability_high"]])
    expect("at either end: said", "with a baseline of 2 000 met in 0 % (0–2 %) of the replications, with one of 2 400 in 100 % (98–100 %)"
           in shown, True)
    for item, series, month in rows(folder, "dep.orgdb", "select item, series, month from series_month where run = 2 and unit = ''"):
        band = rows(folder, "dep.orgdb", "select p5, p95 from series_month where run = 2 and item = '%s' and series = '%s' and month"
                                         " = '%s' and unit = ''" % (item, series, month))[0]
        found = quantiles(folder, "dep.orgdb", "select value from replication_series where run = 2 and item = '%s' and series = '%s'"
                                               " and month = '%s'" % (item, series, month))
        near("%s %s %s" % (item, series, month), (found[0], found[2]), band)
    first = rows(folder, "dep.orgdb", "select s.value - r.value from series_month s join replication_series r using (run, item, series,"
                                      " month) where s.run = 2 and s.unit = '' and r.replication = 0")
    expect("the first replication is the run", (len(first) > 4, set(first)), (True, {(0.0,)}))


def reported(orgsim, folder):
    """What was reported goes before what is planned."""
    write(folder, "reported/s.yaml", HEAD % ("Reported", "units: units.csv, posts: posts.csv, people: people.csv", "2025-01", "2026-12") +
          "actuals: actuals.csv\nsteps: [{every: year, headcount-cut: {where: \"unit <> 'town'\", by: 4}}]\n"
          "metrics: [{id: all-posts, posts: {}}]\n"
          "targets: [{id: T, title: Down, metric: all-posts, against: start, change: -10%, by: 2026-12}]\n")
    here = os.path.join(folder, "reported")
    shown = text(orgsim, here, "run", "s.yaml", "--into", "r.orgdb")
    lines = [" ".join(x.split()) for x in shown.splitlines()]
    at = lines.index("T Down -10% 60 58 −3.3 % 2026-12 not met reported")
    expect("reported: beside it", lines[at + 1], "as planned -10% 60 52 −13.3 % 2026-12 met simulated")
    expect("reported: counts", ("0 of 1 targets met" in shown, "as reported 4 posts short (58; at most 54)" in shown), (True, True))
    found = target(orgsim, here, "r.orgdb:run-1")
    expect("reported: json", (found["verdict"], found["standing"], found["headline"], found["reported"]["verdict"], found["reported"]["gap"]),
           ("met", "not met", False, "not met", 4))
    expect("reported: compare", "not met: −3.3 % (reported); as planned met: −13.3 %" in
           text(orgsim, here, "compare", "r.orgdb:run-1", "r.orgdb:run-1"), True)
    told = ["report_verdict", "report_value", "standing"]
    told_csv = [line.split(",") for line in call(orgsim, here, "compare", "r.orgdb:run-1", "r.orgdb:run-1", "--csv").splitlines()]
    expect("reported: compare --csv", [c for c in told_csv if c[1] == "T"],
           [[k, "T", v, v] for k, v in zip(["verdict", "target value", *told], ["met", "52", "not met", "58", "not met"])])
    call(orgsim, here, "compare", "r.orgdb:run-1", "r.orgdb:run-1", "--xlsx", "-o", "c.xlsx")
    head, one = ([c and c[1] for c in line] for line in xlsx.read(os.path.join(here, "c.xlsx"))["targets"])
    expect("reported: the workbook", [(h.split()[-1], v) for h, v in zip(head, one) if h.split()[-1] in told],
           2 * list(zip(told, ["not met", 58, "not met"])))
    call(orgsim, here, "run", "s.yaml", "--into", "r.orgdb", "--require-targets", status=1)


def cheaper(orgsim, folder, root):
    """Which of two plans pays less, with the same draws: not the clouds are compared but each pair."""
    town = os.path.join(folder, "town")
    shutil.copytree(os.path.join(root, "scenarios", "small-town"), town)
    for name, id, order in (("a", "cut-a", "random"), ("b", "cut-b", "random"), ("c", "cut-a", "random")):
        write(town, name + ".yaml", "orgsim: 1\ntitle: Plan %s\ninclude: [scenario.yaml]\non_veto: skip\nsteps:\n"
              "  - {at: 2026-06, id: %s, headcount-cut: {where: \"rank = 'staff' and holder is not null\", by: 6, surplus: leave,"
              " order: %s, floor: 1}}\n%s" % (name, id, order, "metrics: [{id: price, change-cost: {per_moved_post: 3000000}}]\n" if name == "c" else ""))
        call(orgsim, town, "run", name + ".yaml", "--reps", "60", "--into", "x.orgdb", "-q")
    paid = """select r.run, s.replication, total(s.value) as paid from run_list r join replication_series s using (run)
        join declared_series d on d.run = s.run and d.item = s.item and s.series glob d.series where d.one_off group by 1, 2"""
    found = rows(town, "x.orgdb", "with p as (%s) select b.run, avg(a.paid < b.paid), avg(a.paid = b.paid) from p a join p b using"
                                  " (replication) where a.run = 1 and b.run > 1 group by 1 order by 1" % paid)
    shown = json.loads(call(orgsim, town, "compare", "x.orgdb:run-1", "x.orgdb:run-2", "x.orgdb:run-3", "--json"))["first_pays_less"]
    expect("cheaper: itself", shown[0], None)
    near("cheaper", [f for r in found for f in r[1:]], [x[k] for x in shown[1:] for k in ("probability", "same")])
    expect("cheaper: between 0 and 1", 0 < shown[1]["probability"] < 1, True)
    expect("cheaper: the same draws, and something more to pay", (shown[2]["probability"], shown[2]["same"]), (1, 0))
    expect("cheaper: said", "A run-1 pays less than B run-2 in %.0f %%" % (shown[1]["probability"] * 100) in
           text(orgsim, town, "compare", "x.orgdb:run-1", "x.orgdb:run-2").replace("A pays", "A run-1 pays").replace("than B in", "than B run-2 in"), True)
    ledger = rows(town, "x.orgdb", "select run, sum(amount) from payment group by 1 order by 1")
    first = rows(town, "x.orgdb", "select run, paid from (%s) where replication = 0 order by 1" % paid)
    expect("cheaper: the ledger of the run", first, [(run, float(amount)) for run, amount in ledger])


def marked(orgsim, here):
    """x4's date is assumed, and whoever lists x4 says so; of the others it is known."""
    run = "assume.orgdb:run-1"
    doc = json.loads(call(orgsim, here, "impact", run, "--json", "--all"))
    wanted = {"x%d" % i: i == 4 for i in range(10)}
    expect("birth assumed: impact --json", {p["id"]: p["birth_assumed"] for p in doc["people"]}, wanted)
    call(orgsim, here, "impact", run, "--csv", "-o", "lists")
    with open(os.path.join(here, "lists", "impact-people.csv"), encoding="utf-8") as file:
        expect("birth assumed: impact --csv", {p["id"]: p["birth_assumed"] == "1" for p in csv.DictReader(file)}, wanted)
    call(orgsim, here, "impact", run, "--xlsx", "-o", "lists.xlsx")
    head, *people = [[c and c[1] for c in line] for line in xlsx.read(os.path.join(here, "lists.xlsx"))["people"]]
    column = head.index("birth_assumed") if "birth_assumed" in head else 0
    expect("birth assumed: impact --xlsx", {p[0]: p[column] == 1 for p in people if p[0] in wanted}, wanted)
    for lang, mark, sentence in (("en", "x4, date of birth assumed", "The date of birth is assumed."),
                                 ("vi", "x4, ngày sinh giả định", "Ngày sinh là giả định.")):
        listed = call(orgsim, here, "--lang", lang, "impact", run, "--all")
        expect("birth assumed: impact, %s" % lang, (listed.count(mark[2:]), mark in " ".join(listed.split())), (1, True))
        expect("birth assumed: explain, %s" % lang, [sentence in call(orgsim, here, "--lang", lang, "explain", run, x)
                                                     for x in ("x4", "x5")], [True, False])
    facts = [json.loads(call(orgsim, here, "explain", run, x, "--json"))["facts"]["begin"][0].get("birth_assumed") for x in ("x4", "x5")]
    expect("birth assumed: explain --json", facts, [True, None])
    call(orgsim, here, "export", run, "--format", "csv", "-o", "end", "--all")
    with open(os.path.join(here, "end", "people.csv"), encoding="utf-8") as file:
        expect("birth assumed: export", {p["id"]: p.get("birth_assumed") == "1" for p in csv.DictReader(file)}, wanted)


def births(orgsim, folder):
    """One date is lacking: x4's."""
    here = os.path.join(folder, "births")
    os.mkdir(here)
    write(here, "u.csv", "id,name,type,parent_id\nr,R,city,\n")
    write(here, "p.csv", "id,unit_id,title,rank,category,funding\n" + "".join("p%d,r,S,staff,public-employee,state\n" % i for i in range(10)))
    write(here, "h.csv", "id,born,sex,hired,post_id\n" + "".join(
        "x%d,%s,%s,2000-01,p%d\n" % (i, "" if i == 4 else "%d-02" % (1970 + i), "MF"[i % 2], i) for i in range(10)))
    bands = "population: {bands: [{age_from: 23, age_to: 61, men: 20, women: 20, hired_at: 25}], source: assumed}\n"
    head = HEAD % ("Births", "units: u.csv, posts: p.csv, people: h.csv", "2021-01", "2035-12") + "processes: [{retirement: {}}]\n"
    five = {"x1": "2028-10", "x3": "2031-10", "x0": "2032-02", "x2": "2034-02", "x5": "2034-10"}
    for name, more, said in (("stay", "", "stay, whatever their age (unknown_births: stay): x4"),
                             ("said", "unknown_births: stay\n", "stay, whatever their age (unknown_births: stay): x4"),
                             ("assume", bands, "theirs are assumed from the population: x4"),
                             ("assume2", bands + "unknown_births: assume\n", "theirs are assumed from the population: x4")):
        write(here, name + ".yaml", head + more)
        done = subprocess.run([orgsim, "run", name + ".yaml", "--into", name + ".orgdb"], cwd=here, capture_output=True, text=True, check=False)
        expect("births %s: status" % name, (done.returncode, said in done.stderr), (0, True))
        left = dict(rows(here, name + ".orgdb", "select id, since from person_fate where fate = 'left'"))
        left.pop("x4", None) if "assume" in name else None
        expect("births %s" % name, left, five)
    marked(orgsim, here)
    for name, more, said in (("refuse", "unknown_births: refuse\n", "1 of 10 people have no date of birth (unknown_births: refuse): x4"),
                             ("none", "unknown_births: assume\n", "needs a population:"),
                             ("both", bands + "unknown_births: stay\n", "does not go with the ages of a population:")):
        write(here, name + ".yaml", head + more)
        done = subprocess.run([orgsim, "run", name + ".yaml"], cwd=here, capture_output=True, text=True, check=False)
        expect("births %s" % name, (done.returncode, said in done.stderr), (3, True))


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, root)
        rounding(orgsim, folder)
        uncertain(orgsim, folder)
        reported(orgsim, folder)
        cheaper(orgsim, folder, root)
        births(orgsim, folder)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
