# SPDX-License-Identifier: MIT
"""merge: units become one; one head stays, the others step down or end, support rooms that stand there twice become one."""

import math

from ending import chosen_units, protected, report_to_head
from live import open_unit
from org import Failure
from reading import amount


def largest(org, units):
    """The one with the most open posts; of equals the first of the list."""
    return max(units, key=lambda u: (len(org.open_posts(u)), -units.index(u)))


class Merge:
    def __init__(self, run, item):
        self.run, self.item, self.org, self.values = run, item, run.org, run.scenario.params(item)
        self.support = [f.strip() for f in self.values["support_functions"].split(",")] if \
            self.values["support"] == "merge" else []
        self.doomed, self.into, self.origin, self.joins, self.new = set(), {}, {}, [], {}
        self.told = dict.fromkeys(("merges", "units-closed", "posts-closed", "heads-released", "deputies-released", "surplus",
                                   "offices-released"), 0)

    # ---- which units

    def groups(self):
        values, org = self.values, self.org
        if "table" in values["given"]:
            return self.table_groups(values["table"])
        units = chosen_units(self.run, values)
        if values["group"] == "siblings":
            able = [u for u in units if not protected(org.units[u])]
            out = self.families(able)
            if not out:
                self.run.remark(self.item, "note", None, "nothing to merge", len(units))
            return out
        if any(protected(org.units[u]) for u in units):
            raise Failure("a protected unit")
        if "into.name" not in values and "into.id" not in values or isinstance(values["given"].get("into"), str):
            survivor = open_unit(org, values["into"])
            return [(sorted(set(units) | {survivor}), survivor)]
        return [(units, None)]

    def table_groups(self, table):
        """Each `into` once, in the order of the table: an open unit takes the others up, another id is a new unit."""
        org, groups = self.org, {}
        for row in table:
            groups.setdefault(row["into"], []).append(row)
        out = []
        for into, rows in groups.items():
            units = {open_unit(org, row["unit"]) for row in rows}
            survivor = org.unit(into)
            if survivor is not None and survivor.closed is None:
                out.append((sorted(units | {survivor.row}), survivor.row))
            else:
                named = {key: next((row[key] for row in rows if row.get(key)), None) for key in ("name", "type")}
                out.append((sorted(units), None))
                self.new[len(out) - 1] = {"into.id": into, **{"into." + key: word for key, word in named.items() if word}}
        if any(protected(org.units[u]) for units, _ in out for u in units):
            raise Failure("a protected unit")
        if any(len(units) < 2 for units, _ in out):
            raise Failure("a merge needs two units")
        return out

    def families(self, units):
        limit, out, families = int(self.values["size"]), [], {}
        for unit in units:
            kind = None if self.values["mixed"] == "yes" else self.org.units[unit].type
            families.setdefault((self.org.units[unit].parent, kind), []).append(unit)
        order = {kind: n for n, kind in enumerate(dict.fromkeys(u.type for u in self.org.units))}
        for key in sorted(families, key=lambda k: (-1 if k[0] is None else k[0], order.get(k[1], 0))):
            family = families[key]
            parts = -(-len(family) // limit) if limit > 1 else 1
            for part in range(parts):
                group = family[len(family) * part // parts:len(family) * (part + 1) // parts]
                if len(group) > 1:
                    out.append((group, largest(self.org, group)))
        return out

    # ---- one join

    def open_target(self, units, main):
        values, org = self.values, self.org
        parent = open_unit(org, values["into.parent"]) if values.get("into.parent") else org.units[units[0]].parent
        while parent in self.into:
            parent = self.into[parent]
        return org.open_unit(values.get("into.id") or "", values.get("into.name") or values.get("into.id") or "",
                             values.get("into.type") or org.units[main].type,
                             values.get("into.function") or org.units[main].function, parent)

    def join(self, units, survivor):
        org = self.org
        main = largest(org, units)
        opened = survivor is None
        target = self.open_target(units, main) if opened else survivor
        sources = [u for u in units if u != target]
        for unit in sources:
            self.into[unit] = target
        self.buildings(target, sources, main)
        for child in org.children(target):
            self.origin[child.row] = 0
        for number, source in enumerate(sources, 1):
            for child in org.children(source):
                if child.row != target:
                    self.origin[child.row] = number
                    org.move_unit(child.row, target)
        closing, released = self.posts(target, sources)
        self.attributes(target, sources, main, opened)
        org.put("units", target, "merge.month", self.run.now)
        self.joins.append((target, sources, closing, released))

    def posts(self, target, sources):
        org, values = self.org, self.values
        size, pool = {}, []
        for source in [target] + sources:
            own = [p.row for p in org.open_posts(source)]
            size[source] = len(own)
            pool += [(p, source) for p in own if p not in self.doomed]
        titles = {}
        for post, _ in pool:
            titles.setdefault(org.posts[post].rank, org.posts[post].title)
        for source in sources:
            org.move_posts([p.row for p in org.open_posts(source)], target)
        closing, released, was_head, lowered = [], [], [], []

        def end(post):
            self.doomed.add(post)
            closing.append(post)
            if org.posts[post].holder is not None and org.posts[post].rank in ("head", "deputy"):
                released.append(org.posts[post].holder)

        def lower(post, rank):
            org.put("posts", post, "rank", rank)
            lowered.append(post)
            if titles.get(rank):
                org.put("posts", post, "title", titles[rank])

        heads = [(p, s) for p, s in pool if org.posts[p].rank == "head"]
        if heads:
            stays = min(heads, key=lambda head: self.head_order(head, heads, size))[0]
            for post, _ in heads:
                if post == stays:
                    continue
                was_head.append(post)
                held = org.posts[post].holder is not None
                self.told["heads-released"] += held
                if not self.is_main(post) or values["other_heads"] == "surplus":
                    end(post)
                else:
                    lower(post, values["other_heads"])
        if values["deputies"] == "cap":
            self.cap_deputies(target, pool, was_head, end, lower)
        if heads:
            ended = [p for p in closing if org.posts[p].rank in ("head", "deputy")]
            report_to_head(org, stays, ended + lowered)
        self.shed(target, pool, closing, end)
        return closing, released

    def is_main(self, post):
        """Held, and by nobody who holds it beside another post: a double duty simply ends."""
        holder = self.org.posts[post].holder
        return holder is not None and self.org.people[holder].post == post

    def head_order(self, head, heads, size):
        org, (post, source) = self.org, head
        holder, rule = org.posts[post].holder, self.values["heads"]
        place = heads.index(head)
        if rule == "keep-largest":
            return (holder is None, -size[source], place)
        if holder is None or rule == "keep-first":
            return (holder is None, 0, place)
        person = org.people[holder]
        if rule == "keep-rating":
            return (False, -(person.rating or 0), place)
        return (False, math.inf if person.hired is None else person.hired, place)

    def cap(self, size):
        """As the rule deputy-cap reads its table: `upto: 9` means less than 10."""
        rows = self.values["deputy_caps"]
        if not rows:
            return int(self.values["deputy_cap"])
        for row in rows:
            if not row.get("upto") or size < float(row["upto"]) + 1:
                return int(row["cap"])
        return math.inf

    def cap_deputies(self, target, pool, was_head, end, lower):
        org = self.org
        deputies = [p for p, _ in pool if org.posts[p].rank == "deputy" and p not in self.doomed]
        stay = sum(p.fte for unit in org.below(target) for p in org.open_posts(unit) if p.row not in self.doomed)
        cap = self.cap(stay)

        def goes(post):
            holder = org.posts[post].holder
            if holder is None:
                return (0, post in was_head, 0, 0, -post)
            person = org.people[holder]
            hired = -math.inf if person.hired is None else person.hired
            return (1, post in was_head, person.rating or 3, -hired, -post)

        for post in sorted(deputies, key=goes)[:max(0, len(deputies) - cap) if cap != math.inf else 0]:
            held = org.posts[post].holder is not None
            self.told["deputies-released"] += held
            if self.is_main(post) and self.values["other_deputies"] == "staff":
                lower(post, "staff")
            else:
                end(post)

    def shed(self, target, pool, closing, end):
        org = self.org
        wanted, relative = amount(self.values["shed"])
        wanted = math.floor(wanted * len(pool) + 1e-9) if relative else int(wanted)
        able = [p for p, _ in pool if org.posts[p].rank not in ("head", "deputy") and p not in self.doomed]

        def goes(post):
            holder = org.posts[post].holder
            if holder is None:
                return (0, 0, -post)
            hired = org.people[holder].hired
            return (1, math.inf if hired is None else -hired, -post)

        if len(able) < wanted - len(closing):
            self.run.remark(self.item, "warning", self.run.unit_id(target), "few to shed", len(able), wanted - len(closing))
        for post in sorted(able, key=goes)[:max(0, wanted - len(closing))]:
            end(post)

    # ---- attributes

    def buildings(self, target, sources, main):
        org = self.org
        to = org.units[target].get("building")
        if to is None:
            candidates = [org.units[u].get("building") for u in [main] + sources]
            to = next((b for b in candidates if b is not None), None)
            if to is None:
                return
            org.put("units", target, "building", to)
        if self.values["release_offices"] == "keep":
            return
        for source in sources:
            old = org.units[source].get("building")
            if old is None or old == to:
                continue
            for row in org.below(source)[1:]:
                if org.units[row].get("building") == old:
                    org.put("units", row, "building", to)

    def attributes(self, target, sources, main, opened):
        org = self.org
        for name in [n.strip() for n in self.values["sum"].split(",") if n.strip()]:
            numbers = [org.units[u].get(name) for u in [target] + sources]
            numbers = [n for n in numbers if isinstance(n, float)]
            if numbers:
                org.put("units", target, name, sum(numbers))
        self.functions(target, sources, opened)
        best = [org.units[u].get("autonomy_group") for u in [target] + sources]
        best = min((b for b in best if isinstance(b, float)), default=None)
        if not opened and best is not None and best != org.units[target].get("autonomy_group"):
            self.run.remark(self.item, "warning", self.run.unit_id(target), "autonomy kept", best)
        if opened and best is not None:
            org.put("units", target, "autonomy_group", best)
        if opened:
            for name in [n.strip() for n in self.values["inherit"].split(",") if n.strip()]:
                if org.units[main].get(name) is not None:
                    org.put("units", target, name, org.units[main][name])

    def functions(self, target, sources, opened):
        """Where one has a list, the merged unit does what all of them did, its own first."""
        org, units = self.org, ([] if opened else [target]) + sources
        if not any(org.units[u].get("functions") for u in [target] + sources):
            return
        each = [[f for f in dict.fromkeys(f.strip() for f in (org.units[u].get("functions") or org.units[u].function or "").split(";"))
                 if f and f != "-"] for u in units]
        union = list(dict.fromkeys(f for some in each for f in some))
        if opened or len(union) != len(each[0]):
            org.put("units", target, "functions", ";".join(union) or "-")

    # ---- support rooms, and the end

    def room_key(self, unit):
        cells = self.org.units[unit]
        if cells.function in self.support and cells.function:
            return ("", cells.function)
        if not cells.function and cells.type in self.support:
            return ("", cells.type)
        if self.values["children"] == "merge-like" and cells.function and cells.type not in self.support:
            return (cells.type, cells.function)
        return None

    def duplicates(self, target):
        alike = {}
        for child in self.org.children(target):
            key = self.room_key(child.row)
            if key and child.row not in self.into and not protected(child):
                alike.setdefault(key, []).append(child.row)
        for rooms in alike.values():
            rooms.sort(key=lambda u: (self.origin.get(u, 0), u))
            if len({self.origin.get(u, 0) for u in rooms}) < 2:
                continue
            own = [u for u in rooms if self.origin.get(u, 0) == 0]
            self.join(rooms, largest(self.org, own or rooms))

    def finish(self):
        org = self.org
        for target, sources, closing, released in self.joins:
            held_by = {org.posts[p].holder for p in closing} - {None}
            org.close_posts(closing)
            self.told["surplus"] += sum(org.people[person].state == "surplus" for person in held_by)
            self.told["posts-closed"] += len(closing)
            for person in released:
                if org.people[person].state == "surplus":
                    org.put("people", person, "merge.until", self.run.now + int(self.values["grace"]))
            for source in sources:
                org.close_unit(source, target)
            self.told["units-closed"] += len(sources)


def merge(run, item, _window):
    work = Merge(run, item)
    groups = work.groups()
    given = work.values
    for number, (units, survivor) in enumerate(groups):
        work.values = {**given, **work.new.get(number, {})}
        work.join(units, survivor)
    work.values = given
    at = 0
    while at < len(work.joins):  # the list grows while it is walked
        work.duplicates(work.joins[at][0])
        at += 1
    old = {run.org.units[s].get("building") for _, sources, _, _ in work.joins for s in sources} - {None}
    work.finish()
    work.told["offices-released"] = len(old - {u.get("building") for u in run.org.open_units()})
    work.told["merges"] = len(groups)
    for series, number in work.told.items():
        run.count(item, series, number)
    return 0
