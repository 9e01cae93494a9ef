#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the CSV files of scenarios/hanoi-2025 (or of the folder given): the snapshots 2015 and 2021.

Totals are published and hit exactly; how they split over units is an assumption (README.md lists which is which).
Plain Python 3, no library beyond the standard one, no clock, one seed: the same bytes on every machine.
"""

import csv
import os
import sys

# Published totals (README.md names the sources).
CIVIL_2015, PUBLIC_2015 = 9408, 129272
CIVIL_2021, PUBLIC_2021 = 8042, 122765
CIVIL_FILLED, PUBLIC_FILLED = 7635, 108902
ROOMS_CLOSED, PSU_CLOSED, BOARDS_CLOSED, SCHOOLS_OPENED = 65, 121, 29, 102
SCHOOLS_CLOSED = 256 - PSU_CLOSED  # 256 public service units fell to reorganisation; the split is an assumption
N_SCHOOLS = 1500  # assumption: fewer and larger schools than the city has, to keep to about 3,000 units


class Dice:
    """A 64-bit counter hash (SplitMix64): random.Random promises no sequence across Python versions."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & (1 << 64) - 1
        x = self.state
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
        x = (x ^ x >> 27) * 0x94D049BB133111EB & (1 << 64) - 1
        return (x ^ x >> 31) % n

    def between(self, low, high):
        return low + self.below(high - low + 1)


# Departments and equivalents: id, name, specialised rooms, inspectorate, sub-departments, public service units.
# Names are real; rooms, sub-departments and units are assumed, but that three pairs match the affiliated units
# published for their merger of 2025: 23 (kế hoạch + tài chính), 37 (nông nghiệp + tài nguyên), 21 (thông tin + khoa
# học).
DEPARTMENTS = [
    ("vp-ubnd", "Văn phòng Ủy ban nhân dân thành phố", 8, 0, 0, 1),
    ("so-khdt", "Sở Kế hoạch và Đầu tư", 8, 1, 0, 2),
    ("so-tc", "Sở Tài chính", 7, 1, 0, 2),
    ("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", 4, 1, 7, 7),
    ("so-tnmt", "Sở Tài nguyên và Môi trường", 6, 1, 3, 6),
    ("so-tttt", "Sở Thông tin và Truyền thông", 5, 1, 0, 2),
    ("so-khcn", "Sở Khoa học và Công nghệ", 6, 1, 1, 3),
    ("so-nv", "Sở Nội vụ", 6, 1, 3, 2),
    ("so-ldtbxh", "Sở Lao động – Thương binh và Xã hội", 8, 1, 1, 18),
    ("so-xd", "Sở Xây dựng", 9, 1, 1, 4),
    ("so-gtvt", "Sở Giao thông vận tải", 7, 1, 0, 4),
    ("so-ngv", "Sở Ngoại vụ", 4, 1, 0, 1),
    ("ban-dt", "Ban Dân tộc", 3, 1, 0, 0),
    ("ban-kcn", "Ban Quản lý các khu công nghiệp và chế xuất", 6, 0, 0, 2),
    ("so-tp", "Sở Tư pháp", 6, 1, 0, 5),
    ("so-ct", "Sở Công Thương", 8, 1, 1, 4),
    ("so-vhtt", "Sở Văn hóa và Thể thao", 7, 1, 0, 20),
    ("so-gddt", "Sở Giáo dục và Đào tạo", 9, 1, 0, 6),
    ("so-yt", "Sở Y tế", 6, 1, 2, 60),
    ("so-dl", "Sở Du lịch", 4, 1, 0, 1),
    ("so-qhkt", "Sở Quy hoạch – Kiến trúc", 7, 1, 0, 2),
    ("ttr-tp", "Thanh tra thành phố", 7, 0, 0, 0),
]
COLLEGES = 8  # vocational colleges directly under the city, assumed
URBAN = [
    ("q-ba-dinh", "Ba Đình"), ("q-hoan-kiem", "Hoàn Kiếm"), ("q-tay-ho", "Tây Hồ"), ("q-long-bien", "Long Biên"),
    ("q-cau-giay", "Cầu Giấy"), ("q-dong-da", "Đống Đa"), ("q-hai-ba-trung", "Hai Bà Trưng"),
    ("q-hoang-mai", "Hoàng Mai"), ("q-thanh-xuan", "Thanh Xuân"), ("q-ha-dong", "Hà Đông"),
    ("q-bac-tu-liem", "Bắc Từ Liêm"), ("q-nam-tu-liem", "Nam Từ Liêm"),
]
TOWN = [("tx-son-tay", "Sơn Tây")]
RURAL = [
    ("h-soc-son", "Sóc Sơn"), ("h-dong-anh", "Đông Anh"), ("h-gia-lam", "Gia Lâm"), ("h-thanh-tri", "Thanh Trì"),
    ("h-me-linh", "Mê Linh"), ("h-ba-vi", "Ba Vì"), ("h-phuc-tho", "Phúc Thọ"), ("h-dan-phuong", "Đan Phượng"),
    ("h-hoai-duc", "Hoài Đức"), ("h-quoc-oai", "Quốc Oai"), ("h-thach-that", "Thạch Thất"),
    ("h-chuong-my", "Chương Mỹ"), ("h-thanh-oai", "Thanh Oai"), ("h-thuong-tin", "Thường Tín"),
    ("h-phu-xuyen", "Phú Xuyên"), ("h-ung-hoa", "Ứng Hòa"), ("h-my-duc", "Mỹ Đức"),
]
DISTRICTS = ([(i, "Quận " + n, n, False) for i, n in URBAN] + [(i, "Thị xã " + n, n, False) for i, n in TOWN]
             + [(i, "Huyện " + n, n, True) for i, n in RURAL])
# Decree 37/2014 as amended by 108/2020: ten uniform rooms, two more by the kind of district.
DISTRICT_ROOMS = [
    ("noi-vu", "Phòng Nội vụ", "personnel"), ("tu-phap", "Phòng Tư pháp", "justice"),
    ("tckh", "Phòng Tài chính – Kế hoạch", "planning-finance"), ("tnmt", "Phòng Tài nguyên và Môi trường", "land"),
    ("ldtbxh", "Phòng Lao động – Thương binh và Xã hội", "labour"), ("vhtt", "Phòng Văn hóa và Thông tin", "culture"),
    ("gddt", "Phòng Giáo dục và Đào tạo", "education"), ("y-te", "Phòng Y tế", "health"),
    ("thanh-tra", "Thanh tra", "inspectorate"), ("van-phong", "Văn phòng HĐND và UBND", "office"),
]
URBAN_ROOMS = [("kinh-te", "Phòng Kinh tế", "economy"), ("qldt", "Phòng Quản lý đô thị", "urban")]
RURAL_ROOMS = [("nnptnt", "Phòng Nông nghiệp và Phát triển nông thôn", "agriculture"),
               ("ktht", "Phòng Kinh tế và Hạ tầng", "infrastructure")]
# Kinds of a district's public service units, assumed for every district: id, name, function, self-financing (low,
# high) in %.
DISTRICT_UNITS = [
    ("ttyt", "Trung tâm y tế", "health", 5, 25),
    ("ttgd", "Trung tâm giáo dục nghề nghiệp – thường xuyên", "vocational", 10, 45),
    ("ttvh", "Trung tâm văn hóa – thể thao", "culture", 5, 35), ("ttqd", "Trung tâm quỹ đất", "land", 35, 95),
]
SO_FUNCTIONS = {"so-yt": "health", "so-vhtt": "culture", "so-ldtbxh": "social", "so-gddt": "education",
                "so-nnptnt": "agriculture", "so-tnmt": "land", "so-gtvt": "transport", "so-tp": "justice"}
SCHOOLS = [("mn", "Trường mầm non công lập", "kindergarten", 9, 32),
           ("th", "Trường tiểu học công lập", "primary", 9, 46),
           ("cs", "Trường trung học cơ sở công lập", "lower-secondary", 8, 48)]
ILLUSTRATIVE = " (minh họa)"


class Unit:
    """A unit with its weight (relative number of posts), least posts and category."""

    def __init__(self, id, name, type, parent, function="", weight=0, least=0, public=False, illustrative=0, **more):
        self.id, self.name, self.type, self.parent, self.function = id, name, type, parent, function
        self.weight, self.least, self.public, self.illustrative = weight, least, public, illustrative
        self.financing, self.level, self.rooms = more.get("financing"), more.get("level", ""), more.get("rooms", 0)
        self.only_2015, self.new = more.get("only_2015", False), more.get("new", False)
        self.size = 0


def department(units, dice, id, name, rooms, inspectorate, sub, rooms_2015):
    """A department: leaders, office, inspectorate, specialised rooms, sub-departments with their rooms."""
    short = name.replace("Sở ", "")
    units.append(Unit(id, name, "so", "hn", "administration", 0, 4))
    if id != "vp-ubnd":
        units.append(Unit(id + "-vp", "Văn phòng – " + name, "office", id, "office", dice.between(11, 17), 7))
    if inspectorate:
        units.append(Unit(id + "-tt", "Thanh tra – " + name, "inspectorate", id, "inspectorate", dice.between(8, 13),
                          7))
    for k in range(1, rooms + rooms_2015 + 1):
        function = {1: "personnel", 2: "planning-finance"}.get(k, "specialist")
        units.append(Unit("%s-p%02d" % (id, k), "Phòng nghiệp vụ %d – %s%s" % (k, short, ILLUSTRATIVE), "room", id,
                          function, dice.between(8, 16), 7, illustrative=1, only_2015=k > rooms))
    for k in range(1, sub + 1):
        cc = "%s-cc%d" % (id, k)
        n = dice.between(2, 5)
        units.append(Unit(cc, "Chi cục %d – %s%s" % (k, short, ILLUSTRATIVE), "sub-department", id, "specialist",
                          dice.between(12, 18), 12, illustrative=1, rooms=n))
        for j in range(1, n + 1):
            units.append(Unit("%s-p%d" % (cc, j), "Phòng %d – Chi cục %d – %s%s" % (j, k, short, ILLUSTRATIVE),
                              "sub-room", cc, "specialist", dice.between(6, 11), 5, illustrative=1))


def service_unit(units, dice, id, name, parent, function, weight, financing, rooms, only_2015=False):
    """A public service unit; a large one has inner rooms of at least seven posts."""
    units.append(Unit(id, name, "service-unit", parent, function, weight, 15, True, 1, financing=financing, rooms=rooms,
                      only_2015=only_2015))
    for k in range(1, rooms + 1):
        units.append(Unit("%s-p%d" % (id, k), "Phòng %d – %s" % (k, name), "service-room", id, function,
                          dice.between(10, 24), 9, True, 1))


def city_units(units, dice, id, name, count):
    """Service units of a department. Sở Y tế has 42 hospitals first, all by assumption."""
    function = SO_FUNCTIONS.get(id, "economy")
    for k in range(1, count + 1):
        if id == "so-yt" and k <= 42:
            service_unit(units, dice, "so-yt-bv%02d" % k, "Bệnh viện %02d%s" % (k, ILLUSTRATIVE), id, "hospital",
                         dice.between(80, 220), dice.between(35, 99), dice.between(6, 8))
            continue
        rooms = {"so-ldtbxh": 3, "so-nnptnt": 2, "so-tnmt": 2}.get(id, 3 if id == "so-vhtt" and k % 2 else 0)
        service_unit(units, dice, "%s-dv%02d" % (id, k), "Đơn vị sự nghiệp %02d – %s%s" % (k, name, ILLUSTRATIVE), id,
                     function,
                     dice.between(18, 42), dice.between(5, 95), rooms)


def district(units, dice, index, id, name, short, rural, schools, new_schools, closed_schools):
    units.append(Unit(id, name, "district", "hn", "administration", 0, 4))
    for key, room, function in DISTRICT_ROOMS + (RURAL_ROOMS if rural else URBAN_ROOMS):
        weight = dice.between(17, 25) if key == "van-phong" else dice.between(8, 14)
        units.append(Unit("%s-%s" % (id, key), "%s – %s" % (room, name), "district-room", id, function, weight, 5))
    for key, kind, function, low, high in DISTRICT_UNITS:
        large = key == "ttyt"
        service_unit(units, dice, "%s-%s" % (id, key), "%s – %s%s" % (kind, short, ILLUSTRATIVE), id, function,
                     dice.between(180, 300) if large else dice.between(18, 34), dice.between(low, high),
                     4 if large else 0)
    for k in range(1, 4):  # three small units a district that were closed by 2020
        service_unit(units, dice, "%s-cu%d" % (id, k), "Đơn vị sự nghiệp cũ %d – %s%s" % (k, short, ILLUSTRATIVE), id,
                     "economy", dice.between(16, 22), dice.between(5, 40), 0, True)
    for k in range(1, 3 if index < 15 else 2):
        units.append(Unit("%s-da%d" % (id, k), "Ban quản lý dự án %d – %s%s" % (k, short, ILLUSTRATIVE),
                          "project-board", id,
                          "projects", dice.between(16, 24), 15, True, 1, financing=dice.between(70, 99),
                          only_2015=k > 1))
    for k in range(1, schools + closed_schools + 1):
        key, kind, level, share, weight = SCHOOLS[k % 3]
        units.append(Unit("%s-%s%03d" % (id, key, k), "%s %03d – %s%s" % (kind, k, short, ILLUSTRATIVE),
                          "service-unit", id,
                          "school", dice.between(weight - 8, weight + 16), 20, True, 1, financing=dice.below(10),
                          level=level,
                          only_2015=k > schools, new=schools - new_schools < k <= schools))


def spread(total, n):
    """total as n whole numbers that differ by at most one, the larger first."""
    return [total // n + (k < total % n) for k in range(n)]


def build():
    dice, units = Dice(2021), []
    units.append(Unit("hn", "Ủy ban nhân dân thành phố Hà Nội", "city", "", "administration", 0, 0))
    closed_rooms = spread(ROOMS_CLOSED - 5, len(DEPARTMENTS))
    for (id, name, rooms, inspectorate, sub, services), extra in zip(DEPARTMENTS, closed_rooms):
        department(units, dice, id, name, rooms, inspectorate, sub, extra)
        city_units(units, dice, id, name.replace("Sở ", ""), services)
    # One department-level body closed between 2015 and 2020; its name is not in our sources. It has five of the 65
    # rooms.
    units.append(Unit("co-quan-cu", "Cơ quan tương đương sở đã giải thể" + ILLUSTRATIVE, "so", "hn", "administration",
                      0, 4,
                      illustrative=1, only_2015=True))
    for k in range(1, 6):
        units.append(Unit("co-quan-cu-p%02d" % k, "Phòng nghiệp vụ %d – cơ quan đã giải thể%s" % (k, ILLUSTRATIVE),
                          "room",
                          "co-quan-cu", "specialist", dice.between(8, 16), 7, illustrative=1, only_2015=True))
    for k in range(1, COLLEGES + 1):
        service_unit(units, dice, "hn-cd%d" % k, "Trường cao đẳng nghề %d%s" % (k, ILLUSTRATIVE), "hn", "vocational",
                     dice.between(40, 90), dice.between(35, 90), 6)
    for k in range(1, PSU_CLOSED - 90 + 1):
        service_unit(units, dice, "hn-cu%02d" % k, "Đơn vị sự nghiệp thành phố cũ %02d%s" % (k, ILLUSTRATIVE), "hn",
                     "economy",
                     dice.between(16, 30), dice.between(5, 60), 0, True)
    for k in range(1, 11 + BOARDS_CLOSED - 15 + 1):
        units.append(Unit("hn-da%02d" % k, "Ban quản lý dự án thành phố %02d%s" % (k, ILLUSTRATIVE), "project-board",
                          "hn",
                          "projects", dice.between(18, 34), 15, True, 1, financing=dice.between(70, 99),
                          only_2015=k > 11))
    upper = 115
    for k in range(1, upper + 1):
        units.append(Unit("so-gddt-pt%03d" % k, "Trường trung học phổ thông công lập %03d%s" % (k, ILLUSTRATIVE),
                          "service-unit",
                          "so-gddt", "school", dice.between(70, 110), 40, True, 1, financing=dice.below(25),
                          level="upper-secondary",
                          new=k > upper - 7))
    n = len(DISTRICTS)
    schools = spread(N_SCHOOLS - upper, n)
    for i in range(n):  # rural districts are larger: move schools from each urban one to a rural one
        if not DISTRICTS[i][3] and i < 12:
            move = dice.below(9)
            schools[i] -= move
            schools[13 + i] += move
    new, closed = spread(SCHOOLS_OPENED - 7, n), spread(SCHOOLS_CLOSED, n)
    for i, (id, name, short, rural) in enumerate(DISTRICTS):
        district(units, dice, i, id, name, short, rural, schools[i], new[i], closed[i])
    return units


def allocate(units, total):
    """Give each unit its least number of posts and share the rest by weight, to the exact total (largest remainder)."""
    rest = total - sum(u.least for u in units)
    weights = [max(u.weight - u.least, 0) for u in units]
    whole = sum(weights)
    if rest < 0 or whole == 0:
        raise SystemExit("make-data.py: the least posts exceed the published total")
    parts = [divmod(rest * w, whole) for w in weights]
    short = rest - sum(p[0] for p in parts)
    order = sorted(range(len(units)), key=lambda k: (-parts[k][1], k))
    extra = set(order[:short])
    for k, u in enumerate(units):
        u.size = u.least + parts[k][0] + (k in extra)


def deputies(u):
    """Deputies at most as the law of 2021 allows (Decrees 107/2020, 108/2020, 120/2020)."""
    n = u.size
    if u.type in ("so", "district"):
        return 3
    if u.type in ("room", "office"):
        return 1 if n < 10 else 2 if n < 15 else 3
    if u.type == "inspectorate":
        return 1 if n < 8 else 2
    if u.type == "sub-department":
        return 1 if 1 <= u.rooms <= 3 else 2
    if u.type == "sub-room":
        return 1 if n < 7 else 2
    if u.type == "district-room":
        return 2 if n >= 8 else 1
    if u.type == "service-room":
        return 1 if n < 10 else 2
    return 2 if n > 25 else 1


TITLES = {
    "so": ("Giám đốc", "Phó Giám đốc"), "district": ("Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân"),
    "office": ("Chánh Văn phòng", "Phó Chánh Văn phòng"), "inspectorate": ("Chánh Thanh tra", "Phó Chánh Thanh tra"),
    "sub-department": ("Chi cục trưởng", "Phó Chi cục trưởng"), "service-unit": ("Giám đốc", "Phó Giám đốc"),
    "project-board": ("Giám đốc", "Phó Giám đốc"),
}
# Grade coefficient plus position allowance (Decree 204/2004 tables; who holds which grade is assumed), hundredths.
COEFFICIENTS = {"so": (778, 644, 434), "district": (742, 612, 434), "sub-department": (556, 502, 366),
                "service-unit": (502, 434, 333), "project-board": (502, 434, 333)}


def rows_of(u):
    """The posts rows of a unit: title, rank, coefficient, count."""
    if u.size == 0:
        return []
    head, deputy = TITLES.get(u.type, ("Trưởng phòng", "Phó Trưởng phòng"))
    if u.function == "school":
        head, deputy = "Hiệu trưởng", "Phó Hiệu trưởng"
    c = COEFFICIENTS.get(u.type, (500, 446, 366 if not u.public else 333))
    d = min(deputies(u), u.size - 1)
    rows = [(head, "head", c[0], 1), (deputy, "deputy", c[1], d)]
    staff = u.size - 1 - d
    if u.function == "school":
        support = max(2, staff // 9)
        rows += [("Giáo viên", "staff", 333, staff - support), ("Nhân viên trường học", "staff", 246, support)]
    elif staff:
        rows.append(("Viên chức" if u.public else "Chuyên viên", "staff", c[2], staff))
    return [r for r in rows if r[3] > 0]


def fill(rows, filled):
    """Say how many posts of each row are held: leaders nearly all, inner rooms all, the rest by even shares, to the
    exact total."""
    held = []
    for k, (u, title, rank, coefficient, count) in enumerate(rows):
        held.append(count - 1 if rank != "staff" and count and k % 41 == 7 else count)
    open_rows = [k for k, r in enumerate(rows) if r[2] == "staff" and r[0].type not in ("service-room",) and r[4] > 1]
    short = sum(held) - filled
    whole = sum(rows[k][4] for k in open_rows)
    given = 0
    done = 0
    for k in open_rows:  # error diffusion: exact in the end, never more than a row can give
        done += rows[k][4]
        want = short * done // whole - given
        take = min(want, rows[k][4] - 1)
        held[k] -= take
        given += take
    if sum(held) != filled:
        raise SystemExit("make-data.py: cannot place %d vacancies" % short)
    return held


def autonomy(u):
    """Group (number) and class after Decree 60/2021, by the assumed degree of self-financing."""
    if u.financing is None:
        return "", ""
    f = u.financing
    return ("3", "3a") if f >= 70 else ("3", "3b") if f >= 30 else ("3", "3c") if f >= 10 else ("4", "4")


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def snapshot(folder, units, civil, public, filled):
    os.makedirs(folder, exist_ok=True)
    allocate([u for u in units if not u.public and u.least], civil)
    allocate([u for u in units if u.public], public)
    write(os.path.join(folder, "units.csv"),
          ["id", "name", "type", "parent_id", "function", "level", "autonomy_group", "autonomy_class", "self_financing",
           "illustrative"],
          [[u.id, u.name, u.type, u.parent, u.function, u.level, *autonomy(u),
            "" if u.financing is None else u.financing, u.illustrative] for u in units])
    rows = [(u, *r) for u in units for r in rows_of(u)]
    held = {}
    if filled:
        for public_too, total in ((False, filled[0]), (True, filled[1])):
            part = [k for k, r in enumerate(rows) if r[0].public == public_too]
            held.update(zip(part, fill([rows[k] for k in part], total)))
    lines, last, n = [], None, 0
    for k, (u, title, rank, coefficient, count) in enumerate(rows):
        n = n + 1 if u is last else 1
        last = u
        lines.append(["%s.%d" % (u.id, n), u.id, title, rank, "public-employee" if u.public else "civil-servant",
                      "state", "%d.%02d" % divmod(coefficient, 100), count, held.get(k, "")])
    write(os.path.join(folder, "posts.csv"),
          ["id", "unit_id", "title", "rank", "category", "funding", "coefficient", "assigned", "filled"], lines)


def procedures(folder):
    """What plan-services.yaml needs: who handles which procedure. Nothing of it is published; each unit has work for 70 to 98 % of its time."""
    with open(os.path.join(folder, "2021", "posts.csv"), encoding="utf-8", newline="") as file:
        held = {}
        for row in csv.DictReader(file):
            held[row["unit_id"]] = held.get(row["unit_id"], 0) + int(row["filled"])
    with open(os.path.join(folder, "2021", "units.csv"), encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    rows = []
    for type, prefix in (("room", "so"), ("district-room", "quan")):
        rooms = [u for u in units if u["type"] == type and (prefix == "quan" or u["function"] == "specialist")]
        for i, unit in enumerate(rooms):
            if not held.get(unit["id"]) or i % 2:
                continue
            for k in range(2):
                name = "%s-%d-%d" % (prefix, i % 12 if prefix == "quan" else i, k + 1)
                minutes = 60 + 30 * ((i + k) % 5)
                work = held[unit["id"]] * 9600 * (0.70 + 0.04 * (i % 8)) * 0.85 / 2  # 0.85: absence of 15 %
                rows.append([unit["id"], name, round(work / minutes, 1), minutes, 3 + (i + k) % 4 * 4, 50000, "" if (i + k) % 6 else "no"])
    write(os.path.join(folder, "procedures.csv"), ["unit", "procedure", "arrivals_month", "minutes", "deadline_days", "cost", "eligible"], rows)


def main():
    here = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    units = build()
    snapshot(os.path.join(here, "2015"), [u for u in units if not u.new], CIVIL_2015, PUBLIC_2015, None)
    snapshot(os.path.join(here, "2021"), [u for u in units if not u.only_2015], CIVIL_2021, PUBLIC_2021,
             (CIVIL_FILLED, PUBLIC_FILLED))
    procedures(here)


if __name__ == "__main__":
    main()
