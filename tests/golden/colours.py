#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Colours that can meet without a badge are told apart by everyone: ribbons of a flow, steps of change on a treemap.

The colours are read from the sources that draw with them. For each way of seeing (all cones, and the three dichromats after Machado,
Oliveira and Fernandes 2009, severity 1) any two differ by at least 15 in CIE 1976 (Lab); ribbons, which let paper shine through, are taken over white.
Without colour two steps or ribbons differ by at least 15 % of lightness, or one of them is hatched.

Usage: colours.py SOURCE-ROOT
"""

import itertools
import os
import re
import sys

SEEING = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST = 15


def linear(color):
    """Of #RRGGBB, or #RRGGBBAA over white."""
    parts = [int(color[i:i + 2], 16) / 255 for i in range(1, len(color), 2)]
    alpha = parts[3] if len(parts) > 3 else 1
    over = [p * alpha + 1 - alpha for p in parts[:3]]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in over]


def lab(rgb):
    x, y, z = (sum(m * c for m, c in zip(row, rgb)) for row in
               ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)))
    f = [(t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116) for t in (x / 0.95047, y, z / 1.08883)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen(color, matrix):
    rgb = linear(color)
    return lab([min(1, max(0, sum(m * c for m, c in zip(row, rgb)))) for row in matrix])


def difference(a, b, matrix):
    return sum((p - q) ** 2 for p, q in zip(seen(a, matrix), seen(b, matrix))) ** 0.5


def read(root, name):
    with open(os.path.join(root, "graphs/chart", name), encoding="utf-8") as file:
        return file.read()


def main():
    root, problems = sys.argv[1], []
    tints = re.search(r"tints\[\] = \{(.*?)\}", read(root, "treemap-figures.c"), re.S).group(1)
    kinds = re.search(r"kind_colors\[KINDS\] = \{(.*?)\};", read(root, "view-flow.c"), re.S).group(1)
    ribbons = dict(re.findall(r'\[(\w+)\] = "(#\w+)"', kinds))
    greys = dict(re.findall(r'\{ "(#\w+)", "(#\w+)" \}', read(root, "theme.c")))
    groups = {"treemap": list(dict.fromkeys(re.findall(r"#\w{6}", tints))), "flow": list(dict.fromkeys(ribbons.values()))}
    dots = dict(re.findall(r'#define (\w+) "(#\w{6})"', read(root, "pyramid-dots.c")))
    groups["pyramid"] = [dots["WITHIN"], dots["BEYOND"], dots["BAND"], "#FFFFFF"]
    if abs(lab(linear(greys.get(dots["BEYOND"], dots["BEYOND"])))[0] - lab(linear(dots["WITHIN"]))[0]) < LEAST:
        problems.append("pyramid: dots within and outside of the rule are one grey")
    if len(groups["treemap"]) != 7 or len(groups["flow"]) < 6:
        problems.append("the colours were not read: %r" % groups)
    for group, colors in groups.items():
        for a, b in itertools.combinations(colors, 2):
            for name, matrix in SEEING.items():
                found = difference(a, b, matrix)
                if found < LEAST:
                    problems.append("%s: %s and %s differ by %.1f with %s" % (group, a, b, found, name))
    hatched = ribbons["LEFT"]
    for a, b in itertools.combinations(groups["flow"], 2):
        if hatched not in (a, b):
            light = [lab(linear(greys[c]))[0] for c in (a, b)]
            if abs(light[0] - light[1]) < LEAST:
                problems.append("flow: %s and %s are greys of %.0f and %.0f %%" % (a, b, *light))
    for side in (groups["treemap"][:4], groups["treemap"][3:]): # losses are hatched, gains are not
        light = [lab(linear(c))[0] for c in side]
        for a, b in itertools.combinations(light, 2):
            if abs(a - b) < LEAST / 2:
                problems.append("treemap: steps of %.0f and %.0f %% of lightness" % (a, b))
    for problem in problems:
        print(problem)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
