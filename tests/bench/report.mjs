// SPDX-License-Identifier: MIT
// Opens a report and drags its charts: node report.mjs FILE REPS. Prints {"open": [ms…], "frames": [a second…], "longest": [ms…]}.
import { pathToFileURL } from "node:url";
import { closeBrowser, withPage } from "../browser/harness.mjs";

const [file, reps] = process.argv.slice(2);
const found = { open: [], frames: [], longest: [] };

/* From the start of the navigation to the frame after all scripts have run. */
const opened = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))));

/* Frames are counted by the page, while the mouse moves as fast as the browser takes it, for three seconds. */
async function dragged(page, figure) {
  const view = page.locator(`#r0-${figure} .view`);
  await view.scrollIntoViewIfNeeded();
  for (let i = 0; i < 3; i++) await page.locator(`#r0-${figure} .tools button`).first().click(); // so that there is something to move
  const box = await view.boundingBox();
  const [x, y] = [box.x + box.width / 2, Math.max(box.y, 0) + 200];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    globalThis.times = [];
    const mine = globalThis.times;
    const tick = (now) => mine === globalThis.times && (mine.push(now), requestAnimationFrame(tick));
    requestAnimationFrame(tick);
  });
  const from = await view.locator(".stage").evaluate((stage) => stage.style.transform);
  const end = Date.now() + 3000;
  for (let i = 0; Date.now() < end; i++) await page.mouse.move(x + 300 * Math.sin(i / 15), y + 150 * Math.cos(i / 20));
  const [times, to] = await view.locator(".stage").evaluate((stage) => [globalThis.times, stage.style.transform]);
  await page.mouse.up();
  if (from === to) throw new Error(`the chart ${figure} does not move`);
  const steps = times.slice(1).map((time, i) => time - times[i]);
  return [(steps.length / (times.at(-1) - times[0])) * 1000, Math.max(...steps)];
}

await withPage(async (first) => {
  for (let i = 0; i < Number(reps); i++) {
    const page = await first.context().newPage();
    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    found.open.push(await opened(page));
    if (i === 0)
      for (const [n, figure] of ["diff", "before", "after", "flow"].entries()) {
        await page.locator(".part.charts .tabs button").nth(n).click();
        const [frames, longest] = await dragged(page, figure);
        found.frames.push(frames);
        found.longest.push(longest);
      }
    await page.close();
  }
});
await closeBrowser();
console.log(JSON.stringify(found));
