# SPDX-License-Identifier: MIT
"""found, rename, split, separate."""

from fractions import Fraction

from chance import stream_of
from ending import chosen_units, protected
from live import choose, open_unit
from org import Failure, Row

RANKS = ("head", "deputy")


def word_hash(text):
    """FNV-1a of 32 bits: the parent of the stream of a post that copies none."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


# ---- found


def open_post(org, unit, cells):
    row = len(org.posts)
    org.posts.append(Row(row=row, id="p%d" % (row + 1), unit=unit, title=cells.get("title") or "", rank=cells["rank"],
                         category=cells.get("category") or "", funding=cells.get("funding") or "",
                         fte=float(cells.get("fte") or 1), holder=None, coefficient=float(cells.get("coefficient") or 0),
                         opened=org.month, closed=None, vacant_since=org.month, kept_for=None, reports_to=None,
                         also_reports_to=(), stream=stream_of(word_hash(org.units[unit].id), org.origin, org.month, org.opened)))
    org.opened += 1
    org.note_new("posts", row)
    if org.own is not None:
        org.own.setdefault(unit, set()).add(row)
    org.changes.append((org.month, org.item, "posts", row, "opened", None, org.month))
    return row


def head_above(org, unit):
    up = org.units[unit].parent
    while up is not None and org.head_of(up) is None:
        up = org.units[up].parent
    return org.head_of(up) if up is not None else None


def found(run, item, _window):
    """Of a table of different units, or the like under each of several."""
    values, org = run.scenario.params(item), run.org
    new, todo = {}, [dict(cells) for cells in values["table"] or []]
    while todo:  # parents before children
        able = next(cells for cells in todo if (cells.get("parent") or "") in new or not cells.get("parent") or org.unit(cells["parent"]))
        parent = new.get(able.get("parent"))
        if parent is None and able.get("parent"):
            parent = open_unit(org, able["parent"])
        new[able["id"]] = org.open_unit(able["id"], able["name"], able.get("type") or "", able.get("function") or "", parent)
        todo.remove(able)
    if not values["table"]:
        above = chosen_units(run, values)
        for unit in above:
            unit_id = values["into.id"] + ("-" + org.units[unit].id if len(above) > 1 else "")
            new[unit_id] = org.open_unit(unit_id, values["into.name"], values["into.type"], values["into.function"], unit)
    order = [cells["id"] for cells in values["table"]] if values["table"] else list(new)
    leads, opened, placed = {}, [], 0
    by_id = {person.id: person.row for person in org.people if person.id}
    for unit_id in order:
        for cells in values["posts"] or []:
            if (cells.get("unit") or unit_id) != unit_id:
                continue
            for _ in range(int(cells.get("count") or 1)):
                post = open_post(org, new[unit_id], cells)
                opened.append((post, unit_id))
                if cells.get("holder"):
                    person, placed = org.people[by_id[cells["holder"]]], placed + 1
                    since, state = person.since, person.state
                    org.place(person.row, post)
                    if state == "employed":
                        org.people[person.row].since = since
                if cells["rank"] == "head":
                    leads.setdefault(unit_id, post)
    above = {unit_id: head_above(org, unit) for unit_id, unit in new.items()}
    for post, unit_id in opened:
        lead = leads.get(unit_id)
        org.put("posts", post, "reports_to", above[unit_id] if lead in (None, post) else lead)
    for series, told in (("units-founded", len(new)), ("posts-opened", len(opened)), ("people-placed", placed)):
        run.count(item, series, told)
    return 0


# ---- rename


def rename(run, item, _window):
    values, org = run.scenario.params(item), run.org
    told = dict.fromkeys(("units-renamed", "units-retyped", "functions-changed"), 0)
    if values["table"]:
        wanted = [(open_unit(org, cells["unit"]), cells) for cells in values["table"]]
    else:
        wanted = [(unit, values) for unit in chosen_units(run, values)]
    for unit, cells in wanted:
        for column, series in (("name", "units-renamed"), ("type", "units-retyped"), ("function", "functions-changed")):
            if cells.get(column) and cells[column] != org.units[unit][column]:
                org.put("units", unit, column, cells[column])
                told[series] += 1
    if not any(told.values()):
        run.remark(item, "note", None, "nothing to rename")
    for series, number in told.items():
        run.count(item, series, number)
    return 0


# ---- split, separate


class Division:
    def __init__(self, run, item, unit, stays, like):
        self.run, self.org, self.item, self.unit, self.stays = run, run.org, item, unit, stays
        self.values = run.scenario.params(item)
        own = "-" + self.org.units[unit].id if like else ""
        table = self.values["parts"] or [{"id": self.values["into.id"], "name": self.values["into.name"], "type": self.values["into.type"],
                                          "parent": self.values["into.parent"], "share": self.values["share"]
                                          if "share" in self.values["given"] else None}]
        self.parts = [dict(cells, key=cells["id"], id=cells["id"] + own) for cells in table]
        self.was_in = {p.row: p.unit for p in self.org.open_posts()}
        self.led_by = self.org.head_of(unit)
        self.posts = [p.row for p in self.org.open_posts(unit)]
        self.to = {}

    def named_head(self, part):
        wanted = part.get("head")
        if not wanted:
            return None
        for post in self.posts:
            holder = self.org.posts[post].holder
            if self.org.posts[post].id == wanted or (holder is not None and self.org.people[holder].id == wanted and
                                                     self.org.people[holder].post == post):
                return post
        raise Failure("the head is no post of the unit")

    def index(self, key):
        return [part["key"] for part in self.parts].index(key)

    def shares(self):
        told = [Fraction(str(p["share"]).strip().rstrip("%")) / (100 if str(p["share"]).strip().endswith("%") else 1)
                if p.get("share") else None for p in self.parts]
        scale = 100 if any(share is not None and share > Fraction(1005, 1000) for share in told) else 1
        if all(share is None for share in told):
            return None
        whole = sum(share or 0 for share in told)
        return [(share or 0) / (scale if self.stays else whole) for share in told]

    def give(self):
        """Named heads, the list, a set, what parts take, then shares of the rest."""
        org, by = self.org, self.values["by"]
        for number, part in enumerate(self.parts):
            part["lead"] = self.named_head(part)
            if part["lead"] is not None:
                self.to[part["lead"]] = number
        for cells in self.values["list"] or []:
            post = next((p for p in self.posts if org.posts[p].id == cells["post"]), None)
            if post is None:
                raise Failure("list names a post that is not of the unit")
            self.to[post] = self.index(cells["part"])
        if self.values["given"].get("posts"):
            for post in choose(self.run, "posts", self.values["given"]["posts"]):
                if post in self.posts:
                    self.to[post] = 0
        named = set(self.to)
        for number, part in enumerate(self.parts):
            for value in [v.strip() for v in (part.get("takes") or "").split(";") if v.strip()]:
                for post in self.posts:
                    if str(org.posts[post].get(by) or "") == value and post not in named:
                        self.to[post] = number
        self.give_rest([p for p in self.posts if p not in self.to])

    def give_rest(self, rest):
        org, shares, got, number = self.org, self.shares(), [0] * (len(self.parts) + 1), 0
        if shares is None and not self.stays and rest:
            self.run.remark(self.item, "note", self.run.unit_id(self.unit), "parts without shares", len(rest))
        if shares is None:
            shares = [0 if self.stays else Fraction(1, len(self.parts))] * len(self.parts)
        shares = shares + [1 - sum(shares)] if self.stays else shares
        others = []
        for post in rest:
            if org.posts[post].rank != "head":
                others.append(post)
            elif not self.stays:
                able = [k for k, part in enumerate(self.parts) if part["lead"] is None]
                if not able:
                    raise Failure("every part names another head")
                best = max(able, key=lambda k: (shares[k], -k))
                self.to[post] = best
                got[best] += 1
                number += 1
        for post in sorted(others, key=lambda p: (RANKS.index(org.posts[p].rank) if org.posts[p].rank in RANKS else 2,
                                                  org.posts[p].holder is None, p)):
            number += 1
            best = max(range(len(shares)), key=lambda k: (shares[k] * number - got[k], -k))
            got[best] += 1
            if best < len(self.parts):
                self.to[post] = best

    def largest(self):
        sizes = [sum(to == k for to in self.to.values()) for k in range(len(self.parts))]
        return sizes.index(max(sizes))

    def children(self):
        under = {}
        for number, part in enumerate(self.parts):
            for child in (part.get("children") or "").replace(";", ",").split(","):
                if child.strip():
                    under[open_unit(self.org, child.strip())] = number
        rest = [c.row for c in self.org.children(self.unit) if c.row not in under]
        if rest and not self.stays:
            self.run.remark(self.item, "note", self.run.unit_id(self.unit), "units below unnamed", len(rest))
            under.update((row, self.largest()) for row in rest)
        return under

    def move(self, told):
        org, old = self.org, self.org.units[self.unit]
        self.give()
        self.all = [c.row for c in org.children(self.unit)]
        under = self.children()
        for part in self.parts:
            parent = open_unit(org, part["parent"]) if part.get("parent") else old.parent
            part["row"] = org.open_unit(part["id"], part["name"], part.get("type") or old.type, part.get("function") or "", parent)
            for name in [n.strip() for n in self.values["inherit"].split(",")]:
                if old.get(name) not in (None, ""):
                    org.put("units", part["row"], name, old[name])
        for number, part in enumerate(self.parts):
            going = [p for p in self.posts if self.to.get(p) == number]
            told["people-moved"] += sum(org.posts[p].holder is not None for p in going)
            told["posts-moved"] += len(going)
            org.move_posts(going, part["row"])
        for child, number in sorted(under.items()):
            org.move_unit(child, self.parts[number]["row"])
        told["units-founded"] += len(self.parts)
        told["units-moved"] += len(under)
        self.under = under

    # ---- heads

    def promote(self, post, told):
        org = self.org
        if org.posts[post].rank == "head":
            return
        told["heads-promoted"] += 1
        org.put("posts", post, "rank", "head")
        if self.led_by is not None and org.posts[self.led_by].title:
            org.put("posts", post, "title", org.posts[self.led_by].title)

    def give_head(self, unit, told):
        org, posts = self.org, self.org.open_posts(unit)
        if self.led_by is None or self.values["heads"] == "report" or not any(p.rank for p in posts) or \
                any(p.rank == "head" for p in posts):
            return

        def service(post):
            hired = org.people[post.holder].hired if post.holder is not None else None
            return (post.rank != "deputy", post.holder is None, hired is None, hired or 0, post.row)
        if self.values["heads"] == "promote":
            self.promote(min(posts, key=service).row, told)
        else:
            org.open_post_like(self.led_by, unit)
            told["heads-opened"] += 1

    def answer(self, unit):
        org, head = self.org, self.org.head_of(unit)
        if head is None:
            return
        above = org.posts[self.led_by].reports_to if self.led_by is not None else None
        if self.led_by is not None and not (above is not None and org.reaches(head, above)):
            org.put("posts", head, "reports_to", above)
        for post in org.open_posts(unit):
            boss = post.reports_to
            if post.row != head and boss is not None and org.posts[boss].unit != unit and post.row in self.was_in and \
                    boss in self.was_in and self.was_in[boss] == self.was_in[post.row] and not org.reaches(post.row, head):
                org.put("posts", post.row, "reports_to", head)

    def lead(self, told):
        org = self.org
        for part in self.parts:
            if part["lead"] is not None:
                self.promote(part["lead"], told)
            else:
                self.give_head(part["row"], told)
        if self.stays:
            self.give_head(self.unit, told)
        for unit in [part["row"] for part in self.parts] + ([self.unit] if self.stays else []):
            self.answer(unit)
        for child in self.all:
            unit = self.parts[self.under[child]]["row"] if child in self.under else self.unit
            head, lead = org.head_of(child), org.head_of(unit)
            boss = org.posts[head].reports_to if head is not None else None
            if boss is not None and lead is not None and self.was_in.get(boss) == self.unit and org.posts[boss].unit != unit and \
                    not org.reaches(head, lead):
                org.put("posts", head, "reports_to", lead)


def divide(run, item, stays):
    told = dict.fromkeys(("units-founded", "units-moved", "posts-moved", "people-moved", "heads-promoted", "heads-opened"), 0)
    units = choose(run, "units", run.scenario.params(item)["given"]["units"])
    for unit in units:
        if protected(run.org.units[unit]):
            raise Failure("protected")
        work = Division(run, item, unit, stays, len(units) > 1)
        work.move(told)
        work.lead(told)
        if not stays:
            run.org.close_unit(unit, work.parts[work.largest()]["row"])
    if told["heads-opened"]:
        run.remark(item, "note", None, "heads opened alike", told["heads-opened"])
    for series, number in told.items():
        run.count(item, series, number)
    return 0


def split(run, item, _window):
    return divide(run, item, False)


def separate(run, item, _window):
    return divide(run, item, True)
