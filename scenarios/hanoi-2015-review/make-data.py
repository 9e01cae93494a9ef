#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes units.csv, posts.csv, people.csv and the tables of projects of scenarios/hanoi-2015-review (or of the folder given).

Published: 17 projects of the city, 533 of districts and the like, 35 units that were told to review themselves deeply. The 29 districts of
2011 bear their names; everything else is assumed, and README.md says so.
"""

import csv
import os
import sys

ILLUSTRATIVE = " (minh họa)"
DISTRICTS = ["Ba Đình", "Hoàn Kiếm", "Tây Hồ", "Long Biên", "Cầu Giấy", "Đống Đa", "Hai Bà Trưng", "Hoàng Mai", "Thanh Xuân", "Hà Đông",
             "Từ Liêm", "Sơn Tây", "Sóc Sơn", "Đông Anh", "Gia Lâm", "Thanh Trì", "Mê Linh", "Ba Vì", "Phúc Thọ", "Đan Phượng",
             "Hoài Đức", "Quốc Oai", "Thạch Thất", "Chương Mỹ", "Thanh Oai", "Thường Tín", "Phú Xuyên", "Ứng Hòa", "Mỹ Đức"]
CITY_PROJECTS, DISTRICT_PROJECTS, DEEP_REVIEWS = 17, 533, 35  # published
AGENCIES, OTHERS, COMMUNE_STAFF = 6, 15, 60  # assumed


class Data:
    def __init__(self):
        self.units, self.posts, self.people = [], [], []

    def unit(self, id, name, type, parent, illustrative):
        self.units.append([id, name + (ILLUSTRATIVE if illustrative else ""), type, parent, int(illustrative)])

    def staff(self, unit, kinds):
        """kinds: (rank, title, how many, youngest age in 2011, years of ages)."""
        n = 0
        for rank, title, number, youngest, years in kinds:
            for _ in range(number):
                n += 1
                i = len(self.people) + 1
                age, month = youngest + (i * 7 + i // 5) % years, 1 + i * 5 % 12
                self.posts.append(["%s.%d" % (unit, n), unit, title, rank])
                self.people.append(["c%04d" % i, "F" if i % 4 == 0 else "M", "%d-%02d" % (2010 - age, month), "%s.%d" % (unit, n)])


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def projects(folder, name, prefix, number, leads):
    write(folder, name, ["id", "lead", "state_at", "done"],
          [["%s%03d" % (prefix, i + 1), leads[i % len(leads)], "", "2015-05"] for i in range(number)])


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    data = Data()
    data.unit("tu", "Đảng bộ thành phố Hà Nội", "city-committee", "", False)
    agencies = ["a%d" % (i + 1) for i in range(AGENCIES)]
    for i, id in enumerate(agencies):
        data.unit(id, "Cơ quan của Thành ủy %d" % (i + 1), "agency", "tu", True)
        data.staff(id, (("head", "Trưởng ban", 1, 48, 10), ("deputy", "Phó trưởng ban", 3, 40, 15), ("staff", "Chuyên viên", 10, 26, 28)))
    committees = []
    for i in range(len(DISTRICTS) + OTHERS):
        district = i < len(DISTRICTS)
        id = "d%02d" % (i + 1) if district else "k%02d" % (i + 1 - len(DISTRICTS))
        data.unit(id, "Đảng bộ " + DISTRICTS[i] if district else "Đảng bộ trực thuộc khác %d" % (i + 1 - len(DISTRICTS)), "committee", "tu", not district)
        data.staff(id, (("head", "Bí thư", 1, 46, 12), ("deputy", "Phó Bí thư", 3, 36, 18), ("staff", "Cán bộ", 14, 26, 28)))
        committees.append(id)
        if district:
            data.unit("x" + id[1:], "Công chức xã, phường, thị trấn – " + DISTRICTS[i], "communes", id, True)
            data.staff("x" + id[1:], (("staff", "Công chức cấp xã", COMMUNE_STAFF, 22, 34),))
    write(folder, "units.csv", ["id", "name", "type", "parent_id", "illustrative"], data.units)
    write(folder, "posts.csv", ["id", "unit_id", "title", "rank", "category"], [p + ["civil-servant"] for p in data.posts])
    write(folder, "people.csv", ["id", "sex", "born", "post_id"], data.people)
    projects(folder, "projects-city.csv", "t", CITY_PROJECTS, agencies)
    projects(folder, "projects-district.csv", "q", DISTRICT_PROJECTS, committees)
    projects(folder, "deep-reviews.csv", "r", DEEP_REVIEWS, committees[:DEEP_REVIEWS])


if __name__ == "__main__":
    main()
