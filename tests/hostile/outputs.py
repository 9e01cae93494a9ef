#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No loss is reported as success: what does not reach its file or standard output ends with 5 and a sentence.

Usage: outputs.py ORGSIM SOURCE-ROOT CASE [KILLER.so | NTH.so]
CASE: full (standard output on a full disk), short (files that may not grow), targets (what stands in the way), killed (the
program is killed at each step of writing), memory (an allocation gets nothing), together
(several that write to one target at once).
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

# Every command, in each of its forms that print something.
PRINTS = {
    "import": (("--units", "units.csv", "--dry-run", "--json"),
               ("--units", "units.csv", "--dry-run", "--csv")),
    "check": (("town.orgdb:run-1",), ("town.orgdb:run-1", "--json"), ("town.orgdb:run-1", "--csv"), ("town.yaml",)),
    "run": (("town.yaml", "--into", "again.orgdb"), ("town.yaml", "--into", "again.orgdb", "--json"),
            ("town.yaml", "--into", "again.orgdb", "--quiet")),
    "runs": (("town.orgdb",), ("town.orgdb", "--json")),
    "show": (("town.orgdb:run-1",), ("town.orgdb:run-1", "--json"), ("town.orgdb",)),
    "explain": (("town.orgdb:run-1", "finance"), ("town.orgdb:run-1", "finance", "--json")),
    "query": (("town.orgdb", "select * from run"), ("town.orgdb", "select * from run", "--json"),
              ("town.orgdb", "select * from run", "--csv")),
    "chart": (("town.orgdb:run-1", "-o", "c"), ("town.orgdb:run-1", "-o", "c", "--json")),
    "export": (("town.orgdb:run-1", "--format", "json"), ("town.orgdb:run-1", "--format", "csv", "-o", "t", "--json")),
    "plugin": (("list",), ("list", "--json"), ("show", "merge"), ("show", "merge", "--json")),
    "scenario": (("new", "first"), ("schema",)),
    "doctor": ((),),
    "whatif": (("town.yaml", "--shift", "1m", "--into", "again.orgdb"), ("town.yaml", "--shift", "1m", "--into", "again.orgdb", "--json"),
               ("town.yaml", "--shift", "1m", "--into", "again.orgdb", "--quiet")),
    "sweep": (("run", "points.yaml", "--into", "again.orgdb"), ("list", "points.orgdb"), ("show", "points.orgdb"), ("show", "points.orgdb", "--json"),
              ("compare", "points.orgdb", "points.orgdb"), ("export", "points.orgdb"), ("schema",)),
    "reach": (("town.orgdb:run-1",), ("town.orgdb:run-1", "--json"), ("town.orgdb:run-1", "--assumptions")),
    "impact": (("town.orgdb:run-1",), ("town.orgdb:run-1", "--json"), ("town.orgdb:run-1", "--all")),
    "compare": (("town.orgdb:run-1", "town.orgdb:run-1"), ("town.orgdb:run-1", "town.orgdb:run-1", "--json"),
                ("town.orgdb:run-1", "town.orgdb:run-1", "--csv")),
    "render": (("town.orgdb:run-1", "--with", "chart", "-o", "."), ("town.orgdb:run-1", "--with", "chart", "-o", ".", "--json")),
    "report": (("town.orgdb:run-1", "-o", "r.html"), ("town.orgdb:run-1", "-o", "r.html", "--json")),
}

# Commands that write files, what they are called after -o, and whether a worker draws them.
WRITES = (
    ("book.xlsx", ("export", "large.orgdb:begin", "--format", "xlsx", "-o", "book.xlsx")),
    ("tables", ("export", "large.orgdb:begin", "--format", "csv", "-o", "tables")),
    ("large.json", ("export", "large.orgdb:begin", "--format", "json", "-o", "large.json")),
    ("appendix.xlsx", ("export", "town.orgdb:run-1", "--appendix", "-o", "appendix.xlsx")),
    ("appendix.csv", ("export", "town.orgdb:run-1", "--appendix", "--format", "csv", "-o", "appendix.csv")),
    ("copy.orgdb", ("export", "large.orgdb:begin", "--format", "orgdb", "-o", "copy.orgdb")),
    ("copy.sqlite", ("export", "large.orgdb:begin", "--format", "sqlite", "-o", "copy.sqlite")),
    ("compare.xlsx", ("compare", "town.orgdb:run-1", "town.orgdb:run-1", "--xlsx", "-o", "compare.xlsx")),
    ("compare.json", ("compare", "town.orgdb:run-1", "town.orgdb:run-1", "--json", "-o", "compare.json")),
    ("compare.csv", ("compare", "town.orgdb:run-1", "town.orgdb:run-1", "--csv", "-o", "compare.csv")),
    ("impact", ("impact", "town.orgdb:run-1", "--csv", "-o", "impact")),
    ("impact.xlsx", ("impact", "town.orgdb:run-1", "--xlsx", "-o", "impact.xlsx")),
    ("template.xlsx", ("import", "--template", "template.xlsx")),
    ("points.csv", ("sweep", "export", "points.orgdb", "-o", "points.csv")),
    ("plan.yaml", ("scenario", "new", "plan")),
    ("report.html", ("report", "town.orgdb:run-1", "-o", "report.html")),
    ("drawn.svg", ("chart", "town.orgdb:run-1", "--format", "svg", "-o", "drawn")),
    ("slides.pptx", ("chart", "town.orgdb:run-1", "--format", "pptx", "-o", "slides")),
    ("rendered", ("render", "town.orgdb:run-1", "--with", "chart", "-o", "rendered")),
    ("out", ("run", "town.yaml", "--quiet", "--into", "another.orgdb", "--out", "out")),
    ("sums.csv", ("import", "--quota", "quota.csv", "--actuals-to", "sums.csv", "--quiet")),
    ("copy-masked.orgdb", ("export", "town.orgdb:run-1", "--format", "orgdb", "--mask", "names", "-o", "copy-masked.orgdb")),
)
# What keeps rows in an organisation file.
STORES = (("import", "--units", "large.csv", "--date", "2022-01", "--snapshot", "more", "--into"),
          ("import", "--actuals", "actuals.csv", "--into"),
          ("import", "--quota", "quota.csv", "--actuals-to", "of-quota.csv", "--snapshot", "quota", "--into"),
          ("run", "town.yaml", "--into"),
          ("run", "town.yaml", "--out", "of-run", "--into"))
# A table of three years, of which the last needs more room than the first.
QUOTA = "STT,Tên đơn vị,Năm 2021,,Năm 2022,,Năm 2023,\n,,Giao,Có mặt,Giao,Có mặt,Giao,Có mặt\n" + "".join(
    "%d,Sở số %d,%s%d,%d\n" % (i, i, "40,38,39,37," if i < 9 else ",,,,", 30 + i % 7, 30) for i in range(1, 600))
NEW_ONLY = ("copy.orgdb", "copy.sqlite", "copy-masked.orgdb", "template.xlsx", "plan.yaml")  # they never replace a file


class Program:
    def __init__(self, orgsim, root, folder):
        self.orgsim, self.root, self.folder, self.problems = orgsim, root, folder, []
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ORGSIM_", "LC_", "LANG", "TMPDIR"))}
        self.temporary = tempfile.mkdtemp(dir=os.path.dirname(folder))
        self.env.update(LC_ALL="C.UTF-8", XDG_DATA_HOME=folder, TMPDIR=self.temporary)
        town = os.path.join(root, "scenarios", "small-town")
        for name in os.listdir(town):
            shutil.copy(os.path.join(town, name), folder)
        os.rename(os.path.join(folder, "scenario.yaml"), os.path.join(folder, "town.yaml"))
        with open(os.path.join(folder, "quota.csv"), "w", encoding="utf-8") as file:
            file.write(QUOTA)
        with open(os.path.join(folder, "points.yaml"), "w", encoding="utf-8") as file:
            file.write("orgsim: 1\nsweep: points\nscenario: town.yaml\nparameters: {fewer-posts.by: [1, 2]}\n")
        self.call("run", "town.yaml", "--into", "town.orgdb", "--quiet")
        self.call("sweep", "run", "points.yaml", "--into", "points.orgdb", "--quiet")

    def call(self, *args, stdout=subprocess.PIPE, limit=None, preload=None, **env):
        def restrict():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        env = {**self.env, **env}
        if preload:
            env["LD_PRELOAD"] = preload
        done = subprocess.run([self.orgsim, *args], cwd=self.folder, stdout=stdout, stderr=subprocess.PIPE, env=env,
                              preexec_fn=restrict, check=False)
        return done.returncode, done.stderr.decode()

    def expect(self, what, found, wanted, more=""):
        if found != wanted:
            self.problems.append("%s: %r, expected %r\n%s" % (what, found, wanted, more))

    def held(self, name=""):
        """Every file below a name with its bytes."""
        top, found = os.path.join(self.folder, name), {}
        if os.path.isfile(top):
            return {"": open(top, "rb").read()}
        for folder, _, files in os.walk(top):
            for file in files:
                path = os.path.join(folder, file)
                with open(path, "rb") as bytes_:
                    found[os.path.relpath(path, top)] = bytes_.read()
        return found

    def forget(self):
        """The runs of another file, so that the next is its first again."""
        path = os.path.join(self.folder, "another.orgdb")
        if os.path.exists(path):
            os.remove(path)

    def enlarge(self):
        """An organisation whose tables are larger than the workbook that packs them."""
        with open(os.path.join(self.folder, "large.csv"), "w", encoding="utf-8") as file:
            file.write("id,name,parent_id\ntop,Top,\n")
            for i in range(6000):
                file.write("unit-%05d,A unit whose name is always the same,top\n" % i)
        status, err = self.call("import", "--units", "large.csv", "--date", "2021-01", "--into", "large.orgdb", "--snapshot", "begin")
        self.expect("import of many units", status, 0, err)


def full(p):
    listed = subprocess.run([p.orgsim, "--help"], capture_output=True, text=True, env=p.env, check=True).stdout
    commands = [line.split()[0] for line in listed.split("Commands:\n")[1].split("\n\n")[0].splitlines()]
    p.expect("commands of this test", sorted(PRINTS), sorted(commands))
    forms = [("--help",), ("--version",)] + [(c, "--help") for c in commands]
    forms += [(c, *form) for c in commands for form in PRINTS.get(c, ())]
    for form in forms:
        what = "orgsim " + " ".join(form)
        for attempt in ("first.yaml", "first-units.csv", "first-posts.csv", "first-people.csv"):
            if os.path.exists(os.path.join(p.folder, attempt)):
                os.remove(os.path.join(p.folder, attempt))
        with open("/dev/full", "wb") as disk:
            status, err = p.call(*form, stdout=disk)
        p.expect(what + " > /dev/full", status, 5, err)
        p.expect(what + " > /dev/full: a sentence", "standard output" in err, True, err)
    with open(os.path.join(p.folder, "cut"), "wb") as file:  # most of a document has room, and its end has not
        status, err = p.call("export", "town.orgdb:run-1", "--format", "json", stdout=file, limit=10000)
    p.expect("a document of which the end has no room", status, 5, err)
    closed = subprocess.run(["sh", "-c", 'exec "$0" runs town.orgdb >&-', p.orgsim], cwd=p.folder, env=p.env, capture_output=True,
                            check=False)
    p.expect("a closed standard output", closed.returncode, 5, closed.stderr)


def short(p):
    """Any file ends after so many bytes, the temporary ones of a library among them."""
    p.enlarge()
    for name, command in WRITES:
        refused = written = 0
        for limit in (1, 2000, 8000, 40000, 100000, 400000, 1600000, None):
            path = os.path.join(p.folder, name)
            if name in NEW_ONLY and os.path.exists(path):
                os.remove(path)
                for more in ("plan-units.csv", "plan-posts.csv", "plan-people.csv"):
                    if name == "plan.yaml":
                        os.remove(os.path.join(p.folder, more))
            before = p.held()
            status, err = p.call(*command, limit=limit)
            what = "%s, files of at most %s bytes" % (" ".join(command), limit)
            if status == 0:
                written += 1
                good = p.held(name)
                continue
            refused += 1
            p.expect(what + ": exit status", status, 5, err)
            p.expect(what + ": a sentence", any(line.startswith("orgsim: ") for line in err.splitlines()), True, err)
            p.expect(what + ": files", sorted(p.held()), sorted(before))
            p.expect(what + ": bytes", p.held() == before, True)
        p.expect(" ".join(command) + ": written at last", written > 0, True)
        p.expect(" ".join(command) + ": refused at first", refused > 0, True)
        if name in NEW_ONLY or not written:
            continue
        for limit in (1, 2000, 8000, 40000, 100000, 400000):  # now a good one is there
            status, err = p.call(*command, limit=limit)
            what = "%s again, files of at most %s bytes" % (" ".join(command), limit)
            p.expect(what + ": exit status", status in (0, 5), True, err)
            p.expect(what + ": the good one stays, whole", p.held(name) == good, True)
    p.expect("temporary files", os.listdir(p.temporary), [])
    short_stores(p)


def rows_of(p, path):
    """What an organisation file holds, but for runs that did not come to their end."""
    asked = "select group_concat(name) from snapshot union all select count(*) from run where status = 'done' union all select count(*) from actual"
    done = subprocess.run([p.orgsim, "query", path, asked, "--csv"], cwd=p.folder, env=p.env, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else "broken: " + done.stderr


def runs_of(p, path):
    done = subprocess.run([p.orgsim, "query", path, "select status from run", "--csv"], cwd=p.folder, env=p.env, capture_output=True,
                          text=True, check=False)
    return done.stdout.split()[1:]


def short_stores(p):
    """An organisation file that may not grow stays as it was; a new one is not there, or tells of the run that did not come to its end."""
    with open(os.path.join(p.folder, "actuals.csv"), "w", encoding="utf-8") as file:
        file.write("metric,month,value,scope,source\n" + "".join("posts,%d-12,%d,,a source\n" % (y, y) for y in range(1900, 2025)))
    for command in STORES:
        what = " ".join(command)
        refused = 0
        shutil.copy(os.path.join(p.folder, "town.orgdb"), os.path.join(p.folder, "kept.orgdb"))
        size, before = os.path.getsize(os.path.join(p.folder, "kept.orgdb")), rows_of(p, "kept.orgdb")
        for limit in (1, 4000, 20000, size, size + 16384, size + 49152):
            status, err = p.call(*command, "kept.orgdb", limit=limit)
            p.expect("%s, files of at most %d bytes: status" % (what, limit), status in (0, 5), True, err)
            refused += status == 5
            if status == 5:
                p.expect("%s, files of at most %d bytes: a sentence" % (what, limit), "orgsim: " in err, True, err)
                p.expect("%s, files of at most %d bytes: what is there" % (what, limit), rows_of(p, "kept.orgdb"), before, err)
            before = rows_of(p, "kept.orgdb")
        p.expect(what + ": refused", refused > 1, True)
        status, err = p.call(*command, "kept.orgdb")
        p.expect(what + " after that", status, 0, err)
        for made in ("of-quota.csv", "of-run"):
            path = os.path.join(p.folder, made)
            shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
        for limit in (1, 4000, 20000, 100000):
            status, err = p.call(*command, "fresh.orgdb", limit=limit)
            p.expect("%s, a new file of at most %d bytes: status" % (what, limit), status, 5, err)
            left = [n for n in os.listdir(p.folder) if n.startswith(("fresh", "of-"))]
            if command[0] == "run" and left == ["fresh.orgdb"]:
                p.expect("%s, a new file of at most %d bytes: what it holds" % (what, limit), runs_of(p, "fresh.orgdb"), ["failed"])
                os.remove(os.path.join(p.folder, left.pop()))
            p.expect("%s, a new file of at most %d bytes: left behind" % (what, limit), left, [])


def together(p):
    """Several programs that write to one target at once: each succeeds, and what stands there in the end is whole. Of a file
    that must be new one makes it, and the others say so."""
    for name, command in WRITES:
        if name in NEW_ONLY[2:] or "large.orgdb:begin" in command or name == "out":  # each run has a number of its own
            continue
        status, err = p.call(*command)
        p.expect(" ".join(command), status, 0, err)
        wanted, wins = p.held(name), 0
        if name in NEW_ONLY:
            os.remove(os.path.join(p.folder, name))
        for again in range(1 if name in NEW_ONLY else 3):
            crowd = [subprocess.Popen([p.orgsim, *command], cwd=p.folder, env=p.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                     for _ in range(5)]
            ends = [(c.communicate()[1].decode(), c.returncode) for c in crowd]
            wins += sum(status == 0 for _, status in ends)
            for err, status in ends:
                p.expect("%s at once: status" % name, status in ((0, 3, 5) if name in NEW_ONLY else (0,)), True, err)
                p.expect("%s at once: a sentence of who does not" % name, status == 0 or name in err, True, err)
            p.expect("%s at once: whole" % name, p.held(name) == wanted, True)
        p.expect("%s at once: how many" % name, wins, 1 if name in NEW_ONLY else 15)
    p.expect("left behind", [f for f in os.listdir(p.folder) if f.startswith(".orgsim")], [])


def targets(p):
    cases = (("town.orgdb", "an organisation file"), ("page.html", "a page"), ("link", "a link"), ("folder", "a folder"))
    with open(os.path.join(p.folder, "page.html"), "w", encoding="utf-8") as file:
        file.write("<!DOCTYPE html><p>mine")
    os.symlink("units.csv", os.path.join(p.folder, "link"))
    os.mkdir(os.path.join(p.folder, "folder"))
    before = p.held()
    for name, what in cases:
        for form in (("--format", "json"), ("--format", "xlsx"), ("--appendix", "--format", "csv"), ("--appendix", "--format", "xlsx")):
            status, err = p.call("export", "town.orgdb:run-1", *form, "-o", name)
            p.expect("%s over %s" % (" ".join(form), what), status, 5, err)
            p.expect("%s over %s: says which" % (" ".join(form), what), name in err, True, err)
    p.expect("what was there", p.held() == before, True)
    # A folder that holds more than the tables keeps it; one of the tables alone is swapped.
    for more in (False, True):
        if more:
            with open(os.path.join(p.folder, "tables", "mine.txt"), "w", encoding="utf-8") as file:
                file.write("mine")
        for _ in range(2):
            status, err = p.call("export", "town.orgdb:run-1", "--format", "csv", "-o", "tables")
            p.expect("export into a folder", status, 0, err)
        p.expect("its files", sorted(os.listdir(os.path.join(p.folder, "tables"))),
                 sorted(["crosswalk.csv", "datapackage.json", "people.csv", "posts.csv", "units.csv"] + ["mine.txt"] * more))
    os.chmod(os.path.join(p.folder, "tables", "units.csv"), 0o600)
    p.call("export", "town.orgdb:run-1", "--format", "csv", "-o", "tables")
    p.expect("who may read it", os.stat(os.path.join(p.folder, "tables", "units.csv")).st_mode & 0o777, 0o600)


def killed(p):
    """Killed before each call that changes a folder: the old file or the new one, whole, and nothing of the killed
    program after the next one."""
    killer = os.path.abspath(sys.argv[4])
    for name, command in (("a.json", ("export", "town.orgdb:run-1", "--format", "json", "-o", "a.json")),
                          ("b.xlsx", ("export", "town.orgdb:run-1", "--format", "xlsx", "-o", "b.xlsx")),
                          ("tables", ("export", "town.orgdb:run-1", "--format", "csv", "-o", "tables"))) + \
            tuple(w for w in WRITES if "large.orgdb:begin" not in w[1] and w[1][0] != "scenario"):
        p.forget()
        status, err = p.call(*command)
        p.expect(" ".join(command), status, 0, err)
        new, points = p.held(name), 0
        for fresh in (True,) if name in NEW_ONLY or name == "out" else (True, False):
            path = os.path.join(p.folder, name)
            if not fresh:  # what is to be replaced, from one call
                p.call(*command, *(("--all",) if name in ("a.json", "b.xlsx", "tables") else ()))
                kept = os.path.join(p.folder, "kept-" + name)
                os.rename(path, kept)
            for at in range(1, 200):
                if os.path.isdir(path):
                    shutil.rmtree(path)
                elif os.path.exists(path):
                    os.remove(path)
                if not fresh and os.path.isdir(kept):
                    shutil.copytree(kept, path)
                elif not fresh:
                    shutil.copy(kept, path)
                old = p.held(name)
                p.forget()
                status, err = p.call(*command, preload=killer, ORGSIM_TEST_KILL=str(at))
                if status == 0:
                    break
                points += 1
                p.expect("%s, killed at %d: status" % (name, at), status, -signal.SIGKILL, err)
                found = p.held(name)
                if name == "out":  # one picture after the other, each whole
                    found = {f: b for f, b in found.items() if b != new.get(f) and not os.path.basename(f).startswith(".orgsim-")}
                p.expect("%s, killed at %d: old or new" % (name, at), found in (old, new), True)
                p.forget()
                status, err = p.call(*command)
                if name == "out":  # a copy of an organisation file tells when it was made
                    p.expect("%s after that: all of it" % name, p.held(name) == new, True)
                p.expect("%s after that" % name, status in ((0, 3, 5) if name in NEW_ONLY and found == new else (0,)), True, err)
                p.expect("%s after that: left behind" % name, [f for f in os.listdir(p.folder) if f.startswith(".orgsim")], [])
            else:
                p.problems.append(name + ": never came to its end")
        p.expect(name + ": places where it was killed", points > (3 if name in NEW_ONLY else 8), True)


def memory(p):
    """Wherever an allocation gets nothing, the command ends with 5 and a sentence, and what was there is there."""
    nth, count = os.path.abspath(sys.argv[4]), os.path.join(p.folder, "count")
    shutil.copy(os.path.join(p.folder, "town.orgdb"), os.path.join(p.folder, "before.orgdb"))
    for name, command in (("r.html", ("report", "before.orgdb:run-1", "-o", "r.html")),
                          ("book.xlsx", ("export", "before.orgdb:run-1", "--format", "xlsx", "-o", "book.xlsx")),
                          ("run.json", ("run", "town.yaml", "--into", "town.orgdb", "--json")),
                          ("", ("import", "--units", "units.csv", "--date", "2021-01", "--into", "town.orgdb", "--snapshot", "s"))):
        status, err = p.call(*command, preload=nth, ORGSIM_TEST_ALLOC="0", ORGSIM_TEST_ALLOCS=count)
        p.expect("%s with all memory" % command[0], status, 0, err)
        with open(count, encoding="ascii") as file:
            allocations = int(file.read())
        p.expect("%s: allocations" % command[0], allocations > 1000, True)
        old, ended = p.held(name) if name else {}, 0
        # Near both ends each, for much begins and ends there; between them some, at uneven distances.
        step = max(1, allocations // 97)
        for at in sorted({*range(1, 12), *range(20, allocations, step), *range(max(1, allocations - 60), allocations, 7)}):
            status, err = p.call(*command, preload=nth, ORGSIM_TEST_ALLOC=str(at))
            what = "%s without allocation %d of %d" % (command[0], at, allocations)
            if status != 0:  # what is asked for before the program begins, and how many by chance, is the system's
                ended += 1
                p.expect(what + ": status", status, 5, err)
                p.expect(what + ": a sentence", "orgsim: memory has run out" in err, True, err)
            if name:
                p.expect(what + ": as it was", p.held(name), old)
            p.expect(what + ": left behind", [f for f in os.listdir(p.folder) if f.startswith(".orgsim") and f.endswith(".part")], [])
        p.expect("%s: it ended so" % command[0], ended > 80, True)
        status, err = p.call("check", "town.orgdb")
        p.expect("%s: the organisation file after all that" % command[0], status, 0, err)
        listed = subprocess.run([p.orgsim, "query", "town.orgdb", "select count(*) from run where status = 'running'", "--csv"],
                                cwd=p.folder, env=p.env, capture_output=True, text=True, check=True).stdout.split()
        p.expect("%s: runs that are shown as under way" % command[0], listed[-1], "0")


def main():
    cases = {c.__name__: c for c in (full, short, targets, killed, memory, together)}
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "work")
        os.mkdir(folder)
        program = Program(orgsim, root, folder)
        cases[sys.argv[3]](program)
    for problem in program.problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if program.problems else 0)


if __name__ == "__main__":
    main()
