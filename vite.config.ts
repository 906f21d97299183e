import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The server that answers `/api` and `/live` while pages are being written. */
const SERVER = process.env["HUALIAN_SERVER"] ?? "http://127.0.0.1:4600";

const OLDEST_BROWSERS = ["chrome114", "safari17", "firefox125"];

/** Below this a compressed copy saves less than its own headers cost. */
const WORTH_COMPRESSING = 1_024;

/** Writes a .br and a .gz beside every text file once, at build time, so that the server never compresses. */
function precompress(): Plugin {
  let out = "";
  return {
    name: "hualian-precompress",
    apply: "build",
    configResolved: (config) => { out = config.build.outDir; },
    closeBundle: async () => {
      const names = await readdir(out, { recursive: true });
      await Promise.all(
        names.filter((name) => /\.(?:js|css|html|svg|webmanifest)$/.test(name)).map(async (name) => {
          const path = join(out, name);
          const content = await readFile(path);
          if (content.length < WORTH_COMPRESSING) return;
          const brotli = await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
          await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))]);
        }),
      );
    },
  };
}

export default defineConfig({
  root: here("./src/app/web"),
  publicDir: here("./src/app/web/public"),
  cacheDir: here("./node_modules/.vite"),
  resolve: { alias: { zod: here("./src/app/web/no-schemas.ts") } },
  plugins: [react(), precompress()],
  server: {
    port: 4601,
    strictPort: true,
    proxy: {
      "/api": { target: SERVER, changeOrigin: false },
      "/files": { target: SERVER, changeOrigin: false },
      "/live": { target: SERVER.replace(/^http/, "ws"), ws: true },
    },
  },
  build: {
    outDir: here("./dist/web"),
    emptyOutDir: true,
    // The oldest browsers with popover and container queries; phones in the greenhouse are years old.
    // What is newer (light-dark() above all) is lowered for them.
    target: OLDEST_BROWSERS,
    cssTarget: OLDEST_BROWSERS,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // React changes rarely and our pages daily: apart, a returning phone fetches only the pages.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 20 },
            { name: "shell", test: /node_modules[\\/](react-router|@tanstack|cookie-es)[\\/]/, priority: 10 },
          ],
        },
      },
    },
  },
});
