#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Replications: the same bytes from any number of processes, also when some of them are killed meanwhile; when --until stops; and that
plans share their draws.

Usage: replications.py ORGSIM
"""

import csv
import json
import math
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PEOPLE, UNITS = 400, 20
# What a process has of its own; all else of two files has to be the same.
OWN = {"run": {"started", "finished", "runner"}, "snapshot": {"stored"}}


problems = []


def expect(fine, what):
    if not fine:
        problems.append(what)


def write_tables(folder):
    draw = random.Random(1)
    with open(os.path.join(folder, "units.csv"), "w", newline="") as f:
        csv.writer(f).writerows([["id", "name", "type", "parent_id"], ["town", "Town", "town", ""]] +
                                [["u%d" % u, "Office %d" % u, "office", "town"] for u in range(UNITS)])
    with open(os.path.join(folder, "posts.csv"), "w", newline="") as f:
        csv.writer(f).writerows([["id", "unit_id", "rank", "category", "funding"]] +
                                [["p%d" % p, "u%d" % (p % UNITS), "head" if p < UNITS else "staff", "public-employee", "state"]
                                 for p in range(PEOPLE)])
    with open(os.path.join(folder, "people.csv"), "w", newline="") as f:
        csv.writer(f).writerows([["id", "sex", "born", "post_id"]] +
                                [["h%d" % h, draw.choice("FM"), "%d-%02d" % (draw.randrange(1963, 2000), draw.randrange(1, 13)), "p%d" % h]
                                 for h in range(PEOPLE)])


def write_plan(folder, name, steps=""):
    text = """orgsim: 1
title: Replications
from: 2021-01
to: 2025-12
organisation: {units: units.csv, posts: posts.csv, people: people.csv}
processes:
  - {id: retire, retirement: {}}
  - {id: resign, resignation: {rate: 4%%}}
  - {id: hire, recruitment: {rate: 60%%}}
steps:%s
  - every: year
    id: cut
    headcount-cut: {by: 2%%, surplus: keep}
rules:
  - {id: enough, min-staff: {where: "type = 'office'", at_least: 15, severity: warn}}
metrics:
  - {id: posts, posts: {}}
  - {id: people, people: {}}
targets:
  - {id: fewer, metric: people, against: start, change: -13%%, by: 2025-12}
""" % steps
    path = os.path.join(folder, name)
    with open(path, "w") as f:
        f.write(text)
    return path


def command(orgsim, plan, file, *options):
    return [orgsim, "run", plan, "--into", file, "--json", *options]


def run(orgsim, plan, file, *options):
    done = subprocess.run(command(orgsim, plan, file, *options), capture_output=True, text=True)
    expect(done.returncode == 0, "%s: %s" % (" ".join(options), done.stderr))
    return json.loads(done.stdout) if done.returncode == 0 else None


def contents(file):
    """All rows of all tables, without what a run has of its own."""
    db, rows = sqlite3.connect("file:%s?mode=ro" % file, uri=True), {}
    db.row_factory = sqlite3.Row
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name").fetchall():
        rows[table] = [{k: row[k] for k in row.keys() if k not in OWN.get(table, ())} for row in db.execute('SELECT * FROM "%s"' % table)]
    db.close()
    return rows


def differ(name, one, other):
    for table in one:
        expect(one[table] == other.get(table), "%s: the table %s is another" % (name, table))


def children(pid):
    """Processes that it started, the newest last."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name) as f:
                fields = f.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append((int(fields[19]), int(name)))
    return [one for _, one in sorted(found)]


def run_killing(orgsim, plan, file, kills, *options):
    """Processes that replicate are killed while their parent is held. It goes on in short pieces, and what they do without it is little, so
    that it does not matter how quick any of them is."""
    running = subprocess.Popen(command(orgsim, plan, file, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    known = set()
    while len(known) < kills and running.poll() is None:
        time.sleep(0.004)
        running.send_signal(signal.SIGSTOP)
        # The one that draws, two that run replication 0, and then two that replicate: the older one is at work when the other is made.
        now = children(running.pid)
        if len(now) == 5 and now[3] not in known:
            known.add(now[3])
            os.kill(now[3], signal.SIGKILL)
        running.send_signal(signal.SIGCONT)
    out, err = running.communicate()
    expect(running.returncode == 0, "killed: %s" % err)
    expect(len(known) == kills, "the run was over before %d of its processes were killed" % kills)
    expect(err.count("was done again, for its process ended") >= 1, "nobody was told that replications were done again: %r" % err)
    return json.loads(out)


def same_for_any_number(orgsim, folder, plan):
    first = None
    for jobs in (1, 2, 4):
        file = os.path.join(folder, "jobs-%d.orgdb" % jobs)
        run(orgsim, plan, file, "--reps", "130", "--jobs", str(jobs))
        rows = contents(file)
        expect(len(rows["replication"]) > 0, "no replications were stored")
        if first:
            differ("--jobs %d" % jobs, first, rows)
        first = first or rows


def same_when_killed(orgsim, folder, plan):
    whole, killed = (os.path.join(folder, name + ".orgdb") for name in ("whole", "killed"))
    run(orgsim, plan, whole, "--reps", "1500")
    run_killing(orgsim, plan, killed, 3, "--reps", "1500", "--jobs", "2")
    differ("killed", contents(whole), contents(killed))


def half_after(figures, n, start):
    """Half of Wilson's interval of 95 % of the share that has met the target."""
    z = 1.959963984540054
    p = sum(value <= start * 0.87 + 1e-9 for value in figures[:n]) / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (min(1, middle + half) - max(0, middle - half)) / 2


def stops_when_known(orgsim, folder, plan):
    """It stops at the first look at which half of the interval is narrow enough, whoever did the work."""
    found = []
    for jobs in (1, 3):
        file = os.path.join(folder, "until-%d.orgdb" % jobs)
        told = run(orgsim, plan, file, "--until", "4%", "--jobs", str(jobs))
        found.append(contents(file))
        n = told["replications"]
        figures = json.loads(next(r["figures"] for r in found[-1]["replication"]
                                  if r["item"] == "people" and r["series"] == "people" and r["month"] == 2025 * 12 + 11))
        expect(n == len(figures), "%d replications are told, %d stored" % (n, len(figures)))
        expect((n - 1) % 50 == 0 and n > 51, "it stopped after %d" % n)
        expect(half_after(figures, n, PEOPLE) <= 0.04, "it stopped too early, after %d" % n)
        for before in range(51, n, 50):
            expect(half_after(figures, before, PEOPLE) > 0.04, "it went on after %d, to %d" % (before, n))
    differ("--until", found[0], found[1])


def plans_share_draws(orgsim, folder):
    """Who resigns does not depend on another plan's steps, in any replication: a step that changes nobody changes no draw."""
    step = "\n  - {at: 2022-03, id: other, transfer: {units: [u3], to: u4}}"
    files = [os.path.join(folder, name + ".orgdb") for name in ("plain", "other")]
    for file, steps in zip(files, ("", step)):
        run(orgsim, write_plan(folder, os.path.basename(file) + ".yaml", steps), file, "--reps", "40", "--jobs", "2")
    plain, other = (contents(file)["replication"] for file in files)
    compared = 0
    for row in plain:
        if row["item"] in ("retire", "resign", "hire"):
            twin = [r for r in other if r["item"] == row["item"] and r["series"] == row["series"] and r["month"] == row["month"]]
            expect(len(twin) == 1 and twin[0]["figures"] == row["figures"],
                   "%s in %d differs between two plans" % (row["series"], row["month"] // 12))
            compared += 1
    expect(compared >= 10, "only %d series were compared" % compared)


def main():
    orgsim = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        write_tables(folder)
        plan = write_plan(folder, "plan.yaml")
        same_for_any_number(orgsim, folder, plan)
        same_when_killed(orgsim, folder, plan)
        stops_when_known(orgsim, folder, plan)
        plans_share_draws(orgsim, folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
