import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const OWN = join(root, ".cache", "browser");
const KNOWN_PLACES = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
/** Without a window a page costs a third less; where a Debian has no such package, the whole browser does. */
const SHELL = "chromium-headless-shell";
const FONTS = "fonts-noto-cjk";
const packages = (): string[] => [spawnSync("apt-cache", ["show", SHELL], { stdio: "ignore" }).status === 0 ? SHELL : "chromium", FONTS];

/** The browser for the page tests: an installed one, or Debian's, installed as root or unpacked beside the project. */
export function ensureBrowser(say: (line: string) => void): string | null {
  const found = findBrowser();
  if (found !== null) return found;
  if (!existsSync("/usr/bin/apt-get")) {
    say("no Chromium was found and this is no Debian; set CHROMIUM to a browser to run the page tests");
    return null;
  }
  say("installing Chromium from Debian's packages 安装浏览器");
  if (process.getuid?.() === 0) installAsRoot();
  else unpackBeside();
  return findBrowser();
}

export function findBrowser(): string | null {
  return [process.env["CHROMIUM"], ...KNOWN_PLACES, join(OWN, "chromium")].find((path) => path !== undefined && existsSync(path)) ?? null;
}

function installAsRoot(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages()], { env, stdio: ["ignore", "ignore", 2] });
}

/** Without root the packages are fetched with everything they need and unpacked into the project's cache. */
function unpackBeside(): void {
  const lists = join(OWN, "lists");
  const cache = join(OWN, "cache");
  const tree = join(OWN, "tree");
  for (const folder of [join(lists, "partial"), join(cache, "archives", "partial"), tree]) mkdirSync(folder, { recursive: true });
  const apart = ["-o", "Debug::NoLocking=1", "-o", `Dir::State::Lists=${lists}`, "-o", `Dir::Cache=${cache}`, "-qq"];
  spawnSync("apt-get", [...apart, "update"], { stdio: "ignore" });
  spawnSync("apt-get", [...apart, "install", "-y", "--download-only", "--no-install-recommends", ...packages()], { stdio: ["ignore", "ignore", 2] });
  for (const name of readdirSync(join(cache, "archives")).filter((file) => file.endsWith(".deb"))) spawnSync("dpkg", ["-x", join(cache, "archives", name), tree]);
  const program = [SHELL, "chromium"].map((name) => join(tree, "usr/lib/chromium", name)).find((path) => existsSync(path));
  if (program === undefined) return;
  const fonts = join(OWN, "fonts.conf");
  writeFileSync(fonts, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir><dir>${tree}/usr/share/fonts</dir><cachedir>${OWN}/fontcache</cachedir></fontconfig>\n`);
  const wrapper = join(OWN, "chromium");
  writeFileSync(wrapper, `#!/bin/sh\nexport LD_LIBRARY_PATH="${tree}/usr/lib/x86_64-linux-gnu:${tree}/lib/x86_64-linux-gnu:${tree}/usr/lib/aarch64-linux-gnu" FONTCONFIG_FILE="${fonts}"\nexec "${program}" "$@"\n`);
  chmodSync(wrapper, 0o755);
}
