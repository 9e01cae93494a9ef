// SPDX-License-Identifier: MIT
// The story of a unit: where it came from, what happened when and by which step, where its posts and people are.
import { departmentParts } from "./department";
import { badges, both, button, element, fates, language, month, number, say, sayFates, text } from "./page";
import type { Event, Run } from "./run";

const panel = element("dialog", { class: "story", "aria-labelledby": "story-title" });
let showInTree: (run: Run, unit: number) => void = () => {};

export function prepareStory(onShow: typeof showInTree) {
  showInTree = onShow;
  panel.addEventListener("click", (event) => event.target === panel && panel.close());
  document.querySelector("main")!.append(panel);
}

const link = (run: Run, unit: number) =>
  element("button", { type: "button", class: "link", click: () => openStory(run, unit) }, run.columns.name[unit]);

function units(run: Run, list: number[]) {
  const parts: Node[] = [];
  list.forEach((unit, i) => parts.push(document.createTextNode(i ? ", " : ""), link(run, unit)));
  return parts;
}

const sentences: Record<string, string> = {
  founded: "ev_founded",
  renamed: "ev_renamed",
  moved: "ev_moved",
  closed: "ev_closed",
  "posts-in": "ev_posts_in",
  "posts-out": "ev_posts_out",
  "posts-opened": "ev_posts_opened",
  "posts-closed": "ev_posts_closed",
  funding: "ev_funding",
  surplus: "ev_surplus",
  placed: "ev_placed",
  left: "ev_left",
};

function sentence(run: Run, event: Event, lang: number) {
  const other =
    event.other === -1
      ? text("several", lang)
      : event.other < 0
        ? text("nobody", lang)
        : `“${run.columns.name[event.other]}”`;
  return text(sentences[event.kind], lang, event.n, other, event.text[lang]);
}

/** Events of one month and step are one sentence. */
function events(run: Run, unit: number) {
  const list = element("ol", { class: "events" });
  const all = run.events(unit);
  for (let i = 0; i < all.length; ) {
    const first = all[i];
    let end = i;
    while (end < all.length && all[end].month === first.month && all[end].item === first.item) end++;
    const group = all.slice(i, end);
    const reasons = (lang: number) => [...new Set(group.map((event) => event.reason[lang]).filter(Boolean))].join("; ");
    list.append(
      element(
        "li",
        {},
        element("b", {}, both((lang) => month(first.month, lang))),
        " ",
        element("i", {}, first.item),
        ": ",
        both((lang) => group.map((event) => sentence(run, event, lang)).join("; ")),
        reasons(0) && element("span", { class: "reason" }, " (", both(reasons), ")"),
      ),
    );
    i = end;
  }
  if (all.length) return list;
  const [before, after] = run.sums(unit);
  return element("p", {}, say(before !== after || run.deep[unit] ? "nothing_to_itself" : "nothing_happened"));
}

function fateLine(run: Run, unit: number) {
  const fate = run.columns.fate[unit];
  const into = run.list(unit, "into");
  const took = run.list(unit, "took");
  const line = element("p", { class: "fate" }, badges(fate), " ", sayFates(fate));
  if (into.length) line.append(": ", ...units(run, into));
  if (took.length) line.append(". ", say("taken_over"), ": ", ...units(run, took));
  return line;
}

const signed = (value: number, lang: number) => (value > 0 ? "+" : "") + number(value, lang);
const SHOWN = 40;

/** A unit is also what stands below it: its figures with all below it, how many of them changed, and which. */
function withBelow(run: Run, unit: number): [Node | string, Node | string] {
  if (!run.children[unit].length) return ["", ""];
  const { counts, changed } = run.below(unit);
  const [before, after, unitsBefore, unitsAfter] = run.sums(unit);
  const parts = (lang: number) =>
    counts.map((n, fate) => n && `${number(n, lang)} ${text(fates[fate][2], lang)}`).filter(Boolean).join(", ");
  const line = element(
    "p",
    { class: "below" },
    both((lang) => {
      const change = before === after ? "" : ` (${signed(after - before, lang)})`;
      const told = text("with_below", lang, before, after, change, unitsBefore, unitsAfter);
      return told + (parts(lang) ? `; ${parts(lang)}.` : ".");
    }),
  );
  if (!changed.length) return [line, ""];
  const list = element("ul", { class: "below" });
  for (const child of changed.slice(0, SHOWN)) {
    const [from, to] = run.sums(child);
    const figures = (lang: number) =>
      from === to ? number(to, lang) : `${number(from, lang)} → ${number(to, lang)} (${signed(to - from, lang)})`;
    list.append(element("li", {}, badges(run.columns.fate[child] & ~1), " ", link(run, child), " ", both(figures)));
  }
  if (changed.length > SHOWN) list.append(element("li", {}, say("and_more", changed.length - SHOWN)));
  return [line, list];
}

/** Paper then has this page alone. */
function printStory() {
  document.documentElement.classList.add("one-page");
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("one-page"), { once: true });
  window.print();
}

/** Names of units in tables open their pages. */
export function linkNames(runs: Run[]) {
  document.querySelectorAll<HTMLElement>("[data-u]").forEach((name) => {
    const [run, unit] = name.dataset.u!.split("-").map(Number);
    const press = element("button", { type: "button", class: "link", click: () => openStory(runs[run], unit) });
    press.append(...name.childNodes);
    name.replaceWith(press);
  });
}

export function openStory(run: Run, unit: number) {
  const { columns } = run;
  const path = run.path(unit);
  const before = run.figure(unit, "before");
  const after = run.figure(unit, "after");
  const [below, changed] = withBelow(run, unit);
  const close = element("button", { type: "button", class: "close", click: () => panel.close() }, "×");
  close.setAttribute("aria-label", text("close", language()));
  panel.replaceChildren(
    close,
    element("h2", { id: "story-title", tabindex: "-1" }, columns.name[unit]),
    element(
      "p",
      { class: "where" },
      `${columns.id[unit]} · `,
      both((lang) => run.type(unit, lang)),
      ...(path.length ? [" · ", ...path.flatMap((up, i) => [i ? " › " : "", link(run, up)])] : []),
    ),
    fateLine(run, unit),
    element(
      "p",
      {},
      say("at_start", before, run.figure(unit, "peopleBefore")),
      " ",
      say("at_end", after, run.figure(unit, "peopleAfter")),
    ),
    element(
      "p",
      { class: "balance" },
      say(
        "posts_fate",
        before,
        run.figure(unit, "in"),
        run.figure(unit, "out"),
        run.figure(unit, "opened"),
        run.figure(unit, "closed"),
        after,
      ),
    ),
    below,
    ...departmentParts(run, unit, link),
    changed,
    element("h3", {}, say("story")),
    events(run, unit),
    element(
      "p",
      { class: "tools" },
      button("show_in_tree", () => {
        panel.close();
        showInTree(run, unit);
      }),
      " ",
      button("page_print", printStory),
    ),
  );
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  panel.querySelector<HTMLElement>("#story-title")!.focus();
}
