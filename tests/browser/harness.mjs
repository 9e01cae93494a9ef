// SPDX-License-Identifier: MIT
// A headless Chromium that tells what a page asked for and complained of, and tests that speak TAP.
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export const CHROMIUM = process.env.ORGSIM_CHROMIUM ?? "/usr/bin/chromium";

let chromium, axe;
try {
  ({ chromium } = await import("playwright-core"));
  axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
} catch {
  console.log("1..0 # SKIP npm modules of tests/browser are missing: ./dev test fetches them, or (cd tests/browser && npm ci)");
  process.exit(0);
}
if (!existsSync(CHROMIUM)) {
  console.log(`1..0 # SKIP there is no ${CHROMIUM}: ./dev test installs it; ORGSIM_CHROMIUM names another`);
  process.exit(0);
}

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/* A page that never gets there fails after this; nothing is judged by how long it takes, however slow the machine. */
const PATIENCE = 10 * 60 * 1000;

/* One browser serves all tests, and one page all that want the same settings: to start either takes longer than most tests. */
let started;
const pages = new Map();
const browserOf = () => (started ??= chromium.launch({ executablePath: CHROMIUM, args: FLAGS, headless: true, timeout: PATIENCE }));

/** Calls with a page that shows nothing; nothing of what it showed before is in it, for our pages store nothing. */
export async function withPage(use, settings = {}) {
  const key = JSON.stringify(settings);
  if (!pages.has(key)) {
    const context = await (await browserOf()).newContext({ viewport: { width: 1440, height: 900 }, ...settings });
    context.setDefaultTimeout(PATIENCE);
    pages.set(key, await context.newPage());
  }
  const page = pages.get(key);
  try {
    return await use(page);
  } finally {
    page.removeAllListeners();
    await page.emulateMedia({ media: null });
    await page.goto("about:blank");
  }
}

/** Ends the browser; a program that has called withPage calls it last. */
export async function closeBrowser() {
  await (await started)?.close();
}

/** Opens a file; page.requests holds every other address asked for, page.complaints every error, dialog and violation. */
export async function open(page, file) {
  const address = pathToFileURL(file).href;
  page.requests = [];
  page.complaints = [];
  page.on("request", (request) => request.url().split("#")[0] !== address && page.requests.push(request.url()));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("dialog", (dialog) => (page.complaints.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  await page.goto(address);
}

/** What axe finds wrong in a part of the page, one line a place. axe itself is brought in past the page's policy. It looks at the contrast of texts
 *  in pictures for long and never decides; the tests of the charts compute it. */
export async function accessibility(page, part = "html") {
  await page.evaluate(axe);
  await page.evaluate(() => globalThis.axe.configure({ rules: [{ id: "color-contrast", selector: ":not(svg *)" }] }));
  const found = await page.evaluate((part) => globalThis.axe.run(part === "html" ? document : part, { resultTypes: ["violations"] }), part);
  return found.violations.flatMap((rule) =>
    rule.nodes.slice(0, 5).map((node) => `${rule.id}: ${node.target.join(" ")}: ${(node.failureSummary ?? "").replace(/\s+/g, " ")}`));
}

const tests = [];
export const test = (name, run) => tests.push({ name, run });
export function check(fine, why) {
  if (!fine) throw new Error(why);
}
export function equal(found, expected, what) {
  check(JSON.stringify(found) === JSON.stringify(expected), `${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}

export async function runTests() {
  console.log(`1..${tests.length}`);
  let failed = 0;
  for (const [i, { name, run }] of tests.entries()) {
    try {
      await run();
      console.log(`ok ${i + 1} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${i + 1} - ${name}\n${String(error.message ?? error).replace(/^/gm, "# ")}`);
    }
  }
  await closeBrowser();
  process.exitCode = failed ? 1 : 0;
}

