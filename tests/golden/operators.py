#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Nobody is left without a leader unnoticed: who reports to a closed post reports to the next one up, and no unit loses its head
in silence. The small cases of operators/, then random organisations and plans, whose spans are reckoned here once more.

Usage: operators.py ORGSIM SOURCE-ROOT [NUMBER]     (NUMBER: of random plans)
"""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems, rows  # noqa: E402  (the folder is not a package)

PARTS = ("btl", "btl-nv", "btl-vp", "ntl", "ntl-nv", "ntl-vp")


def run(orgsim, folder, plan, status=0):
    call(orgsim, folder, "run", plan + ".yaml", "--into", plan + ".orgdb", "--quiet", status=status)
    return json.loads(call(orgsim, folder, "show", plan + ".orgdb:run-1", "--json"))


def series(shown, name):
    return next(s for s in shown["series"] if s["series"] == name)["value"]


def warnings(shown):
    return [f["text"] for f in shown["findings"] if f["severity"] == "warning"]


def split(orgsim, folder):
    for plan, headed, posts, warned in (("s", 3, 29, 3), ("s-promote", 6, 29, 0), ("s-open", 6, 32, 0)):
        shown = run(orgsim, folder, plan)
        ranks = {r["unit"]: r for r in rows(orgsim, folder, plan + ".orgdb:run-1",
                                            "select unit, sum(rank = 'head') as heads, sum(rank = 'head' and vacant) as vacant,"
                                            " sum(rank = 'deputy') as deputies, count(*) as posts from posts group by unit")}
        ranks = {u: {k: v if k == "unit" else int(v) for k, v in r.items()} for u, r in ranks.items()}
        expect(plan + ": posts", sum(r["posts"] for r in ranks.values()), posts)
        expect(plan + ": heads", sorted(u for u in PARTS if ranks[u]["heads"] == 1), sorted(PARTS[:3] if headed == 3 else PARTS))
        expect(plan + ": vacant", [u for u in PARTS if ranks[u]["vacant"]], list(PARTS[3:]) if plan == "s-open" else [])
        expect(plan + ": deputies", sum(ranks[u]["deputies"] for u in PARTS), 0 if plan == "s-promote" else 3)
        expect(plan + ": warned", len(warnings(shown)), warned)
        expect(plan + ": met", shown["targets"][0]["verdict"], "met" if headed == 6 else "not met")
        if plan == "s":
            expect(plan + ": told", sorted(warnings(shown)), ["Phòng Nội vụ has 4 posts and no head.",
                                                             "Quận Nam Từ Liêm has 2 posts and no head.",
                                                             "Văn phòng has 5 posts and no head."])
        if plan == "s-open":
            expect(plan + ": quota", [f["text"].split(",")[0] for f in shown["findings"]],
                   ["Posts of heads opened: 3. The quota rises by 3"])


def boss_cut(orgsim, folder):
    shown = run(orgsim, folder, "boss-cut")
    bosses = rows(orgsim, folder, "boss-cut.orgdb:run-1", "select id, reports_to from posts where unit = 'b' order by id")
    expect("boss-cut: bosses", [(r["id"], r["reports_to"]) for r in bosses], [("b1", "t1"), ("b2", "t1"), ("b3", "t1")])
    expect("boss-cut: spans", [series(shown, s)[-1] for s in ("leaders", "mean-span", "max-span")], [3, 8 / 3, 4])
    expect("boss-cut: met", shown["targets"][0]["verdict"], "met")
    expect("boss-cut: told", warnings(shown), ["B dept has 3 posts and no head."])
    # The same as data: a boss that is closed is an error.
    with open(os.path.join(folder, "posts.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    with open(os.path.join(folder, "closed.csv"), "w", encoding="utf-8") as file:
        file.write("\n".join(line + ("closed" if i == 0 else "2020-01" if line.startswith("bh,") else "")
                             for i, line in enumerate(part + "," for part in lines)) + "\n")
    args = ("import", "--units", "units.csv", "--posts", "closed.csv", "--date", "2021-01", "--dry-run")
    done = subprocess.run([orgsim, *args], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    expect("boss-cut: data is refused", done.returncode, 3)
    expect("boss-cut: found in data", done.stderr.count('reports to "bh", which is closed'), 3)


# ---- random plans

def organisation(rng):
    units = [["u0", "Town", "town", ""]]
    for i in range(1, rng.randint(6, 14)):
        units.append(["u%d" % i, "Unit %d" % i, rng.choice(("room", "office")), "u%d" % rng.randrange(i)])
    posts, people = [], []
    for unit in units:
        for k in range(rng.randint(2, 7)):
            rank = "head" if k == 0 and rng.random() < 0.9 else "deputy" if k == 1 else "staff"
            boss = rng.choice(posts)[0] if posts and rng.random() < 0.9 else ""
            post = "%s.%d" % (unit[0], k)
            posts.append([post, unit[0], rank.title(), rank, "civil-servant", "state", boss])
            if rng.random() < 0.8:
                people.append(["h" + post, "19%d-0%d" % (rng.randint(70, 95), rng.randint(1, 9)), "F", "2018-01", post])
    return units, posts, people


def steps(rng, units):
    names = [u[0] for u in units[1:]]
    rng.shuffle(names)
    below = {u[0]: u[3] for u in units}
    made = ["{at: 2021-06, headcount-cut: {by: %d%%, spare: none, surplus: %s}}" % (rng.randint(5, 30), rng.choice(("leave", "keep")))]
    leaf = [n for n in names if n not in below.values()]
    if len(leaf) > 1 and rng.random() < 0.8:
        made.append("{at: 2022-06, merge: {units: [%s, %s], into: %s, mixed: yes, other_heads: %s, deputies: cap, deputy_cap: 1, other_deputies: %s}}"
                    % (leaf[0], leaf[1], leaf[0], rng.choice(("deputy", "staff", "surplus")), rng.choice(("staff", "surplus"))))
    if len(leaf) > 2 and rng.random() < 0.8:
        to = rng.choice(("", ", to: u0, heads: %s, deputies: %s" % (rng.choice(("surplus", "deputy", "staff")),
                                                                  rng.choice(("surplus", "staff", "keep")))))
        made.append("{at: 2023-06, dissolve: {units: [%s]%s}}" % (leaf[2], to))
    if len(leaf) > 3:
        made.append("{at: 2024-06, transfer: {posts: {where: \"unit = '%s'\"}, to: u0, leaders: %s}}" % (leaf[3], rng.choice(("stay", "move"))))
    made.append("{at: 2025-06, headcount-cut: {by: %d, spare: none, surplus: leave}}" % rng.randint(1, 8))
    return made


def write(folder, name, header, table):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header.split(","), *table])


def random_plan(orgsim, folder, seed):
    rng = random.Random(seed)
    units, posts, people = organisation(rng)
    write(folder, "units.csv", "id,name,type,parent_id", units)
    write(folder, "posts.csv", "id,unit_id,title,rank,category,funding,reports_to", posts)
    write(folder, "people.csv", "id,born,sex,hired,post_id", people)
    name = "random-%d" % seed
    with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
        file.write("orgsim: 1\ntitle: %s\norganisation: {units: units.csv, posts: posts.csv, people: people.csv}\nfrom: 2021-01\n"
                   "to: 2025-12\nmetrics:\n  - {id: span, span-and-layers: {}}\nsteps:\n  - %s\n"
                   % (name, "\n  - ".join(steps(rng, units))))
    shown = run(orgsim, folder, name)
    check_random(orgsim, folder, name, shown, any(p[6] for p in posts), {p[1] for p in posts if p[3] == "head"})
    return [s["status"] for s in shown["steps"]].count("done")


def check_random(orgsim, folder, name, shown, reports, headed):
    """Open posts report to open ones; spans are those of the table; units that had a head and have none are told of."""
    end = {r["id"]: r for r in rows(orgsim, folder, name + ".orgdb:run-1", "select id, unit, rank, reports_to from posts")}
    led = {}
    for post in end.values():
        if post["reports_to"]:
            expect("%s: %s reports to a closed post" % (name, post["id"]), post["reports_to"] in end, True)
            led[post["reports_to"]] = led.get(post["reports_to"], 0) + 1
    if reports:
        expect(name + ": leaders", series(shown, "leaders")[-1], len(led))
        expect(name + ": max-span", series(shown, "max-span")[-1], max(led.values(), default=0))
        expect(name + ": mean-span", round(series(shown, "mean-span")[-1], 9), round(sum(led.values()) / max(len(led), 1), 9))
    said = " ".join(f["text"] for f in shown["findings"])
    heads = {p["unit"] for p in end.values() if p["rank"] == "head"}
    names = {r["id"]: r["name"] for r in rows(orgsim, folder, name + ".orgdb:run-1", "select id, name from units")}
    for unit in ({p["unit"] for p in end.values()} - heads) & headed:
        expect("%s: told that %s lost its head" % (name, unit), "%s has " % names[unit] in said, True)


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 25
    source = os.path.join(root, "tests", "golden", "operators")
    with tempfile.TemporaryDirectory() as folder:
        for case, test in (("split", split), ("boss-cut", boss_cut)):
            shutil.copytree(os.path.join(source, case), os.path.join(folder, case))
            test(orgsim, os.path.join(folder, case))
        done = sum(random_plan(orgsim, folder, seed) for seed in range(1, number + 1))
        expect("steps were done", done > 3 * number, True)
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
