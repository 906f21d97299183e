import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../src/engines/calendar/day.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { bulletins } from "../../src/knowledge/bulletins/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, looksRight, serveMarket, shoot, standingLot, type Served } from "./served.ts";

const GOODS = [["蝴蝶兰 双梗 10-12 枝花", 20_00, 21_30], ["仙客来 中花", 10_00, 9_40], ["红掌 12 cm", 15_00, 15_00], ["长寿花 重瓣", 4_00, 4_42], ["绿萝 吊盆", 9_00, 8_55]] as const;

describe("the bulletin, from the draft to a reader's phone", { timeout: 300_000 }, () => {
  let served: Served;
  let [operator, auctioneer] = [] as Person[] as [Person, Person];
  let today = "";

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    [operator, auctioneer] = await Promise.all([market.staff("市场经理 刘建国", ["operator"]), market.staff("拍卖师 周敏", ["auctioneer"])]);
    const cashier = await market.staff("结算员 孙丽", ["cashier"]);
    const growers = await Promise.all(["王桂兰", "李建军", "孙长海"].map((name) => market.person(name, ["grower"])));
    const buyer = await market.person("鲁花批发", ["buyer"], 10_000_000_00);
    today = (await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
    let n = 0;
    const items = new Map<string, string>();
    for (const [name] of GOODS) items.set(name, (await market.item(name)).id);
    const few = (await market.item("君子兰")).id;
    for (const [at, businessDate] of [addDays(today, -1), today].entries()) {
      const deals = [...GOODS.flatMap(([name, ...prices]) => growers.map((grower, of) => [items.get(name)!, grower, 20 + 10 * of + n, prices[at]!] as const)), [few, growers[0]!, 30, 66_00] as const];
      for (const [itemId, grower, quantity, price] of deals) {
        const { id } = await standingLot(market, { itemId, growerId: grower.partyId, quantity, grade: "A" });
        await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, businessDate, cause: "award", causeId: String(++n) }, AS_SYSTEM);
      }
      await market.runtime.settle();
      await market.runtime.call(settlement.actions.closeDay, { businessDate }, cashier.call);
      for (let tries = 0; tries < 20 && (await market.runtime.call(settlement.actions.dayOverview, { businessDate }, cashier.call)).day?.state !== "closed"; tries += 1) await market.runtime.call(settlement.actions.closeStep, { businessDate }, cashier.call).catch(() => null);
      await market.runtime.settle();
    }
    await market.runtime.settle();
    expect((await market.runtime.call(bulletins.actions.desk, {}, operator.call)).waiting).toBeGreaterThan(1);
  }, 240_000);
  afterAll(() => served.close());

  test("the auctioneer edits; a free number is marked and bound with one tap; the manager publishes", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(auctioneer);
    await page.goto("/bulletins/desk");
    const row = page.locator("tr", { hasText: `${Number(today.slice(5, 7))}月${Number(today.slice(8))}日` });
    await row.getByRole("link", { name: "打开" }).click();
    const causes = page.getByLabel("原因", { exact: true });
    await causes.fill("节前备货增加，约50家新客户，蝴蝶兰 双梗 10-12 枝花均价99.00元。");
    await page.waitForSelector("text=“99.00”与数据不符");
    await page.waitForSelector("text=“50”在数据里找不到");
    await looksRight(page, "bulletins-editor");
    await page.getByRole("button", { name: "改用" }).first().click();
    await page.waitForSelector(".bul-preview >> text=均价21.30元/盆。");
    await page.getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=您改过这份草稿，要由另一位发布");
    await context.close();

    const manager = await served.visit(DESK);
    await manager.signIn(operator);
    await manager.page.goto("/bulletins/desk");
    await manager.page.waitForSelector("text=拍卖师 周敏 改过");
    await looksRight(manager.page, "bulletins-desk");
    await manager.page.locator("tr", { hasText: "拍卖师 周敏 改过" }).getByRole("link", { name: "打开" }).click();
    await manager.page.getByRole("button", { name: "发布", exact: true }).click();
    await manager.page.locator("dialog[open]").getByRole("button", { name: "发布", exact: true }).click();
    await manager.page.waitForURL(new RegExp(`/bulletins/${today}$`), { timeout: PATIENT });
    await manager.page.waitForSelector("text=涨跌前五");
    await looksRight(manager.page, "bulletins-read-desk");
    await manager.context.close();
  });

  test("a grower reads it on the phone without a log-in, in both languages; numbers open their source", async () => {
    for (const language of ["zh", "en"] as const) {
      const { page, context } = await served.visit(PHONE, language);
      await page.goto("/");
      await page.waitForSelector(language === "zh" ? "text=读全文" : "text=Read on");
      await page.goto("/bulletins");
      await looksRight(page, `bulletins-archive-${language}`);
      await page.locator(".bul-list a").first().click();
      await page.waitForSelector(".bul-bars li");
      await looksRight(page, `bulletins-read-${language}`);
      const text = await page.locator(".bul-read").innerText();
      expect(text).toContain(language === "zh" ? "上涨6.5%" : "up 6.5 per cent");
      expect(text).not.toMatch(/君子兰|66\.00/);
      if (language === "zh") {
        await page.emulateMedia({ media: "print" });
        await shoot(page, "bulletins-print");
        await page.emulateMedia({ media: "screen" });
        await page.locator("a.bul-figure", { hasText: "21.30" }).first().click();
        await page.waitForURL(new RegExp(`/prices\\?on=${today}`));
      }
      await context.close();
    }
  });

  test("the open data page gives files that open, on the phone and on the desk", async () => {
    for (const [size, language] of [[PHONE, "zh"], [DESK, "en"]] as const) {
      const { page, context } = await served.visit(size, language);
      await page.goto("/open");
      await page.waitForSelector(".open-periods li");
      await page.locator("details summary").first().click();
      await looksRight(page, `bulletins-open-${language}`);
      const csv = await page.request.get((await page.locator(".open-periods a", { hasText: "CSV" }).first().getAttribute("href"))!);
      expect([csv.status(), (await csv.text()).split("\r\n")[0]]).toEqual([200, expect.stringContaining("obs_status")]);
      await context.close();
    }
    expect(served.faults).toEqual([]);
  });
});
