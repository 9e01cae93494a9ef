#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes units.csv, posts.csv, mapping.csv and units_after.csv of scenarios/hanoi-2025-communes (or of the folder given).

Published counts are hit exactly: 30 districts, 160 wards and 366 communes and townships before, 51 wards and 75 communes after; 9,536 +
876 + 253 officials. Which commune lies where, which goes into which, and who sits where is assumed; README.md says so.
"""

import csv
import os
import sys

ILLUSTRATIVE = " (minh họa)"
URBAN = ["Ba Đình", "Hoàn Kiếm", "Tây Hồ", "Long Biên", "Cầu Giấy", "Đống Đa", "Hai Bà Trưng", "Hoàng Mai", "Thanh Xuân", "Hà Đông",
         "Bắc Từ Liêm", "Nam Từ Liêm", "Sơn Tây"]  # twelve urban districts and a town
RURAL = ["Sóc Sơn", "Đông Anh", "Gia Lâm", "Thanh Trì", "Mê Linh", "Ba Vì", "Phúc Thọ", "Đan Phượng", "Hoài Đức", "Quốc Oai", "Thạch Thất",
         "Chương Mỹ", "Thanh Oai", "Thường Tín", "Phú Xuyên", "Ứng Hòa", "Mỹ Đức"]
WARDS, COMMUNES, TOWNSHIPS = 160, 345, 21  # published, before
NEW_WARDS, NEW_COMMUNES = 51, 75  # published, after
PLACED, LEAVE, UNPLACED = 9536, 876, 253  # published
DISTRICT_STAFF = 2500  # assumed: of these 253 are the unplaced


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def spread(total, number):
    """A total in whole parts that differ by one at most."""
    return [total * (i + 1) // number - total * i // number for i in range(number)]


class World:
    def __init__(self):
        self.before, self.after, self.mapping, self.posts = [], [], [], []

    def post(self, unit, number, title, rank, category, coefficient, held):
        self.posts.append(["%s.%d" % (unit, number), unit, title, rank, category, "state", coefficient, held, held])

    def commune(self, id, kind, name, district, staff):
        self.before.append([id, name + ILLUSTRATIVE, kind, district])
        self.post(id, 1, "Chủ tịch", "head", "cadre", "4.35", 1)
        self.post(id, 2, "Phó Chủ tịch", "deputy", "cadre", "3.60", 2)
        self.post(id, 3, "Công chức", "staff", "civil-servant", "3.00", staff - 3)

    def district(self, id, name, kind, staff, unplaced):
        self.before.append([id, name, kind, "tp"])
        self.post(id, 1, "Chủ tịch", "head", "civil-servant", "5.76", 1)
        self.post(id, 2, "Phó Chủ tịch", "deputy", "civil-servant", "5.02", 3)
        self.post(id, 3, "Công chức", "staff", "civil-servant", "3.66", staff - 4)
        self.post(id, 4, "Chưa bố trí", "staff", "civil-servant", "3.66", unplaced)

    def join(self, district, communes, wards, kind, word):
        """Each run of communes becomes one; the district's officials go to the new ones evenly."""
        sizes = iter(spread(len(communes), wards))
        new = ["%s-n%02d" % (district, k + 1) for k in range(wards)]
        at = 0
        for id, size in zip(new, sizes):
            self.after.append([id, "%s %s%s" % (word, id, ILLUSTRATIVE), kind, "tp"])
            self.mapping += [[c, id, "2025-07-01"] for c in communes[at:at + size]]
            at += size
        self.mapping += [[district, id, "2025-07-01"] for id in new]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    world = World()
    world.before.append(["tp", "Thành phố Hà Nội", "city", ""])
    world.after.append(["tp", "Thành phố Hà Nội", "city", ""])
    staff = iter(spread(PLACED + LEAVE - (DISTRICT_STAFF - UNPLACED), WARDS + COMMUNES + TOWNSHIPS))
    placed, unplaced = iter(spread(DISTRICT_STAFF - UNPLACED, 30)), iter(spread(UNPLACED, 30))
    wards, rural = spread(WARDS, len(URBAN)), spread(COMMUNES + TOWNSHIPS, len(RURAL))
    townships = spread(TOWNSHIPS, len(RURAL))
    new = spread(NEW_WARDS, len(URBAN)) + spread(NEW_COMMUNES, len(RURAL))
    for i, name in enumerate(URBAN + RURAL):
        urban, id = i < len(URBAN), "d%02d" % (i + 1)
        world.district(id, ("Thị xã " if name == "Sơn Tây" else "Quận " if urban else "Huyện ") + name, "district", next(placed), next(unplaced))
        number = wards[i] if urban else rural[i - len(URBAN)]
        communes = ["%s-c%02d" % (id, k + 1) for k in range(number)]
        for k, commune in enumerate(communes):
            kind = "ward" if urban else "township" if k < townships[i - len(URBAN)] else "commune"
            word = {"ward": "Phường", "township": "Thị trấn", "commune": "Xã"}[kind]
            world.commune(commune, kind, "%s %s" % (word, commune), id, next(staff))
        world.join(id, communes, new[i], "ward" if urban else "commune", "Phường" if urban else "Xã")
    write(folder, "units.csv", ["id", "name", "type", "parent_id"], world.before)
    write(folder, "posts.csv", ["id", "unit_id", "title", "rank", "category", "funding", "coefficient", "assigned", "filled"], world.posts)
    write(folder, "mapping.csv", ["old_id", "new_id", "date"], world.mapping)
    write(folder, "units_after.csv", ["id", "name", "type", "parent_id"], world.after)


if __name__ == "__main__":
    main()
