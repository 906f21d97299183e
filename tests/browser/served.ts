import { mkdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, Server } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type Cookie, type Page } from "playwright-core";
import { expect } from "vitest";
import { buildHttp, identify, SESSION_COOKIE } from "../../src/app/http.ts";
import { buildWeb } from "../../src/app/web-build.ts";
import { lots } from "../../src/kernel/lots/contract.ts";
import type { GRADES } from "../../src/kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { attachLive } from "../../src/market/clock/live.ts";
import { hallOf } from "../../src/market/clock/module.ts";
import { attachStock } from "../../src/market/offers/live.ts";
import { findBrowser } from "../../scripts/browser.ts";
import { openTestMarket, type Person, type TestMarket, type TestOptions } from "../market.ts";

const CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };
/** Machines are busy; the stories are about what happens, not how soon. */
export const PATIENT = 45_000;
/** A whole photograph of one point. */
export const PHOTO = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");
/** A folder for pictures of the pages, for whoever wants to look at them. */
export const SHOTS = process.env["HUALIAN_SHOTS"];

export interface Served {
  readonly market: TestMarket;
  readonly url: string;
  /** A fresh browser session; what goes wrong in its pages gathers in `faults`. */
  visit(size: { width: number; height: number }, language?: "zh" | "en", base?: string): Promise<Visit>;
  readonly faults: string[];
  close(): Promise<void>;
}
export type { Page };
export interface ServeOptions extends Pick<TestOptions, "payer"> {
  /** With the clocks and their live channel, as `hualian start` opens them. */
  readonly clocks?: boolean;
}
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Signs in through the log-in page's own form; whoever has done so is remembered, as by a browser, and comes in at the same page. */
  signIn(person: Person): Promise<void>;
}

/** The built pages, served by the real interface over a real database, in a real Chromium. */
export async function serveMarket({ clocks = false, ...options }: ServeOptions = {}): Promise<Served> {
  const path = findBrowser();
  if (path === null) throw new Error("The page tests need a Chromium; `npm test` installs one, or set CHROMIUM to its path.");
  const [market, web] = await Promise.all([openTestMarket({ background: true, ...options }), buildWeb(() => {})]);
  const http = await buildHttp({ runtime: market.runtime, shelf: market.shelf, web, version: "test", log: (line) => console.error(line) });
  const url = await http.listen({ port: 0, host: "127.0.0.1" });
  const leave = await goLive(market, http.server, clocks);
  const browser: Browser = await chromium.launch({ executablePath: path, args: CHROMIUM });
  const faults: string[] = [];
  const remembered = new Map<string, { readonly cookies: Cookie[]; readonly home: string }>();
  return {
    market, url, faults,
    async visit(size, language = "zh", base = url) {
      const small = size.width < 600;
      const context = await browser.newContext({ viewport: size, baseURL: base, isMobile: small, hasTouch: small, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
      await context.addInitScript((chosen) => localStorage.setItem("hualian.language", chosen), language);
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
      return {
        context, page,
        async signIn({ login, password }) {
          const known = remembered.get(`${login} ${password}`);
          if (known !== undefined) {
            await context.addCookies(known.cookies);
            await page.goto(known.home);
            return;
          }
          await page.goto("/login");
          await page.fill("input[name=login]", login);
          await page.fill("input[name=password]", password);
          await page.press("input[name=password]", "Enter");
          await page.waitForURL((now) => !now.pathname.startsWith("/login"));
          remembered.set(`${login} ${password}`, { cookies: (await context.cookies()).filter((cookie) => cookie.name === SESSION_COOKIE), home: new URL(page.url()).pathname });
        },
      };
    },
    async close() {
      await browser.close();
      await leave();
      await http.close();
      await market.close();
    },
  };
}

/** The live channels, which know a reader by the cookie of his session; returns what ends them. */
async function goLive(market: TestMarket, server: Server, clocks: boolean): Promise<() => Promise<void>> {
  const { runtime } = market;
  const identified = async ({ headers, socket }: IncomingMessage) => {
    const address = socket.remoteAddress ?? "unknown";
    const cookies = { [SESSION_COOKIE]: new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(headers.cookie ?? "")?.[1] };
    return { actor: (await identify(runtime, { headers, ip: address, cookies })).actor, address };
  };
  const stock = attachStock(server, { runtime, identify: identified });
  if (!clocks) return () => stock.close();
  const hall = hallOf(market.modules);
  await hall.attach({ runtime, pool: market.database.pool });
  const live = attachLive(server, { hall, identify: async (request) => (await identified(request)).actor });
  return async () => {
    await stock.close();
    await live.close();
    await hall.close();
  };
}

/** A lot that stands in the hall, counted and graded. */
export async function standingLot({ runtime }: TestMarket, lot: { readonly itemId: string; readonly growerId: string; readonly quantity: number; readonly grade?: (typeof GRADES)[number] }): Promise<{ id: string; no: string }> {
  const { id, no } = await runtime.call(lots.actions.create, { itemId: lot.itemId, growerId: lot.growerId, declared: lot.quantity }, AS_SYSTEM);
  await runtime.call(lots.actions.change, { lotId: id, status: "received", grade: lot.grade ?? null }, AS_SYSTEM);
  await runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: lot.quantity, cause: "test", causeId: id }, AS_SYSTEM);
  return { id, no };
}

export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** Nothing sticks out sideways, and nobody stumbles; the name is that of its picture. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await overflow(page), name).toBe(0);
  expect(await stumbles(page), name).toEqual([]);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a reader with a screen reader, a keyboard or weak eyes would stumble over (WCAG A and AA). The watermark is faint on purpose and read aloud elsewhere. */
export async function stumbles(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run({ exclude: [".hl-watermark"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }));
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.join(" ")}: ${node.failureSummary ?? ""}`.replaceAll("\n", " ")));
}

/** Pixels by which a page is wider than its screen; sideways scrolling is never meant. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
