# SPDX-License-Identifier: MIT
"""Random use of the processes that party.py knows, and of the metrics that read them."""

import random

from world import spell


def items(plan):
    """Some wait for others, some are reported, some are due."""
    r, rows = plan.party, []
    for n in range(r.randint(3, 15)):
        row = {"id": "i%d" % n, "lead": r.choice(plan.units)["id"], "begins": "", "due": "", "state_at": "", "done": "", "dropped": "", "depends": ""}
        for column, often in (("begins", 0.3), ("due", 0.6), ("state_at", 0.2), (r.choice(("done", "dropped")), 0.25)):
            if r.random() < often:
                row[column] = spell(r.randint(plan.first, plan.last))
        if n and r.random() < 0.4:
            row["depends"] = "; ".join({"i%d" % r.randrange(n), "i%d" % r.randrange(n)})
        rows.append(row)
    return rows


def procedures(plan):
    r, rows = plan.party, {}
    for _ in range(r.randint(2, 12)):
        unit, name = r.choice(plan.units)["id"], "p%d" % r.randint(1, 6)
        rows[unit, name] = {"unit": unit, "procedure": name, "arrivals_month": r.choice((5, 40, 120.5)), "minutes": r.choice((30, 120, 600)),
                            "deadline_days": r.choice((0, 3, 15)), "eligible": r.choice(("", "yes", "no")), "cost": (len(rows) % 3) * 20000}
    return list(rows.values())


def streams(plan):
    r, rows = plan.party, []
    for n in range(r.randint(1, 3)):
        rows.append("{stream: s%d, of: %s, number: %s, signs: %s, found: %s, disciplined: %s%s}" % (
            n, r.choice(("units", "people")), r.choice((1, 7, 12, 30.5)), r.choice((0, 0.5, 1)), r.choice((0.3, 1)), r.choice((0.5, 1)),
            r.choice(("", ", order: workload"))))
    return ", ".join(rows)


def firms(plan):
    r = plan.party
    rows = ["{id: firm-%d, unit: %s, members: %d}" % (n, r.choice(plan.units)["id"], r.randint(1, 9)) for n in range(r.randint(0, 8))]
    if not rows:
        return ""
    return ", type: room, firms: [%s], %s" % (", ".join(rows), r.choice(("found: 30%", "found: 100%", "founded: [{year: %d, number: 2}]" % (plan.first // 12))))


def processes(plan):
    r, lines = plan.party, []
    more = random.Random("more of the party %d" % plan.seed)  # draws of its own, so that plans stay as they were without it
    if r.random() < 0.4:
        plan.files["items.csv"] = items(plan)
        lines.append("  - {id: programme, work-programme: {items: items.csv, median: %s, spread: %s%s}}" % (
            r.choice((2, 6.5, 18)), r.choice((0, 0.4, 1.5)), r.choice(("", ", name: city"))))
    if r.random() < 0.4:
        years = range(plan.first // 12, plan.last // 12 + 1)
        plan_rows = ", ".join("{year: %d, number: %d}" % (year, r.randint(1, 60)) for year in years if r.random() < 0.6)
        lines.append("  - {id: growth, party-growth: {branches: {where: \"type = 'room'\"}, members: workload, rate: %s, fulfil: %s%s%s, "
                     "weak: {where: \"id like '%%1%%'\"}, consolidate: %s%s}}" % (
                         r.choice(("3%", "20%")), r.choice(("80%", "100%", "108%")), ", plan: [%s]" % plan_rows if plan_rows else "",
                         r.choice(("", ", rates: [{upto: 20, rate: 0.1}, {upto: 50, rate: 0}]")), r.choice(("0%", "40%", "100%")), firms(plan)))
    if r.random() < 0.4:
        lines.append("  - {id: checks, inspection: {streams: [%s], units: {where: \"type = 'room'\"}, months: %d}}" % (streams(plan), r.choice((1, 12))))
    if r.random() < 0.4:
        lines.append("  - {id: congresses, congress: {units: {where: \"type = 'room'\"}, first: %s, over: %d, term: %d%s%s}}" % (
            spell(plan.first + r.randint(-6, 6)), r.choice((1, 6, 40)), r.choice((9, 30)), r.choice(("", ", number: workload")),
            more.choice(("", ", posts: {where: \"rank <> 'staff'\"}, reelected: 60%", ", posts: {where: \"rank = 'head'\"}, reelected: 30%"))))
    if r.random() < 0.5:
        plan.files["procedures.csv"] = procedures(plan)
        lines.append("  - {id: files, workload: {procedures: procedures.csv, absence: %s, dip: %s, dip_months: %d%s}}" % (
            r.choice(("0%", "15%", "70%")), r.choice(("0%", "20%", "90%")), r.choice((1, 6)),
            more.choice(("", ", posts: {where: \"rank = 'staff'\"}"))))
        lines.append("  - {id: web, online-services: {procedures: procedures.csv%s}}" % r.choice((
            "", ", half: %s, span: 9, start: 10%%" % spell(plan.first + 9), ", dates: [{procedure: p2, month: %s}]" % spell(plan.first + 3))))
        rows = [{"from": r.choice(plan.units)["id"], "to": r.choice(plan.units)["id"], "number": r.choice(("", 2, 0.5))} for _ in range(8)]
        plan.files["handovers.csv"] = rows
    return lines


def metrics(plan):
    r = plan.party
    lines = ["  - {id: done, attribute: {name: %s}}" % r.choice(("work-programme.done", "workload.on-time, of: workload.dossiers", "workload, what: mean")),
             "  - {id: bound, attribute: {table: people, name: discipline_until, what: %s}}" % r.choice(("count", "most", "least"))]
    if "handovers.csv" in plan.files:
        lines.append("  - {id: across, coordination: {handovers: handovers.csv}}")
    return lines
