#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Staff lists of the shapes in which they are published and kept: a British agency's staff table, an HR sample of 311 people, a
list of 2,785 units, an office of 5,005 posts, and an office's own workbook of 160 people with all its dirt. All of them are made
here from a seed; no row is anybody's.

Usage: staff-lists.py ORGSIM SOURCE-ROOT
"""

import csv
import json
import os
import random
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import workbook  # noqa: E402  (the folder is not a package)
from impact import call, expect, problems, rows  # noqa: E402

ORGSIM = FOLDER = None


def write(name, header, table):
    with open(os.path.join(FOLDER, name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *table])


def read(map_lines, *words, status=0):
    if map_lines:
        assert len(map_lines) <= 10
        with open(os.path.join(FOLDER, "map.yaml"), "w", encoding="utf-8") as file:
            file.write("\n".join(map_lines) + "\n")
        words += ("--map", "map.yaml")
    doc = json.loads(call(ORGSIM, FOLDER, "import", *words, "--dry-run", "--json", status=status))
    expect("read + skipped = rows", doc["read"] + sum(doc["skipped"].values()), doc["rows"])
    return doc, words


def stored(words):
    if os.path.exists(os.path.join(FOLDER, "s.orgdb")):
        os.remove(os.path.join(FOLDER, "s.orgdb"))
    call(ORGSIM, FOLDER, "import", *words, "--into", "s.orgdb", "--snapshot", "s", "-q")
    return lambda sql: [tuple(r.values()) for r in rows(ORGSIM, FOLDER, "s.orgdb:s", sql)]


def errors(doc):
    return [p for p in doc["problems"] if p["severity"] == "error"]


def british(dice):
    """Posts with a reference each, which others report to; names that are not told, vacant posts and eliminated ones."""
    header = ["Post Unique Reference", "Name", "Grade", "Job Title", "Parent Department", "Organisation", "Unit", "Contact Phone",
              "Contact E-mail", "Reports to Senior Post", "FTE", "Actual Pay Floor (£)", "Professional Group", "Notes"]
    table, kept = [], {}
    for i in range(140):
        unit = i // 20
        boss = "XX" if i == 0 else "P0" if i % 20 == 0 else "P%d" % (unit * 20)
        kind = dice.choice(["N/D"] * 7 + ["Vacant", "Eliminated"]) if i % 20 else "N/D"
        fte = dice.choice(["1.00", "0.60"])
        table.append(["P%d" % i, kind, "SCS1", "Director" if i % 20 == 0 else "Adviser", "Dept", "Agency", "Unit %d" % unit,
                      "020", "a@b", boss, fte, "50,000", "Policy", ""])
        if kind != "Eliminated":
            kept["P%d" % i] = (unit, kind == "Vacant", float(fte))
    write("british.csv", header, table)
    doc, words = read(["staff:", "  id: Post Unique Reference", "  post: Post Unique Reference", "  name: {N/D: not disclosed, Vacant: ~}",
                       "  unit: Unit", "  title: Job Title", "  manager: {XX: ~}", "skip: Name in ('Eliminated')"],
                      "--staff", "british.csv", "--date", "2021-01")
    expect("british errors", errors(doc), [])
    held = sum(not v for _, v, _ in kept.values())
    expect("british", (doc["units"], doc["posts"], doc["people"], doc["roots"], doc["depth"]), (7, len(kept), held, 1, 2))
    expect("british sums", abs(doc["sums"]["fte_read"] - sum(f for _, _, f in kept.values())) < 1e-6, True)
    expect("british left out", {c["column"] for c in doc["columns"] if c["how"] == "left-out"},
           {"Contact Phone", "Contact E-mail"})
    ask = stored(words)
    expect("british tree", ask("select count(*) from units where parent = 'Unit 0'"), [(6,)])
    expect("british vacancies", {i for (i,) in ask("select id from posts where holder is null")},
           {i for i, (_, v, _) in kept.items() if v})


def hr_sample(dice):
    """311 people: names with a comma, years of two digits, states in words, managers by a number that is nobody's id."""
    header = ["Employee_Name", "EmpID", "MarriedID", "GenderID", "Salary", "Termd", "Position", "State", "Zip", "DOB", "Sex",
              "RaceDesc", "DateofHire", "DateofTermination", "EmploymentStatus", "Department", "ManagerName", "ManagerID",
              "PerformanceScore", "EngagementSurvey"]
    table, left, born = [], 0, {}
    for i in range(311):
        gone = dice.random() < 0.33
        year, month, day = dice.randint(1951, 1992), dice.randint(1, 12), dice.randint(1, 28)
        status = dice.choice(["Voluntarily Terminated", "Terminated for Cause"]) if gone else "Active"
        department = dice.choice(["Production", "IT/IS", "Sales"])
        table.append(["Last%d, First" % i, 10000 + i, 0, 1, 50000 + i, int(gone), "Technician", "MA", "01960",
                      "%02d/%02d/%02d" % (month, day, year % 100), dice.choice(["M ", "F"]), "White",
                      "%d/%d/%d" % (dice.randint(1, 12), dice.randint(1, 28), 2011), "1/2/2015" if gone else "", status,
                      department, "Boss", 22, dice.choice(["Exceeds", "Fully Meets", "PIP"]), "4.%02d" % dice.randint(0, 99)])
        left += gone
        if not gone:
            born[str(10000 + i)] = "%d-%02d" % (year, month)
    write("hr.csv", header, table)
    doc, words = read(["unit: Department", "manager_code: ManagerID",
                       "status: {Voluntarily Terminated: left, Terminated for Cause: left}",
                       "rating: {Exceeds: 5, Fully Meets: 4, PIP: 1}"], "--staff", "hr.csv", "--date", "2019-01")
    expect("hr errors", errors(doc), [])
    expect("hr people", (doc["people"], sum(v for k, v in doc["skipped"].items() if k.startswith("EmploymentStatus"))),
           (311 - left, left))
    codes = {p["code"] for p in doc["problems"]}
    expect("hr notes", {"two-digit-year", "date-order", "personal-data", "kept-columns"} - codes, set())
    ask = stored(words)
    expect("hr births", dict(ask("select id, born from people")), born)
    expect("hr units", {u for (u,) in ask("select id from units")}, {"Production", "IT", "IT/IS", "Sales"})


def swiss_units(dice):
    """2,785 units by their numbers, with German names of columns and the date each was founded."""
    table = [["1", "Bund", "", "1.1.1848"]]
    for i in range(2, 2786):
        table.append([str(i), "Einheit %d" % i, str(dice.randint(max(1, i // 12), i - 1)), "%d.%d.%d" % (
            dice.randint(1, 28), dice.randint(1, 12), dice.randint(1950, 2015))])
    write("swiss.csv", ["Nummer", "Bezeichnung", "Oberheit", "Gegruendet"], table)
    doc, words = read(["units: {id: Nummer, name: Bezeichnung, parent_id: Oberheit, opened: Gegruendet}"],
                      "--units", "swiss.csv", "--date", "2021-01")
    expect("swiss", (doc["units"], doc["roots"], errors(doc)), (2785, 1, []))
    ask = stored(words)
    wanted = {t[0]: "%s-%02d" % (t[3].split(".")[2], int(t[3].split(".")[1])) for t in table}
    expect("swiss dates", dict(ask("select id, opened from units")), wanted)


def tax_office(dice):
    """5,005 posts, each with the id of the post above it in a column parentId."""
    table = [[1, "", "Director", "Head office"]]
    for i in range(2, 5006):
        table.append([i, dice.randint(max(1, i // 9), max(1, i // 8)), "Inspector", "Office %d" % (i // 100)])
    write("tax.csv", ["id", "parentId", "jobTitle", "unit"], table)
    doc, words = read([], "--posts", "tax.csv", "--date", "2021-01")
    expect("tax", (doc["posts"], errors(doc), doc["roots"]), (5005, [], 1))
    ask = stored(words)
    expect("tax bosses", dict(ask("select id, reports_to from posts")), {str(t[0]): str(t[1]) or None for t in table})


OFFICES = ["Văn phòng", "Thanh tra", "Phòng Kế hoạch – Tài chính", "Phòng Tổ chức cán bộ", "Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2",
           "Phòng Nghiệp vụ 3", "Chi cục Quản lý"]
GRADES = {"Hoàn thành xuất sắc nhiệm vụ": 5, "Hoàn thành tốt nhiệm vụ": 4, "Hoàn thành nhiệm vụ": 3,
          "Không hoàn thành nhiệm vụ": 1}


def birth(dice, year):
    month, day = dice.randint(1, 12), dice.randint(1, 28)
    return dice.choice([(str(year), 1), ("%d/%d" % (month, year), month), ("%02d/%02d/%d" % (day, month, year), month),
                        ("%d-%02d-%02d" % (year, month, day), month), (workbook.Date("%d-%02d-%02d" % (year, month, day)), month),
                        ("%02d.%02d.%d" % (day, month, year), month)])


def office(dice):
    """160 people as an office keeps them: a title, a head of two rows, headings, totals, hidden rows, numbers with commas."""
    table = [["UBND TỈNH", None, None, None], ["DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"], ["Tính đến ngày 31/12/2022"],
             ["TT", "Họ và tên (*)", "Năm sinh", None, "Chức vụ", "Ngạch", "Hệ số", "PCCV", "Ngày tuyển dụng", "Xếp loại",
              "Số CCCD", "Kiêm nhiệm", "Ghi chú"], [None, None, "Nam", "Nữ"], list("AB") + [str(i) for i in range(1, 12)]]
    merged = ["A4:A5", "B4:B5", "C4:D4", "A2:M2"] + ["%s4:%s5" % (c, c) for c in "EFGHIJKLM"]
    people, hidden, heads, n = [], [], 0, 0
    for k, name in enumerate(OFFICES):
        table.append([["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][k], name])
        for i in range(20):
            n += 1
            year, woman = dice.randint(1965, 1996), dice.random() < 0.5
            born, month = birth(dice, year)
            title = "Trưởng phòng" if i == 0 else "Phó Trưởng phòng" if i < 3 else "Chuyên viên"
            base, extra = dice.choice([234, 267, 300, 333, 366, 399, 440]), [50, 30, 30][i] if i < 3 else 0
            hired = (year + 23, dice.randint(1, 12))
            grade = dice.choice(list(GRADES))
            table.append([i + 1, "  Người   số %d " % n, None if woman else born, born if woman else None, title,
                          dice.choice(["01.003", "01.002"]),
                          dice.choice([base / 100, ("%.2f" % (base / 100)).replace(".", ",")]),
                          ("%.1f" % (extra / 100)).replace(".", ",") if extra else None, "%02d/%d" % (hired[1], hired[0]), grade,
                          "0012345678%02d" % (n % 100), "Bí thư chi bộ" if n % 40 == 1 else None,
                          "biệt phái" if n % 50 == 0 else None])
            if n % 33 == 0:
                hidden.append(len(table))
            heads += i == 0
            people.append(("nv-%04d" % n, "%d-%02d" % (year, month), "F" if woman else "M", (base + extra) / 100,
                           "%d-%02d" % (hired[0], hired[1]), GRADES[grade], "head" if i == 0 else "deputy" if i < 3 else "staff",
                           name))
        table.append([None, "Cộng: 20 người"])
    table += [[None, "Tổng cộng: 160 người"], [None, None, None, None, "Hà Nội, ngày 31 tháng 12 năm 2022"],
              [None, "NGƯỜI LẬP BIỂU", None, None, "THỦ TRƯỞNG ĐƠN VỊ"]]
    workbook.write(os.path.join(FOLDER, "office.xlsx"), {"Danh sách": table}, merged, hidden)
    doc, words = read([], "--staff", "office.xlsx:Danh sách", "--root", "Sở Mẫu")
    expect("office errors", errors(doc), [])
    expect("office", (doc["units"], doc["posts"], doc["people"], doc["roots"]), (9, 160, 160, 1))
    expect("office skipped", doc["skipped"],
           {"title": 3, "header": 3, "heading": 8, "total": 9, "signature": 2})
    ask = stored(words)
    found = ask("select p.id, p.born, p.sex, p.coefficient, p.hired, p.rating, q.rank, u.name from people p "
                "join posts q on q.id = p.post join units u on u.id = p.unit order by p.id")
    wrong = [(f, p) for f, p in zip(found, people) if f != p]
    expect("office: wrong rows", (len(found), wrong), (160, []))
    expect("office date", ask("select count(*) from people where name like '%  %'"), [(0,)])
    codes = {p["code"] for p in doc["problems"]}
    wanted = {"date-from-title", "year-only", "made-id", "rank-guessed", "hidden-rows", "personal-data", "kept-columns",
              "concurrent-post", "left-out", "guessed-type"}
    expect("office: what was guessed is said", wanted - codes, set())
    expect("office: guesses listed", {"dates", "numbers", "rank", "id"} - {g["what"] for g in doc["guesses"]}, set())
    expect("office: no names", [p["text"] for p in doc["problems"] if "Người số" in p["text"]] +
           [c for c in doc["columns"] if c["sample"] and "Người" in c["sample"]], [])


def main():
    global ORGSIM, FOLDER
    ORGSIM = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = folder
        for made in (british, hr_sample, swiss_units, tax_office, office):
            made(random.Random(13))
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
