#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Renderers that write what nobody asked for: exit status 4, the plugin named, and no file touched.

Usage: renderers.py ORGSIM SOURCE-ROOT ROGUE.so
"""

import os
import shutil
import subprocess
import sys
import tempfile

# What the renderer does, by the title that it is given, and what is said of it.
DEEDS = (
    ("../x.svg", "no plain file name"),
    ("/x.svg", "no plain file name"),
    ("town.orgdb", "not asked for"),
    ("chart.orgdb", "not asked for"),
    ("chart", "not asked for"),
    ("chart.pdf", "not asked for"),
    ("chart.svg.orgdb", "not asked for"),
    ("chart-1.svg", "not asked for"),
    ("chart-x.svg", "not asked for"),
    ("chartchart.svg", "not asked for"),
    ("other.svg", "not asked for"),
    ("one more", "not asked for"),
    ("nothing", "did not write the svg"),
    ("wrong bytes", "another database"),
    ("empty", "an empty file"),
    ("twice", "a second time"),
    ("flood", "more than 512 MB"),
    ("crash", ""),
    ("fail", "it thinks otherwise"),
)


class Town:
    def __init__(self, orgsim, root, rogue, folder):
        self.rogue, self.folder, self.problems = rogue, folder, []
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ORGSIM_", "LC_", "LANG"))}
        self.env["LC_ALL"] = "C.UTF-8"
        scenario = os.path.join(root, "scenarios", "small-town", "scenario.yaml")
        subprocess.run([orgsim, "run", scenario, "--into", "town.orgdb", "--quiet"], cwd=folder, env=self.env, check=True,
                       stdout=subprocess.DEVNULL)
        # Where no other charts lie beside the program, the rogue's are the only ones.
        self.programs = tempfile.TemporaryDirectory()
        for program in ("orgsim", "orgsim-worker"):
            shutil.copy(os.path.join(os.path.dirname(orgsim), program), self.programs.name)
        self.orgsim = os.path.join(self.programs.name, "orgsim")
        self.before = self.held()

    def held(self):
        """Every file with its bytes, whatever its name."""
        found = {}
        for name in os.listdir(self.folder):
            path = os.path.join(self.folder, name)
            with open(path, "rb") as file:
                found[name] = (os.path.islink(path), file.read())
        return found

    def chart(self, *options):
        done = subprocess.run([self.orgsim, "chart", "town.orgdb:run-1", *options], cwd=self.folder, check=False,
                              capture_output=True, text=True, env={**self.env, "ORGSIM_PLUGIN_PATH": self.rogue})
        return done.returncode, done.stderr

    def expect(self, what, found, wanted, more=""):
        if found != wanted:
            self.problems.append("%s: %r, expected %r\n%s" % (what, found, wanted, more))

    def expect_refused(self, what, status, said, *options):
        found, err = self.chart(*options)
        self.expect(what + ": exit status", found, status, err)
        self.expect(what + ": says " + said, said in err, True, err)
        if status == 4:
            self.expect(what + ": names the plugin", "rogue" in err, True, err)
        self.expect(what + ": files", sorted(self.held()), sorted(self.before))
        self.expect(what + ": their bytes", self.held() == self.before, True)


def deeds(town):
    """Into new files, where a name of the renderer's own would be seen, and onto the organisation file's name."""
    for how, said in DEEDS:
        for output in ("town", "new.svg", "old.svg"):
            town.expect_refused("%s -o %s" % (how, output), 4, said, "--title", how, "-o", output)


def targets(town):
    """An honest chart does not replace what is no picture either, nor goes through a link."""
    for name in ("database.svg", "page.svg", "words.svg", "picture.svg", "link.svg"):
        town.expect_refused(name, 5, name, "--title", "good", "-o", name)
    status, err = town.chart("--title", "flood", "-o", "town", "--output-limit", "1")
    town.expect("--output-limit", status, 4, err)
    town.expect("--output-limit", "more than 1 MB" in err, True, err)
    status, err = town.chart("--title", "good", "-o", "old.svg")
    town.expect("an SVG in the place of an SVG", status, 0, err)
    town.expect("its bytes", town.held()["old.svg"][1][:4], b"<svg")


def main():
    with tempfile.TemporaryDirectory() as folder:
        town = Town(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3]), folder)
        for name, text in (("old.svg", b"<?xml version='1.0'?>\n<svg>old</svg>"), ("page.svg", b"<!DOCTYPE html><svg/>"),
                           ("words.svg", b"dear diary"), ("picture.svg", b"\x89PNG\r\n\x1a\n0000")):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(text)
        os.symlink("old.svg", os.path.join(folder, "link.svg"))
        with open(os.path.join(folder, "town.orgdb"), "rb") as old, open(os.path.join(folder, "database.svg"), "wb") as new:
            new.write(old.read())
        town.before = town.held()
        deeds(town)
        targets(town)
    for problem in town.problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if town.problems else 0)


if __name__ == "__main__":
    main()
