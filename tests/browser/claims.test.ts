import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { claims } from "../../src/market/claims/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, PHOTO, looksRight, serveMarket, standingLot, type Served } from "./served.ts";

describe("a complaint, from the unpacking table to the judgement", { timeout: 300_000 }, () => {
  let served: Served;
  let [grower, buyer, grader, operator]: Person[] = [];
  let lotNo = "";

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("鲁花批发", ["buyer"], 1_000_000_00);
    [grader, operator] = [await market.staff("质检员 韩雪", ["grader"]), await market.staff("市场经理 刘建国", ["operator"])];
    const item = await market.item("蝴蝶兰 大辣椒 双梗");
    const { id, no } = await standingLot(market, { itemId: item.id, growerId: grower.partyId, quantity: 200, grade: "A" });
    lotNo = no;
    await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity: 40, price: 18_50, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: "1" }, AS_SYSTEM);
    await market.runtime.settle();
  }, 240_000);
  afterAll(() => served.close());

  test("the buyer scans the box with his telephone and claims three pots, camera first", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(buyer!);
    await page.goto(`/l/${lotNo}`);
    await page.waitForURL(/\/claims\/new\?lot=/);
    await page.waitForSelector("text=照片（至少一张）");
    await looksRight(page, "claim-form");
    await page.getByRole("button", { name: "提交投诉" }).click();
    await page.waitForSelector("text=至少要一张照片");
    await page.locator('input[type="file"]').first().setInputFiles({ name: "pots.png", mimeType: "image/png", buffer: PHOTO });
    await page.getByLabel("在哪里拍的").fill("济南堤口路仓库");
    await page.getByLabel("有问题的数量").fill("3");
    await page.getByLabel("有问题的数量").press("Tab");
    await page.getByRole("button", { name: "提交投诉" }).click();
    await page.waitForURL(/\/claims\/C\d{8}-0001/, { timeout: PATIENT });
    await page.waitForSelector("text=待花农答复");
    expect(await page.textContent("main")).toContain("¥55.50");
    await looksRight(page, "claim-sent");
    await page.goto("/claims");
    await page.waitForSelector(".claim-card");
    await looksRight(page, "claim-list");
    await context.close();
  });

  test("the grower sees the photograph and contests", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(grower!);
    await page.goto("/claims");
    await page.waitForSelector("text=有 1 件等您答复");
    await page.click(".claim-card");
    await page.waitForSelector(".claim-photos img");
    expect(await page.textContent(".claim-photos")).toContain("济南堤口路仓库");
    await page.getByRole("button", { name: "不同意" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("说明").fill("出库时是好的");
    await looksRight(page, "claim-contest");
    await dialog.getByRole("button", { name: "不同意" }).click();
    await page.waitForSelector("text=市场裁定中", { timeout: PATIENT });
    await context.close();
  });

  test("the grader judges with the keyboard, in English; the manager confirms", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(grader!);
    await page.goto("/claims-desk");
    await page.waitForSelector("table tbody tr[data-opens]");
    await looksRight(page, "claim-desk-en");
    await page.locator("table tbody tr[data-opens]").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/claims\/C/);
    await page.getByRole("button", { name: "Judge" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("How much back").fill("30");
    await dialog.getByLabel("Reason").fill("two stems broken in transit");
    await looksRight(page, "claim-judge-en");
    await dialog.getByRole("button", { name: "Judge" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=To be confirmed", { timeout: PATIENT });
    await context.close();

    const second = await served.visit(DESK);
    await second.signIn(operator!);
    await second.page.goto("/claims-desk");
    await second.page.click("table tbody tr[data-opens] >> nth=0");
    await second.page.getByRole("button", { name: "确认裁定" }).click();
    await second.page.locator("dialog[open]").getByRole("button", { name: "确认裁定" }).click();
    await second.page.waitForSelector("text=¥30.00", { timeout: PATIENT });
    await expect.poll(async () => (await served.market.runtime.call(claims.actions.desk, {}, AS_SYSTEM)).claims[0], { timeout: PATIENT }).toMatchObject({ outcome: "refund", outcomeAmount: 30_00 });
    await second.page.goto("/claims-desk");
    await second.page.getByRole("button", { name: "投诉规则" }).click();
    await second.page.waitForSelector("dialog[open] .claim-terms");
    await looksRight(second.page, "claim-terms");
    const rules = second.page.locator("dialog[open]");
    await rules.getByLabel("为什么改").fill("旺季放宽");
    await rules.locator("footer").getByRole("button").last().click();
    await rules.waitFor({ state: "detached", timeout: PATIENT });
    expect((await served.market.runtime.call(claims.actions.terms, {}, AS_SYSTEM)).since).not.toBeNull();
    await second.context.close();
  });

  test("the claim stands on the page of the buyer's day", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(buyer!);
    await page.goto("/party-day");
    await page.locator(".hl-panel", { hasText: "已了结" }).getByRole("link", { name: /^C\d{8}-0001$/ }).waitFor({ timeout: PATIENT });
    await looksRight(page, "claim-party-day");
    await context.close();
  });

  test.each([["nobody", PHONE], ["grower", PHONE], ["operator", DESK]] as const)("the published quality page, read by %s", async (who, size) => {
    const { page, context, signIn } = await served.visit(size);
    if (who !== "nobody") await signIn(who === "grower" ? grower! : operator!);
    await page.goto("/quality");
    await page.waitForSelector("text=投诉率 = 窗口内成立投诉的件数");
    if (who !== "nobody") await page.waitForSelector("text=7.50%");
    await looksRight(page, `claim-quality-${who}`);
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
