# SPDX-License-Identifier: MIT
"""What goes in: the scenario's tree as it is written, the tables, and the documented defaults of parameters."""

import csv
import json
import os
import subprocess
from fractions import Fraction

from org import Org, Row
from population import populate

ROLES = (("process", "processes"), ("step", "steps"), ("rule", "rules"), ("metric", "metrics"))
RESERVED = {"at", "every", "over", "when", "id", "note", "given", "valid_from", "valid_to"}


def month_of(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def spell_month(month):
    return "%04d-%02d" % (month // 12, month % 12 + 1)


def call(orgsim, *args, cwd=None):
    done = subprocess.run([orgsim, *args], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Catalogue:
    """Kinds and defaults of parameters, from `plugin show --json`."""

    def __init__(self, orgsim):
        self.orgsim, self.shown = orgsim, {}

    def feature(self, name):
        if name not in self.shown:
            status, out, err = call(self.orgsim, "plugin", "show", name, "--json")
            if status:
                raise SystemExit(err)
            self.shown[name] = json.loads(out)
        return self.shown[name]


class Item(Row):
    """An item of a scenario: number, role, feature, id, given parameters, times."""


def duration(text):
    return int(text[:-1]) * (12 if text.endswith("y") else 1)


def months_due(item, first, last):
    if "every" in item:
        length = {"month": 1, "quarter": 3, "year": 12}[item["every"]]
        return [m for m in range(first, last + 1) if (m + 1) % length == 0]
    at = item["at"]
    return sorted(month_of(m) for m in (at if isinstance(at, list) else [at]))


def read_items(tree, first, last):
    items, counted, taken = [], {}, set()
    for _, section in ROLES:
        taken.update(entry["id"] for entry in tree.get(section) or [] if "id" in entry)
    for role, section in ROLES:
        for number, entry in enumerate(tree.get(section) or [], 1):
            feature = next(key for key in entry if key not in RESERVED)
            item = Item(number=len(items), role=role, feature=feature, given=entry[feature], given_id=entry.get("id"),
                        when=entry.get("when"), over=duration(entry["over"]) if "over" in entry else None,
                        ordinal=counted.setdefault(feature, 0), valid_from=None, valid_to=None)
            for key in ("valid_from", "valid_to"):
                if key in entry:
                    item[key] = month_of(entry[key])
            counted[feature] += 1
            base = "step-%d" % number if role == "step" else feature
            item.id, again = entry.get("id"), 2
            if item.id is None:
                item.id = base
                while item.id in taken:
                    item.id, again = "%s-%d" % (base, again), again + 1
                taken.add(item.id)
            item.due = months_due(entry, first, last) if role == "step" else []
            items.append(item)
    return items


def rows_of(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number_or_word(text):
    if text in (None, ""):
        return None
    try:
        return float(text)
    except ValueError:
        return text


def number_of(text, otherwise=None):
    return float(text) if text not in (None, "") else otherwise


def opened_of(cells, named):
    """The posts that a row opens: (id, weight) each, and how many are held, where the row says so. A row that counts posts, and one of
    more than one full post that nobody is named in, opens several."""
    post, fte, assigned = cells["id"], number_of(cells.get("fte"), 1.0), cells.get("assigned")
    if assigned:
        return [("%s#%d" % (post, n + 1), fte) for n in range(int(assigned))]
    if fte <= 1 or post in named:
        return [(post, fte)]
    whole = int(fte)
    part = [round(fte - whole, 9)] if fte > whole else []
    return [("%s#%d" % (post, n + 1), weight) for n, weight in enumerate([1.0] * whole + part)]


def read_units(org, folder, name):
    usual = ("id", "name", "type", "function", "parent_id")
    for row, cells in enumerate(rows_of(folder, name)):
        unit = Row(row=row, id=cells["id"], name=cells.get("name", ""), type=cells.get("type", ""),
                   function=cells.get("function") or "", parent=cells.get("parent_id") or None, opened=None, closed=None,
                   successor=None)
        unit.update((name, number_or_word(cells[name])) for name in cells if name not in usual)
        org.units.append(unit)
    by_id = {unit.id: unit.row for unit in org.units}
    for unit in org.units:
        unit.parent = by_id[unit.parent] if unit.parent else None
    return by_id


USUAL_POSTS = {"id", "unit_id", "title", "rank", "category", "funding", "fte", "coefficient", "kept_for", "reports_to", "also_reports_to",
               "assigned", "filled", "person_id"}
USUAL_PEOPLE = {"id", "name", "born", "hired", "sex", "rating", "post_id", "second_post_id", "unit_id", "coefficient"}


def attributes(cells, usual):
    """What the data says beside the columns that every table has."""
    return {name: number_or_word(text) for name, text in cells.items() if name not in usual}


def read_posts(org, rows, units, named):
    """Gives of each row that says how many are held: the posts that it opened, and how many."""
    counted, first = [], {}
    for cells in rows:
        own = []
        for post, weight in opened_of(cells, named):
            own.append(len(org.posts))
            org.posts.append(Row(row=len(org.posts), id=post, unit=units[cells["unit_id"]], title=cells.get("title", ""),
                                 rank=cells.get("rank") or "", category=cells.get("category") or "",
                                 funding=cells.get("funding") or "", fte=weight, holder=None,
                                 coefficient=float(cells.get("coefficient") or 0), opened=None, closed=None,
                                 vacant_since=None, stream=len(org.posts), kept_for=cells.get("kept_for") or None,
                                 reports_to=cells.get("reports_to") or None,
                                 also_reports_to=cells.get("also_reports_to") or "", **attributes(cells, USUAL_POSTS)))
        first[cells["id"]] = own[0] if own else None
        if cells.get("filled"):
            counted.append((own, int(float(cells["filled"]))))
    for post in org.posts:
        if post.reports_to:
            post.reports_to = first[post.reports_to]
        post.also_reports_to = tuple(first[boss] for boss in post.also_reports_to.split(";")) if post.also_reports_to else ()
    return counted


def read_people(org, rows, units, posts):
    for row, cells in enumerate(rows):
        post = posts[cells["post_id"]] if cells.get("post_id") else None
        second = posts[cells["second_post_id"]] if cells.get("second_post_id") else None
        org.people.append(Row(row=row, id=cells["id"], name="", born=month_of(cells["born"]) if cells.get("born") else None,
                              hired=month_of(cells["hired"]) if cells.get("hired") else None, sex=cells.get("sex") or None,
                              rating=int(cells["rating"]) if cells.get("rating") else None, since=None, post=post,
                              unit=org.posts[post].unit if post is not None else units[cells["unit_id"]], second=second,
                              state="employed" if post is not None else "surplus", reason="", stream=row, coefficient=0,
                              **attributes(cells, USUAL_PEOPLE)))
        for held in (post, second):
            if held is not None:
                org.posts[held].holder = row
    ids = {person.id: person.row for person in org.people}
    for post in org.posts:
        post.kept_for = ids[post.kept_for] if post.kept_for else None
    org.kept = [post.row for post in org.posts if post.kept_for is not None]


def hold_unnamed(org, counted):
    """Of rows that only say how many are held: the first vacant ones are held by people of whom nothing else is known."""
    for own, filled in counted:
        for post in [p for p in own if org.posts[p].holder is None][:filled - sum(org.posts[p].holder is not None for p in own)]:
            row = len(org.people)
            org.people.append(Row(row=row, id=org.posts[post].id, name="", born=None, hired=None, sex=None, rating=None, since=None,
                                  post=post, unit=org.posts[post].unit, second=None, state="employed", reason="", stream=row,
                                  coefficient=0))
            org.posts[post].holder = row


def read_org(folder, names):
    org = Org()
    units = read_units(org, folder, names["units"])
    people = rows_of(folder, names["people"]) if names.get("people") else []
    named = {cells[column] for cells in people for column in ("post_id", "second_post_id") if cells.get(column)}
    counted = read_posts(org, rows_of(folder, names["posts"]) if names.get("posts") else [], units, named)
    org.extra = {table: sorted({name for cells in rows[:1] for name in cells} - usual) for table, rows, usual in (
        ("posts", rows_of(folder, names["posts"]) if names.get("posts") else [], USUAL_POSTS), ("people", people, USUAL_PEOPLE))}
    read_people(org, people, units, {post.id: post.row for post in org.posts})
    hold_unnamed(org, counted)
    return org


class Scenario:
    def __init__(self, orgsim, folder, file, catalogue):
        status, out, err = call(orgsim, "scenario", "json", os.path.join(folder, file))
        if status:
            raise SystemExit(err)
        self.tree = json.loads(out)["scenario"]
        self.first, self.last = month_of(self.tree["from"]), month_of(self.tree["to"])
        self.clock = self.tree.get("clock", "yearly")
        self.on_veto = self.tree.get("on_veto", "stop")
        self.seed = int(self.tree.get("seed", 1))
        self.catalogue, self.folder = catalogue, folder
        self.items = read_items(self.tree, self.first, self.last)
        self.org = read_org(folder, self.tree["organisation"])
        assumed = self.tree.get("population")
        if assumed:
            bands = assumed.get("bands") or assumed.get("table")
            of = self.tree["organisation"].get("date")
            populate(self.org, rows_of(folder, bands) if isinstance(bands, str) else bands, int(assumed.get("seed", 1)),
                     month_of(str(of)) if of else self.first)
        self.targets, self.counting = self.tree.get("targets") or [], self.tree.get("counting") or {}
        self.measured = {}  # target -> [(name of the counting rule, item)]
        for target in self.targets:
            self.find_metrics(target)
        self.baselines = {name: (read_org(folder, one), month_of(one["date"]) if one.get("date") else self.first - 1)
                          for name, one in (self.tree.get("baselines") or {}).items() if one.get("units")}
        self.actuals = self.read_actuals()

    def find_metrics(self, target):
        """What a target measures: an item of the scenario, or one made for it, one for each counting rule."""
        name = target["metric"].split(".")[0]
        rules = (target.get("with") or {}).get("counting") or []
        where = (target.get("with") or {}).get("where")
        rules = where["counting"] if isinstance(where, dict) and "counting" in where else rules
        rules = [rules] if isinstance(rules, str) else rules
        found = [] if target.get("with") else [item for item in self.items if item.role in ("metric", "process", "step") and name == item.id]
        found = found or ([] if target.get("with") else [item for item in self.items if item.role in ("metric", "process") and name == item.feature])
        if found:
            self.measured[target["id"]] = [("", found[0])]
            return
        out = []
        for rule in rules or [""]:
            given = dict(target.get("with") or {})
            given.pop("counting", None)
            if rule:
                given["where"] = self.counting[rule]["where"]
            item = Item(number=len(self.items), role="metric", feature=name, given=given, given_id=None, when=None, over=None, ordinal=0,
                        valid_from=None, valid_to=None, due=[], id=name if len(rules) < 2 else "%s-%s" % (name, rule))
            self.items.append(item)
            out.append((rule, item))
        self.measured[target["id"]] = out

    def read_actuals(self):
        actuals = self.tree.get("actuals") or []
        rows = rows_of(self.folder, actuals) if isinstance(actuals, str) else actuals
        return [(row["metric"], row.get("scope") or None, month_of(row["month"]), float(row["value"])) for row in rows]

    def deadlines(self, target):
        if "every" in target:
            length = {"month": 1, "quarter": 3, "year": 12}[target["every"]]
            return [m for m in range(self.first, self.last + 1) if (m + 1) % length == 0]
        return sorted(month_of(m) for m in (target["by"] if isinstance(target["by"], list) else [target["by"]]))

    def plugin(self, item):
        """The plugin whose feature it is, which its draws depend on."""
        return self.catalogue.feature(item.feature)["id"]

    def params(self, item):
        """Key -> text, list or mapping as written, completed by the documented defaults. Nested keys as "into.id"."""
        given = dict(item.given) if isinstance(item.given, dict) else {}
        values = {p["key"]: p["default"] for p in self.catalogue.feature(item.feature)["params"]}
        for key, value in given.items():
            if isinstance(value, dict) and "assumed" in value:
                values[key] = value["assumed"]
            elif isinstance(value, dict):
                values.update(("%s.%s" % (key, inner), text["assumed"] if isinstance(text, dict) and "assumed" in text else text)
                              for inner, text in value.items())
            else:
                values[key] = value
        for one in self.catalogue.feature(item.feature)["params"]:
            if one["type"] == "table" and isinstance(values.get(one["key"]), str) and values[one["key"]]:
                values[one["key"]] = rows_of(self.folder, values[one["key"]])
        values["given"] = given
        return values


def amount(text):
    """A number and whether it was written as a percentage."""
    text = str(text).strip()
    return (float(text[:-1]) / 100, True) if text.endswith("%") else (float(text), False)


def exact_amount(text):
    """The same as a fraction."""
    text = str(text).strip()
    return (Fraction(text[:-1]) / 100, True) if text.endswith("%") else (Fraction(text), False)


def share(text):
    value, relative = amount(text)
    return value if relative else float(text)
