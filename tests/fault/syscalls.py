# SPDX-License-Identifier: MIT
"""System calls that change something: the program or its worker is killed before or after one, it fails, or it does half."""

import os
import random

from commands import COMMANDS
from world import after_kill, judge

SHORT = ("import-new", "run-out+", "export-csv+", "export-xlsx", "export-orgdb", "report+")
KILLS = ("kill-before", "kill-after")
TAKES_ROOM = ("open", "openat", "creat", "write", "pwrite", "ftruncate", "fallocate", "fsync", "fdatasync", "rename", "renameat",
              "renameat2", "link", "linkat", "mkdir", "mkdirat", "memfd_create")
WAITS = ("open", "openat", "write", "pwrite", "writev", "sendmsg", "sendto", "ftruncate", "fallocate", "fsync", "fdatasync", "close")


def inject(stage, world, good, what, every=False):
    """Gives status, standard output, standard error and what the injector reports."""
    report = os.path.join(world.top, "report")
    before = [stage.tool("inject"), report, what] + ["--all"] * every + ["--"]
    good.before.put(world.work)
    status, out, err = world.call(good.command.args, before)
    if status != 0:
        raise SystemExit("%s %s: %d\n%s" % (what, " ".join(good.command.args), status, err))
    with open(report, encoding="utf-8") as file:
        lines = [line.split() for line in file]
    how, number = lines[-1][1:]
    return (int(number) if how == "exit" else -int(number)), out, err, lines[:-1]


def actions(name, what):
    yield from KILLS
    yield "EIO"
    if name in TAKES_ROOM:
        yield "ENOSPC"
    if name in ("write", "pwrite", "openat", "ftruncate"):
        yield "ENOSPC+"
    if name in WAITS:
        yield "EINTR"
    if name in ("write", "pwrite") and not what.startswith("/proc/"):
        yield "short"


def cases(stage, short):
    """All there are of each command, in a shuffled order, and the commands in turn; so any part of the list is a fair one."""
    queues = []
    for name in SHORT if short else [n + plus for n in COMMANDS for plus in (("", "+") if COMMANDS[n].old else ("",))]:
        good = stage.good(name)
        calls = inject(stage, stage.world(), good, "count")[3]
        queue = ["%s:%s:%s:%s" % (name, process, k, action) for _, process, k, call, *what in calls
                 for action in actions(call, what[0] if what else "")]
        random.Random("%s %d" % (name, stage.seed)).shuffle(queue)
        queues.append(queue)
    while any(queues):
        for queue in queues:
            if queue:
                yield queue.pop()


def category(case):
    return "kill points" if case.endswith(KILLS) else "failing calls"


def run(stage, case):
    name, process, k, action = case.split(":")
    world, good = stage.world(), stage.good(name)
    status, out, err, hits = inject(stage, world, good, "%s:%s:%s" % (process, k, action))
    if not any(h[0] == "hit" for h in hits):
        return None  # so many calls were not made this time
    killed = action in KILLS and process == "0"
    problems = []
    if killed and status != -9:
        problems.append("was to be killed, and ended with %d" % status)
    elif status < 0 and not killed:
        problems.append("ended by signal %d" % -status)
    # Who cannot send says so and ends; nobody waits until its time is over.
    if action == "EIO" and "did not return within" in err:
        problems.append("was waited for")
    stderr_works = not any(h[4:] == ["stderr"] for h in hits)
    # What cannot be removed stays, and so does the journal of a disk that stays full: the next one to open the file needs it.
    may_stay = action == "ENOSPC+" or any(h[3].startswith(("unlink", "rmdir")) for h in hits if h[0] == "hit")
    problems += judge(world, good, status, out, err, killed, stderr_works, may_stay)
    if killed and not problems:
        problems += after_kill(world, good)
    return [p + said(hits, status, err) for p in problems]


def said(hits, status, err):
    return "\n    at %s; ended with %d\n    %s" % (" ".join(hits[0][3:]), status, err.strip().replace("\n", "\n    ")[:600])
