import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { stall } from "../../src/market/stall/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PHONE, overflow, serveMarket, stumbles, type Served } from "./served.ts";
import { layWire } from "./wire.ts";

const BILLS = 60;
const MINUTES = 20;

describe("a stall on a telephone", { timeout: 240_000 }, () => {
  let served: Served;
  let keeper: Person;
  let stallId = "";
  const { actions } = stall;

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    keeper = await market.person("顺发花行", ["merchant"]);
    const place = await market.runtime.call(actions.openStall, { partyId: keeper.partyId, hall: "一号厅", number: "S07", name: "顺发花行" }, AS_SYSTEM);
    stallId = place.id;
    for (const [code, zh] of [["phal", "蝴蝶兰 大辣椒"], ["anth", "红掌 粉冠军"]] as const) {
      const item = await market.runtime.call(catalogue.actions.addItem, { code, speciesId: null, zh, category: "orchid", unit: "pot", packing: { box: 12 } }, AS_SYSTEM);
      await market.runtime.call(actions.arrive, { stallId, arrivalId: randomUUID(), itemId: item.id, quantity: "50箱" }, keeper.call);
    }
    const customer = randomUUID();
    await market.runtime.call(actions.registerCustomer, { stallId, customer: { id: customer, nickname: "赵记花店", phone: "13800005678" } }, keeper.call);
    await market.runtime.call(actions.setCredit, { customerId: customer, changeId: randomUUID(), limit: 5_000_00 }, keeper.call);
  }, 240_000);
  afterAll(() => served.close());

  const booked = async (): Promise<number> => Number((await served.market.database.pool.query<{ n: string }>("select count(*) as n from stall.bill")).rows[0]!.n);

  /** A bill as a thumb writes it; says how many taps it took. */
  async function write(page: Page, { customer, item, quantity, price, pay }: { customer?: string; item: string; quantity: string; price?: string; pay: string }): Promise<number> {
    let taps = 0;
    const tap = async (selector: string): Promise<void> => { await page.click(selector); taps += 1; };
    if (customer !== undefined) await tap(`.stall-chips button:has-text("${customer}")`);
    await tap(`.stall-tiles button:has-text("${item}")`);
    for (const key of quantity) await tap(`dialog .hl-pad-keys button:text-is("${key}")`);
    if (price !== undefined) {
      await tap('dialog .stall-amount:has-text("单价")');
      for (const key of price) await tap(`dialog .hl-pad-keys button:text-is("${key}")`);
    }
    await tap('dialog footer button:has-text("加入")');
    await tap(`.stall-pay button:has-text("${pay}")`);
    await page.waitForSelector(".stall-done");
    await page.click('dialog footer button:has-text("开下一单")');
    return taps;
  }

  test("a repeat customer's bill takes five taps, and its number is the market's", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(keeper);
    expect(new URL(page.url()).pathname).toBe("/stall");
    await write(page, { customer: "赵记花店", item: "蝴蝶兰", quantity: "12", price: "18.5", pay: "赊账" });
    expect(await write(page, { customer: "赵记花店", item: "蝴蝶兰", quantity: "3", pay: "微信" })).toBe(5);
    await expect.poll(booked, { timeout: 20_000 }).toBe(2);
    const { bills } = await served.market.runtime.call(actions.bills, { stallId }, keeper.call);
    expect(bills).toMatchObject([{ no: "S07-0002", total: 55_50, due: 0, customer: "赵记花店" }, { no: "S07-0001", total: 222_00, due: 222_00 }]);
    await page.goto("/stall/bills");
    await page.click(`text=S07-0001`);
    await page.click("text=小票");
    expect(await page.textContent(".stall-slip")).toMatch(/S07-0001[\s\S]*赵记花店[\s\S]*222\.00/);
    await context.close();
  });

  test("20 minutes without a network: 60 bills, the tab killed twice, each booked exactly once", async () => {
    const wire = await layWire(served.url);
    const { page: first, context, signIn } = await served.visit(PHONE, "zh", wire.url);
    let page = first;
    await context.clock.install({ time: new Date(Date.now() - MINUTES * 60_000) });
    await signIn(keeper);
    await page.waitForSelector(".stall-tiles");
    // The telephone has the pages of this build before the network goes.
    const stored = (): Promise<number> => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))).reduce((sum, n) => sum + n, 0));
    await expect.poll(stored, { timeout: 30_000 }).toBeGreaterThan(20);
    const before = await booked();
    await wire.cut();
    for (let n = 0; n < BILLS; n++) {
      // The first bill of each item says its price; after that the device remembers it.
      const price = n < 2 ? { price: "9" } : {};
      await write(page, n % 3 === 0 ? { customer: "赵记花店", item: "蝴蝶兰", quantity: "2", pay: "赊账", ...price } : { item: "红掌", quantity: "1", pay: n % 3 === 1 ? "现金" : "支付宝", ...price });
      await context.clock.runFor((MINUTES * 60_000) / BILLS);
      if (n === BILLS / 2 - 1) {
        // The tab dies; without a network the page opens again, with everything that waits.
        await page.close();
        page = await context.newPage();
        await page.goto("/stall");
        await page.waitForSelector(`text=${BILLS / 2} 张还没传`, { timeout: 20_000 });
      }
    }
    expect(await booked()).toBe(before);
    await page.waitForSelector(`text=${BILLS} 张还没传`);
    expect(await stumbles(page)).toEqual([]);
    // The network is back; the tab dies in the middle of the first transfer, after it was sent and before its answer is noted.
    const sent = page.waitForRequest("**/api/stall/syncBills");
    await wire.mend();
    await Promise.all([sent, context.clock.runFor(11_000)]);
    await page.close();
    page = await context.newPage();
    await page.goto("/stall");
    await expect.poll(booked, { timeout: 60_000 }).toBe(before + BILLS);
    await page.waitForFunction(() => document.querySelector(".stall-tiles") !== null && !document.body.textContent!.includes("张还没传"), null, { timeout: 60_000 });
    expect(await booked()).toBe(before + BILLS);
    const { rows } = await served.market.database.pool.query("select count(distinct offline_no)::int as n from stall.bill");
    expect(rows[0]).toMatchObject({ n: before + BILLS });
    expect((await served.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).total).toBe(0);
    await context.close();
    await wire.close();
  });

  test("a conflict waits in the list with its reason and is mended in place", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(keeper);
    await page.waitForSelector(".stall-tiles");
    await write(page, { item: "红掌", quantity: "999", price: "9", pay: "现金" });
    await page.click("text=1 张要处理");
    expect(await page.textContent(".stall-waiting")).toContain("红掌 粉冠军 只剩");
    expect(await stumbles(page)).toEqual([]);
    await page.click('.stall-waiting button:has-text("处理")');
    await page.fill("dialog .stall-form input >> nth=0", "5");
    await page.click('dialog footer button:has-text("重新上传")');
    await page.waitForSelector(".stall-waiting", { state: "detached" });
    expect((await served.market.runtime.call(actions.bills, { stallId }, keeper.call)).bills[0]).toMatchObject({ total: 45_00, due: 0 });
    await context.close();
  });

  test("every page fits a telephone and a desk, reads in both languages, and nobody stumbles", async () => {
    const { bills } = await served.market.runtime.call(actions.bills, { stallId, query: "赵记" }, keeper.call);
    const paths = ["/stall", "/stall/bills", `/stall/bills/${bills[0]!.id}`, `/stall/slips/${bills[0]!.id}`, "/stall/customers", `/stall/customers/${bills[0]!.customerId}`, "/stall/goods", "/stall/till", "/stall/helpers"];
    for (const [size, language] of [[PHONE, "zh"], [DESK, "en"]] as const) {
      const { page, context, signIn } = await served.visit(size, language);
      await signIn(keeper);
      for (const path of paths) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        expect(await overflow(page), `${path} is too wide at ${size.width}`).toBe(0);
        expect(await stumbles(page), `${path} ${language}`).toEqual([]);
      }
      await context.close();
    }
    expect(served.faults).toEqual([]);
  });

  test("by keyboard alone: goods, quantity, payment", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(keeper);
    await page.waitForSelector(".stall-tiles button");
    const before = await booked();
    await page.focus(".stall-tiles button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog .hl-pad");
    await page.focus('dialog .hl-pad-keys button:text-is("4")');
    await page.keyboard.press("Enter");
    await page.focus('dialog footer button:has-text("加入")');
    await page.keyboard.press("Enter");
    await page.focus('.stall-pay button:has-text("现金")');
    await page.keyboard.press("Enter");
    await page.waitForSelector(".stall-done");
    await expect.poll(booked, { timeout: 20_000 }).toBe(before + 1);
    await context.close();
  });
});
