#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The program as a planner meets it: texts, JSON, the same bytes everywhere, exit statuses.

Usage: program.py ORGSIM SOURCE-ROOT CASE [--update]
CASE: texts, shapes, determinism, mistakes, statuses. --update writes the texts anew: read the difference before you
commit it.
"""

import contextlib
import difflib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from shapes import check_shapes

COMMANDS = ("import", "check", "run", "runs", "show", "explain", "query", "chart", "export", "plugin", "scenario",
            "doctor", "impact", "compare", "render")
VETO = (("clock: yearly", "clock: yearly\non_veto: stop"), ("at_least: 3", "at_least: 7"))


class Program:
    """orgsim in a folder of its own, with nothing of the user's set."""

    def __init__(self, orgsim, root, folder, update):
        self.orgsim, self.root, self.folder, self.update = orgsim, root, folder, update
        self.problems = []
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ORGSIM_", "LC_", "LANG", "COLUMNS"))}
        self.env.update(LC_ALL="C.UTF-8", XDG_DATA_HOME=folder, XDG_CONFIG_HOME=folder, NO_COLOR="1")

    def scenario(self, *parts):
        return os.path.join(self.root, "scenarios", *parts)

    def call(self, *args, prefix=(), **env):
        done = subprocess.run([*prefix, self.orgsim, *args], cwd=self.folder, capture_output=True,
                              env={**self.env, **env}, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def output(self, *args, expected=0, **env):
        status, out, err = self.call(*args, **env)
        self.expect(" ".join(args) + ": exit status", status, expected, err)
        return out

    def expect(self, what, found, wanted, more=""):
        if found != wanted:
            self.problems.append("%s: %r, expected %r\n%s" % (what, found, wanted, more))

    def compare(self, name, text):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected", name + ".txt")
        text = text.replace(os.path.dirname(os.path.abspath(self.orgsim)) + "/", "build/").replace(self.root + "/", "")
        if self.update:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            return
        with open(path, encoding="utf-8") as file:
            wanted = file.read()
        if text != wanted:
            self.problems.append("".join(difflib.unified_diff(wanted.splitlines(True), text.splitlines(True),
                                                              "expected/%s.txt" % name, "now")))


def texts(p):
    p.compare("run-small-town", p.output("run", p.scenario("small-town", "scenario.yaml")))
    p.compare("show-small-town", p.output("show", "small-town.orgdb:run-1"))
    for id in ("finance", "planning", "registry", "planning-2", "finance-7", "person-09", "person-15"):
        p.compare("explain-small-town-" + id, p.output("explain", "small-town.orgdb:run-1", id))
    p.output("run", p.scenario("hanoi-2025", "scenario.yaml"), "--quiet")
    for fate, id in (("merged", "so-khdt-dv02"), ("surviving", "so-khdt-dv01"), ("moved", "so-yt-cc1-p3")):
        p.compare("explain-hanoi-2025-" + fate, p.output("explain", "hanoi-2025.orgdb:run-1", id))
    asreported = p.scenario("hanoi-2025", "plan-asreported.yaml")
    p.compare("run-plan-asreported", p.output("run", asreported))
    p.compare("run-plan-asreported-2023", p.output("run", asreported, "--from-actuals", "2023-12"))
    p.compare("show-plan-asreported-2023", p.output("show", "hanoi-2025-asreported.orgdb:run-2"))
    p.compare("plugin-show-merge", p.output("plugin", "show", "merge"))
    p.compare("help", "".join(p.output(*c) for c in [("--help",)] + [(name, "--help") for name in COMMANDS]))
    drawn = os.path.join(p.folder, "drawn")
    p.output("render", "small-town.orgdb:run-1", "--with", "chart", "view=diff", "format=svg", "-o", drawn)
    p.output("chart", "small-town.orgdb:run-1", "--view", "diff", "-o", os.path.join(drawn, "same.svg"))
    with open(os.path.join(drawn, "chart.svg"), "rb") as one, open(os.path.join(drawn, "same.svg"), "rb") as two:
        p.expect("`render --with chart` draws what `chart` draws", one.read() == two.read(), True)
    p.output("scenario", "new", "first-plan")
    for folder in (p.folder, "/"):  # it names what lies beside it, from wherever it is run
        path = os.path.join(p.folder, "first-plan.yaml")
        into = os.path.join(p.folder, "first.orgdb")
        done = subprocess.run([p.orgsim, "run", path, "--into", into, "--quiet"], cwd=folder, env=p.env,
                              stdout=subprocess.DEVNULL, check=False)
        p.expect("the scenario made by `scenario new`, run from " + folder, done.returncode, 0)


def as_written(p):
    """`scenario json`: included lists come first, names are put together, scalars are overridden; all are texts."""
    files = {"base.yaml": "orgsim: 1\ntitle: Base\nto: 2026-12\nrules: [{a: {x: 2%}}]\ncounting: {c: {where: one}}\n",
             "own.yaml": "include: [base.yaml]\norgsim: 1\ntitle: {en: Own}\nfrom: ~\nrules:\n  - b: {y: [yes, '']}\n"
                         "counting: {d: {where: two}}\n"}
    for name, text in files.items():
        with open(os.path.join(p.folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    p.expect("scenario json", json.loads(p.output("scenario", "json", "own.yaml")), {
        "files": ["base.yaml", "own.yaml"],
        "scenario": {"orgsim": "1", "title": {"en": "Own"}, "from": None, "to": "2026-12",
                     "rules": [{"a": {"x": "2%"}}, {"b": {"y": ["yes", ""]}}],
                     "counting": {"c": {"where": "one"}, "d": {"where": "two"}}}})
    with open(os.path.join(p.folder, "ruled.yaml"), "w", encoding="utf-8") as file:
        file.write("include: [rulebook:vietnam-2020]\norgsim: 1\n")
    ruled = json.loads(p.output("scenario", "json", "ruled.yaml"))
    p.expect("scenario json with a rulebook", (ruled["files"], len(ruled["scenario"]["rules"]) > 5),
             (["rulebook:vietnam-2020", "ruled.yaml"], True))
    status, _, err = p.call("scenario", "json", "none.yaml")
    p.expect("scenario json of no file", (status, "none.yaml" in err), (3, True))


def founded(p):
    """A unit that a table of an earlier step founds may be named by a later one."""
    files = {"founded-units.csv": "id,name,type,parent_id\nt,Town,town,\na,A,room,t\nb,B,room,t\nc,C,room,t\nd,D,room,t\n",
             "founded-after.csv": "id,name,type,parent_id\nt,,town,\nn,New,room,t\nc,,room,t\nd,,room,t\n",
             "founded-map.csv": "old_id,new_id\na,n\nb,n\n", "founded-merge.csv": "unit,into\nc,m\nd,m\n",
             "founded.yaml": "orgsim: 1\ntitle: Founded\norganisation: {units: founded-units.csv}\nfrom: 2025-01\nto: 2025-12\nsteps:\n"
                             "  - {at: 2025-02, crosswalk: {table: founded-map.csv, units: founded-after.csv}}\n"
                             "  - {at: 2025-03, merge: {table: founded-merge.csv}}\n"
                             "  - {at: 2025-04, transfer: {units: [n], to: m}}\n"}
    for name, text in files.items():
        with open(os.path.join(p.folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    status, _, err = p.call("run", "founded.yaml", "--quiet")
    p.expect("run with units that tables found", (status, err), (0, ""))


def shapes(p):
    documents = {
        "run": p.output("run", p.scenario("hanoi-2025", "plan-asreported.yaml"), "--json"),
        "check": p.output("check", "hanoi-2025-asreported.orgdb:run-1", "--json"),
        "import": p.output("import", "--units", p.scenario("small-town", "units.csv"), "--posts",
                           p.scenario("small-town", "posts.csv"), "--dry-run", "--json"),
        "plugins": p.output("plugin", "list", "--json"),
    }
    with open(os.path.join(p.folder, "odd.csv"), "w", encoding="utf-8") as file:
        file.write("id,name,parent_id\na,A,b\nb,B,a\na,Again,\nc,C,nowhere\n")
    documents["odd"] = p.output("import", "--units", "odd.csv", "--dry-run", "--json", expected=3)
    write_town(p, "vetoed.yaml", *VETO)
    documents["vetoed"] = p.output("run", "vetoed.yaml", "--json", expected=1)
    parsed = {name: json.loads(text) for name, text in documents.items()}
    p.problems += check_shapes(parsed)
    as_written(p)
    founded(p)
    p.expect("show --json", json.loads(p.output("show", "hanoi-2025-asreported.orgdb:run-1", "--json")), parsed["run"])


def determinism(p):
    installed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower()
    locales = [name for name in ("C", "C.UTF-8", "de_DE.UTF-8") if name.lower().replace("-", "") in
               installed.replace("-", "").split()]
    fixed = subprocess.run(["setarch", "-R", "true"], capture_output=True, check=False).returncode == 0
    shown = set()
    for name in locales:  # what is read on the screen does not depend on the locale either
        p.output("run", p.scenario("small-town", "scenario.yaml"), "--into", "town-%s.orgdb" % name, LC_ALL=name)
        text = p.output("show", "town-%s.orgdb:run-1" % name, LC_ALL=name)
        shown.add(text.replace("town-%s.orgdb" % name, ""))
    p.expect("texts of `show` in locales %s" % locales, len(shown), 1)
    for scenario, times in ((("hanoi-2020-replay", "scenario.yaml"), 10), (("hanoi-2025", "scenario.yaml"), 2)):
        exports = {}
        for i in range(times):
            name = locales[-1 - i % len(locales)]
            prefix = ("setarch", "-R") if fixed and i % 2 else ()
            path = "%s-%d.orgdb" % (scenario[0], i)
            status, _, err = p.call("run", p.scenario(*scenario), "--into", path, prefix=prefix, LC_ALL=name)
            p.expect("run in locale " + name, status, 0, err)
            status, _, err = p.call("export", path + ":run-1", "--format", "json", "-o", path + ".json", prefix=prefix,
                                    LC_ALL=name)
            p.expect("export in locale " + name, status, 0, err)
            with open(os.path.join(p.folder, path + ".json"), "rb") as file:
                exports.setdefault(file.read(), []).append("%d (%s%s)" % (i, name, ", setarch -R" if prefix else ""))
        if len(exports) > 1:
            p.problems.append("%s: not the same bytes: %s" % (scenario[0], list(exports.values())))


def mistakes(p):
    source = os.path.join(p.root, "tests", "unit", "scenario", "cases", "ten-mistakes.yaml")
    shutil.copy(source, p.folder)
    status, out, err = p.call("run", "ten-mistakes.yaml")
    p.expect("ten mistakes: exit status", status, 3, err)
    p.expect("ten mistakes: stdout", out, "")
    found = [line for line in err.splitlines() if line.startswith("ten-mistakes.yaml:") and ": error: " in line]
    p.expect("ten mistakes: diagnostics", len(found), 10, err)
    for line in found:
        place = line.split(":")
        if not (place[1].isdigit() and place[2].isdigit() and int(place[1]) and int(place[2])):
            p.problems.append("no line and column: " + line)
    p.expect("ten mistakes: files", [f for f in os.listdir(p.folder) if f.endswith(".orgdb")], [])
    p.output("run", p.scenario("small-town", "scenario.yaml"), "--into", "kept.orgdb", "--quiet")
    with open(os.path.join(p.folder, "kept.orgdb"), "rb") as file:
        before = file.read()
    p.output("run", "ten-mistakes.yaml", "--into", "kept.orgdb", expected=3)
    with open(os.path.join(p.folder, "kept.orgdb"), "rb") as file:
        p.expect("a refused scenario leaves the file as it was", file.read() == before, True)


def write_town(p, name, *changes):
    with open(p.scenario("small-town", "scenario.yaml"), encoding="utf-8") as file:
        text = file.read().replace("units.csv", p.scenario("small-town", "units.csv")).replace(
            "posts.csv", p.scenario("small-town", "posts.csv")).replace(
                "people.csv", p.scenario("small-town", "people.csv"))
    for old, new in changes:
        p.expect("small-town holds " + old, old in text, True)
        text = text.replace(old, new)
    with open(os.path.join(p.folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def is_recorded(path):
    try:
        with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % path, uri=True)) as db:
            return db.execute("select count(*) from run").fetchone()[0] > 0
    except sqlite3.OperationalError:  # no file yet, no tables yet, or it is being written
        return False


def interrupted(p):
    """Ctrl-C in a run that has begun and that would go on for very long."""
    started = subprocess.Popen([p.orgsim, "run", p.scenario("hanoi-2025", "scenario.yaml"), "--into", "stopped.orgdb", "--reps",
                                "100000"], cwd=p.folder, env=p.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while started.poll() is None and not is_recorded(os.path.join(p.folder, "stopped.orgdb")):
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate()
    p.expect("an interrupted run", started.returncode, 130, err.decode())
    runs = json.loads(p.output("runs", "stopped.orgdb", "--json"))
    p.expect("an interrupted run is recorded", runs[-1]["status"], "interrupted")


def statuses(p):
    write_town(p, "town.yaml")
    write_town(p, "vetoed.yaml", *VETO)
    write_town(p, "broken.yaml", ("retirement: {}", "broken: {}"))
    p.output("run", "town.yaml", expected=0)
    p.output("run", "town.yaml", "--require-targets", expected=1)
    vetoed = json.loads(p.output("run", "vetoed.yaml", "--json", expected=1))
    p.expect("a vetoed run", vetoed["status"], "vetoed")
    p.expect("a vetoed run names its step", [s["id"] for s in vetoed["steps"] if s["status"] == "vetoed"],
             ["fewer-posts"])
    steps = [s for s in vetoed["steps"] if s["id"] == "fewer-posts"]
    measured = [month for s in vetoed["series"] if s["id"] == "fewer-posts" and s["series"] == "severance"
                for month in s["months"]]
    p.expect("a step leaves measures of the months in which it stands, and none where it was undone", measured,
             [s["month"] for s in steps if s["status"] == "done"])
    p.output("run", expected=2)
    p.output("run", "town.yaml", "--no-such-option", expected=2)
    p.output("run", "nowhere.yaml", expected=3)
    p.output("check", "nowhere.yaml", expected=3)
    p.output("show", "nowhere.orgdb", expected=3)
    with open(os.path.join(p.folder, "broken.so"), "w", encoding="utf-8") as file:
        file.write("no library")
    p.output("run", "broken.yaml", expected=4, ORGSIM_PLUGIN_PATH=p.folder)
    with open(os.path.join(p.folder, "text.orgdb"), "w", encoding="utf-8") as file:
        file.write("no database, but a text that is long enough to be looked at as one" * 10)
    p.output("run", "town.yaml", "--into", "text.orgdb", expected=5)
    p.output("run", "town.yaml", "--into", "no-such-folder/x.orgdb", expected=5)
    interrupted(p)


def main():
    cases = {c.__name__: c for c in (texts, shapes, determinism, mistakes, statuses)}
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        program = Program(orgsim, root, folder, "--update" in sys.argv[4:])
        cases[sys.argv[3]](program)
    for problem in program.problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if program.problems else 0)


if __name__ == "__main__":
    main()
