# SPDX-License-Identifier: MIT
"""Random plans for random organisations, by a seed."""

import csv
import os
import random
import re

import links
import parties
import uses
from world import World, spell


SCHEMES = ("in-force", "decree-29-2023", "decree-178-2024", "decree-154-2025")


class Plan(World):
    def __init__(self, seed):
        super().__init__(seed)
        self.departments = [u["id"] for u in self.units if u["type"] == "department"]
        self.baselines = []
        self.reps = self.random.choice((1, 1, 1, 1, 1, 3))
        self.cadres = random.Random("cadres %d" % seed)  # draws of its own, so that plans stay as they were without it
        self.party = random.Random("party %d" % seed)

    # ---- the plan

    def months(self, number):
        return sorted(self.random.sample(range(self.first, self.last + 1), number))

    def rooms(self):
        return [u["id"] for u in self.units if u["type"] == "room"]

    def cut(self):
        r = self.random
        where = r.choice(("category <> 'contract'", "category = 'public-employee'", "rank = 'staff' and fte = 1",
                          "unit_type = 'room'", "fte <= 1", "rank = 'staff'"))
        body = {"where": '"%s"' % where, "by": r.choice((2, 3, 5, 2.5, 0.8, "4%", "7%", "10%")),
                "surplus": r.choice(("keep", "place-only", "place", "place", "retire-early", "leave")),
                "order": r.choice(("retirement-near", "retirement-near", "junior-first", "rating", "seniority", "random"))}
        if body["surplus"] in ("place-only", "place") and r.random() < 0.5:
            body["spread"] = "by-unit"  # else hardly a vacancy is left into which somebody could be placed
        if body["surplus"] in ("place-only", "place") and r.random() < 0.4:
            body["place_in"] = '{where: "%s"}' % r.choice(("1", "rank = 'staff'", "unit_type = 'room'"))
        if isinstance(body["by"], str) and "old" in self.baselines and r.random() < 0.5:
            body["of"] = "old"
        for key, choices in (("spread", ("even", "by-unit", "largest-first", "largest-first")), ("floor", (2, 4, 6)),
                             ("spare", ("leaders", "none", "heads")), ("rounding", ("down", "nearest", "up"))):
            if r.random() < 0.4:
                body[key] = r.choice(choices)
        if body["surplus"] in ("place", "retire-early", "leave"):
            for key, choices in (("years_early", (2, 4, 10)), ("under_two", ("leave", "spare", "retire-last")),
                                 ("scheme", ("decree-29-2023", "decree-178-2024", "decree-154-2025", "none")),
                                 ("allowance", ("0%", "30%")), ("service", (12, 25)), ("coefficient", ("4.2",))):
                if r.random() < 0.25:
                    body[key] = r.choice(choices)
        if r.random() < 0.15:
            body["down_to"] = len(self.posts) // 2
        return "headcount-cut", body

    def merge(self, rooms):
        r = self.random
        body = {}
        if r.random() < 0.2 and len(rooms) > 6:
            return "merge", {"table": self.merge_table(rooms)}
        if r.random() < 0.3 and len(self.departments) > 2:
            chosen = r.sample(self.departments, 2)  # with their rooms: support rooms stand there twice
            self.departments.remove(chosen[1])
            body.update(units="[%s]" % ", ".join(chosen), into=chosen[0])
        elif r.random() < 0.25:
            body.update(where="\"type = 'room'\"", group="siblings", size=r.choice((0, 2, 3)))
        else:
            chosen = r.sample(rooms, r.choice((2, 2, 3)))
            for unit in chosen[1:]:
                rooms.remove(unit)
            if r.random() < 0.5:
                body.update(units="[%s]" % ", ".join(chosen), into=chosen[0])
            else:
                rooms.remove(chosen[0])
                body.update(units="[%s]" % ", ".join(chosen), into="{id: n-%s, name: New %s}" % (chosen[0], chosen[0]))
                rooms.append("n-" + chosen[0])
        for key, choices in (("heads", ("keep-largest", "keep-rating", "keep-seniority")),
                             ("other_heads", ("staff", "surplus")), ("shed", (1, 2, "20%")), ("support", ("keep",)),
                             ("release_offices", ("keep",)), ("grace", (6, 12))):
            if r.random() < 0.35:
                body[key] = r.choice(choices)
        if r.random() < 0.4:
            body["deputies"] = "cap"
            body[r.choice(("deputy_cap", "deputy_caps"))] = 1
            if "deputy_caps" in body:
                body["deputy_caps"] = "[{cap: 1, upto: 9}, {cap: 2, upto: 14}, {cap: 3}]"
            if r.random() < 0.5:
                body["other_deputies"] = "staff"
        return "merge", body

    def merge_table(self, rooms):
        """Two mergers in one table, one into a new unit."""
        chosen = self.random.sample(rooms, 4)
        for unit in chosen[1:]:
            rooms.remove(unit)
        rows = [(chosen[1], chosen[0], ""), (chosen[2], "m-" + chosen[2], "Both"), (chosen[3], "m-" + chosen[2], "")]
        self.random.shuffle(rows)
        rooms.append("m-" + chosen[2])
        name = "merge-%d.csv" % len(self.files)
        self.files[name] = [{"unit": unit, "into": into, "name": word} for unit, into, word in rows]
        return name

    def crosswalk(self, rooms):
        """The first step: two rooms become one, one is divided, one ends, the rest is carried on."""
        r = self.random
        merged, absorbed, divided, ended = r.sample(rooms, 4)
        parents = {u["id"]: u["parent_id"] for u in self.units}
        after = [dict(id=u["id"], name=r.choice(("", "New " + u["id"])), type=u["type"], parent_id=u["parent_id"], function=u["function"])
                 for u in self.units if u["id"] not in (absorbed, divided, ended)]
        parts = ["x1-" + divided, r.choice(("x2-" + divided, merged))]
        table = [dict(old_id=merged, new_id=merged), dict(old_id=absorbed, new_id=merged), dict(old_id=ended, new_id="")]
        shares = r.choice((("", ""), ("60%", "40%"), ("0.3", "0.7")))
        table += [dict(old_id=divided, new_id=part, share=share) for part, share in zip(parts, shares)]
        for part in parts:
            if part not in parents:
                after.append(dict(id=part, name="Part " + part, type="room", parent_id=parents[divided], function=""))
        r.shuffle(after)
        self.files["mapping.csv"] = [{"share": "", **row} for row in table]
        self.files["after.csv"] = after
        for unit in (absorbed, divided, ended):
            rooms.remove(unit)
        rooms += [part for part in parts if part not in rooms]
        return "crosswalk", {"table": "mapping.csv", "units": "after.csv", "heads": r.choice(("report", "promote", "open")),
                             "other_heads": r.choice(("deputy", "staff", "keep")), "abolished": r.choice(("close", "move"))}

    def dissolve(self, rooms):
        r = self.random
        unit = r.choice(rooms)
        rooms.remove(unit)
        body = {"units": "[%s]" % unit}
        if r.random() < 0.7:
            body["to"] = r.choice(rooms)
            for key, choices in (("heads", ("deputy", "staff")), ("deputies", ("staff", "keep")), ("shed", (1, 2, "30%"))):
                if r.random() < 0.5:
                    body[key] = r.choice(choices)
        return "dissolve", body

    def transfer(self, rooms):
        r = self.random
        source, to = r.sample(rooms, 2)
        if r.random() < 0.25:
            return "transfer", {"units": "[%s]" % source, "to": r.choice(self.departments)}
        body = {"posts": "{where: \"unit = '%s'\"}" % source, "to": to, "amount": r.choice((1, 2, 3, "50%", "100%")),
                "order": r.choice(("as-listed", "vacant-first", "held-first", "junior-first", "seniority"))}
        if r.random() < 0.3:
            body["leaders"] = "move"
        return "transfer", body

    def step(self, kind, rooms):
        r = self.random
        if kind == "cut":
            return self.cut()
        if kind == "add":
            return "add-posts", {"where": "\"rank = 'staff' and unit_type = 'room'\"", "by": self.random.choice((3, 6, "5%"))}
        if kind == "settle":
            return "severance", {"way": r.choice(("best", "leave", "retire-early")), "at_most": r.choice((0, 1, 3)),
                                 "under_two": r.choice(("spare", "leave", "retire")), "scheme": r.choice(SCHEMES),
                                 "years_early": r.choice((3, 5, 10)), "without_post": r.choice(("public-employee", "civil-servant"))}
        if kind == "early":
            return "early-retirement", {"take_up": r.choice(("20%", "50%", "100%")), "by": r.choice(("share", "chance")),
                                        "order": r.choice(("nearest", "random")), "at_most": r.choice((0, 0, 2)),
                                        "years": r.choice((3, 5, 10)), "posts": r.choice(("vacant", "close")), "scheme": r.choice(SCHEMES)}
        if kind == "autonomy":
            return "autonomy", {"where": "\"id = '%s'\"" % self.random.choice(rooms), "group": self.random.choice((1, 2))}
        return getattr(self, kind)(rooms)

    def steps(self):
        r, rooms, out = self.random, self.rooms(), []
        kinds = ["cut", "merge", "transfer", "dissolve", "add"] + r.choices(
            ("cut", "cut", "merge", "transfer", "dissolve", "add", "autonomy"), k=r.randint(1, 3))
        r.shuffle(kinds)
        if len(rooms) > 7 and r.random() < 0.3:
            kinds.insert(0, "crosswalk")
        kinds += r.sample(("settle", "early"), r.choice((0, 0, 1, 2)))
        for kind, month in zip(kinds, self.months(len(kinds))):
            if len(rooms) < 4 and kind in ("merge", "dissolve"):
                continue
            feature, body = self.step(kind, rooms)
            line = "at: %s" % spell(month)
            if kind == "cut" and r.random() < 0.5:
                line = "every: %s" % r.choice(("year", "year", "quarter")) if r.random() < 0.6 else line
                if r.random() < 0.7:
                    line += ", over: %s" % r.choice(("3m", "6m", "12m", "1y"))
            if r.random() < 0.3:
                line += ", id: s%d" % len(out)
            if r.random() < 0.15:
                line += ', when: "(select count(*) from posts) > %d"' % (len(self.posts) - r.randint(-2, 8))
            out.append("  - {%s, %s: {%s}}" % (line, feature, ", ".join("%s: %s" % pair for pair in body.items())))
        if self.cadres.random() < 0.4:
            out.insert(self.cadres.randint(0, len(out)), self.dual_post())
        out += self.shaping(out) + links.steps(self)
        return out + uses.steps(self, out)

    def shaping(self, taken):
        """Steps that found, rename and divide units, drawn apart from all else, so that a seed's other steps stay as they are. They
        come late, among rooms that no other step names."""
        r = random.Random("shaping %d" % self.seed)
        rooms = [u for u in self.rooms() if not any(u in line for line in taken)]
        r.shuffle(rooms)
        months = sorted(r.randint((self.first + 2 * self.last) // 3, self.last) for _ in range(4))
        posts = {u: [p["id"] for p in self.posts if p["unit_id"] == u and not p.get("assigned") and float(p.get("fte") or 1) <= 1] for u in rooms}
        heads = ", ".join("%s: %s" % pair for pair in (("heads", r.choice(("report", "promote", "open"))),) if r.random() < 0.8)
        out = []
        if r.random() < 0.5:
            where = r.choice(('units: [%s]' % r.choice(self.departments), "where: \"type = 'department'\"", "table"))
            own = "posts: [{rank: head, title: Lead, funding: state, coefficient: 4.4}, {rank: staff, category: civil-servant, count: 2}]"
            if where == "table":
                out.append("found: {table: [{id: f2, name: Inner, parent: f1}, {id: f1, name: New, type: room, function: it, parent: %s}], "
                           "posts: [{unit: f2, rank: staff, fte: 0.5}, {unit: f1, rank: deputy}, {unit: f1, rank: head}]}" % r.choice(self.departments))
            else:
                out.append("found: {%s, into: {id: nf, name: New, type: room}, %s}" % (where, own))
        if rooms and r.random() < 0.5:
            out.append(r.choice(("rename: {units: [%s], name: Other, function: it}" % rooms[0], "rename: {where: \"type = 'room'\", type: room}",
                                 "rename: {table: [{unit: %s, name: Other, type: office}]}" % rooms[0])))
        if len(rooms) > 1 and r.random() < 0.6:
            unit = rooms[1]
            part = "id: s-%s, name: Part" % unit
            named = "".join(", head: %s" % p for p in posts[unit][1:2] if r.random() < 0.5)
            listed = "".join(", list: [{post: %s, part: s-%s}]" % (p, unit) for p in posts[unit][2:3] if r.random() < 0.5)
            out.append(r.choice((
                "separate: {units: [%s], into: {%s}, share: %s%s}" % (unit, part, r.choice(("30%", "50%", "100%")), heads and ", " + heads),
                "separate: {units: [%s], into: {%s}, posts: {where: \"rank = 'staff'\"}%s}" % (unit, part, heads and ", " + heads),
                "separate: {units: [%s], parts: [{%s, share: 40%%%s}, {id: t-%s, name: More, share: 0.3}]%s%s}" % (
                    unit, part, named, unit, listed, heads and ", " + heads))))
        if len(rooms) > 2 and r.random() < 0.6:
            free = [d for d in self.departments if not any(re.search(d + r"\b(?!-)", line) for line in taken + out)]
            unit = free[0] if free and self.seed % 3 == 1 else r.choice(rooms[2:])  # the rooms of a department go with its parts
            shares = r.choice((("", ""), (", share: 60%", ", share: 40%"), (", share: 25", ", share: 75")))
            named = "".join(", head: %s" % p for p in posts.get(unit, [])[1:2] if r.random() < 0.5)
            own = [u["id"] for u in self.units if u["parent_id"] == unit and not any(u["id"] in line for line in taken)]
            below = ", children: %s" % own[-1] if own and unit in free else ""
            out.append("split: {units: [%s], parts: [{id: a-%s, name: First%s%s}, {id: b-%s, name: Second%s%s}]%s}" % (
                unit, unit, shares[0], named, unit, shares[1], below, heads and ", " + heads))
        return ["  - {at: %s, %s}" % (spell(month), step) for month, step in zip(months, out)]

    def dual_post(self):
        r = self.cadres
        sides = r.choice(("where_a: {where: \"rank = 'deputy'\"}", "where_a: {where: \"rank = 'deputy'\"}, where_b: {where: \"rank = 'head'\"}",
                          "where_a: {where: \"rank = 'head' and unit_type = 'room'\"}, where_b: {where: \"rank = 'deputy' and unit_type = 'room'\"}",
                          "where_a: {where: \"title = 'Clerk'\"}, where_b: {where: \"title = 'Specialist'\"}"))
        body = [sides, "match: %s" % r.choice(("unit", "unit", "parent"))]
        for key, choices in (("who", ("b", "rating", "seniority")), ("other", ("close", "surplus")), ("other_person", ("surplus", "leave")),
                             ("second_allowance", (0.3,))):
            if r.random() < 0.5:
                body.append("%s: %s" % (key, r.choice(choices)))
        return "  - {at: %s, id: dual, dual-post: {%s}}" % (spell(r.randint(self.first, self.last)), ", ".join(body))

    def appraisal(self):
        r = self.cadres
        body = ["start: {excellent: %d%%, well: %d%%, done: %d%%}" % (r.choice((5, 20, 40)), r.choice((20, 50)), r.choice((0, 10)))]
        for text in ("every: month", "ceiling: %s" % r.choice(("100%", "35%")), "where: \"rank <> 'staff'\"", "least_months: %d" % r.choice((0, 12)),
                     "low: %s" % r.choice(("dismiss", "leave")), "low_years: 1", "units: yes, heads: yes",
                     "persistence: [{was: well, excellent: 0.1, well: 0.7, done: 0.1}, {was: not-done, excellent: 0, well: 0, done: 0.6}]"):
            if r.random() < 0.4:
                body.append(text)
        if "units: yes, heads: yes" in body and r.random() < 0.5:
            body.append("unit_start: {excellent: 10%, well: 40%, done: 40%}")
        return "  - {id: ratings, appraisal: {%s}}" % ", ".join(body)

    def promotion(self):
        r = self.cadres
        body = ["steps: [{step: 1, coefficient: 2.34, grade: A}, {step: 2, coefficient: 2.67, grade: A}, {step: 3, coefficient: 3, grade: A, years: 1}, "
                "{step: 5, coefficient: 3.66}, {step: 6, coefficient: 3.99, years: 2}]"]
        for key, choices in (("years", (1, 2)), ("delay", (12,)), ("min_rating", (2, 3)), ("where", ("\"rank = 'staff'\"",))):
            if r.random() < 0.5:
                body.append("%s: %s" % (key, r.choice(choices)))
        return "  - {promotion: {%s}}" % ", ".join(body)

    def processes(self):
        r = self.random
        lines = ["  - retirement: {}"] if r.random() < 0.8 else []
        lines.append("  - {id: leaving, resignation: {rate: %s%s}}" % (r.choice(("3%", "6%", "12%")), r.choice(
            ("", ", rates: [{rate: 0.2, category: public-employee, age_to: 35}, {rate: 0.05, age_from: 50}]"))))
        if r.random() < 0.85:
            lines.append("  - {%srecruitment: {rate: %s%s%s}}" % (
                r.choice(("", "id: hire, ")), r.choice(("30%", "60%", "100%")),
                r.choice(("", ", ceiling: 92%", ", of_leavers: 50%")),
                r.choice(("", ", where: \"rank = 'staff'\"", ", women: 70%, age_from: 30, age_to: 40"))))
        if r.random() < 0.4:
            months = self.months(3)
            lines.append("  - {id: index, indicator: {values: [%s], between: %s}}" % (
                ", ".join("{month: %s, value: 0.%d}" % (spell(month), r.randint(10, 99)) for month in months),
                r.choice(("nothing", "hold", "linear"))))
        r.shuffle(lines)
        for share, line in ((0.4, self.appraisal), (0.3, self.promotion)):
            if self.cadres.random() < share:
                lines.insert(self.cadres.randint(0, len(lines)), line())
        return lines + parties.processes(self) + uses.processes(self)

    def validity(self):
        """Of a rule: in force all the time, or from or to some month."""
        r = self.random
        if r.random() < 0.7:
            return ""
        return "%s: %s, " % (r.choice(("valid_from", "valid_to")), spell(self.months(1)[0]))

    def rules(self):
        r = self.random
        lines = []
        if r.random() < 0.3:
            lines.append("  - {%sid: together, deputy-cap: {where: \"type = 'room'\", average: %s, pool: %d, over: %s, grace: %d}}" % (
                self.validity(), r.choice((0.5, 1, 1.2)), r.choice((0, 2)), r.choice(("all", "parent")), r.choice((0, 12))))
        if r.random() < 0.8:
            lines.append("  - {%smin-staff: {where: \"type = 'room'\", at_least: %s%s%s}}" % (
                self.validity(), r.choice((2, 3, 3.5)), r.choice(("", ", severity: warn")), r.choice(("", ", counts: present", ", within: unit"))))
        if r.random() < 0.7:
            lines.append("  - {%sid: caps, deputy-cap: {where: \"type = 'room'\", caps: [{upto: 6, cap: 1}, {cap: 2}], grace: %d%s}}" % (
                self.validity(), r.choice((0, 6, 18, 36)), r.choice(("", ", severity: warn"))))
        if r.random() < 0.4:
            lines.append("  - {%sid: wide, span-of-control: {from: units, at_most: %d, at_least: %d, grace: %d, severity: %s}}" % (
                self.validity(), r.choice((4, 8)), r.choice((0, 3)), r.choice((0, 9)), r.choice(("warn", "veto"))))
        if r.random() < 0.4:
            lines.append("  - {%sid: deep, max-layers: {at_most: %d, grace: %d, severity: %s}}" % (
                self.validity(), r.choice((1, 2, 3)), r.choice((0, 9)), r.choice(("warn", "veto"))))
        if r.random() < 0.4:
            lines.append("  - {%sid: settled, surplus-deadline: {months: %d, round_months: 12, severity: %s}}" % (
                self.validity(), r.choice((1, 6, 36)), r.choice(("warn", "veto"))))
        if r.random() < 0.4:
            lines.append("  - {%sid: budget, cost-ceiling: {at_most: %d, per: %s, note_from: %s}}" % (
                self.validity(), r.choice((3, 50, 900)) * 10 ** 7, r.choice(("run", "year")), r.choice(("50%", "100%"))))
        if r.random() < 0.4:
            lines.append("  - {%sid: few, sql: \"select id as unit, 'few' as code, posts as value, %d as [limit], case when vacant > %d "
                         "then 'veto' else '%s' end as severity from units where type = 'room' and posts < %d\"}" % (
                             self.validity(), 4, r.choice((0, 2)), r.choice(("note", "warn")), 4))
        return lines + uses.rules(self)

    def old(self):
        """An organisation of two years before: some posts more."""
        r = self.random
        more = [dict(post, id="old-%d" % n, reports_to="", kept_for="", assigned="", filled="", fte=r.choice(("1", "0.5")))
                for n, post in enumerate(r.sample(self.posts, r.randint(3, 12)))]
        self.files["old-units.csv"], self.files["old-posts.csv"] = self.units, [
            dict(post, kept_for="", filled=post["filled"] or (post["assigned"] and "0")) for post in self.posts] + more
        return "  old: {units: old-units.csv, posts: old-posts.csv, date: %s}" % spell(self.first - 24)

    def add_baselines(self):
        r, lines = self.random, []
        if r.random() < 0.5:
            lines.append(self.old())
            self.baselines.append("old")
        if r.random() < 0.5:
            low = len(self.posts) - r.randint(0, 20)
            lines.append("  wide: {values: {T4: {between: [%d, %d]}}}" % (low, low + r.randint(5, 30)))
            self.baselines.append("wide")
        return lines

    def metrics(self):
        lines = ["  - posts: {}", "  - {id: rooms, units: {where: \"type = 'room'\"}}", "  - people: {}",
                 "  - {id: by-room, posts: {where: \"rank = 'staff'\", by_unit: yes}}",
                 "  - {id: by-department, units: {where: \"type = 'room'\", by_parent: yes}}",
                 "  - change-cost: {per_moved_post: 3000000, per_closed_unit: 50000000, per_building: 7000000}",
                 "  - {id: women, sql: \"select sum(sex = 'F') from people where rank in ('head', 'deputy')\"}",
                 "  - payroll: {%s}" % self.random.choice(("", "paid: assigned", "missing: 3.0, contributions: 21.5%")),
                 "  - {id: state, share: {posts: {where: \"funding = 'state'\"}, of_posts: {where: \"rank = 'staff'\"}}}",
                 "  - {id: span, span-and-layers: {from: %s}}" % self.random.choice(("auto", "units", "reports")),
                 "  - {id: room-span, span-and-layers: {where: \"type = 'room'\"}}",
                 "  - {id: full, fte: {%s}}" % self.random.choice(("", "where: \"rank = 'staff'\"")),
                 "  - {id: waits, surplus: {long: 3, by_unit: true}}",
                 "  - {id: empty, vacancies: {long: 6, where: \"rank = 'staff'\"}}",
                 "  - {id: ages, age-profile: {young_under: 35}}"]
        return lines + parties.metrics(self) + uses.metrics(self)

    def targets(self):
        r, last = self.random, spell(self.last)
        change = r.choice((3, 5, 10, 20))
        lines = ["  - {id: T1, metric: posts, against: %s, change: -%d%%, by: %s}" % (
                     "old" if "old" in self.baselines else "start", change, last),
                 "  - {id: T2, metric: rooms, at_most: %d, by: [%s, %s]}" % (len(self.rooms()) - 2, spell(self.last - 12), spell(self.last - 5)),
                 "  - {id: T3, metric: women, between: [3, 7], by: %s}" % last,
                 "  - {id: T5, metric: units, with: {where: {counting: [rooms-only, all]}}, against: start, change: -2, by: %s}" % last,
                 "  - {id: T7, metric: leaving, series: resigned, at_most: 5, counted: %s, by: %s}" % (r.choice(("year", "run")), last),
                 "  - {id: T8, metric: state.share, less_than: 70%%, by: %s}" % last]
        if "wide" in self.baselines:
            lines.append("  - {id: T4, metric: posts, against: wide, change: -%d%%, by: %s}" % (r.choice((10, 30, 40, 50)), last))
        if self.reps == 1:
            lines.append("  - {id: T6, metric: people, against: previous, change: -2, average: %s, by: [%s, %s]}" % (
                r.choice(("true", "false")), spell(self.last - 12), last))
        return lines

    def yaml(self):
        r = self.random
        lines = ["orgsim: 1", "title: Random", "history: all", "organisation: {units: units.csv, posts: posts.csv, people: people.csv}",
                 "from: %s" % spell(self.first), "to: %s" % spell(self.last), "clock: %s" % r.choice(("yearly", "quarterly", "monthly")),
                 "seed: %d" % r.randint(1, 10 ** 6), "currency: VND", "on_veto: %s" % r.choice(("skip", "skip", "stop"))]
        if self.unknown:
            lines.append("unknown_births: stay")
        if r.random() < 0.15:
            lines.append("include: [rulebook:vietnam-2020, rulebook:%s]" % r.choice(("vietnam-2020-continued", "vietnam-2025")))
        for name, part in (("baselines", self.add_baselines()), ("processes", self.processes()), ("steps", self.steps()),
                           ("rules", self.rules()), ("metrics", self.metrics()), ("targets", self.targets())):
            if part:
                lines += [name + ":"] + part
        lines += ["counting:", "  rooms-only: {where: \"type = 'room'\", wording: rooms}", "  all: {where: \"1\", wording: all}"]
        if r.random() < 0.5:
            lines += ["actuals:", "  - {metric: posts, month: %s, value: %d}" % (spell(self.last - r.choice((0, 9))), len(self.posts) - 6)]
        return "\n".join(lines) + "\n"


def write(seed, folder):
    """The files of a scenario; how often it is to be repeated."""
    plan = Plan(seed)
    text = plan.yaml()
    tables = {"units.csv": plan.units, "posts.csv": plan.posts, "people.csv": plan.people, **plan.files}
    for name, rows in tables.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    return plan.reps
