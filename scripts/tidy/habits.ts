import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isPure } from "./walls.ts";
import { lineAt, type Finding, type SourceFile } from "./tree.ts";

export const MAX_FILE_LINES = 420;
const FORBIDDEN_NAMES = new Set(["utils", "common", "services", "helpers", "misc", "shared"]);
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\s*\(/g, "time is passed in"],
  [/\bnew Date\s*\(\s*\)/g, "time is passed in"],
  [/\bMath\.random\b/g, "chance is passed in"],
  [/\bperformance\.now\b/g, "time is passed in"],
  [/(?<![.\w])fetch\s*\(/g, "no network here"],
  [/\bcrypto\.(getRandomValues|randomUUID)\b/g, "chance is passed in"],
  [/(?<![.\w])set(Timeout|Interval)\s*\(/g, "no timers here"],
];

/** `Date.now`, chance and the network are banned where only what is true is computed. */
export function purity(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const file of files) {
    if (!isPure(file.path) || /\.test\.ts$|\.type-test\.ts$/.test(file.path)) continue;
    const code = file.text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " ")).replaceAll(/\/\/[^\n]*/g, (comment) => " ".repeat(comment.length));
    for (const [pattern, why] of IMPURE) {
      for (const match of code.matchAll(pattern)) findings.push({ rule: "purity", file: file.path, line: lineAt(code, match.index), message: `${match[0]} is banned in pure code: ${why}` });
    }
  }
  return findings;
}

/** No barrels, no rooms without a noun, no file that has outgrown a screen or ten. */
export function shapes(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    const parts = path.split("/");
    // A bench is called by the name of its file, and one measures the price index; nobody imports it.
    if ((parts.at(-1) === "index.ts" || parts.at(-1) === "index.tsx") && path !== "bench/index.ts") findings.push({ rule: "shape", file: path, line: 1, message: "no barrels; import the file you mean" });
    const vague = parts.find((part) => FORBIDDEN_NAMES.has(part));
    if (vague !== undefined) findings.push({ rule: "shape", file: path, line: 1, message: `"${vague}" names no noun; put the file in the room it belongs to` });
    const lines = text.split("\n").length;
    if (lines > MAX_FILE_LINES && !path.includes("/data/")) findings.push({ rule: "shape", file: path, line: lines, message: `${lines} lines; split by noun below ${MAX_FILE_LINES}` });
  }
  return findings;
}

/** A module's migrations touch its own schema only; the kernel's touch `kernel`. */
export function migrations(root: string): Finding[] {
  const findings: Finding[] = [];
  for (const { folder, schema } of migrationFolders(root)) {
    for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith(".sql"))) {
      const text = readFileSync(join(root, folder, name), "utf8");
      const statements = /\b(?:create(?:\s+or\s+replace)?\s+(?:unlogged\s+)?(?:table|view|materialized\s+view|function|sequence|type)|alter\s+table|drop\s+table|insert\s+into|update|delete\s+from)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?"?([a-z_]+)"?\./gi;
      for (const match of text.matchAll(statements)) {
        if (match[1]?.toLowerCase() !== schema) findings.push({ rule: "schema", file: `${folder}/${name}`, line: lineAt(text, match.index), message: `this module owns schema "${schema}" and writes nothing in "${match[1]}"` });
      }
    }
  }
  return findings;
}

function migrationFolders(root: string): { folder: string; schema: string }[] {
  const found = [{ folder: "src/kernel/migrations", schema: "kernel" }];
  for (const folder of moduleFolders(root)) if (existsSync(join(root, folder, "migrations"))) found.push({ folder: `${folder}/migrations`, schema: folder.split("/").at(-1) ?? "" });
  return found.filter(({ folder }) => existsSync(join(root, folder)));
}

/** Every folder that holds a contract is a module. */
export function moduleFolders(root: string): string[] {
  const found: string[] = [];
  for (const room of ["kernel", "market", "growing", "knowledge", "office", "public"]) {
    const base = join(root, "src", room);
    if (!existsSync(base)) continue;
    for (const entry of readdirSync(base, { withFileTypes: true })) {
      if (entry.isDirectory() && existsSync(join(base, entry.name, "contract.ts")) && entry.name !== "machinery") found.push(`src/${room}/${entry.name}`);
    }
  }
  return found;
}
