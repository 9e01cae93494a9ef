# SPDX-License-Identifier: MIT
"""run: hanoi-2025 as a planner runs it, from the files of the scenario to the stored run, without charts."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

SCENARIO = "scenarios/hanoi-2025/scenario.yaml"
BUDGET = {"wall": 1.0, "memory": 200.0}


def once(program):
    """Seconds of wall time, and the resident megabytes of the largest process (orgsim or its worker)."""
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        began = time.perf_counter()
        child = subprocess.Popen([program, "run", SCENARIO, "--quiet", "--into", os.path.join(folder, "bench.orgdb")],
                                 stdout=nowhere)
        _, status, used = os.wait4(child.pid, 0)
        took = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit("run: %s ended with status %d" % (program, child.returncode))
    return took, used.ru_maxrss / 1024


def run(options):
    results = [once(options.build + "/orgsim") for _ in range(max(options.reps // 2, 1))]
    walls = [wall for wall, _ in results]
    memory = max(megabytes for _, megabytes in results)
    def row(value, unit, budget):
        return {"name": "run", "value": round(value, 3), "unit": unit, "peer": "budget", "peer_value": budget,
                "ratio": round(budget / value, 2)}
    return [row(min(walls), "s wall, best of %d" % len(walls), BUDGET["wall"]),
            row(statistics.median(walls), "s wall, median of %d" % len(walls), BUDGET["wall"]),
            row(memory, "MB in the largest process", BUDGET["memory"])], True
