# SPDX-License-Identifier: MIT
"""Processes of the Party and of procedures, which keep their state in attributes, and the metrics that read such."""

import math

from chance import M64, chance, chance_real
from live import choose
from processes import key
from reading import month_of, share


def stream(text):
    """FNV-1a of 64 bits over an id."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & M64
    return value


def chosen(run, table, values, param):
    """A set as it is given, by ids, SQL or a mapping; all open rows where it is not."""
    return choose(run, table, values["given"].get(param) or "")


def number(row, column, otherwise=None):
    text = row.get(column)
    return otherwise if text in (None, "") else share(str(text))


def taker(org, unit):
    """Who stands in a unit's place: its successor, else the unit above it, and so on."""
    while unit is not None and org.units[unit].closed is not None:
        unit = org.units[unit].successor if org.units[unit].successor is not None else org.units[unit].parent
    return unit


def hand_over(org, attribute):
    """What closed units hold goes to who took over; row by row, as a successor may close in its turn."""
    values = {u.row: u.get(attribute) for u in org.units if u.get(attribute) is not None}
    for unit in [row for row in sorted(values) if org.units[row].closed is not None]:
        to, held = taker(org, unit), values.pop(unit)
        if to is not None:
            values[to] = values.get(to, 0) + held
    return values


def keep(org, table, attribute, values):
    """Writes an attribute whole: rows that are not named have none."""
    for row in getattr(org, table):
        value = values.get(row.row)
        if value != row.get(attribute):
            org.put(table, row.row, attribute, None if value is None else float(value))


# ---- work-programme

def reckon(run, item, values, rows, start, done, trail):
    """The month in which an item is done; infinite: never."""
    row = rows[trail[-1]]
    if trail[-1] in done:
        return done[trail[-1]]
    begins = month_of(row["begins"]) if row.get("begins") else start
    begins = max(begins, month_of(row["state_at"])) if row.get("state_at") else begins
    for before in (row.get("depends") or "").replace(";", " ").split():
        begins = max(begins, reckon(run, item, values, rows, start, done, trail + [before]))
    if row.get("done"):
        done[trail[-1]] = month_of(row["done"])
    elif row.get("dropped"):
        done[trail[-1]] = math.inf
    else:
        u, v = (chance_real(key(run, item, 0), stream(row["id"]), draw) for draw in (0, 1))
        z = math.sqrt(-2 * math.log(1 - u)) * math.cos(2 * math.pi * v)
        months = math.ceil(float(values["median"]) * math.exp(float(values["spread"]) * z))
        done[trail[-1]] = begins + max(1, months)
    return done[trail[-1]]


def work_programme(run, item):
    values, org, done = run.scenario.params(item), run.org, {}
    start = run.carried.setdefault(item.id, run.now - 1)
    rows = {row["id"]: row for row in values["items"]}
    kept = {what: {} for what in ("items", "done", "late", "dropped", "done-late")}
    whole = dict.fromkeys(kept, 0)
    for id, row in rows.items():
        at = reckon(run, item, values, rows, start, done, [id])
        due = month_of(row["due"]) if row.get("due") else math.inf
        unit = taker(org, org.unit(row["lead"]).row)
        dropped = unit is None or bool(row.get("dropped") and month_of(row["dropped"]) <= run.now)
        is_done = not dropped and at <= run.now
        for what, so in (("items", True), ("done", is_done), ("dropped", dropped), ("done-late", is_done and at > due),
                         ("late", not dropped and not is_done and due < run.now)):
            whole[what] += so
            if unit is not None:
                kept[what][unit] = kept[what].get(unit, 0) + so
    for what, units in kept.items():
        told = "items-led" if what == "items" else "items-" + what
        run.measure(item, told, None, whole[what])
        for unit in units if what in ("items", "done", "late") else ():
            run.measure(item, told, org.units[unit].id, units[unit])
        keep(org, "units", ".".join(part for part in ("work-programme", values["name"], what) if part), units)


# ---- party-growth

def divide(members, total):
    """Rounded down, then one more each to the largest rests, of equals by id."""
    whole = sum(members.values())
    if not whole:
        return {}
    exact = {id: total * own / whole for id, own in members.items()}
    parts = {id: math.floor(value + 1e-9) for id, value in exact.items()}
    for id in sorted(exact, key=lambda id: (parts[id] - exact[id], id))[:int(total - sum(parts.values()))]:
        parts[id] += 1
    return parts


def of_year(rows, year):
    return next((number(row, "number") for row in rows or [] if int(row["year"]) == year), None)


def found(run, values, k, part):
    """Units opened for firms: how many."""
    org, firms = run.org, []
    for row in values["firms"] or []:
        above = taker(org, org.unit(row["unit"]).row)
        if org.unit(row["id"]) is None and int(row["members"]) >= 3 and above is not None:
            firms.append((chance_real(k, stream(row["id"]), 2), row["id"], above, row))
    planned = of_year(values["founded"], run.now // 12)
    firms.sort(key=lambda firm: (firm[0], firm[1].encode()))
    if planned is None:
        firms = [firm for firm in firms if firm[0] < share(values["found"]) * part]
    else:
        firms = firms[:math.floor(planned * part + 0.5)]
    for _, id, above, row in firms:
        unit = org.open_unit(id, row.get("name") or id, values["type"], "", above)
        org.put("units", unit, "party-growth.members", float(row["members"]))
        org.put("units", unit, "party-growth.founded", 1.0)
    return len(firms)


def party_growth(run, item):
    if run.now % 12 != 11:
        return
    values, org, year = run.scenario.params(item), run.org, run.now // 12
    part = min(12, run.now - run.scenario.first + 1) / 12
    k = key(run, item, year)
    units = chosen(run, "units", values, "branches")
    begins = run.carried.setdefault(item.id, year) == year
    state = {what: hand_over(org, "party-growth." + what) for what in ("members", "consolidated", "founded")}
    weak = {u.row: u["party-growth.weak"] for u in org.units if u.get("party-growth.weak") is not None}
    if begins:
        state["members"] = {**{u: org.units[u][values["members"]] for u in units if org.units[u].get(values["members"]) is not None}, **state["members"]}
        weak.update((u, 1.0) for u in (chosen(run, "units", values, "weak") if "weak" in values["given"] else ()))
    members = state["members"]
    plan = of_year(values["plan"], year)
    admitted, planned = {u: 0 for u in members}, {}
    if plan is not None:
        by_id = {org.units[u].id: members.get(u, 0) for u in units}
        wanted = math.floor(plan * part + 0.5)
        rows = {org.units[u].id: u for u in units}
        planned = {rows[id]: n for id, n in divide(by_id, wanted).items()}
        admitted.update((rows[id], n) for id, n in divide(by_id, math.floor(plan * part * share(values["fulfil"]) + 0.5)).items())
    for unit in units:
        if unit not in members:
            continue
        if plan is None:
            rate = next((number(row, "rate") for row in values["rates"] or [] if members[unit] <= number(row, "upto", math.inf)), share(values["rate"]))
            expected = members[unit] * rate * part
            admitted[unit] = int(expected) + (chance_real(k, stream(org.units[unit].id), 0) < expected - int(expected))
        members[unit] += admitted[unit]
    consolidated = 0
    for unit in list(weak):
        if org.units[unit].closed is not None:
            del weak[unit]
        elif weak[unit] == 1 and chance_real(k, stream(org.units[unit].id), 1) < share(values["consolidate"]) * part:
            weak[unit], state["consolidated"][unit], consolidated = 0.0, 1.0, consolidated + 1
    for what, cells in (("members", members), ("admitted", admitted), ("planned", planned), ("founded", state["founded"]), ("weak", weak),
                        ("consolidated", state["consolidated"])):
        keep(org, "units", "party-growth." + what, cells)
    run.count(item, "members-admitted", sum(admitted.values()))
    run.count(item, "weak-consolidated", consolidated)
    run.measure(item, "party-members", None, sum(members.values()))
    run.count(item, "founded-in-firms", found(run, values, k, part))


# ---- inspection

STAGES = ("checked", "signs", "found", "disciplined")


def candidates(run, values, row, k, last):
    org, people = run.org, row.get("of") == "people"
    table = "people" if people else "units"
    for one in chosen(run, table, values, table):
        if last.get(one, -1) >= run.now // 12 * 12:
            continue
        cells = getattr(org, table)[one]
        drawn = cells.stream if people else stream(cells.id)
        risk = cells.get(row["order"]) if row.get("order") else None
        yield (math.inf if risk is None else -risk, chance_real(k, drawn, 0), one, drawn)


def inspect(run, item):
    values, org, month = run.scenario.params(item), run.org, run.now % 12
    for row in values["streams"]:
        people = row.get("of") == "people"
        table, name = "people" if people else "units", "inspection." + row["stream"] + "."
        k, yearly = chance(key(run, item, run.now // 12), stream(row["stream"]), 0), number(row, "number")
        due = math.floor(yearly * (month + 1) / 12 + 1e-9) - math.floor(yearly * month / 12 + 1e-9)
        last = {one.row: one[name + "month"] for one in getattr(org, table) if one.get(name + "month") is not None}
        counts = {}
        for stage in STAGES:
            if month == 0:
                for unit in org.units:
                    if unit.get(name + stage):
                        org.put("units", unit.row, name + stage, 0.0)
            counts[stage] = hand_over(org, name + stage)
        whole, punished = dict.fromkeys(STAGES, 0), []
        for _, _, one, drawn in sorted(candidates(run, values, row, k, last))[:due]:
            last[one] = float(run.now)
            unit, reached = org.people[one].unit if people else one, True
            for draw, stage in enumerate(STAGES):
                reached = reached and (draw == 0 or chance_real(k, drawn, draw) < number(row, stage, 0))
                counts[stage][unit] = counts[stage].get(unit, 0) + reached
                whole[stage] += reached
            if reached:
                punished.append(one)
        for stage, told in zip(STAGES, ("inspected-", "signs-", "violations-", "disciplined-")):
            run.count(item, told + row["stream"], whole[stage])
            keep(org, "units", name + stage, counts[stage])
        keep(org, table, name + "month", last)
        for one in punished:
            org.put(table, one, "discipline_until", float(run.now + int(values["months"])))


# ---- congresses

def elect(run, item, values, units):
    """In the units whose congress it is: who is not elected again gives way to somebody who is planned for the post."""
    org, again, seats, taken = run.org, 0, {}, {}
    for post in chosen(run, "posts", values, "posts") if "posts" in values["given"] else ():
        cells = org.posts[post]
        if cells.unit not in units or cells.holder is None:
            continue
        if chance_real(key(run, item, run.now // 12), cells.stream, 0) < share(values["reelected"]):
            again += 1
        else:
            seats[cells.id] = post
    for slot in ("plan-cadres.post1", "plan-cadres.post2", "plan-cadres.post3"):
        for person in org.people:
            seat = seats.get(person.get(slot))
            until = person.get("discipline_until")
            if seat is None or seat in taken or person.row in taken.values() or person.state == "left" or seat in (person.post, person.second) or \
                    (until is not None and until >= run.now):
                continue
            taken[seat] = person.row
    for post in seats.values():
        org.take_from(post)
    for post, person in taken.items():
        since, state = org.people[person].since, org.people[person].state
        org.place(person, post)
        if state == "employed":
            org.people[person].since = since
    return again, len(taken), len(seats) - len(taken)


def congress(run, item):
    values, org = run.scenario.params(item), run.org
    first, term, over = month_of(values["first"]), int(values["term"]), int(values["over"])
    if run.now >= first and (run.now - first) % term == 0:
        for unit in org.units:
            if unit.get("congress.held"):
                org.put("units", unit.row, "congress.held", 0.0)
    held = hand_over(org, "congress.held")
    month = {u.row: u["congress.month"] for u in org.units if u.get("congress.month") is not None}
    total, those = 0, set()
    for unit in chosen(run, "units", values, "units"):
        after = run.now - first - int(chance_real(key(run, item, 0), stream(org.units[unit].id), 0) * min(over, term))
        if after >= 0 and after % term == 0:
            stands_for = org.units[unit].get(values["number"]) if values["number"] else None
            held[unit] = held.get(unit, 0) + (1 if stands_for is None else stands_for)
            month[unit] = float(run.now)
            those.add(unit)
            total += int(1 if stands_for is None else stands_for)
    keep(org, "units", "congress.held", held)
    keep(org, "units", "congress.month", month)
    run.count(item, "congresses", total)
    for series, number_of in zip(("leaders-reelected", "leaders-from-plan", "leaders-not-replaced"), elect(run, item, values, those)):
        run.count(item, series, number_of)


# ---- workload, online-services

def procedures(run, values):
    """With what simplify has changed of them, which stands at the unit that the table names."""
    for row in values["procedures"]:
        unit = run.org.unit(row["unit"])
        own = {what: unit.get("simplify.%s.%s" % (row["procedure"], what)) for what in ("minutes", "days", "online", "ended")}
        changed = dict(row, online=own["online"] == 1, ended=own["ended"] == 1)
        changed["minutes"] = number(row, "minutes", 0) * (1 if own["minutes"] is None else own["minutes"])
        if own["days"] is not None:
            changed["deadline_days"] = own["days"]
        if changed["ended"]:
            changed["arrivals_month"] = 0
        yield changed, unit, taker(run.org, unit.row)


def within(begins, ends, deadline):
    low, high = min(begins, ends), max(begins, ends)
    if high <= deadline:
        return 1
    return 0 if low > deadline or math.isinf(high) else (deadline - low) / (high - low)


def in_class(run, person):
    until = person.get("train.until")
    return person["train.absence"] if until is not None and until >= run.now else 0


def workload(run, item):
    values, org = run.scenario.params(item), run.org
    rows = [(row, unit, to) for row, unit, to in procedures(run, values)]
    work = {}
    for row, _, to in rows:
        if to is not None:
            work[to] = work.get(to, 0) + number(row, "arrivals_month", 0) * number(row, "minutes", 0)
    merged = {u.row: u["workload.merged"] for u in org.units if u.get("workload.merged") is not None}
    waiting = {u.row: u["workload.waiting"] for u in org.units if u.get("workload.waiting") is not None}
    for unit in org.units:
        if unit.closed is None:
            continue
        handled = unit.get("workload.backlog") is not None or any(named.row == unit.row for _, named, _ in rows)
        if unit.closed == run.now and handled and taker(org, unit.row) is not None:
            merged[taker(org, unit.row)] = float(run.now)
        merged.pop(unit.row, None)
        waiting.pop(unit.row, None)
    backlog, dossiers, on_time = (hand_over(org, "workload." + what) for what in ("backlog", "dossiers", "on-time"))
    sums = {"work": 0, "capacity": 0}
    able = set(chosen(run, "posts", values, "posts"))
    for unit, minutes in work.items():
        held = sum(p.fte * (1 - in_class(run, org.people[p.holder])) for p in org.open_posts(unit)
                   if p.holder is not None and p.row in able)
        since = run.now - merged.get(unit, -math.inf)
        dip = share(values["dip"]) * (1 - since / int(values["dip_months"])) if since < int(values["dip_months"]) else 0
        capacity = held * float(values["minutes"]) * (1 - share(values["absence"])) * (1 - dip)
        before = backlog.get(unit, 0)
        after = max(0, before + minutes - capacity)
        waits = [0 if left <= 0 else 30 * left / capacity if capacity > 0 else math.inf for left in (before, after)]
        backlog[unit] = after
        waiting[unit] = waits[1]
        if math.isinf(waits[1]):
            del waiting[unit]
        for counts in (dossiers, on_time):
            counts[unit] = 0 if run.now % 12 == 0 else counts.get(unit, 0)
        for row, _, to in rows:
            if to == unit:
                dossiers[unit] += number(row, "arrivals_month", 0)
                on_time[unit] += number(row, "arrivals_month", 0) * within(*waits, number(row, "deadline_days", 0))
        sums["work"] += minutes
        sums["capacity"] += capacity
        run.measure(item, "backlog-hours", org.units[unit].id, after / 60)
        if unit in waiting:
            run.measure(item, "waiting-days", org.units[unit].id, waits[1])
    run.measure(item, "backlog-hours", None, sum(backlog[unit] for unit in work) / 60)
    if sums["capacity"] > 0:
        run.measure(item, "utilisation", None, sums["work"] / sums["capacity"])
    if sum(dossiers[unit] for unit in work) > 0:
        run.measure(item, "returned-on-time", None, sum(on_time[unit] for unit in work) / sum(dossiers[unit] for unit in work))
    for what, cells in (("backlog", backlog), ("dossiers", dossiers), ("on-time", on_time), ("waiting", waiting), ("merged", merged)):
        keep(org, "units", "workload." + what, cells)


def online(run, item):
    values, org, at, dossiers = run.scenario.params(item), run.org, {}, {}
    by_steps = {}
    for row, _, to in procedures(run, values):
        name = row["procedure"]
        if to is not None and not row["ended"]:
            at.setdefault(name, to)
            dossiers.setdefault(name, [0, False])
            dossiers[name][0] += number(row, "arrivals_month", 0)
            dossiers[name][1] |= row.get("eligible") in (None, "", "yes", "1", "true", "có", "x")
            by_steps[name] = by_steps.get(name, True) and row["online"]
    eligible = sorted((name for name in at if dossiers[name][1]), key=lambda name: (-dossiers[name][0], name.encode()))
    done = set()
    if values["dates"]:
        done = {row["procedure"] for row in values["dates"] if month_of(row["month"]) <= run.now}
    elif "half" in values["given"]:
        start, end, pace = share(values["start"]), share(values["end"]), float(values["span"]) / (2 * math.log(9))
        part = start + (end - start) / (1 + math.exp(-(run.now - month_of(values["half"])) / pace))
        done = set(eligible[:math.floor(part * len(eligible) + 0.5)])
    kept = {"eligible": {}, "online": {}}
    for name in eligible:
        for what, so in (("eligible", 1), ("online", name in done or by_steps[name])):
            kept[what][at[name]] = kept[what].get(at[name], 0) + so
    for what, units in kept.items():
        keep(org, "units", "online-services." + what, units)
        run.measure(item, "services-" + what, None, sum(units.values()))
    if eligible:
        run.measure(item, "share-online", None, sum(kept["online"].values()) / len(eligible))


def satisfaction(run, item):
    values, index = run.scenario.params(item), float(run.scenario.params(item)["index"])
    for part, whole, what in (("workload.on-time", "workload.dossiers", "on_time"), ("online-services.online", "online-services.eligible", "online")):
        sums = [sum(unit.get(name) or 0 for unit in run.org.open_units()) for name in (part, whole)]
        if sums[1] > 0:
            index += float(values["by_" + what]) * 100 * (sums[0] / sums[1] - share(values[what]))
    run.measure(item, "satisfaction-index", None, min(100, max(0, index)))


# ---- confidence-vote, before the steps

def confidence_vote(run, item):
    values, org, told = run.scenario.params(item), run.org, {"votes-held": 0, "votes-low": 0, "dismissed-by-vote": 0}
    by_id = {person.id: person.row for person in org.people if person.id}
    for row in values["votes"]:
        if month_of(row["month"]) != run.now:
            continue
        person, votes = by_id[row["person"]], {what: float(row[what]) for what in ("high", "medium", "low")}
        if org.people[person].state == "left":
            run.remark(item, "warning", row["person"], "vote: has left")
            continue
        low = votes["low"] / sum(votes.values())
        told["votes-held"] += 1
        for what, value in votes.items():
            org.put("people", person, "confidence-vote." + what, value)
        org.put("people", person, "confidence-vote.month", float(run.now))
        if low >= share(values["may_resign"]):
            told["votes-low"] += 1
            run.remark(item, "note", row["person"], "vote: low", math.floor(100 * low + 0.5))
        dismiss = share(values["dismiss"])
        if dismiss and low >= dismiss and org.people[person].post is not None:
            told["dismissed-by-vote"] += 1
            for post in (org.people[person].second, org.people[person].post):
                if post is not None:
                    org.take_from(post)
    for series, number_of in told.items():
        run.count(item, series, number_of)


BEFORE_STEPS = {"confidence-vote": confidence_vote}
PROCESSES = {"satisfaction": satisfaction, "work-programme": work_programme, "party-growth": party_growth, "inspection": inspect, "congress": congress, "workload": workload,
             "online-services": online}
# Attributes that these set, which are compared like columns.
KEPT = tuple(name + "." for name in (*PROCESSES, *BEFORE_STEPS))


# ---- metrics

def attribute(run, item, values):
    table = next((name for name in ("units", "posts", "people") if name in values["given"]), values["table"])
    rows = [getattr(run.org, table)[row] for row in choose(run, table, values["given"].get(table) or "")]
    found = [row[values["name"]] for row in rows if row.get(values["name"]) is not None]
    whole = sum(row[values["of"]] for row in rows if row.get(values["of"]) is not None) if values["of"] else 1
    what = values["what"]
    run.measure(item, "rows-with-it", None, len(found))
    if what == "count":
        run.measure(item, "value", None, len(found))
    elif what == "sum":
        if whole:
            run.measure(item, "value", None, sum(found) / whole)
    elif found:
        run.measure(item, "value", None, {"least": min, "most": max, "mean": lambda f: sum(f) / len(f)}[what](found))


def coordination(run, item, values):
    org, sums = run.org, {}
    for row in values["handovers"]:
        way = []
        for end in (taker(org, org.unit(row["from"]).row), taker(org, org.unit(row["to"]).row)):
            up = []
            while end is not None:
                up, end = [end] + up, org.units[end].parent
            way.append(up)
        if not all(way):
            level = None
        elif way[0] == way[1]:
            level = 0
        else:
            level = sum(a == b for a, b in zip(*way)) + 1
        sums[level] = sums.get(level, 0) + number(row, "number", 1)
    crossing = sum(n for level, n in sums.items() if level)
    run.measure(item, "crossing", None, crossing)
    run.measure(item, "within-units", None, sums.get(0, 0))
    run.measure(item, "of-nobody", None, sums.get(None, 0))
    if crossing + sums.get(0, 0) > 0:
        run.measure(item, "crossing-share", None, crossing / (crossing + sums.get(0, 0)))
    for level in range(1, max([level for level in sums if level] or [0]) + 1):
        run.measure(item, "crossing-at-level-%d" % level, None, sums.get(level, 0))
