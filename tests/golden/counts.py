#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Posts are counted by weight, and quotas tell the truth: the cases of counts/ as the real program runs and stores them, the
same under every clock.

Usage: counts.py ORGSIM SOURCE-ROOT
"""

import json
import os
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call, expect, problems, rows  # noqa: E402  (the folder is not a package)

CLOCKS = ("yearly", "quarterly", "monthly")
# What one person of 3.66 is paid at most by Decree 29/2023, base salary 1.49 million and 25 % on top: 3 months and 1.5 a year of
# service, which is 37 years for the oldest of the bands (61, hired at 25), of no more than the salary now.
ONE_PERSON = (3 + 1.5 * 37) * 3.66 * 1490000 * 1.25
# Of one clerk of a tenth of a post, 21.5 years in service.
TENTH = 23241915
FTE = {"targets": {"T": ("met", 3.7), "T2": ("met", 2.7), "T3": ("met", 2.7)}, "posts": (4, 3.7, 0.3), "rows": (31, 28, 3),
       "left": 3, "paid": 3 * TENTH, "cut": {"a": 0.3}, "findings": []}
EXPECTED = {
    "fte-sum/plan": FTE,  # rounded down
    "fte-sum/plan-up": FTE,
    "group-rows/plan": {"targets": {"T": ("met", None)}, "posts": (130.4, None, None), "rows": (131, None, None),
                        "closed": (13.04, 14.04), "one": ONE_PERSON, "findings": []},
    "group-rows/plan-100": {"targets": {"T": ("met", None)}, "posts": (130.4, None, None), "rows": (131, None, None),
                            "closed": (100, 101), "one": ONE_PERSON, "findings": [],
                            "shares": {"a": (100, 77), "b": (29.4, 23)}},
    "rounded-verdict/plan": {"targets": {"T": ("not met", 9004)}, "posts": (10000, 9004, 996), "rows": (10000, 9004, 996),
                             "left": 0, "paid": 0, "findings": []},
    "short-quota/s": {"targets": {}, "posts": (60, 49, 11), "rows": (60, 49, 11), "left": 6, "findings": [
        ("2025-06", "too-many", "7 of 50 posts are closed: Finance department has 7 posts."),
        ("2026-12", "past-the-end", "1 of 3 posts are closed: the time of the cut ends in 2027-12, after the run."),
    ], "steps": [("too-many", "2025-06", "short"), ("past-the-end", "2025-12", "done"), ("past-the-end", "2026-12", "short")]},
}
NOTES = ['"g1": 100 posts opened as 100 of one each', '"g2": 9.4 posts opened as 9 and one of 0.4',
         '"g3": 20 posts opened as 20 of one each', "130.4 posts (131 rows)"]
GROUPED = "posts         130.4 → %g, 131 → %d rows (%g closed, 0 opened)"


def prepare(root, folder):
    source = os.path.join(root, "tests", "golden", "counts")
    shutil.copytree(source, folder, dirs_exist_ok=True)
    for case in EXPECTED:
        with open(os.path.join(source, case + ".yaml"), encoding="utf-8") as file:
            text = file.read()
        for clock in CLOCKS:
            with open(os.path.join(folder, "%s-%s.yaml" % (case, clock)), "w", encoding="utf-8") as file:
                file.write(text.replace("orgsim: 1\n", "orgsim: 1\nclock: %s\n" % clock, 1))


def outcome(orgsim, folder, case, clock):
    file = "%s-%s.orgdb" % (case, clock)
    call(orgsim, folder, "run", "%s-%s.yaml" % (case, clock), "--into", file, "--quiet")
    shown = json.loads(call(orgsim, folder, "show", file + ":run-1", "--json"))
    acts = call(orgsim, folder, "query", file, "select month, plugin, verb, hex(payload) from act order by seq", "--csv")
    paid = [int(p["amount"]) for p in rows(orgsim, folder, file, "select amount from payment where person is not null"
                                                                 " order by amount")]
    units = rows(orgsim, folder, file + ":run-1", "select id, sum(fte) as posts from (select u.id, p.fte from units u"
                                                  " left join posts p on p.unit = u.id) group by id")
    return shown, acts, paid, {u["id"]: float(u["posts"] or 0) for u in units}


def same(what, found, wanted):
    """Figures that the case leaves open are None."""
    expect(what, tuple(f if w is not None else None for f, w in zip(found, wanted)), wanted)


def told(case, shown, wanted):
    totals = shown["totals"]
    for key, name in (("posts", "posts"), ("posts_rows", "rows")):
        one = totals[key]
        same("%s: %s" % (case, key), (one["before"], one["after"], one["closed"]), wanted[name])
        expect("%s: %s add up" % (case, key), round(one["before"] + one["opened"] - one["closed"] - one["after"], 9), 0)
    expect(case + ": targets", {t["id"]: (t["verdict"], t["value"] if wanted["targets"][t["id"]][1] is not None else None)
                                for t in shown["targets"]}, wanted["targets"])
    warned = [(f["month"], f["rule"], f["text"]) for f in shown["findings"] if f["severity"] != "note"]
    expect(case + ": findings", warned, wanted["findings"])
    if "steps" in wanted:
        expect(case + ": steps", [(s["id"], s["month"], s["status"]) for s in shown["steps"]], wanted["steps"])


def counted(case, shown, paid, units, wanted):
    totals = shown["totals"]
    closed = totals["posts"]["closed"]
    if "closed" in wanted:
        low, high = wanted["closed"]
        expect("%s: %g closed, at least %g and less than %g" % (case, closed, low, high), low <= closed < high + 1e-9, True)
        expect(case + ": who leaves held a closed post", totals["people"]["left"], totals["posts_rows"]["closed"])
        expect(case + ": the head stays", units["t"], 1)
    else:
        expect(case + ": left", totals["people"]["left"], wanted["left"])
    if "paid" in wanted:
        expect(case + ": paid", sum(paid), wanted["paid"])
    expect("%s: each of %s is paid as one person" % (case, paid), max(paid, default=0) <= wanted.get("one", 1e12), True)
    for unit, (before, share) in wanted.get("shares", {}).items():
        expect("%s: %s gives about %g" % (case, unit, share), abs(before - units[unit] - share) <= 1.5, True)
    for unit, cut in wanted.get("cut", {}).items():
        expect("%s: %s after" % (case, unit), round(units[unit], 9), round(3 - cut, 9))


def said(orgsim, folder):
    """The intake names each group; text shows rows where they differ from posts, and impact agrees with the totals."""
    text = call(orgsim, folder, "check", "group-rows/plan.yaml")
    for note in NOTES:
        expect("check says " + note, note in text, True)
    shown = json.loads(call(orgsim, folder, "show", "group-rows/plan-yearly.orgdb:run-1", "--json"))["totals"]
    line = GROUPED % (shown["posts"]["after"], shown["posts_rows"]["after"], shown["posts"]["closed"])
    text = call(orgsim, folder, "show", "group-rows/plan-yearly.orgdb:run-1").replace("  ", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    expect("show: posts and rows", " ".join(line.split()) in text, True)
    impact = call(orgsim, folder, "impact", "fte-sum/plan-yearly.orgdb:run-1")
    expect("impact: posts", "Posts   4 + 0 opened − 0.3 closed = 3.7 (rows: 31 + 0 opened − 3 closed = 28)" in impact, True)
    expect("impact: they agree", "The sums over the rows agree with all" in impact, True)
    text = call(orgsim, folder, "compare", "fte-sum/plan-yearly.orgdb:run-1", "fte-sum/plan-up-yearly.orgdb:run-1", "--json")
    expect("compare: posts by weight", json.loads(text)["posts"][0]["values"], [3.7, 3.7])


def explained(orgsim, folder):
    """Who tells what a step did to a unit tells it by weight, and in how many rows that is; the report and the brief add it up."""
    run = "fte-sum/plan-yearly.orgdb:run-1"
    for lang, wanted in (("en", ("with 3 posts (rows: 30, 30 of them held)", "0.3 posts were closed (rows: 3)",
                                 "Of its 3 posts at the start (rows: 30): 2.7 still here; 0.3 closed.")),
                         ("vi", ("với 3 biên chế (số dòng: 30, trong đó 30 có người)", "0,3 biên chế bị đóng (số dòng: 3)",
                                 "Trong 3 biên chế đầu kỳ (số dòng: 30): 2,7 vẫn ở đây; 0,3 đã đóng."))):
        text = call(orgsim, folder, "--lang", lang, "explain", run, "a").replace("\u2009", " ")
        expect("explain, %s" % lang, [w for w in wanted if w not in text], [])
    story = json.loads(call(orgsim, folder, "explain", run, "a", "--json"))
    facts = [f for e in story["events"] for f in e["facts"] if f["kind"] == "posts-closed"]
    expect("explain --json: what was closed", facts, [{"kind": "posts-closed", "posts": 0.3, "posts_rows": 3}])
    expect("explain --json: of what it had", [(f["kind"], f["posts"], f["posts_rows"]) for f in story["facts"]["posts"]],
           [("at-the-start", 3, 30), ("still-here", 2.7, 27), ("closed", 0.3, 3)])
    call(orgsim, folder, "report", run, "-o", "report.html")
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        page = file.read()
    data = json.loads(re.search(r'<script type="application/json" id="data-0">(.*?)</script>', page, re.S).group(1))
    expect("report: the event of the unit", 0.3 in data["story"], True)
    bars = re.search(r'<span class="name">cut</span><span class="figure">(.*?)</span><svg', page, re.S)
    expect("report: posts closed by step", bars and re.sub("<.*?>", " ", bars.group(1)).split()[0], "0.3")
    call(orgsim, folder, "report", run, "--brief", "-o", "brief.svg")
    with open(os.path.join(folder, "brief.svg"), encoding="utf-8") as file:
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", file.read())
    expect("brief: the bar of the step", texts[texts.index("cut"):][:2] if "cut" in texts else texts, ["cut", "\u22120.3"])
    expect("brief: nothing is left over", "all others" in texts, False)


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        prepare(root, folder)
        for case, wanted in EXPECTED.items():
            first, *others = [outcome(orgsim, folder, case, clock) for clock in CLOCKS]
            for clock, other in zip(CLOCKS[1:], others):
                expect("%s: acts, %s" % (case, clock), other[1:], first[1:])
                told("%s, %s" % (case, clock), other[0], wanted)
            shown, _, paid, units = first
            told(case, shown, wanted)
            counted(case, shown, paid, units, wanted)
        said(orgsim, folder)
        explained(orgsim, folder)
    sys.exit("\n".join(problems) if problems else 0)


main()
