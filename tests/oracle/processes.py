# SPDX-License-Identifier: MIT
"""Who leaves and who is hired. A foreseeing process gives (person, month, reason, series); recruitment acts."""

from chance import chance32, chance_real, key_of, origin_of, yearly_month
from live import choose
from reading import month_of, share


def key(run, item, year):
    return key_of(run.scenario.seed, run.replication, run.scenario.plugin(item), item.feature, item.given_id, item.ordinal, year)


# ---- retirement: Labour Code 2019 Art. 169, Decree 135/2020 Art. 4

def legal_age(year, woman):
    """In months: from 60 years 3 months (women 55 years 4 months) in 2021, each year 3 (4) months more, to 62 (60)."""
    years = max(year - 2021, -1)
    return min(664 + 4 * years, 720) if woman else min(723 + 3 * years, 744)


def age_of(year, woman, table):
    if not table:
        return legal_age(year, woman)
    rows = [row for row in table if int(row["year"]) <= year] or table[:1]
    return int(rows[-1]["female_months" if woman else "male_months"])


def retires_in(born, woman, table=None):
    month = born + 40 * 12
    while month - born < age_of(month // 12, woman, table):
        month += 1
    return month


def foresee_retirement(run, item, people, after):
    values, found = run.scenario.params(item), {}
    for person in people:
        woman = person.sex == "F" or (person.sex is None and values["unknown_sex"] == "women")
        if person.born is None or (person.sex is None and values["unknown_sex"] == "stay"):
            continue
        if (person.born, woman) not in found:
            found[(person.born, woman)] = retires_in(person.born, woman, values["schedule"] or None)
        month = found[(person.born, woman)]
        if month <= after:
            yield person.row, after + 1, "retirement, overdue", "retired"
        else:
            yield person.row, month, "retirement", "retired"


# ---- resignation

def rate_of(run, person, year, values):
    category = run.org.posts[person.post].category if person.post is not None else ""
    age = None if person.born is None else (year * 12 - person.born) // 12
    for row in values["rates"] or []:
        if row.get("category") and row["category"] != category:
            continue
        if row.get("age_from") or row.get("age_to"):
            if age is None or not int(row.get("age_from") or 0) <= age <= int(row.get("age_to") or 200):
                continue
        return share(row["rate"])
    return share(values["rate"])


def foresee_resignation(run, item, people, after):
    """after: the last month that is over; what falls into it or before passes."""
    values, year = run.scenario.params(item), (after + 1) // 12
    chance_key = key(run, item, year)
    for person in people:
        month = yearly_month(chance32(chance_key, person.stream), rate_of(run, person, year, values))
        if month is not None and year * 12 + month > after:
            yield person.row, year * 12 + month, values["reason"], "resigned"


# ---- recruitment

def recruit(run, item):
    org, values, now = run.org, run.scenario.params(item), run.now
    chance_key, rate = key(run, item, now // 12), share(values["rate"])
    in_set = choose(run, "posts", values["where"])
    hires = []
    for post in in_set:
        cells = org.posts[post]
        if cells.holder is None and cells.kept_for is None and (cells.vacant_since is None or cells.vacant_since < now):
            draw = chance32(chance_key, cells.stream)
            if yearly_month(draw, rate) == now % 12:
                hires.append((draw, post))
    held = sum(org.posts[post].holder is not None for post in in_set)
    ceiling = share(values["ceiling"])
    if ceiling < 1:
        hires = sorted(hires)[:max(0, int(ceiling * len(in_set) + 1e-9 - held))]
    if "of_leavers" in values["given"]:
        units = {org.posts[post].unit for post in in_set} if values["where"] else None
        gone = {p.row for p in run.start.people if p.state == "left"}
        leavers = sum(p.state == "left" and p.row not in gone and (units is None or p.unit in units) for p in org.people)
        had = run.hired.get(item.id, 0)
        hires = sorted(hires)[:max(0, int(share(values["of_leavers"]) * leavers + 1e-9 - had))]
        run.hired[item.id] = had + len(hires)
    youngest, oldest = int(values["age_from"]), int(values["age_to"])
    for _, post in sorted(hires, key=lambda hire: hire[1]):
        stream = org.posts[post].stream
        age = 12 * youngest + int(chance_real(chance_key, stream, 1) * 12 * (oldest - youngest + 1))
        woman = chance_real(chance_key, stream, 2) < share(values["women"])
        org.join(post, now - age, "F" if woman else "M")
    run.count(item, "hired", len(hires))


# ---- indicator

def table_month(row):
    return month_of(row["month"]) if row.get("month") else int(row["year"]) * 12 + 11


def indicate(run, item):
    """Each month; what is measured stays for the next stored month."""
    values = run.scenario.params(item)
    points = [(table_month(row), share(row["value"])) for row in values["values"]]
    before = [point for point in points if point[0] <= run.now]
    after = [point for point in points if point[0] > run.now]
    if not before:
        return
    last, value = before[-1]
    if values["between"] == "linear" and after:
        value += (after[0][1] - value) * (run.now - last) / (after[0][0] - last)
    elif last != run.now and values["between"] != "hold":
        return
    run.measure(item, "value", None, value)


FORESEES_RUN = {"retirement": foresee_retirement}
FORESEES_YEAR = {"resignation": foresee_resignation}
AFTER_STEPS = {"recruitment": recruit}


def begin_call(run, item):
    """What the host sets before a call: whose changes they are, and by what its new rows draw."""
    run.org.month, run.org.item, run.org.opened = run.now, item.id, 0
    run.org.origin = origin_of(run.scenario.plugin(item), item.feature, item.given_id, item.ordinal)
