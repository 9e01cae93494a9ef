# SPDX-License-Identifier: MIT
"""Figures of the months that are stored."""

from live import choose, live_of


def posts(run, item, values):
    rows = [run.org.posts[row] for row in choose(run, "posts", values["where"])]

    def told(chosen, unit):
        filled = sum(p.fte for p in chosen if p.holder is not None)
        run.measure(item, "posts", unit, sum(p.fte for p in chosen))
        run.measure(item, "filled", unit, filled)
        run.measure(item, "vacant", unit, sum(p.fte for p in chosen) - filled)

    told(rows, None)
    if values["by_unit"] in ("yes", "true"):
        for unit in {p.unit: run.org.units[p.unit].id for p in rows}.items():
            told([p for p in rows if p.unit == unit[0]], unit[1])


def people(run, item, values):
    rows = choose(run, "people", values["where"])
    run.measure(item, "people", None, len(rows))
    run.measure(item, "surplus", None, sum(run.org.people[row].state == "surplus" for row in rows))


def units(run, item, values):
    rows = choose(run, "units", values["where"])
    run.measure(item, "units", None, len(rows))


def change_cost(run, item, _values):
    entries, org = run.ledger.entries, run.org
    severance = sum(e[4] for e in entries if e[3] == "severance")
    run.measure(item, "cost", None, sum(e[4] for e in entries))
    run.measure(item, "severance", None, severance)
    run.measure(item, "other", None, sum(e[4] for e in entries if e[1] != item.id and e[2] is None and e[3] != "severance"))
    run.measure(item, "people-paid", None, len({e[2] for e in entries if e[2] is not None}))
    run.measure(item, "posts-moved", None, org.moved)
    run.measure(item, "units-closed", None, sum(org.units[u.row].closed is not None for u in run.start.units))
    run.measure(item, "buildings-given-up", None, len(run.ledger.given_up))


METRICS = {"posts": posts, "people": people, "units": units, "change-cost": change_cost}


def measure_all(run):
    for item in run.scenario.items:
        if item.role != "metric":
            continue
        if item.feature == "sql":
            run.measure(item, item.id, None, live_of(run).value(item.given))
        else:
            METRICS[item.feature](run, item, run.scenario.params(item))
