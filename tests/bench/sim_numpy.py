# SPDX-License-Identifier: MIT
"""The job of sim.c as an analyst who knows numpy writes it: one array for each column with numpy's own types, whole-array
expressions, boolean masks. No loop over people or posts."""

import sys

import numpy as np

from sim_job import (EMPLOYED, FEMALE, HEAD, KEY, LEFT, MALE, NONE, RATE, STAFF, SURPLUS, UNIT_SIZE, age_of_retirement,
                     chance, chance32, real, spread)


class Organisation:
    def __init__(self, n):
        n_units, n_posts = n // UNIT_SIZE, n + n // 20
        p, self.row = np.arange(n_posts), np.arange(n)
        self.n_units = n_units + 1
        self.unit_open = np.ones(self.n_units, bool)
        self.unit = np.sort(1 + (real(KEY, p, 1) * n_units).astype(int))
        self.rank = np.where(np.r_[True, self.unit[1:] != self.unit[:-1]], HEAD, STAFF)
        draws = chance(KEY, p, 4)
        held = draws >= np.sort(draws)[n_posts - n]
        self.holder = np.full(n_posts, NONE)
        self.holder[held] = self.row
        self.closed = np.zeros(n_posts, int)  # month; 0: open
        self.fte = np.ones(n_posts)
        self.post = np.flatnonzero(held)
        woman = real(KEY, self.row, 3) < 0.55
        self.sex = np.where(woman, FEMALE, MALE)
        self.born = np.where(woman, 1966 * 12, 1961 * 12) + (real(KEY, self.row, 2) * 408).astype(int)
        self.state = np.full(n, EMPLOYED)
        self.since = np.zeros(n, int)

    def copy(self):
        other = object.__new__(Organisation)
        for name, value in vars(self).items():
            changed = name in ("holder", "closed", "post", "state", "since")
            setattr(other, name, value.copy() if changed else value)
        return other


def leave(o, goes, when):
    o.holder[o.post[goes]] = NONE
    o.post[goes] = NONE
    o.state[goes] = LEFT
    o.since[goes] = when[goes]
    return np.count_nonzero(goes)


def go(o, year, key):
    """Retire in the month in which the age is reached (who reached it before this year: in January), resign with probability
    RATE in a month that is equally likely; who has both takes the first, and of two in one month retires."""
    age = np.where(o.sex == MALE, age_of_retirement(year, MALE), age_of_retirement(year, FEMALE))
    retires = np.maximum(o.born + age, year * 12)
    draw = chance32(key, o.row) / 4294967296.0
    resigns = year * 12 + (draw / RATE * 12).astype(int)
    due, drawn = (retires <= year * 12 + 11) & (o.state != LEFT), (draw < RATE) & (o.state != LEFT)
    first = drawn & ~(due & (retires <= resigns))
    return leave(o, due & ~first, retires), leave(o, first, resigns)


def cut(o, quota, now):
    """Close vacant posts, shared out over units by size, the first of each unit."""
    is_open = o.closed == 0
    size = np.bincount(o.unit[is_open], minlength=o.n_units)
    vacant = np.flatnonzero(is_open & (o.holder == NONE) & (o.rank != HEAD))
    if len(vacant) < quota:
        sys.exit("sim_numpy.py: the vacant posts do not cover the cut; choose other rates")
    vacant = vacant[np.argsort(o.unit[vacant], kind="stable")]
    unit = o.unit[vacant]
    limit = np.bincount(unit, minlength=o.n_units)
    share = spread(size, limit, quota)
    place = np.arange(len(vacant)) - (np.cumsum(limit) - limit)[unit]  # of a vacant post in its unit
    o.closed[vacant[place < share[unit]]] = now


def measure(o):
    is_open = o.closed == 0
    posts, filled = o.fte[is_open].sum(), o.fte[is_open & (o.holder != NONE)].sum()
    return (np.count_nonzero(o.unit_open), posts, posts - filled, np.count_nonzero(o.state != LEFT),
            np.count_nonzero(o.state == SURPLUS))
