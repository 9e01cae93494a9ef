#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""import --changes-from: a newer extract of the small town gives the change list that was made by hand.

Usage: reimport.py ORGSIM SOURCE-ROOT [--write]     (--write: the golden file is made anew)
"""

import json
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, golden, problems, rows  # noqa: E402  (the folder is not a package)

EDITS = {
    "units": [("finance,Finance department", "finance,Money department"), ("\nplanning,", "\nplan-2,"),
              ("\nlibrary,", "\nnew-unit,Archive,service,town,culture\nlibrary,")],
    "posts": [(",planning,", ",plan-2,"), ("town-2,town,Deputy mayor", "vice,town,Deputy mayor"),
              ("office-2,office,", "office-2,finance,")],
    "people": [(",town-2,", ",vice,")],
}


def edited(folder, source):
    for table, edits in EDITS.items():
        with open(os.path.join(source, table + ".csv"), encoding="utf-8") as file:
            text = file.read()
        for old, new in edits:
            if old not in text:
                sys.exit("%s.csv holds no %r" % (table, old))
            text = text.replace(old, new)
        if table == "people":
            text = "".join(line for line in text.splitlines(True) if not line.startswith("person-20,"))
        with open(os.path.join(folder, table + ".csv"), "w", encoding="utf-8") as file:
            file.write(text)


def tables(folder):
    return [word for t in ("units", "posts", "people") for word in ("--" + t, os.path.join(folder, t + ".csv"))]


def main():
    orgsim, root, write = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), "--write" in sys.argv
    source = os.path.join(root, "scenarios", "small-town")
    with tempfile.TemporaryDirectory() as folder:
        edited(folder, source)
        call(orgsim, folder, "import", *tables(source), "--into", "t.orgdb", "--snapshot", "old", "--date", "2025-01", "-q")
        newer = ["import", *tables(folder), "--into", "t.orgdb", "--date", "2026-01", "--snapshot", "new"]
        call(orgsim, folder, *newer, "--changes-from", "odl", status=3)
        expect("nothing is written", [r["name"] for r in rows(orgsim, folder, "t.orgdb", "select name from snapshot")],
               ["old"])
        doc = json.loads(call(orgsim, folder, *newer, "--changes-from", "old", "--dry-run", "--json"))["extract"]
        found = {(c["table"], c["id"]): (c["kinds"], c["old_id"]) for c in doc["changes"]}
        expect("changes", found, {
            ("units", "finance"): (["renamed"], None), ("units", "plan-2"): (["changed"], "planning"),
            ("units", "new-unit"): (["new"], None), ("posts", "vice"): (["changed"], "town-2"),
            ("posts", "office-2"): (["moved"], None), ("people", "person-04"): (["moved"], None),
            ("people", "person-20"): (["gone"], None), ("posts", "personnel-2"): (["changed"], None)})
        golden(here=os.path.join(root, "tests", "golden"), name="reimport",
               text=call(orgsim, folder, *newer, "--changes-from", "old"), write=write)
        again = json.loads(call(orgsim, folder, *newer, "--changes-from", "new", "--json"))["extract"]
        expect("the same again", again["changes"], [])
        call(orgsim, folder, "import", *tables(folder), "--dry-run", "--changes-from", "old", status=2)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
