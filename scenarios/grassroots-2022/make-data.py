#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes units.csv, posts.csv and people.csv of scenarios/grassroots-2022 (or of the folder given).

A district as it might be, with the posts that the documents name. No figure of it is published; README.md says so.
"""

import csv
import os
import random
import sys

COMMUNES, VILLAGES, OFFICES = 20, 6, 5
HEADS_OF_BOTH = 5  # communes "where the conditions are there": the secretary is the chair of the People's Committee, not of the council


def month(number):
    return "%04d-%02d" % (number // 12, number % 12 + 1)


class Data:
    def __init__(self):
        self.random, self.units, self.posts, self.people = random.Random(2022), [], [], []

    def unit(self, id, name, kind, parent):
        self.units.append([id, name, kind, parent])

    def post(self, unit, number, title, rank, category, coefficient, pair="", vacant=0.0, ages=(28, 58)):
        r, id = self.random, "%s.%d" % (unit, number)
        self.posts.append([id, unit, title, rank, category, "" if category == "part-time" else "state", coefficient, pair])
        if r.random() < vacant:
            return
        age = r.randint(12 * ages[0], 12 * ages[1])
        hired = max(12 * 22, age - r.randint(12, 12 * 25))
        woman = r.random() < (0.35 if rank == "staff" else 0.14)
        self.people.append(["p%04d" % (len(self.people) + 1), "F" if woman else "M", month(12 * 2022 - age), month(12 * 2022 - age + hired), id,
                            r.choices((1, 2, 3, 4), (2, 17, 66, 15))[0]])

    def committee(self, unit, head, deputies, staff, pair):
        self.post(unit, 1, head, "head", "cadre", "4.40", pair, 0.05, (36, 59))
        for i in range(deputies):
            self.post(unit, 2 + i, "Phó " + head[0].lower() + head[1:], "deputy", "cadre", "4.10", "", 0.1, (33, 57))
        for i in range(staff):
            self.post(unit, 2 + deputies + i, "Công chức", "staff", "civil-servant", "3.00", "", 0.05)

    def village(self, unit, pair):
        for number, title in enumerate(("Bí thư chi bộ", "Trưởng thôn", "Trưởng ban công tác mặt trận")):
            self.post(unit, number + 1, title, "staff", "part-time", "1.50", pair, 0.1 if number else 0, (30, 68))

    def commune(self, number):
        id = "x%02d" % number
        both = "committee" if number <= HEADS_OF_BOTH else "council"
        self.unit(id, "Xã %d (minh họa)" % number, "commune", "h")
        self.unit(id + "p", "Đảng ủy xã %d" % number, "party-committee", id)
        self.committee(id + "p", "Bí thư", 1, 2, both)
        self.unit(id + "u", "Ủy ban nhân dân xã %d" % number, "peoples-committee", id)
        self.committee(id + "u", "Chủ tịch", 2, 8, "committee" if both == "committee" else "")
        self.unit(id + "c", "Hội đồng nhân dân xã %d" % number, "council", id)
        self.committee(id + "c", "Chủ tịch hội đồng", 1, 0, "council" if both == "council" else "")
        for village in range(1, VILLAGES + 1):
            self.unit("%sv%d" % (id, village), "Thôn %d, xã %d" % (village, number), "village", id)
            self.village("%sv%d" % (id, village), "front" if village == VILLAGES else "head")

    def make(self):
        self.unit("h", "Huyện (minh họa)", "district", "")
        for number in range(1, OFFICES + 1):
            self.unit("h%d" % number, "Phòng %d của huyện" % number, "office", "h")
            self.committee("h%d" % number, "Trưởng phòng", 2, 7, "")
        for number in range(1, COMMUNES + 1):
            self.commune(number)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    data = Data()
    data.make()
    for name, header, rows in (("units", ["id", "name", "type", "parent_id"], data.units),
                               ("posts", ["id", "unit_id", "title", "rank", "category", "funding", "coefficient", "pair"], data.posts),
                               ("people", ["id", "sex", "born", "hired", "post_id", "rating"], data.people)):
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header] + rows)


if __name__ == "__main__":
    main()
