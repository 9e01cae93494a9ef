# SPDX-License-Identifier: MIT
"""One-off costs: the ledger, and what change-cost pays into it at the end of each month."""

from reading import share


class Ledger:
    def __init__(self):
        self.entries = []  # (month, item, person row or None, series, amount)
        self.moved, self.closed, self.given_up = 0, set(), set()


def buildings(org, units):
    return {unit["building"] for unit in units if unit.get("building") is not None and unit.row < len(org.units)}


def settle(run):
    org, ledger = run.org, run.ledger
    moved = org.moved - ledger.moved
    closed = {u.row for u in run.start.units if org.units[u.row].closed is not None} - ledger.closed
    given_up = buildings(run.start, run.start.units) - buildings(org, org.open_units()) - ledger.given_up
    for item in run.scenario.items:
        if item.feature != "change-cost":
            continue
        values = run.scenario.params(item)
        moving = moved * int(share(values["per_moved_post"]))
        closing = len(closed) * int(share(values["per_closed_unit"])) + len(given_up) * int(share(values["per_building"]))
        for series, amount in (("moving", moving), ("closing", closing)):
            if amount:
                ledger.entries.append((run.now, item.id, None, series, amount))
            run.count(item, series, amount)
    ledger.moved = org.moved
    ledger.closed |= closed
    ledger.given_up |= given_up
