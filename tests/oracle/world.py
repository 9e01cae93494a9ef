# SPDX-License-Identifier: MIT
"""Random organisations, by a seed: small, but with many things that happen at the same time."""

import random

SUPPORT = ("office", "personnel", "planning-finance")


def spell(month):
    return "%04d-%02d" % (month // 12, month % 12 + 1)


class World:
    """Units, posts and people; what a plan adds to it stands in scenarios.py."""

    def __init__(self, seed):
        self.seed, self.random = seed, random.Random(seed)
        self.first = 12 * self.random.randint(2021, 2026) + self.random.choice((0, 0, 0, 3, 6, 8))
        self.last = self.first + self.random.randint(30, 66)
        self.units, self.posts, self.people, self.files = [], [], [], {}
        r = self.random
        self.weights = r.choice(("", "", "parts", "heavy"))
        self.unknown = r.choice((0, 0, 0.08))
        self.make()
        if r.random() < 0.7:
            self.report()
        if r.random() < 0.5:
            self.loose_ends()
        if r.random() < 0.3:
            self.groups()
        self.second_lines(random.Random("second lines %d" % seed))
        if seed % 5 == 3:
            self.number_buildings()
        if seed % 4 == 0:
            self.leading(random.Random("leading %d" % seed))

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
        if self.weights and rank == "staff" and r.random() < 0.5:
            fte = r.choice(("0.25", "0.5", "0.75", "0.8") if self.weights == "parts" else ("0.5", "1.5", "2"))
        held = r.random() < 0.87 or float(fte) > 1  # a vacant row of more than one post would open several
        self.posts.append({"id": post_id, "unit_id": unit, "title": {"head": "Head", "deputy": "Deputy head"}.get(
            rank, r.choice(("Clerk", "Specialist"))), "rank": rank, "category": category,
            "funding": r.choice(("state", "state", "own")), "coefficient": r.choice(("2.34", "3.66", "4.98", "")), "fte": fte,
            "assigned": "", "filled": "", "kept_for": "", "reports_to": ""})
        if held:
            born = self.first - r.randint(24 * 12, 61 * 12 + 6)
            self.people.append({"id": "h-" + post_id, "sex": r.choice("MFMFMFMF ").strip(), "born": "" if r.random() < self.unknown else spell(born),
                                "hired": spell(max(born + 264, self.first - r.randint(1, 400))) if r.random() < 0.95 else "",
                                "post_id": post_id, "second_post_id": "", "unit_id": "",
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

    def report(self):
        """Staff to a deputy or the head, deputies to the head, heads to the head of the unit above; a few to anybody."""
        r = self.random
        above = {u["id"]: u["parent_id"] for u in self.units}
        leaders = {}
        for post in self.posts:
            if post["rank"] != "staff":
                leaders.setdefault(post["unit_id"], []).append(post["id"])
        for number, post in enumerate(self.posts):
            own = leaders[post["unit_id"]]
            boss = r.choice(own) if post["rank"] == "staff" else own[0]
            if post["rank"] == "head":
                boss = leaders[above[post["unit_id"]]][0] if above[post["unit_id"]] else ""
            if post["rank"] == "staff" and r.random() < 0.1:
                boss = r.choice(self.posts[:number])["id"]
            post["reports_to"] = "" if r.random() < 0.1 else boss

    def second_lines(self, r):
        """To one, two or three posts of anywhere; draws of its own, so that worlds stay as they were without them."""
        some = r.random() < 0.4
        for post in self.posts:
            ids = {other["id"] for other in r.sample(self.posts, r.randint(1, 3))} - {post["id"]}
            post["also_reports_to"] = ";".join(sorted(ids)) if some and r.random() < 0.2 else ""

    def leading(self, r):
        """Units whose first head's post stands vacant beside a held one, and heads who have a second post; draws of its own, too."""
        by_post = {person["post_id"]: person for person in self.people if person["post_id"]}
        second = {person["second_post_id"] for person in self.people}
        for unit in r.sample(self.units[1:], 3):
            head = next(post for post in self.posts if post["id"] == unit["id"] + "-0")
            if head["id"] in by_post and head["id"] not in second:
                holder = by_post.pop(head["id"])
                self.posts.append({**head, "id": unit["id"] + "-h", "kept_for": ""})
                holder["post_id"] = unit["id"] + "-h"
        vacant = [post for post in self.posts if post["id"] not in by_post and post["id"] not in second and not post["kept_for"] and
                  not post["id"].startswith("g") and post["rank"] == "staff" and float(post["fte"]) <= 1]
        heads = [person for post, person in by_post.items() if post.endswith("-0") and not person["second_post_id"]]
        for post, person in zip(r.sample(vacant, min(4, len(vacant))), r.sample(heads, min(4, len(heads)))):
            person["second_post_id"] = post["id"]

    def number_buildings(self):
        for unit in self.units:
            unit["building"] = {"A": "1", "B": "2", "C": "3", "D": ""}[unit["building"]]

    def loose_ends(self):
        """Second posts, people without a post, posts that are kept for somebody."""
        r = self.random
        held = {person["post_id"] for person in self.people}
        vacant = [post for post in self.posts if post["id"] not in held]
        r.shuffle(vacant)
        for post, person in zip(vacant[:r.randint(0, 3)], r.sample(self.people, 3)):
            person["second_post_id"] = post["id"]
        for number in range(r.randint(0, 3)):
            born = self.first - r.randint(30 * 12, 61 * 12)
            self.people.append({"id": "s%d" % number, "sex": r.choice("MF"), "born": spell(born), "hired": spell(born + 288),
                                "post_id": "", "second_post_id": "", "unit_id": r.choice(self.units)["id"], "rating": ""})
        for post in vacant[4:4 + r.randint(0, 2)]:
            post["kept_for"] = r.choice(self.people)["id"]

    def groups(self):
        """Rows that only count: so many posts, so many of them held."""
        r = self.random
        for number, unit in enumerate(r.sample(self.units, min(3, len(self.units)))):
            assigned = r.randint(1, 5)
            like = {"id": "g%d" % number, "unit_id": unit["id"], "title": "Clerk", "rank": "staff", "category": "public-employee",
                    "funding": "state", "coefficient": "2.67", "fte": "1", "kept_for": "", "reports_to": ""}
            if r.random() < 0.5:
                like.update(assigned=str(assigned), filled=str(r.randint(0, assigned)))
            else:
                like.update(fte="2.5", assigned="", filled=str(r.randint(0, 3)))
            self.posts.insert(r.randint(0, len(self.posts)), like)
        held = {person[column] for person in self.people for column in ("post_id", "second_post_id")}
        for post in self.posts:  # who counts somewhere counts everywhere
            post["filled"] = post["filled"] or str(int(post["id"] in held))
