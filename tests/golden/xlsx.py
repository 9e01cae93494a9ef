# SPDX-License-Identifier: MIT
"""Reads a workbook with nothing but Python's own library, so that what orgsim writes is judged by another reader."""

import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def column(reference):
    n = 0
    for letter in re.match("[A-Z]+", reference).group():
        n = n * 26 + ord(letter) - 64
    return n - 1


def unescape(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def cell_of(node, strings, formats):
    """(type, value, number format, formula); a blank cell is None. Types: text, number."""
    kind, value, formula = node.get("t", "n"), node.find(MAIN + "v"), node.find(MAIN + "f")
    form = formats[int(node.get("s", "0"))]
    if kind == "inlineStr":
        return ("text", unescape("".join(t.text or "" for t in node.iter(MAIN + "t"))), form, None)
    if value is None:
        return None
    if kind == "s":
        return ("text", strings[int(value.text)], form, None)
    if kind == "str":
        return ("text", value.text, form, formula.text if formula is not None else None)
    return ("number", float(value.text), form, formula.text if formula is not None else None)


def formats_of(book):
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    own = {n.get("numFmtId"): n.get("formatCode") for n in styles.iter(MAIN + "numFmt")}
    return [own.get(x.get("numFmtId"), {"0": "", "1": "0", "3": "#,##0", "49": "@"}.get(x.get("numFmtId"), x.get("numFmtId")))
            for x in styles.find(MAIN + "cellXfs")]


def strings_of(book):
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [unescape("".join(t.text or "" for t in item.iter(MAIN + "t")))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]


def same_sheets(one, two, n):
    """Are the first n sheets the same cell for cell: values, types and formats? Tells in a moment where bytes agree."""
    with zipfile.ZipFile(one) as a, zipfile.ZipFile(two) as b:
        sheets = all(ElementTree.tostring(body(a, i)) == ElementTree.tostring(body(b, i)) if a.read(sheet(i)) != b.read(sheet(i))
                     else True for i in range(1, n + 1))
        longer, shorter = sorted((strings_of(a), strings_of(b)), key=len, reverse=True)
        return sheets and longer[:len(shorter)] == shorter and a.read("xl/styles.xml") == b.read("xl/styles.xml")


def sheet(i):
    return "xl/worksheets/sheet%d.xml" % i


def body(book, i):
    """The cells; which sheet a reader sees first, say, is no matter."""
    return ElementTree.fromstring(book.read(sheet(i))).find(MAIN + "sheetData")


def read(path):
    """{sheet: rows of cells}, in the order of the workbook."""
    with zipfile.ZipFile(path) as book:
        strings = strings_of(book)
        formats = formats_of(book)
        targets = {r.get("Id"): r.get("Target") for r in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
        sheets = {}
        for one in ElementTree.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets"):
            rows = []
            tree = ElementTree.fromstring(book.read("xl/" + targets[one.get(REL + "id")]))
            for row in tree.find(MAIN + "sheetData"):
                while len(rows) < int(row.get("r")) - 1:
                    rows.append([])
                cells = []
                for node in row:
                    cells.extend([None] * (column(node.get("r")) - len(cells)))
                    cells.append(cell_of(node, strings, formats))
                rows.append(cells)
            sheets[one.get("name")] = rows
        return sheets


def features(path):
    """{sheet: (frozen, filtered, columns with a width)}: what makes a workbook pleasant."""
    with zipfile.ZipFile(path) as book:
        found = {}
        names = sorted((n for n in book.namelist() if n.startswith("xl/worksheets/sheet")),
                       key=lambda n: int(re.search(r"\d+", n).group()))
        titles = [s.get("name") for s in ElementTree.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets")]
        for title, name in zip(titles, names):
            tree = ElementTree.fromstring(book.read(name))
            pane = next(tree.iter(MAIN + "pane"), None)
            found[title] = (pane is not None and pane.get("state") == "frozen" and pane.get("ySplit") == "1",
                            tree.find(MAIN + "autoFilter") is not None, tree.find(MAIN + "cols") is not None)
        return found
