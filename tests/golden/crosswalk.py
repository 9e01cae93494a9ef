#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes an organisation of 10,795 units in four levels and a crosswalk to 3,356 units in three: merges of up to 15, splits
into 5, a level abolished. Runs it and compares the exported units with the wanted ones, as a set of (id, name, type, parent).
The same for an eighth of it: the processor's time may not grow with the square of the country.

Usage: crosswalk.py ORGSIM [FOLDER]     with FOLDER, the made files stay there
The counts of units have the size of Vietnam's in 2025 (63 provinces, 696 districts, 10,035 communes to 34 and 3,321); names,
numbers of posts and who goes where are made.
"""

import collections
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile

Country = collections.namedtuple("Country", "provinces districts communes provinces_after communes_after")
WHOLE, EIGHTH = Country(63, 696, 10035, 34, 3321), Country(8, 87, 1254, 4, 415)
POSTS = 3  # a commune: head, deputy, staff; kept small, since it is the units that count here
GROWTH = 12  # the most by which the whole may take longer than an eighth: a square would be 64
TRIES = 10  # what else the machine does only ever adds time, so that the least of several counts


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([header] + rows)


def before(c):
    units = [["VN", "Country", "country", ""]]
    units += [["T%02d" % i, "Province %d" % i, "province", "VN"] for i in range(c.provinces)]
    units += [["H%03d" % i, "District %d" % i, "district", "T%02d" % (i % c.provinces)] for i in range(c.districts)]
    units += [["X%05d" % i, "Commune %d" % i, "commune", "H%03d" % (i % c.districts)] for i in range(c.communes)]
    return units


def after_and_mapping(c):
    """Provinces: some stay and take the others in. Districts end. Communes: in the order of their provinces, five old ones are
    split into five new ones each, the rest merge in runs of 1 to 15 into new or carried-on ones."""
    units, mapping = [["VN", "Country", "country", ""]], []
    kept = ["T%02d" % i for i in range(c.provinces_after)]
    units += [[id, "Province %s (new)" % id, "province", "VN"] for id in kept]
    for i in range(c.provinces):
        mapping.append(["T%02d" % i, kept[i % c.provinces_after], "2025-07-01", ""])
    mapping += [["H%03d" % i, "", "2025-07-01", ""] for i in range(c.districts)]
    order = sorted(range(c.communes), key=lambda i: (i % c.districts % c.provinces, i))
    for i in order[:5]:
        for part in range(5):
            new = "N%05d-%d" % (i, part)
            units.append([new, "Ward %d of %d" % (part, i), "ward", kept[i % c.districts % c.provinces % c.provinces_after]])
            mapping.append(["X%05d" % i, new, "2025-07-01", ["40%", "30%", "10%", "10%", "10%"][part] if i % 2 else ""])
    left, wanted, at = order[5:], c.communes_after - 25, 0
    sizes = [15] * 20
    while len(sizes) < wanted:
        rest, groups = len(left) - sum(sizes), wanted - len(sizes)
        sizes.append(rest // groups)
    for number, size in enumerate(sizes):
        group = left[at:at + size]
        at += size
        carried = number % 3 == 0
        id = "X%05d" % group[0] if carried else "P%05d" % number
        kind = "ward" if number % 5 == 0 else "commune"
        units.append([id, "Commune %d of 2025" % number, kind, kept[group[0] % c.districts % c.provinces % c.provinces_after]])
        mapping += [["X%05d" % i, id, "2025-07-01", ""] for i in group]
    assert at == len(left) and len(units) == 1 + c.provinces_after + c.communes_after
    return units, mapping


def posts(units):
    rows = []
    for unit in units:
        for k, rank in enumerate(("head", "deputy", "staff")[:POSTS]):
            rows.append(["%s-%d" % (unit[0], k), unit[0], rank, "civil-servant", "state", "1", "1"])
    return rows


def make(folder, c=WHOLE):
    start = before(c)
    end, mapping = after_and_mapping(c)
    assert len(start) == 1 + c.provinces + c.districts + c.communes
    header = ["id", "name", "type", "parent_id"]
    write(os.path.join(folder, "units.csv"), header, start)
    write(os.path.join(folder, "units_after.csv"), header, list(reversed(end)))
    write(os.path.join(folder, "mapping.csv"), ["old_id", "new_id", "date", "share"], mapping)
    write(os.path.join(folder, "posts.csv"), ["id", "unit_id", "rank", "category", "funding", "assigned", "filled"],
          posts(start))
    with open(os.path.join(folder, "scenario.yaml"), "w", encoding="utf-8") as out:
        out.write("orgsim: 1\ntitle: A country restructured by a crosswalk\n"
                  "organisation: {units: units.csv, posts: posts.csv}\nfrom: 2025-01\nto: 2025-12\nclock: yearly\nsteps:\n"
                  "  - at: 2025-07\n    crosswalk: {table: mapping.csv, units: units_after.csv}\n"
                  "targets:\n  - {id: units, title: Units, metric: units, equals: %d, by: 2025-12}\n" % len(end))
    return start, end, mapping


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def key(row):
    return row["id"], row["name"], row["type"], row["parent_id"]


def call(arguments, folder):
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("%s: exit %d\n%s" % (" ".join(arguments[1:3]), done.returncode, done.stderr))
    return done.stdout


def processor():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(orgsim, folder, number):
    """The processor's seconds of a run into a file of its own, and the run."""
    used = processor()
    document = json.loads(call([orgsim, "run", "scenario.yaml", "--into", "run-%d.orgdb" % number, "--json"], folder))
    return processor() - used, document


def check(orgsim, folder, c):
    """Made, run, exported and compared; the processor's seconds of the run."""
    start, end, _ = make(folder, c)
    seconds, document = run(orgsim, folder, 0)
    assert document["status"] == "done", document["status"]
    call([orgsim, "export", document["run"], "--format", "csv", "-o", "out"], folder)
    found = {key(row) for row in read(os.path.join(folder, "out", "units.csv"))}
    wanted = {tuple(row) for row in end}
    assert found == wanted, "%d units differ, such as %r" % (len(found ^ wanted), sorted(found ^ wanted)[:4])
    totals = document["totals"]
    moved = len(read(os.path.join(folder, "out", "posts.csv")))
    assert moved == (len(start) - c.districts) * POSTS, moved
    assert totals["people"]["before"] == totals["people"]["after"], totals
    assert totals["people"]["surplus"] == c.districts * POSTS, totals
    return seconds


def check_growth(orgsim, folders, seconds):
    for number in range(1, TRIES):
        if seconds[0] <= GROWTH * seconds[1]:
            break
        seconds = [min(run(orgsim, folder, number)[0], best) for folder, best in zip(folders, seconds)]
    print("the whole took %.1f times as long as an eighth of it" % (seconds[0] / seconds[1]))
    assert seconds[0] <= GROWTH * seconds[1], seconds


def main():
    orgsim = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        folders = [os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(folder, "whole"), os.path.join(folder, "eighth")]
        for made in folders:
            os.makedirs(made, exist_ok=True)
        check_growth(orgsim, folders, [check(orgsim, made, c) for made, c in zip(folders, (WHOLE, EIGHTH))])


if __name__ == "__main__":
    main()
