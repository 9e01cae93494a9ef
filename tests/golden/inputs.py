#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is named as an input and is none, or lies where a scenario has no business: a sentence, at once, and nothing read of it.

Usage: inputs.py ORGSIM SOURCE-ROOT
"""
import os
import resource
import subprocess
import sys
import tempfile

PLAN = "orgsim: 1\ntitle: Walls\nfrom: 2025-01\nto: 2025-12\norganisation: {units: units.csv}\n%s\n"
UNITS = "id,name,type,parent_id\ntown,Town,town,\n"
SECRET = "secret-word: of another folder\n"


class Inputs:
    def __init__(self, orgsim, folder):
        self.orgsim, self.folder, self.problems = orgsim, folder, []
        with open(orgsim, "rb") as file:
            self.sanitized = b"__asan_init" in file.read()

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def call(self, *args):
        """3 GiB of address space at most: what reads a device without end dies of it."""
        def limit():
            if not self.sanitized:  # which needs address space without end
                resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        done = subprocess.run([self.orgsim, *args], cwd=os.path.join(self.folder, "plan"), capture_output=True, text=True,
                              preexec_fn=limit, check=False)
        return done.returncode, done.stdout + done.stderr

    def refuses(self, what, args, status, says):
        got, text = self.call(*args)
        if got != status or says not in text or "secret-word" in text:
            self.problems.append("%s: exit %s, expected %s and \"%s\" in: %s" % (what, got, status, says, text))

    def works(self, what, args):
        got, text = self.call(*args)
        if got:
            self.problems.append("%s: exit %s: %s" % (what, got, text))


def odd_files(t):
    os.mkfifo(os.path.join(t.folder, "plan", "pipe"))
    into = ("--into", "x.orgdb", "--snapshot", "x", "--date", "2025-01")
    for odd in ("/dev/zero", "pipe", os.path.join(t.folder, "plan", "pipe")):
        for what, args in {
                "scenario": ("run", odd), "units": ("import", "--units", odd, *into),
                "posts": ("import", "--units", "units.csv", "--posts", odd, *into), "quota": ("import", "--quota", odd, *into),
                "map": ("import", "--units", "units.csv", "--map", odd, *into), "actuals": ("import", "--actuals", odd, "--into", "x.orgdb"),
                "file": ("runs", odd),
        }.items():
            t.refuses("%s as %s" % (odd, what), args, 3, "is not an ordinary file")
    for where in ("organisation: {units: pipe}", "include: pipe", "actuals: pipe"):
        t.write("plan/odd.yaml", (PLAN % where).replace("organisation: {units: units.csv}\n", "") if "units" in where else PLAN % where)
        t.refuses("a pipe in " + where, ("run", "odd.yaml"), 3, "is not an ordinary file")
    if os.path.exists(os.path.join(t.folder, "plan", "x.orgdb")):
        t.problems.append("something was stored")


def walls(t):
    t.write("other/secret.yaml", SECRET)
    t.write("other/rules.yaml", "rules:\n  - min-staff: {where: \"type = 'room'\", at_least: 3}\n")
    os.symlink(os.path.join(t.folder, "other", "secret.yaml"), os.path.join(t.folder, "plan", "link.yaml"))
    for way in ("../other/secret.yaml", os.path.join(t.folder, "other", "secret.yaml"), "link.yaml", "/etc/passwd"):
        t.write("plan/out.yaml", PLAN % ("include: " + way))
        t.refuses("include: " + way, ("check", "out.yaml"), 1, "lies outside the folder of the scenario")
        t.write("plan/out.yaml", PLAN % ("actuals: " + way))
        t.refuses("actuals: " + way, ("run", "out.yaml"), 3, "lies outside the folder of the scenario")
    t.write("plan/shared.yaml", PLAN % "include: ../other/rules.yaml")
    t.refuses("not allowed", ("check", "shared.yaml"), 1, "lies outside")
    t.refuses("another is allowed", ("check", "shared.yaml", "--allow", "."), 1, "lies outside")
    t.refuses("what is allowed is no folder", ("check", "shared.yaml", "--allow", "../othr"), 2, "is none; check its name")
    t.refuses("nor one for a run", ("run", "shared.yaml", "--allow", "shared.yaml"), 2, "is none; check its name")
    t.works("allowed", ("check", "shared.yaml", "--allow", "../other"))
    t.works("allowed for a run", ("run", "shared.yaml", "--allow", ".", "--allow", "../other", "--into", "allowed.orgdb"))
    t.write("plan/book.yaml", PLAN % "include: rulebook:vietnam-2020")
    t.works("a rulebook", ("run", "book.yaml", "--into", "book.orgdb"))
    t.write("plan/book.yaml", PLAN % "include: rulebook:no-such-one")
    t.refuses("no rulebook", ("check", "book.yaml"), 1, "rulebook:no-such-one")


def queries(t):
    for where in ("book.orgdb", "book.orgdb:run-1"):
        t.refuses("a cell of 800 MB in " + where, ("query", where, "select length(hex(zeroblob(400000000)))"), 3, "")
    t.works("a query", ("query", "book.orgdb", "select count(*) from run"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        t = Inputs(os.path.abspath(sys.argv[1]), folder)
        t.write("plan/units.csv", UNITS)
        odd_files(t)
        walls(t)
        queries(t)
    for problem in t.problems:
        print(problem)
    return bool(t.problems)


if __name__ == "__main__":
    sys.exit(main())
