# SPDX-License-Identifier: MIT
"""The monthly job of sim.c as an analyst who knows numpy writes it: as in sim_numpy.py, month by month. A cut of the posts paid by
the state is spread over the year, vacant posts are filled again, two rules are looked after, figures are taken each month."""

import sys

import numpy as np

import sim_numpy
from sim_job import (CAP, CEILING, EMPLOYED, FEMALE, HEAD, LEFT, MALE, MIN_STAFF, MONTHLY_CUT, NONE, RATE, RECRUITED, U64, age_of_retirement,
                     ceil_posts, chance, chance32, item_key, real, spread)

DEPUTIES, OWN_REVENUE = 3, 5
FEATURE = "recruitment"
ORIGIN = ~(item_key(0, 0, FEATURE, FEATURE, 0, 0) >> 32) & 0xFFFFFFFF
NEVER = 1 << 30
MEASURED = ("units.units", "posts.posts", "posts.vacant", "people.people", "people.surplus", "retirement.retired",
            "resignation.resigned", "recruitment.hired")
NAMES = MEASURED + ("headcount-cut.closed-vacant", "headcount-cut.closed-held")


class Organisation(sim_numpy.Organisation):
    def __init__(self, n):
        super().__init__(n)
        p = np.arange(len(self.unit))
        self.state_paid = p % OWN_REVENUE != OWN_REVENUE - 1
        place = p - np.searchsorted(self.unit, self.unit)  # in the unit
        self.deputy = (place >= 1) & (place <= DEPUTIES)
        self.vacant_since = np.zeros(len(p), int)
        self.stream = self.row
        self.goes_in, self.retires = np.full(n, NEVER), np.zeros(n, bool)

    def copy(self):
        other = object.__new__(type(self))
        for name, value in vars(self).items():
            setattr(other, name, value.copy() if isinstance(value, np.ndarray) else value)
        return other


def foresee(o, people, year, key, after):
    """When each of these goes in what is left of the year, and whether by retirement."""
    age = np.where(o.sex[people] == MALE, age_of_retirement(year, MALE), age_of_retirement(year, FEMALE))
    retires = np.maximum(o.born[people] + age, year * 12)
    draw, whole = chance32(key, o.stream[people]), int(RATE * 4294967296.0)
    edges = np.array([whole * m // 12 for m in range(1, 13)])
    resigns = year * 12 + np.searchsorted(edges, draw, side="right")
    retires = np.where(retires <= year * 12 + 11, retires, NEVER)
    resigns = np.where((draw < whole) & (resigns > after), resigns, NEVER)
    o.goes_in[people] = np.minimum(retires, resigns)
    o.retires[people] = retires <= resigns


def leave(o, now):
    goes = (o.goes_in == now) & (o.state != LEFT)
    posts = o.post[goes]
    o.holder[posts] = NONE
    o.vacant_since[posts] = now
    o.post[goes] = NONE
    o.state[goes] = LEFT
    o.since[goes] = now
    retired = np.count_nonzero(goes & o.retires)
    return retired, np.count_nonzero(goes) - retired


def cut(o, left, now):
    """Close vacant posts of the state, as far as there are any; shared out over units by size when not all go. How many."""
    is_open = (o.closed == 0) & o.state_paid
    vacant = np.flatnonzero(is_open & (o.holder == NONE) & (o.rank != HEAD))
    if len(vacant) > left:
        unit = o.unit[vacant]
        limit = np.bincount(unit, minlength=o.n_units)
        share = spread(np.bincount(o.unit[is_open], minlength=o.n_units), limit, left)
        place = np.arange(len(vacant)) - (np.cumsum(limit) - limit)[unit]
        vacant = vacant[place < share[unit]]
    o.closed[vacant] = now
    return len(vacant)


def recruit(o, year, now, key):
    """Each post has one draw a year, which says in which month it is filled if it is vacant then. Up to a ceiling."""
    whole, month = int(RECRUITED * 4294967296.0), now - year * 12
    vacant = np.flatnonzero((o.closed == 0) & (o.holder == NONE) & (o.vacant_since < now))
    draw = chance32(key, vacant)
    drawn = (draw >= whole * month // 12) & (draw < whole * (month + 1) // 12)
    vacant, draw = vacant[drawn], draw[drawn]
    is_open = o.closed == 0
    room = CEILING * np.count_nonzero(is_open) + 1e-9 - np.count_nonzero(is_open & (o.holder != NONE))
    if len(vacant) > max(room, 0):
        vacant = np.sort(vacant[np.argsort(draw, kind="stable")[:max(int(room), 0)]])
    n = len(vacant)
    people = np.arange(len(o.state), len(o.state) + n)
    stream = chance(vacant.astype(U64) | U64(ORIGIN << 32), np.full(n, now), 0) >> U64(32)
    added = {"born": now - (12 * 23 + (real(key, vacant, 1) * 120).astype(int)),
             "sex": np.where(real(key, vacant, 2) < 0.5, FEMALE, MALE), "state": np.full(n, EMPLOYED), "post": vacant,
             "since": np.full(n, now), "stream": np.where(stream == 0, 1, stream).astype(int),
             "goes_in": np.full(n, NEVER), "retires": np.zeros(n, bool)}
    for name, values in added.items():
        setattr(o, name, np.concatenate((getattr(o, name), values)))
    o.holder[vacant] = people
    return people


def judge(o, few, many):
    """Note units with too few posts, and units with too many deputies."""
    is_open = o.closed == 0
    staff = np.bincount(o.unit[is_open], weights=o.fte[is_open], minlength=o.n_units)
    staff[0] = staff.sum()  # the root has all others under it
    deputies = np.bincount(o.unit[is_open & o.deputy & (o.holder != NONE)], minlength=o.n_units)
    few |= staff < MIN_STAFF
    many |= deputies > CAP


def simulate(o, years, seed=0):
    series = {name: [] for name in NAMES}
    few, many = np.zeros(o.n_units, bool), np.zeros(o.n_units, bool)
    judge(o, few, many)
    quota, left = ceil_posts(MONTHLY_CUT * np.count_nonzero(o.state_paid)), 0
    for year in range(2021, 2021 + years):
        resigning = item_key(seed, 0, "resignation", "resignation", 0, year)
        hiring = item_key(seed, 0, FEATURE, FEATURE, 0, year)
        foresee(o, np.flatnonzero(o.state != LEFT), year, resigning, year * 12 - 1)
        for now in range(year * 12, year * 12 + 12):
            retired, resigned = leave(o, now)
            closed = None
            if now == year * 12 and left > 0:  # the last slice of the year before must take all
                closed = cut(o, left, now)
                judge(o, few, many)
                if closed < left:
                    sys.exit("sim_monthly.py: the vacant posts do not cover the cut; choose other rates")
            left = quota if now == year * 12 else left
            if left > 0:
                taken = cut(o, left, now)
                judge(o, few, many)
                left -= taken
                closed = taken + (closed or 0)
            hired = recruit(o, year, now, hiring)
            judge(o, few, many)
            if now < year * 12 + 11:
                foresee(o, hired, year, resigning, now)
            values = sim_numpy.measure(o) + (retired, resigned) + (len(hired),)
            for name, value in zip(MEASURED, values):
                series[name].append(float(value))
            if closed is not None:
                series["headcount-cut.closed-vacant"].append(float(closed))
                series["headcount-cut.closed-held"].append(0.0)
    series["min-staff"], series["deputy-cap"] = int(few.sum()), int(many.sum())
    return series
