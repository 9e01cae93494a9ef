# SPDX-License-Identifier: MIT
"""headcount-cut: how much, which posts, and what becomes of their holders."""

import math
from fractions import Fraction

from chance import chance
from live import Live, choose
from org import Failure
from processes import key, retires_in
from reading import amount

SPARED = {"heads": ("head",), "leaders": ("head", "deputy"), "none": ()}


def weigh(run, posts):
    return sum(run.org.posts[post].fte for post in posts)


def whole(number, rounding):
    slack = 1e-9 * (1 + abs(number))
    if rounding == "up":
        return max(0, math.ceil(number - slack))
    if rounding == "nearest": # a tie closes nothing
        return max(0, math.ceil(number - 0.5 - slack))
    return max(0, math.floor(number + slack))


def quota(run, values):
    by, relative = amount(values["by"])
    if relative:
        if values["of"] != "start":
            raise Failure("a baseline other than start is not covered")
        start = Live(run.start, run.scenario.first - 1)
        by *= sum(run.start.posts[row].fte for row in start.rows("posts", values["where"]))
    posts = whole(by, values["rounding"])
    if "down_to" in values["given"]:
        room = weigh(run, choose(run, "posts", values["where"])) - int(values["down_to"])
        posts = max(0, min(posts, room))
    return posts


# ---- spreading a number of posts over units

def largest_remainders(weights, limits, number):
    """In proportion to weights, whole, within limits; units that reach their limit first, then Hamilton's method."""
    shares = dict.fromkeys(weights, 0)
    while number:
        open_units = [u for u in weights if shares[u] < limits[u]]
        total = sum(weights[u] for u in open_units)
        if not total:
            return shares
        full = [u for u in open_units if Fraction(number * weights[u], total) >= limits[u]]
        if not full:
            break
        for unit in full:
            shares[unit] = limits[unit]
            number -= limits[unit]
    if not number:
        return shares
    exact = {u: Fraction(number * weights[u], total) for u in open_units}
    for unit in open_units:
        shares[unit] += math.floor(exact[unit])
    rest = number - sum(math.floor(exact[u]) for u in open_units)
    by_remainder = sorted((math.floor(exact[u]) - exact[u], u) for u in open_units if shares[u] < limits[u])
    for _, unit in by_remainder[:rest]:
        shares[unit] += 1
    return shares


def from_largest(weights, limits, number):
    """One by one from the unit that then has the most posts; of equals the last, so that the first end higher by one less."""
    shares = dict.fromkeys(weights, 0)
    for _ in range(number):
        able = [u for u in weights if shares[u] < limits[u]]
        if able:
            unit = max(able, key=lambda u: (weights[u] - shares[u], -u))
            shares[unit] += 1
    return shares


def spread(values, weights, limits, number):
    if number >= sum(limits.values()):
        return dict(limits)
    return (from_largest if values["spread"] == "largest-first" else largest_remainders)(weights, limits, number)


# ---- who goes

def precedence(run, item, values, post):
    """Smaller goes first; whoever lacks the date comes last; of equals the first row."""
    holder = run.org.posts[post].holder
    if holder is None:
        return (0, 0, 0, post)
    person, order = run.org.people[holder], values["order"]
    never = math.inf
    if order == "retirement-near":
        at = never if person.born is None else max(0, retires_in(person.born, person.sex == "F") - run.now)
        return (1, at, 0, post)
    hired = person.hired
    if order == "junior-first":
        return (1, never if hired is None else -hired, 0, post)
    if order == "seniority":
        return (1, never if hired is None else hired, 0, post)
    if order == "rating":
        return (1, person.rating or 6, never if hired is None else -hired, post)
    return (1, chance(key(run, item, run.now // 12), person.stream, 0) >> 33, 0, post)


class Cut:
    def __init__(self, run, item, left):
        values = run.scenario.params(item)
        self.run, self.item, self.values, self.left, self.ended = run, item, values, left, []
        self.set = choose(run, "posts", values["where"])
        units = run.org.units
        self.weights = {u.row: 0 for u in units}
        for post in self.set:
            self.weights[run.org.posts[post].unit] += 1
        self.room = {u.row: max(0, sum(p.fte for p in run.org.open_posts(u.row)) - int(values["floor"])) for u in units}

    def pool(self, held):
        spared = SPARED[self.values["spare"]]
        posts = self.run.org.posts
        return [p for p in self.set if posts[p].rank not in spared and (posts[p].holder is not None) in held]

    def end(self, pool, only_vacant=False):
        """Close posts of the pool until the quota is met; all of one weight in what is covered."""
        posts = self.run.org.posts
        weight = posts[pool[0]].fte if pool else 1
        number = int(self.left / weight + 1e-9)
        by_unit = {unit: [p for p in pool if posts[p].unit == unit] for unit in self.weights}
        limits = {unit: min(len(by_unit[unit]), int(self.room[unit] / weight + 1e-9)) for unit in self.weights}
        shares = spread(self.values, self.weights, limits, number)
        for unit, share in shares.items():
            for post in sorted(by_unit[unit], key=lambda p: precedence(self.run, self.item, self.values, p))[:share]:
                if only_vacant and posts[post].holder is not None:
                    continue
                self.ended.append(post)
                self.left -= posts[post].fte
                self.room[unit] -= posts[post].fte


def place(run, holders, vacancies):
    """Each, by the row of the closed post, in the first like vacancy: in the same unit, else under the same parent (units in
    their order), else anywhere. Gives those who find none."""
    org, rest, free = run.org, [], list(vacancies)
    placed = []
    for person, old in holders:
        def distance(post, old=old):
            mine, its = org.posts[old].unit, org.posts[post].unit
            near = 0 if its == mine else 1 if org.units[its].parent == org.units[mine].parent else 2
            parent = org.units[its].parent
            return (near, math.inf if parent is None else parent, its, post)
        like = [p for p in free if (org.posts[p].category, org.posts[p].rank) ==
                (org.posts[old].category, org.posts[old].rank)]
        if not like:
            rest.append(person)
            continue
        best = min(like, key=distance)
        free.remove(best)
        placed.append((person, best))
    for person, post in placed:
        org.place(person, post)
    return placed, rest


def headcount_cut(run, item, window):
    values, org = run.scenario.params(item), run.org
    due = run.now >= window.last
    cut = Cut(run, item, quota(run, values) if run.now == window.first else window.carried)
    if values["spread"] == "by-unit":
        cut.end(cut.pool((False, True)), only_vacant=not due)
        if due:
            while cut.left > 0:
                before = len(cut.ended)
                cut.end([p for p in cut.pool((False, True)) if p not in cut.ended])
                if len(cut.ended) == before:
                    break
    else:
        cut.end(cut.pool((False,)))
        if due and cut.left > 0:
            cut.end(cut.pool((True,)))
    holders = [(org.posts[p].holder, p) for p in sorted(cut.ended) if org.posts[p].holder is not None]
    org.close_posts(cut.ended)
    surplus = [(person, post) for person, post in holders if org.people[person].state == "surplus"]
    placed, rest = [], [person for person, _ in surplus]
    if values["surplus"] in ("place", "place-only"):
        vacancies = [p for p in cut.set if p not in cut.ended and org.posts[p].holder is None]
        placed, rest = place(run, surplus, vacancies)
    if rest and values["surplus"] not in ("place-only", "keep"):
        raise Failure("leaving under a scheme is not covered")
    for series, number in (("closed-vacant", len(cut.ended) - len(holders)), ("closed-held", len(holders)),
                           ("placed", len(placed)), ("retired-early", 0), ("left", 0), ("surplus", len(rest)),
                           ("severance", 0)):
        run.count(item, series, number)
    return cut.left
