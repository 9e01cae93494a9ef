# SPDX-License-Identifier: MIT
"""What operators remark beside the rules, and what a step that stands says of units without a head and of second lines: by kind and numbers, not by words.

A remark is (month, severity, item, unit or post by id, kind, numbers).
"""

import re

MOST_NAMED = 20
NUMBER = r"(-?[0-9][0-9.,\u202f ]*)"
SHORT = NUMBER + r" of " + NUMBER + r" posts are closed: "
KINDS = (
    ("short: none left", SHORT + r"(?:only|.* has) " + NUMBER + r" posts?(?: may be closed)?\."),
    ("short: none at all", SHORT + r"no post is left that may be closed\."),
    ("short: spared", SHORT + "the " + NUMBER + r" that are left are spared"),
    ("short: floor", SHORT + "the " + NUMBER + r" that are left stand in units at their floor"),
    ("short: heavy", SHORT + "the " + NUMBER + r" that are left are in rows that weigh more"),
    ("short: several reasons", SHORT + "of the " + NUMBER + " that are left " + NUMBER + " are spared, " + NUMBER +
     " stand in units at their floor, " + NUMBER + " are kept for somebody and " + NUMBER + " are in rows"),
    ("short: the run ends", SHORT + r"the time of the cut ends in [0-9-]+, after the run\."),
    ("no ranks", r"No rank of these posts is known.*holders of the " + NUMBER + r" posts closed\."),
    ("few to move", "Only " + NUMBER + r" posts can move to .*; " + NUMBER + r" were asked for\."),
    ("few to shed", r".* has only " + NUMBER + r" posts of staff to shed, " + NUMBER + r" were asked for"),
    ("nothing to merge", "Nothing to merge: none of the " + NUMBER + " chosen units"),
    ("autonomy kept", r".* keeps its own degree of autonomy, but absorbs a unit of autonomy group " + NUMBER + ";"),
    ("autonomy again", r".* changes its autonomy group again after " + NUMBER + " months; a classification should last " + NUMBER),
    ("shares not given", "The mapping gives no shares for the " + NUMBER + r" parts of .*: its posts are divided evenly\."),
    ("more shares not given", NUMBER + " more units are divided evenly, the mapping giving no shares for them"),
    ("parts without shares", "No shares are given for the parts of .*: " + NUMBER + r" of its posts are divided evenly\."),
    ("units below unnamed", "No part names " + NUMBER + " of the units below "),
    ("heads opened alike", "Posts of heads opened: " + NUMBER + r"\. The quota rises by as many"),
    ("nothing to rename", r"Nothing changes: the units are so already\."),
    ("heads opened", "Posts of heads opened: " + NUMBER + r"\. The quota rises by " + NUMBER + ","),
    ("two posts: nobody", r"Nobody holds .* or .*: they stay two posts\."),
    ("two posts: another", r"Who holds .* has another post beside it: they stay two posts\."),
    ("two posts: kept", r".* is kept for somebody: it stays a post of its own\."),
    ("two posts: no place", r"No vacant post of the same category for who held .*: surplus\."),
    ("two posts: no pair", r"No two posts go together\."),
    ("plan: no candidate", NUMBER + " of " + NUMBER + r" leading posts have no candidate in the plan\."),
    ("classes: places empty", NUMBER + r" places in classes stay empty: nobody else may be sent\."),
    ("few rotated", NUMBER + " of " + NUMBER + " are rotated: there is nobody else"),
    ("rotation: no way back", r"The rotation ends, and the own post is closed or taken: surplus\."),
    ("few seconded", NUMBER + " of " + NUMBER + " are seconded: there is nobody else"),
    ("term over", r"The term is over, and who led is not appointed again\."),
    ("vote: has left", r".* left before the vote of confidence"),
    ("vote: low", r".* has " + NUMBER + r" % low votes of confidence"),
    ("offices: none", "None of the units chosen has posts and a building"),
    ("offices: others stay", r"The building that .* uses stays open: units that were not chosen are there: " + NUMBER),
    ("simplify: too few", "Procedures that are not simplified yet: " + NUMBER + "; " + NUMBER + r" were to be\."),
    ("headless", r".* has " + NUMBER + r" posts? and no head\."),
    ("more headless", NUMBER + r" more units have posts and no head\."),
    ("dotted", r"(?:The second reporting line of post .* was dropped: |" + NUMBER + " second reporting lines were dropped, the first of them )"),
    ("bossless", r"(?:Post .* reports to nobody now: the post|" + NUMBER + " posts report to nobody now, the first of them )"),
)
# Assumptions about severance: the payments themselves are compared.
LEFT_OUT = re.compile(r"Severance|The law lets people retire at most|People who retire less than|[0-9]+ people .*(?:nothing|years? early)|.*"
                      r"years? before (?:their|the) age|.*nothing is due|workload assumes|stream \"|[0-9]+ items that .* (?:led pass to|led are dropped)|.* items that were due by|[0-9]+ firms have fewer than|[0-9]+ organisations were to be"
                       r"|Nothing is due|no share was measured|People who (?:stay|are not asked) because nothing|There is nobody to let go|Nobody may retire early")


def of_text(text):
    """(kind, numbers), or None for what is left out; a kind that nobody knows differs from everything."""
    for kind, pattern in KINDS:
        found = re.match(pattern, text)
        if found:
            return kind, tuple(float(re.sub(r"[,\u202f ]", "", n.rstrip("., "))) for n in found.groups() if n is not None)
    return None if LEFT_OUT.match(text) else ("unknown: " + text, ())


def leaders(before, org):
    """What a step that stands leaves without a head, without anybody to report to, or without a second line."""
    def has_head(state, unit):
        return any(p.rank == "head" for p in state.open_posts(unit))

    headless = []
    for unit in org.open_units():
        posts = org.open_posts(unit.row)
        if not posts or has_head(org, unit.row):
            continue
        if has_head(before, unit.row) if unit.row < len(before.units) else any(p.rank for p in posts):
            headless.append((unit, sum(round(p.fte * 1000) for p in posts)))
    for unit, weight in headless[:MOST_NAMED]:
        yield "warning", "headless", unit.id, (round(weight / 1000, 1),)
    if len(headless) > MOST_NAMED:
        yield "warning", "more headless", None, (len(headless) - MOST_NAMED,)
    bossless = [p for p in org.open_posts() if p.reports_to is None and left_alone(before, org, p)]
    if bossless:
        yield "warning", "bossless", bossless[0].id, (len(bossless),) if len(bossless) > 1 else ()
    lost = [(p, len(before.posts[p.row].also_reports_to) - len(p.also_reports_to)) for p in org.open_posts() if p.row < len(before.posts)]
    lost = [(p, n) for p, n in lost if n]
    if lost:
        n = sum(n for _, n in lost)
        yield "note", "dotted", lost[0][0].id, (n,) if n > 1 else ()


def left_alone(before, org, post):
    """It reported to a post that closed in this step, in which it did not take the place of its own unit's head."""
    if post.row >= len(before.posts):
        return False
    boss = before.posts[post.row].reports_to
    if boss is None or org.posts[boss].closed is None:
        return False
    return not (org.posts[boss].unit == post.unit and org.head_of(post.unit) == post.row)
