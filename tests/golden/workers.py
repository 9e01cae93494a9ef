#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many workers a command starts: one that describes the program's own plugins and draws whatever is drawn, one that runs and one that
judges; and one more for replications."""
import os
import shutil
import subprocess
import sys
import tempfile

program, source = sys.argv[1:3]
build = os.path.dirname(os.path.abspath(program))
town = os.path.join(source, "scenarios", "small-town", "scenario.yaml")


def main():
    with tempfile.TemporaryDirectory() as folder:
        # The program starts the worker that lies beside it: here one that writes a line and becomes the real one.
        orgsim, log = os.path.join(folder, "orgsim"), os.path.join(folder, "started")
        shutil.copy(program, orgsim)
        with open(orgsim + "-worker", "w") as f:
            f.write("#!/bin/sh\necho x >>'%s'\nexec '%s' \"$@\"\n" % (log, os.path.join(build, "orgsim-worker")))
        os.chmod(orgsim + "-worker", 0o755)
        for name in ("plugins", "graphs"):
            os.symlink(os.path.join(build, name), os.path.join(folder, name))
        env = {name: value for name, value in os.environ.items() if name != "ORGSIM_PLUGIN_PATH"}
        cases = [
            (3, ["run", town, "--into", "t.orgdb"]),
            (4, ["run", town, "--into", "t.orgdb", "--reps", "51"]),
            (3, ["run", town, "--into", "t.orgdb", "--out", "out"]),
            (1, ["chart", "t.orgdb:run-1", "--format", "svg,png"]),
            (1, ["report", "t.orgdb:run-1", "t.orgdb:run-3"]),
            (1, ["check", town]),
            (0, ["show", "t.orgdb:run-1"]),
        ]
        for wanted, args in cases:
            open(log, "w").close()
            done = subprocess.run([orgsim] + args, cwd=folder, env=env, capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit("orgsim %s: %s" % (" ".join(args), done.stderr))
            with open(log) as f:
                started = len(f.readlines())
            if started != wanted:
                sys.exit("orgsim %s starts %d workers, not %d" % (" ".join(args), started, wanted))
        drawn = [name for name in os.listdir(os.path.join(folder, "out")) if name.startswith("small-town-")]
        if len(drawn) != 15:
            sys.exit("--out wrote %s" % sorted(drawn))


main()
