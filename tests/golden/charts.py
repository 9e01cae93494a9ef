#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws every view of two scenarios and reads the pictures back.

Proves for each SVG: text of at least 7 points, inside the page, no two texts and no two units over each other; for a
diff: the legend counts what the organisation file says, and what is drawn and what chips count add up to the legend;
and that the bytes do not depend on the run or the locale. The .dot of the small town is compared with a golden file.

Usage: charts.py ORGSIM SOURCE-ROOT [--update]
"""

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
BADGES = {"absorbed": "&", "consolidated": "&", "took over": "&", "split": "÷", "dissolved": "×", "new": "+", "moved": "»",
          "renamed": "~", "posts changed": "±"}
BELOW = "changed below"
SIGNS = "".join(sorted(set(BADGES.values())))
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append("%s: %r, expected %r" % (what, found, wanted))


class Widths:
    """The advance table that the layout itself uses."""

    def __init__(self, root):
        text = open(os.path.join(root, "graphs/layout/advances.h"), encoding="utf-8").read()
        self.ranges = [tuple(int(x, 0) for x in m) for m in re.findall(r"\{ (0x\w+), (0x\w+), (\d+) \}", text)]
        numbers = [int(x) for x in re.findall(r"\d+", text.split("] = {")[-1])]
        half = len(numbers) // 2
        self.faces = numbers[:half], numbers[half:]
        self.known = {}, {}

    def of_character(self, character, bold):
        hits = [i + ord(character) - a for a, b, i in self.ranges if a <= ord(character) <= b]
        return self.known[bold].setdefault(character, self.faces[bold][hits[0]] if hits else 600)

    def of(self, text, bold):
        known = self.known[bold]
        return sum(known[c] if c in known else self.of_character(c, bold) for c in text) / 1000


def luminance(color):
    """Of WCAG 2."""
    digits = color[1:] if len(color) == 7 else "".join(2 * c for c in color[1:])
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


class Picture:
    """Boxes and texts of a chart, in points from the upper left of the page."""

    def __init__(self, path, widths):
        root = ElementTree.parse(path).getroot()
        self.size = tuple(float(x) / 5 for x in root.get("viewBox").split()[2:])
        self.paper = tuple(float(root.get(x)[:-2]) for x in ("width", "height"))
        self.boxes, self.texts, self.common = {}, [], root.get("font-size")
        self.said, self.painted, self.ribbons, self.ink = {}, [], [], root.get("fill")
        self.fill = {}
        self.hollow = 0  # badges of units whose figure alone changed, for what is below them
        chips = 0
        for element in root:
            if element.tag != SVG + "g":
                self.read(element, "page" if not self.boxes else None, widths)
                continue
            chips += "data-unit" not in element.keys()
            name = "n" + element.get("data-unit") if "data-unit" in element.keys() else "c%d" % chips
            if element.find(SVG + "title") is None or name in self.boxes:
                problems.append("%s: %s has no title or is there twice" % (path, name))
            self.said[name] = [part.text.replace("\u00a0", " ") for part in element if part.tag == SVG + "text"]
            for part in element:
                self.read(part, name if name not in self.boxes else None, widths)

    def read(self, element, name, widths):
        def number(key):
            return float(element.get(key)) / 5
        if element.tag == SVG + "rect":
            x, y = number("x"), number("y")
            self.boxes[name or "s%d" % len(self.boxes)] = box = x, y, x + number("width"), y + number("height")
            self.fill.setdefault(name, element.get("fill"))
            if element.get("fill") != "none" and element.get("fill-opacity") is None:
                self.painted.append((box, element.get("fill")))
        elif element.tag == SVG + "path" and "C" in element.get("d"):
            self.ribbons.append([float(x) / 5 for x in re.findall(r"-?\d+", element.get("d"))])
        elif element.tag == SVG + "text":
            size, text = float(element.get("font-size", self.common)) / 5, element.text.replace("\u00a0", " ")
            width = widths.of(text, element.get("font-weight") == "bold") * size
            x, y = number("x"), number("y")
            x -= {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
            box = x, y - 0.72 * size, x + width, y
            if text == "±" and element.get("font-weight") != "bold":
                self.hollow += 1
            self.texts.append((text, size, box))
            self.check_contrast(text, box, element.get("fill", self.ink))

    def check_contrast(self, text, box, ink):
        """Against what was painted last where the text stands."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        paper = next(color for b, color in reversed(self.painted) if b[0] <= x <= b[2] and b[1] <= y <= b[3])
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        if (light + 0.05) / (dark + 0.05) < 4.5:
            problems.append("%r: %s on %s has a contrast of %.1f" % (text, ink, paper, (light + 0.05) / (dark + 0.05)))

    def units(self):
        return {title: box for title, box in self.boxes.items() if re.match(r"[nc]\d+$", title)}


def overlap(a, b, by=0.3):
    return a[0] + by < b[2] and b[0] + by < a[2] and a[1] + by < b[3] and b[1] + by < a[3]


def check_overlaps(name, kind, boxes):
    boxes = sorted(boxes, key=lambda b: b[1][1])
    for i, (what, a) in enumerate(boxes):
        for other, b in boxes[i + 1:]:
            if b[1] >= a[3]:
                break
            if overlap(a, b):
                problems.append("%s: %s %r and %r overlap" % (name, kind, what, other))


def check_picture(name, picture):
    width, height = picture.size
    if any(abs(points * 25.4 / 72 - paper) > 0.06 for points, paper in zip(picture.size, picture.paper)):
        problems.append("%s: %r points on %r millimetres" % (name, picture.size, picture.paper))
    for text, size, box in picture.texts:
        if size < 6.99:
            problems.append("%s: %r has %.2f points" % (name, text, size))
        if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
            problems.append("%s: %r leaves the page: %r" % (name, text, box))
    for title, box in picture.boxes.items():
        if title != "page" and (box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height):
            problems.append("%s: box %s leaves the page: %r" % (name, title, box))
    check_overlaps(name, "units", list(picture.units().items()))
    check_overlaps(name, "texts", [(t, b) for t, _, b in picture.texts])


def plain(path):
    """The organisation file with ordinary rows for its blobs, as any tool reads it. The first argument of each test is the program."""
    rows = path.replace(".orgdb", ".sqlite")
    if not os.path.exists(rows):
        subprocess.run([sys.argv[1], "export", path, "--format", "sqlite", "--quiet", "-o", rows], check=True)
    return sqlite3.connect(rows)


def sums_of(units, held):
    """The weights of all posts of each unit and of the units below it."""
    sums = dict.fromkeys(units, 0)
    for row in units:
        at = row
        while at in units:
            sums[at] += held.get(row, (0, 0))[0]
            at = units[at][2]
    return sums


def ends(path):
    """Units and their weights of posts at both ends of the run."""
    file = plain(path)
    columns = "row, name, parent, successor, closed"
    snapshot = file.execute("select snapshot from run where id = 1").fetchone()[0]
    before = {r[0]: r for r in file.execute("select %s from unit where snapshot = ? and closed is null" % columns, (snapshot,))}
    all_after = dict(before)  # unit_end holds the rows that changed
    all_after.update({r[0]: r for r in file.execute("select %s from unit_end where run = 1" % columns)})
    after = {k: r for k, r in all_after.items() if r[4] is None}
    posts = "select row, unit, closed, fte from %s where %s"
    old = {r[0]: r for r in file.execute(posts % ("post", "snapshot = %d" % snapshot))}
    new = dict(old)
    new.update({r[0]: r for r in file.execute(posts % ("post_end", "run = 1"))})
    held = []
    for table in (old, new):
        total = {}
        for _, unit, closed, fte in table.values():
            if closed is None:
                weight, rows = total.get(unit, (0, 0))
                total[unit] = weight + round(fte * 1000), rows + 1
        held.append(total)
    return before, after, all_after, held


def fates(path):
    """What became of each unit, told by the file's two ends alone; a unit counts under each of its fates."""
    before, after, all_after, held = ends(path)
    taken = {all_after[k][3] for k in before if k not in after}
    with_below = [sums_of(units, total) for units, total in zip((before, after), held)]
    counts = {}
    for row in set(before) | set(after):
        if row not in after:
            heir = all_after[row][3]
            found = ["dissolved" if heir is None else "absorbed" if heir in before else "consolidated"]
        elif row not in before:
            found = ["new"]
        else:
            ways = {"took over": row in taken, "moved": before[row][2] != after[row][2],
                    "renamed": before[row][1] != after[row][1], "posts changed": held[0].get(row) != held[1].get(row)}
            found = [fate for fate, so in ways.items() if so] or ["kept"]
            if found == ["kept"] and with_below[0][row] != with_below[1][row]:
                found.append(BELOW)
        for fate in found:
            counts[fate] = counts.get(fate, 0) + 1
    return counts


def number(text):
    return int(text.replace("\u2009", ""))


def legend_of(picture):
    found = [re.match(r"(%s)  ([\d\u2009]+)$" % "|".join(["kept", BELOW] + list(BADGES)), t) for t, _, _ in picture.texts]
    return {m.group(1): number(m.group(2)) for m in found if m}


def badges_of(texts, badge):
    """How many units bear it: as their first badge, or among those that stand before their figure."""
    before = re.compile(r"(?:^|·  )([%s]+) [+\u2212]?\d" % re.escape(SIGNS))
    first = texts.count(badge) + sum(t.startswith(badge + "  ") for t in texts)
    return first + sum(m.group(1).count(badge) for m in map(before.search, texts) if m and m.group(1) != "+")


def check_legend(name, picture, wanted):
    texts = [t for t, _, _ in picture.texts]
    legend = legend_of(picture)
    expect(name + " legend", legend, wanted)
    for badge in SIGNS:
        told = [n for fate, n in legend.items() if BADGES.get(fate) == badge]
        if not told:
            continue
        drawn = badges_of(texts, badge) - len(told) - (picture.hollow if badge == "±" else 0)
        folded = sum(number(n) for t in texts if t[0] in SIGNS and not re.match(r"\+[\d\u2009]+$|.  ", t)  # no figure, not the bar
                     for n in re.findall(r"(?:^|\s)%s([\d\u2009]+)" % re.escape(badge), t))
        expect("%s: %s drawn and folded" % (name, badge), drawn + folded, sum(told))
    if "fit" in name:
        expect(name + ": hollow badges", picture.hollow, legend[BELOW] + 1 if BELOW in legend else 0)


def drawn_of(picture):
    """What the subtitle says there is: the units of one side; of a diff what stood before or stands after."""
    texts = [t for t, _, _ in picture.texts]
    legend = legend_of(picture)
    units = re.search(r"units ([\d\u2009]+) \u2192 [\d\u2009]+", texts[1])
    if units:
        return number(units.group(1)) + legend.get("new", 0)
    return number(re.search(r"  ·  ([\d\u2009]+) units", texts[1]).group(1))


def chart(orgsim, folder, target, options, locale="C.UTF-8"):
    environment = dict(os.environ, LC_ALL=locale)
    base = os.path.join(folder, "chart")
    done = subprocess.run([orgsim, "chart", target, "-o", base] + options, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("chart %s %s: exit %d\n%s" % (target, " ".join(options), done.returncode, done.stderr))
    return base


def read(path):
    with open(path, "rb") as file:
        return file.read()


def check_scenario(orgsim, root, folder, name, widths):
    path = os.path.join(folder, name + ".orgdb")
    done = subprocess.run([orgsim, "run", os.path.join(root, "scenarios", name, "scenario.yaml"), "--into", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("run %s: exit %d\n%s" % (name, done.returncode, done.stderr))
    target, wanted = path + ":run-1", fates(path)
    for view in ("tree", "before", "after", "diff", "timeline"):
        styles = [["--style", "boxes"], ["--style", "tree"]] if view != "timeline" else []
        for more in styles + [[], ["--page", "fit"], ["--page", "A4", "--lang", "vi"]]:
            what = " ".join([name, view] + more)
            base = chart(orgsim, folder, target, ["--view", view, "--format", "svg"] + more)
            picture = Picture(base + ".svg", widths)
            check_picture(what, picture)
            if view == "diff" and "vi" not in more:
                check_legend(what, picture, wanted)
            if "fit" in more and view != "timeline" and sum(u[0] == "n" for u in picture.units()) != drawn_of(picture):
                problems.append("%s: %d units are drawn, not %d" % (what, len(picture.units()), drawn_of(picture)))
            if view != "timeline" and len(picture.units()) < 2:
                problems.append(what + ": no units are drawn")
    return target


def check_emphasis(orgsim, folder, target, widths):
    """Of the departments those are dark that change most with all below them, and those where nothing changed are the lightest."""
    before, after, _, held = ends(target.rsplit(":", 1)[0])
    sums = [sums_of(units, total) for units, total in zip((before, after), held)]
    top = next(row for row, unit in after.items() if unit[2] not in after)
    changes = {row: abs(sums[1][row] - sums[0][row]) for row, unit in after.items() if unit[2] == top and row in before}
    for theme in ("light", "print-grey"):
        picture = Picture(chart(orgsim, folder, target, ["--view", "diff", "--format", "svg", "--theme", theme]) + ".svg", widths)
        light = {row: luminance(picture.fill["n%d" % row]) for row in changes if "n%d" % row in picture.fill}
        dark = [changes[row] for row in light if light[row] < 0.25]
        pale = [changes[row] for row in light if light[row] >= 0.25]
        expect(theme + ": dark changes more than pale", bool(dark and pale) and min(dark) > max(pale), True)
        expect(theme + ": most of the change is dark", sum(dark) > 0.9 * sum(dark + pale), True)
        still = [light[row] for row in light if not changes[row] and picture.said["n%d" % row][0] != "&"]
        moved = [light[row] for row in light if changes[row]]
        expect(theme + ": what changed is darker than what did not", bool(still) and max(still) > max(moved), True)


def check_bytes(orgsim, folder, target):
    formats = ["svg", "png", "dot", "pdf"]
    options = ["--view", "diff", "--format", ",".join(formats)]
    first = chart(orgsim, folder, target, options)
    kept = {f: read(first + "." + f) for f in formats}
    for locale in ("C.UTF-8", "de_DE.UTF-8", "vi_VN.UTF-8", "C"):
        chart(orgsim, folder, target, options, locale)
        for f in formats:
            if read(first + "." + f) != kept[f]:
                problems.append("%s: other bytes in %s" % (f, locale))
    return kept["dot"].decode("utf-8")


def check_usage(orgsim, folder, target):
    """What the renderer's table of parameters does not allow is wrong usage, said before anything is drawn."""
    chart_feature = json.loads(subprocess.run([orgsim, "plugin", "show", "chart", "--json"], capture_output=True,
                                              check=True).stdout)
    chart_feature = chart_feature[0] if isinstance(chart_feature, list) else chart_feature
    choices = next(p["choices"] for p in chart_feature["params"] if p["key"] == "format")
    base = chart(orgsim, folder, target, ["--view", "diff", "--format", ",".join(choices)])
    expect("a file for each format of the table", [f for f in choices if not os.path.getsize(base + "." + f)], [])
    for option, value in (("--format", "bmp"), ("--format", "svg,bmp"), ("--format", "svg,"), ("--view", "sideways"),
                          ("--depth", "99"), ("--page", "A9"), ("--style", "fancy")):
        out = os.path.join(folder, "wrong")
        done = subprocess.run([orgsim, "chart", target, option, value, "-o", out], capture_output=True, text=True, check=False)
        expect("%s %s" % (option, value), (done.returncode, [f for f in os.listdir(folder) if f.startswith("wrong")]), (2, []))
        expect("%s %s says what is allowed: %s" % (option, value, done.stderr), any(w in done.stderr for w in ("expected", "known are", "did you mean")), True)


ATTRIBUTES = ("width height viewBox role font-family font-size font-weight fill stroke stroke-width text-anchor x y d "
              "data-unit").split()
HOSTILE = [r'<script>alert(1)</script> & "x" \N\G {a|b}', r"\\back\l & &lt;b&gt; &#65; 100%s %n", "]]> --> <!-- <![CDATA[", "=cmd|' /C calc'!A0", "two  spaces ' and \""]


def check_hostile(orgsim, folder):
    """Names that mean something to Graphviz, XML or printf come back as they are."""
    units, path = os.path.join(folder, "units.csv"), os.path.join(folder, "hostile.orgdb")
    with open(units, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "type", "parent_id"])
        for i, name in enumerate(HOSTILE):
            rows.writerow(["u%d" % i, name, "<b>", "u0" if i else ""])
    command = [orgsim, "import", "--units", units, "--into", path, "--snapshot", "s", "--date", "2024-01"]
    subprocess.run(command, capture_output=True, check=True)
    base = chart(orgsim, folder, path + ":s", ["--view", "tree", "--format", "svg"])
    tree = ElementTree.parse(base + ".svg")
    texts = [t.text.replace("\u00a0", " ") for t in tree.iter(SVG + "text")]
    for name in HOSTILE:
        if name not in texts:
            problems.append("the name %r is not on the chart: %r" % (name, texts))
    expect("elements", {e.tag for e in tree.iter()} - {SVG + t for t in ("svg", "g", "title", "rect", "path", "text")}, set())
    expect("attributes", {a for e in tree.iter() for a in e.keys()} - set(ATTRIBUTES), set())


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    widths = Widths(root)
    golden = os.path.join(root, "tests/golden/small-town-diff.dot")
    with tempfile.TemporaryDirectory() as folder:
        target = check_scenario(orgsim, root, folder, "small-town", widths)
        dot = check_bytes(orgsim, folder, target)
        check_usage(orgsim, folder, target)
        # the hash of the inputs changes with the scenario's files, which is not what this file is about
        dot = re.sub(r"inputs [0-9a-f]+", "inputs HASH", dot)
        if "--update" in sys.argv:
            with open(golden, "w", encoding="utf-8") as file:
                file.write(dot)
        if dot != read(golden).decode("utf-8"):
            problems.append("the diff of the small town differs from small-town-diff.dot; look at it, then --update")
        check_hostile(orgsim, folder)
        check_emphasis(orgsim, folder, check_scenario(orgsim, root, folder, "hanoi-2025", widths), widths)
    if problems:
        sys.exit("\n".join(problems[:40] + ["%d problems" % len(problems)]))


if __name__ == "__main__":
    main()
