#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--mask: names, pay and dates of birth are in no output that it was given to, and in each of them without it.

Usage: mask.py ORGSIM SOURCE-ROOT
"""

import glob
import os
import subprocess
import sys
import tempfile

NAMES, PAY, BORN = ["Zyxname"], ["4.98", "498", "3456"], ["1967-07", "23658"]  # 23658: that month as the file counts it
problems = []

FILES = {
    "u.csv": "id,name,type,parent_id\nt,Town,town,\na,Finance,room,t\nb,Planning,room,t\n",
    "p.csv": "id,unit_id,title,rank,coefficient\na1,a,Head,head,4.98\na2,a,Clerk,staff,4.98\nb1,b,Head,head,4.98\n"
             "b2,b,Clerk,staff,4.98\nt1,t,Mayor,head,4.98\n",
    "h.csv": "id,name,born,sex,hired,post_id,rating,salary\n" + "".join(
        "e%d,Zyxname %d,1967-07,F,2005-01,%s,3,3456\n" % (i, i, post) for i, post in enumerate(("a1", "a2", "b1", "b2", "t1"))),
    "s.yaml": "orgsim: 1\ntitle: S\norganisation: {units: u.csv, posts: p.csv, people: h.csv}\nfrom: 2025-01\nto: 2025-12\n"
              "clock: yearly\nsteps:\n  - {at: 2025-06, id: m, merge: {units: [a, b], into: a}}\n"
              "targets:\n  - {id: x, metric: units, against: start, change: -10%, by: 2025-12}\n",
}

# What is asked, and which of the three a plain output of it holds.
ASKED = [
    (["query", "s.orgdb:run-1", "select * from people"], NAMES + PAY[2:] + BORN[:1]),
    (["query", "s.orgdb:run-1", "select * from posts", "--csv"], PAY[:1]),
    (["export", "s.orgdb:run-1", "--format", "csv", "-o", "out"], NAMES + PAY[:1] + PAY[2:] + BORN[:1]),
    (["export", "s.orgdb:run-1", "--format", "orgdb", "-o", "out/copy.orgdb"], NAMES),
    (["export", "s.orgdb:run-1", "--format", "json", "-o", "out/run.json"], []),
    (["explain", "s.orgdb:run-1", "e2"], NAMES),
    (["impact", "s.orgdb:run-1"], NAMES),
    (["impact", "s.orgdb:run-1", "--json"], NAMES),
    (["impact", "s.orgdb:run-1", "--csv", "-o", "out"], NAMES),
    (["compare", "s.orgdb:run-1", "s.orgdb:run-1", "--json"], []),
]


def output(orgsim, folder, arguments):
    out = os.path.join(folder, "out")
    for path in glob.glob(os.path.join(out, "*")):
        os.remove(path)
    os.makedirs(out, exist_ok=True)
    done = subprocess.run([orgsim, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit("orgsim %s: exit %d\n%s" % (" ".join(arguments), done.returncode, done.stderr.decode()))
    data = done.stdout
    for path in sorted(glob.glob(os.path.join(out, "*"))):
        if path.endswith(".orgdb"):
            dump = subprocess.run([orgsim, "query", path, "select * from person", "--json"], capture_output=True, check=True)
            posts = subprocess.run([orgsim, "query", path, "select * from post", "--json"], capture_output=True, check=True)
            data += dump.stdout + posts.stdout
        with open(path, "rb") as file:
            data += file.read()
    return data.decode("utf-8", "replace")


def refuses(orgsim, folder, arguments):
    done = subprocess.run([orgsim, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode != 2:
        problems.append("%s: exit %d, expected 2" % (" ".join(arguments), done.returncode))


def main():
    orgsim = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        subprocess.run([orgsim, "run", "s.yaml", "--quiet", "--into", "s.orgdb"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        for arguments, holds in ASKED:
            what = " ".join(arguments[:1] + arguments[2:])
            plain = output(orgsim, folder, arguments)
            problems.extend("%s does not show %s: the test proves nothing" % (what, t) for t in holds if t not in plain)
            for mask, hidden in (("names", NAMES), ("pay", PAY), ("born", BORN), ("names, pay,born", NAMES + PAY + BORN)):
                text = output(orgsim, folder, arguments + ["--mask", mask])
                problems.extend("%s --mask %s shows %s" % (what, mask, t) for t in hidden if t in text)
        refuses(orgsim, folder, ["query", "s.orgdb", "select * from person", "--mask", "names"])
        refuses(orgsim, folder, ["impact", "s.orgdb:run-1", "--mask", "name"])
        refuses(orgsim, folder, ["impact", "s.orgdb:run-1", "--mask", ""])
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
