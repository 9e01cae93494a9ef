# SPDX-License-Identifier: MIT
"""reps: replications of the yearly job of `sim` from a scenario and its tables, through the worker, beside the same replications in numpy
with equal counts; of hanoi-2025; and what a second worker brings."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import sim_job
import sim_numpy

HANOI = "scenarios/hanoi-2025/scenario.yaml"
COUNTED = {"retirement.retired": "retirement.retired", "resignation.resigned": "resignation.resigned", "posts.posts": "posts.posts",
           "posts.vacant": "posts.vacant", "people.people": "people.people"}
FIRST, SEED = 2021, 1
RANKS = {sim_job.HEAD: "head", 2: "deputy", sim_job.STAFF: "staff"}


def write_tables(folder, o):
    """The organisation of bench-org.h; its deputies are staff here, which the job does not tell apart."""
    with open(os.path.join(folder, "units.csv"), "w") as f:
        f.write("id,name,type,parent_id\nu0,Town,town,\n")
        f.writelines("u%d,Room %d,room,u0\n" % (u, u) for u in range(1, o.n_units))
    with open(os.path.join(folder, "posts.csv"), "w") as f:
        f.write("id,unit_id,rank,category,funding\n")
        f.writelines("p%d,u%d,%s,public-employee,state\n" % (p, unit, RANKS[int(rank)]) for p, (unit, rank) in enumerate(zip(o.unit, o.rank)))
    with open(os.path.join(folder, "people.csv"), "w") as f:
        f.write("id,sex,born,post_id\n")
        f.writelines("h%d,%s,%d-%02d,p%d\n" % (h, "M" if o.sex[h] == sim_job.MALE else "F", o.born[h] // 12, o.born[h] % 12 + 1, o.post[h])
                     for h in range(len(o.born)))


def make(folder, people, years):
    o = sim_numpy.Organisation(people)
    write_tables(folder, o)
    months = ", ".join("%d-12" % (FIRST + y) for y in range(years))
    text = ["orgsim: 1", "title: Replications", "from: %d-01" % FIRST, "to: %d-12" % (FIRST + years - 1), "clock: yearly", "seed: %d" % SEED,
            "organisation: {units: units.csv, posts: posts.csv, people: people.csv, date: %d-12}" % (FIRST - 1),
            "processes:", "  - retirement: {}", "  - resignation: {rate: 2%}",
            "steps:", "  - {at: [%s], id: cut, headcount-cut: {by: 2.5%%}}" % months,
            "metrics:", "  - units: {}", "  - posts: {}", "  - people: {}"]
    path = os.path.join(folder, "scenario.yaml")
    with open(path, "w") as f:
        f.write("\n".join(text) + "\n")
    return o, path


def install(build, folder):
    """The program finds what it needs beside itself, as orgsim does."""
    for name in ("orgsim-worker", "plugins", "graphs", "scenarios"):
        os.symlink(os.path.join(os.path.abspath(build), name), os.path.join(folder, name))
    return shutil.copy(os.path.join(build, "tests", "bench", "reps"), folder)


def engine(program, scenario, n, times, jobs=1):
    done = subprocess.run([program, scenario, str(n), str(times), str(jobs)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("reps: " + done.stderr)
    return json.loads(done.stdout)


def peer(start, years, replications):
    """Seconds of CPU a replication, the least, and the counts of each."""
    best, counts = float("inf"), []
    for r in replications:
        o = start.copy()
        began = time.process_time()
        counts.append(sim_job.simulate(sim_numpy, o, years, SEED, r))
        best = min(best, time.process_time() - began)
    return best, counts


def equal(ours, theirs, years):
    fine = True
    for r, (one, other) in enumerate(zip(ours, theirs)):
        for name, key in COUNTED.items():
            mine = [one["%s.%d" % (key, FIRST + y)] for y in range(years)]
            if mine != other[name]:
                print("reps: replication %d: %s: %s in orgsim, %s in numpy" % (r + 1, name, mine, other[name]), file=sys.stderr)
                fine = False
    return fine


def row(name, value, unit, peer=None, peer_value=None):
    return {"name": "reps: " + name, "value": round(value, 2), "unit": unit, "peer": peer,
            "peer_value": None if peer_value is None else round(peer_value, 2),
            "ratio": None if peer_value is None else round(value / peer_value, 2)}


def measure(program, path, name, n, times):
    """One worker, then two, of the same replications; by turns, since other work on the machine comes and goes."""
    one, two = engine(program, path, n, times), engine(program, path, n, times, 2)
    again = engine(program, path, n, times)
    seconds, cpu = min(one["seconds"], again["seconds"]), min(one["cpu"], again["cpu"])
    if two["counts"] != one["counts"]:
        print("reps: %s: two workers come to other figures" % name, file=sys.stderr)
    return one, n / cpu, n / seconds, n / two["seconds"], two["counts"] == one["counts"]


def run(options):
    rows, times, fine = [], max(options.reps // 3, 1), True
    with tempfile.TemporaryDirectory() as folder:
        program = install(options.build, folder)
        start, scenario = make(folder, options.people, options.years)
        best, counts = peer(start, options.years, range(1, 4))
        people = "{:,} people, {} years".format(options.people, options.years)
        for name, path, n in ((people, scenario, 400), ("hanoi-2025", HANOI, 60)):
            one, a_core, alone, together, same = measure(program, path, name, n, times)
            made = path == scenario
            rows.append(row(name, a_core, "replications a second of processor time", *(("numpy", 1 / best) if made else ())))
            rows.append(row(name + ", two workers", together, "replications a second", "one worker", alone))
            fine &= same and (not made or equal(one["counts"], counts, options.years))
    return rows, fine
