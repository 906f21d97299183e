import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** `npm run bench` runs every bench, `npm run bench -- NAME` some of them; `--json` prints one object for all. */
interface Bench {
  run(options: { json: boolean }): Promise<object>;
}

const folder = new URL(".", import.meta.url);
const args = process.argv.slice(2);
const json = args.includes("--json");
const wanted = args.filter((arg) => !arg.startsWith("--"));
const all = readdirSync(folder).filter((name) => name.endsWith(".ts") && !["main.ts"].includes(name)).map((name) => name.slice(0, -3)).toSorted();
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${all.join(", ")}`);
  process.exit(2);
}
const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
const results: Record<string, object> = {};
for (const name of wanted.length > 0 ? wanted : all) {
  const bench = (await import(new URL(`${name}.ts`, folder).href)) as Partial<Bench>;
  // A file without `run` is a part of a bench, such as its load generator.
  if (bench.run === undefined) continue;
  if (!json) console.log(`\n── ${name} ──`);
  results[name] = await bench.run({ json });
}
if (json) console.log(JSON.stringify({ machine, results }, null, 2));
process.exit(0);
