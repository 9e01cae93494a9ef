// SPDX-License-Identifier: MIT
// The page reads without this script; with it charts move, units are found, tables sort and each unit tells its story.
import { enlivenCharts, mark } from "./charts";
import { badges, element, languageChanged, say } from "./page";
import { runs, type Run } from "./run";
import { linkNames, openStory, prepareStory } from "./story";
import { enhanceTables } from "./table";
import { chooseRun } from "./tabs";
import { Tree } from "./tree";
import { UnitTable } from "./units";

const SHOWN = 30;
const trees = new Map<Run, Tree>();

function searchBox(run: Run) {
  const id = `r${run.index}-search`;
  const field = element("input", { type: "search", id, autocomplete: "off", "aria-describedby": `${id}-hint` });
  const list = element("ul", { class: "results" });
  const told = element("span", { role: "status" });
  field.addEventListener("input", () => {
    const found = run.search(field.value);
    mark(run, found);
    told.replaceChildren(...(field.value.trim() ? [say("found", found.length)] : []));
    list.replaceChildren(
      ...found.slice(0, SHOWN).map((unit) => {
        const parent = run.columns.parent[unit];
        return element(
          "li",
          {},
          element(
            "button",
            { type: "button", click: () => openStory(run, unit) },
            badges(run.columns.fate[unit]),
            " ",
            run.columns.name[unit],
            " ",
            element("small", {}, parent >= 0 ? run.columns.name[parent] : run.columns.id[unit]),
          ),
        );
      }),
    );
  });
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  const move = (event: KeyboardEvent) => {
    const found = [...list.querySelectorAll("button")];
    const at = found.indexOf(document.activeElement as HTMLButtonElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? found.length - 1 : at + (steps[event.key] ?? NaN);
    const wanted = to < 0 ? field : found[Math.min(to, found.length - 1)];
    if (!found.length || isNaN(to) || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    wanted.focus();
  };
  field.addEventListener("keydown", move);
  list.addEventListener("keydown", move);
  return element(
    "div",
    { class: "search", ...(runs.length === 1 && { role: "search" }) },
    element("label", { for: id }, say("search")),
    field,
    element("small", { id: `${id}-hint` }, say("search_hint")),
    told,
    list,
  );
}

function enlivenRun(run: Run) {
  const tree = new Tree(run);
  trees.set(run, tree);
  const charts = document.getElementById(`r${run.index}-charts`)!;
  const level = runs.length === 1 ? "h3" : "h4";
  charts.querySelector(".hint")!.after(searchBox(run));
  charts.append(element(level, {}, say("structure")), tree.box);
  const still = document.querySelector(`.static[data-run="${run.index}"]`)!;
  still.before(new UnitTable(run).box);
}

prepareStory((run, unit) => trees.get(run)!.show(unit));
runs.forEach(enlivenRun);
linkNames(runs);
enhanceTables();
chooseRun();
document.documentElement.classList.add("script");
enlivenCharts();
document
  .querySelectorAll("input[name=lang]")
  .forEach((choice) => choice.addEventListener("change", languageChanged));
languageChanged();
