# SPDX-License-Identifier: MIT
"""sweep: 100,000 points stored and compared with as many others, alone: their figures are made up. Peer: Python's sqlite3, a row for each point with
a column for each value and figure, in transactions of as many points, to a file that is synced as often; and the comparison as one SELECT."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

POINTS, PARAMS, OUTCOMES, BATCH = 100000, 4, 6, 1000
MASK = (1 << 64) - 1


def chance(key, row, draw):
    """org_chance() of plugin.h."""
    x = (key + row * 0x9E3779B97F4A7C15 + draw * 0xD1B54A32D192ED03) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def rows_of(sweep):
    """Made before the clock runs: what is measured is storing."""
    return [[point] + ["%d%%" % (chance(7, point, p) % 1000) for p in range(PARAMS)] + [(chance(sweep, point, o) % 200000) / 2 for o in range(OUTCOMES)]
            for point in range(POINTS)]


def columns():
    return ["v%d" % p for p in range(PARAMS)], ["f%d" % o for o in range(OUTCOMES)]


def now():
    return time.perf_counter(), time.process_time()


def since(began):
    return [b - a for a, b in zip(began, now())]


def peer(folder, rows):
    db = sqlite3.connect(os.path.join(folder, "peer.db"), isolation_level=None)
    db.execute("PRAGMA synchronous = EXTRA")
    values, figures = columns()
    for sweep in (1, 2):
        db.execute("CREATE TABLE point%d(point INTEGER PRIMARY KEY, %s, %s) STRICT"
                   % (sweep, ", ".join(v + " TEXT" for v in values), ", ".join(f + " REAL" for f in figures)))
    took = []
    for sweep in (1, 2):
        began = now()
        for at in range(0, POINTS, BATCH):
            db.execute("BEGIN")
            db.executemany("INSERT INTO point%d VALUES (%s)" % (sweep, ", ".join("?" * (1 + PARAMS + OUTCOMES))), rows[sweep][at:at + BATCH])
            db.execute("COMMIT")
        took.append(since(began))
    began = now()
    wanted = ", ".join("sum(b.{0} < a.{0}), sum(b.{0} = a.{0}), sum(b.{0} > a.{0}), min(b.{0} - a.{0}), max(b.{0} - a.{0})".format(f) for f in figures)
    same = " AND ".join("a.{0} = b.{0}".format(v) for v in values)
    found = db.execute("SELECT %s FROM point1 a JOIN point2 b ON b.point = a.point AND %s" % (wanted, same)).fetchone()
    compared = since(began)
    db.close()
    return took[0], compared, [list(found[i:i + 5]) for i in range(0, len(found), 5)]


def run(options):
    program = os.path.join(options.build, "tests", "bench", "sweep")
    made = {sweep: rows_of(sweep) for sweep in (1, 2)}
    mine, other, found = [], [], None
    for _ in range(max(options.reps // 2, 1)):
        with tempfile.TemporaryDirectory() as folder:
            mine.append(json.loads(subprocess.run([program, str(POINTS), folder], check=True, capture_output=True, text=True).stdout))
            other.append(peer(folder, made))
        found = mine[-1]["found"]
        if found != other[-1][2]:
            sys.exit("sweep: the comparison came to %s, the peer's to %s" % (found, other[-1][2]))
    rows = []
    for name, what, at, budget in (("store 100,000 points", "stored", 0, 3), ("compare them with 100,000", "compared", 1, 0.5)):
        for which, unit in ((0, "s wall"), (1, "s CPU")):
            value, beside = min(m[what][which] for m in mine), min(o[at][which] for o in other)
            rows.append({"name": "sweep: %s (at most %g s)" % (name, budget), "value": round(value, 4), "unit": unit,
                         "peer": "Python's sqlite3, plain rows", "peer_value": round(beside, 4), "ratio": round(beside / value, 2)})
    return rows, True
