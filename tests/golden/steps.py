#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""steps: plan.xlsx: the steps of a workbook run as the same steps in YAML do, their legal basis is told, and what is wrong
is named by file, sheet and cell.

Usage: steps.py ORGSIM SOURCE-ROOT
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)
from workbook import Date, Percent, write  # noqa: E402

HEAD = ["Ghi chú", "Ngày/Thời điểm", "Hình thức", "Đơn vị", "Sáp nhập vào", "Tên mới", "Biên chế sau", "Căn cứ pháp lý", "by"]
GOOD = [
    ["KẾ HOẠCH SẮP XẾP"],
    [],
    HEAD,
    [None, Date("2025-07-01"), "Hợp nhất", "finance, planning", "finplan", "Finance and Planning", 8, "Resolution 12"],
    ["As agreed", "09/2025", "Giải thể", "museum", "culture", None, None, "Resolution 13"],
    [None, Date("2026-03-15"), "Tinh giản", "office", None, None, None, None, Percent(0.07)],
    [None, Date("2026-05-15"), "add-posts", "office", None, None, None, None, 2],
    [None, Date("2026-06-15"), "Đổi tên", "parks", None, "Parks"],
]
SAME = """
steps:
  - at: 2025-07
    note: Resolution 12
    merge: {units: [finance, planning], into: {id: finplan, name: Finance and Planning}}
  - at: 2025-07
    note: Resolution 12
    headcount-cut: {where: "unit in ('finplan')", by: 1000000000, down_to: 8}
  - at: 2025-09
    note: As agreed; Resolution 13
    dissolve: {units: [museum], to: culture}
  - at: 2026-03
    headcount-cut: {where: "unit in ('office')", by: 7%}
  - at: 2026-05
    add-posts: {where: "unit in ('office')", by: 2}
  - at: 2026-06
    rename: {units: [parks], name: Parks}
"""
BAD = GOOD[:3] + [
    [None, Date("2025-07-01"), "Sáp nhập", "finance, plannning", "finance"],
    [None, Date("2025-07-01"), "Chia tách", "finance", None, "Money"],
    [None, Date("2029-07-01"), "Giải thể", "museum", "culture", None, "nine"],
    [None, None, "xóa", "museum"],
    [None, Date("2025-07-01"), "Giải thể", "museum", "cultur"],
]


def scenario(folder, name, steps, book=None, tables=()):
    with open(os.path.join(folder, "scenario.yaml"), encoding="utf-8") as file:
        text = file.read()
    begin, end = text.index("steps:"), text.index("rules:")
    with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
        file.write(text[:begin] + steps.strip() + "\n\n" + text[end:])
    if book:
        write(os.path.join(folder, book), dict(tables))


def export(orgsim, folder, name):
    call(orgsim, folder, "run", name + ".yaml", "--into", name + ".orgdb", "-q")
    call(orgsim, folder, "export", name + ".orgdb:run-1", "--format", "json", "-o", name + ".json")
    with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
        document = json.load(file)
    return {key: document[key] for key in ("series", "targets", "steps", "units", "totals")}


def check(orgsim, folder, name):
    done = subprocess.run([orgsim, "check", name + ".yaml"], cwd=folder, capture_output=True, text=True, check=False)
    expect(name + " is refused", done.returncode != 0, True)
    return done.stdout + done.stderr


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        scenario(folder, "table", "steps: plan.xlsx", "plan.xlsx", [("Ghi chú chung", [["x"]]), ("Kế hoạch", GOOD)])
        scenario(folder, "same", SAME)
        mine, same = export(orgsim, folder, "table"), export(orgsim, folder, "same")
        expect("something is compared", len(mine) > 0, True)
        expect("the same run", mine, same)
        told = call(orgsim, folder, "explain", "table.orgdb:run-1", "museum")
        expect("the basis is told", "Note: As agreed; Resolution 13" in told, True)
        items = json.loads(call(orgsim, folder, "query", "table.orgdb", "select items from run", "--json"))
        expect("the sheet is kept", "Kế hoạch" in json.dumps(items, ensure_ascii=False), True)
        call(orgsim, folder, "export", "table.orgdb:run-1", "--appendix", "-o", "appendix.csv")
        with open(os.path.join(folder, "appendix.csv"), encoding="utf-8") as file:
            expect("the basis is in the appendix", "Resolution 12" in file.read(), True)

        scenario(folder, "bad", "steps: bad.xlsx:Kế hoạch", "bad.xlsx", [("Kế hoạch", BAD)])
        said = check(orgsim, folder, "bad")
        for place in ("C5: error: \"Chia tách\"", "B6: error: at: is 2029-07", "G6: error: posts after is \"nine\"",
                      "A7: error: this step does not say when", "C7: error: there is no operator \"xóa\""):
            expect(place, "bad.xlsx:Kế hoạch!" + place in said, True)
        scenario(folder, "ids", "steps: ids.xlsx:1", "ids.xlsx", [("1", BAD[:4] + BAD[-1:])])
        said = check(orgsim, folder, "ids")
        expect("an unknown unit", 'ids.xlsx:1!D4: error: there is no unit "plannning"' in said, True)
        expect("an unknown target", 'ids.xlsx:1!E5: error: there is no unit "cultur"' in said, True)
        scenario(folder, "none", "steps: ids.xlsx:Plan", None)
        expect("no such sheet", 'error: steps: ids.xlsx has no sheet "Plan"; there are "1"' in
               check(orgsim, folder, "none"), True)
        scenario(folder, "two", "steps: two.xlsx", "two.xlsx", [("a", GOOD), ("b", GOOD)])
        expect("several sheets", 'two.xlsx has several sheets, "a", "b"' in check(orgsim, folder, "two"), True)
        scenario(folder, "reported", "actuals: reported.xlsx:2025\n" + SAME.strip(), "reported.xlsx", [("2025", [
            ["metric", "month", "value", "scope", "source"], ["posts", Date("2025-12-31"), 57, None, "Report"]])])
        run = json.loads(call(orgsim, folder, "run", "reported.yaml", "--into", "reported.orgdb", "--json"))
        expect("a table in a sheet", [t["actual"]["reported"] for t in run["targets"] if t["id"] == "posts"], [57])
        scenario(folder, "wrong", "actuals: wrong.xlsx\n" + SAME.strip(), "wrong.xlsx", [("2025", [
            ["metric", "month", "value", "scope", "source"], ["posts", "soon", 57]])])
        expect("a cell of a table", 'wrong.xlsx:2025!B2: error: actuals: the column month holds "soon"' in
               check(orgsim, folder, "wrong"), True)
        call(orgsim, folder, "import", "--template", "blank.xlsx", "--lang", "vi", "-q")
        scenario(folder, "blank", "steps: blank.xlsx")
        call(orgsim, folder, "check", "blank.yaml")
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
