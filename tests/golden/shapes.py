# SPDX-License-Identifier: MIT
"""The JSON documents: keys and types that other programs may rely on. More keys may come; none of these may go."""

NUMBER = (int, float)
MAYBE_NUMBER = (int, float, type(None))
MAYBE_TEXT = (str, type(None))

PACE = {"month": MAYBE_TEXT, "reported": MAYBE_NUMBER, "planned": MAYBE_NUMBER, "share": MAYBE_NUMBER,
        "before": MAYBE_NUMBER, "before_high": MAYBE_NUMBER, "remaining": MAYBE_NUMBER, "remaining_high": MAYBE_NUMBER,
        "yearly": MAYBE_NUMBER, "yearly_high": MAYBE_NUMBER}
MAYBE = {k: MAYBE_NUMBER for k in ("gap", "gap_high", "of_interval", "p5", "p95", "break_even_p5", "break_even_p95", "probability_high")}
JUDGEMENT = {"counting": MAYBE_TEXT, "month": str, "baseline": MAYBE_NUMBER, "baseline_high": MAYBE_NUMBER,
             "value": MAYBE_NUMBER, "change": MAYBE_NUMBER, "verdict": str, "met": bool, "basis": str,
             "probability": MAYBE_NUMBER, "break_even": MAYBE_NUMBER, "actual": PACE, **MAYBE}
TARGET = {"id": str, "metric": str, "against": MAYBE_TEXT, "baseline": MAYBE_NUMBER, "value": MAYBE_NUMBER,
          "change": MAYBE_NUMBER, "required": str, "met": bool, "verdict": str, "basis": str,
          "probability": MAYBE_NUMBER, "title": MAYBE_TEXT, "note": MAYBE_TEXT, "illustrative": bool, "month": str, "headline": bool,
          "actual": PACE, "standing": str, "judgements": [JUDGEMENT], **MAYBE}
RUN = {"run": str, "status": str, "seed": int, "replications": int, "from_actuals": MAYBE_TEXT,
       "targets": [TARGET],
       "series": [{"id": str, "series": str, "unit": MAYBE_TEXT, "told_by": MAYBE_TEXT, "months": [str], "value": [MAYBE_NUMBER]}],
       "findings": [{"severity": str, "rule": MAYBE_TEXT, "unit": MAYBE_TEXT, "text": str}],
       "steps": [{"id": str, "month": str, "status": str, "text": MAYBE_TEXT}],
       "totals": {"units": {"before": int, "after": int, "opened": int, "closed": int},
                  "posts": {"before": int, "after": int, "opened": int, "closed": int},
                  "people": {"before": int, "after": int, "left": int, "joined": int, "surplus": int}},
       "outputs": [str]}
PROBLEM = {"code": str, "severity": str, "table": MAYBE_TEXT, "file": MAYBE_TEXT, "line": (int, type(None)),
           "column": (int, type(None)), "id": MAYBE_TEXT, "text": str}
QUALITY = {"units": int, "posts": int, "people": int, "fte": NUMBER, "roots": int, "depth": int, "counts": dict,
           "problems": [PROBLEM]}
PLUGINS = [{"id": str, "version": str, "kind": str, "name": str, "summary": str,
            "params": [{"key": str, "type": str, "summary": str, "unit": MAYBE_TEXT, "default": MAYBE_TEXT}]}]


def differences(shape, value, where):
    """One sentence for each place where the value is not of the shape."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            return ["%s is no list" % where]
        return [d for i, v in enumerate(value) for d in differences(shape[0], v, "%s[%d]" % (where, i))]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return ["%s is no object" % where]
        missing = ["%s has no key %s" % (where, key) for key in shape if key not in value]
        return missing + [d for key in shape if key in value
                          for d in differences(shape[key], value[key], "%s.%s" % (where, key))]
    wrong = not isinstance(value, shape) or (isinstance(value, bool) and shape is not bool)
    return ["%s is %r, expected %s" % (where, value, shape)] if wrong else []


def check_shapes(documents):
    shapes = {"run": RUN, "check": QUALITY, "import": QUALITY, "odd": QUALITY, "vetoed": RUN, "plugins": PLUGINS}
    problems = [d for name, shape in shapes.items() for d in differences(shape, documents[name], name)]
    for name in ("run", "check", "import", "plugins"):
        if not documents[name]:
            problems.append(name + " is empty")
    for key in ("targets", "series", "findings", "steps"):
        if not documents["run"].get(key) and not documents["vetoed"].get(key):
            problems.append("run.%s is empty, so that its shape is not seen" % key)
    codes = {p["code"] for p in documents["odd"]["problems"]}
    for code in ("duplicate-id", "cycle", "missing-parent"):
        if code not in codes:
            problems.append("import does not report %s; it reports %s" % (code, sorted(codes)))
    cycle = [p for p in documents["odd"]["problems"] if p["code"] == "cycle"]
    if len(cycle) != 1 or sorted(cycle[0].get("ids", [])) != ["a", "b"]:
        problems.append("a cycle is not reported once with its ids: %r" % cycle)
    if "template" in {p["name"] for p in documents["plugins"]}:
        problems.append("the template stands among the features")
    return problems
