#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What plugins offer, as it is shown: no line is wider than the terminal, everything is there, and each example is one that orgsim takes.

Arguments: the program, what to look at: "width", "reference" or "examples"."""
import fcntl, json, os, pty, struct, subprocess, sys, tempfile, termios, unicodedata

orgsim, what = os.path.abspath(sys.argv[1]), sys.argv[2]
problems, looked = [], 0


def on_terminal(width, *arguments):
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    program = subprocess.Popen([orgsim, *arguments], stdout=child, stderr=subprocess.DEVNULL, stdin=child)
    os.close(child)
    said = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    program.wait()
    os.close(parent)
    return said.decode().replace("\r\n", "\n").split("\n")


def cells(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def plugins():
    return json.loads(subprocess.run([orgsim, "plugin", "list", "--json"], capture_output=True, check=True).stdout)


def width():
    global looked
    names = [p["name"] for p in plugins()]
    for lang in "en", "vi":
        for wide in 30, 40, 60, 80, 100, 200:
            lines = on_terminal(wide, "plugin", "list", "--lang", lang)
            looked += len(lines)
            problems.extend("%d characters on %d: %s" % (cells(line), wide, line) for line in lines if cells(line) > wide)
            words = {word for line in lines for word in line.split()}
            problems.extend("%s is not listed on %d" % (name, wide) for name in names if name not in words)
    for name in names: # a path or a word may be longer than a line, nothing else is
        for line in on_terminal(60, "plugin", "show", name):
            looked += 1
            if cells(line) > 60 and len(line.split()) > 1 and not line.startswith("  ") and not line.startswith("/"):
                problems.append("show %s: %s" % (name, line))


def reference():
    global looked
    page = subprocess.run([orgsim, "plugin", "reference"], capture_output=True, text=True, check=True).stdout
    for plugin in plugins():
        looked += 1
        section = page.split("\n### %s\n" % plugin["name"])
        section = section[1].split("\n### ")[0].split("\n## ")[0] if len(section) == 2 else ""
        for said in [plugin["summary"]] + ["| `%s` |" % p["key"] for p in plugin["params"]] + ["| `%s` |" % s["name"] for s in plugin["series"]]:
            if said not in section:
                problems.append("%s: the reference lacks %s" % (plugin["name"], said))
        one = subprocess.run([orgsim, "plugin", "show", plugin["name"], "--markdown"], capture_output=True, text=True, check=True).stdout
        if one.strip() not in page:
            problems.append("%s: shown otherwise alone" % plugin["name"])
    columns = {line.count(" | ") for line in page.splitlines() if line.startswith("| ")}
    if not columns <= {3, 4}:
        problems.append("rows of %s columns" % columns)


def examples():
    """Units unit-1 …, posts post-1 …, as the examples call them."""
    global looked
    with tempfile.TemporaryDirectory() as folder:
        def put(name, text):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        put("units.csv", "id,name,type,parent_id\n" + "".join("unit-%d,Unit %d,%s,%s\n" % (i, i, "room" if i > 1 else "town", "unit-1" if i > 1 else "") for i in range(1, 6)))
        put("posts.csv", "id,unit_id,rank\n" + "".join("post-%d,unit-%d,staff\n" % (i, i % 5 + 1) for i in range(1, 21)))
        put("people.csv", "id,born,sex,post_id\n" + "".join("person-%d,1980-01,F,post-%d\n" % (i, i) for i in range(1, 19)))
        for plugin in plugins():
            if plugin["kind"] == "renderer":
                continue
            looked += 1
            put("plan.yaml", "orgsim: 1\ntitle: Example\norganisation: {units: units.csv, posts: posts.csv, people: people.csv}\nfrom: 2025-01\nto: 2025-12\n" + plugin["example"])
            done = subprocess.run([orgsim, "check", "plan.yaml", "--lang", "en"], cwd=folder, capture_output=True, text=True)
            if "error:" in done.stderr + done.stdout:
                problems.append(plugin["example"] + done.stderr + done.stdout)


{"width": width, "reference": reference, "examples": examples}[what]()
for problem in problems[:40]:
    print("# " + problem.replace("\n", "\n# "))
print("%s 1 - %s (%d looked at)\n1..1" % ("not ok" if problems or looked < 10 else "ok", what, looked))
