# SPDX-License-Identifier: MIT
"""store: hanoi-2025 from its files to the stored run, what the file weighs, and what is read from it, against ordinary rows in SQLite and,
where --before names the build folder of an older orgsim, against that."""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

SCENARIO = "scenarios/hanoi-2025/scenario.yaml"
UNIT = "so-khdt-p07"  # a unit of the scenario


def call(*arguments):
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        sys.exit("store: %s ended with status %d" % (" ".join(arguments[:2]), done.returncode))


def took(*arguments):
    """Seconds of wall time and of CPU, children included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    call(*arguments)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def megabytes(path):
    return os.path.getsize(path) / 1e6


def sides(folder, options, reps):
    """By turns, so that what else the machine does falls on both: {build: {what: [(wall, cpu), …]}}."""
    builds = [options.build] + ([options.before] if options.before else [])
    found = {build: {"run": [], "explain": [], "impact": []} for build in builds}
    for _ in range(reps):
        for number, build in enumerate(builds):
            path, program = os.path.join(folder, "%d.orgdb" % number), build + "/orgsim"
            if os.path.exists(path):
                os.remove(path)
            found[build]["run"].append(took(program, "run", SCENARIO, "--quiet", "--into", path))
            found[build]["explain"].append(took(program, "explain", path + ":run-1", UNIT))
            found[build]["impact"].append(took(program, "impact", path + ":run-1", "--json"))
    return found


def best(pairs, which):
    return min(pair[which] for pair in pairs)


def against_before(found, options):
    rows = []
    for what in ("run", "explain", "impact"):
        for which, unit in ((0, "s wall"), (1, "s CPU")):
            value = best(found[options.build][what], which)
            peer = best(found[options.before][what], which) if options.before else None
            rows.append({"name": "store: " + what, "value": round(value, 4), "unit": unit,
                         "peer": "orgsim of --before" if peer else None, "peer_value": peer and round(peer, 4),
                         "ratio": peer and round(peer / value, 2)})
    return rows


def plain_rows(source, target):
    """Posts and people of the first snapshot as rows of SQLite, in one transaction, as its own program would copy them."""
    call("sqlite3", source, "attach '%s' as o; begin; create table o.post as select * from post where snapshot = 1; "
         "create table o.person as select * from person where snapshot = 1; commit" % target)


def count(path, table):
    with sqlite3.connect(path) as file:
        return file.execute("select count(*) from %s" % table).fetchone()[0]


def against_rows(folder, options, reps):
    """The file beside the same as rows; a snapshot read and stored beside a copy of its rows. Last: whether both hold as many."""
    program, path, rows = options.build + "/orgsim", folder + "/0.orgdb", folder + "/rows.sqlite"
    call(program, "export", path + ":run-1", "--format", "sqlite", "--quiet", "-o", rows)
    with sqlite3.connect(path) as file:
        snapshot = file.execute("select name from snapshot where id = 1").fetchone()[0]
    mine, theirs = [], []
    for i in range(reps):
        copy, plain = "%s/c%d.orgdb" % (folder, i), "%s/c%d.sqlite" % (folder, i)
        mine.append(took(program, "export", "%s:%s" % (path, snapshot), "--format", "orgdb", "--quiet", "-o", copy)[1])
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        plain_rows(rows, plain)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        theirs.append(ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)
    back = folder + "/back.sqlite"
    call(program, "export", "%s/c0.orgdb" % folder, "--format", "sqlite", "--quiet", "-o", back)
    equal = all(count(back, t) == count(folder + "/c0.sqlite", t) > 0 for t in ("post", "person"))
    return [{"name": "store: file", "value": round(megabytes(path), 2), "unit": "MB", "peer": "the same as rows in SQLite",
             "peer_value": round(megabytes(rows), 2), "ratio": round(megabytes(rows) / megabytes(path), 2)},
            {"name": "store: snapshot", "value": round(min(mine), 4), "unit": "s CPU, read, checked and stored anew",
             "peer": "sqlite3: its posts and people copied as rows, without keys", "peer_value": round(min(theirs), 4),
             "ratio": round(min(theirs) / min(mine), 2)}], equal


def run(options):
    reps = max(options.reps // 2, 1)
    with tempfile.TemporaryDirectory() as folder:
        found = sides(folder, options, reps)
        rows, equal = against_rows(folder, options, reps)
    return against_before(found, options) + rows, equal
