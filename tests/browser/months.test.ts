import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { seedFees } from "../../src/market/settlement/seed.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, looksRight, serveMarket, shoot, standingLot, type Served } from "./served.ts";

/** A day of a month that is over, whenever this is run. */
const DAY = "2026-02-11";

describe("two people close a month", { timeout: 300_000 }, () => {
  let served: Served;
  let [sun, liu]: Person[] = [];

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    await seedFees(market.runtime, "2020-01-01");
    const grower = await market.person("王桂兰", ["grower"]);
    const buyers = [await market.person("鲁花批发", ["buyer"], 1_000_000_00), await market.person("济南花市", ["buyer"], 1_000_000_00)];
    [sun, liu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("市场经理 刘建国", ["operator"])];
    const item = await market.item("蝴蝶兰 大辣椒 双梗");
    const { id } = await standingLot(market, { itemId: item.id, growerId: grower.partyId, quantity: 200 });
    for (const [k, buyer] of buyers.entries()) await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity: 20 + 3 * k, price: 18_50, currency: "CNY", fromHold: false, creditHeld: false, businessDate: DAY, cause: "award", causeId: `${k}` }, AS_SYSTEM);
    await market.runtime.call(settlement.actions.closeDay, { businessDate: DAY }, sun.call);
    await market.runtime.settle();
  }, 240_000);
  afterAll(() => served.close());

  test("the cashier reads the checklist, says why points are left open, and proposes", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(sun!);
    await page.goto("/months");
    await page.waitForSelector("table tbody tr");
    await looksRight(page, "months");
    await page.locator("table tbody tr", { hasText: "2026-02" }).click();
    await page.waitForSelector("text=检查单");
    await looksRight(page, "month-open");
    await page.getByRole("button", { name: "提出月结" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("button", { name: "提出月结" }).click();
    await dialog.getByText("请写原因").first().waitFor();
    await looksRight(page, "month-propose");
    for (const field of await dialog.getByRole("textbox").all()) await field.fill("下月补");
    await dialog.getByRole("button", { name: "提出月结" }).click();
    await page.waitForSelector("text=自己提出的，要由另一位确认", { timeout: PATIENT });
    await context.close();
  });

  test("the manager confirms with the keyboard, in English, and prints the report", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(liu!);
    await page.goto("/months/2026-02");
    await page.waitForSelector("text=Proposed by 结算员 孙丽");
    await page.getByRole("button", { name: "Confirm the close" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").getByRole("button", { name: "Confirm the close" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Hash right, ledger unchanged", { timeout: PATIENT });
    await looksRight(page, "month-closed");
    await page.emulateMedia({ media: "print" });
    await shoot(page, "month-print");
    expect(await page.locator(".settle-screen").first().isVisible()).toBe(false);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(5_000);
    await page.emulateMedia({ media: "screen" });
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Excel" }).click();
    expect((await download).suggestedFilename()).toBe("month-report-2026-02.xlsx");
    await context.close();
  });

  test("on a telephone too", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(sun!);
    for (const path of ["/months", "/months/2026-02", "/months/2026-03"]) {
      await page.goto(path);
      await page.waitForSelector(path === "/months" ? "text=已月结" : "text=试算平衡");
      await looksRight(page, `month-phone${path.replaceAll("/", "-")}`);
    }
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
