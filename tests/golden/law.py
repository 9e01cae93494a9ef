#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The law does not forget: breaches as the real program tells and stores them, the same under every clock.

Usage: law.py ORGSIM SOURCE-ROOT
"""

import json
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems  # noqa: E402  (the folder is not a package)

CLOCKS = ("yearly", "quarterly", "monthly")
ENDED = "Room 10 2 has %d deputies; 3 are allowed (standing since 2021-06, grace ended 2021-12)"
# month, severity, code, value, limit, since, told again at the end
NOTE = ("2021-06", "note", "over-cap", 6, 3, "2021-06", False)
WARNED = ("2022-01", "warning", "over-cap", 6, 3, "2021-06", False)
EXPECTED = {
    "m2": ("done", 0, [NOTE, WARNED, ("2024-12", "warning", "over-cap", 6, 3, "2021-06", True)]),
    "worse": ("vetoed", 1, [NOTE, WARNED, ("2023-06", "veto", "over-cap", 10, 3, "2021-06", False),
                            ("2023-06", "warning", "over-cap", 6, 3, "2021-06", True)]),
    "ctl": ("vetoed", 1, [("2023-06", "veto", "over-cap", 6, 2, "2023-06", False)]),
    "fewer": ("vetoed", 1, [("2020-12", "warning", "below-minimum", 4, 6, "2020-12", False),
                            ("2021-06", "veto", "below-minimum", 1, 6, "2020-12", False),
                            ("2021-06", "warning", "below-minimum", 4, 6, "2020-12", True)]),
}


def prepare(root, folder):
    source = os.path.join(root, "tests", "golden", "law")
    for file in os.listdir(source):
        shutil.copy(os.path.join(source, file), folder)
    for name in EXPECTED:
        with open(os.path.join(source, name + ".yaml"), encoding="utf-8") as file:
            text = file.read()
        for clock in CLOCKS:
            with open(os.path.join(folder, "%s-%s.yaml" % (name, clock)), "w", encoding="utf-8") as file:
                file.write(text.replace("clock: yearly", "clock: " + clock))


def outcome(orgsim, folder, name, clock):
    status, code, findings = EXPECTED[name]
    what, file = "%s-%s" % (name, clock), "%s-%s.orgdb" % (name, clock)
    call(orgsim, folder, "run", what + ".yaml", "--into", file, "--quiet", status=code)
    run = json.loads(call(orgsim, folder, "show", file + ":run-1", "--json"))
    expect(what + ": status", run["status"], status)
    found = [(f["month"], f["severity"], f["code"], f["value"], f["limit"], f["since"], f["again"]) for f in run["findings"]]
    expect(what + ": findings", found, findings)
    acts = call(orgsim, folder, "query", file, "select month, plugin, verb, hex(payload) from act order by seq", "--csv")
    return [f["text"] for f in run["findings"]], acts


def told(orgsim, folder):
    """What stands at the end is told apart from what happened, and since when."""
    text = call(orgsim, folder, "show", "m2-monthly.orgdb:run-1")
    happened, _, stands = text.partition("At the end 1 breach stands")
    expect("told once", happened.count(ENDED % 6), 1)
    expect("counted", "2 findings, 1 of them warnings" in happened, True)
    expect("stands", "  since 2021-06 warning caps: " + ENDED % 6 in stands, True)
    call(orgsim, folder, "report", "m2-monthly.orgdb:run-1", "-o", "m2.html", "--quiet")
    with open(os.path.join(folder, "m2.html"), encoding="utf-8") as file:
        page = file.read()
    expect("the report says what stands", page.count("Stands at the end, since Jun 2021: Room 10 2"), 1)
    deputies = "select count(*) as n from posts where unit = 'r10_2' and rank = 'deputy'"
    rows = call(orgsim, folder, "query", "worse-yearly.orgdb:run-1", deputies, "--csv").split()
    expect("worse: deputies at the end", rows, ["n", "6"])


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        prepare(root, folder)
        for name in EXPECTED:
            first, *others = [outcome(orgsim, folder, name, clock) for clock in CLOCKS]
            for clock, other in zip(CLOCKS[1:], others):
                expect("%s, yearly and %s" % (name, clock), other, first)
            if name in ("m2", "worse"):
                expect(name + ": the warning", first[0][1], ENDED % 6)
        told(orgsim, folder)
    sys.exit("\n".join(problems) if problems else 0)


main()
