import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The server that answers `/api` and `/live` while pages are being written. */
const SERVER = process.env["HUALIAN_SERVER"] ?? "http://127.0.0.1:4600";

export default defineConfig({
  root: here("./src/app/web"),
  publicDir: here("./src/app/web/public"),
  cacheDir: here("./node_modules/.vite"),
  plugins: [react()],
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
    // Phones in the greenhouse are several years old; the kit's CSS is lowered to what they read.
    target: ["chrome111", "safari16.4", "firefox115"],
    cssTarget: ["chrome111", "safari16.4", "firefox115"],
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
