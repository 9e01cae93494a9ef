#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names, titles and what plugins say steer no terminal: no command prints a control character or turns the writing round, and
no line begins with what a name holds after a line end. What programs read keeps its data.

Usage: terminal.py ORGSIM SOURCE-ROOT SPEAK.so
"""

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import termios

FAKE = "All targets met"
EVIL = "\x1b[2J\x1b[1;32m\r" + FAKE + "\n" + FAKE + "\x1b]0;owned\x07\x7f\x9b31m\u202e\u2066\u2028"
STEERING = {*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)} - {ord("\n")}

PLAN = {
    "orgsim": 1, "title": "Title " + EVIL, "from": "2025-01", "to": "2025-12", "currency": "VND",
    "types": {"town": ["town " + EVIL, "towns"]},
    "steps": [{"at": "2025-03", "id": "talk", "note": "Note " + EVIL, "speak": {"how": "well"}},
              {"at": "2025-04", "id": "join", "merge": {"units": ["finance", "planning"], "into": "finance"}}],
    "rules": [{"id": "judged", "judge-evil": {}}],
    "metrics": [{"id": "all-posts", "posts": {}}],
    "targets": [{"id": "fewer", "title": "Target " + EVIL, "note": "Note " + EVIL, "metric": "all-posts", "against": "start",
                 "change": "-10%", "by": "2025-12"}],
}

RUN, SNAPSHOT = "town.orgdb:run-1", "town.orgdb:start"
# Each with what it is called with; its texts are read. "{E}": the hostile text.
COMMANDS = {
    "import": (("--units", "units.csv", "--posts", "posts.csv", "--people", "people.csv", "--dry-run"),
               ("--units", "bad.csv", "--dry-run"), ("--units", "{E}.csv", "--dry-run"), ("--units", "bad {E}.csv", "--dry-run"),
               ("--actuals", "actuals.csv", "--dry-run"), ("--units", "units.csv", "--date", "{E}", "--dry-run"),
               ("--units", "units.csv", "--posts", "posts.csv", "--date", "2026-01", "--snapshot", "next",
                "--into", "town.orgdb", "--changes-from", "start", "--replace"),
               ("--{E}",)),
    "check": ((SNAPSHOT,), (RUN,), ("plan.yaml",), ("wrong.yaml",), ("{E}.yaml",), ("town.orgdb:{E}",)),
    "run": (("plan.yaml", "--into", "again.orgdb", "--debug-plugin"), ("fails.yaml", "--into", "again.orgdb"), ("wrong.yaml",),
            ("plan.yaml", "--into", "again.orgdb", "--name", "{E}"), ("{E}.yaml",), ("plan.yaml", "--into", "{E}"),
            ("plan.yaml", "--allow", "{E}")),
    "runs": (("town.orgdb",), ("{E}.orgdb",), ("town.orgdb", "--last"), ("town.orgdb", "--quiet"), ("file{E}.orgdb",)),
    "show": ((RUN,), ("town.orgdb", "--actuals"), ("town.orgdb:{E}",), ("failed.orgdb:run-1",)),
    "explain": ((RUN, "finance"), (RUN, "planning"), (RUN, "town"), (RUN, "town-1"), (RUN, "person-01"), (RUN, "{E}")),
    "query": ((RUN, "select * from units"), (RUN, "select name as [{E}] from units"), ("town.orgdb", "select * from run"),
              ("town.orgdb", "select {E}"), ("town.orgdb", "select * from target_result")),
    "chart": ((RUN, "-o", "c"), (RUN, "--view", "{E}"), (RUN, "-o", "c{E}")),
    "export": ((SNAPSHOT, "--format", "csv", "-o", "t{E}"), (SNAPSHOT, "--format", "{E}"), (SNAPSHOT, "--format", "xlsx", "-o", "{E}/x")),
    "plugin": (("list",), ("show", "speak"), ("show", "judge-evil"), ("show", "{E}")),
    "scenario": (("new", "{E}"), ("json", "wrong.yaml"), ("json", "{E}"), ("diff", "plan.yaml", "fails.yaml"),
                 ("diff", "plan.yaml", "other.yaml"), ("diff", "plan.yaml", "{E}"), ("flatten", "wrong.yaml"), ("flatten", "{E}")),
    "doctor": ((), ("{E}",)),
    "whatif": (("plan.yaml", "--shift", "1m", "--into", "again.orgdb", "--name", "{E}"), ("plan.yaml", "--remove", "{E}"), ("{E}.yaml", "--shift", "1m"),
               ("plan.yaml", "--shift", "1m", "--into", "again.orgdb", "-o", "{E}.yaml")),
    "sweep": (("run", "points.yaml", "--into", "again.orgdb"), ("run", "wrong-points.yaml"), ("run", "{E}.yaml"), ("list", "points.orgdb"), ("show", "points.orgdb"),
              ("show", "points.orgdb", "--of", "{E}"), ("show", "points.orgdb:{E}"), ("compare", "points.orgdb", "points.orgdb"), ("export", "points.orgdb"),
              ("chart", "points.orgdb", "--of", "fewer", "--format", "svg", "-o", "points{E}.svg"), ("{E}",)),
    "reach": ((RUN,), (RUN, "{E}"), (RUN, "--assumptions"), ("town.orgdb:{E}",)),
    "impact": ((RUN, "--all"), (RUN, "--unit", "finance"), (RUN, "--unit", "{E}"), (RUN, "--csv", "-o", "i{E}")),
    "compare": ((RUN, SNAPSHOT, "--all"), (RUN, "town.orgdb:run-2", "--all"), (RUN, "{E}")),
    "render": ((RUN, "--with", "chart", "-o", "."), (RUN, "--with", "{E}"), (RUN, "--with", "chart", "{E}=1"),
               (RUN, "--with", "chart", "view={E}")),
    "report": ((RUN, "-o", "r.html"), (RUN, "-o", "r{E}.html"), (RUN, "-o", "{E}/r.html")),
    "{E}": ((),),
}
# What programs read, and how.
DATA = (
    (("query", RUN, "select name from units where id = 'office'", "--csv"), "csv"),
    (("query", RUN, "select name from units where id = 'office'", "--json"), "json"),
    (("show", RUN, "--json"), "json"),
    (("explain", RUN, "finance", "--json"), "json"),
    (("export", SNAPSHOT, "--format", "json"), "json"),
    (("scenario", "json", "plan.yaml"), "json"),
)


class House:
    def __init__(self, orgsim, root, speak, folder):
        self.orgsim, self.folder, self.problems = orgsim, folder, []
        plugins = os.path.join(folder, "plugins")
        os.mkdir(plugins)
        shutil.copy(speak, plugins)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("ORGSIM_", "LC_", "LANG"))}
        self.env = {**env, "LC_ALL": "C.UTF-8", "ORGSIM_PLUGIN_PATH": plugins, "XDG_DATA_HOME": folder}
        town = os.path.join(root, "scenarios", "small-town")
        for table, column in (("units", "name"), ("posts", "title"), ("people", "name")):
            self.spoil(os.path.join(town, table + ".csv"), table + ".csv", column)
        self.write("bad.csv", "id,name,parent_id\na,A,{E}\n\"b{E}\",\"{E}\",a\n\"b{E}\",B,\"b{E}\"\n".replace("{E}", EVIL))
        self.write("actuals.csv", "metric,month,value,scope,source\nposts,2024-12,5,\"{E}\",\"{E}\"\n\"p{E}\",2024-12,x,,\n".replace("{E}", EVIL))
        self.write("good-actuals.csv", "metric,month,value,scope,source\nposts,2024-12,5,\"{E}\",\"{E}\"\n".replace("{E}", EVIL))
        self.store("import", "--units", "units.csv", "--posts", "posts.csv", "--people", "people.csv", "--date", "2025-01",
                   "--into", "town.orgdb", "--snapshot", "start")
        self.store("import", "--actuals", "good-actuals.csv", "--into", "town.orgdb")
        place = {"organisation": "town.orgdb:start"}
        self.write("plan.yaml", json.dumps({**PLAN, **place}))
        fails = json.loads(json.dumps({**PLAN, **place}))
        fails["steps"][0]["speak"]["how"] = "fail"
        self.write("fails.yaml", json.dumps(fails))
        other = json.loads(json.dumps({**PLAN, **place, "title": "Other " + EVIL}))
        other["steps"][0].update({"at": "2025-05", "note": "Noted " + EVIL, "speak": {"how": "well " + EVIL}})
        other["targets"][0].update({"id": "other", "title": "Other " + EVIL})
        self.write("other.yaml", json.dumps(other))
        self.write("wrong.yaml", json.dumps({**PLAN, **place, EVIL: EVIL, "targets": [{"id": EVIL, "metric": EVIL}]}))
        points = {"orgsim": 1, "sweep": "points", "scenario": "plan.yaml", "parameters": {"talk.how": ["well", "fail"]}}
        self.write("points.yaml", json.dumps(points))
        self.write("wrong-points.yaml", json.dumps({**points, EVIL: EVIL, "sweep": EVIL, "parameters": {EVIL: [EVIL], "talk.how": [EVIL], "talk." + EVIL: EVIL}}))
        status, _, err = self.call("sweep", "run", "points.yaml", "--into", "points.orgdb", "--quiet")
        self.expect("a sweep at one of whose points a plugin fails", status, 4, err)
        for _ in range(2):
            self.store("run", "plan.yaml", "--into", "town.orgdb", "--quiet")
        status, _, err = self.call("run", "fails.yaml", "--into", "failed.orgdb", "--quiet")
        self.expect("a plugin that fails", status, 4, err)
        shutil.copy(os.path.join(folder, "town.orgdb"), os.path.join(folder, "file" + EVIL + ".orgdb").replace("/", ""))

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def spoil(self, path, name, column):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, column: row[column] + EVIL})
        self.write(name, out.getvalue())

    def call(self, *args):
        done = subprocess.run([self.orgsim, *args], cwd=self.folder, env=self.env, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def store(self, *args):
        status, _, err = self.call(*args)
        self.expect(" ".join(args), status, 0, err.decode())

    def expect(self, what, found, wanted, more=""):
        if found != wanted:
            self.problems.append("%s: %r, expected %r\n%s" % (ascii(what), found, wanted, ascii(more)))

    def look(self, what, out):
        """The text of one stream; how often it shows that a sign was there."""
        text = out.decode()
        steering = sorted({hex(ord(c)) for c in text if ord(c) in STEERING})
        self.expect(what + ": signs that steer a terminal", steering, [], text[:2000])
        self.expect(what + ": lines that a name has made", [l for l in text.split("\n") if l.startswith(FAKE)], [], text[:2000])
        return text.count("\ufffd")

    def on_terminal(self, *args):
        """Standard output as a terminal gets it, with what the terminal itself adds turned off."""
        ours, theirs = pty.openpty()
        mode = termios.tcgetattr(theirs)
        mode[1] &= ~termios.OPOST
        termios.tcsetattr(theirs, termios.TCSANOW, mode)
        with subprocess.Popen([self.orgsim, *args], cwd=self.folder, env=self.env, stdout=theirs) as process:
            os.close(theirs)
            out = b""
            try:
                while piece := os.read(ours, 65536):
                    out += piece
            except OSError:  # the other end is closed
                pass
            os.close(ours)
            process.wait()
        return out


def read_texts(house):
    listed = subprocess.run([house.orgsim, "--help"], capture_output=True, text=True, env=house.env, check=True).stdout
    commands = [line.split()[0] for line in listed.split("Commands:\n")[1].split("\n\n")[0].splitlines()]
    house.expect("commands of this test", sorted(set(COMMANDS) - {"{E}"}), sorted(commands))
    for command, forms in COMMANDS.items():
        seen = 0
        for form in forms:
            args = [a.replace("{E}", EVIL) for a in (command, *form)]
            for lang in ("en", "vi"):
                _, out, err = house.call(*args, "--lang", lang)
                what = "orgsim %s --lang %s" % (" ".join((command, *form)), lang)
                seen += house.look(what + ", standard output", out) + house.look(what + ", standard error", err)
        if command != "doctor":  # which has nothing to say of data
            house.expect(command + ": a hostile text was among what it printed", seen > 0, True)


def read_data(house):
    for command, form in DATA:
        what = "orgsim " + " ".join(command)
        status, out, err = house.call(*command)
        house.expect(what, status, 0, err.decode())
        text = out.decode()
        if form == "json":
            house.look(what, out)
            house.expect(what + ": the name is whole", EVIL in "".join(texts_of(json.loads(text))), True)
        else:
            house.expect(what + ": the name is whole", EVIL in "".join("".join(r) for r in csv.reader(io.StringIO(text, newline=""))), True)
    for command in (DATA[0][0], ("check", SNAPSHOT, "--csv"), ("compare", RUN, RUN, "--csv"), ("scenario", "flatten", "plan.yaml")):
        house.look("orgsim %s on a terminal" % " ".join(command), house.on_terminal(*command))


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield k
            yield from texts_of(v)
    elif isinstance(value, list):
        for v in value:
            yield from texts_of(v)


def main():
    with tempfile.TemporaryDirectory() as folder:
        house = House(*(os.path.abspath(a) for a in sys.argv[1:4]), folder)
        if not house.problems:
            read_texts(house)
            read_data(house)
    for problem in house.problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if house.problems else 0)


if __name__ == "__main__":
    main()
