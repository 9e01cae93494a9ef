# SPDX-License-Identifier: MIT
"""sim: the built kernel beside its numpy peers, with equal counts. scale: how its time grows with the organisation."""

import json
import math
import subprocess
import sys
import time

import sim_job
import sim_monthly
import sim_numpy
import sim_tuned
import sim_twelve

PEERS = (("numpy", sim_numpy), ("numpy, hand-tuned", sim_tuned))
LARGE = 10  # times the people


def engine(options, people, reps, monthly=False, twelve=False):
    command = [options.build + "/tests/bench/sim", "--plugins", options.build + "/plugins", "--people", str(people),
               "--years", str(options.years), "--reps", str(reps)] + ["--acts"] * options.acts + ["--monthly"] * monthly + ["--twelve"] * twelve
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def peer(job, simulate, options, reps):
    """The best CPU time of a peer in ns per person-year, and its counts. Making the organisation is not counted."""
    start, best = job.Organisation(options.people), math.inf
    for _ in range(reps):
        o = start.copy()
        began = time.process_time()
        counts = simulate(o, options.years)
        best = min(best, time.process_time() - began)
    counts.update(sim_job.checksums(o))
    return best * 1e9 / options.people / options.years, counts


def compare(name, ours, peer_name, counts):
    equal = True
    for key, count in counts.items():
        if ours.get(key) != count:
            print("%s: %s: %s in orgsim, %s in %s" % (name, key, ours.get(key), count, peer_name), file=sys.stderr)
            equal = False
    return equal


def row(name, value, peer_name, peer_value):
    return {"name": name, "value": round(value, 3), "unit": "ns per person-year", "peer": peer_name,
            "peer_value": round(peer_value, 3), "ratio": round(peer_value / value, 2)}


def yearly(options):
    # Other work on the machine comes and goes: before and after the peers, and the best counts.
    ours = engine(options, options.people, options.reps)
    results = [(name, *peer(job, lambda o, years, job=job: sim_job.simulate(job, o, years), options, options.reps))
               for name, job in PEERS]
    value = min(ours["ns"], engine(options, options.people, options.reps)["ns"])
    equal = all([compare("sim, yearly", ours, name, counts) for name, _, counts in results])
    return [row("sim, yearly", value, name, peer_value) for name, peer_value, _ in results], equal


def monthly(options):
    ours = engine(options, options.people, options.reps, True)
    peer_value, counts = peer(sim_monthly, sim_monthly.simulate, options, max(options.reps // 3, 1))
    value = min(ours["ns"], engine(options, options.people, options.reps, True)["ns"])
    return [row("sim, monthly", value, "numpy", peer_value)], compare("sim, monthly", ours, "numpy", counts)


def twelve(options):
    """At most 15 ns, and at least 8 times as fast as numpy."""
    ours = engine(options, options.people, options.reps, twelve=True)
    peer_value, counts = peer(sim_twelve, sim_twelve.simulate, options, max(options.reps // 3, 1))
    value = min(ours["ns"], engine(options, options.people, options.reps, twelve=True)["ns"])
    return [row("sim, twelve processes", value, "numpy", peer_value)], compare("sim, twelve processes", ours, "numpy", counts)


def sim(options):
    months, equal_months = monthly(options)
    years, equal_years = yearly(options)
    dozen, equal_dozen = twelve(options)
    return months + years + dozen, equal_months and equal_years and equal_dozen


def growth(options, job, is_monthly):
    small = engine(options, options.people, options.reps, is_monthly)["ns"]
    large = engine(options, options.people * LARGE, max(options.reps // 3, 1), is_monthly)["ns"]
    exponent = 1 + math.log(large / small) / math.log(LARGE)
    note = "exponent of time by people, {:,} to {:,}, {}".format(options.people, options.people * LARGE, job)
    none = {"peer": None, "peer_value": None, "ratio": None}
    return [{"name": "scale", "value": round(exponent, 3), "unit": note, **none},
            {"name": "scale", "value": round(large, 3),
             "unit": "ns per person-year at {:,}, {}".format(options.people * LARGE, job), **none}]


def scale(options):
    return growth(options, "monthly", True) + growth(options, "yearly", False), True
