#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The shipped scenarios, run by orgsim and by the oracle: all that happens has to agree.

Usage: shipped.py ORGSIM SCENARIOS [NAME…]
"""

import glob
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import Theirs, compare  # noqa: E402  (the folder is not a package)
from reading import Catalogue, Scenario  # noqa: E402
from simulation import Run  # noqa: E402


def plans(scenarios):
    """Files that are a scenario by themselves, not a part that others include."""
    for path in sorted(glob.glob(os.path.join(scenarios, "*", "*.yaml"))):
        with open(path, encoding="utf-8") as file:
            if any(line.startswith("orgsim:") for line in file):
                yield path


def main(orgsim, scenarios, names):
    catalogue, bad = Catalogue(orgsim), 0
    for path in plans(scenarios):
        name = os.path.relpath(path, scenarios)[:-len(".yaml")]
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder, file = os.path.split(os.path.abspath(path))
            run = Run(Scenario(orgsim, folder, file, catalogue)).go()
            said = compare(run, Theirs(orgsim, folder, file, into=os.path.join(temporary, "run.orgdb")))
        bad += bool(said)
        print("%-32s %s" % (name, "%d differ" % len(said) if said else "agrees"), flush=True)
        for line in said[:20]:
            print("    " + line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]))
