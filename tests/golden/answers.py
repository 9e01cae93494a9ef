#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a reader asks of a report is answered by its accessible text alone, with the figures that the commands print.

Nothing hidden is read: no picture, no aria-hidden part, no other language. The answers: which targets are met and by how much, why one is
missed and what would help, what becomes of a department, which units close into what, when what happens, what becomes of heads and
deputies, what it costs and when it pays for itself, which rules were checked by which law and what they found, how sure each verdict is,
where each figure and each reported figure comes from; and of a comparison, which plan meets what.

Usage: answers.py ORGSIM SOURCE-ROOT
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from reach import ASSUMED, PLANS  # noqa: E402  (the folder is not a package)

problems = []
VOID = {"meta", "input", "br", "hr", "link", "rect", "path"}


def expect(what, found, wanted):
    if found != wanted:
        problems.append("%s: %r, expected %r" % (what, found, wanted))


class Page(HTMLParser):
    """Sections by id, each a list of tables (rows of cells) and the text outside them, of one language."""

    def __init__(self, lang="en"):
        super().__init__(convert_charrefs=True)
        self.lang, self.hidden, self.path = lang, 0, []
        self.texts, self.tables, self.open = {}, {}, []
        self.cell = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in VOID:
            return
        hide = (values.get("aria-hidden") == "true" or tag in ("script", "style", "svg")
                or values.get("lang", self.lang) != self.lang and tag != "html")
        part = values.get("id") if "part" in values.get("class", "").split() else None
        self.path.append((tag, hide, part))
        self.hidden += hide
        if part:
            self.open.append(part)
            self.texts[part], self.tables[part] = [], []
        if tag == "table" and self.open:
            self.tables[self.open[-1]].append([])
        if tag == "tr" and self.open and self.tables[self.open[-1]]:
            self.tables[self.open[-1]][-1].append([])
        if tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.path:
            name, hide, part = self.path.pop()
            self.hidden -= hide
            if part:
                self.open.pop()
            if name == tag:
                break
        if tag in ("td", "th") and self.cell is not None and self.open and self.tables[self.open[-1]]:
            self.tables[self.open[-1]][-1][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None
        elif tag in ("p", "dt", "dd", "li", "h2", "h3", "h4") and self.open:
            self.texts[self.open[-1]].append("\n")

    def handle_data(self, data):
        if self.hidden:
            return
        if self.cell is not None:
            self.cell.append(data)
        elif self.open:
            self.texts[self.open[-1]].append(data)

    def text(self, part):
        return re.sub(r"[ \u202f\u00a0]+", " ", "".join(self.texts.get(part, [])))

    def table(self, part, head):
        """The rows below the head that begins so."""
        for rows in self.tables.get(part, []):
            if rows and rows[0][:1] == [head]:
                return rows[1:]
        problems.append("%s: no table that begins with %r" % (part, head))
        return []


def number(text):
    text = re.sub(r"[\u202f\u2009 +%]", "", text).replace("\u2212", "-")
    return float(text) if re.fullmatch(r"-?[\d.]+", text) else 0.0


def call(program, *args, raw=False):
    done = subprocess.run([program, *args], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit("%s: exit %d\n%s" % (" ".join(args), done.returncode, done.stderr))
    return done.stdout if raw else json.loads(done.stdout)


def rows_of(program, run, query):
    """Of the file of a run, whose number stands for the question mark."""
    file, number_of_run = run["run"].rsplit(":run-", 1)
    return call(program, "query", file, query.replace("?", number_of_run), "--json")


def report(program, folder, places, lang="en", more=()):
    path = os.path.join(folder, "report.html")
    call(program, "report", *places, "-o", path, "--quiet", "--lang", lang, *more, raw=True)
    page = Page(lang)
    with open(path, encoding="utf-8") as file:
        page.feed(file.read())
    return page


def check_missed(name, page, run):
    """Each missed target is told with how far it is off, and what was simulated with its pace and a command that tries what would help."""
    text = page.text("r0-missed")
    missed = {t["id"]: t for t in run["targets"] if t["standing"] != "met"}
    if not missed:
        expect(name + ": nothing is missed", text, "")
    for target in missed.values():
        part = next((p for p in re.split(r"\n(?=\S+ [^\n]*(?:not met|depends))", "\n" + text)
                     if p.strip().startswith(target["id"] + " ")), None)
        if part is None:
            problems.append("%s: %s is missed, and nothing says why" % (name, target["id"]))
            continue
        if not re.search(r"short of what|just short|Met if the baseline|better than", part):
            problems.append("%s: how far %s is off: %r" % (name, target["id"], part))
        if target["basis"] == "assumed":
            wanted = "no step of the plan changes them"
        elif target["verdict"] == "met":  # what was reported is worse, and no other plan would help that
            wanted = "what was reported counts before it"
        else:
            wanted = "orgsim reach %s %s" % (os.path.basename(run["run"]), target["id"])
        if wanted not in part:
            problems.append("%s: %s is missed, without %r: %r" % (name, target["id"], wanted, part))


def check_pace(name, page, program, run):
    """The pace is that of orgsim reach, which runs the plan anew."""
    found = re.search(r"T12 .*?From 0 % at the start to ([\d.]+) %\. A year ([\d.]+) points? would be needed .*?makes ([\d.]+) point",
                      page.text("r0-missed"), re.S)
    if not found:
        problems.append("%s: no pace of T12" % name)
        return
    target = next(t for t in run["targets"] if t["id"] == "T12")
    value = target["value"]
    expect(name + ": pace of T12", [float(x) for x in found.groups()],
           [round(value * 100, 1), round(target["needed"] / 5 * 100, 1), round(value / 5 * 100, 1)])


def check_calendar(name, page, run):
    rows = page.table("r0-calendar", "Month")
    totals = run["totals"]
    sums = [sum(number(row[i]) for row in rows) for i in range(2, 9)]
    expect(name + ": units closed and opened in the calendar", sums[:2], [totals["units"]["closed"], totals["units"]["opened"]])
    expect(name + ": posts closed and opened in the calendar", sums[2:4], [totals["posts"]["closed"], totals["posts"]["opened"]])
    expect(name + ": people who left in the calendar", sums[5], totals["people"]["left"])
    steps = [s["id"] for s in run["steps"] if s["status"] == "done"]
    if steps and not set(steps) & {row[1] for row in rows}:
        problems.append("%s: no step is in the calendar" % name)


def check_leaders(name, page, impact):
    led = [p for p in impact["people"] if p["rank_before"] in ("head", "deputy")]
    sentence = re.search(r"Of ([\d ]+) heads and deputies at the start ([\d ]+) still lead at that rank, ([\d ]+) hold a lower post, "
                         r"([\d ]+) are without a post and ([\d ]+) left", page.text("r0-leaders"))
    if not led:
        return
    if not sentence:
        problems.append("%s: nothing about heads and deputies" % name)
        return
    count = lambda rows: sum(p["people"] for p in rows)
    left = [p for p in led if p["fate"] in ("retires", "leaves")]
    surplus = [p for p in led if p["fate"] == "surplus"]
    lost = [p for p in led if p["lost_leading_post"] and p["fate"] != "surplus"]
    wanted = [count(led), count(led) - count(left) - count(surplus) - count(lost), count(lost), count(surplus), count(left)]
    expect(name + ": heads and deputies", [number(x) for x in sentence.groups()], wanted)
    expect(name + ": who lost a leading post", wanted[2] + wanted[3], impact["person_fates"]["lost a leading post"])
    losing = {(p["unit_before"]) for p in lost + surplus}
    if losing:
        rows = page.table("r0-leaders", "Unit")
        expect(name + ": units whose leaders lose", len(rows), min(len(losing), 500))


def check_rules(name, page, program, run):
    rules = rows_of(program, run, "select id from item where role = 'rule' and run = ?")
    if not rules:
        return
    rows = page.table("r0-rules", "Rule")
    expect(name + ": rules", sorted(row[0].split()[0] for row in rows), sorted(r["id"] for r in rules))
    told = rows_of(program, run, "select rule, count(*) as n, count(distinct case when \"table\" = 'units' then id end) as units "
                "from finding where run = ? and coalesce(again, 0) = 0 group by rule")
    for finding in (f for f in told if f["rule"] in {r["id"] for r in rules}):  # steps tell something, too
        row = next((r for r in rows if r[0].split()[0] == finding["rule"]), None)
        expect("%s: what %s found" % (name, finding["rule"]), row and [sum(map(number, row[3:6])), number(row[7])],
               [finding["n"], finding["units"]])


def check_departments(name, page, program, run, impact):
    """Of each department what becomes of it, and of each unit that closes into what, when and by which step."""
    figures = rows_of(program, run, "select u.id, u.name, f.all_posts_before as before, f.all_posts_after as after from fate f join unit u "
                      "on u.row = f.row join run r on r.id = f.run and r.snapshot = u.snapshot where f.run = ? and u.parent is not null")
    named = {u["id"]: u for u in impact["units"]}
    table = page.table("r0-units", "Department")
    rows = {row[0]: row for row in table}
    told = 0
    for unit in figures:
        row = rows.get(unit["name"])
        top = [u for u in figures if u["name"] == unit["name"]]
        if row and len(top) == sum(r[0] == unit["name"] for r in table) == 1 and number(row[8]) + number(row[9]) > 0:
            told += 1
            expect("%s: posts of %s" % (name, unit["id"]), [number(row[8]), number(row[9])], [round(unit["before"], 1), round(unit["after"], 1)])
    if name == "hanoi-2025":
        under = lambda u: u and (u["id"] == "so-yt" or under(named.get(u["parent_before"])))
        row = rows["Sở Y tế"]
        expect("what becomes of Sở Y tế", [number(cell) for cell in row[4:6] + row[8:10]],
               [sum(u["fate"] == "absorbed" and bool(under(u)) for u in impact["units"]), 0, 14309, 13495])
    expect(name + ": departments told", told > 0 or len(figures) < 2, True)
    closed = {u["id"]: u for u in impact["units"] if u["fate"] in ("absorbed", "consolidated", "dissolved")}
    rows = page.table("r0-units", "Unit") if closed else []
    found = {row[0].split()[-1]: row for row in rows}
    expect(name + ": units that close", sorted(found), sorted(closed))
    for unit in closed.values():
        row = found.get(unit["id"], ["", "", "", ""])
        partners = ", ".join(named[i]["name_after"] or named[i]["name_before"] for i in unit["into"])
        expect("%s: what takes over %s, and by which step" % (name, unit["id"]), [row[1], row[3]], [partners or "no unit: dissolved", unit["step"] or ""])
        expect("%s: when %s closes" % (name, unit["id"]), row[2][-4:], unit["month"][:4])


def sum_of_money(text):
    """What "74.4 billion" is, and what its last digit is worth."""
    digits, _, scale = text.replace("\u202f", "").replace("\u2009", "").partition("\u00a0" if "\u00a0" in text else " ")
    unit = {"": 1, "million": 1e6, "billion": 1e9, "trillion": 1e12}.get(scale.strip(), 0)
    return number(digits) * unit, unit / (10 if "." in digits else 1)


def check_money(name, page, program, place):
    """Cost and payback by year are those of orgsim compare; where nothing is priced, that is said."""
    compared = call(program, "compare", place, place, "--json")["payback"][0]
    text = page.text("r0-money")
    if not compared["years"]:
        expect(name + ": that nothing is priced is said", "no cost and no saving is known" in text or "Paid" in text, True)
        return
    rows = page.table("r0-money", "Year")
    for row, year in zip(rows, compared["years"]):
        expect("%s: the year" % name, row[0], str(year["year"]))
        for cell, key in ((3, "saved"), (4, "cost"), (8, "balance")):
            told, unit = sum_of_money(row[cell])
            if abs(told - year[key]) > 0.501 * unit:
                problems.append("%s: %s of %s: %r, expected %r" % (name, key, row[0], row[cell], year[key]))
    expect(name + ": years", len(rows), len(compared["years"]))
    reached = re.search(r"paid for itself from (\w+ \d{4}) on", text)
    expect(name + ": pays for itself", bool(reached), compared["payback"] is not None)
    if reached:
        expect(name + ": in which year", reached.group(1)[-4:], compared["payback"][:4])
    elif compared["extrapolated"]:
        expect(name + ": in which year it would", compared["extrapolated"][:4] + " (extrapolated)" in text, True)


def check_law(name, page, program, root, run):
    """Which law each rule stands on, as the scenario's files name it."""
    rows = {row[0].split()[0]: row for row in page.table("r0-rules", "Rule")} if page.tables.get("r0-rules") else {}
    told = rows_of(program, run, "select id, file, line from item where role = 'rule' and run = ?")
    for rule in told:
        path = next((p for p in (os.path.join(root, "scenarios", name, rule["file"]), os.path.join(root, "scenarios/rulebooks",
                     rule["file"].replace("rulebook:", "") + ("" if rule["file"].endswith(".yaml") else ".yaml"))) if os.path.exists(p)), None)
        if path is None:
            problems.append("%s: %s stands in %s, which is not there" % (name, rule["id"], rule["file"]))
            continue
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()[int(rule["line"]) - 1:]
        basis = next((m.group(1).strip() for line in lines[:30] for m in [re.search(r"\bbasis: *([^,}#]+)", line)] if m), None)
        if basis and rule["id"] in rows:
            expect("%s: the law of %s" % (name, rule["id"]), rows[rule["id"]][2].startswith(basis), True)
        elif basis:
            problems.append("%s: %s is not in the report" % (name, rule["id"]))
    if name == "hanoi-2025":
        expect("rules of Hanoi with their law", sum("Decree" in row[2] for row in rows.values()), len(told))


def check_certainty(name, page, run):
    """How sure: the basis of each verdict stands in full, and what is only assumed is counted apart."""
    rows = page.table("r0-targets", "Target") if run["targets"] else []
    for target in run["targets"]:
        row = next((r for r in reversed(rows) if r[0].split()[0] == target["id"]), None)
        expect("%s: how sure %s is" % (name, target["id"]), row and row[8].split()[0], target["basis"])


def check_sources(name, page, program, run):
    rows = page.table("r0-provenance", "Target") if run["targets"] else []
    for target in run["targets"]:
        row = next((r for r in rows if r[0].split()[0] == target["id"]), None)
        if row is None or not re.search(r":\d+$", row[2]):
            problems.append("%s: where the figure of %s stands: %r" % (name, target["id"], row))
    actuals = rows_of(program, run, "select metric, source from actual")
    if actuals:
        told = [r for rows in page.tables["r0-provenance"] for r in rows if len(r) == 4]
        for actual in actuals:
            if not any(r[0].startswith(actual["metric"]) and r[3] == (actual["source"] or "") for r in told):
                problems.append("%s: the source of %s is not told: %r" % (name, actual["metric"], actual["source"]))


def check_scenario(program, root, folder, name):
    base = os.path.join(folder, name + ".orgdb")
    place = call(program, "run", os.path.join(root, "scenarios", name, "scenario.yaml"), "--into", base, "--json")["run"]
    run, page = call(program, "show", place, "--json"), report(program, folder, [place])
    check_missed(name, page, run)
    check_calendar(name, page, run)
    check_leaders(name, page, call(program, "impact", place, "--json"))
    check_rules(name, page, program, run)
    check_departments(name, page, program, run, call(program, "impact", place, "--json"))
    check_money(name, page, program, place)
    check_law(name, page, program, root, run)
    check_certainty(name, page, run)
    check_sources(name, page, program, run)
    if name == "hanoi-2025":
        check_pace(name, page, program, run)
    return place


def check_ways(name, page, found):
    """Each way that orgsim reach finds is told, with what it would break; where there is none, that is said."""
    text = page.text("r0-missed")
    for target in found:
        for way in target["ways"]:
            wanted = "%s, %s: %s instead of %s" % (way["step"], way["param"], way["to"], way["from"])
            wanted += "" if way["monotone"] else "; further on it is missed again"
            wanted += "; would break " + ", ".join(way["breaks"]) if way["breaks"] else ""
            expect("%s: %s: %r is told" % (name, target["target"], wanted), wanted + "\n" in text, True)
        if not target["ways"]:
            expect("%s: %s: that no way was found is said" % (name, target["target"]), "of a single step meets it" in text, True)
    expect(name + ": the command for who wants to look", "orgsim reach" in text, False)


def check_reach(program, root, folder):
    """report --reach tells what reach finds, and its brief the three assumptions that matter most."""
    town, ways = os.path.join(folder, "town"), 0
    shutil.copytree(os.path.join(root, "scenarios", "small-town"), town)
    for name, plan in [*PLANS.items(), ("assumed", ASSUMED)]:
        path = os.path.join(town, name + ".yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(plan)
        place = call(program, "run", path, "--into", os.path.join(town, "t.orgdb"), "--json")["run"]
        page, found = report(program, folder, [place], more=("--reach",)), call(program, "reach", place, "--json")
        if found:
            check_ways(name, page, found)
        ways += sum(len(target["ways"]) for target in found)
        rows, text = call(program, "reach", "--assumptions", place, "--json"), page.text("r0-assumptions")
        told = [tuple(m) for m in re.findall(r"(\S+) at (\S+): (\S+) (?:is|stays) (?:not )?(?:met|depends)", text)]
        expect(name + ": assumptions", told, [(r["assumption"], r["at"], r["target"]) for r in rows])
        brief = os.path.join(folder, "brief.svg")
        call(program, "report", place, "--brief", "--reach", "-o", brief, "--quiet", raw=True)
        with open(brief, encoding="utf-8") as file:
            said = re.findall(r">(\S+) at (\S+): (\S+) (?:is|stays) ", file.read().replace("\u00a0", " "))
        first = {}
        for row in rows:
            first.setdefault(row["assumption"], (row["assumption"], row["at"], row["target"]))
        expect(name + ": assumptions of the brief", [tuple(s) for s in said], list(first.values())[:3])
    expect("ways and assumptions that were told", (ways > 2, len(rows) > 3), (True, True))


def check_comparison(program, root, folder, one):
    """The sentence says which plan meets what, and what none does with the nearest; rows that differ come first; each is there."""
    base = os.path.join(folder, "hanoi-2025.orgdb")
    others = [call(program, "run", os.path.join(root, "scenarios/hanoi-2025", plan), "--into", base, "--json")["run"]
              for plan in ("plan-merge.yaml", "plan-attrition.yaml")]
    places = [one] + others
    runs = [call(program, "show", place, "--json") for place in places]
    page = report(program, folder, places)
    text = page.text("comparison")
    for target in runs[0]["targets"]:
        if target["basis"] != "simulated":
            continue
        met = [i + 1 for i, run in enumerate(runs) if next(t for t in run["targets"] if t["id"] == target["id"])["standing"] == "met"]
        plans = ", ".join(map(str, met))
        wanted = (r"All plans meet [^.]*\b%s\b" if len(met) == len(runs) else r"No plan meets %s[;.]" if not met
                  else r"Only plan " + plans + r" meets [^.]*\b%s\b" if len(met) == 1 else r"Plans " + plans + r" meet [^.]*\b%s\b")
        if not re.search(wanted % target["id"], text):
            problems.append("comparison: %s is met by %r, and the sentence is %r" % (target["id"], met, text[:400]))
    best = max(t["value"] for run in runs for t in run["targets"] if t["id"] == "T12")
    found = re.search(r"No plan meets T12; plan \d+ comes nearest with ([\d.]+) %", text)
    expect("comparison: the nearest to T12", found and float(found.group(1)), round(best * 100, 1))
    verdicts = []
    for row in page.table("comparison", "Target")[1:]:
        told = [re.search(r"not met|met|depends|no value", cell).group(0) for cell in row[1:]]
        verdicts.append(len(set(told)) == 1)
    expect("comparison: rows whose verdicts differ come first", verdicts, sorted(verdicts))
    rows = page.table("comparison", "Unit")
    if len(rows) <= 300:
        problems.append("comparison: %d rows of units that fare differently; these plans differ in more than 300" % len(rows))


def main():
    program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for name in ("small-town", "hanoi-2020-replay", "hanoi-2025-march", "hanoi-2025-communes", "grassroots-2022"):
            check_scenario(program, root, folder, name)
        place = check_scenario(program, root, folder, "hanoi-2025")
        check_comparison(program, root, folder, place)
        check_reach(program, root, folder)
    for problem in problems[:40]:
        print(problem)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
