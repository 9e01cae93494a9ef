#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""extends: and scenario flatten. A plan that extends each shipped scenario, made to change what it can of it, is flattened; both
give the same run, byte for byte but for the hash of their texts, and what does nothing gives the run of the parent. Then paths from
another folder, names of runs, the exit statuses, and what the file keeps of the texts.

Usage: extends.py ORGSIM SOURCE-ROOT
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, problems  # noqa: E402  (the folder is not a package)

PLANS = {
    "small-town/scenario.yaml": """shift: 3m
change:
  fewer-posts: {headcount-cut: {by: 1}}
remove: [no-unit-below-three, units]
add:
  steps:
    - {id: culture, at: 2026-01, merge: {units: [library, museum], into: library}}
""",
    "starter/scenario.yaml": "",
    "hanoi-2025/scenario.yaml": """shift: {by: 6m, only: [merge-hospital-rooms]}
change:
  quota-cut: {headcount-cut: {by: 2%}}
  T5: {change: -25%}
  recruitment: {recruitment: {rate: 20%}}
remove: [merge-small-kindergartens, T6]
""",
    "hanoi-2025/plan-attrition.yaml": "change: {close-vacant-posts: {headcount-cut: {floor: null, by: 2500}}}\n",
    "hanoi-2020-replay/scenario.yaml": "shift: -1m\n",
    "hanoi-2025-march/scenario.yaml": "title: The same again\n",
}


def expect(good, what):
    if not good:
        problems.append(what)


def run(orgsim, folder, plan, *words):
    """The run of a plan as it is exported, without the hash of its texts."""
    done = subprocess.run([orgsim, "run", plan, "--into", "t.orgdb", "-q", *words], cwd=folder, capture_output=True, text=True,
                          check=False)
    if done.returncode not in (0, 1):
        sys.exit("run %s: exit %d\n%s" % (plan, done.returncode, done.stderr))
    place = done.stdout.strip().split("\n")[-1]
    text = call(orgsim, folder, "export", place, "--format", "json")
    data = json.loads(text)
    return text.replace(data["scenario_hash"], ""), data


def check_shipped(orgsim, folder, plan, changes):
    name = os.path.join(os.path.dirname(plan), "plan-variant.yaml")
    flat = os.path.join(os.path.dirname(plan), "flat.yaml")
    away = os.path.join("away", "deep", "flat.yaml")
    write(folder, name, "orgsim: 1\nextends: %s\n%s" % (os.path.basename(plan), changes))
    for out in (flat, away):
        call(orgsim, folder, "scenario", "flatten", name, "-o", out)
    variant, data = run(orgsim, folder, name)
    expect("extends" not in open(os.path.join(folder, flat), encoding="utf-8").read(), "%s: flattened holds extends" % plan)
    expect(run(orgsim, folder, flat)[0] == variant, "%s: flattened runs otherwise" % plan)
    expect(run(orgsim, folder, away, "--allow", os.path.dirname(plan))[0] == variant, "%s: flattened elsewhere runs otherwise" % plan)
    twice = subprocess.run([orgsim, "scenario", "flatten", flat], cwd=folder, capture_output=True, text=True, check=True).stdout
    expect(twice == open(os.path.join(folder, flat), encoding="utf-8").read(), "%s: flattening twice changes it" % plan)
    whole = json.loads(call(orgsim, folder, "scenario", "json", name))["scenario"]
    flattened = json.loads(call(orgsim, folder, "scenario", "json", flat))["scenario"]
    for tree in (whole, flattened):
        tree.pop("name", None)
    expect(whole == flattened or "steps" not in whole, "%s: scenario json of both differs" % plan)
    return data


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def check_nothing_changed(orgsim, folder):
    write(folder, "small-town/same.yaml", "orgsim: 1\nextends: scenario.yaml\nname: small-town\n")
    expect(run(orgsim, folder, "small-town/same.yaml")[0] == run(orgsim, folder, "small-town/scenario.yaml")[0],
           "a plan that changes nothing runs otherwise than its parent")


def check_elsewhere(orgsim, folder):
    """The parent's folder may be read without --allow; no other one may."""
    write(folder, "mine/deep/plan.yaml", "orgsim: 1\nextends: ../../small-town/scenario.yaml\nname: small-town\n")
    expect(run(orgsim, folder, "mine/deep/plan.yaml")[0] == run(orgsim, folder, "small-town/scenario.yaml")[0],
           "a plan in another folder runs otherwise than its parent")
    write(folder, "mine/other.yaml", "orgsim: 1\nextends: deep/plan.yaml\nactuals: ../hanoi-2025/actuals.csv\n")
    done = subprocess.run([orgsim, "check", "mine/other.yaml"], cwd=folder, capture_output=True, text=True, check=False)
    expect(done.returncode == 1 and "lies outside the folder" in done.stdout + done.stderr, "a third folder was read")


def check_names(orgsim, folder):
    write(folder, "small-town/named.yaml", "orgsim: 1\nextends: scenario.yaml\nname: next-year\n")
    run(orgsim, folder, "small-town/named.yaml")
    run(orgsim, folder, "small-town/named.yaml", "--seed", "9")
    runs = json.loads(call(orgsim, folder, "runs", "t.orgdb", "--json"))
    named = [r["run"] for r in runs if r["scenario"] == "next-year"]
    expect(len(named) == 2, "named runs: %r" % named)
    for command in (["show"], ["export", "--format", "json"], ["explain", "finance"]):
        words = command[1:]
        by_name = call(orgsim, folder, command[0], "t.orgdb:next-year", *words)
        expect(by_name == call(orgsim, folder, command[0], named[-1], *words), "%s by name is another run" % command[0])
    again = call(orgsim, folder, "compare", "t.orgdb:next-year", named[0], "--json")
    expect(json.loads(again)["columns"][0]["target"] == "t.orgdb:next-year", "compare by name")


def check_exit_status(orgsim, folder):
    write(folder, "small-town/wrong.yaml", "orgsim: 1\nextends: scenario.yaml\nremove: [fewer-post]\nchange: {nobody: {by: 1}}\n")
    for command in ("check", "run"):
        done = subprocess.run([orgsim, command, "small-town/wrong.yaml"], cwd=folder, capture_output=True, text=True, check=False)
        told = done.stdout + done.stderr
        expect(done.returncode == (1 if command == "check" else 3), "%s: exit %d" % (command, done.returncode))
        expect('"fewer-post" is no step' in told and 'did you mean "fewer-posts" (scenario.yaml:' in told and '"nobody" is no' in told,
               "%s does not name what is wrong: %s" % (command, told))


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(set(os.path.dirname(plan) for plan in PLANS)):
            shutil.copytree(os.path.join(root, "scenarios", name), os.path.join(folder, name))
        os.makedirs(os.path.join(folder, "away", "deep"))
        for plan, changes in PLANS.items():
            data = check_shipped(orgsim, folder, plan, changes)
            expect(data["status"] in ("done", "vetoed"), "%s: %s" % (plan, data["status"]))
        check_nothing_changed(orgsim, folder)
        check_elsewhere(orgsim, folder)
        check_names(orgsim, folder)
        check_exit_status(orgsim, folder)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
