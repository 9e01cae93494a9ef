#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The organisation file in other hands: what a stock SQLite reads of it, what the loadable extension adds, and what is said of a
file that was tampered with.

Usage: form.py ORGSIM SOURCE-ROOT EXTENSION
"""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

COMPUTED = ("post", "person", "post_end", "person_end", "act", "attribute_value")
problems = []
SURROUNDINGS = dict(os.environ)  # of other programs


def expect(what, found, wanted):
    if found != wanted:
        problems.append("%s: %r, expected %r" % (what, found, wanted))


def shell(path, *commands):
    """The sqlite3 shell: (exit status, output and errors)."""
    done = subprocess.run(["sqlite3", "-batch", path, *commands], capture_output=True, text=True, env=SURROUNDINGS, check=False)
    return done.returncode, done.stdout + done.stderr


def orgsim(program, folder, *arguments):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def stock(program, folder, path):
    """Any SQLite reads the tables and views that stand in the file; nothing in it needs the extension."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        objects = file.execute("select type, name, sql from sqlite_schema where sql is not null").fetchall()
        expect("computed tables in the schema", [n for _, n, _ in objects if n in COMPUTED + ("change",)], [])
        for kind, name, sql in objects:
            file.execute("select * from %s" % name).fetchall()
            # What DuckDB does not spell as SQLite does.
            if kind == "view" and name in ("unit_fate", "person_fate", "target_result"):
                expect(name + " spells", re.findall(r"\b(iif|printf|glob|ifnull)\b|\bIS NOT [a-z]\.", sql), [])
        for name in ("unit_fate", "person_fate", "target_result", "series"):
            mine = subprocess.run([program, "query", path, "select * from %s" % name, "--csv"], capture_output=True, text=True, check=True)
            expect(name, len(mine.stdout.splitlines()) - 1, file.execute("select count(*) from %s" % name).fetchone()[0])
    _, fates, _ = orgsim(program, folder, "query", path, "select count(*) from person_fate where fate = 'left'", "--csv")
    _, told, _ = orgsim(program, folder, "query", path, "select count(*) from change where \"table\" = 'people' and \"to\" = 'left'", "--csv")
    expect("who left", fates.split()[-1], told.split()[-1])


def extension(program, folder, path, library):
    """The shell and Python's sqlite3 see the tables that orgsim does, and of them what it does."""
    load = ".load %s" % library
    for sql in ["select * from %s" % t for t in COMPUTED if t != "act"] + [
            "select run, seq, month, item, plugin, verb, reason, reason_said, hex(payload) from act",
            "select * from post_list", "select * from vacancies", "select * from person_list", "select * from post_fate",
            "select title, count(*) from post where snapshot = 1 and row between 3 and 20 group by 1 order by 1",
            "select id from person where row = 7", "select * from post_end where run = 1 and row = 12"]:
        status, found = shell(path, load, ".mode json", ".once %s/rows.json" % folder, sql)
        expect(sql + ": shell", (status, found), (0, ""))
        with open(folder + "/rows.json", encoding="utf-8") as file:
            rows = file.read()
        done = subprocess.run([program, "query", path, sql, "--json"], capture_output=True, text=True, check=True)
        both = [re.sub(r"\s+|\.0\b", "", text) for text in (rows, done.stdout)]
        expect(sql + ": rows", both[0].count("{"), both[1].count("{") - ("\"rows\"" in both[1]))
    # A process that does not link libsqlite3 itself; Debian's Python loads extensions, others may be built without.
    script = ("import sqlite3,sys\ndb=sqlite3.connect(sys.argv[1])\ndb.enable_load_extension(True)\n"
              "db.load_extension(sys.argv[2])\nprint(db.execute('select count(*) from post').fetchone()[0],"
              " db.execute('select count(*) from post_fate').fetchone()[0])")
    for python in ("/usr/bin/python3", sys.executable):
        done = subprocess.run([python, "-c", script, path, library], capture_output=True, text=True, env=SURROUNDINGS, check=False)
        if "enable_load_extension" in done.stderr or not os.path.exists(python):
            continue
        expect(python, (done.returncode, len(done.stdout.split()), done.stderr), (0, 2, ""))
    # It exports its entry and asks nothing of SQLite, GLib or the process.
    def names(option):
        listed = subprocess.run(["nm", "-D", option, library], capture_output=True, text=True, check=True).stdout
        return {line.split()[-1].split("@")[0] for line in listed.splitlines()}
    expect("exports", names("--defined-only"), {"sqlite3_orgdb_init"})
    expect("needs", {n for n in names("--undefined-only") if n.startswith(("sqlite3", "g_", "abort", "exit", "__assert"))}, set())


def damaged(program, folder, path, library):
    """A blob that was changed is an error of the query that reads it, in the shell and here, and stops nothing else."""
    hurt = os.path.join(folder, "hurt.orgdb")
    for edit in ("update snapshot_column set data = substr(data, 1, length(data) - 3) where \"column\" = 'title'",
                 "update snapshot_column set data = zeroblob(1000000) where \"column\" = 'title'",
                 "delete from snapshot_column where \"column\" = 'title'"):
        with open(path, "rb") as file, open(hurt, "wb") as copy:
            copy.write(file.read())
        expect(edit, shell(hurt, edit), (0, ""))
        status, said = shell(hurt, ".load %s" % library, "select count(*) from post", "select title from post")
        expect(edit + ": shell", status != 0 and "posts.title" in said and said.split()[0].isdigit(), True)
        status, _, said = orgsim(program, folder, "query", "hurt.orgdb", "select title from post")
        expect(edit + ": query", (status, "posts.title" in said, said.count("\n")), (3, True, 1))
        status, _, said = orgsim(program, folder, "show", "hurt.orgdb:run-1")
        expect(edit + ": what needs no posts", status, 0)


def tampered(program, folder, path):
    """A run that cannot be done again as it was is not told otherwise; an early file is refused. One sentence each."""
    hurt = os.path.join(folder, "hurt.orgdb")
    for edit, words in (("update run set end_hash = 'x'", "does not end, done again, as it ended when it ran"),
                        ("update run set verbs = 9", "was made by version 9 of what acts do and this program knows version 1"),
                        ("pragma user_version = 3", "was written by an early orgsim (file version 3)")):
        with open(path, "rb") as file, open(hurt, "wb") as copy:
            copy.write(file.read())
        shell(hurt, edit)
        status, out, said = orgsim(program, folder, "impact", "hurt.orgdb:run-1")
        expect(edit, (status, out, words in said, said.count("\n")), (5, "", True, 1))


def main():
    program, root, library = os.path.abspath(sys.argv[1]), sys.argv[2], os.path.abspath(sys.argv[3])
    # A sanitizer wants to be loaded first; what other programs leave is theirs.
    needed = subprocess.run(["ldd", library], capture_output=True, text=True, check=True).stdout
    for sanitizer in re.findall(r"=> (\S*/libasan\S*)", needed):
        SURROUNDINGS.update(LD_PRELOAD=sanitizer, ASAN_OPTIONS="detect_leaks=0")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "t.orgdb")
        subprocess.run([program, "run", os.path.join(root, "scenarios/small-town/scenario.yaml"), "--quiet", "--into", path],
                       capture_output=True, check=True)
        stock(program, folder, path)
        extension(program, folder, path, library)
        damaged(program, folder, path, library)
        tampered(program, folder, path)
        # Ordinary rows, of everything that SQL reads here.
        done = orgsim(program, folder, "export", "t.orgdb:run-1", "--format", "sqlite", "-o", "t.sqlite", "--quiet")
        expect("export", done, (0, "", ""))
        for name in COMPUTED + ("change", "post_fate", "person_fate", "change_list", "unit_fate"):
            _, here, _ = orgsim(program, folder, "query", "t.orgdb", "select count(*) from %s" % name, "--csv")
            expect(name + " exported", shell(folder + "/t.sqlite", "select count(*) from %s" % name), (0, here.split()[-1] + "\n"))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
