#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A step that closes 150,000 held posts at once: its acts are more than the queue to the judging process holds, and the process that
makes them waits until they are taken. Both waited for each other once, for ever."""
import json
import os
import subprocess
import sys
import tempfile

program, posts = os.path.abspath(sys.argv[1]), 150000
PLAN = """orgsim: 1
title: Everybody goes at once
organisation: {units: units.csv, posts: posts.csv}
from: 2025-01
to: 2025-02
steps:
  - {at: 2025-01, headcount-cut: {by: 100%, order: random, surplus: leave}}
metrics:
  - posts: {}
targets:
  - {id: T, metric: posts, at_most: 0, by: 2025-02}
"""

with tempfile.TemporaryDirectory() as folder:
    for name, text in (("units.csv", "id,name,type,parent_id\na,A,city,\n"), ("plan.yaml", PLAN),
                       ("posts.csv", "id,unit_id,title,rank,category,funding,assigned,filled\n"
                        "p,a,Clerk,staff,public-employee,state,%d,%d\n" % (posts, posts))):
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    done = subprocess.run([program, "run", "plan.yaml", "--into", "t.orgdb", "--json"], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    told = json.loads(done.stdout)
    if [target["verdict"] for target in told["targets"]] != ["met"]:
        sys.exit("not everybody went: %s" % told["targets"])
    gone = subprocess.run([program, "query", "t.orgdb:run-1", "select count(*) as n from people where state <> 'left'", "--json", "-q"],
                          cwd=folder, capture_output=True, text=True)
    if gone.returncode or int(json.loads(gone.stdout)[0]["n"]) != 0:
        sys.exit("people are left: %s%s" % (gone.stdout, gone.stderr))
