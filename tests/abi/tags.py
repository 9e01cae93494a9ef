#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tags of plugin.h ("[operator, process; foreseeing]") say what the host enforces: they agree with the table in
engine/host/members.h, member by member and in order, and whoever may not be called by all asks the table.

Argument: the root of the source tree."""
import glob, os, re, sys

root = sys.argv[1]
KINDS = ["operator", "process", "rule", "metric", "renderer"]


def read(*path):
    with open(os.path.join(root, *path), encoding="utf-8") as file:
        return file.read()


def header_tags():
    body = re.search(r"typedef struct OrgHost \{(.*?)\n\} OrgHost;", read("engine", "include", "orgsim", "plugin.h"), re.S).group(1)
    found, open_member = [], None
    for match in re.finditer(r"\(\*(\w+)\)\(|/\* \[([^\]]*)\]", body):
        if match.group(1):
            if open_member:
                raise SystemExit("not ok 1 - %s() has no tag\n1..1" % open_member)
            open_member = match.group(1)
        elif open_member:
            kinds, _, rest = match.group(2).partition(";")
            kinds = KINDS if kinds == "all" else [kind.strip() for kind in kinds.split(",")]
            found.append((open_member, frozenset(kinds), rest.strip() == "foreseeing"))
            open_member = None
    return found


def host_table():
    text = read("engine", "host", "members.h")
    masks = {"ORG_MAY_ALL": KINDS, "ORG_MAY_WRITERS": ["operator", "process"]}
    masks.update(("ORG_MAY_" + kind.upper(), [kind]) for kind in KINDS)
    for member, mask, foresees in re.findall(r"X\((\w+), ([A-Z_ |]+), (TRUE|FALSE)\)", text):
        kinds = frozenset(kind for part in mask.split("|") for kind in masks[part.strip()])
        yield member, kinds, foresees == "TRUE"


def main():
    tags, table = header_tags(), list(host_table())
    sources = "".join(read(path) for path in sorted(glob.glob(os.path.join(root, "engine", "host", "*.c"))))
    problems = []
    if [tag[0] for tag in tags] != [row[0] for row in table]:
        problems.append("the members differ: %s" % (set(t[0] for t in tags) ^ set(r[0] for r in table) or "another order"))
    for tag, row in zip(tags, table):
        if tag != row:
            problems.append("%s(): the header says %s, the host enforces %s" % (tag[0], sorted(tag[1]), sorted(row[1])))
    for member, kinds, foresees in table:
        if (len(kinds) < len(KINDS) or not foresees) and "ORG_M_%s)" % member not in sources.replace(",", ")"):
            problems.append("%s() does not ask the table" % member)
    if len(table) < 40:
        problems.append("only %d members were read" % len(table))
    for problem in problems:
        print("# " + problem)
    print("%s 1 - the tags of plugin.h are what the host enforces\n1..1" % ("not ok" if problems else "ok"))


main()
