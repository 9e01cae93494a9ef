// SPDX-License-Identifier: MIT
// Charts that move, zoom and answer a click. What the mouse does the keyboard does: arrows, + and −, 0.
import Panzoom, { type PanzoomObject } from "@panzoom/panzoom";
import { element, inLanguage, language, say, text } from "./page";
import { runs, type Run } from "./run";
import { openStory } from "./story";
import { tabs } from "./tabs";

const STEP = 60;
const marked = new Map<Run, number[]>();

function control(sign: string, word: string, press: () => void) {
  const made = element("button", { type: "button", click: press }, sign);
  inLanguage(() => made.setAttribute("aria-label", text(word, language())));
  return made;
}

function keys(view: HTMLElement, panzoom: PanzoomObject) {
  view.addEventListener("keydown", (event) => {
    const pan: Record<string, [number, number]> = {
      ArrowLeft: [STEP, 0],
      ArrowRight: [-STEP, 0],
      ArrowUp: [0, STEP],
      ArrowDown: [0, -STEP],
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (pan[event.key]) panzoom.pan(...pan[event.key], { relative: true });
    else if (event.key === "+" || event.key === "=") panzoom.zoomIn();
    else if (event.key === "-") panzoom.zoomOut();
    else if (event.key === "0") panzoom.reset();
    else return;
    event.preventDefault();
  });
}

/** A press that does not move is a click on the unit below it. */
function clicks(view: HTMLElement, run: Run) {
  let from: [number, number] | null = null;
  view.addEventListener("pointerdown", (event) => (from = [event.clientX, event.clientY]), { capture: true });
  view.addEventListener("pointerup", (event) => {
    const still = from && Math.hypot(event.clientX - from[0], event.clientY - from[1]) < 5;
    from = null;
    if (!still) return;
    for (const at of document.elementsFromPoint(event.clientX, event.clientY)) {
      const unit = at.closest<SVGGElement>("g[data-unit]");
      if (unit && view.contains(unit)) return openStory(run, Number(unit.dataset.unit));
    }
  });
}

function enliven(figure: HTMLElement, run: Run) {
  const view = figure.querySelector<HTMLElement>(".view")!;
  const stage = element("div", { class: "stage" });
  const papers = [...view.querySelectorAll<HTMLElement>(".paper")];
  view.replaceChildren(stage);
  // The other language's picture is as large again, and nobody sees it.
  inLanguage(() => {
    stage.replaceChildren(papers[language()]);
    mark(run, marked.get(run) ?? []);
  });
  view.tabIndex = 0;
  view.setAttribute("role", "group");
  inLanguage(() => {
    const caption = figure.querySelector(`figcaption [lang="${language() ? "vi" : "en"}"]`);
    view.setAttribute("aria-label", caption?.textContent ?? "");
  });
  const panzoom = Panzoom(stage, { maxScale: 12, minScale: 0.5, step: 0.4, cursor: "grab", animate: false });
  view.addEventListener("wheel", (event) => (event.ctrlKey || event.metaKey) && panzoom.zoomWithWheel(event), {
    passive: false,
  });
  keys(view, panzoom);
  clicks(view, run);
  view.before(
    element(
      "p",
      { class: "tools" },
      control("+", "zoom_in", () => panzoom.zoomIn()),
      control("−", "zoom_out", () => panzoom.zoomOut()),
      element("button", { type: "button", click: () => panzoom.reset() }, say("zoom_reset")),
    ),
  );
}

/** Marks units in the charts of a run; none: takes the marks away. */
export function mark(run: Run, units: number[]) {
  const wanted = new Set(units.map(String));
  marked.set(run, units);
  document
    .querySelectorAll<SVGGElement>(`figure[id^="r${run.index}-"] g[data-unit]`)
    .forEach((group) => group.classList.toggle("hit", wanted.has(group.dataset.unit!)));
}

export function enlivenCharts() {
  runs.forEach((run) =>
    document
      .querySelectorAll<HTMLElement>(`figure.chart[id^="r${run.index}-"]`)
      .forEach((figure) => enliven(figure, run)),
  );
  document.querySelectorAll(".part.charts").forEach(tabs);
}
