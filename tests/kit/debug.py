#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`orgsim run --debug-plugin`: gdb stops where a plugin is called, and the run ends as it does without.

Arguments: the program."""
import os, shutil, subprocess, sys, tempfile

orgsim = os.path.abspath(sys.argv[1])
results = []


def check(name, fine, said=""):
    results.append(fine)
    print("%s %d - %s" % ("ok" if fine else "not ok", len(results), name))
    if not fine:
        print("\n".join("# " + line for line in str(said).splitlines()[-60:]))


def run(*arguments, typed="", **env):
    return subprocess.run([orgsim, "run", "plan.yaml", *arguments], input=typed, capture_output=True, text=True, cwd=folder,
                          env=dict(os.environ, LC_ALL="C.UTF-8", **env))


def end_of(store):
    return subprocess.run([orgsim, "query", store + ":run-1", "select id, name, closed from units order by id"], capture_output=True, text=True,
                          cwd=folder).stdout


with tempfile.TemporaryDirectory(prefix="orgsim debug's ") as folder:
    with open(os.path.join(folder, "units.csv"), "w") as file:
        file.write("id,name,type,parent_id\ntown,Town,office,\na,A,room,town\nb,B,room,town\n")
    with open(os.path.join(folder, "plan.yaml"), "w") as file:
        file.write("orgsim: 1\ntitle: T\norganisation: {units: units.csv}\nfrom: 2025-01\nto: 2025-12\nsteps:\n"
                   "  - at: 2025-03\n    rename: {units: [a], name: Aa}\n  - at: 2025-05\n    merge: {units: [a, b], into: a}\n"
                   "rules:\n  - protected: {}\n")
    plain = run("--into", "plain.orgdb")
    check("without", plain.returncode == 0, plain.stderr)
    os.mkdir(os.path.join(folder, "empty"))
    without = run("--into", "x.orgdb", "--debug-plugin=merge", PATH=os.path.join(folder, "empty"))
    check("where gdb is not, the package is named", without.returncode == 2 and "install the package gdb" in without.stderr, without.stderr)
    check("and nothing is stored", not os.path.exists(os.path.join(folder, "x.orgdb")))
    logs = run("--into", "y.orgdb", "--debug-plugin", PATH=os.path.join(folder, "empty"))
    check("what is logged needs no gdb", logs.returncode == 0 and not logs.stderr, logs.stderr)
    first = subprocess.run([orgsim, "run", "--debug-plugin", "plan.yaml", "--into", "z.orgdb"], capture_output=True, text=True, cwd=folder)
    check("nor does it take the next argument", first.returncode == 0, first.stderr)
    gdb = shutil.which("gdb")
    probe = subprocess.run(["gdb", "-q", "-batch", "-ex", "run", "-ex", "quit", "true"], capture_output=True, text=True) if gdb else None
    if not gdb or "exited normally" not in probe.stdout:
        print("# what gdb does is skipped: %s" % ("there is no gdb" if not gdb else "gdb may trace nothing here: " + probe.stderr.strip()[:200]))
        print("1..%d" % len(results))
        sys.exit()
    other = run("--into", "x.orgdb", "--debug-plugin=split")
    check("a plugin that the scenario does not call", other.returncode == 2 and "no step, process, rule or metric" in other.stderr, other.stderr)
    for plugin, where in (("merge", "merge.c"), ("protected", "protected.c")):
        store = plugin + ".orgdb"
        done = run("--into", store, "--debug-plugin=" + plugin, typed="backtrace 1\nnext\ndelete\ncontinue\n")
        said = done.stderr
        check("%s: it stops there" % plugin, "Breakpoint 1, run" in said and where in said and "host=" in said, done.stdout + said)
        check("%s: the run ends as without" % plugin, done.returncode == 0 and end_of(store) == end_of("plain.orgdb"), done.stdout + said)
        check("%s: what gdb says is not among the data" % plugin, "Breakpoint" not in done.stdout and "(gdb)" not in done.stdout, done.stdout)
    left = run("--into", "left.orgdb", "--debug-plugin=rename", typed="quit\n")
    check("who leaves gdb lets the run go on", left.returncode == 0 and end_of("left.orgdb") == end_of("plain.orgdb"), left.stdout + left.stderr)
    killed = run("--into", "killed.orgdb", "--debug-plugin=rename", typed="kill\nquit\n")
    check("who ends the process reads so", killed.returncode == 4 and "rename" in killed.stderr, killed.stdout + killed.stderr)
print("1..%d" % len(results))
