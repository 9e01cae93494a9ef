# SPDX-License-Identifier: MIT
"""rotate, second, appoint: by their READMEs. People who go elsewhere for a term, and who follow in leading posts."""

from cadres import move, named
from chain import (clear, first, grade, holders, leading, level, months_left, planned_posts, Shares, under_penalty, wanted_of)
from live import choose
from rules import cap_of


def sent(run, item, values, away):
    """Who may be sent, in order, and how many are to be."""
    most = int(values["age_max"])

    def may(person):
        return person.post is not None and person.second is None and person.get(away) is None and \
            (not most or person.born is None or (run.now - person.born) // 12 <= most)

    rows = first(run, item, holders(run, values, "where", may), values["order"])
    return rows, wanted_of(values["number"], len(rows))


# ---- rotate

class Rotation:
    def __init__(self, run, item):
        self.run, self.org, self.item, self.values = run, run.org, item, run.scenario.params(item)
        self.returns = self.values["return"] in ("yes", "true")

    def place_for(self, row, may, taken, room_for_two):
        org, own = self.org, self.org.posts[self.org.people[row].post]
        fit = [post for post in self.places if org.posts[post].unit != own.unit and org.posts[post].rank == own.rank and
               org.posts[post].category == own.category and post not in taken]
        vacant = [post for post in fit if org.posts[post].holder is None and org.posts[post].kept_for is None]
        if vacant:
            return vacant[0]
        change = [post for post in fit if org.posts[post].holder in may and org.people[org.posts[post].holder].post == post]
        return change[0] if change and room_for_two else None

    def start(self):
        org, run, values = self.org, self.run, self.values
        may, wanted = sent(run, self.item, values, "rotate.until")
        self.places = sorted(choose(run, "posts", values["given"]["to"]), key=lambda post: org.posts[post].id.encode())
        shares, moves, taken = Shares(run, values), [], set()
        while shares.n < wanted and may:
            row = shares.next(may)
            may.remove(row)
            post = self.place_for(row, may, taken, shares.n + 2 <= wanted)
            if post is None:
                continue
            home, other = org.people[row].post, org.posts[post].holder
            moves.append((row, home, post))
            shares.count(row)
            if other is not None:
                moves.append((other, post, home))
                shares.count(other)
                may.remove(other)
            taken |= {home, post}
        if shares.n < wanted:
            run.remark(self.item, "note", None, "few rotated", shares.n, wanted)
        self.go(moves)
        if self.returns:
            self.remember(moves)
        return {"rotated": shares.n, "young-rotated": shares.has["young"], "women-rotated": shares.has["woman"]}

    def go(self, moves):
        """All at once: those who change places stand in each other's way for a moment."""
        org, before = self.org, {row: (self.org.people[row].since, self.org.people[row].state) for row, _, _ in moves}
        for row, _, _ in moves:
            if org.people[row].post is not None:
                org.empty(org.people[row].post)
                org.put("people", row, "post", None)
        for row, _, post in moves:
            org.place(row, post)
            if before[row][1] == "employed":
                org.people[row].since = before[row][0]

    def remember(self, moves):
        org = self.org
        for row, home, post in moves:
            if org.posts[home].holder is None:
                org.keep_for(home, row)
            org.put("people", row, "rotate.until", float(self.run.now + int(self.values["term"])))
            org.put("people", row, "rotate.home", org.posts[home].id)
            org.put("people", row, "rotate.post", org.posts[post].id)

    def is_free(self, home, row, leaving):
        post = self.org.posts[home]
        return post.closed is None and post.kept_for in (None, row) and (post.holder in (None, row) or leaving.get(home) == post.holder)

    def end(self):
        org, back, told = self.org, [], {"rotation-returned": 0, "rotation-stayed": 0, "rotation-failed": 0}
        by_id = {post.id: post.row for post in org.posts}
        over = [p.row for p in org.people if p.get("rotate.until") is not None and p["rotate.until"] <= self.run.now]
        for row in over:
            person = org.people[row]
            home, away = by_id[person["rotate.home"]], by_id[person["rotate.post"]]
            if person.state == "left":
                continue
            if person.post is not None and person.post != away:
                told["rotation-stayed"] += 1
                if org.posts[home].kept_for == row:
                    org.keep_for(home, None)
            else:
                back.append((row, away, home))
        while True:  # who fails gives up a post, which may be the own one of another
            leaving = {away: row for row, away, _ in back}  # a first post is left, a second one is not
            bad = [one for one in back if not self.is_free(one[2], one[0], leaving)]
            if not bad:
                break
            for row, away, home in bad:
                told["rotation-failed"] += 1
                self.run.remark(self.item, "warning", named(org.people[row]), "rotation: no way back")
                if org.people[row].post is not None:
                    org.take_from(org.people[row].post)
            back = [one for one in back if one not in bad]
        told["rotation-returned"] = len(back)
        for row, away, home in back:
            if org.posts[home].holder == row:
                org.take_from(away)
        back = [one for one in back if org.posts[one[2]].holder != one[0]]
        self.go(back)
        for row in over:
            clear(org, row, "rotate.", ("until", "home", "post"))
        return told


def rotate(run, item, window):
    rotation = Rotation(run, item)
    told = {"rotated": 0, "young-rotated": 0, "women-rotated": 0, **rotation.end()}
    if run.now <= window.last:
        told.update(rotation.start())
    for series, number in told.items():
        run.count(item, series, number)
    away = [p["rotate.until"] for p in run.org.people if p.get("rotate.until") is not None and p.state != "left"]
    run.measure(item, "in-rotation", None, len(away))
    if away:
        run.wake(item, int(min(away)))
    return 0


# ---- second

def second(run, item, window):
    values, org = run.scenario.params(item), run.org
    told = dict.fromkeys(("seconded", "young-seconded", "women-seconded", "secondment-returned"), 0)
    for person in org.people:
        if person.get("second.until") is not None and person["second.until"] < run.now:
            told["secondment-returned"] += person.state != "left"
            clear(org, person.row, "second.", ("until", "unit"))
    if run.now <= window.last:
        may, wanted = sent(run, item, values, "second.until")
        units = sorted(choose(run, "units", values["given"]["to"]), key=lambda unit: org.units[unit].id.encode())
        shares, turn = Shares(run, values), 0
        while shares.n < wanted and may:
            row = shares.next(may)
            may.remove(row)
            ways = [(turn + n) % len(units) for n in range(len(units))]
            to = next((at for at in ways if units[at] != org.people[row].unit), None)
            if to is None:
                continue
            turn = to + 1
            shares.count(row)
            org.put("people", row, "second.unit", org.units[units[to]].id)
            org.put("people", row, "second.until", float(run.now + int(values["term"]) - 1))
        if shares.n < wanted:
            run.remark(item, "note", None, "few seconded", shares.n, wanted)
        told.update({"seconded": shares.n, "young-seconded": shares.has["young"], "women-seconded": shares.has["woman"]})
    for series, number in told.items():
        run.count(item, series, number)
    away = [p for p in org.people if p.get("second.until") is not None]
    run.measure(item, "in-secondment", None, sum(p.state != "left" for p in away))
    if away:
        run.wake(item, int(min(p["second.until"] for p in away)) + 1)
    return 0


# ---- appoint

class Appointment:
    def __init__(self, run, item):
        self.run, self.org, self.item, self.values = run, run.org, item, run.scenario.params(item)
        self.term = int(self.values["term"])
        self.topics = [word.strip().removeprefix("train.") for word in (self.values["needs"] or "").split(",") if word.strip()]
        self.wanted = set(leading(run, self.values))
        self.told = dict.fromkeys(("appointed", "women-appointed", "young-appointed", "appointed-from-plan", "reappointed", "terms-ended",
                                   "unfilled-no-refill", "unfilled-over-cap", "unfilled-nobody", "unfilled-unqualified"), 0)

    def qualified(self, row):
        person = self.org.people[row]
        return grade(person) >= int(self.values["min_rating"]) and not under_penalty(self.run, person) and \
            all(person.get("train." + topic) is not None for topic in self.topics)

    # ---- terms

    def due(self, person):
        """When the term of somebody who still holds one of the posts is over; None: of nobody else."""
        since = person.get("appoint.since")
        return int(since) + self.term if self.term and since is not None and person.state == "employed" and person.post in self.wanted else None

    def end_terms(self):
        org = self.org
        for person in org.people:
            if self.due(person) is None or self.due(person) > self.run.now:
                continue
            if self.qualified(person.row):
                org.put("people", person.row, "appoint.since", float(self.run.now))
                self.told["reappointed"] += 1
                continue
            self.told["terms-ended"] += 1
            self.run.remark(self.item, "warning", named(person), "term over")
            org.take_from(person.post)

    # ---- posts

    def hindered(self, post):
        unit = self.org.posts[post].unit
        cells = self.org.units[unit]
        if str(cells.get("no_refill") or "").lower() in ("yes", "true", "1", "1.0"):
            return "no-refill"
        if self.org.posts[post].rank == "deputy" and self.values["deputy_caps"]:
            size = sum(p.fte for row in self.org.below(unit) for p in self.org.open_posts(row))
            cap = cap_of({"caps": self.values["deputy_caps"]}, size)
            if cap is not None and sum(p.rank == "deputy" and p.holder is not None for p in self.org.open_posts(unit)) >= cap:
                return "over-cap"
        return None

    def near(self, row, post):
        person, cells = self.org.people[row], self.org.posts[post]
        if self.values["from"] == "plan":
            return cells.id in planned_posts(person)
        return self.values["from"] == "anyone" or person.unit in self.org.below(cells.unit)

    def could(self, row, post):
        person = self.org.people[row]
        return person.post is not None and person.second is None and level(self.org, person.post) > level(self.org, post) and \
            self.near(row, post) and (not self.term or months_left(self.run, person, self.values, self.term * int(self.values["terms"])))

    def fill(self, post):
        why = self.hindered(post)
        some = [] if why else [row for row in self.order if self.could(row, post)]
        may = [row for row in some if self.qualified(row)]
        if why or not may:
            self.told["unfilled-" + (why or ("unqualified" if some else "nobody"))] += 1
            return None
        row = self.shares.next(may)
        self.shares.count(row)
        for series, so in (("appointed", True), ("women-appointed", self.shares.traits(row)["woman"]),
                           ("young-appointed", self.shares.traits(row)["young"]),
                           ("appointed-from-plan", self.org.posts[post].id in planned_posts(self.org.people[row]))):
            self.told[series] += so
        left = self.org.people[row].post
        move(self.org, row, post)
        self.org.put("people", row, "appoint.since", float(self.run.now))
        return left

    def fill_all(self):
        org = self.org
        self.shares = Shares(self.run, self.values)
        for person in org.people:
            since = person.get("appoint.since")
            if since is not None and since // 12 == self.run.now // 12:
                self.shares.count(person.row, int(since))
        self.order = first(self.run, self.item, holders(self.run, self.values, "eligible"), self.values["order"])
        todo = {post for post in self.wanted if org.posts[post].holder is None and org.posts[post].kept_for is None}
        while todo:
            post = min(todo, key=lambda row: (level(org, row), org.posts[row].id.encode()))
            todo.remove(post)
            left = self.fill(post)
            if left in self.wanted:
                todo.add(left)


def appoint(run, item, window):
    work = Appointment(run, item)
    work.end_terms()
    if run.now <= window.last:
        work.fill_all()
    for series, number in work.told.items():
        run.count(item, series, number)
    due = [month for month in map(work.due, run.org.people) if month is not None and month > run.now]
    if due:
        run.wake(item, min(due))
    return 0


OPERATORS = {"rotate": rotate, "second": second, "appoint": appoint}
