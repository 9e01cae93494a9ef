#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The oracle's draws and keys give the test vectors of tests/abi.

Usage: vectors.py SOURCE-ROOT
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chance import chance, chance32, key_of  # noqa: E402  (the folder is not a package)

NAMES = {"G_MAXUINT64": 2 ** 64 - 1, "G_MAXUINT32": 2 ** 32 - 1, "NULL": None}


def value(text):
    text = text.strip()
    if text.startswith('"'):
        return text[1:-1]
    if text in NAMES:
        return NAMES[text]
    return int(re.sub(r"G_GUINT64_CONSTANT\((.*)\)", r"\1", text), 0)


def rows(root, name, columns):
    with open(os.path.join(root, "tests", "abi", name), encoding="utf-8") as file:
        text = file.read()
    for row in re.findall(r"^ +\{ ([^{}]+) \},", text, re.MULTILINE):
        cells = row.split(", ")
        if len(cells) == columns:
            yield [value(cell) for cell in cells]


def main(root):
    seen = bad = 0
    cases = [(chance, "test-chance.c", 4), (chance32, "test-chance32.c", 3),
             (lambda seed, rep, feature, item, n, year: key_of(seed, rep, feature, feature, item, n, year), "test-chance.c", 7)]
    for function, name, columns in cases:
        for *given, wanted in rows(root, name, columns):
            seen += 1
            if function(*given) != wanted:
                bad += 1
                print("%s %s: %x, expected %x" % (name, given, function(*given), wanted))
    print("%d vectors, %d wrong" % (seen, bad))
    return 1 if bad or seen < 24 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
