# SPDX-License-Identifier: MIT
"""A worker that lies in one frame: its length, its kind, its order, an id, a month, a number. What it says must be refused with
a sentence, or change nothing; what only it can know (TOLD) may differ, and nothing else."""

import json
import os
import random
import re
import sqlite3
import struct
import threading

from commands import COMMANDS  # noqa: F401  (stage.good() looks there)
from world import judge

SPEAKERS = ("run", "run", "run-out", "chart", "report")
WORDS = (0, 1, 2, 3, 7, 100, 0x7fffffff, 0x80000000, 0xffffffff, 24300, 24335)
NUMBERS = (0.0, -1.0, 1e300, float("nan"), float("inf"), float("-inf"), 0.5)
# What nobody but a worker knows: the value of a figure that is its plugin's own; words and numbers of what a rule says; a yearly cost;
# the picture that a renderer has drawn.
TOLD = ("MEASURE", "FINDING", "RUNNING", "OUTPUT_DATA")


def kinds(stage):
    """What the worker's frames are called, from their numbers on: the second list of the protocol's header, from HELLO."""
    with open(os.path.join(stage.root, "engine", "worker", "wire", "protocol.h"), encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    first, rest = re.search(r"ORG_FRAME_HELLO = (\d+),(.*?)\}", text, re.S).groups()
    return dict(enumerate(["HELLO"] + re.findall(r"ORG_FRAME_(\w+)", rest), int(first)))


def recorded(stage, name):
    """The frames that each worker of a command sends, as (kind, bytes)."""
    with stage.lock:
        lock = stage.locks.setdefault("recording " + name, threading.Lock())
    with lock:
        store = stage.__dict__.setdefault("recordings", {})
        if name not in store:
            folder = os.path.join(stage.top, "recording-" + name)
            os.makedirs(folder)
            program = stage.tell_stand_in("record " + folder)
            world, good = stage.world(program), stage.good(name)
            good.before.put(world.work)
            status, _, err = world.call(good.command.args)
            if status != 0:
                raise SystemExit("recording %s: %d\n%s" % (name, status, err))
            store[name] = [split(os.path.join(folder, n)) for n in sorted(os.listdir(folder))]
        return store[name]


def split(path):
    frames, at = [], 0
    with open(path, "rb") as file:
        bytes_ = file.read()
    while at + 8 <= len(bytes_):
        kind, length = struct.unpack_from("=II", bytes_, at)
        frames.append((kind, bytes_[at + 8:at + 8 + length]))
        at += 8 + length
    return frames


def lie(chance, payload, known):
    size = len(payload)
    how = chance.choice(("kind", "length", "cut", "grow", "drop", "twice", "swap", "copy", "word", "word", "word", "number", "number"))
    a = b = 0
    if how == "kind":
        a = chance.choice((*known, 0, 1, 5, 31, 99, 0xffffffff))
    elif how == "length":
        a = chance.choice((0, 1, size + 1, max(size - 1, 0), 2 * size, 0x1000001, 0xffffffff))
    elif how == "cut":
        a = chance.randrange(size) if size else 0
    elif how in ("grow", "copy"):
        a = chance.choice((1, 4, 8))
    elif how == "word" and size >= 4:
        a = chance.choice((0, 4, 8, 12, 16, chance.randrange(size // 4) * 4)) % max(size // 4 * 4, 4)
        was = struct.unpack_from("=I", payload, a)[0]
        b = chance.choice((*WORDS, (was + 1) & 0xffffffff, (was - 1) & 0xffffffff))
    elif how == "number" and size >= 8:
        a = chance.choice((0, 16, chance.randrange(size - 7)))
        a = min(a, size - 8)
        b = struct.unpack("=Q", struct.pack("=d", chance.choice(NUMBERS)))[0]
    return "%s:%d:%d" % (how, a, b)


def cases(stage, short):
    """Each kind of frame is lied about equally often, however many there are of it."""
    known = kinds(stage)
    for n in range(1, 100000):
        chance = random.Random("frames %d %d" % (stage.seed, n))
        name = chance.choice(SPEAKERS)
        workers = recorded(stage, name)
        i = chance.randrange(len(workers))
        if not workers[i]:
            continue
        kind = chance.choice(sorted({k for k, _ in workers[i]}))
        k = chance.choice([at for at, (of, _) in enumerate(workers[i], 1) if of == kind])
        yield "%s:%d:%d:%s" % (name, i, k, lie(chance, workers[i][k - 1][1], known))


def is_told(path, item, series):
    """Whether the newest run of a file says that the figures of this series are their plugin's word, or shows none of them."""
    with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as db:
        run, items, totals = db.execute("SELECT id, items, totals FROM run ORDER BY id DESC LIMIT 1").fetchone()
        of = json.loads(items)[item]
        shown = db.execute("SELECT 1 FROM series WHERE run = ? AND item = ? AND series = ?", (run, of["id"], series)).fetchone()
    db.close()
    return of["role"] in ("step", "process") and (not shown or [of["id"], series] in json.loads(totals)["told"])


def name_of(kind, payload, world, good):
    """What a frame is called where it is told of: a figure with its series, whether it is of the whole, and whose word it is."""
    if kind != "MEASURE":
        return "%s %s" % (kind, payload[:40].hex())
    item, unit = struct.unpack_from("=II", payload)
    series = payload[28:].decode()
    store = good.command.store and os.path.join(world.work, good.command.store)
    return "MEASURE %s of %s%s" % (series, "the whole" if unit == 0xffffffff else "a unit",
                                   ", as told" if store and is_told(store, item, series) else "")


def category(case):
    return "lying frames"


def run(stage, case):
    command, i, k, how, a, b = case.split(":")
    good = stage.good(command)
    frames = recorded(stage, command)[int(i)]
    kind = kinds(stage).get(frames[int(k) - 1][0], "?")
    program = stage.tell_stand_in("lie %s %s %s %s %s" % (i, k, how, a, b))
    world = stage.world(program)
    good.before.put(world.work)
    status, out, err = world.call(good.command.args)
    problems = judge(world, good, status, out, err)
    if status == 0 and kind in TOLD and problems and how in ("word", "number"):
        return []
    name = name_of(kind, frames[int(k) - 1][1], world, good) if problems else kind
    return ["%s: %s\n    ended with %d\n    %s" % (name, p, status, err.strip()[:600])
            for p in problems]
