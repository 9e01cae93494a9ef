// SPDX-License-Identifier: MIT
// What the page of a department says beside the story of the unit itself: mergers below it, heads and deputies, what was paid, a calendar.
import { both, element, figure, month, number, say, text } from "./page";
import type { Run } from "./run";

const SHOWN = 40;
const MERGED = (1 << 1) | (1 << 2); // absorbed, consolidated

type Link = (run: Run, unit: number) => Node;

/** "A + B → C, Jan 2022": of a unit that was there before, itself among them. */
function mergers(run: Run, units: number[], link: Link) {
  const { columns } = run;
  const found = units
    .map((heir) => {
      const merged = run.list(heir, "took").filter((unit) => columns.fate[unit] & MERGED && run.list(unit, "into").length === 1);
      return { heir, merged, when: merged.length ? Math.min(...merged.map((unit) => columns.month[unit])) : 0 };
    })
    .filter(({ merged }) => merged.length)
    .sort((a, b) => a.when - b.when || a.heir - b.heir);
  if (!found.length) return [];
  const list = element("ul", { class: "mergers" });
  for (const { heir, merged, when } of found.slice(0, SHOWN)) {
    const parts = run.wasThere(heir) ? [heir, ...merged] : merged;
    const item = element("li");
    parts.forEach((unit, i) => item.append(i ? " + " : "", link(run, unit)));
    item.append(" → ", link(run, heir), when ? ", " : "", when ? both((lang) => month(when, lang)) : "");
    list.append(item);
  }
  if (found.length > SHOWN) list.append(element("li", {}, say("and_more", found.length - SHOWN)));
  return [element("h3", {}, say("page_mergers")), list];
}

function leaders(run: Run, unit: number) {
  const staff = run.columns.staff[unit];
  if (!staff) return [];
  const [heads, deputies, headsAfter, deputiesAfter, led, lost, surplus, left, paid] = staff;
  const lines: Node[] = [];
  if (heads + deputies + headsAfter + deputiesAfter)
    lines.push(
      element("p", { class: "leaders" }, say("page_leaders", heads, headsAfter, deputies, deputiesAfter), " ",
        say("page_leaders_fate", led, lost, surplus, left)),
    );
  if (paid) lines.push(element("p", { class: "paid" }, say("page_paid", (lang) => `${number(paid, lang)} ${run.columns.currency}`)));
  return lines;
}

const KINDS = ["closed", "founded", "posts-closed", "posts-opened", "left"] as const;
const HEADS = ["units_closed", "units_opened", "posts_closed", "posts_opened", "people_left"];

/** What happened in which month to the unit and all below it. */
function calendar(run: Run, units: number[]) {
  const months = new Map<number, number[]>();
  for (const unit of units)
    for (const event of run.events(unit)) {
      const kind = KINDS.indexOf(event.kind as (typeof KINDS)[number]);
      if (kind < 0) continue;
      const row = months.get(event.month) ?? KINDS.map(() => 0);
      row[kind] += event.n;
      months.set(event.month, row);
    }
  if (!months.size) return [];
  const body = element("tbody");
  for (const when of [...months.keys()].sort((a, b) => a - b))
    body.append(
      element(
        "tr",
        {},
        element("th", { scope: "row" }, both((lang) => month(when, lang))),
        ...months.get(when)!.map((n) => element("td", { class: "num" }, n ? figure(n) : "")),
      ),
    );
  const heads = ["month", ...HEADS].map((word, i) => element("th", { scope: "col", class: i ? "num" : "" }, say(word)));
  const table = element("table", { class: "months" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const scroll = element("div", { class: "scroll", tabindex: "0", role: "group" }, table);
  scroll.setAttribute("aria-label", text("calendar", document.documentElement.lang === "vi" ? 1 : 0));
  return [element("h3", {}, say("calendar")), scroll];
}

/** The parts of the page, for a unit with units below it or with people that led it. */
export function departmentParts(run: Run, unit: number, link: Link): Node[] {
  const units = run.withBelow(unit);
  return [...leaders(run, unit), ...mergers(run, units, link), ...(units.length > 1 ? calendar(run, units) : [])];
}
