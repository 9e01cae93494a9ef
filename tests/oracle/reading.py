# SPDX-License-Identifier: MIT
"""What goes in: the scenario's tree as it is written, the tables, and the documented defaults of parameters."""

import csv
import json
import os
import subprocess

from org import Org, Row

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


def read_org(folder, names):
    org = Org()
    for row, cells in enumerate(rows_of(folder, names["units"])):
        unit = Row(row=row, id=cells["id"], name=cells.get("name", ""), type=cells.get("type", ""),
                   function=cells.get("function") or "", parent=cells.get("parent_id") or None, opened=None, closed=None,
                   successor=None)
        for name in cells:
            if name not in ("id", "name", "type", "function", "parent_id"):
                unit[name] = number_or_word(cells[name])
        org.units.append(unit)
    by_id = {unit.id: unit.row for unit in org.units}
    for unit in org.units:
        unit.parent = by_id[unit.parent] if unit.parent else None
    for row, cells in enumerate(rows_of(folder, names["posts"])):
        org.posts.append(Row(row=row, id=cells["id"], unit=by_id[cells["unit_id"]], title=cells.get("title", ""),
                             rank=cells.get("rank") or "", category=cells.get("category") or "",
                             funding=cells.get("funding") or "", fte=float(cells.get("fte") or 1), holder=None,
                             coefficient=float(cells.get("coefficient") or 0), opened=None, closed=None,
                             vacant_since=None, stream=row))
    posts = {post.id: post.row for post in org.posts}
    for row, cells in enumerate(rows_of(folder, names["people"])):
        post = posts[cells["post_id"]]
        org.people.append(Row(row=row, id=cells["id"], name="", born=month_of(cells["born"]) if cells["born"] else None,
                              hired=month_of(cells["hired"]) if cells["hired"] else None, sex=cells["sex"] or None,
                              rating=int(cells["rating"]) if cells["rating"] else None, since=None, post=post,
                              unit=org.posts[post].unit, second=None, state="employed", reason="", stream=row,
                              coefficient=0))
        org.posts[post].holder = row
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
        self.targets = self.tree.get("targets") or []

    def params(self, item):
        """Key -> text, list or mapping as written, completed by the documented defaults. Nested keys as "into.id"."""
        given = dict(item.given) if isinstance(item.given, dict) else {}
        values = {p["key"]: p["default"] for p in self.catalogue.feature(item.feature)["params"]}
        for key, value in given.items():
            if isinstance(value, dict):
                values.update(("%s.%s" % (key, inner), text) for inner, text in value.items())
            else:
                values[key] = value
        values["given"] = given
        return values


def amount(text):
    """A number and whether it was written as a percentage."""
    text = str(text).strip()
    return (float(text[:-1]) / 100, True) if text.endswith("%") else (float(text), False)


def share(text):
    value, relative = amount(text)
    return value if relative else float(text)
