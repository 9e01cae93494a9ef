# SPDX-License-Identifier: MIT
"""A run: month by month, in the order of engine/sim/README.md."""

import cadres
from ledger import Ledger, settle
from live import live_of
from metrics import measure_all
from operators import OPERATORS
from org import Failure
from party import BEFORE_STEPS, PROCESSES
from processes import AFTER_STEPS, FORESEES_RUN, FORESEES_YEAR, begin_call, indicate
from remarks import leaders
from rules import SPELLED, VETO, WARN, Standing


AFTER = {**AFTER_STEPS, **PROCESSES}
BEFORE = {**cadres.PROCESSES, **BEFORE_STEPS}
SERIES = {"retirement": "retired", "resignation": "resigned"}


def stored_months(scenario):
    """The clock's period ends, each December, the last month, and what verdicts need."""
    length = {"yearly": 12, "quarterly": 3, "monthly": 1}[scenario.clock]
    months = {m for m in range(scenario.first, scenario.last + 1) if (m + 1) % length == 0}
    months.add(scenario.last)
    for target in scenario.targets:
        by = scenario.deadlines(target)
        months.update(by)
        if target.get("against") == "previous":
            months.update(month - 12 for month in by)
    months.update(month for _, _, month, _ in scenario.actuals)
    return sorted(month for month in months if scenario.first <= month <= scenario.last)


class Window:
    def __init__(self, item, first, last):
        self.item, self.first, self.last, self.carried, self.undone, self.told = item, first, last, 0.0, False, set()
        self.entry = None  # its place among the steps, once it is over


class Run:
    def __init__(self, scenario, replication=0):
        self.scenario, self.replication, self.org = scenario, replication, scenario.org.copy()
        self.start = scenario.org.copy()
        self.now, self.live = scenario.first - 1, None
        self.before = None  # the organisation before the step that is judged
        self.announced = []  # (item number, person, month, reason, series)
        self.standing, self.ledger, self.hired = Standing(), Ledger(), {}
        self.findings, self.remarks, self.steps, self.series = [], [], [], {}
        self.flows, self.levels, self.windows, self.status = {}, {}, {}, "done"
        self.stored = stored_months(scenario)
        self.told_now, self.joined_from = set(), 0
        self.carried = {}  # what a process carries from call to call
        self.wakes, self.asked = set(), {}  # (item number, month); the last window of an item that asked to be called again

    def baseline(self, name):
        """The organisation under a name, and the month it is of."""
        if name == "start":
            return self.start, self.scenario.first - 1
        return self.scenario.baselines.get(name, (None, None))

    def wake(self, item, month):
        self.wakes.add((item.number, month))

    # ---- figures

    def count(self, item, series, number):
        """A flow: what happened, added up to the next stored month."""
        place = (item.id, series, None)
        self.flows[place] = self.flows.get(place, 0) + number

    def measure(self, item, series, unit, value):
        self.levels[(item.id, series, unit)] = value

    def store_figures(self):
        """What flows is told after the start only; a process that foresees counts its leavings also when there are none."""
        measure_all(self)
        for item in self.scenario.items:
            if item.feature in SERIES and self.now >= self.scenario.first:
                self.count(item, SERIES[item.feature], 0)
        for place, value in list(self.flows.items()) + list(self.levels.items()):
            self.series[place + (self.now,)] = value
        self.flows, self.levels = {}, {}

    def remark(self, item, severity, row, kind, *numbers):
        """What an operator says of a unit or post (its id), or of none."""
        self.remarks.append((self.now, severity, item.id, row, kind, tuple(float("%g" % n) for n in numbers)))

    # ---- rules

    def tell(self, new, accepted):
        for rule, where, severity, value, limit, since, step in new:
            if accepted:
                self.told_now.add((rule, where))
            if severity == VETO and step is None:
                severity = WARN
            code, unit = where
            self.findings.append((self.now, SPELLED[severity], rule, self.unit_id(unit), step, code, value, limit,
                                  since, 0))

    def evaluate(self):
        new, after = self.standing.judge(self, None)
        self.tell(new, True)
        self.standing.accept(self, after)

    def unit_id(self, unit):
        """Of a unit's row, or of ("posts", row)."""
        if isinstance(unit, tuple):
            return self.org.posts[unit[1]].id
        return None if unit is None else self.org.units[unit].id

    def tell_again(self):
        for rule, breaches in self.standing.of.items():
            for (code, unit), (severity, value, limit, since) in breaches.items():
                if (rule, (code, unit)) not in self.told_now:
                    self.findings.append((self.now, SPELLED[min(severity, WARN)], rule, self.unit_id(unit), None, code,
                                          value, limit, since, 1))

    # ---- leavings

    def foresee(self, models, people, after, until):
        for item in self.scenario.items:
            if item.feature in models and after < until:
                for person, month, reason, series in models[item.feature](self, item, people, after):
                    if month <= until:
                        self.announced.append((item.number, person, month, reason, series))

    def present(self):
        return [person for person in self.org.people if person.state != "left"]

    def foresee_year(self, people, after):
        self.foresee(FORESEES_YEAR, people, after, after + 12 - (after + 1) % 12)

    def let_leave(self):
        due = sorted(a for a in self.announced if a[2] == self.now)
        for number, person, _, reason, series in due:
            if self.org.people[person].state != "left":
                item = self.scenario.items[number]
                self.org.month, self.org.item = self.now, item.id
                self.org.leave(person, reason)
                self.count(item, series, 1)

    # ---- steps

    def open_windows(self, item):
        """A step that falls due again ends its window: its last slice comes first."""
        out = []
        window = self.windows.get(item.number)
        if self.now in item.due:
            if window:
                window.last = self.now
                out.append(window)
            out.append(None)
        elif window:
            out.append(window)
        asked = self.asked.get(item.number)
        if asked and asked not in out and (item.number, self.now) in self.wakes:
            out.insert(0, asked)
        return out

    def save(self):
        return (self.org.copy(), list(self.announced), dict(self.flows), dict(self.levels), list(self.ledger.entries),
                list(self.remarks), set(self.wakes))

    def restore(self, saved):
        self.org, self.announced, self.flows, self.levels, self.ledger.entries, self.remarks, self.wakes = saved

    def new_window(self, item):
        if item.when:
            value = live_of(self).value(item.when if item.when.lstrip().lower().startswith("select")
                                                   else "select " + item.when)
            if not value:
                self.steps.append((item.id, self.now, "not-due"))
                return None
        last = self.now + item.over if item.over else self.now
        return Window(item, self.now, last)

    def slice(self, window):
        """One call of a step. True when the run stops."""
        saved, item = self.save(), window.item
        begin_call(self, item)
        carried, woken, wakes = window.carried, self.now > window.last, set(self.wakes)
        window.carried = OPERATORS[item.feature](self, item, window) or 0.0
        self.before = saved[0]
        new, after = self.standing.judge(self, item.id)
        self.before = None
        vetoed = any(one[2] == VETO for one in new)
        if vetoed:
            told_as = {one: one[:2] + one[3:5] + ((one[5],) if one[5] < self.now else ()) for one in new}
            self.tell([one for one in new if told_as[one] not in window.told], False)
            window.told.update(told_as.values())
            said = self.remarks
            self.restore(saved)
            if self.scenario.on_veto == "stop" or self.now >= (self.scenario.last if woken else min(window.last, self.scenario.last)):
                self.remarks = said  # it is not tried again, which would say them again
            window.carried, window.undone = carried, True
            if woken:
                self.wake(item, self.now + 1)
            if self.scenario.on_veto == "stop":
                self.steps.append((item.id, window.first, "vetoed"))
                self.windows.pop(item.number, None)
                self.status = "vetoed"
                return True
        else:
            self.tell(new, True)
            self.standing.accept(self, after)
            for severity, kind, row, numbers in leaders(saved[0], self.org):
                self.remark(item, severity, row, kind, *numbers)
            window.undone = False
            if self.wakes != wakes:
                self.asked[item.number] = window
        over = self.now >= window.last
        if not over and (window.undone or window.carried > 0):
            self.windows[item.number] = window
        else:
            self.end_window(window)
        return False

    def end_window(self, window):
        self.windows.pop(window.item.number, None)
        status = "skipped" if window.undone else "short" if window.carried > 0 else "done"
        if window.entry is None:
            window.entry = len(self.steps)
            self.steps.append(None)
        self.steps[window.entry] = (window.item.id, window.first, status)

    def do_steps(self):
        work = [(item, self.open_windows(item)) for item in self.scenario.items if item.role == "step"]
        if not any(windows for _, windows in work):
            return False
        self.evaluate()
        for item, windows in work:
            for window in windows:
                window = window or self.new_window(item)
                if window and self.slice(window):
                    return True
        return False

    # ---- the whole

    def month(self):
        self.told_now, joined = set(), len(self.org.people)
        if self.now % 12 == 0 or self.now == self.scenario.first:
            self.foresee_year(self.present(), self.now - 1)
        self.let_leave()
        for item in self.scenario.items:
            if item.feature == "indicator":
                indicate(self, item)
            if item.feature in BEFORE:
                begin_call(self, item)
                BEFORE[item.feature](self, item)
        stopped = self.do_steps()
        if not stopped:
            for item in self.scenario.items:
                if item.feature in AFTER:
                    begin_call(self, item)
                    AFTER[item.feature](self, item)
        settle(self)
        self.evaluate()
        last = stopped or self.now == self.scenario.last
        if last:
            self.tell_again()
        new = self.org.people[joined:]
        self.foresee(FORESEES_RUN, new, self.now, self.scenario.last)
        if (self.now + 1) % 12:
            self.foresee_year(new, self.now)
        if last or self.now in self.stored:
            self.store_figures()
        return last

    def go(self):
        try:
            self.store_figures()
            self.evaluate()
            self.foresee(FORESEES_RUN, self.present(), self.now, self.scenario.last)
            self.now += 1
            while not self.month():
                self.now += 1
            for window in list(self.windows.values()):
                self.end_window(window)
        except Failure as failure:
            self.status = "failed: %s" % failure
        return self
