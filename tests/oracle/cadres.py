# SPDX-License-Identifier: MIT
"""dual-post, appraisal, promotion: by their READMEs. Ratings, posts and steps of people."""

from fractions import Fraction

from chance import chance, chance_real, key_of
from live import choose
from org import Failure
from reading import share

GRADES = {"not-done": 1, "done": 2, "well": 3, "excellent": 4}
RANKS = {"head": 1, "deputy": 2, "staff": 3}


def key(run, item, year):
    return key_of(run.scenario.seed, run.replication, run.scenario.plugin(item), item.feature, item.given_id, item.ordinal, year)


def fnv(text):
    value = 14695981039346656037
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2 ** 64
    return value


def yes(text):
    return str(text).lower() in ("yes", "true", "1")


def set_of(run, table, wish, everybody):
    """A set that may be left out."""
    return choose(run, table, wish) if wish else everybody


# ---- appraisal

def bands(shares):
    """(upper end, grade) from the best."""
    out, end = [], 0.0
    for part, grade in zip(shares, (4, 3, 2)):
        end += part
        out.append((end, grade))
    return out


def graded(band, draw):
    return next((grade for end, grade in band if draw < end), 1)


def persons_bands(values):
    start = bands([share(values["start." + name]) for name in ("excellent", "well", "done")])
    by_grade = {None: start, 1: start, 2: start, 3: start, 4: start}
    for row in values["persistence"] or []:
        by_grade[GRADES[row["was"]]] = bands([float(row[name]) for name in ("excellent", "well", "done")])
    return by_grade


def is_rated(run, person, least):
    return person.state == "employed" and (person.hired is None or run.now - person.hired + 1 >= least)


def under_ceiling(grades, groups, order, ceiling):
    """Of those well or better in a group some stay excellent: the first by the order."""
    for group in set(groups.values()):
        members = [row for row in grades if groups[row] == group]
        best = sorted((row for row in members if grades[row] == 4), key=lambda row: order[row])
        most = int(ceiling * sum(grades[row] >= 3 for row in members) + 1e-9)
        for row in best[most:]:
            grades[row] = 3


def rate_units(run, values, chance_key):
    org, grades, draws = run.org, {}, {}
    given = values["given"].get("unit_start") or {}
    band = bands([share(values[("unit_start." if given else "start.") + name]) for name in ("excellent", "well", "done")])
    for unit in org.open_units():
        if any(post.holder is not None for post in org.open_posts(unit.row)):
            draws[unit.row] = chance_real(chance_key, fnv(unit.id), 12)
            grades[unit.row] = graded(band, draws[unit.row])
    under_ceiling(grades, {row: org.units[row].parent for row in grades}, draws, share(values["ceiling"]))
    return grades


def month_of_ratings(run, item, values, drawn):
    """The sums of a year by month; what the year comes to, in December."""
    org, now = run.org, run.now
    for row, (grade, _) in drawn.items():
        person = org.people[row]
        had = (person.get("appraisal.sum") or 0, person.get("appraisal.months") or 0) if now % 12 else (0, 0)
        for column, value in (("month", grade), ("sum", had[0] + grade), ("months", had[1] + 1)):
            org.put("people", row, "appraisal." + column, float(value))
    if now % 12 != 11:
        return None
    means = {row: Fraction(int(org.people[row]["appraisal.sum"]), int(org.people[row]["appraisal.months"])) for row in drawn}
    return {row: (int(means[row] + Fraction(1, 2)), (-means[row], drawn[row][1])) for row in drawn}


def appraise(run, item):
    values, org = run.scenario.params(item), run.org
    monthly = values["every"] == "month"
    if not monthly and run.now % 12 != 11:
        return
    chance_key, by_grade = key(run, item, run.now // 12), persons_bands(values)
    rows = set_of(run, "people", values["where"], [person.row for person in org.people])
    drawn = {}
    for row in rows:
        person = org.people[row]
        if is_rated(run, person, int(values["least_months"])):
            draw = chance_real(chance_key, person.stream, run.now % 12 if monthly else 0)
            drawn[row] = (graded(by_grade[min(person.rating or 0, 4) or None], draw), draw)
    if monthly:
        drawn = month_of_ratings(run, item, values, drawn)
        if drawn is None:
            return
    grades, order = {row: one[0] for row, one in drawn.items()}, {row: one[1] for row, one in drawn.items()}
    of_units = rate_units(run, values, chance_key) if yes(values["units"]) else {}
    if yes(values["heads"]):
        for post in org.open_posts():
            if post.rank == "head" and post.holder in grades and post.unit in of_units:
                grades[post.holder] = min(grades[post.holder], of_units[post.unit])
    under_ceiling(grades, {row: org.people[row].unit for row in grades}, order, share(values["ceiling"]))
    write_ratings(run, item, values, grades, of_units)


def write_ratings(run, item, values, grades, of_units):
    org, enough, dismissed = run.org, [], 0
    for row, grade in sorted(grades.items()):
        org.put("people", row, "rating", grade)
        had = org.people[row].get("appraisal.low") or 0
        has = had + 1 if grade == 1 else 0
        if has != had:
            org.put("people", row, "appraisal.low", float(has))
        if has >= int(values["low_years"]):
            enough.append(row)
    for unit, grade in of_units.items():
        org.put("units", unit, "appraisal.rating", float(grade))
    if values["low"] == "leave":
        for row in enough:
            org.leave(row, "work not done for years")
    for row in enough if values["low"] == "dismiss" else ():
        held = [org.people[row].post, org.people[row].second]
        lost = [post for post in held if post is not None and org.posts[post].rank in ("head", "deputy")]
        for post in lost:
            org.take_from(post)
        dismissed += bool(lost)
    for name, grade in GRADES.items():
        run.count(item, "rated-" + name, sum(one == grade for one in grades.values()))
        run.count(item, "units-rated-" + name, sum(one == grade for one in of_units.values()))
    run.count(item, "dismissed-for-low", dismissed)
    run.count(item, "left-for-low", len(enough) if values["low"] == "leave" else 0)
    for series, rated in (("well-or-better", grades), ("units-well-or-better", of_units)):
        if rated:
            run.measure(item, series, None, sum(one >= 3 for one in rated.values()) / len(rated))


# ---- promotion

def ladder(values):
    rows = []
    for row in values["steps"]:
        rows.append({"grade": row.get("grade") or "", "step": int(row["step"]), "coefficient": round(float(row["coefficient"]) * 100),
                     "months": int(12 * float(row.get("years") or values["years"]) + 0.5)})
    return rows


def next_step(rows, at):
    above = [row for row in rows if row["grade"] == at["grade"] and row["step"] > at["step"]]
    return min(above, key=lambda row: row["step"]) if above else None


def first_due(run, item, person, months):
    if person.hired is None:
        return run.now + chance(key(run, item, 0), person.stream, 0) % months
    if run.now <= person.hired:
        return person.hired + months
    return run.now + -(run.now - person.hired) % months


def promote(run, item):
    values, org = run.scenario.params(item), run.org
    rows, risen, delayed, top = ladder(values), 0, 0, 0
    for row in set_of(run, "people", values["where"], [person.row for person in org.people]):
        person = org.people[row]
        if person.state != "employed":
            continue
        own = person.coefficient or round(org.posts[person.post].coefficient * 100)
        at = next((step for step in rows if step["coefficient"] == own), None)
        after = at and next_step(rows, at)
        if not after:
            continue
        due = person.get("promotion.due")
        due = first_due(run, item, person, at["months"]) if due is None else due
        until = person.get("discipline_until")
        fined = until is not None and until >= run.now
        if fined and person.get("promotion.penalty") != until:
            org.put("people", row, "promotion.penalty", until)
            due, delayed = due + int(values["delay"]), delayed + 1
        if not fined and due <= run.now:
            if person.rating and min(person.rating, 4) < int(values["min_rating"]):
                due = run.now + 12
            else:
                org.put("people", row, "coefficient", after["coefficient"])
                due, risen, top = run.now + after["months"], risen + 1, top + (next_step(rows, after) is None)
        org.put("people", row, "promotion.due", float(due))
    for series, number in (("step-risen", risen), ("step-delayed", delayed), ("step-top", top)):
        run.count(item, series, number)


# ---- dual-post

def match_key(org, match, post):
    unit = org.units[org.posts[post].unit]
    if match == "unit":
        return unit.row
    if match == "parent":
        return unit.parent
    cells = org.posts[post] if match in org.posts[post] else unit
    if match not in cells:
        raise Failure("no column " + match)
    return cells.get(match) or None


def pairs_of(run, values):
    org = run.org
    if bool(values["given"].get("pairs")) == bool(values["given"].get("where_a")):
        raise Failure("pairs or where_a")
    if values["given"].get("pairs"):
        by_id = {post.id: post for post in org.posts}
        found = [(by_id.get(row["post_a"]), by_id.get(row["post_b"])) for row in values["pairs"]]
        if any(post is None or post.closed is not None for pair in found for post in pair):
            raise Failure("a post of pairs is not open")
        pairs = [(a.row, b.row) for a, b in found]
    else:
        side_a = choose(run, "posts", values["given"]["where_a"])
        side_b = choose(run, "posts", values["given"]["where_b"]) if values["given"].get("where_b") else [p.row for p in org.open_posts() if p.rank == "head"]
        groups = {}
        for side, posts in enumerate((side_a, [post for post in side_b if post not in side_a])):
            for post in sorted(posts, key=lambda row: org.posts[row].id):
                groups.setdefault(match_key(org, values["match"], post), ([], []))[side].append(post)
        pairs = [pair for group in sorted(group for group in groups if group is not None) for pair in zip(*groups[group])]
    used = [post for pair in pairs for post in pair]
    if len(set(used)) < len(used):
        raise Failure("a post in two pairs")
    return pairs


def chosen_holder(org, who, at_a, at_b):
    if at_a is None or at_b is None:
        return at_b if at_a is None else at_a
    a, b = org.people[at_a], org.people[at_b]
    if who == "rating":
        return at_b if (b.rating or 0) > (a.rating or 0) else at_a
    if who == "seniority":
        return at_b if b.hired is not None and (a.hired is None or b.hired < a.hired) else at_a
    return at_b if who == "b" else at_a


def named(person):
    return person.id or "h%d" % (person.row + 1)


def move(org, person, post):
    """To another post; who was not surplus is employed since then as before."""
    since, state = org.people[person].since, org.people[person].state
    org.place(person, post)
    if state == "employed":
        org.people[person].since = since


class Dual:
    def __init__(self, run, item, values):
        self.run, self.item, self.values, self.org = run, item, values, run.org
        self.losers, self.made, self.in_hand, self.saved = [], [], 0, 0
        self.pairs = pairs_of(run, values)

    def give_up(self, post):
        holder = self.org.posts[post].holder
        if holder is None:
            return
        if self.org.people[holder].post == post and self.org.people[holder].second is None:
            self.losers.append((holder, post))
        self.org.take_from(post)

    def hindered(self, a, b, chosen):
        """Why the two stay two posts, with the row that it is said of; None: nothing is against it."""
        org = self.org
        if chosen is None:
            return "two posts: nobody", org.posts[a].id
        if any(org.posts[post].kept_for not in (None, chosen) for post in (a, b)):
            return "two posts: kept", org.posts[a].id
        person = org.people[chosen]
        return ("two posts: another", named(person)) if person.second is not None or person.post not in (a, b) else None

    def join(self, a, b):
        org = self.org
        at_a, at_b = org.posts[a].holder, org.posts[b].holder
        if at_a is not None and at_a == at_b:
            self.in_hand += 1
            self.made.append((a, b))
            return
        chosen = chosen_holder(org, self.values["who"], at_a, at_b)
        why = self.hindered(a, b, chosen)
        if why:
            self.run.remark(self.item, "note", why[1], why[0])
            return
        if org.people[chosen].post == b:
            self.give_up(a)
            move(org, chosen, a)
        else:
            self.give_up(b)
        self.in_hand += 1
        if self.values["other"] == "close" and org.posts[b].funding:
            org.close_posts([b])
            org.put("posts", a, "dual-post.duty", org.posts[b].id)
            self.saved += 1
            return
        org.put("people", chosen, "second", b)
        org.put("posts", b, "holder", chosen)
        org.posts[b].vacant_since = org.posts[b].kept_for = None
        self.made.append((a, b))

    def remember(self):
        for a, b in self.made:
            self.org.put("posts", b, "dual-post.with", self.org.posts[a].id)
            if float(self.values["second_allowance"]) > 0:
                self.org.put("posts", b, "dual-post.allowance", float(self.values["second_allowance"]))
            if self.values["other"] == "surplus":
                self.org.put("posts", b, "dual-post.surplus", 1.0)

    def place_loser(self, person, lost):
        org, used = self.org, {post for pair in self.pairs for post in pair}
        place_in = set_of(self.run, "posts", self.values["given"].get("place_in"), None)
        old, found = org.posts[lost], []
        for post in org.open_posts():
            if post.row in used or post.holder is not None or post.kept_for is not None or post.category != old.category or \
                    not post.rank or RANKS[post.rank] < RANKS.get(old.rank, 0) or (place_in is not None and post.row not in place_in):
                continue
            near = 0 if post.unit == old.unit else 1 if org.units[post.unit].parent == org.units[old.unit].parent else 2
            found.append((near, RANKS[post.rank], post.id, post.row))
        if found:
            move(org, person, min(found)[-1])
        else:
            self.run.remark(self.item, "warning", named(org.people[person]), "two posts: no place")

    def settle_losers(self):
        for person, lost in self.losers:
            if self.values["other_person"] == "place":
                self.place_loser(person, lost)
            elif self.values["other_person"] == "leave":
                self.org.leave(person, "post given to another")


def watch(run, item):
    """A month later: what is no longer held beside its first post ends."""
    org, parted, saved = run.org, 0, 0
    by_id = {post.id: post for post in org.posts}
    for post in org.open_posts():
        first = by_id.get(post.get("dual-post.with"))
        if first is None or (post.holder is not None and first.holder == post.holder):
            continue
        parted += 1
        closes = post.get("dual-post.surplus") == 1 and post.funding
        if post.holder is not None and org.people[post.holder].second == post.row:
            org.take_from(post.row)
        for column in ("with", "allowance", "surplus"):
            org.put("posts", post.row, "dual-post." + column, None)
        if closes and post.holder is None:
            org.close_posts([post.row])
            saved += 1
    run.count(item, "parted", parted)
    run.count(item, "posts-saved", saved)


def stands(org):
    return any(post.get("dual-post.with") for post in org.open_posts())


def dual_post(run, item, window):
    if run.now > window.last:
        watch(run, item)
    else:
        values = run.scenario.params(item)
        dual = Dual(run, item, values)
        units = len({run.org.posts[a].unit for a, _ in dual.pairs})
        for a, b in dual.pairs:
            dual.join(a, b)
        if not dual.pairs:
            run.remark(item, "note", None, "two posts: no pair")
        dual.remember()
        dual.settle_losers()
        for series, number in (("pairs", dual.in_hand), ("posts-saved", dual.saved), ("gave-up", len(dual.losers)), ("units", units)):
            run.count(item, series, number)
        if dual.pairs:
            run.measure(item, "share-dual", None, dual.in_hand / len(dual.pairs))
    if stands(run.org):
        run.wake(item, run.now + 1)
    return 0


PROCESSES = {"appraisal": appraise, "promotion": promote}
OPERATORS = {"dual-post": dual_post}
