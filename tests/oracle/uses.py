# SPDX-License-Identifier: MIT
"""Random use of what units are there for, of buildings and procedures, of rules that look at steps, and of votes."""

import random

from world import spell

FUNCTIONS = ("land", "culture", "health", "it")


def some(r, body, choices):
    for key, values in choices:
        if r.random() < 0.5:
            body.append("%s: %s" % (key, r.choice(values)))
    return ", ".join(body)


def at(r, plan):
    return spell(r.randint(plan.first, plan.last))


def recharter(r, plan, taken):
    """Of rooms that no other step names, so that they are likely to be open."""
    rooms = [u for u in plan.units if u["type"] == "room" and not any(u["id"] in line for line in taken)]
    if len(rooms) < 2:
        return None
    has = {u["id"]: [word for word in u["functions"].split(";") if word] or [u["function"]] * bool(u["function"]) for u in rooms}
    begins, rows = r.randint(plan.first, plan.last), []
    for _ in range(r.randint(1, 4)):
        unit, to = (u["id"] for u in r.sample(rooms, 2))
        later = ", at: %s" % spell(min(plan.last, begins + 4)) if r.random() < 0.2 else ""
        if has[unit] and not later and r.random() < 0.7:
            function = has[unit].pop()
            if r.random() < 0.3:
                rows.append("{unit: %s, function: %s, action: drop}" % (unit, function))
                continue
            has[to] += [function] * (function not in has[to])
            rows.append("{unit: %s, function: %s, to: %s%s}" % (unit, function, to, r.choice(("", ", posts: 1", ", posts: 2"))))
        else:
            function = r.choice(FUNCTIONS)
            has[unit] += [function] * (function not in has[unit] and not later)
            rows.append("{unit: %s, function: %s%s}" % (unit, function, later))
    return "{at: %s, recharter: {%s}}" % (spell(begins), some(r, ["table: [%s]" % ", ".join(rows)], (("level", ("type", "depth")),)))


def close_offices(r, plan, _taken):
    names = ("1", "2", "3") if plan.seed % 5 == 3 else ("A", "B", "C")
    table = ", ".join("{building: %s, cost: %s, to: '', rent: %d}" % (name, r.choice((0, 5000000)), r.choice((0, 7))) for name in names)
    body = [r.choice(("where: \"type = 'room'\"", "where: \"1\"", "units: [%s]" % ", ".join(plan.departments)))]
    if r.random() < 0.3:
        body += ["keep: list", "list: '%s'" % r.choice((names[0], ", ".join(names[1:])))]
    elif r.random() < 0.7:
        body.append("number: %s" % r.choice((2, "50%", "30%")))
    return "{at: %s, close-offices: {%s}}" % (at(r, plan), some(r, body, (("buildings", ("[%s]" % table,)),)))


def simplify(r, plan, _taken):
    if "procedures.csv" not in plan.files:
        return None
    rows, begins = plan.files["procedures.csv"], r.randint(plan.first, plan.last)
    if r.random() < 0.4:
        return "{at: %s, simplify: {procedures: procedures.csv, share: %s%s}}" % (spell(begins), r.choice(("20%", "50%", "100%")), r.choice(("", ", saves: 50%")))
    table = []
    for row in r.sample(rows, min(len(rows), r.randint(1, 4))):
        own = ["procedure: " + row["procedure"]] + ["unit: " + row["unit"]] * (r.random() < 0.5)
        own += ["at: " + spell(min(plan.last, begins + 5))] * (r.random() < 0.3)
        table.append("{%s}" % some(r, own + ["minutes: 0.7"], (("cost", (0.5,)), ("deadline", (1, 9)), ("online", ("yes",)))
                                   + ((("ended", ("yes",)),) if r.random() < 0.3 else ())))
    return "{at: %s, simplify: {procedures: procedures.csv, table: [%s]}}" % (spell(begins), ", ".join(table))


def steps(plan, taken):
    r = random.Random("uses %d" % plan.seed)
    for unit in plan.units:
        unit["functions"] = r.choice(("", "", ";".join(r.sample(FUNCTIONS, 2)), "-"))
    out = [kind(r, plan, taken) for kind in (recharter, close_offices, simplify) if r.random() < 0.45]
    return ["  - " + line for line in out if line]


def metrics(plan):
    r = random.Random("uses of metrics %d" % plan.seed)
    names = ("1", "2") if plan.seed % 5 == 3 else ("A", "B")
    lines = ["  - {id: charters, functions: {level: %s}}" % r.choice(("siblings", "type", "depth")),
             "  - {id: houses, office-buildings: {%s}}" % r.choice(("", "where: \"type = 'room'\", buildings: [{building: A, rent: 12}, {building: B, rent: 5}]")),
             "  - {id: who-leads, leaders: {%s}}" % r.choice(("", "where: \"rank = 'head'\", young_age: 45")),
             "  - {id: upset, disruption: {%s}}" % r.choice(("", "where: \"rank = 'staff'\""))]
    if "procedures.csv" in plan.files:
        lines.append("  - {id: paper, procedures: {procedures: procedures.csv}}")
    return lines


SAID = ("severity", ("veto", "warn", "note"))


def rules(plan):
    r, lines = random.Random("uses of rules %d" % plan.seed), []
    for feature, body, choices in (
            ("qualified", [], (SAID, ("min_rating", (2, 3)), ("needs", ("train.law",)), ("grace", (0, 9)), ("where", ('"rank = \'head\'"',)))),
            ("balance", ["least: %s" % r.choice(("15%", "40%", "60%"))], (SAID, ("of", ("young",)), ("by", ("unit", "parent")), ("young_age", (45,)))),
            ("autonomy-not-lowered", [], (SAID,)),
            ("no-net-increase", [r.choice(("posts: {where: \"funding = 'state'\"}", "units: {where: \"type = 'room'\"}",
                                           "posts: {where: \"1\"}, units: {where: \"1\"}"))],
             (("against", ("baseline",)), ("allow", (1, 3)), SAID)),
            ("protected", [r.choice(("units: {where: \"function = 'land'\"}", "posts: {where: \"rank = 'head'\"}", "units: {where: \"type = 'department'\"}"))],
             (("against", ("changing",)), SAID)),
            ("head-of-each-unit", [], (("grace", (2, 12)), ("counts", ("assigned",)), ("where", ("\"type = 'room'\"",)), SAID)),
            ("like-functions", [], (("level", ("type", "depth")), ("allowed", ("land", "'land, it'")), ("where", ("\"type = 'room'\"",)), SAID))):
        if r.random() < 0.2:
            lines.append("  - {%s: {%s}}" % (feature, some(r, body, choices)))
    return lines


def processes(plan):
    """Votes as a table tells them; an index of satisfaction."""
    r, lines = random.Random("uses of processes %d" % plan.seed), []
    if r.random() < 0.25:
        people = [p["id"] for p in plan.people if not p["id"].startswith("g")]
        votes = ", ".join("{person: %s, month: %s, high: %d, medium: %d, low: %d}" % (
            who, at(r, plan), r.randint(0, 50), r.randint(0, 20), r.randint(1, 90)) for who in r.sample(people, min(6, len(people))))
        lines.append("  - {id: vote, confidence-vote: {%s}}" % some(r, ["votes: [%s]" % votes], (("may_resign", ("30%",)), ("dismiss", ("60%", "80%")))))
    if r.random() < 0.3:
        lines.append("  - {id: sipas, satisfaction: {index: %d, on_time: 90%%, online: 30%%, by_on_time: 0.5, by_online: 0.25}}" % r.choice((40, 80, 99)))
    return lines
