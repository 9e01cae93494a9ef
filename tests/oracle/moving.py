# SPDX-License-Identifier: MIT
"""transfer, add-posts, autonomy."""

import math

from ending import chosen_units
from live import choose, open_unit
from org import Failure
from reading import amount


def hired(org, post):
    holder = org.posts[post].holder
    return org.people[holder].hired if holder is not None else None


def transfer_order(org, order, posts):
    def never_last(post, sign):
        month = hired(org, post)
        return (month is None, sign * (month or 0))

    keys = {"as-listed": lambda p: p, "vacant-first": lambda p: (org.posts[p].holder is not None, p),
            "held-first": lambda p: (org.posts[p].holder is None, p),
            "junior-first": lambda p: (*never_last(p, -1), p), "seniority": lambda p: (*never_last(p, 1), p)}
    return sorted(posts, key=keys[order])


def redirect(org, post, left, head):
    """Who reported to somebody left behind reports to the head of the new unit."""
    boss = org.posts[post].reports_to
    if boss is None or org.posts[boss].unit != left or post == head:
        return
    org.put("posts", post, "reports_to", None if org.reaches(post, head) else head)


def transfer(run, item, _window):
    values, org = run.scenario.params(item), run.org
    to = open_unit(org, values["to"])
    units = choose(run, "units", values["units"]) if values["given"].get("units") else []
    units = [unit for unit in units if org.units[unit].parent != to]
    for unit in units:
        if to in org.below(unit):
            raise Failure("a unit cannot move below itself")
        old = org.units[unit].parent
        org.move_unit(unit, to)
        if org.head_of(unit) is not None and old is not None:
            redirect(org, org.head_of(unit), old, org.head_of(to))
    posts = choose(run, "posts", values["given"]["posts"]) if "posts" in values["given"] else []
    able = [p for p in posts if org.posts[p].unit != to and
            (values["leaders"] == "move" or org.posts[p].rank not in ("head", "deputy"))]
    number, relative = amount(values["amount"])
    if not relative and number > len(able):
        run.remark(item, "warning", run.unit_id(to), "few to move", len(able), number)
    number = math.floor(number * len(able) + 0.5 + 1e-9) if relative else int(number)
    going = sorted(transfer_order(org, values["order"], able)[:number])
    people = sum(org.posts[p].holder is not None for p in going)
    old, head = {p: org.posts[p].unit for p in going}, org.head_of(to)
    org.move_posts(going, to)
    for post in going:
        redirect(org, post, old[post], head)
    for series, told in (("units-moved", len(units)), ("posts-moved", len(going)), ("people-moved", people)):
        run.count(item, series, told)
    return 0


def add_posts(run, item, _window):
    values, org = run.scenario.params(item), run.org
    chosen = choose(run, "posts", values["where"])
    number, relative = amount(values["by"])
    number = math.floor(number * len(chosen) + 1e-9) if relative else int(number)
    by_unit = {}
    for post in chosen:
        by_unit.setdefault(org.posts[post].unit, []).append(post)
    shares = {u: number * len(own) // len(chosen) for u, own in by_unit.items()}
    rest = number - sum(shares.values())
    for unit in sorted(by_unit, key=lambda u: (-(number * len(by_unit[u]) % len(chosen)), u))[:rest]:
        shares[unit] += 1
    for unit in sorted(by_unit):
        for _ in range(shares[unit]):
            org.open_post_like(by_unit[unit][0], unit)
    run.count(item, "posts-opened", number)
    return 0


def autonomy(run, item, _window):
    values, org = run.scenario.params(item), run.org
    group, units = int(values["group"]), chosen_units(run, values)
    told = {"units-converted": 0, "posts-off-payroll": 0, "fte-off-payroll": 0, "staff-off-payroll": 0}
    for unit in units:
        before = org.units[unit].get("autonomy_group") or 4
        if before <= 2 < group:
            raise Failure("no falling back from groups 1 and 2")
        if org.units[unit].get("autonomy_group") == group:
            continue
        told["units-converted"] += 1
        since = org.units[unit].get("autonomy.month")
        if since is not None and run.now - since < int(values["stable"]):
            run.remark(item, "warning", run.unit_id(unit), "autonomy again", run.now - since, int(values["stable"]))
        org.put("units", unit, "autonomy_group", float(group))
        org.put("units", unit, "autonomy.month", run.now)
    if group <= 2:
        rows = {row for unit in units for row in (org.below(unit) if values["below"] == "yes" else [unit])}
        posts = [p for p in org.open_posts() if p.unit in rows and p.funding == "state"]
        for post in posts:
            org.put("posts", post.row, "funding", "own")
        told.update({"posts-off-payroll": len(posts),
                     "fte-off-payroll": sum(p.fte for p in posts),
                     "staff-off-payroll": sum(p.holder is not None for p in posts)})
    for series, number in told.items():
        run.count(item, series, number)
    return 0
