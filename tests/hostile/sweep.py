#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A plugin that ends its process at some points of a sweep: these points are failed, and say so; the others are as they are without it, from any number
of processes. What it says goes with a mask of names, and money with one of pay.

Usage: sweep.py ORGSIM SOURCE-ROOT CRASH.so"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

PLAN = """orgsim: 1
name: boom
extends: scenario.yaml
add:
  steps:
    - {id: boom, at: 2026-03, when: "1 = 0", segfault: {}}
  metrics:
    - {id: bill, change-cost: {}}
"""
SWEEP = """orgsim: 1
sweep: boom
scenario: boom.yaml
replications: 3
parameters:
  boom.when: ["1 = 0", "1 = 1"]
  fewer-posts.by: [1, 2, 3]
measures: [bill.severance]
"""
bad = []


def expect(good, what):
    if not good:
        bad.append(what)


def call(orgsim, folder, status, *args):
    env = {**os.environ, "ORGSIM_PLUGIN_PATH": os.path.join(folder, "plugins"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([orgsim, "sweep", *args], cwd=folder, capture_output=True, text=True, env=env, check=False)
    expect(done.returncode == status, "%s: exit %d: %s" % (" ".join(args), done.returncode, done.stderr))
    return done.stdout


def main():
    orgsim, root, crash = os.path.abspath(sys.argv[1]), sys.argv[2], os.path.abspath(sys.argv[3])
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        os.mkdir(os.path.join(folder, "plugins"))
        shutil.copy(crash, os.path.join(folder, "plugins"))
        for name, text in (("boom.yaml", PLAN), ("s.yaml", SWEEP), ("calm.yaml", SWEEP.replace('["1 = 0", "1 = 1"]', '["1 = 0"]'))):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        found = []
        for jobs in ("1", "3"):
            told = json.loads(call(orgsim, folder, 4, "run", "s.yaml", "--into", jobs + ".orgdb", "--jobs", jobs, "--json"))
            expect(told["failed"] == 3 and told["now"] == 6, "%s processes: %s" % (jobs, told))
            found.append(json.loads(call(orgsim, folder, 0, "show", jobs + ".orgdb", "--json")))
            for point in found[-1]["points"]:  # a sanitizer writes the number of the process, which is none of ours
                if "message" in point:
                    point["message"] = point["message"].split(" It wrote:")[0]
        expect(found[0] == found[1], "three processes come to something else than one")
        points = found[0]["points"]
        expect([p["status"] for p in points] == ["done"] * 3 + ["failed"] * 3, "statuses: %s" % [p["status"] for p in points])
        for point in points[3:]:
            expect("crash" in point["message"] and "boom" in point["message"] and set(point["figures"]) == {None}, "a failed point: %s" % point)
        call(orgsim, folder, 0, "run", "calm.yaml", "--into", "calm.orgdb", "--quiet")
        calm = json.loads(call(orgsim, folder, 0, "show", "calm.orgdb", "--json"))
        expect(calm["points"] == points[:3], "the points that do not fail are others: %s, %s" % (calm["points"], points[:3]))
        money = [o["name"] for o in calm["outcomes"]].index("bill.severance")
        expect(all(p["figures"][money] is not None for p in points[:3]), "no point has its severance: %s" % points[:3])
        hidden = json.loads(call(orgsim, folder, 0, "show", "1.orgdb", "--json", "--mask", "names,pay"))["points"]
        expect(all("message" not in p for p in hidden), "a mask of names leaves what a plugin said: %s" % hidden)
        expect(all(p["figures"][money] is None for p in hidden) and hidden[0]["figures"][0] == points[0]["figures"][0], "a mask of pay: %s" % hidden[:3])
        expect("crash" in call(orgsim, folder, 0, "show", "1.orgdb"), "the text does not say why a point failed")
        expect("crash" not in call(orgsim, folder, 0, "show", "1.orgdb", "--mask", "names"), "the masked text says why a point failed")
    print("\n".join(bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
