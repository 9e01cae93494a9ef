# SPDX-License-Identifier: MIT
"""The organisation: rows of units, posts and people, the verbs that change them, and a list of all that changed.

Nothing is clever: a step is undone by putting a copy of the whole back.
"""

import copy

from chance import stream_of


class Failure(Exception):
    """A call that the documentation refuses."""


class Row(dict):
    """Cells by name; the shipped scenarios read them by the hundred million."""
    __slots__ = ()
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class Org:
    def __init__(self):
        self.units, self.posts, self.people = [], [], []
        self.changes = []  # (month, item, table, row, column, from, to)
        self.month = self.item = None
        self.second_lines = None  # whether any post has one, once asked
        self.extra = {"posts": [], "people": []}  # columns of the data that only some have
        self.kept = []     # posts that are kept for somebody
        self.origin = self.opened = 0
        self.moved = 0     # how often a post changed its unit
        # Rows, made when asked for: open posts by unit, open units by parent, who reports to a post, people without a post.
        self.own = self.kids = self.led = self.idle = None
        self.written = {"structure": 0, "all": 0}  # how often a cell changed: other than a holder's, a person's; any
        self.touched = []  # (table, row, column) of each cell written, and of each new row, with the column None

    def copy(self):
        other = copy.copy(self)
        for table in ("units", "posts", "people"):
            setattr(other, table, [Row(row) for row in getattr(self, table)])
        other.changes = list(self.changes)
        other.own = other.kids = other.led = other.idle = None
        other.written, other.touched = dict(self.written), []
        return other

    # ---- reading

    def gather(self):
        if self.own is None:
            self.own, self.kids, self.led = {}, {}, {}
            for post in self.posts:
                if post.reports_to is not None:
                    self.led.setdefault(post.reports_to, set()).add(post.row)
                if post.closed is None:
                    self.own.setdefault(post.unit, set()).add(post.row)
            self.idle = {person.row for person in self.people if person.state == "surplus"}
            for unit in self.units:
                if unit.closed is None:
                    self.kids.setdefault(unit.parent, set()).add(unit.row)

    def note_new(self, table, row):
        self.touched.append((table, row, None))
        self.written["structure"] += 1
        self.written["all"] += 1

    def keep_gathered(self, table, row, column, old, value):
        """What is gathered follows a change of one cell."""
        groups, inside = (self.own, "unit") if table == "posts" else (self.kids, "parent")
        self.touched.append((table, row, column))
        self.written["all"] += 1
        self.written["structure"] += table == "units" or (table == "posts" and column != "holder")
        if self.own is None:
            return
        if column == "state":
            (self.idle.add if value == "surplus" else self.idle.discard)(row)
        if column == "reports_to":
            self.led.get(old, set()).discard(row)
            self.led.setdefault(value, set()).add(row)
        if table == "people" or column not in (inside, "closed"):
            return
        if column == "closed":
            groups[getattr(self, table)[row][inside]].discard(row)
        else:
            groups[old].discard(row)
            groups.setdefault(value, set()).add(row)

    def open_units(self):
        return [u for u in self.units if u.closed is None]

    def open_posts(self, unit=None):
        if unit is None:
            return [p for p in self.posts if p.closed is None]
        self.gather()
        return [self.posts[row] for row in sorted(self.own.get(unit, ()))]

    def children(self, unit):
        self.gather()
        return [self.units[row] for row in sorted(self.kids.get(unit, ()))]

    def below(self, unit):
        """The unit and all open ones below it."""
        rows = [unit]
        for row in rows:
            rows.extend(u.row for u in self.children(row))
        return rows

    def unit(self, unit_id):
        """Open or closed; of several of one id, as some have been founded anew, the open one."""
        found = [unit for unit in self.units if unit.id == unit_id]
        return next((unit for unit in found if unit.closed is None), found[0] if found else None)

    # ---- writing

    def put(self, table, row, column, value):
        cells = getattr(self, table)[row]
        old = cells.get(column)
        if old != value:
            cells[column] = value
            self.keep_gathered(table, row, column, old, value)
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
        for post in self.kept:
            if self.posts[post].kept_for == person:
                self.posts[post].kept_for = None
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
        for post in self.reporters(posts):
            self.put("posts", post, "reports_to", self.next_up(post))
        for post in self.open_posts() if self.has_second_lines else ():
            self.put("posts", post.row, "also_reports_to", self.still_open(post.also_reports_to))

    @property
    def has_second_lines(self):
        """Once any post has had one: no verb gives any, so that the rows there are tell it."""
        if self.second_lines is None:
            self.second_lines = any(post.also_reports_to for post in self.posts)
        return self.second_lines

    def still_open(self, posts):
        return tuple(post for post in posts if self.posts[post].closed is None)

    # ---- who reports to whom

    def reporters(self, posts):
        """Open posts that report to one of these, by row."""
        self.gather()
        return sorted(row for post in posts for row in self.led.get(post, ()) if self.posts[row].closed is None)

    def head_of(self, unit):
        """A held post before a vacant one, then the first row."""
        heads = [p for p in self.open_posts(unit) if p.rank == "head"]
        return min(heads, key=lambda p: (p.holder is None, p.row)).row if heads else None

    def reaches(self, post, boss):
        """The boss reports to the post, over however many."""
        steps = 0
        while boss is not None and boss != post and steps < len(self.posts):
            boss, steps = self.posts[boss].reports_to, steps + 1
        return boss == post

    def next_up(self, post):
        """To whom a post reports whose boss is closed: the next one up that is open, else the head of the own unit."""
        up = self.posts[post].reports_to
        while up is not None and self.posts[up].closed is not None:
            up = self.posts[up].reports_to
        if up is None:
            up = self.head_of(self.posts[post].unit)
            if up is not None and self.reaches(post, up):
                return None
        return up

    def report(self, post, boss):
        if boss is None or not self.reaches(post, boss):
            self.put("posts", post, "reports_to", boss)

    def place(self, person, post):
        old = self.people[person].post
        if old is not None:
            self.empty(old)
        self.put("people", person, "post", post)
        self.put("people", person, "unit", self.posts[post].unit)
        self.set_state(person, "employed")
        self.people[person].since = self.month
        self.put("posts", post, "holder", person)
        self.posts[post].vacant_since = self.posts[post].kept_for = None

    def keep_for(self, post, person):
        self.posts[post].kept_for = person
        self.kept = self.kept + [post]

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
        self.gather()
        for person in sorted(self.idle):
            if self.people[person].unit == unit:
                self.put("people", person, "unit", goes)

    def open_unit(self, unit_id, name, kind, function, parent):
        row = len(self.units)
        self.units.append(Row(row=row, id=unit_id, name=name, type=kind, function=function, parent=parent,
                              opened=self.month, closed=None, successor=None))
        self.note_new("units", row)
        if self.kids is not None:
            self.kids.setdefault(parent, set()).add(row)
        self.changes.append((self.month, self.item, "units", row, "opened", None, self.month))
        return row

    def open_post_like(self, like, unit):
        row, cells = len(self.posts), Row(self.posts[like])
        cells.update(row=row, id="%s#%d" % (self.posts[like].id.split("#")[0], row + 1), unit=unit, holder=None,
                     opened=self.month, vacant_since=self.month, closed=None, kept_for=None,
                     also_reports_to=self.still_open(cells.also_reports_to),
                     stream=stream_of(self.posts[like].stream, self.origin, self.month, self.opened))
        self.opened += 1
        self.posts.append(cells)
        self.note_new("posts", row)
        if self.own is not None:
            self.own.setdefault(unit, set()).add(row)
            if cells.reports_to is not None:
                self.led.setdefault(cells.reports_to, set()).add(row)
        if cells.reports_to is not None and self.posts[cells.reports_to].closed is not None:
            boss = self.next_up(row)
            if self.led is not None:
                self.led[cells.reports_to].discard(row)
                self.led.setdefault(boss, set()).add(row)
            cells.reports_to = boss
        self.changes.append((self.month, self.item, "posts", row, "opened", None, self.month))
        return row

    def join(self, post, born, sex):
        row = len(self.people)
        stream = stream_of(self.posts[post].stream, ~self.origin & 0xFFFFFFFF, self.month, 0)
        self.people.append(Row(row=row, id="", name="", born=born, hired=self.month, sex=sex, rating=None, since=self.month,
                               unit=self.posts[post].unit, post=post, second=None, state="employed", reason="",
                               stream=stream, coefficient=0))
        self.touched.append(("people", row, None))
        self.put("posts", post, "holder", row)
        self.posts[post].vacant_since = None
        self.changes.append((self.month, self.item, "people", row, "joined", None, self.month))
        return row
