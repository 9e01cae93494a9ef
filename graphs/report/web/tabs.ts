// SPDX-License-Identifier: MIT
// Of several charts, and of several runs, one is shown at a time.
import { element, inLanguage, language, say, text } from "./page";

/** Charts of a section: tabs. All are printed. */
export function tabs(section: Element) {
  const figures = [...section.querySelectorAll<HTMLElement>("figure.chart")];
  if (figures.length < 2) return;
  const list = element("div", { role: "tablist", class: "tabs" });
  const pick = (chosen: number, focus: boolean) =>
    figures.forEach((figure, i) => {
      const tab = list.children[i] as HTMLElement;
      figure.classList.toggle("away", i !== chosen);
      tab.setAttribute("aria-selected", String(i === chosen));
      tab.tabIndex = i === chosen ? 0 : -1;
      if (i === chosen && focus) tab.focus();
    });
  figures.forEach((figure, i) => {
    const tab = element("button", { type: "button", role: "tab", "aria-controls": figure.id, click: () => pick(i, false) });
    tab.append(...[...figure.querySelector("figcaption")!.childNodes].map((node) => node.cloneNode(true)));
    tab.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (by) pick((i + by + figures.length) % figures.length, true);
    });
    list.append(tab);
    figure.setAttribute("role", "tabpanel");
  });
  figures[0].before(list);
  pick(0, false);
}

/** The runs of a comparison: a row of buttons; what is shown is what is printed. Links to a run choose it. */
export function chooseRun() {
  const articles = [...document.querySelectorAll<HTMLElement>("article.run")];
  if (articles.length < 2) return;
  const list = element("div", { role: "group", class: "tabs chooser" });
  inLanguage(() => list.setAttribute("aria-label", text("runs_chosen", language())));
  const pick = (chosen: number) =>
    articles.forEach((article, i) => {
      article.classList.toggle("aside", i !== chosen);
      list.children[i].setAttribute("aria-pressed", String(i === chosen));
    });
  articles.forEach((article, i) =>
    list.append(
      element(
        "button",
        { type: "button", "aria-controls": article.id, click: () => pick(i) },
        ...[...article.querySelector("h2")!.childNodes].map((node) => node.cloneNode(true)),
      ),
    ),
  );
  articles[0].before(list, element("p", { class: "hint" }, say("print_hint")));
  const follow = (hash: string) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    const at = target ? articles.findIndex((article) => article.contains(target)) : -1;
    if (at >= 0) pick(at);
  };
  pick(0);
  follow(location.hash);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[href^="#"]');
    if (link) follow(link.hash);
  });
  window.addEventListener("hashchange", () => follow(location.hash));
}
