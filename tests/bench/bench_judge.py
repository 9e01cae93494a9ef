# SPDX-License-Identifier: MIT
"""judge: what it costs that another process judges a run: hanoi-2025, and 400 steps under 10 rules. Its peer is the same run judged where
it happens; both take turns in one program. With --before, the build folder of an orgsim that had no judge yet, the whole commands of
both take turns, too, and these have to keep the limit; hanoi-2025 is then each one's own, beside its build."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

HANOI = "scenarios/hanoi-2025/scenario.yaml"
MOST = 1.25
UNITS, POSTS, MONTHS, STEPS, RULES = 3000, 40, 100, 400, 10


def make(folder):
    """400 steps in 100 months, each of which moves a unit and so has all the rules called again."""
    with open(os.path.join(folder, "units.csv"), "w") as f:
        f.write("id,name,type,parent_id\ntown,Town,city,\n")
        for i in range(UNITS // 10):
            f.write("d%d,Department %d,department,town\n" % (i, i))
        for i in range(UNITS):
            f.write("r%d,Room %d,room,d%d\n" % (i, i, i % (UNITS // 10)))
    with open(os.path.join(folder, "posts.csv"), "w") as f:
        f.write("id,unit_id,rank,assigned,filled,category,funding\n")
        for i in range(UNITS):
            f.write("h%d,r%d,head,1,1,civil-servant,state\nc%d,r%d,staff,%d,%d,civil-servant,state\n" % (i, i, i, i, POSTS, POSTS - 1))
    steps = []
    for i in range(STEPS):
        month = i * MONTHS // STEPS
        steps.append("  - {at: %d-%02d, id: s%d, transfer: {units: [r%d], to: d%d}}" % (2020 + month // 12, month % 12 + 1, i, i,
                                                                                       (i * 7 + 3) % (UNITS // 10)))
    rules = ["  - {id: m%d, min-staff: {where: \"type = '%s'\", at_least: %g, severity: warn}}" % (i, ("room", "department")[i % 2], 1 + i / 10)
             for i in range(RULES)]
    text = ["orgsim: 1", "title: Steps under rules", "from: 2020-01", "to: 2028-04", "clock: yearly",
            "organisation: {units: units.csv, posts: posts.csv}", "steps:"] + steps + ["rules:"] + rules + ["metrics:", "  - units: {}", "  - posts: {}"]
    path = os.path.join(folder, "scenario.yaml")
    with open(path, "w") as f:
        f.write("\n".join(text) + "\n")
    return path


def install(build, folder):
    """The program finds what it needs beside itself, as orgsim does."""
    for name in ("orgsim-worker", "plugins", "graphs", "scenarios"):
        os.symlink(os.path.join(os.path.abspath(build), name), os.path.join(folder, name))
    return shutil.copy(os.path.join(build, "tests", "bench", "judge"), folder)


def once(options, program, scenario):
    done = subprocess.run([program, scenario, str(max(options.reps // 2, 1))], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("judge: " + done.stderr)
    return [float(word) for word in done.stdout.split()]


def command(build, scenario, path):
    """Seconds of wall time of a stored run."""
    if os.path.exists(path):
        os.remove(path)
    began = time.perf_counter()
    subprocess.run([build + "/orgsim", "run", scenario, "--quiet", "--into", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def own(build, scenario):
    there = os.path.join(os.path.dirname(os.path.abspath(build)), scenario)
    return there if os.path.exists(there) else scenario


def against_before(options, folder, name, scenario):
    builds, took = (options.build, options.before), ([], [])
    for _ in range(max(options.reps, 3)):
        for which, build in enumerate(builds):
            took[which].append(command(build, own(build, scenario), os.path.join(folder, "%d.orgdb" % which)))
    now, before = min(took[0]), min(took[1])
    return {"name": "judge: %s, the command" % name, "value": round(now, 3), "unit": "s wall, at most %g times its peer" % MOST,
            "peer": "orgsim of --before", "peer_value": round(before, 3), "ratio": round(before / now, 2)}


def run(options):
    rows, kept = [], True
    with tempfile.TemporaryDirectory() as folder:
        program = install(options.build, folder)
        for name, scenario in (("hanoi-2025", HANOI), ("%d steps, %d rules" % (STEPS, RULES), make(folder))):
            alone, judged = once(options, program, scenario)
            rows.append({"name": "judge: " + name, "value": round(judged, 3), "unit": "s wall",
                         "peer": "judged where it happens", "peer_value": round(alone, 3), "ratio": round(alone / judged, 2)})
            if options.before:
                rows.append(against_before(options, folder, name, scenario))
                kept &= rows[-1]["value"] <= MOST * rows[-1]["peer_value"]
    return rows, kept
