// SPDX-License-Identifier: MIT
/* `orgsim scenario schema` under ajv in its strict mode: it accepts every shipped scenario, and a mistake is told once, where it is.
 * Arguments: the program, the source tree. */
import { execFileSync } from "child_process";
import { readFileSync, readdirSync } from "fs";
import { join } from "path";

let Ajv, YAML;
try {
  Ajv = (await import("ajv")).default;
  YAML = (await import("yaml")).default;
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
const said = errors => (errors ?? []).map(e => `${e.instancePath || "/"} ${e.keyword}: ${e.message} ${JSON.stringify(e.params)}`).join("\n");

const schema = JSON.parse(execFileSync(program, ["scenario", "schema"], { encoding: "utf8" }));
let validate;
try {
  validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
  check("strict mode takes the schema", true);
} catch (error) {
  check("strict mode takes the schema", false, error.message);
  console.log(`1..${n}`);
  process.exit(0);
}

/* Sweeps have a schema of their own. */
const sweeps = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(JSON.parse(execFileSync(program, ["sweep", "schema"], { encoding: "utf8" })));

let shipped = 0;
for (const folder of readdirSync(join(source, "scenarios"), { withFileTypes: true }).filter(entry => entry.isDirectory()))
  for (const file of readdirSync(join(source, "scenarios", folder.name)).filter(name => name.endsWith(".yaml"))) {
    shipped++;
    const document = YAML.parse(readFileSync(join(source, "scenarios", folder.name, file), "utf8"));
    const its = document.sweep ? sweeps : validate;
    const fine = its(document);
    check(`${folder.name}/${file}`, fine, said(its.errors));
  }
check("there are many", shipped > 8, shipped);

const sweep = more => ({ orgsim: 1, sweep: "s", scenario: "a.yaml", parameters: { "a.b": [1, "2%"] }, ...more });
check("a sweep", sweeps(sweep({ method: "sobol", points: 8, measures: ["a.b"] })), said(sweeps.errors));
for (const [name, document, at, keyword] of [
  ["a method that there is not", sweep({ method: "gird" }), "/method", "enum"],
  ["a parameter without a dot", sweep({ parameters: { a: [1] } }), "/parameters", "propertyNames"],
  ["a range without an end", sweep({ parameters: { "a.b": { from: 1 } } }), "/parameters/a.b", "required"],
  ["a wrong name at the top of a sweep", sweep({ parameter: {} }), "", "additionalProperties"],
  ["no replication", sweep({ replications: 0 }), "/replications", "minimum"],
])
  check(name, !sweeps(document) && sweeps.errors.some(e => e.instancePath === at && e.keyword === keyword), said(sweeps.errors));

/* A plan, and what is wrong with it: where, and the keyword and name that tell it; how many may be told. */
const plan = more => ({ orgsim: 1, title: "T", organisation: { units: "units.csv" }, from: "2025-01", to: "2025-12", ...more });
const merge = { units: ["a", "b"], into: "a" };
const wrong = [
  ["a step without a time", plan({ steps: [{ merge }] }), "/steps/0", "required", "at"],
  ["a wrong name of a feature", plan({ steps: [{ at: "2025-07", mergee: merge }] }), "/steps/0", "additionalProperties", "mergee", 1],
  ["a wrong name of a parameter", plan({ steps: [{ at: "2025-07", merge: { ...merge, head: "keep-first" } }] }), "/steps/0/merge", "additionalProperties", "head", 1],
  ["a wrong name at the top", plan({ step: [] }), "", "additionalProperties", "step", 1],
  ["a wrong name of a rule", plan({ rules: [{ id: "r", minstaff: {} }] }), "/rules/0", "additionalProperties", "minstaff", 1],
  ["a parameter that is lacking", plan({ steps: [{ at: "2025-07", "headcount-cut": { where: "1" } }] }), "/steps/0/headcount-cut", "required", "by", 1],
  ["a choice that there is not", plan({ steps: [{ at: "2025-07", merge: { ...merge, heads: "keep-best" } }] }), "/steps/0/merge/heads", "enum", "keep-best", 1],
];
for (const [name, document, at, keyword, what, most] of wrong) {
  const fine = validate(document);
  const errors = (validate.errors ?? []).filter(e => e.keyword !== "if"); /* of an `if` ajv tells once more that its branch does not hold; editors do not */
  const told = errors.some(e => e.instancePath === at && e.keyword === keyword && (keyword === "enum" || JSON.stringify(e.params).includes(`"${what}"`)));
  check(name, !fine && told && (!most || errors.length === most), said(errors));
}
for (const [name, document] of [["a step of two features", plan({ steps: [{ at: "2025-07", merge, dissolve: { units: ["a"] } }] })], ["a step of no feature", plan({ steps: [{ at: "2025-07", id: "x" }] })]])
  check(name, !validate(document), "it is taken");
for (const [name, document] of [["a feature without parameters", plan({ processes: [{ retirement: null }] })], ["every: instead of at:", plan({ steps: [{ every: "year", merge }] })]])
  check(name, validate(document), said(validate.errors));
console.log(`1..${n}`);
