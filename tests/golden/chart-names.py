#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No unit vanishes from the pages of a run, and no name is cut where it tells units apart.

Of every scenario and of odd organisations: each unit of before and of after is found by its name on a page of its department, a former
name too; a unit made by a merger names those that it was made of, with a sum of posts that is right; nothing on these pages is
shortened. On one page, what had to be shortened keeps what tells it from its neighbour, and who went where is told by what differs.

Usage: chart-names.py ORGSIM SOURCE-ROOT
"""

import glob
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from charts import SVG, chart, ends, number, plain, problems, sums_of

LONG = ("Trung tâm Ứng dụng khoa học kỹ thuật và Chuyển giao công nghệ thuộc Sở Nông nghiệp, Phát triển nông thôn, Tài nguyên và "
        "Môi trường thành phố Hà Nội, phụ trách các huyện ngoại thành phía Tây và phía Bắc số %d")


def said_of(path):
    """By row of a unit: what is written in its box, lines joined; and whether the page refers to other pages (the overview)."""
    root = ElementTree.parse(path).getroot()
    said, texts = {}, [t.text.replace("\u00a0", " ") for t in root.iter(SVG + "text")]
    for group in root.iter(SVG + "g"):
        if group.get("data-unit"):
            said[int(group.get("data-unit"))] = " ".join(t.text.replace("\u00a0", " ") for t in group.iter(SVG + "text"))
    if said: # the bar is the unit of the page, of which title and subtitle speak
        first = next(iter(said))
        said[first] = " | ".join(texts[:4] + [said[first]])
    return said, texts, any(re.match(r"p\. \d+$", t) for t in texts)


def is_told(name, said):
    """The name, or what is left when an end that its container says is left out."""
    if name in said:
        return True
    for dash in (m.start() for m in re.finditer(" – ", name)):
        rest = re.sub(r"^ – [^(]*", "", name[dash:]).strip()
        if name[:dash] in said and rest in said:
            return True
    return False


def run(program, folder, scenario, name):
    path = os.path.join(folder, name + ".orgdb")
    done = subprocess.run([program, "run", scenario, "--into", path], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit("run %s: exit %d\n%s" % (name, done.returncode, done.stderr))
    return path


def check_equations(name, said, rows):
    """ "842 = 483 + 359 (±0)": the sum is right, and its left side is the unit's figure after."""
    found = 0
    for row, text in said.items():
        for left, right, change in re.findall(r"([\d\u2009.]+) = ([\d\u2009. +]+) \(([±+−][\d\u2009.]+)\)", text):
            found += 1
            parts = [float(number(p)) if "." not in p else float(p) for p in right.split(" + ")]
            told = float(change.replace("±", "").replace("−", "-").replace("\u2009", ""))
            if abs(number(left) - sum(parts) - told) > 0.05:
                problems.append("%s: %s = %s (%s) does not add up" % (name, left, right, change))
            if row in rows and round(rows[row] / 1000) != number(left):
                problems.append("%s: unit %d has %g posts, and its sum says %s" % (name, row, rows[row] / 1000, left))
    return found


def check_pages(program, folder, path, name):
    before, after, all_after, held = ends(path)
    for old in glob.glob(os.path.join(folder, "chart-*.svg")):
        os.remove(old)
    base = chart(program, folder, path + ":run-1", ["--view", "diff", "--pages", "--format", "svg"])
    said, cut = {}, []
    for page in sorted(glob.glob(base + "-*.svg")):
        units, texts, overview = said_of(page)
        if overview:
            said.update([next(iter(units.items()))]) # the root is on no other page
            continue
        cut += [t for t in texts if "…" in t]
        for row, text in units.items():
            said[row] = said.get(row, "") + " | " + text
    if cut:
        problems.append("%s: texts of the pages are shortened: %r" % (name, cut[:3]))
    for side, units in (("before", before), ("after", after)):
        for row, unit in units.items():
            text = said.get(row)
            if text is None or not is_told(unit[1] or "", text):
                problems.append("%s: %r, there %s, is not on the pages by this name: %r" % (name, unit[1], side, text))
    heirs = {}
    for row in before:
        if row not in after and all_after[row][3] in after and all_after[row][3] not in before:
            heirs.setdefault(all_after[row][3], []).append(before[row][1])
    for heir, names in heirs.items():
        told = re.search(r"(?:formerly|from) (.*)", said.get(heir, ""))
        for one in names[:12]:
            if not told or not is_told(one, told.group(1)):
                problems.append("%s: %r was made of %r, which its box does not say: %r" % (name, after[heir][1], one, said.get(heir)))
    return check_equations(name, said, sums_of(after, held[1]))


def check_one_page(program, folder, path, name):
    """A shortened name keeps what its neighbours do not have: no two units of one container are drawn alike that have other names."""
    before, after, all_after, _ = ends(path)
    base = chart(program, folder, path + ":run-1", ["--view", "diff", "--format", "svg"])
    said, _, _ = said_of(base + ".svg")
    names = {**{r: u[1] for r, u in before.items()}, **{r: u[1] for r, u in after.items()}}
    parents = {**{r: u[2] for r, u in before.items()}, **{r: u[2] for r, u in after.items()}}
    drawn = {}
    for row, text in said.items():
        if "…" in text and row in names:
            drawn.setdefault((parents[row], text), set()).add(names[row])
    alike = {key: found for key, found in drawn.items() if len(found) > 1}
    if len(alike) > 0.02 * len(said):
        problems.append("%s: shortened alike on one page: %r" % (name, dict(list(alike.items())[:3])))


def write(folder, name, units, posts, steps):
    with open(os.path.join(folder, name + "-u.csv"), "w", encoding="utf-8") as file:
        file.write("id,name,type,parent_id\n" + "".join('%s,"%s",%s,%s\n' % u for u in units))
    with open(os.path.join(folder, name + "-p.csv"), "w", encoding="utf-8") as file:
        file.write("id,unit_id,title\n" + "".join("%s,%s,staff\n" % p for p in posts))
    path = os.path.join(folder, name + ".yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("orgsim: 1\ntitle: Names\norganisation: {units: %s-u.csv, posts: %s-p.csv}\nfrom: 2025-01\nto: 2025-12\nclock: yearly\n%s"
                   % (name, name, steps))
    return path


def provinces(folder):
    """Two provinces become a new one that bears the name of one of them; their departments become one each."""
    units = [("vn", "Việt Nam", "country", "")]
    posts = []
    for old, title in (("yb", "Tỉnh Yên Bái"), ("lc", "Tỉnh Lào Cai")):
        units.append((old, title, "province", "vn"))
        units += [("%s-%d" % (old, i), "Sở %d – %s" % (i, title), "department", old) for i in range(9)]
        posts += [("%s-%d-%d" % (old, i, k), "%s-%d" % (old, i)) for i in range(9) for k in range(5 + i)]
    steps = ("steps:\n  - {at: 2025-07, id: province, merge: {units: [yb, lc], into: {id: new, name: Tỉnh Lào Cai}}}\n"
             "  - {at: 2025-07, id: one, merge: {units: [yb-1, lc-1], into: {id: new-1, name: Sở 1}}}\n")
    return write(folder, "provinces", units, posts, steps)


def long_names(folder):
    units = [("r", "Ủy ban", "city", "")] + [("l%d" % i, LONG % i, "center", "r" if i < 12 else "l%d" % (i % 12)) for i in range(48)]
    posts = [("p%d-%d" % (i, k), "l%d" % i) for i in range(48) for k in range(5)]
    return write(folder, "long", units, posts, "steps:\n  - {at: 2025-07, id: m, merge: {units: [l13, l25], into: l13}}\n")


def no_items(folder):
    """A plan without a single item is a run, too."""
    return write(folder, "none", [("r", "Ủy ban", "city", ""), ("a", "Phòng A", "room", "r")], [("p", "a")], "")


def main():
    program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    equations = {}
    with tempfile.TemporaryDirectory() as folder:
        plans = sorted(glob.glob(os.path.join(root, "scenarios", "*", "scenario.yaml")))
        paths = {os.path.basename(os.path.dirname(path)): path for path in plans}
        paths["plan-services"] = os.path.join(root, "scenarios", "hanoi-2025", "plan-services.yaml")
        paths = {name: run(program, folder, path, name) for name, path in paths.items()}
        for make in (provinces, long_names, no_items):
            scenario = make(folder)
            paths[make.__name__] = run(program, folder, scenario, make.__name__)
        for name, path in paths.items():
            equations[name] = check_pages(program, folder, path, name)
            check_one_page(program, folder, path, name)
            plain(path)
        base = chart(program, folder, paths["long_names"] + ":run-1", ["--view", "after", "--format", "svg"])
        for row, text in said_of(base + ".svg")[0].items():
            if "…" in text:
                problems.append("long names: unit %d is shortened on A3, which has room: %r" % (row, text))
        for name in ("provinces", "hanoi-2025-march", "hanoi-2020-replay"):
            if not equations[name]:
                problems.append("%s: no merger's posts are added up" % name)
    for problem in problems[:30]:
        print(problem)
    print("%d problems" % len(problems))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
