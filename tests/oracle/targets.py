# SPDX-License-Identifier: MIT
"""Verdicts: a figure at a month against what is required. One counting rule, no uncertain baseline."""

from reading import amount, month_of

FIRST_SERIES = {"posts": "posts", "people": "people", "units": "units"}


def met(target, value, baseline):
    slack = 1e-9 * (1 + abs(value))
    if "change" in target:
        change, relative = amount(target["change"])
        needed = baseline * (1 + change) if relative else baseline + change
        return value <= needed + slack if change <= 0 else value >= needed - slack
    bound = amount(next(target[key] for key in ("at_most", "at_least", "more_than", "equals") if key in target))[0]
    if "at_most" in target:
        return value <= bound + slack
    if "at_least" in target:
        return value >= bound - slack
    if "more_than" in target:
        return value > bound + slack
    return abs(value - bound) <= slack


def item_of(run, name):
    return next(item for item in run.scenario.items if item.role in ("metric", "process") and name in (item.id, item.feature))


def judge(run):
    """(target id, month) -> (value, met)"""
    out = {}
    for target in run.scenario.targets:
        item = item_of(run, target["metric"])
        series = target.get("series") or FIRST_SERIES.get(item.feature, item.id)
        months = target["by"] if isinstance(target["by"], list) else [target["by"]]
        for month in (month_of(text) for text in months):
            at = max((m for (i, s, u, m) in run.series if (i, s, u) == (item.id, series, None) and m <= month), default=None)
            value = None if at is None or run.now < month else run.series[(item.id, series, None, at)]
            baseline = run.series.get((item.id, series, None, run.scenario.first - 1))
            verdict = "no value" if value is None else "met" if met(target, value, baseline) else "not met"
            out[(target["id"], month)] = (value, verdict)
    return out
