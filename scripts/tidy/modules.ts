import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { COMMON_REFUSALS, type Contract } from "../../src/kernel/machinery/contract.ts";
import { moduleFolders } from "./habits.ts";
import type { Finding } from "./tree.ts";

const COMPULSORY = ["contract.ts", "module.ts", "README.md", "words.zh.ts", "words.en.ts"];
export const MAX_README_LINES = 60;

/** Each module has its README and its words, and words for every refusal its contract lists. */
export async function modules(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const folders = moduleFolders(root);
  if (folders.length === 0) findings.push({ rule: "module", file: "src", line: 1, message: "no module was found at all; the check looked in the wrong place" });
  for (const folder of folders) {
    for (const name of COMPULSORY) if (!existsSync(join(root, folder, name))) findings.push({ rule: "module", file: `${folder}/${name}`, line: 1, message: "is missing" });
    const readme = join(root, folder, "README.md");
    if (existsSync(readme) && readFileSync(readme, "utf8").split("\n").length > MAX_README_LINES + 1) findings.push({ rule: "module", file: `${folder}/README.md`, line: 1, message: `a module's README has at most ${MAX_README_LINES} lines` });
    findings.push(...(await refusalWords(root, folder)));
  }
  findings.push(...moduleMap(root, folders));
  return findings;
}

async function refusalWords(root: string, folder: string): Promise<Finding[]> {
  const found = Object.values(await load(join(root, folder, "contract.ts"))).find(isContract);
  if (found === undefined) return [{ rule: "words", file: `${folder}/contract.ts`, line: 1, message: "exports no contract" }];
  const codes = new Set(Object.values(found.actions).flatMap((action) => action.refuses).filter((code) => !(COMMON_REFUSALS as readonly string[]).includes(code)));
  const findings: Finding[] = [];
  for (const language of ["zh", "en"]) {
    const file = `${folder}/words.${language}.ts`;
    if (!existsSync(join(root, file))) continue;
    const exported = Object.values(await load(join(root, file))).find((value): value is { refusals: Record<string, unknown> } => typeof value === "object" && value !== null && "refusals" in value);
    for (const code of codes) {
      if (exported?.refusals[code] === undefined) findings.push({ rule: "words", file, line: 1, message: `has no words for the refusal "${code}"` });
    }
  }
  return findings;
}

const load = async (path: string): Promise<Record<string, unknown>> => (await import(pathToFileURL(path).href)) as Record<string, unknown>;
const isContract = (value: unknown): value is Contract => typeof value === "object" && value !== null && "actions" in value && "events" in value && "module" in value;

/** The module map of ARCHITECTURE.md names every module, and none that is gone. */
function moduleMap(root: string, folders: readonly string[]): Finding[] {
  const file = "ARCHITECTURE.md";
  if (!existsSync(join(root, file))) return [{ rule: "map", file, line: 1, message: "is missing" }];
  const text = readFileSync(join(root, file), "utf8");
  const named = new Set([...text.matchAll(/`(src\/(?:kernel|market|growing|knowledge|office|public)\/[a-z-]+)`/g)].map((match) => match[1] ?? ""));
  const missing = folders.filter((folder) => !named.has(folder)).map((folder) => `does not name ${folder}`);
  const gone = [...named].filter((folder) => !existsSync(join(root, folder))).map((folder) => `names ${folder}, which is not there`);
  return [...missing, ...gone].map((message) => ({ rule: "map", file, line: 1, message }));
}
