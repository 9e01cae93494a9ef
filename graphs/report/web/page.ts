// SPDX-License-Identifier: MIT
// The page's own words and figures, and how elements are made. Both languages stand in the page; the style shows one.

type Words = Record<string, [string, string]>;
type FateLook = [badge: string, css: string, word: string];

const data = JSON.parse(document.getElementById("words")!.textContent!) as { words: Words; fates: FateLook[] };
export const fates = data.fates;
export const langs = ["en", "vi"] as const;
const dash = "–";
const thin = "\u202f";

export const language = () => (document.querySelector<HTMLInputElement>("#lang-vi")!.checked ? 1 : 0);

const listeners: (() => void)[] = [];
/** Calls now and at each change of the language: for attributes and options, which hold one language only. */
export function inLanguage(set: () => void) {
  listeners.push(set);
  set();
}
export function languageChanged() {
  document.documentElement.lang = langs[language()];
  listeners.forEach((set) => set());
}

export function number(value: number | null, lang: number): string {
  if (value === null || !isFinite(value)) return dash;
  const size = Math.abs(value);
  if (size >= 1e9) return text("billion", lang, value / 1e9);
  const tenths = size < 1000 ? Math.round(size * 10) : Math.round(size) * 10;
  const whole = String(Math.floor(tenths / 10)).replace(/\B(?=(\d{3})+$)/g, lang ? "." : thin);
  const sign = value < 0 && tenths ? "\u2212" : "";
  return sign + whole + (tenths % 10 ? (lang ? "," : ".") + (tenths % 10) : "");
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
export function month(value: number, lang: number) {
  const m = value % 12;
  const year = Math.floor(value / 12);
  return lang ? `${m + 1}/${year}` : `${months[m]} ${year}`;
}

export type Argument = number | string | ((lang: number) => string);
export function text(word: string, lang: number, ...args: Argument[]): string {
  return data.words[word][lang].replace(/\{(\d)(?::([^|}]*)\|([^}]*))?\}/g, (_, i, one?: string, many?: string) => {
    const arg = args[Number(i)];
    if (one !== undefined) return arg === 1 ? one : many!;
    return typeof arg === "number" ? number(arg, lang) : typeof arg === "function" ? arg(lang) : arg ?? "";
  });
}

type Child = Node | string | null | undefined | false;
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => !!child));
  return made;
}

/** A text in both languages, each in its span. */
export function both(make: (lang: number) => string): Node {
  const [en, vi] = [make(0), make(1)];
  if (en === vi) return document.createTextNode(en);
  const fragment = document.createDocumentFragment();
  fragment.append(element("span", { lang: "en" }, en), element("span", { lang: "vi" }, vi));
  return fragment;
}
export const say = (word: string, ...args: Argument[]) => both((lang) => text(word, lang, ...args));
export const figure = (value: number | null) => both((lang) => number(value, lang));

/** The fates in a unit's bits, the first of which gives its colour. */
export const fatesIn = (flags: number) => fates.filter((_, fate) => flags & (1 << fate));
/** All of them in words: "moved, posts changed". */
export const fateText = (flags: number, lang: number) => fatesIn(flags).map(([, , word]) => text(word, lang)).join(", ");
export const sayFates = (flags: number) => both((lang) => fateText(flags, lang));

export function badges(flags: number) {
  const fragment = document.createDocumentFragment();
  for (const [sign, css] of fatesIn(flags))
    fragment.append(element("span", { class: `badge f-${css}`, "aria-hidden": "true" }, sign));
  return fragment;
}

export function button(word: string, press: () => void, css = "") {
  return element("button", { type: "button", class: css, click: press }, say(word));
}

/** Without diacritics and capitals, for search: "Phòng Kế hoạch" is found by "phong ke hoach". */
export function plain(value: string) {
  return value
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}
