#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs what README shows: each line after "$ " of a block marked console is a command, what follows is what it must say. A line "…" stands
for any lines.

Usage: readme.py ORGSIM SOURCE-ROOT
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile

problems = []


def commands(text):
    """Each command with the lines that it must say."""
    for block in re.findall(r"^ *```console\n(.*?)^ *```", text, re.S | re.M):
        indent = len(block) - len(block.lstrip(" "))
        for line in block.splitlines():
            line = line[indent:]
            if line.startswith("$ "):
                said = []
                yield line[2:], said
            else:
                said.append(line)


def says(lines, wanted):
    """The first wanted line that is not said; None: all are, in order, and between them only what an ellipsis stands for."""
    at, gap = 0, False
    for line in wanted:
        if line == "…":
            gap = True
            continue
        while gap and at < len(lines) and lines[at] != line:
            at += 1
        if at >= len(lines) or lines[at] != line:
            return line
        at, gap = at + 1, False
    return None if gap or at == len(lines) else "the end, not: " + lines[at]


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
        shown = list(commands(file.read()))
    if len(shown) < 5:
        problems.append("only %d commands were found" % len(shown))
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(root, "scenarios"), os.path.join(folder, "scenarios"))
        for command, wanted in shown:
            words = shlex.split(command)
            if words[0] != "build/orgsim":
                problems.append("%s: not a command of orgsim" % command)
                continue
            done = subprocess.run([orgsim] + words[1:], cwd=folder, capture_output=True, text=True, check=False,
                                  env=dict(os.environ, LC_ALL="C.UTF-8"))
            missing = says((done.stderr + done.stdout).splitlines(), wanted)
            if done.returncode != 0 or missing is not None:
                problems.append("%s: exit %d, and it does not say %r\n%s%s" % (command, done.returncode, missing, done.stderr, done.stdout))
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
