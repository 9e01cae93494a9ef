// SPDX-License-Identifier: MIT
// The report in a real browser: node report.mjs ORGSIM SOURCE_FOLDER
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { accessibility, check, equal, open, runTests, test, withPage } from "./harness.mjs";

const [orgsim, source] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "orgsim-report-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const call = (...args) => execFileSync(orgsim, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
const make = (name, ...scenarios) => {
  const file = join(folder, `${name}.html`);
  const runs = scenarios.map((scenario) => {
    const base = basename(dirname(scenario));
    return JSON.parse(call("run", scenario, "--into", join(folder, `${base}.orgdb`), "--json")).run;
  });
  call("report", ...runs, "-o", file, "--quiet");
  return { file, runs };
};
const shipped = (name) => join(source, "scenarios", name, "scenario.yaml");

/** The town with the merger the other way round, so that units fare differently, and with names of people. */
function otherTown() {
  const copy = join(folder, "other-town");
  cpSync(join(source, "scenarios/small-town"), copy, { recursive: true });
  const file = join(copy, "scenario.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("into: finance}", "into: planning}"));
  const people = join(copy, "people.csv");
  writeFileSync(people, readFileSync(people, "utf8").replace(/^(person-\d+),,/gm, "$1,Name of $1,"));
  return file;
}

/** The town with a rule that most units break, so that there is much to say. */
function brokenTown() {
  const copy = join(folder, "broken-town");
  cpSync(join(source, "scenarios/small-town"), copy, { recursive: true });
  const file = join(copy, "scenario.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("at_least: 3}", "at_least: 9}").replace("clock: yearly", "clock: yearly\non_veto: skip"));
  return file;
}

const broken = make("broken", brokenTown());
const town = make("town", shipped("small-town"));
const hanoi = make("hanoi", shipped("hanoi-2025"));
const others = ["hanoi-2025-communes", "grassroots-2022", "hanoi-2022-review"].map((name) => ({ name, ...make(name, shipped(name)) }));
const both = make("both", shipped("small-town"), otherTown());

const visible = (page, selector) => page.locator(selector).filter({ visible: true });
const quiet = (page) => {
  equal(page.requests, [], "requests");
  equal(page.complaints, [], "complaints");
};
const on = (report, run, settings) => () =>
  withPage(async (page) => {
    await open(page, report.file);
    await run(page);
    quiet(page);
  }, settings);

test("the same run gives the same bytes", () => {
  const again = join(folder, "again.html");
  call("report", ...town.runs, "-o", again, "--quiet");
  check(readFileSync(again).equals(readFileSync(town.file)), "the report differs from call to call");
});

test("no name of a person is in it", () => {
  const names = call("query", both.runs[1], "select count(*) as n from people where name like 'Name of person%'", "--json");
  check(JSON.parse(names)[0].n > 40, "the run has no people with names, so that nothing is tested");
  check(!readFileSync(both.file, "utf8").includes("Name of person"), "the report holds names of people");
});

test("opens, asks for nothing, complains of nothing", on(town, async (page) => {
  equal(await page.title(), await page.locator("h1").innerText(), "title");
  check((await visible(page, ".cards .card").count()) === 2, "both targets have a card");
}));

for (const [code, name] of [["en", "English"], ["vi", "Vietnamese"]])
  test(`axe finds nothing in ${name}`, on(town, async (page) => {
    await page.locator(`label[for=lang-${code}]`).click();
    equal(await page.evaluate(() => document.documentElement.lang), code, "language of the page");
    equal(await accessibility(page), [], "page");
    await visible(page, ".tree .name").first().click();
    equal(await accessibility(page, "dialog[open]"), [], "a story"); // the rest is inert and was looked at
  }));

test("axe finds nothing in the report of 3,080 units", on(hanoi, async (page) => {
  equal(await accessibility(page), [], "page");
}));

test("what nobody sees is not in the page", on(hanoi, async (page) => {
  const counted = () => page.evaluate(() => [document.querySelectorAll(".paper").length,
    document.querySelectorAll("figure.chart").length, document.querySelectorAll("noscript *").length]);
  equal(await counted(), [5, 5, 0], "pictures, charts, elements for readers without JavaScript");
  await page.locator("label[for=lang-vi]").click();
  equal(await counted(), [5, 5, 0], "the same in Vietnamese");
  equal(await page.locator(".paper[lang=vi]").count(), 5, "Vietnamese pictures");
}));

test("departments add up to the totals", on(hanoi, async (page) => {
  const cells = (selector) => page.locator(selector).evaluateAll((found) => found.map((cell) => Number(cell.dataset.v)));
  const rows = await page.locator(".departments tbody tr").evaluateAll((found) => found.map((row) => [...row.cells].map((cell) => Number(cell.dataset?.v ?? 0))));
  const foot = await cells(".departments tfoot td");
  const totals = await page.locator(".totals tbody tr").evaluateAll((found) => found.map((row) => [...row.cells].slice(1, 3).map((cell) => Number(cell.dataset.v))));
  foot.forEach((sum, i) => equal(rows.reduce((all, row) => all + row[i + 1], 0), sum, `column ${i + 1}`));
  equal([foot[0], foot[1]], totals[0], "units before and after");
  equal([foot[7], foot[8]], totals[1], "posts before and after");
}));

test("shows one language at a time", on(town, async (page) => {
  const seen = async () => [await visible(page, "h2:has-text('Are the targets met')").count(),
    await visible(page, "h2:has-text('Có đạt chỉ tiêu')").count()];
  equal(await page.locator("#r0-summary-h").innerText(), "Are the targets met?", "English heading");
  await page.locator("label[for=lang-vi]").click();
  equal(await page.locator("#r0-summary-h").innerText(), "Có đạt chỉ tiêu không?", "Vietnamese heading");
  equal(await seen(), [1, 1], "one heading"); // the same heading, by its hidden text too
  equal(await page.locator("span[lang=en]").filter({ visible: true }).count(), 0, "English spans shown");
}));

test("the fences of the sandbox are told in Vietnamese", on(town, async (page) => {
  await page.locator("label[for=lang-vi]").click();
  check(/đặc quyền/.test(await page.locator("#r0-provenance .facts").first().innerText()), "no word of them");
}));

test("what rules and processes say is said in Vietnamese, too", on(broken, async (page) => {
  const rows = page.locator(".findings tbody tr");
  check((await rows.count()) > 5, "there are no findings to read");
  await page.locator("label[for=lang-vi]").click();
  for (const text of await rows.locator("td:last-child").allInnerTexts()) check(/[ạ-ỹ]/.test(text), `a finding is not in Vietnamese: ${text}`);
  for (const text of await page.locator(".sub, .need").allInnerTexts()) check(/tháng \d+\/\d{4}/.test(text), `no month in words: ${text}`);
  const told = await page.evaluate(() => { const { name, story } = JSON.parse(document.getElementById("data-0").textContent); return name[story[0]]; });
  await page.fill("#r0-search", told);
  await visible(page, ".results button").first().click();
  const story = await page.locator("dialog .events").innerText();
  check(/nghỉ, thôi việc: nghỉ hưu|cắt giảm \d+ biên chế/.test(story) && !/retirement$|posts? closed/m.test(story), `the story: ${story}`);
}));

test("figures of what is required are written as all others", on(hanoi, async (page) => {
  const need = page.locator(".lines tbody tr").nth(1).locator("td").first();
  equal(await need.innerText(), "≥\u202f9\u202f000", "English");
  await page.locator("label[for=lang-vi]").click();
  equal(await need.innerText(), "≥\u202f9.000", "Vietnamese");
}));

for (const asked of ["Phòng Kế hoạch", "phong ke hoach"])
  test(`search finds ${asked}`, on(hanoi, async (page) => {
    await page.fill("#r0-search", asked);
    const first = visible(page, ".results button").first();
    check(/^.?\s*Phòng .*Kế hoạch/.test(await first.innerText()), `first is ${await first.innerText()}`);
  }));

test("each department has a page of its own, with mergers, leaders, a calendar and a button that prints it", on(hanoi, async (page) => {
  const impact = JSON.parse(call("impact", hanoi.runs[0], "--json"));
  const named = new Map(impact.units.map((unit) => [unit.id, unit]));
  const under = (unit) => unit && (unit.id === "so-yt" || under(named.get(unit.parent_before)));
  const led = impact.people.filter((person) => ["head", "deputy"].includes(person.rank_before) && under(named.get(person.unit_before)));
  const count = (rank) => led.filter((person) => person.rank_before === rank).reduce((all, person) => all + person.people, 0);
  await page.locator(".departments button", { hasText: "Sở Y tế" }).first().click();
  const story = page.locator("dialog[open]");
  const text = (await story.innerText()).replace(/[\u202f\u2009]/g, "");
  check(/14309 → 13495 posts \(−814\), 371 → 219 units/.test(text), `before and after: ${text.slice(0, 400)}`);
  const [, heads, deputies] = /Heads: (\d+) → \d+; deputies: (\d+) →/.exec(text) ?? [];
  equal([Number(heads), Number(deputies)], [count("head"), count("deputy")], "heads and deputies before");
  check(/Chi cục 2 – Y tế \(minh họa\) \+ Chi cục 1 – Y tế \(minh họa\) → Chi cục 2 – Y tế \(minh họa\), \w{3} 202\d/.test(text), `a merger: ${text.slice(0, 900)}`);
  const closed = await story.locator(".months tbody tr td:nth-child(2)").allInnerTexts();
  equal(closed.reduce((all, n) => all + Number(n.replace(/\D/g, "")), 0), 152, "units closed, over the months");
  await page.evaluate(() => (window.print = () => (window.printed = document.documentElement.className)));
  await story.locator("button", { hasText: "Print this page" }).click();
  check((await page.evaluate(() => window.printed)).includes("one-page"), "the button does not print this page alone");
  await page.emulateMedia({ media: "print" });
  equal(await visible(page, "#r0-summary-h").count(), 0, "what else is printed with it");
  equal(await visible(page, "#story-title").count(), 1, "its title on paper");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  equal(await visible(page, "#r0-summary-h").count(), 1, "the report is printed again afterwards");
}));

test("names in every table of the report open the page of their unit", on(hanoi, async (page) => {
  for (const part of ["departments", "leaders", "vacancies"]) {
    const name = visible(page, `.${part} tbody th button`).first();
    const wanted = await name.innerText();
    await name.click();
    equal(await page.locator("#story-title").innerText(), wanted, part);
    await page.keyboard.press("Escape");
  }
}));

test("the list of what a search found takes arrow keys", on(hanoi, async (page) => {
  await page.fill("#r0-search", "Sở");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const second = visible(page, ".results button").nth(1);
  equal(await page.evaluate(() => document.activeElement.textContent), await second.evaluate((button) => button.textContent), "the second is reached");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  equal(await page.evaluate(() => document.activeElement.id), "r0-search", "back in the field");
}));

test("search marks units in the charts", on(hanoi, async (page) => {
  await page.fill("#r0-search", "Sở Tài chính");
  check((await page.locator("g.hit").count()) > 0, "nothing is marked");
  await page.fill("#r0-search", "");
  equal(await page.locator("g.hit").count(), 0, "marks left");
}));

test("a click on a merged unit tells its story", on(town, async (page) => {
  const row = await page.evaluate(() => JSON.parse(document.getElementById("data-0").textContent).id.indexOf("planning"));
  const unit = visible(page, `#r0-diff g[data-unit="${row}"]`).first();
  await unit.scrollIntoViewIfNeeded();
  await unit.click();
  const story = await page.locator("dialog.story").innerText();
  check(/absorbed: Finance department/.test(story), `the story lacks the fate: ${story}`);
  check(/Jul 2025 finance-and-planning: .*4 posts went to “Finance department”/.test(story), `the story lacks the step: ${story}`);
  await page.keyboard.press("Escape");
  equal(await page.locator("dialog[open]").count(), 0, "dialogs left open");
}));

test("a department's story tells what happened below it", on(hanoi, async (page) => {
  const [name, sums] = await page.evaluate(() => {
    const { name, sums, fate, story, parent } = JSON.parse(document.getElementById("data-0").textContent);
    const told = new Set();
    for (let i = 0; i < story.length; i += 2 + story[i + 1] * 7) told.add(story[i]);
    const unit = name.findIndex((_, u) => fate[u] === 1 && !told.has(u) && parent[u] === 0 && sums[4 * u] - sums[4 * u + 1] > 300);
    return [name[unit], sums.slice(4 * unit, 4 * unit + 4)];
  });
  await page.fill("#r0-search", name);
  await visible(page, ".results button").first().click();
  const said = (await page.locator("dialog.story").innerText()).replaceAll("\u202f", "");
  const wanted = `With all below: ${sums[0]} → ${sums[1]} posts (−${sums[0] - sums[1]}), ${sums[2]} → ${sums[3]} units`;
  check(said.includes(wanted), `${name}: ${wanted} is not in ${said.slice(0, 400)}`);
  check(said.includes("only below it") && !said.includes("Nothing happened to it."), "the story says that nothing happened");
  check(await page.locator("dialog.story ul.below li").count() > 5, "the story lists no unit below");
}));

test("bars of targets have one scale", on(hanoi, async (page) => {
  const cards = await page.locator(".card").evaluateAll((all) => all.filter((card) => card.querySelector(".bullet")).map((card) => ({
    met: !!card.querySelector(".judge .met"),
    tick: card.querySelector(".b-level").getAttribute("x"),
    end: [...card.querySelectorAll(".b-met, .b-missed, .b-open")].map((part) => Number(part.getAttribute("x")) + Number(part.getAttribute("width"))),
  })));
  check(cards.length >= 3 && cards.some((card) => card.met) && cards.some((card) => !card.met), `cards: ${JSON.stringify(cards)}`);
  for (const { met, tick, end } of cards) {
    equal(tick, cards[0].tick, "the tick of what is required");
    check(met === Math.max(...end) >= Number(tick), `a ${met ? "met" : "missed"} target ends at ${end}, the tick stands at ${tick}`);
  }
}));

test("the keyboard reaches a story and comes back", on(town, async (page) => {
  await page.focus("#r0-search");
  await page.keyboard.type("planning");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  check(await page.locator("dialog[open] h2").isVisible(), "no story");
  await page.locator("dialog").getByRole("button", { name: "Show in the tree" }).click();
  equal(await page.evaluate(() => document.activeElement.textContent), "Planning department", "focus");
}));

test("units are filtered and sorted", on(hanoi, async (page) => {
  const rows = () => visible(page, ".live tbody tr");
  await page.selectOption("#r0-fate", { index: 3 });
  const status = await visible(page, ".units .pager [role=status]").innerText();
  const total = Number(status.match(/(\S+)$/)[1].replace(/\D/g, ""));
  const option = await page.locator("#r0-fate option:checked").innerText();
  equal(total, Number(option.match(/\(([^)]*)\)/)[1].replace(/\D/g, "")), "rows of the fate chosen");
  const figures = async () => (await rows().locator("td:nth-child(6)").allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
  await visible(page, ".live th button", ).filter({ hasText: "Posts before" }).click();
  const up = await figures();
  equal(up, [...up].sort((a, b) => a - b), "posts upwards");
  await visible(page, ".live th button").filter({ hasText: "Posts before" }).click();
  const down = await figures();
  check(down[0] > up[0], "sorting downwards changes nothing");
}));

test("a table of the page sorts and filters", on(hanoi, async (page) => {
  const targets = page.locator("section.targets");
  await targets.locator("input").fill("T12");
  equal(await targets.locator("tbody tr").count(), 1, "targets that hold T12");
  await targets.locator("input").fill("");
  await targets.locator("th button").first().click();
  equal(await targets.locator("th[aria-sort=ascending]").count(), 1, "sorted heads");
}));

test("charts zoom and move by buttons and keys", on(town, async (page) => {
  const stage = () => page.locator("#r0-diff .stage").evaluate((element) => element.style.transform);
  /* The picture follows with the next frame. */
  const changed = (from) => page.waitForFunction((old) => document.querySelector("#r0-diff .stage").style.transform !== old, from);
  const before = await stage();
  await page.locator("#r0-diff button").first().click();
  await changed(before);
  const zoomed = await stage();
  check(/scale\(1\.[1-9]/.test(zoomed), `no zoom: ${zoomed}`);
  await page.locator("#r0-diff .view").focus();
  await page.keyboard.press("ArrowLeft");
  await changed(zoomed);
}));

test("prints on A4, charts across", on(hanoi, async (page) => {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sizes = [...pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((m) => [Number(m[1]), Number(m[2])]);
  const near = (a, b) => Math.abs(a - b) < 2;
  const upright = sizes.filter(([w, h]) => near(w, 595) && near(h, 842)).length;
  const across = sizes.filter(([w, h]) => near(w, 842) && near(h, 595)).length;
  check(sizes.length > 5 && upright + across === sizes.length, `pages are not all A4: ${JSON.stringify(sizes.slice(0, 5))}`);
  equal(across, 5, "pages across, one a chart");
  await page.emulateMedia({ media: "print" });
  const smallest = await page.evaluate(() => Math.min(...[...document.querySelectorAll(".charts .paper svg, .timeline .paper svg")].flatMap((svg) => {
    const scale = parseFloat(getComputedStyle(svg).width) * 0.75 / svg.viewBox.baseVal.width; // points a unit; a pixel is 3/4 of one
    const usual = Number(svg.getAttribute("font-size"));
    return [...svg.querySelectorAll("text")].map((text) => Number(text.getAttribute("font-size") ?? usual) * scale);
  })));
  check(smallest >= 6.95, `text of ${smallest.toFixed(2)} points on paper`);
  await page.emulateMedia({ media: "screen" });
  check(sizes.length >= 10 && sizes.length <= 25, `${sizes.length} pages: a leader reads ten to twenty-five`);
}));

test("reads without JavaScript", on(town, async (page) => {
  const text = await page.locator("body").innerText();
  for (const part of ["Are the targets met?", "6.7 points short of what is required", "Planning department", "4 posts went to “Finance department”"])
    check(text.includes(part), `without JavaScript "${part}" is not shown`);
  equal(await visible(page, "figure.chart .paper").count(), 5, "charts shown");
  await page.locator("label[for=lang-vi]").click();
  check((await page.locator("body").innerText()).includes("Có đạt chỉ tiêu không?"), "the language cannot be changed");
}, { javaScriptEnabled: false }));

test("several runs stand side by side", on(both, async (page) => {
  const table = page.locator("#comparison table").first();
  equal(await table.locator("thead th").count(), 3, "columns");
  equal(await page.locator("article.run").count(), 2, "runs");
  equal((await table.locator("tbody tr").first().innerText()).split(/\t+/).map((text) => text.trim()), ["Simulated targets met", "1 of 2", "1 of 2"], "the answer");
  const differing = await page.locator("#comparison table").last().innerText();
  check(/Planning department.*absorbed: Finance department/.test(differing), `not told: ${differing}`);
  check(/Finance department.*absorbed: Planning department/.test(differing), `not told: ${differing}`);
  equal(await visible(page, "article.run").count(), 1, "runs shown");
  await page.locator(".chooser button").nth(1).click();
  equal(await visible(page, "article.run").getAttribute("id"), "run-1", "the run chosen");
  check(await visible(page, "#r1-diff .paper").first().isVisible(), "its chart of what changes");
  await page.locator("#comparison th a").first().click();
  equal(await visible(page, "article.run").getAttribute("id"), "run-0", "the run that a link names");
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
  equal(ids.length, new Set(ids).size, "ids used once");
  equal(await accessibility(page), [], "axe");
}));

for (const other of others) {
  test(`axe finds nothing in the report of ${other.name}, in either language`, on(other, async (page) => {
    for (const code of ["vi", "en"]) {
      await page.locator(`label[for=lang-${code}]`).click();
      equal(await accessibility(page), [], code);
    }
  }));
  test(`the report of ${other.name} fits a phone`, on(other, async (page) => {
    check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, "the page is wider than the screen");
    equal(await visible(page, ".charts figure.chart").count(), 0, "charts of a page of paper on a phone");
    check((await visible(page, ".tree .name").count()) > 0, "the tree does not stand instead");
  }, { viewport: { width: 390, height: 844 } }));
}

test("fits a phone", on(hanoi, async (page) => {
  check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, "the page is wider than the screen");
  equal(await visible(page, ".charts figure.chart").count(), 0, "charts of a page of paper on a phone");
  check((await visible(page, ".tree .name").count()) > 20, "the tree does not stand instead");
  for (const verdict of await visible(page, ".verdict").all()) {
    const cut = await verdict.evaluate((pill) => pill.scrollWidth > pill.clientWidth + 1 || pill.getBoundingClientRect().height > 40);
    check(!cut, `a verdict is cut: ${await verdict.innerText()}`);
  }
}, { viewport: { width: 390, height: 844 } }));

test("is small enough to be mailed", () => {
  for (const { file } of [hanoi, ...others]) check(statSync(file).size < 6 << 20, `${file}: ${statSync(file).size} bytes`);
});

await runTests();
