# SPDX-License-Identifier: MIT
"""Workbooks for the tests, of the standard library alone. A cell is a text, a number, None, Date("2025-07-01") or Percent(0.05)."""

import datetime
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = ('<styleSheet xmlns="%s"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs>'
          '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>') % MAIN


class Date(str):
    pass


class Percent(float):
    pass


def column(number):
    return (column((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)


def cell(place, value):
    if isinstance(value, Date):
        days = (datetime.date.fromisoformat(value) - datetime.date(1899, 12, 30)).days
        return '<c r="%s" s="1"><v>%d</v></c>' % (place, days)
    if isinstance(value, Percent):
        return '<c r="%s" s="2"><v>%.17g</v></c>' % (place, value)
    if isinstance(value, (int, float)):
        return '<c r="%s"><v>%r</v></c>' % (place, value)
    return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (place, escape(value))


def sheet(rows, merged=(), hidden=()):
    out = []
    for r, row in enumerate(rows, 1):
        cells = [cell(column(c) + str(r), v) for c, v in enumerate(row, 1) if v is not None]
        out.append('<row r="%d"%s>%s</row>' % (r, ' hidden="1"' if r in hidden else "", "".join(cells)))
    merges = "".join('<mergeCell ref="%s"/>' % m for m in merged)
    merges = "<mergeCells>%s</mergeCells>" % merges if merges else ""
    return '<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (MAIN, "".join(out), merges)


def write(path, sheets, merged=(), hidden=()):
    """sheets: name -> rows. merged ("B3:C3") and hidden (numbers of rows): of every sheet."""
    numbered = list(enumerate(sheets.items(), 1))
    relations = [("rId%d" % n, "worksheet", "worksheets/sheet%d.xml" % n) for n, _ in numbered]
    relations.append(("rStyles", "styles", "styles.xml"))

    def rels(list_of):
        return "<Relationships>%s</Relationships>" % "".join(
            '<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (i, REL, t, target) for i, t, target in list_of)

    with zipfile.ZipFile(path, "w") as book:
        book.writestr("_rels/.rels", rels([("r1", "officeDocument", "xl/workbook.xml")]))
        book.writestr("xl/_rels/workbook.xml.rels", rels(relations))
        book.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (
            MAIN, REL, "".join('<sheet name=%s sheetId="%d" r:id="rId%d"/>' % (quoteattr(name), n, n)
                               for n, (name, _) in numbered)))
        book.writestr("xl/styles.xml", STYLES)
        for n, (_, rows) in numbered:
            book.writestr("xl/worksheets/sheet%d.xml" % n, sheet(rows, merged, hidden))
