# SPDX-License-Identifier: MIT
"""dissolve: units are closed; their posts go to another unit, or are closed."""

import math

from live import choose, open_unit
from org import Failure
from reading import amount


def protected(unit):
    return unit.get("protected") not in (None, "", 0, 0.0, "0", "no", "false")


def report_to_head(org, head, posts):
    """Who led no longer, and whoever reported to them, reports to the head; the head first past all of them."""
    up = org.posts[head].reports_to
    top, steps = None, 0
    while up is not None and steps < len(org.posts):
        top = up if up in posts else top
        up, steps = org.posts[up].reports_to, steps + 1
    if top is not None:
        org.put("posts", head, "reports_to", org.posts[top].reports_to)
    for post in sorted(set(org.reporters(posts)) | {p for p in posts if org.posts[p].closed is None}):
        if post != head:
            org.put("posts", post, "reports_to", head)


def depth(org, unit):
    up, steps = org.units[unit].parent, 0
    while up is not None:
        up, steps = org.units[up].parent, steps + 1
    return steps


def hired_or_never(org, post):
    hired = org.people[org.posts[post].holder].hired
    return -math.inf if hired is None else hired


def shed_first(org, posts):
    """Vacant ones first, the latest of the file first; then the latest hired; of equals the later row."""
    return sorted(posts, key=lambda p: (org.posts[p].holder is not None,
                                        -hired_or_never(org, p) if org.posts[p].holder is not None else 0, -p))


def chosen_units(run, values):
    wish = values["units"] if "units" in values["given"] else values["where"]
    return choose(run, "units", wish)


def move_children(org, listed, ends, to):
    """Units below go to the one that takes over, else to the first above that stays."""
    moved = 0
    for unit in listed:
        above = org.units[unit].parent
        while above in ends:
            above = org.units[above].parent
        for child in org.children(unit):
            if child.row not in ends:
                org.move_unit(child.row, to if to is not None else above)
                moved += 1
    return moved


def hand_over(org, head, leading, lowered):
    """Who reported to a leading post that ends or steps down reports to the head of `to`, as does who steps down; without a head, to
    the next one up that stays. Of who reported to other posts that close the verb takes care."""
    if head is not None:
        report_to_head(org, head, leading)
        return
    for post in org.reporters(lowered):
        up = org.posts[post].reports_to
        while up in lowered:
            up = org.posts[up].reports_to
        org.put("posts", post, "reports_to", up)


def dissolve(run, item, _window):
    values, org = run.scenario.params(item), run.org
    ends = set(chosen_units(run, values))
    to = open_unit(org, values["to"]) if "to" in values["given"] else None
    if values["children"] == "dissolve":
        ends = {row for unit in ends for row in org.below(unit)}
    listed = sorted(ends, key=lambda u: (-depth(org, u), u))
    up = to
    while up is not None:
        if up in ends:
            raise Failure("the unit that takes over is dissolved itself")
        up = org.units[up].parent
    if any(protected(org.units[u]) for u in ends):
        raise Failure("a protected unit")
    used_before = {org.units[u].get("building") for u in ends} - {None}
    moved = move_children(org, listed, ends, to)
    posts = sorted(p.row for u in listed for p in org.open_posts(u))
    told = {"heads-released": 0, "deputies-released": 0}
    closing, released, lowered = [], [], []
    for post in posts:
        cells = org.posts[post]
        if cells.rank not in ("head", "deputy"):
            if to is None:
                closing.append(post)
            continue
        wish = values["heads" if cells.rank == "head" else "deputies"]
        double = cells.holder is not None and org.people[cells.holder].post != post  # kiêm nhiệm: it simply ends
        stays = cells.holder is not None and to is not None and not double
        if stays and wish == "keep":
            continue
        if cells.holder is not None:
            told["heads-released" if cells.rank == "head" else "deputies-released"] += 1
        if stays and wish in ("deputy", "staff"):
            org.put("posts", post, "rank", wish)
            lowered.append(post)
        else:
            closing.append(post)
            if cells.holder is not None and not double:
                released.append(cells.holder)
    hand_over(org, org.head_of(to) if to is not None else None, closing + lowered if to is not None else lowered, lowered)
    if to is not None:
        wanted, relative = amount(values["shed"])
        wanted = math.floor(wanted * len(posts) + 1e-9) if relative else int(wanted)
        able = [p for p in posts if p not in closing and org.posts[p].rank not in ("head", "deputy")]
        closing += shed_first(org, able)[:max(0, wanted - len(closing))]
    held_by = {org.posts[p].holder for p in closing} - {None}
    org.close_posts(closing)
    surplus = sum(org.people[person].state == "surplus" for person in held_by)
    staying = [p for p in posts if p not in closing]
    org.move_posts(staying, to)
    for person in (person for person in released if org.people[person].state == "surplus"):
        org.put("people", person, "dissolve.until", run.now + int(values["grace"]))
    for unit in listed:
        org.close_unit(unit, to)
    told.update({"units-closed": len(listed), "units-moved": moved, "posts-moved": len(staying), "posts-closed": len(closing),
                 "surplus": surplus,
                 "offices-released": len(used_before - {u.get("building") for u in org.open_units()})})
    for series, number in told.items():
        run.count(item, series, number)
    return 0
