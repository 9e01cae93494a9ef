# SPDX-License-Identifier: MIT
"""Random organisations and plans, by a seed: small, but with many things that happen at the same time."""

import csv
import os
import random

SUPPORT = ("office", "personnel", "planning-finance")


def spell(month):
    return "%04d-%02d" % (month // 12, month % 12 + 1)


class World:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.first = 12 * self.random.randint(2021, 2026) + self.random.choice((0, 0, 0, 3, 6, 8))
        self.last = self.first + self.random.randint(30, 66)
        self.units, self.posts, self.people = [], [], []
        self.make()
        self.departments = [u["id"] for u in self.units if u["type"] == "department"]

    def unit(self, unit_id, kind, parent, function=""):
        r = self.random
        self.units.append({"id": unit_id, "name": "Unit " + unit_id, "type": kind, "parent_id": parent, "function": function,
                           "building": r.choice(("A", "B", "C", "D")), "workload": r.choice(("", "10", "25", "40"))})
        for number in range(r.randint(4, 11) if kind != "city" else 2):
            rank = "head" if number == 0 else "deputy" if number in (1, 2) and r.random() < 0.7 else "staff"
            self.post("%s-%d" % (unit_id, number), unit_id, rank)

    def post(self, post_id, unit, rank):
        r = self.random
        category = "civil-servant" if rank != "staff" else r.choice(("civil-servant", "public-employee", "contract"))
        fte = "0.5" if category == "contract" and r.random() < 0.5 else "1"
        self.posts.append({"id": post_id, "unit_id": unit, "title": {"head": "Head", "deputy": "Deputy head"}.get(
            rank, r.choice(("Clerk", "Specialist"))), "rank": rank, "category": category,
            "funding": r.choice(("state", "state", "own")), "coefficient": r.choice(("2.34", "3.66", "4.98")), "fte": fte})
        if r.random() < 0.87:
            born = self.first - r.randint(24 * 12, 61 * 12 + 6)
            self.people.append({"id": "h-" + post_id, "sex": r.choice("MFMFMFMF ").strip(), "born": spell(born),
                                "hired": spell(max(born + 264, self.first - r.randint(1, 400))) if r.random() < 0.95 else "",
                                "post_id": post_id,
                                "rating": r.choice(("", "1", "2", "3", "4", "5"))})

    def make(self):
        r = self.random
        self.unit("t", "city", "")
        for d in range(r.randint(2, 4)):
            department = "d%d" % d
            self.unit(department, "department", "t")
            for number in range(r.randint(2, 4)):
                support = r.random() < 0.5
                self.unit("%s-r%d" % (department, number), "room", department,
                          SUPPORT[number % 3] if support else r.choice(("", "land", "culture")))
        # Files list units and posts together; the rows of people are in no order.
        r.shuffle(self.people)

    # ---- the plan

    def months(self, number):
        return sorted(self.random.sample(range(self.first, self.last + 1), number))

    def rooms(self):
        return [u["id"] for u in self.units if u["type"] == "room"]

    def cut(self):
        r = self.random
        where = r.choice(("category <> 'contract'", "category = 'public-employee' and fte = 1", "rank = 'staff' and fte = 1",
                          "fte = 1 and unit_type = 'room'"))
        body = {"where": '"%s"' % where, "by": r.choice((2, 3, 5, "4%", "7%", "10%")), "surplus": r.choice(("keep", "place-only")),
                "order": r.choice(("retirement-near", "junior-first", "rating", "seniority", "random"))}
        body["where"] = body["where"].replace("category <> 'contract'", "category <> 'contract' and fte = 1")
        if body["surplus"] == "place-only" and r.random() < 0.6:
            body["spread"] = "by-unit"  # else hardly a vacancy is left into which somebody could be placed
        for key, choices in (("spread", ("even", "by-unit")), ("floor", (2, 4, 6)), ("spare", ("leaders", "none", "heads")),
                             ("rounding", ("down", "nearest"))):
            if r.random() < 0.4:
                body[key] = r.choice(choices)
        return "headcount-cut", body

    def merge(self, rooms):
        r = self.random
        body = {}
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
        if kind == "cut":
            return self.cut()
        if kind == "add":
            return "add-posts", {"where": "\"rank = 'staff' and unit_type = 'room'\"", "by": self.random.choice((3, 6, "5%"))}
        if kind == "autonomy":
            return "autonomy", {"where": "\"id = '%s'\"" % self.random.choice(rooms), "group": self.random.choice((1, 2))}
        return getattr(self, kind)(rooms)

    def steps(self):
        r, rooms, out = self.random, self.rooms(), []
        kinds = ["cut", "merge", "transfer", "dissolve", "add"] + r.choices(
            ("cut", "cut", "merge", "transfer", "dissolve", "add", "autonomy"), k=r.randint(1, 3))
        r.shuffle(kinds)
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
        return out

    def processes(self):
        r = self.random
        lines = ["  - retirement: {}"] if r.random() < 0.8 else []
        lines.append("  - resignation: {rate: %s%s}" % (r.choice(("3%", "6%", "12%")), r.choice(
            ("", ", rates: [{rate: 0.2, category: public-employee, age_to: 35}, {rate: 0.05, age_from: 50}]"))))
        if r.random() < 0.85:
            lines.append("  - {%srecruitment: {rate: %s%s%s}}" % (
                r.choice(("", "id: hire, ")), r.choice(("30%", "60%", "100%")),
                r.choice(("", ", ceiling: 92%")),
                r.choice(("", ", where: \"rank = 'staff'\"", ", women: 70%, age_from: 30, age_to: 40"))))
        if r.random() < 0.4:
            months = self.months(3)
            lines.append("  - {id: index, indicator: {values: [%s], between: %s}}" % (
                ", ".join("{month: %s, value: 0.%d}" % (spell(month), r.randint(10, 99)) for month in months),
                r.choice(("nothing", "hold", "linear"))))
        r.shuffle(lines)
        return lines

    def validity(self):
        """Of a rule: in force all the time, or from or to some month."""
        r = self.random
        if r.random() < 0.7:
            return ""
        return "%s: %s, " % (r.choice(("valid_from", "valid_to")), spell(self.months(1)[0]))

    def rules(self):
        r = self.random
        lines = []
        if r.random() < 0.8:
            lines.append("  - {%smin-staff: {where: \"type = 'room'\", at_least: %s%s%s}}" % (
                self.validity(), r.choice((2, 3, 3.5)), r.choice(("", ", severity: warn")), r.choice(("", ", counts: present", ", within: unit"))))
        if r.random() < 0.7:
            lines.append("  - {%sid: caps, deputy-cap: {where: \"type = 'room'\", caps: [{upto: 6, cap: 1}, {cap: 2}], grace: %d%s}}" % (
                self.validity(), r.choice((0, 6, 18, 36)), r.choice(("", ", severity: warn"))))
        return lines

    def yaml(self):
        r = self.random
        lines = ["orgsim: 1", "title: Random", "history: all", "organisation: {units: units.csv, posts: posts.csv, people: people.csv}",
                 "from: %s" % spell(self.first), "to: %s" % spell(self.last), "clock: %s" % r.choice(("yearly", "quarterly", "monthly")),
                 "seed: %d" % r.randint(1, 10 ** 6), "currency: VND", "on_veto: %s" % r.choice(("skip", "skip", "stop"))]
        for name, part in (("processes", self.processes()), ("steps", self.steps()), ("rules", self.rules())):
            if part:
                lines += [name + ":"] + part
        lines += ["metrics:", "  - posts: {}", "  - {id: rooms, units: {where: \"type = 'room'\"}}", "  - people: {}",
                  "  - {id: by-room, posts: {where: \"rank = 'staff'\", by_unit: yes}}",
                  "  - change-cost: {per_moved_post: 3000000, per_closed_unit: 50000000, per_building: 7000000}",
                  "  - {id: women, sql: \"select sum(sex = 'F') from people where rank in ('head', 'deputy')\"}",
                  "targets:", "  - {id: T1, metric: posts, against: start, change: -%d%%, by: %s}" % (
                      r.choice((3, 5, 10)), spell(self.last)),
                  "  - {id: T2, metric: rooms, at_most: %d, by: %s}" % (len(self.rooms()) - 2, spell(self.last - 5)),
                  "  - {id: T3, metric: women, at_least: 5, by: %s}" % spell(self.last)]
        return "\n".join(lines) + "\n"


def write(seed, folder):
    world = World(seed)
    for name, rows in (("units", world.units), ("posts", world.posts), ("people", world.people)):
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
        file.write(world.yaml())
