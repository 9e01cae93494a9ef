# SPDX-License-Identifier: MIT
"""What people are due who leave before their age: Decrees 29/2023, 178/2024 and 154/2025 in the words of headcount-cut's README."""

import math
from fractions import Fraction

from processes import retires_in
from reading import month_of

BASE = (("2013-07", 1150000), ("2016-05", 1210000), ("2017-07", 1300000), ("2018-07", 1390000), ("2019-07", 1490000),
        ("2023-07", 1800000), ("2024-07", 2340000), ("2026-07", 2530000))
IN_FORCE = {"decree-29-2023": ("2023-07", "2025-06"), "decree-178-2024": ("2025-01", "2025-08"),
            "decree-154-2025": ("2025-06", "2030-12")}  # the older first
MOST_EARLY = {"decree-29-2023": 60, "decree-178-2024": 120, "decree-154-2025": 60}
SERVED = {"decree-29-2023": 240, "decree-178-2024": 180, "decree-154-2025": 180}


def base_table(values):
    rows = [(month_of(row["month"]), Fraction(row["amount"])) for row in values["base"]] if values["base"] else \
        [(month_of(month), Fraction(amount)) for month, amount in BASE]
    return sorted(rows)


def base_salary(table, month):
    """The last that is in force; before the first the first."""
    return next((amount for start, amount in reversed(table) if start <= month), table[0][1])


def exact(text):
    text = str(text).strip()
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


class Leaver:
    """All that the decrees ask of somebody who would leave the post this month."""

    def __init__(self, run, values, person, post, decided):
        people, posts = run.org.people, run.org.posts
        table, at = base_table(values), run.now
        own = people[person].get("coefficient") if post is None else posts[post].coefficient
        coefficient = Fraction(str(own or values["coefficient"]))
        monthly = coefficient * (1 + exact(values["allowance"])) * (1 if post is None else Fraction(str(posts[post].fte)))
        self.s = monthly * base_salary(table, at)
        self.a = monthly * sum(base_salary(table, month) for month in range(at - 59, at + 1)) / 60
        hired, born = people[person].hired, people[person].born
        self.served = max(0, at - hired) if hired is not None else int(float(values["service"]) * 12)
        self.n = Fraction(self.served // 12) + (0, Fraction(1, 2), 1)[(self.served % 12 > 0) + (self.served % 12 > 6)]
        self.m = None if born is None else \
            max(0, retires_in(born, people[person].sex == "F", values["schedule"] or None) - at)
        self.civil = post is not None and posts[post].category == "civil-servant"
        self.late = at - decided >= 12
        self.narrow, self.under_two = Fraction(values["years_early"]) * 12, values["under_two"]
        self.at, self.scheme, self.may_retire = at, values["scheme"], values["surplus"] != "leave"

    def early(self, decree):
        """Of early retirement by a decree."""
        n, m, s = self.n, self.m, self.s
        long = (n - 20) / 2 if n >= 20 else 0
        if decree == "decree-178-2024":
            months = s * min(m, 60) / (2 if self.late else 1)
            if m < 24:
                return months
            service = (5 + long) * s if n >= 20 else (4 + (n - 15) / 2) * s
            return 5 * s * m / 12 + service + months if m <= 60 else 4 * s * m / 12 + service + months * Fraction(9, 10)
        if m < 24:
            return Fraction(0)
        if decree == "decree-29-2023":
            return self.a * (Fraction(3 * m, 12) + 5 + (n - 20) / 2)
        return s * (Fraction(5 * m, 12) + 5 + long)

    def leaving(self, decree):
        if decree == "decree-29-2023":
            return 3 * self.s + Fraction(3, 2) * self.a * self.n
        if decree == "decree-154-2025":
            return 3 * self.s + Fraction(3, 2) * self.s * self.n
        months = Fraction(2 if self.late else 4, 5) * min(self.served, 60)
        return self.s * (months + Fraction(3, 2) * self.n + (3 if self.civil else 0))

    def in_window(self, most, served):
        if not self.may_retire or self.m is None or self.m > min(most, self.narrow) or self.served < served:
            return False
        return not (self.under_two == "leave" and 1 <= self.m < 24 and self.scheme != "none")

    def decrees(self):
        """That apply: in force, or by assumption."""
        decrees = [self.scheme] if self.scheme != "in-force" else \
            [d for d, (first, last) in IN_FORCE.items() if month_of(first) <= self.at <= month_of(last)]
        return decrees or ["decree-29-2023" if self.at < month_of("2023-07") else "decree-154-2025"]

    def ways_early(self):
        """What early retirement alone gives, by each decree that lets so somebody retire."""
        return [self.early(d) for d in self.decrees() if self.in_window(MOST_EARLY[d], SERVED[d])]

    def way(self):
        """(reason, amount): the highest single sum; of equals early retirement, then the older decree."""
        if self.scheme == "none":
            return ("early-retirement" if self.in_window(math.inf, 240) else "streamlined"), 0
        ways = []
        for decree in self.decrees():
            if self.in_window(MOST_EARLY[decree], SERVED[decree]):
                ways.append((self.early(decree) if self.m else Fraction(0), 1, "early-retirement"))
            else:
                ways.append((self.leaving(decree), 0, "streamlined"))
        amount, _, reason = max(ways, key=lambda way: way[:2])
        return reason, math.floor(amount + Fraction(1, 2))

    def for_nothing(self):
        """Less than two years early, and nothing is due: the law would send them away with empty hands."""
        return self.scheme != "none" and self.m is not None and 1 <= self.m < 24 and self.way() == ("early-retirement", 0)


def paid_post(org, post):
    """Of two posts in one hand the one with the higher coefficient is paid, of equals the first."""
    person = org.people[post.holder]
    if person.second is None:
        return post.row
    one, other = org.posts[person.post], org.posts[person.second]
    return one.row if (one.coefficient or 0) >= (other.coefficient or 0) else other.row


def on_top(org, post):
    """What dual-post promised to who holds this post and another."""
    person = org.people[post.holder]
    held = [] if person.second is None else [org.posts[person.post], org.posts[person.second]]
    return sum((Fraction(str(each["dual-post.allowance"])) for each in held if each.get("dual-post.allowance")), Fraction(0))


def payroll(run, item, values):
    """What the posts of the set cost in this month."""
    from live import choose
    rows = [run.org.posts[row] for row in choose(run, "posts", values["where"])]
    if values["paid"] == "filled":
        rows = [p for p in rows if p.holder is not None]
        rows = [p for p in rows if paid_post(run.org, p) == p.row]
    base, total, unpriced = base_salary(base_table(values), run.now), Fraction(0), 0
    for post in rows:
        coefficient = post.coefficient or float(values["missing"])
        if not coefficient:
            unpriced += post.fte
        total += Fraction(str(coefficient)) * Fraction(str(post.fte))
        if values["paid"] == "filled":
            total += on_top(run.org, post) * Fraction(str(post.fte))
    pay = float(total * base * (1 + exact(values["allowance"])) * (1 + exact(values["contributions"])))
    for series, value in (("payroll", pay), ("payroll-year", 12 * pay), ("base-salary", float(base)), ("unpriced", unpriced)):
        run.measure(item, series, None, value)
