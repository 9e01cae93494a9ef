# SPDX-License-Identifier: MIT
"""recharter, close-offices, simplify, and the metrics that tell of them: by their READMEs."""

import math

from ending import chosen_units
from live import At, choose
from moving import redirect
from org import Failure
from reading import exact_amount, month_of, number_or_word, share

KEPT = ("simplify.", "close-offices.")


def later(row, now):
    return bool(row.get("at")) and month_of(row["at"]) > now


def is_due(row, run, window):
    """In the month of the step whatever does not wait; later what has waited for this month."""
    if run.now > window.last:
        return bool(row.get("at")) and month_of(row["at"]) == run.now
    return not later(row, run.now)


def wake_later(run, item, rows):
    months = [month_of(row["at"]) for row in rows if later(row, run.now)]
    if months:
        run.wake(item, min(months))


# ---- functions of units

def functions_of(unit):
    text = unit.get("functions")
    if text in (None, ""):
        return [unit.function] if unit.function else []
    return [] if text == "-" else [word.strip() for word in str(text).split(";") if word.strip()]


def group_of(org, unit, level):
    if level == "type":
        return org.units[unit].type
    if level == "siblings":
        return org.units[unit].parent
    up, n = unit, 0
    while up is not None:
        up, n = org.units[up].parent, n + 1
    return n


def holders_of(org, units, level):
    """(level, function) -> the units that hold it, by row."""
    out = {}
    for unit in units:
        for function in functions_of(org.units[unit]):
            out.setdefault((group_of(org, unit, level), function), []).append(unit)
    return out


def duplicated(org, level):
    return sum(len(units) > 1 for units in holders_of(org, [u.row for u in org.open_units()], level).values())


class Charter:
    def __init__(self, run, item, level):
        self.run, self.org, self.item, self.level = run, run.org, item, level
        self.charters, self.going, self.taken, self.changed = {}, [], set(), set()
        self.told = dict.fromkeys(("functions-added", "functions-dropped", "functions-moved", "posts-moved"), 0)

    def open_unit(self, unit_id):
        unit = self.org.unit(unit_id)
        if unit is None or unit.closed is not None:
            raise Failure("unit %s is not open" % unit_id)
        return unit.row

    def has(self, unit):
        return self.charters.setdefault(unit, functions_of(self.org.units[unit]))

    def row(self, row):
        unit, function = self.open_unit(row["unit"]), row["function"]
        action = row.get("action") or ("move" if row.get("to") else "add")
        if action == "add":
            if function not in self.has(unit):
                self.has(unit).append(function)
                self.changed.add(unit)
                self.told["functions-added"] += 1
            return
        if function not in self.has(unit):
            raise Failure("no such function")
        self.has(unit).remove(function)
        self.changed.add(unit)
        if action == "drop":
            self.told["functions-dropped"] += 1
            return
        to = self.open_unit(row["to"])
        if function not in self.has(to):
            self.has(to).append(function)
            self.changed.add(to)
        self.told["functions-moved"] += 1
        self.going.append((unit, to, self.posts(row, unit)))

    def posts(self, row, unit):
        org = self.org
        ids = (row.get("ids") or "").replace(";", " ").replace(",", " ").split()
        by_id = {post.id: post.row for post in org.open_posts(unit)}
        named = [by_id[one] for one in ids]
        self.taken.update(named)
        staff = sorted((p.holder is None, p.row) for p in org.open_posts(unit) if p.rank == "staff" and p.row not in self.taken)
        more = [post for _, post in staff[:int(row.get("posts") or 0)]]
        if len(more) < int(row.get("posts") or 0):
            raise Failure("fewer posts of staff than are to move")
        self.taken.update(more)
        return named + more

    def write(self):
        for unit in sorted(self.changed):
            self.org.put("units", unit, "functions", ";".join(self.charters[unit]) or "-")
        for unit, to, posts in self.going:
            self.org.move_posts(sorted(posts), to)
            head = self.org.head_of(to)
            for post in sorted(posts):
                redirect(self.org, post, unit, head)
            self.told["posts-moved"] += len(posts)


def recharter(run, item, window):
    values, org = run.scenario.params(item), run.org
    before = duplicated(org, values["level"])
    charter = Charter(run, item, values["level"])
    for row in values["table"]:
        if is_due(row, run, window):
            charter.row(row)
    charter.write()
    wake_later(run, item, values["table"])
    for series, number in charter.told.items():
        run.count(item, series, number)
    run.measure(item, "duplicated-before", None, before)
    run.measure(item, "duplicated-after", None, duplicated(org, values["level"]))
    return 0


def functions(run, item, values):
    found = holders_of(run.org, choose(run, "units", values["where"]), values["level"])
    run.measure(item, "duplicated", None, sum(len(units) > 1 for units in found.values()))
    run.measure(item, "functions", None, len(found))
    run.measure(item, "functions-held", None, sum(map(len, found.values())))


# ---- buildings

def building_of(unit):
    return None if unit.get("building") in (None, "") else unit["building"]


def named(text):
    """A building as a table names it."""
    return number_or_word(str(text))


def desks(org, unit):
    return len(org.open_posts(unit))


def in_use(org):
    return {building_of(u) for u in org.open_units() if org.open_posts(u.row)} - {None}


class Closing:
    def __init__(self, run, item):
        self.run, self.org, self.values = run, run.org, run.scenario.params(item)
        self.item, self.units = item, chosen_units(run, self.values)
        self.table = {named(row["building"]): row for row in self.values["buildings"] or []}
        self.size = {}
        for unit in self.units:
            if building_of(self.org.units[unit]) is not None and self.org.open_posts(unit):
                name = building_of(self.org.units[unit])
                self.size[name] = self.size.get(name, 0) + desks(self.org, unit)
        self.kept = self.keep()
        if not self.size:
            run.remark(item, "note", None, "offices: none")

    def keep(self):
        if self.values["keep"] == "list":
            listed = [named(word.strip()) for word in str(self.values["list"]).split(",")]
            if not set(listed) <= set(self.size):
                raise Failure("list names a building in which none of the units has posts")
            return [name for name in self.size if name in listed]
        number, relative = exact_amount(self.values["number"])
        number = math.ceil(number * len(self.size)) if relative else int(number)
        order = list(self.size)
        return sorted(order, key=lambda name: (-self.size[name], order.index(name)))[:number]

    def goes_to(self, unit, name):
        to = (self.table.get(name) or {}).get("to")
        if to:
            return named(to)
        up = self.org.units[unit].parent
        while up is not None:
            if building_of(self.org.units[up]) in self.kept:
                return building_of(self.org.units[up])
            up = self.org.units[up].parent
        return max(self.kept, key=lambda one: (self.size[one], -list(self.size).index(one)))

    def go(self):
        org, run = self.org, self.run
        told = {"buildings-closed": 0, "units-rehoused": 0, "posts-rehoused": 0}
        empty = [name for name in self.size if name not in self.kept]
        moves = [(unit, self.goes_to(unit, building_of(org.units[unit]))) for unit in self.units if building_of(org.units[unit]) in empty]
        for unit, to in moves:
            org.put("units", unit, "close-offices.left", building_of(org.units[unit]))
            org.put("units", unit, "close-offices.month", float(run.now))
            told["units-rehoused"] += 1
            told["posts-rehoused"] += desks(org, unit)
        for unit, to in moves:
            org.put("units", unit, "building", to)
        cost = 0
        for name in empty:
            stay = [u for u in org.open_units() if building_of(u) == name and org.open_posts(u.row)]
            if stay:
                run.remark(self.item, "warning", stay[0].id, "offices: others stay", len(stay))
                continue
            told["buildings-closed"] += 1
            cost += share((self.table.get(name) or {}).get("cost") or 0)
        if cost:
            run.ledger.entries.append((run.now, self.item.id, None, "closing-cost", int(cost)))
            run.count(self.item, "closing-cost", int(cost))
        run.measure(self.item, "buildings-before", None, len(self.size))
        for series, number in told.items():
            run.count(self.item, series, number)


def close_offices(run, item, _window):
    Closing(run, item).go()
    return 0


def used_by(run, values):
    return {building_of(run.org.units[u]) for u in choose(run, "units", values["where"]) if run.org.open_posts(u)} - {None}


def left_now(run, values):
    """By units of the set in this month: they pay to its end. Whoever has closed is of the set if it was at the start."""
    inside = set(choose(run, "units", values["where"])) if values["where"] else None
    then = set(choose(At(run, run.start), "units", values["where"]))
    for unit in run.org.units:
        if unit.closed == run.now and (inside is None or unit.row in then):
            yield building_of(unit)
        if unit.closed is None and unit.get("close-offices.month") == run.now and (inside is None or unit.row in inside):
            yield unit["close-offices.left"]


def office_buildings(run, item, values):
    now, start = used_by(run, values), used_by(At(run, run.start), values)
    paid = now | set(left_now(run, values))
    run.measure(item, "in-use", None, len(now))
    run.measure(item, "given-up", None, len(start - now))
    run.measure(item, "rent", None, sum(float(row.get("rent") or 0) for row in values["buildings"] or [] if named(row["building"]) in paid))


# ---- procedures

def state(org, unit_id, procedure, what, otherwise=None):
    value = org.unit(unit_id).get("simplify.%s.%s" % (procedure, what))
    return otherwise if value is None else value


def is_changed(org, row):
    return any(state(org, row["unit"], row["procedure"], what) is not None for what in ("minutes", "cost", "days", "online", "ended"))


def by_procedure(rows):
    out = {}
    for row in rows:
        out.setdefault(row["procedure"], []).append(row)
    return out


def simplified(org, rows):
    return {name for name, own in by_procedure(rows).items() if all(is_changed(org, row) for row in own)}


def truth(text):
    return str(text or "").lower() in ("yes", "true", "1", "có", "x")


def change(org, row, given):
    """One row of the table of changes at one unit that handles the procedure."""
    unit, prefix = org.unit(row["unit"]).row, "simplify.%s." % row["procedure"]
    for what in ("minutes", "cost"):
        if given.get(what) not in (None, ""):
            org.put("units", unit, prefix + what, state(org, row["unit"], row["procedure"], what, 1.0) * share(given[what]))
    if given.get("deadline") not in (None, ""):
        org.put("units", unit, prefix + "days", float(given["deadline"]))
    for what in ("online", "ended"):
        if truth(given.get(what)):
            org.put("units", unit, prefix + what, 1.0)


def simplify(run, item, window):
    values, org = run.scenario.params(item), run.org
    rows, before = values["procedures"], simplified(org, values["procedures"])
    if values["table"]:
        for given in values["table"]:
            if not is_due(given, run, window):
                continue
            for row in rows:
                if row["procedure"] == given["procedure"] and (not given.get("unit") or row["unit"] == given["unit"]):
                    change(org, row, given)
        wake_later(run, item, values["table"])
    else:
        saved = str(1 - share(values["saves"]))
        work = {name: sum(share(row.get("arrivals_month") or 0) * share(row.get("minutes") or 0) for row in own)
                for name, own in by_procedure(rows).items()}
        wanted = math.ceil(share(values["share"]) * len(work) - 1e-9)
        left = sorted((name for name in work if name not in before), key=lambda name: (-work[name], name.encode()))
        if len(left) < wanted:
            run.remark(item, "warning", None, "simplify: too few", len(left), wanted)
        for row in rows:
            if row["procedure"] in left[:wanted]:
                change(org, row, {"minutes": saved, "cost": saved})
    run.count(item, "procedures-simplified", len(simplified(org, rows) - before))
    return 0


def procedures(run, item, values):
    org, rows = run.org, values["procedures"]
    names, changed = by_procedure(rows), simplified(org, rows)

    def everywhere(what):
        return {name for name, own in names.items() if all(state(org, row["unit"], name, what) == 1 for row in own)}

    ended = everywhere("ended")
    cost, hours = 0, 0
    for row in rows:
        if state(org, row["unit"], row["procedure"], "ended") == 1:
            continue
        arrivals = share(row.get("arrivals_month") or 0)
        cost += 12 * arrivals * share(row.get("cost") or 0) * state(org, row["unit"], row["procedure"], "cost", 1)
        hours += 12 * arrivals * share(row.get("minutes") or 0) * state(org, row["unit"], row["procedure"], "minutes", 1) / 60
    if names:
        run.measure(item, "share-simplified", None, len(changed) / len(names))
    for series, number in (("procedures", len(names)), ("simplified", len(changed)), ("procedures-online", len(everywhere("online") - ended)),
                           ("procedures-ended", len(ended)), ("compliance-cost", cost), ("hours", hours)):
        run.measure(item, series, None, number)


OPERATORS = {"recharter": recharter, "close-offices": close_offices, "simplify": simplify}
METRICS = {"functions": functions, "office-buildings": office_buildings, "procedures": procedures}
