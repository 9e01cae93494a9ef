# SPDX-License-Identifier: MIT
"""A small town to which things happen: a folder that is put back after each case, and what must be true of it."""

import json
import os
import re
import shutil
import sqlite3
import subprocess

# A command that never ends is ended after so many seconds. Not a measure: the slowest takes one.
PATIENCE = "300"
LEFT_BEHIND = re.compile(r"^(.*/)?(\.orgsim-[0-9a-f]{16}\.part(/.*)?|[^/]+\.orgdb-journal)$")
# What differs from run to run by its nature.
TIMES = {"started", "finished", "stored", "runner"}
UNFINISHED = {"running", "interrupted", "failed"}

ACTUALS = "metric,month,value,source\nall-posts,2025-12,30,report\nunits,2025-12,6,report\n"
QUOTA = "STT,Tên đơn vị,Năm 2021,,Năm 2022,\n,,Giao,Có mặt,Giao,Có mặt\n1,Sở Y tế,40,38,39,37\n2,Sở Du lịch,20,20,19,19\n"
MORE_UNITS = "id,name,type,parent_id\ntown,Town,town,\nnew,New department,department,town\n"


class Files(dict):
    """The files below a folder: name to bytes; a folder without files ends with a stroke."""

    @classmethod
    def of(cls, top):
        found = cls()
        for folder, folders, files in os.walk(top):
            inner = os.path.relpath(folder, top)
            for file in files:
                path = os.path.join(folder, file)
                with open(path, "rb") as opened:
                    found[os.path.normpath(os.path.join(inner, file))] = opened.read()
            if not folders and not files and inner != ".":
                found[inner + "/"] = b""
        return found

    def put(self, top):
        """Make a folder hold these files and no others; only what differs is written."""
        there = Files.of(top)
        for name in there.keys() - self.keys():
            path = os.path.join(top, name)
            if os.path.isdir(path):
                os.rmdir(path)
            elif os.path.lexists(path):
                os.remove(path)
            folder = os.path.dirname(path.rstrip("/"))
            while folder != top and not os.listdir(folder):
                os.rmdir(folder)
                folder = os.path.dirname(folder)
        for name, bytes_ in self.items():
            if there.get(name) != bytes_:
                path = os.path.join(top, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as opened:
                    opened.write(bytes_)

    def below(self, names):
        return Files({n: b for n, b in self.items() if n in names or n.split("/")[0] in names})


def tables(path):
    """Every table of an organisation file as text, with the rows of runs that did not come to their end apart."""
    with sqlite3.connect(path, isolation_level=None) as db:
        said = db.execute("PRAGMA integrity_check").fetchall()
        if said != [("ok",)]:
            raise sqlite3.DatabaseError("integrity_check: %r" % (said,))
        if db.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.DatabaseError("foreign_key_check fails")
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        held, unfinished = {}, []
        for name in names:
            columns = [c[1] for c in db.execute("PRAGMA table_info(\"%s\")" % name) if c[1] not in TIMES]
            rows = db.execute("SELECT %s FROM \"%s\"" % (", ".join('"%s"' % c for c in columns), name)).fetchall()
            if name == "run":
                at = columns.index("status")
                unfinished = [r[at] for r in rows if r[at] in UNFINISHED]
                rows = [r for r in rows if r[at] not in UNFINISHED]
            held[name] = sorted(map(repr, rows))
    db.close()
    return held, unfinished


class World:
    """One folder; several may be used at once."""

    def __init__(self, program, root, top, base=None):
        self.program, self.top = program, top
        self.work, self.temporary = os.path.join(top, "work"), os.path.join(top, "temporary")
        for folder in (self.work, self.temporary):
            os.makedirs(folder)
        self.env = {k: v for k, v in os.environ.items()
                    if not k.startswith(("ORGSIM_", "LC_", "LANG", "TMPDIR", "MALLOC_", "MESON_", "LD_"))}
        self.env.update(LC_ALL="C.UTF-8", XDG_DATA_HOME=os.path.join(top, "data"), TMPDIR=self.temporary)
        self.base = base or self.begin(root)
        self.base.put(self.work)

    def begin(self, root):
        town = os.path.join(root, "scenarios", "small-town")
        for name in os.listdir(town):
            shutil.copy(os.path.join(town, name), self.work)
        os.rename(os.path.join(self.work, "scenario.yaml"), os.path.join(self.work, "town.yaml"))
        for name, text in (("actuals.csv", ACTUALS), ("more.csv", MORE_UNITS), ("quota.csv", QUOTA)):
            with open(os.path.join(self.work, name), "w", encoding="utf-8") as file:
                file.write(text)
        with open(os.path.join(self.work, "town.yaml"), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(self.work, "other.yaml"), "w", encoding="utf-8") as file:
            file.write(text.replace("by: 2}", "by: 1}"))
        for plan in ("town.yaml", "other.yaml"):
            self.must("run", plan, "--into", "town.orgdb", "--quiet")
        return Files.of(self.work)

    def call(self, args, before=(), env=None, program=None, folder=None):
        """before: what runs the program, such as the injector."""
        for name in os.listdir(self.temporary):
            os.remove(os.path.join(self.temporary, name))
        done = subprocess.run(["timeout", "-s", "KILL", PATIENCE, *before, program or self.program, *args], cwd=folder or self.work,
                              env={**self.env, **(env or {})}, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    def must(self, *args):
        status, _, err = self.call(args)
        if status != 0:
            raise SystemExit("%s: %d\n%s" % (" ".join(args), status, err))

    def store(self, name):
        path = os.path.join(self.work, name)
        return tables(path) if os.path.exists(path) and os.path.getsize(path) else (None, [])


class Good:
    """What a command does when nothing happens to it."""

    def __init__(self, world, command, old):
        self.command = command
        before = Files(world.base)
        if old and command.old:
            before.put(world.work)
            world.must(*command.old)
            before.update(Files.of(world.work).below(command.outputs))
        before.put(world.work)
        self.before = before
        self.store_before = world.store(command.store)[0] if command.store else None
        status, self.out, err = world.call(command.args)
        if status != 0:
            raise SystemExit("%s: %d\n%s" % (" ".join(command.args), status, err))
        after = Files.of(world.work)
        self.outputs_before, self.outputs = before.below(command.outputs), after.below(command.outputs)
        self.store = world.store(command.store)[0] if command.store else None
        before.put(world.work)
        world.call(command.args)
        if Files.of(world.work).below(command.outputs) != self.outputs:
            raise SystemExit("%s: not the same bytes twice" % " ".join(command.args))


def judge(world, good, status, out, err, killed=False, stderr_works=True, may_stay=False):
    """Everything that must be true after a fault. killed: the program was ended from outside, or by an abort that is meant so."""
    found, command = Files.of(world.work), good.command
    problems = []
    known = set(good.before) | set(good.outputs) | {command.store}
    strays = [n for n in found if n not in known]
    if killed or may_stay:
        strays = [n for n in strays if not LEFT_BEHIND.match(n) and n.rstrip("/") not in command.outputs]
    if strays or (os.listdir(world.temporary) and not killed and not may_stay):
        problems.append("left behind: %s %s" % (strays, os.listdir(world.temporary)))
    untouched = set(good.before) - set(good.outputs_before) - {command.store}
    problems += ["%s is changed" % n for n in untouched if found.get(n) != good.before[n]]
    problems += judge_outputs(good, found.below(command.outputs), killed, status)
    try:
        store, unfinished = world.store(command.store) if command.store else (None, [])
    except sqlite3.Error as error:
        return problems + ["%s: %s" % (command.store, error)]
    if store not in (good.store, good.store_before) and not is_begun(store, good):
        problems.append("%s is neither as before nor as it should become" % command.store)
    if "running" in unfinished:
        problems += shown_as_running(world, command)
    if killed:
        return problems
    if status == 0:
        if found.below(command.outputs) != good.outputs or store != good.store or (out != good.out and not command.chatty):
            problems.append("exit 0, and not what it should have made")
    elif status not in (1, 2, 3, 4, 5, 130):
        problems.append("ended with %d" % status)
    elif stderr_works and not any(line.startswith("orgsim: ") for line in err.splitlines()) and status != 130:
        problems.append("exit %d without a sentence" % status)
    return problems


def is_begun(store, good):
    """A store of which only the empty tables, or the organisation of a run that was not finished, have come."""
    before = good.store_before or {}
    return store is not None and all(rows in (before.get(name, []), good.store.get(name)) for name, rows in store.items())


def judge_outputs(good, found, killed, status):
    if status == 130 and "out/run.json" in found:  # it lists the charts, and those that are missing it does not
        said, wanted = (json.loads(f["out/run.json"]) for f in (found, good.outputs))
        if {**said, "outputs": []} == {**wanted, "outputs": []}:
            found["out/run.json"] = good.outputs["out/run.json"]
            killed = True  # charts come one after the other
    if found in (good.outputs, good.outputs_before):
        return []
    wrong = [n for n in found.keys() | good.outputs_before.keys()
             if not (killed and LEFT_BEHIND.match(n)) and found.get(n) not in (good.outputs.get(n), good.outputs_before.get(n)) and not n.endswith("/")]
    if wrong:
        return ["%s is neither the old file nor the new one" % n for n in wrong]
    if not (killed or good.command.apart) or good.command.whole:
        return ["some outputs are new and others are not: %s" % sorted(found)]
    return []


def after_kill(world, good):
    """The next command finds its way, and nothing stays of the one that was killed."""
    done = is_done(world, good)
    status, _, err = world.call(good.command.args)
    problems = []
    if status != 0 and not (good.command.once and done):
        problems.append("the next command: exit %d\n%s" % (status, err))
    elif good.command.cleans:
        strays = [n for n in Files.of(world.work) if LEFT_BEHIND.match(n)]
        if strays:
            problems.append("the next command leaves %s" % strays)
    if good.command.store:
        problems += ["the next command: " + p for p in shown_as_running(world, good.command)]
    if status == 0 and not good.command.store and Files.of(world.work).below(good.command.outputs) != good.outputs:
        problems.append("the next command does not write what it should")
    return problems


def is_done(world, good):
    """Whether there is what the same command refuses to make again."""
    if good.command.store:
        return world.store(good.command.store)[0] == good.store
    return bool(Files.of(world.work).below(good.command.outputs))


def shown_as_running(world, command):
    """What the file holds of a run whose disk failed may be that it was begun; what a reader is told must not."""
    status, out, err = world.call(("runs", command.store, "--json"))
    if status != 0:
        return ["orgsim runs: exit %d\n%s" % (status, err)]
    return ["a run that is over is shown as running"] if b'"running"' in out else []
