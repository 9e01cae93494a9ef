// SPDX-License-Identifier: MIT
// The bundle in the tree is what its sources give, byte for byte, and they hold their types: node bundle.mjs SOURCE_FOLDER
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const report = join(process.argv[2], "graphs/report");
const web = join(report, "web");
const missing = ["esbuild", "@panzoom/panzoom", "typescript"].find((name) => !existsSync(join(web, "node_modules", name, "package.json")));
if (missing) {
  console.log(`1..0 # SKIP ${missing} is not in graphs/report/web/node_modules: ./dev test fetches it, or (cd graphs/report/web && npm ci)`);
  process.exit(0);
}

let tests = 0;
let failed = 0;
function tell(title, hints) {
  tests++;
  if (hints.length) failed++;
  console.log(`${hints.length ? "not ok" : "ok"} ${tests} - ${title}`);
  for (const hint of hints) console.log(`# ${hint}`);
}

/** What a program of Node.js complains of; nothing when all is well. */
function complaints(args) {
  try {
    execFileSync(process.execPath, args, { cwd: web, encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    return `${error.message}\n${error.stdout}`.trim().split("\n");
  }
}

const fresh = mkdtempSync(join(tmpdir(), "orgsim-bundle-"));
try {
  tell("the sources hold their types", complaints(["node_modules/typescript/bin/tsc", "--noEmit"]));
  tell("the sources bundle", complaints(["build.mjs", fresh]));
  const files = (folder) => readdirSync(folder).sort();
  const kept = join(report, "bundle");
  const differ = [...new Set([...files(fresh), ...files(kept)])].filter((file) =>
    !existsSync(join(fresh, file)) || !existsSync(join(kept, file)) || !readFileSync(join(fresh, file)).equals(readFileSync(join(kept, file))));
  tell("graphs/report/bundle is what they give", differ.map((file) => `${file} differs: ./dev web makes it anew`));
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
console.log(`1..${tests}`);
process.exit(failed ? 1 : 0);
