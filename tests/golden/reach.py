#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reach: what would meet a missed target, and nothing that would is missed. On plans of the small town that miss a target, each
amount, percentage, whole number and month of each step is set to 8 values between its bounds by `run` of a plan that extends the first
one: a value that meets the target is one for which reach found a way, on that side of what the plan says and at least as near. Each
way is run too, and does what reach says: it meets the target, misses those that it would break and no other, and is the least change.

Usage: reach.py ORGSIM SOURCE-ROOT [PLAN.yaml…]    with plans: only those, as they are
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, golden_text  # noqa: E402  (the folder is not a package)

HEAD = "orgsim: 1\nextends: scenario.yaml\nname: %s\n"
PLANS = {
    # By amount: two posts a year reach it, one does not.
    "fewer": HEAD % "fewer" + "change: {fewer-posts: {headcount-cut: {by: 1}}}\nremove: [no-unit-below-three]\n",
    # By percentage, and the month of a merger that comes too late for a target in the middle.
    "late": HEAD % "late" + """change:
  fewer-posts: {headcount-cut: {by: 1%}}
  finance-and-planning: {at: 2027-10}
  units: {change: -5%, by: 2026-12}
remove: [no-unit-below-three]
""",
    # Another target would be broken: so many posts and no fewer.
    "both": HEAD % "both" + """change: {fewer-posts: {headcount-cut: {by: 1}}}
remove: [no-unit-below-three]
add: {targets: [{id: enough, metric: all-posts, at_least: 56, by: 2027-12}]}
""",
}
ASSUMED = HEAD % "assumed" + """baselines: {"b": {values: {posts: {between: [58, 62]}}}}
change: {posts: {against: b, change: -10%}}
add:
  processes:
    - resignation: {rate: {assumed: 4%, low: 0%, high: 15%}}
  targets:
    - {id: staff, metric: people, at_least: 44, by: 2027-12}
population: {vacancy: {assumed: 8%, low: 4%, high: 12%}}
"""
bad = []


def expect(good, what):
    if not good:
        bad.append(what)


def run(orgsim, folder, plan, text=None):
    if text is not None:
        with open(os.path.join(folder, plan), "w", encoding="utf-8") as file:
            file.write(text)
    done = subprocess.run([orgsim, "run", plan, "--into", "t.orgdb", "--json"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode == 3 or (done.returncode == 4 and text is not None):  # refused by the reader, or by the plugin when it is called
        return None
    if done.returncode not in (0, 1):
        sys.exit("run %s: exit %d\n%s" % (plan, done.returncode, done.stderr))
    return json.loads(done.stdout)


def met(found):
    return {t["id"]: t["verdict"] == "met" for t in found["targets"]}


def knobs(orgsim, folder, plan, features, posts):
    """Step, parameter, its value and 8 values between its bounds, as texts; read from the flattened plan and the list of plugins."""
    tree = json.loads(call(orgsim, folder, "scenario", "flatten", plan, "-o", "flat.yaml")
                      or call(orgsim, folder, "scenario", "json", "flat.yaml"))["scenario"]
    first, last = tree["from"], tree["to"]
    for step in tree.get("steps", []):
        name = next(key for key in step if key in features)
        body = step[name] or {}
        if "at" in step and isinstance(step["at"], str):
            low, high = number(first), number(last)
            yield step["id"], "at", None, number(step["at"]), [month(v) for v in grid(low, high)]
        for param in features[name]:
            if param["type"] not in ("amount", "percent", "int"):
                continue
            written = body.get(param["key"], param.get("default"))
            if written in (None, ""):
                continue
            percent = written.endswith("%")
            bounded = param.get("min") or param.get("max")
            low = max(param.get("min") or 0, 0)
            high = param["max"] if bounded else 1 if percent else posts
            high = min(high, 1 if percent else posts)
            now = float(written.rstrip("%"))
            values = grid(low * 1000, high * 1000) if percent else grid(low, max(high, now))
            yield step["id"], param["key"], name, now, ["%g%%" % (v / 10) if percent else "%d" % v for v in values]


def grid(low, high):
    return [int(low + (high - low) * i / 7 + 0.5) for i in range(8)]


def number(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month(value):
    return "%04d-%02d" % (value // 12, value % 12 + 1)


def size(text):
    return number(text) if "-" in text else float(text.rstrip("%"))


def variant(plan, step, param, feature, value):
    body = "{%s: {%s: %s}}" % (feature, param, value) if feature else "{at: %s}" % value
    return "orgsim: 1\nextends: %s\nchange: {%s: %s}\n" % (plan, step, body)


def check_ways(orgsim, folder, plan, feature_of, base, found):
    for target in found:
        expect(target["none"] == (not target["ways"]), "%s: none" % plan)
        for way in target["ways"]:
            told = "%s %s: %s.%s = %s" % (plan, target["target"], way["step"], way["param"], way["to"])
            feature = feature_of(way["step"]) if way["param"] != "at" else None
            after = run(orgsim, folder, "way.yaml", variant(plan, way["step"], way["param"], feature, way["to"]))
            expect(after is not None and after["status"] == "done", told + " is no run that is done")
            if after is None:
                continue
            broken = [t for t, good in met(base).items() if good and not met(after)[t]]
            expect(met(after)[target["target"]], told + " does not meet it")
            expect(broken == way["breaks"], "%s breaks %r, said were %r" % (told, broken, way["breaks"]))


def check_plan(orgsim, folder, plan, features, posts):
    base = run(orgsim, folder, plan)
    text = call(orgsim, folder, "run", plan, "--into", "t.orgdb")
    expect("orgsim reach " + base["run"].rsplit("-", 1)[0] in text, plan + ": run does not name reach")
    found = json.loads(call(orgsim, folder, "reach", base["run"], "--json"))
    missed = [t for t, good in met(base).items() if not good]
    expect([t["target"] for t in found] == missed and missed, "%s: targets %r, missed are %r" % (plan, found, missed))
    every = list(knobs(orgsim, folder, plan, features, posts))
    check_ways(orgsim, folder, plan, lambda step: next(f for s, p, f, _, _ in every if s == step and f), base, found)
    runs = 0
    for step, param, feature, now, values in every:
        for value in values:
            after = run(orgsim, folder, "try.yaml", variant(plan, step, param, feature, value))
            if after is None or after["status"] != "done":
                continue
            runs += 1
            for target in found:
                if not met(after)[target["target"]]:
                    continue
                up = size(value) > now
                near = [w for w in target["ways"] if w["step"] == step and w["param"] == param and (size(w["to"]) > now) == up
                        and abs(size(w["to"]) - now) <= abs(size(value) - now)]
                expect(near, "%s: %s.%s = %s meets %s, and reach missed it: %r"
                       % (plan, step, param, value, target["target"], target["ways"]))
    expect((runs > 20 or not every) and all(t["untried"] == 0 and t["runs"] <= 600 for t in found), "%s: %d runs, %r" % (plan, runs, found))
    return base["run"], found


def check_town(orgsim, folder, features):
    ways = {}
    for name, text in PLANS.items():
        with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
            file.write(text)
        place, found = check_plan(orgsim, folder, name + ".yaml", features, 60)
        ways[name] = {(t["target"], w["step"], w["param"]): (w["to"], w["breaks"]) for t in found for w in t["ways"]}
    expect(ways["fewer"].get(("posts", "fewer-posts", "by")) == ("2", []), "fewer: %r" % ways["fewer"])
    expect(ways["late"].get(("units", "finance-and-planning", "at"), ("",))[0] == "2026-12", "late: %r" % ways["late"])
    expect(ways["both"].get(("posts", "fewer-posts", "by")) == ("2", ["enough"]), "both: %r" % ways["both"])
    text = call(orgsim, folder, "reach", place, "posts")
    expect("would break enough" in text and "fewer-posts, by: 2 instead of 1" in text, "reach does not say what breaks:\n" + text)
    expect("làm hỏng" in call(orgsim, folder, "reach", place, "--lang", "vi"), "reach does not speak Vietnamese")
    few = json.loads(call(orgsim, folder, "reach", place, "posts", "--runs", "9", "--json"))[0]
    expect(few["runs"] == 9 and few["untried"] > 0, "--runs 9: %r" % few)
    said = call(orgsim, folder, "reach", place, "posts", "--runs", "9")
    enough = said.partition("used up. --runs ")[2].partition(" goes on")[0]
    expect(enough and json.loads(call(orgsim, folder, "reach", place, "posts", "--runs", enough, "--json"))[0]["untried"] == 0,
           "reach does not say how to go on:\n" + said)
    call(orgsim, folder, "reach", place, "--runs", "0", status=2)
    call(orgsim, folder, "reach", place, "nothing", status=3)
    call(orgsim, folder, "reach", place, "enough", status=3)
    call(orgsim, folder, "reach", "t.orgdb", status=3)
    return golden_text(text)


def check_assumptions(orgsim, folder):
    """Each end alone gives the verdict that the plan so written gives; what turns a verdict over comes first."""
    base = run(orgsim, folder, "assumed.yaml", ASSUMED)
    rows = json.loads(call(orgsim, folder, "reach", "--assumptions", base["run"], "--json"))
    found = {(r["assumption"], r["at"], r["target"]): r["to"] for r in rows}
    verdicts = {t["id"]: t["verdict"] for t in base["targets"]}
    for name, change in (("resignation.rate", "change: {resignation: {resignation: {rate: %s}}}\n"),
                         ("baselines.b.posts", "baselines: {b: {values: {posts: {between: [%s, %s]}}}}\n")):
        for at in ("0%", "15%") if name == "resignation.rate" else ("58", "62"):
            text = "orgsim: 1\nextends: assumed.yaml\n" + change % ((at,) * change.count("%s"))
            for target in run(orgsim, folder, "end.yaml", text)["targets"]:
                told = found.get((name, at, target["id"]), verdicts[target["id"]])
                expect(told == target["verdict"], "%s at %s: %s is %s, said was %s" % (name, at, target["id"], target["verdict"], told))
    turned = [r["from"] != r["to"] for r in rows]
    expect(len(rows) == 4 and turned == sorted(turned, reverse=True) and turned[0], "assumptions: %r" % rows)
    text = call(orgsim, folder, "reach", "--assumptions", base["run"])
    expect("resignation.rate at 0%: staff is met (51) instead of not met (41)" in text and "population.vacancy was not tried" in text,
           "assumptions in words:\n" + text)
    done = subprocess.run([orgsim, "check", "wrong.yaml"], cwd=folder, capture_output=True, text=True, check=False)
    expect("vacancy: low:, assumed: and high: are expected in this order" in done.stdout + done.stderr, "ends in the wrong order are read")


def main():
    orgsim, root, plans = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
    plugins = json.loads(call(orgsim, ".", "plugin", "list", "--json"))
    features = {p["name"]: p["params"] for p in plugins if p["kind"] == "operator"}
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        if not plans:
            check_town(orgsim, folder, features)
            with open(os.path.join(folder, "wrong.yaml"), "w", encoding="utf-8") as file:
                file.write(ASSUMED.replace("low: 4%", "low: 9%"))
            check_assumptions(orgsim, folder)
        for plan in plans:
            own = os.path.join(top, "own")
            shutil.copytree(os.path.dirname(os.path.abspath(plan)), own, dirs_exist_ok=True)
            base = run(orgsim, own, os.path.basename(plan))
            check_plan(orgsim, own, os.path.basename(plan), features, int(base["totals"]["posts"]["before"]))
    print("\n".join(bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
