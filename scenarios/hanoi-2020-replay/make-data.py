#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes units.csv, posts.csv and the tables of merges of scenarios/hanoi-2020-replay (or of the folder given).

The counts before restructuring that were reported (17, 102, 26, 308, 23) are in the data as they are. Everything
else - which unit stood beside which, their posts, their initial vacancies - is an assumption made so that merging
under the stated rules can be checked against the reported differences. README.md says which is which.
"""

import csv
import os
import sys

ILLUSTRATIVE = " (minh họa)"
# Departments and equivalents by their real names; rooms after the restructuring and pairs merged are assumed (sum of
# pairs: 45).
DEPARTMENTS = [
    ("vp-ubnd", "Văn phòng Ủy ban nhân dân thành phố", 8, 3), ("so-khdt", "Sở Kế hoạch và Đầu tư", 8, 3),
    ("so-tc", "Sở Tài chính", 7, 2), ("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", 4, 2),
    ("so-tnmt", "Sở Tài nguyên và Môi trường", 6, 3), ("so-tttt", "Sở Thông tin và Truyền thông", 5, 2),
    ("so-khcn", "Sở Khoa học và Công nghệ", 6, 2), ("so-nv", "Sở Nội vụ", 6, 1),
    ("so-ldtbxh", "Sở Lao động – Thương binh và Xã hội", 8, 3), ("so-xd", "Sở Xây dựng", 9, 3),
    ("so-gtvt", "Sở Giao thông vận tải", 7, 3), ("so-ngv", "Sở Ngoại vụ", 4, 1), ("ban-dt", "Ban Dân tộc", 3, 1),
    ("ban-kcn", "Ban Quản lý các khu công nghiệp và chế xuất", 6, 2), ("so-tp", "Sở Tư pháp", 6, 2),
    ("so-ct", "Sở Công Thương", 8, 3), ("so-vhtt", "Sở Văn hóa và Thể thao", 7, 2),
    ("so-gddt", "Sở Giáo dục và Đào tạo", 9, 2), ("so-yt", "Sở Y tế", 6, 2), ("so-dl", "Sở Du lịch", 4, 1),
    ("so-qhkt", "Sở Quy hoạch – Kiến trúc", 7, 1), ("ttr-tp", "Thanh tra thành phố", 7, 1),
]
VACANT_HEADSHIPS = 19  # pairs in which one room had no head in post: assumed, see README.md
PSU_GROUPS, PSU_CLOSED, PSU_LEADERS, BUILDINGS, BUILDINGS_LEFT = 44, 121, 308, 23, 16
BOARD_FIELDS = ["giao thông", "dân dụng và công nghiệp", "cấp thoát nước và môi trường", "văn hóa và xã hội",
                "nông nghiệp"]


class Data:
    def __init__(self):
        self.units, self.posts = [], []

    def unit(self, id, name, type, parent, function="", group="", fate="kept", building="", illustrative=1):
        self.units.append([id, name, type, parent, function, group, fate, building, illustrative])

    def post(self, unit, n, title, rank, category, coefficient, assigned, filled):
        if assigned:
            self.posts.append(["%s.%d" % (unit, n), unit, title, rank, category, "state", coefficient, assigned,
                               filled])


def leaders(data, unit, titles, category, size, heads_held, deputies):
    data.post(unit, 1, titles[0], "head", category, "5.00", 1, heads_held)
    data.post(unit, 2, titles[1], "deputy", category, "4.46", deputies, deputies)
    staff = size - 1 - deputies
    data.post(unit, 3, titles[2], "staff", category, "3.66", staff, staff)


def rooms(data):
    """Pairs (a, b): b goes into a. 26 pairs of two led rooms of 15 posts with three deputies each; 19 pairs whose
    second room has 12 posts, two deputies and a vacant headship. Rooms outside a pair are only there to be counted."""
    titles, pair = ("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên"), 0
    for id, name, kept, pairs in DEPARTMENTS:
        data.unit(id, name, "so", "hn", "administration", illustrative=0)
        for k in range(1, kept + 1):
            room = "%s-p%02d" % (id, k)
            merged = k <= pairs
            group = room if merged else ""
            data.unit(room, "Phòng %d – %s%s" % (k, name, ILLUSTRATIVE), "room", id, "specialist", group)
            leaders(data, room, titles, "civil-servant", 15 if merged else 12, 1, 3 if merged else 2)
        for k in range(1, pairs + 1):
            room, pair = "%s-s%02d" % (id, k), pair + 1
            vacant = pair * VACANT_HEADSHIPS // 45 > (pair - 1) * VACANT_HEADSHIPS // 45
            data.unit(room, "Phòng sáp nhập %d – %s%s" % (k, name, ILLUSTRATIVE), "room", id, "specialist",
                      "%s-p%02d" % (id, k), "absorbed")
            leaders(data, room, titles, "civil-servant", 12 if vacant else 15, 0 if vacant else 1, 2 if vacant else 3)


def service_units(data):
    """44 groups: 33 of four units and 11 of three (165 units), each with a head; 143 deputies and 23 buildings."""
    titles = ("Giám đốc", "Phó Giám đốc", "Viên chức")
    sizes = [4 if g % 4 else 3 for g in range(PSU_GROUPS)]
    deputies = [1] * sum(sizes)
    spare = sum(deputies) - (PSU_LEADERS - sum(sizes))
    first, n = [], 0
    for size in sizes:
        first.append(n)
        n += size
    # Units without a deputy: three of the four in the last group, and one in each of the first groups. So every group
    # has at least two deputies but the last, which has one: 43 x 2 + 1 = 87 deputies under the cap of two per unit.
    without = [first[-1] + k for k in range(1, sizes[-1])]
    without += [first[g] + 1 for g in range(spare - len(without))]
    for k in without:
        deputies[k] = 0
    number = 0
    for g, size in enumerate(sizes):
        parent = DEPARTMENTS[g % len(DEPARTMENTS)][0]
        lead = "psu-%02d-1" % (g + 1)
        for k in range(1, size + 1):
            unit = "psu-%02d-%d" % (g + 1, k)
            building = ""
            if k == 1 and g < BUILDINGS_LEFT:
                building = "tru-so-%02d" % (g + 1)
            if k == 2 and g < BUILDINGS - BUILDINGS_LEFT:
                building = "tru-so-%02d" % (BUILDINGS_LEFT + g + 1)
            data.unit(unit, "Đơn vị sự nghiệp %d.%d%s" % (g + 1, k, ILLUSTRATIVE), "service-unit", parent, "service",
                      lead, "kept" if k == 1 else "absorbed", building)
            leaders(data, unit, titles, "public-employee", 18, 1, deputies[number])
            number += 1


def boards(data):
    """26 project boards, five fields: the first of a field takes over the others."""
    titles = ("Giám đốc", "Phó Giám đốc", "Viên chức")
    for k in range(26):
        field, nth = k % 5, k // 5
        name = "Ban quản lý dự án %s %d%s" % (BOARD_FIELDS[field], nth + 1, ILLUSTRATIVE)
        data.unit("da-%d-%d" % (field + 1, nth + 1), name, "project-board", "hn", "projects", "da-%d-1" % (field + 1),
                  "kept" if nth == 0 else "absorbed")
        leaders(data, "da-%d-%d" % (field + 1, nth + 1), titles, "public-employee", 16, 1, 1)


def committees(data):
    """Steering committees have no posts of their own: their members sit there beside their work."""
    for k in range(1, 18):
        data.unit("bcd-dang-%02d" % k, "Ban chỉ đạo của Thành ủy %02d%s" % (k, ILLUSTRATIVE), "steering-committee",
                  "khoi-dang", "party", fate="kept" if k <= 12 else "ended")
    for k in range(1, 103):
        name = "Ban chỉ đạo của Ủy ban nhân dân thành phố %03d%s" % (k, ILLUSTRATIVE)
        data.unit("bcd-tp-%03d" % k, name, "steering-committee", "hn", "city", fate="kept" if k <= 28 else "ended")


def party(data):
    """Party and mass organisations: 40 rooms and units, nine pairs merged and four dissolved (13 fewer)."""
    titles = ("Trưởng phòng", "Phó Trưởng phòng", "Cán bộ")
    for k in range(1, 41):
        absorbed, ended = 10 <= k <= 18, 37 <= k
        group = "kd-%02d" % (k - 9 if absorbed else k) if k <= 18 else ""
        fate = "absorbed" if absorbed else "ended" if ended else "kept"
        data.unit("kd-%02d" % k, "Phòng, đơn vị khối Đảng, đoàn thể %02d%s" % (k, ILLUSTRATIVE), "party-unit",
                  "khoi-dang", "party", group, fate)
        leaders(data, "kd-%02d" % k, titles, "civil-servant", 8, 1, 1)


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    here = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    data = Data()
    data.unit("tp", "Khối các cơ quan thành phố Hà Nội", "city", "", "", illustrative=0)
    data.unit("khoi-dang", "Khối Đảng, đoàn thể", "bloc", "tp", "party", illustrative=0)
    data.unit("hn", "Ủy ban nhân dân thành phố Hà Nội", "bloc", "tp", "administration", illustrative=0)
    party(data)
    committees(data)
    rooms(data)
    service_units(data)
    boards(data)
    write(os.path.join(here, "units.csv"),
          ["id", "name", "type", "parent_id", "function", "fate", "building", "illustrative"],
          [u[:5] + u[6:] for u in data.units])
    write(os.path.join(here, "posts.csv"),
          ["id", "unit_id", "title", "rank", "category", "funding", "coefficient", "assigned", "filled"], data.posts)
    for type, file in (("room", "merge-rooms.csv"), ("service-unit", "merge-service-units.csv"),
                       ("project-board", "merge-project-boards.csv"), ("party-unit", "merge-party-units.csv")):
        write(os.path.join(here, file), ["unit", "into"],
              [[u[0], u[5]] for u in data.units if u[2] == type and u[6] == "absorbed"])


if __name__ == "__main__":
    main()
