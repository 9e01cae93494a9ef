# SPDX-License-Identifier: MIT
"""report: the report of a run of 10,000 units: written by the command, opened and panned in headless Chromium."""

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

UNITS = 10000
BUDGET = {"open": 2000.0, "weight": 8.0, "frames": 30.0}
SCENARIO = """orgsim: 1
title: Ten thousand units
organisation: {units: units.csv, posts: posts.csv, people: people.csv}
from: 2025-01
to: 2029-12
clock: yearly
processes:
  - retirement: {}
  - resignation: {rate: 2%%}
steps:
%s
  - {every: year, id: fewer-posts, headcount-cut: {where: "unit <> 'root'", by: 2%%, of: start}}
metrics:
  - {id: all-posts, posts: {}}
targets:
  - {id: units, title: Units at least a tenth down, metric: units, against: start, change: -10%%, by: 2029-12}
  - {id: posts, title: Posts at least a tenth down, metric: all-posts, against: start, change: -10%%, by: 2029-12}
"""


def parent_of(unit):
    """A root, 99 departments, 900 divisions and 9,000 rooms."""
    return "" if unit == 0 else "root" if unit < 100 else "u%d" % (1 + (unit - 100) % 99 if unit < 1000 else 100 + (unit - 1000) % 900)


def name(unit):
    return "root" if unit == 0 else "u%d" % unit


def make(folder):
    """10,000 units, 60,000 posts, 55,000 people; a fifth of the rooms merge in pairs, half as many move."""
    with open(os.path.join(folder, "units.csv"), "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "name", "type", "parent_id"])
        for u in range(UNITS):
            kind = "city" if u == 0 else "department" if u < 100 else "division" if u < 1000 else "room"
            out.writerow([name(u), "%s number %d" % (kind.capitalize(), u), kind, parent_of(u)])
    with open(os.path.join(folder, "posts.csv"), "w", newline="") as posts, open(os.path.join(folder, "people.csv"), "w", newline="") as people:
        out, held = csv.writer(posts), csv.writer(people)
        out.writerow(["id", "unit_id", "title", "rank", "category", "funding"])
        held.writerow(["id", "sex", "born", "hired", "post_id"])
        for p in range(6 * UNITS):
            out.writerow(["p%d" % p, name(p % UNITS), "Officer", "head" if p < UNITS else "staff", "civil-servant", "state"])
            if p % 12:
                held.writerow(["h%d" % p, "FM"[p % 2], "%d-%02d" % (1964 + p % 37, 1 + p % 12), "%d-01" % (1986 + p % 37), "p%d" % p])
    steps = []
    for i in range(1000):
        a = 1000 + i
        steps.append("  - {at: %d-07, id: pair-%d, merge: {units: [u%d, u%d], into: u%d}}" % (2025 + i % 4, i, a, a + 1800 + 900 * (i % 4), a))
    for i in range(500):
        steps.append("  - {at: %d-03, id: move-%d, transfer: {units: [u%d], to: u%d}}" % (2026 + i % 3, i, 9400 + i, 100 + i))
    with open(os.path.join(folder, "scenario.yaml"), "w") as file:
        file.write(SCENARIO % "\n".join(steps))


def timed(command):
    """Seconds of wall time, and the resident megabytes of the largest process."""
    began = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere)
    _, status, used = os.wait4(child.pid, 0)
    took = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit("report: %s ended with status %d" % (" ".join(command), child.returncode))
    return took, used.ru_maxrss / 1024


def browse(file, reps):
    """What the browser measured; None, with a word why, where there is none to measure with."""
    if shutil.which("node") is None:
        print("report: not opened in a browser: there is no Node.js", file=sys.stderr)
        return None
    done = subprocess.run(["node", "tests/bench/report.mjs", file, str(reps)], capture_output=True, text=True, check=False)
    if done.returncode == 0 and done.stdout.startswith("1..0 # SKIP "):
        print("report: not opened in a browser:", done.stdout[len("1..0 # SKIP "):].strip(), file=sys.stderr)
        return None
    if done.returncode != 0 or not done.stdout.startswith("{"):
        sys.exit("report: in the browser: %s%s" % (done.stdout, done.stderr))
    return json.loads(done.stdout)


def row(name_, value, unit, budget, more_is_better=False):
    return {"name": name_, "value": round(value, 3), "unit": unit, "peer": "to reach" if budget else None, "peer_value": budget,
            "ratio": None if budget is None else round(value / budget if more_is_better else budget / value, 2)}


def run(options):
    program, reps = options.build + "/orgsim", max(options.reps // 2, 1)
    with tempfile.TemporaryDirectory() as folder:
        make(folder)
        base, report = os.path.join(folder, "bench.orgdb"), os.path.join(folder, "report.html")
        timed([program, "run", os.path.join(folder, "scenario.yaml"), "--quiet", "--into", base])
        results = [timed([program, "report", base + ":run-1", "-o", report, "--quiet"]) for _ in range(reps)]
        weight = os.path.getsize(report) / (1 << 20)
        seen = browse(report, reps)
    rows = [row("10,000 units, written", min(took for took, _ in results), "s wall, best of %d" % reps, None),
            row("10,000 units, written", max(memory for _, memory in results), "MB in the largest process", None),
            row("10,000 units, weight", weight, "MiB", BUDGET["weight"])]
    if seen:
        rows += [row("10,000 units, opened", statistics.median(seen["open"]), "ms to the first frame after the script, median of %d" % reps,
                     BUDGET["open"]),
                 row("10,000 units, panned", min(seen["frames"]), "frames a second, least of %d" % len(seen["frames"]), BUDGET["frames"], True),
                 row("10,000 units, panned", max(seen["longest"]), "ms between two frames at most", None)]
    return rows, True
