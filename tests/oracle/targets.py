# SPDX-License-Identifier: MIT
"""Verdicts, as engine/sim/README.md has them: figures at the deadlines against what is required, at either end of a baseline."""

import math

from metrics import measure_on
from reading import amount

FIRST_SERIES = {"posts": "posts", "people": "people", "units": "units", "share": "share", "change-cost": "cost", "indicator": "value",
                "payroll": "payroll", "attribute": "value", "coordination": "crossing", "span-and-layers": "mean-span", "retirement": "retired", "resignation": "resigned",
                "recruitment": "hired"}
LEVELS = ("at_most", "at_least", "more_than", "less_than", "between")


def bounds(target):
    """(kind, low, high, relative)"""
    kind = next(key for key in ("change", "equals") + LEVELS if key in target)
    wish = target[kind]
    if kind == "between":
        (low, relative), (high, _) = map(amount, wish)
        return kind, low, high, relative
    low, relative = amount(wish)
    if kind == "equals" and "against" in target:
        kind = "change-equals"
    return kind, low, low, relative


def meets(kind, low, high, value):
    if value is None:
        return "no value"
    hair = 1e-9 * max(1, abs(value))
    fits = {"change": value <= low + hair if low < 0 else value >= low - hair, "equals": abs(value - low) <= hair,
            "change-equals": abs(value - low) <= hair, "at_least": value >= low - hair, "at_most": value <= low + hair,
            "more_than": value > low + hair, "less_than": value < low - hair,
            "between": low - hair <= value <= high + hair}[kind]
    return "met" if fits else "not met"


def averaged(target):
    return str(target.get("average", "no")) in ("true", "yes")


class Judged(dict):
    """The columns of one row of the table `target`."""

    def judge(self, kind, low, high, relative, average=False):
        self["met"] = [meets(kind, low, high, at) for at in
                       ((self["change"], self["change_high"]) if kind.startswith("change") else (self["value"], self["value"]))]
        self["verdict"] = self["met"][0] if self["met"][0] == self["met"][1] else "depends"
        self["gap"] = None
        if self["verdict"] == "not met" and not average:
            over = kind == "between" and self["value"] > self["needed_high"]
            self["gap"] = self["value"] - self["needed_high" if over else "needed"]
        self["of_interval"] = None
        if self["verdict"] == "depends" and kind == "change":
            below = (self["break_even"] - self["baseline"]) / (self["baseline_high"] - self["baseline"])
            self["of_interval"] = 1 - below if self["met"][1] == "met" else below
        return self


def judged(target, value, baseline, baseline_high, change=None, change_high=None):
    kind, low, high, relative = bounds(target)
    asks_change = kind.startswith("change")

    def from_base(base):
        if base is None or value is None:
            return None
        return (value - base) / base if relative and base else value - base if not relative else None

    row = Judged(value=value, baseline=baseline, baseline_high=baseline_high, break_even=None)
    row["change"] = change if change is not None else from_base(baseline) if "against" in target else None
    row["change_high"] = change_high if change_high is not None else from_base(baseline_high) if asks_change else None
    row["needed"], row["needed_high"] = low, high
    if asks_change:
        row["needed"], row["needed_high"] = [None if base is None else base * (1 + low) if relative else base + low
                                             for base in (baseline, baseline_high)]
        if baseline is not None and baseline < baseline_high and value is not None:
            row["break_even"] = value / (1 + low) if relative else value - low
    return row.judge(kind, low, high, relative, averaged(target))


def at_month(run, item, series, unit, month, counted):
    """The figure of a level as it stands then; of a flow what was added up over the year, or the run."""
    own = {m: v for (i, s, u, m), v in run.series.items() if (i, s, u) == (item.id, series, unit)}
    if run.now < month:
        return None
    if counted:
        first = month - month % 12 if counted == "year" else run.scenario.first
        return float(sum(v for m, v in own.items() if max(first, run.scenario.first) <= m <= month))
    return own.get(max(month, run.scenario.first - 1))


def base_of(run, target, item, series, month):
    """At its lower and its higher end."""
    name = target.get("against")
    if name is None:
        return None, None
    if name == "previous":
        value = at_month(run, item, series, target.get("unit"), month - 12, None)
        return value, value
    stated = ((run.scenario.tree.get("baselines") or {}).get(name) or {}).get("values") or {}
    if target["id"] in stated:
        value = stated[target["id"]]
        return tuple(map(float, value["between"])) if isinstance(value, dict) else (float(value), float(value))
    if name == "start":
        value = run.series.get((item.id, series, target.get("unit"), run.scenario.first - 1))
    else:
        value = measure_on(run, item, name).get((item.id, series, target.get("unit")))
    return value, value


def reported_for(run, target, item, months, month):
    """What was reported for a deadline: in its month, or after it and before the next."""
    later = [m for m in months if m > month]
    found = [(m, value) for name, scope, m, value in run.scenario.actuals
             if name in (item.id, target["metric"]) and scope == target.get("unit") and
             (m == month or (month < m and (not later or m < later[0]) and not target.get("counted")))]
    return max(found) if found else None


def worst(verdicts):
    for verdict in ("not met", "no value", "depends"):
        if verdict in verdicts:
            return verdict
    return "met" if verdicts else "no value"


def judge_rule(run, target, rule, item):
    """The rows of one counting rule, by month."""
    months, out = run.scenario.deadlines(target), {}
    dotted = target["metric"].split(".")
    series = target.get("series") or (dotted[1] if len(dotted) > 1 else FIRST_SERIES.get(item.feature, item.id))
    for month in months:
        value = at_month(run, item, series, target.get("unit"), month, target.get("counted"))
        out[month] = judged(target, value, *base_of(run, target, item, series, month))
        told = reported_for(run, target, item, months, month)
        if told:
            own = judged(target, told[1], out[month]["baseline"], out[month]["baseline_high"])
            out[month].update(report_month=told[0], report_value=told[1], report_verdict=own["verdict"])
    if averaged(target):
        changes = [row["change"] for row in out.values()]
        mean = None if None in changes else sum(changes) / len(changes)
        last = out[months[-1]]
        out = {months[-1]: judged(target, last["value"], last["baseline"], last["baseline_high"], mean, mean)}
    overall = worst([row["verdict"] for row in out.values()])
    standing = worst([row.get("report_verdict") or row["verdict"] for row in out.values()])
    for row in out.values():
        row.update(overall=overall, standing=standing, basis=target.get("basis") or ("assumed" if item.feature == "indicator" else "simulated"))
    return out


def judge(run):
    """(target id, counting rule, month) -> row"""
    return {(target["id"], rule, month): row for target in run.scenario.targets
            for rule, item in run.scenario.measured[target["id"]]
            for month, row in judge_rule(run, target, rule, item).items()}


# ---- replications

def quantile(values, share):
    """Type 7 of Hyndman and Fan."""
    values = sorted(values)
    place = (len(values) - 1) * share
    low = math.floor(place)
    return values[low] + (place - low) * (values[min(low + 1, len(values) - 1)] - values[low])


def judge_all(runs):
    """By the medians of all replications, with p5 and p95 and how many met it; of one run its own."""
    rows = [judge(run) for run in runs]
    if len(runs) == 1:
        return rows[0]
    out = {}
    chance = any(item.feature in ("resignation", "recruitment") or item.feature == "headcount-cut"
                 for item in runs[0].scenario.items)
    targets = {target["id"]: target for target in runs[0].scenario.targets}
    for place in rows[0]:
        own, target = [row[place] for row in rows], targets[place[0]]
        known = [row["value"] for row in own if row["value"] is not None]  # of a replication that stopped before there is none
        median = {}
        for key in ("value", "change", "change_high", "baseline", "baseline_high"):
            figures = [row[key] for row in own if row[key] is not None]
            median[key] = quantile(figures, 0.5) if figures else None
        out[place] = row = judged(target, median["value"], median["baseline"], median["baseline_high"], median["change"],
                                  median["change_high"])
        row.update({key: own[0].get(key) for key in ("report_month", "report_value", "report_verdict", "basis")})
        if chance:
            row.update(probability=sum(one["met"][0] == "met" for one in own) / len(own),
                       probability_high=sum(one["met"][1] == "met" for one in own) / len(own))
        if chance and known:
            row.update(p5=quantile(known, 0.05), p95=quantile(known, 0.95))
    for place, row in out.items():
        same = [other for key, other in out.items() if key[:2] == place[:2]]
        row["overall"] = worst([other["verdict"] for other in same])
        row["standing"] = worst([other.get("report_verdict") or other["verdict"] for other in same])
    return out
