# SPDX-License-Identifier: MIT
"""live: questions in SQL to a million posts of an organisation, beside the same questions to rows of a table in SQLite."""

import os
import resource
import subprocess
import sys
import tempfile

import bench_import

AGAIN = 10  # how often each question is asked in one statement, so that opening the file weighs little
QUESTIONS = (
    ("count by three terms", "select count(*) from posts where rank = 'staff' and category = 'contract' and funding = 'own'"),
    ("count by a term and a null", "select count(*) from posts where category = 'civil-servant' and reports_to is null"),
    ("group by a word", "select group_concat(said) from (select category || count(*) || ' ' || sum(coefficient * 100) as said"
                        " from posts group by category)"),
    ("group by two words", "select group_concat(said) from (select rank || funding || count(*) as said from posts group by rank, funding)"),
)


def seconds(*command):
    """CPU of a command, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said


def asked(question, times):
    """The question in each of so many arms of one statement; the last number keeps SQLite from asking it once for all."""
    return " union all ".join("select %d, (%s)" % (i, question) for i in range(times))


def run(options):
    rows, equal = [], True
    with tempfile.TemporaryDirectory() as folder:
        units, posts = os.path.join(folder, "units.csv"), os.path.join(folder, "posts.csv")
        mine, other = os.path.join(folder, "bench.orgdb"), os.path.join(folder, "peer.db")
        bench_import.write_units(units)
        bench_import.write_posts(posts)
        subprocess.run([options.build + "/orgsim", "import", "--units", units, "--posts", posts, "--into", mine, "--snapshot", "made",
                        "--date", "2021-01", "--quiet"], stdout=subprocess.DEVNULL, check=True)
        subprocess.run(["sqlite3", other, bench_import.PEERS["sqlite3 .import, with a key"], ".import --csv --skip 1 %s posts" % posts,
                        "update posts set reports_to = nullif(reports_to, '')"], check=True)
        ours, theirs = [options.build + "/orgsim", "query", "--csv", "--quiet", mine + ":made"], ["sqlite3", "-csv", other]
        for name, question in QUESTIONS:
            took = {"ours": [], "theirs": []}
            for _ in range(max(options.reps // 2, 1)):  # in turn, so that what else the machine does falls on both
                answers = []
                for side, command in (("ours", ours), ("theirs", theirs)):
                    once, said = seconds(*command, asked(question, 1))
                    often, _ = seconds(*command, asked(question, 1 + AGAIN))
                    took[side].append(max(often - once, 0) / AGAIN * 1e3)
                    answers.append(said.splitlines()[-1])
                if answers[0] != answers[1]:
                    print("live: %s: %s, not %s" % (name, answers[0], answers[1]), file=sys.stderr)
                    equal = False
            value, peer = min(took["ours"]), min(took["theirs"])
            rows.append({"name": "live: " + name, "value": round(value, 2), "unit": "ms of CPU", "peer": "rows in SQLite",
                         "peer_value": round(peer, 2), "ratio": round(peer / value, 2) if value else None})
    return rows, equal
