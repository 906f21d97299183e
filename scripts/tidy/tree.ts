import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** One thing that is wrong: where, which rule, and how to mend it. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly line: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Loaded when somebody opens it, and so never part of a circle at the start. */
  readonly lazy: boolean;
  /** Path from the root for a relative import, null for a package. */
  readonly target: string | null;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?[^;"']*?from\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;
const SKIP = new Set(["node_modules", "dist", ".git", ".data", ".cache"]);

/** Reads every source file below the folders of a checkout. */
export function readTree(root: string, folders: readonly string[] = ["src", "tests", "bench", "scripts"]): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIP.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts")) files.push(readSource(root, path));
    }
  };
  for (const folder of folders) if (existsSync(join(root, folder))) walk(join(root, folder));
  return files;
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? "";
    const target = specifier.startsWith(".") ? slashes(relative(root, resolve(dirname(path), specifier))) : null;
    return { line: lineAt(text, match.index + match[0].search(/\S/)), specifier, typeOnly: match[1] !== undefined, lazy: match[4] !== undefined, target };
  });
  return { path: slashes(relative(root, path)), text, imports };
}

export const slashes = (path: string): string => path.replaceAll("\\", "/");

export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
