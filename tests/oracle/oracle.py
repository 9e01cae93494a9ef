#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random scenarios, run by orgsim and by the oracle: all that happens has to agree.

Usage: oracle.py ORGSIM [N [FIRST-SEED]] [--keep FOLDER] [--all]
"""

import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import Theirs, compare  # noqa: E402  (the folder is not a package)
from reading import Catalogue, Scenario  # noqa: E402
from scenarios import write  # noqa: E402
from simulation import Run  # noqa: E402


def once(orgsim, catalogue, seed, folder):
    """The run of the oracle, and what differs."""
    os.makedirs(folder, exist_ok=True)
    reps = write(seed, folder)
    runs = [Run(Scenario(orgsim, folder, "plan.yaml", catalogue), replication).go() for replication in range(reps)]
    if os.path.exists(os.path.join(folder, "plan.orgdb")):
        os.remove(os.path.join(folder, "plan.orgdb"))
    return runs[0], compare(runs[0], Theirs(orgsim, folder, "plan.yaml", reps), runs)


def note_features(seen, run):
    by_id = {item.id: item for item in run.scenario.items}
    for item, _, status in run.steps:
        seen[by_id[item].feature + ": " + status] = seen.get(by_id[item].feature + ": " + status, 0) + 1
    for finding in run.findings:
        name = "%s: %s" % (finding[5], finding[1])
        seen[name] = seen.get(name, 0) + 1
    for remark in run.remarks:
        seen["remark: " + remark[4]] = seen.get("remark: " + remark[4], 0) + 1
    seen["run " + run.status.split(":")[0]] = seen.get("run " + run.status.split(":")[0], 0) + 1


def rich(run):
    """At least five steps done, by three operators."""
    done = [item for item, _, status in run.steps if status in ("done", "short")]
    by_id = {item.id: item.feature for item in run.scenario.items}
    return len(done) >= 5 and len({by_id[item] for item in done}) >= 3


def main(orgsim, number, first, keep, show_all):
    catalogue, seen, bad, counted = Catalogue(orgsim), {}, 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        seed = first
        while counted < number:
            run, said = once(orgsim, catalogue, seed, os.path.join(keep or temporary, str(seed)))
            counted += rich(run) or bool(said)
            bad += bool(said)
            note_features(seen, run)
            for line in said if show_all else said[:12]:
                print("seed %d: %s" % (seed, line))
            seed += 1
    for name in sorted(seen):
        print("%6d  %s" % (seen[name], name))
    print("%d scenarios of at least five steps and three operators among %d; %d disagree" % (counted, seed - first, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    arguments, keep_in, everything = sys.argv[1:], None, "--all" in sys.argv
    if "--all" in arguments:
        arguments.remove("--all")
    if "--keep" in arguments:
        at = arguments.index("--keep")
        keep_in = arguments[at + 1]
        del arguments[at:at + 2]
    sys.exit(main(os.path.abspath(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 20,
                  int(arguments[2]) if len(arguments) > 2 else 1, keep_in, everything))
