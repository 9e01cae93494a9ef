# SPDX-License-Identifier: MIT
"""The job of sim.c in numpy tuned by hand for this machine: the narrowest types, hashes in place, gathers only of those who
go, months looked up for leavers alone, and posts taken to stand in the order of their units."""

import sys

import numpy as np

from sim_job import (EMPLOYED, FEMALE, HEAD, KEY, LEFT, MALE, MASK, NONE, RATE, STAFF, SURPLUS, U64, UNIT_SIZE,
                     age_of_retirement, chance_one, real, spread)


def chance(key, row, draw):
    """org_chance() of plugin.h in place; row: uint64."""
    x = row * U64(0x9E3779B97F4A7C15)
    x += U64((key + draw * 0xD1B54A32D192ED03) & MASK)
    x ^= x >> U64(30)
    x *= U64(0xBF58476D1CE4E5B9)
    x ^= x >> U64(27)
    x *= U64(0x94D049BB133111EB)
    x ^= x >> U64(31)
    return x


def chance32(key, stream):
    """org_chance32() of plugin.h in place; stream: uint32."""
    k, u = chance_one(key, 1, 0), np.uint32
    x = stream * u(0x9E3779B1)
    x ^= u(k & 0xFFFFFFFF)
    x ^= x >> u(16)
    x *= u(0x21F0AAAD)
    x += u(k >> 32)
    x ^= x >> u(15)
    x *= u(0x735A2D97)
    x ^= x >> u(15)
    return x


class Organisation:
    def __init__(self, n):
        n_units, n_posts = n // UNIT_SIZE, n + n // 20
        p, h = np.arange(n_posts), np.arange(n)
        self.n_units = n_units + 1
        self.unit_open = np.ones(self.n_units, bool)
        self.unit = np.sort(1 + (real(KEY, p, 1) * n_units).astype(np.int32)).astype(np.int32)
        first = np.r_[True, self.unit[1:] != self.unit[:-1]]
        self.rank = np.where(first, HEAD, STAFF).astype(np.uint8)
        draws = chance(KEY, p.astype(U64), 4)
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
        self.row = h.astype(np.uint32)

    def copy(self):
        other = object.__new__(Organisation)
        for name, value in vars(self).items():
            changed = name in ("holder", "closed", "post", "state", "since")
            setattr(other, name, value.copy() if changed else value)
        return other


def leave(o, people, when):
    o.holder[o.post[people]] = NONE
    o.post[people] = NONE
    o.state[people] = LEFT
    o.since[people] = when


def retiring(o, year):
    """Born up to these months is due by each month of the year; people due before it leave in January."""
    limits = {}
    for sex in (FEMALE, MALE):
        limits[sex] = year * 12 + np.arange(12) - age_of_retirement(year, sex)
    limit = np.where(o.sex == MALE, limits[MALE][-1], limits[FEMALE][-1])
    people = np.flatnonzero((o.born <= limit) & (o.state != LEFT))
    born, male = o.born[people], o.sex[people] == MALE
    return people, np.where(male, np.searchsorted(limits[MALE], born), np.searchsorted(limits[FEMALE], born))


def resigning(o, key):
    whole = int(RATE * 4294967296.0)
    edges = np.array([whole * m // 12 for m in range(1, 13)], np.uint32)
    draws = chance32(key, o.row)
    people = np.flatnonzero((draws < edges[-1]) & (o.state != LEFT))
    return people, np.searchsorted(edges, draws[people], side="right")


def go(o, year, key):
    """Who has both takes the first, and of two in one month retires."""
    due, retires = retiring(o, year)
    drawn, resigns = resigning(o, key)
    _, a, b = np.intersect1d(due, drawn, assume_unique=True, return_indices=True)
    earlier = resigns[b] < retires[a]
    stays, goes = np.ones(len(due), bool), np.ones(len(drawn), bool)
    stays[a[earlier]] = False
    goes[b[~earlier]] = False
    leave(o, due[stays], year * 12 + retires[stays])
    leave(o, drawn[goes], year * 12 + resigns[goes])
    return np.count_nonzero(stays), np.count_nonzero(goes)


def cut(o, quota, now):
    """Close vacant posts, shared out over units by size, the first of each unit."""
    mask = o.closed == 0
    size = np.bincount(o.unit[mask], minlength=o.n_units)
    vacant = np.flatnonzero(mask & (o.holder == NONE) & (o.rank != HEAD))
    if len(vacant) < quota:
        sys.exit("sim_tuned.py: the vacant posts do not cover the cut; choose other rates")
    unit = o.unit[vacant]
    limit = np.bincount(unit, minlength=o.n_units)
    share = spread(size, limit, quota)
    place = np.arange(len(vacant)) - (np.cumsum(limit) - limit)[unit]  # of a vacant post in its unit
    o.closed[vacant[place < share[unit]]] = now


def measure(o):
    is_open = o.closed == 0
    fte = np.where(is_open, o.fte, 0)
    posts = fte.sum(dtype=np.int64)
    filled = fte[o.holder != NONE].sum(dtype=np.int64)
    return (np.count_nonzero(o.unit_open), posts / 1000, (posts - filled) / 1000, np.count_nonzero(o.state != LEFT),
            np.count_nonzero(o.state == SURPLUS))
