// SPDX-License-Identifier: MIT
// One run as the page holds it: columns by unit, the tree, the events of each unit.
import { plain } from "./page";

interface Columns {
  from: number;
  items: string[];
  id: string[];
  name: string[];
  before: (string | 0)[];
  fate: number[]; // bits, one a fate; 0: it was closed before the run
  parent: number[];
  type: number[];
  why: number[];
  month: number[];
  item: number[];
  figures: number[];
  sums: number[];
  into: Record<string, string>;
  took: Record<string, string>;
  story: number[];
  staff: Record<string, number[]>; // of the unit and all below it: heads and deputies before and after, what became of them, paid
  currency: string;
  texts: string[];
  said: Record<string, string>; // place in texts → what it is in Vietnamese
}

export interface Event {
  month: number;
  item: string;
  kind: string;
  n: number;
  other: number; // a unit; -1 several, -2 none
  text: [string, string]; // in both languages
  reason: [string, string];
}

export const FIGURES = ["before", "in", "out", "opened", "closed", "after", "peopleBefore", "peopleAfter"] as const;
const KEPT = 1 << 0;
const NEW = 1 << 6;
const POSTS = 1 << 9;
const STRIDE = 7;

export class Run {
  readonly children: number[][];
  readonly roots: number[] = [];
  readonly deep: Uint8Array; // something happened to the unit or below it, other posts aside
  private readonly at = new Map<number, number>(); // unit → place of its events
  private keys: string[] | null = null;

  constructor(
    readonly index: number,
    readonly columns: Columns,
  ) {
    const n = columns.id.length;
    this.children = Array.from({ length: n }, () => []);
    this.deep = new Uint8Array(n);
    for (let u = 0; u < n; u++) {
      if (!columns.fate[u]) continue;
      const parent = columns.parent[u];
      if (parent < 0 || !columns.fate[parent]) this.roots.push(u);
      else this.children[parent].push(u);
    }
    for (let u = 0; u < n; u++)
      if (columns.fate[u] & ~(KEPT | POSTS))
        for (let up = u; up >= 0 && !this.deep[up]; up = columns.parent[up]) this.deep[up] = 1;
    for (let i = 0; i < columns.story.length; i += 2 + columns.story[i + 1] * STRIDE) this.at.set(columns.story[i], i + 1);
  }

  get size() {
    return this.columns.id.length;
  }
  isThere(unit: number) {
    return this.columns.fate[unit] !== 0;
  }
  isChanged(unit: number) {
    return (this.columns.fate[unit] & ~KEPT) !== 0;
  }
  figure(unit: number, name: (typeof FIGURES)[number]) {
    return this.columns.figures[unit * FIGURES.length + FIGURES.indexOf(name)];
  }
  /** Of the unit and all below it, as in the charts: posts before and after, units before and after. */
  sums(unit: number) {
    return this.columns.sums.slice(unit * 4, unit * 4 + 4);
  }
  wasThere(unit: number) {
    return (this.columns.fate[unit] & NEW) === 0;
  }
  /** The unit and all below it. */
  withBelow(unit: number): number[] {
    const found = [unit];
    for (let i = 0; i < found.length; i++) found.push(...this.children[found[i]]);
    return found;
  }
  /** How many units below it each fate befell, and those right below it whose figures or fates changed with all below them. */
  below(unit: number) {
    const counts: number[] = [];
    const walk = (of: number[]) => {
      for (const child of of) {
        for (let fate = 1; this.columns.fate[child] >> fate; fate++)
          if (this.columns.fate[child] & (1 << fate)) counts[fate] = (counts[fate] ?? 0) + 1;
        walk(this.children[child]);
      }
    };
    walk(this.children[unit]);
    const change = (child: number) => Math.abs(this.sums(child)[1] - this.sums(child)[0]);
    const changed = this.children[unit].filter((child) => this.isChanged(child) || this.deep[child] || change(child));
    return { counts, changed: changed.sort((a, b) => change(b) - change(a) || a - b) };
  }
  type(unit: number, lang: number) {
    const { texts, said, type } = this.columns;
    return (lang && said[type[unit]]) || (texts[type[unit]] ?? "");
  }
  list(unit: number, name: "into" | "took") {
    const found = this.columns[name][unit];
    return found ? found.split(" ").map(Number) : [];
  }
  path(unit: number) {
    const path: number[] = [];
    for (let up = this.columns.parent[unit]; up >= 0 && path.length < 100; up = this.columns.parent[up]) path.unshift(up);
    return path;
  }

  events(unit: number): Event[] {
    const { story, texts, said, items, from } = this.columns;
    const both = (at: number): [string, string] => [texts[at] ?? "", said[at] ?? texts[at] ?? ""];
    const place = this.at.get(unit);
    const events: Event[] = [];
    for (let i = 0; place !== undefined && i < story[place]; i++) {
      const e = place + 1 + i * STRIDE;
      events.push({
        month: from + story[e],
        item: items[story[e + 1]] ?? "",
        kind: texts[story[e + 2]],
        n: story[e + 3],
        other: story[e + 4],
        text: both(story[e + 5]),
        reason: both(story[e + 6]),
      });
    }
    return events;
  }

  /** Units whose name, former name or id holds every word, best first: names that begin with it. */
  search(asked: string): number[] {
    const { id, name, before } = this.columns;
    this.keys ??= name.map((value, u) => `${plain(value)}\u0001${plain(before[u] || "")}\u0001${plain(id[u])}`);
    const words = plain(asked).split(/\s+/).filter(Boolean);
    const whole = words.join(" ");
    if (!words.length) return [];
    const found: number[] = [];
    for (let u = 0; u < this.keys.length; u++)
      if (this.isThere(u) && words.every((word) => this.keys![u].includes(word))) found.push(u);
    const rank = (u: number) => {
      const key = this.keys![u];
      return key.startsWith(whole) ? 0 : key.includes(whole) ? 1 : key.startsWith(words[0]) ? 2 : 3;
    };
    return found.sort((a, b) => rank(a) - rank(b) || a - b);
  }
}

export const runs: Run[] = [...document.querySelectorAll<HTMLScriptElement>("script[id^='data-']")].map(
  (script, index) => new Run(index, JSON.parse(script.textContent!)),
);
