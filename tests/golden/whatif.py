#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""whatif on the small town: what it prints, in English and Vietnamese, and as JSON; runs that are stored already are not run again;
the variant that -o writes is what was run, and flattened runs to the same bytes; a veto is exit 1, wrong words 2, wrong ids 3.

Usage: whatif.py ORGSIM SOURCE-ROOT [--update]
"""

import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, golden_text  # noqa: E402  (the folder is not a package)

CHANGES = ["--shift", "6m:finance-and-planning", "--set", "fewer-posts.by=1", "--set", "units.change=-10%", "--remove",
           "no-unit-below-three", "--merge", "library,museum=library@2026-07"]
MONEY = """orgsim: 1
extends: scenario.yaml
name: priced
add:
  metrics:
    - {id: pay, payroll: {missing: 3, paid: assigned}}
    - {id: cost, change-cost: {per_closed_unit: 5000000}}
"""
bad = []


def expect(good, what):
    if not good:
        bad.append(what)


def ask(orgsim, folder, *words, status=0):
    return call(orgsim, folder, "whatif", "scenario.yaml", *words, "--into", "t.orgdb", status=status)


def runs(orgsim, folder, file="t.orgdb"):
    return json.loads(call(orgsim, folder, "runs", file, "--json"))


def check_runs(orgsim, folder):
    """The same question twice is answered from what is stored; another seed is not."""
    before = len(runs(orgsim, folder))
    first = json.loads(ask(orgsim, folder, *CHANGES, "--json"))
    after = len(runs(orgsim, folder))
    again = json.loads(ask(orgsim, folder, *CHANGES, "--json"))
    expect(first == again and len(runs(orgsim, folder)) == after, "the same question ran again")
    expect(after == before, "the text had run them already: %d, %d" % (before, after))
    ask(orgsim, folder, *CHANGES, "--seed", "7", "-q")
    expect(len(runs(orgsim, folder)) == after + 3, "another seed is another run")
    shown = json.loads(call(orgsim, folder, "show", first["runs"]["plan"], "--json"))
    figures = {t["id"]: t["value"] for t in shown["targets"]}
    expect(all(figures[t["id"]] == t["plan"]["value"] for t in first["targets"]), "targets are not those of the plan's run")
    plain = call(orgsim, folder, "run", "scenario.yaml", "--into", "plain.orgdb", "-q").strip()
    text = [call(orgsim, folder, "export", place, "--format", "json") for place in (plain, first["runs"]["plan"])]
    expect(text[0] == text[1], "the plan is run otherwise than by run")
    return first


def check_variant(orgsim, folder):
    ask(orgsim, folder, *CHANGES, "-o", "v.yaml", "-q")
    expect("is there already" in call_error(orgsim, folder, 5, *CHANGES, "-o", "v.yaml"), "a file was written over")
    found = json.loads(ask(orgsim, folder, *CHANGES, "-o", "v.yaml", "--force", "--json"))
    expect(found["file"] == "v.yaml", "file: %r" % found["file"])
    call(orgsim, folder, "scenario", "flatten", "v.yaml", "-o", "flat.yaml")
    texts = []
    for plan in ("v.yaml", "flat.yaml"):
        place = call(orgsim, folder, "run", plan, "--into", "t.orgdb", "-q").strip()
        text = call(orgsim, folder, "export", place, "--format", "json")
        texts.append(text.replace(json.loads(text)["scenario_hash"], ""))
    text = call(orgsim, folder, "export", found["runs"]["variant"], "--format", "json")
    texts.append(text.replace(json.loads(text)["scenario_hash"], ""))
    expect(texts[0] == texts[1] == texts[2], "the variant, its file and the file flattened run otherwise")
    os.makedirs(os.path.join(folder, "mine"), exist_ok=True)
    ask(orgsim, folder, "--set", "fewer-posts.by=1", "-o", "mine/v.yaml", "-q")
    with open(os.path.join(folder, "mine", "v.yaml"), encoding="utf-8") as file:
        expect("extends: ../scenario.yaml" in file.read(), "the variant in another folder does not find its parent")
    call(orgsim, folder, "check", "mine/v.yaml")


def call_error(orgsim, folder, status, *words):
    done = subprocess.run([orgsim, "whatif", "scenario.yaml", *words, "--into", "t.orgdb"], cwd=folder, capture_output=True,
                          text=True, check=False)
    expect(done.returncode == status, "whatif %s: exit %d, expected %d: %s" % (" ".join(words), done.returncode, status, done.stderr))
    return done.stderr


def check_wrong(orgsim, folder):
    for words, status, told in (
            ((), 2, "nothing is changed"),
            (("--set", "fewer-posts=3"), 2, "ID.PARAM=VALUE"),
            (("--set", "fewer-posts.by=[1"), 2, "not valid YAML"),
            (("--shift", "12m", "--shift", "1m"), 2, "--shift"),
            (("--merge", "library,museum"), 2, "--merge"),
            (("--set", "fewer-post.by=3"), 3, 'did you mean "fewer-posts"'),
            (("--set", "fewer-posts.bye=3"), 3, "bye"),
            (("--remove", "units", "--set", "units.change=-10%"), 3, "removed here and changed"),
            (("--shift", "-24m"), 3, "before the plan begins"),
            (("--remove", "all-posts"), 3, "is what the target"),
            (("--add", "missing.yaml"), 3, "missing.yaml")):
        expect(told in call_error(orgsim, folder, status, *words), "%r does not tell %s" % (words, told))


def check_veto(orgsim, folder):
    found = json.loads(ask(orgsim, folder, "--set", "no-unit-below-three.at_least=7", "--merge", "parks,works=works", "--json",
                           status=1))
    expect(found["status"] == "vetoed" and found["findings"]["new"], "no veto: %r" % found["status"])


def check_add(orgsim, folder):
    write(folder, "more.yaml", "- {id: culture, at: 2026-01, merge: {units: [library, museum], into: library}}\n")
    write(folder, "target.yaml", "targets:\n  - {id: T9, metric: units, at_most: 9, by: 2027-12}\n")
    found = json.loads(ask(orgsim, folder, "--add", "more.yaml", "--add", "target.yaml", "--json"))
    expect([c["id"] for c in found["changes"]] == ["culture", "T9"], "added: %r" % found["changes"])
    expect(found["targets"][-1]["plan"] is None and found["targets"][-1]["variant"]["value"] == 10, "the target that is new")


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def check_money(orgsim, folder):
    write(folder, "priced.yaml", MONEY)
    found = json.loads(call(orgsim, folder, "whatif", "priced.yaml", "--set", "fewer-posts.by=4", "--json"))
    report = json.loads(call(orgsim, folder, "compare", found["runs"]["plan"], found["runs"]["variant"], "--json"))
    for which, column in (("plan", 0), (None, 1)):
        money = found["money"][which] if which else found["money"]
        year = report["payback"][column]["years"][-1]
        expect(money["saved_a_year"] == year["saved"] and money["saved_a_year"] > 0, "saved a year: %r, %r" % (money, year))
        expect(money["payback"] == report["payback"][column]["payback"], "payback: %r" % money)
    expect(found["money"]["saved_a_year"] > found["money"]["plan"]["saved_a_year"], "more posts closed save no more")


def main():
    orgsim, root, update = os.path.abspath(sys.argv[1]), sys.argv[2], "--update" in sys.argv
    path = os.path.join(root, "tests", "golden", "expected", "whatif.txt")
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        text = ask(orgsim, folder, *CHANGES) + "\n" + ask(orgsim, folder, *CHANGES, "--lang", "vi")
        first = check_runs(orgsim, folder)
        text += "\n" + json.dumps({key: first[key] for key in ("changes", "totals", "money", "steps", "findings")}, indent=1) + "\n"
        text = golden_text(text)
        check_variant(orgsim, folder)
        check_wrong(orgsim, folder)
        check_veto(orgsim, folder)
        check_add(orgsim, folder)
        check_money(orgsim, folder)
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    bad.extend(difflib.unified_diff(wanted.split("\n"), text.split("\n"), "expected", "now", lineterm=""))
    print("\n".join(bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
