#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Workbooks of orgsim opened by LibreOffice, without a display, and saved as CSV: the same values as in orgsim's own CSV.

Usage: libreoffice.py ORGSIM SOURCE-ROOT SOFFICE
"""

import csv
import datetime
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)
from impact import call, expect, problems  # noqa: E402

# Comma, double quote, UTF-8, from line 1; values as they are and not as shown; formulas as values; every sheet in a file of its own.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

# What spreadsheets spoil: zeros in front, long numbers, what looks like a date, a formula, a number; blanks; lines; tongues.
TEXTS = ["001", "01", "1", "12345678901234567890", "1/2", "2021-01-05", "1E5", "=1+1", "=cmd|'/c calc'!A1", "+84 24 3825", "-tổ",
         "@SUM(A1)", "'=x", "Phòng Kế hoạch – Tài chính", "Nguyễn Thị Ánh", "a,b;c", 'says "no"', "one\ntwo", "TRUE", "1.234,5", ""]
NUMBERS = ["0", "-1", "-1234.5", "1234567890123", "0.001", "99999999999999", "1e-7", "3.14159265358979", ""]


def tricky(folder):
    with open(os.path.join(folder, "u.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "name", "type", "parent_id", "phone", "budget"])
        table.writerow(["root", "Thành phố", "city", "", "001", "-5"])
        for i, text in enumerate(TEXTS):
            table.writerow(["0%d" % i, text or "Tên %d" % i, "room", "root", text, NUMBERS[i % len(NUMBERS)]])
    with open(os.path.join(folder, "h.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "name", "unit_id", "born", "hired", "rating"])
        for i, born in enumerate(("1967-07", "1899-12", "1900-02", "2000-01", "")):
            table.writerow(["00%d" % i, TEXTS[i + 7], "01", born, "", "3" if i else ""])


def converted(soffice, folder, book):
    """{sheet: rows of texts} of what LibreOffice makes of a workbook."""
    out = os.path.join(folder, "as-csv")
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([soffice, "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless", "--norestore",
                           "--convert-to", FILTER, "--outdir", out, book], cwd=folder, capture_output=True, text=True,
                          check=False, env={**env, "HOME": folder, "LC_ALL": "C.UTF-8"})
    stem = os.path.splitext(os.path.basename(book))[0] + "-"
    found = {}
    for name in sorted(os.listdir(out)) if os.path.isdir(out) else []:
        if name.startswith(stem):
            with open(os.path.join(out, name), newline="", encoding="utf-8") as file:
                found[name[len(stem):-4]] = list(csv.reader(file))
    if not found:
        sys.exit("LibreOffice made nothing of %s: %s" % (book, done.stderr + done.stdout))
    return found


def same(found, wanted):
    """A cell of LibreOffice against a cell of the workbook: texts to the letter, numbers as numbers, months as dates."""
    if wanted is None:
        return found == ""
    kind, value, form, _ = wanted
    if kind == "text":
        return found == value
    if form == "yyyy-mm":
        return month_shown(found) == month_of(value)
    try:
        return abs(float(found.rstrip("%")) / (100 if found.endswith("%") else 1) - value) <= 1e-12 * abs(value)
    except ValueError:
        return False


def month_of(serial):
    return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(serial))).strftime("%Y-%m")


def month_shown(text):
    """LibreOffice's date in the C locale, "07/01/1967", as a month; the text itself when it is none."""
    date = re.fullmatch(r"(\d\d)/01/(\d{4})", text)
    return "%s-%s" % (date.group(2), date.group(1)) if date else text


def compare(soffice, folder, book):
    found, wanted = converted(soffice, folder, book), xlsx.read(os.path.join(folder, book))
    expect(book + " sheets", sorted(found), sorted(wanted))
    cells = 0
    for sheet, rows in wanted.items():
        expect("%s rows of %s" % (book, sheet), len(found[sheet]), len(rows))
        for a, b in zip(found[sheet], rows):
            b = b + [None] * (len(a) - len(b))
            problems.extend("%s, sheet %s: LibreOffice has %r of %r" % (book, sheet, x, y) for x, y in zip(a, b) if not same(x, y))
            cells += len(a)
    print("%s: %d cells in %d sheets" % (book, cells, len(wanted)))
    return found


def plain(cell):
    """A cell of orgsim's CSV without the quote that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r'") else cell


def against_csv(folder, found):
    """The same tables as orgsim's CSV, whatever its own reader of workbooks thinks."""
    for table in ("units", "posts", "people"):
        with open(os.path.join(folder, "csv", table + ".csv"), newline="", encoding="utf-8") as file:
            wanted = list(csv.reader(file))
        expect("rows of " + table, len(found[table]), len(wanted))
        for a, b in zip(found[table], wanted):
            for x, y in zip(a, map(plain, b)):
                if x != y and month_shown(x) != y and not same_number(x, y):
                    problems.append("%s: LibreOffice has %r, the CSV %r" % (table, x, y))


def same_number(x, y):
    try:
        return float(x) == float(y) and not (x[:1] == "0" and x != y and "." not in x)
    except ValueError:
        return False


def main():
    orgsim, root, soffice = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory() as folder:
        tricky(folder)
        call(orgsim, folder, "import", "--units", "u.csv", "--people", "h.csv", "--into", "t.orgdb", "--snapshot", "s", "--date",
             "2021-01", "--quiet")
        call(orgsim, folder, "export", "t.orgdb:s", "--format", "xlsx", "-o", "tricky.xlsx", "--quiet")
        call(orgsim, folder, "export", "t.orgdb:s", "--format", "csv", "-o", "csv", "--quiet")
        against_csv(folder, compare(soffice, folder, "tricky.xlsx"))
        call(orgsim, folder, "run", os.path.join(root, "scenarios", "small-town", "scenario.yaml"), "--into", "r.orgdb", "--quiet")
        call(orgsim, folder, "impact", "r.orgdb:run-1", "--xlsx", "-o", "impact.xlsx", "--quiet")
        compare(soffice, folder, "impact.xlsx")
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
