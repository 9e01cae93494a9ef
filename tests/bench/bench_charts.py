# SPDX-License-Identifier: MIT
"""charts: the library that draws charts, in one process and on one core, beside `dot -Tsvg` on the same units and lines."""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile

DOT_LIMIT = 120  # seconds of CPU


def driver(options, *arguments):
    program = options.build + "/tests/bench/charts"
    done = subprocess.run([program] + [str(a) for a in arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("charts: %s %s\n%s" % (program, " ".join(str(a) for a in arguments), done.stderr))
    return done.stdout


def draw(options, units, page, picture, dpi=72):
    return json.loads(driver(options, "draw", units, page, picture, dpi, options.reps))


def dot(options, units):
    """Milliseconds of CPU that dot takes for an SVG of the same units, or None when it is stopped at the limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "graph.dot")
        with open(path, "w", encoding="utf-8") as file:
            file.write(driver(options, "graph", units))

        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (DOT_LIMIT, DOT_LIMIT))
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            child = subprocess.Popen(["dot", "-Tsvg", "-o", os.path.join(folder, "dot.svg"), path], stderr=nowhere, preexec_fn=limit)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
    return (used.ru_utime + used.ru_stime) * 1e3 if child.returncode == 0 else None


def row(name, value, unit, peer, peer_value):
    return {"name": name, "value": round(value, 3), "unit": unit, "peer": peer, "peer_value": peer_value,
            "ratio": None if peer_value is None else round(peer_value / value, 2)}


def run(options):
    small, large, huge = (draw(options, n, "fit", "svg") for n in (1000, 10000, 50000))
    place = json.loads(driver(options, "place", 10000, 20 * options.reps))["ms"]
    rows = [row("1,000-unit diff, SVG", small["ms"], "ms", "to reach", 15),
            row("10,000-unit diff, SVG", large["ms"], "ms", "to reach", 40),
            row("50,000-unit diff, SVG", huge["ms"], "ms", "to reach", 250),
            row("50,000-unit diff, SVG", huge["mb"], "MB of memory", "to reach", 170),
            row("coordinates alone, 10,000 units", place, "ms", "to reach", 1)]
    for picture, dpi, most in (("svg", 72, 50), ("pdf", 72, 60), ("png", 300, 400)):
        page = draw(options, 350, "A3", picture, dpi)
        rows.append(row("A3 page of 350 rows, %s" % (picture.upper() + (" 300 dpi" if dpi == 300 else "")),
                        page["ms"], "ms", "to reach", most))
    growth = math.log(huge["ms"] / small["ms"]) / math.log(50)
    rows.append(row("growth from 1,000 to 50,000 units", growth, "exponent", "to reach", 1.1))
    for units, ours in ((1000, small), (10000, large)):
        took = dot(options, units)
        rows.append(row("%s-unit diff, SVG" % format(units, ","), ours["ms"], "ms",
                        "dot -Tsvg" if took else "dot -Tsvg, stopped after %d s" % DOT_LIMIT, took and round(took, 1)))
    return rows, True
