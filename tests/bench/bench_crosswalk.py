# SPDX-License-Identifier: MIT
"""crosswalk: a country of 10,795 units restructured by one table, from the files of the scenario to the stored run."""

import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden"))
import crosswalk  # noqa: E402  (the test makes the country)

BUDGET = 1.5


def once(program, folder, number):
    began = time.perf_counter()
    subprocess.run([program, "run", "scenario.yaml", "--quiet", "--into", "bench-%d.orgdb" % number], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def run(options):
    with tempfile.TemporaryDirectory() as folder:
        crosswalk.make(folder)
        program = os.path.abspath(options.build + "/orgsim")
        walls = [once(program, folder, number) for number in range(max(options.reps // 2, 1))]
    return [{"name": "crosswalk", "value": round(min(walls), 3), "unit": "s wall, best of %d" % len(walls), "peer": "budget",
             "peer_value": BUDGET, "ratio": round(BUDGET / min(walls), 2)}], True
