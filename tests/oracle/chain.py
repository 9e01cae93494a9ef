# SPDX-License-Identifier: MIT
"""Who comes first, by CADRES.md; plan-cadres and train: by their READMEs."""

import math

from cadres import RANKS, fnv, named, yes  # noqa: F401  (yes is passed on)
from chance import chance_real
from live import choose
from processes import key
from reading import amount, month_of, share

SLOTS = ("plan-cadres.post1", "plan-cadres.post2", "plan-cadres.post3")
KEPT = ("plan-cadres.", "train.", "rotate.", "second.", "appoint.")


def clear(org, person, prefix, columns):
    for column in columns:
        org.put("people", person, prefix + column, None)


def grade(person):
    return min(person.rating or 0, 4)


def is_young(month, person, years):
    return person.born is not None and month - person.born < 12 * years


def planned_posts(person):
    return {person.get(slot) for slot in SLOTS} - {None}


def first(run, item, people, order):
    """Rows of people as `order` says; of equals who was hired first, then by id."""
    chance_key = key(run, item, run.now // 12)
    by = {"rating": lambda p: -grade(p), "seniority": lambda p: 0, "youngest": lambda p: -p.born if p.born is not None else math.inf,
          "plan-first": lambda p: (not planned_posts(p), -grade(p)), "random": lambda p: chance_real(chance_key, p.stream, 0)}[order]
    rows = [run.org.people[row] for row in people]
    return [p.row for p in sorted(rows, key=lambda p: (by(p), math.inf if p.hired is None else p.hired, named(p).encode()))]


class Shares:
    """Least shares among those chosen so far."""

    def __init__(self, run, values):
        self.run, self.org = run, run.org
        self.least = {"woman": share(values["women"]), "young": share(values["young"])}
        self.years = int(values["young_age"])
        self.n, self.has = 0, {"woman": 0, "young": 0}

    def traits(self, row, month=None):
        person = self.org.people[row]
        return {"woman": person.sex == "F", "young": is_young(self.run.now if month is None else month, person, self.years)}

    def count(self, row, month=None):
        """month: when it was, if not now."""
        self.n += 1
        for trait, so in self.traits(row, month).items():
            self.has[trait] += so

    def next(self, rows):
        """While a share is below its minimum somebody who raises it; while both are, who raises both, else the one that lacks more."""
        lacks = {trait: self.least[trait] * (self.n + 1) - self.has[trait] for trait in self.least}
        short = sorted((trait for trait in lacks if lacks[trait] > 1e-9), key=lambda trait: (-lacks[trait], trait == "young"))
        for wanted in ([short] if len(short) > 1 else []) + [[trait] for trait in short]:
            found = next((row for row in rows if all(self.traits(row)[trait] for trait in wanted)), None)
            if found is not None:
                return found
        return rows[0] if rows else None


def depth(org, unit):
    up, n = unit, 0
    while up is not None:
        up, n = org.units[up].parent, n + 1
    return n


def level(org, post):
    """Smaller is higher."""
    return depth(org, org.posts[post].unit), RANKS.get(org.posts[post].rank, 3)


def leading(run, values):
    """The posts that are asked for, else all of heads and deputies."""
    if "posts" in values["given"]:
        return choose(run, "posts", values["given"]["posts"])
    return [post.row for post in run.org.open_posts() if post.rank in ("head", "deputy")]


def holders(run, values, param, all_of=lambda p: p.post is not None):
    rows = choose(run, "people", values["given"][param]) if param in values["given"] else [p.row for p in run.org.people]
    return [row for row in rows if all_of(run.org.people[row])]


def under_penalty(run, person):
    until = person.get("discipline_until")
    return until is not None and until >= run.now


def months_left(run, person, values, months):
    age = int(values["retire_women" if person.sex == "F" else "retire_men"])
    return person.born is None or run.now + months <= person.born + 12 * age


# ---- plan-cadres

class Revision:
    def __init__(self, run, item):
        self.run, self.org, self.item, self.values = run, run.org, item, run.scenario.params(item)
        self.posts = sorted(leading(run, self.values), key=lambda row: (level(self.org, row), self.org.posts[row].id.encode()))
        self.eligible = holders(run, self.values, "eligible")
        self.by_id = {post.id: post.row for post in self.org.posts}
        self.months = int(self.values["term"]) * int(self.values["terms"])
        self.shares = Shares(run, self.values)
        self.order = first(run, item, self.eligible, self.values["order"])  # with the plan as it stood before
        self.of = {}  # post -> candidates
        self.dropped = 0

    def fits(self, row):
        person = self.org.people[row]
        return not under_penalty(self.run, person) and months_left(self.run, person, self.values, self.months)

    def below(self, row, post):
        held = self.org.people[row].post
        return held is not None and self.org.posts[post].holder != row and level(self.org, held) > level(self.org, post)

    def keep(self):
        able = {row for row in self.eligible if self.fits(row)}
        for person in self.org.people:
            for slot in SLOTS:
                if person.get(slot) is None:
                    continue
                post = self.by_id[person[slot]]
                if person.row in able and post in self.posts and self.near(person.row, post) and self.below(person.row, post):
                    self.of.setdefault(post, []).append(person.row)
                    self.shares.count(person.row)
                else:
                    self.org.put("people", person.row, slot, None)
                    self.dropped += 1

    def near(self, row, post):
        unit, own = self.org.posts[post].unit, self.org.people[row].unit
        if self.values["within"] == "any":
            return True
        return own == unit or (self.values["within"] == "branch" and own in self.org.below(unit))

    def fill(self):
        order = [row for row in self.order if self.fits(row)]
        for post in self.posts:
            has = self.of.setdefault(post, [])
            may = [row for row in order if self.near(row, post) and self.below(row, post) and row not in has and
                   sum(self.org.people[row].get(slot) is not None for slot in SLOTS) < int(self.values["per_person"])]
            while len(has) < int(self.values["per_post"]) and may:
                row = self.shares.next(may)
                may.remove(row)
                has.append(row)
                self.shares.count(row)
                free = next(slot for slot in SLOTS if self.org.people[row].get(slot) is None)
                self.org.put("people", row, free, self.org.posts[post].id)

    def tell(self):
        covered = sum(bool(self.of.get(post)) for post in self.posts)
        candidates = {person.row for person in self.org.people if planned_posts(person)}
        for series, number in (("posts-planned", len(self.posts)), ("posts-covered", covered), ("candidacies", self.shares.n),
                               ("candidates", len(candidates)), ("women-planned", self.shares.has["woman"]),
                               ("young-planned", self.shares.has["young"])):
            self.run.measure(self.item, series, None, number)
        self.run.count(self.item, "plan-dropped", self.dropped)
        if covered < len(self.posts):
            self.run.remark(self.item, "note", None, "plan: no candidate", len(self.posts) - covered, len(self.posts))


def plan_cadres(run, item, _window):
    revision = Revision(run, item)
    revision.keep()
    revision.fill()
    revision.tell()
    yearly = int(revision.values["yearly"])
    if yearly:
        run.wake(item, run.now + 1 + (yearly - 1 - (run.now + 1)) % 12)
    return 0


# ---- train

def class_rows(values, due):
    for row in values["classes"]:
        yield {"id": row["id"], "topic": row["topic"], "places": int(row["places"]), "counts_as": row.get("counts_as") or None,
               "opens": month_of(row["opens"]) if row.get("opens") else due, "months": int(row.get("months") or 1)}


def end_classes(run, item, values, classes):
    org, told = run.org, dict.fromkeys(("class-passed", "not-passed", "dropped-out"), 0)
    rows = {row["id"]: row for row in classes}
    for person in org.people:
        at = person.get("train.class")
        if at not in rows or person["train.until"] >= run.now:
            continue
        own = rows[at]
        if person.state == "left":
            told["dropped-out"] += 1
        elif chance_real(key(run, item, run.now // 12), person.stream, fnv(at)) < share(values["pass"]):
            told["class-passed"] += 1
            for topic in [own["topic"]] + ([own["counts_as"]] if own["counts_as"] else []):
                org.put("people", person.row, "train." + topic, float(run.now))
        else:
            told["not-passed"] += 1
        clear(org, person.row, "train.", ("class", "until", "absence"))
    return told


def open_class(run, item, values, one):
    org, shares = run.org, Shares(run, values)
    may = [row for row in holders(run, values, "who") if org.people[row].get("train.class") is None and
           org.people[row].get("train." + one["topic"]) is None]
    may = first(run, item, may, values["order"])
    while shares.n < one["places"] and may:
        row = shares.next(may)
        may.remove(row)
        shares.count(row)
        org.put("people", row, "train.class", one["id"])
        org.put("people", row, "train.until", float(one["opens"] + one["months"] - 1))
        org.put("people", row, "train.absence", share(values["absence"]))
    return shares.n


def train(run, item, window):
    values = run.scenario.params(item)
    classes = list(class_rows(values, window.first))
    told = end_classes(run, item, values, classes)
    told.update({"enrolled": 0, "places-empty": 0})
    for one in classes:
        if one["opens"] == run.now:
            sit = open_class(run, item, values, one)
            told["enrolled"] += sit
            told["places-empty"] += one["places"] - sit
    if told["places-empty"]:
        run.remark(item, "note", None, "classes: places empty", told["places-empty"])
    for series, number in told.items():
        run.count(item, series, number)
    for one in classes:
        for month in (one["opens"], one["opens"] + one["months"]):
            if month > run.now:
                run.wake(item, month)
    return 0


def wanted_of(text, n):
    number, relative = amount(text)
    return math.floor(number * n + 1e-9) if relative else int(number)


OPERATORS = {"plan-cadres": plan_cadres, "train": train}
