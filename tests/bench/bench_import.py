# SPDX-License-Identifier: MIT
"""import: a million posts in ten thousand units from CSV to a file of their own, against the sqlite3 shell's .import."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

UNITS, POSTS = 10000, 1000000
BUDGET_MB = 400.0
# The share of each, in percent.
CATEGORIES = ("public-employee",) * 72 + ("civil-servant",) * 20 + ("contract",) * 8
COEFFICIENTS = ("2.34", "2.67", "3", "3.33", "3.66", "3.99", "4.32", "4.65", "4.98", "1.86", "2.06", "4.4")
STAFF = ("Teacher", "Accountant", "Clerk", "Archivist", "Doctor", "Nurse", "Land registrar", "Inspector", "Driver",
         "Chuyên viên", "Giáo viên", "Văn thư, lưu trữ")
GRADES = ("V.07.05.15", "V.07.04.32", "V.08.05.13", "01.003", "01.004", "06.031")
TYPES = (("city", "City"), ("department", "Department"), ("division", "Division"), ("room", "Room"))
COLUMNS = "id,unit_id,title,rank,category,funding,grade,coefficient,fte,reports_to"
# The peer's table as an analyst would declare it for the same columns, and with no key or type at all.
PEERS = {"sqlite3 .import, with a key": """create table posts(id text primary key, unit_id text, title text, rank text,
 category text, funding text, grade text, coefficient real, fte real, reports_to text)""",
         "sqlite3 .import, without": "create table posts(%s)" % COLUMNS}


def mixed(n):
    """A fixed scramble of a number (SplitMix64's), so that the made files are the same everywhere."""
    mask = (1 << 64) - 1
    n = (n + 0x9E3779B97F4A7C15) & mask
    n = ((n ^ (n >> 30)) * 0xBF58476D1CE4E5B9) & mask
    n = ((n ^ (n >> 27)) * 0x94D049BB133111EB) & mask
    return n ^ (n >> 31)


def quoted(text):
    return '"%s"' % text if "," in text else text


def write_units(path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("id,name,type,parent_id\n")
        for i in range(UNITS):
            # One city, 20 departments, 400 divisions, the rest rooms.
            level = 0 if i == 0 else 1 if i <= 20 else 2 if i <= 420 else 3
            parent = "" if i == 0 else "u%05d" % (0 if level == 1 else 1 + (i - 21) % 20 if level == 2 else 21 + (i - 421) % 400)
            kind, name = TYPES[level]
            file.write("u%05d,%s No. %d,%s,%s\n" % (i, name, i, kind, parent))


def write_posts(path):
    """A head, up to five deputies and the staff of each unit in order; a head reports to the head of the unit above."""
    per_unit = POSTS // UNITS
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS + "\n")
        for u in range(UNITS):
            first, above = u * per_unit, "" if u == 0 else "p%07d" % ((u - 1) // 20 * per_unit)
            deputies = 1 + mixed(u) % 5
            rows = []
            for k in range(per_unit):
                h = mixed(first + k)
                rank = "head" if k == 0 else "deputy" if k <= deputies else "staff"
                title = "Head" if k == 0 else "Deputy head" if k <= deputies else quoted(STAFF[(h >> 8) % len(STAFF)])
                rows.append("p%07d,u%05d,%s,%s,%s,%s,%s,%s,%s,%s\n" % (
                    first + k, u, title, rank, CATEGORIES[(h >> 16) % 100], "own" if (h >> 24) % 10 == 0 else "state",
                    GRADES[(h >> 48) % len(GRADES)], COEFFICIENTS[(h >> 32) % len(COEFFICIENTS)], "0.5" if (h >> 40) % 25 == 0 else "1",
                    above if k == 0 else "p%07d" % first))
            file.write("".join(rows))


def timed(command):
    """Seconds of wall time and megabytes at the peak of one process."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    took = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit("import: %s ended with status %d" % (command[0], child.returncode))
    return took, used.ru_maxrss / 1024


COUNTS = "select count(*), printf('%.1f', sum(fte)), count(nullif(reports_to, '')) from posts"


def counted(*command):
    """How many rows, full posts and bosses a file has come to hold."""
    said = subprocess.run([*command, COUNTS], stdout=subprocess.PIPE, check=True)
    return said.stdout.decode().strip().splitlines()[-1]


def fresh(path):
    if os.path.exists(path):
        os.unlink(path)
    return path


def run(options):
    ours, theirs, equal = [], {peer: [] for peer in PEERS}, True
    with tempfile.TemporaryDirectory() as folder:
        units, posts = os.path.join(folder, "units.csv"), os.path.join(folder, "posts.csv")
        mine, other = os.path.join(folder, "bench.orgdb"), os.path.join(folder, "peer.db")
        write_units(units)
        write_posts(posts)
        for _ in range(max(options.reps // 2, 1)):  # in turn, so that what else the machine does falls on all
            ours.append(timed([options.build + "/orgsim", "import", "--units", units, "--posts", posts, "--into", fresh(mine),
                               "--snapshot", "made", "--date", "2021-01", "--quiet"]))
            for peer, table in PEERS.items():
                theirs[peer].append(timed(["sqlite3", fresh(other), table, ".import --csv --skip 1 %s posts" % posts]))
                equal = equal and (counted(options.build + "/orgsim", "query", "--csv", "--quiet", mine + ":made") ==
                                   counted("sqlite3", "-csv", other))
    if not equal:
        print("import: the files do not hold the same posts", file=sys.stderr)

    def row(unit, value, peer, peer_value):
        return {"name": "import", "value": round(value, 3), "unit": unit, "peer": peer, "peer_value": round(peer_value, 3),
                "ratio": round(peer_value / value, 2)}
    walls, memory = [took for took, _ in ours], max(peak for _, peak in ours)
    rows = []
    for peer, results in theirs.items():
        peers = [took for took, _ in results]
        rows += [row("s wall, best of %d" % len(walls), min(walls), peer, min(peers)),
                 row("s wall, median of %d" % len(walls), statistics.median(walls), peer, statistics.median(peers)),
                 row("MB at the peak", memory, peer, max(peak for _, peak in results))]
    return rows + [row("MB at the peak", memory, "budget", BUDGET_MB)], equal
