# SPDX-License-Identifier: MIT
"""Organisation files with flipped bits, cut off, with pages lost or in each other's places: every command that reads ends with
a sentence or with what it could read, leaves the file as it is, and never crashes. The long form reads them with sanitizers."""

import os
import random
import struct

from world import Files

READS = [text.split() for text in (
    "check town.orgdb:run-1", "runs town.orgdb --json", "show town.orgdb:run-1", "show town.orgdb --json", "explain town.orgdb:run-1 finance",
    "chart town.orgdb:run-1 -o c.svg", "export town.orgdb:run-1 --format json", "export town.orgdb:run-2 --format csv -o tables",
    "export town.orgdb:run-1 --appendix --format csv -o appendix.csv", "compare town.orgdb:run-1 town.orgdb:run-2",
    "impact town.orgdb:run-1 --json", "report town.orgdb:run-1 -o r.html", "export town.orgdb:run-1 --format orgdb -o copy.orgdb",
)] + [["query", "town.orgdb", text, "--json"] for text in (
    "SELECT * FROM run", "SELECT * FROM unit_fate", "SELECT * FROM person_fate", "SELECT * FROM target_result")]
REPORTS = ("Sanitizer", "runtime error:", "CRITICAL **", "WARNING **", "assertion")


def flip(bytes_, chance):
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(chance.choice((100, 4096, len(bytes_))))
        bytes_[at] ^= 1 << chance.randrange(8)


def cut(bytes_, chance):
    del bytes_[chance.choice((chance.randrange(len(bytes_)), chance.randrange(len(bytes_) // page(bytes_)) * page(bytes_))):]


def page(bytes_):
    size = struct.unpack(">H", bytes_[16:18])[0]
    return 65536 if size == 1 else size


def swap(bytes_, chance):
    size = page(bytes_)
    a, b = (chance.randrange(len(bytes_) // size) * size for _ in range(2))
    bytes_[a:a + size], bytes_[b:b + size] = bytes_[b:b + size], bytes_[a:a + size]


def lose(bytes_, chance):
    size = page(bytes_)
    at = chance.randrange(len(bytes_) // size) * size
    bytes_[at:at + size] = bytes(size) if chance.random() < 0.5 else chance.randbytes(size)


def scribble(bytes_, chance):
    at, n = chance.randrange(len(bytes_)), chance.randrange(1, 200)
    bytes_[at:at + n] = chance.randbytes(len(bytes_[at:at + n]))


def of_a_page(bytes_, chance):
    """The numbers at the beginning of a page: its kind, how many cells it has and where they are."""
    at = chance.randrange(len(bytes_) // page(bytes_)) * page(bytes_)
    at = (100 if at == 0 else at) + chance.randrange(40)
    bytes_[at] = chance.choice((0, 1, 2, 5, 10, 13, 127, 128, 255))


WAYS = (flip, flip, cut, swap, lose, scribble, of_a_page)


def cases(stage, short):
    for n in range(1, 100000):
        yield "%d" % (n + 100000 * (stage.seed - 1))


def category(case):
    return "corrupted files"


def run(stage, case):
    chance = random.Random("corrupted " + case)
    world = stage.world()
    # Of a base that is made with another time of day other bytes come: the same places are hit, though.
    bytes_ = bytearray(world.base["town.orgdb"])
    way = chance.choice(WAYS)
    way(bytes_, chance)
    args = chance.choice(READS)
    before = Files(world.base)
    before["town.orgdb"] = bytes(bytes_)
    before.put(world.work)
    program = os.path.join(stage.sanitized, "orgsim") if stage.sanitized else None
    status, _, err = world.call(args, program=program)
    problems = []
    if status not in (0, 1, 2, 3, 4, 5):
        problems.append("ended with %d" % status)
    elif status and not any(line.startswith("orgsim: ") for line in err.splitlines()) and status != 1:
        problems.append("exit %d without a sentence" % status)
    if any(report in err for report in REPORTS):
        problems.append("a report")
    if Files.of(world.work).get("town.orgdb") != before["town.orgdb"]:
        problems.append("the file is changed")
    return ["%s, %s: %s\n    %s" % (way.__name__, " ".join(args), p, err.strip().replace("\n", "\n    ")[:1500]) for p in problems]
