# SPDX-License-Identifier: MIT
"""What orgsim said about a run beside what the oracle says: each event, payment, finding, step, figure and verdict."""

import json
import math
import os
import re

import chain
import offices
import remarks
from party import KEPT
from reading import call, month_of, spell_month
from targets import judge_all

COLUMNS = {"units": {"name", "type", "function", "parent", "closed", "successor", "building", "workload", "merge.month",
                     "autonomy_group", "autonomy.month", "appraisal.rating", "functions"},
           "posts": {"unit", "holder", "rank", "title", "category", "funding", "closed", "reports_to",
                     "also_reports_to", "dual-post.with", "dual-post.duty", "dual-post.allowance", "dual-post.surplus"},
           "people": {"unit", "post", "second", "state", "reason", "merge.until", "dissolve.until", "rating", "coefficient", "appraisal.low",
                      "appraisal.month", "appraisal.sum", "appraisal.months", "promotion.due", "promotion.penalty"}}


NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")


class Theirs:
    def __init__(self, orgsim, folder, file, reps=1, into=None):
        self.orgsim, self.folder, self.db = orgsim, folder, into or file.replace(".yaml", ".orgdb")
        self.status, self.out, self.err = call(orgsim, "run", file, "--into", self.db, "--quiet",
                                               *(["--reps", str(reps)] if reps > 1 else []), cwd=folder)

    def ask(self, sql):
        status, out, err = call(self.orgsim, "query", self.db, sql, "--json", "--quiet", cwd=self.folder)
        if status:
            raise SystemExit(err)
        return [{name: number(value) for name, value in row.items()} for row in json.loads(out)]


def number(value):
    """A query answers in texts."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return float(value) if any(sign in value for sign in ".eE") else int(value)
    return None if value == "" else value


def net(changes):
    """(month, item, table, row, column) -> (first from, last to), where they differ."""
    first, last = {}, {}
    for month, item, table, row, column, old, new in changes:
        place = (month, item, table, row, column)
        first.setdefault(place, old)
        last[place] = new
    return {place: (first[place], last[place]) for place in first if first[place] != last[place]}


def first_months(org):
    """The months in which rows were made: what they were made with is compared at the end."""
    return {(table, row): month for month, _, table, row, column, _, _ in org.changes if column in ("opened", "joined")}


def spelled(org, table, column, value):
    if value is None or value == "":
        return None
    if column in ("unit", "parent", "successor"):
        return org.units[value].id or "#u%d" % value
    if column in ("holder",):
        return org.people[value].id or "h%d" % (value + 1)
    if column in ("post", "second", "reports_to"):
        return org.posts[value].id
    if column == "also_reports_to":
        return ";".join(org.posts[post].id for post in value) or None
    if column == "closed":
        return spell_month(value)
    if column == "coefficient":
        return "%g" % (value / 100) if value else None
    if isinstance(value, (int, float)):
        return "%g" % value if abs(value) < 1e5 else str(int(value))
    return str(value)


def matters(run):
    """A column that counts, of a row that was there before; to whom a post reports that has closed does not count."""
    made = first_months(run.org)
    closed = {(p.row, p.closed) for p in run.org.posts if p.closed is not None}

    def test(table, row, column, month):
        return (column in COLUMNS.get(table, ()) or column == "discipline_until" or column.startswith(KEPT + chain.KEPT + offices.KEPT)) and made.get((table, row)) != month and \
            not (column in ("reports_to", "also_reports_to") and (row, month) in closed)
    return test


def our_changes(run):
    counts = matters(run)
    told = [(month, item, table, row, column, spelled(run.org, table, column, old), spelled(run.org, table, column, new))
            for month, item, table, row, column, old, new in run.org.changes
            if counts(table, row, column, month)]
    return net(told)


def their_changes(run, theirs):
    rows = theirs.ask('select month, "table" as t, row, "column" as c, "from" as a, "to" as b, step from change_list order by seq')
    counts = matters(run)
    told = [(month_of(r["month"]), r["step"], r["t"], int(r["row"]), r["c"], text(r["a"]), text(r["b"])) for r in rows]
    return net([c for c in told if counts(c[2], c[3], c[4], c[0])])


def text(value):
    if value is None or value == "":
        return None
    if isinstance(value, float):
        return "%g" % value if abs(value) < 1e5 else str(int(value))
    return str(value)


def rounded(value):
    """Sums of weights come out of SQL in another order here."""
    return float("%.12g" % float(value))


def close(a, b):
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def differences(what, ours, theirs, same=lambda a, b: a == b):
    out = []
    for place in sorted(set(ours) | set(theirs), key=repr):
        a, b = ours.get(place, "nothing"), theirs.get(place, "nothing")
        if not (a != "nothing" and b != "nothing" and same(a, b)):
            out.append("%s %s: oracle %s, orgsim %s" % (what, place, a, b))
    return out


def counted(rows):
    out = {}
    for row in rows:
        out[row] = out.get(row, 0) + 1
    return out


def series_differ(run, theirs):
    unit_ids = {None: None, **{u.row: u.id for u in run.org.units}}
    rows = theirs.ask("select item, series as name, unit, month, value from series")
    found = {(r["item"], r["name"], unit_ids.get(r["unit"], r["unit"]), r["month"]): r["value"] for r in rows}
    whole = run.scenario.tree.get("history") == "all"  # else figures of units are stored of the start and the end only
    ours = {place: value for place, value in run.series.items()
            if whole or place[2] is None or place[3] in (run.scenario.first - 1, run.scenario.last)}
    return differences("figure", ours, found, close)


def end_differs(run, theirs, table, columns):
    """The end as the file keeps it: rows that are not there are those of the start."""
    def cells(row):
        told = [row[column] if row[column] != "" else None for column in columns]
        if table == "posts" and row["closed"] not in (None, ""):
            told[-1] = None  # to whom a closed post reported
        return tuple(told)

    found = {row.row: cells(row) for row in getattr(run.start, table)}
    rows = theirs.ask("select row, %s from %s_end" % (", ".join(columns), {"people": "person", "posts": "post"}[table]))
    found.update((row["row"], cells(row)) for row in rows)
    return differences(table, {row.row: cells(row) for row in getattr(run.org, table)}, found)


JUDGED = ("baseline", "baseline_high", "value", "change", "needed", "needed_high", "gap", "break_even", "of_interval", "verdict",
          "overall", "standing", "basis", "report_month", "report_value", "report_verdict", "p5", "p95", "probability",
          "probability_high")


def verdicts_differ(ours, theirs):
    told = {}
    for r in theirs.ask("select * from target"):
        told.update({(r["id"], r["counting"] or "", r["month"], column): r[column] for column in JUDGED})
    mine = {(*place, column): row.get(column) for place, row in ours.items() for column in JUDGED}
    return differences("verdict", mine, told, lambda a, b: close(a, b) if isinstance(b, (int, float)) and
                       isinstance(a, (int, float)) else a == b)


def their_remarks(theirs):
    for r in theirs.ask("select month, severity, rule, id, text from finding where code is null or code = ''"):
        said = remarks.of_text(str(r["text"]))
        if said:
            yield (r["month"], r["severity"], r["rule"], r["id"], *said)


def compare(run, theirs, runs=None):
    """A list of sentences; empty when all agrees."""
    failed = any(each.status.startswith("failed") for each in runs or [run])  # orgsim breaks off at the first that fails
    row = (theirs.ask("select status from run") if os.path.exists(os.path.join(theirs.folder, theirs.db)) else []) or [{}]
    status = row[0].get("status", "not run")
    if failed or status not in ("done", "vetoed"):
        return [] if failed and status == "failed" else \
            ["status: oracle %s, orgsim %s: %s" % (run.status, status, theirs.err.strip())]
    out = [] if run.status == status else ["status: oracle %s, orgsim %s" % (run.status, status)]
    out += differences("change", our_changes(run), their_changes(run, theirs))
    out += end_differs(run, theirs, "people", ("born", "hired", "sex", "state", "reason", "unit", "post", "since"))
    out += end_differs(run, theirs, "posts", ("unit", "holder", "rank", "title", "category", "funding", "closed", "opened", "reports_to"))
    out += differences("step", counted(run.steps), counted(
        (r["item"], r["month"], r["status"]) for r in theirs.ask("select item, month, status from step")))
    out += differences("finding", counted((*f[:6], *map(rounded, f[6:8]), *f[8:]) for f in run.findings), counted(
        (r["month"], r["severity"], r["rule"], r["id"], r["step"], r["code"], rounded(r["value"]), rounded(r["bound"]),
         r["since"], r["again"]) for r in theirs.ask("select * from finding where code is not null and code <> ''")))
    out += differences("remark", counted((m, severity, item, row, kind, numbers) for m, severity, item, row, kind, numbers in run.remarks),
                       counted(their_remarks(theirs)))
    ids = {h.row: h.id or "h%d" % (h.row + 1) for h in run.org.people}
    out += differences("payment", counted((month, item, person, series, amount) for month, item, person, series, amount in
                                          run.ledger.entries), counted(
        (month_of(r["month"]), r["item"],
         next((row for row, name in ids.items() if name == r["person"]), r["person"]), r["series"], r["amount"])
        for r in theirs.ask("select * from payment_list")))
    out += series_differ(run, theirs)
    out += verdicts_differ(judge_all(runs or [run]), theirs)
    return out
