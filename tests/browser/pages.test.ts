import { utils, write } from "@e965/xlsx";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo, DEMO_PASSWORD } from "../../src/app/seed.ts";
import { seedCatalogue } from "../../src/kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { claims } from "../../src/market/claims/contract.ts";
import { seedClaims } from "../../src/market/claims/seed.ts";
import { seedRegion } from "../../src/market/intake/seed.ts";
import { offers } from "../../src/market/offers/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { seedPastTrade } from "../../src/market/settlement/seed.ts";
import { stall } from "../../src/market/stall/contract.ts";
import { DESK, PHONE, overflow, serveMarket, shoot, stumbles, type Served } from "./served.ts";

/** Only pages whose path holds this, and only these combinations, while somebody works on one. */
const ONLY = process.env["HUALIAN_PAGES"] ?? "";
const VIEWS = [["zh", PHONE], ["en", DESK], ["en", PHONE], ["zh", DESK]] as const;
const FINGER = 44;
/** How far one goes with the Tab key on each page. */
const TABS = 30;

/** Everything pressed by a thumb that is smaller than a finger; a link in a sentence is text. */
const tooSmall = (page: Page): Promise<string[]> => page.evaluate((least) => {
  const seen = new Set<string>();
  for (const one of document.querySelectorAll<HTMLElement>("main button, main a.hl-button, main select, main input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), dialog[open] button")) {
    const { height, width } = one.getBoundingClientRect();
    if (height > 0 && width > 0 && height < least - 0.5) seen.add(`${one.tagName.toLowerCase()}.${one.className.split(" ")[0] ?? ""} "${(one.textContent ?? "").slice(0, 16)}" ${Math.round(height)}px`);
  }
  return [...seen].slice(0, 6);
}, FINGER);

/** Goes through a page with the Tab key alone: what is reached can be seen, and shows that it was reached. */
async function tabbed(page: Page): Promise<string[]> {
  const lost = new Set<string>();
  for (let n = 0; n < TABS; n += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return "end";
      const { width, height } = one.getBoundingClientRect();
      const ring = (of: Element | null): boolean => of !== null && (getComputedStyle(of).outlineStyle !== "none" || getComputedStyle(of).boxShadow !== "none");
      const name = `${one.tagName.toLowerCase()} "${(one.textContent || one.getAttribute("aria-label") || "").slice(0, 20)}"`;
      if (width === 0 || height === 0) return `hidden ${name}`;
      return ring(one) || ring(one.nextElementSibling) || ring(one.parentElement) ? "seen" : `without a ring ${name}`;
    });
    if (at === "end") break;
    if (at !== "seen") lost.add(at);
  }
  return [...lost];
}

describe("every page of the stall, of offers, claims, settlement and print", { timeout: 900_000 }, () => {
  let served: Served;
  /** By log-in, the pages somebody opens. */
  let visits: Record<string, string[]>;

  beforeAll(async () => {
    served = await serveMarket();
    const { runtime } = served.market;
    await seedDemo(served.market, () => {});
    const { items } = await seedCatalogue(runtime);
    const region = await seedRegion(runtime, { password: DEMO_PASSWORD, currency: "CNY" });
    await seedPastTrade(runtime, { growers: region.growers.map((one) => one.partyId), buyers: region.buyers.map((one) => one.partyId), items, days: 1, salesPerDay: 30, seed: 7 });
    await runtime.settle();
    const { days } = await runtime.call(settlement.actions.days, {}, AS_SYSTEM);
    const past = days.find((day) => day.state === "closed" || day.state === "paid")!.businessDate;
    const { rows: photos } = await served.market.database.pool.query<{ photo_id: string }>("select photo_id from kernel.lot where photo_id is not null limit 4");
    await seedClaims(runtime, { days: [past], perDay: 4, photoIds: photos.map((row) => row.photo_id), seed: 5 });
    await runtime.settle();

    const { stalls } = await runtime.call(stall.actions.stalls, {}, AS_SYSTEM);
    const place = stalls.find((one) => one.number === "S07")!;
    const { rows: bills } = await served.market.database.pool.query<{ id: string }>("select id from stall.bill where stall_id = $1 order by total desc limit 1", [place.id]);
    const { rows: customers } = await served.market.database.pool.query<{ id: string }>("select id from stall.customer where stall_id = $1 order by last_at desc nulls last limit 1", [place.id]);
    const { orders } = await runtime.call(offers.actions.orders, {}, AS_SYSTEM);
    const { claims: filed } = await runtime.call(claims.actions.desk, {}, AS_SYSTEM);
    const { files } = await runtime.call(settlement.actions.bankFiles, { businessDate: past }, AS_SYSTEM);
    const { papers } = await runtime.call(settlement.actions.papers, { businessDate: past, side: "seller" }, AS_SYSTEM);
    const order = `/orders/${orders[0]!.id}`;
    visits = {
      merchant: ["/stall", "/stall/bills", `/stall/bills/${bills[0]!.id}`, `/stall/slips/${bills[0]!.id}`, "/stall/customers", `/stall/customers/${customers[0]!.id}`, "/stall/goods", "/stall/till", "/stall/helpers", "/statements"],
      grower: ["/offers", "/requests", "/orders", "/claims", "/quality", "/statements"],
      buyer: ["/market", "/orders", "/requests", "/claims", "/claims/new", "/bills"],
      cashier: ["/day", `/day/${past}`, `/day/${past}/sales`, `/day/${past}/bank/${files[0]!.id}`, "/reversals", "/slips", `/papers/${papers[0]!.no}`, "/fees/try"],
      operator: ["/stalls", "/channels", order, "/claims-desk", `/claims/${filed[0]!.no}`, "/print", "/print/stall_slip/58mm", "/print/order/A4"],
    };
  }, 420_000);
  afterAll(() => served.close());

  /** Signs in once, then goes from page to page; what is wrong is gathered, so that one run names everything. */
  async function walk(login: string, [language, size]: (typeof VIEWS)[number], wrong: string[]): Promise<void> {
    const paths = visits[login]!.filter((path) => path.includes(ONLY));
    if (paths.length === 0) return;
    const { page, context, signIn } = await served.visit(size, language);
    await signIn({ login, password: DEMO_PASSWORD } as never);
    for (const path of paths) {
      const where = `${login} ${path} ${language} ${size.width}`;
      await page.goto(path);
      await page.waitForFunction(() => document.querySelector("main h1, main h2, main .hl-paper, main button") !== null && document.querySelector("main .hl-skeleton") === null, undefined, { timeout: 30_000 }).catch(() => wrong.push(`${where}: never ready`));
      const wide = await overflow(page);
      if (wide > 0) wrong.push(`${where}: ${wide} px wider than the screen`);
      if (size === PHONE) for (const one of await tooSmall(page)) wrong.push(`${where}: too small for a finger: ${one}`);
      if (language === "zh" && size === DESK) for (const one of await tabbed(page)) wrong.push(`${where}: by keyboard ${one}`);
      // The other two views show the same elements in the same colours.
      if (VIEWS.findIndex((view) => view[0] === language && view[1] === size) < 2) for (const one of await stumbles(page)) wrong.push(`${where}: ${one.slice(0, 300)}`);
      await shoot(page, `${`${login}${path}`.replaceAll(/[^\w]/g, "_").slice(0, 40)}-${language}-${size.width}`);
    }
    await context.close();
  }

  test.each(["merchant", "grower", "buyer", "cashier", "operator"])("the %s's read well in both languages on a telephone and a desk: nothing sticks out, nothing is too small to touch, no barrier", async (login) => {
    const wrong: string[] = [];
    await Promise.all(VIEWS.map((view) => walk(login, view, wrong)));
    expect([...new Set(wrong)].toSorted()).toEqual([]);
    expect(served.faults).toEqual([]);
  });

  test("a file with a fault is tried by keyboard alone: row, column, value and what the market itself would say; the mended one is taken", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn({ login: "merchant", password: DEMO_PASSWORD } as never);
    await page.goto("/stall/customers");
    const book = (...rows: unknown[][]): { name: string; mimeType: string; buffer: Buffer } => {
      const file = utils.book_new();
      utils.book_append_sheet(file, utils.aoa_to_sheet(rows), "客户");
      return { name: "赊账本.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(write(file, { type: "buffer", bookType: "xlsx" }) as Uint8Array) };
    };
    const head = ["客户", "手机号", "赊账额度", "期初欠款"];
    await page.getByRole("button", { name: "导入 Excel" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    await dialog.locator("input[type=file]").setInputFiles(book(head, ["镇南花店", "138", 500, ""], ["城东老刘", "", 100, 300]));
    await dialog.getByText("2 处要改").waitFor({ timeout: 30_000 });
    const said = (await dialog.textContent()) ?? "";
    for (const part of ["编码的样子不对", "138", "超出这位客户的赊账额度", "改好这一行再导入"]) expect(said).toContain(part);
    expect(await stumbles(page)).toEqual([]);
    await dialog.locator("input[type=file]").setInputFiles(book(head, ["镇南花店", "13805360000", 500, ""], ["城东老刘", "", 1000, 300]));
    await dialog.getByRole("button", { name: "导入 2 位客户" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("已导入 2 位客户").waitFor({ timeout: 30_000 });
    await page.getByRole("row", { name: /城东老刘/ }).waitFor();
    expect(await page.getByRole("row", { name: /城东老刘/ }).textContent()).toContain("300.00");
    await context.close();
  });
});
