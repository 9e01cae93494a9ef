# SPDX-License-Identifier: MIT
"""Figures of the months that are stored."""

from fractions import Fraction

import offices
import strict
from live import choose, live_of
from party import attribute, coordination
from schemes import payroll


def posts(run, item, values):
    rows = [run.org.posts[row] for row in choose(run, "posts", values["where"])]

    def told(chosen, unit):
        filled = sum(p.fte for p in chosen if p.holder is not None)
        run.measure(item, "posts", unit, sum(p.fte for p in chosen))
        run.measure(item, "filled", unit, filled)
        run.measure(item, "vacant", unit, sum(p.fte for p in chosen) - filled)

    told(rows, None)
    if values["by_unit"] in ("yes", "true"):
        for unit in run.org.open_units():
            told([p for p in rows if p.unit == unit.row], unit.id)


def people(run, item, values):
    rows = choose(run, "people", values["where"])
    run.measure(item, "people", None, len(rows))
    run.measure(item, "surplus", None, sum(run.org.people[row].state == "surplus" for row in rows))


def units(run, item, values):
    rows = choose(run, "units", values["where"])
    run.measure(item, "units", None, len(rows))
    if values["by_parent"] in ("yes", "true"):
        parents = [run.org.units[row].parent for row in rows]
        for unit in run.org.open_units():
            run.measure(item, "units", unit.id, parents.count(unit.row))


def share(run, item, values):
    """Of one set in another of the same table; posts by their weight."""
    table = next(table for table in ("units", "posts", "people") if table in values["given"])
    part = choose(run, table, values["given"][table])
    whole = choose(run, table, values["given"].get("of_" + table) or "")
    weigh = (lambda row: Fraction(round(run.org.posts[row].fte * 1000), 1000)) if table == "posts" else lambda row: 1
    has = sum(weigh(row) for row in set(part) & set(whole))
    total = sum(weigh(row) for row in whole)
    run.measure(item, "part", None, float(has))
    run.measure(item, "whole", None, float(total))
    if total:
        run.measure(item, "share", None, float(Fraction(has) / Fraction(total)))


def led_by_reports(run, posts_in):
    """By posts of the set; whoever reports to them counts, of the set or not."""
    led = {}
    for post in run.org.open_posts():
        if post.reports_to is not None:
            led[post.reports_to] = led.get(post.reports_to, 0) + 1
    inside = {post.row for post in posts_in}
    return {post: number for post, number in led.items() if post in inside}


def led_by_units(run, units_in):
    """A unit's head leads the other posts of the unit and the heads of the units right under it."""
    led = {}
    for unit in units_in:
        heads = [p.row for p in run.org.open_posts(unit) if p.rank == "head"]
        if heads:
            below = sum(p.rank == "head" for child in run.org.children(unit) for p in run.org.open_posts(child.row))
            led[heads[0]] = len(run.org.open_posts(unit)) - 1 + below
    return {post: number for post, number in led.items() if number}


def span(run, item, values):
    org = run.org
    units_in = choose(run, "units", values["where"])
    posts_in = [p for p in org.open_posts() if p.unit in set(units_in)]
    how = values["from"]
    if how == "auto":
        how = "reports" if any(p.reports_to is not None for p in run.start.posts) else "units"
    led = led_by_reports(run, posts_in) if how == "reports" else led_by_units(run, units_in)
    run.measure(item, "leaders", None, len(led))
    if led:
        run.measure(item, "mean-span", None, sum(led.values()) / len(led))
        run.measure(item, "max-span", None, max(led.values()))
    if run.start.has_second_lines:
        inside = {p.row for p in posts_in}
        run.measure(item, "dotted", None, sum(boss in inside for p in posts_in for boss in p.also_reports_to))
    depth, layers = {}, {}
    for unit in units_in:
        up, depth[unit] = unit, 0
        while up is not None:
            up, depth[unit] = org.units[up].parent, depth[unit] + 1
    for post in posts_in:
        layers[depth[post.unit]] = layers.get(depth[post.unit], 0) + post.fte
    run.measure(item, "layers", None, max(depth.values(), default=0))
    for layer in range(1, max(depth.values(), default=0) + 1):
        run.measure(item, "posts-in-layer-%d" % layer, None, layers.get(layer, 0))


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


def fte(run, item, values):
    posts_in = [run.org.posts[row] for row in choose(run, "posts", values["where"])]
    weight = {}
    for post in posts_in:
        if post.holder is not None:
            weight[post.holder] = weight.get(post.holder, 0) + round(post.fte * 1000)
    busy = [w for w in weight.values() if w]
    run.measure(item, "fte", None, sum(busy) / 1000)
    run.measure(item, "holders", None, len(busy))
    run.measure(item, "part-time", None, sum(w < 1000 for w in busy))
    if busy:
        run.measure(item, "fte-each", None, sum(busy) / 1000 / len(busy))


def waiting(run, item, values):
    units_in = set(choose(run, "units", values["where"]))
    people_in = [p for p in run.org.people if p.state == "surplus" and p.unit in units_in]
    months = [run.now - p.since for p in people_in if p.since is not None]
    run.measure(item, "without-post", None, len(people_in))
    run.measure(item, "waiting-long", None, sum(m > int(values["long"]) for m in months))
    run.measure(item, "longest-wait", None, max(months, default=0))
    if months:
        run.measure(item, "mean-wait", None, sum(months) / len(months))
    if values["by_unit"] in ("yes", "true"):
        for unit in units_in:
            run.measure(item, "without-post", run.org.units[unit].id, sum(p.unit == unit for p in people_in))


def vacancies(run, item, values):
    posts_in = [run.org.posts[row] for row in choose(run, "posts", values["where"])]
    vacant = [p for p in posts_in if p.holder is None]
    run.measure(item, "vacant-posts", None, len(vacant))
    run.measure(item, "vacant-long", None, sum(p.vacant_since is None or run.now - p.vacant_since > int(values["long"]) for p in vacant))
    run.measure(item, "vacant-kept", None, sum(p.kept_for is not None for p in vacant))
    if posts_in:
        run.measure(item, "vacancy-rate", None, len(vacant) / len(posts_in))


def ages(run, item, values):
    people_in = [run.org.people[row] for row in choose(run, "people", values["where"])]
    known = sorted(min(max(run.now - p.born, 0), 1199) for p in people_in if p.born is not None)
    for series, first, last in (("aged-under-30", 0, 30), ("aged-30-39", 30, 40), ("aged-40-49", 40, 50), ("aged-50-59", 50, 60), ("aged-60-up", 60, 100)):
        run.measure(item, series, None, sum(first * 12 <= age < last * 12 for age in known))
    young = sum(age < 12 * int(values["young_under"]) for age in known)
    run.measure(item, "young", None, young)
    run.measure(item, "age-unknown", None, len(people_in) - len(known))
    if known:
        run.measure(item, "mean-age", None, sum(known) / len(known) / 12)
        run.measure(item, "median-age", None, (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 24)
        run.measure(item, "young-share", None, young / len(known))


METRICS = {"posts": posts, "people": people, "units": units, "change-cost": change_cost, "payroll": payroll, "share": share,
           "span-and-layers": span, "attribute": attribute, "coordination": coordination,
           "fte": fte, "surplus": waiting, "vacancies": vacancies, "age-profile": ages, **offices.METRICS, **strict.METRICS}


def measure(run, item):
    if item.feature == "sql":
        run.measure(item, item.id, None, live_of(run).value(item.given))
    else:
        METRICS[item.feature](run, item, run.scenario.params(item))


def measure_all(run):
    for item in run.scenario.items:
        if item.role == "metric":
            measure(run, item)


class Elsewhere:
    """Another organisation, measured as a run is."""

    def __init__(self, run, org, month):
        self.scenario, self.org, self.start, self.now, self.live, self.figures = run.scenario, org, org, month, None, {}

    def measure(self, item, series, unit, value):
        self.figures[(item.id, series, unit)] = value


def measure_on(run, item, name):
    """(item, series, unit) -> figure, of the organisation of a baseline."""
    org, month = run.baseline(name)
    other = Elsewhere(run, org, month)
    measure(other, item)
    return other.figures
