# SPDX-License-Identifier: MIT
"""What the rules say: breaches as (code, unit row) -> (severity, value, limit)."""

import math

import strict
from live import choose, live_of
from metrics import led_by_units
from reading import month_of, share

NOTE, WARN, VETO = 1, 2, 3
SEVERITY = {"veto": VETO, "warn": WARN, "note": NOTE}
SPELLED = {NOTE: "note", WARN: "warning", VETO: "veto"}


def staff(org, unit, present, category):
    return sum(p.fte for p in org.open_posts(unit)
               if (not present or p.holder is not None) and (not category or p.category == category))


def min_staff(run, item, _stands):
    values, out = run.scenario.params(item), {}
    least = float(values["at_least"])
    for unit in choose(run, "units", values["where"]):
        rows = run.org.below(unit) if values["within"] == "subtree" else [unit]
        has = sum(staff(run.org, row, values["counts"] == "present", values["category"]) for row in rows)
        if has < least - 0.0005:
            out[("below-minimum", unit)] = (SEVERITY[values["severity"]], has, least)
    return out


def deputies_of(org, unit, assigned):
    return [p for p in org.open_posts(unit) if p.rank == "deputy" and (assigned or p.holder is not None)]


def cap_of(values, size):
    """By the first row whose `upto` is not exceeded: `upto: 9` means less than 10."""
    for row in values["caps"]:
        if not row.get("upto") or size < float(row["upto"]) + 1:
            return int(row["cap"])
    return None


def deputy_cap(run, item, stands):
    values, org, out = run.scenario.params(item), run.org, {}
    grace, severity, assigned = int(values["grace"]), SEVERITY[values["severity"]], values["counts"] == "assigned"
    for unit in choose(run, "units", values["where"]):
        size = len(org.children(unit)) if values["by"] == "children" else \
            sum(staff(org, row, False, None) for row in org.below(unit))
        cap, deputies = cap_of(values, size) if values["caps"] else None, deputies_of(org, unit, assigned)
        has = len(deputies)
        if cap is None or has <= cap:
            continue
        merged = org.units[unit].get("merge.month")
        if merged is None or run.now > merged + grace:
            out[("over-cap", unit)] = (severity, has, cap)
            continue
        out[("over-cap", unit)] = (NOTE, has, cap)
        excused = len([p for p in deputies if p.holder is None or (org.people[p.holder].since or 0) <= merged])
        if merged < run.now and unit in run.standing.deputies:
            excused = min(excused, run.standing.deputies[unit][assigned])
        if merged < run.now and ("refilled", unit) in stands:
            excused = min(excused, stands[("refilled", unit)][2])
        most = max(excused, cap)
        if has > most:
            out[("refilled", unit)] = (severity, has, most)
    if "average" in values["given"]:
        averages(run, values, stands, out)
    return out


def averages(run, values, stands, out):
    """Together the units may have `average` each, rounded down, and the pool. Units in their grace excuse what they have above the
    average, of deputies who did not come after the merger; a rise in a month without a merger is excused by nothing."""
    org, families = run.org, {}
    for unit in choose(run, "units", values["where"]):
        families.setdefault(org.units[unit].parent if values["over"] == "parent" else None, []).append(unit)
    average, grace, assigned = float(values["average"]), int(values["grace"]), values["counts"] == "assigned"
    for parent, units in families.items():
        limit, has, excused, mergers = math.floor(average * len(units) + 1e-9) + int(values["pool"]), 0, 0, []
        for unit in units:
            deputies, merged = deputies_of(org, unit, assigned), org.units[unit].get("merge.month")
            has += len(deputies)
            mergers += [] if merged is None else [merged]
            if merged is not None and run.now <= merged + grace:
                stayed = len([p for p in deputies if p.holder is None or (org.people[p.holder].since or 0) <= merged])
                excused += max(0, stayed - math.floor(average))
        if has <= limit:
            continue
        stood = stands.get(("over-average", parent))
        rose = stood is not None and has > stood[1] and not any(merged >= run.now for merged in mergers)
        note = has - excused <= limit and not rose
        out[("over-average", parent)] = (NOTE if note else SEVERITY[values["severity"]], has, limit)


def in_sql(run, item, _stands):
    """Rows returned are breaches; of one said twice the graver counts, then the one further from its limit."""
    live, out = live_of(run), {}
    cursor = live.need(item.given).execute(item.given)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        cells = dict(zip(names, row))
        unit = None if cells.get("unit") is None else run.org.unit(cells["unit"]).row
        said = (SEVERITY[cells.get("severity") or "warn"], cells.get("value") or 0, cells.get("limit") or 0)
        key = (cells.get("code") or "found", unit)
        known = out.get(key)
        if known is None or (said[0], abs(said[1] - said[2])) > (known[0], abs(known[1] - known[2])):
            out[key] = said
    return out


def in_grace(values, run, stands, key):
    since = stands[key][3] if key in stands else run.now
    return int(values["grace"]) > 0 and run.now <= since + int(values["grace"])


def span_of_control(run, item, stands):
    """Of the heads of units, as the metric reads them from units."""
    values, out = run.scenario.params(item), {}
    led = led_by_units(run, choose(run, "units", values["where"]))
    for post, number in led.items():
        unit = run.org.posts[post].unit
        for code, wrong, limit in (("span-too-wide", number > int(values["at_most"]), int(values["at_most"])),
                                   ("span-too-narrow", number < int(values["at_least"]), int(values["at_least"]))):
            if wrong:
                noted = in_grace(values, run, stands, (code, unit))
                out[(code, unit)] = (NOTE if noted else SEVERITY[values["severity"]], number, limit)
    return out


def max_layers(run, item, stands):
    values, out = run.scenario.params(item), {}
    for unit in choose(run, "units", values["where"]):
        up, depth = unit, 0
        while up is not None:
            up, depth = run.org.units[up].parent, depth + 1
        if depth > int(values["at_most"]):
            noted = in_grace(values, run, stands, ("too-deep", unit))
            out[("too-deep", unit)] = (NOTE if noted else SEVERITY[values["severity"]], depth, int(values["at_most"]))
    return out


def surplus_deadline(run, item, _stands):
    values, out = run.scenario.params(item), {}
    for unit in choose(run, "units", values["where"]):
        waiting = [p for p in run.org.people if p.state == "surplus" and p.unit == unit and p.since is not None]
        late = [p for p in waiting if run.now > p.since + int(
            values["round_months"] if p.since >= month_of(values["round"]) else values["months"])]
        if len(late) < len(waiting):
            out[("surplus-waiting", unit)] = (NOTE, len(waiting) - len(late), 0)
        if late:
            out[("surplus-overdue", unit)] = (SEVERITY[values["severity"]], len(late), 0)
    return out


def cost_ceiling(run, item, _stands):
    values, most = run.scenario.params(item), float(run.scenario.params(item)["at_most"])
    first = run.now - run.now % 12 if values["per"] == "year" else 0
    paid = sum(entry[4] for entry in run.ledger.entries if entry[0] >= first)
    if paid > most:
        return {("over-ceiling", None): (SEVERITY[values["severity"]], paid, most)}
    if 0 < paid >= share(values["note_from"]) * most:
        return {("near-ceiling", None): (NOTE, paid, most)}
    return {}


RULES = {"min-staff": min_staff, "deputy-cap": deputy_cap, "sql": in_sql, "span-of-control": span_of_control,
         "max-layers": max_layers, "surplus-deadline": surplus_deadline, "cost-ceiling": cost_ceiling,
         **strict.RULES}


def further(value, limit, old_value, old_limit):
    return abs(value - limit) > abs(old_value - old_limit) + 1e-9


class Standing:
    """What stood at each rule's last accepted evaluation: rule -> key -> (severity, value, limit, since)."""

    def __init__(self):
        self.of = {}
        self.deputies = {}  # unit -> (present, assigned) then

    def accept(self, run, after):
        self.of = after
        self.deputies = {u.row: [0, 0] for u in run.org.open_units()}
        for post in run.org.open_posts():
            if post.rank == "deputy":
                self.deputies[post.unit][0] += post.holder is not None
                self.deputies[post.unit][1] += 1

    def judge(self, run, step):
        """The new breaches, and what would stand. step: the id of the step that has just run, or None."""
        new, after = [], {}
        for item in run.scenario.items:
            if item.role != "rule":
                continue
            if (item.valid_from is not None and run.now < item.valid_from) or \
                    (item.valid_to is not None and run.now > item.valid_to):
                after[item.id] = {}
                continue
            old = self.of.get(item.id, {})
            said = RULES[item.feature](run, item, old)
            after[item.id] = {}
            for where, (severity, value, limit) in said.items():
                stood = old.get(where)
                since = stood[3] if stood else run.now
                after[item.id][where] = (severity, value, limit, since)
                if not stood or severity > stood[0] or further(value, limit, stood[1], stood[2]):
                    new.append((item.id, where, severity, value, limit, since, step))
        return new, after
