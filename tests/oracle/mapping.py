# SPDX-License-Identifier: MIT
"""crosswalk: a table of old and new units is applied at once."""

from fractions import Fraction

from ending import depth
from org import Failure
from reading import rows_of
from remarks import MOST_NAMED

KINDS = ("head", "deputy")


def share_of(text):
    text = (text or "").strip()
    if not text:
        return None
    return Fraction(text.rstrip("%"))


class Crosswalk:
    def __init__(self, run, item):
        self.run, self.org, self.values = run, run.org, run.scenario.params(item)
        self.after = rows_of(run.scenario.folder, self.values["given"]["units"])
        self.parts, self.dates = {}, {}  # old unit row -> [(new id, share)]; id -> date
        self.told = dict.fromkeys(("units-founded", "units-closed", "units-carried-on", "units-moved", "units-renamed",
                                   "units-retyped", "units-merged", "units-split", "units-abolished", "posts-moved",
                                   "people-moved", "posts-closed", "heads-released", "heads-promoted", "heads-opened"), 0)
        self.quota = 0
        self.row = {}  # id of a unit afterwards -> row
        self.was_in, self.boss = {p.row: p.unit for p in self.org.open_posts()}, \
            {p.row: p.reports_to for p in self.org.open_posts()}
        self.had_head = {u.row: self.org.head_of(u.row) for u in self.org.open_units()}
        self.led_as = {head: self.org.posts[head].title for head in self.had_head.values() if head is not None}

    def read(self):
        """Each old unit and its parts; a unit that stands afterwards and gives nothing away is its own only part."""
        org, stands = self.org, {cells["id"] for cells in self.after}
        for cells in self.values["table"]:
            old = org.unit(cells["old_id"])
            if old is None or old.closed is not None:
                raise Failure("unknown or closed %s" % cells["old_id"])
            new = cells["new_id"] or None
            if new and new not in stands:
                raise Failure("%s is not in the second file" % new)
            self.parts.setdefault(old.row, []).append((new, share_of(cells.get("share")), cells.get("date") or None))
        for unit in org.open_units():
            if unit.row in self.parts:
                continue
            if unit.id in stands:
                self.parts[unit.row] = [(unit.id, None, None)]
            elif self.values["others"] == "refuse":
                raise Failure("%s stands in neither file" % unit.id)
            elif self.values["others"] == "abolish":
                self.parts[unit.row] = [(None, None, None)]

    # ---- units

    def found(self):
        org = self.org
        todo = list(self.after)
        for cells in self.after:
            unit = org.unit(cells["id"])
            if unit is not None and unit.closed is None:
                self.row[cells["id"]] = unit.row
                todo.remove(cells)
        while todo:  # parents before children, else in the order of the file
            able = [cells for cells in todo if not cells.get("parent_id") or cells["parent_id"] in self.row]
            if not able:
                raise Failure("parents run in a circle")
            for cells in able:
                parent = self.row[cells["parent_id"]] if cells.get("parent_id") else None
                self.row[cells["id"]] = org.open_unit(cells["id"], cells.get("name") or "", cells.get("type") or "",
                                                      cells.get("function") or "", parent)
                self.told["units-founded"] += 1
                todo.remove(cells)

    def follow(self):
        """Parents, names and types as the second file has them."""
        org, typed = self.org, any(cells.get("type") for cells in self.after)
        for cells in self.after:
            unit = org.units[self.row[cells["id"]]]
            parent = self.row[cells["parent_id"]] if cells.get("parent_id") else None
            if unit.opened == self.run.now and unit.row not in self.parts:
                continue
            self.told["units-carried-on"] += 1
            if unit.parent != parent:
                org.move_unit(unit.row, parent)
                self.told["units-moved"] += 1
            if cells.get("name") and cells["name"] != unit.name:
                org.put("units", unit.row, "name", cells["name"])
                self.told["units-renamed"] += 1
            if typed and (cells.get("type") or "") != unit.type:
                org.put("units", unit.row, "type", cells.get("type") or "")
                self.told["units-retyped"] += 1
            if cells.get("function") and cells["function"] != unit.function:
                org.put("units", unit.row, "function", cells["function"])

    # ---- posts

    def deal(self, parts, posts):
        """Kind by kind, each post to the part that is furthest below its share; of equals the first."""
        total = sum(share if share is not None else 1 for _, share, _ in parts)
        shares = [Fraction(share if share is not None else 1) / total for _, share, _ in parts]
        got, out = [0] * len(parts), {}
        for number, post in enumerate(posts, 1):
            part = max(range(len(parts)), key=lambda k: (shares[k] * number - got[k], -k))
            got[part] += 1
            out[post] = parts[part][0]
        return out

    def kind(self, post):
        cells = self.org.posts[post]
        return (KINDS.index(cells.rank) if cells.rank in KINDS else 2, cells.holder is None, post)

    def move_posts(self):
        org, closing, moving = self.org, [], {}
        for old, parts in sorted(self.parts.items()):
            own = [p.row for p in org.open_posts(old)]
            if parts[0][0] is None:
                above = self.above(old)
                if self.values["abolished"] == "move" and above is not None:
                    moving.update((post, above) for post in own)
                else:
                    closing += own
            else:
                dealt = self.deal(parts, sorted(own, key=self.kind))
                moving.update((post, self.row[new]) for post, new in dealt.items())
        going = sorted(post for post, unit in moving.items() if org.posts[post].unit != unit)
        self.told["posts-moved"] += len(going)
        self.told["people-moved"] += sum(org.posts[p].holder is not None for p in going)
        for post in going:
            org.move_posts([post], moving[post])
        return closing

    def above(self, old):
        """The unit above an abolished one that stays or what it becomes."""
        up = self.org.units[old].parent
        while up is not None and up in self.parts and self.parts[up][0][0] is None:
            up = self.org.units[up].parent
        if up is not None and up in self.parts:
            return self.row[self.main(self.parts[up])]
        return up

    @staticmethod
    def main(parts):
        """The largest part; of equals the first."""
        return max(parts, key=lambda part: (part[1] if part[1] is not None else 0))[0]

    # ---- heads

    def one_head(self):
        """Where posts of several units come together: a held one, then the unit's own, then the first."""
        org = self.org
        for unit in sorted(self.row.values()):
            heads = [p for p in org.open_posts(unit) if p.rank == "head"]
            came = {self.was_in.get(p.row) for p in org.open_posts(unit)}
            if len(heads) < 2 or len(came) < 2:
                continue
            best = min(heads, key=lambda p: (p.holder is None, self.was_in[p.row] != unit, p.row))
            for post in heads:
                if post.row == best.row:
                    continue
                if self.values["other_heads"] != "keep":
                    like = next((p.title for p in org.open_posts(unit) if p.rank == self.values["other_heads"]), "")
                    if like:
                        org.put("posts", post.row, "title", like)
                    org.put("posts", post.row, "rank", self.values["other_heads"])
                    self.told["heads-released"] += post.holder is not None
                    if not org.reaches(post.row, best.row):
                        org.put("posts", post.row, "reports_to", best.row)

    def lead(self):
        """Units that the table leaves with posts and no head."""
        org, how = self.org, self.values["heads"]
        if how == "report":
            return
        for unit in sorted(self.row.values()):
            posts = org.open_posts(unit)
            if not posts or any(p.rank == "head" for p in posts) or not any(p.rank for p in posts):
                continue
            old = self.model(unit)
            if old is None and unit in self.had_head:
                continue

            def service(post):
                hired = org.people[post.holder].hired if post.holder is not None else None
                return (post.rank != "deputy", post.holder is None, hired is None, hired or 0, post.row)
            best = min(posts, key=service)
            if how == "promote":
                head = best.row
                org.put("posts", head, "rank", "head")
                if old is not None:
                    org.put("posts", head, "title", self.led_as[old])
                self.told["heads-promoted"] += 1
            else:
                head = org.open_post_like(old if old is not None else best.row, unit)
                org.posts[head].rank = "head"
                org.posts[head].title = self.led_as[old] if old is not None else org.posts[head].title
                self.told["heads-opened"] += 1
                self.quota += org.posts[head].fte
            self.answer(unit, head, old)

    def model(self, unit):
        """After whose head its own is made: its own before, else that of the old unit with the largest share, the first of equals."""
        if self.had_head.get(unit) is not None:
            return self.had_head[unit]
        shares = []
        for old, parts in self.parts.items():
            total = sum(share if share is not None else 1 for _, share, _ in parts)
            shares += [(Fraction(share if share is not None else 1) / total, -old) for new, share, _ in parts
                       if new is not None and self.row[new] == unit and self.had_head.get(old) is not None]
        return self.had_head[-max(shares)[1]] if shares else None

    def answer(self, unit, head, old):
        org = self.org
        if old is not None:
            boss = org.posts[old].reports_to
            if boss != head and not (boss is not None and org.reaches(head, boss)):
                org.put("posts", head, "reports_to", boss)
        for post in org.open_posts(unit):
            boss = post.reports_to
            if post.row == head or boss is None or org.posts[boss].unit == unit or post.row not in self.was_in or \
                    self.was_in.get(boss) != self.was_in[post.row]:
                continue
            if not org.reaches(post.row, head):
                org.put("posts", post.row, "reports_to", head)

    # ---- the end

    def close(self):
        org = self.org
        stands = set(self.row.values())
        ends = [old for old in self.parts if old not in stands]
        for old in sorted(ends, key=lambda u: (-depth(org, u), u)):
            parts = self.parts[old]
            self.told["units-closed"] += 1
            if parts[0][0] is None:
                self.told["units-abolished"] += 1
            org.close_unit(old, None if parts[0][0] is None else self.row[self.main(parts)])


def crosswalk(run, item, _window):
    work = Crosswalk(run, item)
    work.read()
    even = [(old, len(parts)) for old, parts in sorted(work.parts.items()) if len(parts) > 1 and all(share is None for _, share, _ in parts)]
    for old, number in even[:MOST_NAMED]:
        run.remark(item, "note", run.unit_id(old), "shares not given", number)
    if len(even) > MOST_NAMED:
        run.remark(item, "note", None, "more shares not given", len(even) - MOST_NAMED)
    work.found()
    work.follow()
    into = {}
    for old, parts in work.parts.items():
        work.told["units-split"] += len(parts) > 1
        for new, _, _ in parts:
            if new is not None:
                into.setdefault(new, set()).add(old)
    work.told["units-merged"] = sum(len(olds) > 1 and old != work.row[new] for new, olds in into.items() for old in olds)
    closing = work.move_posts()
    work.told["posts-closed"] = len(closing)
    run.org.close_posts(closing)
    work.one_head()
    work.lead()
    if work.told["heads-opened"]:
        run.remark(item, "note", None, "heads opened", work.told["heads-opened"], work.quota)
    work.close()
    for series, number in work.told.items():
        run.count(item, series, number)
    return 0
