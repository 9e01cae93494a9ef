#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each injector finds the flaws that were planted for it, in a program that has nothing else, and none where there is none.

Usage: planted.py BUILD SOURCE-ROOT
"""

import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import commands  # noqa: E402  (the folder is not a package)
import corrupted  # noqa: E402
import frames  # noqa: E402
import places  # noqa: E402
import signals  # noqa: E402
import syscalls  # noqa: E402
import allocations  # noqa: E402
from stage import Stage  # noqa: E402
from world import Files, World  # noqa: E402

# Which flaws of flawed.c each injector has to find, and in how many cases at most.
WRITERS = {"syscalls": (syscalls, ("in-place", "unchecked", "short", "leaves", "early"), 600),
           "allocations": (allocations, ("null", "swallows"), 400),
           "signals": (signals, ("deaf", "in-place"), 150)}
READERS = ("believes", "silent")


def first_found(stage, kind, cases, most):
    for n, case in enumerate(cases, 1):
        problems = kind.run(stage, case)
        if problems:
            return "case %d, %s: %s" % (n, case, problems[0].split("\n")[0])
        if n == most:
            break
    return None


def writer(build, root, top, kind, flaw, most):
    """The injector goes over the flawed program as if it was orgsim."""
    stage = Stage(build, root, os.path.join(top, kind.__name__ + flaw))
    stage.program = lambda: stage.tool("flawed")
    base = Files({"new": b"what was there before\n"})
    stage.base = base
    commands.COMMANDS.clear()
    commands.COMMANDS["write"] = commands.Command([flaw, "new"], ["new"], cleans=False)
    kind.SHORT = ("write",)
    return first_found(stage, kind, kind.cases(stage, True), most)


def reader(build, root, top, flaw):
    stage = Stage(build, root, os.path.join(top, "reader" + flaw))
    real = World(stage.program(), root, os.path.join(stage.top, "real"))
    stage.base, stage.program = real.base, lambda: stage.tool("flawed")
    corrupted.READS = ((flaw, "town.orgdb"),)
    cases = (c for c in corrupted.cases(stage, True))
    return first_found(stage, corrupted, cases, 120)


def believed(build, root, top):
    """The figures that only a worker knows are listed; without that list a lie about one is a finding."""
    stage = Stage(build, root, os.path.join(top, "frames"))
    frames.TOLD, frames.SPEAKERS = (), ("run",)
    return first_found(stage, frames, frames.cases(stage, True), 200)


def elsewhere(build, root, top):
    """A program whose output holds the zone: the comparison of places sees it."""
    stage = Stage(build, root, os.path.join(top, "places"))
    stage.base = Files()
    made = places.exported
    places.exported = lambda stage, scenario, folder, before=(), env=None: (
        ("%s\n" % (env or {}).get("TZ", "")).encode(), None) if os.makedirs(folder, exist_ok=True) is None else None
    try:
        return first_found(stage, places, places.cases(stage, True), 20)
    finally:
        places.exported = made


def main(build, root):
    bad = 0
    saved = dict(commands.COMMANDS)

    def tell(kind, flaw, found, wanted=True):
        nonlocal bad
        bad += bool(found) != wanted
        print("%-12s %-10s %s" % (kind, flaw, found or "nothing found"), flush=True)

    with tempfile.TemporaryDirectory(prefix="orgsim-planted-") as top:
        for name, (kind, flaws, most) in WRITERS.items():
            if name == "syscalls" and not os.path.exists(os.path.join(build, "tests", "fault", "inject")):
                continue
            for flaw in flaws:
                tell(name, flaw, writer(build, root, top, kind, flaw, most))
            tell(name, "none", writer(build, root, top, kind, "none", 40), False)
        commands.COMMANDS.clear()
        commands.COMMANDS.update(saved)
        tell("places", "zone", elsewhere(build, root, top))
        tell("frames", "a figure", believed(build, root, top))
        for flaw in READERS:
            tell("corrupted", flaw, reader(build, root, top, flaw))
        tell("corrupted", "none", reader(build, root, top, "read"), False)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
