// SPDX-License-Identifier: MIT
// Sixty hostile texts in every text field, through the program into charts and a browser: node hostile.mjs ORGSIM FOLDER_OF_PLUGINS
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessibility, check, equal, open, runTests, test, withPage } from "./harness.mjs";
import { RAN, shown, STRINGS } from "./strings.mjs";

const [orgsim, plugins] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "orgsim-hostile-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const call = (...args) =>
  execFileSync(orgsim, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28,
    env: { ...process.env, ORGSIM_PLUGIN_PATH: plugins, LC_ALL: "C.UTF-8" } });
const tried = (...args) => {
  try {
    return { status: 0, out: call(...args), said: "" };
  } catch (error) {
    return { status: error.status, signal: error.signal, out: error.stdout, said: error.stderr };
  }
};

const at = (i) => STRINGS[((i % 60) + 60) % 60];
const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const csv = (rows) => rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
/* JSON is YAML but for surrogates, which YAML wants whole, and for what it takes for unprintable. */
const yaml = (text) =>
  `"${[...text].map((c) => (/[A-Za-z0-9 _.-]/.test(c) ? c : `\\U${c.codePointAt(0).toString(16).padStart(8, "0")}`)).join("")}"`;
const id = (text) => text.replace(/[\u0000-\u001F\u007F-\u009F]/g, "").trim() || "blank";

/** Sixty units in five departments: each field of row i holds text i + its own shift, so that every field meets every text. */
function organisation(where) {
  const units = [["id", "name", "type", "parent_id", "function", at(3), `"${at(5)}`]];
  const posts = [["id", "unit_id", "title", "rank", "category", "funding"]];
  const people = [["id", "name", "sex", "born", "hired", "post_id"]];
  units.push(["town", "Town", "town", "", "administration", "x", "y"]);
  for (let i = 0; i < 60; i++) {
    const parent = i < 5 ? "town" : id(at(i % 5));
    units.push([id(at(i)), at(i), at(i + 7), parent, at(i + 13), at(i + 19), at(i + 23)]);
    for (const n of [0, 1, 2]) {
      posts.push([`${id(at(i))} ${n}`, id(at(i)), at(i + n), n ? "staff" : "head", at(i + 29), at(i + 31)]);
      people.push([`p-${id(at(i + 37))}-${i}-${n}`, `Ms ${at(i + 41 + n)}`, "F", "1980-01", "2005-01", `${id(at(i))} ${n}`]);
    }
  }
  writeFileSync(join(where, "units.csv"), csv(units));
  writeFileSync(join(where, "posts.csv"), csv(posts));
  writeFileSync(join(where, "people.csv"), csv(people));
}

/** Targets, items and ways of counting, sixty each; each target in an included file of a hostile name. */
function scenario(where) {
  const usable = (text) => text.replace(/[/\u0000]/g, "_").slice(0, 40) + ".yaml";
  const lines = [`orgsim: 1`, `title: ${yaml(STRINGS.join(" "))}`, `from: 2025-01`, `to: 2026-12`, `clock: yearly`,
    `organisation: {units: units.csv, posts: posts.csv, people: people.csv}`, `include:`];
  for (let i = 0; i < 60; i++) {
    const name = `${i}-${usable(at(i))}`;
    writeFileSync(join(where, name), `targets:\n  - {id: t${i}, title: ${yaml(at(i + 3))}, metric: ${yaml(`m${i}`)}, note: ${yaml(at(i + 5))}, ` +
      `source: ${yaml(at(i + 9))}, against: start, change: -${1 + (i % 19)}%, by: 2026-12}\n`);
    lines.push(`  - ${yaml(name)}`);
  }
  lines.push("counting:");
  for (let i = 0; i < 60; i++)
    lines.push(`  c${i}: {where: "posts >= 0", wording: ${yaml(at(i + 11))}, source: ${yaml(at(i + 17))}}`);
  lines.push("metrics:");
  for (let i = 0; i < 60; i++)
    lines.push(`  - {id: m${i}, note: ${yaml(at(i + 27))}, units: {counting: c${i}}}`);
  lines.push("steps:");
  for (let i = 5; i < 55; i += 10)
    lines.push(`  - {at: 2025-07, id: s${i}, note: ${yaml(at(i))}, merge: {mixed: yes, units: [${yaml(id(at(i)))}, ${yaml(id(at(i + 5)))}], into: {id: heir-${i}, name: ${yaml(at(i + 1))}}}}`);
  lines.push(`  - {at: 2026-07, id: why, says-why: {}}`);
  lines.push("rules:", `  - {id: names, says-names: {}}`);
  writeFileSync(join(where, "scenario.yaml"), lines.join("\n") + "\n");
}

const where = join(folder, "data");
mkdirSync(where);
organisation(where);
scenario(where);
const made = tried("run", join(where, "scenario.yaml"), "--into", join(folder, "h.orgdb"), "--json");
if (made.status !== 0 && made.status !== 1) throw new Error(`the run ended with ${made.status}: ${made.said.slice(-500)}`);
const run = JSON.parse(made.out).run;
const asked = (sql) => JSON.parse(call("query", run, sql, "--json"));

const VIEWS = ["tree", "before", "after", "diff", "flow", "treemap", "pyramid", "age-profile", "timeline"];
const draw = (view, lang) => {
  const out = join(folder, `${view}-${lang}`);
  call("chart", run, "--view", view, "--lang", lang, "--page", "fit", "--format", "svg,dot,png,pdf", "-o", out);
  return out;
};
const report = join(folder, "report.html");

/** Opens a page; nothing may run, be asked for or be complained of. */
async function harmless(page, file, look) {
  await open(page, file);
  /* What scripts and animations do at once is done when two frames have been drawn. */
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
  if (look) await look(page);
  equal(await page.evaluate((name) => globalThis[name] ?? null, RAN), null, "a text of the data ran");
  equal(page.requests, [], "requests");
  equal(page.complaints, [], "complaints");
  page.removeAllListeners();
}

test("the run holds all sixty texts in every field of a row", () => {
  for (const [table, column] of [["units", "name"], ["units", "type"], ["units", "function"], ["posts", "title"], ["posts", "category"],
    ["posts", "funding"], ["people", "name"]]) {
    const n = asked(`select count(distinct ${column}) as n from ${table}`)[0].n;
    check(n >= (table === "units" ? 48 : 58), `${n} different values of ${table}.${column}`); // ten units are merged at the end
  }
});

test("names of items say what they may be, without control characters on the terminal", () => {
  const file = join(folder, "bad.yaml");
  for (const text of STRINGS.filter((text, i) => i % 6 === 0 || /[\u0000-\u001F\u007F-\u009F]/.test(text))) {
    writeFileSync(file, `orgsim: 1\ntitle: x\nfrom: 2025-01\nto: 2025-12\norganisation: {units: ${yaml(join(where, "units.csv"))}}\n` +
      `rules:\n  - {id: ${yaml(text)}, says-names: {}}\n`);
    const { status, said } = tried("check", file);
    check(status === 1 || status === 3, `${JSON.stringify(text)} as an id ended with ${status}: ${said}`);
    check(!/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/.test(said), `the terminal is sent ${JSON.stringify(said)}`);
  }
});

test("bytes that are not UTF-8 are told with their place, or read as the code that they are in", () => {
  for (const bytes of [[0xff, 0xfe, 0x41], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xe1, 0xbb], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x00]]) {
    const file = join(folder, "bytes.csv");
    writeFileSync(file, Buffer.concat([Buffer.from("id,name,type,parent_id\na,"), Buffer.from(bytes), Buffer.from("x,room,\n")]));
    const { status, signal, out, said } = tried("check", file, "--json");
    check([0, 1, 3].includes(status) && !signal, `${bytes} ended with ${status} ${signal}: ${said}`);
    check(status === 0 || /bytes\.csv/.test(out + said), `${bytes}: nothing is said of the file: ${out}${said}`);
    check(!/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/.test(said), `the terminal is sent ${JSON.stringify(said)}`);
  }
});

for (const lang of ["en", "vi"])
  test(`charts of every view are well-formed and harmless (${lang})`, () =>
    withPage(async (page) => {
      for (const view of VIEWS) {
        const out = draw(view, lang);
        const svg = readFileSync(`${out}.svg`, "utf8");
        execFileSync("xmllint", ["--noout", "--nonet", `${out}.svg`], { stdio: ["ignore", "ignore", "pipe"] });
        check(!/<(script|foreignObject|image|a|iframe|style|animate)\b|\son\w+=|javascript:[^<]*"/i.test(svg.replace(/>[^<]*</g, "><")), `${view}.svg holds more than shapes`);
        equal([...readFileSync(`${out}.png`).subarray(1, 4)], [80, 78, 71], `${view}.png`);
        check(!/\/(JavaScript|JS|URI|Launch|OpenAction)\b/.test(readFileSync(`${out}.pdf`, "latin1")), `${view}.pdf does something`);
        execFileSync("pdftotext", [`${out}.pdf`, "-"], { stdio: ["ignore", "ignore", "pipe"] });
        check(!/URL|href|image=|fontname="[^"]*</i.test(readFileSync(`${out}.dot`, "utf8").replace(/"(\\[^]|[^"\\])*"/g, '""')), `${view}.dot holds attributes of the data's`);
        await harmless(page, `${out}.svg`);
      }
    }));

test("a chart's units are called what they are called", () =>
  withPage(async (page) => {
    await harmless(page, join(folder, "after-en.svg"), async () => {
      const titles = await page.evaluate(() => [...document.querySelectorAll("g[data-unit] > title")].map((title) => title.textContent));
      const plain = (text) => shown(text).normalize("NFC").replace(/[\s\u00A0]+/g, "");
      for (const { name } of asked("select name from units where closed is null"))
        check(titles.some((title) => plain(title).includes(plain(name))), `no unit of the chart is called ${JSON.stringify(name)}: ${JSON.stringify(titles.slice(0,3))}`);
    });
  }));

test("the report shows every text as it was, runs none, and passes axe", () =>
  withPage(async (page) => {
    call("report", run, "-o", report, "--quiet");
    await harmless(page, report, async () => {
      const [title, wanted] = [await page.title(), shown(STRINGS.join(" "))];
      for (let i = 0; i < wanted.length; i++) if (title[i] !== wanted[i]) throw new Error(`title ${i}: ${JSON.stringify(title.slice(i - 20, i + 40))} ${JSON.stringify(wanted.slice(i - 20, i + 40))}`);
      await page.locator("label[for=lang-vi]").click();
      await page.locator("label[for=lang-en]").click();
      const text = shown(await page.evaluate(() => document.querySelector("main").textContent));
      for (const one of STRINGS) {
        check(text.includes(shown(one)), `not shown: ${JSON.stringify(one)}`);
        check(text.includes(`it is called ${shown(one)}`), `no finding says: ${JSON.stringify(one)}`);
      }
      check(!text.includes("Ms "), "a person's name is told");
      for (let i = 0; i < 5; i++) {
        await page.locator(".live th button.link").nth(i * 9).click();
        await page.keyboard.press("Escape");
      }
      for (const one of STRINGS.filter((_, i) => i % 7 === 0)) await page.fill("#r0-search", one);
      await page.fill("#r0-search", "");
      equal(await accessibility(page), [], "axe");
      check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 1440, "a long word widens the page");
    });
  }));

test("the report without JavaScript shows the same, and so does a phone", () =>
  withPage(async (page) => {
    await open(page, report);
    const text = shown(await page.locator("main").textContent());
    for (const one of STRINGS) check(text.includes(shown(one)), `not shown: ${JSON.stringify(one)}`);
    check((await page.locator("body").evaluate((body) => document.documentElement.scrollWidth)) <= 390, "a long word widens the page");
    equal([page.requests, page.complaints], [[], []], "requests and complaints");
  }, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }));

await runTests();
