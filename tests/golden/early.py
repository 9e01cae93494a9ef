#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Early leaving by the law: what each of many people is paid, worked out here from the decrees and not from the program.

Fixed cases first; then random people of every kind in months at the borders of the decrees, each amount, way and part.

Usage: early.py ORGSIM SOURCE-ROOT
"""

import csv
import functools
import json
import os
import random
import shutil
import sys
import tempfile
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)

RETIRES, LEAVES = "early-retirement", "streamlined"


def month(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def text(number):
    return "%04d-%02d" % (number // 12, number % 12 + 1)


# ---- the law: Labour Code 2019 Art. 169, Decree 135/2020 Art. 4; ages as (years, months) by year

MEN = {2020: (60, 0), 2021: (60, 3), 2022: (60, 6), 2023: (60, 9), 2024: (61, 0), 2025: (61, 3), 2026: (61, 6), 2027: (61, 9), 2028: (62, 0)}
WOMEN = {2020: (55, 0), 2021: (55, 4), 2022: (55, 8), 2023: (56, 0), 2024: (56, 4), 2025: (56, 8), 2026: (57, 0), 2027: (57, 4),
         2028: (57, 8), 2029: (58, 0), 2030: (58, 4), 2031: (58, 8), 2032: (59, 0), 2033: (59, 4), 2034: (59, 8), 2035: (60, 0)}
SALARIES = {"2013-07": 1150000, "2016-05": 1210000, "2017-07": 1300000, "2018-07": 1390000, "2019-07": 1490000, "2023-07": 1800000,
            "2024-07": 2340000, "2026-07": 2530000}


@functools.lru_cache(maxsize=None)
def retires_in(born, woman):
    """The first month in which the person is as old as that month's year asks."""
    table = WOMEN if woman else MEN
    at = born + 50 * 12
    while True:
        years, months = table[min(max(at // 12, min(table)), max(table))]
        if at - born >= years * 12 + months:
            return at
        at += 1


def base_salary(at):
    return max((start, amount) for start, amount in ((month(m), a) for m, a in SALARIES.items()) if start <= at)[1]


IN_FORCE = {"29": ("2023-07", "2025-06"), "178": ("2025-01", "2025-08"), "154": ("2025-06", "2030-12")}


class Person:
    """All that a decree asks about somebody who would leave in a month."""

    def __init__(self, row, at, late):
        monthly = Fraction(row["coefficient"]) * Fraction(5, 4)  # with the allowance of 25 %
        self.s = monthly * base_salary(at)
        self.a = monthly * sum(base_salary(m) for m in range(at - 59, at + 1)) / 60
        self.served = at - month(row["hired"]) if row["hired"] else 240
        odd = self.served % 12
        self.n = self.served // 12 + (Fraction(0) if odd == 0 else Fraction(1, 2) if odd <= 6 else Fraction(1))
        self.m = max(0, retires_in(month(row["born"]), row["sex"] == "F") - at) if row["born"] else None
        self.civil = row["category"] == "civil-servant"
        self.late = late

    def early_29(self):
        """Decree 29/2023 Art. 5: 3 A for each early year, 5 A for 20 years, half an A for each further year."""
        return [3 * self.a * self.m / 12, 5 * self.a, self.a / 2 * (self.n - 20)]

    def early_154(self):
        """Decree 154/2025 Art. 6: 5 S for each early year; 5 S from 15 years of service, half an S for each beyond 20."""
        return [5 * self.s * self.m / 12, 5 * self.s] + ([self.s / 2 * (self.n - 20)] if self.n >= 20 else [])

    def early_178(self):
        """Decree 178/2024 Art. 7 with Decree 67/2025: the same by 5 S or 4 S, and one S for each early month, at most 60."""
        lump = self.s * min(self.m, 60) / (2 if self.late else 1)
        if self.m < 24:
            return [lump]
        served = 5 * self.s + self.s / 2 * (self.n - 20) if self.n >= 20 else 4 * self.s + self.s / 2 * (self.n - 15)
        if self.m <= 60:
            return [5 * self.s * self.m / 12, served, lump]
        return [4 * self.s * self.m / 12, served, lump * 9 / 10]

    def way(self, decree, years_early, retire):
        """How the decree lets the person go, and each part of what it gives."""
        most, served = {"29": (60, 240), "178": (120, 180), "154": (60, 180)}[decree]
        if retire and self.m is not None and self.m <= min(most, years_early * 12) and self.served >= served:
            nothing = self.m == 0 or (self.m < 24 and decree != "178")
            return RETIRES, [] if nothing else {"29": self.early_29, "154": self.early_154, "178": self.early_178}[decree]()
        if decree == "178":  # Art. 9 of civil servants, Art. 10 of the others
            months = Fraction(4 if self.late else 8, 10) * self.s * min(self.served, 60)
            return LEAVES, [months, Fraction(3, 2) * self.s * self.n] + ([3 * self.s] if self.civil else [])
        return LEAVES, [3 * self.s, Fraction(3, 2) * (self.a if decree == "29" else self.s) * self.n]

    def ways(self, at, scheme, years_early, retire):
        """The decrees that pay most, and how: one, or several if they pay the same."""
        decrees = [scheme] if scheme else [d for d, (first, last) in IN_FORCE.items() if month(first) <= at <= month(last)]
        decrees = decrees or ["29" if at < month("2023-07") else "154"]
        ways = [(sum(parts), decree, how, parts) for decree in decrees for how, parts in [self.way(decree, years_early, retire)]]
        most = max(way[0] for way in ways)
        return [way for way in ways if way[0] == most]


# ---- what the program says

def outcome(orgsim, folder, name):
    """Of each person why it left and what it was paid."""
    place = name + ".orgdb:run-1"
    call(orgsim, folder, "export", place, "--format", "json", "-o", name + ".json")
    call(orgsim, folder, "export", place, "--format", "csv", "--all", "-o", name)
    with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
        payments = json.load(file)["payments"]
    with open(os.path.join(folder, name, "people.csv"), encoding="utf-8") as file:
        reasons = {row["id"]: row["reason"] for row in csv.DictReader(file)}
    paid = {}
    for one in payments:
        expect("%s: %s is paid once" % (name, one["person"]), one["person"] in paid, False)
        paid[one["person"]] = one["amount"]
    return {who: (reason, paid.get(who, 0)) for who, reason in reasons.items()}


def warnings(orgsim, folder, name):
    found = json.loads(call(orgsim, folder, "show", name + ".orgdb:run-1", "--json"))["findings"]
    return [f["text"] for f in found if f["severity"] == "warning"]


# ---- random people

def write(folder, name, head, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write("\n".join([head] + [",".join(row) for row in rows]) + "\n")


BORDERS = (0, 1, 2, 12, 22, 23, 24, 25, 35, 36, 59, 60, 61, 84, 96, 119, 120, 121, 122)
SERVED = (0, 1, 12, 59, 60, 61, 100, 174, 179, 180, 181, 186, 187, 200, 235, 239, 240, 241, 246, 247, 251, 252, 300, 400)


def born_for(early, at, woman):
    """A month of birth that makes somebody so many months early, if there is one."""
    for born in range(at + early - 745, at + early - 650):
        if retires_in(born, woman) - at == early:
            return born
    return None


def people_of(seed, at):
    """At the borders of every rule and between them."""
    draw = random.Random(seed)
    rows = []
    for i in range(120):
        woman = draw.random() < 0.5
        born = born_for(draw.choice(BORDERS), at, woman) if i % 2 else None
        born = born if born is not None else at - draw.randrange(22 * 12, 63 * 12)
        served = draw.choice(SERVED) if draw.random() < 0.6 else draw.randrange(0, 43 * 12)
        served = min(served, at - born - 18 * 12)
        rows.append({"id": "h%d" % i, "sex": "F" if woman else "M", "born": text(born) if draw.random() < 0.95 else "",
                     "hired": text(at - served) if draw.random() < 0.95 else "", "coefficient": "%.2f" % draw.uniform(1.86, 10),
                     "category": draw.choice(("civil-servant", "public-employee", "contract"))})
    return rows


def organise(folder, rows):
    write(folder, "u.csv", "id,name,type,parent_id", [("r", "R", "city", "")])
    write(folder, "p.csv", "id,unit_id,title,rank,category,funding,coefficient",
          [("x" + r["id"], "r", "S", "staff", r["category"], "state", r["coefficient"]) for r in rows])
    write(folder, "h.csv", "id,sex,born,hired,post_id", [(r["id"], r["sex"], r["born"], r["hired"], "x" + r["id"]) for r in rows])


SCENARIO = """orgsim: 1
title: early
organisation: {units: u.csv, posts: p.csv, people: h.csv}
from: %s
to: %s
steps:
  - {at: %s%s, headcount-cut: {by: %d, spare: none, order: random, surplus: %s, years_early: %g, scheme: %s}}
"""


def run_case(orgsim, folder, case):
    """Everybody goes in one month; with a window in its last, the thirteenth."""
    at, scheme, years_early, surplus, late = case
    rows = people_of(repr(case), month(at))
    organise(folder, rows)
    decided = text(month(at) - 12) if late else at
    name = {"29": "decree-29-2023", "178": "decree-178-2024", "154": "decree-154-2025", None: "in-force"}[scheme]
    with open(os.path.join(folder, "s.yaml"), "w", encoding="utf-8") as file:
        file.write(SCENARIO % (text(month(decided) - 1), text(month(at) + 1), decided, ", over: 12m" if late else "", len(rows),
                               surplus, years_early, name))
    call(orgsim, folder, "run", "s.yaml", "--into", "s.orgdb", "--quiet")
    told = outcome(orgsim, folder, "s")
    expected = {r["id"]: Person(r, month(at), late).ways(month(at), scheme, years_early, surplus == "retire-early") for r in rows}
    for row in rows:
        what, ways, (reason, amount) = "%r: %r" % (case, row), expected[row["id"]], told[row["id"]]
        expect("%s: %d, and not %s" % (what, amount, float(ways[0][0])), abs(amount - ways[0][0]) <= Fraction(5001, 10000), True)
        expect(what + ": way", reason in [way[2] for way in ways], True)
    explained(orgsim, folder, case, rows, expected)
    counted(case, rows, warnings(orgsim, folder, "s"), expected)
    for name in ("s", "s.orgdb", "s.json"):
        path = os.path.join(folder, name)
        (shutil.rmtree if os.path.isdir(path) else os.remove)(path)


def terms_of(story, kind):
    return [fact.get("terms") for event in story["events"] for fact in event["facts"] if fact["kind"] == kind]


def explained(orgsim, folder, case, rows, expected):
    """explain shows of one in twenty: decree, S, n, m, e, each part."""
    at, _, _, _, late = case
    for row in rows[::24]:
        what, person = "%r: explain %r" % (case, row), Person(row, month(at), late)
        story = json.loads(call(orgsim, folder, "explain", "s.orgdb:run-1", row["id"], "--json"))
        total, decree, _, parts = expected[row["id"]][0]
        if total == 0:
            continue
        told = terms_of(story, "paid")
        expect(what + ": explained", len(told) == 1 and told[0] is not None, True)
        if len(expected[row["id"]]) > 1 or len(told) != 1 or not told[0]:
            continue
        terms = dict(told[0])
        expect(what + ": decree", terms.pop("scheme", "-?").split("-")[1], decree)
        early = person.m
        wanted = {"S": person.s, "n": person.n, "m": early, "e": None if early is None else Fraction(early, 12)}
        for name, value in wanted.items():
            found = terms.pop(name, None)
            near = found is None if value is None else abs(found - value) < Fraction(1, 1000)
            expect("%s: %s is %r" % (what, name, found), near, True)
        if decree == "29":
            expect(what + ": A", abs(terms.pop("A", 0) - person.a) < Fraction(1, 1000), True)
        if "months" in terms:
            expect(what + ": months", terms.pop("months"), person.served)
        near = len(terms) == len(parts) and all(abs(t - p) < Fraction(1, 100) for t, p in zip(terms.values(), parts))
        expect("%s: parts %r, and not %r" % (what, terms, [float(p) for p in parts]), near, True)


def counted(case, rows, found, expected):
    """The warnings count whom the law gives nothing, and whom years_early would have let go as retired."""
    at, scheme, years_early, surplus, late = case
    people = [Person(row, month(at), late) for row in rows]
    nothing = {"29": 0, "154": 0}
    for person, row in zip(people, rows):
        ways = expected[row["id"]]
        if ways[0][2] == RETIRES and ways[0][0] == 0 and 0 < person.m < 24:
            nothing[ways[0][1]] += 1
    warned = [t for t in found if "Nothing is due" in t]
    expect("%r: nothing is due" % (case,), sorted(int(t.rstrip(".").rsplit(" ", 1)[1]) for t in warned), sorted(n for n in nothing.values() if n))
    if scheme and surplus == "retire-early":
        most, served = {"29": (60, 240), "178": (120, 180), "154": (60, 180)}[scheme]
        beyond = len([p for p in people if p.m is not None and most < p.m <= years_early * 12 and p.served >= served])
        warned = [t for t in found if "years_early" in t]
        expect("%r: beyond the law" % (case,), [int(t.rstrip(".").rsplit(" ", 1)[1]) for t in warned], [beyond] if beyond else [])


def all_cases():
    """Months at the borders of the decrees, and each decree by itself."""
    for at in ("2022-03", "2023-06", "2023-07", "2024-12", "2025-01", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2030-12", "2031-01"):
        yield at, None, 10, "retire-early", False
    for at in ("2024-12", "2025-06", "2025-07", "2025-09"):
        yield at, None, 4.5, "retire-early", False
        yield at, None, 5, "leave", False
    for scheme in ("29", "178", "154"):
        for at in ("2024-08", "2026-07"):
            yield at, scheme, 10, "retire-early", False
            yield at, scheme, 1.5, "retire-early", False
        yield "2024-08", scheme, 5, "leave", False
    for at in ("2025-03", "2025-07"):
        yield at, None, 10, "retire-early", True
    yield "2025-08", "178", 10, "retire-early", True
    yield "2025-08", "178", 5, "leave", True


# ---- the fixed cases

EARLY = {
    "early-2024": {"a": (LEAVES, 370380000), "b": (LEAVES, 312180000)},
    "early-2026": {"a": (LEAVES, 587925000), "b": (RETIRES, 350025000)},
    "under-two": {"a": (RETIRES, 0)},
}
FINDINGS = {
    "early-2024": ["The law lets people retire at most 5 years early, and `years_early` can only narrow that. People who leave under"
                   " the scheme of leaving instead: 2."],
    "early-2026": ["The law lets people retire at most 5 years early, and `years_early` can only narrow that. People who leave under"
                   " the scheme of leaving instead: 1."],
    "under-two": ["Nothing is due to people who retire less than 2 years early (Decree 154/2025, as one weak source tells it). They were"
                  " chosen last: 1."],
}
B_2026 = ("was paid 350\u2009025\u2009000 (severance: early retirement by Decree 154/2025 Art. 6: scheme = decree-154-2025; S = 11\u2009700\u2009000;"
          " n = 26.5; m = 52; e = 4.33333; 5·S·e = 253\u2009500\u2009000; 5·S = 58\u2009500\u2009000; 0.5·S·(n−20) = 38\u2009025\u2009000)")
B_VI = ("nghỉ hưu trước tuổi theo Điều 6 Nghị định 154/2025: chế độ = decree-154-2025; S = 11.700.000;"
        " n = 26,5; m = 52; e = 4,33333; 5·S·e = 253.500.000; 5·S = 58.500.000; 0,5·S·(n−20) = 38.025.000)")
NOTHING = {"scheme": "decree-154-2025", "m": 13, "e": 13 / 12}


def fixed(orgsim, root, folder):
    source = os.path.join(root, "tests", "golden", "early")
    for file in os.listdir(source):
        shutil.copy(os.path.join(source, file), folder)
    for name, people in EARLY.items():
        call(orgsim, folder, "run", name + ".yaml", "--into", name + ".orgdb", "--quiet")
        expect(name, outcome(orgsim, folder, name), people)
        expect(name + ": findings", warnings(orgsim, folder, name), FINDINGS[name])
    place = "early-2026.orgdb:run-1"
    expect("explain", B_2026 in call(orgsim, folder, "explain", place, "b"), True)
    expect("explain in Vietnamese", B_VI in call(orgsim, folder, "--lang", "vi", "explain", place, "b"), True)
    for mask in ("pay", "born"):  # the months before the age would tell the month of birth
        for who in ("b", "r"):
            story = call(orgsim, folder, "explain", place, who, "--mask", mask, "--json")
            expect("explain %s --mask %s" % (who, mask), [t for t in ("11700000", "4.33", '"m"', "Art. 6") if t in story], [])
    story = json.loads(call(orgsim, folder, "explain", "under-two.orgdb:run-1", "a", "--json"))
    expect("explain of one to whom nothing is due", terms_of(story, "left"), [NOTHING])
    for who in ("a", "r"):
        masked = call(orgsim, folder, "explain", "under-two.orgdb:run-1", who, "--mask", "born", "--json")
        expect("explain %s, births masked" % who, "1.08" in masked, False)


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        fixed(orgsim, root, folder)
        for case in all_cases():
            run_case(orgsim, folder, case)
    sys.exit("\n".join(problems[:20]) if problems else 0)


main()
