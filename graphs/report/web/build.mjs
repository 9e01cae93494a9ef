// SPDX-License-Identifier: MIT
// Bundles the script and the style into one C file: node build.mjs OUTPUT.c
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
let esbuild;
try {
  esbuild = await import("esbuild");
} catch {
  console.error("The report's npm modules are missing: run ./dev build, or (cd graphs/report/web && npm ci)");
  process.exit(1);
}

const bundle = async (entry) => {
  const result = await esbuild.build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return result.outputFiles[0].text.trim();
};

// The licence of what is bundled goes with it into every report.
const licence = readFileSync(join(here, "node_modules/@panzoom/panzoom/MIT-License.txt"), "utf8").trim();
const script = `/* Holds @panzoom/panzoom:\n${licence} */\n` + (await bundle("main.ts"));
const style = await bundle("style.css");
if (/<\/(script|style)|<!--/i.test(script + style)) throw new Error("the bundle would end its own element");

const hash = (text) => "sha256-" + createHash("sha256").update(text, "utf8").digest("base64");
const array = (text) => {
  const bytes = [...Buffer.from(text, "utf8"), 0];
  const lines = [];
  for (let i = 0; i < bytes.length; i += 32) lines.push("    " + bytes.slice(i, i + 32).join(", "));
  return lines.join(",\n");
};
const part = (name, text) => `const char report_${name}[] = {
${array(text).replace(/\d+/g, (d) => (Number(d) > 127 ? String(Number(d) - 256) : d))}
};
const size_t report_${name}_size = sizeof report_${name} - 1;
const char report_${name}_hash[] = "${hash(text)}";
`;
writeFileSync(process.argv[2], `// SPDX-License-Identifier: MIT
// Made by web/build.mjs; do not edit.
#include "assets.h"
${part("style", style)}${part("script", script)}`);
