#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The man page: roff has nothing against it, and every command, option and example of the program is in it.

Arguments: the program, the page."""
import re, shutil, subprocess, sys

orgsim, page = sys.argv[1:3]
results = []


def check(name, fine, said=""):
    results.append(fine)
    print("%s %d - %s" % ("ok" if fine else "not ok", len(results), name))
    if not fine:
        print("\n".join("# " + line for line in str(said).splitlines()[-40:]))


def said(*command):
    done = subprocess.run(command, capture_output=True)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def words(text):
    return re.sub(r"\s+", " ", text)


if not shutil.which("groff"):
    print("1..0 # SKIP there is no groff: install the package groff-base")
    sys.exit()
groff = ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-P-cbou", "-rLL=5000n"]
status, shown, complaints = said(*groff, page)
check("roff has nothing against it", status == 0 and not complaints, complaints)
if shutil.which("man"):
    status, _, complaints = said("man", "--warnings", "-l", page)
    check("nor has man", status == 0 and not complaints, complaints)
shown = words(shown.replace("\u2010", "-").replace("\u2212", "-"))
_, top, _ = said(orgsim, "--help", "--lang", "en")
commands = re.findall(r"^  ([a-z]+)  +", top, re.M)
check("there are commands", len(commands) > 15, top)
for command in commands:
    _, helped, _ = said(orgsim, command, "--help", "--lang", "en")
    lines = [line.strip() for line in helped.splitlines()]
    usage = next(line.split(": ", 1)[1] for line in lines if line.startswith("Usage: "))
    wanted = ["orgsim " + command, usage] + [line for line in lines if line.startswith("orgsim ")]
    for line in lines:
        if line.startswith("-"):
            name, what = re.split(r"\s{2,}", line, maxsplit=1)
            wanted += [name.replace("=[", "[="), what]
    lacks = [want for want in wanted if words(want) not in shown]
    check(command, len(wanted) > 2 and not lacks, lacks)
for number in ("0", "1", "2", "3", "4", "5", "130"):
    check("exit status " + number, re.search(r"EXIT STATUS.* %s [A-Z]" % number, shown), shown[-2000:])
print("1..%d" % len(results))
