import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { seedFees } from "../../src/market/settlement/seed.ts";
import { CHECKS } from "../../src/market/settlement/views.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, overflow, serveMarket, standingLot, stumbles, type Served } from "./served.ts";

const WALL = { width: 1920, height: 1080 };

describe("from the last sale to the bank", { timeout: 300_000 }, () => {
  let served: Served;
  let growers: Person[];
  let buyers: Person[];
  let sun: Person;
  let wu: Person;
  let date = "";
  let first = "";

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    await seedFees(market.runtime, "2020-01-01");
    growers = [];
    for (const name of ["王桂兰", "李长海", "张秀英", "赵德柱"]) growers.push(await market.person(name, ["grower"]));
    buyers = [await market.person("鲁花批发", ["buyer"], 1_000_000_00), await market.person("济南花市", ["buyer"], 1_000_000_00)];
    [sun, wu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("复核员 吴涛", ["cashier"])];
    const item = await market.item("蝴蝶兰 大辣椒 双梗");
    for (const [n, grower] of growers.entries()) {
      const { id } = await standingLot(market, { itemId: item.id, growerId: grower.partyId, quantity: 200, grade: n === 3 ? "B" : "A" });
      for (let k = 0; k < 3; k++) {
        const { sale } = await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyers[(n + k) % 2]!.partyId, quantity: 20 + k, price: 18_50 + 33 * n, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: `${n}-${k}` }, AS_SYSTEM);
        date = sale.businessDate;
        first ||= sale.lotNo;
      }
    }
  }, 240_000);
  afterAll(() => served.close());

  test("a grower sees on his telephone what today comes to, with each fee as a sum one can check", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(growers[0]!);
    await page.goto("/statements");
    // (20 + 21 + 22) × 18.50 = 1165.50; 3 % = 34.97; one lot: 2.00 and a crate for 1.00.
    await page.waitForSelector("text=到目前为止");
    expect(await page.textContent(".settle-sums [data-last]")).toContain("1,127.53");
    await page.click("text=看明细");
    expect(await page.textContent(".settle-charges")).toContain("¥1,165.50 × 3% = ¥34.97");
    expect(await page.locator(".settle-lines tbody tr").count()).toBe(3);
    expect(await overflow(page)).toBe(0);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("a cashier closes the day with the keyboard and sees every box agree", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(sun);
    await page.goto("/day");
    await page.waitForSelector("text=全部相符");
    expect(await stumbles(page)).toEqual([]);
    await page.getByRole("button", { name: "开始日结" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await page.locator("dialog[open]").getByRole("button", { name: "开始日结" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=采购商账单", { timeout: PATIENT });
    await expect.poll(() => page.locator('.settle-cell[data-state="same"]').count(), { timeout: PATIENT }).toBe(CHECKS.length);
    // Bank files and papers are lists of their own, read after the overview.
    await expect.poll(() => page.locator(".settle-cards .settle-card").count(), { timeout: PATIENT }).toBe(2);
    await expect.poll(() => page.locator("table tbody tr").count(), { timeout: PATIENT }).toBe(4);
    const download = page.waitForEvent("download");
    await page.locator(".hl-page-actions").getByRole("button", { name: "Excel" }).click();
    const book = read(readFileSync(await (await download).path()));
    expect(book.SheetNames).toEqual(["成交", "花农结算单", "采购商账单", "费用明细", "差异"]);
    expect(utils.sheet_to_json(book.Sheets["成交"]!)).toHaveLength(12);
    expect(await overflow(page)).toBe(0);
    await context.close();
  });

  test("the statement prints on A4 with a code that opens it, and nobody else can", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(growers[0]!);
    await page.goto("/statements");
    await page.click(".settle-card >> nth=0");
    await page.waitForSelector("img.settle-code");
    expect(await page.textContent(".hl-sheet")).toContain("1,127.53");
    expect(await overflow(page)).toBe(0);
    expect(await stumbles(page)).toEqual([]);
    const address = new URL(page.url()).pathname;
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 4).toString()).toBe("%PDF");
    await context.close();

    const stranger = await served.visit(PHONE);
    await stranger.signIn(growers[1]!);
    await stranger.page.goto(address);
    await stranger.page.waitForSelector("text=没有找到");
    expect(await stranger.page.textContent("main")).not.toContain("1,127.53");
    await stranger.context.close();
  });

  test("the bank's file is taken in GB 18030, one payment comes back, the others are noted", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(sun);
    await page.goto(`/day/${date}`);
    await page.click(".settle-card:has-text('代付文件')");
    await page.waitForSelector("text=GB18030");
    expect(await page.textContent("main")).not.toMatch(/\d{12}/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载文件" }).click();
    const bytes = readFileSync(await (await download).path());
    const rows = new TextDecoder("gb18030").decode(bytes).trimEnd().split("\r\n");
    expect(rows).toHaveLength(6);
    expect(rows.at(-1)).toMatch(/^合计,4笔,,,4\d{3}\.\d\d,CNY,P\d{8}-1,/);
    await page.waitForSelector(`text=${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`);
    await page.locator("tbody tr", { hasText: "王桂兰" }).getByRole("button", { name: "退回" }).click();
    await page.getByLabel("银行给的原因").fill("户名不符");
    await page.locator("dialog[open]").getByRole("button", { name: "退回" }).click();
    await page.waitForSelector("tbody >> text=户名不符");
    await page.getByRole("button", { name: "全部 3 笔标为已执行" }).click();
    await page.locator("dialog[open]").getByRole("button", { name: "已执行" }).click();
    await expect.poll(() => page.locator("tbody >> text=已执行").count(), { timeout: PATIENT }).toBeGreaterThanOrEqual(3);
    await page.goto(`/day/${date}`);
    await page.waitForSelector("text=银行退回 已列明");
    await page.getByRole("button", { name: "补做代付文件" }).click();
    await page.waitForSelector("text=P" + date.replaceAll("-", "") + "-2", { timeout: PATIENT });
    await page.waitForSelector("text=全部相符");
    await context.close();
  });

  test("one cashier proposes to take a sale back, the same one cannot confirm it, another can", async () => {
    const one = await served.visit(DESK);
    await one.signIn(sun);
    await one.page.goto(`/day/${date}/sales?q=${first}`);
    await one.page.getByRole("button", { name: "冲销" }).first().click();
    expect(await one.page.locator("dialog[open]").getByRole("button", { name: "提出冲销" }).isDisabled()).toBe(true);
    await one.page.getByLabel("原因").fill("到货冻伤，双方同意退货");
    await one.page.locator("dialog[open] label", { hasText: "报损" }).click();
    expect(await stumbles(one.page)).toEqual([]);
    await one.page.locator("dialog[open]").getByRole("button", { name: "提出冲销" }).click();
    await one.page.waitForSelector("text=冲销待确认");
    await one.page.goto("/reversals");
    await one.page.waitForSelector("text=自己提出的");
    expect(await one.page.getByRole("button", { name: "确认冲销" }).count()).toBe(0);
    await one.context.close();

    const two = await served.visit(DESK);
    await two.signIn(wu);
    await two.page.goto("/reversals");
    await two.page.getByRole("button", { name: "确认冲销" }).click();
    await two.page.locator("dialog[open]").getByRole("button", { name: "确认冲销" }).click();
    await two.page.waitForSelector("tbody >> text=已冲销", { timeout: PATIENT });
    expect(await two.page.textContent("tbody")).toContain("复核员 吴涛");
    await two.context.close();
    const { total } = await served.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
  });

  test("a buyer opens his slip and his bill; an open price sheet needs no log-in and withholds what one grower sold", async () => {
    const buyer = await served.visit(PHONE);
    await buyer.signIn(buyers[1]!);
    await buyer.page.goto("/bills");
    await buyer.page.click(".settle-card >> nth=0");
    await buyer.page.waitForSelector(".hl-sheet >> text=采购商账单");
    await buyer.page.goto(`/slips/${date}`);
    await buyer.page.waitForSelector("img.settle-code");
    expect(await overflow(buyer.page)).toBe(0);
    expect(await stumbles(buyer.page)).toEqual([]);
    await buyer.page.goto("/day");
    await buyer.page.waitForSelector("text=您的身份不能打开这一页");
    await buyer.context.close();

    for (const [size, language] of [[PHONE, "zh"], [DESK, "en"]] as const) {
      const { page, context } = await served.visit(size, language);
      await page.goto(`/prices?on=${date}`);
      await page.waitForSelector("tbody tr");
      expect(await page.locator("tbody tr").count()).toBe(1);
      expect(await page.textContent(".price-withheld")).toContain("B");
      expect(await page.textContent(".price-withheld")).not.toMatch(/\d\d\.\d\d/);
      expect(await overflow(page)).toBe(0);
      expect(await stumbles(page)).toEqual([]);
      await page.locator("tbody tr").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("dialog[open] tbody tr");
      // Three growers, three sales each, one of them taken back.
      expect(await page.locator("dialog[open] tbody tr").count()).toBe(8);
      expect(await page.textContent("dialog[open]")).not.toContain("王桂兰");
      await context.close();
    }
  });

  test("the price wall fills its screen, the fee trial reckons as a statement does", async () => {
    const wall = await served.visit(WALL);
    await wall.page.goto("/prices/wall");
    await wall.page.waitForSelector(".price-wall tbody tr");
    expect(await wall.page.textContent(".price-wall")).toContain("不公布");
    expect(await overflow(wall.page)).toBe(0);
    await wall.context.close();
    const { page, context } = await served.visit(PHONE);
    await page.goto("/fees/try");
    await page.getByLabel("成交额").fill("1165.50");
    await page.getByLabel("数量").fill("63");
    await page.getByLabel("批次").fill("1");
    await page.getByLabel("笔数").fill("3");
    await expect.poll(() => page.textContent(".settle-two")).toContain("1,127.53");
    await page.getByLabel("笔数").fill("0");
    await page.waitForSelector("text=请填数字");
    expect(await overflow(page)).toBe(0);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("no page failed on the way", () => {
    expect(served.faults).toEqual([]);
  });
});
