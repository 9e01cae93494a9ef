#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The engine names no plugin: no name of a shipped plugin, of its features or of their series stands as a word of a text in
engine/, outside of the catalogue of translations. The names are read from the sources of the plugins and charts.

    names.py        print what is wrong and end with 1 where there is anything

A name that is a plain word of the file formats, too, is allowed below, with the reason; where the reason holds in one room or
file only, there only."""
import fnmatch
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ANYWHERE = "engine/*"

# Word: where it may stand, and why.
ALLOWED = {
    # The three tables, and what they count.
    "units": (ANYWHERE, "a table"),
    "posts": (ANYWHERE, "a table"),
    "people": (ANYWHERE, "a table"),
    # Columns, states and keys of the files and of the live tables.
    "fte": (ANYWHERE, "a column of posts and of units"),
    "vacancies": (ANYWHERE, "a live table; a column of quota tables"),
    "part-time": ("engine/exchange/*", "a word of quota tables"),
    "filled": (ANYWHERE, "a column of quota tables and of units"),
    "hired": (ANYWHERE, "a column of people"),
    "left": (ANYWHERE, "a state of people; a direction"),
    "surplus": (ANYWHERE, "a state of people"),
    "vacant": (ANYWHERE, "a state of posts"),
    "share": (ANYWHERE, "a unit of measure"),
    "value": (ANYWHERE, "a column of figures"),
    "appraisal": ("engine/exchange/*", "a column of ratings in data of people"),
    "workload": ("engine/study/conform-town.c", "a column of the town that plugins are tried on"),
    "attribute": (ANYWHERE, "a further column of the data"),
    "indicator": ("engine/exchange/actuals.c engine/scenario/yaml.c", "a column of reported figures; a mark of YAML"),
    "posts-opened": ("engine/study/*", "a column of the fates of units"),
    "posts-closed": ("engine/study/*", "a column of the fates of units"),
    "placed": ("engine/study/*", "a column of the fates of units"),
    "cost": (ANYWHERE, "a plain word; sections of impact and compare"),
    "severance": ("engine/study/mask.c", "a word of pay in columns of data"),
    "crosswalk": ("engine/cli/cmd-export.c engine/exchange/write/export-crosswalk.c", "a file that is written"),
    "merge": ("engine/scenario/plan-params.c engine/scenario/variant.c engine/cli/cmd-whatif.c", "the key << of YAML; an option of whatif"),
    # Commands.
    "chart": (ANYWHERE, "a command"),
    "age-profile": ("engine/cli/* engine/study/*", "a view of the command chart"),
    "chart-of-steps": ("engine/study/draw-usual.c", "the command chart, for views that read what steps did"),
    "chart-of-sweep": ("engine/study/sweep-draw.c", "the command sweep, for charts"),
    "balance": ("engine/print/*", "what costs and savings come to"),
    "brief": (ANYWHERE, "an option of the command report"),
    "report": (ANYWHERE, "a command; to report to a post"),
    # Words of sentences.
    "found": (ANYWHERE, "a plain word; what an sql: rule's rows are called"),
    "rename": (ANYWHERE, "files are renamed"),
    "split": (ANYWHERE, "a plain word"),
    "closing": (ANYWHERE, "a plain word"),
    "moving": (ANYWHERE, "a plain word"),
    "layers": ("engine/print/*", "what a chart of an organisation has"),
    "other": (ANYWHERE, "a plain word"),
    "part": (ANYWHERE, "a plain word"),
    "second": (ANYWHERE, "what comes after the first"),
    "whole": (ANYWHERE, "a plain word"),
}

TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'', re.DOTALL)
WORD = re.compile(r"(?<![\w])[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w])")
TABLE = re.compile(r"static const Org(?:Series|Feature)\s+\w+\[\w*\] = \{(.*?)\n\};", re.DOTALL)


def listed(*patterns):
    out = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in out.split() if os.path.exists(os.path.join(ROOT, path))]


def text_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def names():
    """What the shipped plugins call themselves, their features and series; of "posts-in-layer-*" the part before the '*'."""
    found = set()
    for path in listed("plugins/*.c", "graphs/*.c"):
        if "/tests/" in path or path.startswith("plugins/template/"):
            continue
        text = text_of(path)
        found.update(re.findall(r'ORG_PLUGIN\("([^"]+)"', text))
        for table in TABLE.findall(text):
            found.update(re.findall(r'\.name = "([^"]+)"', table))
    return {name.rstrip("*").rstrip("-") for name in found}


def literals(text):
    """(line, text) of each string, one written in parts as those parts; what is included apart."""
    for match in TOKEN.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        if match.group().startswith('"') and not re.match(r"\s*#\s*include", text[begin:match.start()]):
            yield text.count("\n", 0, match.start()) + 1, match.group()[1:-1]


def main():
    known, used, wrong = names(), set(), []
    if len(known) < 20:
        sys.exit("only %d names were found in plugins/ and graphs/: how are they written now?" % len(known))
    for path in listed("engine/*.c", "engine/*.h"):
        if path.startswith("engine/po/"):
            continue
        for line, literal in literals(text_of(path)):
            for word in set(WORD.findall(literal)) & known:
                used.add(word)
                if not any(fnmatch.fnmatch(path, pattern) for pattern in ALLOWED.get(word, ("",))[0].split()):
                    wrong.append("%s:%d: names %s" % (path, line, word))
    wrong += ["tests/names.py: %s is allowed and need not be" % word for word in ALLOWED if word not in used]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
