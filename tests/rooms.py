#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The arrows of the house, held against CONTRIBUTING.md, and no circle of two or more .c files.

    rooms.py BUILD        print what is wrong and end with 1 where there is anything
    rooms.py BUILD --all  also print which room uses which, as the symbols have it

The table of rooms in CONTRIBUTING.md says who may use whom; both what is included and what is called (symbols, read by nm from
the object files) must keep to it. An include says what a file may use; a symbol says what it does use: two files that call
each other cannot be read, tested or linked apart. A symbol that nobody needs is dead."""
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# `engine/study` | what it holds | may use
ROW = re.compile(r"^\| `engine/([a-z/]+)` \|.*\| ([a-z, ]+|nothing) \|$")
# What somebody else calls: the system, who loads a plugin or the extension of SQLite, or the C library's callers where the program stands before it.
ENTRIES = {"main", "orgsim_plugin_v1", "time", "gettimeofday", "clock_gettime", "malloc", "calloc", "realloc", "sqlite3_orgdb_init"}
INCLUDE = re.compile(r'^\s*#\s*include "([^"]+)"', re.M)


def table():
    """{room: rooms that it may use} of CONTRIBUTING.md."""
    with open(os.path.join(ROOT, "CONTRIBUTING.md"), encoding="utf-8") as f:
        rows = [ROW.match(line) for line in f.read().splitlines()]
    may = {m.group(1): set() if m.group(2) == "nothing" else set(m.group(2).split(", ")) for m in rows if m}
    for name, to in may.items():
        for other in to - set(may):
            sys.exit("CONTRIBUTING.md: engine/%s may use %s, which is no room" % (name, other))
    return may


def room(path):
    """"study" of engine/study/fate.c; a room within a room, as worker/wire, where the table has a row for it."""
    parts = path.split("/")[1:-1]
    return "/".join(parts)


def of_table(name, may):
    while name and name not in may:
        name = name.rpartition("/")[0]
    return name


def allowed(here, there, may):
    """Inside a room all may be used; a part is reached by its own name or by its room's."""
    if here.split("/")[0] == there.split("/")[0]:
        return here not in may or there not in may or here == there or there in may[here]
    return bool({there, there.split("/")[0]} & may[here])


def included():
    """{source: {file included: None}} of engine/."""
    found = {}
    for folder, _, files in os.walk(os.path.join(ROOT, "engine")):
        for name in files:
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                to = [os.path.normpath(os.path.join(folder, i)) for i in INCLUDE.findall(f.read())]
            found[os.path.relpath(path, ROOT)] = {os.path.relpath(t, ROOT): None for t in to if os.path.exists(t)}
    return found


def arrows(uses, may, how):
    bad = []
    for source, to in sorted(uses.items()):
        here = of_table(room(source), may) if source.startswith("engine/") else None
        if source.startswith("engine/") and not here:
            if not source.startswith("engine/include/"):
                bad.append("%s stands in no room of CONTRIBUTING.md" % source)
            continue
        for other, name in sorted(to.items()):
            there = of_table(room(other), may) if other.startswith("engine/") else None
            if here and there and not allowed(here, there, may):
                bad.append("%s %s %s%s: engine/%s may not use %s" % (source, how, other, " (%s)" % name if name else "", here, there))
    return bad


def objects(build):
    """{source: object} of engine/ and of the renderers; the same source built twice counts once."""
    found = {}
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as f:
        for entry in json.load(f):
            source = os.path.relpath(os.path.join(entry["directory"], entry["file"]), os.path.dirname(os.path.abspath(build)))
            if re.match(r"(engine|graphs)/.*\.c$", source) and "/tests/" not in source:
                found.setdefault(source, os.path.join(build, entry["output"]))
    return {s: o for s, o in found.items() if os.path.exists(o)}


def symbols(paths):
    """{object: (names that it defines for others, names that it needs)}."""
    tables = {path: (set(), set()) for path in paths}
    for line in subprocess.run(["nm", "-A", "-P", *tables], capture_output=True, text=True, check=True).stdout.splitlines():
        path, _, rest = line.partition(": ")
        name, kind = rest.split()[:2]
        if kind == "U":
            tables[path][1].add(name)
        elif kind in "TDBRVWC":
            tables[path][0].add(name)
    return tables


def graph(found):
    read = symbols(found.values())
    tables = {source: read[path] for source, path in found.items()}
    owner = {}
    for source, (defined, _) in tables.items():
        for name in defined - ENTRIES:
            owner.setdefault(name, set()).add(source)
    uses = {}
    for source, (_, needed) in tables.items():
        # A name that several objects define (a plugin's entry, main) is no arrow.
        uses[source] = {next(iter(owner[n])): n for n in needed if len(owner.get(n, ())) == 1 and owner[n] != {source}}
    return uses


def unused(build, found):
    """Functions and data of the engine and the renderers that nobody uses outside their own file. Nothing unless all that the
    build has, tests included, is compiled: who would use them might be what is missing."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as f:
        everything = {os.path.join(build, entry["output"]) for entry in json.load(f)}
    if not all(os.path.exists(path) for path in everything):
        return []
    tables = symbols(everything)
    wanted = {}
    for path, (_, needed) in tables.items():
        for name in needed:
            wanted.setdefault(name, set()).add(path)
    return sorted("%s: nobody else uses %s: make it static, or remove it" % (source, name) for source, path in found.items()
                  for name in tables[path][0] - ENTRIES if not wanted.get(name, set()) - {path})


def circles(uses):
    """Tarjan's strongly connected components, without recursion."""
    index, low, on, stack, out, count = {}, {}, set(), [], [], 0
    for root in sorted(uses):
        if root in index:
            continue
        work = [(root, iter(sorted(uses[root])))]
        index[root] = low[root] = count
        count += 1
        stack.append(root)
        on.add(root)
        while work:
            node, below = work[-1]
            for to in below:
                if to not in index:
                    index[to] = low[to] = count
                    count += 1
                    stack.append(to)
                    on.add(to)
                    work.append((to, iter(sorted(uses[to]))))
                    break
                if to in on:
                    low[node] = min(low[node], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    part = []
                    while True:
                        top = stack.pop()
                        on.discard(top)
                        part.append(top)
                        if top == node:
                            break
                    if len(part) > 1:
                        out.append(sorted(part))
    return sorted(out)


def main():
    build = sys.argv[1]
    found = objects(build)
    if not found:
        sys.exit("rooms.py: nothing is built in %s" % build)
    uses, may = graph(found), table()
    if "--all" in sys.argv:
        used = {}
        for source, to in uses.items():
            if source.startswith("engine/"):
                used.setdefault(of_table(room(source), may), set()).update(of_table(room(t), may) for t in to if t.startswith("engine/"))
        for name in sorted(used):
            print(name, *sorted(used[name] - {name}))
    wrong = sorted(set(arrows(included(), may, "includes") + arrows(uses, may, "calls"))) + unused(build, found)
    for line in wrong:
        print(line)
    bad = circles(uses)
    for part in bad:
        print("a circle of %d files:" % len(part))
        for source in part:
            for to, name in sorted(uses[source].items()):
                if to in part:
                    print("  %s -> %s (%s)" % (source, to, name))
    return 1 if bad or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
