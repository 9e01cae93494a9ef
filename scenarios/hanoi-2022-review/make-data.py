#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes units.csv, posts.csv, items.csv and firms.csv of scenarios/hanoi-2022-review (or of the folder given).

Published totals are hit exactly: 17,341 branches, 39 weak organisations, 34 items of 11 agencies of which 29 are done. How they
split is assumed; README.md says which is which.
"""

import csv
import os
import sys

ILLUSTRATIVE = " (minh họa)"
DISTRICTS = ["Ba Đình", "Hoàn Kiếm", "Tây Hồ", "Long Biên", "Cầu Giấy", "Đống Đa", "Hai Bà Trưng", "Hoàng Mai", "Thanh Xuân", "Hà Đông",
             "Bắc Từ Liêm", "Nam Từ Liêm", "Sơn Tây", "Sóc Sơn", "Đông Anh", "Gia Lâm", "Thanh Trì", "Mê Linh", "Ba Vì", "Phúc Thọ",
             "Đan Phượng", "Hoài Đức", "Quốc Oai", "Thạch Thất", "Chương Mỹ", "Thanh Oai", "Thường Tín", "Phú Xuyên", "Ứng Hòa", "Mỹ Đức"]
BRANCHES, WEAK, ITEMS, DONE, LEADS = 17341, 39, 34, 29, 11  # published
ORGANISATIONS, MEMBERS, CADRES, FIRMS = 2400, 460000, 5, 300  # assumed


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def spread(total, number):
    """A total in whole parts that differ by one at most."""
    return [total * (i + 1) // number - total * i // number for i in range(number)]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    units = [["tu", "Đảng bộ thành phố Hà Nội", "city-committee", "", "", "", "", 0]]
    units += [["a%02d" % (i + 1), "Cơ quan chủ trì %d%s" % (i + 1, ILLUSTRATIVE), "agency", "tu", "", "", "", 1] for i in range(LEADS)]
    units += [["d%02d" % (i + 1), "Đảng bộ " + name, "committee", "tu", "", "", "", 0] for i, name in enumerate(DISTRICTS)]
    units.append(["d31", "Các đảng bộ trực thuộc khác" + ILLUSTRATIVE, "committee", "tu", "", "", "", 1])
    weak = {ORGANISATIONS * i // WEAK for i in range(WEAK)}
    posts = []
    for i, (branches, members) in enumerate(zip(spread(BRANCHES, ORGANISATIONS), spread(MEMBERS, ORGANISATIONS))):
        id = "o%04d" % (i + 1)
        units.append([id, "Tổ chức cơ sở đảng %d%s" % (i + 1, ILLUSTRATIVE), "organisation", "d%02d" % (i % 31 + 1), branches, members,
                      1 if i in weak else 0, 1])
        posts += [[id + ".1", id, "Bí thư", "head", 1, 1], [id + ".2", id, "Cấp ủy viên", "staff", CADRES - 1, CADRES - 1]]
    write(folder, "units.csv", ["id", "name", "type", "parent_id", "branches", "members", "weak", "illustrative"], units)
    write(folder, "posts.csv", ["id", "unit_id", "title", "rank", "assigned", "filled"], posts)
    items = []
    for i in range(ITEMS):
        done = i < DONE
        items.append(["p%02d" % (i + 1), "Đề án %d%s" % (i + 1, ILLUSTRATIVE), "a%02d" % (i % LEADS + 1), "2021-12", "2022-12",
                      "" if done else "2022-12", "2022-12" if done else ""])
    write(folder, "items.csv", ["id", "title", "lead", "begins", "due", "state_at", "done"], items)
    write(folder, "firms.csv", ["id", "name", "unit", "members"],
          [["f%03d" % (i + 1), "Doanh nghiệp %d%s" % (i + 1, ILLUSTRATIVE), "d%02d" % (i % 31 + 1), 3 + i % 9] for i in range(FIRMS)])


if __name__ == "__main__":
    main()
