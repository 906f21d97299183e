import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, mondayOf } from "../../src/engines/calendar/day.ts";
import { batches } from "../../src/growing/batches/contract.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { seedCatalogue } from "../../src/kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Person } from "../market.ts";
import { DESK, looksRight, PATIENT, PHONE, serveMarket, standingLot, type Served } from "./served.ts";

describe("what to plant and how to sell, from the telephone to the manager's desk", { timeout: 300_000 }, () => {
  let served: Served;
  let growers: Person[];
  let operator: Person;
  let lotId: string;
  let itemId: string;
  let speciesZh: string;

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    const { items } = await seedCatalogue(market.runtime);
    const item = items.find((one) => one.speciesId !== null && one.category === "flowering" && one.unit === "pot")!;
    itemId = item.id;
    speciesZh = item.zh.split(" ")[0]!;
    growers = await Promise.all(["王桂兰", "李建军", "张秀英", "赵敏"].map((name) => market.person(name, ["grower"])));
    operator = await market.staff("市场经理 刘建国", ["operator"]);
    const buyer = await market.person("鲁花批发", ["buyer"], 100_000_000_00);
    const { businessDate: today } = await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    let n = 0;
    const sell = async (grower: Person, quantity: number, price: number, businessDate: string): Promise<void> => {
      const lot = await standingLot(market, { itemId, growerId: grower.partyId, quantity, grade: "A" });
      await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: lot.id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, businessDate, cause: "award", causeId: String(++n) }, AS_SYSTEM);
    };
    for (let week = 12; week >= 1; week -= 1) for (const [at, grower] of growers.entries()) await sell(grower, 300 + 20 * at, 640 + 25 * ((week * 3 + at) % 5), addDays(today, -7 * week));
    for (let day = 5; day >= 1; day -= 1) for (const grower of growers.slice(1)) await sell(grower, 120, 650 + 10 * day, addDays(today, -day));
    lotId = (await market.runtime.call(intake.actions.declareLot, { itemId, quantity: "480" }, growers[0]!.call)).id;
    const flowering = mondayOf(addDays(today, 7 * 14));
    for (const [at, grower] of growers.entries()) await market.runtime.call(batches.actions.plant, { itemId, expected: String(380 + 40 * at), readyFrom: addDays(flowering, 7 * (at % 2) - 7), readyTo: addDays(flowering, 12) }, grower.call);
    await market.runtime.settle();
  }, 240_000);
  afterAll(() => served.close());

  test("a grower reads what to plant, puts in his own costs, and the advice changes", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(growers[0]!);
    await page.goto("/guidance");
    await page.waitForSelector(".gd-card", { timeout: PATIENT });
    await page.waitForSelector("text=成本是示例");
    await looksRight(page, "guidance-list");
    await page.locator(".gd-card").first().click();
    await page.waitForSelector("text=如果大家都照做", { timeout: PATIENT });
    await page.waitForSelector("text=人人按这个价抢种");
    await looksRight(page, "guidance-item");
    await page.getByRole("link", { name: "看、改我的成本" }).click();
    await page.getByLabel("种苗").fill("一块");
    await page.getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=「种苗」没填对");
    await page.getByLabel("种苗").fill("9.5");
    await looksRight(page, "guidance-cost");
    await page.getByRole("button", { name: "保存" }).click();
    await page.waitForURL(new RegExp(`/guidance/${itemId}$`), { timeout: PATIENT });
    await page.waitForSelector("text=不够本", { timeout: PATIENT });
    await looksRight(page, "guidance-item-own");
    await context.close();
  });

  test("how to sell his lot, from the lot's page", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(growers[0]!);
    await page.goto(`/lots/${lotId}`);
    await page.getByRole("link", { name: "怎么卖" }).click();
    await page.waitForSelector("text=怎么分", { timeout: PATIENT });
    await page.locator(".hl-segmented label", { hasText: "求稳当" }).click();
    await page.waitForSelector("text=成交不够");
    await looksRight(page, "guidance-sell");
    await context.close();
  });

  test("nothing to reckon is said calmly; supply ahead on a telephone, in English", async () => {
    const fresh = await served.market.person("新来的", ["grower"]);
    const { page, context, signIn } = await served.visit(PHONE, "en");
    await signIn(fresh);
    await page.goto("/guidance");
    await page.waitForSelector("text=Nothing to reckon yet", { timeout: PATIENT });
    await looksRight(page, "guidance-empty-en");
    await page.goto("/guidance/ahead");
    await page.waitForSelector("text=≈", { timeout: PATIENT });
    await looksRight(page, "guidance-ahead-phone-en");
    await page.goto(`/guidance/${itemId}`);
    await page.waitForSelector("text=If everybody follows", { timeout: PATIENT });
    await looksRight(page, "guidance-item-en");
    await context.close();
  });

  test.each(["zh", "en"] as const)("the manager sees the region, enters what comes from elsewhere, and the assumptions (%s)", async (language) => {
    const { page, context, signIn } = await served.visit(DESK, language);
    await signIn(operator);
    await page.goto("/guidance/ahead");
    await page.waitForSelector(".gd-hatched", { timeout: PATIENT });
    await looksRight(page, `guidance-desk-${language}`);
    await page.goto("/guidance/ahead?tab=arrivals");
    if (language === "zh") {
      await page.getByRole("button", { name: "登记外地来货" }).click();
      const dialog = page.locator("dialog[open]");
      await dialog.getByLabel("种类").fill(speciesZh);
      await dialog.locator(".gd-found button").first().click();
      await dialog.getByLabel("周", { exact: true }).fill(addDays(new Date().toISOString().slice(0, 10), 100));
      await dialog.getByLabel("数量").fill("3000");
      await dialog.getByLabel("从哪里来").fill("昆明");
      await dialog.getByLabel("来源", { exact: true }).fill("电话问三家批发商");
      await looksRight(page, "guidance-arrival");
      await dialog.getByRole("button", { name: "保存" }).click();
    }
    await page.waitForSelector("text=电话问三家批发商", { timeout: PATIENT });
    await looksRight(page, `guidance-arrivals-${language}`);
    await page.goto("/guidance/ahead?tab=assumptions");
    await page.waitForSelector("text=1.30", { timeout: PATIENT });
    await looksRight(page, `guidance-assumptions-${language}`);
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
