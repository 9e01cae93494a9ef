# SPDX-License-Identifier: MIT
"""Rules that compare with what was before a step, and rules about leaders and functions: by their READMEs.

A breach is of a unit's row, of ("posts", row), or of None.
"""

from chain import grade, under_penalty
from live import At, choose
from offices import holders_of
from reading import share

NOTE = 1
SEVERITY = {"veto": 3, "warn": 2, "note": NOTE}


def before(run):
    """The organisation as it stood before the step, looked at with the same sets."""
    return At(run, run.before)


def leading(run, wish):
    if wish:
        return choose(run, "posts", wish)
    return [p.row for p in run.org.open_posts() if p.rank in ("head", "deputy")]


def given_set(run, item, key):
    return leading(run, item.given.get(key)) if isinstance(item.given, dict) else leading(run, None)


def qualified(run, item, stands):
    values, out = run.scenario.params(item), {}
    least, severity, grace = int(values["min_rating"]), SEVERITY[values["severity"]], int(values["grace"])
    topics = [word.strip().removeprefix("train.") for word in values["needs"].split(",") if word.strip()]
    for post in given_set(run, item, "where"):
        holder, where = run.org.posts[post].holder, ("posts", post)
        if holder is None:
            continue
        person = run.org.people[holder]
        against = {"under-penalty": (severity, 1, 0) if under_penalty(run, person) else None,
                   "low-rating": (severity, grade(person), least) if grade(person) < least else None}
        if any(person.get("train." + topic) is None for topic in topics):
            since = stands[("not-trained", where)][3] if ("not-trained", where) in stands else run.now
            against["not-trained"] = (severity if run.now >= since + grace else NOTE, 0, 1)
        if run.before is not None and (post >= len(run.before.posts) or run.before.posts[post].holder != holder):
            told = [code for code in against if against[code]][:1]
        else:  # who was there before is asked for nothing new; what has been told stands as long as it is true
            told = [code for code in against if (code, where) in stands and against[code]]
        out.update({(code, where): against[code] for code in told})
    return out


def shares_of(run, item, values):
    """group -> (of the kind, held)."""
    org, out = run.org, {}
    for post in given_set(run, item, "where"):
        cells = org.posts[post]
        if cells.holder is None:
            continue
        person = org.people[cells.holder]
        such = person.sex == "F" if values["of"] == "women" else \
            person.born is not None and run.now - person.born < 12 * int(values["young_age"])
        group = {"whole": None, "unit": cells.unit, "parent": org.units[cells.unit].parent}[values["by"]]
        has, held = out.get(group, (0, 0))
        out[group] = (has + such, held + 1)
    return out


def balance(run, item, _stands):
    values, out = run.scenario.params(item), {}
    least = share(values["least"])
    had = shares_of(before(run), item, values) if run.before is not None else {}
    for group, (has, held) in shares_of(run, item, values).items():
        if has / held >= least - 1e-9:
            continue
        was = had.get(group)
        lower = was is not None and has / held < was[0] / was[1] - 1e-9
        out[(values["of"], group)] = (SEVERITY[values["severity"]] if lower else NOTE, has / held, least)
    return out


def group_number(unit):
    value = unit.get("autonomy_group")
    return None if value in (None, "", 0) else int(str(value)[0])


def autonomy_not_lowered(run, item, _stands):
    values, org, out = run.scenario.params(item), run.org, {}
    if run.before is None:
        return out
    least = {}
    for unit in run.before.open_units():
        group, at = group_number(unit), unit.row
        while at is not None and org.units[at].closed is not None:
            at = org.units[at].successor
        if group is not None and at is not None:
            least[at] = min(least.get(at, 9), group)
    for unit in choose(run, "units", values["where"]):
        now = group_number(org.units[unit]) or 4
        if unit in least and now > least[unit]:
            out[("lowered", unit)] = (SEVERITY[values["severity"]], now, least[unit])
    return out


def no_net_increase(run, item, _stands):
    values, out = run.scenario.params(item), {}
    if values["against"] == "step":
        then = before(run) if run.before is not None else None
    else:
        then = At(run, run.baseline(values["baseline"])[0])
    for key, code, size in (("units", "more-units", lambda org, rows: len(rows)),
                            ("posts", "more-posts", lambda org, rows: sum(round(org.posts[row].fte * 1000) for row in rows) / 1000)):
        if key not in values["given"] or then is None:
            continue
        now = size(run.org, choose(run, key, values["given"][key]))
        most = size(then.org, choose(then, key, values["given"][key])) + float(values["allow"])
        if now > most + 1e-9:
            out[(code, None)] = (SEVERITY[values["severity"]], now, most)
    return out


def changed_unit(old, new, run, row):
    def own(org):
        posts = org.open_posts(row)
        return len(posts), sum(round(p.fte * 1000) for p in posts)

    return any(old[column] != new[column] for column in ("parent", "name", "type", "function")) or own(run.before) != own(run.org)


def protected(run, item, _stands):
    values, out = run.scenario.params(item), {}
    if run.before is None:
        return out
    then, severity = before(run), SEVERITY[values["severity"]]
    units = choose(then, "units", values["given"]["units"]) if "units" in values["given"] else []
    posts = choose(then, "posts", values["given"]["posts"]) if "posts" in values["given"] else []
    if "units" not in values["given"] and "posts" not in values["given"]:
        units = [u.row for u in then.org.open_units() if str(u.get("protected") or "") not in ("", "0", "0.0", "no")]
    for table, rows in (("units", units), ("posts", posts)):
        for row in rows:
            old, new = getattr(then.org, table)[row], getattr(run.org, table)[row]
            where = row if table == "units" else ("posts", row)
            if new.closed is not None:
                out[("closed", where)] = (severity, 1, 0)
            elif values["against"] == "changing" and (
                    changed_unit(old, new, run, row) if table == "units" else
                    any(old[column] != new[column] for column in ("unit", "rank", "title", "category", "funding", "coefficient", "fte"))):
                out[("changed", where)] = (severity, 1, 0)
    return out


def head_of_each_unit(run, item, stands):
    values, org, out = run.scenario.params(item), run.org, {}
    for unit in choose(run, "units", values["where"]):
        posts = org.open_posts(unit)
        if not posts or any(p.rank == "head" and (values["counts"] == "assigned" or p.holder is not None) for p in posts):
            continue
        key = ("no-head", unit)
        since = stands[key][3] if key in stands else run.now
        out[key] = (NOTE if run.now < since + int(values["grace"]) else SEVERITY[values["severity"]], 0, 1)
    return out


def like_functions(run, item, _stands):
    values, out = run.scenario.params(item), {}
    allowed = {word.strip() for word in values["allowed"].split(",")}
    shared = {}
    for (_, function), units in holders_of(run.org, choose(run, "units", values["where"]), values["level"]).items():
        for unit in units[1:] if function not in allowed else ():
            shared[unit] = shared.get(unit, 0) + 1
    for unit, number in shared.items():
        out[("like-functions", unit)] = (SEVERITY[values["severity"]], number, 0)
    return out


RULES = {"qualified": qualified, "balance": balance, "autonomy-not-lowered": autonomy_not_lowered, "no-net-increase": no_net_increase,
         "protected": protected, "head-of-each-unit": head_of_each_unit, "like-functions": like_functions}


# ---- metrics

def leaders(run, item, values):
    posts = [run.org.posts[row] for row in given_set(run, item, "where")]
    held = {p.holder for p in posts if p.holder is not None}
    people = [run.org.people[row] for row in held]
    women = sum(p.sex == "F" for p in people)
    young = sum(p.born is not None and run.now - p.born < 12 * int(values["young_age"]) for p in people)
    for series, number in (("leading-posts", len(posts)), ("leading-vacant", sum(p.holder is None for p in posts)), ("leading-people", len(people)),
                           ("leading-women", women), ("leading-young", young), ("leading-two-posts", sum(p.second is not None for p in people))):
        run.measure(item, series, None, number)
    if people:
        run.measure(item, "share-women", None, women / len(people))
        run.measure(item, "share-young", None, young / len(people))
    ages = [run.now - p.born for p in people if p.born is not None]
    if ages:
        run.measure(item, "mean-age", None, sum(ages) / len(ages) / 12)


def boss_of(org, person):
    """Who holds the post that the own one reports to, or one further up; else the head of the unit, or above. Nobody of whom has no post."""
    if person.post is None:
        return None
    up = org.posts[person.post].reports_to
    while up is not None:
        holder = org.posts[up].holder
        if org.posts[up].closed is None and holder is not None and holder != person.row:
            return holder
        up = org.posts[up].reports_to
    unit = person.unit
    while unit is not None:
        head = org.head_of(unit)
        holder = org.posts[head].holder if head is not None else None
        if holder is not None and holder != person.row:
            return holder
        unit = org.units[unit].parent
    return None


def disruption(run, item, values):
    start, org = run.start, run.org
    told = dict.fromkeys(("disrupted", "other-unit", "other-boss", "other-building"), 0)
    rows = [row for row in choose(run, "people", values["where"]) if row < len(start.people) and start.people[row].state != "left"]
    for row in rows:
        was, now = start.people[row], org.people[row]
        other = {"other-unit": was.unit != now.unit, "other-boss": boss_of(start, was) != boss_of(org, now),
                 "other-building": (start.units[was.unit].get("building") or None) != (org.units[now.unit].get("building") or None)}
        for series, so in other.items():
            told[series] += so
        told["disrupted"] += any(other.values())
    for series, number in told.items():
        run.measure(item, series, None, number)
    run.measure(item, "still-there", None, len(rows))
    if rows:
        run.measure(item, "disrupted-share", None, told["disrupted"] / len(rows))


METRICS = {"leaders": leaders, "disruption": disruption}
