# SPDX-License-Identifier: MIT
"""The N-th allocation of the program, or of its worker, fails."""

import os
import random

from commands import COMMANDS
from world import judge

SHORT = ("import-more", "run", "export-json", "export-xlsx", "chart")
# What GLib, and orgsim itself, say before they abort.
ABORTS = ("failed to allocate", "Unexpected error from C library during 'malloc'", "out of memory")


def call(stage, good, role, n):
    world = stage.world()
    count = os.path.join(world.top, "count")
    if os.path.exists(count):
        os.remove(count)
    fault = {"LD_PRELOAD": stage.tool("fail.so"), "ORGSIM_FAULT_ALLOC": str(n), "ORGSIM_FAULT_PROGRAM": os.path.basename(world.program) if role == "orgsim" else role}
    if n == 0:
        fault["ORGSIM_FAULT_COUNT"] = count
    good.before.put(world.work)
    if role == "orgsim":
        status, out, err = world.call(good.command.args, env=fault)
    else:
        program = stage.tell_stand_in(*("set %s %s" % pair for pair in fault.items()))
        with_stand_in = stage.world(program)
        good.before.put(with_stand_in.work)
        status, out, err = with_stand_in.call(good.command.args)
        world = with_stand_in
    counted = 0
    if os.path.exists(count):
        with open(count, encoding="utf-8") as file:
            counted = int(file.read())
    return world, status, out, err, counted


def cases(stage, short):
    """From each command in turn, and from its worker. Which allocations: any, at random but always the same ones."""
    queues = []
    for name in SHORT if short else COMMANDS:
        good = stage.good(name)
        chance = random.Random("%s %d" % (name, stage.seed))
        for role, most in (("orgsim", call(stage, good, "orgsim", 0)[4]), ("orgsim-worker", 3000)):
            if most and (role == "orgsim" or uses_worker(name)):
                queues.append(["%s:%s:%d" % (name, role, n) for n in chance.sample(range(1, most + 1), min(most, 4000))])
    while any(queues):
        for queue in queues:
            if queue:
                yield queue.pop()


def uses_worker(name):
    return name.startswith(("run", "chart", "report", "render", "pages"))


def category(case):
    return "allocations of the worker" if ":orgsim-worker:" in case else "allocations of the program"


def run(stage, case):
    name, role, n = case.split(":")
    good = stage.good(name)
    world, status, out, err, _ = call(stage, good, role, int(n))
    aborted = status in (-5, -6, 133, 134) and any(said in err for said in ABORTS)
    problems = []
    if (status < 0 or status > 130) and not aborted:
        problems.append("ended by signal %d" % (status if status < 0 else status - 128))
    else:
        # Without memory nothing can be cleaned up but by the system; the journal is what makes the file whole again.
        problems += judge(world, good, status, out, err, aborted, may_stay=status == 5 and "memory has run out" in err)
    return [p + "\n    ended with %d\n    %s" % (status, err.strip().replace("\n", "\n    ")[:600]) for p in problems]
