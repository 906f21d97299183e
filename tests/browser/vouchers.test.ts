import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoCitizenId } from "../../src/engines/identity/demo.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, looksRight, serveMarket, standingLot, type Served } from "./served.ts";

describe("a grower declares, and the cashier hands out data", { timeout: 300_000 }, () => {
  let served: Served;
  let [wang, li, sun]: Person[] = [];

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李长海", ["grower"]);
    const buyers = [await market.person("鲁花批发", ["buyer"], 1_000_000_00), await market.person("济南花市", ["buyer"], 1_000_000_00)];
    sun = await market.staff("结算员 孙丽", ["cashier"]);
    const item = await market.item("蝴蝶兰 大辣椒 双梗");
    let businessDate = "";
    for (const [n, grower] of [wang, li].entries()) {
      const { id } = await standingLot(market, { itemId: item.id, growerId: grower.partyId, quantity: 200 });
      for (const [k, buyer] of buyers.entries()) {
        const { sale } = await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity: 20 + k, price: 18_50 + n, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: `${n}-${k}` }, AS_SYSTEM);
        ({ businessDate } = sale);
      }
    }
    await market.runtime.call(settlement.actions.closeDay, { businessDate }, sun.call);
    await market.runtime.settle();
  }, 240_000);
  afterAll(() => served.close());

  test("on her telephone, on one page; what is missing is said beside the field", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang!);
    await page.goto("/declaration");
    await page.getByRole("button", { name: "我声明" }).click();
    await page.waitForSelector("text=身份证号校验不通过");
    await page.getByLabel("种的是什么").fill("蝴蝶兰");
    await page.getByLabel("种在哪里").fill("王府街道 小王庄");
    await page.getByLabel("身份证号").fill(demoCitizenId(1, "1968-03-02"));
    await looksRight(page, "declare-form");
    await page.getByRole("button", { name: "我声明" }).click();
    await page.waitForSelector("text=现在有效的声明", { timeout: PATIENT });
    expect(await page.textContent("main")).not.toContain(demoCitizenId(1, "1968-03-02"));
    await looksRight(page, "declare-live");
    await page.getByRole("button", { name: "停用声明" }).click();
    await page.waitForSelector("dialog[open]");
    await looksRight(page, "declare-end");
    await context.close();
  });

  test("the cashier sees who lacks what, writes a paper down, and takes the file; in English with the keyboard", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(sun!);
    await page.goto("/vouchers");
    await page.waitForSelector("table tbody tr >> nth=1");
    await looksRight(page, "vouchers");
    await page.locator("table tbody tr").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/vouchers\/[0-9a-f-]+\?month=/);
    await page.waitForSelector("text=Data, not an invoice");
    await looksRight(page, "voucher-buyer");
    await page.getByRole("button", { name: "Write down a paper" }).first().focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("Where the signed paper is kept").fill("cabinet 3-12");
    await dialog.getByLabel("What you grow").fill("moth orchids");
    await dialog.getByLabel("Where you grow it").fill("Huanglou");
    await dialog.getByLabel("Identity number").fill(demoCitizenId(2, "1971-08-09"));
    await looksRight(page, "voucher-register");
    await dialog.getByRole("button", { name: "Write the declaration down" }).click();
    await page.waitForSelector("text=Nothing lacks", { timeout: PATIENT });
    await page.getByRole("button", { name: "Take the file" }).click();
    const download = page.waitForEvent("download");
    await page.locator("dialog[open]").getByRole("button", { name: "Take the file" }).click();
    expect((await download).suggestedFilename()).toMatch(/V\d{8}-0001\.xlsx$/);
    await page.waitForSelector("text=Files taken");
    await page.waitForSelector("td:has-text('V2')", { timeout: PATIENT });
    await looksRight(page, "voucher-taken");
    await context.close();
  });

  test.each([["phone", PHONE], ["desk", DESK]] as const)("the list in Chinese on a %s", async (name, size) => {
    const { page, context, signIn } = await served.visit(size);
    await signIn(sun!);
    await page.goto("/vouchers");
    await page.waitForSelector("text=鲁花批发");
    await page.waitForSelector("text=花农的声明");
    await looksRight(page, `vouchers-zh-${name}`);
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
