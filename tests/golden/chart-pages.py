#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws the pages of shipped scenarios and of odd organisations, and reads them back.

Proves: each picture keeps what charts.py asks of one (text of 7 points, contrast, nothing over another or cut); over the pages of the
departments each unit is drawn once; their legends add up to that of the run, and each counts what its page shows; the overview names
the page where each department is; pages are numbered; the PDF has the same pages, and the same bytes in any locale; without colour
there is none.

Usage: chart-pages.py ORGSIM SOURCE-ROOT
"""

import csv
import glob
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from xml.sax.saxutils import unescape

import charts
from charts import Picture, Widths, chart, check_legend, check_picture, drawn_of, expect, fates, legend_of, problems


def rows_of(path):
    """All units of the run, by row."""
    file = sqlite3.connect(path)
    at_start = {r for r, in file.execute("select row from unit where closed is null and snapshot = (select snapshot from run where id = 1)")}
    at_end = {r for r, in file.execute("select row from unit_end where run = 1 and closed is null")}
    return at_start | at_end


def read_pages(base, widths, what):
    pages = []
    for path in sorted(glob.glob(base + "-*.svg")):
        picture = Picture(path, widths)
        check_picture("%s: %s" % (what, os.path.basename(path)), picture)
        pages.append(picture)
    return pages


def drawn(picture):
    return [int(name[1:]) for name in picture.units() if name[0] == "n"]


def check_overview(what, pages, first):
    """Every department names a page, and is there."""
    referred = 0
    for picture in pages[:first]:
        for name, said in picture.said.items():
            to = [int(m.group(1)) for m in (re.match(r"p\. (\d+)$", t) for t in said) if m]
            if not to:
                continue
            referred += 1
            if to[0] > len(pages) or int(name[1:]) not in drawn(pages[to[0] - 1]):
                problems.append("%s: %s is not on page %d" % (what, name, to[0]))
    return referred


def check_pages(what, pages, path):
    wanted, rows = fates(path), rows_of(path)
    first = next(i for i, p in enumerate(pages) if i > 0 and not any(re.match(r"p\. \d+$", t) for t, _, _ in p.texts))
    for i, picture in enumerate(pages):
        texts = [t for t, _, _ in picture.texts]
        expect("%s: the number of page %d" % (what, i + 1), "%d / %d" % (i + 1, len(pages)) in texts, True)
        expect("%s: the source of page %d" % (what, i + 1), sum(t.startswith("Source: ") for t in texts), 1)
        check_legend("%s: page %d" % (what, i + 1), picture, legend_of(picture))
    for group, of_top in ((pages[:first], 0), (pages[first:], 1)):
        total = {}
        for picture in group:
            for fate, n in legend_of(picture).items():
                total[fate] = total.get(fate, 0) + n
        missing = {k: v - total.get(k, 0) for k, v in wanted.items() if v != total.get(k, 0)}
        expect(what + ": what the legends lack", set(missing.values()), {1} if of_top else set())
        expect(what + ": more than there is", {k: v for k, v in total.items() if v > wanted.get(k, 0)}, {})
    units = [row for picture in pages[first:] for row in drawn(picture)]
    expect(what + ": drawn twice", len(units) - len(set(units)), 0)
    expect(what + ": on no page of a department but the top", len(rows - set(units)), 1)
    expect(what + ": no units of the run", set(units) - rows, set())
    if check_overview(what, pages, first) < 2:
        problems.append(what + ": the overview refers to no pages")
    return first


def check_pdf(orgsim, folder, target, options, pages, what, locales):
    def draw(locale):
        base = chart(orgsim, folder, target, ["--pages", "--format", "pdf"] + options, locale)
        with open(base + ".pdf", "rb") as file:
            return base + ".pdf", file.read()
    path, content = draw("C.UTF-8")
    for locale in locales:
        expect("%s: the PDF in %s is the same" % (what, locale), draw(locale)[1] == content, True)
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    check_bookmarks(what, path, pages)
    expect(what + ": pages of the PDF", int(re.search(r"Pages:\s+(\d+)", info).group(1)), len(pages))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    text = [re.sub(r"\s", "", page) for page in text.split("\f")]
    for i, picture in enumerate(pages):
        title = picture.texts[[t for t, _, _ in picture.texts].index("%d / %d" % (i + 1, len(pages))) + 1][0]
        if re.sub(r"\s", "", title.rstrip("…")) not in text[i] or "%d/%d" % (i + 1, len(pages)) not in text[i]:
            problems.append("%s: page %d of the PDF is not %r" % (what, i + 1, title))


def outline_of(path):
    """The bookmarks of a PDF: what each says and the page that it leads to."""
    text = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", path], capture_output=True, text=True, check=True).stdout
    return [(int(page), unescape(said)) for page, said in re.findall(r'<item page="(\d+)">(.*?)</item>', text)]


def check_bookmarks(what, path, pages):
    """Each page has a bookmark of its title, in order."""
    found = outline_of(path)
    expect(what + ": pages of the bookmarks", [page for page, _ in found], list(range(1, len(pages) + 1)))
    for (page, said), picture in zip(found, pages):
        title = picture.texts[[t for t, _, _ in picture.texts].index("%d / %d" % (page, len(pages))) + 1][0]
        if re.sub(r"\s", "", title.rstrip("…")) not in re.sub(r"\s", "", said):
            problems.append("%s: the bookmark of page %d is %r, its title %r" % (what, page, said, title))


def check_packed(what, pages, first):
    """No page repeats another, and small departments share pages: of those that follow each other none of few units has one alone."""
    shown = [frozenset(drawn(picture)) for picture in pages]
    expect(what + ": pages that show the same", len(shown) - len(set(shown)), 0)
    alone = [len(units) <= 4 for units in shown[first:]]
    expect(what + ": two pages in a row with hardly a unit", any(a and b for a, b in zip(alone, alone[1:])), False)


def clear(folder):
    for path in glob.glob(os.path.join(folder, "chart*")):
        os.remove(path)


def check_scenario(orgsim, root, folder, name, variants, widths, locales=()):
    path, target = os.path.join(folder, name + ".orgdb"), os.path.join(folder, name + ".orgdb:run-1")
    scenario = os.path.join(root, "scenarios", name, "scenario.yaml")
    done = subprocess.run([orgsim, "run", scenario, "--into", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("run %s: exit %d\n%s" % (name, done.returncode, done.stderr))
    for options in variants:
        what = " ".join([name] + options)
        clear(folder)
        pages = read_pages(chart(orgsim, folder, target, ["--pages"] + options), widths, what)
        check_packed(what, pages, check_pages(what, pages, path))
        if "print-grey" in options:
            for svg in glob.glob(os.path.join(folder, "chart-*.svg")):
                with open(svg, encoding="utf-8") as file:
                    colors = set(re.findall(r'="#([0-9A-Fa-f]+)"', file.read()))
                expect(what + ": colours", {c for c in colors if c not in {c[:len(c) // 3] * 3}}, set())
        if options == variants[0]:
            check_pdf(orgsim, folder, target, options, pages, what, locales)


def check_grey_views(orgsim, folder, target, widths):
    for view in ("timeline", "flow", "treemap", "pyramid", "age-profile"):
        for page in ("A3", "A4-portrait", "A1"):
            base = chart(orgsim, folder, target, ["--view", view, "--theme", "print-grey", "--page", page])
            check_picture("%s in grey on %s" % (view, page), Picture(base + ".svg", widths))


def check_fold(orgsim, folder, target, widths):
    """none draws every unit, 1 the departments alone, with chips below."""
    picture = Picture(chart(orgsim, folder, target, ["--fold", "none"]) + ".svg", widths)
    expect("fold none: chips", [n for n in picture.units() if n[0] == "c"], [])
    expect("fold none: units", len(picture.units()), drawn_of(picture))
    folded = Picture(chart(orgsim, folder, target, ["--fold", "1"]) + ".svg", widths)
    expect("fold 1: the same legend", legend_of(folded), legend_of(picture))
    expect("fold 1: chips", [t for t, _, _ in folded.texts if t.startswith("+ ")] != [], True)
    check_legend("fold 1", folded, legend_of(picture))


def shapes():
    """Organisations that are hard to put on pages: a card of many pages, many roots, random depths and names."""
    rand = random.Random(5)
    mixed = [("r", "Top", "t", "")]
    for i in range(600):
        parent = rand.choice(mixed[max(0, len(mixed) - rand.choice([5, 50, 600])):])[0]
        mixed.append(("x%d" % i, "Đơn vị " + "sự nghiệp " * rand.randint(0, 5) + str(i), rand.choice("pqr"), parent))
    long = [("top", "Top", "t", ""), ("a", "A", "x", "top"), ("b", "B", "x", "top"), ("c", "C", "x", "b")]
    yield "mixed", 1, mixed
    yield "long card", 1, long + [("u%d" % i, "Row %d" % i, "r", "c") for i in range(400)]
    yield "roots", 0, [("u%d" % i, "Root %d" % i, "t", "") for i in range(40)] + \
        [("v%d" % i, "Child %d" % i, "r", "u%d" % (i % 40)) for i in range(300)]
    yield "one", 1, [("a", "A", "t", "")]


def check_shapes(orgsim, folder, widths):
    for name, tops, rows in shapes():
        units, path = os.path.join(folder, "units.csv"), os.path.join(folder, name.replace(" ", "-") + ".orgdb")
        with open(units, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "name", "type", "parent_id")] + rows)
        subprocess.run([orgsim, "import", "--units", units, "--into", path, "--snapshot", "s", "--date", "2024-01"],
                       capture_output=True, check=True)
        for options in (["--page", "A4"], ["--page", "148x148", "--style", "boxes"]):
            what = " ".join([name] + options)
            clear(folder)
            pages = read_pages(chart(orgsim, folder, path + ":s", ["--view", "tree", "--pages"] + options), widths, what)
            of_departments = [p for p in pages[1:] if not any(re.match(r"p\. \d+$", t) for t, _, _ in p.texts)]
            found = [row for picture in of_departments for row in drawn(picture)]
            expect(what + ": units drawn, and drawn once", (len(found), len(set(found))), (len(rows) - tops, len(rows) - tops))
            order = [int(re.match(r"(\d+) / ", t).group(1)) for p in pages for t, _, _ in p.texts if re.match(r"\d+ / \d+$", t)]
            expect(what + ": the order of pages", order, list(range(1, len(pages) + 1)))


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    widths = Widths(root)
    with tempfile.TemporaryDirectory() as folder:
        small = [[], ["--page", "A4-portrait", "--theme", "print-grey"], ["--style", "boxes", "--page", "200x200"]]
        check_scenario(orgsim, root, folder, "small-town", small, widths, ("de_DE.UTF-8", "vi_VN.UTF-8"))
        check_fold(orgsim, folder, os.path.join(folder, "small-town.orgdb:run-1"), widths)
        check_shapes(orgsim, folder, widths)
        check_scenario(orgsim, root, folder, "hanoi-2025-march", [["--page", "A4"], ["--theme", "print-grey"]], widths)
        check_grey_views(orgsim, folder, os.path.join(folder, "hanoi-2025-march.orgdb:run-1"), widths)
        check_scenario(orgsim, root, folder, "hanoi-2020-replay", [[]], widths, ("de_DE.UTF-8", "vi_VN.UTF-8"))
        check_scenario(orgsim, root, folder, "hanoi-2025", [[]], widths)
    if charts.problems:
        sys.exit("\n".join(charts.problems[:40] + ["%d problems" % len(charts.problems)]))


main()
