// SPDX-License-Identifier: MIT
// Tables of the page become sortable and filterable; long ones are leafed through.
import { element, inLanguage, language, plain, say, text } from "./page";

const PAGE = 100;
const SIDE = 20; // of units that fare differently: the runs follow below
let serial = 0;

/** A head cell that sorts when pressed; the order is told by aria-sort and a sign. */
export function sortable(head: HTMLTableCellElement, sort: (down: boolean) => void) {
  const press = element("button", { type: "button", class: "sort" });
  press.append(...head.childNodes);
  press.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    head.parentElement!.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    sort(down);
  });
  head.replaceChildren(press);
}

/** "1 to 50 of 800", and buttons to leaf. */
export class Pager {
  readonly box: HTMLElement;
  private readonly told = element("span", { role: "status" });
  private readonly back = element("button", { type: "button", click: () => this.go(-1) }, say("previous"));
  private readonly on = element("button", { type: "button", click: () => this.go(1) }, say("next"));
  first = 0;

  constructor(
    private readonly size: number,
    private readonly draw: () => void,
  ) {
    this.box = element("p", { class: "pager" }, this.back, " ", this.told, " ", this.on);
  }
  private go(by: number) {
    this.first += by * this.size;
    this.draw();
  }
  tell(total: number) {
    const end = Math.min(this.first + this.size, total);
    this.told.replaceChildren(say("rows_shown", total ? this.first + 1 : 0, end, total));
    this.back.disabled = this.first === 0;
    this.on.disabled = end === total;
  }
}

export function filterBox(change: (value: string) => void) {
  const id = `filter-${++serial}`;
  const field = element("input", { type: "search", id, autocomplete: "off" });
  field.addEventListener("input", () => change(field.value));
  return element("p", { class: "tools" }, element("label", { for: id }, say("filter")), " ", field);
}

function valueOf(row: HTMLTableRowElement, column: number): number | string {
  const cell = row.cells[column];
  const shown = cell.querySelector(`span[lang="${language() ? "vi" : "en"}"]`);
  return cell.dataset.v !== undefined
    ? cell.dataset.v === ""
      ? -Infinity
      : Number(cell.dataset.v)
    : (cell.children.length && shown && cell.children[0] === shown ? shown : cell).textContent!;
}

function compare(a: number | string, b: number | string) {
  return typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), document.documentElement.lang, { numeric: true });
}

function enhance(table: HTMLTableElement) {
  const body = table.tBodies[0];
  const all = [...body.rows];
  const keys = all.map((row) => plain(row.textContent!));
  let order = all.map((_, i) => i);
  let asked = "";
  const draw = () => {
    const words = plain(asked).split(/\s+/).filter(Boolean);
    const found = order.filter((i) => words.every((word) => keys[i].includes(word)));
    if (pager.first >= found.length) pager.first = 0;
    body.replaceChildren(...found.slice(pager.first, pager.first + page).map((i) => all[i]));
    pager.tell(found.length);
  };
  const page = table.classList.contains("side") ? SIDE : PAGE;
  const pager = new Pager(page, draw);
  [...table.tHead!.rows[0].cells].forEach((head, column) =>
    sortable(head, (down) => {
      const values = all.map((row) => valueOf(row, column));
      order = all.map((_, i) => i).sort((a, b) => (down ? -1 : 1) * compare(values[a], values[b]) || a - b);
      pager.first = 0;
      draw();
    }),
  );
  const scroll = table.parentElement!;
  if (all.length > 5) {
    const filter = filterBox((value) => {
      asked = value;
      pager.first = 0;
      draw();
    });
    // The caption of such a table is its heading: nothing comes before it.
    if (page === SIDE) scroll.after(filter);
    else scroll.before(filter);
  }
  if (all.length > page) scroll.after(pager.box);
  draw();
}

export function enhanceTables() {
  document.querySelectorAll<HTMLTableElement>("table.sorts").forEach(enhance);
  document.querySelectorAll<HTMLElement>(".scroll").forEach((scroll) => {
    const caption = scroll.querySelector("caption") ?? scroll.parentElement!.querySelector("h3, h4")!;
    inLanguage(() =>
      scroll.setAttribute(
        "aria-label",
        caption.querySelector(`[lang="${language() ? "vi" : "en"}"]`)?.textContent ?? text("contents", language()),
      ),
    );
  });
}
