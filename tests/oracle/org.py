# SPDX-License-Identifier: MIT
"""The organisation: rows of units, posts and people, the verbs that change them, and a list of all that changed.

Nothing is clever: a step is undone by putting a copy of the whole back.
"""

import copy

from chance import stream_of


class Failure(Exception):
    """A call that the documentation refuses."""


class Row(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value


class Org:
    def __init__(self):
        self.units, self.posts, self.people = [], [], []
        self.changes = []  # (month, item, table, row, column, from, to)
        self.month = self.item = None
        self.origin = self.opened = 0
        self.moved = 0     # how often a post changed its unit

    def copy(self):
        other = copy.copy(self)
        for table in ("units", "posts", "people"):
            setattr(other, table, [Row(row) for row in getattr(self, table)])
        other.changes = list(self.changes)
        return other

    # ---- reading

    def open_units(self):
        return [u for u in self.units if u.closed is None]

    def open_posts(self, unit=None):
        return [p for p in self.posts if p.closed is None and (unit is None or p.unit == unit)]

    def children(self, unit):
        return [u for u in self.open_units() if u.parent == unit]

    def below(self, unit):
        """The unit and all open ones below it."""
        rows = [unit]
        for row in rows:
            rows.extend(u.row for u in self.children(row))
        return rows

    def unit(self, unit_id):
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        return None

    # ---- writing

    def put(self, table, row, column, value):
        cells = getattr(self, table)[row]
        old = cells.get(column)
        if old != value:
            cells[column] = value
            self.changes.append((self.month, self.item, table, row, column, old, value))

    def set_state(self, person, state):
        if self.people[person].state != state:
            self.put("people", person, "state", state)
            self.people[person].since = self.month

    def empty(self, post):
        self.put("posts", post, "holder", None)
        self.posts[post].vacant_since = self.month

    def leave(self, person, reason):
        cells = self.people[person]
        for column in ("post", "second"):
            if cells[column] is not None:
                self.empty(cells[column])
                self.put("people", person, column, None)
        self.set_state(person, "left")
        self.put("people", person, "reason", reason)

    def take_from(self, post):
        """The holder of a post loses it: who has a second one stays in that, others are surplus."""
        person = self.posts[post].holder
        cells = self.people[person]
        self.empty(post)
        if cells.second == post:
            self.put("people", person, "second", None)
        elif cells.second is not None:
            self.put("people", person, "post", cells.second)
            self.put("people", person, "unit", self.posts[cells.second].unit)
            self.put("people", person, "second", None)
        else:
            self.put("people", person, "post", None)
            self.set_state(person, "surplus")

    def close_posts(self, posts):
        for post in sorted(posts):
            if self.posts[post].holder is not None:
                self.take_from(post)
            self.put("posts", post, "closed", self.month)

    def place(self, person, post):
        old = self.people[person].post
        if old is not None:
            self.empty(old)
        self.put("people", person, "post", post)
        self.put("people", person, "unit", self.posts[post].unit)
        self.set_state(person, "employed")
        self.people[person].since = self.month
        self.put("posts", post, "holder", person)
        self.posts[post].vacant_since = None

    def move_posts(self, posts, unit):
        for post in posts:
            cells = self.posts[post]
            if cells.unit == unit:
                continue
            self.moved += 1
            self.put("posts", post, "unit", unit)
            if cells.holder is not None and self.people[cells.holder].post == post:
                self.put("people", cells.holder, "unit", unit)

    def move_unit(self, unit, parent):
        self.put("units", unit, "parent", parent)

    def close_unit(self, unit, successor):
        self.put("units", unit, "closed", self.month)
        if successor is not None:
            self.put("units", unit, "successor", successor)
        goes = successor if successor is not None else self.units[unit].parent
        for person in self.people:
            if person.state == "surplus" and person.unit == unit:
                self.put("people", person.row, "unit", goes)

    def open_unit(self, unit_id, name, kind, function, parent):
        row = len(self.units)
        self.units.append(Row(row=row, id=unit_id, name=name, type=kind, function=function, parent=parent,
                              opened=self.month, closed=None, successor=None))
        self.changes.append((self.month, self.item, "units", row, "opened", None, self.month))
        return row

    def open_post_like(self, like, unit):
        row, cells = len(self.posts), Row(self.posts[like])
        cells.update(row=row, id="%s#%d" % (self.posts[like].id.split("#")[0], row + 1), unit=unit, holder=None,
                     opened=self.month, vacant_since=self.month, closed=None,
                     stream=stream_of(self.posts[like].stream, self.origin, self.month, self.opened))
        self.opened += 1
        self.posts.append(cells)
        self.changes.append((self.month, self.item, "posts", row, "opened", None, self.month))
        return row

    def join(self, post, born, sex):
        row = len(self.people)
        stream = stream_of(self.posts[post].stream, ~self.origin & 0xFFFFFFFF, self.month, 0)
        self.people.append(Row(row=row, id="", name="", born=born, hired=self.month, sex=sex, rating=None, since=self.month,
                               unit=self.posts[post].unit, post=post, second=None, state="employed", reason="",
                               stream=stream, coefficient=0))
        self.put("posts", post, "holder", row)
        self.posts[post].vacant_since = None
        self.changes.append((self.month, self.item, "people", row, "joined", None, self.month))
        return row
