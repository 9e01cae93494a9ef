# SPDX-License-Identifier: MIT
"""chance: org_chance32() through tests of dieharder, over consecutive streams, over consecutive keys, and as a run draws."""

import subprocess
import sys

# Name, number, and options that keep it short. Those that dieharder's author calls suspect are left out (operm5, opso, oqso, dna,
# sums), and those that only repeat others.
TESTS = (("diehard_birthdays", 0, ()), ("diehard_rank_32x32", 2, ()), ("diehard_count_1s_stream", 8, ()), ("diehard_runs", 15, ()),
         ("sts_monobit", 100, ()), ("sts_runs", 101, ()), ("sts_serial", 102, ()), ("rgb_bitdist", 200, ("-n", "4")),
         ("rgb_kstest", 204, ()), ("dab_bytedistrib", 205, ()), ("dab_dct", 206, ()), ("dab_filltree", 207, ()),
         ("dab_monobit2", 209, ()))
SEQUENCES = ("stream", "key", "people")
FLAGS = ("8", "128", "256")  # print the name, the p-value, what dieharder makes of it


def assess(options, sequence, number, more):
    """What dieharder makes of each p-value of a test: PASSED, WEAK (one in a hundred is, by chance), FAILED."""
    command = ["dieharder", "-g", "200", "-d", str(number), *more, *[a for flag in FLAGS for a in ("-D", flag)]]
    with subprocess.Popen([options.build + "/tests/bench/chance", sequence], stdout=subprocess.PIPE) as draws:
        said = subprocess.run(command, stdin=draws.stdout, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
        draws.stdout.close()
        draws.terminate()
    return [line.split("|")[-1].strip() for line in said.splitlines() if "|" in line]


def run(options):
    rows, fine = [], True
    for sequence in SEQUENCES:
        all_said = []
        for name, number, more in TESTS:
            said = assess(options, sequence, number, more)
            if not said or set(said) - {"PASSED", "WEAK"}:
                print("chance: %s: %s: %s" % (sequence, name, ", ".join(said) or "dieharder said nothing"), file=sys.stderr)
                fine = False
            all_said += said
        rows.append({"name": "chance", "value": all_said.count("WEAK"),
                     "unit": "weak of %d values of %d tests of dieharder, by %s" % (len(all_said), len(TESTS), sequence),
                     "peer": None, "peer_value": None, "ratio": None})
    return rows, fine
