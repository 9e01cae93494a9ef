#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""orgsim in Vietnamese: what a planner reads, on a machine that knows no language at all, and the same by the locale.

Usage: languages.py ORGSIM SOURCE-ROOT [--update]
The texts are compared with expected/vi-*.txt. Further: the language of the machine changes no byte of what is stored, drawn or
handed to programs, and a run made in one language is shown in the other.
"""
import csv
import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from program import COMMANDS, Program, write_town

VI = "vi_VN.UTF-8"
BROKEN = """id,name,type,parent_id
a,Phòng Tài chính,phòng,b
b,Phòng Kế hoạch,phòng,a
a,Again,phòng,
c,,phòng,nowhere
"""
ODD = """orgsim: 1
title: Sai
organisation: {units: odd.csv}
from: 2025-01
to: 2024-12
steps:
  - at: 2025-07
    merg: {units: [a, b]}
targets:
  - id: t
    metric: unit
"""


def texts(p):
    """Name → (status, what is printed) of commands that each planner meets."""
    with open(os.path.join(p.folder, "odd.csv"), "w", encoding="utf-8") as file:
        file.write(BROKEN)
    with open(os.path.join(p.folder, "odd.yaml"), "w", encoding="utf-8") as file:
        file.write(ODD)
    write_town(p, "vetoed.yaml", ("clock: yearly", "clock: yearly\non_veto: stop"), ("at_least: 3", "at_least: 7"))
    small, hanoi = p.scenario("small-town", "scenario.yaml"), p.scenario("hanoi-2025", "plan-asreported.yaml")
    calls = {
        "run": (("run", small, "--into", "town.orgdb"), 0),
        "vetoed": (("run", "vetoed.yaml", "--into", "vetoed.orgdb"), 1),
        "show": (("show", "town.orgdb:run-1"), 0),
        "actuals": (("run", hanoi, "--into", "hanoi.orgdb", "--from-actuals", "2023-12"), 0),
        "explain": (("explain", "town.orgdb:run-1", "planning"), 0),
        "explain-person": (("explain", "town.orgdb:run-1", "person-15"), 0),
        "impact": (("impact", "town.orgdb:run-1"), 0),
        "compare": (("compare", "town.orgdb:town", "town.orgdb:run-1"), 0),
        "runs": (("runs", "nowhere.orgdb"), 3),
        "import": (("import", "--units", "odd.csv", "--dry-run"), 3),
        "check": (("check", "odd.yaml"), 1),
        "plugin": (("plugin", "show", "min-staff"), 0),
        "mistake": (("shwo",), 2),
    }
    p.output("import", "--units", p.scenario("small-town", "units.csv"), "--posts", p.scenario("small-town", "posts.csv"),
             "--into", "town.orgdb", "--snapshot", "town", "--date", "2025-01", "--quiet")
    printed = {}
    for name, (call, wanted) in calls.items():
        status, out, err = p.call(*call)
        p.expect("%s: exit status" % name, status, wanted, err)
        printed[name] = (out + err).replace(p.folder, "FOLDER")
    printed["help"] = "".join(p.output(*c) for c in [("--help",)] + [(name, "--help") for name in COMMANDS])
    return printed


class Speaking(Program):
    """The program with further words on every call, and a locale."""

    def __init__(self, program, folder, words, locale):
        super().__init__(program.orgsim, program.root, folder, program.update)
        self.words, self.problems = words, program.problems
        self.env.update(LC_ALL=locale)

    def call(self, *args, **env):
        return super().call(*args, *self.words, **env)


def same_bytes(p, folders):
    """What is stored, drawn and handed to programs, in each folder's language."""
    wanted = None
    for folder, locale in folders:
        found = {}
        for name in ("town.orgdb:run-1", "hanoi.orgdb:run-1"):
            for form in (("export", name, "--format", "json"), ("show", name, "--json"), ("impact", name, "--json")):
                found[form] = subprocess.run([p.orgsim, *form], cwd=folder, capture_output=True, check=False,
                                             env={**p.env, "LC_ALL": locale}).stdout
        subprocess.run([p.orgsim, "chart", "town.orgdb:run-1", "-o", "chart", "--quiet"], cwd=folder, check=False,
                       env={**p.env, "LC_ALL": locale})
        with open(os.path.join(folder, "chart.svg"), "rb") as file:
            found["chart"] = file.read()
        wanted = wanted or found
        for what, text in found.items():
            if not text or text != wanted[what]:
                p.problems.append("%s: other bytes in %s" % (what, locale))


def texts_of(tree, found):
    """What a plan says in one language only is data; of what it says in two, nothing is."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            found.add(key)
            if set(tree) != {"en", "vi"}:
                texts_of(value, found)
    elif isinstance(tree, list):
        for value in tree:
            texts_of(value, found)
    else:
        found.add(str(tree))


def data_of(p, folder, scenario):
    """Every cell of the scenario's tables, and what its plan names: ids, features, words of its own files."""
    cells, here = set(), os.path.join(p.root, "scenarios", scenario)
    for folder, _, names in os.walk(here):
        for name in names:
            if name.endswith(".csv"):
                with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                    cells.update(cell for row in csv.reader(file) for cell in row)
        cells.update(name for name in names)
    flat, names = os.path.join(folder, "flat.yaml"), set()
    if not os.path.exists(flat):
        p.output("scenario", "flatten", os.path.join(here, "scenario.yaml"), "-o", flat)
    texts_of(json.loads(p.output("scenario", "json", flat))["scenario"], names)
    os.remove(flat)
    cells |= names
    return cells | set(re.findall(r"[\w-]+", " ".join(cells))) # a name may be broken over lines


def words_in(text, data):
    """English words of a text that are no data, and not what is left of a name that was cut."""
    for cell in sorted((c for c in data if " " in c), key=len, reverse=True):
        text = text.replace(cell, " ")
    return [w for w in re.findall(r"[A-Za-zÀ-ỹ][\w-]*[a-zà-ỹ](?![\w…-])", text) if w not in data]


VIEWS = ("diff", "tree", "before", "after", "flow", "treemap", "pyramid", "timeline", "age-profile", "waterfall", "brief", "pages")


def drawn(p, folder, place, view, lang):
    """The texts of a chart, of all its pages if it has several, or of the brief."""
    what = {"brief": ("report", "--brief"), "pages": ("chart", "--view", "diff", "--pages")}.get(view, ("chart", "--view", view))
    for old in glob.glob(os.path.join(folder, "drawn*.svg")):
        os.remove(old)
    subprocess.run([p.orgsim, what[0], place, *what[1:], "--lang", lang, "-o", "drawn.svg", "-q"], cwd=folder, env=p.env, check=True)
    return {"".join(t.itertext()).strip() for path in glob.glob(os.path.join(folder, "drawn*.svg"))
            for t in xml.etree.ElementTree.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")}


def no_english_left(p, folder, scenario, place):
    """What a chart or report says alike in both languages is data; so is what stands in Vietnamese sentences in a language that is not."""
    data = data_of(p, folder, scenario) | set(re.findall(r"\w+", place)) | {"orgsim", "run", "VND", "svg", "small-town", scenario}
    for view in VIEWS:
        said = {lang: drawn(p, folder, place, view, lang) for lang in ("en", "vi")}
        for text in said["en"] & said["vi"]:
            left = words_in(text, data)
            p.expect("words of the Vietnamese %s that it says as the English one does, in '%s'" % (view, text), left, [])
        for text in said["vi"]: # the ids of types are data, but nobody counts in them
            left = re.findall(r"\d\s+(?:town|office|department|service)s?\b", text)
            p.expect("types by their English names in the Vietnamese %s, in '%s'" % (view, text), left, [])
    subprocess.run([p.orgsim, "report", place, "--lang", "vi", "-o", "vi.html", "-q"], cwd=folder, env=p.env, check=True)
    with open(os.path.join(folder, "vi.html"), encoding="utf-8") as file:
        page = re.sub(r"<(script|style|code)\b.*?</\1>|<span lang=\"en\">.*?</span>|<svg.*?</svg>", " ", file.read(), flags=re.S)
    # What stands in no language is said alike in both: only data is.
    for text in re.findall(r">([^<>]+)<", re.sub(r"<title>.*?</title>|<span lang=\"vi\">.*?</span>", " ", page, flags=re.S)):
        left = [w for w in words_in(html.unescape(text), data | TERMS) if re.match(r"[A-Za-z]", w)]
        p.expect("words of the report that are the same in both languages, in '%s'" % text.strip(), left, [])
    english = set(re.findall(r"[a-z]{4,}", " ".join(ENGLISH)))
    for text in re.findall(r">([^<>]+)<", page):
        left = [w for w in words_in(html.unescape(text), data) if w.lower() in english]
        p.expect("English words of the Vietnamese report, in '%s'" % text.strip(), left, [])


# A name of a file, what the kernel calls two of its fences, and the switch of languages.
TERMS = {"scenario", "yaml", "seccomp", "landlock", "English", "Tiếng", "Việt"}

# Words that only English has, of what orgsim itself and the scenario say.
ENGLISH = ["absorbed into with them which their posts people units least down budget saves small town rows closed opened moved first",
           "then after before ones year both plan same what became step department departments services office offices"]


def main():
    p = Program(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), ".", "--update" in sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        def speak(name, words, locale):
            os.makedirs(os.path.join(folder, name))
            return Speaking(p, os.path.join(folder, name), words, locale)
        asked = texts(speak("asked", ("--lang", "vi"), "C"))
        for name, text in asked.items():
            p.compare("vi-" + name, text)
        by_locale = texts(speak("locale", (), VI)) # the name is enough: nothing of the locale itself is used
        for name, text in by_locale.items():
            p.expect("%s in locale %s" % (name, VI), text, asked[name])
        texts(speak("english", (), "C.UTF-8"))
        names = [os.path.join(folder, name) for name in ("english", "asked", "locale")]
        no_english_left(p, names[0], "small-town", "town.orgdb:run-1")
        for scenario in ("hanoi-2025-communes", "grassroots-2022", "hanoi-2022-review"):
            p.output("run", os.path.join(p.root, "scenarios", scenario, "scenario.yaml"), "--into", os.path.join(names[0], scenario + ".orgdb"),
                     "--quiet")
            no_english_left(p, names[0], scenario, scenario + ".orgdb:run-1")
        same_bytes(p, list(zip(names, ("C.UTF-8", "C", VI))))
        shown = [subprocess.run([p.orgsim, "show", "--lang", "vi", "town.orgdb:run-1"], cwd=name, capture_output=True,
                                env=p.env, check=False).stdout for name in names]
        p.expect("a run made in English, shown in Vietnamese", shown[0], shown[1])
    for problem in p.problems:
        print(problem)
    return bool(p.problems)


if __name__ == "__main__":
    sys.exit(main())
