// SPDX-License-Identifier: MIT
// Bundles the script and the style, and lays the licence of each bundled package beside them: node build.mjs FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
let esbuild;
try {
  esbuild = await import("esbuild");
} catch {
  console.error("The report's npm modules are missing: run ./dev web, or (cd graphs/report/web && npm ci)");
  process.exit(1);
}

const packages = new Set();
const bundle = async (entry) => {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  return result.outputFiles[0].text.trim() + "\n";
};

const licenceOf = (name) => {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} is bundled and has no licence beside it`);
  return readFileSync(join(folder, file), "utf8").trim() + "\n";
};

const script = await bundle("main.ts");
const style = await bundle("style.css");

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
// The licence of what is bundled goes with it into every report.
let notices = "";
for (const name of [...packages].sort()) {
  const licence = licenceOf(name);
  notices += `/* Holds ${name}:\n${licence.trim()} */\n`;
  writeFileSync(join(folder, `LICENSE-${name.split("/").pop()}.txt`), licence);
}
writeFileSync(join(folder, "script.js"), notices + script);
writeFileSync(join(folder, "style.css"), style);
