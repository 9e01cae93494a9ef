// SPDX-License-Identifier: MIT
// All units of a run in a table: sorted, filtered by text, fate and type, leafed through.
import { badges, both, element, fates, fateText, figure, inLanguage, language, month, number, say, sayFates, text } from "./page";
import type { Run } from "./run";
import { openStory } from "./story";
import { filterBox, Pager, sortable } from "./table";

const PAGE = 50;

type Column = { word: string; numeric: boolean; value: (unit: number) => number | string; cell: (unit: number) => Node | string };

function columnsOf(run: Run): Column[] {
  const { columns } = run;
  const parent = (unit: number) => columns.name[columns.parent[unit]] ?? "";
  const figures = (word: string, name: "before" | "after" | "peopleBefore" | "peopleAfter"): Column => ({
    word,
    numeric: true,
    value: (unit) => run.figure(unit, name),
    cell: (unit) => figure(run.figure(unit, name)),
  });
  return [
    {
      word: "unit",
      numeric: false,
      value: (unit) => columns.name[unit],
      cell: (unit) => element("button", { type: "button", class: "link", click: () => openStory(run, unit) }, columns.name[unit]),
    },
    { word: "id", numeric: false, value: (unit) => columns.id[unit], cell: (unit) => columns.id[unit] },
    { word: "type", numeric: false, value: (unit) => run.type(unit, language()), cell: (unit) => both((lang) => run.type(unit, lang)) },
    { word: "under", numeric: false, value: parent, cell: parent },
    {
      word: "fate",
      numeric: false,
      value: (unit) => fateText(columns.fate[unit], language()),
      cell: (unit) => element("span", {}, badges(columns.fate[unit]), " ", sayFates(columns.fate[unit])),
    },
    figures("posts_before", "before"),
    figures("posts_after", "after"),
    figures("people_before", "peopleBefore"),
    figures("people_after", "peopleAfter"),
    {
      word: "month",
      numeric: false,
      value: (unit) => columns.month[unit],
      cell: (unit) => (columns.month[unit] ? both((lang) => month(columns.month[unit], lang)) : ""),
    },
    {
      word: "step",
      numeric: false,
      value: (unit) => columns.items[columns.item[unit]] ?? "",
      cell: (unit) => columns.items[columns.item[unit]] ?? "",
    },
  ];
}

function choice(id: string, word: string, options: [string, (lang: number) => string][], change: (value: string) => void) {
  const select = element("select", { id });
  const made = options.map(([value]) => element("option", { value }));
  select.append(...made);
  select.addEventListener("change", () => change(select.value));
  inLanguage(() => made.forEach((option, i) => (option.textContent = options[i][1](language()))));
  return element("label", { for: id }, say(word), " ", select);
}

export class UnitTable {
  readonly box: HTMLElement;
  private readonly columns: Column[];
  private readonly all: number[] = [];
  private order: number[];
  private asked = "";
  private fate = "";
  private type = "";
  private readonly body = element("tbody");
  private readonly pager = new Pager(PAGE, () => this.draw());

  constructor(private readonly run: Run) {
    for (let unit = 0; unit < run.size; unit++) if (run.isThere(unit)) this.all.push(unit);
    this.order = this.all;
    this.columns = columnsOf(run);
    const filter = filterBox((value) => this.set(() => (this.asked = value)));
    filter.append(" ", this.fateChoice(), " ", this.typeChoice());
    this.box = element(
      "div",
      { class: "live" },
      filter,
      element("div", { class: "scroll", tabindex: "0", role: "group" }, this.table()),
      this.pager.box,
    );
    this.draw();
  }

  private fateChoice() {
    const counts = fates.map((_, fate) => this.all.filter((unit) => this.run.columns.fate[unit] & (1 << fate)).length);
    const options: [string, (lang: number) => string][] = [["", (lang) => text("all", lang)]];
    fates.forEach(([sign, , word], fate) => {
      if (counts[fate])
        options.push([String(fate), (lang) => `${sign} ${text(word, lang)} (${number(counts[fate], lang)})`]);
    });
    return choice(`r${this.run.index}-fate`, "fate", options, (value) => this.set(() => (this.fate = value)));
  }

  private typeChoice() {
    const first = new Map(this.all.map((unit) => [this.run.type(unit, 0), unit]));
    const options: [string, (lang: number) => string][] = [["", (lang) => text("all", lang)]];
    for (const type of [...first.keys()].filter(Boolean).sort())
      options.push([type, (lang) => this.run.type(first.get(type)!, lang)]);
    return choice(`r${this.run.index}-type`, "type", options, (value) => this.set(() => (this.type = value)));
  }

  private table() {
    const heads = this.columns.map((column) => {
      const head = element("th", { scope: "col", class: column.numeric ? "num" : "" }, say(column.word));
      sortable(head, (down) => this.set(() => this.sort(column, down)));
      return head;
    });
    return element(
      "table",
      {},
      element("caption", {}, say("units_table")),
      element("thead", {}, element("tr", {}, ...heads)),
      this.body,
    );
  }

  private sort(column: Column, down: boolean) {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const values = new Map(this.all.map((unit) => [unit, column.value(unit)]));
    this.order = [...this.all].sort((a, b) => {
      const [x, y] = [values.get(a)!, values.get(b)!];
      const difference = typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y));
      return (down ? -difference : difference) || a - b;
    });
  }

  private set(change: () => void) {
    change();
    this.pager.first = 0;
    this.draw();
  }

  private draw() {
    const { run } = this;
    const hits = this.asked.trim() ? new Set(run.search(this.asked)) : null;
    const found = this.order.filter(
      (unit) =>
        (!hits || hits.has(unit)) &&
        (!this.fate || run.columns.fate[unit] & (1 << Number(this.fate))) &&
        (!this.type || run.type(unit, 0) === this.type),
    );
    this.body.replaceChildren(
      ...found.slice(this.pager.first, this.pager.first + PAGE).map((unit) =>
        element(
          "tr",
          {},
          ...this.columns.map((column, i) =>
            i === 0
              ? element("th", { scope: "row" }, column.cell(unit))
              : element("td", { class: column.numeric ? "num" : "" }, column.cell(unit)),
          ),
        ),
      ),
    );
    this.pager.tell(found.length);
  }
}
