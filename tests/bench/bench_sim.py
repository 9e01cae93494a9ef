# SPDX-License-Identifier: MIT
"""sim: the built kernel beside its numpy peers, with equal counts. scale: how its time grows with the organisation."""

import json
import math
import subprocess
import sys
import time

import sim_job
import sim_numpy
import sim_tuned

PEERS = (("numpy", sim_numpy), ("numpy, hand-tuned", sim_tuned))
LARGE = 10  # times the people


def engine(options, people, reps):
    command = [options.build + "/tests/bench/sim", "--plugins", options.build + "/plugins", "--people", str(people),
               "--years", str(options.years), "--reps", str(reps)] + ["--acts"] * options.acts
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def peer(job, options):
    """The best CPU time of a peer in ns per person-year, and its counts. Making the organisation is not counted."""
    start, best = job.Organisation(options.people), math.inf
    for _ in range(options.reps):
        o = start.copy()
        began = time.process_time()
        counts = sim_job.simulate(job, o, options.years)
        best = min(best, time.process_time() - began)
    counts.update(sim_job.checksums(o))
    return best * 1e9 / options.people / options.years, counts


def sim(options):
    # Other work on the machine comes and goes: before and after the peers, and the best counts.
    ours = engine(options, options.people, options.reps)
    rows, equal = [], True
    results = [(name, *peer(job, options)) for name, job in PEERS]
    value = min(ours["ns"], engine(options, options.people, options.reps)["ns"])
    for name, peer_value, counts in results:
        for key, count in counts.items():
            if ours.get(key) != count:
                print("sim: %s: %s in orgsim, %s in %s" % (key, ours.get(key), count, name), file=sys.stderr)
                equal = False
        rows.append({"name": "sim", "value": round(value, 3), "unit": "ns per person-year", "peer": name,
                     "peer_value": round(peer_value, 3), "ratio": round(peer_value / value, 2)})
    return rows, equal


def scale(options):
    small = engine(options, options.people, options.reps)["ns"]
    large = engine(options, options.people * LARGE, max(options.reps // 3, 1))["ns"]
    exponent = 1 + math.log(large / small) / math.log(LARGE)
    note = "exponent of time by people, {:,} to {:,}".format(options.people, options.people * LARGE)
    return [{"name": "scale", "value": round(exponent, 3), "unit": note, "peer": None, "peer_value": None, "ratio": None},
            {"name": "scale", "value": round(large, 3), "unit": "ns per person-year at {:,}".format(options.people * LARGE),
             "peer": None, "peer_value": None, "ratio": None}], True
