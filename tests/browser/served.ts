import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { buildHttp, identify, SESSION_COOKIE } from "../../src/app/http.ts";
import { buildWeb } from "../../src/app/web-build.ts";
import { attachStock } from "../../src/market/offers/live.ts";
import { findBrowser } from "../../scripts/browser.ts";
import { openTestMarket, type Person, type TestMarket, type TestOptions } from "../market.ts";

const CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };

export interface Served {
  readonly market: TestMarket;
  readonly url: string;
  /** A fresh browser session; what goes wrong in its pages gathers in `faults`. */
  visit(size: { width: number; height: number }, language?: "zh" | "en", base?: string): Promise<Visit>;
  readonly faults: string[];
  close(): Promise<void>;
}
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Signs in through the log-in page's own form. */
  signIn(person: Person): Promise<void>;
}

/** The built pages, served by the real interface over a real database, in a real Chromium. */
export async function serveMarket(options: Pick<TestOptions, "payer"> = {}): Promise<Served> {
  const path = findBrowser();
  if (path === null) throw new Error("The page tests need a Chromium; `npm test` installs one, or set CHROMIUM to its path.");
  const [market, web] = await Promise.all([openTestMarket({ background: true, ...options }), buildWeb(() => {})]);
  const http = await buildHttp({ runtime: market.runtime, shelf: market.shelf, web, version: "test", log: (line) => console.error(line) });
  const url = await http.listen({ port: 0, host: "127.0.0.1" });
  const stock = attachStock(http.server, {
    runtime: market.runtime,
    async identify({ headers }) {
      const token = new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(headers.cookie ?? "")?.[1];
      const { actor } = await identify(market.runtime, { headers, ip: "test", cookies: { [SESSION_COOKIE]: token } });
      return { actor, address: "test" };
    },
  });
  const browser: Browser = await chromium.launch({ executablePath: path, args: CHROMIUM });
  const faults: string[] = [];
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
          await page.goto("/login");
          await page.fill("input[name=login]", login);
          await page.fill("input[name=password]", password);
          await page.press("input[name=password]", "Enter");
          await page.waitForURL((now) => !now.pathname.startsWith("/login"));
        },
      };
    },
    async close() {
      await browser.close();
      await stock.close();
      await http.close();
      await market.close();
    },
  };
}

/** What a reader with a screen reader, a keyboard or weak eyes would stumble over (WCAG A and AA). The watermark is faint on purpose and read aloud elsewhere. */
export async function stumbles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run({ exclude: [".hl-watermark"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.join(" ")}: ${node.failureSummary ?? ""}`.replaceAll("\n", " ")));
}

/** Pixels by which a page is wider than its screen; sideways scrolling is never meant. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
