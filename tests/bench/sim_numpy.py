#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The job of sim.c in vectorised numpy, run beside it: the same organisation, the same draws, the same rules.

Prints nanoseconds of CPU time a person-year for both, their ratio, and whether all counts are equal, down to the
checksums over every leaver and every closed post. Exit status 1 when a count differs."""

import argparse
import json
import subprocess
import sys
import time

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


def chance(key, row, draw):
    """org_chance() of plugin.h over an array of rows."""
    x = row.astype(U64) * U64(0x9E3779B97F4A7C15)
    x += U64((key + draw * 0xD1B54A32D192ED03) & MASK)
    x ^= x >> U64(30)
    x *= U64(0xBF58476D1CE4E5B9)
    x ^= x >> U64(27)
    x *= U64(0x94D049BB133111EB)
    x ^= x >> U64(31)
    return x


def real(key, row, draw):
    return (chance(key, row, draw) >> U64(11)).astype(np.float64) * (1.0 / 9007199254740992.0)


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


class Organisation:
    def __init__(self, n):
        n_units, n_posts = n // UNIT_SIZE, n + n // 20
        p, h = np.arange(n_posts), np.arange(n)
        self.n_units = n_units + 1
        self.unit_open = np.ones(self.n_units, bool)
        self.unit = np.sort(1 + (real(KEY, p, 1) * n_units).astype(np.int32)).astype(np.int32)
        first = np.r_[True, self.unit[1:] != self.unit[:-1]]
        self.rank = np.where(first, HEAD, STAFF).astype(np.uint8)
        draws = chance(KEY, p, 4)
        held = draws >= np.sort(draws)[n_posts - n]
        self.holder = np.full(n_posts, NONE, np.int32)
        self.holder[held] = h
        self.closed = np.zeros(n_posts, np.int32)  # 0: open
        self.fte = np.full(n_posts, 1000, np.int32)
        self.post = np.flatnonzero(held).astype(np.int32)
        woman = real(KEY, h, 3) < 0.55
        self.sex = np.where(woman, FEMALE, MALE).astype(np.uint8)
        self.born = (np.where(woman, 1966 * 12, 1961 * 12) + (real(KEY, h, 2) * 408).astype(np.int32)).astype(np.int32)
        self.state = np.full(n, EMPLOYED, np.uint8)
        self.since = np.zeros(n, np.int32)
        self.row = h.astype(U64)

    def copy(self):
        other = object.__new__(Organisation)
        for name, value in vars(self).items():
            changed = name in ("holder", "closed", "post", "state", "since")
            setattr(other, name, value.copy() if changed else value)
        return other


def age_of_retirement(year, sex):
    if sex == MALE:
        return min(720 + 3 * max(year - 2020, 0), 744)
    return min(660 + 4 * max(year - 2020, 0), 720)


def leave(o, people, when):
    o.holder[o.post[people]] = NONE
    o.post[people] = NONE
    o.state[people] = LEFT
    o.since[people] = when


def retire(o, year):
    """Born up to these months is due by each month of the year; people due before it leave in January."""
    due = np.zeros(len(o.born), bool)
    limits = {}
    for sex in (FEMALE, MALE):
        limits[sex] = year * 12 + np.arange(12) - age_of_retirement(year, sex)
    limit = np.where(o.sex == MALE, limits[MALE][-1], limits[FEMALE][-1])
    due = (o.born <= limit) & (o.state != LEFT)
    people = np.flatnonzero(due)
    born, male = o.born[people], o.sex[people] == MALE
    month = np.where(male, np.searchsorted(limits[MALE], born), np.searchsorted(limits[FEMALE], born))
    leave(o, people, year * 12 + month)
    return len(people)


def resign(o, year, seed):
    key = item_key(seed, 0, "resignation", "resignation", 0, year)
    whole = int(RATE * 9007199254740992.0)
    edges = np.array([whole * m // 12 << 11 for m in range(1, 13)], U64)
    draws = chance(key, o.row, 0)
    people = np.flatnonzero((draws < edges[-1]) & (o.state != LEFT))
    month = np.searchsorted(edges, draws[people], side="right")
    leave(o, people, year * 12 + month)
    return len(people)


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
    units, remainder = units[share[units] < limit[units]], remainder[share[units] < limit[units]]
    if rest < len(units):
        order = np.lexsort((units, -remainder))
        units = units[order[:rest]]
    share[units] += 1
    return share


def cut(o, quota, now):
    """Close vacant posts, shared out over units by size, the first of each unit."""
    mask = o.closed == 0
    size = np.bincount(o.unit[mask], minlength=o.n_units)
    vacant = np.flatnonzero(mask & (o.holder == NONE) & (o.rank != HEAD))
    if len(vacant) < quota:
        sys.exit("sim_numpy.py: the vacant posts do not cover the cut; choose other rates")
    unit = o.unit[vacant]
    limit = np.bincount(unit, minlength=o.n_units)
    share = spread(size, limit, quota)
    place = np.arange(len(vacant)) - (np.cumsum(limit) - limit)[unit]  # of a vacant post in its unit
    o.closed[vacant[place < share[unit]]] = now


def measure(o, series):
    is_open = o.closed == 0
    fte = np.where(is_open, o.fte, 0)
    posts = fte.sum(dtype=np.int64)
    filled = fte[o.holder != NONE].sum(dtype=np.int64)
    series["units.units"].append(float(np.count_nonzero(o.unit_open)))
    series["posts.posts"].append(float(posts) / 1000)
    series["posts.vacant"].append(float(posts - filled) / 1000)
    series["people.people"].append(float(np.count_nonzero(o.state != LEFT)))
    series["people.surplus"].append(float(np.count_nonzero(o.state == SURPLUS)))


NAMES = ("units.units", "posts.posts", "posts.vacant", "people.people", "people.surplus", "retirement.retired",
         "resignation.resigned", "headcount-cut.closed-held")


def simulate(o, years, seed=0):
    series = {name: [] for name in NAMES}
    quota = int(np.ceil(CUT * np.count_nonzero(o.closed == 0) - 1e-6))
    for year in range(2021, 2021 + years):
        series["retirement.retired"].append(float(retire(o, year)))
        series["resignation.resigned"].append(float(resign(o, year, seed)))
        cut(o, quota, year * 12 + 11)
        series["headcount-cut.closed-held"].append(0.0)
        measure(o, series)
    return series


def checksums(o):
    left, closed = np.flatnonzero(o.state == LEFT), np.flatnonzero(o.closed)
    def total(months, rows, draw):
        values = chance(0, rows, draw)  # only for the shape: the key differs by row
        x = rows.astype(U64) * U64(0x9E3779B97F4A7C15) + months.astype(U64)
        x += U64(draw * 0xD1B54A32D192ED03 & MASK)
        x = (x ^ (x >> U64(30))) * U64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> U64(27))) * U64(0x94D049BB133111EB)
        values[:] = x ^ (x >> U64(31))
        return "%016x" % int(values.sum(dtype=U64))
    return {"leavers": total(o.since[left], left, 0), "closed": total(o.closed[closed], closed, 1)}


def best_of(start, years, reps):
    best = float("inf")
    for _ in range(reps):
        o = start.copy()
        began = time.process_time()
        series = simulate(o, years)
        best = min(best, time.process_time() - began)
    return best, series, o


def differences(ours, theirs):
    return ["%s: %s here, %s in the peer" % (k, ours.get(k), v) for k, v in theirs.items() if ours.get(k) != v]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--engine", required=True, help="the built benchmark program (tests/bench/sim)")
    parser.add_argument("--plugins", required=True, help="the folder of the built plugins")
    parser.add_argument("--people", type=int, default=150000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--reps", type=int, default=10)
    parser.add_argument("--acts", action="store_true", help="record acts, as the first replication of a run does")
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args()
    command = [a.engine, "--plugins", a.plugins, "--people", str(a.people), "--years", str(a.years), "--reps", str(a.reps)]
    ours = json.loads(subprocess.run(command + ["--acts"] * a.acts, check=True, stdout=subprocess.PIPE).stdout)
    seconds, theirs, after = best_of(Organisation(a.people), a.years, a.reps)
    theirs.update(checksums(after))
    wrong = differences(ours, theirs)
    value, peer = ours["ns"], seconds * 1e9 / a.people / a.years
    if a.json:
        print(json.dumps([{"name": "sim", "value": round(value, 3), "unit": "ns per person-year", "peer": "numpy",
                           "peer_value": round(peer, 3), "ratio": round(peer / value, 3), "equal": not wrong}]))
    else:
        print("%d people, %d yearly steps: orgsim %.2f ns per person-year, numpy %.2f, %.1f times; counts %s"
              % (a.people, a.years, value, peer, peer / value, "differ" if wrong else "equal"))
        for name in NAMES:
            print("  %-26s %s" % (name, " ".join("%.0f" % v for v in theirs[name])))
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
