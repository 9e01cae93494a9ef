#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the built programs and libraries say of themselves: loaded anywhere, tables of addresses read-only and filled at the start, no
executable stack, stacks and copies checked.

Usage: hardening.py READELF BUILD fortified|plain
"""

import glob
import os
import subprocess
import sys


def read(readelf, path):
    said = subprocess.run([readelf, "--wide", "--file-header", "--program-headers", "--dynamic", "--dyn-syms", path],
                          capture_output=True, text=True, check=True).stdout
    return said.splitlines()


def faults(lines, program, fortified):
    """What the file lacks, as words."""
    header = {l.split(":")[0].strip(): l.split(":", 1)[1].strip() for l in lines if ":" in l and "(" in l}
    flags = " ".join(l for l in lines if "(FLAGS" in l)
    stack = [l.split() for l in lines if l.strip().startswith("GNU_STACK")]
    wanted = {l.split(" UND ")[1].split("@")[0].strip() for l in lines if " UND " in l}
    if program and (not header.get("Type", "").startswith("DYN") or "PIE" not in flags or not any("INTERP" in l for l in lines)):
        yield "position-independent code"
    if not any(l.strip().startswith("GNU_RELRO") for l in lines):
        yield "tables of addresses that become read-only"
    if "NOW" not in flags:
        yield "addresses found when it is loaded"
    if len(stack) != 1 or "E" in stack[0][-2]:
        yield "a stack that is not executable"
    if any(l.strip().startswith("LOAD") and "RWE" in l.replace(" ", "") for l in lines) or any("(TEXTREL)" in l for l in lines):
        yield "code that nobody can write to"
    if program and "__stack_chk_fail" not in wanted:
        yield "stacks that are checked"
    if program and fortified and not any(w.startswith("__") and w.endswith("_chk") for w in wanted):
        yield "copies that are checked"


def main():
    readelf, build, fortified = sys.argv[1], sys.argv[2], sys.argv[3] == "fortified"
    programs = [os.path.join(build, name) for name in ("orgsim", "orgsim-worker")]
    libraries = sorted(glob.glob(os.path.join(build, "plugins", "**", "*.so"), recursive=True) +
                       glob.glob(os.path.join(build, "graphs", "**", "*.so"), recursive=True))
    problems = [] if len(libraries) > 20 else ["only %d plugins were found below %s" % (len(libraries), build)]
    for path in programs + libraries:
        for fault in faults(read(readelf, path), path in programs, fortified):
            problems.append("%s lacks %s" % (os.path.relpath(path, build), fault))
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
