# SPDX-License-Identifier: MIT
"""Failures that are expected, each with its reason. An entry goes when its fault is mended; what is not listed here fails."""

import re

# Kind, pattern of the case, pattern that every one of its problems has, reason.
KNOWN = (
    ("frames", r":(drop|kind|twice|copy|swap):", r"^(MEASURE|STEP|RUNNING|FINDING|LOG|CALLING) ",
     "a figure or a step that a worker leaves out or says twice is not missed"),
    ("frames", r":word:", r"^HELLO ", "which sandbox is in force is told by the worker itself"),
)


def reason(kind, case, problems):
    for kinds, of, problem, why in KNOWN:
        if kind in kinds.split("|") and re.search(of, case) and all(re.search(problem, p) for p in problems):
            return why
    return None
