#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does what plugins/GUIDE.md says: writes the C that it shows, runs each command after "$ " and compares what it says; a line "…" stands for any
lines. Blanks at the end of a line and between words do not count, nor do the seconds of meson.

Arguments: the program, the source tree."""
import os, re, subprocess, sys, tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden"))
from readme import says  # noqa: E402  (the folder is not a package)

orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
results = []


def plain(line):
    return " ".join(re.sub(r"\s+[0-9.]+s$", "", line.rstrip()).split())


def steps(text):
    for kind, block in re.findall(r"^```(c|console)\n(.*?)^```", text, re.S | re.M):
        if kind == "c":
            yield "write", block, []
            continue
        for line in block.splitlines():
            if line.startswith("$ "):
                wanted = []
                yield "run", line[2:], wanted
            else:
                wanted.append(plain(line))


with open(os.path.join(root, "plugins", "GUIDE.md"), encoding="utf-8") as file:
    shown = list(steps(file.read()))
with tempfile.TemporaryDirectory() as folder:
    env = dict(os.environ, PATH=os.path.dirname(orgsim) + ":" + os.environ["PATH"], LC_ALL="C.UTF-8")
    env.pop("ORGSIM_PLUGIN_PATH", None)
    at = folder
    for what, text, wanted in shown:
        if what == "write":
            name = os.path.basename(at)
            with open(os.path.join(at, name + ".c"), "w", encoding="utf-8") as file:
                file.write(text)
            continue
        if text.startswith("cd "):
            at = os.path.join(at, text[3:])
            continue
        # Without a terminal, and what is told on standard error is no part of what is shown.
        done = subprocess.run(["sh", "-c", text], cwd=at, env=env, capture_output=True, text=True)
        lacking = says([plain(line) for line in done.stdout.splitlines()], wanted)
        results.append(lacking is None)
        print("%s %d - %s" % ("not ok" if lacking else "ok", len(results), text[:100]))
        if lacking:
            print("# not said: %s\n%s" % (lacking, "\n".join("# " + line for line in (done.stdout + done.stderr).splitlines()[:60])))
print("%s %d - there were many\n1..%d" % ("ok" if len(results) > 8 else "not ok", len(results) + 1, len(results) + 1))
