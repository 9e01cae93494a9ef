# SPDX-License-Identifier: MIT
"""Random use of the chain of cadres: planning, training, rotation, secondment, appointment."""

import random

from world import spell

ORDERS = ("rating", "seniority", "youngest", "plan-first", "random")


def some(r, body, choices):
    """Of parameters some, each with one of its values."""
    for key, values in choices:
        if r.random() < 0.4:
            body.append("%s: %s" % (key, r.choice(values)))
    return ", ".join(body)


SHARES = (("women", ("15%", "50%", "100%")), ("young", ("10%", "40%")), ("young_age", (30, 50)), ("order", ORDERS))
PEOPLE = ('{where: "rank = \'staff\'"}', '{where: "age < 50"}', '{where: "rank <> \'head\'"}')


def plan_cadres(r, _plan, at):
    return "{at: %s, plan-cadres: {%s}}" % (spell(at), some(r, ["yearly: %d" % r.choice((0, 3, 12, 12))], SHARES + (
        ("eligible", PEOPLE), ("posts", ('{where: "rank = \'head\'"}', '{where: "unit_type = \'room\'"}')), ("within", ("unit", "any")),
        ("per_post", (1, 2)), ("per_person", (1, 2)), ("term", (24,)), ("terms", (1,)), ("retire_men", (60,)))))


def train(r, plan, at):
    rows = []
    for n in range(r.randint(1, 3)):
        opens = "" if n == 0 and r.random() < 0.5 else ", opens: %s" % spell(min(plan.last, at + r.randint(0, 12)))
        rows.append("{id: c%d-%d, topic: %s, places: %d, months: %d%s%s}" % (
            at, n, r.choice(("law", "party-work")), r.choice((2, 8, 40)), r.randint(1, 9), opens, r.choice(("", ", counts_as: basics"))))
    return "{at: %s, train: {%s}}" % (spell(at), some(r, ["classes: [%s]" % ", ".join(rows)], SHARES + (
        ("who", PEOPLE), ("pass", ("50%", "80%")), ("absence", ("40%",)))))


def going(r):
    return ["where: %s" % r.choice(('"1"', '"rank = \'staff\'"', '"rank <> \'staff\'"', '"rank = \'head\'"', '"age < 45"')),
            "number: %s" % r.choice((1, 3, 10, '"20%"', '"100%"'))]


def when(r, at):
    return "at: %s" % spell(at) if r.random() < 0.6 else "every: year"


def rotate(r, _plan, at):
    return "{%s, rotate: {%s}}" % (when(r, at), some(r, going(r) + ["to: {where: %s}" % r.choice(('"1"', '"rank <> \'staff\'"', '"unit_type = \'room\'"')),
                                                                   "term: %d" % r.choice((1, 5, 12, 24))], SHARES + (
        ("age_max", (45, 55)), ("return", ("no",)))))


def second(r, _plan, at):
    return "{%s, second: {%s}}" % (when(r, at), some(r, going(r) + ["to: {where: \"type = '%s'\"}" % r.choice(("room", "department"))],
                                                    SHARES + (("age_max", (45,)), ("term", (1, 3, 6)))))


def appoint(r, plan, at):
    timing = r.choice(("at: %s" % spell(at), "every: quarter", "every: year"))
    body = ["from: %s" % r.choice(("plan", "unit", "anyone")), "terms: %d" % r.choice((0, 1))]
    return "{%s, appoint: {%s}}" % (timing, some(r, body, SHARES + (
        ("needs", ("train.law", '"train.party-work, basics"', "law")), ("min_rating", (2, 3, 4)), ("term", (0, 9, 20)), ("eligible", PEOPLE),
        ("posts", ('{where: "rank = \'head\'"}',)), ("deputy_caps", ("[{cap: 0, upto: 4}, {cap: 1, upto: 9}, {cap: 2}]",)))))


def steps(plan):
    """In an order in which one link may follow the other; draws apart from all else."""
    r = random.Random("chain %d" % plan.seed)
    if r.random() < 0.4:
        return []
    out, kinds = [], [kind for kind in (plan_cadres, train, rotate, second, appoint, appoint) if r.random() < 0.6]
    months = sorted(r.randint(plan.first, plan.last) for _ in kinds)
    for kind, at in zip(kinds, months):
        out.append("  - " + kind(r, plan, at))
    if rotate in kinds and r.random() < 0.5:  # most are away, so that those who are appointed stay
        out.append("  - {at: %s, rotate: {where: \"rank <> 'head'\", to: {where: \"1\"}, number: \"100%%\", term: %d}}" % (
            spell(plan.first + r.randint(0, 6)), r.choice((10, 20))))
        out.append("  - {every: quarter, appoint: {from: anyone, order: random}}")
    if out and r.random() < 0.3:
        for unit in plan.units:
            unit["no_refill"] = r.choice(("", "", "yes", "1"))
    return out
