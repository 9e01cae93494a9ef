#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sweep: the small town at many values of its parameters. What is told of it against a golden file; the same bytes from any number of
processes, and when the program and its processes are killed in the middle and it goes on; each point what `run` says of the plan with
these values; figures of sensitivity by a program of its own; and what is refused.

Usage: sweep.py ORGSIM SOURCE-ROOT [--update]     (--update: the golden file is made anew)
"""

import csv
import difflib
import io
import json
import math
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from xml.etree import ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, golden_text  # noqa: E402  (the folder is not a package)
from replications import children  # noqa: E402

SMALL = """orgsim: 1
sweep: small
scenario: people-resign.yaml
method: %s
replications: 4
parameters:
  fewer-posts.by: {from: 1, to: 4, step: 1}
  leaving.rate: {from: 0%%, to: 12%%}
  no-unit-below-three.at_least: [2, 5]
  finance-and-planning.at: {from: 2025-07, to: 2027-06}
measures: [all-posts.posts]
"""
METHODS = ("latin-hypercube\npoints: 24", "sobol\npoints: 16", "sensitivity\npoints: 4")
bad = []


def expect(good, what):
    if not good:
        bad.append(what)


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def swept(orgsim, folder, place):
    return call(orgsim, folder, "sweep", "export", place) + call(orgsim, folder, "sweep", "show", place, "--json")


def refused(orgsim, folder, status, wanted, *args):
    done = subprocess.run([orgsim, "sweep", *args], cwd=folder, capture_output=True, text=True, check=False)
    expect(done.returncode == status and wanted in done.stderr,
           "%s: exit %d, expected %d and %r:\n%s" % (" ".join(args), done.returncode, status, wanted, done.stderr))


def told(orgsim, folder):
    text = ""
    for args in (["run", "sweep.yaml", "--into", "t.orgdb"], ["run", "sweep.yaml", "--into", "t.orgdb"], ["list", "t.orgdb"],
                 ["show", "t.orgdb"], ["show", "t.orgdb:how-many-a-year", "--of", "posts met", "--lang", "vi"],
                 ["compare", "t.orgdb", "t.orgdb:sweep-1"], ["export", "t.orgdb:sweep-1"]):
        text += "$ orgsim sweep %s\n%s\n" % (" ".join(args), call(orgsim, folder, "sweep", *args))
    return text


def same_bytes(orgsim, folder):
    """However many processes, and however often the sweep was ended in the middle."""
    chance = random.Random(12)
    for number, method in enumerate(METHODS):
        write(folder, "m.yaml", SMALL % method)
        found = []
        for jobs in ("1", "3"):
            file = "m%d-%s.orgdb" % (number, jobs)
            call(orgsim, folder, "sweep", "run", "m.yaml", "--into", file, "--jobs", jobs, "--quiet")
            found.append(swept(orgsim, folder, file))
        expect(found[0] == found[1], "%s: three processes make other points than one" % method)
        ended = ended_and_gone_on(orgsim, folder, "k%d.orgdb" % number, chance)
        expect(ended == found[0], "%s: what was ended and went on is other than what was not" % method)


def ended_and_gone_on(orgsim, folder, file, chance):
    """Killed or interrupted after a while that grows, so that it comes to its end on any machine."""
    for attempt in range(200):
        running = subprocess.Popen([orgsim, "sweep", "run", "m.yaml", "--into", file, "--jobs", "2", "--quiet"], cwd=folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.wait(chance.random() * 0.05 * (attempt + 1))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL if attempt % 2 else signal.SIGINT)
            running.wait()
        if running.returncode == 0:
            break
    return swept(orgsim, folder, file)


def processes_killed(orgsim, folder):
    """Each process that runs points is killed once while its parent is held: what it had in work is done again."""
    write(folder, "p.yaml", SMALL.replace("replications: 4", "replications: 60") % "sobol\npoints: 128")
    call(orgsim, folder, "sweep", "run", "p.yaml", "--into", "whole.orgdb", "--quiet")
    running = subprocess.Popen([orgsim, "sweep", "run", "p.yaml", "--into", "killed.orgdb", "--jobs", "2", "--json"], cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    known = set()
    while len(known) < 3 and running.poll() is None:
        time.sleep(0.004)
        running.send_signal(signal.SIGSTOP)
        now = children(running.pid)
        if len(now) >= 3 and now[1] not in known:
            known.add(now[1])
            os.kill(now[1], signal.SIGKILL)
        running.send_signal(signal.SIGCONT)
    out, err = running.communicate()
    expect(running.returncode == 0, "a process was killed: exit %d: %s" % (running.returncode, err))
    expect(known and json.loads(out)["redone"] >= 1, "nothing was done again: %s" % out)
    expect(swept(orgsim, folder, "killed.orgdb") == swept(orgsim, folder, "whole.orgdb"), "a process was killed: other points")


def as_run(orgsim, folder):
    """A few points of the golden sweep, run as plans that extend the scenario."""
    rows = rows_of(call(orgsim, folder, "sweep", "export", "t.orgdb"))
    for row in rows[::7]:
        write(folder, "point.yaml", "orgsim: 1\nname: point\nextends: people-resign.yaml\nchange:\n"
              "  fewer-posts: {headcount-cut: {by: %s}}\n  leaving: {resignation: {rate: %s}}\n  finance-and-planning: {at: %s}\n"
              % (row["fewer-posts.by"], row["leaving.rate"], row["finance-and-planning.at"]))
        done = subprocess.run([orgsim, "run", "point.yaml", "--reps", "20", "--into", "point.orgdb", "--json"], cwd=folder,
                              capture_output=True, text=True, check=False)
        found = {t["id"]: t for t in json.loads(done.stdout)["targets"]}
        for target in ("posts", "units"):
            chance = found[target]["probability"]
            met = {"met": 1.0, "not met": 0.0}[found[target]["verdict"]] if chance is None else chance
            expect(float(row[target]) == found[target]["value"] and float(row[target + " met"]) == met,
                   "point %s: %s: %s, as a run %s %s" % (row["point"], target, row[target], found[target]["value"], met))


def mean(values):
    return sum(values) / len(values)


def sensitive(orgsim, folder):
    """First order and total over the grid, from the points alone."""
    doc = json.loads(call(orgsim, folder, "sweep", "show", "t.orgdb", "--json"))
    names = [p for p in doc["parameters"]]
    for outcome in ("posts", "posts met", "all-posts.posts"):
        column = [o["name"] for o in doc["outcomes"]].index(outcome)
        points = [(tuple(p["values"]), p["figures"][column]) for p in doc["points"]]
        middle = mean([y for _, y in points])
        variance = mean([(y - middle) ** 2 for _, y in points])

        def between(key):
            groups = {}
            for x, y in points:
                groups.setdefault(key(x), []).append(y)
            return mean([(mean(ys) - middle) ** 2 for ys in groups.values()]) / variance

        for i, name in enumerate(names):
            first, total = between(lambda x: x[i]), 1 - between(lambda x: x[:i] + x[i + 1:])
            found = next(e for e in doc["effects"] if e["outcome"] == outcome and e["parameter"] == name)
            expect(abs(found["first_order"] - first) < 1e-9 and abs(found["total"] - total) < 1e-9,
                   "%s by %s: %r, expected %g and %g" % (outcome, name, found, first, total))


def texts_of(folder, name):
    tree = ElementTree.parse(os.path.join(folder, name))
    return [(e.text or "").replace("\u2009", " ") for e in tree.iter("{http://www.w3.org/2000/svg}text")]


def number(value):
    return ("%.1f" % (math.floor(value * 10 + 0.5) / 10)).removesuffix(".0")


def drawn(orgsim, folder):
    """The cells of a heat map and the bars of a tornado, from the points alone; every format, and what cannot be drawn."""
    rows = rows_of(call(orgsim, folder, "sweep", "export", "t.orgdb"))
    xs, ys = ("1", "2", "3", "4", "5", "6"), ("0%", "3%", "6%", "9%", "12%")
    call(orgsim, folder, "sweep", "chart", "t.orgdb", "--of", "staff met", "--by", "fewer-posts.by,leaving.rate", "-o", "heat.svg")
    cells = [number(100 * mean([float(r["staff met"]) for r in rows if r["fewer-posts.by"] == x and r["leaving.rate"] == y])) + " %"
             for y in ys for x in xs]
    found = texts_of(folder, "heat.svg")
    expect([t for t in found if t.endswith(" %")] == cells, "the cells of the heat map: %s, expected %s" % (found, cells))
    expect(len([t for t in found if t in xs]) == 6 and len([t for t in found if t in ys]) == 5, "its axes: %s" % found)
    expect("leaving.rate \u2193" in found and "fewer-posts.by \u2192" in found, "the names of its axes: %s" % found)
    call(orgsim, folder, "sweep", "chart", "t.orgdb", "--of", "posts", "-o", "tornado.svg")
    found = texts_of(folder, "tornado.svg")
    for name, low, high in (("fewer-posts.by", "1", "6"), ("leaving.rate", "0%", "12%"), ("finance-and-planning.at", "2025-07", "2026-07")):
        for end in (low, high):
            label = "%s: %s" % (end, number(mean([float(r["posts"]) for r in rows if r[name] == end])))
            expect(label in found and name in found, "the bar of %s lacks %s: %s" % (name, label, found))
    for view in (["--by", "leaving.rate,fewer-posts.by"], []):
        call(orgsim, folder, "sweep", "chart", "t.orgdb", "--of", "staff", *view, "-o", "all", "--format", "svg,pdf,png,dot", "--lang", "vi",
             "--theme", "print-grey", "--page", "A3")
        for ending, magic in (("svg", b"<svg"), ("pdf", b"%PDF"), ("png", b"\x89PNG"), ("dot", b"graph")):
            with open(os.path.join(folder, "all." + ending), "rb") as file:
                expect(magic in file.read(80), "%s: not of its kind" % ending)
        greys = re.findall(r'(?:fill|stroke)="#(?:(..)(..)(..)|(.)(.)(.))"', open(os.path.join(folder, "all.svg"), encoding="utf-8").read())
        expect(greys and all(len(set(c[:3])) == 1 == len(set(c[3:])) for c in greys), "print-grey: %s" % greys)
    refused(orgsim, folder, 2, "--of is missing", "chart", "t.orgdb")
    refused(orgsim, folder, 2, "--by wants two parameters", "chart", "t.orgdb", "--of", "posts", "--by", "leaving.rate")
    refused(orgsim, folder, 2, "--view wants tornado or heat", "chart", "t.orgdb", "--of", "posts", "--view", "pie")
    refused(orgsim, folder, 3, "has no parameter \"leaving\"", "chart", "t.orgdb", "--of", "posts", "--by", "leaving,fewer-posts.by")
    refused(orgsim, folder, 2, "is no paper", "chart", "t.orgdb", "--of", "posts", "--page", "A9")


def wrong(orgsim, folder):
    good = SMALL % "sobol\npoints: 4"
    for text, status, wanted in (
            (good.replace("fewer-posts.by", "fewer-post.by"), 3, "w.yaml:8:3: error: fewer-post.by = 1: "),
            (good.replace("fewer-posts.by", "fewer-posts.bye"), 3, "w.yaml:8:3: error: fewer-posts.bye = 1: "),
            (good.replace("to: 12%", "to: 120%"), 3, "w.yaml:9:3: error: leaving.rate = 120%: "),
            (good.replace("to: 2027-06", "to: 2031-06"), 3, "outside the scenario's span"),
            (good.replace("all-posts.posts", "all.posts"), 3, "has no item all"),
            (good.replace("people-resign.yaml", "nowhere.yaml"), 3, "w.yaml:3:11: error: the scenario nowhere.yaml cannot be read"),
            (good.replace("people-resign.yaml", "../elsewhere/people-resign.yaml"), 3, "cannot be read"),
            (good.replace("people-resign.yaml", "w.yaml"), 3, "error"),
            (good.replace("points: 4", "points: 300000"), 3, "more than 1000000 runs in all; --most allows more")):
        write(folder, "w.yaml", text)
        refused(orgsim, folder, status, wanted, "run", "w.yaml", "--into", "w.orgdb")
        expect(not os.path.exists(os.path.join(folder, "w.orgdb")), "a refused sweep left a file")
    write(folder, "w.yaml", good)
    refused(orgsim, folder, 3, "more than 15 runs in all", "run", "w.yaml", "--most", "15")
    refused(orgsim, folder, 2, "--jobs wants a number", "run", "w.yaml", "--jobs", "0")
    refused(orgsim, folder, 3, "holds no sweeps", "show", "point.orgdb")
    refused(orgsim, folder, 3, "has no sweep 7", "show", "t.orgdb:sweep-7")
    refused(orgsim, folder, 3, "has no sweep \"other\"", "export", "t.orgdb:other")
    refused(orgsim, folder, 3, "has no outcome \"post\"; did you mean \"posts\"?", "show", "t.orgdb", "--of", "post")
    refused(orgsim, folder, 3, "have other parameters", "compare", "t.orgdb", "m0-1.orgdb")
    shutil.copytree(folder, os.path.join(os.path.dirname(folder), "elsewhere"))
    write(folder, "w.yaml", good.replace("people-resign.yaml", "../elsewhere/people-resign.yaml"))
    call(orgsim, folder, "sweep", "run", "w.yaml", "--into", "w.orgdb", "--allow", "../elsewhere", "--quiet")


def runner_of(pid):
    with open("/proc/sys/kernel/random/boot_id") as boot, open("/proc/%d/stat" % pid) as stat:
        return "%s %d %s" % (boot.read().strip(), pid, stat.read().rsplit(")", 1)[1].split()[19])


def in_use_and_damaged(orgsim, folder):
    write(folder, "m.yaml", SMALL % METHODS[0])
    shutil.copy(os.path.join(folder, "m0-1.orgdb"), os.path.join(folder, "d.orgdb"))
    db = sqlite3.connect(os.path.join(folder, "d.orgdb"), isolation_level=None)
    db.execute("UPDATE sweep SET runner = ?, finished = NULL", (runner_of(os.getpid()),))
    db.execute("DELETE FROM sweep_point WHERE point > 4")
    expect(json.loads(call(orgsim, folder, "sweep", "list", "d.orgdb", "--json"))[0]["status"] == "running", "it is not said to run")
    refused(orgsim, folder, 5, "another process is at the sweep", "run", "m.yaml", "--into", "d.orgdb")
    for statement in ("UPDATE sweep_point SET figures = '[1]' WHERE point = 2", "UPDATE sweep_point SET \"values\" = '{' WHERE point = 2",
                      "UPDATE sweep_point SET status = 'odd' WHERE point = 2", "UPDATE sweep_point SET point = 9 WHERE point = 2",
                      "UPDATE sweep_point SET \"values\" = '[1, 2, 3, 4]' WHERE point = 2"):
        db.execute("SAVEPOINT before")
        db.execute(statement)
        db.execute("RELEASE before")
        refused(orgsim, folder, 5, "sweep-1 is damaged: its point 2", "show", "d.orgdb")
        db.execute("DELETE FROM sweep_point")
        db.execute("ATTACH ? AS good", (os.path.join(folder, "m0-1.orgdb"),))
        db.execute("INSERT INTO sweep_point SELECT * FROM good.sweep_point WHERE point < 5")
        db.execute("DETACH good")
    db.execute("UPDATE sweep SET parameters = '7'")
    refused(orgsim, folder, 5, "is damaged", "show", "d.orgdb")
    db.close()


def main():
    orgsim, root, update = os.path.abspath(sys.argv[1]), sys.argv[2], "--update" in sys.argv
    path = os.path.join(root, "tests", "golden", "expected", "sweep.txt")
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        text = golden_text(told(orgsim, folder))
        as_run(orgsim, folder)
        sensitive(orgsim, folder)
        drawn(orgsim, folder)
        same_bytes(orgsim, folder)
        processes_killed(orgsim, folder)
        wrong(orgsim, folder)
        in_use_and_damaged(orgsim, folder)
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    bad.extend(difflib.unified_diff(wanted.split("\n"), text.split("\n"), "expected", "now", lineterm=""))
    print("\n".join(bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
