# SPDX-License-Identifier: MIT
"""Failures that are expected, each with its reason. An entry goes when its fault is mended; what is not listed here fails."""

import re

# Kind, pattern of the case, pattern that every one of its problems has, reason.
KNOWN = (
    ("frames", r":(drop|kind|swap|copy):", r"^MEASURE \S+ of the whole, as told",
     "what an operator or process measures, or leaves out, is its own word, and is shown so"),
    ("frames", r":(swap|copy):", r"^MEASURE ", "in which order a half tells the figures of one month is its own affair"),
    ("frames", r":(drop|kind|swap|copy|twice):", r"^FINDING ", "what a rule finds, or keeps to itself, is its own word"),
)


def reason(kind, case, problems):
    for kinds, of, problem, why in KNOWN:
        if kind in kinds.split("|") and re.search(of, case) and all(re.search(problem, p) for p in problems):
            return why
    return None
