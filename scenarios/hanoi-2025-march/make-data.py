#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the CSV files of scenarios/hanoi-2025-march (or of the folder given): the city's departments at the end of February
2025, the table of old and new units of 1 March 2025, and the units afterwards.

README.md tells which figures are published and which are assumed. No clock, no chance: the same bytes on every machine.
"""

import csv
import os
import sys

DATE, CITY = "2025-03-01", "hn"
ILLUSTRATIVE = " (minh họa)"
# id, name, type, rooms, office, inspectorate, sub-departments, service units. The sums of three pairs are published: 23 (kế
# hoạch + tài chính), 37 (nông nghiệp + tài nguyên), 21 (thông tin + khoa học); all else is assumed.
DEPARTMENTS = [
    ("vp-ubnd", "Văn phòng Ủy ban nhân dân thành phố", "so", 8, 0, 0, 0, 1),
    ("so-khdt", "Sở Kế hoạch và Đầu tư", "so", 8, 1, 1, 0, 2),
    ("so-tc", "Sở Tài chính", "so", 7, 1, 1, 0, 2),
    ("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "so", 4, 1, 1, 7, 7),
    ("so-tnmt", "Sở Tài nguyên và Môi trường", "so", 6, 1, 1, 3, 6),
    ("so-tttt", "Sở Thông tin và Truyền thông", "so", 5, 1, 1, 0, 2),
    ("so-khcn", "Sở Khoa học và Công nghệ", "so", 6, 1, 1, 1, 3),
    ("so-nv", "Sở Nội vụ", "so", 6, 1, 1, 3, 2),
    ("so-ldtbxh", "Sở Lao động – Thương binh và Xã hội", "so", 8, 1, 1, 1, 18),
    ("so-xd", "Sở Xây dựng", "so", 9, 1, 1, 1, 4),
    ("so-gtvt", "Sở Giao thông vận tải", "so", 7, 1, 1, 0, 4),
    ("so-ngv", "Sở Ngoại vụ", "so", 4, 1, 1, 0, 1),
    ("ban-dt", "Ban Dân tộc", "so", 3, 1, 1, 0, 0),
    ("so-tp", "Sở Tư pháp", "so", 6, 1, 1, 0, 5),
    ("so-ct", "Sở Công Thương", "so", 8, 1, 1, 1, 4),
    ("so-vhtt", "Sở Văn hóa và Thể thao", "so", 7, 1, 1, 0, 20),
    ("so-gddt", "Sở Giáo dục và Đào tạo", "so", 9, 1, 1, 0, 6),
    ("so-yt", "Sở Y tế", "so", 6, 1, 1, 2, 60),
    ("so-dl", "Sở Du lịch", "so", 4, 1, 1, 0, 1),
    ("so-qhkt", "Sở Quy hoạch – Kiến trúc", "so", 7, 1, 1, 0, 2),
    ("ttr-tp", "Thanh tra thành phố", "so", 7, 1, 0, 0, 0),
    ("ban-kcn", "Ban Quản lý các khu công nghiệp và chế xuất", "board", 6, 1, 0, 0, 2),
    ("ban-hoa-lac", "Ban Quản lý Khu công nghệ cao Hòa Lạc", "board", 5, 1, 0, 0, 3),
]
# New department: id, name, from, how many further pairs of (rooms, sub-departments, service units) merge besides the
# duplicate office, inspectorate, personnel and planning–finance rooms. The three with published results are chosen to hit them;
# the others merge the duplicates only.
MERGERS = [
    ("so-tc-2025", "Sở Tài chính", ("so-khdt", "so-tc"), (1, 0, 1)),
    ("so-nnmt", "Sở Nông nghiệp và Môi trường", ("so-nnptnt", "so-tnmt"), (0, 4, 4)),
    ("so-khcn-2025", "Sở Khoa học và Công nghệ", ("so-tttt", "so-khcn"), (1, 0, 2)),
    ("so-nv-2025", "Sở Nội vụ", ("so-nv", "so-ldtbxh"), (0, 0, 0)),
    ("so-xd-2025", "Sở Xây dựng", ("so-xd", "so-gtvt"), (0, 0, 0)),
    ("ban-kcnc", "Ban Quản lý các khu công nghệ cao và khu công nghiệp", ("ban-hoa-lac", "ban-kcn"), (0, 0, 0)),
    ("vp-ubnd", "Văn phòng Ủy ban nhân dân thành phố", ("vp-ubnd", "so-ngv"), (0, 0, 0)),
    ("so-dttg", "Sở Dân tộc và Tôn giáo", ("ban-dt",), (0, 0, 0)),
]
# Functions that went elsewhere, one unit each by assumption: unit, new parent.
TRANSFERS = {
    "so-tttt-p05": "so-vhtt",     # press
    "so-ldtbxh-p07": "so-yt",     # social protection
    "so-ldtbxh-p08": "so-gddt",   # vocational training
    "so-nv-cc3": "so-dttg",       # religion
}
LEAVING = ["so-tttt-p04"]  # network security goes to the City Police, which is not part of these data
SIZES = {"so": (1, 3, 0), "board": (1, 3, 0), "office": (1, 2, 11), "inspectorate": (1, 2, 8), "room": (1, 2, 9),
         "sub-department": (1, 2, 27), "service-unit": (1, 2, 25)}  # heads, deputies, staff: assumed
TITLES = ("Giám đốc", "Phó Giám đốc"), ("Trưởng phòng", "Phó Trưởng phòng")


def affiliated(id, name, rooms, office, inspectorate, sub, service):
    """Units of a department as (id, name, type, parent, function); p01 is personnel, p02 planning and finance."""
    units = []
    if office:
        units.append((id + "-vp", "Văn phòng – " + name, "office", id, "office"))
    if inspectorate:
        units.append((id + "-tt", "Thanh tra – " + name, "inspectorate", id, "inspectorate"))
    for k in range(1, rooms + 1):
        function = {1: "personnel", 2: "planning-finance"}.get(k, "specialist")
        units.append(("%s-p%02d" % (id, k), "Phòng nghiệp vụ %d – %s%s" % (k, name, ILLUSTRATIVE), "room", id, function))
    for k in range(1, sub + 1):
        units.append(("%s-cc%d" % (id, k), "Chi cục %d – %s%s" % (k, name, ILLUSTRATIVE), "sub-department", id, "specialist"))
    for k in range(1, service + 1):
        units.append(("%s-dv%02d" % (id, k), "Đơn vị sự nghiệp %d – %s%s" % (k, name, ILLUSTRATIVE), "service-unit", id,
                      "service"))
    return units


def pairs_of(own, other, further):
    """(kept, absorbed) for two departments: what both have once is merged, then further pairs from the end."""
    def pick(units, kind, function=None):
        return [u[0] for u in units if u[2] == kind and (function is None or u[4] == function)
                and u[0] not in TRANSFERS and u[0] not in LEAVING]

    pairs = []
    for kind, function in (("office", None), ("inspectorate", None), ("room", "personnel"), ("room", "planning-finance")):
        pairs += zip(pick(own, kind, function), pick(other, kind, function))
    for (kind, function), n in zip((("room", "specialist"), ("sub-department", None), ("service-unit", None)), further):
        first, second = pick(own, kind, function), pick(other, kind, function)
        absorbed = (second + first[::-1])[:n]
        kept = [u for u in first if u not in absorbed]
        pairs += [(kept[k % len(kept)], absorbed[k]) for k in range(n)]
    return pairs


def restructure(before):
    """The mapping, and by id of an old unit: its new parent; ids that end are left out."""
    mapping, parent_after = [], {}
    children = {d[0]: [u for u in before if u[3] == d[0]] for d in DEPARTMENTS}
    absorbed = {}
    for id, _, sources, further in MERGERS:
        for source in sources:
            if source != id or len(sources) > 1:
                mapping.append([source, id, DATE, ""])
            for unit in children[source]:
                parent_after[unit[0]] = id
        if len(sources) == 2:
            own, other = (children[s] for s in sources)
            if len(own) < len(other) and sources[0] != id:
                own, other = other, own
            absorbed.update({gone: kept for kept, gone in pairs_of(own, other, further)})
    if "so-ngv-vp" not in absorbed:  # the Office has no office or inspectorate of its own
        absorbed.update({"so-ngv-vp": "vp-ubnd-p01", "so-ngv-tt": "vp-ubnd-p02"})
    parent_after.update(TRANSFERS)
    for kept in sorted(set(absorbed.values())):
        mapping.append([kept, kept, "", ""])
    mapping += [[gone, kept, DATE, ""] for gone, kept in sorted(absorbed.items())]
    mapping += [[gone, "", DATE, ""] for gone in LEAVING]
    return mapping, parent_after, set(absorbed) | set(LEAVING)


def units_after(before, parent_after, ended):
    merged = {s for m in MERGERS for s in m[2]}
    after = [u for u in before if u[0] not in merged and u[0] not in ended and u[3] in ("", CITY)]
    for id, name, sources, _ in MERGERS:
        kind = "board" if sources[0].startswith("ban-hoa") else "so"
        after.append((id, name, kind, CITY, "administration"))
    after += [u[:3] + (parent_after.get(u[0], u[3]),) + u[4:] for u in before
              if u[3] not in ("", CITY) and u[0] not in ended]
    return after


def posts(units):
    rows = []
    for unit in units:
        category = "public-employee" if unit[2] == "service-unit" else "civil-servant"
        head, deputy = TITLES[unit[2] not in ("so", "board", "service-unit")]
        for k, (title, rank, n) in enumerate(zip((head, deputy, "Chuyên viên"), ("head", "deputy", "staff"),
                                                 SIZES.get(unit[2], (0, 0, 0)))):
            if n:
                rows.append(["%s.%d" % (unit[0], k + 1), unit[0], title, rank, category, "state", n, n])
    return rows


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header] + list(rows))


def main():
    here = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    before = [(CITY, "Ủy ban nhân dân thành phố Hà Nội", "city", "", "administration")]
    for id, name, kind, *counts in DEPARTMENTS:
        before.append((id, name, kind, CITY, "administration"))
        before += affiliated(id, name, *counts)
    mapping, parent_after, ended = restructure(before)
    header = ["id", "name", "type", "parent_id", "function"]
    write(os.path.join(here, "units.csv"), header, before)
    write(os.path.join(here, "units_after.csv"), header, units_after(before, parent_after, ended))
    write(os.path.join(here, "mapping.csv"), ["old_id", "new_id", "date", "share"], mapping)
    write(os.path.join(here, "posts.csv"),
          ["id", "unit_id", "title", "rank", "category", "funding", "assigned", "filled"], posts(before))


if __name__ == "__main__":
    main()
