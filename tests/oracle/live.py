# SPDX-License-Identifier: MIT
"""Selections and conditions in SQL, over tables made anew of the organisation as it stands: open rows only."""

import sqlite3

from org import Failure
from reading import spell_month

UNITS = ("id", "name", "type", "function", "parent", "opened", "staff", "posts", "vacant", "heads", "deputies", "depth",
         "n_children", "posts_under", "staff_under")
POSTS = ("id", "unit", "title", "rank", "category", "funding", "coefficient", "fte", "holder", "opened", "vacant", "unit_type",
         "unit_function", "reports_to")
PEOPLE = ("id", "unit", "post", "second", "born", "hired", "since", "age", "sex", "rating", "state", "title", "rank", "category",
          "funding", "unit_type", "unit_function")


def date(month):
    return None if month is None else spell_month(month)


def word(text):
    return text or None


def unit_cells(org, u, own, children):
    under, todo, depth, up = [], [u.row], 0, u.parent
    for row in todo:
        under += own.get(row, [])
        todo += children.get(row, [])
    while up is not None:
        depth, up = depth + 1, org.units[up].parent
    mine = own.get(u.row, [])
    held = [p for p in mine if p.holder is not None]
    return (u.id, word(u.name), word(u.type), word(u.function), org.units[u.parent].id if u.parent is not None else None,
            date(u.opened), len(held), sum(p.fte for p in mine),
            sum(p.fte for p in mine) - sum(p.fte for p in held), sum(p.rank == "head" for p in held),
            sum(p.rank == "deputy" for p in held), depth, len(children.get(u.row, [])), sum(p.fte for p in under),
            sum(p.holder is not None for p in under))


def post_cells(org, p):
    unit = org.units[p.unit]
    return (p.id or "#%d" % p.row, unit.id, word(p.title), word(p.rank), word(p.category), word(p.funding), p.coefficient or None,
            p.fte, None if p.holder is None else "p%d" % p.holder, date(p.opened), int(p.holder is None), word(unit.type),
            word(unit.function), None if p.reports_to is None else org.posts[p.reports_to].id or "#%d" % p.reports_to)


def person_cells(org, h, month):
    unit, post = org.units[h.unit], org.posts[h.post] if h.post is not None else None
    return (h.id or "#%d" % h.row, unit.id, post and (post.id or "#%d" % post.row),
            None if h.second is None else org.posts[h.second].id or "#%d" % h.second, date(h.born), date(h.hired),
            date(h.since), None if h.born is None else (month - h.born) // 12, h.sex, h.rating, h.state,
            post and word(post.title), post and word(post.rank), post and word(post.category), post and word(post.funding),
            word(unit.type), word(unit.function))


CHANGING = ("staff", "posts", "vacant", "heads", "deputies", "holder", "n_children", "depth", "select")


class Live:
    """The tables of an organisation at a month. Each is made when it is asked for; afterwards rows of posts and people that were
    touched are made anew, and units as a whole. A condition that speaks of nothing that comes and goes with people is answered from
    tables that are made anew with posts and units only."""

    def __init__(self, org, month):
        self.org, self.month, self.answers = org, month, {}
        self.dbs = {kind: (sqlite3.connect(":memory:"), {}) for kind in ("structure", "all")}

    def need(self, sql, kind="all"):
        org, (db, filled) = self.org, self.dbs[kind]
        for table in ("units", "posts", "people"):
            state = (org.written[kind], self.month if table == "people" else None, len(org.touched))
            before = filled.get(table)
            if table not in sql or (before and before[:2] == state[:2]):
                continue
            filled[table] = state
            if table == "units":
                self.fill_units(org, db, kind)
                continue
            rows = self.touched_since(table, before[2]) if before and before[1] == state[1] else None
            if rows is None:
                self.fill(db, table, self.columns(table), self.cells(table, None))
            else:
                db.executemany("delete from %s where row_ = ?" % table, [(row,) for row in rows])
                self.insert(db, table, self.columns(table), self.cells(table, rows))
        return db

    def touched_since(self, table, then):
        """Rows whose cells may be others now; None: too many to say, for a unit's own columns stand beside them."""
        rows = set()
        for what, row, column in self.org.touched[then:]:
            if what == "units" and column in ("type", "function", "id"):
                return None
            if what == table:
                rows.add(row)
            if what == "posts" and table == "people" and self.org.posts[row].holder is not None:
                rows.add(self.org.posts[row].holder)
        return rows

    def columns(self, table):
        return (POSTS if table == "posts" else PEOPLE) + tuple(self.org.extra[table])

    def cells(self, table, rows):
        org, extra = self.org, self.org.extra[table]
        if table == "posts":
            some = org.posts if rows is None else (org.posts[row] for row in rows)
            return [(p["row"], *post_cells(org, p), *(p.get(name) for name in extra)) for p in some if p["closed"] is None]
        some = org.people if rows is None else (org.people[row] for row in rows)
        return [(h["row"], *person_cells(org, h, self.month), *(h.get(name) for name in extra)) for h in some if h["state"] != "left"]

    def fill_units(self, org, db, kind):
        own, children = {}, {}
        for post in org.open_posts() if kind == "all" else ():
            own.setdefault(post.unit, []).append(post)
        for unit in org.open_units():
            children.setdefault(unit.parent, []).append(unit.row)
        extra = [name for name in org.units[0] if name not in UNITS and name not in ("row", "successor", "closed")]
        self.fill(db, "units", UNITS + tuple(extra),
                  [(u.row, *unit_cells(org, u, own, children), *(u.get(name) for name in extra)) for u in org.open_units()])

    @staticmethod
    def fill(db, table, columns, rows):
        db.execute("drop table if exists " + table)
        db.execute("create table %s (row_ integer primary key, %s)" % (table, ", ".join('"%s"' % name for name in columns)))
        Live.insert(db, table, columns, rows)

    @staticmethod
    def insert(db, table, columns, rows):
        db.executemany("insert into %s values (%s)" % (table, ", ".join("?" * (len(columns) + 1))), rows)

    def rows(self, table, where):
        """Rows in ascending order: of SQL, or all when it is empty."""
        if not where:
            open_rows = {"units": self.org.open_units, "posts": self.org.open_posts,
                         "people": lambda: [h for h in self.org.people if h.state != "left"]}[table]()
            return [row.row for row in open_rows]
        kind = "all" if table == "people" or any(word in where for word in CHANGING) else "structure"
        known = self.answers.get((table, where))
        if kind == "structure" and known and known[0] == self.org.written[kind]:
            return list(known[1])
        sql = "select row_ from %s where (%s) order by row_" % (table, where)
        found = [row for (row,) in self.need(sql, kind).execute(sql)]
        self.answers[(table, where)] = (self.org.written[kind], found)
        return list(found)

    def value(self, sql):
        row = self.need(sql).execute(sql).fetchone()
        return row[0] if row else None


class At:
    """Another organisation, looked at as that of a run is."""

    def __init__(self, run, org):
        self.scenario, self.org, self.now, self.live = run.scenario, org, run.now, None


def live_of(run):
    if not run.live or run.live.org is not run.org:
        run.live = Live(run.org, run.now)
    run.live.month = run.now
    return run.live


def open_unit(org, unit_id):
    """An id in a parameter names an open unit, or the call is refused."""
    unit = org.unit(unit_id)
    if unit is None or unit.closed is not None:
        raise Failure("unit %s is not open" % unit_id)
    return unit.row


def choose(run, table, wish):
    """A set as it is written: ids in a list, SQL, {where: SQL}, or nothing for all."""
    if isinstance(wish, list):
        return sorted(open_unit(run.org, text) for text in wish)
    if isinstance(wish, dict):
        wish = wish["where"]
    return live_of(run).rows(table, wish)
