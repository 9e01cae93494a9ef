// SPDX-License-Identifier: MIT
/* `orgsim scenario schema` in the language server that editors use for YAML: nothing is told of a shipped scenario, and one thing of a wrong name.
 * Arguments: the program, the source tree. */
import { execFileSync, spawn } from "child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "fs";
import { createRequire } from "module";
import { tmpdir } from "os";
import { join } from "path";
import { pathToFileURL } from "url";

const require = createRequire(import.meta.url);
let rpc, server;
try {
  rpc = require("vscode-jsonrpc/node");
  server = require.resolve("yaml-language-server/bin/yaml-language-server");
} catch {
  console.log("1..0 # SKIP npm modules of tests/kit are missing: ./dev test fetches them, or (cd tests/kit && npm ci)");
  process.exit(0);
}
const [program, source] = process.argv.slice(2);
let n = 0;
const check = (name, fine, said) => {
  console.log(`${fine ? "ok" : "not ok"} ${++n} - ${name}`);
  if (!fine) console.log(String(said).split("\n").map(line => "# " + line).join("\n"));
};

const folder = mkdtempSync(join(tmpdir(), "orgsim-editor-"));
const schema = pathToFileURL(join(folder, "scenario.schema.json")).href;
writeFileSync(join(folder, "scenario.schema.json"), execFileSync(program, ["scenario", "schema"]));

const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
const line = rpc.createMessageConnection(new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
const waiting = new Map();
const settings = { yaml: { validate: true, schemaStore: { enable: false }, schemas: { [schema]: "*.yaml" } }, http: {} };
line.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
line.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => (section === "yaml" ? settings.yaml : section === "http" ? {} : null)));
line.onRequest("client/registerCapability", () => null);
line.onRequest("custom/schema/request", () => schema);
line.listen();
await line.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } });
await line.sendNotification("initialized", {});
await line.sendNotification("workspace/didChangeConfiguration", { settings });

let opened = 0;
/* What is told of a text, as an editor would underline it: line and sentence. */
const told = text =>
  new Promise(resolve => {
    const uri = pathToFileURL(join(folder, `plan-${++opened}.yaml`)).href;
    waiting.set(uri, diagnostics => resolve(diagnostics.map(d => ({ row: d.range.start.line + 1, says: d.message }))));
    line.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  });
const shown = list => list.map(d => `${d.row}: ${d.says}`).join("\n");

let shipped = 0;
for (const each of readdirSync(join(source, "scenarios"), { withFileTypes: true }).filter(entry => entry.isDirectory()))
  for (const file of readdirSync(join(source, "scenarios", each.name)).filter(name => name.endsWith(".yaml"))) {
    const text = readFileSync(join(source, "scenarios", each.name, file), "utf8");
    if (/^sweep:/m.test(text)) continue; /* it has a schema of its own */
    shipped++;
    const list = await told(text);
    check(`${each.name}/${file}`, list.length === 0, shown(list));
  }
check("there are many", shipped > 8, shipped);

const head = "orgsim: 1\ntitle: T\norganisation: {units: units.csv}\nfrom: 2025-01\nto: 2025-12\n";
for (const [name, text, row, word] of [
  ["a step without a time", "steps:\n  - merge: {units: [a, b], into: a}\n", 7, "at"],
  ["a wrong name of a feature", "steps:\n  - at: 2025-07\n    mergee: {units: [a, b], into: a}\n", 8, "mergee"],
  ["a wrong name of a parameter", "steps:\n  - at: 2025-07\n    merge:\n      units: [a, b]\n      into: a\n      head: keep-first\n", 11, "head"],
  ["a wrong name at the top", "step: []\n", 6, "step"],
  ["a wrong name of a rule", "rules:\n  - minstaff: {}\n", 7, "minstaff"],
  ["a choice that there is not", "steps:\n  - at: 2025-07\n    merge:\n      units: [a, b]\n      into: a\n      heads: keep-best\n", 11, "keep-largest"],
]) {
  const list = await told(head + text);
  check(`${name}: one, where it is`, list.length === 1 && list[0].row === row && list[0].says.includes(word), shown(list));
}
console.log(`1..${n}`);
line.dispose();
child.kill();
rmSync(folder, { recursive: true });
process.exit(0);
