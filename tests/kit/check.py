#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`orgsim plugin check`: every shipped plugin passes it; each broken one fails the test of its name, and no other.

Arguments: the program, "shipped" and the build folder, or "broken" and the folder of the broken plugins, or "forms" and one of these."""
import glob, json, os, re, shutil, subprocess, sys, tempfile

orgsim, what, folder = sys.argv[1:4]
results = []
# What can be called only with data that go together, which no generator guesses; their own tests do. A chart of a sweep is drawn in golden/sweep.py.
IDLE = {"chart": ["chart-of-sweep"], "crosswalk": ["crosswalk"], "indicator": ["indicator"]}
TESTS = ["descriptor", "imports", "globals", "walls", "calls", "members", "chance", "series", "measured", "columns", "parameters", "twice",
         "process", "blocks", "strides", "clock", "undo"]


def check(name, fine, said=""):
    results.append(fine)
    print("%s %d - %s" % ("ok" if fine else "not ok", len(results), name))
    if not fine:
        print("\n".join("# " + line for line in str(said).splitlines()[:40]))


def report(path, seed=1, *more):
    done = subprocess.run([orgsim, "plugin", "check", path, "--json", "--seed", str(seed), *more], capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else {"tests": [], "error": done.stderr}


def failed(found):
    return [t["test"] for t in found["tests"] if t["verdict"] == "failed"]


if what == "shipped":
    libraries = [p for kind in ("plugins", "graphs") for p in glob.glob(os.path.join(folder, kind, "*", "*.so"))]
    own = tempfile.TemporaryDirectory()
    shutil.copytree(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios", "small-town"), os.path.join(own.name, "town"))
    run = os.path.join(own.name, "t.orgdb")
    subprocess.run([orgsim, "run", os.path.join(own.name, "town", "scenario.yaml"), "--into", run, "--quiet"], check=True, capture_output=True)
    for path in sorted(libraries):
        name = os.path.basename(path)[:-3]
        for seed in (1, 2):
            status, found = report(path, seed, "--run", run + ":run-1")
            fine = status == 0 and not failed(found) and found["never_done"] == IDLE.get(name, [])
            check("%s, seed %d" % (name, seed), fine, json.dumps(found, indent=1))
    check("there were many", len(libraries) > 20)
elif what == "broken":
    libraries = glob.glob(os.path.join(folder, "*.so"))
    for path in sorted(libraries):
        name = os.path.basename(path)[:-3]
        status, found = report(path)
        wanted = name.split("-")[-1]
        check(name, status == 1 and failed(found) == [wanted] and not found["passed"], "%d: %s" % (status, json.dumps(found, indent=1)))
        check(name + " says why", all(t.get("why") for t in found["tests"] if t["verdict"] != "passed"), found)
    check("each test has one that fails it", {os.path.basename(p)[:-3].split("-")[-1] for p in libraries} == set(TESTS), libraries)
else:
    status, found = report(folder)
    check("all tests are told, in order", [t["test"] for t in found["tests"]] == TESTS, found)
    check("the same again", report(folder)[1] == found)
    for lang in "en", "vi":
        done = subprocess.run([orgsim, "plugin", "check", folder, "--lang", lang], capture_output=True, text=True)
        check("as text, " + lang, done.returncode == status and all("  %s " % t in done.stdout for t in TESTS) and max(map(len, done.stdout.splitlines())) <= 100, done.stdout)
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "engine")
    catalogue = open(os.path.join(source, "po", "vi.po"), encoding="utf-8").read().replace('"\n"', "")
    parts = re.findall(r'^ +\{ "([^"]+)", (?:"|NULL)', open(os.path.join(source, "study", "conform-wrongs.c"), encoding="utf-8").read(), re.M)
    lost = [part for part in parts if re.sub(r"\b(unit|post|person)\b", "%s", part) not in catalogue and part not in catalogue]
    check("what tells a wrong call from a refusal is what the engine says", len(parts) > 15 and not lost, lost)
    status, found = report("/nowhere/at-all.so")
    check("no file", status == 1 and failed(found) == ["descriptor"], found)
    status, found = report(sys.argv[0])
    check("no library", status == 1 and failed(found) == ["descriptor"], found)
print("1..%d" % len(results))
