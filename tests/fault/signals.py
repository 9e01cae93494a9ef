# SPDX-License-Identifier: MIT
"""Signals at random system calls of any kind, to the program or to its worker."""

import random
import signal

from commands import COMMANDS
from syscalls import inject, said
from world import after_kill, judge

SHORT = ("import-more", "run-out", "export-csv+", "report+")
SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGKILL")


def cases(stage, short):
    names = SHORT if short else [n + plus for n in COMMANDS for plus in (("", "+") if COMMANDS[n].old else ("",))]
    chance = random.Random("signals %d" % stage.seed)
    calls = {}
    for name in names:
        lines = inject(stage, stage.world(), stage.good(name), "count", every=True)[3]
        calls[name] = [(int(p), int(n)) for what, p, n in lines if what == "calls" and int(n)]
    while True:
        for name in names:
            process, most = chance.choice(calls[name])
            if chance.random() < 0.5:
                process, most = calls[name][0]
            yield "%s:%d:%d:%s" % (name, process, chance.randint(1, most), chance.choice(SIGNALS))


def category(case):
    return "signals"


def run(stage, case):
    name, process, k, what = case.split(":")
    world, good, number = stage.world(), stage.good(name), int(getattr(signal, what))
    status, out, err, hits = inject(stage, world, good, "%s:%s:%d" % (process, k, number), every=True)
    if not any(h[0] == "hit" for h in hits):
        return None
    ours = process == "0"
    # Before it has begun to listen, and when it has told all, a signal ends the program as it ends any other.
    killed = ours and status == -number
    problems = [] if killed or status >= 0 else ["ended by signal %d" % -status]
    if ours and what == "SIGKILL" and not killed:
        problems.append("was to be killed, and ended with %d" % status)
    problems += judge(world, good, status, out, err, killed)
    if killed and not problems:
        problems += after_kill(world, good)
    hits = [[*h, ""] for h in hits if h[0] == "hit"]
    return [p + said(hits, status, err) for p in problems]
