#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Planted faults: each is one small change to a copy of the C sources that the oracle has to find.

Usage: faults.py SOURCE-ROOT [--in FOLDER] [NAME…]

The copy is built in FOLDER (a temporary one by default; a named one is kept, so that the next time only what changed is
built). A fault is found when one of the scenarios disagrees that agrees with SOURCE-ROOT/build/orgsim. A fault whose text is no longer in its file is an error: bring it
up to date.
"""

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import Theirs, compare  # noqa: E402  (the folder is not a package)
from planted import FAULTS  # noqa: E402
from reading import Catalogue, Scenario  # noqa: E402
from scenarios import write  # noqa: E402
from simulation import Run  # noqa: E402

MOST = 300  # scenarios that a fault may take to be found


def build(folder):
    targets = subprocess.run(["ninja", "-C", folder, "-t", "targets", "all"], capture_output=True, text=True, check=True).stdout
    names = [line.split(":")[0] for line in targets.splitlines()]
    wanted = ["orgsim", "orgsim-worker"] + [n for n in names if n.startswith("plugins/") and n.endswith(".so")]
    done = subprocess.run(["ninja", "-C", folder, "-j2", "--quiet", *wanted], capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout


def copy_tree(root, folder):
    source = os.path.join(folder, "source")
    files = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, check=True).stdout.split(b"\0")
    for name in filter(None, (f.decode() for f in files)):
        to = os.path.join(source, name)
        if not os.path.exists(to) or not filecmp.cmp(os.path.join(root, name), to, shallow=False):
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copy(os.path.join(root, name), to)
    if not os.path.exists(os.path.join(source, "build", "build.ninja")):
        subprocess.run(["meson", "setup", "build"], cwd=source, check=True, stdout=subprocess.DEVNULL)
    good, said = build(os.path.join(source, "build"))
    if not good:
        raise SystemExit(said)
    return source


class Scenarios:
    """The oracle's runs are made once, for all faults."""

    def __init__(self, orgsim, folder):
        self.orgsim, self.folder, self.runs, self.clean = orgsim, folder, {}, set()
        self.catalogue = Catalogue(orgsim)

    def run(self, seed):
        if seed not in self.runs:
            folder = os.path.join(self.folder, str(seed))
            os.makedirs(folder, exist_ok=True)
            reps = write(seed, folder)
            self.runs[seed] = [Run(Scenario(self.orgsim, folder, "plan.yaml", self.catalogue), replication).go()
                               for replication in range(reps)]
        return self.runs[seed]

    def differs(self, orgsim, seed):
        runs, folder = self.run(seed), os.path.join(self.folder, str(seed))
        if os.path.exists(os.path.join(folder, "plan.orgdb")):
            os.remove(os.path.join(folder, "plan.orgdb"))
        return compare(runs[0], Theirs(orgsim, folder, "plan.yaml", len(runs)), runs)

    def first_difference(self, faulty):
        """The first scenario that disagrees with the faulty build; it has to agree without the fault."""
        for seed in range(1, MOST + 1):
            said = self.differs(faulty, seed)
            if said and seed not in self.clean:
                without = self.differs(self.orgsim, seed)
                if without:
                    raise SystemExit("without any fault seed %d disagrees: %s" % (seed, without[0]))
                self.clean.add(seed)
            if said:
                return seed, said[0]
        return None, None


def plant(source, scenarios, name):
    file, old, new = FAULTS[name]
    path = os.path.join(source, file)
    with open(path, encoding="utf-8") as opened:
        text = opened.read()
    if text.count(old) != 1:
        return "ERROR: %s holds \"%s\" %d times" % (file, old, text.count(old))
    try:
        with open(path, "w", encoding="utf-8") as opened:
            opened.write(text.replace(old, new))
        good, said = build(os.path.join(source, "build"))
        if not good:
            return "ERROR: does not build: " + said[-600:]
        seed, difference = scenarios.first_difference(os.path.join(source, "build", "orgsim"))
        return "found by seed %d: %s" % (seed, difference[:150]) if seed else "NOT FOUND"
    finally:
        with open(path, "w", encoding="utf-8") as opened:
            opened.write(text)


def main(root, folder, names):
    source = copy_tree(os.path.abspath(root), os.path.abspath(folder))
    scenarios, bad = Scenarios(os.path.join(os.path.abspath(root), "build", "orgsim"), os.path.join(folder, "scenarios")), 0
    for name in names or FAULTS:
        said = plant(source, scenarios, name)
        bad += not said.startswith("found")
        print("%-36s %s" % (name, said), flush=True)
    build(os.path.join(source, "build"))
    print("%d of %d planted faults found" % (len(names or FAULTS) - bad, len(names or FAULTS)))
    return 1 if bad else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--in" in arguments:
        at = arguments.index("--in")
        place = arguments[at + 1]
        del arguments[at:at + 2]
        os.makedirs(place, exist_ok=True)
        sys.exit(main(arguments[0], place, arguments[1:]))
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(arguments[0], temporary, arguments[1:]))
