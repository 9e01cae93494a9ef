#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What somebody is told whose scenario names a feature that is not there: the nearest name, a plugin that could not be used and why, or where plugins
are looked for.

Arguments: the program, a plugin that is broken."""
import os, shutil, subprocess, sys, tempfile

orgsim, broken = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
results = []


def check(name, fine, said=""):
    results.append(fine)
    print("%s %d - %s" % ("ok" if fine else "not ok", len(results), name))
    if not fine:
        print("\n".join("# " + line for line in said.splitlines()))


with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "units.csv"), "w") as file:
        file.write("id,name,type\nfin,Finance,room\n")

    def say(feature, path=""):
        with open(os.path.join(folder, "plan.yaml"), "w") as file:
            file.write("orgsim: 1\ntitle: T\norganisation: {units: units.csv}\nfrom: 2025-01\nto: 2025-12\nsteps:\n  - {at: 2025-07, %s: {units: [fin]}}\n" % feature)
        done = subprocess.run([orgsim, "check", "plan.yaml", "--lang", "en"], cwd=folder, capture_output=True, text=True, env=dict(os.environ, ORGSIM_PLUGIN_PATH=path))
        return done.stdout + done.stderr

    said = say("mergee")
    check("the nearest name", 'there is no operator "mergee"; did you mean "merge"?' in said and "ORGSIM_PLUGIN_PATH" not in said, said)
    said = say("early-leave")
    check("where plugins are looked for", 'there is no operator "early-leave"' in said and "further folders of plugins are named in ORGSIM_PLUGIN_PATH" in said, said)
    os.mkdir(os.path.join(folder, "own"))
    shutil.copy(broken, os.path.join(folder, "own", "early-leave.so"))
    said = say("early-leave", os.path.join(folder, "own"))
    check("the plugin that could not be used, and why", "plugin early-leave (step at plan.yaml:7) could not be used: " in said and "early-leave.so: feature" in said, said)
    said = say("quite-another", os.path.join(folder, "own"))
    check("others that could not be used", 'there is no "quite-another" (at plan.yaml:7), and plugin early-leave could not be used: ' in said, said)
print("1..%d" % len(results))
