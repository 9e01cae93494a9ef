#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The brief of a run: one page of A4 whose figures are those of the run, that fall from the posts before to the posts after, and whose
title says what was found, in both languages.

Usage: brief.py ORGSIM SOURCE-ROOT
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append("%s: %r, expected %r" % (what, found, wanted))


def call(program, *args):
    done = subprocess.run([program, *args], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit("%s: exit %d\n%s" % (" ".join(args), done.returncode, done.stderr))
    return done.stdout


def number(text):
    return float(text.replace("\u202f", "").replace("\u2009", "").replace("\u2212", "-").replace("+", ""))


def texts_of(path):
    root = ElementTree.parse(path).getroot()
    found = [(float(t.get("y")), float(t.get("x")), t.text.replace("\u00a0", " ")) for t in root.iter(SVG + "text")]
    size = tuple(float(x) / 5 for x in root.get("viewBox").split()[2:])
    expect(path + ": A4", tuple(round(x * 25.4 / 72) for x in size), (210, 297))
    bottom = max(y for y, _, _ in found) / 5
    if bottom > size[1]:
        problems.append("%s: text at %.0f points leaves the page" % (path, bottom))
    return found


def rows_below(texts, heading, left):
    """The rows of texts of one column of the page, from a heading to the next."""
    head = next((y, x) for y, x, t in texts if t == heading)
    rows = {}
    for y, x, t in texts:
        if y > head[0] + 30 and (x < 1450) == left:
            rows.setdefault(round(y / 4), []).append((x, t))
    return [[t for _, t in sorted(row)] for _, row in sorted(rows.items())]


def check_title(scenario, title, targets):
    """A figure reported against the plan comes first, then what is missed, then that all is met."""
    against, missed = [], []
    for target in targets:
        last = target["judgements"][0]
        if last["reported"] and last["reported"]["verdict"] != last["verdict"]:
            against.append(target["id"])
        elif last["verdict"] == "not met":
            missed.append((target["id"], last["basis"]))
    if against:
        wanted = "%s missed as reported" % against[0]
    elif missed:
        wanted = "%d of %d targets missed" % (len(missed), len(targets))
    else:
        wanted = "All %d targets met" % len(targets)
    if not title.startswith(wanted):
        problems.append("%s: the title is %r, not %r…" % (scenario, title, wanted))
    for name, basis in missed:
        if basis == "simulated" and name not in title:
            problems.append("%s: the title does not name %s: %r" % (scenario, name, title))


def check(program, folder, scenario, words):
    base = os.path.join(folder, "run.orgdb")
    if os.path.exists(base):
        os.remove(base)
    run = json.loads(call(program, "run", scenario, "--into", base, "--json"))
    for lang, (where, before, after, missed) in words.items():
        file = os.path.join(folder, "brief.svg")
        call(program, "report", base + ":run-1", "--brief", "--lang", lang, "-o", file, "--quiet")
        texts = texts_of(file)
        size = max(float(t.get("font-size", 0)) for t in ElementTree.parse(file).getroot().iter(SVG + "text"))
        title = " ".join(t.text.replace("\u00a0", " ") for t in ElementTree.parse(file).getroot().iter(SVG + "text")
                         if float(t.get("font-size", 0)) == size)
        if not title:
            problems.append("%s: no title" % scenario)
        if len(title) > 90:
            problems.append("%s: a title of %d characters: %s" % (scenario, len(title), title))
        if lang == "en":
            check_title(scenario, title, run["targets"])
        cut = [t for _, _, t in texts if "\u2026" in t]
        expect("%s %s: texts that are cut" % (scenario, lang), cut, [])
        rows = rows_below(texts, where, True)
        first = next(i for i, row in enumerate(rows) if row[0] == before)
        last = next(i for i, row in enumerate(rows) if row[0] == after)
        if lang == "en":
            falls = [number(row[-1]) for row in rows[first + 1:last]]
            expect("%s: what falls" % scenario, number(rows[first][-1]) + sum(falls), number(rows[last][-1]))
            totals = run["totals"]["posts"]
            expect("%s: posts before and after" % scenario, [number(rows[first][-1]), number(rows[last][-1])],
                   [totals["before"], totals["after"]])
        pills = [t for _, _, t in texts if t in missed]
        headline = {}
        for target in run["targets"]:
            headline.setdefault(target["id"], target)
        wanted = sum(t.get("basis") not in ("assumed", "reported") for t in headline.values())
        expect("%s %s: verdicts" % (scenario, lang), len(pills), min(wanted, 8))
    pdf = os.path.join(folder, "brief.pdf")
    call(program, "report", base + ":run-1", "--brief", "-o", pdf, "--quiet")
    pages = len(re.findall(rb"/Type\s*/Page\b", open(pdf, "rb").read()))
    expect("%s: pages" % scenario, pages, 1)
    wrong = subprocess.run([program, "report", base + ":run-1", "--brief", "-o", os.path.join(folder, "brief.doc")],
                           capture_output=True, text=True, check=False)
    expect("another format", (wrong.returncode, os.path.exists(os.path.join(folder, "brief.doc"))), (2, False))
    wrong = subprocess.run([program, "report", base + ":run-1", base + ":run-1", "--brief"], capture_output=True, text=True, check=False)
    expect("two runs", wrong.returncode, 2)


def main():
    program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
    words = {"en": ("Where the posts go", "Before", "After", ("met", "not met", "depends")),
             "vi": ("Biên chế đi đâu", "Trước sắp xếp", "Sau sắp xếp", ("đạt", "không đạt", "tùy mốc so sánh"))}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("small-town/scenario.yaml", "hanoi-2025/scenario.yaml", "hanoi-2020-replay/scenario.yaml"):
            check(program, folder, os.path.join(root, "scenarios", name), words)
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
