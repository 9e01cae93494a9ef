# SPDX-License-Identifier: MIT
"""What both numpy peers of sim.c share: constants, the draws of plugin.h, the keys of chance, how a cut is shared out over
units, and the checksums. What the peers do to people and posts each year is their own: sim_numpy.py, sim_tuned.py."""

import math

import numpy as np

U64 = np.uint64
MASK = (1 << 64) - 1
EMPLOYED, SURPLUS, LEFT = 1, 2, 3
FEMALE, MALE = 1, 2
HEAD, STAFF = 1, 3
NONE = -1
KEY = 20210317
UNIT_SIZE = 60
RATE, CUT = 0.02, 0.025
MONTHLY_CUT, RECRUITED, CEILING, MIN_STAFF, CAP = 0.03, 0.8, 0.98, 30, 3  # the monthly job
NAMES = ("units.units", "posts.posts", "posts.vacant", "people.people", "people.surplus", "retirement.retired",
         "resignation.resigned", "headcount-cut.closed-held")


def chance(key, row, draw):
    """org_chance() of plugin.h over an array of rows; key: one, or one a row."""
    key = key if isinstance(key, np.ndarray) else U64(key & MASK)
    x = key + row.astype(U64) * U64(0x9E3779B97F4A7C15) + U64(draw * 0xD1B54A32D192ED03 & MASK)
    x = (x ^ (x >> U64(30))) * U64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> U64(27))) * U64(0x94D049BB133111EB)
    return x ^ (x >> U64(31))


def real(key, row, draw):
    """org_chance_real() over an array of rows."""
    return (chance(key, row, draw) >> U64(11)) / 9007199254740992.0


def chance32(key, stream):
    """org_chance32() over an array of streams."""
    k, u = chance_one(key, 1, 0), np.uint32
    x = (stream.astype(u) * u(0x9E3779B1)) ^ u(k & 0xFFFFFFFF)
    x = (x ^ (x >> u(16))) * u(0x21F0AAAD) + u(k >> 32)
    x = (x ^ (x >> u(15))) * u(0x735A2D97)
    return x ^ (x >> u(15))


def chance_one(key, row, draw):
    x = (key + row * 0x9E3779B97F4A7C15 + draw * 0xD1B54A32D192ED03) & MASK
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & MASK
    return x ^ (x >> 31)


def absorb(key, text):
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = (h ^ byte) * 0x100000001B3 & MASK
    return chance_one(key, h, len(text))


def item_key(seed, replication, plugin, feature, ordinal, year):
    """The key of an item's draws in a year (engine/host/chance.c)."""
    key = chance_one(seed, replication, 1)
    key = absorb(absorb(key, plugin), feature)
    return chance_one(chance_one(key, ordinal, 2), year, 3)


def age_of_retirement(year, sex):
    """Months, Labour Code 2019 Art. 169."""
    if sex == MALE:
        return min(720 + 3 * max(year - 2020, 0), 744)
    return min(660 + 4 * max(year - 2020, 0), 720)


def spread(weight, limit, k):
    """k posts shared out over units in proportion to weight, at most limit each; largest remainders."""
    share = np.zeros(len(weight), np.int64)
    if k >= limit.sum():
        return limit.copy()
    while True:
        free = share < limit
        total = int(weight[free].sum())
        if total == 0 or k == 0:
            return share
        capped = free & (k * weight >= limit * total)
        if not capped.any():
            break
        share[capped] = limit[capped]
        k -= int(limit[capped].sum())
    units = np.flatnonzero(free)
    part, remainder = np.divmod(k * weight[units], total)
    share[units] += part
    rest = k - int(part.sum())
    below = share[units] < limit[units]
    units, remainder = units[below], remainder[below]
    share[units[np.argsort(-remainder, kind="stable")[:rest]]] += 1
    return share


def ceil_posts(posts):
    return math.ceil(posts - 1e-6)


def quota_of(o):
    """Posts to cut each year: a share of those at the start."""
    return ceil_posts(CUT * np.count_nonzero(o.closed == 0))


def simulate(job, o, years, seed=0, replication=0):
    """Ten yearly steps by a peer's own go() (who retires, who resigns), cut() and measure()."""
    series = {name: [] for name in NAMES}
    quota = quota_of(o)
    for year in range(2021, 2021 + years):
        retired, resigned = job.go(o, year, item_key(seed, replication, "resignation", "resignation", 0, year))
        series["retirement.retired"].append(float(retired))
        series["resignation.resigned"].append(float(resigned))
        job.cut(o, quota, year * 12 + 11)
        series["headcount-cut.closed-held"].append(0.0)
        for name, value in zip(NAMES, job.measure(o)):
            series[name].append(float(value))
    return series


def checksums(o):
    """Each leaver with the month, each closed post with its month: equal sums, equal persons and posts."""
    def total(months, rows, draw):
        x = rows.astype(U64) * U64(0x9E3779B97F4A7C15) + months.astype(U64)
        x += U64(draw * 0xD1B54A32D192ED03 & MASK)
        x = (x ^ (x >> U64(30))) * U64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> U64(27))) * U64(0x94D049BB133111EB)
        return "%016x" % int((x ^ (x >> U64(31))).sum(dtype=U64))
    left, closed = np.flatnonzero(o.state == LEFT), np.flatnonzero(o.closed)
    return {"leavers": total(o.since[left], left, 0), "closed": total(o.closed[closed], closed, 1)}
