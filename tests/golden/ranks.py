#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ranks: a sweep under mpirun of one to four ranks has the bytes that one process makes; so it has when a rank is told to end in the
middle, when one is killed and the sweep goes on, and when a rank's own process is killed; ranks that read other things are refused,
and so is what each of them refuses alone.

Usage: ranks.py ORGSIM SOURCE-ROOT MPIRUN        a program with MPI
       ranks.py ORGSIM SOURCE-ROOT               one without: mpirun cannot have it
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from impact import call  # noqa: E402  (the folder is not a package)
from replications import children  # noqa: E402
from sweep import METHODS, SMALL, swept, write  # noqa: E402

LONG = SMALL.replace("replications: 4", "replications: 30") % "sobol\npoints: 128"
bad = []


def expect(good, what):
    if not good:
        bad.append(what)


def under(mpirun, ranks, command):
    """Of Open MPI: more ranks than cores, and as root where that is who tests."""
    return [mpirun, "--oversubscribe", "--allow-run-as-root", "-n", str(ranks), *command]


def start(*command, folder):
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"})


def same_bytes(orgsim, folder, mpirun):
    for number, method in enumerate(METHODS):
        write(folder, "m.yaml", SMALL % method)
        call(orgsim, folder, "sweep", "run", "m.yaml", "--into", "one-%d.orgdb" % number, "--quiet")
        wanted = swept(orgsim, folder, "one-%d.orgdb" % number)
        for ranks in (1, 2, 3, 4):
            file = "m%d-%d.orgdb" % (number, ranks)
            jobs = () if ranks == 1 else ("--jobs", str(1 + ranks % 2))
            running = start(*under(mpirun, ranks, [orgsim, "sweep", "run", "m.yaml", "--into", file, "--json", *jobs]), folder=folder)
            out, err = running.communicate()
            expect(running.returncode == 0, "%d ranks: exit %d: %s" % (ranks, running.returncode, err))
            points = json.loads(out)["now"] if running.returncode == 0 else None
            expect(points == len(wanted.split("{")[0].splitlines()) - 1, "%d ranks: they tell of %s points" % (ranks, points))
            expect(swept(orgsim, folder, file) == wanted, "%s, %d ranks: other points than those of one process" % (method, ranks))


def ranks_of(mpirun):
    """Processes of mpirun that run the sweep, by rank."""
    found = {}
    for pid in children(mpirun.pid):
        try:
            with open("/proc/%d/environ" % pid, "rb") as file:
                rank = [line[21:] for line in file.read().split(b"\0") if line.startswith(b"OMPI_COMM_WORLD_RANK=")]
            if rank:
                found[int(rank[0])] = pid
        except OSError:
            continue
    return found


def ended_in_the_middle(orgsim, folder, mpirun):
    """TERM: the others do what rank 1 had at work. KILL of a worker: its rank does. KILL of a rank: MPI ends all, and it is gone on with."""
    chance = random.Random(5)
    write(folder, "l.yaml", LONG)
    call(orgsim, folder, "sweep", "run", "l.yaml", "--into", "l.orgdb", "--quiet")
    wanted = swept(orgsim, folder, "l.orgdb")
    for how in ("term", "worker", "kill"):
        file = "l-%s.orgdb" % how
        for attempt in range(200):
            running = start(*under(mpirun, 3, [orgsim, "sweep", "run", "l.yaml", "--into", file, "--jobs", "1", "--json"]), folder=folder)
            while running.poll() is None and len(ranks_of(running)) < 3:
                time.sleep(0.01)
            # Until rank 1 has a process that runs points, then a while that grows, so that it comes to its end on any machine.
            while running.poll() is None and len(children(ranks_of(running).get(1, 0))) < 2:
                time.sleep(0.01)
            if how == "kill":
                time.sleep(chance.random() * 0.1 * (attempt + 1))
            rank = ranks_of(running).get(1, 0)
            at = children(rank)[-1:] if how == "worker" else [rank]
            for pid in at:
                if pid and running.poll() is None and (how != "kill" or attempt < 20):
                    os.kill(pid, signal.SIGTERM if how == "term" else signal.SIGKILL)
            out, err = running.communicate()
            if running.returncode == 0:
                break
            expect(how == "kill", "%s: exit %d: %s" % (how, running.returncode, err))
        expect(swept(orgsim, folder, file) == wanted, "%s: other points than those of one process" % how)


def refused(orgsim, folder, mpirun):
    def ended(command, status, *sentences):
        running = start(*command, folder=folder)
        out, err = running.communicate()
        expect(running.returncode == status and not out, "exit %d, expected %d: %s%s" % (running.returncode, status, out, err))
        for sentence in sentences:
            expect(err.count(sentence) == 1, "%d times told, expected once: %s\n%s" % (err.count(sentence), sentence, err))

    good = SMALL % METHODS[0]
    write(folder, "m.yaml", good)
    other = os.path.join(folder, "other")
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("*.orgdb", "other"))
    run = [orgsim, "sweep", "run", "m.yaml", "--into", "r.orgdb"]

    def two(text):
        write(other, "m.yaml", text)
        return [mpirun, "--oversubscribe", "--allow-run-as-root", "-n", "1", *run, ":", "-n", "1", "-wdir", other, *run]

    ended(two(good.replace("replications: 4", "replications: 5")), 3, "rank 1 reads another sweep")
    ended(two("orgsim: 1\n"), 3, "rank 1 cannot read the sweep that rank 0 reads")
    expect(not os.path.exists(os.path.join(folder, "r.orgdb")), "there is a file of a sweep that was refused")
    write(folder, "w.yaml", good.replace("leaving.rate", "leaving.rat"))
    ended(under(mpirun, 3, [orgsim, "sweep", "run", "w.yaml", "--into", "r.orgdb"]), 3, "leaving.rat")
    ended(under(mpirun, 3, [orgsim, "sweep", "run", "none.yaml", "--into", "r.orgdb"]), 3, "none.yaml")
    ended(under(mpirun, 3, [orgsim, "sweep", "run", "m.yaml", "--into", "none/r.orgdb"]), 5, "none/r.orgdb")


def without(orgsim, folder):
    """As mpirun would start it."""
    write(folder, "m.yaml", SMALL % METHODS[0])
    for count, status in (("2", 2), ("1", 0)):
        done = subprocess.run([orgsim, "sweep", "run", "m.yaml", "--into", "w.orgdb", "--quiet"], cwd=folder, text=True, check=False,
                              capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8", "OMPI_COMM_WORLD_SIZE": count})
        expect(done.returncode == status and ("built without MPI" in done.stderr) == (status == 2),
               "%s ranks without MPI: exit %d: %s" % (count, done.returncode, done.stderr))


def main():
    orgsim, root, mpirun = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None
    told = call(orgsim, root, "doctor")
    expect(("MPI: Open MPI" in told) == bool(mpirun) and ("MPI: not built in" in told) != bool(mpirun), "doctor: %s" % told)
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "town")
        shutil.copytree(os.path.join(root, "scenarios", "small-town"), folder)
        if mpirun:
            same_bytes(orgsim, folder, mpirun)
            ended_in_the_middle(orgsim, folder, mpirun)
            refused(orgsim, folder, mpirun)
        else:
            without(orgsim, folder)
    if bad:
        sys.exit("\n".join(bad))


if __name__ == "__main__":
    main()
