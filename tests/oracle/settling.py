# SPDX-License-Identifier: MIT
"""severance and early-retirement: people leave by a decree without a cut, in the words of their READMEs."""

import math
from fractions import Fraction

from chance import chance
from live import choose
from processes import key
from reading import month_of, share
from schemes import Leaver


def decided(values, window):
    return month_of(values["decided"]) if values["decided"] else window.first


def pay_and_go(run, item, going):
    """(person, reason, amount) each; the sum."""
    for person, reason, amount in going:
        if amount:
            run.ledger.entries.append((run.now, item.id, person, "severance", amount))
        run.org.leave(person, reason)
    return sum(amount for _, _, amount in going)


def severance(run, item, window):
    """Who has waited longest goes first; nobody goes for nothing unless it is said."""
    org, values = run.org, run.scenario.params(item)
    people = choose(run, "people", values["where"]) if values["where"] else \
        [p.row for p in org.people if p.state == "surplus"]
    most, going, spared = int(values["at_most"]), [], 0
    asked = dict(values, surplus="leave" if values["way"] == "leave" else "place")
    for person in sorted(people, key=lambda row: (-1 if org.people[row].since is None else org.people[row].since, row)):
        if most and len(going) == most:
            break
        leaver = Leaver(run, asked, person, org.people[person].post, decided(values, window))
        if org.people[person].post is None:
            leaver.civil = values["without_post"] == "civil-servant"
        reason, amount = leaver.way()
        if values["way"] == "retire-early" and reason != "early-retirement":
            continue
        if values["under_two"] == "spare" and leaver.for_nothing():
            spared += 1
            continue
        going.append((person, reason, amount))
    paid = pay_and_go(run, item, going)
    run.count(item, "retired-early", sum(reason == "early-retirement" for _, reason, _ in going))
    run.count(item, "left", sum(reason != "early-retirement" for _, reason, _ in going))
    run.count(item, "spared", spared)
    run.count(item, "severance", paid)
    return 0


def early_retirement(run, item, window):
    org, values = run.org, run.scenario.params(item)
    asked = dict(values, surplus="place", under_two="retire", years_early=values["years"])
    offers = []
    for person in choose(run, "people", values["where"]):
        leaver = Leaver(run, asked, person, org.people[person].post, decided(values, window))
        if not leaver.m or (not leaver.ways_early() and values["scheme"] != "none"):
            continue
        amount = math.floor(max(leaver.ways_early()) + Fraction(1, 2))
        if amount:
            offers.append((leaver.m, person, amount))
    year, month = divmod(run.now, 12)
    if values["by"] == "chance" or values["order"] == "random":
        draws = {person: chance(key(run, item, year), org.people[person].stream, month) for _, person, _ in offers}
    if values["by"] == "chance":
        accept = [offer for offer in offers if (draws[offer[1]] >> 11) / 2 ** 53 < share(values["take_up"])]
    else:
        accept = offers
    accept = sorted(accept, key=lambda offer: (draws[offer[1]] if values["order"] == "random" else offer[0], offer[1]))
    if values["by"] == "share":
        accept = accept[:max(0, math.ceil(share(values["take_up"]) * len(offers) - 0.5 - 1e-9))]
    if int(values["at_most"]):
        accept = accept[:int(values["at_most"])]
    accept.sort(key=lambda offer: offer[1])
    posts = [org.people[person].post for _, person, _ in accept if org.people[person].post is not None]
    paid = pay_and_go(run, item, [(person, "early-retirement", amount) for _, person, amount in accept])
    closed = posts if values["posts"] == "close" else []
    org.close_posts(closed)
    for series, number in (("offered", len(offers)), ("accepted", len(accept)), ("posts-closed", len(closed)), ("severance", paid)):
        run.count(item, series, number)
    return 0
