#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One fate of a unit: whoever tells it tells the same.

For every shipped scenario and for random ones (200, the suite takes 100; at least five steps done, by three operators, and a
unit that two of them changed; fixed seeds) the counts of fates are equal in `orgsim impact`, the legends of all charts that
have one, the report (its legend, and the data of its script), `orgsim compare`, `orgsim explain` and the file's view
unit_fate; and each unit's own fate is the same wherever a unit is told.

Usage: fates.py ORGSIM SOURCE-ROOT [NUMBER]     (NUMBER: of random scenarios)
"""

import collections
import concurrent.futures
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

SHIPPED = ("small-town/scenario", "hanoi-2025-march/scenario", "hanoi-2020-replay/scenario", "hanoi-2025/scenario",
           "hanoi-2025/plan-merge", "hanoi-2025/plan-autonomy", "hanoi-2025/plan-attrition", "hanoi-2025/plan-asreported")
FATES = ("kept", "absorbed", "consolidated", "took over", "split", "dissolved", "new", "moved", "renamed", "posts changed",
         "came and went")
VIEWS = ("diff", "flow", "treemap")
SIDE_BY_SIDE = 10  # what a report and a comparison take
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append("%s: %r, expected %r" % (what, found, wanted))


def call(orgsim, folder, *args):
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run([orgsim, *args], cwd=folder, capture_output=True, text=True, encoding="utf-8", env=env, check=False)
    if done.returncode not in (0, 1) or (done.returncode == 1 and args[0] != "run"):
        sys.exit("orgsim %s: exit %d\n%s" % (" ".join(args), done.returncode, done.stderr))
    return done.stdout


# ---- random scenarios ----------------------------------------------------------------------------------------------


class Town:
    """A small organisation, as the steps so far leave it: enough to write steps that can be done."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.parent = {"t": None}
        for d in "abc":
            self.parent[d] = "t"
            for k in range(self.draw.randint(1, 2)):
                self.parent["%s%d" % (d, k)] = d
        self.first = dict(self.parent)
        self.unnamed = set()  # founded by a crosswalk: a plan knows no such id before it runs, but SQL finds them
        self.files, self.steps, self.kinds, self.touched, self.made = {}, [], set(), collections.Counter(), 0

    def leaves(self):
        return [u for u in self.parent if u != "t" and u not in self.parent.values() and u not in self.unnamed]

    def pick(self, units):
        return self.draw.choice(sorted(units))

    def close(self, unit, heir):
        for u, up in self.parent.items():
            if up == unit:
                self.parent[u] = heir
        del self.parent[unit]

    def new_id(self):
        self.made += 1
        return "n%d" % self.made

    def add(self, kind, text, *units):
        self.kinds.add(kind)
        self.touched.update(set(units))
        self.steps.append("%s: %s" % (kind, text))

    def absorb(self):
        a, b = self.draw.sample(sorted(self.leaves()), 2)
        self.add("merge", "{units: [%s, %s], into: %s, mixed: yes}" % (a, b, a), a, b)
        self.close(b, a)

    def consolidate(self):
        a, b = self.draw.sample(sorted(self.leaves()), 2)
        made, up = self.new_id(), self.parent[min(a, b, key=list(self.parent).index)]  # where the first of the file stands
        self.add("merge", "{units: [%s, %s], into: {id: %s, name: Unit %s}, mixed: yes}" % (a, b, made, made), a, b, made)
        self.parent[made] = up
        self.close(a, made)
        self.close(b, made)

    def move(self):
        u = self.pick(self.leaves())
        to = self.pick(d for d in self.parent if d not in (u, self.parent[u]) and d not in self.unnamed)
        self.add("transfer", "{units: [%s], to: %s}" % (u, to), u)
        self.parent[u] = to

    def transfer(self):
        a, b = self.draw.sample(sorted(self.leaves()), 2)
        self.add("transfer", "{posts: {where: \"unit = '%s'\"}, to: %s, amount: 1}" % (a, b), a, b)

    def dissolve(self):
        u = self.pick(self.leaves() + sorted(self.unnamed))
        to = self.draw.choice([None, self.pick(d for d in self.parent if d != u and d not in self.unnamed)])
        self.add("dissolve", "{where: \"id = '%s'\"%s}" % (u, ", to: " + to if to else ""), u, *([to] if to else []))
        self.unnamed.discard(u)
        del self.parent[u]

    def cut(self):
        self.add("headcount-cut", "{by: %d, order: random, surplus: keep}" % self.draw.randint(1, 3))

    def grant(self):
        self.add("add-posts", "{where: \"category = 'civil-servant'\", by: %d}" % self.draw.randint(1, 3))

    def table(self, rows, units):
        n = len(self.files) // 2
        self.files["map%d.csv" % n] = "old_id,new_id,share\n" + "".join("%s,%s,%s\n" % row for row in rows)
        self.files["after%d.csv" % n] = "id,name,type,parent_id\n" + "".join("%s,%s,room,%s\n" % row for row in units)
        return "{table: map%d.csv, units: after%d.csv, others: keep}" % (n, n)

    def divide(self):
        u = self.pick(self.leaves())
        one, two, up = self.new_id(), self.new_id(), self.parent[u]
        table = self.table([(u, one, "0.5"), (u, two, "0.5")], [(one, "Unit " + one, up), (two, "Unit " + two, up)])
        self.add("crosswalk", table, u, one, two)
        del self.parent[u]
        self.parent[one] = self.parent[two] = up
        self.unnamed |= {one, two}

    def separate(self):
        u = self.pick(self.leaves())
        made, up = self.new_id(), self.parent[u]
        table = self.table([(u, u, "0.5"), (u, made, "0.5")], [(u, "", up), (made, "Unit " + made, up)])
        self.add("crosswalk", table, u, made)
        self.parent[made] = up
        self.unnamed.add(made)

    def rename(self):
        u = self.pick(self.leaves())
        self.add("crosswalk", self.table([(u, u, "")], [(u, "Renamed %s %d" % (u, len(self.steps)), self.parent[u])]), u)

    def write(self, folder):
        """Steps until there are enough of them, of three operators, with a unit changed twice."""
        ways = (self.absorb, self.absorb, self.consolidate, self.move, self.move, self.transfer, self.dissolve, self.cut,
                self.grant, self.divide, self.separate, self.rename)
        while len(self.steps) < 6 or len(self.kinds) < 3 or max(self.touched.values()) < 2:
            self.draw.choice(ways if len(self.leaves()) > 2 else (self.cut, self.grant, self.rename))()
        posts = ["%s%d,%s,%s,civil-servant,state\n" % (u, i, u, "head" if i == 0 else "deputy" if i == 1 else "staff")
                 for u in self.first for i in range(self.draw.randint(3, 5))]
        people = ["h-%s,%s\n" % (p.split(",")[0], p.split(",")[0]) for p in posts if self.draw.random() < 0.8]
        texts = {**self.files,
                 "units.csv": "id,name,type,parent_id\n" + "".join("%s,Unit %s,%s,%s\n" % (u, u, "room" if up else "town", up or "")
                                                                  for u, up in self.first.items()),
                 "posts.csv": "id,unit_id,rank,category,funding\n" + "".join(posts),
                 "people.csv": "id,post_id\n" + "".join(people),
                 "plan.yaml": "orgsim: 1\ntitle: Random\norganisation: {units: units.csv, posts: posts.csv, people: people.csv}\n"
                              "from: 2025-01\nto: 2026-12\nclock: yearly\non_veto: skip\nsteps:\n"
                              + "".join("  - {at: %04d-%02d, id: s%d, %s}\n" % (2025 + i // 12, i % 12 + 1, i, step)
                                        for i, step in enumerate(self.steps))}
        for name, text in texts.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)


def check_generated(path, target, stories):
    """That the random scenario is one of those that it should be, by what it did."""
    file = sqlite3.connect(path)
    steps = {i for i, in file.execute("select item from step where run = 1 and status = 'done'")}
    operators = {f for f, i in file.execute("select feature, id from item where run = 1") if i in steps}
    file.close()
    twice = sum(len({e["step"] for e in story["events"]}) > 1 for story in stories.values())
    if len(steps) < 5 or len(operators) < 3 or not twice:
        problems.append("%s is no such scenario: %d steps, %s, %d units changed twice" % (target, len(steps), operators, twice))


# ---- who tells it --------------------------------------------------------------------------------------------------


def counted(fates):
    return dict(collections.Counter(f for several in fates for f in several))


def known(counts):
    return {k: n for k, n in counts.items() if n}


def by_impact(orgsim, folder, target):
    doc = json.loads(call(orgsim, folder, "impact", target, "--json"))
    units = {u["id"]: u["fate"].split(", ") for u in doc["units"]}
    expect(target + ": impact counts its rows", known(doc["unit_fates"]), counted(units.values()))
    return known(doc["unit_fates"]), units


def by_file(folder, target):
    name, run = target.split(":run-")
    file = sqlite3.connect(os.path.join(folder, name))
    found = {i: fate.split(", ") for i, fate in file.execute("select id, fate from unit_fate where run = ?", (int(run),))}
    file.close()
    return found


def legend_of(orgsim, folder, target, view):
    base = "%s-%s" % (target.replace(":", "-"), view)
    call(orgsim, folder, "chart", target, "--view", view, "--format", "svg", "-o", base)
    with open(os.path.join(folder, base + ".svg"), encoding="utf-8") as file:
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", file.read().replace("\u00a0", " "))
    os.remove(os.path.join(folder, base + ".svg"))
    found = [re.match(r"(%s)  ([\d\u2009]+)$" % "|".join(FATES), t) for t in texts]
    return {m.group(1): int(m.group(2).replace("\u2009", "")) for m in found if m}


def brief_of(text):
    """What changes step by step: the sums over the steps, of each fate that is told there."""
    found = collections.Counter()
    for word, n in re.findall(r'<dd><span[^>]*>[^<]*</span> <span lang="en">([a-z ]+)</span><span lang="vi">[^<]*</span> <b>(?:<span lang="en">)?([^<]*)', text):
        found[word] += int(re.sub(r"\D", "", n))
    return dict(found)


def by_report(orgsim, folder, targets):
    """Of each run the legend, what changes step by step, and what the script is given of each unit."""
    call(orgsim, folder, "report", *targets, "-o", "report.html")
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        text = file.read()
    legends = [{m.group(1): int(re.sub(r"\D", "", m.group(2)))
                for m in re.finditer(r'<span lang="en">([a-z ]+)</span><span lang="vi">[^<]*</span> <b>(?:<span lang="en">)?([^<]*)', one)}
               for one in re.findall(r'<ul class="legend">(.*?)</ul>', text)]
    data = [json.loads(one) for one in re.findall(r'<script type="application/json" id="data-\d+">(.*?)</script>', text, re.S)]
    units = [{i: [FATES[f] for f in range(len(FATES)) if flags >> f & 1] for i, flags in zip(d["id"], d["fate"]) if flags}
             for d in data]
    briefs = [brief_of(one) for one in re.findall(r'<div class="brief">(.*?)</dl>', text, re.S)]
    return legends, briefs, units


def by_compare(orgsim, folder, targets):
    doc = json.loads(call(orgsim, folder, "compare", *targets, "--json"))
    return [known({r["key"]: r["values"][c] for r in doc["fates"]}) for c in range(len(targets))]


def by_explain(orgsim, folder, target, units):
    return {u: json.loads(call(orgsim, folder, "explain", target, u, "--json")) for u in units}


def check(orgsim, folder, targets, explained):
    """explained: of how many units of a run the story is asked, the others' being told by impact; 0: of one that is kept and of
    all that are not. Returns the counts and the stories of each run."""
    all_stories = []
    told = [by_impact(orgsim, folder, t) for t in targets]
    legends, briefs, scripts = by_report(orgsim, folder, targets)
    compared = by_compare(orgsim, folder, targets)
    for i, (target, (counts, units)) in enumerate(zip(targets, told)):
        on_charts = {k: n for k, n in counts.items() if k != "came and went"}  # it stands at neither end
        for view in VIEWS:
            expect("%s: legend of %s" % (target, view), legend_of(orgsim, folder, target, view), on_charts)
        expect(target + ": legend of the report", legends[i], counts)
        expect(target + ": steps of the report", briefs[i], {k: n for k, n in counts.items() if k not in ("kept", "took over", "posts changed")})
        expect(target + ": units of the report", scripts[i], units)
        expect(target + ": compare", compared[i], counts)
        expect(target + ": units of the file", by_file(folder, target), units)
        changed, kept = (sorted(u for u, fates in units.items() if (fates == ["kept"]) == so) for so in (False, True))
        asked = changed + kept[:1] if not explained else random.Random(i).sample(changed + kept, min(explained, len(units)))
        stories = by_explain(orgsim, folder, target, asked)
        by_story = {u: story["fate"]["fates"] for u, story in stories.items()}
        expect(target + ": explain", counted({**units, **by_story}.values()), counts)
        expect(target + ": units of explain", by_story, {u: units[u] for u in asked})
        all_stories.append(stories)
    return [counts for counts, _ in told], all_stories


def check_random(orgsim, folder, first, n):
    targets = []
    for seed in range(first, first + n):
        own = os.path.join(folder, str(seed))
        os.mkdir(own)
        Town(seed).write(own)
        call(orgsim, folder, "run", os.path.join(own, "plan.yaml"), "--into", "r%d.orgdb" % seed, "--quiet")
        targets.append("r%d.orgdb:run-1" % seed)
    counts, stories = check(orgsim, folder, targets, 0)
    for target, own in zip(targets, stories):
        check_generated(os.path.join(folder, target.split(":")[0]), target, own)
    return counts


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    seen = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in SHIPPED:
            file = name.replace("/", "-") + ".orgdb"
            call(orgsim, folder, "run", os.path.join(root, "scenarios", name + ".yaml"), "--into", file, "--quiet")
        check(orgsim, folder, [name.replace("/", "-") + ".orgdb:run-1" for name in SHIPPED], 3)
        batches = [(first, min(SIDE_BY_SIDE, number - first)) for first in range(0, number, SIDE_BY_SIDE)]
        folders = [os.path.join(folder, "batch-%d" % first) for first, _ in batches]
        for one in folders:
            os.mkdir(one)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for counts in pool.map(lambda b, f: check_random(orgsim, f, *b), batches, folders):
                for one in counts:
                    seen.update(one.keys())
    expect("fates that the random scenarios show", sorted(seen), sorted(FATES))
    if problems:
        sys.exit("\n".join(problems[:40] + ["%d problems" % len(problems)]))


if __name__ == "__main__":
    main()
