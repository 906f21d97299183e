import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { offers } from "../../src/market/offers/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, overflow, serveMarket, stumbles, type Served } from "./served.ts";

describe("from the grower's offer to the buyer's order, on the pages", { timeout: 240_000 }, () => {
  let served: Served;
  let wang: Person;
  let lu: Person;
  let hua: Person;
  let operator: Person;
  let lotId = "";

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    [wang, lu, hua] = [await market.person("王桂兰", ["grower"]), await market.person("鲁花批发", ["buyer"], 100_000_00), await market.person("花满楼", ["buyer"], 100_000_00)];
    operator = await market.staff("市场经理", ["operator"]);
    const item = await market.runtime.call(catalogue.actions.addItem, { code: "phal-2", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗 12cm", en: "Phalaenopsis Big Chili", category: "orchid", unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } }, AS_SYSTEM);
    lotId = (await market.runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: "320" }, wang.call)).id;
    await market.runtime.call(offers.actions.setSettings, { presaleShare: 50, presaleOpens: -1_440, presaleCloses: 1_680, reserveMinutes: 15, confirmHours: 12 }, AS_SYSTEM);
  }, 180_000);
  afterAll(() => served.close());
  const myLines = () => served.market.runtime.call(offers.actions.myOffers, {}, wang.call);

  test("a grower presells half a lot from the telephone in a few taps", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang);
    await page.goto("/offers");
    await page.click("button:has-text('设预售')");
    await page.click(".offers-pick-lots button");
    await page.getByLabel(/^单价/).fill("12");
    await page.getByLabel("满 1 箱 · 8").fill("11.5");
    expect(await stumbles(page)).toEqual([]);
    await page.click("button:has-text('挂出去')");
    await page.waitForSelector(".offers-mine li");
    expect((await myLines()).lines).toMatchObject([{ kind: "presale", quantity: 160, price: 12_00, share: 50, steps: [{ level: "box", price: 11_50 }] }]);
    expect(await page.textContent(".offers-mine li")).toContain("已订 0 / 160 盆");
    await page.click(".hl-segmented label:has-text('目录价')");
    await page.click("button:has-text('挂目录')");
    await page.click("button:has-text('挂出去')");
    expect(await page.textContent(".offers-problem")).toContain("请选批次");
    await page.keyboard.press("Escape");
    expect(await overflow(page)).toBe(0);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("one buyer orders on the desk; the other sees on his telephone how much is left, without reloading", async () => {
    const [desk, phone] = [await served.visit(DESK), await served.visit(PHONE)];
    await Promise.all([desk.signIn(lu), phone.signIn(hua)]);
    await Promise.all([desk.page.goto("/market"), phone.page.goto("/market")]);
    await phone.page.waitForSelector("text=余量实时更新");
    await expect.poll(() => phone.page.textContent(".offers-left"), { timeout: PATIENT }).toContain("余 160 盆");
    await desk.page.fill("input[type=search]", "hdl");
    await desk.page.click(".offers-tile .hl-button");
    await desk.page.click(".offers-quick button:has-text('加 1 层')");
    await expect.poll(() => desk.page.textContent(".offers-sum"), { timeout: PATIENT }).toContain("满 1 箱 的价");
    expect(await stumbles(desk.page)).toEqual([]);
    await desk.page.click("button:has-text('放进购物车')");
    await desk.page.waitForSelector(".offers-cart-lines li");
    expect(await desk.page.textContent(".offers-cart-time")).toMatch(/1[45]:\d\d/);
    await expect.poll(() => phone.page.textContent(".offers-left"), { timeout: PATIENT }).toContain("余 127 盆");
    expect([await overflow(desk.page), await overflow(phone.page)]).toEqual([0, 0]);
    expect([...(await stumbles(desk.page)), ...(await stumbles(phone.page))]).toEqual([]);
    await desk.page.click(".offers-cart-acts button:has-text('下单')");
    await desk.page.waitForURL(/\/orders\/[0-9a-f-]+/);
    expect(await desk.page.textContent(".hl-sheet")).toContain("33 盆");
    expect(await stumbles(desk.page)).toEqual([]);
    await Promise.all([desk.context.close(), phone.context.close()]);
  });

  test("by keyboard alone, from the search to the order", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(hua);
    await page.goto("/market");
    await page.waitForSelector(".offers-tile");
    await page.focus("input[type=search]");
    await page.keyboard.type("Big Chili");
    await page.waitForSelector(".offers-tile .hl-button");
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.closest(".offers-tile") !== null)) break;
    }
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open] input");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("2箱");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".offers-cart-lines li");
    await page.focus(".offers-cart input");
    for (let presses = 0; presses < 10; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.textContent?.includes("Place the order") === true)) break;
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/orders\/[0-9a-f-]+/);
    await page.waitForSelector(".offers-lines tbody tr");
    expect(await page.textContent(".hl-sheet")).toContain("16 pots");
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("the count is short: the buyer reads by how much, and finds his order in the list", async () => {
    const grader = await served.market.staff("韩雪", ["grader"]);
    await served.market.runtime.call(intake.actions.receive, { lotId, counted: "25", reason: "大棚漏雨" }, grader.call);
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(lu);
    await page.goto("/orders");
    await expect.poll(() => page.textContent(".offers-order"), { timeout: PATIENT }).toContain("到货不足");
    expect(await overflow(page)).toBe(0);
    await page.click(".offers-order");
    await page.waitForSelector(".offers-cut");
    // 33 and 16 were promised, 25 came: 33 × 25 ÷ 49 = 16.84 and 16 × 25 ÷ 49 = 8.16.
    expect(await page.textContent(".offers-lines")).toContain("订 33 盆，到货少 16 盆");
    expect(await overflow(page)).toBe(0);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("a buyer asks, the grower answers from the board, the buyer accepts", async () => {
    const [buyer, grower] = [await served.visit(PHONE), await served.visit(DESK)];
    await Promise.all([buyer.signIn(hua), grower.signIn(wang)]);
    const item = (await served.market.runtime.call(catalogue.actions.items, { query: "hdl" }, AS_SYSTEM)).items[0]!;
    const lot = await served.market.runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: "80" }, wang.call);
    await grower.page.goto("/requests");
    await grower.page.waitForSelector("text=还没有求购");
    await buyer.page.goto("/requests");
    await buyer.page.click("main button:has-text('发求购') >> nth=0");
    await buyer.page.getByLabel("规格要求").fill("双梗，含苞三成");
    await buyer.page.getByLabel(/^数量/).fill("40");
    expect(await stumbles(buyer.page)).toEqual([]);
    await buyer.page.click("dialog button:has-text('发出去')");
    await buyer.page.waitForSelector(".offers-request");
    await grower.page.waitForSelector(".offers-request", { timeout: PATIENT });
    expect(await grower.page.textContent(".offers-request")).not.toContain("花满楼");
    await grower.page.click("button:has-text('我来报价')");
    await grower.page.click(`.offers-pick-lots button:has-text('${lot.no}')`);
    await grower.page.getByLabel(/^单价/).fill("13.8");
    await grower.page.click("dialog button:has-text('挂出去')");
    await buyer.page.waitForSelector(".offers-answers button", { timeout: PATIENT });
    await buyer.page.click(".offers-answers button");
    await buyer.page.click("dialog[open] footer button:has-text('接受')");
    await expect.poll(async () => (await served.market.runtime.call(offers.actions.requests, {}, hua.call)).requests[0]?.state, { timeout: PATIENT }).toBe("filled");
    expect(await overflow(buyer.page)).toBe(0);
    expect([...(await stumbles(buyer.page)), ...(await stumbles(grower.page))]).toEqual([]);
    await Promise.all([buyer.context.close(), grower.context.close()]);
  });

  test("the staff see the channels and change the rules; a lost line is said", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(operator);
    await page.goto("/channels");
    await page.waitForSelector("text=供货规则");
    await page.getByLabel("预售最多占一批的 %").fill("40");
    await page.click("form button[type=submit]");
    await expect.poll(async () => (await served.market.runtime.call(offers.actions.settings, {}, operator.call)).presaleShare, { timeout: PATIENT }).toBe(40);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
    const lost = await served.visit(PHONE);
    await lost.signIn(lu);
    await lost.page.route("**/api/offers/market", (route) => route.abort());
    await lost.page.goto("/market");
    await expect.poll(() => lost.page.textContent("main"), { timeout: PATIENT }).toContain("连不上市场");
    await lost.context.close();
    expect(served.faults).toEqual([]);
  });
});
