import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("../../", import.meta.url).pathname;
export const WEB_FOLDER = join(root, "dist", "web");
const STAMP = join(WEB_FOLDER, ".stamp");
const SHOWN = /\.(tsx?|css|html|svg|json|webmanifest)$/;

/** Builds the web pages when their sources changed since the last build. */
export async function buildWeb(log: (line: string) => void): Promise<string> {
  const stamp = sourcesStamp();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return WEB_FOLDER;
  log("building the pages 构建页面");
  const code = await new Promise<number>((done, fail) => {
    const child = spawn(process.execPath, [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "error"], {
      cwd: root, stdio: ["ignore", 2, 2],
      // A test that builds the pages would else hand its own environment on: the gallery and React's slow half would stay in for everybody.
      env: { ...process.env, NODE_ENV: "production" },
    });
    child.once("error", fail);
    child.once("exit", (exit) => done(exit ?? 1));
  });
  if (code !== 0) throw new Error("The web pages could not be built; the messages above say why.");
  writeFileSync(STAMP, stamp);
  return WEB_FOLDER;
}

function sourcesStamp(): string {
  const hash = createHash("sha256");
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (SHOWN.test(entry.name) && !entry.name.includes(".test.")) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
      }
    }
  };
  walk(join(root, "src"));
  for (const file of ["package-lock.json", "vite.config.ts"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}
