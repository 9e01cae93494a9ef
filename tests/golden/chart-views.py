#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws flow, treemap, pyramid and age-profile of every shipped scenario and reads the pictures back.

Proves what charts.py proves of each picture, and: the figures at both sides of a flow add up to the run's totals, and so do
its ribbons; no text stands on a ribbon; a unit has the same figure on the diff, the flow and the treemap; a split is judged as
`orgsim impact` judges it; ages and layers add up. The .dot of the small town's views is compared with golden files.

Usage: chart-views.py ORGSIM SOURCE-ROOT [--update]
"""

import functools
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile

spec = importlib.util.spec_from_file_location("charts", os.path.join(os.path.dirname(os.path.abspath(__file__)), "charts.py"))
charts = importlib.util.module_from_spec(spec)
spec.loader.exec_module(charts)

SCENARIOS = ("small-town", "hanoi-2025-march", "hanoi-2020-replay", "hanoi-2025")
VIEWS = ("flow", "treemap", "pyramid", "age-profile")
FIGURE = r"[\u2212+]?\d[\d\u2009]*(?:[.,]\d)?"


def value(text):
    return float(text.replace("\u2009", "").replace("\u2212", "-").replace(",", "."))


def figure(texts):
    """The figure among the texts of one unit, between the badges before it or, in a flow, after it; None if there is none."""
    for text in texts:
        found = re.match(r"(?:[&÷×+»~±]+ )?(%s)(?: \(%s\))?(?: [&÷×+»~±]+)?$" % (FIGURE, FIGURE), text)
        if found:
            return value(found.group(1))
    return None


def run_scenario(orgsim, folder, scenario, name):
    path = os.path.join(folder, name + ".orgdb")
    done = subprocess.run([orgsim, "run", scenario, "--into", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("run %s: exit %d\n%s" % (name, done.returncode, done.stderr))
    return path + ":run-1"


def totals(orgsim, target):
    done = subprocess.run([orgsim, "impact", target, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@functools.cache
def posts(target):
    """Full posts of both ends, those cut and those new, by the file alone."""
    file = charts.plain(target.rsplit(":", 1)[0])
    snapshot = file.execute("select snapshot from run where id = 1").fetchone()[0]
    old = dict(file.execute("select row, case when closed is null then fte else 0 end from post where snapshot = ?", (snapshot,)))
    new = dict(old)
    new.update(file.execute("select row, case when closed is null then fte else 0 end from post_end where run = 1"))
    rows = set(old) | set(new)
    change = [new.get(r, 0) - old.get(r, 0) for r in rows]
    return sum(old.values()), sum(new.values()), -sum(c for c in change if c < 0), sum(c for c in change if c > 0)


def check_flow(name, picture, sums, whole, passing=0):
    """Bars stand at the left or the right; the ribbons between them."""
    left_x, right_x = min(r[0] for r in picture.ribbons), max(r[-2] for r in picture.ribbons)
    left, right = 0, 0
    for unit, texts in picture.said.items():
        if picture.boxes[unit][0] < (left_x + right_x) / 2:
            left += figure(texts)
        else:
            right += figure(texts)
    expect = charts.expect
    before, after, cut, new = sums
    expect(name + ": the left side", round(left, 1), round(before + new, 1))
    expect(name + ": the right side", round(right, 1), round(after + cut, 1))
    texts = [t for t, _, _ in picture.texts]
    keys = {}
    for text in texts:
        found = re.match(r"([^\d:]+)  (%s)$" % FIGURE, text)
        if found and found.group(1) not in list(charts.BADGES) + ["kept"]:
            keys[found.group(1)] = value(found.group(2))
    moved = sum(v for k, v in keys.items() if k not in ("cut", "left", "closed", "founded", "added", "joined"))
    expect(name + ": ribbons from the left", round(moved + keys[whole[0]], 1), round(before + passing, 1))
    expect(name + ": ribbons to the right", round(moved + keys[whole[1]], 1), round(after + passing, 1))
    top = min(min(r[1], r[-1]) - 20 for r in picture.ribbons)
    for text, _, box in picture.texts:
        if box[1] > top and box[0] < right_x - 1 and box[2] > left_x + 1 and box[3] < picture.size[1] - 60:
            charts.problems.append("%s: %r stands on a ribbon" % (name, text))


def check_same_figures(name, pictures):
    """Closed units have a minus on a diff, and their posts before on a flow."""
    figures = [{u: figure(t) for u, t in p.said.items() if u[0] == "n" and figure(t) is not None and not any("its own" in x for x in t)}
               for p in pictures]
    shared = 0
    for unit in set(figures[0]) & set(figures[1]):
        shared += 1
        charts.expect("%s: figure of %s" % (name, unit), abs(figures[1][unit]), abs(figures[0][unit]))
    return shared


def check_texts_in_cells(name, picture):
    """A text that begins in a cell ends in it."""
    cells = list(picture.units().values())
    for text, _, box in picture.texts:
        x, y = box[0] + 0.5, (box[1] + box[3]) / 2
        for cell in cells:
            if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3] and box[2] > cell[2] + 0.5:
                charts.problems.append("%s: %r leaves its cell" % (name, text))


def spans(path):
    """Of both ends: how many each leader leads, counted from the rows: who reports to whom, where the start says so; else by heads."""
    file = charts.plain(path)
    snapshot = file.execute("select snapshot from run where id = 1").fetchone()[0]
    columns = "select row, unit, rank, closed, reports_to from %s where %s"
    old = {r[0]: r for r in file.execute(columns % ("post", "snapshot = %d" % snapshot))}
    ends = [old, {**old, **{r[0]: r for r in file.execute(columns % ("post_end", "run = 1"))}}]
    reports = any(r[4] is not None and r[3] is None for r in old.values())
    before, after, _, _ = charts.ends(path)
    found = []
    for units, rows in zip((before, after), ends):
        led, heads = {}, {}
        for row, unit, rank, closed, to in rows.values():
            if closed is not None:
                continue
            if reports:
                led[to] = led.get(to, 0) + (to is not None)
                continue
            heads[unit] = heads.get(unit, 0) + (rank == "head")
            led[unit] = led.get(unit, 0) + (rank != "head")
            if rank == "head" and units[unit][2] is not None:
                led[units[unit][2]] = led.get(units[unit][2], 0) + 1
        if not reports:
            led = {unit: led.get(unit, 0) + n - 1 for unit, n in heads.items() if n}
        found.append(sorted(n for who, n in led.items() if n and who is not None))
    return found


def check_dots(name, picture, path):
    """A dot for each leader, at the left before and at the right after; the title counts them and tells the mean span."""
    wanted, sides = spans(path), [0, 0]
    axes = [b for t, _, b in picture.texts if t.startswith("span: ")]
    dots = [b for n, b in picture.boxes.items() if n[0] == "s" and b[2] - b[0] < 6 and abs((b[2] - b[0]) - (b[3] - b[1])) < 0.01]
    for box in dots:
        sides[box[0] > (axes[0][2] + axes[1][0]) / 2] += 1
    each = [t for t, _, _ in picture.texts if "stands for at most" in t]
    if not each:
        charts.expect(name + ": dots", sides, [len(w) for w in wanted])
    title = picture.texts[0][0].replace("\u2009", "")
    for end in wanted:
        for number in (str(len(end)), ("%.1f" % (int(sum(end) * 1000 / len(end)) / 1000)).replace(".0", "") if end else "–"):
            if end and number not in title:
                charts.problems.append("%s: the title %r does not tell %s" % (name, title, number))


def drawer(orgsim, folder, target, widths):
    """draw(OPTION…): the picture, drawn and read once however often it is asked for."""
    @functools.cache
    def draw(*options):
        return charts.Picture(charts.chart(orgsim, folder, target, list(options) + ["--format", "svg"]) + ".svg", widths)
    return draw


def check_waterfall(name, draw, target):
    """From the posts before to those after, step by step: the figures add up, and are those of the run."""
    for more in ([], ["--page", "A4", "--lang", "vi"], ["--theme", "print-grey"]):
        picture = draw("--view", "waterfall", *more)
        charts.check_picture("%s waterfall %s" % (name, " ".join(more)), picture)
        rows = sorted((box[1], value(text)) for text, _, box in picture.texts
                      if re.match(r"%s$" % FIGURE, text) and box[2] > picture.size[0] * 0.9)
        figures = [figure for _, figure in rows] if "vi" not in more else []
        if figures:
            before, after, cut, new = posts(target)
            charts.expect(name + ": the ends of the waterfall", [figures[0], figures[-1]], [round(before, 1), round(after, 1)])
            charts.expect(name + ": the steps of the waterfall", round(sum(figures[1:-1]), 1), round(new - cut, 1))


def check_tints(name, draw, target):
    """The colour of a unit on the treemap follows the change of its posts: red for fewer, blue for more, none for as many."""
    picture = draw("--view", "treemap")
    before, after, _, held = charts.ends(target.rsplit(":", 1)[0])
    sums = [charts.sums_of(units, total) for units, total in zip((before, after), held)]
    seen = set()
    for unit in picture.units():
        fill, row = picture.fill.get(unit), int(unit[1:])
        if unit[0] != "n" or not fill or not re.match(r"#\w{6}$", fill):
            continue
        change = sums[1].get(row, 0) - sums[0].get(row, 0)
        red, blue = int(fill[1:3], 16), int(fill[5:7], 16)
        seen.add((change > 0) - (change < 0))
        charts.expect("%s: colour of unit %d, whose change is %d" % (name, row, change), (blue > red) - (blue < red), (change > 0) - (change < 0))
    return seen


def check_views(orgsim, name, target, draw):
    whole = totals(orgsim, target)
    impact = whole["totals"]
    for view in VIEWS:
        for more in (["--page", "A4", "--lang", "vi"], []):
            what = " ".join([name, view] + more)
            picture = draw("--view", view, *more)
            charts.check_picture(what, picture)
            if view == "treemap":
                check_texts_in_cells(what, picture)
            if view == "flow" and not more:
                check_flow(what, picture, posts(target), ("cut", "added"))
                flow = picture
            elif view == "treemap" and not more:
                treemap = picture
            elif view == "pyramid" and not more:
                check_dots(what, picture, target.rsplit(":", 1)[0])
    people, units = impact["people"], impact["units"]
    check_flow(name + " people", draw("--view", "flow", "--count", "people"),
               (people["before"], people["after"], people["left"], people["joined"]), ("left", "joined"), whole["person_fates"]["joins, leaves"])
    check_flow(name + " units", draw("--view", "flow", "--count", "units"),
               (units["before"], units["after"], units["closed"], units["opened"]), ("closed", "founded"), whole["unit_fates"]["came and went"])
    check_flow(name + " deep", draw("--view", "flow", "--depth", "2"), posts(target), ("cut", "added"))
    check_waterfall(name, draw, target)
    if not check_tints(name, draw, target) - {0}:
        charts.problems.append(name + ": no unit of the treemap has the colour of a change")
    diff = draw("--view", "diff")
    if not check_same_figures(name + " flow", (diff, flow)) or not check_same_figures(name + " treemap", (diff, treemap)):
        charts.problems.append(name + ": no unit is on both charts")
    for view in VIEWS[1:3]:
        charts.check_picture(name + " " + view + " at the start", draw("--view", view, "--count", "people", *(["--at", "before"] if view == "treemap" else [])))


def check_ages(folder, draw):
    """The small town's people by age and sex, counted from its file of people."""
    picture = draw("--view", "age-profile")
    if not picture.texts[0][0].startswith("Mean age "):
        charts.problems.append("the title of the ages is %r" % picture.texts[0][0])
    file = charts.plain(os.path.join(folder, "small-town.orgdb"))
    wanted = {}
    for sex, born in file.execute("select sex, born from person where snapshot = 1"):
        band = (2025 * 12 - born) // 60 * 5
        wanted[band, sex] = wanted.get((band, sex), 0) + 1
    texts = [(t, b) for t, _, b in picture.texts]
    axis = {t: b for t, b in texts if re.match(r"\d\d\u2013\d\d$", t) and b[0] < picture.size[0] / 2}
    for text, box in axis.items():
        beside = sorted((b[0], int(t)) for t, b in texts
                        if t.isdigit() and abs(b[3] - box[3]) < 2 and b[0] < picture.size[0] / 2)
        band = int(text[:2])
        charts.expect("people of " + text, [n for _, n in beside], [wanted.get((band, s), 0) for s in sorted({s for _, s in wanted})])
    charts.expect("people in the bands", sum(wanted.values()), 55)


def check_no_births(draw):
    for lang, sentence in (("en", "no dates of birth"), ("vi", "không có ngày sinh")):
        picture = draw("--view", "age-profile", "--lang", lang)
        if not any(sentence in t for t, _, _ in picture.texts):
            charts.problems.append("a chart of ages does not say in %s that there are no dates of birth" % lang)


SPLIT = {
    "units.csv": "id,name,type,parent_id\nt,Town hall,town,\na,Health and Care,department,t\nb,Works,department,t\nc,Parks,department,t\n",
    "after.csv": "id,name,type,parent_id\nt,Town hall,town,\nh,Health,department,t\nk,Care,department,t\nb,Works and Parks,department,t\n",
    "map.csv": "old_id,new_id,date,share\nt,t,,\na,h,,0.6\na,k,,0.4\nb,b,,\nc,b,,\n",
    "posts.csv": "id,unit_id,rank,category\n" + "".join("%s%d,%s,%s,civil-servant\n" % (u, i, u, "staff" if i else "head") for u, n in (("t", 2), ("a", 10), ("b", 6), ("c", 4)) for i in range(n)),
    "scenario.yaml": "orgsim: 1\ntitle: A department is split\norganisation: {units: units.csv, posts: posts.csv}\nfrom: 2025-01\nto: 2025-12\n"
                     "clock: yearly\nsteps:\n  - at: 2025-03\n    crosswalk: {table: map.csv, units: after.csv}\n",
}


def check_split(orgsim, folder, widths):
    for name, text in SPLIT.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    target = run_scenario(orgsim, folder, os.path.join(folder, "scenario.yaml"), "split")
    fates = totals(orgsim, target)["unit_fates"]
    charts.expect("split units of impact", fates["split"], 1)
    wanted = {"kept": 1, "absorbed": 1, "took over": 1, "split": 1, "new": 2, "renamed": 1, "posts changed": 1}
    charts.expect("fates of impact", {k: n for k, n in fates.items() if n}, wanted)
    for view in ("diff", "flow", "treemap"):
        picture = charts.Picture(charts.chart(orgsim, folder, target, ["--view", view, "--format", "svg"]) + ".svg", widths)
        charts.check_picture("split " + view, picture)
        texts = [t for t, _, _ in picture.texts]
        legend = charts.legend_of(picture) if view != "flow" else \
            {t.split("  ")[0]: int(t.split("  ")[1]) for t in texts if re.match(r"(kept|absorbed|took over|split|new|renamed|posts changed)  [1-9]\d*$", t)}
        charts.expect("split %s legend" % view, legend, wanted)
        if view == "flow" and "by split  10" not in texts:
            charts.problems.append("split flow: no ribbons of 10 posts by split: %r" % texts)
        if view == "diff" and not {"into Health; Care", "from Health and Care"} <= set(texts):
            charts.problems.append("split diff does not say what became of what: %r" % texts)


def check_snapshots(orgsim, folder):
    target = os.path.join(folder, "small-town.orgdb")
    for view, status in (("treemap", 0), ("pyramid", 0), ("age-profile", 0), ("flow", 2), ("waterfall", 2)):
        done = subprocess.run([orgsim, "chart", target, "--view", view, "-o", os.path.join(folder, "s")], capture_output=True, check=False)
        charts.expect("exit of --view %s of a snapshot" % view, done.returncode, status)


def check_bands(name, draw):
    """So many bands that a flow tells something, and no more than can be read."""
    bands = draw("--view", "flow").units()
    if name != "small-town" and not 8 <= len(bands) <= 2 * 60:
        charts.problems.append("%s: the flow has %d bands" % (name, len(bands)))


def check_small_cuts(name, draw, target):
    """Cuts below 2 % of all are stubs and leave together: few ribbons end at the exit, the sums are as before."""
    picture = draw("--view", "flow")
    cut = posts(target)[2]
    gathered = [t for t, _, _ in picture.texts if t.startswith("cut, each < 2")]
    right = max(r[-2] for r in picture.ribbons)
    stubs = [r for r in picture.ribbons if r[-2] < right - 50]
    if bool(gathered) != bool(stubs) or (gathered and len(stubs) < 3):
        charts.problems.append("%s: %d stubs, and it says %r" % (name, len(stubs), gathered))
    if name == "hanoi-2025" and not stubs:
        charts.problems.append("%s: no cut is small, of %g" % (name, cut))


def check_titles(draw):
    """A step's note is its title on a waterfall."""
    for lang, title in (("en", "Two posts a year, vacant ones first."), ("vi", "Mỗi năm hai biên chế")):
        said = " ".join(t for t, _, _ in draw("--view", "waterfall", "--lang", lang).texts)
        if title not in said or "fewer-posts" not in said:
            charts.problems.append("the waterfall does not call a step by its note in %s: %r" % (lang, said))


RULED = {
    "units.csv": "id,name,type,parent_id\nt,Town hall,town,\n" + "".join("u%d,Office %d,office,t\n" % (i, i) for i in range(6)),
    "posts.csv": "id,unit_id,rank\nt0,t,head\n" + "".join("u%d-%d,u%d,%s\n" % (i, k, i, "staff" if k else "head") for i in range(6) for k in range(2 + 2 * i)),
    "scenario.yaml": "orgsim: 1\ntitle: Spans\norganisation: {units: units.csv, posts: posts.csv}\nfrom: 2025-01\nto: 2025-12\nclock: yearly\n"
                     "rules:\n  - id: narrow\n    span-of-control: {at_least: 3, at_most: 8}\n",
}


def check_ruled(orgsim, folder, widths):
    """The band of a rule stands behind the dots, and those outside of it have another colour; a rule that is kept has its band, too."""
    for name, text in RULED.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    target = run_scenario(orgsim, folder, os.path.join(folder, "scenario.yaml"), "ruled")
    picture = charts.Picture(charts.chart(orgsim, folder, target, ["--view", "pyramid", "--format", "svg"]) + ".svg", widths)
    charts.check_picture("pyramid with a rule", picture)
    texts = [t for t, _, _ in picture.texts]
    charts.expect("the rule's band", texts.count("narrow: 3–8"), 2)
    charts.expect("outside of the rule", any(t.endswith("outside of the rule 3") for t in texts), True) # of spans of 1, 3, 5, 6, 7, 9 and 11
    colours = [colour for _, colour in picture.painted]
    charts.expect("dots outside", colours.count("#B3261E"), 2 * 3)


def check_small_paper(name, draw):
    """On A4 in Vietnamese, where words are longest, a name may be shortened, a figure never."""
    for view in ("flow", "timeline"):
        picture = draw("--view", view, "--page", "A4", "--lang", "vi")
        charts.check_picture("%s %s A4 vi" % (name, view), picture)
        texts = [t for t, _, _ in picture.texts]
        heads = [t for t in texts if re.match(r"(Trước|Sau) sắp xếp \d\d/\d{4}: [\d.]+ \S", t) and "…" not in t]
        if view == "flow":
            charts.expect("%s: heads of the flow with their sums" % name, len(heads), 2)
            continue
        for text in texts:
            if re.match(r"(?:mốc|yêu cầu|giá trị) .*…|\d[\d.,–]*…$", text):
                charts.problems.append("%s timeline: the figure of %r is cut" % (name, text))


def check_own(orgsim, folder, target):
    """The posts of the town hall itself are not mistaken for those of the whole town, which other charts show."""
    for view in ("flow", "treemap"):
        text = charts.read(charts.chart(orgsim, folder, target, ["--view", view, "--lang", "en", "--format", "svg"]) + ".svg").decode("utf-8")
        if ">Town hall · its own<" not in text or ">Town hall<" in text:
            charts.problems.append("%s: the town hall's own posts are not called its own" % view)


def check_required_levels(orgsim, folder):
    """A target of a change ("= -5" against the start) is drawn at the baseline less 5, not at 5: met targets lie on their line."""
    target = os.path.join(folder, "hanoi-2020-replay.orgdb:run-1")
    done = subprocess.run([orgsim, "show", target, "--json"], capture_output=True, text=True, check=True)
    texts = charts.read(charts.chart(orgsim, folder, target, ["--view", "timeline", "--lang", "en", "--format", "svg"]) + ".svg").decode("utf-8")
    drawn = sorted(value(t) for t in re.findall(r">required (%s)<" % FIGURE, texts))
    wanted = sorted(t["baseline"] + t["low"] for t in json.loads(done.stdout)["targets"])
    charts.expect("required levels of the timeline", drawn, wanted)


def check_golden(orgsim, root, folder):
    target = os.path.join(folder, "small-town.orgdb:run-1")
    for view in VIEWS:
        golden = os.path.join(root, "tests/golden/small-town-%s.dot" % view)
        kept = {}
        for locale in ("C.UTF-8", "de_DE.UTF-8", "vi_VN.UTF-8"):
            base = charts.chart(orgsim, folder, target, ["--view", view, "--lang", "en", "--format", "dot,svg,png"], locale)
            for ending in (".dot", ".svg", ".png"):
                if kept.setdefault(ending, charts.read(base + ending)) != charts.read(base + ending):
                    charts.problems.append("%s%s: other bytes in %s" % (view, ending, locale))
        dot = re.sub(r"inputs [0-9a-f]+", "inputs HASH", kept[".dot"].decode("utf-8"))
        if "--update" in sys.argv:
            with open(golden, "w", encoding="utf-8") as file:
                file.write(dot)
        if dot != charts.read(golden).decode("utf-8"):
            charts.problems.append("%s differs from %s; look at it, then --update" % (view, os.path.basename(golden)))


def main():
    orgsim, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    widths = charts.Widths(root)
    with tempfile.TemporaryDirectory() as folder:
        draw = {}
        for name in SCENARIOS:
            target = run_scenario(orgsim, folder, os.path.join(root, "scenarios", name, "scenario.yaml"), name)
            draw[name] = drawer(orgsim, folder, target, widths)
            check_views(orgsim, name, target, draw[name])
            check_small_paper(name, draw[name])
            check_bands(name, draw[name])
            check_small_cuts(name, draw[name], target)
        check_titles(draw["small-town"])
        check_own(orgsim, folder, os.path.join(folder, "small-town.orgdb:run-1"))
        check_required_levels(orgsim, folder)
        assumed = draw["hanoi-2025"]("--view", "age-profile").texts[0][0]
        if not assumed.endswith("(ages assumed)"):
            charts.problems.append("assumed ages are not said in the title: %r" % assumed)
        check_ages(folder, draw["small-town"])
        check_no_births(draw["hanoi-2025-march"])
        check_split(orgsim, folder, widths)
        check_ruled(orgsim, folder, widths)
        check_snapshots(orgsim, folder)
        check_golden(orgsim, root, folder)
    if charts.problems:
        sys.exit("\n".join(charts.problems[:40] + ["%d problems" % len(charts.problems)]))


main()
