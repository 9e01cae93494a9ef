#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--mask: names, pay and dates of birth are in no output that it was given to, and in each of them without it.

Usage: mask.py ORGSIM SOURCE-ROOT
"""

import contextlib
import csv
import glob
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import xlsx  # noqa: E402  (the folder is not a package)

NAMES, PAY, BORN = ["Zyxname"], ["4.98", "498", "3456"], ["1967-07", "23658"]  # 23658: that month as the file counts it
problems = []

FILES = {
    "u.csv": "id,name,type,parent_id\nt,Town,town,\na,Finance,room,t\nb,Planning,room,t\n",
    "p.csv": "id,unit_id,title,rank,coefficient\na1,a,Head,head,4.98\na2,a,Clerk,staff,4.98\nb1,b,Head,head,4.98\n"
             "b2,b,Clerk,staff,4.98\nt1,t,Mayor,head,4.98\n",
    "h.csv": "id,name,born,sex,hired,post_id,rating,salary\n" + "".join(
        "e%d,Zyxname %d,1967-07,F,2005-01,%s,3,3456\n" % (i, i, post) for i, post in enumerate(("a1", "a2", "b1", "b2", "t1"))),
    # One person has another name, one another month of birth, one another salary.
    "newer.csv": "id,name,born,sex,hired,post_id,rating,salary\ne1,Zyxname 9,1967-07,F,2005-01,a1,3,3456\n"
                 "e2,Zyxname 2,1967-09,F,2005-01,a2,3,3456\ne3,Zyxname 3,1967-07,F,2005-01,b1,3,9999\n"
                 "e4,Zyxname 4,1967-07,F,2005-01,b2,3,3456\n",
    "s.yaml": "orgsim: 1\ntitle: S\norganisation: {units: u.csv, posts: p.csv, people: h.csv}\nfrom: 2025-01\nto: 2025-12\n"
              "clock: yearly\nsteps:\n  - {at: 2025-06, id: m, merge: {units: [a, b], into: a}}\n"
              "targets:\n  - {id: x, metric: units, against: start, change: -10%, by: 2025-12}\n",
    "p.yaml": "orgsim: 1\ntitle: P\norganisation: {units: u.csv, posts: p.csv, people: h.csv}\nfrom: 2025-01\nto: 2025-12\n"
              "clock: yearly\nmetrics:\n  - {id: wages, payroll: {}}\n  - {id: spent, change-cost: {}}\n"
              "targets:\n  - {id: x, metric: wages, at_least: 1, by: 2025-12}\n",
    "points.yaml": "orgsim: 1\nsweep: when\nscenario: s.yaml\nparameters: {m.at: [2025-06, 2025-07]}\n",
}

# Commands that never open an organisation, so that they have nothing to mask.
WITHOUT_PEOPLE = {"plugin", "scenario", "doctor"}

# What is asked, and which of the three a plain output of it holds.
ASKED = [
    (["query", "s.orgdb:run-1", "select * from people"], NAMES + PAY[2:] + BORN[:1]),
    (["query", "s.orgdb:run-1", "select * from posts", "--csv"], PAY[:1]),
    (["export", "s.orgdb:run-1", "--format", "csv", "-o", "out"], NAMES + PAY[:1] + PAY[2:] + BORN[:1]),
    (["export", "s.orgdb:run-1", "--format", "orgdb", "-o", "out/copy.orgdb"], NAMES),
    (["export", "s.orgdb:run-1", "--format", "sqlite", "-o", "out/copy.sqlite"], NAMES),
    (["export", "s.orgdb:run-1", "--format", "json", "-o", "out/run.json"], []),
    (["explain", "s.orgdb:run-1", "e2"], NAMES),
    (["impact", "s.orgdb:run-1"], NAMES),
    (["impact", "s.orgdb:run-1", "--json"], NAMES),
    (["impact", "s.orgdb:run-1", "--csv", "-o", "out"], NAMES),
    (["impact", "s.orgdb:run-1", "--xlsx", "-o", "out/impact.xlsx"], NAMES),
    (["compare", "s.orgdb:run-1", "s.orgdb:run-1", "--json"], []),
    (["compare", "p.orgdb:run-1", "p.orgdb:run-1", "--json"], ["payroll"]),
    (["compare", "p.orgdb:run-1", "p.orgdb:run-1", "--xlsx", "-o", "out/c.xlsx"], []),
    (["whatif", "s.yaml", "--shift", "1m", "--into", "again.orgdb"], []),

    (["sweep", "run", "points.yaml", "--into", "points.orgdb"], []),
    (["sweep", "show", "points.orgdb", "--json"], []),
    (["sweep", "export", "points.orgdb", "-o", "out/points.csv"], []),
    (["reach", "s.orgdb:run-1"], []),
    (["show", "s.orgdb:run-1"], []),
    (["runs", "s.orgdb"], []),
    (["check", "s.orgdb:run-1", "--json"], []),
    (["check", "s.yaml", "--json"], []),
    (["run", "s.yaml", "--into", "again.orgdb", "--out", "out"], []),
    (["chart", "s.orgdb:run-1", "--view", "diff", "--format", "svg,dot", "-o", "out/diff"], []),
    (["report", "s.orgdb:run-1", "-o", "out/report.html"], []),
    (["render", "s.orgdb:run-1", "--with", "chart", "view=diff", "format=svg,dot", "-o", "out"], []),
    (["import", "--units", "u.csv", "--posts", "p.csv", "--people", "newer.csv", "--into", "old.orgdb", "--snapshot", "new",
      "--date", "2025-01", "--changes-from", "old", "--json", "--dry-run"], NAMES + BORN[:1] + PAY[2:]),
    (["import", "--units", "u.csv", "--posts", "p.csv", "--people", "newer.csv", "--into", "old.orgdb", "--snapshot", "new",
      "--date", "2025-01", "--changes-from", "old", "--replace"], NAMES + BORN[:1] + PAY[2:]),
]


def text_of(path):
    """The cells of a workbook, the words of a drawing without its coordinates, the bytes of anything else."""
    if path.endswith(".xlsx"):
        return "\n".join(str(c[1]) for rows in xlsx.read(path).values() for row in rows for c in row if c).encode()
    if path.endswith((".png", ".pdf")):  # compressed, and the same drawing as the .svg beside it
        return b""
    with open(path, "rb") as file:
        data = file.read()
    drawn = path.endswith((".svg", ".html"))  # a page's own program is no output; its data stays
    return re.sub(rb"<style.*?</style>|<script>.*?</script>|<[^>]*>", b" ", data, flags=re.S) if drawn else data


def output(orgsim, folder, arguments):
    out = os.path.join(folder, "out")
    for path in glob.glob(os.path.join(out, "*")):
        os.remove(path)
    os.makedirs(out, exist_ok=True)
    done = subprocess.run([orgsim, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit("orgsim %s: exit %d\n%s" % (" ".join(arguments), done.returncode, done.stderr.decode()))
    data = done.stdout + done.stderr
    for path in sorted(glob.glob(os.path.join(out, "*"))):
        if path.endswith(".orgdb"):
            rows = path.replace(".orgdb", ".decompressed")
            subprocess.run([orgsim, "export", path, "--format", "sqlite", "--quiet", "-o", rows + ".sqlite"], check=True)
            os.rename(rows + ".sqlite", rows)
            data += text_of(rows)
            os.remove(rows)
        data += text_of(path)
    data = re.sub(rb"[0-9a-f]{40,}|\d{4}-\d\d-\d\d[T ][0-9:.]+Z?", b"", data)  # hashes and times may hold any digits
    return data.decode("utf-8", "replace")


def every_command(orgsim):
    """Each command of --help has the option and is asked above, or opens no organisation."""
    text = subprocess.run([orgsim, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+) ", text.split("Commands:")[1].split("\n\n")[0], re.M)
    if not set(commands) >= {"run", "show", "export"} | WITHOUT_PEOPLE:
        problems.append("the commands of --help were not understood: %s" % commands)
    asked = {arguments[0] for arguments, _ in ASKED}
    for command in commands:
        told = subprocess.run([orgsim, command, "--help"], capture_output=True, text=True, check=True).stdout
        if ("--mask" in told) == (command in WITHOUT_PEOPLE):
            problems.append("%s: --mask is %s" % (command, "there" if "--mask" in told else "missing"))
        if command not in asked | WITHOUT_PEOPLE:
            problems.append("%s has --mask, but this test does not ask it" % command)


def spellings(name):
    """As the bytes of a file may hold it."""
    for form in ("NFC", "NFD"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield unicodedata.normalize(form, name).encode(encoding)


def decompressed(path):
    """The bytes of a file, and of each blob in it what zstd makes of it: the frame follows a header of 32 bytes and a name."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        blobs = [blob for table in ("snapshot_column", "attribute", "end_column", "journal")
                 for blob, in file.execute("select data from %s" % table)]
    frames = b"".join(blob[32 + int.from_bytes(blob[6:8], "little"):] for blob in blobs)
    done = subprocess.run(["zstd", "-dcq"], input=frames, capture_output=True, check=True)
    return text_of(path) + done.stdout


def no_bytes_left(orgsim, folder):
    """A masked copy of a file holds no name in any of its bytes, compressed ones and pages out of use included."""
    people = ["Nguyễn Thị Ánh", "Trần Văn Đức", "O'Brien \"Bob\"", "Zoë", "Lê Hoàng Phương Uyên Trang"] * 400
    with open(os.path.join(folder, "many.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "name", "unit_id", "born", "salary"])
        table.writerows(["n%d" % i, "%s %d" % (name, i), "ab"[i % 2], "1967-07", 3456] for i, name in enumerate(people))
    base = ["import", "--units", "u.csv", "--people", "many.csv", "--into", "many.orgdb", "--date", "2025-01"]
    for name in ("first", "second"):
        subprocess.run([orgsim, *base, "--snapshot", name, "--quiet"], cwd=folder, check=True, capture_output=True)
    os.makedirs(os.path.join(folder, "copies"))
    for name, target, options in (("whole", "many.orgdb:first", []), ("masked", "many.orgdb:first", ["--mask", "names,pay,born"]),
                                  ("run", "s.orgdb:run-1", ["--mask", "names"])):
        subprocess.run([orgsim, "export", target, "--format", "orgdb", "-o", "copies/%s.orgdb" % name, *options, "--quiet"],
                       cwd=folder, check=True, capture_output=True)
    held = {name: decompressed(os.path.join(folder, "copies", name)) for name in os.listdir(os.path.join(folder, "copies"))}
    if set(held) != {"whole.orgdb", "masked.orgdb", "run.orgdb"}:
        problems.append("a copy leaves other files behind: %s" % sorted(held))
    for name in set(people) | set(NAMES):
        if name not in NAMES and name.encode() not in held["whole.orgdb"]:
            problems.append("a whole copy does not show %s: the scan proves nothing" % name)
        for spelled in spellings(name):
            problems.extend("%s holds %s" % (file, name) for file in ("masked.orgdb", "run.orgdb") if spelled in held[file])


def in_sentences(orgsim, folder):
    """Names that a rule says: here it says that of a unit, which is called as a person is."""
    files = {"v.csv": "id,name,type,parent_id\nt,Town,town,\na,Qwertname 3,room,t\n",
             "w.csv": "id,name,unit_id\ne1,Qwertname 3,a\n",
             "q.csv": "id,unit_id\na1,a\n",
             "v.yaml": "orgsim: 1\ntitle: V\norganisation: {units: v.csv, posts: q.csv, people: w.csv}\nfrom: 2025-01\n"
                       "to: 2025-12\nclock: yearly\nrules:\n  - min-staff: {where: \"type = 'room'\", at_least: 9}\n"}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    run = ["run", "v.yaml", "--into", "v.orgdb", "--json"]
    for arguments in (run, ["show", "v.orgdb:run-1", "--json"], ["show", "v.orgdb:run-1"]):
        for mask, shown in (([], "Qwertname 3 has"), (["--mask", "names"], "person 1 has")):
            text = output(orgsim, folder, arguments + mask)
            if shown not in text or (mask and "Qwertname" in text):
                problems.append("%s: %r expected in %s" % (" ".join(arguments + mask), shown, text[:2000]))


def what_files_held(orgsim, folder):
    """Diagnostics quote cells: not those of people when a mask is given."""
    with open(os.path.join(folder, "bad.csv"), "w", encoding="utf-8") as file:
        file.write("id,name,born,salary,rating\ne1,Zyxname\ufffd,1967-77,1,Zyxname\n")
    arguments = ["import", "--units", "u.csv", "--people", "bad.csv", "--dry-run", "--json"]
    for mask, seen in (([], True), (["--mask", "names,born"], False)):
        done = subprocess.run([orgsim, *arguments, *mask], cwd=folder, capture_output=True, text=True, check=False)
        codes = {p["code"] for p in json.loads(done.stdout)["problems"]}
        if not codes >= {"bad-date", "bad-encoding"}:
            problems.append("the bad file says %s: the test proves nothing" % codes)
        for secret in ("1967-77", "Zyxname"):
            if (secret in done.stdout + done.stderr) != seen:
                problems.append("%s: %s is %s" % (" ".join(mask), secret, "hidden" if seen else "shown"))


def pay_of_targets(orgsim, folder):
    """What a target on pay comes to is pay as well."""
    for arguments in (["show", "p.orgdb:run-1", "--json"], ["compare", "p.orgdb:run-1", "p.orgdb:run-1", "--json"]):
        for mask, known in (([], True), (["--mask", "pay"], False)):
            doc = json.loads(output(orgsim, folder, arguments + mask))
            target = doc["targets"][0]["values"][0] if "values" in doc["targets"][0] else doc["targets"][0]
            found = (target["value"] is not None, target["verdict"])
            if found != (known, "met"):
                problems.append("%s: the target says %s" % (" ".join(arguments + mask), found))


def refuses(orgsim, folder, arguments):
    done = subprocess.run([orgsim, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode != 2:
        problems.append("%s: exit %d, expected 2" % (" ".join(arguments), done.returncode))


def main():
    orgsim = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        subprocess.run([orgsim, "run", "s.yaml", "--quiet", "--into", "s.orgdb"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([orgsim, "run", "p.yaml", "--quiet", "--into", "p.orgdb"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([orgsim, "import", "--units", "u.csv", "--posts", "p.csv", "--people", "h.csv", "--into", "old.orgdb",
                        "--snapshot", "old", "--date", "2024-12", "--quiet"], cwd=folder, check=True)
        every_command(orgsim)
        no_bytes_left(orgsim, folder)
        in_sentences(orgsim, folder)
        what_files_held(orgsim, folder)
        pay_of_targets(orgsim, folder)
        for arguments, holds in ASKED:
            what = " ".join(arguments[:1] + arguments[2:])
            plain = output(orgsim, folder, arguments)
            problems.extend("%s does not show %s: the test proves nothing" % (what, t) for t in holds if t not in plain)
            for mask, hidden in (("names", NAMES), ("pay", PAY), ("born", BORN), ("names, pay,born", NAMES + PAY + BORN)):
                text = output(orgsim, folder, arguments + ["--mask", mask])
                problems.extend("%s --mask %s shows %s" % (what, mask, t) for t in hidden if t in text)
        refuses(orgsim, folder, ["query", "s.orgdb", "select * from person", "--mask", "names"])
        refuses(orgsim, folder, ["impact", "s.orgdb:run-1", "--mask", "name"])
        refuses(orgsim, folder, ["impact", "s.orgdb:run-1", "--mask", ""])
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
