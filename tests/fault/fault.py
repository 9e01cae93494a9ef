#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets things go wrong in every command, and checks that nothing is lost, nothing half written and no loss called a success.

Usage: fault.py BUILD SOURCE-ROOT KIND short [SEED]
       fault.py BUILD SOURCE-ROOT KIND long SECONDS [SEED]
       fault.py BUILD SOURCE-ROOT KIND case CASE          also one that is known to fail

KIND: one of those in KINDS. The short form does a fixed number of cases, the long one as many as there are, or as fit into the
seconds. Every case has a name; each that fails is printed with the command that repeats it.
"""

import concurrent.futures
import importlib
import itertools
import os
import signal
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import known  # noqa: E402  (the folder is not a package)
from stage import Stage  # noqa: E402

# How many cases the short form does, and the long one when there is time: see tests/README.md.
KINDS = {"syscalls": (40, 6000), "allocations": (40, 4000), "signals": (24, 2500), "corrupted": (60, 5000), "frames": (30, 600),
         "places": (10, 100)}


class Time:
    """Whether the time that a long run was given is over. No case is judged by it."""

    def __init__(self, seconds):
        self.over = False
        if seconds:
            signal.signal(signal.SIGALRM, self.end)
            signal.alarm(seconds)

    def end(self, *_):
        self.over = True


class Tally:
    def __init__(self, kind, again, single):
        self.kind, self.again, self.single = kind, again, single
        self.counts, self.failed, self.known = {}, 0, {}

    def add(self, module, case, problems):
        if problems is None:
            return
        name = module.category(case)
        self.counts[name] = self.counts.get(name, 0) + 1
        why = known.reason(self.kind, case, problems) if problems and not self.single else None
        if why:
            self.known.setdefault(why, []).append(case)
        elif problems:
            self.failed += 1
            print("%s %s:" % (self.kind, case))
            for problem in problems:
                print("  " + problem)
            print("  again: %s '%s'" % (self.again, case), flush=True)

    def end(self):
        print("%s: %s; %d failed" % (self.kind, ", ".join("%d %s" % (n, c) for c, n in sorted(self.counts.items())), self.failed))
        for why, cases in sorted(self.known.items()):
            print("  expected to fail, %d: %s (known.py), as '%s' does" % (len(cases), why, cases[0]))
        return 1 if self.failed or not self.counts else 0


def go_through(stage, module, tally, cases, time, threads):
    """Each case once; those that are begun come to their end."""
    cases = iter(cases)
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        waiting = {}
        while True:
            for case in itertools.islice(cases, 0 if time.over else 2 * threads - len(waiting)):
                waiting[pool.submit(module.run, stage, case)] = case
            if not waiting:
                return
            done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                tally.add(module, waiting.pop(future), future.result())


def main(build, root, kind, form, *rest):
    module = importlib.import_module(kind)
    short = form == "short"
    time = Time(int(rest[0]) if form == "long" else 0)
    seed = int((rest[1:] if form == "long" else rest)[0]) if len(rest) > (form == "long") and form != "case" else 1
    again = "./dev fault case %s" % kind
    tally = Tally(kind, again, form == "case")
    with tempfile.TemporaryDirectory(prefix="orgsim-fault-") as top:
        stage = Stage(build, root, top, seed)
        cases = rest if form == "case" else itertools.islice(module.cases(stage, short), KINDS[kind][0 if short else 1])
        go_through(stage, module, tally, cases, time, 1 if short else os.cpu_count() or 1)
    return tally.end()


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[3] not in KINDS or sys.argv[4] not in ("short", "long", "case"):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
