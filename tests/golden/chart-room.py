#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A page that has room is used before anything is folded; what is folded says how to see all.

Odd organisations on A3: three hundred rooms of one unit, a chain of thirty levels, ten levels of two, and Hanoi's departments in every style.

Usage: chart-room.py ORGSIM SOURCE-ROOT
"""

import os
import re
import subprocess
import sys
import tempfile

import charts
from charts import Picture, Widths, check_picture, problems


def wide():
    return [("r", "Ủy ban", "city", "")] + [("w%d" % i, "Phòng %d" % i, "room", "r") for i in range(300)]


def chain():
    return [("c%d" % i, "Đơn vị cấp %d" % i, "level", "c%d" % (i - 1) if i else "") for i in range(30)]


def binary():
    return [("b%d" % i, "Đơn vị %d" % i, "unit", "b%d" % (i // 2) if i > 1 else "") for i in range(1, 1024)]


def drawn(program, folder, place, widths, *options):
    picture = Picture(charts.chart(program, folder, place, ["--format", "svg", *options]) + ".svg", widths)
    check_picture("%s %s" % (place, " ".join(options)), picture)
    return picture, sum(name[0] == "n" for name in picture.units())


def make(program, folder, shape):
    name = shape.__name__
    units = shape()
    with open(os.path.join(folder, name + "-u.csv"), "w", encoding="utf-8") as file:
        file.write("id,name,type,parent_id\n" + "".join('%s,"%s",%s,%s\n' % u for u in units))
    with open(os.path.join(folder, name + "-p.csv"), "w", encoding="utf-8") as file:
        file.write("id,unit_id,title\n" + "".join("p%s-%d,%s,staff\n" % (u[0], k, u[0]) for u in units for k in range(5)))
    with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
        file.write("orgsim: 1\ntitle: %s\norganisation: {units: %s-u.csv, posts: %s-p.csv}\nfrom: 2025-01\nto: 2025-12\nclock: yearly\n" % (name, name, name))
    return run(program, folder, os.path.join(folder, name + ".yaml"), name)


def run(program, folder, scenario, name):
    path = os.path.join(folder, name + ".orgdb")
    done = subprocess.run([program, "run", scenario, "--into", path], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit("run %s: exit %d\n%s" % (name, done.returncode, done.stderr))
    return path + ":run-1"


def at_least(what, found, wanted):
    if found < wanted:
        problems.append("%s: %d units are drawn, of at least %d that there is room for" % (what, found, wanted))


def check_note(what, picture, n, whole):
    """How many units are only counted, and the options that draw them; nothing where all are drawn."""
    said = [t for t, _, _ in picture.texts if "--pages" in t]
    counted = [int(m.group(1).replace("\u2009", "")) for m in (re.search(r"counted here: ([\d\u2009]+)", t) for t in said) if m]
    if n == whole and said:
        problems.append("%s: all units are drawn, and yet it says %r" % (what, said))
    if n < whole and counted != [whole - n]:
        problems.append("%s: %d of %d units are drawn, and it says %r" % (what, n, whole, said))


def main():
    program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    widths = Widths(root)
    with tempfile.TemporaryDirectory() as folder:
        place = make(program, folder, wide)
        picture, n = drawn(program, folder, place, widths, "--view", "after")
        at_least("three hundred rooms", n, 301)
        check_note("three hundred rooms", picture, n - 1, 300)
        place = make(program, folder, chain)
        picture, _ = drawn(program, folder, place, widths, "--view", "after")
        text = " ".join(t for t, _, _ in picture.texts)
        for i in range(30):
            if not re.search(r"Đơn vị cấp %d\b" % i, text):
                problems.append("a chain: level %d is not on the page" % i)
        place = make(program, folder, binary)
        picture, n = drawn(program, folder, place, widths, "--view", "after")
        at_least("ten levels of two", n, 250)
        check_note("ten levels of two", picture, n - 1, 1022)
        place = run(program, folder, os.path.join(root, "scenarios/hanoi-2020-replay/scenario.yaml"), "replay")
        picture, n = drawn(program, folder, place, widths, "--view", "diff")
        at_least("two long cards", n, 200)
        right = max(box[2] for name, box in picture.units().items() if name[0] == "n")
        if right < 0.8 * picture.size[0]:
            problems.append("two long cards: the page is empty right of %.0f of %.0f points" % (right, picture.size[0]))
        place = run(program, folder, os.path.join(root, "scenarios/hanoi-2025/scenario.yaml"), "hanoi")
        for style in ("cards", "boxes", "tree"):
            _, n = drawn(program, folder, place, widths, "--view", "diff", "--style", style)
            at_least("Hanoi's departments as " + style, n, 55)
    for problem in problems[:30]:
        print(problem)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
