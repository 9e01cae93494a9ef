# SPDX-License-Identifier: MIT
"""headcount-cut: how much, which posts, and what becomes of their holders. Weights in thousandths of a post, exactly."""

import math
from fractions import Fraction

from chance import chance
from live import Live, choose
from org import Failure
from processes import key, retires_in
from reading import exact_amount
from schemes import Leaver

SPARED = {"heads": ("head",), "leaders": ("head", "deputy"), "none": ()}
FULL = 1000
HAIR = Fraction(1, 10 ** 9)


def weight(post):
    return round(post.fte * FULL)


def weigh(run, rows):
    return sum(weight(run.org.posts[row]) for row in rows)


def quota(run, values):
    """In thousandths of a post, exactly."""
    by, relative = exact_amount(values["by"])
    if not relative:
        return by * FULL
    org, month = run.baseline(values["of"])
    if org is None:
        raise Failure("no organisation called %s" % values["of"])
    base = Live(org, month).rows("posts", where_of(values))
    return by * sum(weight(org.posts[row]) for row in base)


def where_of(values):
    return values["where"]["where"] if isinstance(values["where"], dict) else values["where"]


# ---- spreading an amount over units, in quanta

def in_proportion(weights, limits, number):
    """Whole, within limits; a unit whose share reaches its limit gives that and drops out, then largest remainders."""
    shares = dict.fromkeys(weights, 0)
    open_units = [u for u in weights if weights[u] and limits[u]]
    while number:
        total = sum(weights[u] for u in open_units)
        if not total:
            return shares
        full = [u for u in open_units if Fraction(number * weights[u], total) >= limits[u]]
        if not full:
            break
        for unit in full:
            shares[unit] = limits[unit]
        number -= sum(limits[u] for u in full)
        open_units = [u for u in open_units if u not in full]
    if not number:
        return shares
    exact = {u: Fraction(number * weights[u], total) for u in open_units}
    for unit in open_units:
        shares[unit] = math.floor(exact[unit])
    rest = number - sum(shares[u] for u in open_units)
    for unit in sorted(open_units, key=lambda u: (shares[u] - exact[u], u))[:rest]:
        shares[unit] += 1
    return shares


def from_largest(levels, limits, number, quantum):
    """One by one from the unit that then has the most; of equals the last, so that the first end higher by one less."""
    shares = dict.fromkeys(levels, 0)
    for _ in range(number):
        able = [u for u in levels if shares[u] < limits[u]]
        if able:
            shares[max(able, key=lambda u: (levels[u] - shares[u] * quantum, -u))] += 1
    return shares


# ---- who goes

def precedence(run, item, values, post):
    """Smaller goes first; whoever lacks the date comes last; of equals the first row."""
    holder = run.org.posts[post].holder
    if holder is None:
        return (0, 0, 0, post)
    person, order = run.org.people[holder], values["order"]
    never = math.inf
    if order == "retirement-near":
        at = never if person.born is None else \
            max(0, retires_in(person.born, person.sex == "F", values["schedule"] or None) - run.now)
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
    def __init__(self, run, item, window, left):
        values = run.scenario.params(item)
        self.run, self.item, self.values, self.left, self.ended = run, item, values, left, []
        self.set = choose(run, "posts", values["where"])
        posts = run.org.posts
        self.weights = {u.row: 0 for u in run.org.units}
        for post in self.set:
            self.weights[posts[post].unit] += weight(posts[post])
        every = dict.fromkeys(self.weights, 0)
        for post in run.org.open_posts():
            every[post.unit] += weight(post)
        self.room = {u: max(0, every[u] - int(values["floor"]) * FULL) for u in every}
        self.least = int(values["down_to"]) * FULL if "down_to" in values["given"] else None
        if self.least is not None:
            self.left = max(0, min(self.left, sum(self.weights.values()) - self.least))
        self.full = quota(run, values)
        if self.least is not None:
            self.full = self.left
        self.down_to_left = None if self.least is None else max(0, sum(self.weights.values()) - self.least)
        self.last, self.never = set(), set()
        if values["surplus"] in ("place", "retire-early") and values["under_two"] != "leave" and values["scheme"] != "none":
            for post in self.set:
                holder = posts[post].holder
                if holder is not None and Leaver(run, values, holder, post, window.first).for_nothing():
                    (self.never if values["under_two"] == "spare" else self.last).add(post)

    def pool(self, held):
        spared = SPARED[self.values["spare"]]
        posts = self.run.org.posts
        return [p for p in self.set if posts[p].rank not in spared and (posts[p].holder is not None) in held and
                posts[p].kept_for is None and
                p not in self.never and p not in self.ended]

    def check_births(self):
        """An order by age needs that somebody's is known."""
        held, org = self.pool((True,)), self.run.org
        if self.values["order"] == "retirement-near" and held and \
                all(org.people[org.posts[p].holder].born is None for p in held):
            raise Failure("no holder has a date of birth")

    def before(self, post):
        return (post in self.last, precedence(self.run, self.item, self.values, post))

    # ---- whether one more post may close

    def fits(self, post):
        """That what is missing lets it go; the floor and `down_to` apart."""
        return self.weight_fits(weight(self.run.org.posts[post]))

    def weight_fits(self, has):
        left = self.left
        hair = HAIR * (FULL + abs(left))
        if left <= hair:
            return False
        if self.values["rounding"] == "down":
            return has <= left + hair
        if self.values["rounding"] == "nearest":
            return abs(left - has) < left - hair
        return has <= FULL or has <= left + hair

    def kept(self, post):
        has, unit = weight(self.run.org.posts[post]), self.run.org.posts[post].unit
        return has > self.room[unit] or (self.down_to_left is not None and has > self.down_to_left)

    def close(self, post):
        cells = self.run.org.posts[post]
        self.ended.append(post)
        self.left -= weight(cells)
        self.room[cells.unit] -= weight(cells)
        if self.down_to_left is not None:
            self.down_to_left -= weight(cells)

    # ---- one pool

    def shares(self, by_unit, quantum):
        """In thousandths: what each unit of the pool is to give."""
        hair = HAIR * (FULL + abs(self.left))
        number = Fraction(self.left, quantum)
        slack = hair / quantum
        if self.values["rounding"] == "up" and quantum <= FULL:
            number = math.ceil(number - slack)
        elif self.values["rounding"] != "nearest":
            number = math.floor(number + slack)
        else:
            number = math.ceil(number - Fraction(1, 2) - slack)
        posts = self.run.org.posts
        limits = {u: min(sum(weight(posts[p]) for p in by_unit[u]), self.room[u]) // quantum for u in by_unit}
        number = max(0, number)
        if number >= sum(limits.values()):
            shares = limits
        elif self.values["spread"] == "largest-first":
            levels = dict(self.weights)
            for post in self.ended:
                levels[posts[post].unit] -= weight(posts[post])
            shares = from_largest({u: levels[u] for u in by_unit}, limits, number, quantum)
        else:
            shares = in_proportion({u: self.weights[u] for u in by_unit}, limits, number)
        return {u: shares[u] * quantum for u in by_unit}

    def end(self, pool, only_vacant=False):
        """Close posts of the pool: each unit its share; what is still missing one post a unit, by what the shares lack."""
        posts = self.run.org.posts
        if not pool or self.left <= 0:
            return
        by_unit = {}
        for post in sorted(pool, key=lambda p: (posts[p].unit, self.before(p))):
            by_unit.setdefault(posts[post].unit, []).append(post)
        shares = self.shares(by_unit, math.gcd(*[weight(posts[p]) for p in pool]))
        for unit, own in by_unit.items():
            for post in list(own):
                if self.kept(post) or not self.fits(post):
                    continue
                if weight(posts[post]) > shares[unit]:
                    break
                own.remove(post)
                shares[unit] -= weight(posts[post])
                self.close(post)
        again, order = True, sorted(by_unit, key=lambda u: (-shares[u], u))
        while again and self.left > 0:
            again = False
            for unit in order:
                post = next((p for p in by_unit[unit] if self.fits(p) and not self.kept(p)), None)
                if post is not None:
                    by_unit[unit].remove(post)
                    shares[unit] -= weight(posts[post])
                    self.close(post)
                    again = True
        for post in [p for p in self.ended if only_vacant and posts[p].holder is not None]:
            self.ended.remove(post)  # its turn comes when the rest falls due
            self.left += weight(posts[post])
            if self.down_to_left is not None:
                self.down_to_left += weight(posts[post])

    def only_rounding(self):
        """Less than a full post is left, and nothing but the rounding or `down_to` keeps it: of what may be closed nothing fits, though a
        post of at most one is there; or what the floor keeps would not fit either; or none is left and a full post would not fit."""
        posts, most = self.run.org.posts, self.down_to_left
        if not ((most is not None and most < FULL) or (self.values["rounding"] != "up" and self.left < FULL)):
            return False
        stay = [p for p in self.set if p not in self.ended]
        spared = SPARED[self.values["spare"]]
        free = [p for p in stay if posts[p].rank not in spared and p not in self.last and p not in self.never and
                not (posts[p].holder is None and posts[p].kept_for is not None)]
        floored = [p for p in free if weight(posts[p]) > self.room[posts[p].unit]]
        others = [p for p in free if p not in floored]
        if any(self.fits(p) and not self.kept(p) for p in others):
            return False
        if any(weight(posts[p]) <= FULL for p in others):
            return True
        return not any(self.fits(p) for p in floored) if floored else not stay and not self.weight_fits(FULL)

    def whole(self, amount):
        """An amount is told as the thousandth of a post that its rounding makes of it, since no sum of posts lies between."""
        if abs(amount - round(amount)) <= HAIR * (1 + abs(amount)):
            return round(amount)
        how = self.values["rounding"]
        return amount if how == "nearest" else math.ceil(amount) if how == "up" else math.floor(amount)

    def tell_short(self, due, held, left):
        """Why not all is closed, when the time of the cut or of the run is over; and whom `spare` did not protect."""
        run, item, posts = self.run, self.item, self.run.org.posts
        if held and SPARED[self.values["spare"]] and not any(posts[p].rank for p in self.set):
            run.remark(item, "warning", None, "no ranks", held)
        if left <= 0 or not (due or run.now == run.scenario.last):
            return
        quota = self.whole(self.full)
        closed = quota - self.whole(left)
        if not due:
            run.remark(item, "warning", None, "short: the run ends", closed / FULL, quota / FULL)
            return
        stay = [p for p in self.set if p not in self.ended and weight(posts[p])]
        spared = [p for p in stay if posts[p].rank in SPARED[self.values["spare"]] or p in self.last or p in self.never]
        kept = [p for p in stay if p not in spared and posts[p].holder is None and posts[p].kept_for is not None]
        floored = [p for p in stay if p not in spared + kept and weight(posts[p]) > self.room[posts[p].unit]]
        heavy = [p for p in stay if p not in spared + kept + floored and not self.fits(p)]
        said = {"spared": spared, "floor": floored, "heavy": heavy}
        whole = [name for name, some in said.items() if stay and len(some) == len(stay)]
        units = {posts[p].unit for p in self.set}
        numbers = (closed / FULL, quota / FULL)
        if not weigh(run, self.set):
            run.remark(item, "warning", None, "short: none at all", *numbers)
        elif not stay:
            run.remark(item, "warning", run.unit_id(min(units)) if len(units) == 1 else None, "short: none left", *numbers,
                       weigh(run, self.set) / FULL)
        elif whole:
            run.remark(item, "warning", None, "short: " + whole[0], *numbers, weigh(run, stay) / FULL)
        else:
            run.remark(item, "warning", None, "short: several reasons", *numbers,
                       *(weigh(run, some) / FULL for some in (stay, spared, floored, kept, heavy)))

    def missing(self):
        """What is left to do."""
        left = max(Fraction(0), Fraction(self.left))
        return Fraction(0) if left <= HAIR * (FULL + left) or self.only_rounding() else left


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
            rest.append((person, old))
            continue
        best = min(like, key=distance)
        free.remove(best)
        placed.append((person, best))
    for person, post in placed:
        org.place(person, post)
    return placed, rest


def let_go(run, item, values, window, rest):
    """Those who find no place retire early, or leave, and are paid."""
    told = {"retired-early": 0, "left": 0, "severance": 0}
    for person, post in rest:
        reason, amount = Leaver(run, values, person, post, window.first).way()
        told["retired-early" if reason == "early-retirement" else "left"] += 1
        told["severance"] += amount
        run.org.leave(person, reason)
        if amount:
            run.ledger.entries.append((run.now, item.id, person, "severance", amount))
    return told


def headcount_cut(run, item, window):
    values, org = run.scenario.params(item), run.org
    due = run.now >= window.last
    cut = Cut(run, item, window, quota(run, values) if run.now == window.first else window.carried)
    if values["spread"] == "by-unit":
        if cut.left > 0:
            cut.check_births()
        cut.end(cut.pool((False, True)), only_vacant=not due)
    else:
        cut.end(cut.pool((False,)))
        if due and cut.left > 0:
            cut.check_births()
            cut.end([p for p in cut.pool((True,)) if p not in cut.last])
            cut.end(cut.pool((True,)))
    holders = [(org.posts[p].holder, p) for p in sorted(cut.ended) if org.posts[p].holder is not None]
    vacant = sum(org.posts[p].fte for p in cut.ended if org.posts[p].holder is None)
    held = sum(org.posts[p].fte for _, p in holders)
    org.close_posts(cut.ended)
    # Who loses both of two posts is let go once, of the first.
    rest = [(person, post) for person, post in {person: (person, post) for person, post in reversed(holders)}.values()
            if org.people[person].state == "surplus"]
    rest.sort(key=lambda holder: holder[1])
    placed = []
    if values["surplus"] in ("place", "place-only"):
        may = choose(run, "posts", values["place_in"]) if "place_in" in values["given"] else cut.set
        vacancies = [p for p in may if p not in cut.ended and org.posts[p].holder is None and org.posts[p].kept_for is None]
        placed, rest = place(run, rest, vacancies)
    told = {"closed-vacant": vacant, "closed-held": held, "placed": len(placed), "retired-early": 0, "left": 0,
            "surplus": len(rest), "severance": 0}
    if values["surplus"] not in ("place-only", "keep"):
        told.update(surplus=0, **let_go(run, item, values, window, rest))
    for series, number in told.items():
        run.count(item, series, number)
    left = cut.missing()
    cut.tell_short(due, held, left)
    return left
