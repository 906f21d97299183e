import type { Finding, Import, SourceFile } from "./tree.ts";

/** The rooms of the house, and what may be imported from where. */
/** A `trial` sets the stage for a module's tests and stands beside them. */
const TEST = /\.test\.tsx?$|\.type-test\.ts$|\/trial(-[a-z]+)?\.ts$/;
const ENGINE_PACKAGES = new Set(["tyme4ts", "pinyin-pro"]);
const CONTRACT_PACKAGES = new Set(["zod"]);

interface Place {
  readonly room: string;
  /** The module's folder, such as src/market/clock; null outside modules. */
  readonly module: string | null;
}

export function placeOf(path: string): Place {
  const parts = path.split("/");
  if (parts[0] !== "src") return { room: parts[0] ?? "", module: null };
  const room = parts[1] ?? "";
  if (["market", "growing", "knowledge", "office", "public"].includes(room) && parts.length > 3) return { room, module: parts.slice(0, 3).join("/") };
  return { room, module: null };
}

const MODULE_ROOMS = new Set(["market", "growing", "knowledge", "office", "public"]);

/** Every import that crosses a wall. */
export function walls(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const file of files) {
    const place = placeOf(file.path);
    for (const one of file.imports) {
      const why = crossing(file.path, place, one);
      if (why !== null) findings.push({ rule: "wall", file: file.path, line: one.line, message: `${why} (imports ${one.specifier})` });
    }
  }
  return findings;
}

function crossing(path: string, from: Place, one: Import): string | null {
  if (TEST.test(path) || from.room === "tests" || from.room === "bench" || from.room === "scripts") return null;
  if (one.target === null) return packageCrossing(path, from, one.specifier);
  const to = placeOf(one.target);
  if (to.room === "tests" || to.room === "bench" || to.room === "scripts") return "product code imports nothing of tests, bench or scripts";
  if (to.room === "app" && from.room !== "app") return "only app/ composes; nobody imports it";
  if (from.room === "engines" && to.room !== "engines") return "an engine imports engines only";
  if (from.room === "ui" && to.room !== "ui" && to.room !== "engines" && !one.target.startsWith("src/kernel/machinery/c")) return "ui/ knows no module";
  if (from.room === "kernel" && to.room !== "kernel" && to.room !== "engines" && !(to.room === "ui" && path.includes("/pages/"))) return "the kernel stands on itself and the engines";
  if (from.room === "office" && to.room === "market") return "office/ imports nothing of market/; it knows the market through the aggregate feed";
  if (MODULE_ROOMS.has(from.room)) return moduleCrossing(path, from, to, one.target);
  return null;
}

function moduleCrossing(path: string, from: Place, to: Place, target: string): string | null {
  if (to.room === "ui" && !path.includes("/pages/")) return "only pages use ui/";
  if (to.module !== null && to.module !== from.module && !target.endsWith("/contract.ts")) return "a module imports another module's contract.ts only";
  if (to.room === "kernel" && !/^src\/kernel\/(machinery|db|sheets)\//.test(target) && !target.endsWith("/contract.ts") && target !== "src/kernel/nouns.ts") {
    return "a module knows the kernel by its contracts, its machinery (sheets among it) and nouns.ts";
  }
  return null;
}

function packageCrossing(path: string, from: Place, specifier: string): string | null {
  if (from.room === "engines" && !ENGINE_PACKAGES.has(specifier)) return "an engine uses no package outside its short list";
  if (isPure(path) && specifier.startsWith("node:")) return "rules, contracts and words run in the browser too";
  if (path.endsWith("/contract.ts") && !CONTRACT_PACKAGES.has(specifier)) return "a contract uses zod only";
  return null;
}

export const isPure = (path: string): boolean =>
  path.startsWith("src/engines/") || /\/(contract|rules|words\.zh|words\.en)\.ts$/.test(path);

/** Value imports must not run in a circle; a circle is reported once, at its first file in the alphabet. */
export function cycles(files: readonly SourceFile[]): Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, "open" | "done">();
  const findings: Finding[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    state.set(path, "open");
    for (const one of byPath.get(path)?.imports ?? []) {
      if (one.typeOnly || one.lazy || one.target === null || !byPath.has(one.target)) continue;
      const seen = state.get(one.target);
      if (seen === "open") {
        const circle = [...trail.slice(trail.indexOf(one.target)), one.target];
        findings.push({ rule: "cycle", file: path, line: one.line, message: `imports run in a circle: ${circle.join(" → ")}` });
      } else if (seen === undefined) visit(one.target, [...trail, one.target]);
    }
    state.set(path, "done");
  };
  for (const { path } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) if (!state.has(path)) visit(path, [path]);
  return findings;
}
