// SPDX-License-Identifier: MIT
// Every unit as a tree that folds. Branches are made when they are opened, so that ten thousand units cost nothing at first.
import { badges, button, element, fatesIn, figure, say, sayFates } from "./page";
import type { Run } from "./run";
import { openStory } from "./story";

export class Tree {
  readonly box: HTMLElement;
  private readonly list = element("ul", { class: "tree" });
  private readonly only = element("input", { type: "checkbox", id: "" });
  private readonly items = new Map<number, HTMLLIElement>();

  constructor(private readonly run: Run) {
    this.only.id = `r${run.index}-only`;
    this.only.addEventListener("change", () => this.draw());
    this.box = element(
      "div",
      { class: "tree-box" },
      element(
        "p",
        { class: "tools" },
        button("expand_all", () => this.unfoldAll()),
        button("fold_all", () => this.draw()),
        element("label", { for: this.only.id }, this.only, " ", say("only_changed")),
      ),
      element("p", { class: "hint" }, say("tree_hint")),
      this.list,
    );
    this.draw();
  }

  private shown(units: number[]) {
    return this.only.checked ? units.filter((unit) => this.run.deep[unit]) : units;
  }

  private draw() {
    this.items.clear();
    this.list.replaceChildren(...this.shown(this.run.roots).map((unit) => this.item(unit)));
    for (const unit of this.shown(this.run.roots)) this.unfold(unit);
  }

  private item(unit: number): HTMLLIElement {
    const { run } = this;
    const fate = run.columns.fate[unit];
    const below = this.shown(run.children[unit]);
    const [before, after] = run.sums(unit);
    const toggle = element("button", {
      type: "button",
      class: "fold",
      "aria-expanded": "false",
      "aria-label": run.columns.name[unit],
      click: () => this.toggle(unit),
    });
    const item = element(
      "li",
      { class: `f-${fatesIn(fate)[0][1]}` },
      element(
        "div",
        { class: "row" },
        below.length ? toggle : element("span", { class: "fold" }),
        badges(fate),
        element("button", { type: "button", class: "name", click: () => openStory(run, unit) }, run.columns.name[unit]),
        element("span", { class: "what" }, sayFates(fate)),
        element("span", { class: "figures" }, figure(before), before === after ? "" : " → ", before !== after && figure(after)),
        below.length > 0 && element("span", { class: "count" }, `(${below.length})`),
      ),
    );
    this.items.set(unit, item);
    return item;
  }

  private unfold(unit: number) {
    const item = this.items.get(unit);
    const below = this.shown(this.run.children[unit]);
    if (!item || !below.length || item.querySelector(":scope > ul")) return;
    item.append(element("ul", {}, ...below.map((child) => this.item(child))));
    item.querySelector(".fold")!.setAttribute("aria-expanded", "true");
  }

  private toggle(unit: number) {
    const item = this.items.get(unit)!;
    const open = item.querySelector(":scope > ul");
    if (!open) return this.unfold(unit);
    open.remove();
    item.querySelector(".fold")!.setAttribute("aria-expanded", "false");
  }

  private unfoldAll() {
    const waiting = [...this.run.roots];
    for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
      this.unfold(unit);
      waiting.push(...this.shown(this.run.children[unit]));
    }
  }

  show(unit: number) {
    if (this.only.checked && !this.run.deep[unit]) {
      this.only.checked = false;
      this.draw();
    }
    for (const up of this.run.path(unit)) this.unfold(up);
    const item = this.items.get(unit);
    item?.scrollIntoView({ block: "center" });
    item?.querySelector<HTMLElement>(".name")!.focus();
  }
}

