# SPDX-License-Identifier: MIT
"""The job of twelve processes as an analyst who knows numpy writes it: sim_numpy.py with eleven resignations instead of one, each with
a rate and draws of its own."""

import numpy as np

from sim_job import LEFT, MALE, FEMALE, NAMES, RATE, age_of_retirement, chance32, item_key, quota_of
from sim_numpy import Organisation, cut, leave, measure  # noqa: F401  (the organisation is this job's, too)

RATES = [RATE] + [0.001 * (i + 1) for i in range(10)]
RESIGNED = ["resignation.resigned"] + ["resignation-%d.resigned" % (i + 1) for i in range(10)]


def go(o, year, keys):
    """Who has several takes the first; of those in one month retirement, then the process that comes first. People by process."""
    age = np.where(o.sex == MALE, age_of_retirement(year, MALE), age_of_retirement(year, FEMALE))
    there = o.state != LEFT
    retires = np.maximum(o.born + age, year * 12)
    when = np.where(there & (retires <= year * 12 + 11), retires, year * 12 + 12)
    which = np.full(len(o.row), 0)
    for number, (rate, key) in enumerate(zip(RATES, keys), 1):
        draw = chance32(key, o.row) / 4294967296.0
        month = year * 12 + (draw / rate * 12).astype(int)
        first = there & (draw < rate) & (month < when)
        when[first], which[first] = month[first], number
    goes = when < year * 12 + 12
    leave(o, goes, when)
    return np.bincount(which[goes], minlength=len(RATES) + 1)


def simulate(o, years, seed=0, replication=0):
    series = {name: [] for name in (*NAMES, *RESIGNED)}
    quota = quota_of(o)
    for year in range(2021, 2021 + years):
        keys = [item_key(seed, replication, "resignation", "resignation", n, year) for n in range(len(RATES))]
        retired, *resigned = go(o, year, keys)
        series["retirement.retired"].append(float(retired))
        for name, number in zip(RESIGNED, resigned):
            series[name].append(float(number))
        cut(o, quota, year * 12 + 11)
        series["headcount-cut.closed-held"].append(0.0)
        for name, value in zip(NAMES, measure(o)):
            series[name].append(float(value))
    return series
